// What the Batch service itself needs in the user's subscription, where it allocates there: rights of its own principal.
import { stringOf, at } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';
import type { AccountFacts } from './account.ts';

/** Microsoft Azure Batch, in every tenant: https://learn.microsoft.com/azure/batch/batch-account-create-portal */
const BATCH_CLIENT_ID = 'ddbf3205-c6bd-46ae-8127-60eb93363864';

/**
 * The reason why the service may not allocate; undefined when it may. A scenario that does not list the service among its
 * principals has given it all rights. Texts: https://learn.microsoft.com/troubleshoot/azure/hpc/batch/azure-batch-pool-resizing-failure
 */
export function lackOfServiceRights(world: World, account: AccountFacts): string | undefined {
  const listed = world.scenario.principals.find(({ clientId }) => clientId === BATCH_CLIENT_ID);
  if (listed === undefined || account.poolAllocationMode !== 'UserSubscription') return undefined;
  const service = { ...listed, tenantId: world.scenario.tenantId };
  const subscription = account.id.split('/').slice(0, 3).join('/');
  if (!world.roles.allows(service, 'Microsoft.Compute/virtualMachineScaleSets/write', subscription)) {
    return 'Azure Batch Service does not have the desired permissions to perform a pool operation.';
  }
  const vault = stringOf(at(world.resources.get(account.id)?.body, 'properties', 'keyVaultReference', 'id'));
  if (vault !== undefined && !world.roles.allowsData(service, 'Microsoft.KeyVault/vaults/secrets/set/action', vault)) {
    return 'Allocation failed as Batch is not authorized to access the key vault.';
  }
  return undefined;
}
