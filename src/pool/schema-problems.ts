// Turns what a compiled schema reports into problems that name the place, the value and the way out.
import type { JsonObject, JsonValue } from '../azure/arm.ts';
import type { Problem } from '../problem.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Locate, Path } from './document.ts';
import { isList, isObject } from './json.ts';
import { hideSecrets, SECRET_NAMES } from './secrets.ts';
import type { SchemaError, Shape, TypeShape } from './shape.ts';

export interface CheckedDocument {
  readonly body: JsonObject;
  readonly shape: Shape;
  /** File name of the schema that editors use too. */
  readonly schema: string;
  readonly locate: Locate;
}

export function schemaProblems(document: CheckedDocument, errors: readonly SchemaError[]): readonly Problem[] {
  const seen = new Set<string>();
  return errors.flatMap((error) => {
    const path = pathOf(error.instancePath, document.body);
    const problem = problemOf(document, error, path);
    // A value of the wrong type breaks its range as well: one problem for one value is enough.
    const key = `${JSON.stringify(path)} ${error.keyword === 'required' || error.keyword === 'additionalProperties' ? problem.found + problem.expected : ''}`;
    if (seen.has(key)) return [];
    seen.add(key);
    return [problem];
  });
}

function problemOf(document: CheckedDocument, error: SchemaError, path: Path): Problem {
  const { locate } = document;
  const name = show(path);
  const found = `${name} = ${showValue(valueAt(document.body, path), path)}`;
  const base = { input: 'pool-spec', position: locate(path) };
  switch (error.keyword) {
    case 'additionalProperties': {
      const unknown = String(error.params.additionalProperty);
      const known = Object.keys(typeAt(document, path));
      const meant = didYouMean(unknown, known);
      return {
        ...base,
        code: 'pool-spec-unknown-property',
        found: `${show([...path, unknown])}, which this shape of a pool does not have`,
        expected: meant === undefined ? `a property of ${document.schema}` : show([...path, meant]),
        fix: meant === undefined ? 'Remove it, or correct its name or indentation.' : `Did you mean ${meant}?`,
        position: locate([...path, unknown], 'key'),
      };
    }
    case 'required': {
      const missing = String(error.params.missingProperty);
      const secret = SECRET_NAMES.includes(missing) ? ' Azure never shows it again: give it from a secret.' : '';
      return {
        ...base,
        code: 'pool-spec-missing-property',
        found: `no ${show([...path, missing])}`,
        expected: `${missing} in ${name === '' ? 'the pool' : name}`,
        fix: `Add ${missing}.${secret}`,
      };
    }
    case 'enum': {
      const allowed = isStrings(error.params.allowedValues) ? error.params.allowedValues : [];
      const meant = didYouMean(JSON.stringify(valueAt(document.body, path) ?? '').replaceAll('"', ''), allowed);
      const choices = allowed.join(', ');
      const fix = meant === undefined ? `Choose one of ${choices}.` : `Did you mean ${meant}?`;
      return { ...base, code: 'pool-spec-value', found, expected: `one of ${choices}`, fix };
    }
    case 'type':
      return { ...base, ...value(found, typeName(error.params.type)) };
    case 'minimum':
    case 'maximum':
      return { ...base, ...value(found, `a number ${error.keyword === 'minimum' ? 'from' : 'up to'} ${limit(error)}`) };
    case 'minLength':
      return { ...base, ...value(found, 'a text that is not empty') };
    case 'maxLength':
      return { ...base, ...value(found, `at most ${limit(error)} characters`) };
    case 'maxItems':
      return { ...base, ...value(`${countOf(valueAt(document.body, path))} ${name}`, `at most ${limit(error)}`) };
    case 'minProperties':
    case 'maxProperties':
      return {
        ...base,
        ...value(`${countOf(valueAt(document.body, path))} file systems in ${name}`, 'exactly one in each item'),
      };
    case 'pattern':
      return { ...base, ...value(found, patternName(path)) };
    default:
      return { ...base, ...value(found, `a value that ${document.schema} allows`) };
  }
}

function value(found: string, expected: string): Pick<Problem, 'code' | 'found' | 'expected' | 'fix'> {
  return { code: 'pool-spec-value', found, expected, fix: 'Correct the value.' };
}

function limit(error: SchemaError): string {
  return Number(error.params.limit).toLocaleString('en');
}

function typeName(type: unknown): string {
  switch (type) {
    case 'integer':
      return 'a whole number';
    case 'boolean':
      return 'true or false';
    case 'array':
      return 'a list';
    case 'object':
      return 'an object with properties';
    case 'string':
      return 'a text (quote it where YAML would read a number or a truth value)';
    default:
      return String(type);
  }
}

function patternName(path: Path): string {
  return path.at(-1) === 'id'
    ? 'letters, digits, hyphens and underscores, and {version} where the image version shall stand'
    : 'an ISO 8601 duration, e.g. PT15M';
}

function isStrings(values: unknown): values is readonly string[] {
  return Array.isArray(values) && values.every((each) => typeof each === 'string');
}

function countOf(value: JsonValue | undefined): number {
  if (isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}

function showValue(value: JsonValue | undefined, path: Path): string {
  if (path.some((name) => typeof name === 'string' && SECRET_NAMES.includes(name))) return '***';
  if (isList(value)) return `a list of ${value.length}`;
  if (isObject(value)) return 'an object';
  const text = hideSecrets(JSON.stringify(value ?? null));
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}

/** Tokens of a JSON pointer; those that index a list become numbers. */
function pathOf(pointer: string, body: JsonObject): Path {
  let here: JsonValue | undefined = body;
  return pointer
    .split('/')
    .slice(1)
    .map((token) => {
      const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
      const key = isList(here) ? Number(name) : name;
      here = child(here, key);
      return key;
    });
}

function valueAt(body: JsonObject, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((here, key) => child(here, key), body);
}

function child(value: JsonValue | undefined, key: string | number): JsonValue | undefined {
  if (isList(value)) return value[Number(key)];
  return isObject(value) ? value[key] : undefined;
}

/** The properties that the value at a path may have. */
function typeAt({ shape }: CheckedDocument, path: Path): TypeShape {
  const names = path.filter((part) => typeof part === 'string');
  let mapOf: string | undefined;
  return names.reduce<TypeShape>((type, name) => {
    const property = mapOf === undefined ? type[name] : { type: mapOf };
    mapOf = property?.mapOf;
    return shape.types[property?.type ?? ''] ?? {};
  }, shape.types[shape.root] ?? {});
}

export function show(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
