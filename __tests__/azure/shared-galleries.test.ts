import { beforeEach, describe, expect, test } from '@jest/globals';
import { isAzureServiceError } from '../../src/azure/errors.ts';
import { parseImageVersionId, type SharedVersionId } from '../../src/azure/gallery-ids.ts';
import { compareVersions, readSharedDefinition, readSharedVersion } from '../../src/azure/shared-galleries.ts';
import { SUBSCRIPTION } from '../simulator/wired.ts';
import { fakeArm, type Answer } from './fake-arm.ts';
import { fakeHost } from './fake-host.ts';
import { createSimulated } from './simulated.ts';

const OWNER = '99999999-2222-4333-8444-555555555555';
const UNIQUE = `${OWNER}-STUDIO`;

function idOf(text: string): SharedVersionId {
  const found = parseImageVersionId(text);
  if ('expected' in found || found.kind === 'gallery') throw new Error('no shared version');
  return found;
}
const shared = (version: string): SharedVersionId =>
  idOf(`/sharedGalleries/${UNIQUE}/images/golden/versions/${version}`);
const community = (version: string): SharedVersionId =>
  idOf(`/communityGalleries/rocky/images/golden/versions/${version}`);

// The shapes of Azure's own examples, SharedGalleryImage_Get.json and SharedGalleryImageVersion_Get.json of 2024-03-03.
const definitionBody = {
  name: 'golden',
  location: 'myLocation',
  identifier: { uniqueId: `/SharedGalleries/${UNIQUE}/Images/golden` },
  properties: {
    osType: 'Windows',
    osState: 'Generalized',
    hyperVGeneration: 'V1',
    endOfLifeDate: '2027-01-01T00:00:00Z',
    identifier: { publisher: 'p', offer: 'o', sku: 's' },
    features: [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }],
    purchasePlan: { name: 'n', publisher: 'p', product: 'x' },
  },
};
const versionBody = (name: string, excludeFromLatest = false) => ({
  name,
  location: 'myLocation',
  identifier: { uniqueId: `/SharedGalleries/${UNIQUE}/Images/golden/Versions/${name}` },
  properties: {
    publishedDate: '2018-03-20T09:12:28Z',
    endOfLifeDate: '2022-03-20T09:12:28Z',
    excludeFromLatest,
    storageProfile: {
      osDiskImage: { diskSizeGB: 29, hostCaching: 'None' },
      dataDiskImages: [{ lun: 3, diskSizeGB: 1, hostCaching: 'None' }],
    },
  },
});
const NOT_FOUND = { status: 404, body: { error: { code: 'NotFound', message: 'please check' } } };
const BASE = '/subscriptions/sub/providers/Microsoft.Compute/locations/westeurope';

describe('what others share', () => {
  test('is read by the gallery’s name, in the region', async () => {
    const arm = fakeArm(fakeHost(), [{ body: definitionBody }, { body: versionBody('1.2.3') }]);
    expect(await readSharedDefinition(arm, 'westeurope', shared('1.2.3'))).toEqual({
      id: `/SharedGalleries/${UNIQUE}/Images/golden`,
      name: 'golden',
      osType: 'Windows',
      osState: 'Generalized',
      hyperVGeneration: 'V1',
      architecture: 'x64',
      securityType: 'TrustedLaunchSupported',
      diskControllers: ['SCSI'],
      purchasePlan: { name: 'n', publisher: 'p', product: 'x' },
      endOfLifeDate: '2027-01-01T00:00:00Z',
    });
    expect(await readSharedVersion(arm, 'westeurope', shared('1.2.3'))).toEqual({
      id: shared('1.2.3'),
      publishedDate: '2018-03-20T09:12:28Z',
      endOfLifeDate: '2022-03-20T09:12:28Z',
      excludeFromLatest: false,
      osDiskSizeGB: 29,
      dataDiskLuns: [3],
    });
    expect(arm.calls()).toEqual([
      `GET ${BASE}/sharedGalleries/${UNIQUE}/images/golden?api-version=2024-03-03`,
      `GET ${BASE}/sharedGalleries/${UNIQUE}/images/golden/versions/1.2.3?api-version=2024-03-03`,
    ]);
  });
  test('with everybody is read by its public name', async () => {
    const arm = fakeArm(fakeHost(), [{ body: { ...definitionBody, identifier: {} } }]);
    expect(await readSharedDefinition(arm, 'westeurope', community('1.0.0'))).toMatchObject({
      id: '/CommunityGalleries/rocky/Images/golden',
    });
    expect(arm.calls()).toEqual([`GET ${BASE}/communityGalleries/rocky/images/golden?api-version=2024-03-03`]);
  });
  test('may not be there', async () => {
    const arm = fakeArm(fakeHost(), [NOT_FOUND]);
    expect(await readSharedDefinition(arm, 'westeurope', shared('1.0.0'))).toBeUndefined();
    expect(await readSharedVersion(arm, 'westeurope', shared('1.0.0'))).toBeUndefined();
    expect(await readSharedVersion(arm, 'westeurope', shared('latest'))).toBeUndefined();
    expect(arm.asked).toHaveLength(4);
  });
  test('has a latest: the highest by number that is not kept out of it', async () => {
    const value = [versionBody('1.9.0'), versionBody('1.10.0'), versionBody('2.0.0', true), versionBody('1.2.30')];
    const arm = fakeArm(fakeHost(), [{ body: { value } }]);
    expect((await readSharedVersion(arm, 'westeurope', community('latest')))?.id).toEqual(community('1.10.0'));
    expect(arm.asked).toHaveLength(1);
  });
  test.each<readonly [string, Answer]>([
    ['nothing', { body: { value: [] } }],
    ['no gallery', NOT_FOUND],
  ])('with the tenant is looked for where the subscription has %s', async (_, first) => {
    const arm = fakeArm(fakeHost(), [first, { body: { value: [versionBody('1.0.0')] } }]);
    expect((await readSharedVersion(arm, 'westeurope', shared('latest')))?.id).toEqual(shared('1.0.0'));
    expect(arm.calls()[1]).toContain('/versions?sharedTo=tenant&api-version=2024-03-03');
  });
  test('is refused as the service refuses it', async () => {
    const error = { code: 'AuthorizationFailed', message: 'no' };
    const arm = fakeArm(fakeHost(), [{ status: 403, body: { error } }]);
    await expect(readSharedVersion(arm, 'westeurope', shared('latest'))).rejects.toMatchObject({ status: 403 });
  });
  test('versions compare by their numbers', () => {
    expect(['1.2.3', '1.10.0', '1.2.10', '0.99.99'].sort(compareVersions)).toEqual([
      '0.99.99',
      '1.2.3',
      '1.2.10',
      '1.10.0',
    ]);
  });
});

describe('in the simulated Azure', () => {
  const simulated = createSimulated();
  const GALLERY = `/subscriptions/${OWNER}/resourceGroups/rg-studio/providers/Microsoft.Compute/galleries/studio`;
  const version = (name: string, more: object = {}, ...regions: readonly string[]): object => ({
    id: `${GALLERY}/images/golden/versions/${name}`,
    body: {
      properties: {
        publishingProfile: {
          publishedDate: '2026-01-01T00:00:00Z',
          targetRegions: (regions.length > 0 ? regions : ['West Europe']).map((region) => ({ name: region })),
          ...more,
        },
        storageProfile: { osDiskImage: { sizeInGB: 30, hostCaching: 'ReadWrite' } },
      },
    },
  });
  const world = (sharingProfile: object): object => ({
    changes: [
      { id: GALLERY, body: { properties: { sharingProfile } } },
      {
        id: `${GALLERY}/images/golden`,
        body: { properties: { ...definitionBody.properties, hyperVGeneration: 'V2', architecture: 'Arm64' } },
      },
      version('1.0.0'),
      version('1.1.0', {}, 'West Europe', 'East US'),
      version('2.0.0', { excludeFromLatest: true, endOfLifeDate: '2027-05-01T00:00:00Z' }),
    ],
  });
  const groups = (type: string, id: string): object => world({ permissions: 'Groups', groups: [{ type, ids: [id] }] });
  const publicly = world({
    permissions: 'Community',
    communityGalleryInfo: { communityGalleryEnabled: true, publicNames: ['rocky'] },
  });
  const subscription = SUBSCRIPTION.replace('/subscriptions/', '');
  beforeEach(async () => simulated.enter());

  test.each([
    ['this subscription', () => groups('Subscriptions', subscription), shared],
    ['this tenant', () => groups('AADTenants', simulated.environment['AZURE_TENANT_ID'] ?? ''), shared],
    ['everybody', () => publicly, community],
  ])('an image shared with %s is read, its latest found', async (_, scenario, id) => {
    await simulated.enter(scenario());
    const { arm } = simulated.connected();
    expect(await readSharedDefinition(arm, 'westeurope', id('1.0.0'))).toMatchObject({
      id: id('1.0.0').definitionId,
      osType: 'Windows',
      hyperVGeneration: 'V2',
      architecture: 'Arm64',
      securityType: 'TrustedLaunchSupported',
      purchasePlan: { name: 'n', publisher: 'p', product: 'x' },
    });
    expect(await readSharedVersion(arm, 'westeurope', id('2.0.0'))).toEqual({
      id: id('2.0.0'),
      publishedDate: '2026-01-01T00:00:00Z',
      endOfLifeDate: '2027-05-01T00:00:00Z',
      excludeFromLatest: true,
      osDiskSizeGB: 30,
      dataDiskLuns: [],
    });
    expect((await readSharedVersion(arm, 'westeurope', id('latest')))?.id).toEqual(id('1.1.0'));
    expect(await readSharedVersion(arm, 'eastus', id('1.0.0'))).toBeUndefined();
    expect((await readSharedVersion(arm, 'eastus', id('latest')))?.id).toEqual(id('1.1.0'));
    expect(await readSharedDefinition(arm, 'northeurope', id('1.0.0'))).toBeUndefined();
  });
  test.each([
    ['nobody', () => world({ permissions: 'Private' })],
    ['another subscription', () => groups('Subscriptions', OWNER)],
    ['another tenant', () => groups('AADTenants', OWNER)],
  ])('an image shared with %s is not seen', async (_, scenario) => {
    await simulated.enter(scenario());
    const { arm } = simulated.connected();
    for (const id of [shared, community]) {
      expect(await readSharedDefinition(arm, 'westeurope', id('1.0.0'))).toBeUndefined();
      expect(await readSharedVersion(arm, 'westeurope', id('latest'))).toBeUndefined();
    }
  });
  test('reading needs a role on the subscription', async () => {
    const clientId = '99999999-8888-4777-8666-555555555555';
    const roles = [{ scope: `${SUBSCRIPTION}/resourceGroups/rg-images`, actions: ['*'], dataActions: [] }];
    await simulated.enter({ ...publicly, principals: [{ clientId, secret: 's', roles }] });
    const refusal: unknown = await readSharedVersion(simulated.connected().arm, 'westeurope', community('1.0.0')).catch(
      (error: unknown) => error,
    );
    expect(isAzureServiceError(refusal, 'AuthorizationFailed') && refusal.missingAction?.action).toBe(
      'Microsoft.Compute/locations/communityGalleries/images/versions/read',
    );
  });
});
