// What the control URL shows of Batch: pools, nodes and jobs by URL, and what a client has left behind.
import type { Inspectable, Leftover } from '../kernel/exchange.ts';
import type { Json } from '../kernel/json.ts';
import { ACCOUNT_TYPE, accountFacts } from './account.ts';
import { nodeView } from './node-views.ts';
import { dataPoolView, metadataOf } from './pool-views.ts';
import type { BatchState, Job, Pool } from './state.ts';

const PLANE = { kind: 'data', version: '2024-07-01.20.0' } as const;

export function inspect(state: BatchState): Inspectable {
  const endpoints = (): ReadonlyMap<string, string> =>
    new Map(
      state.world.resources
        .ofType(ACCOUNT_TYPE)
        .map(accountFacts)
        .map((facts) => [facts.id.toLowerCase(), facts.endpoint]),
    );
  const everything = (): readonly { readonly url: string; readonly thing: Pool | Job; readonly endpoint: string }[] => {
    const known = endpoints();
    return [...state.accounts.values()].flatMap((account) => {
      const endpoint = known.get(account.id.toLowerCase());
      // What was in an account that is gone went with it.
      if (endpoint === undefined) return [];
      return [
        ...[...account.pools.values()].map((pool) => ({
          url: `https://${endpoint}/pools/${pool.id}`,
          thing: pool,
          endpoint,
        })),
        ...[...account.jobs.values()].map((job) => ({
          url: `https://${endpoint}/jobs/${job.id}`,
          thing: job,
          endpoint,
        })),
      ];
    });
  };
  return {
    state() {
      const shown: Record<string, Json> = {};
      for (const { url, thing, endpoint } of everything()) {
        if ('nodes' in thing) {
          shown[url] = dataPoolView(thing, endpoint, PLANE);
          for (const node of thing.nodes.values()) {
            shown[`${url}/nodes/${node.id}`] = nodeView(thing, node, endpoint, PLANE);
          }
        } else {
          shown[url] = jobState(thing);
        }
      }
      return shown;
    },
    leftovers: () => everything().flatMap(({ url, thing }) => leftoversOf(url, thing)),
  };
}

function jobState(job: Job): Json {
  const tasks = [...job.tasks.values()].map((task) => ({
    id: task.id,
    state: task.state,
    ...(task.exitCode === undefined ? {} : { exitCode: task.exitCode }),
  }));
  return { ...job.definition, id: job.id, state: job.state, poolId: job.poolId, tasks };
}

/** A mark that says something was suspended, or is to go, is left over as long as it stands. */
function leftoversOf(id: string, thing: Pool | Job): readonly Leftover[] {
  const marks = metadataOf(thing.definition);
  const found: Leftover[] = [];
  if ([...marks.keys()].some((name) => name.startsWith('abip_suspended'))) {
    found.push({ id, kind: 'suspension', since: thing.lastModified });
  }
  if (marks.get('abip_kind') === 'temporary') found.push({ id, kind: 'temporary', since: thing.creationTime });
  return found;
}
