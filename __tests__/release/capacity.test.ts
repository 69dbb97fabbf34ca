// Room in the Batch account for one more pool and its cores: what is told, and what counts.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BatchAccount } from '../../src/azure/batch-accounts.ts';
import type { Pool } from '../../src/azure/batch-service.ts';
import { checkCapacity } from '../../src/release/checks/capacity.ts';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';
import { formatProblem } from '../../src/problem.ts';
import type { BatchOffer } from '../../src/release/survey-batch.ts';
import type { PoolRequest } from '../../src/release/request.ts';
import { NO_GROUNDS } from '../../src/release/grounds-parts.ts';
import { aPool } from '../pool/fake-batch.ts';
import { someBatchAccount, someBatchOffer, someRequest, someSurvey, someVmSize } from './world.ts';

interface Case {
  readonly spec?: string;
  readonly pool?: Partial<PoolRequest>;
  readonly account?: Partial<BatchAccount>;
  readonly offer?: Partial<BatchOffer>;
  /** What is there under the pool's ID. */
  readonly existing?: Pool;
}

const SPEC = 'id: render\nvmSize: standard_d2s_v5\ntargetDedicatedNodes: 10\n';

function told({ spec = SPEC, pool, account, offer, existing }: Case): {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
} {
  const parsed = parsePoolSpec(spec);
  if ('problems' in parsed) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const plain = someRequest();
  const request = { ...plain, pool: { ...plain.pool, spec: parsed.spec, ...pool } };
  const survey = someSurvey(request, {
    batchAccount: someBatchAccount(account),
    batchOffer: someBatchOffer(offer),
    ...(existing === undefined ? {} : { pool: existing }),
  });
  const { problems, warnings } = checkCapacity({ request, survey, grounding: NO_GROUNDS });
  return { problems: problems.map(formatProblem), warnings: warnings.map(({ text }) => text) };
}

const NOTHING = { problems: [], warnings: [] };
const KEY = someSurvey(someRequest()).key;

function other(id: string, current: number, target: number, changes: Partial<Pool> = {}): Pool {
  return aPool({
    id,
    vmSize: 'STANDARD_D2S_V5',
    currentDedicatedNodes: current,
    targetDedicatedNodes: target,
    allocationState: current === target ? 'steady' : 'resizing',
    metadata: {},
    ...changes,
  });
}

describe('the dedicated core quota of an account', () => {
  test('leaves room up to its last core', () => {
    expect(told({ account: { dedicatedCoreQuota: 20 } })).toEqual(NOTHING);
    expect(told({ account: { dedicatedCoreQuota: 24 }, offer: { pools: [other('a', 2, 0)] } })).toEqual(NOTHING);
  });

  test('is short: asked, quota, who has taken what, what is missing, how many nodes would fit', () => {
    const pools = [other('a', 2, 2), other('b', 1, 4), other('c', 1, 1), other('d', 1, 1)];
    expect(told({ account: { dedicatedCoreQuota: 30 }, offer: { pools } }).problems).toEqual([
      'pool-spec:3:23: found 10 dedicated nodes of Standard_D2s_v5 with 20 cores, while the dedicated core quota of Batch account ' +
        'batchrender is 30 and 16 are taken (pool b: 8, pool a: 4, pool c: 2, 1 more): 6 cores missing; expected at most 7 nodes, ' +
        'or a quota of at least 36. Ask for a higher quota (Azure portal, Batch account, Quotas), ask for fewer nodes, or scale ' +
        'other pools down.',
    ]);
  });

  test('is zero', () => {
    expect(told({ account: { dedicatedCoreQuota: 0 } }).problems).toEqual([
      'pool-spec:3:23: found 10 dedicated nodes of Standard_D2s_v5 with 20 cores, while the dedicated core quota of Batch account ' +
        'batchrender is 0 and none of it is taken: 20 cores missing; expected a quota of at least 20. Ask for a higher quota ' +
        '(Azure portal, Batch account, Quotas), ask for fewer nodes, or scale other pools down.',
    ]);
  });

  test('counts of a pool with a formula what it has, and what a formula of plain numbers asks for', () => {
    const scaled = (autoScaleFormula: string, current: number): Partial<BatchOffer> => ({
      pools: [other('a', current, 5, { autoScaleFormula })],
    });
    const account = { dedicatedCoreQuota: 24 };
    expect(told({ account, offer: scaled('$TargetDedicatedNodes = $PendingTasks.GetSample(1);', 2) })).toEqual(NOTHING);
    const plain = '// by day\n$TargetDedicatedNodes=3;\n$NodeDeallocationOption = taskcompletion;';
    expect(told({ account, offer: scaled(plain, 2) }).problems).toEqual([expect.stringContaining('(pool a: 6)')]);
  });

  test('counts of a pool that is being deleted only the nodes it still has', () => {
    const pools = [other('a', 2, 9, { state: 'deleting' })];
    expect(told({ account: { dedicatedCoreQuota: 24 }, offer: { pools } })).toEqual(NOTHING);
  });

  test.each([
    ['is being deleted', other('a', 2, 2, { state: 'deleting' })],
    ['is being scaled down', other('a', 2, 0)],
    ['did not get all it asked for', other('a', 0, 2, { allocationState: 'steady' })],
  ])('what a pool holds that %s is only told', (_, pool) => {
    expect(told({ account: { dedicatedCoreQuota: 20 }, offer: { pools: [pool] } })).toEqual({
      problems: [],
      warnings: [
        'There is not room for all nodes yet: 10 dedicated nodes of Standard_D2s_v5 with 20 cores, while the dedicated core quota ' +
          'of Batch account batchrender is 20 and 4 are taken (pool a: 4): 4 cores missing. There will be when the pools that are ' +
          'being deleted or scaled down have given their nodes back, unless others ask again for what they did not get.',
      ],
    });
    expect(told({ account: { dedicatedCoreQuota: 19 }, offer: { pools: [pool] } }).problems).toHaveLength(1);
  });

  test('is asked by a formula of plain numbers too, at its own place', () => {
    const spec = `id: render\nvmSize: Standard_D2s_v5\nenableAutoScale: true\nautoScaleFormula: $TargetDedicatedNodes=10\n`;
    expect(told({ spec, account: { dedicatedCoreQuota: 18 } }).problems).toEqual([
      expect.stringMatching(
        /^pool-spec:4:19: found 10 dedicated nodes .+: 2 cores missing; expected at most 9 nodes, or/,
      ),
    ]);
    const free = spec.replace('=10', '=$PendingTasks');
    expect(told({ spec: free, account: { dedicatedCoreQuota: 2 } })).toEqual(NOTHING);
    expect(told({ spec: free, account: { dedicatedCoreQuota: 1 } })).toEqual({
      problems: [],
      warnings: [
        'How many nodes the autoscale formula will ask for is not known, but there is no room for a single dedicated node of ' +
          'Standard_D2s_v5: the core quota of Batch account batchrender is taken, or zero.',
      ],
    });
  });

  test('whatever others have and however many are asked for: refused exactly when there is no room', () => {
    const count = fc.nat({ max: 40 });
    fc.assert(
      fc.property(count, count, count, count, (nodes, current, target, quota) => {
        const spec = SPEC.replace('10', String(nodes));
        const offer = { pools: [other('a', current, target)] };
        const room = target * 2 + nodes * 2 <= quota;
        const roomNow = Math.max(current, target) * 2 + nodes * 2 <= quota;
        const { problems, warnings } = told({ spec, offer, account: { dedicatedCoreQuota: quota } });
        expect(problems).toHaveLength(room || nodes === 0 ? 0 : 1);
        expect(warnings).toHaveLength(room && !roomNow && nodes > 0 ? 1 : 0);
      }),
    );
  });

  test('of fewer nodes is enough where min-ready-nodes says so', () => {
    const short = { account: { dedicatedCoreQuota: 8 } };
    expect(told({ ...short, pool: { minReadyNodes: 4 } })).toEqual({
      problems: [],
      warnings: [
        'Not all nodes will find room: 10 dedicated nodes of Standard_D2s_v5 with 20 cores, while the dedicated core quota of Batch ' +
          'account batchrender is 8 and none of it is taken: 12 cores missing. The 4 of min-ready-nodes will.',
      ],
    });
    expect(told({ ...short, pool: { minReadyNodes: 5 } }).problems).toHaveLength(1);
  });
});

describe('other quotas of an account', () => {
  test('a family’s, where it is enforced: only pools of the family count', () => {
    const large = someVmSize({ name: 'Standard_F2s_v2', family: 'standardFSv2Family' });
    const pools = [other('a', 1, 1), other('b', 5, 5, { vmSize: 'standard_f2s_v2' })];
    const offer: Partial<BatchOffer> = { pools, sizes: { kind: 'read', value: [someVmSize(), large] } };
    const perFamily = (cores: number): Partial<BatchAccount> => ({
      dedicatedCoreQuotaPerFamily: new Map([['standarddsv5family', cores]]),
    });
    expect(told({ offer, account: perFamily(22) })).toEqual(NOTHING);
    expect(told({ offer, account: perFamily(21) }).problems).toEqual([
      'pool-spec:3:23: found 10 dedicated nodes of Standard_D2s_v5 with 20 cores, while the quota of standardDSv5Family of Batch ' +
        'account batchrender is 21 and 2 are taken (pool a: 2): 1 core missing; expected at most 9 nodes, or a quota of at least ' +
        '22. Ask for a higher quota of this family (Azure portal, Batch account, Quotas), or choose a vmSize of another family.',
    ]);
    expect(told({ offer, account: { dedicatedCoreQuotaPerFamily: new Map() } })).toEqual(NOTHING);
  });

  test('low-priority cores; that these nodes were retired is only told', () => {
    const spec = 'id: render\nvmSize: Standard_D2s_v5\ntargetLowPriorityNodes: 3\n';
    const retired =
      'The pool asks for 3 low-priority nodes. Azure retired those of accounts like batchrender, whose pool allocation mode is ' +
      'BatchService, on 2025-09-30: it may allocate none. Spot nodes need an account with pool allocation mode UserSubscription.';
    expect(told({ spec, account: { lowPriorityCoreQuota: 6 } })).toEqual({ problems: [], warnings: [retired] });
    const pools = [other('a', 9, 9, { currentLowPriorityNodes: 1 })];
    expect(told({ spec, account: { lowPriorityCoreQuota: 6 }, offer: { pools } }).problems).toEqual([
      'pool-spec:3:25: found 3 low-priority nodes of Standard_D2s_v5 with 6 cores, while the low-priority core quota of Batch account ' +
        'batchrender is 6 and 2 are taken (pool a: 2): 2 cores missing; expected at most 2 nodes, or a quota of at least 8. Ask for ' +
        'a higher quota (Azure portal, Batch account, Quotas), or ask for dedicated nodes.',
    ]);
  });

  test('pools', () => {
    expect(told({ account: { poolQuota: 2 }, offer: { pools: [other('a', 0, 0)] } })).toEqual(NOTHING);
    expect(told({ account: { poolQuota: 1 }, offer: { pools: [other('a', 0, 0)] } }).problems).toEqual([
      'batch-account: found batchrender, whose pool quota is 1, with 1 pool in it; expected room for one more pool. Delete a pool, ' +
        'or ask for a higher pool quota: Azure portal, Batch account, Quotas.',
    ]);
  });

  test('nodes that talk to each other are at most a hundred, in a subscription of the user eighty', () => {
    const spec = (nodes: number): string =>
      `id: render\nvmSize: x\ntargetDedicatedNodes: ${nodes}\nenableInterNodeCommunication: true\n`;
    expect(told({ spec: spec(100) })).toEqual(NOTHING);
    expect(told({ spec: spec(81), account: { poolAllocationMode: 'UserSubscription' } }).problems).toEqual([
      'pool-spec:3:23: found 81 nodes that talk to each other, in Batch account batchrender with pool allocation mode ' +
        'UserSubscription; expected at most 80 nodes where inter-node communication is enabled. Ask for fewer nodes, or switch ' +
        'inter-node communication off.',
    ]);
    expect(told({ spec: spec(101).replace('true', 'false') })).toEqual(NOTHING);
  });
});

describe('an account that allocates in the user’s subscription', () => {
  const account = { poolAllocationMode: 'UserSubscription', dedicatedCoreQuota: 0, lowPriorityCoreQuota: 0 } as const;
  const usages = (...entries: readonly (readonly [string, number, number])[]): Partial<BatchOffer> => ({
    usages: { kind: 'read', value: new Map(entries.map(([name, used, limit]) => [name, { used, limit }])) },
  });

  test('Compute’s usage holds the nodes that exist; what pools still ask for comes on top', () => {
    const pools = [other('a', 3, 5)];
    expect(told({ account, offer: { pools, ...usages(['cores', 10, 34]) } })).toEqual(NOTHING);
    expect(told({ account, offer: { pools, ...usages(['cores', 10, 33]) } }).problems).toEqual([
      'pool-spec:3:23: found 10 dedicated nodes of Standard_D2s_v5 with 20 cores, while the core quota of the subscription in ' +
        'westeurope is 33 and 14 are taken (in use in westeurope: 10, still asked for by pool a: 4): 1 core missing; expected at ' +
        'most 9 nodes, or a quota of at least 34. Ask for a higher quota (Azure portal, Subscription, Usage + quotas), or ask for ' +
        'fewer nodes.',
    ]);
  });

  test('what is in use of nodes that pools give back is only told', () => {
    const pools = [other('a', 3, 0)];
    const { problems, warnings } = told({ account, offer: { pools, ...usages(['cores', 10, 24]) } });
    expect({ problems, warnings }).toEqual({ problems: [], warnings: [expect.stringContaining('in westeurope: 10')] });
    expect(told({ account, offer: { pools, ...usages(['cores', 10, 23]) } }).problems).toEqual([
      expect.stringContaining('is 23 and 4 are taken (in use in westeurope: 4): 1 core missing'),
    ]);
  });

  test('family and low-priority cores have limits of their own', () => {
    const offer = usages(['cores', 0, 100], ['standarddsv5family', 5, 20], ['lowprioritycores', 0, 3]);
    const spec = `${SPEC}targetLowPriorityNodes: 2\n`;
    expect(told({ account, offer, spec }).problems).toEqual([
      expect.stringContaining(
        'the quota of standardDSv5Family of the subscription in westeurope is 20 and 5 are taken',
      ),
      expect.stringContaining(
        'the low-priority core quota of the subscription in westeurope is 3 and none of it is taken',
      ),
    ]);
  });

  test('nodes that an earlier attempt left are not counted twice', () => {
    const own = other('render', 4, 10, { metadata: { abip_key: KEY, abip_state: 'failed' } });
    const offer = { pools: [own], ...usages(['cores', 8, 20]) };
    expect(told({ account, offer, existing: own })).toEqual(NOTHING);
  });

  test('is not judged where Compute does not tell', () => {
    expect(
      told({ account, offer: { usages: { kind: 'unread', action: 'Microsoft.Compute/locations/usages/read' } } }),
    ).toEqual({
      problems: [],
      warnings: [
        'Whether the core quotas of Batch account batchrender have room for the nodes could not be checked: ' +
          'Microsoft.Compute/locations/usages/read over the subscription is not granted, or Azure does not answer.',
      ],
    });
    expect(told({ account })).toEqual(NOTHING);
  });
});

describe('the pool of the wanted ID', () => {
  const full = { dedicatedCoreQuota: 20, poolQuota: 1 };

  test('of an earlier attempt counts for nothing but itself', () => {
    const own = other('Render', 10, 10, { metadata: { abip_key: KEY } });
    expect(told({ account: full, offer: { pools: [own] }, existing: own })).toEqual(NOTHING);
  });

  test('that is finished asks for nothing', () => {
    const own = other('render', 0, 0, { metadata: { abip_key: KEY, abip_state: 'ready' } });
    expect(told({ account: { dedicatedCoreQuota: 0 }, offer: { pools: [own] }, existing: own })).toEqual(NOTHING);
  });

  test('of someone else counts as any other', () => {
    const foreign = other('render', 1, 1);
    expect(told({ account: full, offer: { pools: [foreign] }, existing: foreign }).problems).toHaveLength(2);
  });
});

test('sizes that Batch does not show or offer are told elsewhere', () => {
  const sizes = { kind: 'unread', action: 'Microsoft.Batch/locations/virtualMachineSkus/read' } as const;
  expect(told({ account: { dedicatedCoreQuota: 0 }, offer: { sizes } })).toEqual(NOTHING);
  expect(told({ spec: SPEC.replace('standard_d2s_v5', 'standard_x1'), account: { dedicatedCoreQuota: 0 } })).toEqual(
    NOTHING,
  );
  expect(told({ spec: SPEC.replace('10', '0'), offer: { sizes } })).toEqual(NOTHING);
});

test('of a size with constrained cores the lower number counts', () => {
  const size = someVmSize({ capabilities: { vCPUs: '4', vCPUsAvailable: '2' } });
  const offer: Partial<BatchOffer> = { sizes: { kind: 'read', value: [size] } };
  expect(told({ account: { dedicatedCoreQuota: 20 }, offer })).toEqual(NOTHING);
  expect(told({ account: { dedicatedCoreQuota: 19 }, offer }).problems).toHaveLength(1);
  const untold: Partial<BatchOffer> = { sizes: { kind: 'read', value: [someVmSize({ capabilities: {} })] } };
  expect(told({ account: { dedicatedCoreQuota: 0 }, offer: untold })).toEqual(NOTHING);
});
