// What problems of a pool's network have in common: where the spec names it, and where it should be.
import type { BatchAccount } from '../azure/batch-accounts.ts';
import type { ProblemCode } from '../checks/registry.ts';
import type { Problem } from '../problem.ts';
import type { PoolSpec } from './pool-spec.ts';

export type Refuse = (code: ProblemCode, found: string, expected: string, fix: string) => Problem;

export function refuserAt(spec: PoolSpec, path: readonly string[]): Refuse {
  return (code, found, expected, fix) => ({
    code,
    input: 'pool-spec',
    found,
    expected,
    fix,
    position: spec.locate(path),
  });
}

export function subscriptionOf(id: string): string {
  return (id.split('/')[2] ?? '').toLowerCase();
}

/** The region of what is told to be in another one than the account. */
export function otherRegion({ location }: { readonly location?: string }, account: BatchAccount): string | undefined {
  return location === account.location ? undefined : location;
}
