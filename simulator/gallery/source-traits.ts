// What a source is, whatever its kind: operating system, generation, security, plan, sizes.
import type { ArmCall } from '../arm/route.ts';
import { bytesOf, GIB, VHD_FOOTER_BYTES } from '../compute/disk-copies.ts';
import { propertiesOf } from '../compute/resource-bodies.ts';
import { requireWhole } from '../compute/snapshot-copies.ts';
import { isGeneralized, managedDisksOf, securityTypeOf } from '../compute/vm-state.ts';
import { arrayOf, at, numberOf, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { featureOf, securityTypeOfDefinition } from './definition-rules.ts';
import { requireVhd } from './vhd-source.ts';
import { sourceResource, type DiskImageSource, type VersionSource } from './version-source.ts';

/** Undefined means that the source does not tell: a VHD says nothing about what is in it. */
export interface SourceTraits {
  readonly id: string;
  readonly kind: 'vm' | 'image' | 'version' | 'disk' | 'snapshot' | 'blob';
  readonly osType?: string | undefined;
  readonly osState?: string | undefined;
  readonly generation?: string | undefined;
  readonly architecture?: string | undefined;
  readonly securityType: string;
  readonly plan: JsonObject | 'unknown' | undefined;
  readonly isNvme: boolean;
  /** The disk encryption set of a customer-managed key. */
  readonly encryptionSet?: string | undefined;
  readonly osDiskGb: number;
  readonly osCaching?: string | undefined;
  readonly dataDisks: readonly { readonly lun: number; readonly gb: number }[];
}

export async function traitsOf(call: ArmCall, source: VersionSource, location: string): Promise<SourceTraits> {
  switch (source.kind) {
    case 'vm':
      return vmTraits(call.world, sourceResource(call, source.id, location));
    case 'image':
      return imageTraits(sourceResource(call, source.id, location));
    case 'version':
      return versionTraits(call.world, sourceResource(call, source.id, location));
    case 'disks': {
      const os = await diskImageTraits(call, source.os, location);
      const dataDisks: { lun: number; gb: number }[] = [];
      for (const { lun, source: image } of source.data) {
        dataDisks.push({ lun, gb: (await diskImageTraits(call, image, location)).osDiskGb });
      }
      return { ...os, dataDisks };
    }
  }
}

async function diskImageTraits(call: ArmCall, image: DiskImageSource, location: string): Promise<SourceTraits> {
  if (image.kind === 'blob') {
    const blob = await requireVhd(call, image, location);
    return {
      id: image.uri,
      kind: 'blob',
      securityType: 'Standard',
      plan: 'unknown',
      isNvme: false,
      osDiskGb: Math.ceil((blob.bytes - VHD_FOOTER_BYTES) / GIB),
      dataDisks: [],
    };
  }
  requireWhole(call.world, image.id);
  return { ...diskTraits(sourceResource(call, image.id, location)), kind: image.kind };
}

function diskTraits(disk: StoredResource): SourceTraits {
  const properties = propertiesOf(disk);
  const plan = properties['purchasePlan'];
  return {
    id: disk.id,
    kind: 'disk',
    osType: stringOf(properties['osType']),
    generation: stringOf(properties['hyperVGeneration']),
    architecture: stringOf(at(properties, 'supportedCapabilities', 'architecture')),
    securityType: stringOf(at(properties, 'securityProfile', 'securityType')) ?? 'Standard',
    plan: plan === undefined ? 'unknown' : planOf(plan),
    isNvme: false,
    encryptionSet: stringOf(at(properties, 'encryption', 'diskEncryptionSetId')),
    osDiskGb: Math.ceil(bytesOf(disk) / GIB),
    dataDisks: [],
  };
}

function planOf(plan: Json | undefined): JsonObject | undefined {
  if (plan === undefined || plan === null) return undefined;
  const { name, publisher, product } = objectOf(plan);
  return { name, publisher, product };
}

function vmTraits(world: World, vm: StoredResource): SourceTraits {
  const profile = objectOf(at(vm.body, 'properties', 'storageProfile'));
  const osDiskId = managedDisksOf(vm)[0];
  const osDisk = osDiskId === undefined ? undefined : world.resources.get(osDiskId);
  const fromDisk = osDisk === undefined ? undefined : diskTraits(osDisk);
  return {
    id: vm.id,
    kind: 'vm',
    osType: stringOf(at(profile, 'osDisk', 'osType')),
    osState: isGeneralized(vm) ? 'Generalized' : 'Specialized',
    generation: fromDisk?.generation,
    architecture: fromDisk?.architecture,
    securityType: securityTypeOf(vm),
    plan: planOf(vm.body['plan']),
    isNvme: stringOf(profile['diskControllerType']) === 'NVMe',
    osDiskGb: fromDisk?.osDiskGb ?? numberOf(at(profile, 'osDisk', 'diskSizeGB')) ?? 0,
    encryptionSet: fromDisk?.encryptionSet,
    osCaching: stringOf(at(profile, 'osDisk', 'caching')),
    dataDisks: arrayOf(profile['dataDisks']).map((disk) => ({
      lun: numberOf(at(disk, 'lun')) ?? 0,
      gb: numberOf(at(disk, 'diskSizeGB')) ?? 0,
    })),
  };
}

function imageTraits(image: StoredResource): SourceTraits {
  const properties = propertiesOf(image);
  const osDisk = objectOf(at(properties, 'storageProfile', 'osDisk'));
  return {
    id: image.id,
    kind: 'image',
    osType: stringOf(osDisk['osType']),
    osState: stringOf(osDisk['osState']),
    generation: stringOf(properties['hyperVGeneration']),
    securityType: 'Standard',
    plan: 'unknown',
    isNvme: false,
    osDiskGb: numberOf(osDisk['diskSizeGB']) ?? 0,
    osCaching: stringOf(osDisk['caching']),
    dataDisks: arrayOf(at(properties, 'storageProfile', 'dataDisks')).map((disk) => ({
      lun: numberOf(at(disk, 'lun')) ?? 0,
      gb: numberOf(at(disk, 'diskSizeGB')) ?? 0,
    })),
  };
}

function versionTraits(world: World, version: StoredResource): SourceTraits {
  const definition = world.resources.get(version.id.slice(0, version.id.toLowerCase().lastIndexOf('/versions/')));
  const about = definition === undefined ? {} : propertiesOf(definition);
  const profile = objectOf(at(version.body, 'properties', 'storageProfile'));
  const security = securityTypeOfDefinition(about);
  return {
    id: version.id,
    kind: 'version',
    osType: stringOf(about['osType']),
    osState: stringOf(about['osState']),
    generation: stringOf(about['hyperVGeneration']),
    architecture: stringOf(about['architecture']),
    // `...Supported` images carry no security data of their own.
    securityType: /Supported$/i.test(security) ? 'Standard' : security,
    plan: planOf(about['purchasePlan']),
    isNvme: (featureOf(about, 'DiskControllerTypes', 'DiskControllerType') ?? '').includes('NVMe'),
    osDiskGb: numberOf(at(profile, 'osDiskImage', 'sizeInGB')) ?? 0,
    osCaching: stringOf(at(profile, 'osDiskImage', 'hostCaching')),
    dataDisks: arrayOf(profile['dataDiskImages']).map((image) => ({
      lun: numberOf(at(image, 'lun')) ?? 0,
      gb: numberOf(at(image, 'sizeInGB')) ?? 0,
    })),
  };
}
