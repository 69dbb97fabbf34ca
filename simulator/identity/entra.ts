// Entra ID at login.microsoftonline.com, or where the cloud has it: tokens for client secrets and federated assertions, and the discovery documents.
import { CLOUDS, type Cloud } from '../kernel/clouds.ts';
import { AzureError } from '../kernel/errors.ts';
import type { Service, SimRequest, SimResponse } from '../kernel/exchange.ts';
import type { Json } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';
import type { ScenarioPrincipal } from '../scenario/scenario.ts';
import { audienceOf } from './audiences.ts';
import { entraAnswer, EntraError, entraErrors } from './entra-errors.ts';
import type { GitHubOidc } from './github-oidc.ts';
import type { Tokens } from './tokens.ts';

/** Clients of every cloud may ask here which cloud an authority belongs to. */
const WORLD_WIDE = CLOUDS.AzureCloud.logins[0];
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** Scopes a client may add to the one resource; they say nothing in the client credentials flow. */
const OPENID_SCOPES = new Set(['openid', 'profile', 'offline_access']);

type Issuing = Pick<World, 'scenario' | 'clock' | 'random'>;
type AssertionVerifier = Pick<GitHubOidc, 'verify' | 'isStanding'>;

export function createEntraService(world: Issuing, tokens: Tokens, github: AssertionVerifier): Service {
  const cloud = CLOUDS[world.scenario.cloud];
  const presented = new Set<string>();

  const handle = async (request: SimRequest): Promise<SimResponse> => {
    const { url, method } = request;
    const form = new URLSearchParams(request.body.toString('utf8'));
    const correlationId =
      url.searchParams.get('client-request-id') ??
      form.get('client-request-id') ??
      request.headers['client-request-id'] ??
      world.random.guid();
    const headers = { 'cache-control': 'no-store, no-cache', pragma: 'no-cache', 'client-request-id': correlationId };
    try {
      return { headers, ...(await route(method, url, form)) };
    } catch (error) {
      if (!(error instanceof EntraError)) throw error;
      const trace = { traceId: world.random.guid(), correlationId, now: world.clock.now() };
      return { headers, ...entraAnswer(error, trace) };
    }
  };

  const route = async (method: string, url: URL, form: URLSearchParams): Promise<SimResponse> => {
    const [tenant = '', ...rest] = url.pathname.split('/').filter((part) => part !== '');
    const path = rest.join('/').toLowerCase();
    switch (path) {
      case 'discovery/instance':
        return { status: 200, body: instanceDiscovery(url) };
      case 'discovery/keys':
      case 'discovery/v2.0/keys':
        return { status: 200, body: { keys: tokens.keySet().keys.map((key) => ({ ...key })) as Json[] } };
      case '.well-known/openid-configuration':
      case 'v2.0/.well-known/openid-configuration':
        return {
          status: 200,
          body: openIdConfiguration(cloud, checkTenant(tenant, url.hostname), path.startsWith('v2.0/')),
        };
      case 'oauth2/token':
      case 'oauth2/v2.0/token':
        if (method !== 'POST') throw entraErrors.postOnly(method);
        return grant(checkTenant(tenant, url.hostname), form, path === 'oauth2/v2.0/token');
      default:
        throw new AzureError(501, 'NotSimulated', `Entra ID is not simulated for ${method} ${url.pathname}`);
    }
  };

  /** `common` and its likes have discovery documents but no service principals; a tenant is in one cloud only. */
  const checkTenant = (tenant: string, host: string): string => {
    const known = world.scenario.tenantId.toLowerCase();
    if (tenant.toLowerCase() === known && cloud.logins.includes(host)) return known;
    if (['common', 'organizations', 'consumers'].includes(tenant.toLowerCase())) return tenant.toLowerCase();
    const wellFormed =
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(tenant) || /^[\w-]+(\.[\w-]+)+$/.test(tenant);
    throw wellFormed ? entraErrors.tenantNotFound(tenant) : entraErrors.tenantMalformed(tenant);
  };

  const grant = async (tenant: string, form: URLSearchParams, v2: boolean): Promise<SimResponse> => {
    const clientId = required(form, 'client_id');
    const grantType = required(form, 'grant_type');
    if (grantType !== 'client_credentials') throw entraErrors.unsupportedGrant(grantType);
    const principal = world.scenario.principals.find((one) => one.clientId.toLowerCase() === clientId.toLowerCase());
    if (principal === undefined || tenant !== world.scenario.tenantId.toLowerCase()) {
      throw entraErrors.appNotFound(clientId, tenant);
    }
    const resource = v2 ? resourceOfScope(required(form, 'scope')) : required(form, 'resource');
    await authenticate(principal, form);
    const audience = audienceOf(resource, cloud);
    if (audience === undefined) throw entraErrors.unknownResource(resource, tenant);

    const accessToken = await tokens.issue(
      {
        clientId: principal.clientId,
        objectId: principal.objectId,
        tenantId: world.scenario.tenantId,
        roles: principal.roles,
      },
      audience,
    );
    const lifetime = tokens.lifetimeSeconds;
    if (v2) {
      return {
        status: 200,
        body: { token_type: 'Bearer', expires_in: lifetime, ext_expires_in: lifetime, access_token: accessToken },
      };
    }
    const now = Math.floor(world.clock.now().getTime() / 1000);
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: String(lifetime),
        ext_expires_in: String(lifetime),
        expires_on: String(now + lifetime),
        not_before: String(now),
        resource,
        access_token: accessToken,
      },
    };
  };

  const authenticate = async (principal: ScenarioPrincipal, form: URLSearchParams): Promise<void> => {
    const assertion = form.get('client_assertion');
    if (assertion !== null) {
      if (required(form, 'client_assertion_type') !== JWT_BEARER) throw entraErrors.malformedAssertion();
      return checkAssertion(principal, assertion);
    }
    const secret = form.get('client_secret');
    if (secret === null || secret === '') throw entraErrors.noCredential();
    if (secret !== principal.secret) throw entraErrors.badSecret(principal.clientId);
  };

  const checkAssertion = async (principal: ScenarioPrincipal, assertion: string): Promise<void> => {
    const check = await github.verify(assertion);
    if (check.kind === 'malformed') throw entraErrors.malformedAssertion();
    const { claims } = check;
    const { federated } = principal;
    if (federated === undefined) throw entraErrors.notFederated(principal.clientId);

    const wrong = [
      claims.iss !== federated.issuer,
      claims.sub !== federated.subject,
      claims.aud !== federated.audience,
    ];
    if (wrong.every(Boolean)) throw entraErrors.noRecord(claims.iss, claims.sub, claims.aud);
    if (claims.iss !== federated.issuer) throw entraErrors.wrongIssuer(claims.iss);
    if (claims.sub !== federated.subject) {
      const sameLetters = claims.sub.toLowerCase() === federated.subject.toLowerCase();
      throw sameLetters ? entraErrors.wrongSubjectCase(claims.sub) : entraErrors.wrongSubject(claims.sub);
    }
    if (claims.aud !== federated.audience) throw entraErrors.wrongAudience(claims.aud);
    if (check.kind === 'foreign') throw entraErrors.badSignature();

    const now = world.clock.now();
    const [from, until] = [new Date(claims.nbf * 1000), new Date(claims.exp * 1000)];
    if (now < from || now >= until) throw entraErrors.outsideTime(now, from, until);
    if (github.isStanding(claims.jti)) return;
    if (presented.has(claims.jti)) throw entraErrors.replayed(claims.jti);
    presented.add(claims.jti);
  };

  return { name: 'entra', serves: (host) => host === WORLD_WIDE || cloud.logins.slice(0, 2).includes(host), handle };
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value === null || value === '') throw entraErrors.missing(name);
  return value;
}

function resourceOfScope(scope: string): string {
  const asked = scope.split(/\s+/).filter((one) => one !== '' && !OPENID_SCOPES.has(one));
  const only = asked.length === 1 ? asked[0] : undefined;
  if (only?.endsWith('/.default') !== true) throw entraErrors.badScope(scope);
  return only.slice(0, -'/.default'.length);
}

function instanceDiscovery(url: URL): Json {
  const asked = url.searchParams.get('authorization_endpoint');
  if (asked === null) throw entraErrors.missing('authorization_endpoint');
  const authority = new URL(URL.canParse(asked) ? asked : 'about:blank');
  if (!Object.values(CLOUDS).some(({ logins }) => logins.includes(authority.hostname))) {
    throw entraErrors.unknownInstance();
  }
  const tenant = authority.pathname.split('/')[1] ?? 'common';
  return {
    tenant_discovery_endpoint: `https://${authority.hostname}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: Object.values(CLOUDS).map(instanceMetadata),
  };
}

function instanceMetadata({ name, logins }: Cloud): Json {
  const [login, alias = login] = logins;
  // In China requests go to the newer name, in the public cloud tokens are kept under the older one.
  return {
    preferred_network: name === 'AzureChinaCloud' ? alias : login,
    preferred_cache: name === 'AzureUSGovernment' ? login : alias,
    aliases: [...logins],
  };
}

function openIdConfiguration(cloud: Cloud, tenant: string, v2: boolean): Json {
  const [host] = cloud.logins;
  const base = `https://${host}/${tenant}`;
  const named = ['common', 'organizations', 'consumers'].includes(tenant) ? '{tenantid}' : tenant;
  return {
    token_endpoint: v2 ? `${base}/oauth2/v2.0/token` : `${base}/oauth2/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
    jwks_uri: v2 ? `${base}/discovery/v2.0/keys` : `${base}/discovery/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: v2 ? `https://${host}/${named}/v2.0` : `${cloud.tokenIssuer}${named}/`,
    authorization_endpoint: v2 ? `${base}/oauth2/v2.0/authorize` : `${base}/oauth2/authorize`,
    device_authorization_endpoint: v2 ? `${base}/oauth2/v2.0/devicecode` : `${base}/oauth2/devicecode`,
    tenant_region_scope: 'EU',
    cloud_instance_name: host.replace('login.', ''),
    cloud_graph_host_name: 'graph.windows.net',
    msgraph_host: 'graph.microsoft.com',
  };
}
