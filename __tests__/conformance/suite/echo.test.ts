// What a request puts on a resource must show in a GET of it.
import { expect, test } from '@jest/globals';
import { notShown } from '../../../conformance/suite/echo.ts';
import { read, write } from '../toys.ts';

function lost(sent: unknown, shown: unknown, changes = {}): readonly string[] {
  const faults = notShown(write({ requestBody: sent, ...changes }), read({ responseBody: shown }));
  return faults.map(({ code, path, found, expected }) => `${code} ${path}: ${found}, ${expected}`);
}

test('a property that is passed over is a fault, at any depth', () => {
  const sent = { properties: { size: 3, parts: [{ arm: 'left' }, { arm: 'right' }] } };
  expect(lost(sent, { properties: { size: 3, parts: [{ arm: 'left' }] } })).toEqual([
    'NOT_SHOWN $.properties.parts[1].arm: nothing, "right", as it was sent',
  ]);
  expect(lost(sent, { id: '/toy', properties: { size: 4 } })).toEqual([
    'NOT_SHOWN $.properties.size: 4, 3, as it was sent',
    'NOT_SHOWN $.properties.parts[0].arm: nothing, "left", as it was sent',
    'NOT_SHOWN $.properties.parts[1].arm: nothing, "right", as it was sent',
  ]);
});

test('case, blanks, more than was sent, secrets and what is taken away are none', () => {
  const sent = { location: 'West US', properties: { size: 3, adminPassword: 'x', old: null } };
  expect(lost(sent, { location: 'westus', properties: { size: 3, made: 'today' } })).toEqual([]);
});

test('an action is no property; a POST that makes something is as a PUT', () => {
  expect(lost({ speed: 'fast' }, {}, { method: 'POST', status: 202 })).toEqual([]);
  expect(lost({ speed: 'fast' }, {}, { method: 'POST', status: 201 })).toHaveLength(1);
  expect(lost({ speed: 'fast' }, {}, { method: 'PATCH' })).toHaveLength(1);
});
