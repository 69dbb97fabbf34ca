// Turns what a compiled schema reports into problems that name the place, the value and the way out.
import type { JsonObject, JsonValue } from '../azure/arm.ts';
import { formatCount } from '../format.ts';
import type { Problem } from '../problem.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Locate, Path } from './document.ts';
import { isList, isObject } from './json.ts';
import { PATTERNS } from './patterns.ts';
import { isRetired, RETIRED } from './retired.ts';
import { hideSecrets, isSecret, SECRET_NAMES } from './secrets.ts';
import type { SchemaError, Shape, TypeShape } from './shape.ts';
import { pathText } from './path-text.ts';

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
  const name = pathText(path);
  const found = `${name} = ${showValue(document.body, path)}`;
  const base = { input: 'pool-spec', position: locate(path) };
  switch (error.keyword) {
    case 'additionalProperties': {
      const unknown = String(error.params.additionalProperty);
      return { ...base, ...unknownProperty(document, path, unknown), position: locate([...path, unknown], 'key') };
    }
    case 'required': {
      const missing = String(error.params.missingProperty);
      const secret = SECRET_NAMES.includes(missing) ? ' Azure never shows it again: give it from a secret.' : '';
      return {
        ...base,
        code: 'pool-spec-missing-property',
        found: `no ${pathText([...path, missing])}`,
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
      return { ...base, ...propertyCount(countOf(valueAt(document.body, path)), path, error) };
    case 'pattern':
      return { ...base, ...value(found, PATTERNS[String(error.params.pattern)] ?? `what ${document.schema} allows`) };
    default:
      return { ...base, ...value(found, `a value that ${document.schema} allows`) };
  }
}

function unknownProperty(document: CheckedDocument, path: Path, name: string): Words {
  const written = pathText([...path, name]);
  if (isRetired(name)) {
    const found = `${written}, which Azure retired`;
    return { code: 'pool-spec-retired', found, expected: `a pool without ${name}`, fix: `Remove it. ${RETIRED[name]}` };
  }
  const code = 'pool-spec-unknown-property';
  const found = `${written}, which this shape of a pool does not have`;
  const meant = didYouMean(name, Object.keys(typeAt(document, path)));
  if (meant !== undefined) return { code, found, expected: pathText([...path, meant]), fix: `Did you mean ${meant}?` };
  const [place, ...others] = placesOf(document.shape, name);
  if (place !== undefined && others.length === 0) {
    return { code, found, expected: place, fix: `Move it there: it belongs to another part of the pool.` };
  }
  const expected = `a property of ${document.schema}`;
  return { code, found, expected, fix: 'Remove it, or correct its name or indentation.' };
}

/** Where in the shape a property of this name stands; in a list, in each item. */
function placesOf(shape: Shape, name: string): readonly string[] {
  const walk = (type: string, prefix: string): readonly string[] =>
    Object.entries(shape.types[type] ?? {}).flatMap(([property, { type: inner, readOnly }]) => {
      const place = prefix === '' ? property : `${prefix}.${property}`;
      const own = property.toLowerCase() === name.toLowerCase() && readOnly !== true ? [place] : [];
      return inner === undefined ? own : [...own, ...walk(inner, place)];
    });
  return walk(shape.root, '');
}

type Words = Pick<Problem, 'code' | 'found' | 'expected' | 'fix'>;

function value(found: string, expected: string): Words {
  return { code: 'pool-spec-value', found, expected, fix: 'Correct the value.' };
}

/** Each mount is an object with one property, which says what is mounted. */
function propertyCount(count: number, path: Path, error: SchemaError): Words {
  const name = pathText(path);
  if (path.includes('mountConfiguration')) {
    return value(`${formatCount(count, 'file system')} in ${name}`, 'exactly one in each item');
  }
  const bound = error.keyword === 'minProperties' ? 'at least' : 'at most';
  return value(`${count} ${count === 1 ? 'property' : 'properties'} in ${name}`, `${bound} ${limit(error)}`);
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

function isStrings(values: unknown): values is readonly string[] {
  return Array.isArray(values) && values.every((each) => typeof each === 'string');
}

function countOf(value: JsonValue | undefined): number {
  if (isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : 0;
}

/** The value at a path as a message may hold it: short, and never a secret. */
export function showValue(body: JsonObject, path: Path): string {
  const value = valueAt(body, path);
  const secret = path.some((name, depth) => {
    const holder = valueAt(body, path.slice(0, depth));
    return typeof name === 'string' && isObject(holder) && isSecret(holder, name);
  });
  if (secret) return '***';
  if (isList(value)) return `a list of ${value.length}`;
  return isObject(value) ? 'an object' : showText(value ?? null);
}

/** What is no secret by its place, without what looks like one. */
export function showText(value: string | number | boolean | null, longest = 60): string {
  const text = hideSecrets(JSON.stringify(value));
  return text.length > longest ? `${text.slice(0, longest)}...` : text;
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
