// Commands about managed images, galleries, image definitions and image versions.
import fc from 'fast-check';
import type { JsonObject } from '../../../../simulator/kernel/json.ts';
import {
  arm,
  armDelete,
  armPut,
  choices,
  chosen,
  command,
  located,
  oneOf,
  tagged,
  type CommandKind,
} from '../command.ts';
import {
  ACCOUNTS,
  BLOBS,
  DATA_DISK,
  DEFINITIONS,
  GALLERIES,
  IMAGES,
  OLD_VM,
  OLD_VM_BLOB,
  OS_DISK,
  REGIONS,
  SEEDED_VERSION,
  SNAPSHOTS,
  VERSIONS,
  VM,
} from '../names.ts';
import { keyOf, provisioningOf } from '../observation.ts';
import type { Request } from '../step.ts';

const mark = oneOf(['x', 'y']);

const imageSource = oneOf<JsonObject>([
  ...[VM, VM, OLD_VM].map((id) => ({ sourceVirtualMachine: { id }, hyperVGeneration: id === VM ? 'V2' : 'V1' })),
  ...SNAPSHOTS.map((id) => ({
    hyperVGeneration: 'V2',
    storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized', snapshot: { id } } },
  })),
  ...[OLD_VM_BLOB, ...BLOBS].map((blobUri) => ({
    hyperVGeneration: 'V1',
    storageProfile: { osDisk: { osType: 'Linux', osState: 'Generalized', blobUri } },
  })),
]);

function blobSource(uri: string): JsonObject {
  const storageAccountId = ACCOUNTS.find((id) => uri.includes(`//${id.split('/').at(-1) ?? ''}.`)) ?? ACCOUNTS[0];
  return { osDiskImage: { source: { storageAccountId, uri } } };
}

const SOURCES = [
  ...[OS_DISK, DATA_DISK, ...SNAPSHOTS, ...SNAPSHOTS, OLD_VM_BLOB, ...BLOBS],
  ...[...IMAGES, SEEDED_VERSION, VERSIONS[0], VM],
];

function storageProfile(source: string): JsonObject {
  if (source.startsWith('https:')) return blobSource(source);
  if (/\/(?:disks|snapshots)\//.test(source)) return { osDiskImage: { source: { id: source } } };
  return { source: source === VM ? { virtualMachineId: VM } : { id: source } };
}

const targetRegions = fc
  .tuple(fc.subarray([...REGIONS], { minLength: 1 }), oneOf([1, 1, 2, 60, 101]))
  .map(([names, regionalReplicaCount]) => names.map((name) => ({ name, regionalReplicaCount })));

/** A change of the regions reads and merges nothing: each sends the whole list. */
function publish(id: string, regions: readonly JsonObject[]): Request {
  return {
    asked: arm('PATCH', id, { properties: { publishingProfile: { targetRegions: regions } } }),
    about: keyOf(id),
  };
}

export const imageCommands: readonly CommandKind[] = [
  command(
    'image.put',
    fc.record({ id: oneOf(IMAGES), source: imageSource, mark }),
    ({ id, source, mark }) => armPut(id, located(source, mark)),
    { weight: 2 },
  ),
  command('image.delete', choices, (choice, view) => armDelete(chosen(choice, IMAGES, view)), { weight: 2 }),
  command('gallery.put', fc.tuple(oneOf(GALLERIES), mark), ([id, mark]) => armPut(id, located({}, mark)), {
    weight: 2,
  }),
  command('gallery.tag', fc.tuple(choices, mark), ([choice, mark], view) =>
    tagged(chosen(choice, GALLERIES, view), mark),
  ),
  command('gallery.delete', choices, (choice, view) => armDelete(chosen(choice, [...GALLERIES].reverse(), view))),
  command(
    'definition.put',
    fc.record({ gallery: choices, osState: oneOf(['Generalized', 'Generalized', 'Specialized']), mark }),
    ({ gallery, osState, mark }, view) =>
      armPut(
        `${chosen(gallery, GALLERIES, view)}/images/golden`,
        located(
          {
            osType: 'Linux',
            osState,
            hyperVGeneration: 'V2',
            architecture: 'x64',
            identifier: { publisher: 'p', offer: 'o', sku: 's' },
          },
          mark,
        ),
      ),
    { weight: 3 },
  ),
  command('definition.delete', choices, (choice, view) => armDelete(chosen(choice, DEFINITIONS, view))),
  command(
    'version.put',
    fc.record({ definition: choices, name: oneOf(['1.0.0', '1.1.0']), source: choices, targetRegions, mark }),
    ({ definition, name, source, targetRegions, mark }, view) =>
      armPut(
        `${chosen(definition, DEFINITIONS, view)}/versions/${name}`,
        located(
          {
            storageProfile: storageProfile(chosen(source, SOURCES, view)),
            publishingProfile: { targetRegions },
          },
          mark,
        ),
      ),
    { weight: 8 },
  ),
  command(
    'version.publish',
    fc.tuple(choices, targetRegions),
    ([choice, regions], view) => publish(chosen(choice, [...VERSIONS, SEEDED_VERSION], view, isSucceeded), regions),
    { weight: 3 },
  ),
  command('version.delete', choices, (choice, view) => armDelete(chosen(choice, [...VERSIONS, SEEDED_VERSION], view)), {
    weight: 2,
  }),
];

function isSucceeded(body: JsonObject): boolean {
  return provisioningOf(body) === 'Succeeded';
}
