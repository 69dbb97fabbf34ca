// What the simulated galleries show of what is shared: the words of a refusal, and the shapes of the answers.
import { beforeEach, expect, test } from '@jest/globals';
import { createWired, refusal, SUBSCRIPTION } from '../wired.ts';

const { enter, arm } = createWired();
const OWNER = '/subscriptions/99999999-2222-4333-8444-555555555555';
const GALLERY = `${OWNER}/resourceGroups/rg/providers/Microsoft.Compute/galleries/studio`;
const LOCATIONS = `${SUBSCRIPTION}/providers/Microsoft.Compute/locations`;
const IMAGE = `${LOCATIONS}/westeurope/communityGalleries/Rocky/images/GOLDEN`;
const VERSION = { version: '2024-03-03' };
const identifier = { publisher: 'p', offer: 'o', sku: 's' };

beforeEach(async () => {
  const communityGalleryInfo = { communityGalleryEnabled: true, publicNames: ['rocky'] };
  const target = { name: 'West Europe', regionalReplicaCount: 1, excludeFromLatest: true };
  await enter({
    changes: [
      { id: GALLERY, body: { properties: { sharingProfile: { permissions: 'Community', communityGalleryInfo } } } },
      {
        id: `${GALLERY}/images/golden`,
        body: {
          properties: { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', identifier, description: 'x' },
        },
      },
      { id: `${GALLERY}/images/bare`, body: { properties: { osType: 'Linux', osState: 'Generalized', identifier } } },
      {
        id: `${GALLERY}/images/golden/versions/1.0.0`,
        body: {
          properties: {
            publishingProfile: { targetRegions: [target] },
            storageProfile: {
              osDiskImage: { sizeInGB: 30, source: { id: '/a/snapshot' } },
              dataDiskImages: [{ lun: 4, sizeInGB: 8, hostCaching: 'ReadOnly' }],
            },
          },
        },
      },
    ],
  });
});

test('a definition and its versions are shown as their OpenAPI files say, without what is the owner’s', async () => {
  expect((await arm('GET', IMAGE, undefined, VERSION)).body).toEqual({
    name: 'golden',
    location: 'westeurope',
    type: 'Microsoft.Compute/locations/communityGalleryImage',
    identifier: { uniqueId: '/CommunityGalleries/Rocky/Images/golden' },
    properties: { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', identifier },
  });
  const version = {
    name: '1.0.0',
    location: 'westeurope',
    type: 'Microsoft.Compute/locations/communityGalleryImageVersion',
    identifier: { uniqueId: '/CommunityGalleries/Rocky/Images/golden/Versions/1.0.0' },
    properties: {
      excludeFromLatest: true,
      storageProfile: {
        osDiskImage: { diskSizeGB: 30, hostCaching: 'None' },
        dataDiskImages: [{ lun: 4, diskSizeGB: 8, hostCaching: 'ReadOnly' }],
      },
    },
  };
  expect((await arm('GET', `${IMAGE}/versions/1.0.0`, undefined, VERSION)).body).toEqual(version);
  expect((await arm('GET', `${IMAGE}/versions`, undefined, VERSION)).body).toEqual({ value: [version] });
});

test.each([
  [
    `${LOCATIONS}/centralindia/communityGalleries/rocky/images/golden`,
    404,
    "please check if the gallery name 'rocky' is valid and the gallery exists in 'CentralIndia' region.",
  ],
  [`${LOCATIONS}/westeurope/sharedGalleries/rocky/images/golden`, 404, "the gallery name 'rocky' is valid"],
  [IMAGE.replace('GOLDEN', 'other'), 404, "please check if the gallery image name 'other' is valid"],
  [
    IMAGE.replace('GOLDEN', 'bare'),
    404,
    "please check if the gallery image name 'bare' is valid and the gallery image exists in 'WestEurope' region.",
  ],
  [`${IMAGE}/versions/1.0.1`, 404, "please check if the gallery image version name '1.0.1' is valid"],
  [`${IMAGE}/versions/latest`, 400, 'The image version name is invalid.'],
  [
    `${LOCATIONS}/atlantis/communityGalleries/rocky/images/golden`,
    400,
    "The provided location 'atlantis' is not available",
  ],
])('GET %s is refused: %d', async (path, status, text) => {
  const answer = await arm('GET', path, undefined, VERSION);
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ error: { message: expect.stringContaining(text) } });
});

test('a list knows no sharing but that with the tenant; api-versions are those of galleries', async () => {
  const list = `${LOCATIONS}/westeurope/sharedGalleries/rocky/images/golden/versions`;
  expect((await arm('GET', list, undefined, { ...VERSION, query: 'sharedTo=all' })).body).toMatchObject(
    refusal('InvalidParameter', "The value 'all' of parameter sharedTo is not valid."),
  );
  expect((await arm('GET', IMAGE, undefined, { version: '2020-09-30' })).body).toMatchObject({
    error: { code: 'NoRegisteredProviderFound' },
  });
});
