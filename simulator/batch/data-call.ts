// One call of the data plane, as its operations see it, and the answers they give.
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../kernel/json.ts';
import type { AccountFacts } from './account.ts';
import type { Caller } from './authentication.ts';
import { pageOf, selected } from './odata.ts';
import { refusal } from './refusals.ts';
import { accountOf } from './state.ts';
import type { Account, BatchState } from './state.ts';
import type { Plane } from './translate.ts';

export interface DataCall {
  readonly state: BatchState;
  readonly facts: AccountFacts;
  readonly caller: Caller;
  readonly plane: Plane;
  readonly params: Readonly<Record<string, string>>;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; an empty object when there was none. */
  readonly body: JsonObject;
}

export interface DataAnswer {
  readonly status: number;
  readonly body?: Json | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The right a call needs: pools are control actions, jobs are data actions. */
export type Right = { readonly kind: 'action' | 'dataAction'; readonly name: string };

export interface DataRoute {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/pools/{pool}/nodes/{node}`; a last `{...path}` takes everything that is left. */
  readonly path: string;
  readonly right: Right;
  /** Bodies may be left out. */
  readonly bodyOptional?: true;
  readonly handle: (call: DataCall) => DataAnswer;
}

export function account(call: DataCall): Account {
  return accountOf(call.state, call.facts.id);
}

/** The headers of an answer about one resource. */
export function resourceHeaders(
  thing: { readonly etag: string; readonly lastModified: string },
  id?: string,
): Record<string, string> {
  return {
    etag: `"${thing.etag}"`,
    'last-modified': new Date(thing.lastModified).toUTCString(),
    ...(id === undefined ? {} : { dataserviceid: id }),
  };
}

/** The answer to a change: no body, and where the resource is. */
export function changed(
  call: DataCall,
  status: number,
  thing: { readonly etag: string; readonly lastModified: string },
  path = call.url.pathname,
): DataAnswer {
  return { status, headers: resourceHeaders(thing, `https://${call.facts.endpoint}${path}`) };
}

export function created(
  call: DataCall,
  thing: { readonly etag: string; readonly lastModified: string },
  path: string,
): DataAnswer {
  const id = `https://${call.facts.endpoint}${path}`;
  return { status: 201, headers: { ...resourceHeaders(thing, id), location: id } };
}

export function shown(
  call: DataCall,
  view: JsonObject,
  type: string,
  thing?: { readonly etag: string; readonly lastModified: string },
  path?: string,
): DataAnswer {
  return {
    status: 200,
    body: {
      'odata.metadata': `https://${call.facts.endpoint}/$metadata#${type}/@Element`,
      ...selected(view, call.url.searchParams.get('$select')),
    },
    ...(thing === undefined
      ? {}
      : { headers: resourceHeaders(thing, path === undefined ? undefined : `https://${call.facts.endpoint}${path}`) }),
  };
}

/** A page of a list, with the link to the next one. */
export function listed(call: DataCall, items: readonly JsonObject[], type: string, maximum = 1000): DataAnswer {
  const page = pageOf(items, call.url.searchParams, maximum);
  const next = new URL(call.url);
  if (page.next !== undefined) next.searchParams.set('$skiptoken', String(page.next));
  const select = call.url.searchParams.get('$select');
  return {
    status: 200,
    body: {
      'odata.metadata': `https://${call.facts.endpoint}/$metadata#${type}`,
      value: page.items.map((item) => selected(item, select)),
      ...(page.next === undefined ? {} : { 'odata.nextLink': next.href }),
    },
  };
}

/** If-Match, If-None-Match and their time-based fellows; a read that is not new enough answers 304. */
export function checkConditions(
  headers: Readonly<Record<string, string>>,
  thing: { readonly etag: string; readonly lastModified: string },
  purpose: 'read' | 'write' = 'write',
): DataAnswer | undefined {
  const same = (header: string): boolean =>
    header.trim() === '*' ||
    header.split(',').some((one) => one.trim().replace(/^W\//, '').replaceAll('"', '') === thing.etag);
  const modified = Math.floor(Date.parse(thing.lastModified) / 1000);
  const time = (name: string): number | undefined => {
    const value = headers[name];
    return value === undefined ? undefined : Math.floor(Date.parse(value) / 1000);
  };
  const ifMatch = headers['if-match'];
  const unmodifiedSince = time('if-unmodified-since');
  if ((ifMatch !== undefined && !same(ifMatch)) || (unmodifiedSince !== undefined && modified > unmodifiedSince)) {
    throw refusal('ConditionNotMet');
  }
  const ifNoneMatch = headers['if-none-match'];
  const modifiedSince = time('if-modified-since');
  if ((ifNoneMatch !== undefined && same(ifNoneMatch)) || (modifiedSince !== undefined && modified <= modifiedSince)) {
    if (purpose === 'read') return { status: 304 };
    throw refusal('ConditionNotMet');
  }
  return undefined;
}

/** An entity tag for what has none of its own. */
export function digest(content: Buffer | string): string {
  return `0x${createHash('sha256').update(content).digest('hex').slice(0, 14).toUpperCase()}`;
}

/** A file of a node or task, whole or the range of `ocp-range`. */
export function fileAnswer(call: DataCall, content: string, time: string, headOnly: boolean): DataAnswer {
  const bytes = Buffer.from(content, 'utf8');
  const headers = {
    'ocp-creation-time': new Date(time).toUTCString(),
    'last-modified': new Date(time).toUTCString(),
    'ocp-batch-file-isdirectory': 'false',
    'ocp-batch-file-url': `https://${call.facts.endpoint}${call.url.pathname}`,
    'ocp-batch-file-mode': '0o100644',
    etag: `"${digest(bytes)}"`,
    'content-type': 'application/octet-stream',
  };
  if (headOnly) return { status: 200, headers: { ...headers, 'content-length': String(bytes.length) } };
  const range = call.headers['ocp-range'] ?? call.headers.range;
  if (range === undefined) return { status: 200, body: bytes, headers };
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range) ?? [];
  if (from === undefined || Number(from) >= bytes.length) throw refusal('InvalidRange');
  const end = to === undefined || to === '' ? bytes.length : Math.min(bytes.length, Number(to) + 1);
  return { status: 206, body: bytes.subarray(Number(from), end), headers };
}
