// What the image demands of the nodes, held against the pool specification.
import { communicationWarnings } from '../../pool/communication.ts';
import { securityConflicts } from '../../pool/complete-pool.ts';
import { dataDiskConflicts } from '../../pool/data-disks.ts';
import { osConflicts } from '../../pool/os-conflicts.ts';
import { securityOf } from '../grounds.ts';
import { dataDiskLuns } from '../image-needs.ts';
import type { Finder } from './finder.ts';

export const checkNodes: Finder = ({ request, survey, grounding: { grounds, traits } }) => {
  const { spec } = request.pool;
  return {
    problems: [
      ...(traits === undefined ? [] : osConflicts(spec, traits.osType)),
      ...(grounds === undefined ? [] : securityConflicts(spec, securityOf(grounds))),
      ...(grounds === undefined ? [] : dataDiskConflicts(spec, dataDiskLuns(survey, grounds))),
    ],
    warnings: communicationWarnings(spec),
  };
};
