// Azure CLI commands, each a process: the answer as JSON, or an error with what the CLI wrote.
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { words } from './words.ts';

const LAUNCHER = fileURLToPath(new URL('launcher.py', import.meta.url));

/**
 * Runs a command: az`vm show --name ${name}`. Words are split at spaces of the template, never inside a value.
 * The result is what the CLI prints as JSON; undefined when it prints nothing.
 */
export type Az = (template: TemplateStringsArray, ...values: readonly string[]) => Promise<unknown>;

export class AzError extends Error {
  readonly exitCode: number;

  constructor(command: readonly string[], exitCode: number, stderr: string) {
    super(`az ${command.slice(0, 4).join(' ')} ... ended with exit code ${exitCode}: ${stderr.trim()}`);
    this.name = 'AzError';
    this.exitCode = exitCode;
  }
}

export interface AzOptions {
  readonly python: string;
  /** What the simulator wants its clients to have. */
  readonly simulator: Readonly<Record<string, string>>;
  readonly configDirectory: string;
  readonly workDirectory: string;
}

export interface AzureCli {
  readonly az: Az;
  close(): Promise<void>;
}

/** A CLI with a configuration directory of its own; it starts with its first command, and runs one at a time. */
export function createAz(options: AzOptions): AzureCli {
  let launcher: Launcher | undefined;
  let queue: Promise<unknown> = Promise.resolve();
  let count = 0;
  const run = async (command: readonly string[]): Promise<unknown> => {
    launcher ??= launch(options);
    count += 1;
    const file = (name: string): string => join(options.configDirectory, `command-${count}.${name}`);
    const [stdout, stderr] = [file('stdout'), file('stderr')];
    const code = await launcher.run({ arguments: [...command, '--output', 'json'], stdout, stderr });
    const text = readFileSync(stdout, 'utf8').trim();
    if (code !== 0) throw new AzError(command, code, readFileSync(stderr, 'utf8') || text);
    return text === '' ? undefined : (JSON.parse(text) as unknown);
  };
  return {
    az(template, ...values) {
      const result = queue.then(() => run(words(template, values)));
      queue = result.catch(() => undefined);
      return result;
    },
    async close() {
      await queue;
      await launcher?.close();
    },
  };
}

interface Launcher {
  run(command: object): Promise<number>;
  close(): Promise<void>;
}

function launch({ python, simulator, configDirectory, workDirectory }: AzOptions): Launcher {
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn(python, [LAUNCHER], {
    cwd: workDirectory,
    env: environment(simulator, configDirectory, workDirectory),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const answers: Interface = createInterface({ input: child.stdout });
  return {
    async run(command) {
      child.stdin.write(`${JSON.stringify(command)}\n`);
      const ended = closed.then(() => Promise.reject(new Error('The launcher of Azure CLI ended.')));
      const [line] = (await Promise.race([once(answers, 'line'), ended])) as [string];
      return (JSON.parse(line) as { exitCode: number }).exitCode;
    },
    async close() {
      child.stdin.end();
      await closed;
    },
  };
}

function environment(
  simulator: Readonly<Record<string, string>>,
  configDirectory: string,
  workDirectory: string,
): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: workDirectory,
    LANG: 'C.UTF-8',
    HTTPS_PROXY: simulator['HTTPS_PROXY'],
    NO_PROXY: simulator['NO_PROXY'],
    REQUESTS_CA_BUNDLE: simulator['REQUESTS_CA_BUNDLE'],
    AZURE_CONFIG_DIR: configDirectory,
    // Documented settings, as AZURE_<SECTION>_<NAME>: https://learn.microsoft.com/cli/azure/azure-cli-configuration
    AZURE_CORE_COLLECT_TELEMETRY: 'no',
    AZURE_CORE_SURVEY_MESSAGE: 'no',
    AZURE_CORE_ONLY_SHOW_ERRORS: 'yes',
    AZURE_CORE_NO_COLOR: 'yes',
    AZURE_CORE_DISABLE_CONFIRM_PROMPT: 'yes',
    AZURE_LOGGING_ENABLE_LOG_FILE: 'no',
    AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
  };
}
