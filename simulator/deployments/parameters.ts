// The parameters of a template: what was given for each, or its default, and whether that fits its type.
import { arrayOf, isObject, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import { notSimulated } from '../compute/compute-ids.ts';
import { invalidTemplate } from './template-errors.ts';

export interface Parameter {
  readonly type: string;
  readonly value: Json;
}

/** The kind of a value in the template language's words, for each type that takes it. */
const TYPES: Readonly<Record<string, { readonly expected: string; readonly fits: (value: Json) => boolean }>> = {
  string: { expected: 'String, Uri', fits: (value) => typeof value === 'string' },
  securestring: { expected: 'String, Uri', fits: (value) => typeof value === 'string' },
  int: { expected: 'Integer', fits: (value) => Number.isInteger(value) },
  bool: { expected: 'Boolean', fits: (value) => typeof value === 'boolean' },
  array: { expected: 'Array', fits: (value) => Array.isArray(value) },
  object: { expected: 'Object', fits: isObject },
  secureobject: { expected: 'Object', fits: isObject },
};

function kindOf(value: Json): string {
  if (value === null) return 'Null';
  if (Array.isArray(value)) return 'Array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float';
  return typeof value === 'string' ? 'String' : typeof value === 'boolean' ? 'Boolean' : 'Object';
}

function declaredName(declared: JsonObject, name: string): string | undefined {
  return Object.keys(declared).find((one) => one.toLowerCase() === name.toLowerCase());
}

function requireDeclared(declared: JsonObject, given: JsonObject): void {
  const strange = Object.keys(given).filter((name) => declaredName(declared, name) === undefined);
  if (strange.length === 0) return;
  throw invalidTemplate(
    `The template parameters '${strange.join(', ')}' in the parameters file are not valid; they are not present in the original template and can therefore not be provided at deployment time. The only supported parameters for this template are '${Object.keys(declared).join(', ')}'. Please see https://aka.ms/arm-pass-parameter-values for usage details.`,
  );
}

function checked(name: string, declaration: JsonObject, value: Json): Parameter {
  const type = stringOf(declaration['type']) ?? '';
  const known = TYPES[type.toLowerCase()];
  if (known === undefined) {
    throw invalidTemplate(`The template parameter '${name}' has the type '${type}', which is not valid.`);
  }
  if (!known.fits(value)) {
    throw invalidTemplate(
      `Template parameter JToken type is not valid. Expected '${known.expected}'. Actual '${kindOf(value)}'. Please see https://aka.ms/arm-create-parameter-file for usage details.`,
    );
  }
  const allowed = arrayOf(declaration['allowedValues']);
  if (allowed.length > 0 && !allowed.some((one) => JSON.stringify(one) === JSON.stringify(value))) {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    throw invalidTemplate(
      `The provided value '${text}' for the template parameter '${name}' is not valid. The value '${text}' is not part of the allowed value(s): '${allowed.map(String).join(',')}'.`,
    );
  }
  return { type, value };
}

/** `defaultOf` evaluates a default, which may be an expression. */
export function parametersOf(
  declared: JsonObject,
  given: JsonObject,
  defaultOf: (value: Json) => Json,
): ReadonlyMap<string, Parameter> {
  requireDeclared(declared, given);
  const parameters = new Map<string, Parameter>();
  for (const [name, one] of Object.entries(declared)) {
    const declaration = objectOf(one);
    const entry = Object.entries(given).find(([other]) => other.toLowerCase() === name.toLowerCase())?.[1];
    if (objectOf(entry)['reference'] !== undefined) throw notSimulated('parameters from a key vault');
    const value = objectOf(entry)['value'] ?? undefined;
    const standard = declaration['defaultValue'];
    if (value === undefined && standard === undefined) {
      throw invalidTemplate(
        `The value for the template parameter '${name}' at line '1' and column '1' is not provided. Please see https://aka.ms/arm-create-parameter-file for usage details.`,
      );
    }
    parameters.set(name.toLowerCase(), checked(name, declaration, value ?? defaultOf(standard ?? null)));
  }
  return parameters;
}

/** How a deployment shows its parameters: secure ones keep their value to themselves. */
export function parameterViews(declared: JsonObject, parameters: ReadonlyMap<string, Parameter>): JsonObject {
  return Object.fromEntries(
    Object.keys(declared).map((name): [string, JsonObject] => {
      const { type = '', value = null } = parameters.get(name.toLowerCase()) ?? {};
      const shown = `${type.charAt(0).toUpperCase()}${type.slice(1)}`;
      return [name, /^secure/i.test(type) ? { type: shown.replace('string', 'String') } : { type: shown, value }];
    }),
  );
}
