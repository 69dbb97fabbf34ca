// A world with nothing but storage, and clients of it: bare requests, or the real SDK over a transport that ends in it.
import { createHash } from 'node:crypto';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { toHttpHeadersLike } from '@azure/core-http-compat';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import {
  BlobServiceClient,
  StorageSharedKeyCredential,
  type IHttpClient,
  type StoragePipelineOptions,
  type WebResource,
} from '@azure/storage-blob';
import { createRoles, type Principal, type RoleAssignment } from '../../../simulator/identity/roles.ts';
import { CLOUDS } from '../../../simulator/kernel/clouds.ts';
import { createClock, type Clock } from '../../../simulator/kernel/clock.ts';
import { AzureError } from '../../../simulator/kernel/errors.ts';
import type { Inspectable, Service, SimRequest, SimResponse } from '../../../simulator/kernel/exchange.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { createRandomness } from '../../../simulator/kernel/randomness.ts';
import { ResourceStore } from '../../../simulator/kernel/resource-store.ts';
import type { World } from '../../../simulator/kernel/world.ts';
import { defaultScenario } from '../../../simulator/scenario/load.ts';
import { PROFILES, type Profile } from '../../../simulator/scenario/profiles.ts';
import { keysOf } from '../../../simulator/storage/accounts.ts';
import { startAzurite, type Azurite } from '../../../simulator/storage/azurite.ts';
import { createStorage } from '../../../simulator/storage/storage.ts';
import { fixedVhdFooter } from '../../../simulator/storage/vhd.ts';

export const GROUP = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg';
export const accountId = (name: string): string => `${GROUP}/providers/Microsoft.Storage/storageAccounts/${name}`;
export const ACCOUNT_ID = accountId('acct');
export const HOST = 'acct.blob.core.windows.net';
export const VERSION = '2024-08-04';

const BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs';
const CONTAINERS = 'Microsoft.Storage/storageAccounts/blobServices/containers';
export const CONTRIBUTOR: RoleAssignment = {
  scope: GROUP,
  actions: [`${CONTAINERS}/*`, 'Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action'],
  dataActions: [`${BLOBS}/*`],
};
export const READER: RoleAssignment = {
  scope: GROUP,
  actions: [`${CONTAINERS}/read`],
  dataActions: [`${BLOBS}/read`],
};

export interface Machine {
  readonly azurite: Azurite;
  readonly directory: string;
  stop(): Promise<void>;
}

export async function startMachine(): Promise<Machine> {
  const directory = await mkdtemp(join(tmpdir(), 'storage-room-'));
  const azurite = await startAzurite(directory);
  return {
    azurite,
    directory,
    async stop() {
      await azurite.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

export interface Room {
  readonly service: Service & Inspectable;
  readonly world: World;
  ask(method: string, path: string, options?: Asked): Promise<Answer>;
  /** The SDK as the principal with these roles. */
  client(...granted: readonly RoleAssignment[]): BlobServiceClient;
  keyClient(account?: string): BlobServiceClient;
  /** A bearer token of a principal with these roles. */
  tokenFor(granted: readonly RoleAssignment[]): string;
  /** A client for a blob URL that carries its own credentials. */
  readonly pipeline: StoragePipelineOptions;
}

export interface Asked {
  /** The roles of the caller; absent for no bearer token at all. */
  readonly as?: readonly RoleAssignment[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A new world on the same Azurite; what an earlier one stored is gone. */
export async function enterRoom(
  machine: Machine,
  options: { readonly account?: JsonObject; readonly profile?: Profile; readonly clock?: Clock } = {},
): Promise<Room> {
  await machine.azurite.reset();
  const profile = options.profile ?? PROFILES.instant;
  const clock = options.clock ?? createClock(profile, 1);
  const random = createRandomness('storage');
  const resources = new ResourceStore();
  const roles = createRoles(resources);
  resources.put(ACCOUNT_ID, { id: ACCOUNT_ID, name: 'acct', kind: 'StorageV2', ...options.account });
  const storage = createStorage({
    azurite: machine.azurite,
    clock,
    random,
    resources,
    roles,
    profile,
    cloud: CLOUDS.AzureCloud,
  });
  const principals = new Map<string, Principal>();
  const signers: Principal[] = [];
  const scenario = { ...defaultScenario(), tenantId: 'tenant', principals: signers };
  const service = storage.service(
    { scenario },
    {
      async verify(header, audiences) {
        const known = principals.get((header ?? '').replace('Bearer ', ''));
        if (known === undefined || !audiences.includes('https://storage.azure.com')) {
          throw new AzureError(401, 'InvalidAuthenticationToken', 'The access token is invalid.');
        }
        return known;
      },
    },
  );
  const tokenFor = (granted: readonly RoleAssignment[]): string => {
    const token = createHash('sha256').update(JSON.stringify(granted)).digest('hex');
    const principal = { clientId: token, objectId: token.slice(0, 32), tenantId: 'tenant', roles: granted };
    principals.set(token, principal);
    signers.push(principal);
    return token;
  };
  const transport: IHttpClient = {
    async sendRequest(request) {
      const response = await service.handle(await simRequest(request));
      return {
        request,
        status: response.status,
        headers: toHttpHeadersLike(createHttpHeaders({ ...response.headers })),
        ...(response.headers?.['content-type']?.includes('xml') === true
          ? { bodyAsText: (await whole(response)).toString() }
          : { readableStreamBody: Readable.from([await whole(response)]) }),
      };
    },
  };
  const pipeline: StoragePipelineOptions = { httpClient: transport, retryOptions: { maxTries: 1 } };
  return {
    service,
    pipeline,
    tokenFor,
    world: { scenario, clock, random, resources, roles, disks: storage.disks },
    async ask(method, path, { as, headers = {}, body = Buffer.alloc(0) } = {}) {
      const url = new URL(path, `https://${HOST}`);
      const response = await service.handle({
        method,
        url,
        headers: {
          'x-ms-version': VERSION,
          'content-length': String(body.length),
          ...(as !== undefined && { authorization: `Bearer ${tokenFor(as)}` }),
          ...headers,
        },
        body,
      });
      return { status: response.status, headers: response.headers ?? {}, body: await whole(response) };
    },
    client: (...granted) =>
      new BlobServiceClient(
        `https://${HOST}`,
        {
          getToken: () => Promise.resolve({ token: tokenFor(granted), expiresOnTimestamp: Date.now() + 3_600_000 }),
        },
        pipeline,
      ),
    keyClient: (account = 'acct') =>
      new BlobServiceClient(
        `https://${account}.blob.core.windows.net`,
        new StorageSharedKeyCredential(account, keysOf(accountId(account)).key1.toString('base64')),
        pipeline,
      ),
  };
}

/** The code of a refusal: in the header and, where there is a body, in the XML. */
export function codeOf(answer: Answer): string | undefined {
  const header = answer.headers['x-ms-error-code'];
  const inBody = /<Code>([^<]*)<\/Code>/.exec(answer.body.toString())?.[1];
  return answer.body.length > 0 && inBody !== header ? `header ${header ?? ''}, body ${inBody ?? ''}` : header;
}

/** A fixed VHD of `mebibytes` with random-looking data at the given offsets; answers its SHA-256. */
export async function writeVhd(path: string, mebibytes: number, data: ReadonlyMap<number, Buffer>): Promise<string> {
  const diskBytes = mebibytes * 1024 * 1024;
  const file = await open(path, 'w');
  await file.truncate(diskBytes);
  for (const [offset, bytes] of data) await file.write(bytes, 0, bytes.length, offset);
  await file.write(fixedVhdFooter(diskBytes), 0, 512, diskBytes);
  await file.close();
  const digest = createHash('sha256');
  const reader = await open(path, 'r');
  for await (const chunk of reader.createReadStream()) digest.update(chunk as Buffer);
  return digest.digest('hex');
}

/** Bytes without zeros, different for each seed. */
export function noise(seed: string, length: number): Buffer {
  const block = createHash('sha512').update(seed).digest();
  return Buffer.alloc(
    length,
    block.map((byte) => byte | 1),
  );
}

async function simRequest(request: WebResource): Promise<SimRequest> {
  const headers: Record<string, string> = {};
  for (const { name, value } of request.headers.headersArray()) headers[name.toLowerCase()] = value;
  const body = await bodyBytes(request.body);
  return {
    method: request.method,
    url: new URL(request.url),
    headers: { 'content-length': String(body.length), ...headers },
    body,
  };
}

async function bodyBytes(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body);
  if (body instanceof Uint8Array) return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (body instanceof ArrayBuffer) return Buffer.from(body);
  if (typeof body === 'function') return bodyBytes((body as () => unknown)());
  if (body instanceof Readable) return Buffer.concat((await body.toArray()) as Buffer[]);
  throw new Error('The SDK sent a body of a kind that the tests do not know.');
}

async function whole(response: SimResponse): Promise<Buffer> {
  if (Buffer.isBuffer(response.body)) return response.body;
  if (response.body instanceof Readable) return Buffer.concat((await response.body.toArray()) as Buffer[]);
  return Buffer.alloc(0);
}
