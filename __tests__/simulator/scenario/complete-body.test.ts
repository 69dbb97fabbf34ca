// Terse bodies become what Azure would answer; what a scenario says always wins.
import { describe, expect, test } from '@jest/globals';
import { CLOUDS } from '../../../simulator/kernel/clouds.ts';
import { createRandomness } from '../../../simulator/kernel/randomness.ts';
import { completeBody } from '../../../simulator/scenario/complete-body.ts';

const group = '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg';
const complete = (id: string, body = {}) =>
  completeBody(id, body, { region: 'westeurope', random: createRandomness('t'), cloud: CLOUDS.AzureCloud });

describe('completing a body', () => {
  test('gives every resource its identity and state', () => {
    const id = `${group}/providers/Microsoft.Compute/galleries/g/images/def/versions/1.0.0`;
    expect(complete(id)).toEqual({
      id,
      name: '1.0.0',
      type: 'Microsoft.Compute/galleries/images/versions',
      location: 'westeurope',
      properties: { provisioningState: 'Succeeded' },
    });
    expect(complete(group)).toMatchObject({
      name: 'rg',
      type: 'Microsoft.Resources/resourceGroups',
      location: 'westeurope',
    });
  });

  test('gives a disk its size in bytes, its state and an ID of its content', () => {
    const disk = complete(`${group}/providers/Microsoft.Compute/disks/d`, { properties: { diskSizeGB: 8 } });
    expect(disk['properties']).toMatchObject({
      diskSizeBytes: 8 * 1024 ** 3,
      diskState: 'Unattached',
      networkAccessPolicy: 'AllowAll',
    });
  });

  test('gives a disk, and no snapshot, the time of its last owner', () => {
    const propertiesOf = (type: string) => complete(`${group}/providers/Microsoft.Compute/${type}/d`)['properties'];
    expect(propertiesOf('disks')).toHaveProperty('LastOwnershipUpdateTime');
    expect(propertiesOf('snapshots')).not.toHaveProperty('LastOwnershipUpdateTime');
    expect(propertiesOf('snapshots')).toMatchObject({ incremental: false, diskSizeGB: 4, diskState: 'Unattached' });
  });

  test('gives an account endpoints of its own name and region', () => {
    expect(complete(`${group}/providers/Microsoft.Storage/storageAccounts/st`)).toMatchObject({
      kind: 'StorageV2',
      properties: {
        primaryEndpoints: { blob: 'https://st.blob.core.windows.net/' },
        accessTier: 'Hot',
        encryption: { keySource: 'Microsoft.Storage', services: { blob: { enabled: true } } },
      },
    });
    const batch = complete(`${group}/providers/Microsoft.Batch/batchAccounts/b`, { location: 'eastus' });
    expect(batch).toMatchObject({
      properties: { accountEndpoint: 'b.eastus.batch.azure.com', dedicatedCoreQuota: 500 },
    });
  });

  test('shows no core quotas where Batch allocates in the subscription of the user', () => {
    const batch = complete(`${group}/providers/Microsoft.Batch/batchAccounts/b`, {
      properties: { poolAllocationMode: 'UserSubscription' },
    });
    expect(batch['properties']).not.toHaveProperty('dedicatedCoreQuota');
  });

  test('lets the scenario win, member by member', () => {
    const body = complete(`${group}/providers/Microsoft.Batch/batchAccounts/b`, {
      properties: { poolQuota: 0, allowedAuthenticationModes: ['AAD'] },
    });
    expect(body).toMatchObject({
      properties: { poolQuota: 0, allowedAuthenticationModes: ['AAD'], provisioningState: 'Succeeded' },
    });
  });
});
