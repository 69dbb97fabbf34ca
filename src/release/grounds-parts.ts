// What the grounds of every kind of source share: the route, the definition, the target regions.
import type { ImageSecurityType } from '../azure/galleries.ts';
import { normaliseRegion } from '../azure/resource-id.ts';
import { definitionFor, type ImageDefinitionSpec } from '../image/definition.ts';
import { routeFor, type Material, type Route, type SourceKind } from '../image/route.ts';
import type { ImageTraits } from '../image/traits.ts';
import { targetRegionsFor, type VersionMaterial, type VersionSpec } from '../image/version.ts';
import { replicasFor } from '../pool/targets.ts';
import type { Problem } from '../problem.ts';
import type { Grounding } from './grounds.ts';
import { definitionIdOf, versionIdOf } from './ids.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

export const NO_GROUNDS: Grounding = { traits: undefined, grounds: undefined, problems: [], warnings: [] };

export type ChosenRoute =
  | {
      readonly kind: 'open';
      readonly material: Material;
      readonly why: string;
      readonly securityType: ImageSecurityType;
    }
  | { readonly kind: 'closed'; readonly problem: Problem };

/**
 * @param input names the source, for a problem that only another source mends.
 * @param shown the source, as a problem names it.
 */
export function chooseRoute(
  request: Request,
  survey: Survey,
  traits: ImageTraits,
  source: { readonly kind: SourceKind; readonly input: string; readonly shown: string },
): ChosenRoute {
  const securityType = request.image.wishes.securityType ?? survey.definition?.securityType ?? securityAsIs(traits);
  const { route } = routeFor({
    source: source.kind,
    generation: traits.hyperVGeneration,
    architecture: traits.architecture,
    security: traits.securityType,
    controller: traits.diskController,
    image: securityType,
  });
  if (route.kind === 'open') return { ...route, securityType };
  return { kind: 'closed', problem: closed(route, request, source) };
}

function securityAsIs({ securityType }: ImageTraits): ImageSecurityType {
  return securityType === 'TrustedLaunch' ? 'TrustedLaunch' : 'Standard';
}

function closed(
  { code, input, why, expected, fix }: Route & { kind: 'closed' },
  { image }: Request,
  source: { readonly input: string; readonly shown: string },
): Problem {
  const wished = image.wishes.securityType !== undefined;
  const byDefinition = input === 'security-type' && !wished;
  return {
    code,
    input: input === 'source' ? source.input : byDefinition ? 'image-definition' : input,
    found: `${source.shown}: ${why}${byDefinition ? `, as definition ${image.definitionName} has it` : ''}`,
    expected,
    fix,
  };
}

export function definitionSpec(
  request: Request,
  { gallery }: Survey,
  traits: ImageTraits,
  securityType: ImageSecurityType,
  region: string,
): ImageDefinitionSpec {
  return definitionFor(traits, securityType, {
    id: definitionIdOf(request),
    location: gallery?.location ?? region,
    repository: request.provenance.repository,
  });
}

/** @param region where the material is: a version is made there. */
export function versionSpec(
  request: Request,
  { batchAccount, version }: Survey,
  material: VersionMaterial,
  region: string,
): VersionSpec {
  const { image, pool } = request;
  const location = normaliseRegion(region);
  return {
    id: versionIdOf(request),
    location,
    material,
    targetRegions: targetRegionsFor(
      location,
      batchAccount?.location ?? location,
      replicasFor(pool.spec),
      image.replicaRegions,
      version?.targetRegions ?? [],
    ),
    excludeFromLatest: image.excludeFromLatest,
    // The gallery's field is a date-time: a bare day is none by its OpenAPI file.
    ...(image.endOfLifeDate === undefined ? {} : { endOfLifeDate: `${image.endOfLifeDate}T00:00:00Z` }),
  };
}

export function needsVhd(securityType: string): Problem {
  return {
    code: 'route-needs-vhd',
    input: 'export-vhd',
    found: `\`false\`, though a ${securityType} image is made from its VHD`,
    expected: '`true`',
    fix: 'Set export-vhd: true, or choose another security-type.',
  };
}
