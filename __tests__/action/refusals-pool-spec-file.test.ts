// Where the pool spec comes from: a path that leads nowhere, out of the workspace, or to something that is no text.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStage, POOL_SPEC } from './harness.ts';
import { refusedRun } from './refusal.ts';

const stage = createStage();
let folder = '';
let workspace = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pool-specs-'));
  workspace = join(folder, 'repository');
  mkdirSync(join(workspace, 'pools'), { recursive: true });
  mkdirSync(join(folder, 'repository-of-others'));
  const files: Readonly<Record<string, string | Buffer>> = {
    '../secret.json': POOL_SPEC,
    '../repository-of-others/pool.json': POOL_SPEC,
    'pools/large.json': 'x'.repeat(1024 * 1024 + 1),
    'pools/long.json': 'x'.repeat(256 * 1024 + 1),
    'pools/empty.json': '',
    'pools/image.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00]),
    'pool.json': POOL_SPEC,
  };
  for (const [path, content] of Object.entries(files)) writeFileSync(join(workspace, path), content);
  symlinkSync(join(folder, 'secret.json'), join(workspace, 'link.json'));
  symlinkSync(folder, join(workspace, 'outside'));
  symlinkSync('nowhere.json', join(workspace, 'dangling.json'));
  symlinkSync('loop.json', join(workspace, 'pools', 'loop.json'));
  symlinkSync('../pool.json', join(workspace, 'pools', 'inside.json'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => stage.control.reset());

async function messages(path: string): Promise<readonly string[]> {
  return (await refusedRun(stage, { 'pool-spec': path }, { workspace })).messages;
}

describe('paths that lead out of the workspace', () => {
  test.each([
    '../secret.json',
    'pools/../../secret.json',
    '../repository-of-others/pool.json',
    'link.json',
    'outside/secret.json',
  ])('%s', async (path) => {
    expect(await messages(path)).toEqual([
      `pool-spec: found \`${path}\`, which is outside of the workspace; expected a file in the workspace. Give a path ` +
        'relative to the root of the repository, without links that lead out of it.',
    ]);
  });

  test('an absolute path', async () => {
    const path = join(folder, 'secret.json');
    expect(await messages(path)).toEqual([
      expect.stringContaining(`found \`${path}\`, which is outside of the workspace;`),
    ]);
  });
});

describe('paths that lead to no file', () => {
  test.each(['pools/none.json', 'pool.json/pool.json', 'dangling.json', 'render-pool', '${{ vars.POOL_SPEC }}'])(
    '%s',
    async (path) => {
      expect(await messages(path)).toEqual([
        `pool-spec: found no file \`${path}\` in the workspace; expected a file, or the specification itself as JSON or YAML. ` +
          'Check the path, and that `actions/checkout` runs before this step. Text that is no path starts with `{` or spans lines.',
      ]);
    },
  );

  test.each(['pools', '.'])('the folder %s', async (path) => {
    expect(await messages(path)).toEqual([
      `pool-spec: found \`${path}\`, which is not a file; expected a file. Name the file itself.`,
    ]);
  });

  test('a link to itself', async () => {
    expect(await messages('pools/loop.json')).toEqual([
      'pool-spec: found `pools/loop.json`, which cannot be read (ELOOP); expected a readable file. Check the file and its permissions.',
    ]);
  });
});

describe('files that are no pool', () => {
  test('too large', async () => {
    expect(await messages('pools/large.json')).toEqual([
      'pool-spec: found `pools/large.json` of 1048577 bytes; expected at most 1048576 bytes. A pool specification is some kilobytes long.',
    ]);
  });

  test('too long', async () => {
    expect(await messages('pools/long.json')).toEqual([
      'pools/long.json:1:1: pool-spec: found 262,145 characters; expected a pool of at most 262,144 characters. ' +
        'Give one pool as JSON or YAML, as for `az batch pool create --json-file`.',
    ]);
  });

  test('empty', async () => {
    expect(await messages('pools/empty.json')).toEqual([
      'pools/empty.json:1:1: pool-spec: found no content; expected a pool. Give one pool as JSON or YAML, as for `az batch pool create --json-file`.',
    ]);
  });

  test('a picture', async () => {
    const [message = ''] = await messages('pools/image.png');
    expect(message).toMatch(/^pools\/image\.png:1:1: pool-spec: found /);
    expect(message).not.toMatch(/[\u0000-\u0008\u000e-\u001f]/);
  });
});

test('a link inside the workspace is a file like any other', async () => {
  const run = await stage.run({ 'pool-spec': 'pools/inside.json', mode: 'plan' }, { workspace });
  expect(run.exitCode).toBe(0);
  expect(run.stdout).toContain('Create pool render-1-4-0');
});
