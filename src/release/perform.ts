// What each kind of step does. Every one looks before it writes: a step that was done meanwhile is left as it is.
import type { Wait } from '../azure/arm.ts';
import { readSnapshot } from '../azure/disks.ts';
import { isAzureServiceError } from '../azure/errors.ts';
import { isTransient } from '../azure/retry.ts';
import { deallocate, generalize } from '../azure/virtual-machines.ts';
import { ensureDefinition, ensureGallery, ensureVersion } from '../image/publish.ts';
import { watchReplication } from '../image/replication.ts';
import { lastingMarks, productMarks, temporaryMarks } from '../marks.ts';
import { leaseId } from '../names.ts';
import type { DiskCapture } from '../source/capture.ts';
import { ensureSnapshot, removeSnapshot } from '../source/snapshot.ts';
import { exportVhd } from '../source/vhd-export.ts';
import { performPoolStep } from './perform-pool.ts';
import type { PlannedStep } from './plan.ts';
import type { RunContext } from './run-context.ts';

export async function perform(step: PlannedStep, run: RunContext): Promise<void> {
  const { arm, host } = run.clients;
  const { work } = step;
  const wait: Wait = { deadline: run.deadline, what: step.title };
  host.progress(`${step.title} ...`);
  switch (work.kind) {
    case 'deallocate-vm':
      await deallocate(arm, work.vmId, wait);
      break;
    case 'snapshot-disk':
      await snapshot(work.disk, run, wait);
      break;
    case 'generalize-vm':
      await generalize(arm, work.vmId);
      break;
    case 'export-vhd':
      await exportDisk(work.disk, run);
      break;
    case 'create-gallery':
      await ensureGallery(arm, work.galleryId, work.location, tagsOfLasting(run), wait);
      break;
    case 'create-definition':
      await ensureDefinition(arm, work.definition, tagsOfLasting(run), wait);
      break;
    case 'create-version':
      await publish(run, wait);
      break;
    case 'await-region':
      await run.learned.replication?.inRegion(run.plan.pool.region);
      run.output({ imageVersion: run.request.image.version, imageVersionId: run.plan.version.id });
      break;
    case 'await-all-regions':
      await run.learned.replication?.everywhere;
      break;
    case 'create-pool':
    case 'reattach-pool':
    case 'prove-pool':
      await performPoolStep(work, run);
      break;
    case 'delete-snapshot':
      await removeSnapshot(arm, work.disk.snapshotId, run.plan.key, wait);
      run.ledger.removeTemporary(work.disk.snapshotId);
      break;
    default:
      work satisfies never;
  }
  host.progress(`${step.title}: done`);
}

async function snapshot(disk: DiskCapture, run: RunContext, wait: Wait): Promise<void> {
  const facts = await run.learned.marks();
  const tags = { ...run.request.tags, ...temporaryMarks(facts, run.clients.host.clock.now()) };
  run.ledger.addTemporary({ kind: 'snapshot', id: disk.snapshotId });
  try {
    await ensureSnapshot(run.clients.arm, { disk, contentId: facts.contentId, tags }, wait);
  } catch (error) {
    if (await isRefused(error, disk, run)) run.ledger.removeTemporary(disk.snapshotId);
    throw error;
  }
}

/** Whether it is certain that there is no snapshot, and that none will come of the request that failed. */
async function isRefused(error: unknown, { snapshotId }: DiskCapture, { clients }: RunContext): Promise<boolean> {
  if (!isAzureServiceError(error) || isTransient(error)) return false;
  try {
    return (await readSnapshot(clients.arm, snapshotId)) === undefined;
  } catch {
    return false;
  }
}

async function exportDisk(disk: DiskCapture, run: RunContext): Promise<void> {
  const { plan, clients, cleanup, ledger, learned, deadline } = run;
  if (plan.blobEndpoint === undefined) throw new Error('The plan exports a VHD, but names no storage account.');
  const exported = await exportVhd(
    {
      disk,
      blobEndpoint: plan.blobEndpoint,
      leaseId: leaseId(plan.key, disk.role),
      marks: productMarks(await learned.marks()),
      deadline,
    },
    { host: clients.host, arm: clients.arm, blobs: clients.blobs, cleanup, ledger },
  );
  learned.vhds.push({ disk: disk.role, ...exported });
  if (disk.role === 'os') run.output({ vhdUrl: exported.url });
}

/** Azure makes the version in the background; the watch tells when each region has it. */
async function publish(run: RunContext, wait: Wait): Promise<void> {
  const { plan, clients, learned, request } = run;
  const tags = { ...request.tags, ...productMarks(await learned.marks()) };
  const operation = await ensureVersion(clients.arm, plan.version, tags, wait);
  learned.replication = watchReplication(clients.host, clients.arm, {
    versionId: plan.version.id,
    operation,
    regions: plan.version.targetRegions.map(({ name }) => name),
    deadline: run.deadline,
  });
}

function tagsOfLasting({ request }: RunContext): Readonly<Record<string, string>> {
  return { ...request.tags, ...lastingMarks(request.provenance) };
}
