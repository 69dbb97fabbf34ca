// The examples of an operation: files beside its own, which `x-ms-examples` names.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { objectOf, textOf, type JsonObject } from '../json.ts';
import type { Documents, Operation } from '../openapi.ts';

export interface Example {
  /** The name of its file. */
  readonly name: string;
  /** Values by the names of the operation's parameters; undefined where the file is not at hand. */
  readonly values: JsonObject | undefined;
}

export function examplesOf(documents: Documents, { file, template, method }: Operation): readonly Example[] {
  const document = documents.get(file) ?? {};
  const path = objectOf({ ...objectOf(document['paths']), ...objectOf(document['x-ms-paths']) }[template]);
  const named = Object.values(objectOf(objectOf(path[method])['x-ms-examples']));
  const files = named.flatMap((one) => textOf(objectOf(one)['$ref']) ?? []).map((one) => resolve(dirname(file), one));
  return [...new Set(files)].map((one) => ({ name: basename(one), values: valuesOf(one) }));
}

function valuesOf(file: string): JsonObject | undefined {
  if (!existsSync(file)) return undefined;
  return objectOf(objectOf(JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')))['parameters']);
}
