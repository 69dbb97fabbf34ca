// What the image demands of the nodes, held against the pool specification.
import { communicationWarnings } from '../../pool/communication.ts';
import { securityConflicts } from '../../pool/complete-pool.ts';
import { dataDiskConflicts } from '../../pool/data-disks.ts';
import { hostEncryptionWarnings } from '../../pool/host-encryption.ts';
import { osConflicts } from '../../pool/os-conflicts.ts';
import { vmSizeOf } from '../../pool/targets.ts';
import type { Warning } from '../../problem.ts';
import { securityOf, type Grounds } from '../grounds.ts';
import { hostEncryption } from '../host-encryption.ts';
import { dataDiskLuns } from '../image-needs.ts';
import type { Request } from '../request.ts';
import type { Survey } from '../survey.ts';
import type { Finder } from './finder.ts';

export const checkNodes: Finder = ({ request, survey, grounding: { grounds, traits } }) => {
  const { spec } = request.pool;
  return {
    problems: [
      ...(traits === undefined ? [] : osConflicts(spec, traits.osType)),
      ...(grounds === undefined ? [] : securityConflicts(spec, securityOf(grounds))),
      ...(grounds === undefined ? [] : dataDiskConflicts(spec, dataDiskLuns(survey, grounds))),
    ],
    warnings: [
      ...communicationWarnings(spec),
      ...(grounds === undefined ? [] : encryptionWarnings(request, survey, grounds)),
    ],
  };
};

function encryptionWarnings(request: Request, survey: Survey, grounds: Grounds): readonly Warning[] {
  const { source } = survey;
  if (source.kind !== 'vm' || source.vm === undefined) return [];
  const found = hostEncryption(request, survey, grounds);
  return hostEncryptionWarnings(found, source.vm.name, vmSizeOf(request.pool.spec));
}
