// Values for an operation's parameters become a request; what has no parameter is told, not sent.
import { expect, test } from '@jest/globals';
import { buildRequest } from '../../../conformance/suite/request.ts';
import { bodyOf, operation } from './toy-suite.ts';

const ARM = 'https://management.azure.com';
const toy = { properties: { size: 3 } };

test('path, query, headers and body go where the file says', () => {
  const { url, request, unknown } = buildRequest(
    operation('Toys_Put'),
    ARM,
    bodyOf({ name: 'a b/c', 'x-ms-toy-box': 'left', toy }),
  );
  expect(url).toBe(
    `${ARM}/subscriptions/s/resourceGroups/g/providers/Microsoft.Toys/toys/a%20b%2Fc?api-version=2020-01-01`,
  );
  expect(request).toEqual({
    method: 'PUT',
    headers: { 'x-ms-toy-box': 'left', 'content-type': 'application/json' },
    body: toy,
  });
  expect(unknown).toEqual([]);
});

test('the version is that of the file, also where the values have another', () => {
  const { url } = buildRequest(operation('Toys_Get'), ARM, { subscriptionId: 's', group: 'g', name: 'n' });
  expect(new URL(url).searchParams.get('api-version')).toBe('2020-01-01');
});

test('names compare without regard to case, and a body that was renamed is the only object', () => {
  const { url } = buildRequest(operation('Toys_Get'), ARM, bodyOf({ $EXPAND: 'owner' }));
  expect(new URL(url).searchParams.get('$expand')).toBe('owner');
  const renamed = buildRequest(operation('Toys_Put'), ARM, bodyOf({ toyParameter: toy }));
  expect([renamed.request.body, renamed.unknown]).toEqual([toy, []]);
  const two = buildRequest(operation('Toys_Put'), ARM, bodyOf({ one: toy, other: toy }));
  expect([two.request.body, two.unknown]).toEqual([undefined, ['one', 'other']]);
});

test('what has no parameter is told; what a client fills in itself is not', () => {
  const given = bodyOf({ 'ocp-data': 'x', monitor: true, endpoint: 'e', batchUrl: 'b', 'client-request-id': 'c' });
  expect(buildRequest(operation('Toys_Get'), ARM, given).unknown).toEqual(['ocp-data', 'monitor']);
});

test('a path without its values, and a body that is none, are errors', () => {
  expect(() => buildRequest(operation('Toys_Get'), ARM, {})).toThrow('Toys_Get: no value for subscriptionId');
  expect(() => buildRequest(operation('Toys_Put'), ARM, bodyOf({ toy: 7 }))).toThrow('not 7');
});
