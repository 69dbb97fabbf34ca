// A small world around the Batch service: one account, one gallery with images, a caller with rights, a clock by hand.
import { createRoles } from '../../../simulator/identity/roles.ts';
import type { Principal, RoleAssignment } from '../../../simulator/identity/roles.ts';
import type { ArmAnswer, ArmRoute } from '../../../simulator/arm/route.ts';
import { createBatch } from '../../../simulator/batch/batch.ts';
import type { Batch } from '../../../simulator/batch/batch.ts';
import type { Clock } from '../../../simulator/kernel/clock.ts';
import { AzureError } from '../../../simulator/kernel/errors.ts';
import type { SimResponse } from '../../../simulator/kernel/exchange.ts';
import { arrayOf, at, isObject, objectOf } from '../../../simulator/kernel/json.ts';
import type { Json, JsonObject } from '../../../simulator/kernel/json.ts';
import { createRandomness } from '../../../simulator/kernel/randomness.ts';
import { ResourceStore } from '../../../simulator/kernel/resource-store.ts';
import type { World } from '../../../simulator/kernel/world.ts';
import { defaultScenario } from '../../../simulator/scenario/load.ts';
import type { NodeBehaviour, Scenario } from '../../../simulator/scenario/scenario.ts';
import type { DiskBlobs } from '../../../simulator/storage/disk-blobs.ts';
import { handClock as clockByHand } from '../hand-clock.ts';

export const SUBSCRIPTION = '/subscriptions/11111111-2222-4333-8444-555555555555';
export const GROUP = `${SUBSCRIPTION}/resourceGroups/rg-images`;
export const ACCOUNT = `${GROUP}/providers/Microsoft.Batch/batchAccounts/batchrender`;
export const ENDPOINT = 'batchrender.westeurope.batch.azure.com';
export const GALLERY = `${GROUP}/providers/Microsoft.Compute/galleries/renderGallery`;
export const IMAGE = `${GALLERY}/images/vm-golden/versions/1.2.0`;
export const VERSION = '2024-07-01.20.0';

export interface SecondsClock extends Clock {
  /** Lets simulated seconds pass, timer by timer. */
  pass(seconds: number): void;
}

/** Time that moves only when told; `realistic` durations. */
export function handClock(): SecondsClock {
  const clock = clockByHand({ start: '2026-11-23T00:00:00Z' });
  return { ...clock, pass: (seconds) => clock.pass(seconds * 1000) };
}

/** Durations of nothing: everything has happened when a call returns. */
export function instantClock(): Clock {
  return {
    now: () => new Date(Date.UTC(2026, 10, 23)),
    milliseconds: () => 0,
    after: (_, task) => void task(),
    retryHeaders: () => ({ 'retry-after': '1' }),
    stop: () => undefined,
  };
}

export interface Setting {
  readonly clock?: Clock;
  readonly account?: JsonObject;
  readonly nodes?: NodeBehaviour;
  readonly scenario?: Partial<Scenario>;
  readonly roles?: readonly RoleAssignment[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
  readonly text: string;
}

export interface TestWorld {
  readonly world: World;
  readonly batch: Batch;
  /** A data-plane call; `body` is sent with the right content type unless `headers` say otherwise. */
  readonly call: (method: string, path: string, body?: Json, more?: CallOptions) => Promise<Answer>;
  /** An ARM call through the routes; refusals become answers. */
  readonly arm: (method: string, id: string, body?: JsonObject, more?: CallOptions) => Promise<Answer>;
}

export interface CallOptions {
  readonly version?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const OWNER: RoleAssignment = { scope: '/', actions: ['*'], dataActions: ['*'] };

export function createTestWorld(setting: Setting = {}): TestWorld {
  const resources = new ResourceStore();
  addResources(resources, setting.account ?? {});
  const principal: Principal = {
    clientId: 'client',
    objectId: 'object',
    tenantId: 'tenant',
    roles: setting.roles ?? [OWNER],
  };
  const world: World = {
    scenario: { ...scenario(setting.nodes ?? {}), ...setting.scenario },
    clock: setting.clock ?? instantClock(),
    random: createRandomness('batch'),
    resources,
    roles: createRoles(resources),
    disks: noDisks,
  };
  const batch = createBatch(world, {
    verify(header) {
      if (header === 'Bearer good') return Promise.resolve(principal);
      return Promise.reject(new AzureError(401, 'InvalidAuthenticationToken', 'The access token is invalid.'));
    },
  });
  return {
    world,
    batch,
    async call(method, path, body, more = {}) {
      const url = new URL(`https://${ENDPOINT}${path}`);
      if (!url.searchParams.has('api-version')) url.searchParams.set('api-version', more.version ?? VERSION);
      const response = await batch.service.handle({
        method,
        url,
        headers: {
          authorization: 'Bearer good',
          ...(body === undefined ? {} : { 'content-type': 'application/json; odata=minimalmetadata; charset=utf-8' }),
          ...more.headers,
        },
        body: body === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(body)),
      });
      return answerOf(response);
    },
    arm: (method, id, body, more = {}) => callArm(world, batch.routes, principal, method, id, body, more),
  };
}

function answerOf({ status, headers = {}, body }: SimResponse): Answer {
  const isText = Buffer.isBuffer(body);
  const json: Json | undefined = body === undefined || isText || isStream(body) ? undefined : body;
  return { status, headers, body: objectOf(json), text: isText ? body.toString('utf8') : '' };
}

function isStream(body: object | Json): body is Exclude<SimResponse['body'], Json | Buffer | undefined> {
  return typeof body === 'object' && body !== null && 'pipe' in body;
}

async function callArm(
  world: World,
  routes: readonly ArmRoute[],
  principal: Principal,
  method: string,
  id: string,
  body: JsonObject | undefined,
  more: CallOptions,
): Promise<Answer> {
  const url = new URL(`https://management.azure.com${id}`);
  for (const route of routes) {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const pattern = new RegExp(`^${route.path.replace(/\{\w+\}/g, '([^/]+)')}$`, 'i');
    const found = pattern.exec(url.pathname);
    if (route.method !== method || found === null) continue;
    const action = /\/(listKeys|disableAutoScale|stopResize)$/i;
    try {
      const answer: ArmAnswer = await route.handle({
        world,
        principal,
        params: Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ''])),
        query: url.searchParams,
        headers: more.headers ?? {},
        body,
        apiVersion: more.version ?? '2024-07-01',
        resourceId: url.pathname.replace(action, ''),
      });
      const headers = answer.kind === 'done' ? (answer.headers ?? {}) : {};
      return { status: answer.status, headers, body: answer.body ?? {}, text: '' };
    } catch (error) {
      if (!(error instanceof AzureError)) throw error;
      const { status, code, message, target, values } = error;
      return {
        status,
        headers: {},
        body: { code, message, ...(target === undefined ? {} : { target }), values },
        text: '',
      };
    }
  }
  throw new Error(`No route for ${method} ${id}`);
}

function scenario(nodes: NodeBehaviour): Scenario {
  return { ...defaultScenario(), profile: 'instant', seed: 'batch', tenantId: 'tenant', resources: [], nodes };
}

function addResources(resources: ResourceStore, account: JsonObject): void {
  resources.put(ACCOUNT, {
    id: ACCOUNT,
    name: 'batchrender',
    type: 'Microsoft.Batch/batchAccounts',
    location: 'westeurope',
    properties: {
      accountEndpoint: ENDPOINT,
      dedicatedCoreQuota: 20,
      lowPriorityCoreQuota: 8,
      poolQuota: 5,
      activeJobAndJobScheduleQuota: 4,
      ...account,
    },
  });
  addImage(resources, 'vm-golden', {});
}

export interface ImageTraits {
  readonly osType?: string;
  readonly osState?: string;
  readonly generation?: string;
  readonly architecture?: string;
  readonly securityType?: string;
  readonly region?: string;
  /** As the scenario says how far the region is. */
  readonly replication?: string;
}

/** A definition with one version, 1.2.0; answers the version's ID. */
export function addImage(resources: ResourceStore, name: string, traits: ImageTraits): string {
  const definition = `${GALLERY}/images/${name}`;
  const region = traits.region ?? 'West Europe';
  resources.put(definition, {
    id: definition,
    location: 'westeurope',
    properties: {
      osType: traits.osType ?? 'Linux',
      osState: traits.osState ?? 'Generalized',
      hyperVGeneration: traits.generation ?? 'V2',
      architecture: traits.architecture ?? 'x64',
      features: traits.securityType === undefined ? [] : [{ name: 'SecurityType', value: traits.securityType }],
    },
  });
  const version = `${definition}/versions/1.2.0`;
  resources.put(version, {
    id: version,
    location: 'westeurope',
    properties: {
      provisioningState: 'Succeeded',
      publishingProfile: { targetRegions: [{ name: region, regionalReplicaCount: 1 }] },
      ...(traits.replication === undefined
        ? {}
        : { replicationStatus: { summary: [{ region, state: traits.replication }] } }),
    },
  });
  return version;
}

const noDisks: DiskBlobs = {
  create: () => Promise.resolve(),
  delete: () => Promise.resolve(),
  bytes: () => 0,
  grant: () => Promise.reject(new Error('No disks here.')),
  revoke: () => Promise.resolve(),
  inspect: () => Promise.resolve(undefined),
};

/** The body of a pool of the data plane. */
export function poolBody(id: string, more: JsonObject = {}): JsonObject {
  return {
    id,
    vmSize: 'Standard_D2s_v5',
    virtualMachineConfiguration: configuration(),
    targetDedicatedNodes: 2,
    ...more,
  };
}

export function configuration(image = IMAGE, more: JsonObject = {}): JsonObject {
  return {
    imageReference: { virtualMachineImageId: image },
    nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    ...more,
  };
}

export function armBody(
  more: JsonObject = {},
  scale: JsonObject = { fixedScale: { targetDedicatedNodes: 2 } },
): JsonObject {
  return {
    properties: {
      vmSize: 'STANDARD_D2S_V5',
      deploymentConfiguration: {
        virtualMachineConfiguration: { imageReference: { id: IMAGE }, nodeAgentSkuId: 'batch.node.ubuntu 22.04' },
      },
      scaleSettings: scale,
      ...more,
    },
  };
}

/** A value as text, for those that are expected to be strings. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

export function codeOf(answer: Answer): string {
  return `${answer.status} ${textOf(answer.body.code)}`;
}

/** The `values` of a data-plane error, by key. */
export function valuesOf(answer: Answer): Readonly<Record<string, Json | undefined>> {
  return Object.fromEntries(
    arrayOf(answer.body.values).map((one): [string, Json | undefined] => [textOf(at(one, 'key')), at(one, 'value')]),
  );
}

export function valueOf(answer: Answer): readonly JsonObject[] {
  return arrayOf(answer.body.value).filter(isObject);
}

/** The counts of dedicated nodes that are not zero. */
export async function dedicatedCounts(
  test: TestWorld,
  pool: string,
): Promise<Readonly<Record<string, Json | undefined>>> {
  const answer = await test.call('GET', `/nodecounts?$filter=poolId eq '${pool}'`);
  const counts = objectOf(at(valueOf(answer)[0], 'dedicated'));
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}
