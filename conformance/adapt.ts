// Copies of OpenAPI files, made stricter than the official validator reads them: it takes any value of an extensible
// enumeration, and any property of a type that other types extend.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isObject, objectOf, textOf, type JsonObject } from './json.ts';
import { OPEN_ENUMERATIONS } from './known.ts';
import type { Documents } from './openapi.ts';

/** The name under which a type is extended; the type itself is closed. */
const BASE_SUFFIX = '__base';

/** Examples are of no use here; and the host is matched before. */
const LEFT_OUT = new Set(['x-ms-examples', 'x-ms-parameterized-host']);

/** Writes every document to its name in the directory; returns the references that lead to no file at hand. */
export function writeAdapted(
  documents: Documents,
  directory: string,
  nameOf: (file: string) => string,
): readonly string[] {
  const adapting: Adapting = { documents, bases: extendedTypes(documents), nameOf, dangling: new Set() };
  for (const [file, document] of documents) {
    const path = join(directory, nameOf(file));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, JSON.stringify(adapted(document, file, adapting)));
  }
  return [...adapting.dangling];
}

interface Adapting {
  readonly documents: Documents;
  readonly bases: ReadonlySet<string>;
  readonly nameOf: (file: string) => string;
  readonly dangling: Set<string>;
}

/** The types that others extend, by `file#/definitions/name`; not those that a discriminator chooses from. */
function extendedTypes(documents: Documents): ReadonlySet<string> {
  const found = new Set<string>();
  for (const [file, document] of documents) {
    visit(document, (schema) => {
      for (const one of Array.isArray(schema['allOf']) ? schema['allOf'] : []) {
        const reference = isObject(one) ? textOf(one['$ref']) : undefined;
        const target = reference === undefined ? undefined : targetOf(reference, file);
        if (target !== undefined && !hasDiscriminator(documents, target)) found.add(target);
      }
    });
  }
  return found;
}

function hasDiscriminator(documents: Documents, target: string): boolean {
  const [file = '', pointer = ''] = target.split('#');
  const definitions = documents.get(file)?.['definitions'];
  const type = isObject(definitions) ? definitions[pointer.split('/').at(-1) ?? ''] : undefined;
  return !isObject(type) || type['discriminator'] !== undefined;
}

function adapted(document: JsonObject, file: string, adapting: Adapting): JsonObject {
  const copy = objectOf(rewritten(document, file, adapting));
  const definitions = objectOf(copy['definitions']);
  const extra = Object.entries(definitions)
    .filter(([name]) => adapting.bases.has(`${file}#/definitions/${name}`))
    .map(([name, type]): [string, unknown] => [`${name}${BASE_SUFFIX}`, structuredClone(type)]);
  return { ...copy, definitions: { ...definitions, ...Object.fromEntries(extra) } };
}

function rewritten(value: unknown, file: string, adapting: Adapting): unknown {
  if (Array.isArray(value)) return value.map((one) => rewritten(one, file, adapting));
  if (!isObject(value)) return value;
  const reference = textOf(value['$ref']);
  if (reference !== undefined) return referring(reference, file, adapting);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => {
      if (LEFT_OUT.has(key)) return [];
      if (key === 'x-ms-enum' && isObject(one) && !OPEN_ENUMERATIONS.has(textOf(one['name']) ?? ''))
        return [[key, { ...one, modelAsString: false }]];
      // Two names of one format; the validator knows the older.
      if (key === 'format' && one === 'date-time-rfc7231') return [[key, 'date-time-rfc1123']];
      if (key === 'allOf' && Array.isArray(one)) return [[key, one.map((base) => extending(base, file, adapting))]];
      return [[key, rewritten(one, file, adapting)]];
    }),
  );
}

/** What a reference to a missing file would say is unknown, so anything goes; the report names it. */
function referring(reference: string, file: string, { documents, nameOf, dangling }: Adapting): JsonObject {
  const target = targetOf(reference, file).split('#')[0] ?? '';
  if (documents.has(target)) return { $ref: reference };
  dangling.add(`${reference} of ${nameOf(file)}`);
  return {};
}

function extending(base: unknown, file: string, adapting: Adapting): unknown {
  const reference = isObject(base) ? textOf(base['$ref']) : undefined;
  if (reference === undefined || !adapting.bases.has(targetOf(reference, file))) return rewritten(base, file, adapting);
  return { $ref: `${reference}${BASE_SUFFIX}` };
}

function targetOf(reference: string, file: string): string {
  const [target = '', pointer = ''] = reference.split('#');
  return `${target === '' ? file : resolve(dirname(file), target)}#${pointer}`;
}

function visit(value: unknown, found: (schema: JsonObject) => void): void {
  if (Array.isArray(value)) for (const one of value) visit(one, found);
  if (!isObject(value)) return;
  found(value);
  for (const one of Object.values(value)) visit(one, found);
}
