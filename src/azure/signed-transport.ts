// A transport that signs with the session's token, and asks for a new token once when the service calls it expired.
import type { Audience } from './cloud.ts';
import { scopeOf } from './cloud.ts';
import type { Session } from './credential.ts';
import { openTransport, type Transport } from './transport.ts';

/** Opens nothing before the first request. */
export function openSignedTransport(session: Session, audience: Audience, endpoint: string): Transport {
  const open = async (): Promise<Transport> =>
    openTransport(session.host, endpoint, {
      credential: session.credentialFor(audience),
      scope: scopeOf(session.cloud.audiences[audience]),
    });
  let opened: Promise<Transport> | undefined;
  return async (request) => {
    const current = (opened ??= open());
    const answer = await (await current)(request);
    if (answer.status !== 401) return answer;
    // Expired early, or revoked. The client keeps the old token to itself, so a new client is opened with the new one;
    // requests that failed together share it.
    if (opened === current) {
      session.forget(scopeOf(session.cloud.audiences[audience]));
      opened = open();
    }
    return (await opened)(request);
  };
}
