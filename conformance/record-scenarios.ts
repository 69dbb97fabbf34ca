// Makes a record: runs the bundled action through the scenarios against a simulator of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runAction } from '../runner/run-action.ts';
import { startSimulatorProcess, type SimulatorProcess } from '../runner/simulator-process.ts';
import { writeVhd } from '../runner/vhd.ts';
import type { Exchange } from './exchange.ts';
import type { Run, Scenario } from './scenarios.ts';

const CHECKOUT = join(import.meta.dirname, '..');
const DIST = join(CHECKOUT, 'dist');
const DISK_BYTES = 8 * 1024 * 1024;
const POOL = JSON.stringify({ id: 'render-{version}', vmSize: 'Standard_D2s_v5', targetDedicatedNodes: 2 });

/** Runs wait more than they work, so a few are under way at a time, each beside a simulator of its own. */
const LANES = 3;

/** Throws when a run does not end as its scenario says: its traffic would not be what it is taken for. */
export async function recordScenarios(
  scenarios: readonly Scenario[],
  say: (line: string) => void,
): Promise<readonly Exchange[]> {
  const directory = mkdtempSync(join(tmpdir(), 'conformance-'));
  const records = new Map<Scenario, readonly Exchange[]>();
  const waiting = [...scenarios];
  try {
    const { path: osDisk } = await writeVhd(join(directory, 'os-disk.vhd'), DISK_BYTES, 'conformance');
    const lanes = Array.from({ length: Math.min(LANES, scenarios.length) }, () =>
      recordLane(osDisk, waiting, records, say),
    );
    const failed = (await Promise.allSettled(lanes)).find((lane) => lane.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return scenarios.flatMap((scenario) => records.get(scenario) ?? []);
}

async function recordLane(
  osDisk: string,
  waiting: Scenario[],
  records: Map<Scenario, readonly Exchange[]>,
  say: (line: string) => void,
): Promise<void> {
  const simulator = await startSimulatorProcess({ osDisk, profile: 'quick' });
  try {
    for (let scenario = waiting.shift(); scenario !== undefined; scenario = waiting.shift()) {
      const { name, world, runs } = scenario;
      await simulator.control.reset(world);
      for (const run of runs) await play(simulator, name, run);
      const log = await simulator.control.log();
      records.set(
        scenario,
        log.map((one) => ({ ...one, scenario: name })),
      );
      say(`${name}: ${log.length} exchanges`);
    }
  } finally {
    await simulator.stop();
  }
}

async function play({ environment }: SimulatorProcess, scenario: string, run: Run): Promise<void> {
  const { AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, AZURE_TENANT_ID, AZURE_SUBSCRIPTION_ID, ...job } = environment;
  const value = (name: string): string => job[name] ?? '';
  const result = await runAction({
    entry: join(DIST, 'main', 'index.js'),
    post: join(DIST, 'post', 'index.js'),
    workspace: CHECKOUT,
    inputs: {
      'client-id': AZURE_CLIENT_ID ?? '',
      'tenant-id': AZURE_TENANT_ID ?? '',
      'subscription-id': AZURE_SUBSCRIPTION_ID ?? '',
      'resource-group': value('SIM_RESOURCE_GROUP'),
      'vm-name': value('SIM_VM'),
      gallery: value('SIM_GALLERY'),
      'batch-account': value('SIM_BATCH'),
      'pool-spec': POOL,
      ...run.inputs,
    },
    environment: job,
    secrets: AZURE_CLIENT_SECRET === undefined ? [] : [AZURE_CLIENT_SECRET],
    ...(run.attempt !== undefined && { github: { runAttempt: run.attempt } }),
  });
  if (result.exitCode !== run.exitCode)
    throw new Error(
      `Scenario "${scenario}" ended with exit code ${result.exitCode} instead of ${run.exitCode}:\n${result.stdout}${result.stderr}`,
    );
}
