import { describe, expect, test } from '@jest/globals';
import type { ImageVersion } from '../../src/azure/galleries.ts';
import { formatProblem } from '../../src/problem.ts';
import { fitVersion, targetRegionsFor, type VersionSpec } from '../../src/image/version.ts';

const WANTED: VersionSpec = {
  id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/gal/images/ubuntu/versions/1.4.0',
  location: 'westeurope',
  material: { kind: 'snapshots', osSnapshotId: '/snapshot', osCaching: 'ReadWrite', dataDisks: [] },
  targetRegions: [{ name: 'westeurope', replicas: 1 }],
  excludeFromLatest: false,
};

function existing(changes: Partial<ImageVersion> = {}): ImageVersion {
  return {
    id: WANTED.id,
    name: '1.4.0',
    location: 'westeurope',
    provisioningState: 'Succeeded',
    tags: { abip_key: 'key', abip_content: 'content' },
    targetRegions: [{ name: 'West Europe', replicas: 1 }],
    excludeFromLatest: false,

    dataDiskLuns: [],

    replication: [],
    ...changes,
  };
}

function refusal(version: ImageVersion, contentId: string | undefined): string {
  const fit = fitVersion(version, WANTED, contentId);
  return fit.kind === 'problem' ? formatProblem(fit.problem) : fit.kind;
}

describe('an image version of that name', () => {
  test('that does not exist is to be made', () => {
    expect(fitVersion(undefined, WANTED, 'content')).toEqual({ kind: 'absent' });
  });

  test('of the same content is done, however Azure spells its regions', () => {
    expect(fitVersion(existing(), WANTED, 'content')).toEqual({ kind: 'done' });
  });

  test.each([
    ['Creating', 'under way'],
    ['Updating', 'under way'],
    ['Failed', 'resume'],
  ] as const)('left %s by an earlier run is %s', (state, kind) => {
    expect(fitVersion(existing({ provisioningState: state }), WANTED, 'content')).toEqual({
      kind,
      reason: `an earlier run left it ${state}`,
    });
  });

  test('without marks was made by something else', () => {
    expect(refusal(existing({ tags: {} }), 'content')).toBe(
      'image-version: found image version 1.4.0, which was made by something else (it has no abip marks); expected a ' +
        'version that is free, or one this workflow made of the same source. Release under a new version (a new tag, or ' +
        'image-version). A finished version is never overwritten.',
    );
  });

  test('of other content, or of a VM that was started since, is never overwritten', () => {
    expect(refusal(existing(), 'other')).toContain('made of other content (content; the source is now other)');
    expect(refusal(existing(), undefined)).toContain('made before the VM was last started');
    expect(refusal(existing({ provisioningState: 'Deleting' }), 'content')).toContain('being deleted');
  });
});

describe('target regions', () => {
  test('are the version’s own, the Batch account’s with enough replicas, and the user’s', () => {
    expect(targetRegionsFor('westeurope', 'North Europe', 2, new Map([['eastus', 3]]), [])).toEqual([
      { name: 'westeurope', replicas: 1 },
      { name: 'northeurope', replicas: 2 },
      { name: 'eastus', replicas: 3 },
    ]);
  });

  test('take the larger count where a region is named twice', () => {
    expect(targetRegionsFor('westeurope', 'westeurope', 2, new Map([['West Europe', 5]]), [])).toEqual([
      { name: 'westeurope', replicas: 5 },
    ]);
  });

  test('have no more replicas for the pool than the limit of a version leaves, but one', () => {
    const own = (wanted: number, existing: number): number | undefined =>
      targetRegionsFor('westeurope', 'westeurope', 50, new Map([['eastus', wanted]]), [
        { name: 'North Europe', replicas: existing },
        { name: 'West Europe', replicas: 90 },
      ])[0]?.replicas;
    expect([own(30, 20), own(30, 21), own(60, 2), own(90, 20)]).toEqual([50, 49, 38, 1]);
  });
});
