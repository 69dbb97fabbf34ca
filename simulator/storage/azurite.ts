// Azurite as the simulator uses it: requests go to it over a pair of streams in memory, and what it holds can be read.
import { mkdir, rm } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { duplexPair } from 'node:stream';
import { startBlobServer, type AccountKeys, type BlobServer } from './azurite-server.ts';
import { sharedKeyHeader } from './shared-key.ts';
import { blobIn, containerIn, type StoredBlob, type StoredContainer } from './stored-blobs.ts';

export type { AccountKeys, StoredBlob, StoredContainer };

export interface AzuriteRequest {
  readonly method: string;
  readonly account: string;
  /** Path and query, as the client wrote them. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface AzuriteResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Must be read to its end or destroyed. */
  readonly body: IncomingMessage;
}

/** Who Azurite should take the caller for, once the front has checked him. */
export interface TrustedCaller {
  readonly objectId: string;
  readonly tenantId: string;
}

export interface Azurite {
  /** Where the bytes are kept; other files of the storage room live there too. */
  readonly directory: string;
  /** Sends a request as it is: Azurite checks its signature. */
  send(request: AzuriteRequest): Promise<AzuriteResponse>;
  /** Sends a request that is allowed already: its own credentials are left out. */
  sendTrusted(request: AzuriteRequest, caller?: TrustedCaller): Promise<AzuriteResponse>;
  /** As `sendTrusted`, for the few operations that Azurite gives to no token. */
  sendSigned(request: AzuriteRequest): Promise<AzuriteResponse>;
  /** Says which accounts there are, from now on. */
  useAccounts(findKeys: (account: string) => AccountKeys | undefined): void;
  blob(account: string, container: string, name: string): StoredBlob | undefined;
  blobs(): readonly StoredBlob[];
  containers(): readonly StoredContainer[];
  /** Forgets everything stored. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Once per process: loading it takes about half a second, a reset afterwards some milliseconds. */
export async function startAzurite(directory: string): Promise<Azurite> {
  let findKeys: (account: string) => AccountKeys | undefined = () => undefined;
  let generation = 0;
  const place = (): string => join(directory, `azurite-${generation}`);
  const start = async (): Promise<BlobServer> => {
    await mkdir(place(), { recursive: true });
    return startBlobServer(place(), (account) => findKeys(account));
  };
  let server = await start();
  const end = async (): Promise<void> => {
    await server.stop();
    await rm(place(), { recursive: true, force: true });
  };

  return {
    directory,
    send: (request) => exchange(server, request, {}),
    sendTrusted(request, caller = SIMULATOR) {
      return exchange(server, withoutCredentials(request), { authorization: `Bearer ${tokenFor(caller)}` });
    },
    sendSigned: (request) => exchange(server, signed(request, findKeys(request.account)), {}),
    useAccounts: (find) => {
      findKeys = find;
    },
    blob: (accountName, containerName, name) =>
      server.find('$BLOBS_COLLECTION$', { accountName, containerName, name, snapshot: '' }).map(blobIn)[0],
    blobs: () => server.find('$BLOBS_COLLECTION$', {}).map(blobIn),
    containers: () => server.find('$CONTAINERS_COLLECTION$', {}).map(containerIn),
    async reset() {
      await end();
      generation += 1;
      server = await start();
    },
    stop: end,
  };
}

/** The body of a response, whole. */
export async function bodyOf(response: AzuriteResponse): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of response.body) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function exchange(
  server: BlobServer,
  request: AzuriteRequest,
  extraHeaders: Readonly<Record<string, string>>,
): Promise<AzuriteResponse> {
  const body = request.body ?? Buffer.alloc(0);
  const [near, far] = duplexPair();
  // Express reads the protocol off the socket, and Azurite takes bearer tokens over https only.
  Object.assign(far, { encrypted: true });
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(
      {
        method: request.method,
        path: request.path,
        // Azurite reads the account off the first label of the host name.
        headers: {
          ...request.headers,
          host: `${request.account}.blob.core.windows.net`,
          'content-length': String(body.length),
          ...extraHeaders,
        },
        setHost: false,
        createConnection: () => near,
      },
      (response) =>
        resolve({ status: response.statusCode ?? 500, headers: plainHeaders(response.headers), body: response }),
    );
    outgoing.on('error', reject);
    server.httpServer.emit('connection', far);
    outgoing.end(body);
  });
}

function plainHeaders(headers: IncomingMessage['headers']): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}

const SIMULATOR: TrustedCaller = {
  objectId: '00000000-0000-4000-a000-000000000001',
  tenantId: '00000000-0000-4000-a000-000000000002',
};

/** Azurite reads a token's claims and leaves its signature alone. */
function tokenFor(caller: TrustedCaller): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `https://sts.windows.net/${caller.tenantId}/`,
    aud: 'https://storage.azure.com',
    oid: caller.objectId,
    tid: caller.tenantId,
    iat: now - 60,
    nbf: now - 60,
    exp: now + 3600,
  };
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.front`;
}

/** The request with the account's own key as its credentials. */
function signed(request: AzuriteRequest, keys: AccountKeys | undefined): AzuriteRequest {
  if (keys === undefined) throw new Error(`There is no account ${request.account}.`);
  const bare = withoutCredentials(request);
  const headers = {
    ...bare.headers,
    'content-length': String(request.body?.length ?? 0),
    'x-ms-date': new Date().toUTCString(),
  };
  const url = new URL(bare.path, `https://${request.account}.blob.core.windows.net`);
  const authorization = sharedKeyHeader({ method: request.method, url, headers }, request.account, keys.key1);
  return { ...bare, headers: { ...headers, authorization } };
}

const SAS_PARAMETERS =
  /^(?:sv|ss|srt|sp|se|st|spr|sip|sig|sr|si|skoid|sktid|skt|ske|sks|skv|saoid|suoid|scid|sdd|ses|rscc|rscd|rsce|rscl|rsct)$/;

function withoutCredentials(request: AzuriteRequest): AzuriteRequest {
  const [path = '/', query = ''] = splitOnce(request.path, '?');
  const kept = query.split('&').filter((pair) => pair !== '' && !SAS_PARAMETERS.test(splitOnce(pair, '=')[0] ?? ''));
  return { ...request, path: kept.length === 0 ? path : `${path}?${kept.join('&')}` };
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
