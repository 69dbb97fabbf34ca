// Certificates of private authorities: trusted as everywhere in Node, and explained where they are not.
import { beforeEach, expect, test } from '@jest/globals';
import { CLIENTS, createCompanyNetwork } from './company-network.ts';
import { createStage } from './harness.ts';
import { failedRun } from './refusal.ts';
import { world } from './worlds.ts';

const stage = createStage();
const network = createCompanyNetwork(stage);

beforeEach(async () => stage.control.reset(world()));

const FIX =
  '\nFix: The certificate is signed by an authority that Node.js does not know: that of a proxy that opens TLS, or a private ' +
  'one. Set NODE_EXTRA_CA_CERTS, in the environment of the job or of the runner, to the path of a file with its certificate (PEM).';

test.each(Object.entries(CLIENTS))('%s in the hands of a proxy that opens TLS', async (service, host) => {
  const proxy = await network.proxy({ opensTls: (one) => one === host });
  const { message } = await failedRun(stage, {}, { environment: { HTTPS_PROXY: proxy.url } });
  expect(message).toMatch(new RegExp(`^${service}: .* failed with SELF_SIGNED_CERT_IN_CHAIN: `));
  expect(message).toMatch(/self-signed certificate in certificate chain$/m);
  expect(message).toContain(FIX);
});

test.each([
  ['by OIDC', 'AzureCloud', false],
  ['by a service principal', 'AzureCloud', true],
  ['to a cloud that has to describe itself first', 'AzureUSGovernment', false],
] as const)('without the authority of the network nobody can sign in %s', async (_, cloud, bySecret) => {
  await stage.control.reset(world({ scenario: { cloud } }));
  const { AZURE_CLIENT_SECRET = '' } = stage.environment;
  const { message } = await failedRun(
    stage,
    { environment: cloud },
    {
      environment: bySecret ? { AZURE_CLIENT_SECRET, ACTIONS_ID_TOKEN_REQUEST_URL: '' } : {},
      unset: ['NODE_EXTRA_CA_CERTS'],
    },
  );
  expect(message).toContain('failed with SELF_SIGNED_CERT_IN_CHAIN: ');
  expect(message).toContain(FIX);
});
