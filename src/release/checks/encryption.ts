// Keys of the customer that encrypt the VM's disks, held against the image that is made of them.
import { foundDisks } from '../../source/capture-check.ts';
import { customerKeyProblems, customerKeyWarnings } from '../../source/disk-encryption-check.ts';
import { NOTHING, type Finder } from './finder.ts';

export const checkEncryption: Finder = ({ request, survey, grounding: { grounds } }) => {
  const { source } = survey;
  if (source.kind !== 'vm' || source.vm === undefined || grounds === undefined) return NOTHING;
  const disks = foundDisks(source.vm, source.disks, request.capture);
  const { securityType, material } = grounds;
  const problems = customerKeyProblems(disks, { galleryId: request.image.galleryId, securityType, material });
  return { problems, warnings: problems.length > 0 ? [] : customerKeyWarnings(disks) };
};
