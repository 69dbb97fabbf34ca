// Azure Policy: what the built-in definitions refuse, where, and how it is told.
import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { located, network, wholeArm, type WholeArm } from '../network/whole-arm.ts';
import { GROUP, json, SUB } from './harness.ts';

const DEFINITIONS = '/providers/Microsoft.Authorization/policyDefinitions';
const LOCATIONS = `${DEFINITIONS}/e56962a6-4747-49cd-b67b-bf8b01975c4c`;
const TAG = `${DEFINITIONS}/871b6d14-10aa-478d-b590-94f262ecfa99`;
const TYPES = `${DEFINITIONS}/6c112d4e-5bc7-47ae-a041-ea2d9dccd749`;
const VNET = `${GROUP}/providers/Microsoft.Network/virtualNetworks/net`;
const VERSION = 'api-version=2021-04-01';

async function withPolicy(
  policyDefinitionId: string,
  parameters: Readonly<Record<string, JsonObject[string]>>,
  more: { readonly scope?: string; readonly properties?: JsonObject } = {},
): Promise<WholeArm> {
  const arm = await wholeArm();
  const id = `${more.scope ?? GROUP}/providers/Microsoft.Authorization/policyAssignments/rule`;
  const values = Object.entries(parameters).map(([name, value]): [string, JsonObject] => [
    name,
    { value: value ?? null },
  ]);
  const properties = {
    displayName: 'House rule',
    policyDefinitionId,
    parameters: Object.fromEntries(values),
    ...more.properties,
  };
  arm.world.resources.put(id, { id, name: 'rule', properties });
  return arm;
}

const put = (arm: WholeArm, body: JsonObject) => arm.ask('PUT', `${VNET}?${VERSION}`, { body });
const statusOf = async (arm: WholeArm, body: JsonObject): Promise<number> => (await put(arm, body)).status;

test('a resource without the tag is refused, with the assignment and the definition', async () => {
  const arm = await withPolicy(TAG, { tagName: 'costCenter' });
  const refused = await put(arm, network());
  expect(refused.status).toBe(403);
  const assignment = `${GROUP}/providers/Microsoft.Authorization/policyAssignments/rule`;
  const identifiers = `[{"policyAssignment":{"name":"House rule","id":"${assignment}"},"policyDefinition":{"name":"Require a tag on resources","id":"${TAG}"}}]`;
  expect(json(refused)).toEqual({
    error: {
      code: 'RequestDisallowedByPolicy',
      target: 'net',
      message: `Resource 'net' was disallowed by policy. Policy identifiers: '${identifiers}'.`,
      additionalInfo: [
        {
          type: 'PolicyViolation',
          info: expect.objectContaining({
            policyDefinitionEffect: 'deny',
            policyAssignmentDisplayName: 'House rule',
            policyAssignmentScope: GROUP,
          }),
        },
      ],
    },
  });
  expect(await statusOf(arm, { ...network(), tags: { costCenter: '7' } })).toBe(201);
  // A change of the tags counts as a whole, a change of something else keeps them.
  expect((await arm.ask('PATCH', `${VNET}?${VERSION}`, { body: { tags: { team: 'a' } } })).status).toBe(403);
});

test('other regions than the allowed ones are refused, however they are spelt', async () => {
  const arm = await withPolicy(
    LOCATIONS,
    { listOfAllowedLocations: ['westeurope'] },
    { scope: `/subscriptions/${SUB}` },
  );
  expect(await statusOf(arm, { ...network(), location: 'East US' })).toBe(403);
  expect(await statusOf(arm, { ...network(), location: 'West Europe' })).toBe(201);
});

test('types that are not allowed are refused', async () => {
  const arm = await withPolicy(TYPES, { listOfResourceTypesNotAllowed: ['Microsoft.Compute/snapshots'] });
  const snapshot = `${GROUP}/providers/Microsoft.Compute/snapshots/s`;
  expect(await arm.refusal('PUT', snapshot, located({}))).toMatchObject({
    status: 403,
    code: 'RequestDisallowedByPolicy',
  });
  expect(await statusOf(arm, network())).toBe(201);
});

test('an assignment elsewhere, or one that is not enforced, refuses nothing; an unknown definition is not guessed', async () => {
  const elsewhere = `/subscriptions/${SUB}/resourceGroups/other`;
  const parameters = { tagName: 'costCenter' };
  expect(await statusOf(await withPolicy(TAG, parameters, { scope: elsewhere }), network())).toBe(201);
  const silent = { properties: { enforcementMode: 'DoNotEnforce' } };
  expect(await statusOf(await withPolicy(TAG, parameters, silent), network())).toBe(201);
  expect(await statusOf(await withPolicy(`${DEFINITIONS}/mine`, {}), network())).toBe(501);
});

test('holds for what a deployment makes as well', async () => {
  const arm = await withPolicy(TAG, { tagName: 'costCenter' });
  const resource = { type: 'Microsoft.Network/virtualNetworks', apiVersion: '2021-05-01', name: 'net', ...network() };
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [resource],
  };
  const id = `${GROUP}/providers/Microsoft.Resources/deployments/d?${VERSION}`;
  await arm.ask('PUT', id, { body: { properties: { mode: 'Incremental', template } } });
  await new Promise((resolve) => setImmediate(resolve));
  const deployment = JSON.stringify(json(await arm.ask('GET', id)));
  expect(deployment).toContain('RequestDisallowedByPolicy');
});
