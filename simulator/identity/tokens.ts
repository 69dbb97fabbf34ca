// Access tokens as Entra ID issues them to service principals (v1 JWTs, RS256), and the check every service makes.
import type { JWK } from 'jose';
import { SignJWT, compactVerify } from 'jose';
import { CLOUDS } from '../kernel/clouds.ts';
import { AzureError } from '../kernel/errors.ts';
import type { World } from '../kernel/world.ts';
import { sameAudience } from './audiences.ts';
import { signingKey } from './keys.ts';
import type { Principal } from './roles.ts';

export interface Tokens {
  readonly lifetimeSeconds: number;
  issue(principal: Principal, audience: string): Promise<string>;
  /** The caller behind an `Authorization` header; throws an AzureError 401 with a `www-authenticate` header. */
  verify(authorizationHeader: string | undefined, acceptedAudiences: readonly string[]): Promise<Principal>;
  /** The keys that verify the tokens, as the tenant's `discovery/keys` lists them. */
  keySet(): { readonly keys: readonly JWK[] };
}

/** Entra gives a service principal's token one hour, less the second it took to make. */
const DEFAULT_LIFETIME_SECONDS = 3599;

type Issuing = Pick<World, 'scenario' | 'clock' | 'random'>;

export async function createTokens(
  world: Issuing,
  options: { readonly lifetimeSeconds?: number } = {},
): Promise<Tokens> {
  const key = await signingKey('entra');
  const { tenantId, cloud } = world.scenario;
  const { tokenIssuer, challenge } = CLOUDS[cloud];
  const lifetimeSeconds = options.lifetimeSeconds ?? DEFAULT_LIFETIME_SECONDS;
  const issuerOf = (tenant: string): string => `${tokenIssuer}${tenant}/`;
  // A signature that was good once stays so; a client sends the same token for an hour.
  const read = new Map<string, Claims>();
  const secondsNow = (): number => Math.floor(world.clock.now().getTime() / 1000);
  const refuse = (code: string, message: string, description = message): AzureError =>
    new AzureError(401, code, message, {
      headers: {
        'www-authenticate': `Bearer authorization_uri="https://${challenge}/${tenantId}", error="invalid_token", error_description="${description}"`,
      },
    });

  return {
    lifetimeSeconds,
    keySet: () => ({ keys: [key.jwk] }),

    issue(principal, audience) {
      const now = secondsNow();
      return new SignJWT({
        appid: principal.clientId,
        appidacr: '2',
        idp: issuerOf(principal.tenantId),
        idtyp: 'app',
        oid: principal.objectId,
        tid: principal.tenantId,
        uti: world.random.hex(22),
        ver: '1.0',
      })
        .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid, x5t: key.kid })
        .setAudience(audience)
        .setIssuer(issuerOf(principal.tenantId))
        .setSubject(principal.objectId)
        .setIssuedAt(now)
        .setNotBefore(now)
        .setExpirationTime(now + lifetimeSeconds)
        .sign(key.privateKey);
    },

    async verify(authorizationHeader, acceptedAudiences) {
      if (authorizationHeader === undefined || authorizationHeader === '') {
        throw refuse(
          'AuthenticationFailed',
          "Authentication failed. The 'Authorization' header is missing.",
          "The authentication failed because of missing 'Authorization' header.",
        );
      }
      const token = /^Bearer +(\S+)$/i.exec(authorizationHeader)?.[1];
      if (token === undefined) {
        throw refuse(
          'AuthenticationFailedInvalidHeader',
          "Authentication failed. The 'Authorization' header is provided in an invalid format.",
        );
      }
      const claims = read.get(token) ?? (await readClaims(token, key.publicKey));
      if (claims === undefined) throw refuse('InvalidAuthenticationToken', 'The access token is invalid.');
      read.set(token, claims);

      if (!acceptedAudiences.some((accepted) => sameAudience(accepted, claims.aud))) {
        const allowed = acceptedAudiences.map((audience) => `'${audience}'`).join(',');
        throw refuse(
          'InvalidAuthenticationTokenAudience',
          `The access token has been obtained for wrong audience or resource '${claims.aud}'. It should exactly match with one of the allowed audiences ${allowed}.`,
        );
      }
      if (claims.iss !== issuerOf(tenantId)) {
        throw refuse(
          'InvalidAuthenticationTokenTenant',
          `The access token is from the wrong issuer '${claims.iss}'. It must match the tenant '${issuerOf(tenantId)}' associated with this subscription. Please use the authority (URL) 'https://${challenge}/${tenantId}' to get the token. Note, if the subscription is transferred to another tenant there is no impact to the services, but information about new tenant could take time to propagate (up to an hour). If you just transferred your subscription and see this error message, please try back later.`,
        );
      }
      const now = secondsNow();
      if (now >= claims.exp) {
        throw refuse(
          'ExpiredAuthenticationToken',
          `The access token expiry UTC time '${utcText(claims.exp)}' is earlier than current UTC time '${utcText(now)}'.`,
          'The access token expired.',
        );
      }
      const known = world.scenario.principals.find(
        (one) => one.clientId.toLowerCase() === claims.appid.toLowerCase() && one.objectId === claims.oid,
      );
      if (known === undefined || now < claims.nbf) {
        throw refuse('InvalidAuthenticationToken', 'The access token is invalid.');
      }
      return { clientId: known.clientId, objectId: known.objectId, tenantId, roles: known.roles };
    },
  };
}

interface Claims {
  readonly aud: string;
  readonly iss: string;
  readonly appid: string;
  readonly oid: string;
  readonly nbf: number;
  readonly exp: number;
}

/** The claims of a token that our key signed; undefined for anything else. */
async function readClaims(token: string, publicKey: Parameters<typeof compactVerify>[1]): Promise<Claims | undefined> {
  try {
    const { payload } = await compactVerify(token, publicKey, { algorithms: ['RS256'] });
    const claims: unknown = JSON.parse(Buffer.from(payload).toString('utf8'));
    return isClaims(claims) ? claims : undefined;
  } catch {
    return undefined;
  }
}

function isClaims(value: unknown): value is Claims {
  if (typeof value !== 'object' || value === null) return false;
  const claims = new Map<string, unknown>(Object.entries(value));
  return (
    ['aud', 'iss', 'appid', 'oid'].every((name) => typeof claims.get(name) === 'string') &&
    ['nbf', 'exp'].every((name) => typeof claims.get(name) === 'number')
  );
}

/** ARM writes instants the way .NET's en-US culture does: `6/15/2026 8:22:51 AM`. */
function utcText(seconds: number): string {
  const at = new Date(seconds * 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const hours = at.getUTCHours();
  const time = `${hours % 12 === 0 ? 12 : hours % 12}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())}`;
  return `${at.getUTCMonth() + 1}/${at.getUTCDate()}/${at.getUTCFullYear()} ${time} ${hours < 12 ? 'AM' : 'PM'}`;
}
