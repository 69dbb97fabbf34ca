// Starts the simulated Azure as a process of its own, and talks to its control API.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

export interface SimulatorProcessOptions {
  /** A scenario as data, or the path of a scenario file. */
  readonly scenario?: object | string;
  readonly osDisk?: string;
  readonly logFile?: string;
  readonly profile?: 'instant' | 'quick' | 'realistic';
  readonly speed?: number;
  /** Keeps the terminal's Ctrl+C from the simulator, so that a cancelled action still has its Azure. */
  readonly ownGroup?: boolean;
}

/** A simulator as its clients see it. */
export interface Simulator {
  /** What a client needs in its environment; `control.reset` may change it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly control: SimulatorControl;
}

export interface SimulatorProcess extends Simulator {
  readonly pid: number;
  stop(): Promise<void>;
}

export interface LastingSimulator {
  readonly pid: number;
  /** The file that it writes its errors to. */
  readonly errors: string;
  readonly environment: Readonly<Record<string, string>>;
}

/** An exchange as the record has it. */
export interface LoggedExchange {
  readonly n: number;
  readonly t: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: unknown;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: unknown;
  readonly durationMs: number;
}

/** An operation that the simulator serves; its README says how to read it. */
export interface ServedOperation {
  readonly service: 'arm' | 'batch' | 'blob';
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

export interface LeftBehind {
  readonly id: string;
  readonly kind: string;
  readonly since: string;
}

export interface SimulatorControl {
  state(): Promise<Readonly<Record<string, unknown>>>;
  leftovers(): Promise<readonly LeftBehind[]>;
  /** The exchanges since the start or the last reset, in the order in which the requests came in. */
  log(): Promise<readonly LoggedExchange[]>;
  /** What the simulator serves. */
  operations(): Promise<readonly ServedOperation[]>;
  reset(scenario?: object): Promise<void>;
  addFaults(faults: readonly object[]): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../simulator/main.ts', import.meta.url));

export async function startSimulatorProcess(options: SimulatorProcessOptions = {}): Promise<SimulatorProcess> {
  const directory = mkdtempSync(join(tmpdir(), 'simulator-process-'));
  const envFile = join(directory, 'environment');
  const child = spawn(process.execPath, ['--', MAIN, ...argumentsOf(options, directory, envFile)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.ownGroup === true,
  });
  // Whatever ends this process, the simulator must not stay behind.
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  let complaints = '';
  child.stderr.on('data', (piece: Buffer) => {
    complaints += piece.toString('utf8');
    process.stderr.write(piece);
  });
  const closed = once(child, 'close').then(([code]: unknown[]) => {
    process.off('exit', end);
    rmSync(directory, { recursive: true, force: true });
    return code;
  });
  await untilReady(child.stdout, closed, () => complaints);
  const simulator = connectSimulator(parseEnvironment(readFileSync(envFile, 'utf8')));
  return {
    get environment() {
      return simulator.environment;
    },
    control: simulator.control,
    pid: child.pid ?? 0,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await closed;
    },
  };
}

/** Starts a simulator that outlives this process, its files in `directory`: who starts it ends it, by its process ID. */
export async function startLastingSimulator(directory: string): Promise<LastingSimulator> {
  const envFile = join(directory, 'environment');
  const errors = join(directory, 'stderr');
  const child = spawn(process.execPath, ['--', MAIN, ...argumentsOf({}, directory, envFile)], {
    stdio: ['ignore', 'pipe', openSync(errors, 'w')],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error('The simulator has no output to wait for.');
  const closed = once(child, 'close').then(([code]: unknown[]) => code);
  await untilReady(stdout, closed, () => readFileSync(errors, 'utf8'));
  stdout.destroy();
  child.unref();
  return { pid: child.pid ?? 0, errors, environment: parseEnvironment(readFileSync(envFile, 'utf8')) };
}

async function untilReady(stdout: Readable, closed: Promise<unknown>, complaints: () => string): Promise<void> {
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (line === 'ready') resolve();
    });
  });
  await Promise.race([
    ready,
    closed.then((code) => {
      throw new Error(`The simulator ended with exit code ${String(code)} before it was ready. ${complaints()}`);
    }),
  ]);
}

/** A running simulator, found by the environment that it gave to its clients. */
export function connectSimulator(given: Readonly<Record<string, string>>): Simulator {
  let environment = given;
  const url = given['SIM_CONTROL'] ?? '';
  return {
    get environment() {
      return environment;
    },
    control: {
      state: async () => (await call(url, 'GET', '/state')) as Readonly<Record<string, unknown>>,
      leftovers: async () => (await call(url, 'GET', '/leftovers')) as readonly LeftBehind[],
      log: async () => ((await call(url, 'GET', '/log')) as LoggedExchange[]).sort((a, b) => a.n - b.n),
      operations: async () => (await call(url, 'GET', '/operations')) as readonly ServedOperation[],
      async reset(scenario) {
        const answer = (await call(url, 'POST', '/reset', scenario)) as { environment: Record<string, string> };
        environment = answer.environment;
      },
      async addFaults(faults) {
        await call(url, 'POST', '/faults', faults);
      },
    },
  };
}

function argumentsOf(options: SimulatorProcessOptions, directory: string, envFile: string): readonly string[] {
  const { scenario } = options;
  const scenarioFile = typeof scenario === 'object' ? join(directory, 'scenario.json') : scenario;
  if (typeof scenario === 'object') writeFileSync(join(directory, 'scenario.json'), JSON.stringify(scenario));
  return [
    ['--env-file', envFile],
    ['--scenario', scenarioFile],
    ['--os-disk', options.osDisk],
    ['--log', options.logFile],
    ['--profile', options.profile],
    ['--speed', options.speed?.toString()],
  ].flatMap(([name, value]) => (name === undefined || value === undefined ? [] : [name, value]));
}

function parseEnvironment(text: string): Record<string, string> {
  return Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
}

async function call(url: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(`${url}${path}`, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path} of the simulator answered ${answer.status}: ${text}`);
  return JSON.parse(text) as unknown;
}
