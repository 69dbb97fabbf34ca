// Blob URLs that may carry a shared access signature (SAS): what the signature grants, until when, and what of it is
// secret. The query is never written anew: a signature covers it as it stands.
// https://learn.microsoft.com/rest/api/storageservices/delegate-access-with-shared-access-signature
import { decoded } from '../percent.ts';
import { nameFault } from './names.ts';

export interface BlobUrl {
  /** Without query: it may be shown. */
  readonly url: string;
  readonly container: string;
  readonly blobName: string;
  readonly sas?: Sas;
}

export interface Sas {
  /** The URL with its query as it was written. */
  readonly sasUrl: string;
  /** Everything to be masked before the URL is first used. */
  readonly secrets: readonly string[];
  /** The letters of `sp`, e.g. `rl`; undefined where a stored access policy holds them. */
  readonly permissions?: string;
  /** Undefined where a stored access policy holds it. */
  readonly expiresAt?: Date;
  readonly startsAt?: Date;
  readonly resource: 'blob' | 'snapshot' | 'version' | 'container' | 'directory' | 'account';
  /** Which state of the blob the URL means, whatever the signature covers: without its query it means the current one. */
  readonly state: 'current' | 'snapshot' | 'version';
  readonly kind: 'account' | 'service' | 'user-delegation';
}

export interface BlobUrlFault {
  /** A clause about the URL, e.g. `which is no https URL`. */
  readonly fault: string;
  /** What may be shown of it: no query, no password. */
  readonly shown: string;
}

/** Clocks differ: a signature that starts so soon may be good already. */
const CLOCK_SKEW_MS = 15 * 60_000;

/** Parameters that only a SAS has; `snapshot` and `versionid` say which of the blob's states is meant. */
const SAS_PARAMETERS = [
  'sv',
  'se',
  'st',
  'sp',
  'sr',
  'ss',
  'srt',
  'si',
  'spr',
  'sip',
  'skoid',
  'sktid',
  'sig',
] as const;
const RESOURCES = { b: 'blob', bs: 'snapshot', bv: 'version', c: 'container', d: 'directory' } as const;

/** In words, for messages. */
export const STATES = { current: 'a blob', snapshot: 'a snapshot', version: 'a version of a blob' } as const;

/** Call `signaturesOf` and mask what it gives before the text or a fault of it is shown. */
export function readBlobUrl(text: string, now: Date): BlobUrl | BlobUrlFault {
  const written = text.trim();
  const shown = (written.split(/[?#]/, 1)[0] ?? '').replace(/\/\/[^/]*@/, '//***@');
  const refuse = (fault: string): BlobUrlFault => ({ fault, shown });
  if (/\s/.test(written)) return refuse('which has a blank or a line break in it (write %20 for a blank)');
  const parsed = URL.canParse(written) ? new URL(written) : undefined;
  if (parsed?.protocol !== 'https:') return refuse('which is no https URL');
  if (parsed.username !== '' || parsed.password !== '')
    return refuse('which has a user name or password before its host');
  if (written.includes('#')) return refuse('which has a `#` in it (write %23 where it belongs to the blob’s name)');
  const place = placeOf(parsed);
  if ('fault' in place) return refuse(place.fault);
  const url = `${parsed.origin}${parsed.pathname}`;
  const query = written.includes('?') ? written.slice(written.indexOf('?') + 1) : '';
  if (query === '') return { url, ...place };
  const sas = readSas(url, query, now);
  return 'fault' in sas ? refuse(sas.fault) : { url, ...place, sas };
}

/** The signature as written in a URL and as meant: a service may quote either in what it says of a request. */
export function signaturesOf(url: string): readonly string[] {
  const written = [...url.matchAll(/[?&;]sig=([^&#\s]+)/gi)].flatMap(([, signature]) => signature ?? []);
  const meant = written.flatMap((signature) => decoded(signature) ?? []);
  return [...new Set([...written, ...meant, ...meant.map(encodeURIComponent)])];
}

function placeOf({ pathname }: URL): { readonly container: string; readonly blobName: string } | { fault: string } {
  const [, container = '', ...rest] = pathname.split('/');
  const blobName = decoded(rest.join('/'));
  if (blobName === undefined) return { fault: 'which has a percent sign without two hexadecimal digits' };
  if (container === '' || blobName === '' || blobName.endsWith('/')) {
    return { fault: 'which names no blob (a container and a blob’s name, as in `/vhds/golden.vhd`)' };
  }
  // `$root` and `$web` are containers of the service's own.
  const expected = container.startsWith('$') ? undefined : nameFault('container', container);
  if (expected !== undefined) return { fault: `whose container \`${container}\` is not ${expected}` };
  return { container, blobName };
}

function readSas(url: string, query: string, now: Date): Sas | { fault: string } {
  if (/&amp;/i.test(query)) return { fault: 'whose query has `&amp;` where a URL has `&`' };
  const pairs = query.split('&').map((pair): readonly [string, string] => {
    const [name = '', ...value] = pair.split('=');
    return [name.toLowerCase(), decoded(value.join('=')) ?? ''];
  });
  const values = new Map(pairs);
  if (pairs.filter(([name]) => name === 'sig').length > 1) return { fault: 'which carries two signatures (SAS)' };
  if ((values.get('sig') ?? '') === '') {
    if (SAS_PARAMETERS.some((name) => values.has(name))) {
      return { fault: 'whose SAS has no signature (`sig`): it has been cut off' };
    }
    const state = stateIn(values);
    if (state === 'current') return { fault: 'whose query is no SAS' };
    return { fault: `which names ${STATES[state]} without a SAS that opens it` };
  }
  const resource = values.has('ss') ? 'account' : resourceOf(values.get('sr') ?? 'b');
  if (resource === undefined) return { fault: `whose SAS is not for blobs (sr=${values.get('sr') ?? ''})` };
  const limits = accountFault(values) ?? timesOf(values, now);
  if ('fault' in limits) return limits;
  const permissions = values.get('sp');
  return {
    sasUrl: `${url}?${query}`,
    secrets: [query, ...signaturesOf(`?${query}`)],
    ...(permissions === undefined ? {} : { permissions }),
    ...limits,
    resource,
    state: stateIn(values),
    kind: resource === 'account' ? 'account' : values.has('skoid') ? 'user-delegation' : 'service',
  };
}

function stateIn(values: ReadonlyMap<string, string>): Sas['state'] {
  if (values.has('snapshot')) return 'snapshot';
  return values.has('versionid') ? 'version' : 'current';
}

function resourceOf(sr: string): Sas['resource'] | undefined {
  return Object.entries(RESOURCES).find(([letter]) => letter === sr.toLowerCase())?.[1];
}

/** The SAS of an account names the services and the types of resources that it is for. */
function accountFault(values: ReadonlyMap<string, string>): { fault: string } | undefined {
  const [services, types] = [values.get('ss'), values.get('srt')];
  if (services === undefined) return undefined;
  if (!services.includes('b')) return { fault: `whose account SAS is not for blobs (ss=${services})` };
  if (types?.includes('o') !== true) return { fault: `whose account SAS is not for objects (srt=${types ?? ''})` };
  return undefined;
}

function timesOf(
  values: ReadonlyMap<string, string>,
  now: Date,
): Pick<Sas, 'expiresAt' | 'startsAt'> | { fault: string } {
  const [expiresAt, startsAt] = [timeOf(values.get('se')), timeOf(values.get('st'))];
  if (expiresAt === 'invalid' || startsAt === 'invalid')
    return { fault: 'whose SAS has a time (`se`, `st`) that is none' };
  if (expiresAt !== undefined && expiresAt <= now) {
    return { fault: `whose SAS expired at ${seconds(expiresAt)}; it is now ${seconds(now)}` };
  }
  if (startsAt !== undefined && startsAt.getTime() > now.getTime() + CLOCK_SKEW_MS) {
    return { fault: `whose SAS is not valid before ${seconds(startsAt)}; it is now ${seconds(now)}` };
  }
  return { ...(expiresAt && { expiresAt }), ...(startsAt && { startsAt }) };
}

/** UTC, by the day, the minute, the second or parts of it. */
function timeOf(text: string | undefined): Date | 'invalid' | undefined {
  if (text === undefined || text === '') return undefined;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  const time = new Date(isDay || /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
  return Number.isNaN(time.getTime()) ? 'invalid' : time;
}

function seconds(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, 'Z');
}
