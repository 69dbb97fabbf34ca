// Managed disks and snapshots: read, make, change, delete. They answer 200 or 202, never 201.
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import type { DurationName } from '../kernel/clock.ts';
import { isObject, numberOf, objectOf, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import {
  computeId,
  computePath,
  done,
  find,
  GROUP_PATH,
  listOf,
  listScope,
  nameOf,
  NO_CONTENT,
  notSimulated,
  param,
  requireBetween,
  requireEntityName,
  requireSameLocation,
  SUBSCRIPTION_PATH,
  subscriptionOf,
} from './compute-ids.ts';
import { isIncrementalOnly, requireIdleDisk, requireNotEphemeral } from './disk-access.ts';
import {
  bytesOf,
  creationOf,
  GIB,
  inherited,
  requireSameSource,
  VHD_FOOTER_BYTES,
  type Creation,
} from './disk-copies.ts';
import { attachedTo, DISK_TYPE, diskStateOf, requireNoGrant, requireNotRead, SNAPSHOT_TYPE } from './disk-state.ts';
import { beginOperation, endOperation } from './operations-in-progress.ts';
import {
  envelope,
  patched,
  requireLocation,
  requireProvisioned,
  setProperties,
  timestamp,
  without,
} from './resource-bodies.ts';
import { copyView, familyOf, loseSource, startCopy } from './snapshot-copies.ts';
import { writtenBody } from './unmodelled.ts';

interface Kind {
  readonly type: string;
  readonly plural: 'disks' | 'snapshots';
  readonly parameter: 'disk' | 'snapshot';
  readonly write: DurationName;
  readonly delete: DurationName;
}

const DISKS: Kind = {
  type: DISK_TYPE,
  plural: 'disks',
  parameter: 'disk',
  write: 'disk.write',
  delete: 'disk.delete',
};
const SNAPSHOTS: Kind = {
  type: SNAPSHOT_TYPE,
  plural: 'snapshots',
  parameter: 'snapshot',
  write: 'snapshot.create',
  delete: 'snapshot.delete',
};

const READ_ONLY = [
  'provisioningState',
  'uniqueId',
  'diskState',
  'diskSizeBytes',
  'timeCreated',
  'LastOwnershipUpdateTime',
];

function idOf(call: ArmCall, kind: Kind): string {
  return computeId(call, kind.plural, param(call, kind.parameter));
}

/** A disk or snapshot as it is now: who holds it follows from its VM and its grant. */
export function diskView(world: World, resource: StoredResource): JsonObject {
  const vm = attachedTo(world, resource.id);
  return {
    ...resource.body,
    ...(vm !== undefined && { managedBy: vm.id }),
    properties: {
      ...objectOf(resource.body['properties']),
      ...copyView(world, resource.id),
      diskState: diskStateOf(world, resource),
    },
  };
}

/** Full and incremental snapshots of a region count together; the wording is that of Compute's other quotas. */
function requireSnapshotQuota(world: World, id: string, location: string): void {
  const limit = world.scenario.quotas.snapshots;
  const usage = world.resources
    .ofType(SNAPSHOT_TYPE, `/subscriptions/${subscriptionOf(id)}`)
    .filter((one) => one.body['location'] === location).length;
  if (usage < limit) return;
  throw new AzureError(
    409,
    'OperationNotAllowed',
    `Operation could not be completed as it results in exceeding approved Snapshots quota. Additional details - Deployment Model: Resource Manager, Location: ${location}, Current Limit: ${limit}, Current Usage: ${usage}, Additional Required: 1, (Minimum) New Limit Required: ${usage + 1}.`,
  );
}

function requireSnapshotRules(creation: Creation, incremental: boolean): void {
  if (creation.kind !== 'copy' || incremental || !isIncrementalOnly(creation.source)) return;
  throw new AzureError(
    400,
    'BadRequest',
    `Disk '${nameOf(creation.source.id)}' is of a type that has only incremental snapshots; a full snapshot of it is not supported.`,
  );
}

function sizeInGb(creation: Creation, wanted: JsonObject): number {
  if (creation.kind === 'empty') {
    requireBetween(wanted['diskSizeGB'], 'disk.diskSizeGB', 1, 65_536);
    return numberOf(wanted['diskSizeGB']) ?? 1;
  }
  const minimum = Math.ceil(bytesOf(creation.source) / GIB);
  if (wanted['diskSizeGB'] === undefined) return minimum;
  requireBetween(wanted['diskSizeGB'], 'disk.diskSizeGB', minimum, minimum);
  return minimum;
}

function newProperties(call: ArmCall, kind: Kind, creation: Creation, wanted: JsonObject): JsonObject {
  const { world } = call;
  const gib = sizeInGb(creation, wanted);
  const incremental = wanted['incremental'] === true;
  const now = timestamp(world.clock.now());
  const own = without(wanted, 'creationData', ...READ_ONLY);
  return {
    networkAccessPolicy: 'AllowAll',
    publicNetworkAccess: 'Enabled',
    encryption: { type: 'EncryptionAtRestWithPlatformKey' },
    diskSizeBytes: gib * GIB,
    ...(creation.kind === 'copy' ? inherited(creation.source) : {}),
    ...own,
    creationData: creation.creationData,
    diskSizeGB: gib,
    uniqueId: world.random.guid(),
    diskState: 'Unattached',
    timeCreated: now,
    ...(kind === DISKS && { LastOwnershipUpdateTime: now }),
    ...(kind === SNAPSHOTS && {
      incremental,
      completionPercent: 100,
      ...(incremental && creation.kind === 'copy' && { incrementalSnapshotFamilyId: familyOf(world, creation.source) }),
    }),
    provisioningState: 'Updating',
  };
}

async function create(call: ArmCall, kind: Kind, id: string, location: string, body: JsonObject): Promise<ArmAnswer> {
  const { world } = call;
  requireEntityName(nameOf(id));
  const creation = creationOf(call, kind.type, id, location, body);
  const wanted = objectOf(body['properties']);
  if (creation.kind === 'copy') {
    requireNotEphemeral(world, creation.source.id);
    requireIdleDisk(world, creation.source.id);
    requireProvisioned(creation.source);
  }
  if (kind === SNAPSHOTS) {
    requireSnapshotRules(creation, wanted['incremental'] === true);
    requireSnapshotQuota(world, id, location);
  }
  const sku = isObject(body['sku']) ? body['sku'] : { name: 'Standard_LRS' };
  const resource = world.resources.put(id, {
    ...envelope(id, kind.type, location, body),
    sku,
    ...(body['zones'] !== undefined && { zones: body['zones'] }),
    properties: newProperties(call, kind, creation, wanted),
  });
  if (creation.kind === 'copy' && creation.isBackground) startCopy(world, id, creation.source.id);
  beginOperation(world, id, 'create');
  // The bytes are taken now: what the VM writes afterwards is not in the copy.
  await world.disks.create(
    resource.id,
    creation.kind === 'copy'
      ? { kind: 'disk', id: creation.source.id }
      : { kind: 'empty', bytes: bytesOf(resource) + VHD_FOOTER_BYTES },
  );
  return accepted(world, kind, resource.id);
}

function accepted(world: World, kind: Kind, id: string): ArmAnswer {
  const end = (provisioningState: 'Succeeded' | 'Failed'): void => {
    endOperation(world, id);
    setProperties(world, id, { provisioningState });
  };
  return {
    kind: 'accepted',
    status: 202,
    body: diskView(world, find(world, id)),
    work: {
      durationMs: world.clock.milliseconds(kind.write),
      finish: () => {
        end('Succeeded');
        return undefined;
      },
      fail: () => end('Failed'),
    },
  };
}

async function put(call: ArmCall, kind: Kind): Promise<ArmAnswer> {
  const body = writtenBody(call, kind.parameter);
  const id = idOf(call, kind);
  const location = requireLocation(body, kind.type);
  const existing = call.world.resources.get(id);
  if (existing === undefined) return create(call, kind, id, location, body);
  requireSameLocation(existing, location);
  requireSameSource(existing, nameOf(id), body);
  requireIdleDisk(call.world, id);
  return update(call, existing, body, objectOf(body['tags']));
}

function update(call: ArmCall, existing: StoredResource, body: JsonObject, tags: JsonObject | undefined): ArmAnswer {
  const [size, known] = [body, existing.body].map((one) => objectOf(one['properties'])['diskSizeGB']);
  if (size !== undefined && size !== known) throw notSimulated('how to resize a disk');
  const changes = without(objectOf(body['properties']), 'creationData', 'diskSizeGB', 'incremental', ...READ_ONLY);
  const updated = call.world.resources.put(existing.id, {
    ...existing.body,
    ...(tags !== undefined && { tags }),
    ...(isObject(body['sku']) && { sku: body['sku'] }),
    properties: patched(objectOf(existing.body['properties']), changes),
  });
  return done(diskView(call.world, updated));
}

function patch(call: ArmCall, kind: Kind): ArmAnswer {
  const body = writtenBody(call, kind.parameter);
  const existing = find(call.world, idOf(call, kind));
  requireIdleDisk(call.world, existing.id);
  return update(call, existing, body, isObject(body['tags']) ? body['tags'] : undefined);
}

function remove(call: ArmCall, kind: Kind): ArmAnswer {
  const { world } = call;
  const resource = world.resources.get(idOf(call, kind));
  if (resource === undefined) return NO_CONTENT;
  requireIdleDisk(world, resource.id);
  const vm = attachedTo(world, resource.id);
  if (vm !== undefined) {
    // https://github.com/ansible/ansible/pull/54644 shows the text.
    throw new AzureError(409, 'OperationNotAllowed', `Disk ${nameOf(resource.id)} is attached to VM ${vm.id}.`);
  }
  requireNoGrant(world, resource.id);
  requireNotRead(world, resource.id);
  beginOperation(world, resource.id, 'delete');
  setProperties(world, resource.id, { provisioningState: 'Deleting' });
  return {
    kind: 'accepted',
    status: 202,
    work: {
      durationMs: world.clock.milliseconds(kind.delete),
      finish: async () => {
        endOperation(world, resource.id);
        world.resources.delete(resource.id);
        loseSource(world, resource.id);
        await world.disks.delete(resource.id);
        return undefined;
      },
      fail: () => {
        endOperation(world, resource.id);
        setProperties(world, resource.id, { provisioningState: 'Succeeded' });
      },
    },
  };
}

function routesOf(kind: Kind): readonly ArmRoute[] {
  const path = computePath(`${kind.plural}/{${kind.parameter}}`);
  const since = '2016-04-30-preview';
  const action = (verb: string): string => `${kind.type}/${verb}`;
  return [
    {
      method: 'GET',
      path,
      action: action('read'),
      since,
      handle: (call) => done(diskView(call.world, find(call.world, idOf(call, kind)))),
    },
    ...[GROUP_PATH, SUBSCRIPTION_PATH].map((scope): ArmRoute => ({
      method: 'GET',
      path: `${scope}/providers/Microsoft.Compute/${kind.plural}`,
      action: action('read'),
      since,
      handle: (call) =>
        listOf(call.world.resources.ofType(kind.type, listScope(call)).map((one) => diskView(call.world, one))),
    })),
    { method: 'PUT', path, action: action('write'), since, handle: (call) => put(call, kind) },
    { method: 'PATCH', path, action: action('write'), since, handle: (call) => patch(call, kind) },
    { method: 'DELETE', path, action: action('delete'), since, handle: (call) => remove(call, kind) },
  ];
}

export const diskRoutes: readonly ArmRoute[] = [...routesOf(DISKS), ...routesOf(SNAPSHOTS)];
