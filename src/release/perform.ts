// What each kind of step does. Every one looks before it writes: a step that was done meanwhile is left as it is.
import type { ArmOperation, Wait } from '../azure/arm.ts';
import { readSnapshot } from '../azure/disks.ts';
import { isAzureServiceError, type AzureServiceError } from '../azure/errors.ts';
import { nameOf } from '../azure/resource-id.ts';
import { isTransient } from '../azure/retry.ts';
import { deallocate, generalize } from '../azure/virtual-machines.ts';
import { addTargetRegions, type VersionOrigin } from '../azure/galleries.ts';
import { ensureDefinition, ensureGallery, ensureVersion } from '../image/publish.ts';
import { watchReplication, type Replication } from '../image/replication.ts';
import type { VersionMaterial } from '../image/version.ts';
import { lastingMarks, productMarks, temporaryMarks, vhdMarks } from '../marks.ts';
import type { Warning } from '../problem.ts';
import { leaseId, roleName } from '../names.ts';
import type { DiskCapture } from '../source/capture.ts';
import type { MadeVhd } from '../source/planned-vhd.ts';
import { ensureSnapshot, removeSnapshot } from '../source/snapshot.ts';
import { captureUnmanaged } from '../source/unmanaged-capture.ts';
import { copyVhd } from '../source/vhd-copy.ts';
import { exportVhd } from '../source/vhd-export.ts';
import { uploadVhd } from '../source/vhd-upload.ts';
import { secondsBetween } from './measured.ts';
import { performPoolStep } from './perform-pool.ts';
import type { PlannedStep } from './plan.ts';
import { sourceText } from './request.ts';
import type { ExportedVhd } from './result.ts';
import type { RunContext } from './run-context.ts';

/** `skipped`: it could not be done, and the release is whole without it. */
export async function perform(step: PlannedStep, run: RunContext): Promise<'done' | 'skipped'> {
  const { arm, host } = run.clients;
  const { work } = step;
  const wait: Wait = { deadline: run.deadline, what: step.title };
  host.progress(`${step.title} ...`);
  const startedAt = host.clock.now();
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
    case 'capture-vm':
      await captureDisks(work.vmId, run, wait);
      break;
    case 'write-vhd':
      await writeVhd(work.vhd, run);
      break;
    case 'use-vhd':
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
    case 'replicate-version':
      await addTargetRegions(arm, run.plan.version.id, run.plan.version.targetRegions, wait);
      watch(undefined, run);
      break;
    case 'await-region':
      await followed(run).inRegion(run.plan.pool.region);
      run.output({ imageVersion: run.request.image.version, imageVersionId: run.plan.version.id });
      break;
    case 'await-all-regions':
      await followed(run).everywhere;
      break;
    case 'create-pool':
    case 'reattach-pool':
    case 'prove-pool':
      await performPoolStep(work, run);
      break;
    case 'delete-snapshot':
      if (await isKept(work.disk.snapshotId, run, wait)) return 'skipped';
      break;
    default:
      work satisfies never;
  }
  run.learned.stopwatch.note(work, secondsBetween(startedAt, host.clock.now()));
  host.progress(`${step.title}: done`);
  return 'done';
}

/** Deletes a temporary, unless a lock keeps it: that is no fault of the release, which has no more need of it. */
async function isKept(id: string, { clients, ledger, learned, plan }: RunContext, wait: Wait): Promise<boolean> {
  try {
    await removeSnapshot(clients.arm, id, plan.key, wait);
    ledger.removeTemporary(id);
    return false;
  } catch (error) {
    if (!isAzureServiceError(error, 'ScopeLocked')) throw error;
    clients.host.progress(`${wait.what}: a lock keeps it`);
    // The post step would be refused as well.
    ledger.removeTemporary(id);
    learned.kept.push({ id, reason: `a lock keeps it: ${error.serviceMessage}` });
    if (!plan.warnings.some(({ code }) => code === 'lock-keeps-snapshots'))
      learned.warnings.push(keptByLock(id, error));
    return true;
  }
}

function keptByLock(id: string, { serviceMessage }: AzureServiceError): Warning {
  const text =
    `A lock forbids to delete snapshot ${nameOf(id)}, which the run made for itself: ${serviceMessage} It stays behind, and costs ` +
    `money until somebody deletes it (az snapshot delete --ids ${id}).`;
  return { code: 'lock-keeps-snapshots', input: 'vm-name', text };
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

/** Azure copies all unmanaged disks at once, under names of its own; the marks make them findable for a later run. */
async function captureDisks(vmId: string, run: RunContext, wait: Wait): Promise<void> {
  const { clients, learned, request } = run;
  const facts = await learned.marks();
  const captured = await captureUnmanaged(
    { vmId, capture: request.capture, marksOf: (role) => vhdMarks(facts, role) },
    clients,
    wait,
  );
  for (const { role, ...vhd } of captured) noteVhd(run, { disk: role, ...vhd });
}

async function writeVhd({ role, blobName, from }: MadeVhd, run: RunContext): Promise<void> {
  const { plan, clients, cleanup, ledger, learned, deadline } = run;
  if (plan.blobEndpoint === undefined) throw new Error('The plan writes a VHD, but names no storage account.');
  const wish = {
    role,
    blobEndpoint: plan.blobEndpoint,
    blobName,
    leaseId: leaseId(plan.key, role),
    marks: vhdMarks(await learned.marks(), role),
    deadline,
  };
  const tools = { host: clients.host, arm: clients.arm, blobs: clients.blobs, cleanup, ledger };
  switch (from.kind) {
    case 'snapshot':
      noteVhd(run, { disk: role, ...(await exportVhd({ ...wish, disk: from.disk }, tools)) });
      break;
    case 'blob':
      noteVhd(run, { disk: role, ...(await copyVhd({ ...wish, location: from.location, etag: from.etag }, tools)) });
      break;
    case 'file':
      noteVhd(run, { disk: role, ...(await uploadVhd({ ...wish, file: from.file, scan: from.scan }, tools)) });
      break;
    default:
      from satisfies never;
  }
}

function noteVhd({ learned, output }: RunContext, vhd: ExportedVhd): void {
  learned.vhds.set(vhd.disk, vhd);
  if (vhd.disk === 'os') output({ vhdUrl: vhd.url });
}

/** Azure makes the version in the background; the watch tells when each region has it. */
async function publish(run: RunContext, wait: Wait): Promise<void> {
  const { plan, clients, learned, request } = run;
  const { material, ...spec } = plan.version;
  const tags = { ...request.tags, ...productMarks(await learned.marks()) };
  const origin = originOf(material, learned);
  watch(await ensureVersion(clients.arm, { ...spec, source: origin, tags }, wait), run);
}

function originOf(material: VersionMaterial, { vhds }: RunContext['learned']): VersionOrigin {
  switch (material.kind) {
    case 'snapshots':
      return material;
    case 'VHDs': {
      const [os, ...dataDisks] = material.disks.map(({ role, caching }) => {
        const url = vhds.get(role)?.url;
        if (url === undefined)
          throw new Error(`The VHD of disk ${roleName(role)} is not there: no version can be made of it.`);
        return { role, caching, url };
      });
      if (os === undefined) throw new Error('The plan makes a version of VHDs, but names none.');
      const { storageAccountId } = material;
      return {
        kind: 'VHDs',
        storageAccountId,
        os,
        dataDisks: dataDisks.flatMap(({ role, ...disk }) => (role === 'os' ? [] : [{ lun: role, ...disk }])),
      };
    }
    case 'itself':
      throw new Error('A version that exists is never made.');
    default:
      return material satisfies never;
  }
}

/** A version that an earlier run asked for is followed from here on. */
function followed(run: RunContext): Replication {
  return run.learned.replication ?? watch(undefined, run);
}

function watch(operation: ArmOperation | undefined, { plan, clients, learned, deadline }: RunContext): Replication {
  const { id: versionId, targetRegions } = plan.version;
  const regions = targetRegions.map(({ name }) => name);
  learned.replication = watchReplication(clients.host, clients.arm, { versionId, operation, regions, deadline });
  return learned.replication;
}

function tagsOfLasting({ request, learned }: RunContext): Readonly<Record<string, string>> {
  const { provenance, source, tags } = request;
  const contentId = learned.knownMarks()?.contentId;
  return { ...tags, ...lastingMarks({ provenance, source: sourceText(source), contentId }) };
}
