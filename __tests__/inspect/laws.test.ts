// Laws of the inventory over accounts of any make: nothing is lost, and nothing is called unused that may be used.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { NodeImage, Pool } from '../../src/azure/batch-service.ts';
import type { ListedVersion } from '../../src/azure/galleries.ts';
import { latestVersion } from '../../src/image/latest-version.ts';
import { inventory, type Inventory, type ReadSurvey } from '../../src/inspect/inventory.ts';
import type { Reading } from '../../src/inspect/reads.ts';
import { aPool } from '../pool/fake-batch.ts';
import {
  aBlob,
  aGallery,
  aSurvey,
  aVersion,
  definitionId,
  found,
  GALLERY,
  MANAGED,
  marks,
  storageOf,
} from './a-survey.ts';

const DEFINITIONS = ['a', 'b'] as const;
const NUMBERS = ['1.0.0', '1.1.0', '2.0.0', '10.0.0'] as const;
const definition = fc.constantFrom(...DEFINITIONS);
const number = fc.constantFrom(...NUMBERS);
/** `a/1.0.0` is the key of the release that made that version, and of its VHD. */
const keyOf = (name: string, version: string): string => `${name}/${version}`;

const version = fc.record({
  definition,
  number,
  isOurs: fc.boolean(),
  excludeFromLatest: fc.boolean(),
  state: fc.constantFrom<ListedVersion['provisioningState']>('Succeeded', 'Creating', 'Failed'),
  vhd: fc.boolean(),
  /** Made by hand of the VHD of that name. */
  madeOf: fc.option(fc.tuple(definition, number), { nil: undefined }),
});
const image = fc.oneof(
  fc.record({ kind: fc.constant('pin' as const), definition, number, upper: fc.boolean() }),
  fc.record({ kind: fc.constant('follow' as const), definition, nodes: fc.array(number, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('managed' as const) }),
  fc.record({ kind: fc.constant('shared' as const), definition, number }),
  fc.record({ kind: fc.constant('marketplace' as const) }),
  fc.record({ kind: fc.constant('vhd' as const), definition, number }),
);
const account = fc.record({
  versions: fc.uniqueArray(version, { selector: (one) => keyOf(one.definition, one.number), maxLength: 8 }),
  pools: fc.array(fc.record({ image, mark: fc.option(fc.tuple(definition, number), { nil: undefined }) }), {
    maxLength: 6,
  }),
});
type Account = typeof account extends fc.Arbitrary<infer T> ? T : never;
type Image = Account['pools'][number]['image'];

const vhdName = (name: string, versionName: string): string => `${name}-osDisk.${versionName}.vhd`;

function imageOf(wish: Image): Pool['image'] {
  switch (wish.kind) {
    case 'pin': {
      const id = `${definitionId(wish.definition)}/versions/${wish.number}`;
      return { kind: 'resource', id: wish.upper ? id.toUpperCase() : id };
    }
    case 'follow':
      return { kind: 'resource', id: definitionId(wish.definition) };
    case 'managed':
      return { kind: 'resource', id: MANAGED };
    case 'shared':
      return { kind: 'shared-gallery', id: `/sharedGalleries/x/images/${wish.definition}/versions/${wish.number}` };
    case 'marketplace':
      return { kind: 'marketplace', urn: 'p:o:s:1' };
    case 'vhd':
      return { kind: 'vhds', urls: [aBlob(vhdName(wish.definition, wish.number)).url] };
  }
}

function surveyOf({ versions, pools }: Account): ReadSurvey {
  const listed = (name: string): readonly ListedVersion[] =>
    versions
      .filter((one) => one.definition === name)
      .map((one) =>
        aVersion(name, one.number, {
          tags: one.isOurs ? marks(keyOf(name, one.number)) : {},
          excludeFromLatest: one.excludeFromLatest,
          provisioningState: one.state,
          ...(one.madeOf && { source: { kind: 'vhd', url: aBlob(vhdName(...one.madeOf)).url, data: [] } as const }),
        }),
      );
  const blobs = versions
    .filter(({ vhd }) => vhd)
    .map((one) => aBlob(vhdName(one.definition, one.number), marks(keyOf(one.definition, one.number))));
  const nodeImages = pools.flatMap(({ image: wish }, index): readonly [string, Reading<readonly NodeImage[]>][] =>
    wish.kind === 'follow' && wish.nodes.length > 0
      ? [[`pool-${index}`, found(wish.nodes.map((exactVersion, node) => ({ nodeId: `${node}`, exactVersion })))]]
      : [],
  );
  return aSurvey({
    gallery: aGallery({ a: listed('a'), b: listed('b') }),
    storage: storageOf(blobs),
    nodeImages: new Map(nodeImages),
    managedImages: new Map([
      [MANAGED.toLowerCase(), found({ id: MANAGED, name: 'golden', source: { kind: 'unknown' } as const })],
    ]),
    poolList: pools.map(({ image: wish, mark }, index) =>
      aPool({ id: `pool-${index}`, image: imageOf(wish), metadata: mark === undefined ? {} : marks(keyOf(...mark)) }),
    ),
  });
}

/** Whether a pool pins the version, or follows a definition whose latest it is, or has nodes that run it. */
function uses(wish: Image, name: string, versionName: string, survey: ReadSurvey): boolean {
  if (wish.kind === 'pin') return wish.definition === name && wish.number === versionName;
  if (wish.kind !== 'follow' || wish.definition !== name) return false;
  const listed = survey.galleries.get(GALLERY.toLowerCase())?.versions.get(definitionId(name).toLowerCase());
  const versions = listed?.kind === 'found' ? listed.value : [];
  return latestVersion(versions, 'westeurope')?.name === versionName || wish.nodes.some((node) => node === versionName);
}

/** The same account with less of it readable. */
const blindness = fc.record({
  definitions: fc.boolean(),
  versions: fc.subarray([...DEFINITIONS]),
  nodes: fc.boolean(),
  managed: fc.boolean(),
});

function blinded(survey: ReadSurvey, blind: typeof blindness extends fc.Arbitrary<infer T> ? T : never): ReadSurvey {
  const unread = { kind: 'unread' } as const;
  const hidden = <V>(
    map: ReadonlyMap<string, V>,
    hides: (key: string) => boolean,
  ): ReadonlyMap<string, V | typeof unread> =>
    new Map([...map].map(([key, value]) => [key, hides(key) ? unread : value]));
  return {
    ...survey,
    galleries: new Map(
      [...survey.galleries].map(([key, gallery]) => [
        key,
        {
          ...gallery,
          definitions: blind.definitions ? unread : gallery.definitions,
          versions: hidden(gallery.versions, (id) => blind.versions.some((name) => id.endsWith(`/${name}`))),
        },
      ]),
    ),
    nodeImages: hidden(survey.nodeImages, () => blind.nodes),
    managedImages: hidden(survey.managedImages, () => blind.managed),
  };
}

function unusedOf({ imageVersions, vhds }: Inventory): readonly string[] {
  return [
    ...imageVersions.flatMap(({ id, use }) => (use.kind === 'unused' ? [id] : [])),
    ...vhds.flatMap(({ url, use }) => (use.kind === 'unused' ? [url] : [])),
  ];
}

describe('in any account', () => {
  test('every pool appears exactly once', () => {
    fc.assert(
      fc.property(account, (one) => {
        const { pools } = inventory(surveyOf(one));
        expect(pools.map(({ id }) => id).toSorted()).toEqual(one.pools.map((_, index) => `pool-${index}`).toSorted());
      }),
    );
  });

  test('exactly our versions are listed, and each is used exactly by the pools that pin, follow or run it', () => {
    fc.assert(
      fc.property(account, (one) => {
        const survey = surveyOf(one);
        const { imageVersions } = inventory(survey);
        expect(imageVersions.map(({ definition: name, version: v }) => keyOf(name, v)).toSorted()).toEqual(
          one.versions
            .filter(({ isOurs }) => isOurs)
            .map((v) => keyOf(v.definition, v.number))
            .toSorted(),
        );
        for (const { definition: name, version: v, use } of imageVersions) {
          const users = one.pools.flatMap(({ image: wish }, index) =>
            uses(wish, name, v, survey) ? [`pool-${index}`] : [],
          );
          const perhaps = one.pools.some(
            ({ image: wish }) => wish.kind === 'shared' && wish.definition === name && wish.number === v,
          );
          if (users.length > 0) expect(use).toEqual({ kind: 'used', pools: users });
          else expect(use.kind).toBe(perhaps ? 'undecided' : 'unused');
        }
      }),
    );
  });

  test('a VHD is used by every pool that names it, or uses a version beside it or made of it', () => {
    fc.assert(
      fc.property(account, (one) => {
        const survey = surveyOf(one);
        for (const { url, use } of inventory(survey).vhds) {
          for (const [index, { image: wish, mark }] of one.pools.entries()) {
            const names = (name: string, v: string): boolean => url.endsWith(vhdName(name, v));
            const isNamed = wish.kind === 'vhd' && names(wish.definition, wish.number);
            const isMarked = mark !== undefined && names(...mark);
            const beside = one.versions.some(
              (v) =>
                ((v.isOurs && names(v.definition, v.number)) || (v.madeOf !== undefined && names(...v.madeOf))) &&
                uses(wish, v.definition, v.number, survey),
            );
            if (isNamed || isMarked || beside) {
              expect(use).toMatchObject({ kind: 'used', pools: expect.arrayContaining([`pool-${index}`]) });
            }
          }
        }
      }),
    );
  });

  test('what is called unused with fewer rights is unused with all of them', () => {
    fc.assert(
      fc.property(account, blindness, (one, blind) => {
        const survey = surveyOf(one);
        const seeing = new Set(unusedOf(inventory(survey)));
        const dim = inventory(blinded(survey, blind));
        expect(dim.pools).toHaveLength(one.pools.length);
        expect(unusedOf(dim).filter((id) => !seeing.has(id))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});
