// Finds the text of `pool-spec`: the input itself, or a file inside the workspace.
import { readFile, realpath, stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { isInside } from '../paths.ts';
import type { Problem } from '../problem.ts';
import { quote } from './parse.ts';

export interface PoolSpecText {
  readonly text: string;
  /** As annotations name it, relative to the workspace; absent for text in the workflow itself. */
  readonly file?: string;
}

export type PoolSpecInput = PoolSpecText | { readonly problems: readonly Problem[] };

const LARGEST = 1024 * 1024;

export async function readPoolSpecInput(input: string, workspace: string): Promise<PoolSpecInput> {
  if (input.includes('\n') || input.startsWith('{')) {
    const bytes = Buffer.byteLength(input);
    return bytes > LARGEST ? tooLarge('the text', bytes) : { text: input };
  }
  const path = resolve(workspace, input);
  if (!isInside(workspace, path)) return outside(input);
  try {
    // Links are followed to their end, so that none leads out of the workspace.
    const target = await realpath(path);
    if (!isInside(await realpath(workspace), target)) return outside(input);
    const facts = await stat(target);
    if (!facts.isFile()) return refuse(`${quote(input)}, which is not a file`, 'a file', 'Name the file itself.');
    if (facts.size > LARGEST) return tooLarge(quote(input), facts.size);
    return { text: await readFile(target, 'utf8'), file: relative(workspace, path).replaceAll('\\', '/') };
  } catch (error) {
    return unreadable(input, error);
  }
}

function outside(input: string): PoolSpecInput {
  return refuse(
    `${quote(input)}, which is outside of the workspace`,
    'a file in the workspace',
    'Give a path relative to the root of the repository, without links that lead out of it.',
  );
}

function tooLarge(what: string, bytes: number): PoolSpecInput {
  return refuse(
    `${what} of ${bytes} bytes`,
    `at most ${LARGEST} bytes`,
    'A pool specification is some kilobytes long.',
  );
}

function unreadable(input: string, error: unknown): PoolSpecInput {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return refuse(
      `no file ${quote(input)} in the workspace`,
      'a file, or the specification itself as JSON or YAML',
      'Check the path, and that `actions/checkout` runs before this step. Text that is no path starts with `{` or spans lines.',
    );
  }
  return refuse(
    `${quote(input)}, which cannot be read (${code})`,
    'a readable file',
    'Check the file and its permissions.',
  );
}

function refuse(found: string, expected: string, fix: string): PoolSpecInput {
  return { problems: [{ code: 'pool-spec-unreadable', input: 'pool-spec', found, expected, fix }] };
}
