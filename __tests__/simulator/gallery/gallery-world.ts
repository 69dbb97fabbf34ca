// What the tests of image versions start from: a Gen2 definition, a snapshot of the VM's disk, and request bodies.
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import {
  COMPUTE,
  GALLERY,
  OS_DISK,
  simulatedArm,
  STORAGE_ACCOUNT,
  type SimulatedArm,
} from '../compute/simulated-arm.ts';

export const DEFINITION = `${GALLERY}/images/golden`;
export const VERSION = `${DEFINITION}/versions/1.0.0`;
export const SNAPSHOT = `${COMPUTE}/snapshots/snap`;
export const VHD = 'https://strender.blob.core.windows.net/vhds/golden.vhd';

export interface DefinitionTraits {
  readonly securityType?: string;
  readonly more?: JsonObject;
}

export async function galleryWorld(settings: Parameters<typeof simulatedArm>[0] = {}): Promise<SimulatedArm> {
  const arm = simulatedArm(settings);
  seedDefinition(arm);
  arm.seed(SNAPSHOT, {
    properties: { osType: 'Linux', hyperVGeneration: 'V2', supportedCapabilities: { architecture: 'x64' } },
  });
  arm.blobs.set(VHD, { blobType: 'PageBlob', bytes: 4 * 1024 ** 3 + 512, hasFixedVhdFooter: true });
  return arm;
}

export function seedDefinition(arm: SimulatedArm, { securityType, more }: DefinitionTraits = {}): void {
  arm.seed(DEFINITION, {
    properties: {
      osType: 'Linux',
      osState: 'Generalized',
      hyperVGeneration: 'V2',
      architecture: 'x64',
      identifier: { publisher: 'p', offer: 'o', sku: 's' },
      ...(securityType !== undefined && { features: [{ name: 'SecurityType', value: securityType }] }),
      ...more,
    },
  });
}

export function version(
  storageProfile: JsonObject,
  publishingProfile: JsonObject = {},
  more: JsonObject = {},
): JsonObject {
  return { location: 'westeurope', properties: { storageProfile, publishingProfile, ...more } };
}

export function ofDisk(id: string): JsonObject {
  return { osDiskImage: { source: { id }, hostCaching: 'ReadOnly' } };
}

export const OF_SNAPSHOT: JsonObject = ofDisk(SNAPSHOT);
export const OF_DISK: JsonObject = ofDisk(OS_DISK);
export const OF_VHD: JsonObject = { osDiskImage: { source: { storageAccountId: STORAGE_ACCOUNT, uri: VHD } } };

export function regions(...names: readonly string[]): JsonObject {
  return { targetRegions: names.map((name) => ({ name })) };
}
