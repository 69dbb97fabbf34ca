// The environment a client needs: where the proxy and its CA are, how to sign in, and what the default world is called.
import { CLOUDS } from './kernel/clouds.ts';
import { DEFAULT_NAMES } from './scenario/default-names.ts';
import { DEFAULT_AUDIENCE } from './scenario/default-world.ts';
import type { Scenario } from './scenario/scenario.ts';
import type { Services } from './services.ts';

export type Environment = Readonly<Record<string, string>>;

const DAY_SECONDS = 24 * 60 * 60;

export async function environmentOf(
  { world: { scenario }, github }: Pick<Services, 'world' | 'github'>,
  { controlUrl, certificateFile }: { readonly controlUrl: string; readonly certificateFile: string },
): Promise<Environment> {
  const [principal] = scenario.principals;
  const cloud = CLOUDS[scenario.cloud];
  const name = (type: string, otherwise: string): string => nameOf(scenario, type) ?? otherwise;
  const batch = name('Microsoft.Batch/batchAccounts', DEFAULT_NAMES.batchAccount);
  // For clients that cannot ask GitHub themselves, such as `az login --federated-token`: they present it again and again.
  const federatedToken = await github.idToken(principal?.federated?.audience ?? DEFAULT_AUDIENCE, {
    lifetimeSeconds: DAY_SECONDS,
    standing: true,
  });
  return {
    HTTPS_PROXY: controlUrl,
    NODE_EXTRA_CA_CERTS: certificateFile,
    SSL_CERT_FILE: certificateFile,
    REQUESTS_CA_BUNDLE: certificateFile,
    NO_PROXY: '127.0.0.1,localhost',
    ACTIONS_ID_TOKEN_REQUEST_URL: github.requestUrl,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: github.requestToken,
    AZURE_TENANT_ID: scenario.tenantId,
    AZURE_CLIENT_ID: principal?.clientId ?? '',
    AZURE_CLIENT_SECRET: principal?.secret ?? '',
    AZURE_SUBSCRIPTION_ID: scenario.subscriptionId,
    SIM_CONTROL: controlUrl,
    SIM_FEDERATED_TOKEN: federatedToken,
    SIM_RESOURCE_GROUP: resourceGroupOf(scenario) ?? DEFAULT_NAMES.resourceGroup,
    SIM_VM: name('Microsoft.Compute/virtualMachines', DEFAULT_NAMES.vm),
    SIM_GALLERY: name('Microsoft.Compute/galleries', DEFAULT_NAMES.gallery),
    SIM_STORAGE: name('Microsoft.Storage/storageAccounts', DEFAULT_NAMES.storageAccount),
    SIM_BATCH: batch,
    SIM_BATCH_ENDPOINT: `https://${batch}.${scenario.region}.${cloud.batch}`,
    // The public cloud is what every client assumes; another one has to be told.
    ...(cloud.name !== 'AzureCloud' && {
      AZURE_AUTHORITY_HOST: `https://${cloud.logins[0]}`,
      SIM_CLOUD: cloud.name,
      SIM_RESOURCE_MANAGER: `https://${cloud.resourceManager}`,
    }),
  };
}

/** The name of the scenario's first resource of a type. */
function nameOf({ resources }: Scenario, type: string): string | undefined {
  const below = `/providers/${type}/`.toLowerCase();
  for (const { id } of resources) {
    const start = id.toLowerCase().lastIndexOf(below);
    const name = start < 0 ? '' : id.slice(start + below.length);
    if (name !== '' && !name.includes('/')) return name;
  }
  return undefined;
}

/** The resource group of the first VM, else of the first resource in one. */
function resourceGroupOf({ resources }: Scenario): string | undefined {
  const ids = resources.map(({ id }) => id);
  const vm = ids.find((id) => /\/virtualMachines\/[^/]+$/i.test(id));
  return [vm, ...ids].flatMap((id) => /\/resourceGroups\/([^/]+)/i.exec(id ?? '')?.[1] ?? [])[0];
}
