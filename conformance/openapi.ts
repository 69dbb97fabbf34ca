// The official OpenAPI (Swagger 2.0) files of a directory: found, read, and their references followed.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isObject, objectOf, textOf, textsOf, type JsonObject } from './json.ts';

/** By absolute path. */
export type Documents = ReadonlyMap<string, JsonObject>;

/** A value, and the file that relative references in it start from. */
export interface Located {
  readonly file: string;
  readonly value: JsonObject;
}

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  /** The only value it may have. */
  readonly constant: string | undefined;
  /** For headers that stand for all with a prefix, as metadata does. */
  readonly prefix: string | undefined;
  /** Of a body. */
  readonly schema: Located | undefined;
}

export interface Operation {
  /** `Microsoft.Compute`, or the title of a service that is not behind Resource Manager. */
  readonly service: string;
  readonly version: string;
  readonly file: string;
  readonly template: string;
  readonly method: string;
  readonly id: string;
  readonly isArm: boolean;
  readonly longRunning: boolean;
  readonly parameters: readonly Parameter[];
  readonly consumes: readonly string[];
  readonly responses: JsonObject;
}

/** The files of a directory, and the operations in them. */
export interface Specifications {
  readonly directory: string;
  readonly documents: Documents;
  readonly operations: readonly Operation[];
}

/** Throws when there are none. */
export function readSpecifications(directory: string): Specifications {
  const documents = readDocuments(directory);
  const operations = listOperations(documents);
  if (operations.length === 0) throw new Error(`${directory} holds no OpenAPI (Swagger 2.0) files.`);
  return { directory: resolve(directory), documents, operations };
}

const METHODS = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options'] as const;
/** Examples are no specifications, and there are hundreds. */
const LEFT_OUT = new Set(['examples', 'node_modules', '.git']);

/** Every Swagger 2.0 file below the directory. */
function readDocuments(directory: string): Documents {
  const documents = new Map<string, JsonObject>();
  for (const file of jsonFiles(resolve(directory))) {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isObject(value) && value['swagger'] === '2.0') documents.set(file, value);
  }
  return documents;
}

function jsonFiles(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => a.name.localeCompare(b.name, 'en'))
    .flatMap((entry) => {
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return LEFT_OUT.has(entry.name) ? [] : jsonFiles(path);
      return entry.name.endsWith('.json') ? [path] : [];
    });
}

function listOperations(documents: Documents): readonly Operation[] {
  return [...documents].flatMap(([file, document]) =>
    Object.entries({ ...objectOf(document['paths']), ...objectOf(document['x-ms-paths']) }).flatMap(
      ([template, path]) => operationsOf(documents, { file, value: document }, template, objectOf(path)),
    ),
  );
}

function operationsOf(
  documents: Documents,
  { file, value: document }: Located,
  template: string,
  path: JsonObject,
): readonly Operation[] {
  const info = objectOf(document['info']);
  // A service of its own has a host that the client fills in.
  const isArm = document['x-ms-parameterized-host'] === undefined;
  return METHODS.flatMap((method) => {
    const operation = path[method];
    if (!isObject(operation)) return [];
    return [
      {
        service: (isArm ? providerOf(template) : undefined) ?? serviceOf(textOf(info['title']) ?? file),
        version: textOf(info['version']) ?? '',
        file,
        template,
        method,
        id: textOf(operation['operationId']) ?? `${method} ${template}`,
        isArm,
        longRunning: operation['x-ms-long-running-operation'] === true,
        parameters: [...list(path['parameters']), ...list(operation['parameters'])].map((one) =>
          parameterOf(resolveReference(documents, { file, value: objectOf(one) })),
        ),
        consumes: textsOf(operation['consumes'] ?? document['consumes']),
        responses: objectOf(operation['responses']),
      },
    ];
  });
}

/** One service whose file is called otherwise in its older versions. */
function serviceOf(title: string): string {
  return title === 'BatchServiceClient' ? 'Azure Batch' : title;
}

/** The namespace after the last `/providers/`. */
function providerOf(template: string): string | undefined {
  return /.*\/providers\/([^/{}]+)/i.exec(template)?.[1];
}

function parameterOf({ file, value }: Located): Parameter {
  const values = list(value['enum']);
  return {
    name: textOf(value['name']) ?? '',
    in: textOf(value['in']) ?? '',
    required: value['required'] === true,
    constant: values.length === 1 ? String(values[0]) : undefined,
    prefix: textOf(value['x-ms-header-collection-prefix']),
    schema: isObject(value['schema']) ? { file, value: value['schema'] } : undefined,
  };
}

/** Follows `$ref` until there is none; an unknown target is an error, as nothing could be checked against it. */
export function resolveReference(documents: Documents, located: Located): Located {
  const reference = textOf(located.value['$ref']);
  if (reference === undefined) return located;
  const [target = '', pointer = ''] = reference.split('#');
  const file = target === '' ? located.file : resolve(dirname(located.file), target);
  let value: unknown = documents.get(file);
  for (const part of pointer.split('/').slice(1)) {
    value = objectOf(value)[decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~')];
  }
  if (!isObject(value)) throw new Error(`${located.file}: there is nothing at ${reference}.`);
  return resolveReference(documents, { file, value });
}

/** What an operation declares for a status: that status, else `default` where it stands for errors. */
export function declaredAnswer(documents: Documents, operation: Operation, status: number): Located | undefined {
  const declared = operation.responses[String(status)] ?? (status >= 400 ? operation.responses['default'] : undefined);
  return isObject(declared) ? resolveReference(documents, { file: operation.file, value: declared }) : undefined;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
