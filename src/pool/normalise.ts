// Makes the answer of a GET into a request: what only Azure sets is left out, spellings of the Azure CLI are mended.
import type { JsonObject, JsonValue } from '../azure/arm.ts';
import type { Path } from './document.ts';
import { isList, isObject, without } from './json.ts';
import { isRetired, RETIRED } from './retired.ts';
import type { PropertyShape, Shape } from './shape.ts';
import { pathText } from './path-text.ts';

export interface Normalised {
  readonly body: JsonObject;
  /** What was left out or mended, one sentence each. */
  readonly notices: readonly string[];
  /** Whether the document is the answer of a GET rather than written by hand. */
  readonly answer: boolean;
}

/** `az` prints a duration as Python does: `0:15:00`, `1 day, 2:00:00`. A text of the user's own may look alike. */
const DURATIONS = new Set([
  'resizeTimeout',
  'autoScaleEvaluationInterval',
  'evaluationInterval',
  'pauseTimeBetweenBatches',
]);
const PYTHON_DURATION = /^(?:(\d+) days?, )?(\d+):(\d\d):(\d\d)(?:\.\d+)?$/;

/**
 * A `null` is the same as nothing, and is left out of every document. Names in another case are mended only in answers:
 * `az batch pool show` prints names of its own (`nodeAgentSkuId` for `nodeAgentSKUId`); by hand they are mistakes.
 */
export function normalise(document: JsonObject, shape: Shape): Normalised {
  const answer = hasReadOnly(document, shape);
  const left: string[] = [];
  const mended: string[] = [];
  const notices: string[] = [];

  const each = (value: JsonValue, property: PropertyShape, path: Path): JsonValue => {
    if (property.free) return value;
    if (isList(value)) return value.map((item, index) => each(item, property, [...path, index]));
    if (isObject(value)) {
      if (property.type !== undefined) return properties(value, property.type, path);
      const { mapOf } = property;
      if (mapOf === undefined) return value;
      return fromEntries(
        Object.entries(value).map(([key, item]) => [key, each(item ?? {}, { type: mapOf }, [...path, key])]),
      );
    }
    if (answer && typeof value === 'string' && DURATIONS.has(String(path.at(-1)))) {
      const duration = isoDuration(value);
      if (duration !== undefined) mended.push(`${pathText(path)} ${value} as ${duration}`);
      return duration ?? value;
    }
    return value;
  };

  const properties = (value: JsonObject, type: string, path: Path): JsonObject => {
    const known = shape.types[type] ?? {};
    const entries: [string, JsonValue][] = [];
    for (const [written, item] of Object.entries(value)) {
      const name = answer ? spelling(written, known) : written;
      const property = Object.hasOwn(known, name) ? known[name] : undefined;
      if (item === null || item === undefined) continue;
      // The Batch service's own answers carry OData's annotations, such as `odata.metadata`.
      if (property?.readOnly || (answer && written.startsWith('odata.'))) {
        left.push(pathText([...path, name]));
      } else if (answer && !property && isRetired(name)) {
        notices.push(retired(name, item));
      } else {
        if (name !== written) mended.push(`${written} as ${name}`);
        entries.push([name, property ? each(item, property, [...path, name]) : item]);
      }
    }
    return fromEntries(entries);
  };

  const body = without(properties(document, shape.root, []), ['$schema']);
  if (left.length > 0) notices.unshift(`Left out of the pool spec, because only Azure sets them: ${left.join(', ')}.`);
  if (mended.length > 0) notices.push(`Read in the pool spec: ${mended.join('; ')}.`);
  return { body, notices, answer };
}

/** An ID and a type may stand in a hand-written ARM document too: they do not make it an answer. */
const NOT_TELLING = new Set(['id', 'type', 'apiVersion', 'exactVersion', 'identity']);

function hasReadOnly(document: JsonObject, shape: Shape): boolean {
  const top = (value: JsonObject, type: string): boolean =>
    Object.keys(value).some((name) => shape.types[type]?.[name]?.readOnly === true && !NOT_TELLING.has(name));
  const { properties } = document;
  return top(document, shape.root) || (isObject(properties) && top(properties, 'PoolProperties'));
}

function spelling(written: string, known: Readonly<Record<string, PropertyShape>>): string {
  if (Object.hasOwn(known, written)) return written;
  const folded = written.toLowerCase();
  return Object.keys(known).find((name) => name.toLowerCase() === folded) ?? written;
}

function retired(name: keyof typeof RETIRED, value: JsonValue): string {
  return `Left out of the pool spec, because Azure no longer takes it: ${name} = ${JSON.stringify(value)}. ${RETIRED[name]}`;
}

function isoDuration(text: string): string | undefined {
  const [, days = '0', hours, minutes, seconds] = PYTHON_DURATION.exec(text) ?? [];
  if (hours === undefined || minutes === undefined || seconds === undefined) return undefined;
  const parts = [
    [Number(days) * 24 + Number(hours), 'H'],
    [Number(minutes), 'M'],
    [Number(seconds), 'S'],
  ] as const;
  const written = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return `PT${written.join('') || '0S'}`;
}

/** Unlike an assignment, this makes an own property even of a name such as `__proto__`. */
function fromEntries(entries: readonly (readonly [string, JsonValue])[]): JsonObject {
  return Object.fromEntries(entries);
}
