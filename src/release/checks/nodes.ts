// What the image demands of the nodes, held against the pool specification.
import { communicationWarnings } from '../../pool/communication.ts';
import { securityConflicts } from '../../pool/complete-pool.ts';
import { dataDiskConflicts } from '../../pool/data-disks.ts';
import { osConflicts } from '../../pool/os-conflicts.ts';
import { securityOf, type Grounds } from '../grounds.ts';
import type { Survey } from '../survey.ts';
import type { Finder } from './finder.ts';

export const checkNodes: Finder = ({ request, survey, grounding: { grounds, traits } }) => {
  const { spec } = request.pool;
  return {
    problems: [
      ...(traits === undefined ? [] : osConflicts(spec, traits.osType)),
      ...(grounds === undefined ? [] : securityConflicts(spec, securityOf(grounds))),
      ...(grounds === undefined ? [] : dataDiskConflicts(spec, dataDiskLuns(grounds, survey))),
    ],
    warnings: communicationWarnings(spec),
  };
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
