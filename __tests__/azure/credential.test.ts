import { describe, expect, test } from '@jest/globals';
import { AZURE_CLOUD } from '../../src/azure/cloud.ts';
import { createSession, type AccessToken } from '../../src/azure/credential.ts';
import { askByAssertion, type OpenAssertionCredential } from '../../src/azure/entra-requests.ts';
import { AzureServiceError } from '../../src/azure/errors.ts';
import { fakeHost, type FakeHost } from './fake-host.ts';

const ARM = 'https://management.azure.com/.default';
const BATCH = 'https://batch.core.windows.net/.default';
const MINUTE = 60_000;

/** A source whose tokens live for an hour and are numbered. */
function source(host: FakeHost, lifetimeMinutes = 60) {
  const asked: string[] = [];
  const failures: Error[] = [];
  return {
    asked,
    failures,
    kind: 'oidc' as const,
    clientId: 'app',
    acquire: async (scope: string): Promise<AccessToken> => {
      asked.push(scope);
      const failure = failures.shift();
      if (failure) throw failure;
      const expiresOnTimestamp = host.clock.now().getTime() + lifetimeMinutes * MINUTE;
      return { token: `token-${asked.length}`, expiresOnTimestamp };
    },
  };
}

describe('a session', () => {
  test('of five hours asks six times per scope, however many requests it makes', async () => {
    const host = fakeHost();
    const tokens = source(host);
    const session = createSession(host, AZURE_CLOUD, tokens);
    for (let minute = 0; minute < 300; minute += 1) {
      for (const scope of [ARM, BATCH]) {
        const token = await session.getToken(scope);
        expect(token.expiresOnTimestamp - host.clock.now().getTime()).toBeGreaterThanOrEqual(5 * MINUTE);
      }
      host.advance(MINUTE);
    }
    // Every 55 minutes: 0, 55, 110, 165, 220, 275.
    expect(tokens.asked.filter((scope) => scope === ARM)).toHaveLength(6);
    expect(tokens.asked.filter((scope) => scope === BATCH)).toHaveLength(6);
  });
  test('has one request in flight per scope', async () => {
    const host = fakeHost();
    const tokens = source(host);
    const session = createSession(host, AZURE_CLOUD, tokens);
    const all = await Promise.all(Array.from({ length: 20 }, async () => session.getToken(ARM)));
    expect(new Set(all.map(({ token }) => token))).toEqual(new Set(['token-1']));
    expect(tokens.asked).toEqual([ARM]);
  });
  test('masks every token before anyone sees it', async () => {
    const host = fakeHost();
    const first = { token: 'given', expiresOnTimestamp: host.clock.now().getTime() + 6 * MINUTE };
    const session = createSession(host, AZURE_CLOUD, source(host), { [ARM]: first });
    expect(host.secrets).toEqual(['given']);
    expect((await session.getToken(ARM)).token).toBe('given');
    await session.getToken(BATCH);
    expect(host.secrets).toEqual(['given', 'token-1']);
  });
  test('asks again for a token that a service calls invalid', async () => {
    const host = fakeHost();
    const session = createSession(host, AZURE_CLOUD, source(host));
    await session.getToken(ARM);
    session.forget(ARM);
    expect((await session.getToken(ARM)).token).toBe('token-2');
  });
  test('does not ask at every call when tokens are short-lived', async () => {
    const host = fakeHost();
    const tokens = source(host, 4);
    const session = createSession(host, AZURE_CLOUD, tokens);
    for (let minute = 0; minute < 2; minute += 1) {
      await session.getToken(ARM);
      await session.getToken(ARM);
      host.advance(MINUTE - 1);
    }
    expect(tokens.asked).toHaveLength(1);
  });
  test('uses a good token on when it cannot be renewed for a moment', async () => {
    const host = fakeHost();
    const tokens = source(host);
    const session = createSession(host, AZURE_CLOUD, tokens);
    await session.getToken(ARM);
    host.advance(56 * MINUTE);
    tokens.failures.push(...Array.from({ length: 10 }, () => unavailable()));
    expect((await session.getToken(ARM)).token).toBe('token-1');
    tokens.failures.length = 0;
    expect((await session.getToken(ARM)).token).not.toBe('token-1');
  });
  test('tries a busy Entra again, and reports a refusal', async () => {
    const host = fakeHost();
    const tokens = source(host);
    tokens.failures.push(unavailable());
    const session = createSession(host, AZURE_CLOUD, tokens);
    expect((await session.getToken(ARM)).token).toBe('token-2');
    tokens.failures.push(
      new AzureServiceError({
        service: 'Entra',
        status: 401,
        code: 'AADSTS700024',
        serviceMessage: 'm',
        operation: 'o',
      }),
    );
    await expect(session.getToken(BATCH)).rejects.toMatchObject({ code: 'AADSTS700024' });
  });
  test('gives SDKs the audience they need, whatever they ask for', async () => {
    const host = fakeHost();
    const tokens = source(host);
    await createSession(host, AZURE_CLOUD, tokens)
      .credentialFor('batch')
      .getToken('https://management.azure.com/.default');
    expect(tokens.asked).toEqual([BATCH]);
  });
});

function unavailable(): AzureServiceError {
  return new AzureServiceError({
    service: 'Entra',
    status: 503,
    code: 'HTTP 503',
    serviceMessage: 'm',
    operation: 'o',
  });
}

describe('signing in by OIDC', () => {
  const ids = { tenant: 't', client: 'c' };
  /** As the identity library does: the assertion is asked for twice per request. */
  const twice: OpenAssertionCredential = (_tenant, _client, getAssertion) => ({
    getToken: async () => {
      const assertions = [await getAssertion(), await getAssertion()];
      return { token: assertions.join('+'), expiresOnTimestamp: 1 };
    },
  });
  const options = (getIdToken: () => Promise<string>) => ({
    cloud: AZURE_CLOUD,
    oidcAudience: 'api://AzureADTokenExchange',
    getIdToken,
  });

  test('one GitHub token per Entra request, a new one for the next, each masked', async () => {
    const host = fakeHost();
    let count = 0;
    const github = options(async () => `id-${(count += 1)}`);
    expect((await askByAssertion(host, twice, github, ids, ARM)).token).toBe('id-1+id-1');
    expect((await askByAssertion(host, twice, github, ids, BATCH)).token).toBe('id-2+id-2');
    expect(host.secrets).toEqual(['id-1', 'id-2']);
  });
  test('says that GitHub refused, not that Entra did', async () => {
    const wrapping: OpenAssertionCredential = (_tenant, _client, getAssertion) => ({
      getToken: async () => {
        await getAssertion().catch(() => undefined);
        throw new Error('some wrapper');
      },
    });
    const github = options(async () =>
      Promise.reject(new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable')),
    );
    await expect(askByAssertion(fakeHost(), wrapping, github, ids, ARM)).rejects.toMatchObject({
      service: 'GitHub',
      code: 'IdTokenUnavailable',
      serviceMessage: 'Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable',
    });
  });
  test('uses the authority of the cloud, and asks about unknown ones nobody else', async () => {
    const seen: unknown[] = [];
    const open: OpenAssertionCredential = (tenant, client, getAssertion, authority) => {
      seen.push(authority);
      return twice(tenant, client, getAssertion, authority);
    };
    const github = options(async () => 'id');
    await askByAssertion(fakeHost(), open, github, ids, ARM);
    const own = { ...AZURE_CLOUD, authority: 'https://login.own.example' };
    await askByAssertion(fakeHost(), open, { ...github, cloud: own }, ids, ARM);
    expect(seen).toMatchObject([
      {
        authorityHost: 'https://login.microsoftonline.com',
        disableInstanceDiscovery: false,
        retryOptions: { maxRetries: 0 },
      },
      { authorityHost: 'https://login.own.example', disableInstanceDiscovery: true },
    ]);
  });
});
