// The steps of a release, in order, each saying what it waits for: everything that can run side by side does.
import { nameOf } from '../azure/resource-id.ts';
import { planText, type ImageDefinitionSpec } from '../image/definition.ts';
import { cleanupSteps, captureSteps } from './plan-capture.ts';
import type { Known } from './find-problems.ts';
import { definitionIdOf } from './ids.ts';
import type { PlannedStep } from './plan.ts';
import { poolSteps } from './plan-pool.ts';
import { vhdSteps } from './plan-vhds.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

export function planSteps(request: Request, survey: Survey, known: Known): readonly PlannedStep[] {
  const gallery = gallerySteps(request, survey, known);
  const capture = captureSteps(request, survey, known);
  const vhds = vhdSteps(known);
  const material = known.grounds.material === 'snapshots' ? capture.snapshots : [...capture.copies, ...vhds];
  const image = imageSteps(survey, known, [...gallery, ...material].map(idOf));
  const pool = poolSteps(request, known);
  const cleanup = cleanupSteps(survey, known, capture.snapshots, vhds);
  return [
    ...capture.stop,
    ...capture.snapshots,
    ...capture.flag,
    ...capture.copies,
    ...gallery,
    ...vhds,
    ...image,
    ...pool,
    ...cleanup,
  ];
}

function gallerySteps(request: Request, survey: Survey, { grounds }: Known): readonly PlannedStep[] {
  const { definition, version } = grounds;
  if (definition === undefined) return [];
  const { galleryId, createGallery } = request.image;
  const { gallery } = survey;
  const galleryStep: PlannedStep = {
    id: 'gallery',
    phase: 'image',
    title: `Create gallery ${nameOf(galleryId)}`,
    resource: galleryId,
    reason:
      gallery === undefined
        ? 'it does not exist, and create-gallery is true'
        : `an earlier run left it ${gallery.provisioningState}`,
    state: 'todo',
    after: [],
    work: { kind: 'create-gallery', galleryId, location: version.location },
  };
  const isGalleryOpen = gallery === undefined || (createGallery && gallery.provisioningState !== 'Succeeded');
  const steps: PlannedStep[] = isGalleryOpen ? [galleryStep] : [];
  const found = survey.definition?.provisioningState;
  steps.push({
    id: 'definition',
    phase: 'image',
    title: `Create image definition ${nameOf(definition.id)}`,
    resource: definitionIdOf(request),
    reason:
      found === undefined
        ? featuresText(definition)
        : found === 'Succeeded'
          ? 'it exists and fits'
          : `an earlier run left it ${found}`,
    state: found === 'Succeeded' ? 'done' : 'todo',
    after: steps.map(idOf),
    work: { kind: 'create-definition', definition },
  });
  return steps;
}

function featuresText(definition: ImageDefinitionSpec): string {
  const { osType, hyperVGeneration, architecture, securityType, purchasePlan } = definition;
  const generation = hyperVGeneration === 'V2' ? 'Gen2' : 'Gen1';
  const plan = purchasePlan === undefined ? [] : [`purchase plan ${planText(purchasePlan)}`];
  return [osType, generation, architecture, securityType, ...plan].join(', ');
}

function imageSteps(survey: Survey, known: Known, inputs: readonly string[]): readonly PlannedStep[] {
  const { account, grounds, fits } = known;
  const { version } = grounds;
  const name = nameOf(version.id);
  const isFinished = fits.version.kind === 'done';
  const isAsked = isFinished || fits.version.kind === 'under way';
  const isThere = grounds.material === 'itself';
  // A version that failed is made again, in every region.
  const isInRegion =
    survey.version?.provisioningState !== 'Failed' &&
    survey.version?.replication.some(({ region, state }) => region === account.location && state === 'Completed') ===
      true;
  return [
    {
      id: 'version',
      phase: 'image',
      title: `${isThere ? 'Replicate' : 'Create'} image version ${name}`,
      resource: version.id,
      reason: versionReason(known),
      state: isAsked ? 'done' : 'todo',
      after: isAsked ? [] : inputs,
      work: { kind: isThere ? 'replicate-version' : 'create-version' },
    },
    {
      id: 'region',
      phase: 'replication',
      title: `Wait for image version ${name} in ${account.location}`,
      resource: version.id,
      reason: 'the pool needs its image in the region of the Batch account',
      state: isFinished || isInRegion ? 'done' : 'todo',
      after: ['version'],
      work: { kind: 'await-region' },
    },
    {
      id: 'regions',
      phase: 'replication',
      title: `Wait for image version ${name} in all regions`,
      resource: version.id,
      reason: 'the version is finished when every region has it',
      state: isFinished ? 'done' : 'todo',
      after: ['version'],
      work: { kind: 'await-all-regions' },
    },
  ];
}

function versionReason({ grounds, fits }: Known): string {
  const { version, material, why } = grounds;
  const regions = version.targetRegions.map((region) => `${region.name}=${region.replicas}`).join(', ');
  switch (fits.version.kind) {
    case 'absent':
      return `from the ${countOf(grounds)}, to ${regions}: ${why}`;
    case 'resume':
    case 'under way':
      return fits.version.reason;
    case 'done':
    case 'problem':
      return material === 'itself' ? why : 'it exists, made of the same source';
    default:
      return fits.version satisfies never;
  }
}

function countOf({ material, disks, vhds }: Known['grounds']): string {
  const one = material === 'snapshots' ? 'snapshot' : 'VHD';
  return (material === 'snapshots' ? disks : vhds).length === 1 ? one : `${one}s`;
}

export function idOf(step: PlannedStep): string {
  return step.id;
}
