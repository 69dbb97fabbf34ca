// Blob containers as the management plane shows them: they live in Azurite, not among the ARM resources.
import { objectOf, type JsonObject } from '../kernel/json.ts';
import type { ResourceStore } from '../kernel/resource-store.ts';
import type { StorageAccount } from './accounts.ts';
import { bodyOf, type Azurite, type AzuriteResponse, type StoredContainer } from './azurite.ts';
import { refusalOf } from './azurite-answers.ts';

const CONTAINER_TYPE = 'Microsoft.Storage/storageAccounts/blobServices/containers';

const azurites = new WeakMap<ResourceStore, Azurite>();

/** Management routes know the world's resources only; this leads them to the world's blobs. */
export function registerAzurite(resources: ResourceStore, azurite: Azurite): void {
  azurites.set(resources, azurite);
}

export function containersOf(resources: ResourceStore, account: StorageAccount): readonly JsonObject[] {
  const stored = azuriteOf(resources)
    .containers()
    .filter((container) => container.account === account.name)
    .map((container) => shown(resources, account, container));
  const names = new Set(stored.map((container) => container['name']));
  return [...stored, ...describedOf(resources, account).filter((container) => !names.has(container['name']))];
}

/** What a scenario says of containers, also of such as hold no blob yet. */
function describedOf(resources: ResourceStore, account: StorageAccount): readonly JsonObject[] {
  return resources.ofType(CONTAINER_TYPE, account.id).map(({ body }) => body);
}

/** Whether a policy of the container keeps its blobs as they are: they can be made, but neither changed nor deleted. */
export function isImmutable(resources: ResourceStore, account: StorageAccount, container: string): boolean {
  const described = describedOf(resources, account).find(({ name }) => name === container);
  const { hasImmutabilityPolicy, hasLegalHold } = objectOf(described?.['properties']);
  return hasImmutabilityPolicy === true || hasLegalHold === true;
}

/** Makes the container when it is absent; says whether it was. */
export async function ensureContainer(
  resources: ResourceStore,
  account: StorageAccount,
  name: string,
): Promise<{ readonly body: JsonObject; readonly created: boolean }> {
  const { response, text } = await sendContainer(azuriteOf(resources), account, name);
  const exists = response.headers['x-ms-error-code'] === 'ContainerAlreadyExists';
  if (response.status >= 400 && !exists) throw refusalOf(response, text);
  const body = containersOf(resources, account).find((container) => container['name'] === name);
  if (body === undefined) throw new Error(`The container ${name} is not there.`);
  return { body, created: !exists };
}

/** Asks for a container; that it is there already, or cannot be, is in the answer. */
export async function sendContainer(
  azurite: Azurite,
  account: StorageAccount,
  name: string,
): Promise<{ readonly response: AzuriteResponse; readonly text: string }> {
  const response = await azurite.sendTrusted({
    method: 'PUT',
    account: account.name,
    path: `/${encodeURIComponent(name)}?restype=container`,
    headers: { 'x-ms-version': '2021-12-02' },
  });
  return { response, text: (await bodyOf(response)).toString() };
}

/** Takes an account's containers away with everything in them, whoever leases them. */
export async function removeContainers(resources: ResourceStore, account: StorageAccount): Promise<void> {
  const azurite = azuriteOf(resources);
  for (const { name } of azurite.containers().filter((one) => one.account === account.name)) {
    const path = `/${encodeURIComponent(name)}?restype=container`;
    const headers = { 'x-ms-version': '2021-12-02' };
    const ask = async (method: string, query: string, more: Readonly<Record<string, string>>): Promise<void> => {
      await bodyOf(
        await azurite.sendTrusted({
          method,
          account: account.name,
          path: `${path}${query}`,
          headers: { ...headers, ...more },
        }),
      );
    };
    await ask('PUT', '&comp=lease', { 'x-ms-lease-action': 'break', 'x-ms-lease-break-period': '0' });
    await ask('DELETE', '', {});
  }
}

function azuriteOf(resources: ResourceStore): Azurite {
  const azurite = azurites.get(resources);
  if (azurite === undefined) throw new Error('This world has no storage.');
  return azurite;
}

function shown(resources: ResourceStore, account: StorageAccount, container: StoredContainer): JsonObject {
  const described = describedOf(resources, account).find(({ name }) => name === container.name);
  return {
    id: `${account.id}/blobServices/default/containers/${container.name}`,
    name: container.name,
    type: CONTAINER_TYPE,
    etag: container.etag,
    properties: {
      publicAccess: 'None',
      leaseStatus: 'Unlocked',
      leaseState: 'Available',
      hasImmutabilityPolicy: false,
      hasLegalHold: false,
      metadata: container.metadata,
      ...objectOf(described?.['properties']),
    },
  };
}
