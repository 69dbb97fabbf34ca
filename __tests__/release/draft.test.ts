// A request with wrong inputs, held against what Azure has: all problems together, and none that follows from another.
import { describe, expect, test } from '@jest/globals';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';
import type { Problem } from '../../src/problem.ts';
import { judgeDraft } from '../../src/release/draft.ts';
import type { Survey } from '../../src/release/survey.ts';
import { aPool } from './any-world.ts';
import { someBatchAccount, someRequest, someSurvey } from './world.ts';

const wrongSpec: Problem = { code: 'pool-spec-value', input: 'pool-spec', found: 'x', expected: 'y', fix: 'Mend it.' };

/** As `buildRequest` leaves it where the pool specification cannot be used. */
const draft = someRequest({
  pool: {
    ...someRequest().pool,
    spec: { kind: 'dataPlane', body: {}, notices: [], locate: () => ({ file: 'pool-spec', line: 1, column: 1 }) },
  },
});

function codes(changes: Partial<Survey>): readonly string[] {
  return judgeDraft([wrongSpec], draft, someSurvey(draft, changes)).problems.map(({ code }) => code);
}

describe('a request whose pool specification cannot be used', () => {
  test('is told of that first, then of everything else', () => {
    expect(codes({ gallery: undefined, batchAccount: someBatchAccount({ poolQuota: 0 }) })).toEqual([
      ...['pool-spec-value', 'gallery-not-found', 'batch-pool-quota'],
    ]);
  });

  test('hears nothing of what the specification may say already', () => {
    expect(codes({ supportedImages: [] })).toEqual(['pool-spec-value']);
  });

  test('is not told that its own pool was made from another one', () => {
    const marks = { abip_key: someSurvey(draft).key, abip_content: 'c', abip_spec: 'hash', abip_state: 'ready' };
    expect(codes({ pool: aPool('render', marks, 'active', 'image') })).toEqual(['pool-spec-value']);
    expect(codes({ pool: aPool('render', {}, 'active', 'image') })).toEqual(['pool-spec-value', 'pool-exists']);
  });

  test('whose values alone are wrong still has its ID', () => {
    expect(parsePoolSpec('id: render\nvmSize: 7\ntargetDedicatedNodes: 1\n')).toMatchObject({ id: 'render' });
    expect(parsePoolSpec('name: account/render\nproperties:\n  vmSize: 7\n')).toMatchObject({ id: 'render' });
  });
});
