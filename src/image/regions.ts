// Regions that a workflow names, held against those that the subscription has.
import { nearestName } from '../nearest-name.ts';
import type { Problem } from '../problem.ts';

/** `known` is undefined where the regions could not be read: the gallery then still tells. */
export function regionProblems(wanted: Iterable<string>, known: ReadonlySet<string> | undefined): readonly Problem[] {
  if (known === undefined) return [];
  return [...wanted]
    .filter((region) => !known.has(region))
    .map((region) => {
      const near = nearestName(region, [...known]);
      return {
        code: 'region-unknown',
        input: 'replica-regions',
        found: `\`${region}\``,
        expected: near === undefined ? 'a region that the subscription has' : `\`${near}\``,
        fix: near === undefined ? '`az account list-locations` lists them.' : `Did you mean \`${near}\`?`,
      };
    });
}
