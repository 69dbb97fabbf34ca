// Where a pool's network has to be: beside its account.
import type { BatchAccount } from '../azure/batch-accounts.ts';
import { subscriptionIn } from '../azure/resource-id.ts';

export function subscriptionOf(id: string): string {
  return subscriptionIn(id).toLowerCase();
}

/** The region of what is told to be in another one than the account. */
export function otherRegion({ location }: { readonly location?: string }, account: BatchAccount): string | undefined {
  return location === account.location ? undefined : location;
}
