import { describe, expect, test } from '@jest/globals';
import type { PoolImage } from '../../src/azure/batch-service.ts';
import { followsLatest, galleryOf, namedImage } from '../../src/inspect/pool-image.ts';
import { definitionId, GALLERY, MANAGED } from './a-survey.ts';

const DEFINITION = definitionId('golden');

describe('the image that a pool names', () => {
  test.each<[string, PoolImage, object, boolean]>([
    [
      'is a version',
      { kind: 'resource', id: `${DEFINITION}/versions/1.2.0` },
      { kind: 'gallery-version', id: `${DEFINITION}/versions/1.2.0`, version: '1.2.0', definitionId: DEFINITION },
      false,
    ],
    [
      'is a version in another case',
      { kind: 'resource', id: `${DEFINITION}/versions/1.2.0`.toUpperCase() },
      { kind: 'gallery-version', version: '1.2.0', definitionId: DEFINITION.toUpperCase() },
      false,
    ],
    [
      'is a definition',
      { kind: 'resource', id: DEFINITION },
      { kind: 'gallery-latest', definitionId: DEFINITION },
      true,
    ],
    [
      'is a definition and says latest',
      { kind: 'resource', id: `${DEFINITION}/versions/Latest` },
      { kind: 'gallery-latest', definitionId: DEFINITION },
      true,
    ],
    ['is a managed image', { kind: 'resource', id: MANAGED }, { kind: 'managed-image', id: MANAGED }, false],
    [
      'is of the Marketplace',
      { kind: 'marketplace', urn: 'p:o:s:22.04.1' },
      { kind: 'marketplace', publisher: 'p', offer: 'o', sku: 's', version: '22.04.1' },
      false,
    ],
    ['is the latest of the Marketplace', { kind: 'marketplace', urn: 'p:o:s:latest' }, { kind: 'marketplace' }, true],
    ['leaves the version away', { kind: 'marketplace', urn: 'p:o:s:' }, { kind: 'marketplace' }, true],
    [
      'is shared',
      { kind: 'shared-gallery', id: '/SharedGalleries/g/Images/i/Versions/2.0.0' },
      { kind: 'shared-gallery', version: '2.0.0' },
      false,
    ],
    [
      'is of a community',
      { kind: 'community-gallery', id: '/CommunityGalleries/g/Images/i/Versions/latest' },
      { kind: 'community-gallery' },
      true,
    ],
    [
      'is a shared definition',
      { kind: 'shared-gallery', id: '/sharedGalleries/g/images/i' },
      { kind: 'shared-gallery' },
      true,
    ],
    ['is VHDs', { kind: 'vhds', urls: ['https://a/b'] }, { kind: 'vhds', urls: ['https://a/b'] }, false],
    ['is not told', { kind: 'unknown' }, { kind: 'unknown' }, false],
  ])('%s', (_, image, expected, follows) => {
    const named = namedImage(image);
    expect(named).toMatchObject(expected);
    expect(followsLatest(named)).toBe(follows);
    expect('version' in named).toBe('version' in expected);
  });

  test('leads to its gallery', () => {
    expect(galleryOf(DEFINITION)).toBe(GALLERY);
    expect(galleryOf(GALLERY)).toBe(GALLERY);
  });
});
