// Holds what a parser made of a text to what a pool can be at all: values that JSON has, not too many, not too deep. All work
// on a specification is bounded by these limits.
import type { JsonValue } from '../azure/arm.ts';
import type { Path } from './document.ts';

/** More than a pool with a thousand resource files has. */
export const MOST_VALUES = 5_000;
/** The settings of an extension may be nested; what is deeper than this has no end. */
const DEEPEST = 64;

export type PlainFault =
  { readonly kind: 'too-many' | 'too-deep' } | { readonly kind: 'not-json' | 'inexact'; readonly path: Path };

/** The first fault; aliases count as often as they are used. */
export function plainFault(value: unknown): PlainFault | undefined {
  let left = MOST_VALUES;
  const look = (item: unknown, path: Path): PlainFault | undefined => {
    left -= 1;
    if (left < 0) return { kind: 'too-many' };
    if (path.length > DEEPEST) return { kind: 'too-deep' };
    if (typeof item === 'number') return isExact(item) ? undefined : { kind: 'inexact', path };
    if (item === null || typeof item === 'string' || typeof item === 'boolean') return undefined;
    const members = membersOf(item);
    if (members === undefined) return { kind: 'not-json', path };
    for (const [name, member] of members) {
      const fault = look(member, [...path, name]);
      if (fault !== undefined) return fault;
    }
    return undefined;
  };
  return look(value, []);
}

export function isPlain(value: unknown): value is JsonValue {
  return plainFault(value) === undefined;
}

/** A whole number beyond these limits becomes another one in JavaScript, and so do NaN and infinity in JSON. */
function isExact(value: number): boolean {
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}

function membersOf(value: unknown): Iterable<readonly [string | number, unknown]> | undefined {
  if (Array.isArray(value)) return value.entries();
  if (typeof value !== 'object' || value === null) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null ? Object.entries(value) : undefined;
}
