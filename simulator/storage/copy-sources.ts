// The source of a copy: read inside the process, but through the same door and the same checks as from outside.
import { AzureError } from '../kernel/errors.ts';
import type { SimResponse } from '../kernel/exchange.ts';
import { lengthOf } from './byte-ranges.ts';
import type { ByteRange } from './sparse-files.ts';
import { storageError, textIn } from './storage-errors.ts';

/** Asks for a source; answers refusals as responses, as the service at that URL would. */
export type FetchSource = (
  method: 'GET' | 'HEAD',
  url: URL,
  headers: Readonly<Record<string, string>>,
) => Promise<SimResponse>;

export interface CopySource {
  readonly type: 'PageBlob' | 'BlockBlob' | 'AppendBlob';
  readonly bytes: number;
  readonly contentType: string;
  /** `x-ms-meta-*` headers. */
  readonly metadata: Readonly<Record<string, string>>;
  /** Where there is data. */
  ranges(): Promise<readonly ByteRange[]>;
  read(range: ByteRange): Promise<Buffer>;
}

/** Looks at the source; a refusal becomes CannotVerifyCopySource. */
export async function openSource(
  fetch: FetchSource,
  url: URL,
  conditions: Readonly<Record<string, string>> = {},
): Promise<CopySource> {
  const { headers = {} } = await verified(await fetch('HEAD', url, conditions));
  const type = headers['x-ms-blob-type'];
  const bytes = Number(headers['content-length'] ?? '0');
  return {
    type: type === 'PageBlob' || type === 'AppendBlob' ? type : 'BlockBlob',
    bytes,
    contentType: headers['content-type'] ?? 'application/octet-stream',
    metadata: Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-ms-meta-'))),
    async ranges() {
      if (bytes === 0) return [];
      if (type !== 'PageBlob') return [{ start: 0, end: bytes - 1 }];
      return pageRanges(fetch, url);
    },
    read: (range) => readSource(fetch, url, range),
  };
}

/** The bytes of one range; short or refused answers are refusals of the copy. */
export async function readSource(
  fetch: FetchSource,
  url: URL,
  range: ByteRange,
  conditions: Readonly<Record<string, string>> = {},
): Promise<Buffer> {
  const headers = { ...conditions, range: `bytes=${range.start}-${range.end}` };
  const data = await wholeBody(await verified(await fetch('GET', url, headers)));
  if (data.length !== lengthOf(range)) throw cannotVerify(416, 'InvalidRange', storageError('InvalidRange').message);
  return data;
}

/** `x-ms-source-if-*` conditions, as the source itself would be asked. */
export function sourceConditions(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith('x-ms-source-if-') ? [[name.slice('x-ms-source-'.length), value]] : [],
    ),
  );
}

export async function wholeBody(response: SimResponse): Promise<Buffer> {
  const { body } = response;
  if (Buffer.isBuffer(body)) return body;
  const chunks: Buffer[] = [];
  if (typeof body === 'object' && body !== null && Symbol.asyncIterator in body) {
    for await (const chunk of body) chunks.push(Buffer.from(chunk as Uint8Array));
  }
  return Buffer.concat(chunks);
}

async function pageRanges(fetch: FetchSource, url: URL): Promise<readonly ByteRange[]> {
  const ranges: ByteRange[] = [];
  for (let marker: string | undefined = ''; marker !== undefined;) {
    const list = new URL(url);
    list.searchParams.set('comp', 'pagelist');
    if (marker !== '') list.searchParams.set('marker', marker);
    const xml = (await wholeBody(await verified(await fetch('GET', list, {})))).toString();
    for (const [, start, end] of xml.matchAll(/<PageRange><Start>(\d+)<\/Start><End>(\d+)<\/End><\/PageRange>/g)) {
      ranges.push({ start: Number(start), end: Number(end) });
    }
    marker = /<NextMarker>(\d+)<\/NextMarker>/.exec(xml)?.[1];
  }
  return ranges;
}

async function verified(response: SimResponse): Promise<SimResponse> {
  if (response.status < 300) return response;
  if (response.status === 412 || response.status === 304) throw storageError('SourceConditionNotMet');
  const code = response.headers?.['x-ms-error-code'] ?? 'Unknown';
  const xml = (await wholeBody(response)).toString();
  // A source that is not simulated is the simulator's own refusal, not one of Azure's.
  if (response.status === 501) throw new AzureError(501, code, textIn(xml, 'Message') ?? 'Not simulated.');
  throw cannotVerify(response.status, code, textIn(xml, 'Message'));
}

/** The service passes on the source's status; it names the source's code in headers and in the body. */
function cannotVerify(status: number, code: string, message: string | undefined): AzureError {
  const text = message ?? 'Could not verify the copy source.';
  return new AzureError(status, 'CannotVerifyCopySource', text, {
    values: { CopySourceStatusCode: String(status), CopySourceErrorCode: code, CopySourceErrorMessage: text },
    headers: { 'x-ms-copy-source-status-code': String(status), 'x-ms-copy-source-error-code': code },
  });
}
