// Whether the VM size of a pool is offered, and for how long.
import type { BatchVmSize } from '../azure/batch-accounts.ts';
import { formatCount } from '../format.ts';
import { nearestName } from '../nearest-name.ts';
import type { Problem, Warning } from '../problem.ts';
import { endOfSupport, isNear } from './end-of-support.ts';
import type { PoolSpec } from './pool-spec.ts';
import { OTHER_SIZE, refuserOf } from './size-problem.ts';
import { vmSizeOf } from './targets.ts';

/** For a size that is not among those of the region. */
export function unknownSize(spec: PoolSpec, sizes: readonly BatchVmSize[], region: string): Problem {
  const wanted = vmSizeOf(spec);
  const near = nearestName(
    wanted,
    sizes.map(({ name }) => name),
  );
  return refuserOf(spec)(
    'vm-size-unknown',
    `vmSize ${wanted}, which Batch does not offer in ${region}`,
    `one of the ${sizes.length} sizes that Batch offers there`,
    near === undefined
      ? `List them: \`az batch location list-skus --location ${region}\`.`
      : `Did you mean ${near}? All of them: \`az batch location list-skus --location ${region}\`.`,
  );
}

/** Offered by Batch, but kept from the subscription in which the nodes would be. */
export function restrictedSize(spec: PoolSpec, name: string, region: string): Problem {
  return refuserOf(spec)(
    'vm-size-restricted',
    `vmSize ${name}, which Compute does not make for this subscription in ${region}`,
    'a size without restrictions',
    `${OTHER_SIZE}, or ask for access: Azure portal, Help + support. List them: \`az vm list-skus --location ${region} --all\`.`,
  );
}

/** When Batch ends its support of the size: a problem where it is over, a warning while it comes near. */
export function sizeLifetime(
  spec: PoolSpec,
  { name, endOfLife }: BatchVmSize,
  now: Date,
): { readonly problems: readonly Problem[]; readonly warnings: readonly Warning[] } {
  const end = endOfSupport([endOfLife === undefined ? {} : { endOfLife }], now);
  if (end === undefined) return { problems: [], warnings: [] };
  const { day, daysLeft } = end;
  if (daysLeft <= 0) {
    const found = `vmSize ${name}, which Batch has not supported since ${day}`;
    const problem = refuserOf(spec)('vm-size-retired', found, 'a size that Batch supports', `${OTHER_SIZE}.`);
    return { problems: [problem], warnings: [] };
  }
  if (!isNear(daysLeft)) return { problems: [], warnings: [] };
  const text = `Batch ends its support of ${name} on ${day}, in ${formatCount(daysLeft, 'day')}. Move the pool to another vmSize before then.`;
  return { problems: [], warnings: [{ code: 'vm-size-end-of-life', input: 'pool-spec', text }] };
}
