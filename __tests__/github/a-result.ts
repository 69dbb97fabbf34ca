// A result as a whole run would leave it, for tests that render one.
import type { Result, StepReport } from '../../src/release/result.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 23, 10, 0, seconds));

const VERSION_ID =
  '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Compute/galleries/gal/images/vm/versions/1.4.0';

function step(id: string, phase: StepReport['phase'], from: number, to: number): StepReport {
  return { id, title: `Step ${id}`, phase, state: 'done', startedAt: at(from), endedAt: at(to) };
}

export const succeeded: Result = {
  outcome: { kind: 'succeeded' },
  changed: true,
  outputs: {
    vhdUrl: 'https://acct.blob.core.windows.net/system/Microsoft.Compute/Images/batchimages/vm-osDisk.1.vhd',
    poolId: 'render-1-4-0',
    imageVersion: '1.4.0',
    imageVersionId: VERSION_ID,
  },
  vhds: [
    {
      disk: 'os',
      url: 'https://acct.blob.core.windows.net/system/Microsoft.Compute/Images/batchimages/vm-osDisk.1.vhd',
      bytes: 4 * 2 ** 30 + 512,
      movedBytes: 44 * 2 ** 20,
    },
  ],
  steps: [step('stop', 'capture', 0, 60), step('export', 'export', 60, 300), step('pool', 'pool', 300, 754)],
  pool: {
    id: 'render-1-4-0',
    endpoint: 'https://batch.westeurope.batch.azure.com',
    vmSize: 'STANDARD_D2S_V3',
    nodeAgentSku: 'batch.node.ubuntu 22.04',
    nodeAgentReason: 'named in the pool spec',
    counts: { dedicated: { idle: 2, running: 0 }, lowPriority: { unusable: 1 } },
    proof: 'ready',
  },
  marks: { abip_schema: '1', abip_repo: 'octo/render' },
  leftovers: [],
  warnings: [{ code: 'pool-unproven', input: 'pool-spec', text: 'The pool has `no` nodes | yet' }],
  startedAt: at(0),
  endedAt: at(754),
};
