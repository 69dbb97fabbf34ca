// Documented texts, whole, where a user of the action meets them and no room's own test has them.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { BLOBS, COMPUTE, createWired, GROUP, OS_DISK, refusal, VM } from '../wired.ts';

const wired = createWired();
const { arm, batch, blob, operation } = wired;

const POOL = {
  id: 'p',
  vmSize: 'standard_d2s_v5',
  targetDedicatedNodes: 1,
  virtualMachineConfiguration: {
    imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
    nodeAgentSKUId: 'batch.node.ubuntu 24.04',
  },
};

beforeEach(async () => wired.enter());

describe('Azure Resource Manager', () => {
  test('names what is not there', async () => {
    const vm = await arm('GET', `${COMPUTE}/virtualMachines/absent`);
    expect([vm.status, vm.body]).toEqual([
      404,
      refusal(
        'ResourceNotFound',
        "The Resource 'Microsoft.Compute/virtualMachines/absent' under resource group 'rg-images' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
      ),
    ]);
    const group = await arm('GET', VM.replace('rg-images', 'rg-absent'));
    expect([group.status, group.body]).toEqual([
      404,
      refusal('ResourceGroupNotFound', "Resource group 'rg-absent' could not be found."),
    ]);
    const subscription = await arm(
      'GET',
      VM.replace(/^\/subscriptions\/[^/]+/, '/subscriptions/00000000-0000-4000-8000-000000000000'),
    );
    expect([subscription.status, subscription.body]).toEqual([
      404,
      refusal('SubscriptionNotFound', "The subscription '00000000-0000-4000-8000-000000000000' could not be found."),
    ]);
  });

  test('throttles the reads of one VM, and says for how long', async () => {
    await wired.enter({ profile: 'realistic' });
    let seen = await arm('GET', VM);
    for (let reads = 1; seen.status === 200 && reads < 60; reads += 1) seen = await arm('GET', VM);
    expect(seen.status).toBe(429);
    expect(Number(seen.headers['retry-after'])).toBeGreaterThanOrEqual(1);
    expect(seen.body).toMatchObject({
      error: {
        message: 'The server rejected the request because too many requests have been received for this subscription.',
        details: [{ code: 'TooManyRequests' }],
      },
    });
  });

  test.each([
    [403, 'RequestDisallowedByPolicy', "Resource 's' was disallowed by policy. Policy identifiers: '[]'."],
    [
      409,
      'MissingSubscriptionRegistration',
      "The subscription is not registered to use namespace 'Microsoft.Compute'.",
    ],
    [409, 'AnotherOperationInProgress', 'Another operation on this or dependent resource is in progress.'],
  ])('answers %s %s, which no state of the world makes, as a scenario plans it', async (status, code, message) => {
    await wired.enter({
      faults: [
        {
          match: { method: 'PUT', url: '/snapshots/' },
          do: { kind: 'answer', status, body: { error: { code, message } } },
        },
      ],
    });
    const answered = await arm('PUT', `${COMPUTE}/snapshots/s`, { location: 'westeurope', properties: {} });
    expect([answered.status, answered.body]).toEqual([status, refusal(code, message)]);
  });

  test.each([
    [
      'AllocationFailed',
      'Allocation failed. Please try reducing the VM size or number of VMs, retry later, or try deploying to a different Availability Set or different Azure location.',
    ],
    [
      'VMStartTimedOut',
      "VM 'vm-golden' did not start in the allotted time. The VM may still start successfully. Please check the power state later.",
    ],
  ])('lets a start fail with %s, as a scenario plans it', async (code, message) => {
    await wired.enter({ faults: [{ match: { url: '/start\\?' }, do: { kind: 'failOperation', code, message } }] });
    await arm('POST', `${VM}/deallocate`);
    expect((await operation('POST', `${VM}/start`)).body).toMatchObject({ status: 'Failed', error: { code, message } });
  });
});

describe('Compute', () => {
  test('says which container names a capture takes', async () => {
    const body = { vhdPrefix: 'golden', destinationContainerName: '-Images', overwriteVhds: true };
    expect((await arm('POST', `${VM}/capture`, body)).body).toMatchObject(
      refusal(
        'InvalidParameter',
        'Container name -Images is invalid. Container names must be 3-63 characters in length and may contain only lower-case alphanumeric characters and hyphen. Hyphen must be preceded and followed by an alphanumeric character.',
      ),
    );
  });

  test('does not make up what a disk with protected data would answer', async () => {
    await wired.enter({
      changes: [{ id: OS_DISK, body: { properties: { dataAccessAuthMode: 'AzureActiveDirectory' } } }],
    });
    await arm('POST', `${VM}/deallocate`);
    const { status, body } = await arm('POST', `${OS_DISK}/beginGetAccess`, { access: 'Read', durationInSeconds: 60 });
    expect([status, body]).toMatchObject([501, { error: { code: 'NotSimulated' } }]);
  });
});

test('what a request asks for and the simulator does not model is refused, not passed over', async () => {
  const { status, body } = await arm('PATCH', OS_DISK, { properties: { diskSizeGB: 8 } });
  expect([status, body]).toMatchObject([501, { error: { code: 'NotSimulated' } }]);
  expect((await arm('PATCH', OS_DISK, { properties: { diskSizeGB: 4 }, tags: { a: 'b' } })).status).toBe(200);
});

describe('Storage', () => {
  test('names what is there already, and what is not', async () => {
    const create = async (): ReturnType<typeof blob> => blob('PUT', `${BLOBS}/vhds?restype=container`);
    expect((await create()).status).toBe(201);
    const again = await create();
    expect([again.status, again.headers['x-ms-error-code']]).toEqual([409, 'ContainerAlreadyExists']);
    expect(again.body).toContain('<Message>The specified container already exists.');
    const absent = await blob('GET', `${BLOBS}/vhds/absent.vhd`);
    expect([absent.status, absent.headers['x-ms-error-code']]).toEqual([404, 'BlobNotFound']);
    expect(absent.body).toContain('<Message>The specified blob does not exist.');
    const nowhere = await blob('HEAD', `${BLOBS}/nowhere/absent.vhd`);
    expect([nowhere.status, nowhere.headers['x-ms-error-code'], nowhere.body]).toEqual([
      404,
      'ContainerNotFound',
      undefined,
    ]);
  });

  test('names the header that a page write lacks', async () => {
    await blob('PUT', `${BLOBS}/vhds?restype=container`);
    const page = { 'x-ms-blob-type': 'PageBlob', 'x-ms-blob-content-length': '512' };
    await blob('PUT', `${BLOBS}/vhds/a.vhd`, { headers: page });
    const { status, body } = await blob('PUT', `${BLOBS}/vhds/a.vhd?comp=page`, {
      headers: { 'x-ms-page-write': 'update' },
      body: Buffer.alloc(512),
    });
    expect(status).toBe(400);
    expect(body).toContain(
      '<Code>MissingRequiredHeader</Code><Message>An HTTP header that is mandatory for this request is not specified.',
    );
  });
});

describe('Batch', () => {
  test('refuses application packages that no account here has', async () => {
    const packages = [{ applicationId: 'blender', version: '4' }];
    const { status, body } = await batch('POST', '/pools', { ...POOL, applicationPackageReferences: packages });
    expect([status, body]).toMatchObject([
      409,
      {
        code: 'InvalidApplicationPackageReferences',
        message: {
          value: expect.stringContaining('One or more application package references could not be satisfied.'),
        },
      },
    ]);
  });

  test('lets an allocation time out, as a scenario plans it', async () => {
    const allocationFailure = {
      code: 'AllocationTimedout',
      message: 'Desired number of dedicated nodes could not be allocated as the resize timeout was reached',
    };
    await wired.enter({ nodes: { allocationFailure } });
    await batch('POST', '/pools', POOL);
    expect((await batch('GET', '/pools/p')).body).toMatchObject({
      allocationState: 'steady',
      resizeErrors: [allocationFailure],
    });
  });

  test('lets nodes run out of disk space, as a scenario plans it', async () => {
    const bootFailure = { code: 'DiskFull', message: 'There is not enough disk space on the node' };
    await wired.enter({ nodes: { bootFailure } });
    await batch('POST', '/pools', POOL);
    expect((await batch('GET', '/pools/p/nodes')).body).toMatchObject({
      value: [{ state: 'unusable', errors: [bootFailure] }],
    });
  });

  test('is busy, as a scenario plans it', async () => {
    const body = { code: 'ServerBusy', message: { lang: 'en-US', value: 'The server is busy.' } };
    await wired.enter({
      faults: [
        {
          match: { url: '\\.batch\\.azure\\.com/' },
          do: { kind: 'answer', status: 503, headers: { 'content-type': 'application/json' }, body },
        },
      ],
    });
    expect(await batch('GET', '/pools')).toMatchObject({ status: 503, body });
    expect((await batch('GET', '/pools')).status).toBe(200);
  });
});

test('a snapshot is not deleted under a lock of its group', async () => {
  await arm('PUT', `${GROUP}/providers/Microsoft.Authorization/locks/keep`, { properties: { level: 'CanNotDelete' } });
  const id = `${COMPUTE}/snapshots/s`;
  const properties = { creationData: { createOption: 'Copy', sourceResourceId: OS_DISK }, incremental: false };
  await arm('PUT', id, { location: 'westeurope', properties });
  expect((await arm('DELETE', id)).body).toEqual(
    refusal(
      'ScopeLocked',
      `The scope '${id}' cannot perform delete operation because following scope(s) are locked: '${GROUP}'. Please remove the lock and try again.`,
    ),
  );
});
