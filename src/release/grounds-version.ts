// The grounds of a release from an image version that exists: nothing is made but replicas.
import { traitsOfDefinition, wishProblems } from '../image/traits.ts';
import { contentIdOfVersion } from '../source/content-id.ts';
import type { Grounding } from './grounds.ts';
import { chooseRoute, NO_GROUNDS, versionSpec } from './grounds-parts.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

export function groundsOfVersion(request: Request, survey: Survey): Grounding {
  const { definition, version } = survey;
  if (definition === undefined || version === undefined) return NO_GROUNDS;
  const traits = traitsOfDefinition(definition);
  const shown = `image version ${version.name} of ${definition.name}`;
  const problems = wishProblems(request.image.wishes, traits, shown);
  const route = chooseRoute(request, survey, traits, { kind: 'image version', input: 'image-version-id', shown });
  if (route.kind === 'closed') return { ...NO_GROUNDS, traits, problems: [...problems, route.problem] };
  const wanted = versionSpec(request, survey, { kind: 'itself' }, version.location);
  return {
    traits,
    grounds: {
      traits,
      material: route.material,
      why: route.why,
      securityType: definition.securityType,
      definition: undefined,
      disks: [],
      vhds: [],
      content: { kind: 'known', id: contentIdOfVersion(version.id) },
      // What others share is used with the replicas that it has, which are not told.
      version: request.image.access === 'own' ? wanted : { ...wanted, targetRegions: version.targetRegions },
    },
    problems,
    warnings: [],
  };
}
