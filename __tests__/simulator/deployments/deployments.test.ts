// Deployments: a template such as Packer sends, what is refused before anything is done, and what a failure leaves.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { arrayOf, at, objectOf, stringOf, type JsonObject } from '../../../simulator/kernel/json.ts';
import { GROUP, json } from '../arm/harness.ts';
import { ADDRESS, COMPUTE, NETWORK, NIC, VM, VNET, wholeArm, type WholeArm } from '../network/whole-arm.ts';
import { deployment, DEPLOYMENT, RESOURCES, small, TEMPLATE, VERSION, type Template } from './templates.ts';

let arm: WholeArm;
beforeEach(async () => {
  arm = await wholeArm();
});

const deploy = (body: JsonObject) => arm.put(DEPLOYMENT, body, VERSION);
const refused = (body: JsonObject) => arm.refusal('PUT', DEPLOYMENT, body, VERSION);
const stateOf = async () => objectOf((await arm.get(DEPLOYMENT))['properties']);

describe('a deployment', () => {
  test('makes its resources in the order of their dependencies', async () => {
    const { status, body } = await deploy(deployment());
    expect(status).toBe(201);
    expect(at(body, 'properties', 'provisioningState')).toBe('Accepted');
    expect(await stateOf()).toMatchObject({
      provisioningState: 'Succeeded',
      mode: 'Incremental',
      parameters: { vmName: { type: 'String', value: 'vm' }, password: { type: 'SecureString' } },
      outputs: { address: { type: 'String', value: '10.0.0.4' } },
      outputResources: [{ id: VM }, { id: NIC }, { id: ADDRESS }, { id: VNET }],
    });
    expect(at(await stateOf(), 'parameters', 'password')).not.toHaveProperty('value');
    expect(arrayOf((await stateOf())['dependencies'])).toContainEqual({
      id: VM,
      resourceType: 'Microsoft.Compute/virtualMachines',
      resourceName: 'vm',
      dependsOn: [{ id: NIC, resourceType: 'Microsoft.Network/networkInterfaces', resourceName: 'nic' }],
    });
    expect(at(await arm.get(VM), 'properties', 'provisioningState')).toBe('Succeeded');
    expect(at(await arm.get(ADDRESS), 'properties', 'ipAddress')).toBe('127.0.0.1');
  });

  test('lists its operations, the newest first, at both paths', async () => {
    await deploy(deployment());
    const listed = await arm.get(`${DEPLOYMENT}/operations`, VERSION);
    const operations = arrayOf(listed['value']);
    expect(operations.map((one) => at(one, 'properties', 'targetResource', 'resourceName'))).toEqual([
      undefined,
      'vm',
      'nic',
      'net',
      'ip',
    ]);
    expect(operations[1]).toMatchObject({
      properties: {
        provisioningOperation: 'Create',
        provisioningState: 'Succeeded',
        statusCode: 'Created',
        targetResource: { id: VM, resourceType: 'Microsoft.Compute/virtualMachines' },
      },
    });
    expect(operations[0]).toMatchObject({ properties: { provisioningOperation: 'EvaluateDeploymentOutput' } });
    const short = `${GROUP.replace('resourceGroups', 'resourcegroups')}/deployments/first/operations`;
    expect(arrayOf((await arm.get(short, VERSION))['value'])).toEqual(operations);
    const id = stringOf(at(operations[1], 'operationId')) ?? '';
    expect(await arm.get(`${DEPLOYMENT}/operations/${id}`, VERSION)).toEqual(operations[1]);
    expect(await arm.refusal('GET', `${DEPLOYMENT}/operations/0`, undefined, VERSION)).toMatchObject({ status: 404 });
    const page = await arm.ask('GET', `${DEPLOYMENT}/operations?api-version=${VERSION}&$top=2`);
    expect(arrayOf(json(page)['value'])).toHaveLength(2);
    expect(json(page)).toHaveProperty('nextLink');
  });

  test('is polled until it has ended, and its record goes by itself', async () => {
    arm = await wholeArm({ profile: 'quick' });
    const answer = await arm.ask('PUT', `${DEPLOYMENT}?api-version=${VERSION}`, { body: deployment() });
    const poll = answer.headers?.['azure-asyncoperation'] ?? '';
    expect(poll).toContain(`${DEPLOYMENT}/operationStatuses/`);
    expect(json(await arm.ask('GET', poll))).toMatchObject({ status: 'InProgress' });
    expect((await stateOf())['provisioningState']).toBe('Running');
    expect(await refused(deployment())).toMatchObject({ status: 409, code: 'DeploymentActive' });
    expect(await arm.refusal('DELETE', DEPLOYMENT, undefined, VERSION)).toMatchObject({ code: 'DeploymentActive' });
    const passes = async () => {
      arm.clock.pass(1000);
      await new Promise((resolve) => setImmediate(resolve));
    };
    for (let step = 0; step < 4; step += 1) await passes();
    expect(json(await arm.ask('GET', poll))).toMatchObject({ status: 'Succeeded' });

    const deletion = await arm.ask('DELETE', `${DEPLOYMENT}?api-version=${VERSION}`);
    expect([deletion.status, deletion.headers?.['azure-asyncoperation']]).toEqual([202, undefined]);
    const location = deletion.headers?.['location'] ?? '';
    expect((await arm.ask('GET', location)).status).toBe(202);
    await passes();
    expect((await arm.ask('GET', location)).status).toBe(204);
    expect(await arm.refusal('GET', DEPLOYMENT, undefined, VERSION)).toMatchObject({ code: 'DeploymentNotFound' });
    expect(await arm.refusal('GET', `${DEPLOYMENT}/operations`, undefined, VERSION)).toMatchObject({ status: 404 });
    expect(arm.world.resources.get(VM)).toBeDefined();
    expect(await arm.remove(DEPLOYMENT)).toBe(204);
  });

  test('can be repeated, listed, looked for and read back', async () => {
    await deploy(deployment());
    expect((await deploy(deployment())).status).toBe(200);
    expect((await stateOf())['provisioningState']).toBe('Succeeded');
    const list = await arm.get(`${GROUP}/providers/Microsoft.Resources/deployments`, VERSION);
    expect(arrayOf(list['value']).map((one) => at(one, 'name'))).toEqual(['first']);
    expect((await arm.ask('HEAD', `${DEPLOYMENT}?api-version=${VERSION}`)).status).toBe(204);
    expect((await arm.ask('HEAD', `${DEPLOYMENT}2?api-version=${VERSION}`)).status).toBe(404);
    const exported = await arm.ask('POST', `${DEPLOYMENT}/exportTemplate?api-version=${VERSION}`);
    expect(json(exported)).toEqual({ template: TEMPLATE });
    expect(await arm.refusal('POST', `${DEPLOYMENT}/cancel`, undefined, VERSION)).toMatchObject({ status: 501 });
  });

  test('that is only validated makes nothing', async () => {
    const answer = await arm.ask('POST', `${DEPLOYMENT}/validate?api-version=${VERSION}`, { body: deployment() });
    expect(answer.status).toBe(200);
    expect(json(answer)).toMatchObject({
      properties: {
        provisioningState: 'Succeeded',
        validatedResources: [{ id: VM }, { id: NIC }, { id: ADDRESS }, { id: VNET }],
      },
    });
    expect(arm.world.resources.get(VNET)).toBeUndefined();
    expect(arm.world.resources.get(DEPLOYMENT)).toBeUndefined();
  });

  test('that fails says where, and does not go on behind it', async () => {
    await deploy(deployment({}, { vmName: { value: 'vm' }, vmSize: { value: 'Standard_Z1' } }));
    const { provisioningState, error } = await stateOf();
    expect(provisioningState).toBe('Failed');
    expect(error).toMatchObject({ code: 'DeploymentFailed', details: [{ code: 'BadRequest' }] });
    const inner = JSON.parse(stringOf(at(error, 'details', 0, 'message')) ?? '') as JsonObject;
    expect(at(inner, 'error', 'code')).toBe('InvalidParameter');
    const operations = arrayOf((await arm.get(`${DEPLOYMENT}/operations`, VERSION))['value']);
    expect(operations[0]).toMatchObject({
      properties: { provisioningState: 'Failed', statusCode: 'BadRequest', targetResource: { id: VM } },
    });
    expect(operations).toHaveLength(4);
    expect(arm.world.resources.get(NIC)).toBeDefined();

    const noNetwork = deployment({
      resources: RESOURCES.map((one) => (one['name'] === 'ip' ? { ...one, properties: { dnsSettings: {} } } : one)),
    });
    await arm.ask('DELETE', `${GROUP}/providers/Microsoft.Network/networkInterfaces/nic?api-version=2021-04-01`);
    await deploy(noNetwork);
    const tried = arrayOf((await arm.get(`${DEPLOYMENT}/operations`, VERSION))['value']);
    expect(tried.map((one) => at(one, 'properties', 'targetResource', 'resourceName'))).toEqual(['net', 'ip']);
  });

  test('ends as a planned fault says', async () => {
    const failOperation = { code: 'InternalError', message: 'planned' };
    const answer = await arm.ask('PUT', `${DEPLOYMENT}?api-version=${VERSION}`, { body: deployment(), failOperation });
    await new Promise((resolve) => setImmediate(resolve));
    const poll = json(await arm.ask('GET', answer.headers?.['azure-asyncoperation'] ?? ''));
    expect(poll).toMatchObject({ status: 'Failed', error: { code: 'InternalError' } });
    expect((await stateOf())['provisioningState']).toBe('Failed');
  });
});

describe('a template is refused', () => {
  const resources = (change: JsonObject) => [{ ...RESOURCES[2], ...change }];
  test.each<readonly [string, JsonObject, number, string, string]>([
    [
      'without a parameter',
      deployment({}, {}),
      400,
      'InvalidTemplate',
      "The value for the template parameter 'vmName' at line '1' and column '1' is not provided.",
    ],
    [
      'with a parameter too many',
      deployment({}, { vmName: { value: 'v' }, other: { value: 1 } }),
      400,
      'InvalidTemplate',
      "The template parameters 'other' in the parameters file are not valid; they are not present in the original template and can therefore not be provided at deployment time. The only supported parameters for this template are 'vmName, vmSize, password'.",
    ],
    [
      'with a parameter of another type',
      deployment({}, { vmName: { value: 1 } }),
      400,
      'InvalidTemplate',
      "Template parameter JToken type is not valid. Expected 'String, Uri'. Actual 'Integer'.",
    ],
    [
      'with a value that is not allowed',
      deployment({ parameters: { vmName: { type: 'string', allowedValues: ['a'] } } }, { vmName: { value: 'b' } }),
      400,
      'InvalidTemplate',
      "The value 'b' is not part of the allowed value(s): 'a'.",
    ],
    [
      'with a parameter of no type',
      deployment({ parameters: { vmName: { type: 'text' } } }),
      400,
      'InvalidTemplate',
      "has the type 'text'",
    ],
    [
      'without resources',
      deployment({ resources: undefined }),
      400,
      'InvalidTemplate',
      "Required property 'resources' not found in JSON.",
    ],
    [
      'that depends on what it lacks',
      deployment({ resources: resources({ dependsOn: ['none'] }) }),
      400,
      'InvalidTemplate',
      "The resource 'none' is not defined in the template.",
    ],
    [
      'that depends on itself',
      deployment({ resources: resources({ dependsOn: ['ip'] }) }),
      400,
      'InvalidTemplate',
      'Circular dependency detected',
    ],
    [
      'that says a thing twice',
      deployment({ resources: [objectOf(RESOURCES[2]), objectOf(RESOURCES[2])] }),
      400,
      'InvalidTemplate',
      'is defined multiple times in a template',
    ],
    ['of an unknown mode', { properties: { template: TEMPLATE, mode: 'Total' } }, 400, 'InvalidTemplate', "'Total'"],
    [
      'with too old an api-version',
      deployment({ resources: resources({ apiVersion: '2010-01-01' }) }),
      400,
      'NoRegisteredProviderFound',
      "for type 'publicIPAddresses'",
    ],
    [
      'with a property of a later api-version',
      deployment({ resources: [{ ...RESOURCES[0], dependsOn: [], properties: { userData: 'x' } }] }),
      400,
      'BadRequest',
      "Could not find member 'userData'",
    ],
    [
      'of the mode Complete',
      { properties: { template: TEMPLATE, mode: 'Complete' } },
      501,
      'NotSimulated',
      "'Complete'",
    ],
    [
      'behind a link',
      { properties: { templateLink: { uri: 'https://x' }, mode: 'Incremental' } },
      501,
      'NotSimulated',
      'behind a link',
    ],
    ['with copies', deployment({ resources: resources({ copy: { count: 2 } }) }), 501, 'NotSimulated', "'copy'"],
    [
      'with resources of a type nobody knows',
      deployment({ resources: resources({ type: 'Microsoft.KeyVault/vaults' }) }),
      501,
      'NotSimulated',
      "'Microsoft.KeyVault/vaults'",
    ],
    [
      'with a secret of a key vault',
      deployment({}, { vmName: { reference: { keyVault: {} } } }),
      501,
      'NotSimulated',
      'key vault',
    ],
  ])('%s', async (_, body, status, code, text) => {
    const answer = await refused(body);
    expect(answer).toMatchObject({ status, code });
    expect(answer.message).toContain(text);
    expect(arm.world.resources.get(DEPLOYMENT)).toBeUndefined();
  });

  test('under a name that is none', async () => {
    const odd = `${GROUP}/providers/Microsoft.Resources/deployments/${'x'.repeat(65)}`;
    expect(await arm.refusal('PUT', odd, deployment(), VERSION)).toMatchObject({ code: 'InvalidDeploymentName' });
  });

  test('to who may not write one of its resources', async () => {
    const missing = 'Microsoft.Network/virtualNetworks/write';
    arm = await wholeArm({ assignments: [{ scope: '/', actions: ['*'], notActions: [missing], dataActions: [] }] });
    const [principal] = arm.world.scenario.principals;
    expect(await refused(deployment())).toEqual({
      status: 403,
      code: 'InvalidTemplateDeployment',
      message: `The template deployment failed with error: 'Authorization failed for template resource 'net' of type 'Microsoft.Network/virtualNetworks'. The client '${principal?.clientId ?? ''}' with object id '${principal?.objectId ?? ''}' does not have permission to perform action '${missing}' at scope '${VNET}'.'.`,
    });
  });

  test('where a lock stops its resources', async () => {
    await arm.put(VNET, { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } });
    await arm.put(`${VNET}/providers/Microsoft.Authorization/locks/l`, { properties: { level: 'ReadOnly' } });
    await deploy(deployment());
    expect(JSON.stringify((await stateOf())['error'])).toContain('ScopeLocked');
  });
});

describe('expressions', () => {
  /** What an expression says, as the idle timeout or the tags of an address show it. */
  async function value(expression: string, more: Template = {}): Promise<JsonObject[string]> {
    await deploy(small({}, more, { tags: { found: expression } }));
    expect(await stateOf()).toMatchObject({ provisioningState: 'Succeeded' });
    return at(await arm.get(ADDRESS), 'tags', 'found');
  }

  test.each([
    ["[concat('a', 'b', 1)]", 'ab1'],
    ['[concat(createArray(1), createArray(2))]', [1, 2]],
    ["[format('{0}-{1}', 'a', 2)]", 'a-2'],
    ["[if(equals('a', 'a'), 'yes', variables('none'))]", 'yes'],
    ["[if(or(false(), not(true())), 'yes', 'no')]", 'no'],
    ["[toUpper(substring('abcdef', 2, 3))]", 'CDE'],
    ["[join(split('a,b', ','), '+')]", 'a+b'],
    ["[replace(trim(' a-a '), 'a', toLower('B'))]", 'b-b'],
    ["[string(add(length('abc'), int('4')))]", '7'],
    ["[base64('it''s')]", 'aXQncw=='],
    ["[coalesce(null(), 'x')]", 'x'],
    ["[empty('')]", true],
    ["[and(contains('abc', 'b'), startsWith('Abc', 'aB'), endsWith('abc', 'C'))]", true],
    ["[bool('TRUE')]", true],
    ['[subscription().tenantId]', 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'],
    ['[deployment().name]', 'first'],
    ["[resourceGroup()['location']]", 'westeurope'],
    ["[resourceId('Microsoft.Network/virtualNetworks/subnets', 'net', 'inner')]", `${VNET}/subnets/inner`],
    ["[resourceId('other', 'Microsoft.Network/virtualNetworks', 'net')]", VNET.replace('rg-images', 'other')],
    ['[[not an expression]', '[not an expression]'],
    ['[half', '[half'],
  ])('%s', async (expression, expected) => {
    expect(await value(expression)).toEqual(expected);
  });

  test('reach into variables, which may hold expressions', async () => {
    const variables = { a: { b: ["[concat('x', variables('c'))]"] }, c: 'y' };
    expect(await value("[variables('a').B[0]]", { variables })).toBe('xy');
  });

  test('leave out a resource whose condition is false, and what others say of it', async () => {
    const body = small({}, {}, { condition: '[equals(1, 2)]' });
    await deploy(body);
    expect(arm.world.resources.get(ADDRESS)).toBeUndefined();
    const other = {
      apiVersion: '2017-04-01',
      type: 'Microsoft.Network/publicIPAddresses',
      name: 'other',
      location: 'westeurope',
      dependsOn: ['ip'],
      properties: {},
    };
    const both = [...arrayOf(at(body, 'properties', 'template', 'resources')), other];
    await deploy(deployment({ parameters: {}, resources: both, outputs: {} }, {}));
    expect(arm.world.resources.get(`${NETWORK}/publicIPAddresses/other`)).toBeDefined();
  });

  test.each([
    ["[concat('a'", 400, "expected token ',' and actual 'EndOfData'"],
    ["[concat('a',)]", 400, "expected token 'LiteralOrIdentifier'"],
    ["[concat('a') 'b']", 400, "expected token 'EndOfData' and actual 'b'"],
    ["[concat('a' % 'b')]", 400, 'unexpected text'],
    ["[parameters('none')]", 400, "The template parameter 'none' is not found."],
    ["[variables('none')]", 400, "The template variable 'none' is not found."],
    ['[resourceGroup().size]', 400, "The language expression property 'size' doesn't exist"],
    ["[resourceId('Microsoft.Network/virtualNetworks', 'a', 'b')]", 400, "requires '1' resource name argument(s)"],
    ["[if('x', 1, 2)]", 400, "not of the expected type 'Boolean'"],
    ['[if(true())]', 400, 'expects 3 arguments'],
    ['[parameters(1)]', 400, 'expects a string'],
    ["[int('x')]", 400, "not of the expected type 'Integer'"],
    ["[uniqueString('x')]", 501, "the template function 'uniqueString'"],
    ["[reference('x')]", 501, 'reference()'],
  ])('%s is refused', async (expression, status, text) => {
    // An expression that does not end is plain text to ARM, but for those that a bracket closes.
    const closed = expression.endsWith(']') ? expression : `${expression}]`;
    const answer = await refused(small({}, {}, { tags: { found: closed } }));
    expect(answer.status).toBe(status);
    expect(answer.message).toContain(text);
  });

  test('of defaults know the group, but no parameters and variables', async () => {
    const parameters = (defaultValue: string) => ({ parameters: { p: { type: 'string', defaultValue } } });
    expect(await value("[parameters('p')]", parameters('[resourceGroup().name]'))).toBe('rg-images');
    expect(await refused(small({}, parameters("[parameters('q')]")))).toMatchObject({ status: 501 });
    expect((await refused(small({}, parameters("[variables('v')]")))).message).toContain("'variables' is not expected");
  });
});

test('the disks of a deployed VM hold bytes', async () => {
  await deploy(deployment());
  expect([...arm.made.keys()]).toEqual([`${COMPUTE}/disks/os`]);
});
