// An image version that somebody else shares, with the subscription or with everybody: the pool is made of it as it is.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { worldOf } from './inspection.ts';
import { AGENT_POOL_SPEC } from './worlds.ts';

const stage = createStage();
const STUDIO = '/sharedGalleries/99999999-8888-4777-8666-555555555555-STUDIO/images/render';
const STUDIO_ID = STUDIO.replace('/shared', '/Shared').replace('/images/', '/Images/');
const ALMA = '/communityGalleries/almalinux-5c1d/images/almalinux-9/versions/9.4.1';
const ALMA_ID = '/CommunityGalleries/almalinux-5c1d/Images/almalinux-9/Versions/9.4.1';
const INPUTS = { 'vm-name': undefined, gallery: undefined, 'pool-spec': AGENT_POOL_SPEC };
/** The shape of Resource Manager: the pool is made in the management plane. */
const ARM_POOL_SPEC = JSON.stringify({
  properties: {
    vmSize: 'Standard_D2s_v5',
    deploymentConfiguration: { virtualMachineConfiguration: { nodeAgentSkuId: 'batch.node.ubuntu 24.04' } },
    scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } },
  },
});

beforeEach(async () => {
  await stage.control.reset({ ...worldOf('shared-galleries'), profile: 'instant' });
});

async function refusal(inputs: Readonly<Record<string, string>>): Promise<string> {
  const run = await stage.run({ ...INPUTS, ...inputs });
  expect(run.exitCode).toBe(1);
  expect((await stage.writes()).map(brief)).toEqual([]);
  return run.annotations.map(({ message }) => message).join('\n');
}

describe('the pool is made of the version, which nobody here may change', () => {
  test.each([
    ['a shared gallery', `${STUDIO}/versions/2.0.0`, '2.0.0', { sharedGalleryImageId: `${STUDIO_ID}/Versions/2.0.0` }],
    ['a community gallery', ALMA, '9.4.1', { communityGalleryImageId: ALMA_ID }],
  ])('of %s', async (_, id, version, imageReference) => {
    const [spelt] = Object.values(imageReference);
    const poolId = `render-${version.replaceAll('.', '-')}`;
    const run = await stage.run({ ...INPUTS, 'image-version-id': id });
    expectSuccess(run);
    expect(run.outputs).toMatchObject({
      'pool-id': poolId,
      'image-version': version,
      'image-version-id': spelt,
      changed: 'true',
    });
    expect(run.outputs['vhd-url']).toBeUndefined();
    expect((await stage.writes()).map(brief).filter((line) => !line.includes('pools'))).toEqual([]);
    const held = await holdingsOf(stage.control);
    expect(held.pool(poolId)).toMatchObject({ virtualMachineConfiguration: { imageReference } });
    expect(held.nodeStates(poolId)).toEqual(['idle']);
    expect(held.metadata(poolId)).toMatchObject({ abip_source: spelt, abip_state: 'ready' });

    const before = (await stage.writes()).length;
    const second = await stage.run({ ...INPUTS, 'image-version-id': id });
    expectSuccess(second);
    expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
    expect(second.outputs['changed']).toBe('false');
  });

  test('in a pool of Resource Manager’s shape, with the security profile that the image demands', async () => {
    const inputs = { ...INPUTS, 'image-version-id': ALMA, 'pool-spec': ARM_POOL_SPEC, 'pool-id': 'alma' };
    const run = await stage.run(inputs);
    expectSuccess(run);
    expect((await stage.writes()).map(brief).filter((line) => line.endsWith('pools/alma'))).toContain('PUT pools/alma');
    const held = await holdingsOf(stage.control);
    expect(held.pool('alma')).toMatchObject({
      virtualMachineConfiguration: {
        imageReference: { communityGalleryImageId: ALMA_ID },
        securityProfile: { securityType: 'trustedLaunch' },
      },
    });
    expect(held.nodeStates('alma')).toEqual(['idle']);
  });

  test('mode: inspect shows it', async () => {
    await stage.run({ ...INPUTS, 'image-version-id': `${STUDIO}/versions/2.1.0` });
    const run = await stage.run({ ...INPUTS, 'pool-spec': undefined, mode: 'inspect' });
    expectSuccess(run);
    expect(run.stdout).toMatch(
      /pool render-2-1-0: shared image \/SharedGalleries\/.*-STUDIO\/Images\/render\/Versions\/2\.1\.0, .*; 1 of 1 dedicated: 1 idle/,
    );
  });
});

describe('refused before any write', () => {
  test.each([
    [
      'a version that is not in the region of the Batch account',
      `${STUDIO}/versions/3.0.0`,
      `found no image version ${STUDIO_ID}/Versions/3.0.0 in westeurope, the region of the Batch account`,
    ],
    [
      'a gallery that is shared with others',
      `${STUDIO.replace('STUDIO', 'RIVALS')}/versions/1.0.0`,
      `found no image version ${STUDIO_ID.replace('STUDIO', 'RIVALS')}/Versions/1.0.0 in westeurope`,
    ],
    [
      'a community gallery that nobody knows',
      ALMA.replace('5c1d', '0000'),
      'Check the ID, and whether its owner shares it with this subscription and replicates it to that region.',
    ],
    [
      'a specialized image',
      `${STUDIO.replace('render', 'workstation')}/versions/1.0.0`,
      'image version 1.0.0 of workstation, whose definition is Specialized; expected a generalized image: Batch takes no other.',
    ],
    [
      'latest',
      `${STUDIO}/versions/latest`,
      'expected the number of one version: a pool pins it. Correct `image-version-id`',
    ],
    [
      'a definition',
      STUDIO,
      `expected a version of this image definition, \`${STUDIO_ID}/versions/<version>\`: a pool pins one version.`,
    ],
    [
      'the ID of something else',
      '/sharedGalleries/studio',
      'expected the ID of an image version: `/subscriptions/<id>/resourceGroups/',
    ],
  ])('%s', async (_, id, message) => {
    const told = await refusal({ 'image-version-id': id });
    expect(told).toContain(message);
    expect(told.split('\n')).toHaveLength(1);
  });

  test('replicas in more regions: the version is its owner’s', async () => {
    const inputs = { 'image-version-id': `${STUDIO}/versions/2.0.0`, 'replica-regions': 'northeurope=2' };
    expect(await refusal(inputs)).toContain(
      'replica-regions: found northeurope; expected nothing, because a version of a shared gallery is replicated by its owner alone.',
    );
  });

  test('a pool spec whose security profile the image cannot boot in', async () => {
    const spec = JSON.parse(AGENT_POOL_SPEC) as { virtualMachineConfiguration: object };
    const securityProfile = { securityType: 'trustedLaunch' };
    const virtualMachineConfiguration = { ...spec.virtualMachineConfiguration, securityProfile };
    const inputs = {
      'image-version-id': `${STUDIO}/versions/2.0.0`,
      'pool-spec': JSON.stringify({ ...spec, virtualMachineConfiguration }),
    };
    expect(await refusal(inputs)).toContain(
      'securityProfile.securityType = trustedLaunch, for an image with security type Standard; expected no security type.',
    );
  });
});

test('without the right to read what is shared, the right and its place are named', async () => {
  const { clientId, clientSecret: secret, subscriptionId } = DEFAULT_NAMES;
  const notActions = ['Microsoft.Compute/locations/communityGalleries/images/read'];
  const roles = [{ scope: `/subscriptions/${subscriptionId}`, actions: ['*'], notActions, dataActions: ['*'] }];
  const principals = [{ clientId, secret, federated: {}, roles }];
  await stage.control.reset({ ...worldOf('shared-galleries'), profile: 'instant', principals });
  const told = await refusal({ 'image-version-id': ALMA });
  expect(told).toContain(
    `found no right to Microsoft.Compute/locations/communityGalleries/images/read over /subscriptions/${subscriptionId}/`,
  );
  expect(told).toContain(`Assign Reader on subscription ${subscriptionId} or above it;`);
});
