// What Azure's own SDK packages do with the simulator's answers. A process of its own, because they read proxy and CA from
// the environment: `node sdk-probes.ts NAME...` prints one JSON object with the result of each probe.
import { ComputeManagementClient } from '@azure/arm-compute';
import { BatchServiceClient } from '@azure/batch';
import { ClientAssertionCredential, ClientSecretCredential } from '@azure/identity';
import { AzureIdentityCredentialAdapter } from '@azure/ms-rest-js';
import { AnonymousCredential, BlobServiceClient, PageBlobClient } from '@azure/storage-blob';
import { createAzureClient } from '../../../runner/azure-client.ts';

const variable = (name: string): string => process.env[name] ?? '';
const GROUP = variable('SIM_RESOURCE_GROUP');
const VM = variable('SIM_VM');
const DISK = `${VM}_OsDisk_1`;
const authorityHost = process.env['AZURE_AUTHORITY_HOST'];

/** Only the sign-in of the public cloud works without asking the network where the authority belongs. */
const secretCredential = (): ClientSecretCredential =>
  new ClientSecretCredential(
    variable('AZURE_TENANT_ID'),
    variable('AZURE_CLIENT_ID'),
    variable('AZURE_CLIENT_SECRET'),
    authorityHost === undefined ? {} : { authorityHost },
  );
const compute = (): ComputeManagementClient =>
  new ComputeManagementClient(secretCredential(), variable('AZURE_SUBSCRIPTION_ID'));
const BATCH_SCOPE = 'https://batch.core.windows.net/.default';
const batch = (scope?: string): BatchServiceClient =>
  new BatchServiceClient(
    new AzureIdentityCredentialAdapter(secretCredential(), scope),
    variable('SIM_BATCH_ENDPOINT'),
    // Its own retries of a busy service wait for half a minute.
    { noRetryPolicy: true },
  );
const blobs = (): BlobServiceClient =>
  new BlobServiceClient(`https://${variable('SIM_STORAGE')}.blob.core.windows.net`, secretCredential());

const POOL = {
  id: 'probe',
  vmSize: 'standard_d2s_v5',
  targetDedicatedNodes: 0,
  virtualMachineConfiguration: {
    imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
    nodeAgentSKUId: 'batch.node.ubuntu 24.04',
    securityProfile: {
      securityType: 'trustedLaunch',
      encryptionAtHost: false,
      uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
    },
  },
};

const PROBES = {
  grantAccess: async () => {
    const { accessSAS } = await compute().disks.grantAccess(GROUP, DISK, { access: 'Read', durationInSeconds: 600 });
    return { accessSAS };
  },
  deallocate: async () => {
    await compute().virtualMachines.deallocate(GROUP, VM);
  },
  missingVm: async () => {
    await compute().virtualMachines.get(GROUP, 'absent');
  },
  getVm: async () => {
    const { name } = await compute().virtualMachines.get(GROUP, VM);
    return { name };
  },
  addPool: async () => {
    await batch(BATCH_SCOPE).pool.add(POOL);
  },
  poolState: async () => {
    const { state } = await batch(BATCH_SCOPE).pool.get('probe');
    return { state };
  },
  listPools: async () => {
    const pools = await batch(BATCH_SCOPE).pool.list();
    return { pools: pools.length };
  },
  /** The client's own choice of scope. */
  listPoolsWithDefaultScope: async () => {
    await batch().pool.list();
  },
  listPoolsWithItsRetries: async () => {
    const credential = new AzureIdentityCredentialAdapter(secretCredential(), BATCH_SCOPE);
    const pools = await new BatchServiceClient(credential, variable('SIM_BATCH_ENDPOINT')).pool.list();
    return { pools: pools.length };
  },
  createContainer: async () => {
    await blobs().getContainerClient('probe').create();
  },
  syncCopy: async () => {
    const container = blobs().getContainerClient('probe');
    const { accessSAS = '' } = await compute().disks.grantAccess(GROUP, DISK, {
      access: 'Read',
      durationInSeconds: 600,
    });
    await container.getPageBlobClient('sync.vhd').syncCopyFromURL(accessSAS);
  },
  pageRanges: async () => {
    const { accessSAS = '' } = await compute().disks.grantAccess(GROUP, DISK, {
      access: 'Read',
      durationInSeconds: 600,
    });
    const { pageRange = [] } = await new PageBlobClient(accessSAS, new AnonymousCredential()).getPageRanges();
    return { ranges: pageRange.map(({ offset, count }) => ({ offset, count })) };
  },
  plainHttp: async () => {
    const endpoint = `http://${variable('SIM_STORAGE')}.blob.core.windows.net`;
    await new BlobServiceClient(endpoint, secretCredential()).getContainerClient('probe').create();
  },
  plainAuthority: async () => {
    const credential = new ClientSecretCredential('tenant', 'client', 'secret', {
      authorityHost: 'http://login.local',
    });
    await credential.getToken('https://management.azure.com/.default');
  },
  sovereignToken: async () => {
    const { token } = await secretCredential().getToken(`${variable('SIM_RESOURCE_MANAGER')}/.default`);
    return { parts: token.split('.').length };
  },
  assertions: async () => {
    const client = createAzureClient({
      HTTPS_PROXY: variable('HTTPS_PROXY'),
      NODE_EXTRA_CA_CERTS: variable('NODE_EXTRA_CA_CERTS'),
    });
    const given: string[] = [];
    const fresh = async (): Promise<string> => {
      const url = `${variable('ACTIONS_ID_TOKEN_REQUEST_URL')}&audience=api%3A%2F%2FAzureADTokenExchange`;
      const authorization = `Bearer ${variable('ACTIONS_ID_TOKEN_REQUEST_TOKEN')}`;
      const { body } = await client.expect(url, { headers: { authorization } });
      const { value } = JSON.parse(body.toString('utf8')) as { readonly value: string };
      given.push(value);
      return value;
    };
    const credentialOf = (assertion: () => Promise<string>): ClientAssertionCredential =>
      new ClientAssertionCredential(variable('AZURE_TENANT_ID'), variable('AZURE_CLIENT_ID'), assertion);
    const credential = credentialOf(fresh);
    for (const name of ['management.azure.com', 'batch.core.windows.net', 'storage.azure.com']) {
      await credential.getToken(`https://${name}/.default`);
    }
    // Not all that were asked for were also presented.
    const again: ProbeResult[] = [];
    for (const assertion of [...given]) {
      again.push(
        await attempt(async () => {
          await credentialOf(async () => assertion).getToken('https://management.azure.com/.default');
        }),
      );
    }
    client.close();
    return { asked: given.length, again };
  },
} satisfies Readonly<Record<string, () => Promise<unknown>>>;

export type ProbeName = keyof typeof PROBES;

export interface ProbeResult {
  readonly value?: Readonly<Record<string, unknown>>;
  readonly error?: {
    readonly name: string;
    readonly message: unknown;
    readonly code?: unknown;
    readonly statusCode?: unknown;
    readonly body?: unknown;
  };
  readonly seconds: number;
}

async function attempt(work: () => Promise<unknown>): Promise<ProbeResult> {
  const startedAt = performance.now();
  const seconds = (): number => (performance.now() - startedAt) / 1000;
  try {
    const value = await work();
    return { ...(value !== undefined && { value: value as Readonly<Record<string, unknown>> }), seconds: seconds() };
  } catch (error) {
    const { name, message, code, statusCode, body } = error as NonNullable<ProbeResult['error']>;
    return { error: { name, message, code, statusCode, body }, seconds: seconds() };
  }
}

if (import.meta.main) {
  const results: Record<string, ProbeResult> = {};
  for (const name of process.argv.slice(2) as ProbeName[]) results[name] = await attempt(PROBES[name]);
  process.stdout.write(JSON.stringify(results));
}
