// Holds the output `result` of every run against the published schema. The schema lets consumers pass over fields that they do
// not know; here a field that it does not declare is a mistake.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

const FILE = join(import.meta.dirname, '..', '..', 'schema', 'result.schema.json');

type Kind = 'run' | 'inspection';

let compiled: Readonly<Record<Kind, ValidateFunction>> | undefined;

/** Throws with every fault. */
export function expectResult(text: string): void {
  const result = JSON.parse(text) as { readonly mode?: string };
  const validate = (compiled ??= compile())[result.mode === 'inspect' ? 'inspection' : 'run'];
  if (validate(result)) return;
  const faults = (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
  throw new Error(`The result does not fit schema/result.schema.json:\n${faults.join('\n')}`);
}

/** Each kind by itself: of a choice between both, every fault of the other would be told as well. */
function compile(): Readonly<Record<Kind, ValidateFunction>> {
  const schema = JSON.parse(readFileSync(FILE, 'utf8'), (_, value: unknown) => closed(value)) as object;
  const ajv = new Ajv({ allErrors: true, strict: true });
  formats.default(ajv);
  ajv.addSchema(schema, 'result');
  const kind = (name: Kind): ValidateFunction => ajv.compile({ $ref: `result#/definitions/${name}` });
  return { run: kind('run'), inspection: kind('inspection') };
}

/** An object of the schema with properties takes no others. */
function closed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('properties' in value) || !('required' in value)) return value;
  return { ...value, additionalProperties: false };
}
