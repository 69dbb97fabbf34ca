// More of what the data plane refuses about pools: single properties, autoscale, and changes of a pool that exists.
import { describe, expect, test } from '@jest/globals';
import { at } from '../../../simulator/kernel/json.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { invalidValue, missing, refused, wrongType } from './refusals.ts';
import {
  GALLERY,
  IMAGE,
  addImage,
  configuration,
  createTestWorld,
  handClock,
  poolBody,
  textOf,
  valueOf,
} from './world.ts';
import type { TestWorld } from './world.ts';

const DURATION = 'The value must be between 5 minutes and 168 hours.';
const SIZE = 'The specified VM size is not supported in the region of the account.';
const syntaxError = (Reason: string): JsonObject => ({ code: '400 AutoScalingFormulaSyntaxError', Reason });
const ofImage = (imageReference: JsonObject): JsonObject => ({
  virtualMachineConfiguration: { imageReference, nodeAgentSKUId: 'batch.node.ubuntu 22.04' },
});
const scaled = (autoScaleFormula: string): JsonObject => ({
  targetDedicatedNodes: null,
  enableAutoScale: true,
  autoScaleFormula,
});
const MARKETPLACE = { publisher: 'canonical', offer: 'beos', sku: 'r5', version: 'latest' };

describe('a new pool is refused', () => {
  test.each<readonly [JsonObject, JsonObject]>([
    [{ displayName: 5 }, wrongType('displayName', 'Edm.String')],
    [{ enableInterNodeCommunication: 'yes' }, wrongType('enableInterNodeCommunication', 'Edm.Boolean')],
    [{ targetDedicatedNodes: '2' }, wrongType('targetDedicatedNodes', 'Edm.Int32')],
    [{ targetDedicatedNodes: 1.5 }, wrongType('targetDedicatedNodes', 'Edm.Int32')],
    [{ resizeTimeout: 15 }, wrongType('resizeTimeout', 'Edm.Duration')],
    [{ resizeTimeout: 'soon' }, wrongType('resizeTimeout', 'Edm.Duration')],
    [{ metadata: {} }, wrongType('metadata', 'Collection')],
    [{ startTask: 'x' }, wrongType('startTask', 'StartTask')],
    [{ targetNodeCommunicationMode: 1 }, wrongType('targetNodeCommunicationMode', 'Edm.String')],
    [{ resizeTimeout: 'P8D' }, invalidValue('resizeTimeout', 'P8D', DURATION)],
    [
      { autoScaleFormula: '$TargetDedicatedNodes=1' },
      invalidValue(
        'autoScaleFormula',
        '$TargetDedicatedNodes=1',
        'The value can only be specified when autoscale is enabled.',
      ),
    ],
    [ofImage({ publisher: 'canonical', offer: 'beos' }), missing('sku')],
    [
      ofImage(MARKETPLACE),
      invalidValue(
        'imageReference',
        JSON.stringify(MARKETPLACE),
        'The specified image reference is not supported by the Batch service.',
      ),
    ],
    [scaled('x'.repeat(8193)), { code: '400 AutoScalingFormulaTooLong' }],
    [scaled('$TargetDedicatedNodes'), syntaxError("'$TargetDedicatedNodes' is not an assignment.")],
    [scaled('$TargetNodes = 1'), syntaxError("'$TargetNodes' is not a known variable.")],
  ])('for %j', async (more, expected) => {
    const { call } = createTestWorld();
    expect(refused(await call('POST', '/pools', poolBody('render', more)))).toEqual(expected);
    expect(valueOf(await call('GET', '/pools'))).toEqual([]);
  });

  test('whose size has no Trusted Launch gets no nodes', async () => {
    const { call, world } = createTestWorld();
    const image = addImage(world.resources, 'secure', { securityType: 'TrustedLaunch', architecture: 'Arm64' });
    const trusted = { securityProfile: { securityType: 'trustedLaunch', uefiSettings: {}, encryptionAtHost: false } };
    const body = { vmSize: 'Standard_D2ps_v5', virtualMachineConfiguration: configuration(image, trusted) };
    expect(await call('POST', '/pools', poolBody('render', body))).toMatchObject({ status: 201 });
    const { resizeErrors } = (await call('GET', '/pools/render')).body;
    expect(resizeErrors).toMatchObject([{ code: 'AllocationFailed' }]);
    expect(JSON.parse(textOf(at(resizeErrors, 0, 'values', 0, 'value')))).toEqual({
      error: { code: 'BadRequest', message: "The VM size 'Standard_D2ps_v5' does not support Trusted Launch." },
    });
  });
});

describe('autoscale', () => {
  test.each<readonly [JsonObject, JsonObject]>([
    [{}, missing('autoScaleFormula')],
    [
      { autoScaleFormula: '$TargetDedicatedNodes=1', autoScaleEvaluationInterval: 'PT1M' },
      invalidValue('autoScaleEvaluationInterval', 'PT1M', DURATION),
    ],
    [{ autoScaleFormula: '$TargetDedicatedNodes=(1' }, syntaxError('The parentheses do not match.')],
  ])('is not enabled by %j', async (body, expected) => {
    const { call } = createTestWorld();
    await call('POST', '/pools', poolBody('render'));
    expect(refused(await call('POST', '/pools/render/enableautoscale', body))).toEqual(expected);
    expect((await call('GET', '/pools/render')).body.enableAutoScale).toBe(false);
  });
});

describe('removing nodes', () => {
  const count = (value: string): JsonObject =>
    invalidValue('nodeList', value, 'The list must hold between 1 and 100 nodes.');

  test.each<readonly [JsonObject, JsonObject]>([
    [{ nodeList: [] }, count('0')],
    [{ nodeList: Array.from({ length: 101 }, (_, index) => `n${index}`) }, count('101')],
    [{ nodeList: ['n'], resizeTimeout: 'PT1M' }, invalidValue('resizeTimeout', 'PT1M', DURATION)],
  ])('is refused for %j', async (body, expected) => {
    const { call } = createTestWorld();
    await call('POST', '/pools', poolBody('render'));
    expect(refused(await call('POST', '/pools/render/removenodes', body))).toEqual(expected);
  });
});

describe('a pool that exists', () => {
  async function emptyPool(): Promise<TestWorld> {
    const world = createTestWorld();
    await world.call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 0 }));
    return world;
  }

  test.each<readonly [JsonObject, JsonObject]>([
    [
      { applicationPackageReferences: [{ applicationId: 'blender' }] },
      { code: '409 InvalidApplicationPackageReferences' },
    ],
    [{ vmSize: 'Standard_Z9' }, invalidValue('vmSize', '"Standard_Z9"', SIZE)],
    [{ taskSlotsPerNode: 9 }, invalidValue('taskSlotsPerNode', '9', 'The value must be between 1 and 8.')],
    [
      { virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.ubuntu 99' } },
      invalidValue('nodeAgentSKUId', 'batch.node.ubuntu 99', 'The specified node agent SKU does not exist.'),
    ],
    [
      { virtualMachineConfiguration: configuration(`${GALLERY}/images/none`) },
      invalidValue('virtualMachineImageId', `${GALLERY}/images/none`, 'The specified image does not exist.'),
    ],
  ])('is not changed by %j', async (patch, expected) => {
    const { call } = await emptyPool();
    expect(refused(await call('PATCH', '/pools/render', patch))).toEqual(expected);
  });

  test('keeps its size while it is being resized', async () => {
    const { call } = createTestWorld({ clock: handClock() });
    await call('POST', '/pools', poolBody('render'));
    expect(refused(await call('PATCH', '/pools/render', { vmSize: 'standard_d4s_v5' }))).toEqual({
      code: '409 PoolBeingResized',
    });
  });

  test('and is being deleted restarts no node', async () => {
    const { call } = createTestWorld({ clock: handClock() });
    await call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 1 }));
    const [node] = valueOf(await call('GET', '/pools/render/nodes'));
    await call('DELETE', '/pools/render');
    expect(refused(await call('POST', `/pools/render/nodes/${textOf(node?.id)}/reboot`))).toEqual({
      code: '409 PoolBeingDeleted',
    });
  });

  test('gives a reimaged node an agent that does not fit its new image', async () => {
    const { call, world } = createTestWorld();
    await call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 1 }));
    const [node] = valueOf(await call('GET', '/pools/render/nodes'));
    const path = `/pools/render/nodes/${textOf(node?.id)}`;
    // The definition is made anew under the pool's feet.
    world.resources.delete(IMAGE.replace(/\/versions.*/, ''));
    addImage(world.resources, 'vm-golden', { osType: 'Windows' });
    await call('POST', `${path}/reimage`);
    expect((await call('GET', path)).body).toMatchObject({
      state: 'unusable',
      errors: [
        {
          code: 'BatchAgentInstallationFailure',
          message: 'The batch agent extension provisioning has failed on compute node',
        },
      ],
    });
  });

  test('without a start task has no output of one', async () => {
    const { call } = createTestWorld();
    await call('POST', '/pools', poolBody('render', { targetDedicatedNodes: 1 }));
    const [node] = valueOf(await call('GET', '/pools/render/nodes'));
    const file = `/pools/render/nodes/${textOf(node?.id)}/files/startup/stdout.txt`;
    expect(refused(await call('GET', file))).toEqual({ code: '404 FileNotFound' });
  });
});
