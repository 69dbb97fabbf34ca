// A toy project with a simulator of one room, in a temporary folder: what the tests of the mutation run try.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');

export function makeToy(files: Readonly<Record<string, string>>): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'mutation-toy-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, name)), { recursive: true });
    writeFileSync(join(directory, name), text);
  }
  const own = ['jest.config.js', 'scripts/strip-types.cjs', 'scripts/jest-start.mjs', 'scripts/jest-end.mjs'];
  for (const name of own) cpSync(join(ROOT, name), join(directory, name));
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ type: 'module' }));
  symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules'));
  return directory;
}

/** Every way to refuse, and in every way once with a test and once without. */
export const DOOR = `// A door.
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code + '!');
    this.code = code;
  }
}
export interface Door { isLocked?: boolean; isBricked?: boolean; kind?: string; key?: string; height?: number }

function requireKey(door: Door): void {
  const fits = door.key !== 'bent' && door.key !== 'lost';
  if (fits) return;
  throw new Refusal('WrongKey');
}

function misfit(height: number): Refusal | undefined {
  return height > 2 ? new Refusal('TooHigh') : undefined;
}

export function open(door: Door): string {
  if (door.isLocked === true || door.isBricked === true) throw new Refusal('Closed');
  requireKey(door);
  switch (door.kind) {
    case 'trap':
      throw new Refusal('Trap');
    case 'gate':
      throw new Refusal('Gate');
  }
  const problem = misfit(door.height ?? 1);
  if (problem !== undefined) return problem.message;
  if (door.kind === 'none') throw new Error('There is no door.');
  return 'open';
}

export function close(door: Door): { status: number } {
  if (door.isBricked === true) {
    return { status: 409 };
  }
  requireKey(door);
  return { status: 200 };
}
`;

export const DOOR_TEST = `
import { expect, test } from '@jest/globals';
import { close, open } from '../../../simulator/house/door.ts';

const code = (work: () => unknown): unknown => {
  try { return work(); } catch (error) { return error.code; }
};

test('opens', () => { expect(open({})).toBe('open'); });
test('refuses a locked door', () => { expect(code(() => open({ isLocked: true }))).toBe('Closed'); });
test('does not care why', () => { expect(open).toBeDefined(); code(() => open({ isBricked: true })); });
test('refuses a bent key', () => { expect(code(() => open({ key: 'bent' }))).toBe('WrongKey'); });
test('refuses a trap', () => { expect(code(() => open({ kind: 'trap' }))).toBe('Trap'); });
test('refuses what is too high', () => { expect(open({ height: 3 })).toBe('TooHigh!'); });
test('closes', () => { expect(close({}).status).toBe(200); });
`;

/** With these every precondition of the door is held. */
export const OTHER_TESTS = `
import { expect, test } from '@jest/globals';
import { close, open } from '../../../simulator/house/door.ts';

test.each([[{ isBricked: true }, 'Closed!'], [{ key: 'lost' }, 'WrongKey!'], [{ kind: 'gate' }, 'Gate!']])('refuses %j', (door, text) => {
  expect(() => open(door)).toThrow(text);
});
test('a bricked door stays', () => { expect(close({ isBricked: true }).status).toBe(409); });
test('closes with a key', () => { expect(() => close({ key: 'bent' })).toThrow('WrongKey!'); });
`;
