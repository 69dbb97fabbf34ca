// The requests that try an operation: each example once, what is missing by name, and the suite's own.
import { expect, test } from '@jest/globals';
import type { Play } from '../../../conformance/suite/play.ts';
import { trialsOf } from '../../../conformance/suite/trials.ts';
import { WITH_EXAMPLES, withFiles } from './toy-suite.ts';

function trials(play: Play, id = 'Toys_Put') {
  return withFiles(WITH_EXAMPLES, ({ documents, operations }) => {
    const found = operations.find((one) => one.id === id);
    if (found === undefined) throw new Error(`The toys have no ${id}.`);
    return trialsOf(documents, found, play);
  });
}

test('an example is tried once, whatever its titles; one that is not at hand is told', () => {
  const { trials: found, absent } = trials({});
  expect(found).toMatchObject([
    { name: 'Red.json', kind: 'example', values: { name: 'bear', toy: { properties: { size: 3 } } } },
  ]);
  expect(absent).toEqual(['Lost.json']);
  expect(trials({}, 'Toys_Get')).toEqual({ trials: [], absent: [] });
});

test('a refusal is expected of the example that it is declared for, and a state is its own', () => {
  const refusal = { code: 'NotSimulated', why: 'red toys' };
  const state = { names: { name: 'other' } };
  const play = { refused: { 'Red.json': refusal }, states: { 'Red.json': state } };
  expect(trials(play).trials).toMatchObject([{ expected: refusal, state }]);
  expect(trials({ names: { name: 'own' } }).trials).toMatchObject([
    { expected: undefined, state: { names: { name: 'own' } } },
  ]);
});

test('an example is changed by a merge patch of its body alone', () => {
  const own = [{ from: 'Red.json', patch: { properties: { colour: null, made: 'today' } }, why: 'without colour' }];
  expect(trials({ own }).trials[1]).toMatchObject({ name: 'Red.json, without colour', kind: 'own' });
  expect(trials({ own }).trials[1]?.values['toy']).toEqual({ properties: { size: 3, made: 'today' } });
});

test('a changed example that is not at hand is told, one of another version is not meant', () => {
  const own = ['Lost.json', 'OfAnotherVersion.json'].map((from) => ({ from, patch: {}, why: 'changed' }));
  const { trials: found, absent } = trials({ own });
  expect(found).toHaveLength(1);
  expect(absent).toEqual(['Lost.json', 'Lost.json, changed']);
});
