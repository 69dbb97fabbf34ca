// A shared access signature, as far as Azurite does not judge it as the service does: its times, and who delegated it.
import type { Principal } from '../identity/roles.ts';
import { storageError } from './storage-errors.ts';

/** Who can have signed in and asked for a user delegation key. */
export type Signers = () => readonly Omit<Principal, 'tenantId'>[];

/** Refuses a signature before its time and after it, in the service's words. */
export function checkSasTimes(query: URLSearchParams, now: Date): void {
  const expiry = new Date(query.get('se') ?? '');
  // A signature that names a stored policy has its times there.
  if (Number.isNaN(expiry.getTime())) return;
  const given = query.get('st');
  const start = given === null ? now : new Date(given);
  if (expiry <= start) {
    throw refused(`Signed expiry time [${text(expiry)}] must be after signed start time [${text(start)}]`);
  }
  if (now < start || now >= expiry) {
    throw refused(
      `Signature not valid in the specified time frame: Start [${text(start)}] - Expiry [${text(expiry)}] - Current [${text(now)}]`,
    );
  }
}

/** A user delegation SAS gives no more than its signer may do himself; undefined for one of an account key. */
export function delegatorOf(query: URLSearchParams, signers: Signers, tenantId: string): Principal | undefined {
  const objectId = query.get('skoid');
  if (objectId === null) return undefined;
  const known = signers().find((one) => one.objectId === objectId);
  return { clientId: '', roles: [], ...known, objectId, tenantId };
}

function refused(detail: string): Error {
  return storageError('AuthenticationFailed', { AuthenticationErrorDetail: detail });
}

function text(time: Date): string {
  return time.toUTCString();
}
