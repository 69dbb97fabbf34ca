// Making a disk or snapshot: from another one, or empty. Both types share their sources, rights and inherited properties.
import type { ArmCall } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import { at, numberOf, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import { typeOf, type StoredResource } from '../kernel/resource-store.ts';
import { find, invalidParameter, missing, notSimulated, requireLinked } from './compute-ids.ts';
import { DISK_TYPE, SNAPSHOT_TYPE } from './disk-state.ts';
import { propertiesOf } from './resource-bodies.ts';
import { requireCopyStart, requireWhole } from './snapshot-copies.ts';

export const GIB = 1024 ** 3;
/** A fixed VHD carries its footer behind the data. */
export const VHD_FOOTER_BYTES = 512;

export type Creation =
  | {
      readonly kind: 'copy';
      readonly source: StoredResource;
      readonly creationData: JsonObject;
      /** Whether the platform goes on copying after the operation has ended. */
      readonly isBackground: boolean;
    }
  | { readonly kind: 'empty'; readonly creationData: JsonObject };

/** What a new disk or snapshot is made of; rights on the source are checked before its existence. */
export function creationOf(call: ArmCall, ownType: string, id: string, location: string, body: JsonObject): Creation {
  const creationData = objectOf(at(body, 'properties', 'creationData'));
  const option = stringOf(creationData['createOption']);
  if (option === undefined) throw invalidParameter(missing('creationData.createOption'), 'creationData.createOption');
  if (option === 'Empty' && ownType === DISK_TYPE) return { kind: 'empty', creationData: emptyDisk(creationData) };
  if (option !== 'Copy' && option !== 'CopyStart') throw notSimulated(`createOption '${option}' of ${ownType}`);
  const sourceId = stringOf(creationData['sourceResourceId']);
  if (sourceId === undefined) {
    throw invalidParameter(missing('creationData.sourceResourceId'), 'creationData.sourceResourceId');
  }
  const sourceType = [DISK_TYPE, SNAPSHOT_TYPE].find((type) => type.toLowerCase() === typeOf(sourceId));
  if (sourceType === undefined) {
    throw invalidParameter(
      `The source id: ${sourceId} must be a managed disk or snapshot.`,
      'creationData.sourceResourceId',
    );
  }
  requireLinked(call, `${ownType}/write`, id, `${sourceType}/beginGetAccess/action`, sourceId);
  const source = find(call.world, sourceId);
  requireWhole(call.world, source.id);
  if (option === 'CopyStart') requireCopyStart(call.world, ownType, objectOf(body['properties']), source);
  const sourceLocation = normalise(stringOf(source.body['location']) ?? '');
  if (option === 'Copy' && sourceLocation !== location) {
    throw new AzureError(
      400,
      'BadRequest',
      `The source '${source.id}' is in location '${sourceLocation}', which is not the location '${location}' of the copy.`,
    );
  }
  const sourceUniqueId = stringOf(propertiesOf(source)['uniqueId']) ?? '';
  const speed = creationData['provisionedBandwidthCopySpeed'];
  if (speed !== undefined && option !== 'CopyStart') {
    throw notSimulated(`provisionedBandwidthCopySpeed with createOption '${option}'`);
  }
  return {
    kind: 'copy',
    source,
    isBackground: option === 'CopyStart',
    creationData: {
      createOption: option,
      sourceResourceId: source.id,
      sourceUniqueId,
      ...(speed !== undefined && { provisionedBandwidthCopySpeed: speed }),
    },
  };
}

function emptyDisk({ createOption, logicalSectorSize, performancePlus }: JsonObject): JsonObject {
  return {
    createOption,
    ...(logicalSectorSize !== undefined && { logicalSectorSize }),
    ...(performancePlus !== undefined && { performancePlus }),
  };
}

/** Properties that a copy takes over from its source. */
export function inherited(source: StoredResource): JsonObject {
  const from = propertiesOf(source);
  const kept: Record<string, JsonObject[string]> = {};
  for (const name of [
    'osType',
    'hyperVGeneration',
    'supportedCapabilities',
    'supportsHibernation',
    'securityProfile',
    'purchasePlan',
    'encryption',
    'diskSizeGB',
    'diskSizeBytes',
  ]) {
    if (from[name] !== undefined) kept[name] = from[name];
  }
  return kept;
}

export function bytesOf(resource: StoredResource): number {
  const properties = propertiesOf(resource);
  return numberOf(properties['diskSizeBytes']) ?? (numberOf(properties['diskSizeGB']) ?? 0) * GIB;
}

/** https://github.com/MicrosoftDocs/azure-docs/issues/34967 */
export function requireSameSource(existing: StoredResource, name: string, body: JsonObject): void {
  const wanted = stringOf(at(body, 'properties', 'creationData', 'sourceResourceId'));
  const known = stringOf(at(existing.body, 'properties', 'creationData', 'sourceResourceId'));
  if (wanted === undefined || wanted.toLowerCase() === known?.toLowerCase()) return;
  throw new AzureError(
    400,
    'BadRequest',
    `Changing property 'sourceResourceId' is not allowed for existing disk '${name}'.`,
  );
}
