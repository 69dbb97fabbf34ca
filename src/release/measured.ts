// How long the steps of earlier releases took: written on the pools that they proved, and read for the forecast of the next.
import type { Pool } from '../azure/batch-service.ts';
import { FAMILY_MARK, KEY_MARK, TOOK_MARK, type Marks } from '../marks.ts';
import type { Plan, StepWork } from './plan.ts';
import type { Span } from './forecast-time.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

/** Steps that wait for Azure long enough to be worth a figure. */
const MEASURED = [
  'deallocate-vm',
  'snapshot-disk',
  'capture-vm',
  'write-vhd',
  'await-region',
  'prove-pool',
] as const satisfies readonly StepWork['kind'][];

type MeasuredKind = (typeof MEASURED)[number];

/** Seconds by kind of step; of several steps of a kind the longest. */
export type Took = ReadonlyMap<MeasuredKind, number>;

export interface Stopwatch {
  /** Notes that a step of this plan has ended. A step that a run before had begun tells nothing, and is passed over. */
  readonly note: (work: StepWork, seconds: number) => void;
  readonly took: Took;
}

export function startStopwatch(plan: Pick<Plan, 'steps'>): Stopwatch {
  const took = new Map<MeasuredKind, number>();
  const begins = (kinds: readonly StepWork['kind'][]): boolean =>
    plan.steps.some(({ state, work }) => state === 'todo' && kinds.includes(work.kind));
  const [makesVersion, makesPool] = [begins(['create-version']), begins(['create-pool'])];
  return {
    took,
    note: (work, seconds) => {
      const kind = MEASURED.find((one) => one === work.kind);
      const isWhole = work.kind === 'prove-pool' ? makesPool && work.waitFor === 'ready' : makesVersion;
      if (kind !== undefined && isWhole) took.set(kind, Math.max(took.get(kind) ?? 0, seconds));
    },
  };
}

/** `deallocate-vm=95 await-region=812`, in whole seconds. */
function tookText(took: Took): string {
  return [...took].map(([kind, seconds]) => `${kind}=${Math.round(seconds)}`).join(' ');
}

/** Empty where nothing was measured. */
export function tookMark(took: Took): Marks {
  return took.size === 0 ? {} : { [TOOK_MARK]: tookText(took) };
}

export function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}

/** What cannot be read is left out: anyone who may write metadata can change it. */
function readTook(text: string): Took {
  return new Map(
    text.split(' ').flatMap((part) => {
      const [, name, seconds] = /^([a-z-]+)=(\d{1,6})$/.exec(part) ?? [];
      const kind = MEASURED.find((one) => one === name);
      return kind === undefined ? [] : [[kind, Number(seconds)] as const];
    }),
  );
}

export interface Measured {
  /** How many earlier releases tell. */
  readonly releases: number;
  /** The shortest and the longest of them. */
  readonly spans: ReadonlyMap<StepWork['kind'], Span>;
}

/** Of the pools of the same family, as far as they are still there. */
export function measuredBefore({ pool }: Request, { batchOffer, key }: Pick<Survey, 'batchOffer' | 'key'>): Measured {
  const all = (batchOffer?.pools ?? []).flatMap((one) => (isEarlier(one, pool.family, key) ? [tookOf(one)] : []));
  const telling = all.filter((took) => took.size > 0);
  const spans = MEASURED.flatMap((kind) => {
    const minutes = telling.flatMap((took) => took.get(kind) ?? []).map((seconds) => seconds / 60);
    return minutes.length === 0 ? [] : [[kind, { least: Math.min(...minutes), most: Math.max(...minutes) }] as const];
  });
  return { releases: telling.length, spans: new Map(spans) };
}

function isEarlier({ metadata }: Pool, family: string, key: string): boolean {
  return metadata[FAMILY_MARK] === family && metadata[KEY_MARK] !== key;
}

function tookOf({ metadata }: Pool): Took {
  return readTook(metadata[TOOK_MARK] ?? '');
}
