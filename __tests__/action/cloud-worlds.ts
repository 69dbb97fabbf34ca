// The clouds beside the public one, as whole-process tests look at them: their names, and worlds in them.
import type { LoggedExchange } from '../../runner/simulator-process.ts';
import type { FaultFile } from '../../simulator/scenario/load.ts';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import type { Stage } from './harness.ts';

export interface OtherCloud {
  readonly name: 'AzureUSGovernment' | 'AzureChinaCloud';
  readonly resourceManager: string;
  /** What tokens are asked for: of ARM, Batch and Storage. */
  readonly scopes: readonly string[];
  readonly oidcAudience: string;
  readonly portal: string;
  readonly blobs: string;
  /** Every host of the cloud that a release has a use for, and GitHub's. */
  readonly hosts: readonly string[];
}

const GITHUB = 'run-actions-1-azure-eastus.actions.githubusercontent.com';

export const US_GOVERNMENT: OtherCloud = {
  name: 'AzureUSGovernment',
  resourceManager: 'https://management.usgovcloudapi.net',
  scopes: [
    'https://batch.core.usgovcloudapi.net/.default',
    'https://management.usgovcloudapi.net/.default',
    'https://storage.azure.com/.default',
  ],
  oidcAudience: 'api://AzureADTokenExchangeUSGov',
  portal: 'https://portal.azure.us/#resource/subscriptions/',
  blobs: 'https://strender.blob.core.usgovcloudapi.net/',
  hosts: [
    'batchrender.usgovvirginia.batch.usgovcloudapi.net',
    'login.microsoftonline.us',
    'management.usgovcloudapi.net',
    'md.blob.core.usgovcloudapi.net',
    GITHUB,
    'strender.blob.core.usgovcloudapi.net',
  ],
};

export const CHINA: OtherCloud = {
  name: 'AzureChinaCloud',
  resourceManager: 'https://management.chinacloudapi.cn',
  scopes: [
    'https://batch.chinacloudapi.cn/.default',
    'https://management.chinacloudapi.cn/.default',
    'https://storage.azure.com/.default',
  ],
  oidcAudience: 'api://AzureADTokenExchangeChina',
  portal: 'https://portal.azure.cn/#resource/subscriptions/',
  blobs: 'https://strender.blob.core.chinacloudapi.cn/',
  hosts: [
    'batchrender.chinanorth3.batch.chinacloudapi.cn',
    'login.partner.microsoftonline.cn',
    'management.chinacloudapi.cn',
    'md.blob.core.chinacloudapi.cn',
    GITHUB,
    'strender.blob.core.chinacloudapi.cn',
  ],
};

export interface CloudWorld {
  readonly faults?: readonly FaultFile[];
  /** A fixed VHD file with the bytes of the OS disk. */
  readonly osDiskFile?: string;
}

/** The default world in another cloud, with a federated credential as that cloud's documentation asks for it. */
export function cloudWorld({ name, oidcAudience }: OtherCloud, { faults = [], osDiskFile }: CloudWorld = {}): object {
  const { clientId, clientSecret: secret, osDisk } = DEFAULT_NAMES;
  return {
    cloud: name,
    profile: 'instant',
    principals: [{ clientId, secret, federated: { audience: oidcAudience } }],
    faults,
    ...(osDiskFile !== undefined && {
      changes: [{ id: `Microsoft.Compute/disks/${osDisk}`, body: {}, disk: osDiskFile }],
    }),
  };
}

/** Variables that tell other clients where the cloud is: the action has to know by itself. */
export const CLOUD_VARIABLES = ['AZURE_AUTHORITY_HOST', 'SIM_CLOUD', 'SIM_RESOURCE_MANAGER'];

/** Every host that was asked, each once, in order of their names. */
export async function askedHosts(stage: Stage): Promise<readonly string[]> {
  const log = await stage.control.log();
  const names = log.map(({ url }) => new URL(url).hostname.replace(/^md-[0-9a-f]+/, 'md'));
  return [...new Set(names)].toSorted();
}

/** Every scope that a token was asked for, each once, in order. */
export async function askedScopes(stage: Stage): Promise<readonly string[]> {
  return [...new Set((await tokenRequests(stage)).map((form) => form.get('scope') ?? ''))].toSorted();
}

export async function tokenRequests(stage: Stage): Promise<readonly URLSearchParams[]> {
  return (await stage.control.log())
    .filter(isTokenRequest)
    .map(({ requestBody }) => new URLSearchParams(String(requestBody)));
}

function isTokenRequest({ url }: LoggedExchange): boolean {
  return new URL(url).pathname.endsWith('/oauth2/v2.0/token');
}
