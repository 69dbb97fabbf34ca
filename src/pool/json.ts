// Reading and rebuilding plain JSON values without losing their types.
import type { JsonObject, JsonValue } from '../azure/arm.ts';

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** The object at a property, or an empty one. */
export function objectAt(value: JsonValue | undefined, ...path: readonly string[]): JsonObject {
  let here: JsonValue | undefined = value;
  for (const name of path) here = isObject(here) ? here[name] : undefined;
  return isObject(here) ? here : {};
}

export function textAt(value: JsonObject, name: string): string | undefined {
  const found = value[name];
  return typeof found === 'string' ? found : undefined;
}

export function numberAt(value: JsonObject, name: string): number | undefined {
  const found = value[name];
  return typeof found === 'number' ? found : undefined;
}

/** A copy with the value at a path changed; missing objects on the way are made. */
export function withValue(target: JsonObject, path: readonly string[], value: JsonValue): JsonObject {
  const [name, ...rest] = path;
  if (name === undefined) return target;
  return { ...target, [name]: rest.length === 0 ? value : withValue(objectAt(target, name), rest, value) };
}

export function without(target: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(target).filter(([name]) => !names.includes(name)));
}
