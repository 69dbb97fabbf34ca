// The VM size of the pool: whether Batch offers it, for how long, and whether it takes the image and all that the spec asks.
import type { BatchAccount, BatchVmSize } from '../../azure/batch-accounts.ts';
import { bootProblems, bootWarnings } from '../../pool/size-boot.ts';
import { restrictedSize, sizeLifetime, unknownSize } from '../../pool/size-check.ts';
import { featureProblems } from '../../pool/size-features.ts';
import { roomProblems } from '../../pool/size-room.ts';
import { vmSizeOf } from '../../pool/targets.ts';
import { temporaryDiskWarnings } from '../../pool/temporary-disk.ts';
import { findSize } from '../../pool/vm-size.ts';
import type { Warning } from '../../problem.ts';
import { imageNeeds } from '../image-needs.ts';
import { isFinished, ownPool } from '../own-pool.ts';
import { NOTHING, onlyProblems, type Evidence, type Finder, type Found } from './finder.ts';

export const checkVmSize: Finder = (evidence) => {
  const { request, survey } = evidence;
  const { batchAccount: account, batchOffer: offer } = survey;
  if (account === undefined || offer === undefined || isFinished(ownPool(survey))) return NOTHING;
  const { spec } = request.pool;
  const { sizes, restricted } = offer;
  if (sizes.kind === 'unread') {
    return { problems: [], warnings: [unchecked(vmSizeOf(spec), account, sizes.action)] };
  }
  // A region that lists nothing does not tell what it has.
  if (sizes.value.length === 0) return NOTHING;
  const size = findSize(sizes.value, vmSizeOf(spec));
  if (size === undefined) return onlyProblems([unknownSize(spec, sizes.value, account.location)]);
  const found = sizeFindings(evidence, size, sizes.value);
  const isRestricted = restricted?.kind === 'read' && restricted.value.has(size.name.toLowerCase());
  return isRestricted
    ? { ...found, problems: [restrictedSize(spec, size.name, account.location), ...found.problems] }
    : found;
};

function sizeFindings(
  { request, survey, grounding }: Evidence,
  size: BatchVmSize,
  sizes: readonly BatchVmSize[],
): Found {
  const { spec } = request.pool;
  const image = imageNeeds(survey, grounding);
  const vm = survey.source.kind === 'vm' ? survey.source.vm : undefined;
  const lifetime = sizeLifetime(spec, size, survey.now);
  return {
    problems: [
      ...lifetime.problems,
      ...(image === undefined ? [] : bootProblems(spec, size, image, sizes)),
      ...featureProblems(spec, size),
      ...roomProblems(spec, size, image),
    ],
    warnings: [
      ...lifetime.warnings,
      ...(image === undefined ? [] : bootWarnings(size, image)),
      ...(vm === undefined ? [] : temporaryDiskWarnings(vm, findSize(sizes, vm.vmSize), size)),
    ],
  };
}

function unchecked(size: string, { name, location }: BatchAccount, action: string): Warning {
  const text = `Whether Batch offers vmSize ${size} in ${location}, whether it takes the image, and whether the core quotas of Batch account ${name} have room for it could not be checked: ${action} over the subscription is not granted, or Azure does not answer.`;
  return { code: 'vm-size-unchecked', input: 'pool-spec', text };
}
