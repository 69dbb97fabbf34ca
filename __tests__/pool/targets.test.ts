import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { durationSeconds } from '../../src/pool/duration.ts';
import { resizeTimeoutFor } from '../../src/pool/complete-pool.ts';
import { ignoresStartTask, nodeAgentOf, replicasFor, targetsOf, vmSizeOf } from '../../src/pool/targets.ts';
import { ARM, DATA_PLANE, FORMULA, specOf } from './specs.ts';

describe('targets in either shape', () => {
  test('fixed', () => {
    expect(targetsOf(specOf(DATA_PLANE))).toEqual({ kind: 'fixed', dedicated: 2, lowPriority: 0 });
    expect(targetsOf(specOf(ARM))).toEqual({ kind: 'fixed', dedicated: 2, lowPriority: 0 });
    expect(targetsOf(specOf({ properties: { vmSize: 'b' } }))).toEqual({ kind: 'fixed', dedicated: 0, lowPriority: 0 });
    expect(targetsOf(specOf({ id: 'a', vmSize: 'b', targetLowPriorityNodes: 3 }))).toMatchObject({ lowPriority: 3 });
  });

  test('by formula', () => {
    const dataPlane = specOf({ id: 'a', vmSize: 'b', enableAutoScale: true, autoScaleFormula: FORMULA });
    expect(targetsOf(dataPlane)).toEqual({ kind: 'autoScale', formula: FORMULA, interval: 'PT15M' });
    const scaleSettings = { autoScale: { formula: FORMULA, evaluationInterval: 'PT5M' } };
    const arm = specOf({ properties: { vmSize: 'b', scaleSettings } });
    expect(targetsOf(arm)).toEqual({ kind: 'autoScale', formula: FORMULA, interval: 'PT5M' });
  });

  test('size, agent and start task', () => {
    const startTask = { commandLine: 'x', waitForSuccess: false };
    const virtualMachineConfiguration = { nodeAgentSKUId: 'agent' };
    const dataPlane = specOf({ ...DATA_PLANE, startTask, virtualMachineConfiguration });
    expect([vmSizeOf(dataPlane), nodeAgentOf(dataPlane), ignoresStartTask(dataPlane)]).toEqual([
      'Standard_D2s_v5',
      'agent',
      true,
    ]);
    const deploymentConfiguration = { virtualMachineConfiguration: { nodeAgentSkuId: 'agent' } };
    const arm = specOf({ properties: { ...ARM.properties, startTask, deploymentConfiguration } });
    expect([vmSizeOf(arm), nodeAgentOf(arm), ignoresStartTask(arm)]).toEqual(['STANDARD_D2S_V5', 'agent', true]);
    expect(ignoresStartTask(specOf(DATA_PLANE))).toBe(false);
    expect(nodeAgentOf(specOf(ARM))).toBeUndefined();
  });
});

test('one replica for every 300 nodes, at least one, at most a hundred', () => {
  const replicas = (dedicated: number, lowPriority = 0): number =>
    replicasFor(specOf({ id: 'a', vmSize: 'b', targetDedicatedNodes: dedicated, targetLowPriorityNodes: lowPriority }));
  expect([replicas(0), replicas(1), replicas(300), replicas(301), replicas(200, 200)]).toEqual([1, 1, 1, 2, 2]);
  const scaled = (autoScaleFormula: string): number =>
    replicasFor(specOf({ id: 'a', vmSize: 'b', enableAutoScale: true, autoScaleFormula }));
  expect(scaled('$TargetDedicatedNodes = 3000;')).toBe(10);
  expect(scaled(FORMULA)).toBe(1);
  fc.assert(fc.property(fc.nat(200_000), (nodes) => replicas(nodes) >= 1 && replicas(nodes) <= 100));
});

test('the resize timeout is at least a quarter of an hour for every thousand nodes', () => {
  expect([resizeTimeoutFor(2), resizeTimeoutFor(1000), resizeTimeoutFor(2500)]).toEqual(['PT15M', 'PT30M', 'PT45M']);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000 }), (nodes) => {
      expect(durationSeconds(resizeTimeoutFor(nodes))).toBeGreaterThanOrEqual((Math.max(nodes, 1000) / 1000) * 15 * 60);
    }),
  );
});

test.each([
  ['PT15M', 900],
  ['P1W', 604_800],
  ['P1DT1H1M1.5S', 90_061.5],
  ['PT', undefined],
  ['P', undefined],
  ['15', undefined],
])('the duration %s has %s seconds', (text, seconds) => {
  expect(durationSeconds(text)).toBe(seconds);
});
