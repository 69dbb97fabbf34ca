// More of what sign-in refuses: parameters that are left out, assertions before their time, places that are not served.
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';
import { ask, AUDIENCE, expectEntra, ISSUER, makeIdentity, V2 } from './identity.ts';

const { clientId, clientSecret } = DEFAULT_NAMES;
const LOGIN = 'https://login.microsoftonline.com';
const missing = (name: string): string => `The request body must contain the following parameter: '${name}'.`;

const GRANT = { grant_type: 'client_credentials', scope: 'https://management.azure.com/.default' };
const CLIENT = { client_id: clientId };
const SECRET = { client_secret: clientSecret };

describe('a request for a token', () => {
  test('names its client, and what the client proves itself with', async () => {
    const { post } = await makeIdentity();
    expectEntra(await post(V2, { ...GRANT, ...SECRET }), 400, 'invalid_request', 900144, missing('client_id'));
    const text = "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
    expectEntra(await post(V2, { ...GRANT, ...CLIENT }), 401, 'invalid_client', 7000218, text);
  });

  test('is for a tenant', async () => {
    const { post } = await makeIdentity();
    expectEntra(
      await post('/common/oauth2/v2.0/token', { ...GRANT, ...CLIENT, ...SECRET }),
      400,
      'unauthorized_client',
      700016,
      /^Application with identifier '[^']+' was not found in the directory 'common'\./,
    );
  });
});

describe('an assertion', () => {
  test('is one that says so', async () => {
    const { github, post } = await makeIdentity();
    const assertion = { client_assertion_type: 'saml', client_assertion: await github.idToken(AUDIENCE) };
    expectEntra(
      await post(V2, { ...GRANT, ...CLIENT, ...assertion }),
      401,
      'invalid_client',
      50027,
      'JWT token is invalid or malformed.',
    );
  });

  test('is of no use to a client without federated credentials', async () => {
    const other = '11111111-0000-4000-8000-000000000002';
    const { github, post } = await makeIdentity({ others: [{ clientId: other, objectId: other, roles: [] }] });
    const assertion = {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await github.idToken(AUDIENCE),
    };
    expectEntra(
      await post(V2, { ...GRANT, client_id: other, ...assertion }),
      401,
      'invalid_client',
      70025,
      `The client '${other}' has no configured federated identity credentials.`,
    );
  });

  test('is not valid before its time', async () => {
    const { clock, github, withAssertion } = await makeIdentity();
    const assertion = await github.idToken(AUDIENCE);
    clock.pass(-1000);
    const text = /^Client assertion is not within its valid time range\. Current time: 2026-11-23T09:05:06\.0000000Z/;
    expectEntra(await withAssertion(assertion), 401, 'invalid_client', 700024, text);
  });
});

test('the instance is looked up by its authority', async () => {
  const { entra } = await makeIdentity();
  const discovery = (query: string) => ask(entra, 'GET', `${LOGIN}/common/discovery/instance?api-version=1.1${query}`);
  expectEntra(await discovery(''), 400, 'invalid_request', 900144, missing('authorization_endpoint'));
  const text = 'Unknown or invalid instance.';
  expectEntra(await discovery('&authorization_endpoint=here'), 400, 'invalid_instance', 50049, text);
});

test("GitHub's ID tokens are had at their own place only", async () => {
  const { github } = await makeIdentity();
  const { pathname, search, hostname } = new URL(github.requestUrl);
  const authorization = `Bearer ${github.requestToken}`;
  for (const url of [`${ISSUER}${pathname}${search}`, `https://${hostname}/other`]) {
    await expect(ask(github, 'GET', url, { authorization })).rejects.toMatchObject({
      status: 501,
      code: 'NotSimulated',
      message: `GitHub's ID token service is not simulated for GET ${url}`,
    });
  }
});
