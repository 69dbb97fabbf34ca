// One transfer in a process of its own, so that its memory is its own: the action's way, or a plain loop. Says as JSON how
// long it took and how much memory at most.
import { open } from 'node:fs/promises';
import { AZURE_CLOUD } from '../src/azure/cloud.ts';
import { createSession, signIn, type Session } from '../src/azure/credential.ts';
import { createSnapshot, readDisk } from '../src/azure/disks.ts';
import type { Host } from '../src/azure/host.ts';
import { connectBlobs, type Blobs, type PageBlob } from '../src/azure/page-blobs.ts';
import { connect } from '../src/connect.ts';
import { createClock } from '../src/github/clock.ts';
import { KEY_MARK, CONTENT_MARK } from '../src/marks.ts';
import { VHD_CONTAINER } from '../src/names.ts';
import { withReadAccess, type SharedBlob } from '../src/source/read-access.ts';
import { sharedContent } from '../src/source/vhd-export.ts';
import { inspectVhdFile } from '../src/source/vhd-file.ts';
import { scanVhdFile } from '../src/source/vhd-file-scan.ts';
import { uploadVhd } from '../src/source/vhd-upload.ts';
import { LARGEST_PUT, writeVhd, type WriteTools } from '../src/source/write-vhd.ts';

export interface TransferJob {
  /** From a file of this machine, or from another blob by the service itself. */
  readonly from: 'file' | 'blob';
  readonly how: 'ours' | 'plain';
  readonly path: string;
  readonly blobName: string;
  /** Where blobs are; absent for the simulated Azure that the environment leads to. */
  readonly endpoint?: string;
}

export interface TransferResult {
  readonly seconds: number;
  /** Of finding out what the file is made of; not part of the above. */
  readonly scanSeconds: number;
  readonly peakMegabytes: number;
}

const controller = new AbortController();
const host: Host = {
  progress: () => undefined,
  notice: () => undefined,
  warning: (text) => process.stderr.write(`${text}\n`),
  debug: () => undefined,
  secret: () => undefined,
  clock: createClock(),
  signal: controller.signal,
};
const deadline = new Date(Date.now() + 3_600_000);
const LEASE = '11111111-2222-4333-8444-555555555555';
const MARKS = { [KEY_MARK]: 'bench', [CONTENT_MARK]: 'bench' };

const job = JSON.parse(process.argv[2] ?? '') as TransferJob;
const times = await run(job);
const result: TransferResult = { ...times, peakMegabytes: process.resourceUsage().maxRSS / 1024 };
console.log(JSON.stringify(result));

async function run(wanted: TransferJob): Promise<Omit<TransferResult, 'peakMegabytes'>> {
  const session = wanted.endpoint === undefined ? await signedIn() : anonymous();
  const blobEndpoint = wanted.endpoint ?? `https://${process.env['SIM_STORAGE'] ?? ''}.blob.core.windows.net/`;
  const blobs = wanted.endpoint === undefined ? connectBlobs(session) : blobsWithoutToken(session);
  await blobs.ensureContainer(blobEndpoint, VHD_CONTAINER);
  // What is loaded and signed in for at first use is no part of the transfer.
  await (await blobs.open(blobEndpoint, VHD_CONTAINER, wanted.blobName)).properties();
  if (wanted.from === 'file') return transferFile(wanted, blobEndpoint, blobs);
  return withSource(wanted, session, blobs, async (source) => copy(wanted, blobEndpoint, blobs, source));
}

async function transferFile(
  { how, path, blobName }: TransferJob,
  blobEndpoint: string,
  blobs: Blobs,
): Promise<Omit<TransferResult, 'peakMegabytes'>> {
  const found = await inspectVhdFile(path);
  if (found.kind === 'problem') throw new Error(found.problem.found);
  const { file } = found;
  if (how === 'plain') {
    const blob = await newBlob(blobs, blobEndpoint, blobName, file.bytes);
    const opened = await open(path);
    const buffer = Buffer.alloc(LARGEST_PUT);
    const seconds = await timed(async () =>
      eachPut(file.bytes, async (offset, length) => {
        await opened.read(buffer, 0, length, offset);
        await blob.writePages(offset, buffer.subarray(0, length), { deadline });
      }),
    );
    await opened.close();
    return { seconds, scanSeconds: 0 };
  }
  const scanStarted = performance.now();
  const scan = await scanVhdFile(host, file);
  const scanSeconds = (performance.now() - scanStarted) / 1000;
  const wish = { file, scan, role: 'os' as const, blobEndpoint, blobName, leaseId: LEASE, marks: MARKS, deadline };
  return { seconds: await timed(async () => uploadVhd(wish, toolsFor(blobs))), scanSeconds };
}

async function copy(
  { how, blobName }: TransferJob,
  blobEndpoint: string,
  blobs: Blobs,
  source: SharedBlob,
): Promise<Omit<TransferResult, 'peakMegabytes'>> {
  if (how === 'ours') {
    const wish = { label: 'export os', blobEndpoint, blobName, leaseId: LEASE, marks: MARKS, deadline };
    const seconds = await timed(async () => writeVhd(wish, await sharedContent(source), toolsFor(blobs)));
    return { seconds, scanSeconds: 0 };
  }
  const bytes = (await source.blob.properties())?.length ?? 0;
  const blob = await newBlob(blobs, blobEndpoint, blobName, bytes);
  const seconds = await timed(async () =>
    eachPut(bytes, async (offset, length) =>
      blob.copyPages({ offset, length, sourceUrl: source.sasUrl }, { deadline }),
    ),
  );
  return { seconds, scanSeconds: 0 };
}

async function withSource<T>(
  { endpoint }: TransferJob,
  session: Session,
  blobs: Blobs,
  use: (source: SharedBlob) => Promise<T>,
): Promise<T> {
  if (endpoint !== undefined) {
    const sasUrl = `${endpoint}${VHD_CONTAINER}/source.vhd`;
    return use({ blob: await blobs.openShared(sasUrl), sasUrl });
  }
  const subscription = process.env['AZURE_SUBSCRIPTION_ID'] ?? '';
  const { arm } = connect(session, subscription);
  const compute = `/subscriptions/${subscription}/resourceGroups/${process.env['SIM_RESOURCE_GROUP'] ?? ''}/providers/Microsoft.Compute`;
  const diskId = `${compute}/disks/${process.env['SIM_VM'] ?? ''}_OsDisk_1`;
  const snapshotId = `${compute}/snapshots/bench-${process.pid}`;
  const location = (await readDisk(arm, diskId))?.location ?? '';
  await createSnapshot(
    arm,
    { id: snapshotId, location, sourceDiskId: diskId, tags: {} },
    { deadline, what: 'snapshot' },
  );
  const ledger = { addGrant: () => undefined, removeGrant: () => undefined };
  return withReadAccess(snapshotId, deadline, { host, arm, blobs, cleanup: { host, arm }, ledger }, use);
}

async function newBlob(blobs: Blobs, endpoint: string, name: string, bytes: number): Promise<PageBlob> {
  const blob = await blobs.open(endpoint, VHD_CONTAINER, name);
  await blob.create(bytes, {});
  return blob;
}

async function eachPut(bytes: number, put: (offset: number, length: number) => Promise<void>): Promise<void> {
  for (let offset = 0; offset < bytes; offset += LARGEST_PUT) await put(offset, Math.min(LARGEST_PUT, bytes - offset));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

async function signedIn(): Promise<Session> {
  return signIn(host, { cloud: AZURE_CLOUD, oidcAudience: '', environment: process.env });
}

/** For a service that asks for no token. */
function anonymous(): Session {
  const acquire = async (): Promise<never> => Promise.reject(new Error('No token is needed here.'));
  return createSession(host, AZURE_CLOUD, { kind: 'environment', acquire });
}

function blobsWithoutToken(session: Session): Blobs {
  const blobs = connectBlobs(session);
  return {
    ...blobs,
    open: async (endpoint, container, name) => blobs.openShared(`${endpoint}${container}/${name}`),
    ensureContainer: async () => undefined,
  };
}

function toolsFor(blobs: Blobs): WriteTools {
  const ledger = { addLease: () => undefined, removeLease: () => undefined };
  return { host, blobs, cleanup: { host, blobs }, ledger };
}
