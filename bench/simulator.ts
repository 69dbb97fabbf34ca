// How fast and how small the simulator is: until it is ready, how many reads per second it answers through proxy and TLS
// (beside a bare Node.js server that sends the same bytes), and its memory over a whole release of a 4 GiB disk.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createAzureClient } from '../runner/azure-client.ts';
import { downloadPageBlob } from '../runner/page-blob.ts';
import { runAction } from '../runner/run-action.ts';
import { startSimulatorProcess, type SimulatorProcess } from '../runner/simulator-process.ts';
import { writeVhd } from '../runner/vhd.ts';
import { CHECKOUT, defaultRelease } from './default-release.ts';
import { report } from './report.ts';

const STARTS = 7;
const SECONDS = 10;
/** As many requests are under way at a time as the action keeps open. */
const CONNECTIONS = 8;
const DISK_BYTES = 4 * 1024 ** 3;
const GOALS = { readySeconds: 1.5, readsPerSecond: 200, megabytes: 300 };

export async function simulator(): Promise<void> {
  await timeToReady();
  const running = await startSimulatorProcess({ profile: 'instant' });
  try {
    await readsPerSecond(running);
  } finally {
    await running.stop();
  }
  await memory();
}

async function timeToReady(): Promise<void> {
  const empty: number[] = [];
  const ready: number[] = [];
  for (let round = 0; round <= STARTS; round += 1) {
    const floor = milliseconds(() => spawnSync(process.execPath, ['-e', '0']));
    const startedAt = performance.now();
    const running = await startSimulatorProcess({ profile: 'instant' });
    const took = performance.now() - startedAt;
    await running.stop();
    // The first start reads everything from disk.
    if (round > 0) {
      empty.push(floor);
      ready.push(took);
    }
  }
  const seconds = median(ready) / 1000;
  report(
    'ready after',
    `${seconds.toFixed(2)} s`,
    `x${(median(ready) / median(empty)).toFixed(1)} of an empty process`,
    {
      goal: `< ${GOALS.readySeconds} s`,
      met: seconds < GOALS.readySeconds,
    },
  );
}

async function readsPerSecond(running: SimulatorProcess): Promise<void> {
  const { environment } = running;
  const subscription = `/subscriptions/${environment['AZURE_SUBSCRIPTION_ID'] ?? ''}`;
  const group = `${subscription}/resourceGroups/${environment['SIM_RESOURCE_GROUP'] ?? ''}`;
  const arm = (path: string, version: string): string => `https://management.azure.com${path}?api-version=${version}`;
  const reads = [
    arm(`${group}/providers/Microsoft.Compute/disks/vm-golden_OsDisk_1`, '2024-03-02'),
    arm(`${group}/providers/Microsoft.Compute/galleries/${environment['SIM_GALLERY'] ?? ''}`, '2024-03-03'),
    arm(`${group}/providers/Microsoft.Storage/storageAccounts/${environment['SIM_STORAGE'] ?? ''}`, '2023-05-01'),
    arm(`${group}/providers/Microsoft.Batch/batchAccounts/${environment['SIM_BATCH'] ?? ''}`, '2024-07-01'),
  ];
  const client = createAzureClient(environment);
  const sizes: number[] = [];
  const rate = await sustained(async (turn) => {
    const answer = await client.expect(reads[turn % reads.length] ?? '', { audience: 'arm' });
    if (sizes.length < reads.length) sizes.push(answer.body.length);
  });
  client.close();

  const bytes = Math.round(sizes.reduce((sum, size) => sum + size, 0) / sizes.length);
  const floor = await bareServer(bytes);
  const ratio = `x${(rate / floor).toFixed(2)} of a bare server's ${floor.toFixed(0)}/s without TLS, ${bytes} bytes each`;
  report('reads', `${rate.toFixed(0)}/s over ${SECONDS} s`, ratio, {
    goal: `> ${GOALS.readsPerSecond}/s`,
    met: rate > GOALS.readsPerSecond,
  });
}

/** Calls per second, `CONNECTIONS` at a time, after a moment to warm up. */
async function sustained(call: (turn: number) => Promise<void>): Promise<number> {
  for (let turn = 0; turn < 50; turn += 1) await call(turn);
  let calls = 0;
  const startedAt = performance.now();
  const worker = async (): Promise<void> => {
    while (performance.now() - startedAt < SECONDS * 1000) {
      calls += 1;
      await call(calls);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return (calls * 1000) / (performance.now() - startedAt);
}

const BARE_SERVER = `
const body = Buffer.alloc(Number(process.argv[1]), 'x');
const server = require('node:http').createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

async function bareServer(bytes: number): Promise<number> {
  const server = spawn(process.execPath, ['-e', BARE_SERVER, String(bytes)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(server, 'close');
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  try {
    const [port] = (await once(createInterface({ input: server.stdout }), 'line')) as [string];
    return await sustained(async () => {
      const asked = httpRequest({ port, host: '127.0.0.1', agent }).end();
      const [answer] = (await once(asked, 'response')) as [IncomingMessage];
      await answer.toArray();
    });
  } finally {
    agent.destroy();
    server.kill();
    await closed;
  }
}

/** What the demo does, with a disk of the size of a small VM's. */
async function memory(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const osDisk = await writeVhd(join(folder, 'os.vhd'), DISK_BYTES);
  const running = await startSimulatorProcess({ osDisk: osDisk.path, profile: 'quick' });
  try {
    const url = await release(running);
    const client = createAzureClient(running.environment);
    await downloadPageBlob(client, url, join(folder, 'saved.vhd'));
    client.close();
    const status = readFileSync(`/proc/${running.pid}/status`, 'utf8');
    const megabytes = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1024;
    report(
      'memory',
      `${megabytes('VmRSS').toFixed(0)} MB`,
      `after a release of a 4 GiB disk; at most ${megabytes('VmHWM').toFixed(0)} MB`,
      {
        goal: `< ${GOALS.megabytes} MB`,
        met: megabytes('VmHWM') < GOALS.megabytes,
      },
    );
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Releases the VM; the URL of its VHD. */
async function release({ environment }: SimulatorProcess): Promise<string> {
  const post = join(CHECKOUT, 'dist', 'post', 'index.js');
  const result = await runAction({ ...defaultRelease(environment), post });
  const url = result.outputs['vhd-url'];
  if (result.exitCode !== 0 || url === undefined) throw new Error(`The release failed: ${result.stdout}`);
  return url;
}

function milliseconds(work: () => void): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}
