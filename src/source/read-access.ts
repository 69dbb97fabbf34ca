// Read access to a snapshot's bytes through a signed URL: opened, noted, used, and given back whatever happens.
import type { Arm } from '../azure/arm.ts';
import { beginAccess, endAccess } from '../azure/disks.ts';
import { describe } from '../azure/errors.ts';
import type { Host } from '../azure/host.ts';
import type { Blobs, PageBlob } from '../azure/page-blobs.ts';
import { nameOf } from '../azure/resource-id.ts';
import { signaturesOf } from '../azure/sas.ts';

/** The snapshot's bytes, and the signed URL that lets another storage account read them. */
export interface SharedBlob {
  readonly blob: PageBlob;
  readonly sasUrl: string;
}

export interface AccessTools {
  readonly host: Host;
  readonly arm: Arm;
  readonly blobs: Blobs;
  /** For giving access back even when the run was cancelled. */
  readonly cleanup: { readonly host: Host; readonly arm: Arm };
  /** Notes what is open, so that somebody can give it back when this process is killed. */
  readonly ledger: { addGrant(id: string): void; removeGrant(id: string): void };
}

/** How long giving access back may take. */
const REVOCATION_PATIENCE_MS = 5 * 60_000;
const SHORTEST_ACCESS_S = 3600;
/** Azure's limit: sixty days. */
const LONGEST_ACCESS_S = 60 * 24 * 3600;

/** Calls `use` with the shared bytes. Access ends with it: an open grant keeps the snapshot from being deleted. */
export async function withReadAccess<T>(
  snapshotId: string,
  deadline: Date,
  tools: AccessTools,
  use: (source: SharedBlob) => Promise<T>,
): Promise<T> {
  const { host, arm, blobs, ledger } = tools;
  const what = `read access to snapshot ${nameOf(snapshotId)}`;
  ledger.addGrant(snapshotId);
  try {
    const sasUrl = await beginAccess(arm, snapshotId, secondsUntil(deadline, host), { deadline, what });
    for (const secret of [sasUrl, ...signaturesOf(sasUrl)]) host.secret(secret);
    return await use({ blob: await blobs.openShared(sasUrl), sasUrl });
  } finally {
    await revoke(snapshotId, tools);
  }
}

/** What could not be revoked stays in the ledger, for whoever comes next; it says nothing of how the use ended. */
async function revoke(snapshotId: string, { cleanup, ledger }: AccessTools): Promise<void> {
  const { host, arm } = cleanup;
  const deadline = new Date(host.clock.now().getTime() + REVOCATION_PATIENCE_MS);
  try {
    await endAccess(arm, snapshotId, { deadline, what: `end of access to snapshot ${nameOf(snapshotId)}` });
    ledger.removeGrant(snapshotId);
  } catch (error) {
    host.warning(`Read access to snapshot ${nameOf(snapshotId)} is still open: ${describe(error)}`);
  }
}

/** Ten minutes more than the wait, so that no copy outlives its source. */
function secondsUntil(deadline: Date, { clock }: Host): number {
  const left = Math.ceil((deadline.getTime() - clock.now().getTime()) / 1000);
  return Math.min(LONGEST_ACCESS_S, Math.max(SHORTEST_ACCESS_S, left + 600));
}
