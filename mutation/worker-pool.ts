// Worker processes that take requests from a queue. One that hangs is ended and replaced; each is replaced now and then, since
// jest leaves memory behind.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Answer, Outcome, Request } from './requests.ts';

const RUNS_OF_A_WORKER = 150;

export interface Worker {
  /** Undefined when the tests did not come to an end in time. */
  run(request: Request, limitMs: number): Promise<Outcome | undefined>;
}

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
      if (current !== undefined && current.runs >= RUNS_OF_A_WORKER) await end();
      current ??= { child: start(), runs: 0 };
      current.runs += 1;
      const answer = await ask(current.child, request, limitMs);
      if (answer === undefined) await end();
      if (answer !== undefined && 'error' in answer) throw new Error(answer.error);
      return answer;
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

async function ask(child: ChildProcess, request: Request, limitMs: number): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const ended = (): void => {
      settle();
      reject(new Error(`A worker ended while it ran ${request.files.join(', ')}.`));
    };
    const answered = (answer: unknown): void => {
      settle();
      resolve(answer as Answer);
    };
    const timer = setTimeout(() => {
      settle();
      resolve(undefined);
    }, limitMs);
    const settle = (): void => {
      clearTimeout(timer);
      child.off('exit', ended);
      child.off('message', answered);
    };
    child.on('exit', ended);
    child.on('message', answered);
    child.send(request);
  });
}
