// A problem with what a pool specification says, told with its place there.
import type { ProblemCode } from '../checks/registry.ts';
import type { Problem } from '../problem.ts';
import type { Path } from './document.ts';
import type { PoolSpec } from './pool-spec.ts';

export type Refuse = (code: ProblemCode, found: string, expected: string, fix: string) => Problem;

export function refuserAt(spec: PoolSpec, path: Path): Refuse {
  return (code, found, expected, fix) => ({
    code,
    input: 'pool-spec',
    found,
    expected,
    fix,
    position: spec.locate(path),
  });
}
