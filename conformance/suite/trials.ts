// The requests by which an operation is tried: its examples, and those of the suite's own.
import { objectOf, isObject, type JsonObject } from '../json.ts';
import type { Documents, Operation } from '../openapi.ts';
import { examplesOf } from './examples.ts';
import type { Own, Play, Refusal } from './play.ts';
import { BODY } from './request.ts';

export interface Trial {
  readonly operation: Operation;
  readonly state: Pick<Play, 'names' | 'world' | 'before'>;
  readonly name: string;
  readonly values: JsonObject;
  /** An example as it is, or one of the suite's own. */
  readonly kind: 'example' | 'own';
  readonly expected: Refusal | undefined;
}

export interface Trials {
  readonly trials: readonly Trial[];
  /** Names of examples whose files are not at hand. */
  readonly absent: readonly string[];
}

export function trialsOf(documents: Documents, operation: Operation, play: Play): Trials {
  const examples = examplesOf(documents, operation);
  const valuesOf = new Map(examples.map(({ name, values }) => [name, values]));
  const sent = examples.flatMap(({ name, values }): readonly Trial[] =>
    values === undefined
      ? []
      : [
          {
            operation,
            state: play.states?.[name] ?? play,
            name,
            values,
            kind: 'example',
            expected: play.refused?.[name],
          },
        ],
  );
  const own = (play.own ?? []).map((one) => ({ one, values: ownValues(operation, one, valuesOf) }));
  return {
    trials: [
      ...sent,
      ...own.flatMap(({ one, values }): readonly Trial[] => {
        const state = ('from' in one ? play.states?.[one.from] : undefined) ?? play;
        return values === undefined
          ? []
          : [{ operation, state, name: nameOf(one), values, kind: 'own', expected: undefined }];
      }),
    ],
    absent: [
      ...examples.filter(({ values }) => values === undefined).map(({ name }) => name),
      // The example of another version's operation is none that this one lacks.
      ...own
        .filter(({ one, values }) => values === undefined && 'from' in one && valuesOf.has(one.from))
        .map(({ one }) => nameOf(one)),
    ],
  };
}

function nameOf(own: Own): string {
  return 'from' in own ? `${own.from}, ${own.why}` : own.name;
}

function ownValues(
  { parameters }: Operation,
  own: Own,
  examples: ReadonlyMap<string, JsonObject | undefined>,
): JsonObject | undefined {
  if (!('from' in own)) return own.values;
  const values = examples.get(own.from);
  if (values === undefined) return undefined;
  const body = parameters.find((one) => one.in === 'body')?.name ?? BODY;
  return { ...values, [body]: patched(objectOf(values[body]), own.patch) };
}

/** A JSON merge patch. */
function patched(base: JsonObject, patch: JsonObject): JsonObject {
  const result: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, name);
    else result[name] = isObject(value) ? patched(objectOf(result[name]), value) : value;
  }
  return result;
}
