// What the image demands of the nodes, held against the pool specification.
import { securityConflicts } from '../../pool/complete-pool.ts';
import { dataDiskConflicts } from '../../pool/data-disks.ts';
import { securityOf, type Grounds } from '../grounds.ts';
import type { Survey } from '../survey.ts';
import { NOTHING, onlyProblems, type Finder } from './finder.ts';

export const checkNodes: Finder = ({ request, survey, grounding: { grounds } }) => {
  if (grounds === undefined) return NOTHING;
  const { spec } = request.pool;
  return onlyProblems([
    ...securityConflicts(spec, securityOf(grounds)),
    ...dataDiskConflicts(spec, dataDiskLuns(grounds, survey)),
  ]);
};

/** Of the disks that the nodes get with the image. */
function dataDiskLuns({ version }: Grounds, survey: Survey): readonly number[] {
  const { material } = version;
  switch (material.kind) {
    case 'snapshots':
      return material.dataDisks.map(({ lun }) => lun);
    case 'VHDs':
      return material.disks.flatMap(({ role }) => (role === 'os' ? [] : [role]));
    case 'itself':
      return survey.version?.dataDiskLuns ?? [];
    default:
      return material satisfies never;
  }
}
