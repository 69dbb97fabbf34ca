// Reading JSON answers without trusting them: every accessor gives undefined where the shape is not the expected one.
import type { JsonObject, JsonValue } from './arm.ts';

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isJsonArray(value: unknown): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The value below a chain of names, e.g. `at(body, 'properties', 'storageProfile')`. */
export function at(value: JsonValue | undefined, ...names: readonly string[]): JsonValue | undefined {
  let here = value;
  for (const name of names) {
    if (!isJsonObject(here)) return undefined;
    here = here[name];
  }
  return here;
}

export function objectAt(value: JsonValue | undefined, ...names: readonly string[]): JsonObject | undefined {
  const found = at(value, ...names);
  return isJsonObject(found) ? found : undefined;
}

/** The objects of an array; an empty list where there is no array. */
export function objectsAt(value: JsonValue | undefined, ...names: readonly string[]): readonly JsonObject[] {
  const found = at(value, ...names);
  return isJsonArray(found) ? found.filter(isJsonObject) : [];
}

export function textAt(value: JsonValue | undefined, ...names: readonly string[]): string | undefined {
  const found = at(value, ...names);
  return typeof found === 'string' ? found : undefined;
}

export function textsAt(value: JsonValue | undefined, ...names: readonly string[]): readonly string[] {
  const found = at(value, ...names);
  return isJsonArray(found) ? found.filter((item) => typeof item === 'string') : [];
}

export function numberAt(value: JsonValue | undefined, ...names: readonly string[]): number | undefined {
  const found = at(value, ...names);
  return typeof found === 'number' ? found : undefined;
}

export function flagAt(value: JsonValue | undefined, ...names: readonly string[]): boolean | undefined {
  const found = at(value, ...names);
  return typeof found === 'boolean' ? found : undefined;
}

/** An object's texts by name, e.g. tags. */
export function recordAt(value: JsonValue | undefined, ...names: readonly string[]): Readonly<Record<string, string>> {
  const found = objectAt(value, ...names) ?? {};
  const entries = Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return Object.fromEntries(entries);
}

/** Azure's lists of pairs, e.g. Batch's metadata: `[{name, value}]`. */
export function pairsAt(value: JsonValue | undefined, ...names: readonly string[]): Readonly<Record<string, string>> {
  const pairs: Record<string, string> = {};
  for (const pair of objectsAt(value, ...names)) {
    const name = textAt(pair, 'name') ?? textAt(pair, 'key');
    if (name !== undefined) pairs[name] = textAt(pair, 'value') ?? '';
  }
  return pairs;
}

/** The member of a closed list that a text names, without regard to case: ARM and Batch spell the same states differently. */
export function oneOf<const T extends string>(allowed: readonly T[], value: string | undefined): T | undefined {
  if (value === undefined) return undefined;
  const wanted = value.toLowerCase();
  return allowed.find((candidate) => candidate.toLowerCase() === wanted);
}
