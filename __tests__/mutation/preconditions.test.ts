// What counts as a precondition, and what the switches look like in the source.
import { afterAll, expect, test } from '@jest/globals';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { instrument } from '../../mutation/instrument.ts';
import { findPreconditions } from '../../mutation/preconditions.ts';
import { makeToy } from './toy.ts';

const PRELUDE = `export class Refusal extends Error { readonly code = 'c'; }
export const refuse = (): Refusal => new Refusal();
export declare const [a, b, c]: readonly boolean[];
export function check(): void { if (a) throw refuse(); }
export async function checkLater(): Promise<void> { check(); }
export const plain = (): void => { throw new Error('a bug'); };
export function misfit(): Refusal | undefined { return undefined; }
`;

/** By the name of its file, what is in it, and what is found there. */
const CASES = {
  'a guard': ['if (a) throw refuse();', 'a -> throw refuse();'],
  'a guard with a block': ['if (a) { const d = 1; throw refuse(); }', 'a -> throw refuse();'],
  'the other branch': ['if (a) check; else throw refuse();', 'a -> throw refuse();'],
  'an early return': ['if (a && !b) return; throw refuse();', 'a -> throw refuse();', '!b -> throw refuse();'],
  'a loop': ['for (;;) { if (a) continue; throw refuse(); }', 'a -> throw refuse();'],
  'several reasons': ['if (a || (b || c)) throw refuse();', 'a -> ...', 'b -> ...', 'c -> ...'],
  'a negation': ['if (!(a && !b)) throw refuse();', 'a -> ...', '!b -> ...'],
  'reasons in a conjunction': ['if (a && (b || c)) throw refuse();', 'b -> ...', 'c -> ...'],
  'one reason of two parts': ['if (a && b) throw refuse();', 'a && b -> throw refuse();'],
  'a name for a reason': ['const fine = a && b; if (!fine) throw refuse();', 'a -> ...', 'b -> ...'],
  'a name that is used twice': ['const fine = a && b; if (!fine) throw refuse(); return fine;', '!fine -> ...'],
  'no guard': ['throw refuse();', 'throw refuse();'],
  'what failed': ['try { a; } catch { throw refuse(); }', 'throw refuse();'],
  'what was caught': ['try { a; } catch (error) { throw error; }'],
  'what a callback was given': ['void Promise.resolve().catch((error: unknown) => { throw error; });'],
  'a bug': ["if (a) throw new Error('a bug');"],
  'a check': ['check();', 'check();'],
  'a check that waits': ['await checkLater();', 'await checkLater();'],
  'a call that cannot refuse': ['plain();'],
  'a refusal as a value': ['return a ? undefined : refuse();', 'refuse() -> a'],
  'a refusal that is looked for': ['return misfit() ?? b;', 'misfit()'],
  'a returned refusal': ['if (a) return refuse(); return undefined;', 'a -> return refuse();'],
  'a problem': ['if (a) return { problem: refuse() }; return { size: 1 };', 'a -> return { problem: refuse() };'],
  'an answer': ['if (a) return { status: 404 }; return { status: 200 };', 'a -> return { status: 404 };'],
  'an answer by hand': ['if (a) { const answer = { status: 404 }; return; } check;', 'a -> return;'],
} as const;

const toy = makeToy({
  'simulator/prelude.ts': PRELUDE,
  ...Object.fromEntries(
    Object.entries(CASES).map(([name, [text]]) => [
      `simulator/${name}.ts`,
      `import { a, b, c, check, checkLater, misfit, plain, refuse } from './prelude.ts';
export async function main(): Promise<unknown> { ${text} }`,
    ]),
  ),
});
afterAll(() => rmSync(toy, { recursive: true }));

const options: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ES2024,
  module: ts.ModuleKind.NodeNext,
  allowImportingTsExtensions: true,
  noEmit: true,
};
const files = Object.keys(CASES).map((name) => join(toy, 'simulator', `${name}.ts`));
const { preconditions, invariants } = findPreconditions(toy, files, options);

test.each(Object.entries(CASES))('%s', (name, [, ...expected]) => {
  const found = preconditions.filter(({ file }) => file === join('simulator', `${name}.ts`));
  expect(found.map(({ text }) => text)).toEqual(expected.map((text) => text.replace('...', 'throw refuse();')));
});

test('a bug is told apart', () => {
  expect(invariants).toEqual([{ file: 'simulator/a bug.ts', line: 2, text: "throw new Error('a bug');" }]);
});

test('switches leave lines where they are, the outer around the inner', () => {
  const text = 'a(\n  b ? c : d,\n);';
  const at = (part: string): { start: number; end: number } => {
    const start = text.indexOf(part);
    return { start, end: start + part.length };
  };
  const switched = instrument(
    text,
    [
      { id: 3, file: '', line: 1, text: '', ...at(text), off: { kind: 'check' } },
      { id: 4, file: '', line: 2, text: '', ...at('b'), off: { kind: 'reason', refusesWhen: true } },
      { id: 5, file: '', line: 2, text: '', ...at('d'), off: { kind: 'value' } },
      { id: 6, file: '', line: 2, text: '', ...at('b ? c : d'), off: { kind: 'finding' } },
    ],
    './switchboard.ts',
  );
  expect(switched).toBe(
    `import * as __mutation from './switchboard.ts'; try { a(
  __mutation.finding(6, __mutation.reason(4, true, b) ? c : (__mutation.isOn(5) ? d : undefined)),
); } catch (__error) { __mutation.pass(3, __error); }`,
  );
});
