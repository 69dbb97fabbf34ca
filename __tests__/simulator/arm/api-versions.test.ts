// A type has its own api-versions, and each shows and takes the properties that it has.
import { describe, expect, test } from '@jest/globals';
import { versionsOf } from '../../../simulator/arm/api-versions.ts';
import type { ArmRoute } from '../../../simulator/arm/route.ts';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { expectRefusal, GROUP, json, makeArm } from './harness.ts';

const BODY: JsonObject = {
  name: 'd1',
  location: 'westeurope',
  properties: { diskSizeGB: 4, diskState: 'Unattached', LastOwnershipUpdateTime: '2026-11-23T09:00:00Z' },
};
const TEMPLATE = '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute';
const route = (method: ArmRoute['method'], path: string, handle: ArmRoute['handle']): ArmRoute => ({
  method,
  path: `${TEMPLATE}/${path}`,
  action: 'Microsoft.Compute/disks/read',
  since: '2018-09-30',
  handle,
});
const routes: readonly ArmRoute[] = [
  route('GET', 'disks/{disk}', () => ({ kind: 'done', status: 200, body: BODY })),
  route('GET', 'disks', () => ({ kind: 'done', status: 200, body: { value: [BODY], nextLink: 'next' } })),
  route('PUT', 'disks/{disk}', ({ world, resourceId, body = {} }) => {
    world.resources.put(resourceId, { ...BODY, ...body });
    return {
      kind: 'accepted',
      status: 202,
      body: BODY,
      work: { durationMs: 0, finish: () => undefined },
    };
  }),
];
const DISK = `${GROUP}/providers/Microsoft.Compute/disks/d1`;

describe('the api-versions of a type', () => {
  test('are those that Azure has: others are unknown, older ones are not simulated', async () => {
    const arm = await makeArm({ routes });
    for (const version of ['2022-07-02', '2024-03-02', '2026-03-02']) {
      expect((await arm.ask('GET', `${DISK}?api-version=${version}`)).status).toBe(200);
    }
    for (const version of ['2022-07-03', '2024-07-01', '2030-01-01', '2024-03-02-preview']) {
      expectRefusal(
        await arm.ask('GET', `${DISK}?api-version=${version}`),
        400,
        'NoRegisteredProviderFound',
        new RegExp(`API version '${version}' for type 'disks'. The supported api-versions are '2016-04-30-preview, `),
      );
    }
    expectRefusal(
      await arm.ask('GET', `${DISK}?api-version=2018-06-01`),
      501,
      'NotSimulated',
      /for GET .*\/disks\/d1 at api-version 2018-06-01$/,
    );
  });

  test('of a type without a list end today', async () => {
    const arm = await makeArm({ routes });
    expect((await arm.ask('GET', `${GROUP}?api-version=2025-04-01`)).status).toBe(200);
    expectRefusal(
      await arm.ask('GET', `${GROUP}?api-version=2026-11-24`),
      400,
      'InvalidApiVersionParameter',
      /'2026-11-24' is invalid/,
    );
  });

  test('are those of the type that a nested operation belongs to', () => {
    expect(versionsOf('Microsoft.Compute/virtualMachines/instanceView')?.versions).toContain('2022-08-01');
    expect(versionsOf('microsoft.compute/galleries/images/versions')?.versions).toContain('2022-03-03');
    expect(versionsOf('Microsoft.Network/virtualNetworks')).toBeUndefined();
  });
});

describe('the properties of an api-version', () => {
  test('an answer, a list and the result of an operation leave out what came later', async () => {
    const arm = await makeArm({ routes });
    const older = { diskSizeGB: 4, diskState: 'Unattached' };
    expect(json(await arm.ask('GET', `${DISK}?api-version=2022-07-02`))['properties']).toEqual(older);
    expect(json(await arm.ask('GET', `${DISK}?api-version=2024-03-02`))).toEqual(BODY);
    const list = json(await arm.ask('GET', `${GROUP}/providers/Microsoft.Compute/disks?api-version=2022-07-02`));
    expect(list).toMatchObject({ value: [{ name: 'd1', properties: older }], nextLink: 'next' });
    const put = await arm.ask('PUT', `${DISK}?api-version=2022-07-02`, { body: { location: 'westeurope' } });
    expect(json(put)['properties']).toEqual(older);
    expect(json(await arm.ask('GET', put.headers?.['location'] ?? ''))['properties']).toEqual(older);
  });

  test('Compute refuses a request with a property that came later', async () => {
    const arm = await makeArm({ routes });
    const body = { location: 'westeurope', properties: { dataAccessAuthMode: 'None' } };
    expectRefusal(
      await arm.ask('PUT', `${DISK}?api-version=2021-08-01`, { body }),
      400,
      'BadRequest',
      "Could not find member 'dataAccessAuthMode' on object of type 'Properties'. Path 'properties.dataAccessAuthMode', line 1, position 60.",
    );
    expect((await arm.ask('PUT', `${DISK}?api-version=2021-12-01`, { body })).status).toBe(202);
  });
});
