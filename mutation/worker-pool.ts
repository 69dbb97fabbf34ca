// Worker processes that take requests from a queue. One that hangs is ended and replaced; each is replaced now and then, since
// jest leaves memory behind.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, Outcome, Request } from './requests.ts';

const RUNS_OF_A_WORKER = 150;

export interface Worker {
  run(request: Request, limitMs: number): Promise<Outcome>;
}

const ENDLESS: Outcome = { durations: [], failure: { test: '', message: 'The tests do not come to an end.' } };
const BROKEN: Outcome = { durations: [], failure: { test: '', message: 'The process of the tests breaks.' } };

/** Gives every item to a worker, as many at a time as there are workers. */
export async function withWorkers<T>(
  count: number,
  items: readonly T[],
  use: (item: T, worker: Worker) => Promise<void>,
): Promise<void> {
  const queue = items[Symbol.iterator]();
  const work = async (): Promise<void> => {
    const worker = createWorker();
    try {
      for (const item of queue) await use(item, worker);
    } finally {
      await worker.end();
    }
  };
  await Promise.all(Array.from({ length: Math.min(count, items.length) }, work));
}

function createWorker(): Worker & { end(): Promise<void> } {
  let current: { readonly child: ChildProcess; runs: number } | undefined;
  const end = async (): Promise<void> => {
    const child = current?.child;
    current = undefined;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    // A test that was cut short leaves behind what it had started.
    process.kill(-child.pid, 'SIGKILL');
    await once(child, 'exit');
  };
  return {
    end,
    async run(request, limitMs) {
      const ask = async (): Promise<Outcome> => {
        if (current !== undefined && current.runs >= RUNS_OF_A_WORKER) await end();
        current ??= { child: start(), runs: 0 };
        current.runs += 1;
        const outcome = await outcomeOf(current.child, request, limitMs);
        if (outcome === ENDLESS || outcome === BROKEN) await end();
        return outcome;
      };
      const outcome = await ask();
      // Only what breaks again is broken by what is tried, and not by the machine.
      return outcome === BROKEN ? ask() : outcome;
    },
  };
}

function start(): ChildProcess {
  return fork(join(import.meta.dirname, 'worker.ts'), {
    execArgv: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    // Tests of what goes wrong say so on standard error. What matters comes as a message.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // A process group of its own.
    detached: true,
  });
}

async function outcomeOf(child: ChildProcess, request: Request, limitMs: number): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      clearTimeout(timer);
      child.off('exit', ended);
      child.off('message', answered);
    };
    const ended = (): void => {
      settle();
      resolve(BROKEN);
    };
    const answered = (message: unknown): void => {
      settle();
      const answer = message as Answer;
      if ('error' in answer) reject(new Error(answer.error));
      else resolve(answer);
    };
    const timer = setTimeout(() => {
      settle();
      resolve(ENDLESS);
    }, limitMs);
    child.on('exit', ended);
    child.on('message', answered);
    child.send(request);
  });
}
