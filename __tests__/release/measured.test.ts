// What releases write of the time they took, and what the next one makes of it.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Pool } from '../../src/azure/batch-service.ts';
import { forecastRows } from '../../src/github/forecast-text.ts';
import { makePlan } from '../../src/release/make-plan.ts';
import { measuredBefore, startStopwatch, tookMark } from '../../src/release/measured.ts';
import type { Plan } from '../../src/release/plan.ts';
import { aPool } from '../pool/fake-batch.ts';
import { disksOf, someBatchOffer, someDisk, someRequest, someSurvey, type SurveyChanges } from './world.ts';

function planOf(changes: SurveyChanges = {}): Plan {
  const request = someRequest();
  const planning = makePlan(request, someSurvey(request, changes));
  if (planning.kind === 'problems') throw new Error(JSON.stringify(planning.problems));
  return planning.plan;
}

const { family } = someRequest().pool;
const earlier = (took: string, marks: object = {}): Pool =>
  aPool({ metadata: { abip_family: family, abip_key: 'of another version', abip_took: took, ...marks } });

const before = (...pools: readonly Pool[]): ReturnType<typeof measuredBefore> =>
  measuredBefore(someRequest(), someSurvey(someRequest(), { batchOffer: someBatchOffer({ pools }) }));

describe('the stopwatch', () => {
  const work = (kind: 'await-region' | 'deallocate-vm'): Plan['steps'][number]['work'] =>
    kind === 'await-region' ? { kind } : { kind, vmId: 'vm' };

  test('keeps the longest of each kind, in whole seconds', () => {
    const { note, took } = startStopwatch(planOf());
    note(work('await-region'), 811.6);
    note(work('deallocate-vm'), 20.2);
    note(work('deallocate-vm'), 95.4);
    expect(tookMark(took)).toEqual({ abip_took: 'await-region=812 deallocate-vm=95' });
  });

  test('passes over what takes no time, and a pool that was not made or not proven by ready nodes', () => {
    const { note, took } = startStopwatch(planOf());
    const short = planOf().steps.filter(({ phase }) => phase === 'image');
    for (const step of short) note(step.work, 9);
    note({ kind: 'prove-pool', waitFor: 'steady' }, 9);
    expect(tookMark(took)).toEqual({});
  });

  test('of a release that goes on where another ended tells nothing', () => {
    const steps = planOf().steps.map((step) =>
      ['create-version', 'create-pool'].includes(step.work.kind) ? { ...step, state: 'done' as const } : step,
    );
    const { note, took } = startStopwatch({ steps });
    note(work('await-region'), 100);
    note({ kind: 'prove-pool', waitFor: 'ready' }, 100);
    expect(tookMark(took)).toEqual({});
  });

  test('fits into a mark whatever it measured', () => {
    fc.assert(
      fc.property(fc.nat({ max: 999_999 }), (seconds) => {
        const { note, took } = startStopwatch(planOf());
        note(work('await-region'), seconds);
        const text = tookMark(took)['abip_took'] ?? '';
        expect(text.length).toBeLessThanOrEqual(256);
        expect(before(earlier(text)).spans.get('await-region')).toEqual({ least: seconds / 60, most: seconds / 60 });
      }),
    );
  });
});

describe('earlier releases', () => {
  test('tell the shortest and the longest time of each kind', () => {
    const { releases, spans } = before(earlier('await-region=600 prove-pool=300'), earlier('await-region=900'));
    expect(releases).toBe(2);
    expect(spans).toEqual(
      new Map([
        ['await-region', { least: 10, most: 15 }],
        ['prove-pool', { least: 5, most: 5 }],
      ]),
    );
  });

  test.each([
    ['another family', earlier('await-region=600', { abip_family: 'other' })],
    ['this very release', earlier('await-region=600', { abip_key: someSurvey(someRequest()).key })],
    ['a pool without the mark', aPool({ metadata: { abip_family: family } })],
    ['a mark that somebody changed', earlier('await-region=soon <b>=1 await-region=-5 constructor=7')],
  ])('%s tells nothing', (_, pool) => {
    expect(before(pool)).toEqual({ releases: 0, spans: new Map() });
  });
});

describe('the forecast', () => {
  const rowsOf = ({ forecast }: Plan): Readonly<Record<string, string>> => Object.fromEntries(forecastRows(forecast));

  test('takes what was measured, says so, and fills up with what is usual', () => {
    const pools = [earlier('await-region=600 prove-pool=240'), earlier('await-region=660 prove-pool=240')];
    const plan = planOf({ disks: disksOf(someDisk({})), batchOffer: someBatchOffer({ pools }) });
    expect(plan.forecast.steps).toMatchObject({ region: { least: 10, most: 11 }, proof: { least: 4, most: 4 } });
    expect(plan.forecast.steps['export:os']).toEqual(planOf().forecast.steps['export:os']);
    expect(rowsOf(plan)['Time']).toMatch(/ pool 4m to 5m \(measured in 2 earlier releases\)$/);
    expect(rowsOf(planOf())['Time']).not.toContain('measured');
  });

  test('does not forecast several regions by releases that may have had one', () => {
    const batchOffer = someBatchOffer({ pools: [earlier('await-region=600 await-all-regions=600')] });
    const request = someRequest();
    const far = someRequest({ image: { ...request.image, replicaRegions: new Map([['eastus', 1]]) } });
    const planning = makePlan(far, someSurvey(far, { batchOffer, regions: new Set(['eastus', 'westeurope']) }));
    if (planning.kind === 'problems') throw new Error(JSON.stringify(planning.problems));
    expect(planOf({ batchOffer }).forecast.steps).toMatchObject({ regions: { least: 10, most: 10 } });
    expect(planning.plan.forecast.steps).toMatchObject({ region: { least: 10 }, regions: { least: 30, most: 60 } });
  });
});
