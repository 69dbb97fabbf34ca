// Changes to a world: merged into what is there, added, or taken out.
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';
import { parseScenario } from '../../../simulator/scenario/load.ts';

const GROUP = `/subscriptions/${DEFAULT_NAMES.subscriptionId}/resourceGroups/${DEFAULT_NAMES.resourceGroup}`;
const BATCH = 'Microsoft.Batch/batchAccounts/batchrender';

async function resourcesOf(scenario: object): Promise<ReadonlyMap<string, object>> {
  const { resources } = await parseScenario(scenario, 'test');
  return new Map(resources.map((one) => [one.id, one]));
}

describe('changes', () => {
  test('merge into the resource with the ID, however it is spelt', async () => {
    const resources = await resourcesOf({
      changes: [{ id: 'microsoft.batch/batchaccounts/BATCHRENDER', body: { properties: { poolQuota: 0 } } }],
    });
    expect(resources.get(`${GROUP}/providers/${BATCH}`)).toMatchObject({
      body: { properties: { poolQuota: 0, poolAllocationMode: 'BatchService' } },
    });
  });

  test('take members away with null, and whole resources with remove', async () => {
    const resources = await resourcesOf({
      changes: [
        { id: BATCH, body: { properties: { autoStorage: null } } },
        { id: 'Microsoft.Compute/galleries/renderGallery', remove: true },
      ],
    });
    expect(resources.get(`${GROUP}/providers/${BATCH}`)).not.toHaveProperty('body.properties.autoStorage');
    expect([...resources.keys()].filter((id) => id.includes('galleries'))).toEqual([]);
  });

  test('add what is not there, also to the resources of the scenario', async () => {
    const other =
      '/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/g/providers/Microsoft.Compute/disks/d';
    const resources = await resourcesOf({
      resources: [],
      changes: [{ id: other, body: { tags: { a: 'b', c: null } }, disk: 'd.vhd' }],
    });
    expect([...resources.values()]).toEqual([{ id: other, body: { tags: { a: 'b' } }, disk: 'd.vhd' }]);
  });

  test.each(['disks/d', '/resourceGroups/g', 'Microsoft.Compute/disks'])('refuse the ID %s', async (id) => {
    await expect(parseScenario({ changes: [{ id }] }, 'test')).rejects.toThrow('/changes/0/id: must match pattern');
  });
});
