// The state of the gallery and the definition, how many replicas a version may have, and which is the latest.
import {
  deletionProblems,
  endOfLifeWarnings,
  galleryWarnings,
  latestWarnings,
  replicaProblems,
} from '../../image/gallery-check.ts';
import type { Warning } from '../../problem.ts';
import type { Evidence, Finder } from './finder.ts';

export const checkGallery: Finder = (evidence) => {
  const { request, survey, grounding } = evidence;
  const { gallery, definition, version, now } = survey;
  const made = request.source.kind !== 'image-version';
  const wanted = grounding.grounds?.version.targetRegions ?? [];
  return {
    problems: [
      ...(made ? deletionProblems(gallery, definition) : []),
      ...replicaProblems(wanted, version?.targetRegions ?? [], replicaInput(evidence)),
    ],
    warnings: [
      ...(made ? galleryWarnings(gallery, request.image.createGallery) : []),
      ...endOfLifeWarnings(definition, made ? undefined : version, now),
      ...(made && version === undefined ? latestOf(evidence) : []),
    ],
  };
};

function latestOf({ request: { image }, survey: { versions, batchAccount } }: Evidence): readonly Warning[] {
  if (batchAccount === undefined) return [];
  const made = { definition: image.definitionName, version: image.version, region: batchAccount.location };
  return latestWarnings(made, versions);
}

/** Where the workflow names no regions, the version has had too many before. */
function replicaInput({
  request: { image, source },
}: Evidence): 'replica-regions' | 'image-version' | 'image-version-id' {
  if (image.replicaRegions.size > 0) return 'replica-regions';
  return source.kind === 'image-version' ? 'image-version-id' : 'image-version';
}
