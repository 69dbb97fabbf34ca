// Trouble for whole-process tests: faults in few words, runs that are cancelled or killed at a moment, and what a user sees.
import type { ActionResult } from '../../runner/run-action.ts';
import type { LoggedExchange } from '../../runner/simulator-process.ts';
import { createAzureClient } from '../../runner/azure-client.ts';
import type { FaultFile } from '../../simulator/scenario/load.ts';
import { brief, isWrite, type Stage } from './harness.ts';
import { IDS } from './worlds.ts';

/** Enough for the pool, and over at once. */
export const WITHOUT_NODES = { 'wait-for': 'none' } as const;
export const WITHOUT_VHD = { 'export-vhd': 'false' } as const;

export function answer(
  method: string,
  url: string,
  status: number,
  body?: object,
  more: { readonly times?: number; readonly skip?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): FaultFile {
  const { times, skip, headers } = more;
  return {
    match: { method, url },
    ...(times !== undefined && { times }),
    ...(skip !== undefined && { skip }),
    do: { kind: 'answer', status, ...(headers && { headers }), ...(body && { body: armBody(body) }) },
  };
}

function armBody(body: object): Readonly<Record<string, never>> {
  return JSON.parse(JSON.stringify(body)) as Readonly<Record<string, never>>;
}

/** ARM's envelope. */
export function armError(code: string, message: string): object {
  return { error: { code, message } };
}

export function reset(method: string, url: string, when: 'before' | 'after', times = 1): FaultFile {
  return { match: { method, url }, times, do: { kind: 'reset', when } };
}

export function failOperation(method: string, url: string, code: string, message: string): FaultFile {
  return { match: { method, url }, do: { kind: 'failOperation', code, message } };
}

export function delay(method: string, url: string, milliseconds: number, times = 1): FaultFile {
  return { match: { method, url }, times, do: { kind: 'delay', milliseconds } };
}

/** The parts of the `result` output that tests ask for. */
export interface ResultJson {
  readonly outcome: string;
  readonly phase: string | null;
  readonly changed: boolean;
  readonly steps: readonly { readonly id: string; readonly state: string }[];
  readonly leftovers: readonly { readonly id: string; readonly reason: string }[];
  readonly warnings: readonly { readonly text: string }[];
  readonly failure: Failure | null;
}

interface Failure {
  readonly phase: string;
  readonly step: string;
  readonly code: string;
  readonly message: string;
  readonly correlationId?: string;
  readonly hint?: string;
  readonly causes: readonly {
    readonly code: string;
    readonly message: string;
    readonly nodes: readonly string[];
    readonly details: readonly string[];
    readonly hint?: string;
  }[];
}

export function resultOf(run: ActionResult): ResultJson {
  return JSON.parse(run.outputs['result'] ?? '{}') as ResultJson;
}

/** Throws unless the run failed. */
export function failureOf(run: ActionResult): Failure {
  const { failure } = resultOf(run);
  if (failure === null) throw new Error(`The run did not fail:\n${run.stdout}`);
  return failure;
}

/** The summary as a reader sees it: without tags and entities. */
export function readable({ summary }: Pick<ActionResult, 'summary'>): string {
  return summary
    .replaceAll(/<br>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

export function errorsOf(run: ActionResult): string {
  return run.annotations
    .filter(({ level }) => level === 'error')
    .map(({ message }) => message)
    .join('\n');
}

export function outputNames({ outputs }: ActionResult): readonly string[] {
  return Object.keys(outputs)
    .filter((name) => name !== 'result' && name !== 'changed')
    .sort();
}

/** Exchanges whose method and URL match, in the order of the requests. */
export async function exchanges(stage: Stage, method: string, url: RegExp): Promise<readonly LoggedExchange[]> {
  return (await stage.control.log()).filter((one) => one.method === method && url.test(one.url));
}

export async function writesAfter(stage: Stage, n: number): Promise<readonly string[]> {
  return (await stage.control.log()).filter((one) => one.n > n && isWrite(one)).map(brief);
}

/** The number of the last request so far. */
export async function lastRequest(stage: Stage): Promise<number> {
  return (await stage.control.log()).at(-1)?.n ?? 0;
}

/** Whether Azure lets the source VM start; it is running afterwards. */
export async function startVm(stage: Stage): Promise<number> {
  const client = createAzureClient(stage.environment);
  try {
    const url = `https://management.azure.com${IDS.vm}/start?api-version=2024-07-01`;
    return (await client.request(url, { method: 'POST', audience: 'arm' })).status;
  } finally {
    client.close();
  }
}

type Inputs = Readonly<Record<string, string | undefined>>;

/** Cancels the run as a user does, at the first line of main that matches. */
export async function cancelAt(stage: Stage, line: RegExp, inputs: Inputs = {}): Promise<ActionResult> {
  return interruptAt(stage, 'signal', line, inputs);
}

/** Takes the machine away at the first line of main that matches. */
export async function crashAt(stage: Stage, line: RegExp, inputs: Inputs = {}): Promise<ActionResult> {
  return interruptAt(stage, 'crash', line, inputs);
}

async function interruptAt(stage: Stage, how: 'signal' | 'crash', at: RegExp, inputs: Inputs): Promise<ActionResult> {
  const controller = new AbortController();
  const run = await stage.run(inputs, {
    [how]: controller.signal,
    onLine(line, _stream, step) {
      if (step === 'main' && at.test(line)) controller.abort();
    },
  });
  if (!controller.signal.aborted) throw new Error(`No line matches ${String(at)}:\n${run.stdout}`);
  return run;
}

/** Takes the machine away as soon as the record of Azure holds an exchange that matches. */
export async function crashWhen(
  stage: Stage,
  matches: (exchange: LoggedExchange) => boolean,
  inputs: Inputs = {},
): Promise<ActionResult> {
  const [crash, ended] = [new AbortController(), new AbortController()];
  const first = await lastRequest(stage);
  const running = stage.run(inputs, { crash: crash.signal }).finally(() => ended.abort());
  const isThere = async (): Promise<boolean> =>
    (await stage.control.log()).some((one) => one.n > first && matches(one));
  while (!(await isThere())) {
    if (ended.signal.aborted)
      throw new Error(`The run ended before it sent such a request:\n${(await running).stdout}`);
  }
  crash.abort();
  return running;
}
