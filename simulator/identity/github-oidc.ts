// GitHub's side of OIDC: hands a job its ID token, and publishes the keys that verify it.
import { compactVerify, decodeJwt, SignJWT } from 'jose';
import { AzureError } from '../kernel/errors.ts';
import type { Service, SimRequest, SimResponse } from '../kernel/exchange.ts';
import type { Json } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';
import { signingKey } from './keys.ts';

export interface AssertionClaims {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly jti: string;
  readonly nbf: number;
  readonly exp: number;
}

export type AssertionCheck =
  | { readonly kind: 'signed'; readonly claims: AssertionClaims }
  | { readonly kind: 'foreign'; readonly claims: AssertionClaims }
  | { readonly kind: 'malformed' };

export interface GitHubOidc extends Service {
  /** ACTIONS_ID_TOKEN_REQUEST_URL; it has a query already, as the real one, so that `&audience=` can follow. */
  readonly requestUrl: string;
  /** ACTIONS_ID_TOKEN_REQUEST_TOKEN */
  readonly requestToken: string;
  /** Reads an assertion; says whether our key signed it. Times, issuer, subject and audience are for the caller. */
  verify(assertion: string): Promise<AssertionCheck>;
  /** An ID token, as the endpoint gives it. A `standing` one is for clients that are handed a token and keep using it. */
  idToken(
    audience: string,
    options?: { readonly lifetimeSeconds?: number; readonly standing?: boolean },
  ): Promise<string>;
  /** Whether this ID token may be presented more than once. */
  isStanding(jti: string): boolean;
}

const ISSUER = 'https://token.actions.githubusercontent.com';
const LIFETIME_SECONDS = 300;

type Issuing = Pick<World, 'scenario' | 'clock' | 'random'>;

export async function createGitHubOidc(world: Issuing): Promise<GitHubOidc> {
  const key = await signingKey('github');
  const { repository, subject, issuer } = world.scenario.github;
  const owner = repository.split('/')[0] ?? repository;
  const host = 'run-actions-1-azure-eastus.actions.githubusercontent.com';
  const requestPath = `/1//idtoken/${world.random.guid()}/${world.random.guid()}`;
  const requestToken = `ghs_${world.random.hex(36)}`;
  const job = { sha: world.random.hex(40), run: String(1000000000 + Number.parseInt(world.random.hex(6), 16)) };
  const standing = new Set<string>();

  const idToken: GitHubOidc['idToken'] = (audience, options = {}) => {
    const now = Math.floor(world.clock.now().getTime() / 1000);
    const jti = world.random.guid();
    if (options.standing === true) standing.add(jti);
    return new SignJWT({ ...jobClaims(repository, subject), ...jobIdentity(job, owner, repository) })
      .setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid, x5t: key.kid })
      .setJti(jti)
      .setSubject(subject)
      .setAudience(audience)
      .setIssuer(issuer)
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + (options.lifetimeSeconds ?? LIFETIME_SECONDS))
      .sign(key.privateKey);
  };

  const handle = async (request: SimRequest): Promise<SimResponse> => {
    const { url, method } = request;
    const where = `${method} ${url.pathname}`;
    if (url.hostname === new URL(ISSUER).hostname) {
      if (where === 'GET /.well-known/openid-configuration') return { status: 200, body: configuration() };
      if (where === 'GET /.well-known/jwks') return { status: 200, body: { keys: [{ ...key.jwk }] as Json[] } };
    }
    if (url.hostname === host && where === `GET ${requestPath}`) {
      if (request.headers['authorization'] !== `Bearer ${requestToken}`) {
        return { status: 401, body: { message: 'Unauthorized: the request token of this job is missing or wrong.' } };
      }
      const audience = url.searchParams.get('audience') ?? `https://github.com/${owner}`;
      const value = await idToken(audience);
      return { status: 200, body: { count: value.length, value } };
    }
    throw new AzureError(501, 'NotSimulated', `GitHub's ID token service is not simulated for ${method} ${url.href}`);
  };

  return {
    name: 'github-oidc',
    serves: (name) => name.endsWith('.actions.githubusercontent.com'),
    handle,
    requestUrl: `https://${host}${requestPath}?api-version=2.0`,
    requestToken,
    idToken,
    isStanding: (jti) => standing.has(jti),
    async verify(assertion) {
      const claims = readClaims(assertion);
      if (claims === undefined) return { kind: 'malformed' };
      try {
        await compactVerify(assertion, key.publicKey, { algorithms: ['RS256'] });
        return { kind: 'signed', claims };
      } catch {
        return { kind: 'foreign', claims };
      }
    },
  };
}

function readClaims(assertion: string): AssertionClaims | undefined {
  try {
    const { iss, sub, aud, jti, nbf, exp } = decodeJwt(assertion);
    const audience = typeof aud === 'string' ? aud : aud?.[0];
    if (iss === undefined || sub === undefined || audience === undefined || exp === undefined) return undefined;
    return { iss, sub, aud: audience, jti: jti ?? '', nbf: nbf ?? 0, exp };
  } catch {
    return undefined;
  }
}

/** What of a job's claims its subject already says: `repo:o/r:environment:E`, `repo:o/r:ref:R`, `repo:o/r:pull_request`. */
function jobClaims(repository: string, subject: string): Record<string, string> {
  const entity = subject.startsWith(`repo:${repository}:`) ? subject.slice(`repo:${repository}:`.length) : '';
  const environment = /^environment:(.+)$/.exec(entity)?.[1];
  const ref = /^ref:(.+)$/.exec(entity)?.[1] ?? 'refs/tags/v1.0.0';
  return {
    ref,
    ref_type: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    event_name: entity === 'pull_request' ? 'pull_request' : 'push',
    ...(environment !== undefined && { environment }),
  };
}

function jobIdentity(
  job: { readonly sha: string; readonly run: string },
  owner: string,
  repository: string,
): Record<string, string> {
  return {
    sha: job.sha,
    repository,
    repository_owner: owner,
    run_id: job.run,
    run_number: '1',
    run_attempt: '1',
    actor: owner,
    workflow: 'release',
    job_workflow_ref: `${repository}/.github/workflows/release.yml@refs/heads/main`,
    runner_environment: 'github-hosted',
  };
}

function configuration(): Json {
  return {
    issuer: ISSUER,
    jwks_uri: `${ISSUER}/.well-known/jwks`,
    subject_types_supported: ['public', 'pairwise'],
    response_types_supported: ['id_token'],
    claims_supported: [
      'sub',
      'aud',
      'exp',
      'iat',
      'iss',
      'jti',
      'nbf',
      'ref',
      'repository',
      'sha',
      'environment',
      'run_id',
    ],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid'],
  };
}
