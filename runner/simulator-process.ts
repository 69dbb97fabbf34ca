// Starts the simulated Azure as a process of its own, and talks to its control API.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
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

export interface SimulatorProcess {
  /** What a client needs in its environment; `control.reset` may change it. */
  readonly environment: Readonly<Record<string, string>>;
  readonly pid: number;
  readonly control: SimulatorControl;
  stop(): Promise<void>;
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
  const ready = new Promise<void>((resolve) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'ready') resolve();
    });
  });
  await Promise.race([
    ready,
    closed.then((code) => {
      throw new Error(`The simulator ended with exit code ${String(code)} before it was ready. ${complaints}`);
    }),
  ]);

  let environment = parseEnvironment(readFileSync(envFile, 'utf8'));
  const url = environment['SIM_CONTROL'] ?? '';
  return {
    get environment() {
      return environment;
    },
    pid: child.pid ?? 0,
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
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await closed;
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
