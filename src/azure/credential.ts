// A session: access tokens for ARM, Batch and Storage, kept until shortly before they expire and masked before first use.
import type { AccessToken, TokenCredential } from '@azure/identity';
import type { JsonValue } from './arm.ts';
import { scopeOf, type Audience, type Cloud } from './cloud.ts';
import { describe } from './errors.ts';
import type { Host } from './host.ts';
import { textAt } from './json.ts';
import { withRetries } from './retry.ts';
import { openTokenSource, type SignInOptions, type TokenSource } from './token-sources.ts';

export type { AccessToken, TokenCredential } from '@azure/identity';
export type { SignInOptions } from './token-sources.ts';

export interface Session {
  readonly host: Host;
  readonly cloud: Cloud;
  readonly identity: SessionIdentity;
  /** A token for a scope such as `https://management.azure.com/.default`. */
  getToken(scope: string): Promise<AccessToken>;
  /** The same as an SDK's credential; it answers for the audience whatever scope the SDK asks for. */
  credentialFor(audience: Audience): TokenCredential;
  /** Drops a token that a service calls invalid, so that the next call asks for a new one. */
  forget(scope: string): void;
}

/** Tokens are opaque to their bearers, Microsoft says; still every one says who it is for. Undefined where one does not. */
export function objectIdOf(token: string): string | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as JsonValue;
    return textAt(claims, 'oid');
  } catch {
    return undefined;
  }
}

export interface SessionIdentity {
  readonly clientId?: string;
  readonly kind: TokenSource['kind'];
}

/** Long enough that a request in flight never carries an expired token; Azure's own libraries use the same. */
const RENEW_BEFORE_EXPIRY_MS = 5 * 60_000;

/** How long renewing may be tried while the old token is still good. */
const RENEWAL_PATIENCE_MS = 10_000;

/**
 * Signs in at once, with a token for ARM: a wrong sign-in is reported before anything else is done. The deadline is for
 * that token alone: what a session gives back after it still needs tokens.
 */
export async function signIn(host: Host, options: SignInOptions, deadline?: Date): Promise<Session> {
  const { source, firstToken } = await openTokenSource(deadline === undefined ? host : { ...host, deadline }, options);
  return createSession(host, options.cloud, source, { [scopeOf(options.cloud.audiences.arm)]: firstToken });
}

interface KeptToken {
  readonly token: AccessToken;
  readonly renewAt: number;
}

/** A session over any source of tokens, with the tokens already obtained, by scope. */
export function createSession(
  host: Host,
  cloud: Cloud,
  source: TokenSource,
  tokens: Readonly<Record<string, AccessToken>> = {},
): Session {
  const kept = new Map<string, KeptToken>();
  const inFlight = new Map<string, Promise<AccessToken>>();

  const keep = (scope: string, token: AccessToken): void => {
    host.secret(token.token);
    const lifetime = token.expiresOnTimestamp - host.clock.now().getTime();
    const margin = Math.min(RENEW_BEFORE_EXPIRY_MS, lifetime / 2);
    kept.set(scope, { token, renewAt: token.expiresOnTimestamp - margin });
  };

  for (const [scope, token] of Object.entries(tokens)) keep(scope, token);

  const renew = async (scope: string): Promise<AccessToken> => {
    const now = host.clock.now().getTime();
    const old = kept.get(scope)?.token;
    const stillGood = old !== undefined && old.expiresOnTimestamp > now + RENEWAL_PATIENCE_MS;
    const deadline = stillGood ? new Date(now + RENEWAL_PATIENCE_MS) : undefined;
    try {
      const what = `sign in for ${scope}`;
      const token = await withRetries(host, { what, isWrite: false, deadline }, async () => source.acquire(scope));
      keep(scope, token);
      return token;
    } catch (error) {
      host.signal.throwIfAborted();
      if (!stillGood) throw error;
      host.debug(`The token for ${scope} could not be renewed yet and is used on: ${describe(error)}`);
      return old;
    }
  };

  const getToken = async (scope: string): Promise<AccessToken> => {
    const held = kept.get(scope);
    if (held !== undefined && host.clock.now().getTime() < held.renewAt) return held.token;
    let renewal = inFlight.get(scope);
    if (renewal === undefined) {
      renewal = renew(scope).finally(() => inFlight.delete(scope));
      inFlight.set(scope, renewal);
    }
    return renewal;
  };

  return {
    host,
    cloud,
    identity: { kind: source.kind, ...(source.clientId === undefined ? {} : { clientId: source.clientId }) },
    getToken,
    credentialFor: (audience) => ({ getToken: async () => getToken(scopeOf(cloud.audiences[audience])) }),
    forget: (scope) => {
      kept.delete(scope);
    },
  };
}
