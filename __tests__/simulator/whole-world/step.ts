// One step of a sequence: the world before, what happened, and the world after. Invariants are judgements over steps.
import type { Fault } from '../../../simulator/scenario/scenario.ts';
import type { Key, Observation } from './observation.ts';
import type { Answer, Asked, Exchange } from './world.ts';

/** What a command wants to do now. */
export interface Request {
  readonly asked: Asked;
  /** The thing it is about. */
  readonly about: Key;
  /** What else it may change at once; what lies within `about` may always change. */
  readonly touches?: (key: Key) => boolean;
  /** What must be seen once it was accepted; answers what is missing. */
  readonly effect?: (after: Observation, before: Observation) => string | undefined;
}

export type Happening =
  /** One thing that was due, or nothing but time. */
  | { readonly kind: 'time' }
  | {
      readonly kind: 'request';
      readonly command: string;
      readonly request: Request;
      readonly fault: Fault['do'] | undefined;
      readonly exchange: Exchange;
      /** Whether the simulator says that it does not know the operation, which only some commands are for. */
      readonly isSimulated: boolean;
      /** Whether it is the last write of the thing, sent once more. */
      readonly isRepeat: boolean;
    };

export interface Step {
  readonly number: number;
  readonly before: Observation;
  readonly happening: Happening;
  readonly after: Observation;
}

/** What earlier steps left behind that invariants need. */
export interface History {
  /** The step at which a thing was last seen to appear. */
  readonly appeared: ReadonlyMap<Key, number>;
  /** Accepted requests that end things: what they were about. */
  readonly endings: readonly { readonly key: Key; readonly step: number }[];
  /** The version of a thing that goes by an ETag, by thing and ETag. */
  readonly tagged: ReadonlyMap<string, string>;
}

export interface Invariant {
  readonly name: string;
  /** Answers what is wrong; nothing when all is well. */
  readonly check: (step: Step, history: History) => readonly string[];
}

/** The answer of a request that the service took; undefined for refusals, for what never arrived, and for time. */
export function acceptedAnswer({ happening }: Pick<Step, 'happening'>): Answer | undefined {
  if (happening.kind !== 'request') return undefined;
  const { served } = happening.exchange;
  return served !== undefined && served.status < 400 ? served : undefined;
}

/** Whether the request changed the world, as far as its answer tells: reads do not. */
export function isAcceptedWrite(step: Pick<Step, 'happening'>): boolean {
  const { happening } = step;
  return happening.kind === 'request' && happening.request.asked.method !== 'GET' && acceptedAnswer(step) !== undefined;
}
