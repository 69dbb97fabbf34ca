// Lists come in pages: `$top` limits one, `nextLink` leads to the next.
import type { JsonObject } from '../kernel/json.ts';
import { gatewayError } from './refusals.ts';
import type { ArmCall } from './route.ts';

/** One page of a list that lives at `path`. */
export function page(call: ArmCall, path: string, items: readonly JsonObject[]): JsonObject {
  const top = call.query.get('$top');
  const start = wholeNumber('$skiptoken', call.query.get('$skiptoken') ?? '0');
  if (top === null) return { value: items.slice(start) };
  const end = start + wholeNumber('$top', top);
  if (end >= items.length) return { value: items.slice(start, end) };
  const query = new URLSearchParams(call.query);
  query.set('$skiptoken', String(end));
  const host = call.headers['host'] ?? 'management.azure.com';
  return { value: items.slice(start, end), nextLink: `https://${host}${path}?${query.toString()}` };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text) || (name === '$top' && text === '0')) {
    throw gatewayError(
      400,
      'InvalidQueryParameter',
      `The value '${text}' of the query parameter '${name}' is invalid.`,
    );
  }
  return Number(text);
}
