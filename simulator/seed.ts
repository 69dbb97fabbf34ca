// Puts a scenario's resources into a new world, and gives disks and snapshots their bytes.
import { statSync } from 'node:fs';
import { CLOUDS } from './kernel/clouds.ts';
import { arrayOf, at, numberOf, objectOf, stringOf, type JsonObject } from './kernel/json.ts';
import { typeOf } from './kernel/resource-store.ts';
import type { World } from './kernel/world.ts';
import { completeBody, merged } from './scenario/complete-body.ts';
import { ScenarioError } from './scenario/load.ts';
import type { Scenario, ScenarioResource } from './scenario/scenario.ts';
import { accountAt } from './storage/accounts.ts';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
/** A fixed VHD is the disk's bytes and this footer. */
const FOOTER_BYTES = 512;

const HOLDS_BYTES: ReadonlySet<string> = new Set(['microsoft.compute/disks', 'microsoft.compute/snapshots']);

const POOL_TYPE = 'microsoft.batch/batchaccounts/pools';

export async function seed(world: World): Promise<void> {
  const { scenario, resources, random, disks } = world;
  const completion = { region: scenario.region, random, cloud: CLOUDS[scenario.cloud] };
  for (const one of withParents(scenario)) {
    // Pools live in the Batch service, which places them itself.
    if (typeOf(one.id) === POOL_TYPE) continue;
    const stored = resources.put(one.id, completeBody(one.id, sized(one), completion));
    if (!HOLDS_BYTES.has(stored.type)) continue;
    if (one.disk !== undefined) {
      await explained(stored.id, disks.create(stored.id, { kind: 'file', path: one.disk }));
    } else {
      const bytes = numberOf(objectOf(stored.body['properties'])['diskSizeBytes']) ?? 4 * GIB;
      await disks.create(stored.id, { kind: 'empty', bytes: bytes + FOOTER_BYTES });
    }
  }
  for (const vm of scenario.resources.filter(isVm)) await seedBlobs(world, vm);
  for (const { url, mebibytes, metadata } of scenario.blobs ?? []) {
    const bytes = mebibytes * MIB + FOOTER_BYTES;
    await explained(url, disks.createBlob?.(url, { kind: 'empty', bytes }, metadata));
  }
}

/** The disks of a VM of old are page blobs in a storage account; where the world lacks the account, there are none. */
async function seedBlobs({ disks, resources }: World, vm: ScenarioResource): Promise<void> {
  const profile = at(vm.body, 'properties', 'storageProfile');
  for (const [index, disk] of [at(profile, 'osDisk'), ...arrayOf(at(profile, 'dataDisks'))].entries()) {
    const uri = stringOf(at(disk, 'vhd', 'uri'));
    if (uri === undefined || disks.createBlob === undefined) continue;
    if (!URL.canParse(uri) || accountAt(resources, new URL(uri).hostname) === undefined) continue;
    const bytes = (numberOf(at(disk, 'diskSizeGB')) ?? 4) * GIB + FOOTER_BYTES;
    const source = index === 0 && vm.disk !== undefined ? ({ kind: 'file', path: vm.disk } as const) : undefined;
    await explained(vm.id, disks.createBlob(uri, source ?? { kind: 'empty', bytes }));
  }
}

function isVm({ id }: ScenarioResource): boolean {
  return /\/providers\/Microsoft\.Compute\/virtualMachines\/[^/]+$/i.test(id);
}

/** What cannot be made of a scenario is the scenario's mistake. */
async function explained(id: string, work: Promise<void> | undefined): Promise<void> {
  await work?.catch((error: unknown) => {
    throw new ScenarioError(`${id}: disk: ${error instanceof Error ? error.message : String(error)}`);
  });
}

/** The same scenario with a VHD behind the OS disk of its first VM, unless the scenario names one itself. */
export function withOsDisk(scenario: Scenario, vhd: string): Scenario {
  const vm = scenario.resources.find(isVm);
  const osDisk = objectOf(objectOf(objectOf(vm?.body['properties'])['storageProfile'])['osDisk']);
  const diskId = stringOf(objectOf(osDisk['managedDisk'])['id'])?.toLowerCase();
  const isOfOld = at(osDisk, 'vhd', 'uri') !== undefined;
  if (diskId === undefined && !isOfOld) {
    throw new ScenarioError('The scenario has no VM with an OS disk to put the VHD on.');
  }
  const gib = Math.ceil((sizeOf(vhd) - FOOTER_BYTES) / GIB);
  return {
    ...scenario,
    resources: scenario.resources.map((one) => {
      if (one.id === vm?.id) {
        const body = merged(one.body, { properties: { storageProfile: { osDisk: { diskSizeGB: gib } } } });
        return { ...one, body, ...(isOfOld && one.disk === undefined && { disk: vhd }) };
      }
      return one.id.toLowerCase() === diskId && one.disk === undefined ? { ...one, disk: vhd } : one;
    }),
  };
}

function sizeOf(path: string): number {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new ScenarioError(`${path}: no such file.`);
  return found.size;
}

/** The size of a disk with a VHD is the VHD's. */
function sized({ id, body, disk }: ScenarioResource): JsonObject {
  if (disk === undefined || !HOLDS_BYTES.has(typeOf(id))) return body;
  const bytes = sizeOf(disk) - FOOTER_BYTES;
  return merged(body, { properties: { diskSizeGB: Math.ceil(bytes / GIB), diskSizeBytes: bytes } });
}

/** Subscriptions and resource groups that the IDs imply come first, so that a scenario need not list them. */
function withParents({ subscriptionId, region, resources }: Scenario): readonly ScenarioResource[] {
  const listed = new Set(resources.map(({ id }) => id.toLowerCase()));
  const implied = new Map<string, ScenarioResource>();
  const imply = (id: string, body: JsonObject): void => {
    const key = id.toLowerCase();
    if (!listed.has(key) && !implied.has(key)) implied.set(key, { id, body });
  };
  imply(`/subscriptions/${subscriptionId}`, {});
  for (const { id } of resources) {
    const parents = /^(\/subscriptions\/[^/]+)(\/resourceGroups\/[^/]+)?/i.exec(id);
    if (parents?.[1] !== undefined) imply(parents[1], {});
    if (parents?.[1] !== undefined && parents[2] !== undefined) {
      imply(`${parents[1]}${parents[2]}`, { location: region });
    }
  }
  return [...implied.values(), ...resources];
}
