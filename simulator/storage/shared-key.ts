// The SharedKey signature of a request, by "Authorize with Shared Key" of the storage services' REST reference.
import { createHmac } from 'node:crypto';
import type { SimRequest } from '../kernel/exchange.ts';
import type { AccountKeys } from './azurite.ts';
import { storageError } from './storage-errors.ts';

/** What a signature covers. */
type Signed = Pick<SimRequest, 'method' | 'url' | 'headers'>;

/** The service refuses requests that were signed longer ago, or further ahead, than this. */
const MAX_SKEW_MS = 15 * 60 * 1000;

const SIGNED_HEADERS = [
  'content-encoding',
  'content-language',
  'content-length',
  'content-md5',
  'content-type',
  'date',
  'if-modified-since',
  'if-match',
  'if-none-match',
  'if-unmodified-since',
  'range',
] as const;

export function checkSharedKey(request: SimRequest, account: string, keys: AccountKeys, now: Date): void {
  const given = /^SharedKey ([^:]+):(.+)$/.exec(request.headers.authorization ?? '');
  const signed = new Date(request.headers['x-ms-date'] ?? request.headers.date ?? '');
  const fresh = Math.abs(now.getTime() - signed.getTime()) <= MAX_SKEW_MS;
  const signature = given?.[2];
  const right =
    given?.[1] === account &&
    [keys.key1, keys.key2].some((key) =>
      stringsToSign(request, account).some(
        (text) => createHmac('sha256', key).update(text, 'utf8').digest('base64') === signature,
      ),
    );
  if (!right || !fresh) throw storageError('AuthenticationFailed');
}

/** The `Authorization` header of a request; it must have a date. */
export function sharedKeyHeader(request: Signed, account: string, key: Buffer): string {
  const [text = ''] = stringsToSign(request, account);
  return `SharedKey ${account}:${createHmac('sha256', key).update(text, 'utf8').digest('base64')}`;
}

/** The order of headers with `-` and `_` in their names depends on who sorts: by code or by locale; both are taken. */
function stringsToSign(request: Signed, account: string): readonly string[] {
  const orders = [(a: string, b: string) => (a < b ? -1 : 1), (a: string, b: string) => a.localeCompare(b)];
  return orders.map((order) =>
    [
      request.method,
      ...SIGNED_HEADERS.map((name) => signedValue(request, name)),
      ...Object.keys(request.headers)
        .filter((name) => name.startsWith('x-ms-'))
        .sort(order)
        .map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/\s+/g, ' ')}`),
      `/${account}${request.url.pathname}${canonicalQuery(request.url)}`,
    ].join('\n'),
  );
}

function signedValue(request: Signed, name: (typeof SIGNED_HEADERS)[number]): string {
  const value = request.headers[name] ?? '';
  if (name === 'content-length' && value === '0') return '';
  return name === 'date' && request.headers['x-ms-date'] !== undefined ? '' : value;
}

function canonicalQuery(url: URL): string {
  const values = new Map<string, string[]>();
  for (const [name, value] of url.searchParams) {
    const key = name.toLowerCase();
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  return [...values.keys()]
    .sort((a, b) => (a < b ? -1 : 1))
    .map((name) => `\n${name}:${(values.get(name) ?? []).sort().join(',')}`)
    .join('');
}
