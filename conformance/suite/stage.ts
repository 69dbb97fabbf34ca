// The calls that bring a world into the state which an operation needs. They must succeed.
import { setTimeout as sleep } from 'node:timers/promises';
import type { AzureClient, ClientAnswer, ClientRequest } from '../../runner/azure-client.ts';
import { objectOf, textOf } from '../json.ts';

export interface Stage {
  /** A call of Resource Manager, and its operation to the end. */
  arm(method: string, id: string, body?: object): Promise<unknown>;
  /** A call of the Batch service. */
  batch(method: string, path: string, body?: object): Promise<unknown>;
  /** A call of Blob Storage. */
  blob(
    method: string,
    url: string,
    headers?: Readonly<Record<string, string>>,
    body?: Buffer | string,
  ): Promise<ClientAnswer>;
  /** Asks until there is something. */
  until<T>(ask: () => Promise<T | undefined>): Promise<T>;
}

const ARM = 'https://management.azure.com';
const POLL_MS = 10;
/** A world whose operations take milliseconds has long ended them by then. */
const PATIENCE_MS = 20_000;

export function createStage(client: AzureClient, batchEndpoint: string): Stage {
  const until: Stage['until'] = async (ask) => {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const found = await ask();
      if (found !== undefined) return found;
      if (Date.now() > deadline) throw new Error('It did not come about in time.');
      await sleep(POLL_MS);
    }
  };
  return {
    until,
    async arm(method, id, body) {
      const url = `${ARM}${id}${id.includes('?') ? '&' : '?'}api-version=${versionFor(id)}`;
      const answer = await client.expect(url, { method, audience: 'arm', ...(body && { body }) });
      const end = await followed(client, answer);
      if (end.kind === 'failed') throw new Error(`${method} ${id} ended as failed: ${end.code}.`);
      return read(end.answer);
    },
    async batch(method, path, body) {
      const url = new URL(path, batchEndpoint);
      url.searchParams.set('api-version', '2024-07-01.20.0');
      const headers = { 'content-type': 'application/json; odata=minimalmetadata' };
      return read(await client.expect(url.href, { method, audience: 'batch', ...(body && { headers, body }) }));
    },
    blob: (method, url, headers = {}, body) =>
      client.expect(url, {
        method,
        audience: 'storage',
        headers: { 'x-ms-version': '2024-08-04', ...headers },
        ...(body !== undefined && { body }),
      }),
  };
}

/** Where setting up is concerned, any version that the simulator has. */
function versionFor(id: string): string {
  const versions: readonly (readonly [RegExp, string])[] = [
    [/\/(?:disks|snapshots)\b/i, '2024-03-02'],
    [/\/galleries\b/i, '2024-03-03'],
    [/Microsoft\.Compute/i, '2024-07-01'],
    [/Microsoft\.Storage/i, '2023-05-01'],
    [/Microsoft\.Batch/i, '2023-11-01'],
  ];
  return versions.find(([pattern]) => pattern.test(id))?.[1] ?? '2024-05-01';
}

export function read({ headers, body }: ClientAnswer): unknown {
  const content = body.toString('utf8');
  return /json/.test(headers['content-type'] ?? '') && content !== '' ? (JSON.parse(content) as unknown) : undefined;
}

export type Followed =
  /** The answer at the end: that of the operation's Location where it has one, else the first. */
  { readonly kind: 'ended'; readonly answer: ClientAnswer } | { readonly kind: 'failed'; readonly code: string };

/** Polls a long-running operation of Resource Manager to its end. `headers` go with the polls of the Location. */
export async function followed(
  client: AzureClient,
  answer: ClientAnswer,
  headers: Readonly<Record<string, string>> = {},
): Promise<Followed> {
  const [status, location] = [answer.headers['azure-asyncoperation'], answer.headers.location];
  if (typeof status === 'string') {
    const end = await poll(client, status, (polled) => textOf(objectOf(read(polled))['status']) !== 'InProgress');
    const { status: state, error } = objectOf(read(end));
    if (state !== 'Succeeded') return { kind: 'failed', code: textOf(objectOf(error)['code']) ?? '' };
  }
  if (location === undefined) return { kind: 'ended', answer };
  const end = await poll(client, location, (polled) => polled.status !== 202, headers);
  if (end.status < 300) return { kind: 'ended', answer: end };
  return { kind: 'failed', code: textOf(objectOf(objectOf(read(end))['error'])['code']) ?? String(end.status) };
}

async function poll(
  client: AzureClient,
  url: string,
  isEnd: (answer: ClientAnswer) => boolean,
  headers: ClientRequest['headers'] = {},
): Promise<ClientAnswer> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const polled = await client.request(url, { audience: 'arm', headers });
    if (isEnd(polled)) return polled;
    if (Date.now() > deadline) throw new Error(`${url} did not end in time.`);
    await sleep(Number(polled.headers['retry-after-ms'] ?? POLL_MS));
  }
}
