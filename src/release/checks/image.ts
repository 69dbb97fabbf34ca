// The gallery, the image definition and the regions.
import { definitionMisfits, definitionWarnings } from '../../image/definition.ts';
import { regionProblems } from '../../image/regions.ts';
import type { Problem, Warning } from '../../problem.ts';
import { isUnseen } from '../unseen.ts';
import type { Evidence, Finder } from './finder.ts';

export const checkImage: Finder = (evidence) => {
  const { request, survey } = evidence;
  return {
    problems: [...galleryProblems(evidence), ...regionProblems(request.image.replicaRegions.keys(), survey.regions)],
    warnings: planWarnings(evidence),
  };
};

function galleryProblems({ request, survey, grounding: { grounds } }: Evidence): readonly Problem[] {
  const { gallery, definition } = survey;
  const { galleryId, createGallery } = request.image;
  if (request.source.kind === 'image-version') return [];
  if (gallery === undefined) {
    if (createGallery || isUnseen('gallery', galleryId, survey)) return [];
    return [
      {
        code: 'gallery-not-found',
        input: 'gallery',
        found: `no gallery ${galleryId}`,
        expected: 'a Compute Gallery that exists and that the signed-in identity may read',
        fix: 'Check the name and the resource group (or give the full resource ID), or let the action make it with create-gallery: true.',
      },
    ];
  }
  if (definition === undefined || grounds?.definition === undefined) return [];
  return definitionMisfits(definition, grounds.definition);
}

function planWarnings({ survey: { definition }, grounding: { grounds } }: Evidence): readonly Warning[] {
  return definition === undefined || grounds?.definition === undefined
    ? []
    : definitionWarnings(definition, grounds.definition);
}
