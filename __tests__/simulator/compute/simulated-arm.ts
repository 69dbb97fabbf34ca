// A world made by hand and a tiny dispatcher over routes: what the tests of Compute and of galleries share.
import type { ArmAnswer, ArmRoute } from '../../../simulator/arm/route.ts';
import { computeRoutes } from '../../../simulator/compute/routes.ts';
import { galleryRoutes } from '../../../simulator/gallery/routes.ts';
import { createRoles, type Principal } from '../../../simulator/identity/roles.ts';
import { CLOUDS } from '../../../simulator/kernel/clouds.ts';
import { createClock } from '../../../simulator/kernel/clock.ts';
import { AzureError } from '../../../simulator/kernel/errors.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { createRandomness } from '../../../simulator/kernel/randomness.ts';
import { ResourceStore } from '../../../simulator/kernel/resource-store.ts';
import type { World } from '../../../simulator/kernel/world.ts';
import { completeBody } from '../../../simulator/scenario/complete-body.ts';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';
import { defaultResources } from '../../../simulator/scenario/default-world.ts';
import { defaultScenario } from '../../../simulator/scenario/load.ts';
import { PROFILES } from '../../../simulator/scenario/profiles.ts';
import type { Quotas, Replication, VmBehaviour } from '../../../simulator/scenario/scenario.ts';
import type { DiskBlobs, VhdBlob } from '../../../simulator/storage/disk-blobs.ts';
import { handClock } from '../hand-clock.ts';

export const GROUP = `/subscriptions/${DEFAULT_NAMES.subscriptionId}/resourceGroups/${DEFAULT_NAMES.resourceGroup}`;
export const COMPUTE = `${GROUP}/providers/Microsoft.Compute`;
export const VM = `${COMPUTE}/virtualMachines/${DEFAULT_NAMES.vm}`;
export const OS_DISK = `${COMPUTE}/disks/${DEFAULT_NAMES.osDisk}`;
export const GALLERY = `${COMPUTE}/galleries/${DEFAULT_NAMES.gallery}`;
export const STORAGE_ACCOUNT = `${GROUP}/providers/Microsoft.Storage/storageAccounts/${DEFAULT_NAMES.storageAccount}`;

const GIB = 1024 ** 3;

export interface Outcome {
  readonly status: number;
  readonly body: JsonObject;
  /** How the long-running operation ended, when there was one and it has ended. */
  readonly operation: { error?: AzureError; output?: JsonObject | undefined; ended: boolean } | undefined;
}

export interface SimulatedArm {
  readonly world: World;
  readonly blobs: Map<string, VhdBlob>;
  readonly granted: Set<string>;
  call(method: ArmRoute['method'], url: string, body?: JsonObject, options?: CallOptions): Promise<Outcome>;
  /** What the call is refused with; fails the test when it is not. */
  refusal(method: ArmRoute['method'], url: string, body?: JsonObject, options?: CallOptions): Promise<AzureError>;
  /** What the long-running operation of the call ends with. */
  failure(method: ArmRoute['method'], url: string, body?: JsonObject, options?: CallOptions): Promise<AzureError>;
  get(url: string): Promise<JsonObject>;
  seed(id: string, body: JsonObject): void;
  /** Lets simulated time pass: everything due within `milliseconds` happens, in order. */
  pass(milliseconds: number): Promise<void>;
}

export interface CallOptions {
  readonly apiVersion?: string;
  readonly principal?: Principal;
  readonly planned?: boolean;
}

interface ArmSettings {
  readonly replication?: Partial<Replication>;
  readonly quotas?: Partial<Quotas>;
  readonly vms?: VmBehaviour;
  /** With `manual`, operations take their realistic time and end when the test lets time pass. */
  readonly time?: 'instant' | 'manual';
}

export const OWNER: Principal = {
  clientId: DEFAULT_NAMES.clientId,
  objectId: '77777777-6666-4555-8444-333333333333',
  tenantId: DEFAULT_NAMES.tenantId,
  roles: [{ scope: '/', actions: ['*'], dataActions: ['*'] }],
};

/** An owner without some actions. */
export function lacking(...notActions: readonly string[]): Principal {
  return { ...OWNER, roles: [{ scope: '/', actions: ['*'], notActions, dataActions: ['*'] }] };
}

export function simulatedArm(settings: ArmSettings = {}): SimulatedArm {
  const byHand = settings.time === 'manual' ? handClock({ start: '2026-11-23T12:00:00Z' }) : undefined;
  const clock = byHand ?? createClock(PROFILES.instant, 1);
  const random = createRandomness('compute-tests');
  const resources = new ResourceStore();
  const blobs = new Map<string, VhdBlob>();
  const granted = new Set<string>();
  const world: World = {
    scenario: {
      ...defaultScenario(),
      profile: 'instant',
      seed: 'compute-tests',
      resources: [],
      quotas: { ...defaultScenario().quotas, ...settings.quotas },
      replication: { failed: {}, slower: {}, ...settings.replication },
      vms: settings.vms ?? {},
    },
    clock,
    random,
    resources,
    roles: createRoles(resources),
    disks: fakeDisks(blobs, granted),
  };
  const seed = (id: string, body: JsonObject): void => {
    resources.put(id, completeBody(id, body, { region: DEFAULT_NAMES.region, random, cloud: CLOUDS.AzureCloud }));
  };
  for (const { id, body } of defaultResources(world.scenario)) seed(id, body);

  const call: SimulatedArm['call'] = async (method, url, body, options = {}) => {
    const { pathname, searchParams } = new URL(url, 'https://management.azure.com');
    const { route, params } = match(method, pathname);
    const answer = await route.handle({
      world,
      principal: options.principal ?? OWNER,
      params,
      query: searchParams,
      headers: {},
      body,
      apiVersion: options.apiVersion ?? '2024-07-01',
      resourceId: method === 'POST' ? pathname.slice(0, pathname.lastIndexOf('/')) : pathname,
    });
    return run(world, answer, options.planned === true);
  };
  return {
    world,
    blobs,
    granted,
    seed,
    call,
    get: async (url) => (await call('GET', url)).body,
    refusal: async (...request) => {
      const refused = await call(...request).catch((error: unknown) => error);
      if (refused instanceof AzureError) return refused;
      throw new Error(`Not refused: ${JSON.stringify(refused)}`);
    },
    failure: async (...request) => {
      const { operation } = await call(...request);
      if (operation?.error !== undefined) return operation.error;
      throw new Error('The operation did not fail.');
    },
    async pass(milliseconds) {
      if (byHand === undefined) throw new Error('Time passes by itself.');
      // What a task leaves to promises happens before the next task does.
      let left = milliseconds;
      for (let next = byHand.untilNext(); next !== undefined && next <= left; next = byHand.untilNext()) {
        left -= next;
        byHand.step();
        await new Promise((resolve) => setImmediate(resolve));
      }
      byHand.pass(left);
    },
  };
}

async function run(world: World, answer: ArmAnswer, planned: boolean): Promise<Outcome> {
  if (answer.kind === 'done') return { status: answer.status, body: answer.body ?? {}, operation: undefined };
  const operation: NonNullable<Outcome['operation']> = { ended: false };
  const { work } = answer;
  let ending: Promise<void> | undefined;
  const finish = async (): Promise<void> => {
    try {
      if (planned) {
        const error = new AzureError(409, 'Planned', 'A planned fault.');
        work.fail?.(error);
        throw error;
      }
      operation.output = await work.finish();
    } catch (error) {
      if (!(error instanceof AzureError)) throw error;
      operation.error = error;
    }
    operation.ended = true;
  };
  const end = (): void => {
    ending ??= finish();
  };
  if (work.until === undefined) world.clock.after(work.durationMs, end);
  else work.until(end);
  await ending;
  return { status: answer.status, body: answer.body ?? {}, operation };
}

function match(method: string, pathname: string): { route: ArmRoute; params: Record<string, string> } {
  const segments = pathname.split('/');
  for (const route of [...computeRoutes, ...galleryRoutes]) {
    const template = route.path.split('/');
    if (route.method !== method || template.length !== segments.length) continue;
    const params: Record<string, string> = {};
    const fits = template.every((part, index) => {
      const segment = segments[index] ?? '';
      const name = /^\{(.+)\}$/.exec(part)?.[1];
      if (name !== undefined) params[name] = decodeURIComponent(segment);
      return name !== undefined || part.toLowerCase() === segment.toLowerCase();
    });
    if (fits) return { route, params };
  }
  throw new Error(`No route for ${method} ${pathname}`);
}

function fakeDisks(blobs: Map<string, VhdBlob>, granted: Set<string>): DiskBlobs {
  const sizes = new Map<string, number>();
  return {
    create: async (id, source) => {
      const bytes = source.kind === 'empty' ? source.bytes : 4 * GIB + 512;
      sizes.set(id.toLowerCase(), bytes);
    },
    delete: async (id) => {
      sizes.delete(id.toLowerCase());
    },
    bytes: (id) => sizes.get(id.toLowerCase()) ?? 4 * GIB + 512,
    grant: async (id, { incremental }) => {
      granted.add(id.toLowerCase());
      return `https://md-${granted.size}.z1.blob.storage.azure.net/x/abcd?${incremental ? 'snapshot=1&sr=bs' : 'sr=b'}&sig=s`;
    },
    revoke: async (id) => {
      granted.delete(id.toLowerCase());
    },
    inspect: async (url) => blobs.get(url),
  };
}
