// Points 5, 6, 9, 12, 17, 22 and 28 to 30 as Azure's own SDK packages meet them: the simulator must bring out what they do.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createWired, OS_DISK, SUBSCRIPTION, VM } from '../wired.ts';
import { runProbes } from './run-probes.ts';
import type { ProbeName, ProbeResult } from './sdk-probes.ts';

const wired = createWired();

const probe = async <N extends ProbeName>(...names: readonly N[]): Promise<Readonly<Record<N, ProbeResult>>> =>
  runProbes(wired.environment, ...names);

const DEALLOCATED = {
  changes: [{ id: VM, body: { properties: { instanceView: { statuses: [{ code: 'PowerState/deallocated' }] } } } }],
};
const answer = (status: number, headers: object = {}, body?: object): object => ({
  kind: 'answer',
  status,
  headers,
  ...(body && { body }),
});

beforeEach(async () => wired.enter(DEALLOCATED));

describe('long-running operations', () => {
  test('point 5: the result of an action is read from its Location; without one there is none, and no error', async () => {
    expect((await probe('grantAccess')).grantAccess.value).toEqual({
      accessSAS: expect.stringMatching(/^https:\/\/md-.*\/abcd\?.*sig=/),
    });
    await wired.control.reset({ profile: 'instant', ...DEALLOCATED });
    const operation = `https://management.azure.com${SUBSCRIPTION}/providers/Microsoft.Compute/locations/westeurope/operations/one?api-version=2024-03-02`;
    await wired.control.addFaults([
      {
        match: { method: 'POST', url: '/beginGetAccess' },
        do: answer(202, { 'azure-asyncoperation': operation, 'retry-after': '0' }),
      },
      {
        match: { url: '/operations/one' },
        do: answer(
          200,
          {},
          { name: 'one', status: 'Succeeded', properties: { output: { accessSAS: 'https://md-lost' } } },
        ),
      },
    ]);
    expect((await probe('grantAccess')).grantAccess).toMatchObject({ value: {} });
    expect((await probe('grantAccess')).grantAccess).not.toHaveProperty('error');
  });

  test('point 6: a failed operation is an error without code and status, a refusal has both', async () => {
    await wired.enter();
    await wired.control.addFaults([
      {
        match: { method: 'POST', url: '/deallocate' },
        do: { kind: 'failOperation', code: 'InternalExecutionError', message: 'An internal execution error occurred.' },
      },
    ]);
    const { deallocate, missingVm } = await probe('deallocate', 'missingVm');
    expect(deallocate.error?.message).toEqual(expect.stringContaining('InternalExecutionError'));
    expect(deallocate.error).not.toHaveProperty('code');
    expect(deallocate.error).not.toHaveProperty('statusCode');
    expect(missingVm.error).toMatchObject({ name: 'RestError', code: 'ResourceNotFound', statusCode: 404 });
  });
});

describe('Storage and disks', () => {
  test('point 9: the page ranges of a granted disk are read with its SAS; the synchronous copy refuses it', async () => {
    const { createContainer, syncCopy, pageRanges } = await probe('createContainer', 'syncCopy', 'pageRanges');
    expect(createContainer).not.toHaveProperty('error');
    expect(syncCopy.error).toMatchObject({ statusCode: 409, code: 'InvalidBlobType' });
    // The package answers one byte less than there is: 512 bytes of footer.
    expect(pageRanges.value).toEqual({ ranges: [{ offset: 4 * 1024 ** 3, count: 511 }] });
  });
});

describe('Batch', () => {
  test('points 12 and 17: the package drops the security profile without a word; its message is an object', async () => {
    const { addPool } = await probe('addPool');
    expect(addPool).not.toHaveProperty('error');
    const log = await wired.control.log();
    const { url, requestBody } =
      log.find(({ method, url }) => method === 'POST' && url.includes('.batch.azure.com/pools')) ?? {};
    expect(url).toContain('api-version=2022-10-01.16.0');
    expect(requestBody).toMatchObject({
      id: 'probe',
      virtualMachineConfiguration: { nodeAgentSKUId: expect.anything() },
    });
    expect(requestBody).not.toHaveProperty('virtualMachineConfiguration.securityProfile');

    const again = (await probe('addPool')).addPool;
    expect(again.error).toMatchObject({
      code: 'PoolExists',
      statusCode: 409,
      message: { lang: 'en-US', value: expect.stringContaining('The specified pool already exists.') },
    });
  });

  test('point 22: the package asks for a token of the wrong audience, unless it is told the scope', async () => {
    const { listPools, listPoolsWithDefaultScope } = await probe('listPools', 'listPoolsWithDefaultScope');
    expect(listPools.value).toEqual({ pools: 0 });
    expect(listPoolsWithDefaultScope.error).toMatchObject({ code: 'InvalidAuthenticationInfo', statusCode: 401 });
  });
});

describe('transport', () => {
  test('point 28: no token goes over plain http, neither to a service nor for signing in', async () => {
    const { plainHttp, plainAuthority } = await probe('plainHttp', 'plainAuthority');
    expect(plainHttp.error?.message).toBe(
      'Bearer token authentication is not permitted for non-TLS protected (non-https) URLs.',
    );
    expect(plainAuthority.error?.message).toBe("The authorityHost address must use the 'https' protocol.");
  });

  test.each([
    ['US Government', 'AzureUSGovernment', 'login.microsoftonline.us'],
    ['China', 'AzureChinaCloud', 'login.partner.microsoftonline.cn'],
  ])('point 28: the sign-in library finds the authority of %s by asking', async (_, cloud, host) => {
    await wired.enter({ cloud });
    expect((await probe('sovereignToken')).sovereignToken.value).toEqual({ parts: 3 });
    const asked = (await wired.control.log()).map(({ method, url }) => `${method} ${new URL(url).hostname}`);
    expect(asked).toContain(`POST ${host}`);
  });

  test('point 29: Resource Manager clients wait as told, and give up on a 429 that tells nothing', async () => {
    await wired.control.addFaults([{ match: { url: '/virtualMachines/' }, do: answer(429, { 'retry-after': '1' }) }]);
    const told = (await probe('getVm')).getVm;
    expect(told.value).toEqual({ name: 'vm-golden' });
    expect(told.seconds).toBeGreaterThan(0.9);
    await wired.control.addFaults([{ match: { url: '/virtualMachines/' }, do: answer(429) }]);
    expect((await probe('getVm')).getVm.error).toMatchObject({ statusCode: 429 });
  });

  test('point 29: the blob client tries a 503 again at once, whatever it was told, and a 429 never', async () => {
    await wired.control.addFaults([{ match: { url: 'restype=container' }, do: answer(503, { 'retry-after': '30' }) }]);
    const busy = (await probe('createContainer')).createContainer;
    expect(busy).not.toHaveProperty('error');
    expect(busy.seconds).toBeLessThan(10);
    await wired.control.addFaults([{ match: { url: 'restype=container' }, do: answer(429, { 'retry-after': '1' }) }]);
    expect((await probe('createContainer')).createContainer.error).toMatchObject({ statusCode: 429 });
  });

  test.each(['0', '1'])(
    'point 29: the Batch client never tries a 429 again, told to wait %s s or not',
    async (seconds) => {
      const pools = { method: 'GET', url: '\\.batch\\.azure\\.com/pools' };
      await wired.control.addFaults([{ match: pools, do: answer(429, { 'retry-after': seconds }) }]);
      const { listPoolsWithItsRetries } = await probe('listPoolsWithItsRetries');
      expect(listPoolsWithItsRetries.error).toMatchObject({ statusCode: 429 });
    },
  );

  test('point 30: every token needs an assertion of its own; one that was used is refused', async () => {
    const { assertions } = await probe('assertions');
    const { asked, again } = assertions.value as { asked: number; again: readonly ProbeResult[] };
    expect(asked).toBeGreaterThanOrEqual(3);
    const refused = again.filter(({ error }) => JSON.stringify(error?.message ?? '').includes('AADSTS'));
    expect(refused).toHaveLength(3);
    const subjects = (await wired.control.log()).filter(({ url }) => url.includes('oauth2/v2.0/token'));
    expect(subjects.length).toBeGreaterThanOrEqual(4);
  });
});

test('point 31: IDs come in any case; the resource is the same one', async () => {
  const { status, body } = await wired.arm(
    'GET',
    OS_DISK.toUpperCase().replace('/SUBSCRIPTIONS/', '/subscriptions/'),
    undefined,
    {
      version: '2024-03-02',
    },
  );
  expect([status, body]).toMatchObject([200, { name: 'vm-golden_OsDisk_1' }]);
  const properties = {
    creationData: { createOption: 'Copy', sourceResourceId: OS_DISK.replace('rg-images', 'RG-IMAGES') },
    incremental: false,
  };
  const id = OS_DISK.replace(/disks\/.*/, 'snapshots/s');
  expect((await wired.arm('PUT', id, { location: 'westeurope', properties })).status).toBe(202);
  expect((await wired.arm('GET', id.replace('/resourceGroups/', '/resourcegroups/'))).status).toBe(200);
});
