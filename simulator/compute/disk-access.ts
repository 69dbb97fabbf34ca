// Access to the bytes of a disk or snapshot: beginGetAccess gives a signed URL, endGetAccess takes it back.
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import { numberOf, objectOf, stringOf } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import {
  computeId,
  computePath,
  concurrentRequest,
  find,
  invalidParameter,
  missing,
  nameOf,
  notSimulated,
  param,
  requireBetween,
  requiredBody,
} from './compute-ids.ts';
import { attachedTo, endGrant, openGrant, recordGrant } from './disk-state.ts';
import { beginOperation, endOperation, operationOn } from './operations-in-progress.ts';
import { propertiesOf } from './resource-bodies.ts';
import { requireWhole } from './snapshot-copies.ts';
import { hasEphemeralOsDisk, isAllocated } from './vm-state.ts';

/** Sixty days, since 2025-02-15: https://learn.microsoft.com/azure/virtual-machines/windows/download-vhd */
export const MAX_ACCESS_SECONDS = 5_184_000;

const SINGULAR = { disks: 'disk', snapshots: 'snapshot' } as const;
type Kind = keyof typeof SINGULAR;

function resourceOf(call: ArmCall, kind: Kind): StoredResource {
  return find(call.world, computeId(call, kind, param(call, SINGULAR[kind])));
}

/** Only incremental snapshots exist of these, and their disks cannot be exported. */
export function isIncrementalOnly(disk: StoredResource): boolean {
  const sku = stringOf(objectOf(disk.body['sku'])['name']) ?? '';
  return sku === 'PremiumV2_LRS' || sku === 'UltraSSD_LRS';
}

export function requireNotEphemeral(world: World, diskId: string): void {
  const vm = attachedTo(world, diskId);
  if (vm === undefined || !hasEphemeralOsDisk(vm)) return;
  throw new AzureError(
    409,
    'OperationNotAllowed',
    `The disk '${nameOf(diskId)}' is the ephemeral OS disk of VM '${vm.id}'; it can be neither exported nor snapshotted.`,
  );
}

export function requireIdleDisk(world: World, id: string): void {
  if (operationOn(world, id) !== undefined) throw concurrentRequest();
}

function requireExportable(call: ArmCall, resource: StoredResource, kind: Kind): void {
  const { world } = call;
  const properties = propertiesOf(resource);
  const name = nameOf(resource.id);
  const vm = attachedTo(world, resource.id);
  if (vm !== undefined && isAllocated(vm)) {
    // https://github.com/microsoft/AzureStorageExplorer/issues/6654
    throw new AzureError(
      409,
      'Conflict',
      `Access not permitted because disk ${name} is currently attached to running VM ${vm.id}.`,
    );
  }
  requireNotEphemeral(world, resource.id);
  requireWhole(world, resource.id);
  const policy = stringOf(properties['networkAccessPolicy']) ?? 'AllowAll';
  if (policy !== 'AllowAll' || properties['publicNetworkAccess'] === 'Disabled') {
    const rule = policy !== 'AllowAll' ? `networkAccessPolicy is ${policy}` : 'publicNetworkAccess is Disabled';
    throw new AzureError(409, 'OperationNotAllowed', `Access not permitted because of disk ${name} the ${rule}.`);
  }
  if (kind === 'disks' && isIncrementalOnly(resource)) {
    throw new AzureError(
      409,
      'OperationNotAllowed',
      `Access not permitted because disk ${name} is of a type that cannot be exported. Create an incremental snapshot instead.`,
    );
  }
  if (properties['dataAccessAuthMode'] === 'AzureActiveDirectory') {
    throw notSimulated('access to a disk whose dataAccessAuthMode is AzureActiveDirectory');
  }
}

function beginGetAccess(call: ArmCall, kind: Kind): ArmAnswer {
  const { world } = call;
  const body = requiredBody(call, 'grantAccessData');
  const resource = resourceOf(call, kind);
  const access = stringOf(body['access']);
  if (access === undefined) throw invalidParameter(missing('grantAccessData.access'), 'grantAccessData.access');
  if (access !== 'Read') throw notSimulated(`access '${access}' to a disk`);
  if ((stringOf(body['fileFormat']) ?? 'VHD') !== 'VHD') throw notSimulated('an export in another format than VHD');
  if (body['getSecureVMGuestStateSAS'] === true) throw notSimulated('the export of the security data of a disk');
  requireBetween(body['durationInSeconds'], 'durationInSeconds', 1, MAX_ACCESS_SECONDS);
  requireIdleDisk(world, resource.id);
  requireExportable(call, resource, kind);
  const durationSeconds = numberOf(body['durationInSeconds']) ?? MAX_ACCESS_SECONDS;
  const incremental = propertiesOf(resource)['incremental'] === true;
  beginOperation(world, resource.id, 'beginGetAccess');
  return {
    kind: 'accepted',
    status: 202,
    work: {
      durationMs: world.clock.milliseconds('access.begin'),
      finish: async () => {
        endOperation(world, resource.id);
        const open = openGrant(world, resource.id);
        if (open !== undefined) return { accessSAS: open.accessSas };
        const accessSAS = await world.disks.grant(resource.id, { durationSeconds, incremental });
        recordGrant(world, resource.id, accessSAS, durationSeconds);
        return { accessSAS };
      },
      fail: () => endOperation(world, resource.id),
    },
  };
}

function endGetAccess(call: ArmCall, kind: Kind): ArmAnswer {
  const { world } = call;
  const resource = resourceOf(call, kind);
  requireIdleDisk(world, resource.id);
  beginOperation(world, resource.id, 'endGetAccess');
  return {
    kind: 'accepted',
    status: 202,
    work: {
      durationMs: world.clock.milliseconds('access.end'),
      finish: async () => {
        endOperation(world, resource.id);
        if (openGrant(world, resource.id) === undefined) return undefined;
        await world.disks.revoke(resource.id);
        endGrant(world, resource.id);
        return undefined;
      },
      fail: () => endOperation(world, resource.id),
    },
  };
}

export const diskAccessRoutes: readonly ArmRoute[] = (['disks', 'snapshots'] as const).flatMap(
  (kind): readonly ArmRoute[] => {
    const path = computePath(`${kind}/{${SINGULAR[kind]}}`);
    const post = (name: string, handle: (call: ArmCall) => ArmAnswer): ArmRoute => ({
      method: 'POST',
      path: `${path}/${name}`,
      action: `Microsoft.Compute/${kind}/${name}/action`,
      since: '2016-04-30-preview',
      handle,
    });
    return [
      post('beginGetAccess', (call) => beginGetAccess(call, kind)),
      post('endGetAccess', (call) => endGetAccess(call, kind)),
    ];
  },
);
