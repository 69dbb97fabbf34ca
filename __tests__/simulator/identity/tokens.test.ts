// Access tokens: what they claim, and every way in which one is refused.
import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodeJwt, decodeProtectedHeader, generateKeyPair, SignJWT } from 'jose';
import { AUDIENCES, audienceOf } from '../../../simulator/identity/audiences.ts';
import type { Principal } from '../../../simulator/identity/roles.ts';
import { createTokens, type Tokens } from '../../../simulator/identity/tokens.ts';
import { AzureError } from '../../../simulator/kernel/errors.ts';
import { makeWorld, type TestWorld } from '../arm/harness.ts';

const ARM = 'https://management.azure.com/';
let made: TestWorld;
let tokens: Tokens;
let principal: Principal;

beforeAll(async () => {
  made = makeWorld();
  tokens = await createTokens(made.world);
  const [first] = made.world.scenario.principals;
  if (first === undefined) throw new Error('the test world has a principal');
  principal = { ...first, tenantId: made.world.scenario.tenantId };
});

async function refusal(work: Promise<unknown>): Promise<AzureError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof AzureError) return error;
    throw error;
  }
  throw new Error('not refused');
}

test('a token says what the documentation says', async () => {
  const token = await tokens.issue(principal, ARM);
  const issued = Date.parse('2026-11-23T09:05:07Z') / 1000;
  expect(decodeJwt(token)).toMatchObject({
    aud: ARM,
    iss: `https://sts.windows.net/${principal.tenantId}/`,
    appid: principal.clientId,
    oid: principal.objectId,
    sub: principal.objectId,
    tid: principal.tenantId,
    ver: '1.0',
    iat: issued,
    nbf: issued,
    exp: issued + 3599,
  });
  expect(tokens.keySet().keys[0]).toMatchObject({ kid: decodeProtectedHeader(token).kid, kty: 'RSA', alg: 'RS256' });
  expect(tokens.keySet().keys[0]).not.toHaveProperty('d');
  expect(await tokens.verify(`bearer ${token}`, AUDIENCES.arm)).toEqual({
    clientId: principal.clientId,
    objectId: principal.objectId,
    tenantId: principal.tenantId,
    roles: principal.roles,
  });
});

describe('a refused token', () => {
  test.each([
    [undefined, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing."],
    ['', 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing."],
    [
      'SharedKey account:signature',
      'AuthenticationFailedInvalidHeader',
      "Authentication failed. The 'Authorization' header is provided in an invalid format.",
    ],
    ['Bearer not.a.token', 'InvalidAuthenticationToken', 'The access token is invalid.'],
  ])('%s', async (header, code, message) => {
    const error = await refusal(tokens.verify(header, AUDIENCES.arm));
    expect(error).toMatchObject({ status: 401, code, message });
    expect(error.headers['www-authenticate']).toMatch(
      new RegExp(`^Bearer authorization_uri="https://login.windows.net/${principal.tenantId}", error="invalid_token"`),
    );
  });

  test('of another signer', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const forged = await new SignJWT(decodeJwt(await tokens.issue(principal, ARM)))
      .setProtectedHeader({ alg: 'RS256' })
      .sign(privateKey);
    expect(await refusal(tokens.verify(`Bearer ${forged}`, AUDIENCES.arm))).toMatchObject({
      code: 'InvalidAuthenticationToken',
    });
  });

  test('with a changed payload', async () => {
    const [head = '', body = '', signature = ''] = (await tokens.issue(principal, ARM)).split('.');
    const claims = Buffer.from(body, 'base64url').toString().replace(principal.objectId, 'someone-else');
    const changed = [head, Buffer.from(claims).toString('base64url'), signature].join('.');
    expect((await refusal(tokens.verify(`Bearer ${changed}`, AUDIENCES.arm))).code).toBe('InvalidAuthenticationToken');
  });

  test('of another tenant', async () => {
    const foreign = await tokens.issue({ ...principal, tenantId: 'bbbbbbbb-0000-4000-8000-000000000000' }, ARM);
    const error = await refusal(tokens.verify(`Bearer ${foreign}`, AUDIENCES.arm));
    expect(error.code).toBe('InvalidAuthenticationTokenTenant');
    expect(error.message).toMatch(
      /^The access token is from the wrong issuer 'https:\/\/sts\.windows\.net\/bbbbbbbb-0000-4000-8000-000000000000\/'\. It must match the tenant /,
    );
  });

  test('of a principal that is not there', async () => {
    const gone = await tokens.issue({ ...principal, objectId: 'gone' }, ARM);
    expect((await refusal(tokens.verify(`Bearer ${gone}`, AUDIENCES.arm))).code).toBe('InvalidAuthenticationToken');
  });

  test('before its time', async () => {
    const token = await tokens.issue(principal, ARM);
    made.clock.pass(-1000);
    const error = await refusal(tokens.verify(`Bearer ${token}`, AUDIENCES.arm));
    made.clock.pass(1000);
    expect([error.status, error.code, error.message]).toEqual([
      401,
      'InvalidAuthenticationToken',
      'The access token is invalid.',
    ]);
  });

  test('past its expiry, with both instants', async () => {
    const { world, clock } = makeWorld();
    const short = await createTokens(world, { lifetimeSeconds: 60 });
    const token = await short.issue(principal, ARM);
    clock.pass(59_999);
    await short.verify(`Bearer ${token}`, AUDIENCES.arm);
    clock.pass(1);
    expect(await refusal(short.verify(`Bearer ${token}`, AUDIENCES.arm))).toMatchObject({
      status: 401,
      code: 'ExpiredAuthenticationToken',
      message:
        "The access token expiry UTC time '11/23/2026 9:06:07 AM' is earlier than current UTC time '11/23/2026 9:06:07 AM'.",
    });
  });
});

describe('audiences', () => {
  test.each([
    ['https://management.azure.com', ARM],
    ['https://management.azure.com/', ARM],
    ['https://management.core.windows.net/', 'https://management.core.windows.net/'],
    ['https://batch.core.windows.net', 'https://batch.core.windows.net/'],
    ['https://storage.azure.com', 'https://storage.azure.com/'],
    ['https://strender.blob.core.windows.net', 'https://strender.blob.core.windows.net'],
    ['https://graph.example.com', undefined],
  ])('%s becomes %s', (resource, audience) => {
    expect(audienceOf(resource)).toBe(audience);
  });

  test('a token for one audience never passes another', async () => {
    const families = Object.values(AUDIENCES);
    const family = fc.nat({ max: families.length - 1 });
    await fc.assert(
      fc.asyncProperty(family, family, fc.nat(), async (wanted, asked, pick) => {
        const names = families[asked] ?? [];
        const audience = names[pick % names.length] ?? '';
        const token = await tokens.issue(principal, audience);
        const check = tokens.verify(`Bearer ${token}`, families[wanted] ?? []);
        if (wanted === asked) expect((await check).objectId).toBe(principal.objectId);
        else {
          const error = await refusal(check);
          expect(error.code).toBe('InvalidAuthenticationTokenAudience');
          expect(error.message).toContain(`wrong audience or resource '${audience}'`);
        }
      }),
      { numRuns: 60 },
    );
  });
});
