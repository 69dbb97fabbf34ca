// Opens the connections of a run for a session; nothing is requested before the first call.
import { connectArm } from './azure/arm-client.ts';
import { loadBatchLibrary } from './azure/batch-client.ts';
import { connectBatch } from './azure/batch-service.ts';
import { scopeOf } from './azure/cloud.ts';
import { objectIdOf, type Session } from './azure/credential.ts';
import { describe } from './azure/errors.ts';
import { connectBlobs } from './azure/page-blobs.ts';
import { loadStorageLibrary } from './azure/storage-client.ts';
import type { Clients } from './release/clients.ts';

export function connect({ host, ...session }: Session, subscriptionId: string, deadline?: Date): Clients {
  const bounded = deadline === undefined ? host : { ...host, deadline };
  const connected: Session = { ...session, host: bounded };
  return {
    host: bounded,
    arm: connectArm(connected, subscriptionId),
    blobs: connectBlobs(connected),
    caller: async () => objectIdOf((await session.getToken(scopeOf(session.cloud.audiences.arm))).token),
    batch: async (endpoint) => connectBatch(connected, bounded, endpoint),
  };
}

/**
 * Gets ready to talk to data planes while ARM thinks about the first reads: a token takes two requests, for which the reads
 * that need it would have to wait. What fails here is tried again when it is needed, and fails there.
 */
export function openAhead(session: Session, planes: readonly ('batch' | 'storage')[]): void {
  for (const plane of planes) {
    const library = plane === 'batch' ? loadBatchLibrary() : loadStorageLibrary();
    Promise.all([session.getToken(scopeOf(session.cloud.audiences[plane])), library]).catch((error: unknown) => {
      session.host.debug(`Not ready for ${plane} yet: ${describe(error)}`);
    });
  }
}

/** The same session for giving things back after a cancellation: it follows `grace` instead of the run's own signal. */
export function connectForCleanup(session: Session, subscriptionId: string, grace: AbortSignal): Clients {
  return connect({ ...session, host: { ...session.host, signal: grace } }, subscriptionId);
}
