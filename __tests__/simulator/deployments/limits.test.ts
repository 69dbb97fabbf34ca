// More of what is wrong with a template, its expressions, and what is asked of a deployment.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { GROUP } from '../arm/harness.ts';
import { wholeArm, type WholeArm } from '../network/whole-arm.ts';
import { deployment, DEPLOYMENT, small, TEMPLATE, VERSION } from './templates.ts';

let arm: WholeArm;
beforeEach(async () => {
  arm = await wholeArm();
});

const refused = (body: JsonObject) => arm.refusal('PUT', DEPLOYMENT, body, VERSION);
const invalid = (message: string): JsonObject => ({
  status: 400,
  code: 'InvalidTemplate',
  message: `Deployment template validation failed: '${message}'.`,
});
const unknown = (what: string): JsonObject => ({
  status: 501,
  code: 'NotSimulated',
  message: `The simulator does not know ${what}.`,
});

test.each<readonly [string, JsonObject, JsonObject]>([
  [
    'parameters behind a link',
    { properties: { mode: 'Incremental', template: TEMPLATE, parametersLink: { uri: 'https://p' } } },
    unknown('parameters behind a link'),
  ],
  ['no template', { properties: { mode: 'Incremental' } }, invalid('The template is missing.')],
  [
    'resources with symbolic names',
    deployment({ parameters: {}, resources: { ip: {} } }, {}),
    unknown('a template whose resources have symbolic names'),
  ],
  [
    'a name that is no text',
    small({}, {}, { name: 5 }),
    invalid(
      "The template resource '' at line '1' and column '1' is not valid: the property 'name' must be a string. Please see https://aka.ms/arm-functions for usage details.",
    ),
  ],
])('a template with %s is refused', async (_, body, expected) => {
  expect(await refused(body)).toEqual(expected);
});

test.each([
  ['[concat]', "expected token '(' and actual 'EndOfData'"],
  ['[]', "expected token 'LiteralOrIdentifier' and actual 'EndOfData'"],
  ['[resourceGroup().1]', "expected token 'Identifier' and actual '1'"],
  ["[createArray('a')[0]", "expected token ']' and actual 'EndOfData'"],
  ["[if(true(), 'a')]", "function 'if'. Function expects 3 arguments."],
  ['[toLower(createArray())]', "The value [] is not of the expected type 'String'."],
  ['[add(1.5, 1)]', "The value 1.5 is not of the expected type 'Integer'."],
  ['[length(5)]', "Unable to evaluate template language function 'length'."],
  ['[resourceId()]', "the type '' requires '0' resource name argument(s)"],
])('the expression %s is refused', async (expression, text) => {
  const answer = await refused(small({}, {}, { tags: { found: expression } }));
  expect(answer).toMatchObject({ status: 400, code: 'InvalidTemplate' });
  expect(answer.message).toContain(text);
});

describe('a deployment', () => {
  test('is listed without a filter', async () => {
    const list = await arm.ask(
      'GET',
      `${GROUP}/providers/Microsoft.Resources/deployments?api-version=${VERSION}&$filter=x`,
    );
    expect(list).toMatchObject({
      status: 501,
      body: { error: { message: 'The simulator does not know a filter of the list of deployments.' } },
    });
  });

  test('that went with its group has no operations', async () => {
    await arm.put(DEPLOYMENT, small({ publicIPAllocationMethod: 'Dynamic' }), VERSION);
    await arm.ask('DELETE', `${GROUP}?api-version=2021-04-01`);
    await new Promise((resolve) => setImmediate(resolve));
    await arm.put(GROUP, { location: 'westeurope' }, '2021-04-01');
    expect(await arm.refusal('GET', `${DEPLOYMENT}/operations`, undefined, VERSION)).toEqual({
      status: 404,
      code: 'DeploymentNotFound',
      message: "Deployment 'first' could not be found.",
    });
  });
});
