// More of what Batch refuses in ARM: accounts, conditions, what a pool being resized or deleted does not take.
import { describe, expect, test } from '@jest/globals';
import { without } from '../../../simulator/batch/without.ts';
import { objectOf } from '../../../simulator/kernel/json.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { refusedByArm } from './refusals.ts';
import {
  ACCOUNT,
  addImage,
  armBody,
  codeOf,
  createTestWorld,
  GROUP,
  handClock,
  OWNER,
  SUBSCRIPTION,
  textOf,
} from './world.ts';

const POOL = `${ACCOUNT}/pools/render`;
const NOT_MET = { code: '412 ConditionNotMet' };
const STALE = { headers: { 'if-match': 'W/"0x8"' } };
const BEING_DELETED = { code: '409 PoolBeingDeleted' };
const RESIZING = { code: '409 PoolBeingResized' };
const fixed = (targetDedicatedNodes: number): JsonObject => ({ fixedScale: { targetDedicatedNodes } });

describe('an account', () => {
  test('that is not there has no pools', async () => {
    const { arm } = createTestWorld();
    const answer = await arm('GET', `${ACCOUNT}2/pools`);
    expect(codeOf(answer)).toBe('404 ResourceNotFound');
    expect(answer.body.message).toBe(
      "The Resource 'Microsoft.Batch/batchAccounts/batchrender2' under resource group 'rg-images' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    );
  });

  test('is only in regions', async () => {
    const { arm } = createTestWorld();
    const answer = await arm('GET', `${SUBSCRIPTION}/providers/Microsoft.Batch/locations/atlantis/quotas`);
    expect(codeOf(answer)).toBe('400 LocationNotAvailableForResourceType');
    expect(answer.body.message).toBe(
      "The provided location 'atlantis' is not available for resource type 'Microsoft.Batch/batchAccounts'.",
    );
  });
});

describe('a body', () => {
  const withoutSize = without(objectOf(armBody().properties), 'vmSize');

  test.each<readonly [JsonObject, JsonObject]>([
    [
      { ...armBody(), sku: {} },
      {
        code: '400 InvalidRequestBody',
        Reason: "Could not find member 'sku' on object of type 'Pool'. Path 'sku'.",
      },
    ],
    [
      armBody({}, { ...fixed(1), autoScale: { formula: '$TargetDedicatedNodes=1' } }),
      {
        code: '400 InvalidPropertyValue',
        PropertyName: 'scaleSettings',
        PropertyPath: 'properties.scaleSettings',
        Reason: 'Specify either fixedScale or autoScale, not both.',
      },
    ],
    [
      { properties: withoutSize },
      { code: '400 MissingRequiredProperty', PropertyName: 'vmSize', PropertyPath: 'properties.vmSize' },
    ],
  ])('%j is refused', async (body, expected) => {
    const { arm } = createTestWorld();
    expect(refusedByArm(await arm('PUT', POOL, body))).toEqual(expected);
  });
});

describe('a pool', () => {
  test('that is not there meets no If-Match', async () => {
    const { arm } = createTestWorld();
    for (const method of ['PUT', 'DELETE']) {
      const answer = await arm(method, POOL, armBody(), { headers: { 'if-match': '*' } });
      expect(refusedByArm(answer)).toEqual(NOT_MET);
    }
  });

  test('of another ETag is neither changed nor deleted', async () => {
    const { arm } = createTestWorld();
    await arm('PUT', POOL, armBody());
    for (const [method, id] of [
      ['PATCH', POOL],
      ['POST', `${POOL}/stopResize`],
      ['DELETE', POOL],
    ] as const) {
      expect(refusedByArm(await arm(method, id, {}, STALE))).toEqual(NOT_MET);
    }
  });

  test('that is being deleted is neither changed nor deleted again', async () => {
    const { arm } = createTestWorld({ clock: handClock() });
    await arm('PUT', POOL, armBody());
    await arm('DELETE', POOL);
    expect(refusedByArm(await arm('PATCH', POOL, {}))).toEqual(BEING_DELETED);
    expect(refusedByArm(await arm('DELETE', POOL))).toEqual(BEING_DELETED);
  });

  test('that is being resized takes no other target', async () => {
    const { arm } = createTestWorld({ clock: handClock() });
    await arm('PUT', POOL, armBody());
    expect(refusedByArm(await arm('PUT', POOL, armBody({}, fixed(3))))).toEqual(RESIZING);
    const patch = { properties: { scaleSettings: fixed(3) } };
    expect(refusedByArm(await arm('PATCH', POOL, patch))).toEqual(RESIZING);
  });

  test('is replaced by a valid one only, and keeps its image while it has nodes', async () => {
    const { arm, world } = createTestWorld();
    await arm('PUT', POOL, armBody());
    expect(refusedByArm(await arm('PUT', POOL, armBody({ taskSlotsPerNode: 9 })))).toMatchObject({
      code: '400 InvalidPropertyValue',
      PropertyPath: 'properties.taskSlotsPerNode',
    });
    const imaged = (id: string): JsonObject =>
      armBody(
        {
          deploymentConfiguration: {
            virtualMachineConfiguration: { imageReference: { id }, nodeAgentSkuId: 'batch.node.ubuntu 22.04' },
          },
        },
        fixed(0),
      );
    const other = addImage(world.resources, 'other', {});
    expect(refusedByArm(await arm('PUT', POOL, imaged(other)))).toEqual({
      code: '409 OperationInvalidForCurrentState',
      Reason: 'The property can be updated only when the pool is empty.',
    });
    await arm('PUT', POOL, armBody({}, fixed(0)));
    expect(refusedByArm(await arm('PUT', POOL, imaged(`${other}0`)))).toMatchObject({
      code: '400 InvalidPropertyValue',
      PropertyValue: `${other}0`,
      Reason: 'The specified image does not exist.',
    });
  });

  test('is scaled within its rules', async () => {
    const { arm } = createTestWorld();
    await arm('PUT', POOL, armBody());
    const scaled = async (scaleSettings: JsonObject) =>
      refusedByArm(await arm('PATCH', POOL, { properties: { scaleSettings } }));
    expect(await scaled(fixed(-1))).toEqual({
      code: '400 InvalidPropertyValue',
      PropertyName: 'targetDedicatedNodes',
      PropertyPath: 'properties.scaleSettings.fixedScale.targetDedicatedNodes',
      PropertyValue: '-1',
      Reason: 'The value must not be negative.',
    });
    expect(await scaled({ autoScale: { formula: '$TargetDedicatedNodes=)1(' } })).toEqual({
      code: '400 AutoScalingFormulaSyntaxError',
      Reason: 'The parentheses do not match.',
    });
    expect(textOf((await arm('GET', POOL)).body.name)).toBe('render');
  });

  test('gets no identity that its caller may not assign', async () => {
    const action = 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action';
    const { arm } = createTestWorld({ roles: [{ ...OWNER, notActions: [action] }] });
    await arm('PUT', POOL, armBody());
    const id = `${GROUP}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/nodes`;
    const answer = await arm('PATCH', POOL, {
      identity: { type: 'UserAssigned', userAssignedIdentities: { [id]: {} } },
    });
    expect(codeOf(answer)).toBe('403 LinkedAuthorizationFailed');
    expect(answer.body.message).toBe(
      `The client 'client' with object id 'object' has permission to perform action 'Microsoft.Batch/batchAccounts/pools/write' on scope '${POOL}'; however, it does not have permission to perform action '${action}' on the linked scope(s) '${id}' or the linked scope(s) are invalid.`,
    );
    expect((await arm('GET', POOL)).body.identity).toBeUndefined();
  });
});
