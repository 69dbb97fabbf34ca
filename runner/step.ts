// Runs one entry of an action as a process, follows its output line by line, and cancels it as the runner does.
import { spawn, type ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { annotationOf, parseCommand, type Annotation, type Masks } from './workflow-commands.ts';

/** From SIGINT to SIGTERM, and from SIGTERM to SIGKILL, in the actual runner. */
const UNTIL_TERMINATE_MS = 7500;
const UNTIL_KILL_MS = 2500;

export interface StepOptions {
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  readonly masks: Masks;
  /** Cancels the step as a user does. */
  readonly cancel?: AbortSignal;
  /** Takes the machine away: the process is gone at once. */
  readonly crash?: AbortSignal;
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr') => void;
}

export interface StepResult {
  /** 128 and the signal's number for a process that was killed. */
  readonly exitCode: number;
  /** As the runner shows it: masked. */
  readonly stdout: string;
  readonly stderr: string;
  /** Both, unmasked and without the `add-mask` commands themselves: what a leak would show in. */
  readonly unmasked: string;
  readonly annotations: readonly Annotation[];
  /** From the deprecated `save-state` and `set-output` commands. */
  readonly commands: { readonly state: Record<string, string>; readonly outputs: Record<string, string> };
  readonly durationMs: number;
}

export async function runStep(options: StepOptions): Promise<StepResult> {
  const started = performance.now();
  const { masks } = options;
  const child = spawn(process.execPath, [options.entry], {
    cwd: options.workingDirectory,
    env: { ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const shown = { stdout: [] as string[], stderr: [] as string[] };
  const unmasked: string[] = [];
  const annotations: Annotation[] = [];
  const commands = { state: {} as Record<string, string>, outputs: {} as Record<string, string> };
  let resumeToken: string | undefined;

  const take = (line: string, stream: 'stdout' | 'stderr'): void => {
    const command = parseCommand(line);
    if (resumeToken !== undefined) {
      if (command?.name === resumeToken) resumeToken = undefined;
    } else if (command !== undefined) {
      if (command.name === 'add-mask') masks.add(command.data);
      if (command.name === 'stop-commands') resumeToken = command.data.toLowerCase();
      if (command.name === 'save-state') commands.state[command.properties['name'] ?? ''] = command.data;
      if (command.name === 'set-output') commands.outputs[command.properties['name'] ?? ''] = command.data;
      const annotation = annotationOf(command);
      if (annotation !== undefined) annotations.push(annotation);
    }
    if (command?.name !== 'add-mask') unmasked.push(line);
    const masked = masks.apply(line);
    shown[stream].push(masked);
    options.onLine?.(masked, stream);
  };

  const stopCancelling = cancelling(child, options);
  const lines = [
    follow(child.stdout, (line) => take(line, 'stdout')),
    follow(child.stderr, (line) => take(line, 'stderr')),
  ];
  const exitCode = await exited(child);
  await Promise.all(lines);
  stopCancelling();
  return {
    exitCode,
    stdout: joined(shown.stdout),
    stderr: joined(shown.stderr),
    unmasked: joined(unmasked),
    annotations: annotations.map((one) => ({ ...one, message: masks.apply(one.message) })),
    commands,
    durationMs: performance.now() - started,
  };
}

async function follow(stream: Readable, take: (line: string) => void): Promise<void> {
  for await (const line of createInterface({ input: stream, crlfDelay: Infinity })) take(line);
}

function exited(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/** Follows the two signals; the result undoes that. */
function cancelling(child: ChildProcess, { cancel, crash }: StepOptions): () => void {
  const timers: NodeJS.Timeout[] = [];
  const onCancel = (): void => {
    child.kill('SIGINT');
    timers.push(setTimeout(() => child.kill('SIGTERM'), UNTIL_TERMINATE_MS));
    timers.push(setTimeout(() => child.kill('SIGKILL'), UNTIL_TERMINATE_MS + UNTIL_KILL_MS));
  };
  const onCrash = (): void => void child.kill('SIGKILL');
  if (cancel?.aborted === true) onCancel();
  if (crash?.aborted === true) onCrash();
  cancel?.addEventListener('abort', onCancel, { once: true });
  crash?.addEventListener('abort', onCrash, { once: true });
  return () => {
    for (const timer of timers) clearTimeout(timer);
    cancel?.removeEventListener('abort', onCancel);
    crash?.removeEventListener('abort', onCrash);
  };
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
