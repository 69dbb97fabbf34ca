// Making a gallery, an image definition and an image version so: each looks first, and does no harm twice.
import type { Arm, ArmOperation, Wait } from '../azure/arm.ts';
import {
  addTargetRegions,
  createDefinition,
  createGallery,
  readDefinition,
  readGallery,
  readVersion,
  startVersion,
  type ImageVersionRequest,
} from '../azure/galleries.ts';
import { formatProblem } from '../problem.ts';
import type { Marks } from '../marks.ts';
import { API_VERSIONS } from '../azure/versions.ts';
import { definitionMisfits, type ImageDefinitionSpec } from './definition.ts';
import { missingReplicas } from './version.ts';

export async function ensureGallery(arm: Arm, id: string, location: string, tags: Marks, wait: Wait): Promise<void> {
  const existing = await readGallery(arm, id, wait);
  if (existing !== undefined && existing.provisioningState !== 'Failed') return;
  await createGallery(arm, { id, location, tags }, wait);
}

/** One that somebody made since the plan is used when it fits; one that failed is asked for again. */
export async function ensureDefinition(arm: Arm, spec: ImageDefinitionSpec, tags: Marks, wait: Wait): Promise<void> {
  const existing = await readDefinition(arm, spec.id, wait);
  const [misfit] = existing === undefined ? [] : definitionMisfits(existing, spec);
  if (misfit !== undefined) throw new Error(formatProblem(misfit));
  if (existing === undefined || existing.provisioningState === 'Failed') {
    const { publisher, offer, sku, ...features } = spec;
    await createDefinition(
      arm,
      { ...features, osState: 'Generalized', identifier: { publisher, offer, sku }, tags },
      wait,
    );
  }
}

/**
 * Starts the version, or goes on with the one that an earlier run of this release started. Resolves when Azure has
 * accepted it, to the operation this run started, if it started one; the version is finished much later.
 */
export async function ensureVersion(
  arm: Arm,
  spec: ImageVersionRequest,
  wait: Wait,
): Promise<ArmOperation | undefined> {
  const existing = await readVersion(arm, spec.id);
  if (existing === undefined) return startVersion(arm, spec);
  switch (existing.provisioningState) {
    case 'Failed':
      return startVersion(arm, spec);
    case 'Succeeded':
      await addTargetRegions(arm, spec.id, spec.targetRegions, wait);
      return undefined;
    case 'Creating':
    case 'Updating':
    case 'Migrating':
      if (missingReplicas(existing, spec).length === 0) return undefined;
      // Azure takes no further regions before it is done with what it does.
      await arm.settled(spec.id, API_VERSIONS.gallery, wait);
      return ensureVersion(arm, spec, wait);
    case 'Deleting':
      throw new Error(`Image version ${spec.id} is being deleted: it existed when the run was planned.`);
    default:
      return existing.provisioningState satisfies never;
  }
}
