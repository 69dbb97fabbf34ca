import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseImageVersionId, poolImageReference, type ImageVersionId } from '../../src/azure/gallery-ids.ts';

const GALLERY = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/galleries/render';
const OWNER = '11111111-2222-4333-8444-555555555555-RENDER';

function idOf(text: string): ImageVersionId {
  const found = parseImageVersionId(text);
  if ('expected' in found) throw new Error(found.expected);
  return found;
}

test.each([
  [
    `  ${GALLERY.toUpperCase()}/images/golden/Versions/1.2.3/\n`,
    {
      kind: 'gallery',
      id: '/subscriptions/S/resourceGroups/RG/providers/Microsoft.Compute/galleries/RENDER/images/golden/versions/1.2.3',
      definitionId: '/subscriptions/S/resourceGroups/RG/providers/Microsoft.Compute/galleries/RENDER/images/golden',
      galleryId: '/subscriptions/S/resourceGroups/RG/providers/Microsoft.Compute/galleries/RENDER',
      subscriptionId: 'S',
      definition: 'golden',
      version: '1.2.3',
    },
  ],
  [
    `/sharedGalleries/${OWNER}/images/golden/versions/1.2.3`,
    {
      kind: 'shared',
      id: `/SharedGalleries/${OWNER}/Images/golden/Versions/1.2.3`,
      definitionId: `/SharedGalleries/${OWNER}/Images/golden`,
      gallery: OWNER,
      definition: 'golden',
      version: '1.2.3',
    },
  ],
  [
    '/CommunityGalleries/rocky-dc1c6aa6/Images/Rocky-9-x86_64/Versions/LATEST',
    {
      kind: 'community',
      id: '/CommunityGalleries/rocky-dc1c6aa6/Images/Rocky-9-x86_64/Versions/latest',
      definitionId: '/CommunityGalleries/rocky-dc1c6aa6/Images/Rocky-9-x86_64',
      gallery: 'rocky-dc1c6aa6',
      definition: 'Rocky-9-x86_64',
      version: 'latest',
    },
  ],
])('%j is read', (text, expected) => {
  expect(parseImageVersionId(text)).toEqual(expected);
});

test.each([
  ['', 'the ID of an image version: `/subscriptions/<id>'],
  [
    'Canonical:ubuntu-24_04-lts:server:latest',
    '`/communityGalleries/<public name>/images/<definition>/versions/<version>`',
  ],
  ['/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/images/golden', 'the ID of an image version'],
  [GALLERY, 'the ID of an image version'],
  [
    `${GALLERY}/images/golden`,
    `a version of this image definition, \`${GALLERY}/images/golden/versions/<version>\`: a pool pins one version`,
  ],
  [`${GALLERY}/images/golden/versions/latest`, 'a version of `Major.Minor.Patch`'],
  [`${GALLERY}/images/golden/versions/1.2`, 'a version of `Major.Minor.Patch`'],
  [`${GALLERY.replace('render', 'no-dashes')}/images/golden/versions/1.2.3`, 'no dashes'],
  [`${GALLERY}/images/golden./versions/1.2.3`, 'an image definition of 1 to 80 letters'],
  [`/sharedGalleries/${OWNER}/images/golden`, `\`/SharedGalleries/${OWNER}/Images/golden/versions/<version>\``],
  [`/sharedGalleries/${OWNER}/images/golden/versions/newest`, 'a version of `Major.Minor.Patch`'],
  [`/sharedGalleries/${OWNER}/versions/1.2.3`, 'the ID of an image version'],
  [`/otherGalleries/${OWNER}/images/golden/versions/1.2.3`, 'the ID of an image version'],
])('%j is refused', (text, expected) => {
  expect(parseImageVersionId(text)).toEqual({ expected: expect.stringContaining(expected) });
});

describe('a pool', () => {
  const ids = [
    `${GALLERY}/images/golden/versions/1.2.3`,
    `/sharedGalleries/${OWNER}/images/golden/versions/1.2.3`,
    '/communityGalleries/rocky/images/golden/versions/latest',
  ].map(idOf);

  test('names an image by the property that its shape has for the kind of gallery', () => {
    const [own, shared, community] = ids.map(({ id }) => id);
    expect(ids.map((id) => poolImageReference(id, 'arm'))).toEqual([
      { id: own },
      { sharedGalleryImageId: shared },
      { communityGalleryImageId: community },
    ]);
    expect(ids.map((id) => poolImageReference(id, 'dataPlane'))).toEqual([
      { virtualMachineImageId: own },
      { sharedGalleryImageId: shared },
      { communityGalleryImageId: community },
    ]);
  });
  test.each(['arm', 'dataPlane'] as const)('of shape %s has those properties', (shape) => {
    const file = shape === 'arm' ? 'pool-arm.schema.json' : 'pool-data-plane.schema.json';
    const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../schema', file), 'utf8')) as {
      readonly definitions: { readonly ImageReference: { readonly properties: object } };
    };
    for (const id of ids) {
      for (const name of Object.keys(poolImageReference(id, shape))) {
        expect(schema.definitions.ImageReference.properties).toHaveProperty(name);
      }
    }
  });
});
