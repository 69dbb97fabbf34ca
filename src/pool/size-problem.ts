// How a problem with the VM size of a pool is told.
import type { Problem } from '../problem.ts';
import type { Path } from './document.ts';
import type { PoolSpec } from './pool-spec.ts';
import { refuserAt, type Refuse } from './spec-problem.ts';

export const OTHER_SIZE = 'Choose another vmSize';

/** @returns what makes a problem of it, at the size itself where no other path is given. */
export function refuserOf(spec: PoolSpec): (...said: [...Parameters<Refuse>, path?: Path]) => Problem {
  return (code, found, expected, fix, path = sizePath(spec)) => refuserAt(spec, path)(code, found, expected, fix);
}

function sizePath({ kind }: PoolSpec): Path {
  return kind === 'arm' ? ['properties', 'vmSize'] : ['vmSize'];
}
