import { expect, test } from '@jest/globals';
import {
  lastingMarks,
  poolMarks,
  productMarks,
  readOrigin,
  temporaryMarks,
  vhdMarks,
  type MarkFacts,
} from '../src/marks.ts';

const FACTS: MarkFacts = {
  key: '0123456789abcdef0123',
  contentId: 'fedcba98765432100123',
  source: '/subscriptions/s/resourceGroups/grün/providers/Microsoft.Compute/virtualMachines/vm',
  provenance: {
    repository: 'contoso/render-images',
    sha: '0123456789abcdef0123456789abcdef01234567',
    ref: `refs/heads/${'x'.repeat(400)}`,
    runId: '4711',
    runNumber: 42,
    runAttempt: 2,
    runUrl: 'https://github.com/contoso/render-images/actions/runs/4711',
  },
};

const EVERY_KIND = {
  product: productMarks(FACTS),
  temporary: temporaryMarks(FACTS, new Date('2026-11-23T12:00:00Z')),
  pool: poolMarks(FACTS, 'render', 'cafe', 'provisioning'),
  VHD: { ...vhdMarks(FACTS, 0), abip_state: 'complete' },
  lasting: lastingMarks(FACTS),
};

test.each(Object.entries(EVERY_KIND))(
  'marks of a %s object are at most eleven, within the limits of tags and headers',
  (_kind, marks) => {
    expect(Object.keys(marks).length).toBeLessThanOrEqual(11);
    for (const [name, value] of Object.entries(marks)) {
      expect(name).toMatch(/^abip_[a-z]+$/);
      expect(value).toMatch(/^[\x20-\x7e]*$/);
      expect(value.length).toBeLessThanOrEqual(256);
    }
  },
);

test('a temporary says when it may go; nothing else does', () => {
  expect(EVERY_KIND.temporary['abip_expires']).toBe('2026-11-24T12:00:00.000Z');
  expect(Object.keys({ ...EVERY_KIND.product, ...EVERY_KIND.pool, ...EVERY_KIND.lasting })).not.toContain(
    'abip_expires',
  );
});

test('a run is told with its attempt', () => {
  expect(EVERY_KIND.product['abip_run']).toBe('4711/2');
});

test('what is written is read again; marks that are not there are left out', () => {
  const run = { repository: 'contoso/render-images', commit: FACTS.provenance.sha, run: '4711/2' };
  const ref = FACTS.provenance.ref.slice(0, 256);
  expect(readOrigin(EVERY_KIND.pool)).toEqual({
    ...run,
    ref,
    key: FACTS.key,
    source: EVERY_KIND.pool['abip_source'],
    contentId: FACTS.contentId,
    state: 'provisioning',
  });
  const source = EVERY_KIND.lasting['abip_source'];
  expect(readOrigin(EVERY_KIND.lasting)).toEqual({ ...run, ref, source, contentId: FACTS.contentId });
  expect(readOrigin({ team: 'rendering' })).toBeUndefined();
});
