// The clouds the simulator can be: the names each one answers at, and what its tokens are for.
// Names and audiences are those of Azure CLI's `az cloud show`.
import { normalise, REGION_NAMES } from './regions.ts';

export type CloudName = 'AzureCloud' | 'AzureUSGovernment' | 'AzureChinaCloud';

type Audiences = readonly [string, ...string[]];

export interface Cloud {
  readonly name: CloudName;
  /** The host of Azure Resource Manager. */
  readonly resourceManager: string;
  /** The hosts of Entra ID: the one the metadata endpoint names, then its aliases. */
  readonly logins: readonly [string, ...string[]];
  /** Issuer of access tokens, before the tenant. */
  readonly tokenIssuer: string;
  /** What a refusal tells the caller to sign in at. */
  readonly challenge: string;
  /** The resources tokens are for; the first name of each is the one told to clients. */
  readonly audiences: Readonly<Record<'arm' | 'batch' | 'storage' | 'vault', Audiences>>;
  /** Batch accounts answer at `<account>.<region>.<batch>`. */
  readonly batch: string;
  /** Storage accounts answer at `<account>.blob.<storage>`. */
  readonly storage: string;
  /** How the host of a granted disk ends; `z` where it names a zone. */
  readonly disks: { readonly suffix: string; readonly zoned: boolean };
  /** Where the default world lies. */
  readonly region: string;
}

/** The same in every cloud: https://learn.microsoft.com/azure/storage/blobs/authorize-access-azure-active-directory */
const STORAGE_AUDIENCE: Audiences = bothSpellings('https://storage.azure.com');

export const CLOUDS: Readonly<Record<CloudName, Cloud>> = {
  AzureCloud: {
    name: 'AzureCloud',
    resourceManager: 'management.azure.com',
    logins: ['login.microsoftonline.com', 'login.windows.net', 'login.microsoft.com', 'sts.windows.net'],
    tokenIssuer: 'https://sts.windows.net/',
    challenge: 'login.windows.net',
    audiences: {
      arm: bothSpellings('https://management.core.windows.net', 'https://management.azure.com'),
      batch: bothSpellings('https://batch.core.windows.net'),
      // No key vault is simulated, but clients ask for a token before they know whether they need one.
      vault: bothSpellings('https://vault.azure.net'),
      storage: STORAGE_AUDIENCE,
    },
    batch: 'batch.azure.com',
    storage: 'core.windows.net',
    disks: { suffix: 'blob.storage.azure.net', zoned: true },
    region: 'westeurope',
  },
  AzureUSGovernment: {
    name: 'AzureUSGovernment',
    resourceManager: 'management.usgovcloudapi.net',
    logins: ['login.microsoftonline.us', 'login.usgovcloudapi.net'],
    tokenIssuer: 'https://sts.windows.net/',
    challenge: 'login.microsoftonline.us',
    audiences: {
      arm: bothSpellings('https://management.core.usgovcloudapi.net', 'https://management.usgovcloudapi.net'),
      batch: bothSpellings('https://batch.core.usgovcloudapi.net'),
      vault: bothSpellings('https://vault.usgovcloudapi.net'),
      storage: STORAGE_AUDIENCE,
    },
    batch: 'batch.usgovcloudapi.net',
    storage: 'core.usgovcloudapi.net',
    disks: { suffix: 'blob.core.usgovcloudapi.net', zoned: false },
    region: 'usgovvirginia',
  },
  AzureChinaCloud: {
    name: 'AzureChinaCloud',
    resourceManager: 'management.chinacloudapi.cn',
    // Clients that ask for the instance metadata go on with the partner name.
    logins: ['login.chinacloudapi.cn', 'login.partner.microsoftonline.cn'],
    tokenIssuer: 'https://sts.chinacloudapi.cn/',
    challenge: 'login.chinacloudapi.cn',
    audiences: {
      arm: bothSpellings('https://management.core.chinacloudapi.cn', 'https://management.chinacloudapi.cn'),
      batch: bothSpellings('https://batch.chinacloudapi.cn'),
      vault: bothSpellings('https://vault.azure.cn'),
      storage: STORAGE_AUDIENCE,
    },
    batch: 'batch.chinacloudapi.cn',
    storage: 'core.chinacloudapi.cn',
    disks: { suffix: 'blob.core.chinacloudapi.cn', zoned: false },
    region: 'chinanorth3',
  },
};

/** With and without the slash at the end: services take both. */
function bothSpellings(...[first, ...more]: Audiences): Audiences {
  return [`${first}/`, first, ...more.flatMap((resource) => [`${resource}/`, resource])];
}

const CLOUD_OF_REGION: readonly (readonly [RegExp, CloudName])[] = [
  [/^usgov/, 'AzureUSGovernment'],
  [/^china/, 'AzureChinaCloud'],
];

/** The regions of a cloud. */
export function regionsOf(cloud: CloudName): readonly string[] {
  return REGION_NAMES.filter((name) => cloudOfRegion(name) === cloud);
}

function cloudOfRegion(region: string): CloudName {
  return CLOUD_OF_REGION.find(([pattern]) => pattern.test(normalise(region)))?.[1] ?? 'AzureCloud';
}
