// Proves a pool, and asks Azure for its nodes again where that may help.
import type { BatchService } from '../azure/batch-service.ts';
import type { Host } from '../azure/host.ts';
import type { Cause } from './diagnose.ts';
import { reattachPool } from './provision-pool.ts';
import { waitForPool, type PoolOutcome, type PoolWait } from './wait-for-pool.ts';

/** Want of room in Azure that lasts so long is a finding. */
const MOST_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

export async function provePool(host: Host, batch: BatchService, wait: PoolWait): Promise<PoolOutcome> {
  let { before } = wait;
  let pause = FIRST_PAUSE_MS;
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await waitForPool(host, batch, { ...wait, before });
    const { verdict } = outcome;
    if (verdict.kind !== 'failed' || !verdict.retryable) return outcome;
    // An image version that parts of Azure do not know yet is known to them in about ten minutes.
    if (attempt >= MOST_ATTEMPTS && !verdict.causes.some(isUnknownImage)) return outcome;
    if (host.clock.now().getTime() + pause > wait.deadline.getTime()) return outcome;
    const why = verdict.causes.map(({ code }) => code).join(', ');
    host.progress(`pool ${wait.poolId}: ${why}; asking for the nodes again`);
    await host.clock.sleep(pause, host.signal);
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    before = await reattachPool(host, batch, wait.poolId, wait.targets, wait.deadline);
  }
}

function isUnknownImage({ code, message, details }: Cause): boolean {
  return [code, message, ...details].some((text) => text.includes('GalleryImageNotFound'));
}
