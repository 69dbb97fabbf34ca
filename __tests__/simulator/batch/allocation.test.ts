// What pools cannot get, and nodes that cannot serve.
import { describe, expect, test } from '@jest/globals';
import { arrayOf, at } from '../../../simulator/kernel/json.ts';
import type { Json, JsonObject } from '../../../simulator/kernel/json.ts';
import {
  IMAGE,
  addImage,
  codeOf,
  configuration,
  createTestWorld,
  dedicatedCounts,
  poolBody,
  valueOf,
  textOf,
} from './world.ts';
import type { ImageTraits, TestWorld } from './world.ts';

const START_TASK = { startTask: { commandLine: '/bin/true' } };

async function pool(test: TestWorld): Promise<JsonObject> {
  return (await test.call('GET', '/pools/render')).body;
}

describe('what could not be allocated', () => {
  test.each<[string, JsonObject, JsonObject, string, number, number, RegExp]>([
    [
      'the total of dedicated cores',
      {},
      { targetDedicatedNodes: 11 },
      'AccountCoreQuotaReached',
      10,
      0,
      /reached core quota/,
    ],
    [
      'the cores of a family',
      {
        dedicatedCoreQuotaPerVMFamilyEnforced: true,
        dedicatedCoreQuotaPerVMFamily: [{ name: 'standardDSv5Family', coreQuota: 3 }],
      },
      {},
      'AccountVMSeriesCoreQuotaReached',
      1,
      0,
      /VM series core quota for standardDSv5Family/,
    ],
    [
      'low-priority cores',
      {},
      { targetDedicatedNodes: 0, targetLowPriorityNodes: 5 },
      'AccountLowPriorityCoreQuotaReached',
      0,
      4,
      /low priority/,
    ],
  ])(
    'beyond %s stays a resize error, the rest is allocated',
    async (_, account, body, code, dedicated, lowPriority, message) => {
      const world = createTestWorld({ account });
      expect((await world.call('POST', '/pools', poolBody('render', body))).status).toBe(201);
      const shown = await pool(world);
      expect(shown).toMatchObject({
        allocationState: 'steady',
        currentDedicatedNodes: dedicated,
        currentLowPriorityNodes: lowPriority,
      });
      expect(shown.resizeErrors).toEqual([{ code, message: expect.stringMatching(message) }]);
    },
  );

  test('counts the nodes of all pools of the account', async () => {
    const world = createTestWorld();
    await world.call('POST', '/pools', poolBody('other', { targetDedicatedNodes: 9 }));
    await world.call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 2 }));
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 1 });
    await world.call('DELETE', '/pools/other');
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 2 });
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 2 });
    expect(await pool(world)).not.toHaveProperty('resizeErrors');
  });

  test('has no core quota in a UserSubscription account', async () => {
    const world = createTestWorld({ account: { poolAllocationMode: 'UserSubscription' } });
    await world.call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 40 }));
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 40 });
  });

  test.each<[string, ImageTraits, JsonObject, string]>([
    [
      'a Gen2 image on a Gen1 size',
      {},
      { vmSize: 'STANDARD_A1_V2' },
      "The selected VM size 'STANDARD_A1_V2' cannot boot Hypervisor Generation '2'. If this was a Create operation please check that the Hypervisor Generation of the Image matches the Hypervisor Generation of the selected VM Size. If this was an Update operation please select a Hypervisor Generation '2' VM Size.",
    ],
    [
      'a Gen1 image on a Gen2 size',
      { generation: 'V1', architecture: 'Arm64' },
      { vmSize: 'Standard_D2ps_v5' },
      "cannot boot Hypervisor Generation '1'",
    ],
    [
      'an image with SCSI disks on a size with NVMe alone',
      {},
      { vmSize: 'Standard_D2s_v6' },
      'Please check that disk controller types supported by the OS image or disk is one of the supported disk controller types for ' +
        "the VM size 'Standard_D2s_v6'.",
    ],
    ['an x64 image on an Arm64 size', {}, { vmSize: 'Standard_D2ps_v5' }, "CPU Architecture 'x64'"],
    [
      'a TrustedLaunch image in a pool without it',
      { securityType: 'TrustedLaunch' },
      {},
      "The provided gallery image only supports creation of VMs and VM Scale Sets with 'TrustedLaunch' security type.",
    ],
    [
      'a pool with TrustedLaunch and a standard image',
      {},
      { securityProfile: { securityType: 'trustedLaunch', encryptionAtHost: false, uefiSettings: {} } },
      'Use of TrustedLaunch setting is not supported for the provided image.',
    ],
  ])('%s ends as AllocationFailed with the answer of Compute', async (_, traits, more, message) => {
    const world = createTestWorld();
    const image = addImage(world.world.resources, 'special', traits);
    const { vmSize = 'Standard_D2s_v5', ...rest } = more;
    await world.call(
      'POST',
      '/pools',
      poolBody('render', { vmSize, virtualMachineConfiguration: configuration(image, rest) }),
    );
    const shown = await pool(world);
    expect(shown).toMatchObject({ allocationState: 'steady', currentDedicatedNodes: 0 });
    const [error] = arrayOf(shown.resizeErrors);
    expect(error).toMatchObject({
      code: 'AllocationFailed',
      message: 'Desired number of dedicated nodes could not be allocated',
    });
    const values = new Map(arrayOf(at(error, 'values')).map((one) => [at(one, 'name'), textOf(at(one, 'value'))]));
    expect(values.get('Provider Error Json Truncated')).toBe('False');
    const answer = JSON.parse(values.get('Provider Error Json') ?? 'null') as Json;
    expect(at(answer, 'error', 'message')).toContain(message);
    expect(at(answer, 'error', 'code')).toBe(/disk controller/.test(message) ? 'InvalidParameter' : 'BadRequest');
  });

  test('a TrustedLaunch image boots in a pool with that profile', async () => {
    const world = createTestWorld();
    const image = addImage(world.world.resources, 'special', { securityType: 'TrustedLaunch' });
    const securityProfile = {
      securityType: 'trustedLaunch',
      encryptionAtHost: false,
      uefiSettings: { vTpmEnabled: true },
    };
    await world.call(
      'POST',
      '/pools',
      poolBody('render', { virtualMachineConfiguration: configuration(image, { securityProfile }) }),
    );
    expect(await dedicatedCounts(world, 'render')).toEqual({ idle: 2, total: 2 });
  });

  test('an image version that has gone since is missed by the next resize', async () => {
    const world = createTestWorld();
    await world.call('POST', '/pools', poolBody('render'));
    world.world.resources.delete(IMAGE);
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 3 });
    const shown = await pool(world);
    expect(shown).toMatchObject({ currentDedicatedNodes: 2, resizeErrors: [{ code: 'AllocationFailed' }] });
    expect(JSON.stringify(shown.resizeErrors)).toContain('GalleryImageNotFound');
  });

  test('as planned by the scenario, as often as planned', async () => {
    const allocationFailure = {
      code: 'AllocationFailed',
      message: 'Planned',
      values: { Reason: 'The server encountered an internal error.' },
      allocated: 1,
      times: 1,
    };
    const world = createTestWorld({ nodes: { allocationFailure } });
    await world.call('POST', '/pools', poolBody('render'));
    expect(await pool(world)).toMatchObject({
      currentDedicatedNodes: 1,
      resizeErrors: [
        {
          code: 'AllocationFailed',
          message: 'Planned',
          values: [{ name: 'Reason', value: 'The server encountered an internal error.' }],
        },
      ],
    });
    await world.call('POST', '/pools/render/resize', { targetDedicatedNodes: 2 });
    expect(await pool(world)).toMatchObject({ currentDedicatedNodes: 2 });
  });
});

describe('nodes that cannot serve', () => {
  test('have an agent of the other operating system', async () => {
    const world = createTestWorld();
    const virtualMachineConfiguration = configuration(IMAGE, { nodeAgentSKUId: 'batch.node.windows amd64' });
    await world.call('POST', '/pools', poolBody('render', { virtualMachineConfiguration }));
    expect(await pool(world)).not.toHaveProperty('resizeErrors');
    expect(await dedicatedCounts(world, 'render')).toEqual({ unusable: 2, total: 2 });
    const [node] = valueOf(await world.call('GET', '/pools/render/nodes'));
    expect(at(node, 'errors', 0)).toMatchObject({
      code: 'BatchAgentInstallationFailure',
      message: 'The batch agent extension provisioning has failed on compute node',
    });
    expect(codeOf(await world.call('POST', `/pools/render/nodes/${textOf(node?.id)}/reboot`))).toBe(
      '409 NodeStateUnusable',
    );
  });

  test.each([
    [
      'with the planned error',
      { code: 'DiskFull', message: 'There is not enough disk space on the node', count: 1 },
      1,
    ],
    ['without any error', { code: '', message: '', count: 1 }, 0],
  ])('fail to boot %s', async (_, bootFailure, errors) => {
    const world = createTestWorld({ nodes: { bootFailure } });
    await world.call('POST', '/pools', poolBody('render'));
    expect(await dedicatedCounts(world, 'render')).toEqual({ unusable: 1, idle: 1, total: 2 });
    const [node] = valueOf(await world.call('GET', "/pools/render/nodes?$filter=state eq 'unusable'"));
    expect(arrayOf(node?.errors)).toHaveLength(errors);
  });

  test('failed their start task; what it printed can be read, whole and in ranges', async () => {
    const world = createTestWorld({
      nodes: { startTask: { exitCode: 7, stdout: 'hello world', stderr: 'no disk', times: 2 } },
    });
    await world.call('POST', '/pools', poolBody('render', START_TASK));
    expect(await dedicatedCounts(world, 'render')).toEqual({ startTaskFailed: 2, total: 2 });
    const [node] = valueOf(await world.call('GET', '/pools/render/nodes'));
    expect(node).toMatchObject({
      state: 'starttaskfailed',
      startTaskInfo: {
        state: 'completed',
        exitCode: 7,
        result: 'failure',
        failureInfo: { category: 'usererror', code: 'FailureExitCode' },
      },
    });
    const files = `/pools/render/nodes/${textOf(node?.id)}/files`;
    expect((await world.call('GET', `${files}/startup/stdout.txt`)).text).toBe('hello world');
    const part = await world.call('GET', `${files}/startup/stderr.txt`, undefined, {
      headers: { 'ocp-range': 'bytes=3-5' },
    });
    expect(part).toMatchObject({ status: 206, text: 'dis' });
    expect(
      codeOf(
        await world.call('GET', `${files}/startup/stderr.txt`, undefined, { headers: { 'ocp-range': 'bytes=99-' } }),
      ),
    ).toBe('416 InvalidRange');
    const head = await world.call('HEAD', `${files}/startup%2Fstdout.txt`);
    expect(head.headers).toMatchObject({ 'content-length': '11', 'ocp-batch-file-isdirectory': 'false' });
    expect(valueOf(await world.call('GET', `${files}?recursive=true`)).map(({ name }) => name)).toContain(
      'startup/stderr.txt',
    );
    expect(codeOf(await world.call('GET', `${files}/startup/other.txt`))).toBe('404 FileNotFound');

    expect((await world.call('POST', `/pools/render/nodes/${textOf(node?.id)}/reboot`)).status).toBe(202);
    expect(await dedicatedCounts(world, 'render')).toEqual({ startTaskFailed: 1, idle: 1, total: 2 });
  });

  test('run the start task again as often as it says', async () => {
    const world = createTestWorld({ nodes: { startTask: { exitCode: 1, stdout: '', stderr: '', times: 2 } } });
    await world.call(
      'POST',
      '/pools',
      poolBody('render', { targetDedicatedNodes: 1, startTask: { commandLine: 'x', maxTaskRetryCount: 2 } }),
    );
    const [node] = valueOf(await world.call('GET', '/pools/render/nodes'));
    expect(node).toMatchObject({ state: 'idle', startTaskInfo: { exitCode: 0, retryCount: 2 } });
  });

  test('go on when nobody waits for the start task', async () => {
    const world = createTestWorld({ nodes: { startTask: { exitCode: 1, stdout: '', stderr: '', times: 9 } } });
    await world.call(
      'POST',
      '/pools',
      poolBody('render', { targetDedicatedNodes: 1, startTask: { commandLine: 'x', waitForSuccess: false } }),
    );
    const [node] = valueOf(await world.call('GET', '/pools/render/nodes'));
    expect(node).toMatchObject({ state: 'idle', startTaskInfo: { exitCode: 1, result: 'failure' } });
  });
});
