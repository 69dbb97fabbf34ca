// An object without some of its properties.
import type { JsonObject } from '../kernel/json.ts';

export function without(body: JsonObject, ...names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
