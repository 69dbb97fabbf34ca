// What a gallery holds against a release: its state, its limit of replicas, and what of its images is worth knowing.
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../simulator/kernel/json.ts';
import type { ScenarioResource } from '../../simulator/scenario/scenario.ts';
import { expectSuccess } from './expect-success.ts';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';
import { resultOf } from './troubles.ts';
import { AGENT_POOL_SPEC, IDS, world } from './worlds.ts';

const stage = createStage();

const gallery = (provisioningState: string): ScenarioResource => ({
  id: IDS.gallery,
  body: { location: 'westeurope', properties: { provisioningState } },
});

function definition(name: string, properties: JsonObject = {}): ScenarioResource {
  const about = { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', architecture: 'x64' };
  const identifier = { publisher: 'contoso', offer: 'render', sku: name };
  return {
    id: `${IDS.gallery}/images/${name}`,
    body: { location: 'westeurope', properties: { ...about, identifier, ...properties } },
  };
}

function version(of: string, name: string, publishing: JsonObject = {}): ScenarioResource {
  const publishingProfile = { targetRegions: [{ name: 'West Europe', regionalReplicaCount: 1 }], ...publishing };
  return {
    id: `${IDS.gallery}/images/${of}/versions/${name}`,
    body: { location: 'westeurope', properties: { publishingProfile, storageProfile: {} } },
  };
}

test('a gallery that is being deleted, and more replicas than a version may have', async () => {
  await stage.control.reset(world({ without: [IDS.gallery], more: [gallery('Deleting')] }));
  const inputs = { 'replica-regions': 'northeurope=60\neastus=40' };
  expect((await refusedRun(stage, inputs)).messages).toEqual([
    'gallery: found gallery renderGallery, which is being deleted; expected one that stays. Name another gallery, or run again when it ' +
      'is gone.',
    'replica-regions: found 101 replicas (westeurope=1, northeurope=60, eastus=40); expected at most 100 of one image version, in all its ' +
      'regions together. Ask for fewer replicas or regions.',
  ]);
});

describe('what is worth knowing does not stop a run', () => {
  async function warningsOf(inputs: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> {
    const run = await stage.run({ ...inputs, mode: 'plan' });
    expectSuccess(run);
    return resultOf(run).warnings.map(({ text }) => text);
  }

  test('a gallery that failed, a definition past its end, and a version that is not the latest', async () => {
    const ended = definition('vm-golden', { endOfLifeDate: '2026-01-31T00:00:00Z' });
    const more = [gallery('Failed'), ended, version('vm-golden', '2.0.0')];
    await stage.control.reset(world({ without: [IDS.gallery], more }));
    expect(await warningsOf({})).toEqual([
      'The last operation on gallery renderGallery failed (its provisioning state is Failed): Azure may refuse what is made in it. ' +
        'create-gallery: true asks for it again.',
      'The end of life of image definition vm-golden was 2026-01-31. Azure still uses it; its owner wanted it replaced by then.',
      'Image version 1.4.0 is lower than 2.0.0, which stays the latest of vm-golden in westeurope: whoever names the definition without ' +
        'a version does not get it. exclude-from-latest: true says that this is meant.',
    ]);
  });

  test('an image version past its end', async () => {
    const more = [definition('packer'), version('packer', '2.1.0', { endOfLifeDate: '2026-01-31T00:00:00Z' })];
    await stage.control.reset(world({ more }));
    const inputs = {
      'vm-name': undefined,
      gallery: undefined,
      'image-version-id': `${IDS.gallery}/images/packer/versions/2.1.0`,
      'pool-spec': AGENT_POOL_SPEC,
    };
    expect(await warningsOf(inputs)).toEqual([
      'The end of life of image version 2.1.0 was 2026-01-31. Azure still uses it; its owner wanted it replaced by then.',
    ]);
  });
});
