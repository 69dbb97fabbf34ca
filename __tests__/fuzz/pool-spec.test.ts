// Thousands of pool specifications that are none: each ends in problems that can be read, or in a pool that can be sent.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { expectSound, feed, PATIENCE_MS } from './in-process.ts';
import { EXAMPLES, LARGE, specs } from './specs.ts';

const INPUTS = {
  'subscription-id': '11111111-2222-4333-8444-555555555555',
  'resource-group': 'rg-images',
  'vm-name': 'vm-golden',
  gallery: 'renderGallery',
  'batch-account': 'batchrender',
  'pool-id': 'render-{version}',
};

/** Text of a workflow, not a path: it spans lines. */
const told = async (spec: string) => feed({ inputs: { ...INPUTS, 'pool-spec': `#\n${spec}` } });

test('the specifications that are changed are sound', async () => {
  for (const spec of [...EXAMPLES, JSON.stringify(LARGE)]) expect((await told(spec)).problems).toEqual([]);
});

test(
  'whatever the pool specification, a run ends in words, and tells none of its secrets',
  async () => {
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(specs, async (spec) => {
        const end = await told(spec);
        if (end.problems.length > 0) refused += 1;
        expectSound(end);
        const said = [end.printed.replaceAll(/^::add-mask::.*$/gm, ''), end.summary, ...end.outputs.values()].join(
          '\n',
        );
        if (said.includes('S3cret!pass')) throw new Error(`A secret: ${said}`);
      }),
      { numRuns: 3500, seed: 20261125 },
    );
    expect(refused).toBeGreaterThan(2000);
  },
  PATIENCE_MS,
);
