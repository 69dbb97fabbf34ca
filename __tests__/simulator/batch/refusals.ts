// What a refusal of either plane of Batch says, in one shape for tables of expectations.
import { objectOf } from '../../../simulator/kernel/json.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { codeOf, valuesOf } from './world.ts';
import type { Answer } from './world.ts';

/** Status, code and values of a refusal of the data plane. */
export function refused(answer: Answer): JsonObject {
  return { code: codeOf(answer), ...valuesOf(answer) };
}

/** The same for Resource Manager. */
export function refusedByArm(answer: Answer): JsonObject {
  return { code: codeOf(answer), ...objectOf(answer.body.values) };
}

export function invalidValue(name: string, value: string, reason: string): JsonObject {
  return { code: '400 InvalidPropertyValue', PropertyName: name, PropertyValue: value, Reason: reason };
}

export function missing(name: string): JsonObject {
  return { code: '400 MissingRequiredProperty', PropertyName: name };
}

export function wrongType(path: string, type: string): JsonObject {
  return {
    code: '400 InvalidRequestBody',
    Reason: `Cannot convert the value of '${path}' to the expected type '${type}'. See the inner exception for more details.`,
  };
}

export const BAD_ID =
  'The value can contain any combination of alphanumeric characters including hyphens and underscores, and cannot contain more than 64 characters.';
