// A page blob service that keeps no bytes: every request takes the same time, and each blob has its published limits. What
// a transfer costs on it is its own doing, not that of whoever stores the bytes.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PageRange } from '../src/azure/page-blobs.ts';
import { joinRanges } from '../src/azure/page-ranges.ts';
import { createClock } from '../simulator/kernel/clock.ts';
import { AzureError } from '../simulator/kernel/errors.ts';
import { PROFILES } from '../simulator/scenario/profiles.ts';
import { createPageThrottle } from '../simulator/storage/page-throttle.ts';

export interface PageFront {
  /** Ends with a slash, as a blob endpoint does. */
  readonly endpoint: string;
  /** Of the puts to one blob. */
  readonly putsTo: (path: string) => { readonly taken: number; readonly refused: number; readonly bytes: number };
  stop(): Promise<void>;
}

export interface FrontOptions {
  readonly delayMs: number;
  /** A blob to copy from; every blob reads as if it ended with this footer. */
  readonly source: { readonly path: string; readonly ranges: readonly PageRange[]; readonly bytes: number };
  readonly footer: Buffer;
}

interface Blob {
  bytes: number;
  readonly ranges: PageRange[];
  metadata: Readonly<Record<string, string>>;
  taken: number;
  refused: number;
}

export async function startPageFront({ delayMs, source, footer }: FrontOptions): Promise<PageFront> {
  const throttle = createPageThrottle(PROFILES.realistic, createClock(PROFILES.realistic, 1));
  const blobs = new Map<string, Blob>();
  blobs.set(source.path, { ...newBlob(source.bytes), ranges: [...source.ranges] });

  const put = (path: string, blob: Blob, request: IncomingMessage, response: ServerResponse): void => {
    const range = rangeIn(String(request.headers['x-ms-range']));
    try {
      throttle.admit(path, range.length);
    } catch (error) {
      if (!(error instanceof AzureError)) throw error;
      blob.refused += 1;
      response.writeHead(error.status, { 'x-ms-error-code': error.code }).end();
      return;
    }
    blob.taken += 1;
    blob.ranges.push(range);
    response.writeHead(201).end();
  };

  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const { pathname: path, searchParams } = new URL(request.url ?? '/', 'http://front');
    const comp = searchParams.get('comp');
    const blob = blobs.get(path);
    if (request.method === 'PUT' && comp === null) {
      blobs.set(path, newBlob(Number(request.headers['x-ms-blob-content-length']), metadataIn(request)));
      response.writeHead(201).end();
    } else if (blob === undefined) {
      response.writeHead(404, { 'x-ms-error-code': 'BlobNotFound' }).end();
    } else if (comp === 'page') {
      put(path, blob, request, response);
    } else if (comp === 'lease') {
      const isNew = request.headers['x-ms-lease-action'] === 'acquire';
      response.writeHead(isNew ? 201 : 200, { 'x-ms-lease-id': request.headers['x-ms-proposed-lease-id'] ?? '' }).end();
    } else if (comp === 'metadata') {
      blob.metadata = metadataIn(request);
      response.writeHead(200).end();
    } else if (comp === 'pagelist') {
      response.writeHead(200, { 'content-type': 'application/xml' }).end(pageList(blob.ranges));
    } else if (request.method === 'HEAD') {
      const type = { 'content-length': blob.bytes, 'x-ms-blob-type': 'PageBlob', etag: '"1"' };
      response.writeHead(200, { ...type, ...blob.metadata }).end();
    } else {
      response.writeHead(206, { 'content-length': footer.length, etag: '"1"' }).end(footer);
    }
  };

  const server = createServer((request, response) => {
    const arrived = sleep(delayMs);
    request.resume().once('end', () => void arrived.then(() => serve(request, response)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}/account/`,
    putsTo: (path) => {
      const { taken, refused, ranges } = blobs.get(path) ?? newBlob(0);
      return { taken, refused, bytes: ranges.reduce((sum, { length }) => sum + length, 0) };
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function newBlob(bytes: number, metadata: Blob['metadata'] = {}): Blob {
  return { bytes, ranges: [], metadata, taken: 0, refused: 0 };
}

function rangeIn(header: string): PageRange {
  const [, start = 0, end = 0] = (/^bytes=(\d+)-(\d+)$/.exec(header) ?? []).map(Number);
  return { offset: start, length: end - start + 1 };
}

function metadataIn({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (name.startsWith('x-ms-meta-') ? [[name, String(value)]] : [])),
  );
}

function pageList(ranges: readonly PageRange[]): string {
  const entries = joinRanges(ranges).map(
    ({ offset, length }) => `<PageRange><Start>${offset}</Start><End>${offset + length - 1}</End></PageRange>`,
  );
  return `<?xml version="1.0" encoding="utf-8"?><PageList>${entries.join('')}</PageList>`;
}
