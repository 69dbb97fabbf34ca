// Whatever a run makes carries its marks from the request that makes it: a run that is killed after it leaves nothing unknown.
import { expect } from '@jest/globals';
import type { LoggedExchange } from '../../runner/simulator-process.ts';
import { brief } from './harness.ts';

/** Requests that made something in Azure, and whether they marked it. */
export function expectAllMarked(writes: readonly LoggedExchange[]): void {
  const making = writes.filter(makes);
  expect(making).not.toEqual([]);
  expect(making.filter((one) => !isMarked(one)).map(brief)).toEqual([]);
}

/** Calls that change what is there, or grant access to it, make nothing; the container of all VHDs is nobody's. */
function makes({ method, url, requestHeaders, status }: LoggedExchange): boolean {
  const { hostname, pathname, searchParams } = new URL(url);
  if (status >= 300) return false;
  if (hostname.includes('.blob.')) return method === 'PUT' && requestHeaders['x-ms-blob-type'] !== undefined;
  if (hostname.includes('.batch.')) return method === 'POST' && pathname === '/pools';
  return method === 'PUT' && searchParams.get('comp') === null;
}

function isMarked({ requestHeaders, requestBody }: LoggedExchange): boolean {
  if (requestHeaders['x-ms-meta-abip_schema'] !== undefined) return true;
  const { tags, metadata, properties } = requestBody as Body;
  const named = [metadata, properties?.metadata].flatMap((list) => list ?? []).map(({ name }) => name);
  return tags?.['abip_schema'] === '1' || named.includes('abip_schema');
}

interface Body {
  readonly tags?: Readonly<Record<string, string>>;
  readonly metadata?: readonly { readonly name: string }[];
  readonly properties?: Pick<Body, 'metadata'>;
}
