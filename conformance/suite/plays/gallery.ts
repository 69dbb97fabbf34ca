// Galleries, image definitions and image versions.
import { each, refused, type Own, type Plays } from '../play.ts';
import * as set from '../setups.ts';
import * as world from '../world.ts';

/** The definition that the examples of a PATCH repeat. */
const definitionOf = (hyperVGeneration: string) => ({
  changes: [
    {
      id: world.DEFINITION,
      body: {
        properties: {
          osType: 'Windows',
          hyperVGeneration,
          identifier: { publisher: 'myPublisherName', offer: 'myOfferName', sku: 'mySkuName' },
        },
      },
    },
  ],
});

const VERSIONS_WITH_KEYS = [
  'GalleryImageVersion_Create.json',
  'GalleryImageVersion_Create_WithSnapshotsAsSource.json',
  'GalleryImageVersion_Create_WithVmAsSource.json',
  'GalleryImageVersion_Create_WithImageVersionAsSource.json',
  'GalleryImageVersion_Create_WithVHD.json',
  'GalleryImageVersion_Create_WithTargetExtendedLocations.json',
  'GalleryImageVersion_Create_WithVHD_UefiSettings.json',
];

/** The regions of those examples, without the keys. */
const targetRegions = [
  { name: 'West US', regionalReplicaCount: 1, excludeFromLatest: false },
  { name: 'East US', regionalReplicaCount: 2, storageAccountType: 'Standard_ZRS', excludeFromLatest: false },
];

function withoutKeys(from: string): Own {
  // Two examples make both disks of one VHD, which is refused.
  const oneDisk = from.includes('VHD') ? { storageProfile: { dataDiskImages: null } } : {};
  return {
    from,
    patch: { properties: { publishingProfile: { targetRegions }, ...oneDisk } },
    why: 'without customer-managed keys',
  };
}

export const GALLERY: Plays = {
  ...each('Galleries_Get Galleries_List Galleries_ListByResourceGroup Galleries_Update'),
  ...each('Galleries_CreateOrUpdate', {
    refused: {
      ...refused('NotSimulated', 'soft deletion', ['Gallery_Create_SoftDeletionEnabled.json']),
      ...refused('NotSimulated', 'identities of galleries', ['Gallery_Create_WithManagedIdentity.json']),
    },
  }),
  ...each('Galleries_Delete', {
    before: set.all(set.arm('DELETE', world.VERSION), set.arm('DELETE', world.DEFINITION)),
  }),
  ...each('GalleryImages_Get GalleryImages_ListByGallery GalleryImages_CreateOrUpdate'),
  ...each('GalleryImages_Update', {
    states: {
      'GalleryImage_Update.json': { world: definitionOf('V1') },
      'GalleryImage_UpdateFeatures.json': { world: definitionOf('V2') },
    },
  }),
  ...each('GalleryImages_Delete', { before: set.arm('DELETE', world.VERSION) }),
  ...each('GalleryImageVersions_Get GalleryImageVersions_ListByGalleryImage GalleryImageVersions_Delete'),
  ...each('GalleryImageVersions_CreateOrUpdate', {
    before: set.all(set.generalized, set.vhd),
    refused: {
      ...refused('NotSimulated', 'customer-managed keys', [
        ...VERSIONS_WITH_KEYS,
        'GalleryImageVersion_Create_WithCommunityImageVersionAsSource.json',
      ]),
      ...refused('NotSimulated', 'several storage types in one region', [
        'GalleryImageVersion_Create_WithAdditionalReplicaSets.json',
      ]),
    },
    own: VERSIONS_WITH_KEYS.map(withoutKeys),
  }),
  ...each('GalleryImageVersions_Update', {
    refused: refused('NotSimulated', 'soft deletion', ['GalleryImageVersion_Update_RestoreSoftDeleted.json']),
  }),
};
