// The state of the gallery and the definition, how many replicas a version may and should have, and which is the latest.
import {
  deletionProblems,
  endOfLifeWarnings,
  fewReplicasWarnings,
  galleryWarnings,
  latestWarnings,
  replicaProblems,
} from '../../image/gallery-check.ts';
import { missingRegions } from '../../image/version.ts';
import { targetsOf, totalOf } from '../../pool/targets.ts';
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
      ...replicaProblems(wanted, version?.targetRegions ?? []),
    ],
    warnings: [
      ...(made ? galleryWarnings(gallery, request.image.createGallery) : []),
      ...endOfLifeWarnings(definition, made ? undefined : version, now),
      ...replicaWarnings(evidence),
      ...(made && version === undefined ? latestOf(evidence) : []),
    ],
  };
};

/** Of what others share, the number of replicas is not told. */
function replicaWarnings({ request, survey, grounding: { grounds } }: Evidence): readonly Warning[] {
  const { version, batchAccount } = survey;
  if (version === undefined || grounds === undefined || request.image.access !== 'own') return [];
  // A version that gets more regions also gets its replicas.
  if (missingRegions(version, grounds.version).length > 0) return [];
  const wanted = grounds.version.targetRegions.find(({ name }) => name === batchAccount?.location);
  return fewReplicasWarnings(version, wanted, totalOf(targetsOf(request.pool.spec)));
}

function latestOf({ request: { image }, survey: { versions, batchAccount } }: Evidence): readonly Warning[] {
  if (batchAccount === undefined) return [];
  const made = { definition: image.definitionName, version: image.version, region: batchAccount.location };
  return latestWarnings(made, versions);
}
