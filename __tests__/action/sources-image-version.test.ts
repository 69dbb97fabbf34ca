// An image version that somebody else made: only replicated where it is not, and pinned by the pool.
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../simulator/kernel/json.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { AGENT_POOL_SPEC, IDS, world, type Changes } from './worlds.ts';

const stage = createStage();
const DEFINITION = `${IDS.gallery}/images/packer-ubuntu`;
const VERSION = `${DEFINITION}/versions/2.1.0`;
const INPUTS = {
  'vm-name': undefined,
  gallery: undefined,
  'image-version-id': VERSION,
  'pool-spec': AGENT_POOL_SPEC,
};

function image({
  definition = {},
  version = {},
  regions = ['West Europe'],
}: {
  readonly definition?: JsonObject;
  readonly version?: JsonObject;
  readonly regions?: readonly string[];
} = {}): Changes {
  const identifier = { publisher: 'packer', offer: 'ubuntu', sku: '24' };
  const about = { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', architecture: 'x64', identifier };
  const publishingProfile = { targetRegions: regions.map((name) => ({ name, regionalReplicaCount: 1 })) };
  return {
    more: [
      { id: DEFINITION, body: { location: 'westeurope', properties: { ...about, ...definition } } },
      {
        id: VERSION,
        body: {
          location: regions[0]?.toLowerCase().replaceAll(' ', '') ?? '',
          properties: { publishingProfile, storageProfile: {}, ...version },
        },
      },
    ],
  };
}

describe('an image version that exists', () => {
  test('is pinned by the pool; nothing is captured, and the version stays as it was', async () => {
    await stage.control.reset(world(image()));
    const run = await stage.run(INPUTS);
    expectSuccess(run);
    expect(run.outputs).toMatchObject({
      'pool-id': 'render-2-1-0',
      'image-version': '2.1.0',
      'image-version-id': VERSION,
      changed: 'true',
    });
    expect(run.outputs['vhd-url']).toBeUndefined();
    expect(
      (await stage.writes()).map(brief).filter((line) => !line.startsWith('POST batch') && !line.includes('pools')),
    ).toEqual([]);
    const held = await holdingsOf(stage.control);
    expect(JSON.stringify(held.pool('render-2-1-0'))).toContain(VERSION);
    expect(held.metadata('render-2-1-0')).toMatchObject({ abip_source: VERSION, abip_state: 'ready' });
    expect(JSON.stringify(held.find('/versions/2.1.0'))).not.toContain('abip_');

    const before = (await stage.writes()).length;
    const second = await stage.run(INPUTS);
    expectSuccess(second);
    expect((await stage.writes()).slice(before)).toEqual([]);
    expect(second.outputs['changed']).toBe('false');
  });

  test('is replicated to the region of the Batch account, and keeps the regions it has', async () => {
    await stage.control.reset(world(image({ regions: ['North Europe'] })));
    const run = await stage.run({ ...INPUTS, 'replica-regions': 'eastus=2' });
    expectSuccess(run);
    const text = JSON.stringify((await holdingsOf(stage.control)).find('/versions/2.1.0'));
    for (const region of ['northeurope', 'westeurope', 'eastus']) {
      expect(text.toLowerCase().replaceAll(' ', '')).toContain(region);
    }
    expect(run.stdout).toContain('Replicate image version 2.1.0');
  });

  test('of a TrustedLaunch definition gives the pool its security profile', async () => {
    const features = [{ name: 'SecurityType', value: 'TrustedLaunch' }];
    await stage.control.reset(world(image({ definition: { features } })));
    const run = await stage.run(INPUTS);
    expectSuccess(run);
    expect((await holdingsOf(stage.control)).pool('render-2-1-0')).toMatchObject({
      virtualMachineConfiguration: { securityProfile: { securityType: 'trustedLaunch' } },
    });
  });
});

describe('refused before any write', () => {
  async function refusal(changes: Changes, inputs: Readonly<Record<string, string>> = {}): Promise<string> {
    await stage.control.reset(world(changes));
    const run = await stage.run({ ...INPUTS, ...inputs });
    expect(run.exitCode).toBe(1);
    expect((await stage.writes()).map(brief)).toEqual([]);
    return run.stdout;
  }

  test('a version that is not there', async () => {
    expect(await refusal({})).toContain(`image-version-id: found no image version ${VERSION}`);
  });

  test('a specialized image', async () => {
    expect(await refusal(image({ definition: { osState: 'Specialized' } }))).toContain(
      'whose definition is Specialized; expected a generalized image: Batch takes no other',
    );
  });

  test('a version that failed', async () => {
    expect(await refusal(image({ version: { provisioningState: 'Failed' } }))).toContain(
      'image version 2.1.0, whose provisioning state is Failed',
    );
  });

  test('an ID that is none', async () => {
    expect(await refusal(image(), { 'image-version-id': DEFINITION })).toContain('image-version-id: found');
  });

  test('inputs that name an image to be made', async () => {
    const stdout = await refusal(image(), { 'image-version': '3.0.0', 'security-type': 'TrustedLaunch' });
    expect(stdout).toContain(
      'image-version: found `3.0.0`; expected nothing, because the source is `image-version-id`',
    );
    expect(stdout).toContain('security-type: found `TrustedLaunch`; expected nothing');
  });
});
