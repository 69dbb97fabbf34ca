// Proxies, as every program on a runner finds them: all clients of the action go the same way, and a refusal names the proxy.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { CLIENTS, createCompanyNetwork, hostsOf, PROXY_VARIABLES, withCredentials } from './company-network.ts';
import { expectSuccess } from './expect-success.ts';
import { createStage } from './harness.ts';
import { failedRun, refusedRun } from './refusal.ts';
import { answer, armError } from './troubles.ts';
import { world } from './worlds.ts';

const stage = createStage();
const network = createCompanyNetwork(stage);

beforeEach(async () => stage.control.reset(world()));

/** What a release asks for. */
const EVERYTHING = [...Object.values(CLIENTS), 'md.blob.storage.azure.net'].toSorted();

describe('a proxy', () => {
  test.each([
    ['https_proxy', (url: string) => url],
    ['HTTPS_PROXY', (url: string) => url.replace('http://', '')],
    ['ALL_PROXY', (url: string) => url],
    ['HTTP_PROXY', (url: string) => url],
  ])('in %s carries every request', async (name, write) => {
    const proxy = await network.proxy();
    const unset = PROXY_VARIABLES.filter((one) => one !== name);
    const run = await stage.run({}, { environment: { [name]: write(proxy.url) }, unset });
    expectSuccess(run);
    expect(hostsOf(proxy).toSorted()).toEqual(EVERYTHING);
  });

  test('in lower case counts where both are set', async () => {
    const proxy = await network.proxy();
    const run = await stage.run({ mode: 'plan' }, { environment: { https_proxy: proxy.url } });
    expectSuccess(run);
    expect(hostsOf(proxy)).toContain(CLIENTS.Batch);
  });

  test('gets its credentials decoded from every client, post too, and nobody else does', async () => {
    await stage.control.reset(
      world({ scenario: { faults: [answer('DELETE', '/snapshots/', 403, armError('AuthorizationFailed', 'No.'))] } }),
    );
    const proxy = await network.proxy({ credentials: 'CONTOSO\\runner:p@ss: %word' });
    const secret = 'p%40ss%3A%20%25word';
    const url = withCredentials(proxy.url, `CONTOSO%5Crunner:${secret}`);
    const run = await stage.run({}, { environment: { HTTPS_PROXY: url, RUNNER_DEBUG: '1' } });
    expect(run.outputs['pool-id']).toBe('render-1-4-0');
    expect(run.post?.stdout).toMatch(/snapshot \S+: deleted/);
    expect(hostsOf(proxy).toSorted()).toEqual(EVERYTHING);
    expect(proxy.connects.filter(({ status }) => status !== 200)).toEqual([]);
    for (const text of [run.unmasked, run.summary, run.post?.unmasked ?? '', ...Object.values(run.state)]) {
      expect(text).not.toContain('p@ss: %word');
      expect(text).not.toContain(secret);
    }
    for (const { requestHeaders } of await stage.control.log()) {
      expect(Object.keys(requestHeaders)).not.toContain('proxy-authorization');
    }
  });
});

describe('NO_PROXY', () => {
  test('names hosts, domains with and without a dot, and ports: every client goes past the proxy', async () => {
    const [proxy, direct] = [await network.proxy(), await network.direct()];
    const past = `blob.core.windows.net, *.Batch.Azure.com,${CLIENTS.Entra}:443 .githubusercontent.com`;
    const environment = { ...direct.environment(), HTTPS_PROXY: proxy.url, NO_PROXY: past };
    expectSuccess(await stage.run({}, { environment }));
    expect(hostsOf(proxy).toSorted()).toEqual([CLIENTS.ARM, 'md.blob.storage.azure.net'].toSorted());
    expect(direct.connections).toBeGreaterThan(0);
  });

  test('may name everything', async () => {
    const [proxy, direct] = [await network.proxy(), await network.direct()];
    const environment = { ...direct.environment(), HTTPS_PROXY: proxy.url, NO_PROXY: '*' };
    expectSuccess(await stage.run({}, { environment }));
    expect(hostsOf(proxy)).toEqual([]);
  });

  test('is not needed where there is no proxy', async () => {
    const direct = await network.direct();
    expectSuccess(await stage.run({}, { environment: direct.environment(), unset: PROXY_VARIABLES }));
  });
});

const CREDENTIALS_MISSING =
  '\nFix: Write the user name and the password into the URL of the proxy, percent-encoded: ' +
  'HTTPS_PROXY=http://user:password@host:port. Keep it in a secret.';

describe('a proxy that demands credentials', () => {
  test.each(Object.entries(CLIENTS))('%s: says which proxy, and does not try again', async (service, host) => {
    const proxy = await network.proxy({ refuse: (one) => (one === host ? 407 : undefined) });
    const { message } = await failedRun(stage, {}, { environment: { HTTPS_PROXY: proxy.url } });
    expect(message).toMatch(new RegExp(`^${service}: .* failed \\(HTTP 407\\) with ProxyAuthenticationRequired: `));
    expect(message).toContain(
      `: The proxy ${proxy.url} lets nobody through without a user name and a password.${CREDENTIALS_MISSING}`,
    );
  });

  test('a service principal is told the same', async () => {
    const proxy = await network.proxy({ credentials: 'runner:secret' });
    const { AZURE_CLIENT_SECRET = '' } = stage.environment;
    const environment = { HTTPS_PROXY: proxy.url, AZURE_CLIENT_SECRET, ACTIONS_ID_TOKEN_REQUEST_URL: '' };
    const { message } = await failedRun(stage, {}, { environment });
    expect(message).toContain(
      'Entra: sign in by environment for https://management.azure.com/.default failed (HTTP 407)',
    );
    expect(proxy.connects).toHaveLength(1);
  });

  test('and knows others than the URL holds: they are not shown', async () => {
    const proxy = await network.proxy({ credentials: 'runner:right' });
    const environment = { HTTPS_PROXY: withCredentials(proxy.url, 'runner:wrong-password') };
    const { run, message } = await failedRun(stage, {}, { environment });
    expect(message).toContain(
      `The proxy ${proxy.url} does not take the user name and the password that its URL holds.`,
    );
    for (const text of [run.unmasked, run.summary]) expect(text).not.toContain('wrong-password');
  });
});

describe('a proxy that does not let the runner through', () => {
  const stranger = (url: string): string =>
    `it may be the answer of the proxy ${url}. See that it lets the runner connect to this host.`;

  test.each(['Entra', 'Storage'] as const)('to %s', async (client) => {
    const proxy = await network.proxy({ refuse: (host) => (host === CLIENTS[client] ? 403 : undefined) });
    const environment = { HTTPS_PROXY: proxy.url };
    const message =
      client === 'Entra'
        ? (await failedRun(stage, {}, { environment })).message
        : (await refusedRun(stage, {}, { environment })).messages.join('\n');
    expect(message).toContain('HTTP 403');
    expect(message).toContain(`Azure’s refusals have a code, this one has none: ${stranger(proxy.url)}`);
  });

  test('to Batch', async () => {
    const proxy = await network.proxy({ refuse: (host) => (host === CLIENTS.Batch ? 403 : undefined) });
    const { messages } = await refusedRun(stage, {}, { environment: { HTTPS_PROXY: proxy.url } });
    // The survey asks Batch for the pool and for the pools beside it at once; either may be refused first.
    expect(
      messages.map((message) => message.replace(`${CLIENTS.Batch}/pools/render-1-4-0`, `${CLIENTS.Batch}/pools`)),
    ).toEqual([
      `batch-account: found that Batch refuses GET ${CLIENTS.Batch}/pools (HTTP 403 ProxyRefused: The proxy ` +
        `${proxy.url} did not open the connection.); expected an answer. The proxy must let the runner connect to this host ` +
        'at port 443; or name the host in NO_PROXY, where the runner reaches it without a proxy.',
    ]);
  });

  test('to GitHub', async () => {
    const proxy = await network.proxy({ refuse: (host) => (host === CLIENTS.GitHub ? 403 : undefined) });
    const { message } = await failedRun(stage, {}, { environment: { HTTPS_PROXY: proxy.url } });
    expect(message).toContain(
      `failed (HTTP 403) with ProxyRefused: The proxy ${proxy.url} did not open the connection.\nFix: The proxy must let`,
    );
  });
});

describe('a proxy that is not there', () => {
  test('is named, once the time for the run is over', async () => {
    const proxy = await network.proxy();
    await proxy.close();
    const environment = { HTTPS_PROXY: withCredentials(proxy.url, 'runner:pass-word') };
    const { message } = await failedRun(stage, { timeout: '10s' }, { environment });
    expect(message).toContain(
      `\nFix: The proxy ${proxy.url} does not answer: correct HTTPS_PROXY, or take it away where the runner needs none.`,
    );
    expect(message).not.toContain('pass-word');
  });

  test.each([
    ['socks5://proxy:1080', 'found a proxy of the kind `socks5://`'],
    ['http://runner:100%@proxy', 'found a user name or a password with a `%` that encodes nothing'],
    ['http://proxy:70000', 'found a value that is no URL'],
  ])('and cannot be: %s', async (value, found) => {
    const { messages } = await refusedRun(stage, {}, { environment: { https_proxy: value } });
    expect(messages).toEqual([
      `https_proxy: ${found}; expected the URL of an HTTP proxy, \`http://host:port\` or \`http://user:password@host:port\`. ` +
        'Correct the environment variable https_proxy of the job or of the runner.',
    ]);
    expect(await stage.control.log()).toEqual([]);
  });
});
