// Thousands of input sets that are wrong in one place or in many: each ends in problems that can be read, or in a request.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { INPUTS } from '../../src/github/input-table.ts';
import { expectSound, feed, PATIENCE_MS } from './in-process.ts';
import { nastyText } from './nasty.ts';

const POOL = '{"id": "render-{version}", "vmSize": "Standard_D2s_v5", "targetDedicatedNodes": 2}';

const COMMON = {
  'subscription-id': '11111111-2222-4333-8444-555555555555',
  'resource-group': 'rg-images',
  'batch-account': 'batchrender',
};
const MADE = { ...COMMON, gallery: 'renderGallery', 'pool-spec': POOL };

const SOUND: readonly Readonly<Record<string, string>>[] = [
  { ...MADE, 'vm-name': 'vm-golden' },
  {
    ...MADE,
    'vm-name': 'vm-golden',
    'export-vhd': 'false',
    tags: 'team=render\ncost=42',
    'replica-regions': 'eastus=2',
  },
  {
    ...MADE,
    'vhd-url': 'https://strender.blob.core.windows.net/vhds/golden.vhd',
    'image-definition': 'golden',
    'os-type': 'Linux',
  },
  { ...MADE, 'vhd-file': 'out/golden.vhd', 'image-definition': 'golden', 'hyper-v-generation': 'V2' },
  {
    ...COMMON,
    'pool-spec': POOL,
    'image-version-id':
      '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg/providers/Microsoft.Compute/galleries/g/images/i/versions/1.0.0',
  },
  { ...COMMON, mode: 'inspect' },
  {
    ...MADE,
    'vm-name': 'vm-golden',
    mode: 'plan',
    environment: 'AzureUSGovernment',
    timeout: '90m',
    'min-ready-nodes': '1',
  },
];

const changes = fc.array(
  fc.tuple(
    fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...Object.keys(INPUTS)) }, { weight: 1, arbitrary: nastyText }),
    fc.oneof(
      { weight: 8, arbitrary: nastyText },
      { weight: 1, arbitrary: fc.constantFrom('', ' ', 'true', 'false', '0', '1', '42') },
    ),
  ),
  { minLength: 1, maxLength: 6 },
);

const fed = fc
  .record({
    base: fc.constantFrom(...SOUND),
    changes,
    gone: fc.array(fc.constantFrom(...Object.keys(MADE), 'vm-name'), { maxLength: 2 }),
    ref: fc.oneof(
      fc.constantFrom('refs/tags/v1.4.0', 'refs/heads/main', 'refs/tags/', ''),
      nastyText.map((text) => `refs/tags/${text}`),
    ),
    proxy: fc.option(nastyText, { freq: 10 }),
  })
  .map(({ base, changes: changed, gone, ref, proxy }) => ({
    inputs: Object.fromEntries([...Object.entries(base).filter(([name]) => !gone.includes(name)), ...changed]),
    provenance: { ref },
    ...(proxy === null ? {} : { environment: { HTTPS_PROXY: proxy } }),
  }));

test('the input sets that are changed are sound', async () => {
  for (const inputs of SOUND) expect((await feed({ inputs })).problems).toEqual([]);
});

test(
  'whatever the inputs, a run ends in words',
  async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fed, async (one) => {
        const told = await feed(one);
        if (told.problems.length > 0) refused += 1;
        expectSound(told);
      }),
      { numRuns: 6500, seed: 20261125 },
    );
    expect(refused).toBeGreaterThan(3000);
  },
  PATIENCE_MS,
);
