// From GitHub's ID token through Entra to ARM, and each way the exchange is refused.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, generateKeyPair, SignJWT } from 'jose';
import { createArmService } from '../../../simulator/arm/arm-service.ts';
import { platformRoutes } from '../../../simulator/arm/platform-routes.ts';
import { AzureError } from '../../../simulator/kernel/errors.ts';
import type { SimResponse } from '../../../simulator/kernel/exchange.ts';
import { at, stringOf } from '../../../simulator/kernel/json.ts';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';
import { json, SUB, type makeWorld } from '../arm/harness.ts';
import { ask, AUDIENCE, expectEntra, ISSUER, makeIdentity, V2, type Identity } from './identity.ts';

const { tenantId, subject } = DEFAULT_NAMES;

describe("GitHub's ID token", () => {
  let identity: Identity;
  beforeAll(async () => {
    identity = await makeIdentity();
  });

  test('is given to the job that shows its request token', async () => {
    const { github } = identity;
    const url = `${github.requestUrl}&audience=${encodeURIComponent(AUDIENCE)}`;
    expect(github.serves(new URL(url).hostname)).toBe(true);
    const answer = await ask(github, 'GET', url, { authorization: `Bearer ${github.requestToken}` });
    const token = stringOf(json(answer)['value']) ?? '';
    const now = Date.parse('2026-11-23T09:05:07Z') / 1000;
    expect(decodeJwt(token)).toMatchObject({
      iss: ISSUER,
      sub: subject,
      aud: AUDIENCE,
      repository: DEFAULT_NAMES.repository,
      repository_owner: 'contoso',
      environment: 'release',
      ref: expect.stringMatching(/^refs\//),
      sha: expect.stringMatching(/^[0-9a-f]{40}$/),
      run_id: expect.stringMatching(/^\d+$/),
      jti: expect.any(String),
      exp: now + 300,
    });
    const plain = await ask(github, 'GET', github.requestUrl, { authorization: `Bearer ${github.requestToken}` });
    expect(decodeJwt(stringOf(json(plain)['value']) ?? '').aud).toBe('https://github.com/contoso');
  });

  test('is refused to everyone else, and so is any other path', async () => {
    const { github } = identity;
    expect((await ask(github, 'GET', github.requestUrl)).status).toBe(401);
    expect((await ask(github, 'GET', github.requestUrl, { authorization: 'Bearer x' })).status).toBe(401);
    await expect(ask(github, 'GET', `${ISSUER}/other`)).rejects.toThrow(AzureError);
  });

  test('can be verified with the published keys', async () => {
    const { github } = identity;
    const configuration = json(await ask(github, 'GET', `${ISSUER}/.well-known/openid-configuration`));
    expect(configuration['issuer']).toBe(ISSUER);
    const keys = json(await ask(github, 'GET', stringOf(configuration['jwks_uri']) ?? ''));
    expect(at(keys, 'keys', 0)).toMatchObject({ kty: 'RSA', use: 'sig' });
    expect(at(keys, 'keys', 0, 'd')).toBeUndefined();
  });
});

test('an assertion becomes a token that ARM takes', async () => {
  const { world, tokens, github, withAssertion } = await makeIdentity();
  const answer = await withAssertion(await github.idToken(AUDIENCE));
  expect(json(answer)).toEqual({
    token_type: 'Bearer',
    expires_in: 3599,
    ext_expires_in: 3599,
    access_token: expect.any(String),
  });
  const arm = createArmService(world, tokens, platformRoutes);
  const authorization = `Bearer ${stringOf(json(answer)['access_token']) ?? ''}`;
  const url = `https://management.azure.com/subscriptions/${SUB}?api-version=2022-12-01`;
  expect(json(await ask(arm, 'GET', url, { authorization }))).toMatchObject({ subscriptionId: SUB });
});

describe('an assertion is refused', () => {
  const presented = async (
    options: Parameters<typeof makeWorld>[0],
    audience = AUDIENCE,
    then: (identity: Identity) => void = () => undefined,
  ) => {
    const identity = await makeIdentity(options);
    const assertion = await identity.github.idToken(audience);
    then(identity);
    return identity.withAssertion(assertion);
  };
  const check =
    'Check your federated identity credential Subject, Audience and Issuer against the presented assertion.';

  test('for another subject', async () => {
    const sub = 'repo:contoso/render-images:ref:refs/tags/v1.4.0';
    expectEntra(
      await presented({ github: { subject: sub } }),
      401,
      'invalid_client',
      700213,
      `No matching federated identity record found for presented assertion subject '${sub}'. ${check} https://learn.microsoft.com/entra/workload-id/workload-identity-federation`,
    );
  });

  test('for a subject in other letters', async () => {
    expectEntra(
      await presented({ github: { subject: subject.replace('contoso', 'Contoso') } }),
      401,
      'invalid_client',
      7002138,
      /^No matching .* subject 'repo:Contoso\/render-images:environment:release'\. The subject matches with case-insensitive comparison, but not with case-sensitive comparison\./,
    );
  });

  test('for another issuer, another audience, or all three', async () => {
    const issuer = 'https://ghe.contoso.example/_services/token';
    expectEntra(
      await presented({ github: { issuer } }),
      401,
      'invalid_client',
      700211,
      /^No matching federated identity record found for presented assertion issuer 'https:\/\/ghe\.contoso\.example\/_services\/token'\./,
    );
    expectEntra(
      await presented({}, 'api://other'),
      401,
      'invalid_client',
      700212,
      /^No matching federated identity record found for presented assertion audience 'api:\/\/other'\./,
    );
    expectEntra(
      await presented({ github: { issuer, subject: 's' } }, 'api://other'),
      401,
      'invalid_client',
      70021,
      /Assertion Issuer: 'https:\/\/ghe.*'\. Assertion Subject: 's'\. Assertion Audience: 'api:\/\/other'\./,
    );
  });

  test('once it has expired', async () => {
    expectEntra(
      await presented({}, AUDIENCE, ({ clock }) => clock.pass(300_000)),
      401,
      'invalid_client',
      700024,
      'Client assertion is not within its valid time range. Current time: 2026-11-23T09:10:07.0000000Z, assertion valid from 2026-11-23T09:05:07.0000000Z, expiry time of assertion 2026-11-23T09:10:07.0000000Z. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .',
    );
  });

  test('the second time, unless it was made to stand', async () => {
    const { github, withAssertion } = await makeIdentity();
    const once = await github.idToken(AUDIENCE);
    expect((await withAssertion(once)).status).toBe(200);
    expectEntra(await withAssertion(once), 401, 'invalid_client', 50027, /was presented before/);
    const standing = await github.idToken(AUDIENCE, { standing: true, lifetimeSeconds: 3600 });
    expect((await withAssertion(standing)).status).toBe(200);
    expect((await withAssertion(standing)).status).toBe(200);
  });

  test('from another signer, or when it is none at all', async () => {
    const { github, withAssertion } = await makeIdentity();
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT(decodeJwt(await github.idToken(AUDIENCE)))
      .setProtectedHeader({ alg: 'RS256' })
      .sign(privateKey);
    expectEntra(await withAssertion(forged), 401, 'invalid_client', 700027, /failed signature validation/);
    expectEntra(await withAssertion('ey.x.y'), 401, 'invalid_client', 50027, 'JWT token is invalid or malformed.');
  });
});

describe('a client secret', () => {
  test('gives a token for each of the three audiences, in both versions of the endpoint', async () => {
    const { withSecret } = await makeIdentity();
    const audience = async (answer: Promise<SimResponse>) =>
      decodeJwt(stringOf(json(await answer)['access_token']) ?? '').aud;
    expect(await audience(withSecret({ scope: 'https://management.core.windows.net//.default' }))).toBe(
      'https://management.core.windows.net/',
    );
    expect(await audience(withSecret({ scope: 'https://batch.core.windows.net/.default' }))).toBe(
      'https://batch.core.windows.net/',
    );
    expect(await audience(withSecret({ scope: 'https://storage.azure.com/.default openid' }))).toBe(
      'https://storage.azure.com/',
    );
    const v1 = await withSecret({ resource: 'https://batch.core.windows.net/' }, `/${tenantId}/oauth2/token`);
    expect(json(v1)).toMatchObject({
      expires_in: '3599',
      expires_on: String(Date.parse('2026-11-23T09:05:07Z') / 1000 + 3599),
      resource: 'https://batch.core.windows.net/',
    });
  });

  test.each([
    [
      { client_secret: 'wrong' },
      401,
      'invalid_client',
      7000215,
      /^Invalid client secret provided\. .*for a secret added to app '9{8}/,
    ],
    [{ client_secret: '' }, 401, 'invalid_client', 7000218, /'client_assertion' or 'client_secret'/],
    [
      { client_id: '' },
      400,
      'invalid_request',
      900144,
      "The request body must contain the following parameter: 'client_id'.",
    ],
    [
      { client_id: 'nobody' },
      400,
      'unauthorized_client',
      700016,
      /^Application with identifier 'nobody' was not found in the directory 'aaaaaaaa-/,
    ],
    [
      { grant_type: 'password' },
      400,
      'unsupported_grant_type',
      70003,
      "The app requested an unsupported grant type 'password'.",
    ],
    [{ scope: '' }, 400, 'invalid_request', 900144, /'scope'/],
    [
      { scope: 'https://management.azure.com/user_impersonation' },
      400,
      'invalid_scope',
      1002012,
      /^The provided value for scope https:\/\/management\.azure\.com\/user_impersonation is not valid\./,
    ],
    [
      { scope: 'https://vault.example/.default' },
      400,
      'invalid_resource',
      500011,
      /^The resource principal named https:\/\/vault\.example was not found in the tenant named aaaaaaaa-/,
    ],
  ] as const)('with %j is refused', async (form, status, error, code, text) => {
    const { withSecret } = await makeIdentity();
    expectEntra(await withSecret(form), status, error, code, text);
  });

  test('of another tenant is refused', async () => {
    const { withSecret } = await makeIdentity();
    const other = 'bbbbbbbb-0000-4000-8000-000000000000';
    expectEntra(
      await withSecret({}, `/${other}/oauth2/v2.0/token`),
      400,
      'invalid_request',
      90002,
      new RegExp(`^Tenant '${other}' not found\\. Check to make sure you have the correct tenant ID`),
    );
    expectEntra(
      await withSecret({}, '/nonsense/oauth2/v2.0/token'),
      400,
      'invalid_request',
      900023,
      /^Specified tenant/,
    );
  });
});

describe('discovery', () => {
  const base = 'https://login.microsoftonline.com';

  test('of the instance, the tenant and the keys', async () => {
    const { entra, tokens } = await makeIdentity();
    const query = `api-version=1.1&authorization_endpoint=${encodeURIComponent(`${base}/${tenantId}/oauth2/v2.0/authorize`)}`;
    const instance = json(await ask(entra, 'GET', `${base}/common/discovery/instance?${query}`));
    const endpoint = stringOf(instance['tenant_discovery_endpoint']) ?? '';
    expect(endpoint).toBe(`${base}/${tenantId}/v2.0/.well-known/openid-configuration`);
    const configuration = json(await ask(entra, 'GET', endpoint));
    expect(configuration).toMatchObject({ token_endpoint: `${base}${V2}`, issuer: `${base}/${tenantId}/v2.0` });
    const keys = json(await ask(entra, 'GET', stringOf(configuration['jwks_uri']) ?? ''));
    expect(at(keys, 'keys', 0, 'kid')).toBe(tokens.keySet().keys[0]?.kid);
    const v1 = json(await ask(entra, 'GET', `${base}/${tenantId}/.well-known/openid-configuration`));
    expect(v1).toMatchObject({ issuer: `https://sts.windows.net/${tenantId}/` });
  });

  test('refuses what it does not know', async () => {
    const { entra, post } = await makeIdentity();
    const query = 'api-version=1.1&authorization_endpoint=https%3A%2F%2Flogin.example%2Fx';
    const instance = await ask(entra, 'GET', `${base}/common/discovery/instance?${query}`);
    expectEntra(instance, 400, 'invalid_instance', 50049, 'Unknown or invalid instance.');
    expectEntra(await ask(entra, 'GET', `${base}${V2}`), 400, 'invalid_request', 900561, /Received a GET request/);
    await expect(post(`/${tenantId}/oauth2/v2.0/devicecode`, {})).rejects.toThrow('not simulated');
  });
});
