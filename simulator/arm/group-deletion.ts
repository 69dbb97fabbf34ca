// Deleting a resource group deletes everything in it, each thing by its provider, in whatever order works.
import { asAzureError, type InnerRequests } from './inner-requests.ts';
import { AzureError } from '../kernel/errors.ts';
import { objectOf, stringOf } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { Principal, World } from '../kernel/world.ts';
import { errorBody } from './answers.ts';
import { deletion } from './deletions.ts';
import { refusals } from './refusals.ts';
import type { ArmCall, ArmRoute } from './route.ts';
import { groupId, isWithin } from './scopes.ts';

const HOLDS_BYTES: readonly string[] = ['microsoft.compute/disks', 'microsoft.compute/snapshots'];

function contentsOf(world: World, group: StoredResource): readonly StoredResource[] {
  return world.resources.all().filter((one) => one !== group && isWithin(one.id, group.id));
}

/** What no provider deletes by itself, a lock or a deployment, goes with the group. */
async function removeRest(world: World, group: StoredResource): Promise<void> {
  for (const resource of [...contentsOf(world, group), group]) {
    if (HOLDS_BYTES.includes(resource.type)) await world.disks.delete(resource.id);
    world.resources.delete(resource.id);
  }
}

/** One round over what is left; answers why each thing that stayed could not go. */
async function round(
  inner: InnerRequests,
  principal: Principal,
  resources: readonly StoredResource[],
): Promise<ReadonlyMap<string, AzureError>> {
  const refused = new Map<string, AzureError>();
  await Promise.all(
    resources.map(async ({ id }) => {
      await inner
        .send({ principal, method: 'DELETE', id, apiVersion: '2024-07-01' })
        .catch((error: unknown) => refused.set(id, asAzureError(error)));
    }),
  );
  return refused;
}

async function empty(call: ArmCall, inner: InnerRequests, group: StoredResource): Promise<void> {
  try {
    await emptyInRounds(call, inner, group);
  } catch (error) {
    setState(group, 'Succeeded');
    throw error;
  }
}

async function emptyInRounds(call: ArmCall, inner: InnerRequests, group: StoredResource): Promise<void> {
  const { world, principal } = call;
  const deletable = (): readonly StoredResource[] =>
    contentsOf(world, group).filter(({ id }) => inner.actionOf('DELETE', id) !== undefined);
  for (let left = deletable(); left.length > 0;) {
    const refused = await round(inner, principal, left);
    const still = deletable();
    if (still.length >= left.length) throw blocked(world, group, refused);
    left = still;
  }
  await removeRest(world, group);
}

/** https://github.com/MicrosoftDocs/azure-docs/issues/52282 */
function blocked(world: World, group: StoredResource, refused: ReadonlyMap<string, AzureError>): AzureError {
  const names = [...refused.keys()].map((id) => id.split('/providers/').at(-1) ?? id);
  const reasons = [...refused].map(([id, error]) => [id, JSON.stringify({ error: errorBody(error) })] as const);
  return new AzureError(
    409,
    'ResourceGroupDeletionBlocked',
    `Deletion of resource group '${stringOf(group.body['name']) ?? ''}' failed as resources with identifiers '${names.join(',')}' could not be deleted. The provisioning state of the resource group will be rolled back. The tracking Id is '${world.random.guid()}'. Please check audit logs for more details.`,
    { values: Object.fromEntries(reasons) },
  );
}

function setState(group: StoredResource, provisioningState: 'Deleting' | 'Succeeded'): void {
  group.body = { ...group.body, properties: { provisioningState } };
}

export function isBeingDeleted(group: StoredResource): boolean {
  return objectOf(group.body['properties'])['provisioningState'] === 'Deleting';
}

export function groupDeletionRoutes(inner: InnerRequests): readonly ArmRoute[] {
  return [
    {
      method: 'DELETE',
      path: '/subscriptions/{subscription}/resourceGroups/{group}',
      action: 'Microsoft.Resources/subscriptions/resourceGroups/delete',
      since: '2014-04-01',
      handle(call) {
        const { world, params } = call;
        const group = world.resources.get(groupId(params['subscription'] ?? '', params['group'] ?? ''));
        if (group === undefined) throw refusals.groupNotFound(params['group'] ?? '');
        setState(group, 'Deleting');
        return deletion(world, group.id, {
          durationMs: world.clock.milliseconds('resourceGroup.write'),
          async finish() {
            await empty(call, inner, group);
            return undefined;
          },
          fail: () => setState(group, 'Succeeded'),
        });
      },
    },
  ];
}
