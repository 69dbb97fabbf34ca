// Strict readers for the text of inputs: each gives a value, or says what it expected.
import { normaliseRegion } from '../azure/resource-id.ts';

export type Parsed<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly expected: string; readonly found?: string };

function bad<T>(expected: string, found?: string): Parsed<T> {
  return found === undefined ? { ok: false, expected } : { ok: false, expected, found };
}

// Everything that is not printable on one line; a stray newline in a name usually comes from a YAML block scalar.
const CONTROL = /\p{Cc}|\p{Zl}|\p{Zp}/u;

export function parseText(text: string): Parsed<string> {
  return CONTROL.test(text) ? bad('one line of text without control characters') : { ok: true, value: text };
}

/** A URL may carry a signature, so nothing of its query is ever shown. */
export function parseUrl(text: string): Parsed<string> {
  const parsed = parseText(text);
  return parsed.ok ? parsed : bad(parsed.expected, quote(text.split('?', 1)[0] ?? ''));
}

/** A document may hold secrets, so nothing of it is ever shown but the character and its place. */
export function parseDocument(text: string): Parsed<string> {
  const at = text.search(/(?![\t\r\n])[\p{Cc}\p{Zl}\p{Zp}]/u);
  if (at < 0) return { ok: true, value: text };
  const before = text.slice(0, at).split('\n');
  const character = quote(text.charAt(at));
  const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
  return bad('a path, or JSON or YAML without control characters', `${character} at ${place}`);
}

/** YAML 1.2's core schema, as GitHub's own actions read it. */
export function parseBoolean(text: string): Parsed<boolean> {
  if (['true', 'True', 'TRUE'].includes(text)) return { ok: true, value: true };
  if (['false', 'False', 'FALSE'].includes(text)) return { ok: true, value: false };
  return bad('`true` or `false`');
}

export function parseEnum<T extends string>(text: string, values: readonly T[]): Parsed<T> {
  const value = values.find((candidate) => candidate === text);
  return value === undefined ? bad(listValues(values)) : { ok: true, value };
}

function listValues(values: readonly string[]): string {
  const quoted = values.map((value) => `\`${value}\``);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.slice(-1).join('')}`;
}

export function parseInteger(text: string, minimum: number): Parsed<number> {
  const value = Number(text);
  return /^(?:0|[1-9]\d*)$/.test(text) && Number.isSafeInteger(value) && value >= minimum
    ? { ok: true, value }
    : bad(`a whole number, ${minimum} or more`);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Shorter than any run takes; it is there for trying out what happens when time is over. */
const SHORTEST = 10_000;
/** A job on a self-hosted runner ends after five days. */
const LONGEST = 5 * 24 * HOUR;

/** Hours, minutes and seconds in that order, e.g. `1h30m`; at least one of them. */
export function parseDuration(text: string): Parsed<number> {
  const match = /^(?=\d)(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/.exec(text);
  const [hours, minutes, seconds] = (match ?? []).slice(1).map((part) => Number(part || 0));
  const value = (hours ?? 0) * HOUR + (minutes ?? 0) * MINUTE + (seconds ?? 0) * 1000;
  return match && value >= SHORTEST && value <= LONGEST
    ? { ok: true, value }
    : bad('a duration from `10s` to `120h`, for example `90m` or `5h30m`');
}

/** A calendar date that exists. */
export function parseDate(text: string): Parsed<string> {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return date && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
    ? { ok: true, value: text }
    : bad('a date that exists, written `YYYY-MM-DD`');
}

function linesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** `name=value` lines; the value may hold more `=`. Names differ by more than case, as ARM's tags must. */
export function parsePairs(text: string): Parsed<Readonly<Record<string, string>>> {
  const pairs = new Map<string, string>();
  const seen = new Set<string>();
  for (const line of linesOf(text)) {
    const at = line.indexOf('=');
    const name = line.slice(0, Math.max(at, 0)).trim();
    if (name === '' || CONTROL.test(line)) return bad('one `name=value` per line', quote(line));
    if (seen.has(name.toLowerCase())) return bad('each name once, whatever its case', `${quote(name)} twice`);
    seen.add(name.toLowerCase());
    pairs.set(name, line.slice(at + 1).trim());
  }
  return { ok: true, value: Object.fromEntries(pairs) };
}

// A gallery image version has at most 100 replicas (Azure Compute Gallery, limits).
const MOST_REPLICAS = 100;

/** `region=count` lines; a region alone means one replica, as in `az sig image-version create --target-regions`. */
export function parseRegions(text: string): Parsed<ReadonlyMap<string, number>> {
  const regions = new Map<string, number>();
  for (const line of linesOf(text)) {
    const [name = '', count = '1', ...rest] = line.split('=').map((part) => part.trim());
    const region = normaliseRegion(name);
    const replicas = parseInteger(count, 1);
    const valid = rest.length === 0 && /^[a-z][a-z0-9]{2,39}$/.test(region);
    if (!valid || !replicas.ok || replicas.value > MOST_REPLICAS) {
      return bad(
        `one \`region=replicas\` per line, for example \`eastus=2\`, with 1 to ${MOST_REPLICAS} replicas`,
        quote(line),
      );
    }
    if (regions.has(region)) return bad('each region once', `${quote(region)} twice`);
    regions.set(region, replicas.value);
  }
  return { ok: true, value: regions };
}

/** A value as a problem shows it: on one line, cut where it is long. */
export function quote(text: string): string {
  // JSON leaves controls above U+007E and Unicode's line ends as they are; terminals and log viewers do not.
  const line = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll(
      /[\p{Cc}\p{Zl}\p{Zp}]/gu,
      (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    );
  return `\`${line.length > 200 ? `${line.slice(0, 200)}...` : line}\``;
}
