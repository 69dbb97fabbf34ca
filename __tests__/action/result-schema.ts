// Holds the output `result` of every run against the published schema. The schema lets consumers pass over fields that they do
// not know; here a field that it does not declare is a mistake.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

const FILE = join(import.meta.dirname, '..', '..', 'schema', 'result.schema.json');

let compiled: ValidateFunction | undefined;

/** Throws with every fault; the text itself must be JSON. */
export function expectResult(text: string): void {
  const validate = (compiled ??= compile());
  if (validate(JSON.parse(text))) return;
  const faults = (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
  throw new Error(`The result does not fit schema/result.schema.json:\n${faults.join('\n')}`);
}

function compile(): ValidateFunction {
  const schema = JSON.parse(readFileSync(FILE, 'utf8'), (_, value: unknown) => closed(value)) as object;
  const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
  formats.default(ajv);
  return ajv.compile(schema);
}

/** An object of the schema with properties takes no others. */
function closed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('properties' in value) || !('required' in value)) return value;
  return { ...value, additionalProperties: false };
}
