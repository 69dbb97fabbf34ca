// What Azure Resource Manager refuses before a provider sees a request, with its texts; and what it adds to answers.
import { describe, expect, test } from '@jest/globals';
import type { ArmCall, ArmRoute } from '../../../simulator/arm/route.ts';
import { expectRefusal, GROUP, json, makeArm, SUB } from './harness.ts';

const DISK = `${GROUP}/providers/Microsoft.Compute/disks/d1`;
const DISKS = '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/disks';

function diskRoutes(seen: ArmCall[] = []): readonly ArmRoute[] {
  const done = (call: ArmCall) => {
    seen.push(call);
    return { kind: 'done', status: 200, body: { name: call.params['disk'] ?? '' } } as const;
  };
  const since = '2016-04-30';
  return [
    { method: 'GET', path: `${DISKS}/{disk}`, action: 'Microsoft.Compute/disks/read', since, handle: done },
    { method: 'PUT', path: `${DISKS}/{disk}`, action: 'Microsoft.Compute/disks/write', since, handle: done },
    { method: 'DELETE', path: `${DISKS}/{disk}`, action: 'Microsoft.Compute/disks/delete', since, handle: done },
    { method: 'GET', path: DISKS, action: 'Microsoft.Compute/disks/read', since, handle: done },
    {
      method: 'POST',
      path: `${DISKS}/{disk}/beginGetAccess`,
      action: 'Microsoft.Compute/disks/beginGetAccess/action',
      since,
      handle: done,
    },
  ];
}

const VERSION = 'api-version=2024-03-02';

describe('routing', () => {
  test('matches without regard to case and keeps the spelling of names', async () => {
    const seen: ArmCall[] = [];
    const arm = await makeArm({ routes: diskRoutes(seen) });
    const path = `/SUBSCRIPTIONS/${SUB.toUpperCase()}/resourcegroups/RG-Images/providers/microsoft.compute/DISKS/MyDisk`;
    const answer = await arm.ask('GET', `${path}?Api-Version=2024-03-02`);
    expect(answer.status).toBe(200);
    expect(seen[0]?.params).toEqual({ subscription: SUB.toUpperCase(), group: 'RG-Images', disk: 'MyDisk' });
    expect(seen[0]?.resourceId).toBe(path);
    expect(seen[0]?.apiVersion).toBe('2024-03-02');
  });

  test('an action is about its resource, a collection about what holds it', async () => {
    const seen: ArmCall[] = [];
    const arm = await makeArm({ routes: diskRoutes(seen) });
    await arm.ask('POST', `${DISK}/beginGetAccess?${VERSION}`, { body: { access: 'Read' } });
    await arm.ask('GET', `${GROUP}/providers/Microsoft.Compute/disks?${VERSION}`);
    expect(seen.map((call) => call.resourceId)).toEqual([DISK, GROUP]);
    expect(seen[0]?.body).toEqual({ access: 'Read' });
  });

  test.each([
    ['POST', `${DISK}/explode`],
    ['PATCH', DISK],
    ['GET', `${GROUP}/providers/Microsoft.Web/sites/s`],
    ['GET', '/'],
  ])('refuses %s %s loudly', async (method, path) => {
    const arm = await makeArm({ routes: diskRoutes() });
    expectRefusal(
      await arm.ask(method, `${path}?${VERSION}`),
      501,
      'NotSimulated',
      `Azure Resource Manager is not simulated for ${method} ${path}`,
    );
  });
});

describe('refusals', () => {
  test('of a request without an api-version, before sign-in', async () => {
    const arm = await makeArm({ routes: diskRoutes() });
    expectRefusal(
      await arm.ask('GET', DISK, { authorization: null }),
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  });

  test('of malformed and too old versions', async () => {
    const arm = await makeArm({ routes: diskRoutes() });
    expectRefusal(
      await arm.ask('GET', `${DISK}?api-version=latest`),
      400,
      'InvalidApiVersionParameter',
      /^The api-version 'latest' is invalid\. The supported versions are '2016-04-30-preview,2017-03-30,.*,2026-03-02'\.$/,
    );
    expectRefusal(
      await arm.ask('GET', `/subscriptions/${SUB}?api-version=2010-01-01`),
      400,
      'InvalidApiVersionParameter',
      /^The api-version '2010-01-01' is invalid\. The supported versions are '2014-04-01'\.$/,
    );
    expectRefusal(
      await arm.ask('POST', `${DISK}/beginGetAccess?api-version=2015-06-15`),
      400,
      'NoRegisteredProviderFound',
      /^No registered resource provider found for location 'westeurope' and API version '2015-06-15' for type 'disks'\. The supported api-versions are '2016-04-30-preview, 2017-03-30, .*, 2026-03-02'\. The supported locations are 'australiacentral, /,
    );
  });

  test('of an unknown subscription, before sign-in', async () => {
    const arm = await makeArm();
    expectRefusal(
      await arm.ask('GET', `/subscriptions/00000000-0000-4000-8000-000000000000?api-version=2022-12-01`, {
        authorization: null,
      }),
      404,
      'SubscriptionNotFound',
      "The subscription '00000000-0000-4000-8000-000000000000' could not be found.",
    );
  });

  test('of a caller who has not signed in', async () => {
    const arm = await makeArm({ routes: diskRoutes() });
    const answer = await arm.ask('GET', `${DISK}?${VERSION}`, { authorization: null });
    expectRefusal(answer, 401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.");
    expect(answer.headers).toMatchObject({
      'x-ms-failure-cause': 'gateway',
      'www-authenticate': expect.stringMatching(/^Bearer authorization_uri="https:\/\/login\.windows\.net\//),
    });
  });

  test('of a caller without the right, with the action and the scope', async () => {
    const assignments = [{ scope: GROUP, actions: ['Microsoft.Compute/disks/read'], dataActions: [] }];
    const arm = await makeArm({ routes: diskRoutes(), assignments });
    expect((await arm.ask('GET', `${DISK}?${VERSION}`)).status).toBe(200);
    expectRefusal(
      await arm.ask('DELETE', `${DISK}?${VERSION}`),
      403,
      'AuthorizationFailed',
      `The client '99999999-8888-4777-8666-555555555555' with object id '12345678-0000-4000-8000-000000000001' does not have authorization to perform action 'Microsoft.Compute/disks/delete' over scope '${DISK}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    );
  });

  test('of a resource in a group that is not there, only to those who may know', async () => {
    const gone = `/subscriptions/${SUB}/resourceGroups/gone`;
    const path = `${gone}/providers/Microsoft.Compute/disks/d1?${VERSION}`;
    const owner = await makeArm({ routes: diskRoutes() });
    expectRefusal(
      await owner.ask('GET', path),
      404,
      'ResourceGroupNotFound',
      "Resource group 'gone' could not be found.",
    );
    const stranger = await makeArm({ routes: diskRoutes(), assignments: [] });
    expect((await stranger.ask('GET', path)).status).toBe(403);
  });

  test('of bodies that are not JSON objects', async () => {
    const arm = await makeArm({ routes: diskRoutes() });
    const put = (body: string, type: string) =>
      arm.ask('PUT', `${DISK}?${VERSION}`, { body, headers: { 'content-type': type } });
    expectRefusal(
      await put('{}', 'text/plain'),
      415,
      'UnsupportedMediaType',
      "The content media type 'text/plain' is not supported. Only 'application/json' is supported.",
    );
    for (const body of ['{', '[]', '"text"', '']) {
      expectRefusal(
        await put(body, 'application/json; charset=utf-8'),
        400,
        'InvalidRequestContent',
        /^The request content was invalid and could not be deserialized: '/,
      );
    }
    expect((await put('{}', 'application/json;charset=utf-8')).status).toBe(200);
  });
});

describe('locks', () => {
  const lock = `${DISK}/providers/Microsoft.Authorization/locks/keep?api-version=2020-05-01`;
  const withLock = async (level: string, at = lock) => {
    const arm = await makeArm({ routes: diskRoutes() });
    arm.world.resources.put(DISK, { id: DISK, location: 'westeurope' });
    expect((await arm.ask('PUT', at, { body: { properties: { level } } })).status).toBe(201);
    return arm;
  };

  test('CanNotDelete stops the delete of the resource and of its group, and nothing else', async () => {
    const arm = await withLock('CanNotDelete');
    expectRefusal(
      await arm.ask('DELETE', `${DISK}?${VERSION}`),
      409,
      'ScopeLocked',
      `The scope '${DISK}' cannot perform delete operation because following scope(s) are locked: '${DISK}'. Please remove the lock and try again.`,
    );
    expectRefusal(
      await arm.ask('DELETE', `${GROUP}?api-version=2021-04-01`),
      409,
      'ScopeLocked',
      `The scope '${GROUP}' cannot perform delete operation because following scope(s) are locked: '${DISK}'. Please remove the lock and try again.`,
    );
    expect((await arm.ask('PUT', `${DISK}?${VERSION}`, { body: {} })).status).toBe(200);
  });

  test('ReadOnly on the group stops every change below it until the lock is gone', async () => {
    const groupLock = `${GROUP}/providers/Microsoft.Authorization/locks/freeze?api-version=2016-09-01`;
    const arm = await withLock('ReadOnly', groupLock);
    const refused = await arm.ask('POST', `${DISK}/beginGetAccess?${VERSION}`, { body: {} });
    expectRefusal(refused, 409, 'ScopeLocked', /cannot perform write operation .* are locked: '[^']+\/rg-images'/);
    expect((await arm.ask('GET', `${DISK}?${VERSION}`)).status).toBe(200);
    expect((await arm.ask('DELETE', groupLock)).status).toBe(200);
    expect((await arm.ask('DELETE', groupLock)).status).toBe(204);
    expect((await arm.ask('POST', `${DISK}/beginGetAccess?${VERSION}`, { body: {} })).status).toBe(200);
  });

  test('are put on what is there, and go with it', async () => {
    const arm = await makeArm({ routes: diskRoutes() });
    expectRefusal(
      await arm.ask('PUT', lock, { body: { properties: { level: 'ReadOnly' } } }),
      404,
      'ResourceNotFound',
      /^The Resource 'Microsoft.Compute\/disks\/[^']+' under resource group 'rg-images' was not found\./,
    );
    const absent = `${GROUP}-none/providers/Microsoft.Authorization/locks/keep?api-version=2020-05-01`;
    const refused = await arm.ask('PUT', absent, { body: { properties: { level: 'ReadOnly' } } });
    expectRefusal(refused, 404, 'ResourceGroupNotFound', "Resource group 'rg-images-none' could not be found.");
    // What lies in a Batch account is kept by Batch.
    const account = `${GROUP}/providers/Microsoft.Batch/batchAccounts/b`;
    arm.world.resources.put(account, { id: account });
    const ofPool = `${account}/pools/p/providers/Microsoft.Authorization/locks/keep?api-version=2020-05-01`;
    expect((await arm.ask('PUT', ofPool, { body: { properties: { level: 'ReadOnly' } } })).status).toBe(201);
    arm.world.resources.delete(account);
    expect(json(await arm.ask('GET', ofPool))).toMatchObject({ error: { code: 'LockNotFound' } });
  });

  test('are listed from every scope they touch', async () => {
    const arm = await withLock('CanNotDelete');
    for (const scope of [GROUP, DISK, `/subscriptions/${SUB}`]) {
      const list = await arm.ask('GET', `${scope}/providers/Microsoft.Authorization/locks?api-version=2016-09-01`);
      expect(json(list)['value']).toMatchObject([{ name: 'keep', properties: { level: 'CanNotDelete' } }]);
    }
    const odd = await arm.ask('PUT', lock, { body: { properties: { level: 'Maybe' } } });
    expect(odd.status).toBe(400);
  });
});

test('answers carry the IDs and counters that support and clients read', async () => {
  const arm = await makeArm({ routes: diskRoutes() });
  const first = await arm.ask('GET', `${DISK}?${VERSION}`, {
    headers: { 'x-ms-correlation-request-id': 'c-1', 'x-ms-client-request-id': 'mine' },
  });
  const second = await arm.ask('GET', `${DISK}?${VERSION}`);
  expect(first.headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'x-ms-correlation-request-id': 'c-1',
    'x-ms-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    'x-ms-routing-request-id': expect.stringMatching(/^WESTEUROPE:20261123T090507Z:[0-9a-f-]{36}$/),
    'x-ms-ratelimit-remaining-subscription-reads': '11999',
    date: 'Mon, 23 Nov 2026 09:05:07 GMT',
  });
  expect(second.headers?.['x-ms-ratelimit-remaining-subscription-reads']).toBe('11998');
  expect(first.headers).not.toHaveProperty('x-ms-failure-cause');
  expect(first.headers).not.toHaveProperty('x-ms-client-request-id');
});
