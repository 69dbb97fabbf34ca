// Changes to the resources of a world: what a scenario says when only a few things differ from the default world.
import { isObject, type JsonObject } from '../kernel/json.ts';
import { merged } from './complete-body.ts';
import { DEFAULT_NAMES } from './default-names.ts';
import type { ScenarioNode, ScenarioResource } from './scenario.ts';

export interface ResourceChange {
  /** A full resource ID, or what comes after `/providers/` of one in the default world's group. */
  readonly id: string;
  /** Merged into the body of a resource that is there; null takes a member away. */
  readonly body?: JsonObject;
  readonly disk?: string;
  readonly nodes?: readonly ScenarioNode[];
  /** Takes the resource out. */
  readonly remove?: boolean;
}

/** The resources after the changes, one by one: a resource that is not there is added. */
export function changed(
  resources: readonly ScenarioResource[],
  changes: readonly ResourceChange[],
  subscriptionId: string,
): readonly ScenarioResource[] {
  return changes.reduce<readonly ScenarioResource[]>((list, { id: given, body = {}, disk, nodes, remove }) => {
    const id = given.startsWith('/')
      ? given
      : `/subscriptions/${subscriptionId}/resourceGroups/${DEFAULT_NAMES.resourceGroup}/providers/${given}`;
    const isIt = (one: ScenarioResource): boolean => one.id.toLowerCase() === id.toLowerCase();
    if (remove === true) return list.filter((one) => !isIt(one));
    const more = { ...(disk !== undefined && { disk }), ...(nodes !== undefined && { nodes }) };
    if (!list.some(isIt)) return [...list, { id, body: withoutNulls(body), ...more }];
    return list.map((one) => (isIt(one) ? { ...one, body: withoutNulls(merged(one.body, body)), ...more } : one));
  }, resources);
}

function withoutNulls(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body).flatMap(([key, value]) => {
      if (value === null) return [];
      return [[key, isObject(value) ? withoutNulls(value) : value]];
    }),
  );
}
