// A pool spec reduced to what makes one spec another: a hash of it tells whether two pools were asked for alike.
import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from '../azure/arm.ts';
import { isList, isObject, textAt } from './json.ts';
import { withoutSecrets } from './secrets.ts';
import { MARK_PREFIX } from './spec-checks.ts';
import { byCodeUnit } from '../by-code-unit.ts';

/** JSON with the names of every object in order. Lists keep their order: it may mean something. */
export function canonicalJson(value: JsonValue | undefined): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const members = Object.keys(value)
    .filter((name) => value[name] !== undefined)
    .sort(byCodeUnit)
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
  return `{${members.join(',')}}`;
}

/** Sixteen hexadecimal digits over the spec without its secrets, its image and the action's marks. */
export function specHash(body: JsonObject): string {
  return createHash('sha256')
    .update(canonicalJson(reduced(withoutSecrets(body))))
    .digest('hex')
    .slice(0, 16);
}

/** The image is the release's own and is compared by itself; metadata is a set, whatever its order. */
function reduced(body: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => name !== 'imageReference')
      .map(([name, value]) => [name, reducedValue(name, value)]),
  );
}

/** The objects on the way to the image, in either shape. */
const AROUND_THE_IMAGE = ['properties', 'deploymentConfiguration', 'virtualMachineConfiguration'];

function reducedValue(name: string, value: JsonValue | undefined): JsonValue | undefined {
  if (name === 'metadata' && isList(value)) return ownMetadata(value);
  return AROUND_THE_IMAGE.includes(name) && isObject(value) ? reduced(value) : value;
}

function ownMetadata(items: readonly JsonValue[]): readonly JsonValue[] {
  return items
    .filter((item) => !(isObject(item) && textAt(item, 'name')?.startsWith(MARK_PREFIX)))
    .sort((a, b) => byCodeUnit(canonicalJson(a), canonicalJson(b)));
}
