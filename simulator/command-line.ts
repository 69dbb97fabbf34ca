// The command line: starts the simulated Azure, writes what clients need into a file, serves until told to stop.
import { existsSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultScenario, loadScenarioFile, ScenarioError } from './scenario/load.ts';
import { PROFILES } from './scenario/profiles.ts';
import type { Scenario } from './scenario/scenario.ts';
import { startSimulator } from './simulator.ts';

const USAGE = `Usage: npm run simulator -- --env-file FILE [options]

  --env-file FILE    where to write the environment that clients need (NAME=value lines)
  --os-disk FILE     a fixed VHD with the bytes of the VM's OS disk (default: an empty disk)
  --scenario FILE    JSON or YAML: the world to start with (default: see simulator/README.md)
  --log FILE         append every exchange as one JSON line
  --profile NAME     instant, quick or realistic (default: the scenario's, else quick)
  --speed N          divides every duration (default: the scenario's, else 1)
`;

interface Arguments {
  readonly envFile: string;
  readonly osDisk?: string;
  readonly scenarioFile?: string;
  readonly logFile?: string;
  readonly profile?: Scenario['profile'];
  readonly speed?: number;
}

/** An argument that cannot be used; the message goes to the user as it is. */
class UsageError extends Error {}

export async function main(): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => resolve());
  });
  try {
    const given = readArguments(process.argv.slice(2));
    const loaded = given.scenarioFile === undefined ? defaultScenario() : await loadScenarioFile(given.scenarioFile);
    const simulator = await startSimulator({
      scenario: { ...loaded, profile: given.profile ?? loaded.profile, speed: given.speed ?? loaded.speed },
      ...(given.osDisk !== undefined && { osDisk: given.osDisk }),
      ...(given.logFile !== undefined && { logFile: given.logFile }),
    });
    writeEnvironment(given.envFile, simulator.environment);
    process.stdout.write('ready\n');
    await stopped;
    await simulator.stop();
    process.exit(0);
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ScenarioError)) throw error;
    process.stderr.write(`${error.message}\n${error instanceof UsageError ? `\n${USAGE}` : ''}`);
    process.exit(2);
  }
}

function readArguments(args: readonly string[]): Arguments {
  const values = parsedArguments(args);
  const envFile = values['env-file'];
  const { profile } = values;
  if (envFile === undefined || envFile === '') throw new UsageError('--env-file FILE is required.');
  if (profile !== undefined && !isProfile(profile)) {
    throw new UsageError(`--profile ${profile}: expected one of ${Object.keys(PROFILES).join(', ')}.`);
  }
  const speed = values.speed === undefined ? undefined : Number(values.speed);
  if (speed !== undefined && !(Number.isFinite(speed) && speed > 0)) {
    throw new UsageError(`--speed ${values.speed ?? ''}: expected a number above zero.`);
  }
  const osDisk = values['os-disk'];
  if (osDisk !== undefined && !(existsSync(osDisk) && statSync(osDisk).isFile())) {
    throw new UsageError(`--os-disk ${osDisk}: no such file.`);
  }
  for (const [option, file] of [
    ['--env-file', envFile],
    ['--log', values.log],
  ] as const) {
    if (file !== undefined && !existsSync(dirname(file))) throw new UsageError(`${option} ${file}: no such directory.`);
  }
  return {
    envFile,
    ...(osDisk !== undefined && { osDisk }),
    ...(values.scenario !== undefined && { scenarioFile: values.scenario }),
    ...(values.log !== undefined && { logFile: values.log }),
    ...(profile !== undefined && { profile }),
    ...(speed !== undefined && { speed }),
  };
}

function parsedArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        'env-file': { type: 'string' },
        'os-disk': { type: 'string' },
        scenario: { type: 'string' },
        log: { type: 'string' },
        profile: { type: 'string' },
        speed: { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function isProfile(name: string): name is Scenario['profile'] {
  return Object.hasOwn(PROFILES, name);
}

/** A reader sees either no file or the whole one. */
function writeEnvironment(path: string, environment: Readonly<Record<string, string>>): void {
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${value}\n`);
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, lines.join(''), { mode: 0o600 });
  renameSync(draft, path);
}
