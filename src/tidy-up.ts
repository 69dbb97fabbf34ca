// What the post step does: gives back, in the order in which Azure lets go, what the main step noted as open.
import { endAccess, readSnapshot } from './azure/disks.ts';
import { describe } from './azure/errors.ts';
import { readVersion } from './azure/galleries.ts';
import { connect } from './connect.ts';
import type { WorkflowHost } from './github/host.ts';
import type { RunState } from './github/state.ts';
import type { Clients } from './release/clients.ts';
import { signInToAzure } from './sign-in.ts';
import { removeSnapshot } from './source/snapshot.ts';

/** A job that is cancelled ends five minutes later at most, whatever its post steps do. */
const PATIENCE_MS = 4 * 60_000;

/** Nothing here fails the job: what cannot be given back is named in a warning. */
export async function tidyUp(state: RunState, host: WorkflowHost): Promise<void> {
  await host.group('Tidy up', async () => {
    try {
      const clients = await signInAgain(state, host);
      for (const lease of state.leases)
        await attempt(host, `lease on ${lease.blobUrl}`, async () => release(lease, clients));
      for (const id of state.grants) await attempt(host, `access to ${id}`, async () => revoke(id, clients));
      for (const { id } of state.temporaries)
        await attempt(host, `snapshot ${id}`, async () => remove(id, state, clients));
    } catch (error) {
      host.warning(`Could not tidy up: ${describe(error)}`);
    }
  });
}

async function signInAgain({ signIn: saved }: RunState, host: WorkflowHost): Promise<Clients> {
  const session = await signInToAzure(saved, host);
  return connect(session, saved.subscriptionId);
}

async function attempt(host: WorkflowHost, what: string, work: () => Promise<string>): Promise<void> {
  try {
    host.progress(`${what}: ${await work()}`);
  } catch (error) {
    host.warning(`The ${what} is left behind: ${describe(error)}`);
  }
}

async function release({ blobUrl, leaseId }: RunState['leases'][number], { blobs }: Clients): Promise<string> {
  const blob = await blobs.openUrl(blobUrl);
  await blob.releaseLease(leaseId);
  return 'released';
}

async function revoke(id: string, { arm, host }: Clients): Promise<string> {
  if ((await readSnapshot(arm, id)) === undefined) return 'gone already';
  await endAccess(arm, id, { deadline: deadlineOf(host), what: `end of access to ${id}` });
  return 'revoked';
}

/** A snapshot that still feeds an unfinished version stays: without it the version could never be finished. */
async function remove(id: string, { nameKey, versionId }: RunState, { arm, host }: Clients): Promise<string> {
  const version = versionId === undefined ? undefined : await readVersion(arm, versionId);
  const unfinished = version?.provisioningState === 'Creating' || version?.provisioningState === 'Updating';
  if (unfinished) return `kept: image version ${version.name} is still made from it; run again to finish`;
  const end = await removeSnapshot(arm, id, nameKey ?? '', { deadline: deadlineOf(host), what: `deletion of ${id}` });
  return end === 'absent' ? 'not there' : 'deleted';
}

function deadlineOf(host: Clients['host']): Date {
  return new Date(host.clock.now().getTime() + PATIENCE_MS);
}
