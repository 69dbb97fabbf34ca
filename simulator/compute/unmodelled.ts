// What a request of Compute can refer to, and of which the simulator has none. Kept in a body it would look as if it worked.
import type { ArmCall } from '../arm/route.ts';
import { isObject, type Json, type JsonObject } from '../kernel/json.ts';
import { notSimulated, requiredBody } from './compute-ids.ts';

/** By member, wherever it is. */
const UNMODELLED: Readonly<Record<string, string>> = {
  additionalReplicaSets: 'replicas of several storage types in one region',
  diskAccessId: 'private access to disks',
  diskEncryptionSet: 'customer-managed keys',
  diskEncryptionSetId: 'customer-managed keys',
  extendedLocation: 'edge zones',
  secureVMDiskEncryptionSetId: 'customer-managed keys',
  targetExtendedLocations: 'edge zones',
};

/** The body of a PUT or PATCH. */
export function writtenBody(call: ArmCall, parameterName: string): JsonObject {
  const body = requiredBody(call, parameterName);
  const found = unmodelledIn(body);
  if (found !== undefined) throw notSimulated(`${UNMODELLED[found] ?? ''} ('${found}')`);
  return body;
}

function unmodelledIn(value: Json | undefined): string | undefined {
  if (Array.isArray(value)) return firstOf(value);
  if (!isObject(value)) return undefined;
  const named = Object.keys(value).find((name) => name in UNMODELLED && (value[name] ?? null) !== null);
  return named ?? firstOf(Object.values(value));
}

function firstOf(values: readonly (Json | undefined)[]): string | undefined {
  for (const value of values) {
    const found = unmodelledIn(value);
    if (found !== undefined) return found;
  }
  return undefined;
}
