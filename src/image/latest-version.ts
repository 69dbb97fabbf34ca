// Which version of a definition "the latest" is: what a pool gets that names only the definition.
import type { ListedVersion } from '../azure/galleries.ts';
import { compareVersions } from '../azure/shared-galleries.ts';

type Candidate = Pick<
  ListedVersion,
  'name' | 'provisioningState' | 'excludeFromLatest' | 'excludedRegions' | 'targetRegions'
>;

/** States in which a version can be used; while it is updated, the regions that it has stay as they are. */
const USABLE: readonly Candidate['provisioningState'][] = ['Succeeded', 'Updating'];

/** The highest that is published to the region and excluded neither there nor altogether. */
export function latestVersion<V extends Candidate>(versions: readonly V[], region: string): V | undefined {
  return versions
    .filter((version) => isOffered(version, region))
    .toSorted((a, b) => compareVersions(b.name, a.name))[0];
}

function isOffered(version: Candidate, region: string): boolean {
  const { provisioningState, excludeFromLatest, excludedRegions, targetRegions } = version;
  return (
    USABLE.includes(provisioningState) &&
    !excludeFromLatest &&
    !excludedRegions.includes(region) &&
    targetRegions.some(({ name }) => name === region)
  );
}
