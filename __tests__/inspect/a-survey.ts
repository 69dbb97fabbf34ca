// Surveys for tests: a Batch account with pools, a gallery and VHDs, each as a test says, everything else ordinary.
import type { Pool, SupportedImage } from '../../src/azure/batch-service.ts';
import { AzureServiceError } from '../../src/azure/errors.ts';
import type { ImageDefinition, ListedVersion } from '../../src/azure/galleries.ts';
import type { ListedBlob } from '../../src/azure/page-blobs.ts';
import type { ReadSurvey } from '../../src/inspect/inventory.ts';
import type { GalleryContents } from '../../src/inspect/survey.ts';
import type { Reading, Unread } from '../../src/inspect/reads.ts';
import { aPool } from '../pool/fake-batch.ts';

export const NOW = new Date('2026-11-25T12:00:00Z');
const GROUP = '/subscriptions/s/resourceGroups/g/providers';
export const ACCOUNT = `${GROUP}/Microsoft.Batch/batchAccounts/batchrender`;
export const STORAGE = `${GROUP}/Microsoft.Storage/storageAccounts/strender`;
export const GALLERY = `${GROUP}/Microsoft.Compute/galleries/renders`;
export const MANAGED = `${GROUP}/Microsoft.Compute/images/golden`;
export const BLOBS = 'https://strender.blob.core.windows.net/system/Microsoft.Compute/Images/c';

export function found<T>(value: T): Reading<T> {
  return { kind: 'found', value };
}

export function definitionId(name: string, gallery = GALLERY): string {
  return `${gallery}/images/${name}`;
}

export function marks(key: string): Readonly<Record<string, string>> {
  return {
    abip_schema: '1',
    abip_key: key,
    abip_repo: 'contoso/render-images',
    abip_sha: '0123456789abcdef0123456789abcdef01234567',
    abip_ref: 'refs/tags/v1',
    abip_run: '7/1',
  };
}

export function aVersion(definition: string, name: string, change: Partial<ListedVersion> = {}): ListedVersion {
  return {
    id: `${definitionId(definition)}/versions/${name}`,
    name,
    location: 'westeurope',
    provisioningState: 'Succeeded',
    tags: {},
    targetRegions: [{ name: 'westeurope', replicas: 1 }],
    excludeFromLatest: false,
    excludedRegions: [],
    replication: [],
    source: { kind: 'vm', id: '/vm' },
    dataDiskLuns: [],
    ...change,
  };
}

function aDefinition(name: string): ImageDefinition {
  return {
    id: definitionId(name),
    name,
    location: 'westeurope',
    provisioningState: 'Succeeded',
    osType: 'Linux',
    osState: 'Generalized',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    securityType: 'Standard',
    diskControllers: ['SCSI'],
    tags: {},
  };
}

/** A gallery that was read, with its versions by the names of their definitions. */
export function aGallery(contents: Readonly<Record<string, readonly ListedVersion[]>>): GalleryContents {
  return {
    id: GALLERY,
    definitions: found(Object.keys(contents).map(aDefinition)),
    versions: new Map(Object.entries(contents).map(([name, list]) => [definitionId(name).toLowerCase(), found(list)])),
  };
}

export function aBlob(name: string, metadata: Readonly<Record<string, string>> = {}): ListedBlob {
  return {
    name: `Microsoft.Compute/Images/c/${name}`,
    url: `${BLOBS}/${name}`,
    length: 1024,
    etag: '"1"',
    metadata,
    lastModified: NOW,
    blobType: 'PageBlob',
  };
}

/** A pool of a resource: a version, a definition or a managed image. */
export function poolOf(id: string, imageId: string, change: Partial<Pool> = {}): Pool {
  return aPool({ id, image: { kind: 'resource', id: imageId }, ...change });
}

export function supported(nodeAgentSku: string, endOfLife?: string): SupportedImage {
  return {
    nodeAgentSku,
    publisher: 'canonical',
    offer: 'ubuntu',
    sku: '22_04',
    osType: 'linux',
    verified: true,
    ...(endOfLife === undefined ? {} : { endOfLife }),
  };
}

export function refused(part: Unread['part'], what: string, change: Partial<Unread['error']> = {}): Unread {
  const facts = { service: 'ARM', status: 403, code: 'AuthorizationFailed', serviceMessage: 'No.', operation: 'GET x' };
  return { part, what, error: new AzureServiceError({ ...facts, ...change, service: change.service ?? 'ARM' }) };
}

export type SurveyChange = Partial<ReadSurvey> & { readonly gallery?: GalleryContents };

export function aSurvey({ gallery, ...change }: SurveyChange = {}): ReadSurvey {
  const batchAccount = {
    id: ACCOUNT,
    name: 'batchrender',
    location: 'westeurope',
    endpoint: 'https://batchrender.westeurope.batch.azure.com',
    provisioningState: 'Succeeded',
    poolAllocationMode: 'BatchService',
    autoStorageAccountId: STORAGE,
    poolQuota: 100,
    publicNetworkAccess: true,
    nodeAccess: 'open',
    privateNodeAccess: false,
    allowedAuthenticationModes: ['AAD'],
  } as const;
  const poolList = change.poolList ?? [];
  return {
    now: NOW,
    batchAccount,
    account: found(batchAccount),
    poolList,
    pools: found(poolList),
    nodeCounts: found(new Map()),
    nodeImages: new Map(),
    supportedImages: found([supported('batch.node.ubuntu 22.04')]),
    galleries: new Map(gallery === undefined ? [] : [[gallery.id.toLowerCase(), gallery]]),
    managedImages: new Map(),
    storage: storageOf([]),
    unread: [],
    ...change,
  };
}

export function storageOf(blobs: readonly ListedBlob[]): ReadSurvey['storage'] {
  return {
    id: STORAGE,
    account: found({
      id: STORAGE,
      name: 'strender',
      location: 'westeurope',
      kind: 'StorageV2',
      sku: 'Standard_LRS',
      blobEndpoint: 'https://strender.blob.core.windows.net/',
      hierarchicalNamespace: false,
      publicNetworkAccess: true,
      sharedKeyAccess: true,
      provisioningState: 'Succeeded',
      primary: 'available',
      immutableVersions: false,
    }),
    blobs: found(blobs),
  };
}
