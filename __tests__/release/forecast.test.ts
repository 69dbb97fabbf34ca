// What a plan is said to take: each figure by the steps, the sizes and the regions that it comes from.
import { describe, expect, test } from '@jest/globals';
import { effectRows, forecastRows, spanText } from '../../src/github/forecast-text.ts';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';
import type { Forecast } from '../../src/release/forecast.ts';
import { makePlan } from '../../src/release/make-plan.ts';
import type { Request } from '../../src/release/request.ts';
import type { Survey } from '../../src/release/survey.ts';
import {
  DATA_DISK_ID,
  disksOf,
  someBatchAccount,
  someDisk,
  someRequest,
  someStorageAccount,
  someSurvey,
  someVm,
  type SurveyChanges,
} from './world.ts';

const GIBIBYTE = 1024 ** 3;

function forecast(request: Request, survey: Survey): Forecast {
  const planning = makePlan(request, survey);
  if (planning.kind === 'problems') throw new Error(JSON.stringify(planning.problems));
  return planning.plan.forecast;
}

function rows(changes: SurveyChanges = {}, request = someRequest()): Readonly<Record<string, string>> {
  return Object.fromEntries(forecastRows(forecast(request, someSurvey(request, changes))));
}

function withSpec(text: string): Request {
  const parsed = parsePoolSpec(text);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return someRequest({ pool: { ...someRequest().pool, spec: parsed.spec } });
}

describe('time', () => {
  test('is that of the longest chain of steps, not their sum', () => {
    const request = someRequest();
    const { minutes, phases, steps } = forecast(
      request,
      someSurvey(request, { vm: someVm({ powerState: 'running' }) }),
    );
    const chain = ['deallocate', 'snapshot:os', 'version', 'region', 'pool', 'proof'];
    const sum = (bound: 'least' | 'most'): number => chain.reduce((total, id) => total + (steps[id]?.[bound] ?? 0), 0);
    expect(minutes).toEqual({ least: sum('least'), most: sum('most') });
    expect(phases.map(({ phase }) => phase)).toEqual(['capture', 'image', 'export', 'replication', 'pool', 'cleanup']);
  });

  test('of an export grows with the disk, and with the way to another region', () => {
    const most = (sizeGB: number, storage: string): number => {
      const request = someRequest();
      const survey = someSurvey(request, {
        disks: disksOf(someDisk({ sizeBytes: sizeGB * GIBIBYTE })),
        storageAccount: someStorageAccount({ location: storage }),
      });
      return Math.round(forecast(request, survey).steps['export:os']?.most ?? 0);
    };
    expect([most(4, 'westeurope'), most(128, 'westeurope'), most(128, 'northeurope')]).toEqual([2, 69, 533]);
  });

  test('of a version that Azure is making follows its pace so far', () => {
    const request = someRequest();
    const survey = someSurvey(request);
    const version = {
      id: `${request.image.galleryId}/images/vm-golden/versions/1.4.0`,
      name: '1.4.0',
      location: 'westeurope',
      provisioningState: 'Creating' as const,
      tags: { abip_key: survey.key, abip_content: makeContent(request, survey) },
      targetRegions: [{ name: 'westeurope', replicas: 1 }],
      excludeFromLatest: false,
      dataDiskLuns: [],
      replication: [{ region: 'westeurope', state: 'Replicating' as const, progress: 40 }],
      publishedDate: new Date(survey.now.getTime() - 8 * 60_000).toISOString(),
    };
    const { steps } = forecast(request, someSurvey(request, { version }));
    expect(steps['region']).toEqual({ least: 12, most: 18 });
  });

  test.each([
    [{ least: 0, most: 1 }, ''],
    [{ least: 0.2, most: 4.4 }, 'up to 4m'],
    [{ least: 10, most: 20 }, '10m to 20m'],
    [{ least: 31, most: 67 }, '30m to 1h 5m'],
    [{ least: 88, most: 533 }, '1h 30m to 9h'],
    [{ least: 7.1, most: 7.2 }, '7m'],
  ])('%o reads `%s`', (span, text) => {
    expect(spanText(span)).toBe(text);
  });
});

function makeContent(request: Request, survey: Survey): string {
  const planning = makePlan(request, survey);
  if (planning.kind !== 'plan' || planning.plan.content.kind !== 'known') throw new Error('No content.');
  return planning.plan.content.id;
}

describe('what is stored, moved and run', () => {
  test('each disk as snapshot and VHD, the image in every replica, and the way to other regions', () => {
    const request = someRequest({ image: { ...someRequest().image, replicaRegions: new Map([['eastus', 2]]) } });
    const vm = someVm({ dataDisks: [{ lun: 1, kind: 'managed', diskId: DATA_DISK_ID, caching: 'None' }] });
    const disks = disksOf(
      someDisk(),
      someDisk({ id: DATA_DISK_ID, name: 'data', uniqueId: 'other', sizeBytes: 60 * GIBIBYTE }),
    );
    const shown = rows({ vm, disks, storageAccount: someStorageAccount({ location: 'northeurope' }) }, request);
    expect(shown).toMatchObject({
      Storage:
        'VHD os up to 4 GiB, VHD data-1 up to 60 GiB, image westeurope=1 up to 64 GiB, image eastus=2 up to 128 GiB',
      Meanwhile: 'snapshot os up to 4 GiB, snapshot data-1 up to 60 GiB',
      Traffic: 'westeurope to northeurope up to 64 GiB, westeurope to eastus up to 64 GiB',
    });
  });

  test('nothing crosses regions where there is one', () => {
    expect(rows()).not.toHaveProperty('Traffic');
  });

  test.each([
    ['targetDedicatedNodes: 2\ntargetLowPriorityNodes: 3\n', '2 dedicated, 3 low-priority: 5 node-hours every hour'],
    ['targetLowPriorityNodes: 1\n', '1 low-priority: 1 node-hour every hour'],
    ['targetDedicatedNodes: 0\n', 'none'],
    ["enableAutoScale: true\nautoScaleFormula: '$TargetDedicatedNodes=3'\n", '3 dedicated: 3 node-hours every hour'],
    ["enableAutoScale: true\nautoScaleFormula: '$TargetDedicatedNodes=$a'\n", 'as many as the formula asks for'],
  ])('nodes of %j', (scale, text) => {
    expect(rows({}, withSpec(`id: render\nvmSize: Standard_D2s_v5\n${scale}`))['Nodes']).toBe(text);
  });

  test('replicas for the region of the Batch account', () => {
    const shown = rows({ batchAccount: someBatchAccount({ location: 'northeurope' }) });
    expect(shown['Storage']).toContain('image northeurope=1 up to 4 GiB');
    expect(shown['Traffic']).toBe('westeurope to northeurope up to 4 GiB');
  });
});

describe('what is changed of what is there', () => {
  const effects = (changes: SurveyChanges, request = someRequest()): readonly string[] =>
    effectRows(forecast(request, someSurvey(request, changes))).map((row) => row.join(' '));
  const cleanup = /^Deletes Snapshot abip-[0-9a-f]{20}-os, made for this run, is deleted at its end\.$/;

  test('the VM stops', () => {
    expect(effects({ vm: someVm({ powerState: 'running' }) })).toEqual([
      'Stops VM vm-golden is deallocated, and is not started again.',
      expect.stringMatching(cleanup),
    ]);
  });

  test('with capture-mode generalize it never starts again', () => {
    const request = someRequest({ capture: { ...someRequest().capture, mode: 'generalize' } });
    expect(effects({}, request)).toContain(
      'Flags VM vm-golden is flagged as generalized, for ever: it can never start again.',
    );
  });

  test('the image of the pool spec gives way', () => {
    const image = 'virtualMachineConfiguration:\n  imageReference:\n    publisher: a\n    offer: b\n    sku: c\n';
    expect(effects({}, withSpec(`id: render\nvmSize: Standard_D2s_v5\ntargetDedicatedNodes: 1\n${image}`))).toEqual([
      'Replaces The image of the pool spec (a:b:c) gives way to the released image version.',
      expect.stringMatching(cleanup),
    ]);
  });
});
