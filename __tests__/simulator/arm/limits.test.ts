// More of what Azure Resource Manager refuses by itself: paths, bodies, pages, groups, locks, and polls of others.
import { describe, expect, test } from '@jest/globals';
import type { ArmRoute } from '../../../simulator/arm/route.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { expectRefusal, GROUP, makeArm, OWNER, SUB } from './harness.ts';

const VERSION = 'api-version=2021-04-01';
const SUBSCRIPTION = `/subscriptions/${SUB}`;

test('a path has two digits behind each percent sign', async () => {
  const arm = await makeArm();
  expectRefusal(
    await arm.ask('GET', `${GROUP}%zz?${VERSION}`),
    400,
    'InvalidRequestUri',
    'The request URI is not valid: a percent sign without two digits.',
  );
});

describe('a body', () => {
  const invalid = (why: string): string => `The request content was invalid and could not be deserialized: '${why}'.`;

  test('is needed for a change', async () => {
    const arm = await makeArm();
    const answer = await arm.ask('PATCH', `${GROUP}?${VERSION}`);
    expectRefusal(answer, 400, 'InvalidRequestContent', invalid('The request body is empty.'));
  });

  test('that is no JSON is refused with what is wrong in it, one that is no object as such', async () => {
    const arm = await makeArm();
    const put = (body: string) => arm.ask('PUT', `${GROUP}?${VERSION}`, { body });
    expectRefusal(await put('{'), 400, 'InvalidRequestContent', /deserialized: '.*in JSON at position 1/);
    expectRefusal(await put('[]'), 400, 'InvalidRequestContent', invalid('The request body must be a JSON object.'));
  });
});

describe('a resource group', () => {
  const fresh = `${SUBSCRIPTION}/resourceGroups/rg-new?${VERSION}`;

  test.each<readonly [JsonObject, string, string]>([
    [{ location: '' }, 'LocationRequired', 'The location property is required for this definition.'],
    [
      { location: 'moon' },
      'LocationNotAvailableForResourceGroup',
      "The provided location 'moon' is not available for resource group.",
    ],
  ])('is not made of %j', async (body, code, message) => {
    const arm = await makeArm();
    expectRefusal(await arm.ask('PUT', fresh, { body }), 400, code, message);
  });

  test('that is not there is not deleted', async () => {
    const arm = await makeArm();
    expectRefusal(
      await arm.ask('DELETE', fresh),
      404,
      'ResourceGroupNotFound',
      "Resource group 'rg-new' could not be found.",
    );
  });
});

test('a lock that is not there is not found', async () => {
  const arm = await makeArm();
  expectRefusal(
    await arm.ask('GET', `${GROUP}/providers/Microsoft.Authorization/locks/keep?api-version=2020-05-01`),
    404,
    'LockNotFound',
    "The lock 'keep' could not be found.",
  );
});

test.each([
  ['$top', '0'],
  ['$top', 'all'],
  ['$skiptoken', 'next'],
])('a list has no page of %s=%s', async (name, value) => {
  const arm = await makeArm();
  expectRefusal(
    await arm.ask('GET', `${SUBSCRIPTION}/resourceGroups?${VERSION}&${name}=${value}`),
    400,
    'InvalidQueryParameter',
    `The value '${value}' of the query parameter '${name}' is invalid.`,
  );
});

test('the list of sizes is filtered by location only', async () => {
  const arm = await makeArm();
  const path = `${SUBSCRIPTION}/providers/Microsoft.Compute/skus?api-version=2021-07-01`;
  const filter = "family eq 'standardDSv3Family'";
  expectRefusal(
    await arm.ask('GET', `${path}&$filter=${encodeURIComponent(filter)}`),
    501,
    'NotSimulated',
    `The filter "${filter}" of the SKU list is not simulated.`,
  );
});

test('an operation is polled by whoever started it', async () => {
  const account =
    '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Batch/batchAccounts/{account}';
  const route: ArmRoute = {
    method: 'DELETE',
    path: account,
    action: 'Microsoft.Batch/batchAccounts/delete',
    since: '2015-12-01',
    handle: () => ({ kind: 'accepted', status: 202, work: { durationMs: 1000, finish: () => undefined } }),
  };
  const other = { clientId: '11111111-0000-4000-8000-000000000002', objectId: '22222222-0000-4000-8000-000000000002' };
  const arm = await makeArm({ routes: [route], others: [{ ...other, roles: OWNER }] });
  const id = `${GROUP}/providers/Microsoft.Batch/batchAccounts/b`;
  const { headers = {} } = await arm.ask('DELETE', `${id}?api-version=2024-07-01`);
  const poll = headers['location'] ?? '';
  expect((await arm.ask('GET', poll)).status).toBe(202);
  const token = await arm.tokens.issue(
    { ...other, tenantId: arm.world.scenario.tenantId, roles: OWNER },
    'https://management.azure.com/',
  );
  const { pathname } = new URL(poll);
  expectRefusal(
    await arm.ask('GET', poll, { authorization: `Bearer ${token}` }),
    403,
    'AuthorizationFailed',
    `The client '${other.clientId}' with object id '${other.objectId}' does not have authorization to perform action 'Microsoft.Resources/subscriptions/operationresults/read' over scope '${pathname}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  );
});
