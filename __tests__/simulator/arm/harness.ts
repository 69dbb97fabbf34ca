// A small world with the ARM front alone, and a way to ask it things.
import { expect } from '@jest/globals';
import { createArmService } from '../../../simulator/arm/arm-service.ts';
import { groupDeletionRoutes } from '../../../simulator/arm/group-deletion.ts';
import { createInnerRequests } from '../../../simulator/arm/inner-requests.ts';
import { platformRoutes } from '../../../simulator/arm/platform-routes.ts';
import type { ArmRoute } from '../../../simulator/arm/route.ts';
import { deploymentRoutes } from '../../../simulator/deployments/routes.ts';
import type { RoleAssignment } from '../../../simulator/identity/roles.ts';
import { createRoles } from '../../../simulator/identity/roles.ts';
import { createTokens, type Tokens } from '../../../simulator/identity/tokens.ts';
import type { Service, SimRequest, SimResponse } from '../../../simulator/kernel/exchange.ts';
import type { Json, JsonObject } from '../../../simulator/kernel/json.ts';
import { at, isObject } from '../../../simulator/kernel/json.ts';
import { createRandomness } from '../../../simulator/kernel/randomness.ts';
import { ResourceStore } from '../../../simulator/kernel/resource-store.ts';
import type { World } from '../../../simulator/kernel/world.ts';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';
import { defaultScenario } from '../../../simulator/scenario/load.ts';
import type { ProfileName } from '../../../simulator/scenario/profiles.ts';
import { PROFILES } from '../../../simulator/scenario/profiles.ts';
import type { DiskBlobs } from '../../../simulator/storage/disk-blobs.ts';
import { handClock, type HandClock } from '../hand-clock.ts';

export const SUB = DEFAULT_NAMES.subscriptionId;
export const GROUP = `/subscriptions/${SUB}/resourceGroups/${DEFAULT_NAMES.resourceGroup}`;
export const OWNER: readonly RoleAssignment[] = [{ scope: '/', actions: ['*'], dataActions: ['*'] }];

export interface TestWorld {
  readonly world: World;
  readonly clock: HandClock;
  readonly deletedDisks: string[];
}

export function makeWorld(
  options: {
    readonly profile?: ProfileName;
    readonly speed?: number;
    readonly assignments?: readonly RoleAssignment[];
    readonly github?: Partial<World['scenario']['github']>;
    readonly disks?: Partial<DiskBlobs>;
    readonly principal?: Partial<World['scenario']['principals'][number]>;
    /** Principals beside the one that asks. */
    readonly others?: World['scenario']['principals'];
    readonly scenario?: Partial<World['scenario']>;
  } = {},
): TestWorld {
  const { profile = 'quick', speed = 1, assignments = OWNER } = options;
  const clock = handClock({ profile: PROFILES[profile], speed });
  const deletedDisks: string[] = [];
  const unused = (): never => {
    throw new Error('the ARM front does not use this');
  };
  const disks: DiskBlobs = {
    create: unused,
    bytes: unused,
    grant: unused,
    revoke: unused,
    inspect: unused,
    async delete(id) {
      deletedDisks.push(id);
    },
    ...options.disks,
  };
  const resources = new ResourceStore();
  const issuer = 'https://token.actions.githubusercontent.com';
  const world: World = {
    scenario: {
      ...defaultScenario(),
      profile,
      speed,
      seed: 't',
      principals: [
        {
          clientId: DEFAULT_NAMES.clientId,
          objectId: '12345678-0000-4000-8000-000000000001',
          secret: DEFAULT_NAMES.clientSecret,
          federated: { issuer, subject: DEFAULT_NAMES.subject, audience: 'api://AzureADTokenExchange' },
          roles: assignments,
          ...options.principal,
        },
        ...(options.others ?? []),
      ],
      resources: [],
      github: { repository: DEFAULT_NAMES.repository, subject: DEFAULT_NAMES.subject, issuer, ...options.github },
      ...options.scenario,
    },
    clock,
    random: createRandomness('t'),
    resources,
    roles: createRoles(resources),
    disks,
  };
  world.resources.put(GROUP, {
    id: GROUP,
    name: DEFAULT_NAMES.resourceGroup,
    type: 'Microsoft.Resources/resourceGroups',
    location: 'westeurope',
    properties: { provisioningState: 'Succeeded' },
  });
  return { world, clock, deletedDisks };
}

export interface Ask {
  readonly body?: Json | string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly failOperation?: { readonly code: string; readonly message: string };
  /** `null` sends none. */
  readonly authorization?: string | null;
}

export interface Arm extends TestWorld {
  readonly service: Service;
  readonly tokens: Tokens;
  /** `path` may be a full URL, as polling headers give it. */
  ask(method: string, path: string, ask?: Ask): Promise<SimResponse>;
}

export async function makeArm(
  options: Parameters<typeof makeWorld>[0] & {
    readonly routes?: readonly ArmRoute[];
    readonly lifetimeSeconds?: number;
  } = {},
): Promise<Arm> {
  const made = makeWorld(options);
  const { world } = made;
  const lifetime = options.lifetimeSeconds === undefined ? {} : { lifetimeSeconds: options.lifetimeSeconds };
  const tokens = await createTokens(world, lifetime);
  const providers = options.routes ?? [];
  const inner = createInnerRequests(world, providers);
  const service = createArmService(world, tokens, [
    ...platformRoutes,
    ...groupDeletionRoutes(inner),
    ...deploymentRoutes(inner),
    ...providers,
  ]);
  const [principal] = world.scenario.principals;
  if (principal === undefined) throw new Error('the test world has a principal');
  const token = await tokens.issue(
    { ...principal, tenantId: world.scenario.tenantId },
    'https://management.azure.com/',
  );
  return {
    ...made,
    service,
    tokens,
    ask(method, path, { body, headers, failOperation, authorization = `Bearer ${token}` } = {}) {
      const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
      const request: SimRequest = {
        method,
        url: new URL(path, 'https://management.azure.com'),
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(authorization !== null && { authorization }),
          ...headers,
        },
        body: Buffer.from(text),
        ...(failOperation && { failOperation }),
      };
      return service.handle(request);
    },
  };
}

export function json(response: SimResponse): JsonObject {
  const { body } = response;
  if (body === undefined || Buffer.isBuffer(body) || typeof body !== 'object' || body === null || 'pipe' in body) {
    throw new Error(`no JSON in the answer with status ${response.status}`);
  }
  const value = body as Json;
  if (!isObject(value)) throw new Error('the answer is no JSON object');
  return value;
}

export function expectRefusal(response: SimResponse, status: number, code: string, message: string | RegExp): void {
  const error = { status: response.status, code: at(json(response), 'error', 'code') };
  expect(error).toEqual({ status, code });
  const text = at(json(response), 'error', 'message');
  if (typeof message === 'string') expect(text).toBe(message);
  else expect(text).toMatch(message);
}
