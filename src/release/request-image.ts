// Which image version the request is about: one to be made, with a name that inputs or the tag give, or one that exists.
import type { SharedVersionId } from '../azure/gallery-ids.ts';
import type { NameKind } from '../azure/names.ts';
import type { Problem } from '../problem.ts';
import type { Provenance } from '../provenance.ts';
import type { ChosenSource } from './choose-source.ts';
import { chooseVersion } from './image-version.ts';
import type { Inputs } from './inputs.ts';
import type { ImageRequest } from './request.ts';
import { resolveResource } from './resolve-resource.ts';

export interface ImageParts {
  readonly inputs: Inputs;
  readonly provenance: Provenance;
  /** Undefined while a problem says why. */
  readonly chosen: ChosenSource | undefined;
  /** Reports a name that Azure refuses. */
  readonly check: (kind: NameKind, input: string, name: string) => string;
}

export type ImageChoice = { readonly value: ImageRequest } | { readonly problems: readonly Problem[] };

export function requestImage(parts: ImageParts): ImageChoice {
  const { inputs, chosen } = parts;
  const { osType, hyperVGeneration, architecture, securityType } = inputs;
  const wishes = {
    ...(osType && { osType }),
    ...(hyperVGeneration && { hyperVGeneration }),
    ...(architecture && { architecture }),
    ...(securityType && { securityType }),
  };
  const common = { createGallery: inputs.createGallery, replicaRegions: inputs.replicaRegions, wishes };
  const source = chosen?.source;
  if (source?.kind === 'image-version') {
    const { version: id } = source;
    const { definition: definitionName, version } = id;
    const named = { ...common, definitionName, version, excludeFromLatest: false };
    if (id.kind === 'gallery') return { value: { ...named, access: 'own', galleryId: id.galleryId } };
    if (inputs.replicaRegions.size > 0) return { problems: [cannotReplicate(id, inputs)] };
    return { value: { ...named, access: id.kind, galleryId: id.gallery } };
  }
  // What is wrong with the version's ID is told already, and no image is made.
  if (inputs.source.kind === 'image-version') return { problems: [] };
  return madeImage(parts, common);
}

function cannotReplicate({ kind }: SharedVersionId, { replicaRegions }: Inputs): Problem {
  return {
    code: 'inputs-contradict',
    input: 'replica-regions',
    found: [...replicaRegions.keys()].join(', '),
    expected: `nothing, because a version of a ${kind} gallery is replicated by its owner alone`,
    fix: 'Remove `replica-regions`, or ask the owner: the pool needs a replica in the region of the Batch account only.',
  };
}

function madeImage(
  { inputs, provenance, chosen, check }: ImageParts,
  common: Pick<ImageRequest, 'createGallery' | 'replicaRegions' | 'wishes'>,
): ImageChoice {
  const problems: Problem[] = [];
  const gallery = resolveResource('gallery', inputs.gallery ?? '', inputs);
  if ('problems' in gallery) problems.push(...gallery.problems);
  const version = chooseVersion(inputs, provenance);
  if ('problems' in version) problems.push(...version.problems);
  const definitionName = inputs.imageDefinition ?? chosen?.name;
  if (definitionName !== undefined) check('image definition', 'image-definition', definitionName);
  // A name taken over from a source that cannot be read would only repeat that problem.
  else if (chosen !== undefined) problems.push(unnamed(inputs));

  if ('problems' in gallery || 'problems' in version || definitionName === undefined) return { problems };
  return {
    value: {
      ...common,
      access: 'own',
      galleryId: gallery.value.id,
      definitionName,
      version: version.value.name,
      excludeFromLatest: inputs.excludeFromLatest ?? version.value.excludeFromLatest,
      ...(inputs.endOfLifeDate === undefined ? {} : { endOfLifeDate: inputs.endOfLifeDate }),
    },
  };
}

function unnamed({ source }: Inputs): Problem {
  return {
    code: 'input-missing',
    input: 'image-definition',
    found: 'nothing',
    expected: `a name: \`${source.kind === 'vhd-file' ? 'vhd-file' : 'vhd-url'}\` gives the image none`,
    fix: 'Add `image-definition` under `with:`. It is made when absent.',
  };
}
