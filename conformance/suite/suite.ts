// Tries every operation that the simulator serves and the files describe.
import { startSimulatorProcess, type SimulatorProcess } from '../../runner/simulator-process.ts';
import type { Exchange } from '../exchange.ts';
import type { Finding } from '../finding.ts';
import { nameOf } from '../exchange.ts';
import type { Operation, Specifications } from '../openapi.ts';
import { isExercised } from '../versions.ts';
import type { Tried } from './coverage.ts';
import { notShown } from './echo.ts';
import { perform, type Performed } from './perform.ts';
import type { Plays } from './play.ts';
import { compare, type Landscape } from './served.ts';
import { trialsOf, type Trial } from './trials.ts';

export interface SuiteRecord {
  readonly landscape: Landscape;
  readonly tried: readonly Tried[];
  /** To be checked as any others. */
  readonly exchanges: readonly Exchange[];
  /** Entries of the suite for operations that the files describe and the simulator does not serve. */
  readonly stale: readonly string[];
  /** What no file says and a look at the resource shows. */
  readonly findings: readonly Finding[];
}

/** A trial waits more than it works. */
const LANES = 3;

export async function recordSuite(
  { documents, operations: all }: Specifications,
  plays: Readonly<Record<string, Plays>>,
  lanes = LANES,
): Promise<SuiteRecord> {
  const operations = all.filter(isExercised);
  const simulators = await Promise.all(Array.from({ length: lanes }, () => startSimulatorProcess()));
  try {
    const landscape = compare((await simulators[0]?.control.operations()) ?? [], operations);
    const planned = landscape.described.map((operation) => {
      const play = plays[operation.service]?.[operation.id];
      return { operation, isKnown: play !== undefined, ...trialsOf(documents, operation, play ?? {}) };
    });
    const trials = planned.flatMap((one) => one.trials);
    const performed = await performAll(simulators, trials, operations);
    return {
      landscape,
      tried: planned.map(({ operation, isKnown, absent }) => ({
        operation,
        isKnown,
        absent,
        performed: performed.filter(({ trial }) => trial.operation === operation),
      })),
      exchanges: performed.flatMap(({ request, end, look }) => [request, end, look].filter((one) => one !== undefined)),
      stale: staleOf(plays, operations, landscape.described),
      findings: performed.flatMap(echoFindings),
    };
  } finally {
    await Promise.all(simulators.map((one) => one.stop()));
  }
}

function staleOf(
  plays: Readonly<Record<string, Plays>>,
  operations: readonly Operation[],
  described: readonly Operation[],
): readonly string[] {
  return operations
    .filter((one) => plays[one.service]?.[one.id] !== undefined && !described.includes(one))
    .map(({ service, id, version }) => `${service} ${id} at ${version}`);
}

async function performAll(
  simulators: readonly SimulatorProcess[],
  trials: readonly Trial[],
  operations: readonly Operation[],
): Promise<readonly Performed[]> {
  const waiting = worldsOf(trials);
  const done: Performed[] = [];
  const lane = async (simulator: SimulatorProcess): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      done.push(...(await perform(simulator, next, operations)));
    }
  };
  await Promise.all(simulators.map(lane));
  return done;
}

/** Trials that only read share a world where they need the same; any other has one for itself. */
function worldsOf(trials: readonly Trial[]): Trial[][] {
  const shared = new Map<Trial['state'], Trial[]>();
  const own: Trial[][] = [];
  for (const trial of trials) {
    const isRead = trial.operation.method === 'get' || trial.operation.method === 'head';
    if (!isRead) own.push([trial]);
    else shared.set(trial.state, [...(shared.get(trial.state) ?? []), trial]);
  }
  return [...shared.values(), ...own];
}

function echoFindings({ trial, outcome, request, look }: Performed): readonly Finding[] {
  if (outcome.kind !== 'success' || request === undefined || look === undefined) return [];
  return notShown(request, look).map((fault) => ({
    exchange: nameOf(look),
    operation: trial.operation.id,
    ...fault,
  }));
}
