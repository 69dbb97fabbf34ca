// The action's own clients against the simulated Azure, over its proxy and its TLS as a run has them, from inside a test.
import { afterAll, beforeAll } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { AZURE_CLOUD } from '../../src/azure/cloud.ts';
import { createSession } from '../../src/azure/credential.ts';
import type { TokenSource } from '../../src/azure/token-sources.ts';
import { connect } from '../../src/connect.ts';
import type { Clients } from '../../src/release/clients.ts';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { createWired, type Wired } from '../simulator/wired.ts';
import { fakeHost, type FakeHost } from './fake-host.ts';

export interface Simulated extends Wired {
  /** Clients of the principal that the environment names; waiting takes them no time. */
  readonly connected: () => Clients & { readonly host: FakeHost };
}

/** Call it at the top of a test file. */
export function createSimulated(): Simulated {
  const wired = createWired();
  const { HTTPS_PROXY: proxyBefore } = process.env;
  let trustedBefore: readonly string[] = [];
  beforeAll(() => {
    trustedBefore = getCACertificates('default');
    const authority = readFileSync(wired.environment['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8');
    setDefaultCACertificates([...trustedBefore, authority]);
    process.env['HTTPS_PROXY'] = wired.environment['HTTPS_PROXY'];
  });
  afterAll(() => {
    setDefaultCACertificates(trustedBefore);
    if (proxyBefore === undefined) delete process.env['HTTPS_PROXY'];
    else process.env['HTTPS_PROXY'] = proxyBefore;
  });

  const acquire: TokenSource['acquire'] = async (scope) => {
    const { environment } = wired;
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: environment['AZURE_CLIENT_ID'] ?? '',
      client_secret: environment['AZURE_CLIENT_SECRET'] ?? '',
      scope,
    });
    const url = `${AZURE_CLOUD.authority}/${environment['AZURE_TENANT_ID'] ?? ''}/oauth2/v2.0/token`;
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const { body } = await wired.ask(url, { method: 'POST', headers, body: form.toString() });
    const { access_token: token } = body as { readonly access_token?: string };
    if (token === undefined) throw new Error(`Signing in failed: ${JSON.stringify(body)}`);
    return { token, expiresOnTimestamp: Date.now() + 3_600_000 };
  };
  return Object.assign(wired, {
    connected: () => {
      const host = fakeHost();
      host.advance(Date.now() - host.clock.now().getTime());
      const session = createSession(host, AZURE_CLOUD, { kind: 'environment', acquire });
      return { ...connect(session, DEFAULT_NAMES.subscriptionId), host };
    },
  });
}
