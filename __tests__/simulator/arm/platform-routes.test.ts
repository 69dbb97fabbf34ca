// ARM's own operations: cloud metadata, subscriptions, groups, generic lists, permissions and SKUs.
import { describe, expect, test } from '@jest/globals';
import { arrayOf, at, stringOf } from '../../../simulator/kernel/json.ts';
import { expectRefusal, GROUP, json, makeArm, OWNER, SUB } from './harness.ts';

const VERSION = 'api-version=2021-04-01';

/** Lets what has become due run to its end. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('cloud metadata', () => {
  test('needs no sign-in and is one cloud, or a list of clouds in older versions', async () => {
    const arm = await makeArm();
    const ask = (version: string) =>
      arm.ask('GET', `/metadata/endpoints?api-version=${version}`, { authorization: null });
    const cloud = json(await ask('2022-09-01'));
    expect(cloud).toMatchObject({
      name: 'AzureCloud',
      resourceManager: 'https://management.azure.com/',
      batch: 'https://batch.core.windows.net/',
      authentication: { loginEndpoint: 'https://login.microsoftonline.com/' },
      suffixes: { storage: 'core.windows.net' },
    });
    expect((await ask('2019-05-01')).body).toEqual([cloud]);
    expect(json(await ask('2015-01-01'))).toHaveProperty('galleryEndpoint');
    expectRefusal(await ask('newest'), 400, 'InvalidApiVersionParameter', /'newest' is invalid/);
  });
});

describe('subscriptions', () => {
  test('are listed for whoever has a role anywhere in them', async () => {
    const list = async (scope: string) => {
      const arm = await makeArm({ assignments: [{ scope, actions: ['x'], dataActions: [] }] });
      return json(await arm.ask('GET', '/subscriptions?api-version=2022-12-01'))['value'];
    };
    expect(await list(GROUP)).toMatchObject([{ subscriptionId: SUB, state: 'Enabled' }]);
    expect(await list('/subscriptions/other')).toEqual([]);
  });

  test('have regions, providers and a tenant', async () => {
    const arm = await makeArm();
    const locations = json(await arm.ask('GET', `/subscriptions/${SUB}/locations?${VERSION}`));
    expect(arrayOf(locations['value'])).toContainEqual(
      expect.objectContaining({ name: 'westeurope', displayName: 'West Europe' }),
    );
    const provider = await arm.ask('GET', `/subscriptions/${SUB}/providers/microsoft.batch?${VERSION}`);
    expect(json(provider)).toMatchObject({ namespace: 'Microsoft.Batch', registrationState: 'Registered' });
    expect(at(json(provider), 'resourceTypes', 0)).toMatchObject({
      resourceType: 'batchAccounts',
      apiVersions: expect.arrayContaining(['2025-06-01', '2022-10-01', '2015-12-01']),
    });
    expectRefusal(
      await arm.ask('GET', `/subscriptions/${SUB}/providers/Contoso.Nothing?${VERSION}`),
      404,
      'InvalidResourceNamespace',
      "The resource namespace 'Contoso.Nothing' is invalid.",
    );
    expect(json(await arm.ask('GET', `/tenants?${VERSION}`))['value']).toHaveLength(1);
    expect((await arm.ask('GET', `/subscriptions/${SUB}?api-version=2022-12-01`)).status).toBe(200);
  });
});

describe('resource groups', () => {
  const fresh = `/subscriptions/${SUB}/resourcegroups/rg-new?${VERSION}`;

  test('are made, patched, found in either spelling, and kept where they are', async () => {
    const arm = await makeArm();
    expect((await arm.ask('HEAD', fresh)).status).toBe(404);
    const made = await arm.ask('PUT', fresh, { body: { location: 'North Europe', tags: { a: '1' } } });
    expect([made.status, at(json(made), 'location')]).toEqual([201, 'northeurope']);
    expect((await arm.ask('PUT', fresh, { body: { location: 'northeurope' } })).status).toBe(200);
    expect(json(await arm.ask('PATCH', fresh, { body: { tags: { b: '2' } } }))['tags']).toEqual({ b: '2' });
    expect((await arm.ask('HEAD', fresh.replace('resourcegroups/rg-new', 'resourceGroups/RG-NEW'))).status).toBe(204);
    expectRefusal(
      await arm.ask('PUT', fresh, { body: { location: 'westus' } }),
      409,
      'InvalidResourceGroupLocation',
      "Invalid resource group location 'westus'. The Resource group already exists in location 'northeurope'.",
    );
    expectRefusal(await arm.ask('PUT', fresh, { body: {} }), 400, 'LocationRequired', /location property is required/);
    const listed = json(await arm.ask('GET', `/subscriptions/${SUB}/resourceGroups?${VERSION}&$top=1`));
    expect(listed['value']).toHaveLength(1);
    const next = json(await arm.ask('GET', stringOf(listed['nextLink']) ?? ''));
    expect(next).toEqual({ value: [expect.objectContaining({ name: 'rg-new' })] });
  });

  test('take their contents with them, disks with their bytes', async () => {
    const arm = await makeArm();
    const disk = `${GROUP}/providers/Microsoft.Compute/disks/d`;
    arm.world.resources.put(disk, { id: disk, location: 'westeurope' });
    const answer = await arm.ask('DELETE', `${GROUP}?${VERSION}`);
    expect([answer.status, Object.keys(answer.headers ?? {}).includes('azure-asyncoperation')]).toEqual([202, false]);
    const location = answer.headers?.['location'] ?? '';
    expect(location).toContain(`/subscriptions/${SUB}/operationresults/`);
    expect((await arm.ask('GET', location)).status).toBe(202);
    arm.clock.pass(1000);
    await settled();
    expect((await arm.ask('GET', location)).status).toBe(200);
    expect(arm.world.resources.all()).toEqual([]);
    expect(arm.deletedDisks).toEqual([disk]);
    expectRefusal(
      await arm.ask('GET', `${GROUP}?${VERSION}`),
      404,
      'ResourceGroupNotFound',
      "Resource group 'rg-images' could not be found.",
    );
  });
});

describe('generic lists', () => {
  async function filled(assignments = OWNER) {
    const arm = await makeArm({ assignments });
    const put = (id: string, tags: Record<string, string>) =>
      arm.world.resources.put(`${GROUP}/providers/${id}`, {
        id: `${GROUP}/providers/${id}`,
        name: id.split('/').at(-1) ?? '',
        location: 'westeurope',
        tags,
        properties: { secret: 1 },
      });
    put('Microsoft.Compute/snapshots/s1', { abip_kind: 'temporary' });
    put('Microsoft.Compute/disks/d1', { abip_kind: 'product' });
    arm.world.resources.put(`${GROUP}/providers/Microsoft.Authorization/locks/l`, { name: 'l' });
    return arm;
  }
  const names = async (arm: Awaited<ReturnType<typeof filled>>, filter = '') => {
    const query = new URLSearchParams({ 'api-version': '2021-04-01', ...(filter !== '' && { $filter: filter }) });
    const answer = await arm.ask('GET', `${GROUP}/resources?${query.toString()}`);
    return arrayOf(json(answer)['value']).map((one) => at(one, 'name'));
  };

  test('show tracked resources without their properties', async () => {
    const arm = await filled();
    expect(await names(arm)).toEqual(['s1', 'd1']);
    const all = json(await arm.ask('GET', `/subscriptions/${SUB}/resources?${VERSION}`));
    expect(at(all, 'value', 0)).toMatchObject({ tags: { abip_kind: 'temporary' } });
    expect(at(all, 'value', 0)).not.toHaveProperty('properties');
  });

  test('can be filtered; a filter by tag leaves the tags out', async () => {
    const arm = await filled();
    expect(await names(arm, "resourceType eq 'Microsoft.Compute/disks'")).toEqual(['d1']);
    expect(await names(arm, "tagName eq 'abip_kind' and tagValue eq 'temporary'")).toEqual(['s1']);
    expect(await names(arm, "resourceGroup eq 'RG-IMAGES' and name eq 'd1'")).toEqual(['d1']);
    expect(await names(arm, "resourceGroup eq 'rg-other'")).toEqual([]);
    const filter = encodeURIComponent("tagName eq 'abip_kind'");
    const tagged = json(await arm.ask('GET', `/subscriptions/${SUB}/resources?${VERSION}&$filter=${filter}`));
    expect(arrayOf(tagged['value'])).toHaveLength(2);
    expect(at(tagged, 'value', 0)).not.toHaveProperty('tags');
    const odd = await arm.ask('GET', `/subscriptions/${SUB}/resources?${VERSION}&$filter=plan%20ne%201`);
    expectRefusal(odd, 501, 'NotSimulated', /filter "plan ne 1"/);
  });

  test('show only what the caller may read', async () => {
    const assignments = [{ scope: GROUP, actions: ['Microsoft.Compute/disks/*'], dataActions: [] }];
    expect(await names(await filled(assignments))).toEqual(['d1']);
  });
});

describe('permissions', () => {
  const at2022 = 'providers/Microsoft.Authorization/permissions?api-version=2022-04-01';

  test('are told for groups and resources, from every assignment above them', async () => {
    const assignments = [
      { scope: `/subscriptions/${SUB}`, actions: ['*/read'], notActions: ['Microsoft.Batch/*'], dataActions: [] },
      { scope: GROUP, actions: [], dataActions: ['d/*'] },
      { scope: `/subscriptions/${SUB}/resourceGroups/other`, actions: ['*'], dataActions: [] },
    ];
    const arm = await makeArm({ assignments });
    const expected = [
      { actions: ['*/read'], notActions: ['Microsoft.Batch/*'], dataActions: [], notDataActions: [] },
      { actions: [], notActions: [], dataActions: ['d/*'], notDataActions: [] },
    ];
    expect(json(await arm.ask('GET', `${GROUP}/${at2022}`))['value']).toEqual(expected);
    const nested = `${GROUP}/providers/Microsoft.Compute/galleries/g/images/i/${at2022}`;
    expect(json(await arm.ask('GET', nested))['value']).toEqual(expected);
  });

  test('are not there for subscriptions', async () => {
    const arm = await makeArm();
    expect((await arm.ask('GET', `/subscriptions/${SUB}/${at2022}`)).status).toBe(404);
  });
});

test('deny assignments are listed without a filter', async () => {
  const arm = await makeArm();
  const path = `${GROUP}/providers/Microsoft.Authorization/denyAssignments?api-version=2022-04-01`;
  expect(json(await arm.ask('GET', path))).toEqual({ value: [] });
  expectRefusal(
    await arm.ask('GET', `${path}&$filter=atScope()`),
    501,
    'NotSimulated',
    'The simulator does not know filters of deny assignments.',
  );
});

test('SKUs tell generation, architecture and security of a size, per region', async () => {
  const arm = await makeArm();
  const path = `/subscriptions/${SUB}/providers/Microsoft.Compute/skus?api-version=2021-07-01`;
  const filtered = json(await arm.ask('GET', `${path}&$filter=${encodeURIComponent("location eq 'West Europe'")}`));
  const capability = (name: string, wanted: string) => {
    const sku = arrayOf(filtered['value']).find((one) => at(one, 'name') === name);
    const found = arrayOf(at(sku, 'capabilities')).find((one) => at(one, 'name') === wanted);
    return at(found, 'value');
  };
  expect(capability('Standard_D2s_v5', 'HyperVGenerations')).toBe('V1,V2');
  expect(capability('Standard_A1_v2', 'HyperVGenerations')).toBe('V1');
  expect(capability('Standard_D2pls_v5', 'CpuArchitectureType')).toBe('Arm64');
  expect(capability('Standard_D2pls_v5', 'TrustedLaunchDisabled')).toBe('True');
  expect(capability('Standard_D4s_v5', 'TrustedLaunchDisabled')).toBeUndefined();
  expect(capability('Standard_D2s_v6', 'DiskControllerTypes')).toBe('NVMe');
  const all = arrayOf(json(await arm.ask('GET', path))['value']);
  expect(all.length).toBeGreaterThan(arrayOf(filtered['value']).length);
});

test('SKUs say which sizes the subscription is not offered', async () => {
  const arm = await makeArm({ scenario: { unavailableSizes: ['standard_d2s_v5'] } });
  const path = `/subscriptions/${SUB}/providers/Microsoft.Compute/skus?api-version=2021-07-01`;
  const restricted = arrayOf(json(await arm.ask('GET', path))['value']).filter(
    (sku) => arrayOf(at(sku, 'restrictions')).length > 0,
  );
  expect(new Set(restricted.map((sku) => at(sku, 'name')))).toEqual(new Set(['Standard_D2s_v5']));
  expect(at(restricted[0], 'restrictions')).toMatchObject([
    { type: 'Location', reasonCode: 'NotAvailableForSubscription' },
  ]);
});
