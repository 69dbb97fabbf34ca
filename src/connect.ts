// Opens the connections of a run for a session; nothing is requested before the first call.
import { connectArm } from './azure/arm-client.ts';
import { connectBatch } from './azure/batch-service.ts';
import type { Session } from './azure/credential.ts';
import { connectBlobs } from './azure/page-blobs.ts';
import type { Clients } from './release/clients.ts';

export function connect({ host, ...session }: Session, subscriptionId: string, deadline?: Date): Clients {
  const bounded = deadline === undefined ? host : { ...host, deadline };
  const connected: Session = { ...session, host: bounded };
  return {
    host: bounded,
    arm: connectArm(connected, subscriptionId),
    blobs: connectBlobs(connected),
    batch: async (endpoint) => connectBatch(connected, bounded, endpoint),
  };
}

/** The same session for giving things back after a cancellation: it follows `grace` instead of the run's own signal. */
export function connectForCleanup(session: Session, subscriptionId: string, grace: AbortSignal): Clients {
  return connect({ ...session, host: { ...session.host, signal: grace } }, subscriptionId);
}
