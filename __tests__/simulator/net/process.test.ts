// The simulator as a process of its own: its environment, its control API, its end.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createAzureClient, type AzureClient } from '../../../runner/azure-client.ts';
import { downloadPageBlob, firstDifference, uploadPageBlob } from '../../../runner/page-blob.ts';
import { startSimulatorProcess, type SimulatorProcess } from '../../../runner/simulator-process.ts';
import { writeVhd } from '../../../runner/vhd.ts';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';

const directory = mkdtempSync(join(tmpdir(), 'process-'));
const logFile = join(directory, 'log.jsonl');
const group = `/subscriptions/${DEFAULT_NAMES.subscriptionId}/resourceGroups/${DEFAULT_NAMES.resourceGroup}`;
const arm = (path: string, version: string): string =>
  `https://management.azure.com${group}${path}?api-version=${version}`;
const VM = '/providers/Microsoft.Compute/virtualMachines/vm-golden';

let simulator: SimulatorProcess;
let client: AzureClient;

beforeAll(async () => {
  simulator = await startSimulatorProcess({ profile: 'instant', logFile });
  client = createAzureClient(simulator.environment);
});
afterAll(async () => {
  client.close();
  await simulator.stop();
  rmSync(directory, { recursive: true });
});
beforeEach(async () => simulator.control.reset());

describe('the environment', () => {
  test('names everything a client needs', () => {
    expect(Object.keys(simulator.environment)).toEqual([
      'HTTPS_PROXY',
      'NODE_EXTRA_CA_CERTS',
      'SSL_CERT_FILE',
      'REQUESTS_CA_BUNDLE',
      'NO_PROXY',
      'ACTIONS_ID_TOKEN_REQUEST_URL',
      'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
      'AZURE_TENANT_ID',
      'AZURE_CLIENT_ID',
      'AZURE_CLIENT_SECRET',
      'AZURE_SUBSCRIPTION_ID',
      'SIM_CONTROL',
      'SIM_FEDERATED_TOKEN',
      'SIM_RESOURCE_GROUP',
      'SIM_VM',
      'SIM_GALLERY',
      'SIM_STORAGE',
      'SIM_BATCH',
      'SIM_BATCH_ENDPOINT',
    ]);
    expect(readFileSync(simulator.environment['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8')).toContain('BEGIN CERTIFICATE');
  });
});

describe('the default world', () => {
  test.each([
    [VM, '2024-07-01'],
    ['/providers/Microsoft.Compute/disks/vm-golden_OsDisk_1', '2024-03-02'],
    ['/providers/Microsoft.Compute/galleries/renderGallery', '2024-03-03'],
    ['/providers/Microsoft.Storage/storageAccounts/strender', '2023-05-01'],
    ['/providers/Microsoft.Batch/batchAccounts/batchrender', '2024-07-01'],
  ])('has %s', async (path, version) => {
    const { status, body } = await client.request(arm(path, version), { audience: 'arm' });
    expect([status, JSON.parse(body.toString('utf8'))]).toMatchObject([
      200,
      { id: `${group}${path}`, location: 'westeurope', properties: { provisioningState: 'Succeeded' } },
    ]);
  });

  test('gives a storage account that takes a page blob and gives it back', async () => {
    const { path } = await writeVhd(join(directory, 'a.vhd'), 8 * 1024 * 1024);
    const url = 'https://strender.blob.core.windows.net/vhds/a.vhd';
    await uploadPageBlob(client, path, url);
    const copy = join(directory, 'b.vhd');
    await downloadPageBlob(client, url, copy);
    expect(await firstDifference(path, copy)).toBeUndefined();
    const state = await simulator.control.state();
    expect(state[url]).toMatchObject({ blobType: 'PageBlob', bytes: 8 * 1024 * 1024 + 512 });
  });
});

describe('the control API', () => {
  test('shows every resource by ID, and nothing left over at the start', async () => {
    const state = await simulator.control.state();
    expect(state[`${group}${VM}`]).toMatchObject({ name: 'vm-golden', type: 'Microsoft.Compute/virtualMachines' });
    expect(await simulator.control.leftovers()).toEqual([]);
  });

  test('lists what is served, each operation as it is told from others', async () => {
    const operations = await simulator.control.operations();
    const plain = { query: {}, headers: {} };
    const group = '/subscriptions/{subscription}/resourceGroups/{group}';
    expect(operations).toContainEqual({
      service: 'arm',
      method: 'PATCH',
      path: `${group}/providers/Microsoft.Compute/disks/{disk}`,
      ...plain,
    });
    expect(operations).toContainEqual({ service: 'batch', method: 'GET', path: '/pools/{pool}/nodes', ...plain });
    expect(operations).toContainEqual({
      service: 'blob',
      method: 'PUT',
      path: '/{container}/{blob}',
      query: { comp: 'page' },
      headers: { 'x-ms-page-write': 'clear' },
    });
    // Known, and refused.
    expect(operations.filter(({ query }) => 'prevsnapshot' in query)).toEqual([]);
    expect(new Set(operations.map((one) => JSON.stringify(one))).size).toBe(operations.length);
  });

  test('lists a resource that is marked as temporary', async () => {
    const id = `${group}/providers/Microsoft.Compute/snapshots/s1`;
    await client.expect(`https://management.azure.com${id}?api-version=2024-03-02`, {
      method: 'PUT',
      audience: 'arm',
      body: {
        location: 'westeurope',
        tags: { abip_kind: 'temporary' },
        properties: {
          creationData: {
            createOption: 'Copy',
            sourceResourceId: `${group}/providers/Microsoft.Compute/disks/vm-golden_OsDisk_1`,
          },
          incremental: false,
        },
      },
    });
    const leftovers = await simulator.control.leftovers();
    expect(leftovers).toEqual([{ id, kind: 'temporary', since: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) }]);
    await simulator.control.reset();
    expect(await simulator.control.leftovers()).toEqual([]);
  });

  test('resets to another scenario on the same port, and tells the new names', async () => {
    const before = simulator.environment['HTTPS_PROXY'];
    const id = `/subscriptions/${DEFAULT_NAMES.subscriptionId}/resourceGroups/other/providers/Microsoft.Batch/batchAccounts/second`;
    await simulator.control.reset({ profile: 'instant', resources: [{ id }] });
    expect(simulator.environment).toMatchObject({
      HTTPS_PROXY: before,
      SIM_BATCH: 'second',
      SIM_RESOURCE_GROUP: 'other',
    });
    expect(Object.keys(await simulator.control.state())).toEqual([
      `/subscriptions/${DEFAULT_NAMES.subscriptionId}`,
      `/subscriptions/${DEFAULT_NAMES.subscriptionId}/resourceGroups/other`,
      id,
    ]);
    await simulator.control.reset();
    expect(simulator.environment).toMatchObject({ SIM_BATCH: 'batchrender' });
  });

  test('keeps tokens and the CA valid over a reset', async () => {
    const asked = () => client.request(arm(VM, '2024-07-01'), { audience: 'arm' });
    expect((await asked()).status).toBe(200);
    await simulator.control.reset();
    expect((await asked()).status).toBe(200);
  });

  test('takes faults, and refuses malformed ones with their place', async () => {
    await simulator.control.addFaults([
      { match: { method: 'GET', url: '/virtualMachines/' }, do: { kind: 'answer', status: 503 } },
    ]);
    const asked = () => client.request(arm(VM, '2024-07-01'), { audience: 'arm' });
    expect([(await asked()).status, (await asked()).status]).toEqual([503, 200]);
    await expect(simulator.control.addFaults([{ match: {}, do: { kind: 'explode' } }])).rejects.toThrow(
      /400.*POST \/faults: \/0\/do: expected a kind/s,
    );
    const disk = { id: `${group}/providers/Microsoft.Compute/disks/d`, disk: 'absent.vhd' };
    await expect(simulator.control.reset({ resources: [disk] })).rejects.toThrow(/400.*absent\.vhd: no such file/s);
    await simulator.control.reset();
    await expect(simulator.control.reset({ profile: 'slow' })).rejects.toThrow(/400.*\/profile: expected one of/s);
  });

  test('refuses what is no control, and a body that is no JSON', async () => {
    const asked = async (path: string, init: RequestInit) => {
      const answer = await fetch(`${simulator.environment['SIM_CONTROL'] ?? ''}${path}`, init);
      return { status: answer.status, body: await answer.json() };
    };
    expect(await asked('/state', { method: 'DELETE' })).toEqual({
      status: 404,
      body: {
        error: {
          code: 'NotFound',
          message:
            'DELETE /state is not a control: GET /state, GET /leftovers, GET /log, GET /operations, GET /faults, POST /faults, POST /reset',
        },
      },
    });
    expect(await asked('/faults', { method: 'POST', body: '[{' })).toEqual({
      status: 400,
      body: { error: { code: 'BadRequest', message: expect.stringMatching(/^The body is not JSON: /) } },
    });
  });

  test('has the log since the reset, the same as the file', async () => {
    await client.request(arm(VM, '2024-07-01'), { audience: 'arm' });
    const log = await simulator.control.log();
    const last = log.at(-1);
    expect(last).toMatchObject({ method: 'GET', url: arm(VM, '2024-07-01'), status: 200, requestBody: null });
    expect(last?.requestHeaders['authorization']).toBe('***');
    const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toEqual(last);
  });
});

describe('what is not simulated', () => {
  test('is refused with method and path', async () => {
    const { status, body } = await client.request(arm('/providers/Microsoft.Made/ups/x', '2024-07-01'), {
      audience: 'arm',
    });
    expect(status).toBe(501);
    expect(body.toString('utf8')).toContain('Microsoft.Made/ups/x');
    await expect(client.request('https://vault.azure.net/keys')).rejects.toThrow(/501/);
  });
});

describe('the command line', () => {
  const MAIN = join(import.meta.dirname, '../../../simulator/main.ts');
  const run = (...args: string[]): Promise<{ code: unknown; stderr: string }> =>
    new Promise((resolve) => {
      const child = execFile(process.execPath, ['--', MAIN, ...args], { cwd: directory }, (error, _, stderr) =>
        resolve({ code: error?.code ?? 0, stderr }),
      );
      // One that is refused nothing says that it is ready, and would serve for good.
      child.stdout?.once('data', () => child.kill());
    });

  test.each([
    [[], '--env-file FILE is required.'],
    [['--env-file', ''], '--env-file FILE is required.'],
    [['--env-file', 'absent/e'], '--env-file absent/e: no such directory.'],
    [['--env-file', 'e', '--log', 'absent/log'], '--log absent/log: no such directory.'],
    [['--env-file', 'e', '--profile', 'slow'], 'expected one of instant, quick, realistic'],
    [['--env-file', 'e', '--speed', 'x'], '--speed x: expected a number above zero.'],
    [['--env-file', 'e', '--speed', '0'], '--speed 0: expected a number above zero.'],
    [['--env-file', 'e', '--speed', 'Infinity'], '--speed Infinity: expected a number above zero.'],
    [['--env-file', 'e', '--os-disk', 'absent.vhd'], '--os-disk absent.vhd: no such file.'],
    [['--env-file', 'e', '--os-disk', '.'], '--os-disk .: no such file.'],
    [['--env-file', 'e', '--verbose'], "Unknown option '--verbose'"],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await run(...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  test('refuses a scenario with file, place and expectation', async () => {
    const scenario = join(directory, 'bad.yaml');
    writeFileSync(scenario, 'region: West Europe\n');
    const { code, stderr } = await run('--env-file', join(directory, 'e'), '--scenario', scenario);
    expect(code).toBe(2);
    expect(stderr).toContain(`${scenario}: /region: must match pattern`);
  });

  test('refuses an OS disk that is no VHD', async () => {
    const file = join(directory, 'no.vhd');
    writeFileSync(file, Buffer.alloc(2048));
    const { code, stderr } = await run('--env-file', join(directory, 'e'), '--os-disk', file);
    expect(code).toBe(2);
    expect(stderr).toContain(`${file} is not a fixed VHD`);
  });

  test('ends on SIGTERM and leaves no files behind', async () => {
    const disk = await writeVhd(join(directory, 'os.vhd'), 4 * 1024 * 1024);
    const second = await startSimulatorProcess({ profile: 'instant', osDisk: disk.path });
    const place = dirname(second.environment['NODE_EXTRA_CA_CERTS'] ?? '');
    const state = await second.control.state();
    expect(state[`${group}/providers/Microsoft.Compute/disks/vm-golden_OsDisk_1`]).toMatchObject({
      properties: { diskSizeBytes: 4 * 1024 * 1024, diskSizeGB: 1 },
    });
    expect(existsSync(place)).toBe(true);
    await second.stop();
    expect(existsSync(place)).toBe(false);
  });
});
