// What of an example is replaced: names and IDs of the suite's world, by one table; nothing else.
import { describe, expect, test } from '@jest/globals';
import { substituted, TABLE, type Table } from '../../../conformance/suite/substitution.ts';
import { bodyOf, operation } from './toy-suite.ts';

const table: Table = {
  parameters: { subscriptionId: 'our-sub', group: 'our-group', name: 'our-bear' },
  members: { location: 'westus', poolId: 'render' },
  ids: { 'microsoft.toys/toys/parts': '/ours/part' },
  texts: [
    [/^\{your-password\}$/, 'Secret-1'],
    [/^Tiny$/, 'Small'],
  ],
  poolImages: { 'batch.node.toy': { publisher: 'p', offer: 'o', sku: 's' } },
};
const inBody = (toy: unknown, names = {}) => substituted(operation('Toys_Put'), bodyOf({ toy }), names, table)['toy'];

describe('path parameters', () => {
  test('are those of the world, and what a PUT makes keeps its name', () => {
    expect(substituted(operation('Toys_Get'), bodyOf({}), {}, table)).toMatchObject({
      subscriptionId: 'our-sub',
      group: 'our-group',
      name: 'our-bear',
    });
    expect(substituted(operation('Toys_Put'), bodyOf({}), {}, table)).toMatchObject({
      group: 'our-group',
      name: 'bear',
    });
    expect(substituted(operation('Toys_Put'), {}, {}, table)).toMatchObject({ name: 'our-bear' });
  });

  test('give way to the names of the play, as any parameter does', () => {
    const names = { name: 'other', $expand: 'owner' };
    expect(substituted(operation('Toys_Put'), bodyOf({}), names, table)).toMatchObject({ name: 'other' });
    expect(substituted(operation('Toys_Get'), bodyOf({}), names, table)).toMatchObject({ $expand: 'owner' });
  });
});

describe('in a body', () => {
  test('members, IDs and texts are replaced wherever they are', () => {
    const source = '/subscriptions/{sub}/resourceGroups/rg/providers/Microsoft.Toys/toys/{toy}/parts/p1';
    expect(
      inBody({ location: 'Mars', properties: { parts: [{ id: source }], size: 'Tiny', password: '{your-password}' } }),
    ).toEqual({
      location: 'westus',
      properties: { parts: [{ id: '/ours/part' }], size: 'Small', password: 'Secret-1' },
    });
  });

  test('an ID of a type that the table does not know keeps its tail, also without a slash and as a member', () => {
    const tail = 'providers/Microsoft.Other/things/t';
    const ours = { group: '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images' };
    expect(inBody({ id: `subscriptions/x/resourceGroups/y/${tail}` })).toEqual({ id: `${ours.group}/${tail}` });
    expect(inBody({ id: `/Subscriptions/x/Providers/Microsoft.Other/things/t` })).toEqual({
      id: `/subscriptions/11111111-2222-4333-8444-555555555555/${tail}`,
    });
    expect(inBody({ identities: { [`/subscriptions/x/resourceGroups/y/${tail}`]: {} } })).toEqual({
      identities: { [`${ours.group}/${tail}`]: {} },
    });
  });

  test('a name that only Azure gives replaces a value and a whole list', () => {
    expect(inBody({ nodeList: ['a', 'b'], nodeId: 'c' }, { nodeList: 'tvm-1', nodeId: 'tvm-1' })).toEqual({
      nodeList: ['tvm-1'],
      nodeId: 'tvm-1',
    });
  });

  test('an image beside its node agent is one that is supported', () => {
    const image = { publisher: 'Canonical', offer: 'UbuntuServer', sku: '16.04' };
    expect(inBody({ imageReference: image, nodeAgentSKUId: 'batch.node.toy 1' })).toEqual({
      imageReference: { publisher: 'p', offer: 'o', sku: 's' },
      nodeAgentSKUId: 'batch.node.toy 1',
    });
    expect(inBody({ imageReference: image })).toEqual({ imageReference: image });
    expect(inBody({ imageReference: { id: 'x' }, nodeAgentSKUId: 'batch.node.toy 1' })).toMatchObject({
      imageReference: { id: 'x' },
    });
  });

  test('numbers, bytes and everything else stay as they are', () => {
    const body = { properties: { size: 3, made: null, names: ['Teddy'], bytes: Buffer.from('x') } };
    expect(inBody(body)).toEqual(body);
  });
});

test('the table of the suite leaves no ID of an example outside its world', () => {
  for (const id of Object.values(TABLE.ids))
    expect(id).toMatch(/^\/subscriptions\/11111111-.*\/resourceGroups\/rg-images\//);
});
