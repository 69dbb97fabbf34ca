// Sections of the summary that tell what there is: resources, VHDs, nodes, steps, marks.
import type { NodeCounts } from '../azure/batch-service.ts';
import { formatBytes, formatDuration, formatShare } from '../format.ts';
import type { ExportedVhd, PoolReport, Result, StepReport } from '../release/result.ts';
import { code, cut, escape, table } from './markdown.ts';
import type { Budget } from './markdown.ts';
import { resourceLink } from './portal.ts';
import type { SummaryContext } from './summary.ts';

export function renderResources({ outputs, pool }: Result, context: SummaryContext, budget: Budget): string {
  const { portal, vmId, batchAccountId } = context;
  const rows: (readonly [string, string])[] = [];
  const add = (what: string, value: string | undefined): void => {
    if (value !== undefined) rows.push([what, value]);
  };
  add('Pool ID', outputs.poolId && code(outputs.poolId));
  add(
    'Pool',
    pool &&
      `${escape(pool.vmSize)}, node agent ${code(pool.nodeAgentSku)} (${escape(pool.nodeAgentReason)}), ${PROOFS[pool.proof]}`,
  );
  add('Batch account', batchAccountId && resourceLink(portal, batchAccountId));
  add('Image version', outputs.imageVersion && code(outputs.imageVersion));
  add('In the gallery', outputs.imageVersionId && imageLinks(outputs.imageVersionId, context));
  add('VHD', outputs.vhdUrl && code(outputs.vhdUrl));
  add('Captured VM', vmId && resourceLink(portal, vmId));
  return table(['', ''], rows, budget);
}

/** The version, and its definition beside it: several definitions may have a version of that name. */
function imageLinks(versionId: string, { portal }: SummaryContext): string {
  const [definitionId = versionId] = versionId.split(/\/versions\//i);
  return `${resourceLink(portal, definitionId)} / ${resourceLink(portal, versionId)}<br>${code(versionId)}`;
}

const PROOFS: Readonly<Record<PoolReport['proof'], string>> = {
  ready: 'its nodes are ready',
  unproven: 'not proven: no nodes, or not waited for',
  failed: 'its nodes did not become ready',
};

export function renderVhds(vhds: readonly ExportedVhd[], budget: Budget): string {
  const rows = vhds.map(({ disk, url, bytes, movedBytes }) => [
    disk === 'os' ? 'OS' : `data, LUN ${disk}`,
    code(url),
    formatBytes(bytes),
    movedBytes === undefined ? 'was whole already' : formatShare(movedBytes, bytes),
  ]);
  return table(['Disk', 'VHD', 'Size', 'Moved'], rows, budget);
}

export function renderNodes(pool: PoolReport | undefined, budget: Budget): string {
  const counts: NodeCounts = pool?.counts ?? { dedicated: {}, lowPriority: {} };
  const rows = (['dedicated', 'lowPriority'] as const).flatMap((kind) =>
    Object.entries(counts[kind]).flatMap(([state, count]) =>
      count > 0 ? [[kind === 'dedicated' ? 'dedicated' : 'low-priority', escape(state), String(count)]] : [],
    ),
  );
  return table(['Nodes', 'State', 'Count'], rows, budget);
}

const STATES: Readonly<Record<StepReport['state'], string>> = {
  'done-before': 'was so already',
  done: 'done',
  failed: '**failed**',
  skipped: 'skipped',
  cancelled: 'cancelled',
};

export function renderSteps(steps: readonly StepReport[], budget: Budget): string {
  const rows = steps.map(({ title, phase, state, startedAt, endedAt }) => [
    escape(cut(title, 300)),
    escape(phase),
    STATES[state],
    startedAt && endedAt ? formatDuration(endedAt.getTime() - startedAt.getTime()) : '',
  ]);
  return table(['Step', 'Phase', 'State', 'Took'], rows, budget);
}

export function renderMarks(marks: Readonly<Record<string, string>>, budget: Budget): string {
  const rows = Object.entries(marks).map(([name, value]) => [code(name), code(cut(value, 300))]);
  return table(['Mark', 'Value'], rows, budget);
}
