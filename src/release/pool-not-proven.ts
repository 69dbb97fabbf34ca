// The one expected way for a pool to fail: its nodes did not come to take work.
import type { Cause } from '../pool/diagnose.ts';

export class PoolNotProven extends Error {
  override readonly name = 'PoolNotProven';
  readonly code: string;
  readonly causes: readonly Cause[];

  constructor(poolId: string, causes: readonly Cause[]) {
    super(`The nodes of pool ${poolId} do not take work.`);
    this.code = causes[0]?.code ?? 'PoolNotProven';
    this.causes = causes;
  }
}
