// A sequence of steps in one world: performs commands, lets time pass, and judges the world after everything that happens.
import { stringOf } from '../../../simulator/kernel/json.ts';
import type { Fault } from '../../../simulator/scenario/scenario.ts';
import type { CommandKind, Plan } from './command.ts';
import { INVARIANTS } from './invariants/all.ts';
import { codeOf } from './invariants/answers.ts';
import { unrest } from './invariants/rest.ts';
import { afterStep, emptyHistory } from './memory.ts';
import { SUBSCRIPTION } from './names.ts';
import { isWithin, same, type Key, type Observation } from './observation.ts';
import { observe, type Watched } from './observe.ts';
import { acceptedAnswer, isAcceptedWrite, type Happening, type Request, type Step } from './step.ts';
import type { Exchange, WholeWorld } from './world.ts';

/** What is done to a request on its way. */
export interface Twist {
  readonly fault: Fault['do'] | undefined;
  readonly condition: 'none' | 'current' | 'stale' | 'absent';
}

/** How often each kind of command was taken and refused. */
export type Tally = Map<string, { succeeded: number; refused: number }>;

export interface Sequence {
  perform(kind: Omit<CommandKind, 'plans'>, plan: Plan, twist: Twist): Promise<void>;
  /** Lets so many things happen that are due. */
  happen(events: number): Promise<void>;
  pass(milliseconds: number): Promise<void>;
  /** Lets time pass until nothing is due any more, and judges the world at rest. */
  comeToRest(): Promise<void>;
}

/** So many steps are told of a sequence that failed. */
const LAST_STEPS = 40;
/** More things than this are never due in a world that comes to rest. */
const LAST_EVENTS = 2000;

export async function beginSequence(world: WholeWorld, tally: Tally): Promise<Sequence> {
  const operations: { url: string; method: string; key: Key; step: number }[] = [];
  const mentioned = new Set<Key>();
  const watched: Watched = { operations, mentioned };
  const writes = new Map<Key, Request>();
  const log: string[] = [];
  let history = emptyHistory();
  let number = 0;
  let now = await observe(world, watched, undefined, []);

  const judge = (step: Step): void => {
    const problems = INVARIANTS.flatMap(({ name, check }) => check(step, history).map((one) => `${name}: ${one}`));
    if (problems.length === 0) return;
    throw failure(problems, log);
  };

  const conclude = async (happening: Happening, asked: readonly Key[]): Promise<void> => {
    await world.settle();
    number += 1;
    const before = now;
    now = await observe(world, watched, before, asked);
    const step: Step = { number, before, happening, after: now };
    judge(step);
    history = afterStep(history, step);
  };

  const event = async (): Promise<void> => {
    world.clock.step();
    log.push(`  ${number + 1}. something that was due`);
    await conclude({ kind: 'time' }, []);
  };

  /** A blob that is put again is another one; what ARM is told twice is the same. */
  const repeated = (): readonly Request[] =>
    [...writes.values()].filter(({ asked }) => asked.method === 'PUT' && asked.audience === 'arm');

  return {
    async perform(kind, plan, twist) {
      const wanted = plan.request({ now, puts: repeated() });
      if (wanted === undefined) return;
      const request = conditional(wanted, now, conditionFor(kind, twist));
      mentioned.add(request.about);
      const isRepeat = repeated().includes(wanted);
      const exchange = await world.send(request.asked, twist.fault);
      const happening = {
        kind: 'request',
        command: kind.name,
        request,
        fault: twist.fault,
        exchange,
        isSimulated: kind.isUnsimulated !== true,
        isRepeat,
      } as const;
      const answer = acceptedAnswer({ happening });
      log.push(`  ${number + 1}. ${labelOf(plan, twist)}: ${told(exchange)}`);
      const url = answer?.headers['azure-asyncoperation'] ?? answer?.headers['location'];
      if (answer !== undefined && url?.startsWith('https://management.') === true) {
        operations.push({ url, method: request.asked.method, key: request.about, step: number + 1 });
      }
      await conclude(happening, [request.about]);
      if (isAcceptedWrite({ happening })) {
        for (const key of writes.keys()) if (isWithin(key, request.about)) writes.delete(key);
        writes.set(request.about, wanted);
      }
      const count = tally.get(kind.name) ?? { succeeded: 0, refused: 0 };
      if (answer !== undefined) count.succeeded += 1;
      else if (exchange.served !== undefined) count.refused += 1;
      tally.set(kind.name, count);
    },
    async happen(events) {
      for (let left = events; left > 0 && world.clock.untilNext() !== undefined; left -= 1) await event();
    },
    async pass(milliseconds) {
      let left = milliseconds;
      for (let next = world.clock.untilNext(); next !== undefined && next <= left; next = world.clock.untilNext()) {
        left -= next;
        await event();
      }
      world.clock.pass(left);
      log.push(`  ${number + 1}. ${left} ms pass`);
      await conclude({ kind: 'time' }, []);
    },
    async comeToRest() {
      for (let left = LAST_EVENTS; world.clock.untilNext() !== undefined; left -= 1) {
        if (left === 0) throw new Error('The world does not come to rest.');
        await event();
      }
      const problems = unrest(now);
      // Everything is looked at once more: nothing may have changed behind the back of the looks that left things out.
      const whole = await observe(world, watched, undefined, []);
      const missed = [...new Set([...whole.given.keys(), ...now.given.keys()])].filter(
        (key) => !same(whole.given.get(key), now.given.get(key)),
      );
      problems.push(...missed.map((key) => `a change of ${key} was not seen`));
      if (problems.length > 0) throw failure(problems, log);
    },
  };
}

/** A request and what is done to it on its way, for the report of a failure. */
export function labelOf(plan: Plan, { fault, condition }: Twist): string {
  return [
    plan.label,
    ...(fault === undefined ? [] : [JSON.stringify(fault)]),
    ...(condition === 'none' ? [] : [condition]),
  ]
    .join(' ')
    .replaceAll(SUBSCRIPTION, '');
}

function failure(problems: readonly string[], log: readonly string[]): Error {
  const text = [...problems, '', 'The steps:', ...log.slice(-LAST_STEPS)].join('\n');
  return new Error(text.replaceAll(SUBSCRIPTION.toLowerCase(), ''));
}

function conditionFor({ conditions }: Omit<CommandKind, 'plans'>, { condition }: Twist): Twist['condition'] {
  if (conditions === undefined) return 'none';
  return conditions === 'match' && condition === 'absent' ? 'stale' : condition;
}

function conditional(request: Request, now: Observation, condition: Twist['condition']): Request {
  if (condition === 'none') return request;
  const body = now.given.get(request.about);
  const etag = stringOf(body?.['etag']) ?? stringOf(body?.['eTag']) ?? 'absent';
  const headers: Readonly<Record<string, string>> = {
    current: { 'if-match': etag },
    stale: { 'if-match': '"0x8D0000000000000"' },
    absent: { 'if-none-match': '*' },
  }[condition];
  return { ...request, asked: { ...request.asked, headers: { ...request.asked.headers, ...headers } } };
}

function told({ seen, served }: Exchange): string {
  const answer = served === undefined ? 'not served' : `${served.status} ${codeOf(served)}`;
  return seen === 'broken' ? `${answer}, lost` : answer;
}
