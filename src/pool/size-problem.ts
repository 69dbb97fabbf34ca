// How a problem with the VM size of a pool is told: with its place in the specification.
import type { ProblemCode } from '../checks/registry.ts';
import type { Problem } from '../problem.ts';
import type { PoolSpec } from './pool-spec.ts';

export const OTHER_SIZE = 'Choose another vmSize';

type Refuse = (code: ProblemCode, found: string, expected: string, fix: string, path?: readonly string[]) => Problem;

/** @returns what makes a problem of it, at the size itself where no other path is given. */
export function refuserOf(spec: PoolSpec): Refuse {
  return (code, found, expected, fix, path = sizePath(spec)) => ({
    code,
    input: 'pool-spec',
    found,
    expected,
    fix,
    position: spec.locate(path),
  });
}

function sizePath({ kind }: PoolSpec): readonly string[] {
  return kind === 'arm' ? ['properties', 'vmSize'] : ['vmSize'];
}
