// Page blobs from and to files, by ranges: only what holds data moves.
import { open, type FileHandle } from 'node:fs/promises';
import type { AzureClient, ClientAnswer } from './azure-client.ts';

const PIECE_BYTES = 4 * 1024 * 1024;
const AT_ONCE = 8;
const VERSION = { 'x-ms-version': '2023-11-03' };

interface Range {
  readonly start: number;
  readonly length: number;
}

/** Writes the blob's bytes to a file that is as sparse as the blob. */
export async function downloadPageBlob(
  client: AzureClient,
  url: string,
  path: string,
): Promise<{ readonly bytes: number }> {
  const head = await storage(client, url, 'HEAD');
  const bytes = Number(head.headers['content-length']);
  const list = await storage(client, `${url}?comp=pagelist`, 'GET');
  const file = await open(path, 'w');
  try {
    await file.truncate(bytes);
    await eachPiece(pageRanges(list.body.toString('utf8')), async ({ start, length }) => {
      const piece = await storage(client, url, 'GET', { 'x-ms-range': `bytes=${start}-${start + length - 1}` });
      await file.write(piece.body, 0, piece.body.length, start);
    });
  } finally {
    await file.close();
  }
  return { bytes };
}

/** Uploads a file as a page blob and makes its container where it is absent. */
export async function uploadPageBlob(client: AzureClient, path: string, url: string): Promise<void> {
  const container = new URL(url);
  container.pathname = container.pathname.split('/').slice(0, 2).join('/');
  container.search = '?restype=container';
  await client.request(container.href, { method: 'PUT', audience: 'storage', headers: VERSION });
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    await storage(client, url, 'PUT', { 'x-ms-blob-type': 'PageBlob', 'x-ms-blob-content-length': String(size) });
    await eachPiece([{ start: 0, length: size }], async ({ start, length }) => {
      const piece = await readPiece(file, { start, length });
      if (piece.every((byte) => byte === 0)) return;
      const headers = { 'x-ms-page-write': 'update', 'x-ms-range': `bytes=${start}-${start + length - 1}` };
      await storage(client, `${url}?comp=page`, 'PUT', headers, piece);
    });
  } finally {
    await file.close();
  }
}

/** Where two files first differ; undefined when they are equal byte for byte. */
export async function firstDifference(a: string, b: string): Promise<string | undefined> {
  const [left, right] = await Promise.all([open(a, 'r'), open(b, 'r')]);
  try {
    const [{ size: leftSize }, { size: rightSize }] = await Promise.all([left.stat(), right.stat()]);
    if (leftSize !== rightSize) return `${leftSize} and ${rightSize} bytes`;
    for (let start = 0; start < leftSize; start += PIECE_BYTES) {
      const range = { start, length: Math.min(PIECE_BYTES, leftSize - start) };
      const [one, other] = await Promise.all([readPiece(left, range), readPiece(right, range)]);
      if (!one.equals(other)) return `byte ${start + one.findIndex((byte, index) => byte !== other[index])}`;
    }
    return undefined;
  } finally {
    await Promise.all([left.close(), right.close()]);
  }
}

async function storage(
  client: AzureClient,
  url: string,
  method: string,
  headers: Readonly<Record<string, string>> = {},
  body?: Buffer,
): Promise<ClientAnswer> {
  return client.expect(url, {
    method,
    audience: 'storage',
    headers: { ...VERSION, ...headers },
    ...(body && { body }),
  });
}

function pageRanges(xml: string): readonly Range[] {
  return [...xml.matchAll(/<PageRange><Start>(\d+)<\/Start><End>(\d+)<\/End><\/PageRange>/g)].map(([, start, end]) => ({
    start: Number(start),
    length: Number(end) - Number(start) + 1,
  }));
}

async function eachPiece(ranges: readonly Range[], use: (piece: Range) => Promise<void>): Promise<void> {
  const pieces = ranges.flatMap(({ start, length }) =>
    Array.from({ length: Math.ceil(length / PIECE_BYTES) }, (_, index) => ({
      start: start + index * PIECE_BYTES,
      length: Math.min(PIECE_BYTES, length - index * PIECE_BYTES),
    })),
  );
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let piece = pieces[next++]; piece !== undefined; piece = pieces[next++]) await use(piece);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function readPiece(file: FileHandle, { start, length }: Range): Promise<Buffer> {
  const piece = Buffer.alloc(length);
  await file.read(piece, 0, length, start);
  return piece;
}
