// The simulator's own API, at plain http on the same port: what the world holds, what is left over, reset, faults, the log.
import type { Inspectable, Leftover, SimResponse } from './kernel/exchange.ts';
import { objectOf, type Json, type JsonObject } from './kernel/json.ts';
import type { ResourceStore } from './kernel/resource-store.ts';
import type { World } from './kernel/world.ts';
import { errorAnswer } from './net/dispatch.ts';
import type { FaultEngine } from './net/faults.ts';
import type { Recorder } from './net/recorder.ts';
import { parseFaults, parseScenario, ScenarioError } from './scenario/load.ts';
import type { Scenario } from './scenario/scenario.ts';
import type { ServedOperation } from './served.ts';

export interface Controlled {
  readonly recorder: Recorder;
  readonly faults: FaultEngine;
  readonly current: {
    readonly world: Pick<World, 'resources'>;
    readonly inspectables: readonly Inspectable[];
    readonly operations: readonly ServedOperation[];
  };
  /**
   * Starts a new world; without a scenario the one that the simulator was started with. The result is the environment
   * that clients need from now on.
   */
  reset(scenario: Scenario | undefined): Promise<Readonly<Record<string, string>>>;
}

/** The tag that marks what a client made for the time of a run only. */
const KIND_TAG = 'abip_kind';

export async function control(
  controlled: Controlled,
  method: string,
  path: string,
  body: Buffer,
): Promise<SimResponse> {
  const { recorder, faults, current } = controlled;
  const { resources } = current.world;
  const { pathname } = new URL(path, 'http://simulator');
  try {
    switch (`${method} ${pathname}`) {
      case 'GET /state':
        return { status: 200, body: stateOf(resources, current.inspectables) };
      case 'GET /leftovers':
        return { status: 200, body: plain(leftoversOf(resources, current.inspectables)) };
      case 'GET /log':
        return { status: 200, body: plain(recorder.log()) };
      case 'GET /operations':
        return { status: 200, body: plain(current.operations) };
      case 'GET /faults':
        return { status: 200, body: plain(faults.pending()) };
      case 'POST /faults':
        faults.add(await parseFaults(parsed(body), 'POST /faults'));
        return { status: 200, body: { pending: faults.pending().length } };
      case 'POST /reset':
        return { status: 200, body: { environment: await controlled.reset(await scenarioOf(body)) } };
      default:
        return errorAnswer(
          404,
          'NotFound',
          `${method} ${pathname} is not a control: GET /state, GET /leftovers, GET /log, GET /operations, GET /faults, POST /faults, POST /reset`,
        );
    }
  } catch (error) {
    if (error instanceof ScenarioError) return errorAnswer(400, 'BadRequest', error.message);
    throw error;
  }
}

export function stateOf(resources: ResourceStore, inspectables: readonly Inspectable[]): JsonObject {
  const state: Record<string, Json> = {};
  for (const one of resources.all()) state[one.id] = one.body;
  for (const one of inspectables) Object.assign(state, one.state());
  return state;
}

export function leftoversOf(resources: ResourceStore, inspectables: readonly Inspectable[]): readonly Leftover[] {
  const temporaries = resources
    .all()
    .filter(({ body }) => objectOf(body['tags'])[KIND_TAG] === 'temporary')
    .map(({ id }): Leftover => ({ id, kind: 'temporary', since: resources.createdAt(id) ?? '' }));
  return [...temporaries, ...inspectables.flatMap((one) => one.leftovers())];
}

async function scenarioOf(body: Buffer): Promise<Scenario | undefined> {
  return body.length === 0 ? undefined : parseScenario(parsed(body), 'POST /reset');
}

/** Data without methods, as JSON sees it. */
function plain(value: object): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

function parsed(body: Buffer): unknown {
  try {
    return body.length === 0 ? undefined : JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new ScenarioError(`The body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
