// Paths that lead anywhere: a pool specification is read from the workspace and from nowhere else, and nothing is written.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectSound, feed, PATIENCE_MS } from './in-process.ts';
import { nastyText } from './nasty.ts';

const POOL = '{"id": "render", "vmSize": "Standard_D2s_v5", "targetDedicatedNodes": 2}';
const before = process.env['GITHUB_WORKSPACE'];
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'fuzz-files-'));
  const workspace = join(folder, 'work');
  mkdirSync(join(workspace, 'pools'), { recursive: true });
  writeFileSync(join(workspace, 'pools/pool.json'), POOL);
  writeFileSync(join(folder, 'outside.json'), '{"secret": "S3cret!pass"}');
  symlinkSync('pools/pool.json', join(workspace, 'inside.json'));
  symlinkSync('../outside.json', join(workspace, 'out.json'));
  symlinkSync('..', join(workspace, 'up'));
  symlinkSync('/', join(workspace, 'root'));
  symlinkSync('loop', join(workspace, 'loop'));
  process.env['GITHUB_WORKSPACE'] = workspace;
});
afterAll(() => {
  if (before === undefined) delete process.env['GITHUB_WORKSPACE'];
  else process.env['GITHUB_WORKSPACE'] = before;
  rmSync(folder, { recursive: true, force: true });
});

/** Links are not followed. */
const listed = (): readonly string[] => ['', 'work', 'work/pools'].flatMap((name) => readdirSync(join(folder, name)));

const PARTS = [
  '.',
  '..',
  '',
  'pools',
  'pool.json',
  'inside.json',
  'out.json',
  'outside.json',
  'up',
  'root',
  'loop',
  'etc',
  'work',
];
const paths = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('/')),
  },
  { weight: 1, arbitrary: nastyText },
);

test(
  'whatever the path, a pool is read inside of the workspace or not at all',
  async () => {
    let taken = 0;
    const there = listed();
    await fc.assert(
      fc.asyncProperty(paths, paths, async (spec, template) => {
        const inputs = {
          'subscription-id': '11111111-2222-4333-8444-555555555555',
          'resource-group': 'rg-images',
          'vm-name': 'vm-golden',
          gallery: 'renderGallery',
          'batch-account': 'batchrender',
          'pool-spec': spec,
          'template-path': template,
        };
        const told = await feed({ inputs });
        if (told.request !== undefined) taken += 1;
        expectSound(told);
        const path = told.request?.capture.templatePath;
        if (path !== undefined && !path.startsWith(join(folder, 'work/'))) throw new Error(`It would write ${path}.`);
        if (`${told.printed}${told.summary}`.includes('S3cret')) throw new Error('It was read.');
      }),
      { numRuns: 500, seed: 20261125 },
    );
    expect(taken).toBeGreaterThan(5);
    expect(listed()).toEqual(there);
  },
  PATIENCE_MS,
);
