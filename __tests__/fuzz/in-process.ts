// A run as far as it goes without Azure, in this process: through the functions that main goes through, with all that it
// prints, sets and writes caught; and what must be true of every such run, whatever it is fed.
import { expect, jest } from '@jest/globals';
import * as core from '@actions/core';
import { EventEmitter } from 'node:events';
import { createHost, type WorkflowHost } from '../../src/github/host.ts';
import { readInputs } from '../../src/github/inputs.ts';
import { readInspectInputs } from '../../src/github/inspect-inputs.ts';
import { createOutputs } from '../../src/github/outputs.ts';
import { reportResult } from '../../src/github/report.ts';
import { settleProxy } from '../../src/github/settle-proxy.ts';
import { LARGEST, renderSummary } from '../../src/github/summary.ts';
import { buildInspectRequest } from '../../src/inspect/build-request.ts';
import { completePool } from '../../src/pool/complete-pool.ts';
import type { Problem } from '../../src/problem.ts';
import type { Provenance } from '../../src/provenance.ts';
import { makePlan } from '../../src/release/make-plan.ts';
import type { Request } from '../../src/release/request.ts';
import { unwritten } from '../../src/release/result.ts';
import { understand } from '../../src/understand.ts';
import { parseCommand } from '../../runner/workflow-commands.ts';
import { someRequest, someSurvey } from '../release/world.ts';

/** For thousands of runs on a machine that has other things to do. */
export const PATIENCE_MS = 10 * 60_000;

export interface Fed {
  /** As the workflow writes them under `with:`. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly provenance?: Partial<Provenance>;
}

export interface Told {
  readonly problems: readonly Problem[];
  /** Undefined for an inspection, and when there are problems. */
  readonly request: Request | undefined;
  readonly printed: string;
  readonly outputs: ReadonlyMap<string, string>;
  readonly summary: string;
}

/** Rejects only for what a run would end in as an error of its own. */
export async function feed({ inputs, environment = {}, provenance = {} }: Fed): Promise<Told> {
  let printed = '';
  const stdout = jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  const outputs = new Map<string, string>();
  let summary = '';
  const exitCode = process.exitCode;
  try {
    const host = createHost({ core, signals: new EventEmitter() });
    const variables = { ...environment, ...variablesOf(inputs) };
    const end = await read(host, variables, { ...someRequest().provenance, ...provenance });
    const startedAt = host.clock.now();
    const writer = createOutputs((name, value: string) => outputs.set(name, value));
    if (end.problems.length > 0) {
      const finish: typeof writer.finish = (result) => {
        writer.finish(result);
        summary = renderSummary(result, { portal: {} });
      };
      const result = unwritten({ kind: 'refused', problems: end.problems }, { startedAt, endedAt: startedAt });
      reportResult(result, { host, outputs: { ...writer, finish } });
    }
    host.finish();
    return { ...end, printed, outputs, summary };
  } finally {
    stdout.mockRestore();
    process.exitCode = exitCode;
  }
}

type End = Pick<Told, 'problems' | 'request'>;

async function read(
  host: WorkflowHost,
  variables: Readonly<Record<string, string>>,
  provenance: Provenance,
): Promise<End> {
  const getInput = (name: string): string => (variables[variableOf(name)] ?? '').trim();
  const source = { getInput, environment: variables };
  const proxyProblems = settleProxy(host, { ...variables });
  if (getInput('mode') === 'inspect') {
    const reading = readInspectInputs(source);
    const built = 'problems' in reading ? reading : buildInspectRequest(reading.inspect);
    return { problems: [...proxyProblems, ...('problems' in built ? built.problems : [])], request: undefined };
  }
  const reading = readInputs(source);
  if ('problems' in reading) return { problems: [...proxyProblems, ...reading.problems], request: undefined };
  const built = await understand(reading.inputs, host, Promise.resolve(provenance));
  if ('problems' in built) return { problems: [...proxyProblems, ...built.problems], request: undefined };
  return { problems: proxyProblems, request: proxyProblems.length > 0 ? undefined : built.request };
}

/** As the runner names the variables of a step. */
function variablesOf(inputs: Fed['inputs']): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(inputs).map(([name, value]) => [variableOf(name), value]));
}

function variableOf(input: string): string {
  return `INPUT_${input.replaceAll(' ', '_').toUpperCase()}`;
}

const COMMANDS = new Set(['error', 'warning', 'notice', 'add-mask', 'debug']);

/** A list of problems that a user can read, or a request; and nothing but words on the way out. */
export function expectSound(told: Told): void {
  const { problems, request, printed, outputs, summary } = told;
  for (const problem of problems) {
    for (const text of [problem.code, problem.input, problem.found, problem.expected, problem.fix]) {
      if (text === '') throw new Error(`An empty text: ${JSON.stringify(problem)}`);
    }
  }
  expectCommands(printed, problems);
  if (problems.length === 0) {
    if (request !== undefined) expectPlannable(request);
    return;
  }
  if ([...outputs.keys()].join() !== 'changed,result') throw new Error(`Outputs ${[...outputs.keys()].join()}`);
  const result: unknown = JSON.parse(outputs.get('result') ?? '');
  expect(result).toMatchObject({ outcome: 'refused', changed: false, problems: { length: problems.length } });
  expectText(summary, problems.length);
}

/** The runner reads commands off the beginning of lines, and those of old off any place. */
function expectCommands(printed: string, problems: readonly Problem[]): void {
  let told = 0;
  for (const line of printed.split('\n')) {
    const command = parseCommand(line);
    if (command !== undefined && !COMMANDS.has(command.name)) throw new Error(`A command: ${line}`);
    if (command === undefined && line.includes('##[')) throw new Error(`A command of old: ${line}`);
    if (command?.name === 'error' || line.startsWith('Error: ')) told += 1;
    if (/^\s+at \S+ \(?\S+:\d+:\d+\)?$/.test(line)) throw new Error(`A stack trace: ${line}`);
    if (command === undefined && /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/.test(line)) {
      throw new Error(`A control character: ${JSON.stringify(line)}`);
    }
  }
  // The tenth annotation says how many more there are; an error too long for one is printed again in full.
  const tooLong = printed.split('\n').filter((line) => line.startsWith('Error, in full: ')).length;
  const expected = problems.length + (problems.length > 9 ? 1 : 0);
  if (told - tooLong !== expected && told !== expected)
    throw new Error(`${told} errors for ${problems.length} problems`);
}

/** The rows of one table, and no markup but the action's own. */
function expectText(summary: string, problems: number): void {
  if (Buffer.byteLength(summary) > LARGEST + 4096) throw new Error('The summary is too large.');
  const lines = summary.split('\n');
  const rows = lines.filter((line) => line.startsWith('| '));
  const others = lines.filter((line) => !line.startsWith('| ') && line !== '');
  const more = /^\.\.\. and (\d+) more\.$/;
  const left = Number(others.map((line) => more.exec(line)?.[1]).find((count) => count !== undefined) ?? 0);
  if (rows.length + left !== problems + 2) throw new Error(`${rows.length} rows for ${problems} problems`);
  const prose = others.filter((line) => !/^## |^Everything was checked/.test(line) && !more.test(line));
  if (prose.length > 0) throw new Error(`Text of its own: ${prose.join('\n')}`);
  if (/<(?!\/?code>|br>|a href="[^"<>]*">|\/a>)/.test(summary)) throw new Error('Markup of its own.');
  if (/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]/.test(summary)) throw new Error('A control character.');
}

/** What the request asks for can be planned, and its pool be sent as it is. */
function expectPlannable(request: Request): void {
  const { spec, poolId } = request.pool;
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(poolId)) throw new Error(`A pool called ${poolId}`);
  expect(JSON.parse(JSON.stringify(spec.body))).toEqual(spec.body);
  if (request.source.kind !== 'vm') return;
  const planning = makePlan(request, someSurvey(request));
  if (planning.kind === 'problems') {
    for (const { fix } of planning.problems) expect(fix).not.toBe('');
    return;
  }
  const { plan } = planning;
  const image = { kind: 'gallery', id: plan.version.id } as const;
  const { nodeAgent, security } = plan.pool;
  completePool(spec, { poolId, image, marks: {}, nodeAgentSku: nodeAgent.sku, security });
}
