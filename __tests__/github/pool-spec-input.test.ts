import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readPoolSpecInput } from '../../src/github/pool-spec-input.ts';

let root = '';
let workspace = '';

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pool-spec-'));
  workspace = join(root, 'work');
  await mkdir(join(workspace, 'ci'), { recursive: true });
  await writeFile(join(workspace, 'ci', 'pool.json'), '{"id":"p"}');
  await writeFile(join(root, 'secret.json'), 'secret');
  await writeFile(join(workspace, 'large.json'), '');
  await truncate(join(workspace, 'large.json'), 1024 * 1024 + 1);
  await symlink(join(root, 'secret.json'), join(workspace, 'link.json'));
  await symlink(root, join(workspace, 'up'));
  await symlink(join(workspace, 'ci', 'pool.json'), join(workspace, 'inner.json'));
});

afterAll(async () => rm(root, { recursive: true, force: true }));

const problemOf = async (input: string): Promise<string> => {
  const result = await readPoolSpecInput(input, workspace);
  return 'problems' in result ? result.problems.map(({ found }) => found).join() : `read: ${result.text}`;
};

describe('the text itself', () => {
  test.each(['{"id":"p"}', 'id: p\nvmSize: x'])('%j', async (text) => {
    expect(await readPoolSpecInput(text, workspace)).toEqual({ text });
  });
  test('too much of it is refused', async () => {
    expect(await problemOf(`{${' '.repeat(1024 * 1024)}`)).toContain('1048577 bytes');
  });
});

describe('a file', () => {
  test.each(['ci/pool.json', './ci/pool.json', 'ci/../ci/pool.json'])('%s', async (path) => {
    expect(await readPoolSpecInput(path, workspace)).toEqual({ text: '{"id":"p"}', file: 'ci/pool.json' });
  });
  test('an absolute path inside the workspace, and a link that stays inside', async () => {
    expect(await readPoolSpecInput(join(workspace, 'ci/pool.json'), workspace)).toHaveProperty('file', 'ci/pool.json');
    expect(await readPoolSpecInput('inner.json', workspace)).toHaveProperty('text', '{"id":"p"}');
  });
  test.each([
    ['../secret.json', 'outside of the workspace'],
    ['/etc/passwd', 'outside of the workspace'],
    ['link.json', 'outside of the workspace'],
    ['up/secret.json', 'outside of the workspace'],
    ['..', 'outside of the workspace'],
    ['ci', 'which is not a file'],
    ['none.json', 'no file `none.json`'],
    ['ci/pool.json/x', 'no file'],
    ['large.json', '1048577 bytes'],
  ])('%s is refused', async (path, expected) => expect(await problemOf(path)).toContain(expected));
});
