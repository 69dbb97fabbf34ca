// Puts into the user's pool what the action adds: its ID, the image, marks, and defaults where the spec says nothing.
import type { JsonObject, JsonValue } from '../azure/arm.ts';
import { poolImageReference, type ImageVersionId } from '../azure/gallery-ids.ts';
import type { ImageSecurityType } from '../azure/galleries.ts';
import { allowedSecurityTypes, requiredSecurityType } from '../image/security-type.ts';
import type { Problem } from '../problem.ts';
import { isList, objectAt, textAt, withValue } from './json.ts';
import type { PoolSpec } from './pool-spec.ts';
import { targetsOf, totalOf, virtualMachineConfigurationOf, virtualMachinePath } from './targets.ts';

/** What the image demands of the nodes. */
export interface SourceSecurity {
  readonly securityType: ImageSecurityType;
  readonly secureBoot: boolean;
  readonly vTpm: boolean;
  readonly encryptionAtHost?: boolean;
}

export interface Additions {
  readonly poolId: string;
  /** One version: a pool that names only the definition mixes versions as it scales. */
  readonly image: Pick<ImageVersionId, 'kind' | 'id'>;
  readonly marks: Readonly<Record<string, string>>;
  readonly nodeAgentSku: string;
  readonly security: SourceSecurity;
}

export interface CompletedPool {
  /** The body to send. In the ARM shape the pool's ID stands in the URL. */
  readonly body: JsonObject;
  /** `property = value`, for what the spec did not say. */
  readonly added: readonly string[];
  /** What the spec said and the action says otherwise, one sentence each. */
  readonly replaced: readonly string[];
}

export function completePool(spec: PoolSpec, additions: Additions): CompletedPool {
  const arm = spec.kind === 'arm';
  const holder = arm ? ['properties'] : [];
  const machine = virtualMachinePath(spec.kind);
  const added: string[] = [];
  const replaced: string[] = [];
  let body = spec.body;
  const set = (path: readonly string[], value: JsonValue): void => {
    body = withValue(body, path, value);
  };
  const addWhereAbsent = (path: readonly string[], value: string | boolean): void => {
    if (objectAt(body, ...path.slice(0, -1))[path.at(-1) ?? ''] !== undefined) return;
    set(path, value);
    added.push(`${path.join('.')} = ${value}`);
  };

  if (!arm) {
    const id = textAt(body, 'id');
    if (id !== undefined && id !== additions.poolId && !id.includes('{')) {
      replaced.push(`The pool ID ${id} of the pool spec gives way to ${additions.poolId}.`);
    }
    set(['id'], additions.poolId);
  }
  const image = objectAt(body, ...machine, 'imageReference');
  if (Object.keys(image).length > 0) {
    replaced.push(`The image of the pool spec (${describeReference(image)}) gives way to the released image version.`);
  }
  set([...machine, 'imageReference'], poolImageReference(additions.image, spec.kind));

  addWhereAbsent([...machine, arm ? 'nodeAgentSkuId' : 'nodeAgentSKUId'], additions.nodeAgentSku);
  for (const [path, value] of securityDefaults(additions.security, objectAt(body, ...machine, 'securityProfile'))) {
    addWhereAbsent([...machine, 'securityProfile', ...path], value);
  }
  const nodes = totalOf(targetsOf(spec));
  if (nodes !== undefined && nodes > 0) {
    addWhereAbsent(
      [...holder, ...(arm ? ['scaleSettings', 'fixedScale'] : []), 'resizeTimeout'],
      resizeTimeoutFor(nodes),
    );
  }
  addWhereAbsent([...holder, 'targetNodeCommunicationMode'], arm ? 'Simplified' : 'simplified');

  const { metadata } = objectAt(body, ...holder);
  const marks = Object.entries(additions.marks).map(([name, value]) => ({ name, value }));
  set([...holder, 'metadata'], [...(isList(metadata) ? metadata : []), ...marks]);
  return { body, added, replaced };
}

/**
 * Both shapes spell these alike. The data plane requires all of them from 2024-07-01.20.0 on, also where the user chose a
 * security type that the image allows but does not demand.
 */
function securityDefaults(
  source: SourceSecurity,
  wanted: JsonObject,
): readonly (readonly [readonly string[], string | boolean])[] {
  const securityType = textAt(wanted, 'securityType') ?? requiredSecurityType(source.securityType);
  if (securityType === undefined) return source.encryptionAtHost === true ? [[['encryptionAtHost'], true]] : [];
  return [
    [['securityType'], securityType],
    [['encryptionAtHost'], source.encryptionAtHost ?? false],
    [['uefiSettings', 'secureBootEnabled'], source.secureBoot],
    [['uefiSettings', 'vTpmEnabled'], source.vTpm],
  ];
}

/** Azure advises at least 15 minutes for every 1,000 nodes of a custom image. */
export function resizeTimeoutFor(nodes: number): string {
  return `PT${15 + 15 * Math.floor(nodes / 1000)}M`;
}

function describeReference(image: JsonObject): string {
  const ids = ['virtualMachineImageId', 'id', 'sharedGalleryImageId', 'communityGalleryImageId'] as const;
  const id = ids.map((name) => textAt(image, name)).find((each) => each !== undefined);
  const urn = ['publisher', 'offer', 'sku', 'version'].map((name) => textAt(image, name) ?? '').join(':');
  return id ?? urn.replace(/:$/, '');
}

/** Where the spec asks for a security type in which the image cannot boot. */
export function securityConflicts(spec: PoolSpec, security: SourceSecurity): readonly Problem[] {
  const machine = virtualMachinePath(spec.kind);
  const path = [...machine, 'securityProfile', 'securityType'];
  const configuration = virtualMachineConfigurationOf(spec);
  const wanted = textAt(objectAt(configuration, 'securityProfile'), 'securityType');
  const allowed: readonly string[] = allowedSecurityTypes(security.securityType);
  const problems: Problem[] = [];
  if (wanted !== undefined && !allowed.includes(wanted)) {
    problems.push({
      code: 'pool-spec-security',
      input: 'pool-spec',
      found: `${path.join('.')} = ${wanted}, for an image with security type ${security.securityType}`,
      expected: allowed.length === 0 ? 'no security type' : `securityType ${allowed.join(' or ')}`,
      fix: 'Remove securityProfile: the action sets the one that fits the image. Or release from another source.',
      position: spec.locate(path),
    });
  }
  const needed = wanted ?? requiredSecurityType(security.securityType);
  if (spec.kind === 'dataPlane' && configuration.securityProfile !== undefined && needed === undefined) {
    problems.push({
      code: 'pool-spec-security',
      input: 'pool-spec',
      found: `${[...machine, 'securityProfile'].join('.')} without securityType, for an image with security type ${security.securityType}`,
      expected: 'a securityProfile with a security type: the data plane takes no other',
      fix: 'Write the pool in the ARM shape, which takes encryptionAtHost alone; or remove securityProfile.',
      position: spec.locate([...machine, 'securityProfile'], 'key'),
    });
  }
  const disk = objectAt(configuration, 'osDisk', 'managedDisk', 'securityProfile');
  if (requiredSecurityType(security.securityType) === 'confidentialVM' && disk.securityEncryptionType === undefined) {
    problems.push({
      code: 'pool-spec-security',
      input: 'pool-spec',
      found: 'no encryption type of the OS disk, for an image with security type ConfidentialVM',
      expected: `${machine.join('.')}.osDisk.managedDisk.securityProfile.securityEncryptionType`,
      fix: 'Add it: VMGuestStateOnly, or NonPersistedTPM.',
      position: spec.locate(machine),
    });
  }
  return problems;
}
