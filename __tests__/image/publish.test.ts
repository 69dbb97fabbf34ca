// Making a version so: what is asked of one that is there already.
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/azure/arm.ts';
import { ensureVersion } from '../../src/image/publish.ts';
import { fakeArm } from '../azure/fake-arm.ts';
import { fakeHost } from '../azure/fake-host.ts';

const ID = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/x/images/y/versions/1.4.0';

function versionIn(state: string, regions: Readonly<Record<string, number>>): JsonObject {
  const targetRegions = Object.entries(regions).map(([name, regionalReplicaCount]) => ({ name, regionalReplicaCount }));
  const properties = { provisioningState: state, publishingProfile: { targetRegions } };
  return { id: ID, name: '1.4.0', location: 'westeurope', properties };
}

async function ensure(answers: readonly JsonObject[]): Promise<readonly string[]> {
  const host = fakeHost();
  const arm = fakeArm(
    host,
    answers.map((body) => ({ body })),
  );
  const wish = {
    id: ID,
    location: 'westeurope',
    source: { kind: 'snapshots', osSnapshotId: 'snapshot', osCaching: 'None', dataDisks: [] },
    targetRegions: [
      { name: 'westeurope', replicas: 1 },
      { name: 'eastus', replicas: 2 },
    ],
    excludeFromLatest: false,
    tags: {},
  } as const;
  await ensureVersion(arm, wish, { deadline: new Date(host.clock.now().getTime() + 3_600_000), what: 'the version' });
  return arm.calls().map((call) => call.split(' ')[0] ?? '');
}

describe('a version that Azure is making', () => {
  test('as it is wanted, is left to be finished', async () => {
    expect(await ensure([versionIn('Creating', { westeurope: 1, eastus: 2 })])).toEqual(['GET']);
  });

  test.each([
    ['a region', { westeurope: 1 }],
    ['replicas', { westeurope: 1, eastus: 1 }],
  ])('without %s gets them when it is made: Azure takes them no sooner', async (_, there) => {
    const making = versionIn('Creating', there);
    const made = versionIn('Succeeded', there);
    const whole = versionIn('Succeeded', { westeurope: 1, eastus: 2 });
    expect(await ensure([making, making, made, made, made, whole, whole])).toEqual([
      'GET',
      'GET',
      'GET',
      'GET',
      'GET',
      'PATCH',
      'GET',
    ]);
  });
});
