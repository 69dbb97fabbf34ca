// The switched copy: the project in a temporary folder, with a switch around every precondition of the simulator.
import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, sep } from 'node:path';
import { instrument } from './instrument.ts';
import type { Precondition } from './preconditions.ts';

/** Not copied: what is not read by the simulator's tests, or is linked. */
const LEFT_OUT = new Set(['.git', 'node_modules', 'dist', 'lib', 'coverage']);
const SWITCHBOARD = 'mutation-switchboard.ts';

export function makeCopy(root: string, preconditions: readonly Precondition[]): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'mutation-')));
  cpSync(root, copy, {
    recursive: true,
    filter: (path) => !LEFT_OUT.has(relative(root, path).split(sep)[0] ?? ''),
  });
  for (const linked of ['node_modules', 'dist']) {
    if (existsSync(join(root, linked))) symlinkSync(realpathSync(join(root, linked)), join(copy, linked));
  }
  cpSync(join(import.meta.dirname, 'switchboard.ts'), join(copy, SWITCHBOARD));
  for (const [file, own] of Map.groupBy(preconditions, (one) => one.file)) {
    const path = join(copy, file);
    const switchboard = relative(dirname(path), join(copy, SWITCHBOARD)).split(sep).join('/');
    writeFileSync(path, instrument(readFileSync(path, 'utf8'), own, switchboard));
  }
  return copy;
}
