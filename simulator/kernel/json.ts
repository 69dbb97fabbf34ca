// JSON values as data, and the few ways the simulator reads them without trusting their shape.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

/** The value when it is a JSON object, else an empty one: for reading optional nested properties. */
export function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function arrayOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

export function stringOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function numberOf(value: Json | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** Follows `path` through objects and arrays (array steps are indexes); undefined where it ends early. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
  let here: Json | undefined = value;
  for (const step of path) {
    here = typeof step === 'number' ? arrayOf(here)[step] : objectOf(here)[step];
  }
  return here;
}
