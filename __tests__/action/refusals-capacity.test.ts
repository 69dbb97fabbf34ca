// A Batch account, or the subscription behind it, without room for the pool: all that is missing is told in one run.
import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../simulator/kernel/json.ts';
import type { ScenarioResource } from '../../simulator/scenario/scenario.ts';
import { createStage } from './harness.ts';
import { refusedOnce, refusedRun } from './refusal.ts';
import { IDS, world } from './worlds.ts';

const stage = createStage();

/** A pool with nodes, as an earlier release left it. */
function earlierPool(name: string, nodes: number, properties: JsonObject = {}): ScenarioResource {
  const imageReference = { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' };
  const virtualMachineConfiguration = { imageReference, nodeAgentSkuId: 'batch.node.ubuntu 24.04' };
  return {
    id: `${IDS.batch}/pools/${name}`,
    body: {
      properties: {
        vmSize: 'STANDARD_D2S_V5',
        deploymentConfiguration: { virtualMachineConfiguration },
        scaleSettings: { fixedScale: { targetDedicatedNodes: nodes } },
        ...properties,
      },
    },
  };
}

const SPEC = JSON.stringify({
  id: 'render-{version}',
  vmSize: 'Standard_D2s_v5',
  targetDedicatedNodes: 120,
  targetLowPriorityNodes: 5,
  enableInterNodeCommunication: true,
});

describe('an account that is full', () => {
  const refused = refusedOnce(stage, {
    inputs: { 'pool-spec': SPEC },
    scenario: world({
      batch: {
        properties: {
          poolQuota: 2,
          dedicatedCoreQuota: 100,
          lowPriorityCoreQuota: 4,
          dedicatedCoreQuotaPerVMFamilyEnforced: true,
          dedicatedCoreQuotaPerVMFamily: [{ name: 'standardDSv5Family', coreQuota: 50 }],
        },
      },
      more: [earlierPool('render-1-2-0', 3), earlierPool('other', 4, { vmSize: 'STANDARD_F2S_V2' })],
    }),
  });

  test('tells every quota, who has taken what of it, and what is missing', () => {
    expect(refused().messages).toEqual([
      'batch-account: found batchrender, whose pool quota is 2, with 2 pools in it; expected room for one more pool. Delete a pool, or ' +
        'ask for a higher pool quota: Azure portal, Batch account, Quotas.',
      'pool-spec:1:76: found 125 nodes that talk to each other, in Batch account batchrender with pool allocation mode BatchService; ' +
        'expected at most 100 nodes where inter-node communication is enabled. Ask for fewer nodes, or switch inter-node ' +
        'communication off.',
      'pool-spec:1:76: found 120 dedicated nodes of Standard_D2s_v5 with 240 cores, while the dedicated core quota of Batch account ' +
        'batchrender is 100 and 14 are taken (pool other: 8, pool render-1-2-0: 6): 154 cores missing; expected at most 43 nodes, or a ' +
        'quota of at least 254. Ask for a higher quota (Azure portal, Batch account, Quotas), ask for fewer nodes, or scale other ' +
        'pools down.',
      'pool-spec:1:76: found 120 dedicated nodes of Standard_D2s_v5 with 240 cores, while the quota of standardDSv5Family of Batch ' +
        'account batchrender is 50 and 6 are taken (pool render-1-2-0: 6): 196 cores missing; expected at most 22 nodes, or a quota of ' +
        'at least 246. Ask for a higher quota of this family (Azure portal, Batch account, Quotas), or choose a vmSize of another ' +
        'family.',
      'pool-spec:1:105: found 5 low-priority nodes of Standard_D2s_v5 with 10 cores, while the low-priority core quota of Batch account ' +
        'batchrender is 4 and none of it is taken: 6 cores missing; expected at most 2 nodes, or a quota of at least 10. Ask for a ' +
        'higher quota (Azure portal, Batch account, Quotas), or ask for dedicated nodes.',
    ]);
  });

  test('warns of low-priority nodes beside', () => {
    expect(refused().run.summary).toContain('Azure retired those of accounts like batchrender');
  });
});

test('a subscription whose VMs and nodes have used up Compute’s quotas', async () => {
  await stage.control.reset(
    world({
      batch: { properties: { poolAllocationMode: 'UserSubscription', allowedAuthenticationModes: ['AAD'] } },
      more: [earlierPool('render-1-2-0', 3)],
      scenario: { quotas: { cores: 10, spotCores: 0, familyCores: { standardDSv5Family: 9 } } },
    }),
  );
  const spec = {
    id: 'render-{version}',
    vmSize: 'Standard_D2s_v5',
    targetDedicatedNodes: 2,
    targetLowPriorityNodes: 1,
  };
  const { messages } = await refusedRun(stage, { 'pool-spec': JSON.stringify(spec) });
  const more = 'Ask for a higher quota (Azure portal, Subscription, Usage + quotas), or ask for fewer nodes.';
  expect(messages).toEqual([
    'pool-spec:1:76: found 2 dedicated nodes of Standard_D2s_v5 with 4 cores, while the core quota of the subscription in westeurope is ' +
      `10 and 8 are taken (in use in westeurope: 8): 2 cores missing; expected at most 1 node, or a quota of at least 12. ${more}`,
    'pool-spec:1:76: found 2 dedicated nodes of Standard_D2s_v5 with 4 cores, while the quota of standardDSv5Family of the subscription ' +
      'in westeurope is 9 and 8 are taken (in use in westeurope: 8): 3 cores missing; expected a quota of at least 12. ' +
      more,
    'pool-spec:1:103: found 1 low-priority node of Standard_D2s_v5 with 2 cores, while the low-priority core quota of the subscription in ' +
      `westeurope is 0 and none of it is taken: 2 cores missing; expected a quota of at least 2. ${more}`,
  ]);
});
