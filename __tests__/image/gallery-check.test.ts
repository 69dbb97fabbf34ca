import { describe, expect, test } from '@jest/globals';
import type { Gallery, ImageDefinition, ImageVersion, ListedVersion } from '../../src/azure/galleries.ts';
import {
  deletionProblems,
  endOfLifeWarnings,
  galleryWarnings,
  latestWarnings,
  replicaProblems,
} from '../../src/image/gallery-check.ts';
import { formatProblem } from '../../src/problem.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

const gallery = (provisioningState: string): Gallery => ({
  id: '/g',
  name: 'renderGallery',
  location: 'westeurope',
  provisioningState,
});

const definition = (changes: Partial<ImageDefinition> = {}): ImageDefinition => ({
  id: '/g/images/golden',
  name: 'golden',
  location: 'westeurope',
  provisioningState: 'Succeeded',
  osType: 'Linux',
  osState: 'Generalized',
  hyperVGeneration: 'V2',
  architecture: 'x64',
  securityType: 'Standard',
  diskControllers: ['SCSI'],
  tags: {},
  ...changes,
});

const version = (changes: Partial<ListedVersion> = {}): ListedVersion => ({
  id: '/g/images/golden/versions/1.5.0',
  name: '1.5.0',
  location: 'westeurope',
  provisioningState: 'Succeeded',
  tags: {},
  targetRegions: [{ name: 'westeurope', replicas: 1 }],
  excludeFromLatest: false,
  excludedRegions: [],
  dataDiskLuns: [],
  replication: [],
  ...changes,
});

describe('what is being deleted', () => {
  const gone = definition({ provisioningState: 'Deleting' });

  test('the gallery, with all that is in it', () => {
    expect(deletionProblems(gallery('Deleting'), gone).map(formatProblem)).toEqual([
      'gallery: found gallery renderGallery, which is being deleted; expected one that stays. Name another gallery, or run again ' +
        'when it is gone.',
    ]);
  });

  test('the definition alone', () => {
    expect(deletionProblems(gallery('Succeeded'), gone).map(formatProblem)).toEqual([
      'image-definition: found definition golden, which is being deleted; expected one that stays. Name another image-definition, ' +
        'or run again when it is gone: it is made when absent.',
    ]);
  });

  test('nothing', () => {
    expect(deletionProblems(gallery('Succeeded'), definition())).toEqual([]);
    expect(deletionProblems(undefined, undefined)).toEqual([]);
  });
});

test('a gallery that failed is told, unless the run makes it again', () => {
  expect(galleryWarnings(gallery('Failed'), false).map(({ text }) => text)).toEqual([
    'The last operation on gallery renderGallery failed (its provisioning state is Failed): Azure may refuse what is made in it. ' +
      'create-gallery: true asks for it again.',
  ]);
  expect(galleryWarnings(gallery('Failed'), true)).toEqual([]);
  expect(galleryWarnings(gallery('Succeeded'), false)).toEqual([]);
});

test('all replicas of a version are at most a hundred, with those that it has already', () => {
  const wanted = [
    { name: 'westeurope', replicas: 60 },
    { name: 'eastus', replicas: 40 },
  ];
  expect(replicaProblems(wanted, [], 'replica-regions')).toEqual([]);
  const existing = [
    { name: 'North Europe', replicas: 2 },
    { name: 'West Europe', replicas: 1 },
  ];
  expect(replicaProblems(wanted, existing, 'replica-regions').map(formatProblem)).toEqual([
    'replica-regions: found 102 replicas (northeurope=2, westeurope=60, eastus=40); expected at most 100 of one image version, in ' +
      'all its regions together. Ask for fewer replicas or regions.',
  ]);
  expect(replicaProblems(wanted, existing, 'image-version-id').map(formatProblem)).toEqual([
    'image-version-id: found 102 replicas (northeurope=2, westeurope=60, eastus=40); expected at most 100 of one image version, in ' +
      'all its regions together. Take replicas from other regions of this version, or release another one.',
  ]);
});

test('an end of life that is over is told', () => {
  const over = { endOfLifeDate: '2026-11-23T11:59:59Z' };
  const texts = (about: ImageDefinition | undefined, of: ImageVersion | undefined): readonly string[] =>
    endOfLifeWarnings(about, of, NOW).map(({ input, text }) => `${input}: ${text}`);
  expect(texts(definition(over), version(over))).toEqual([
    'image-definition: The end of life of image definition golden was 2026-11-23. Azure still uses it; its owner wanted it ' +
      'replaced by then.',
    'image-version-id: The end of life of image version 1.5.0 was 2026-11-23. Azure still uses it; its owner wanted it replaced ' +
      'by then.',
  ]);
  const later = { endOfLifeDate: '2026-11-24T00:00:00Z' };
  expect(texts(definition(later), version({ endOfLifeDate: 'some day' }))).toEqual([]);
  expect(texts(definition(), undefined)).toEqual([]);
  expect(texts(undefined, undefined)).toEqual([]);
});

describe('a version that is not the latest', () => {
  const made = { definition: 'golden', version: '1.4.0', region: 'westeurope' };

  test('is told, with the one that is', () => {
    expect(latestWarnings(made, [version(), version({ name: '1.10.0' })]).map(({ text }) => text)).toEqual([
      'Image version 1.4.0 is lower than 1.10.0, which stays the latest of golden in westeurope: whoever names the definition without ' +
        'a version does not get it. exclude-from-latest: true says that this is meant.',
    ]);
  });

  test.each<[string, readonly ListedVersion[]]>([
    ['no version', []],
    ['a lower one', [version({ name: '1.3.9' })]],
    ['the same', [version({ name: '1.4.0' })]],
    ['a higher one that is kept out of the latest', [version({ excludeFromLatest: true })]],
    ['a higher one elsewhere', [version({ targetRegions: [{ name: 'eastus', replicas: 1 }] })]],
  ])('is not, beside %s', (_, versions) => {
    expect(latestWarnings(made, versions)).toEqual([]);
  });
});
