// How a VHD gets into a page blob, from a file and from another blob, against a plain loop of 4 MiB puts in the same run: once
// into the simulator's storage (Azurite), once into a front where every request takes 20 ms and blobs have their limits.
import { execFile } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PageRange } from '../src/azure/page-blobs.ts';
import { startSimulatorProcess } from '../runner/simulator-process.ts';
import { FOOTER_BYTES, writeVhd } from '../runner/vhd.ts';
import { startPageFront, type PageFront } from './page-front.ts';
import { report } from './report.ts';
import type { TransferJob, TransferResult } from './transfer-job.ts';

const MIB = 1024 * 1024;
const JOB = join(import.meta.dirname, 'transfer-job.ts');
const DELAY_MS = 20;
const WAYS = ['file', 'blob'] as const;
/** Requests for nothing, of all; more than the first is lost to rounding of blocks. */
const GOALS = { sentPerAllocated: 1.005, refused: 0.05 };

interface Disk {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly ranges: readonly PageRange[];
  readonly footer: Buffer;
}

export async function transfer(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const sparse = await makeDisk(join(folder, 'sparse.vhd'), '2 GiB disk with 256 MiB of data', 2048, 256);
    const dense = await makeDisk(join(folder, 'dense.vhd'), '512 MiB disk full of data', 512, 512);
    for (const disk of [sparse, dense]) {
      console.log(`${disk.name}, front with ${DELAY_MS} ms per request, 500 requests/s and 60 MiB/s per blob:`);
      await onFront(disk);
      console.log(`${disk.name}, Azurite:`);
      await onAzurite(disk);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function onFront(disk: Disk): Promise<void> {
  const { path, bytes, ranges, footer } = disk;
  const front = await startPageFront({
    delayMs: DELAY_MS,
    source: { path: '/account/system/source.vhd', ranges, bytes },
    footer,
  });
  try {
    for (const from of WAYS) {
      const job = { from, path, endpoint: front.endpoint };
      const ours = await measure({ ...job, how: 'ours', blobName: `${from}.vhd` });
      const plain = await measure({ ...job, how: 'plain', blobName: `${from}-plain.vhd` });
      tell(disk, from, ours, plain);
      tellPuts(disk, front, `/account/system/${from}.vhd`);
    }
  } finally {
    await front.stop();
  }
}

async function onAzurite(disk: Disk): Promise<void> {
  const running = await startSimulatorProcess({ profile: 'instant', osDisk: disk.path });
  try {
    for (const from of WAYS) {
      const job = { from, path: disk.path };
      const ours = await measure({ ...job, how: 'ours', blobName: `${from}.vhd` }, running.environment);
      const plain = await measure({ ...job, how: 'plain', blobName: `${from}-plain.vhd` }, running.environment);
      tell(disk, from, ours, plain);
    }
  } finally {
    await running.stop();
  }
}

function tell({ bytes }: Disk, from: TransferJob['from'], ours: TransferResult, plain: TransferResult): void {
  const scan = ours.scanSeconds > 0 ? `; scanned at ${(bytes / MIB / ours.scanSeconds).toFixed(0)} MiB/s` : '';
  report(
    from === 'file' ? '  upload' : '  copy',
    `${ours.seconds.toFixed(2)} s`,
    `x${(ours.seconds / plain.seconds).toFixed(2)} of a plain loop's ${plain.seconds.toFixed(1)} s; at most ` +
      `${ours.peakMegabytes.toFixed(0)} MB of memory, the loop ${plain.peakMegabytes.toFixed(0)} MB${scan}`,
  );
}

function tellPuts({ path }: Disk, front: PageFront, blob: string): void {
  const { taken, refused, bytes } = front.putsTo(blob);
  const ratio = bytes / (statSync(path).blocks * 512);
  report('', `x${ratio.toFixed(2)}`, `bytes sent of bytes that the file occupies, in ${taken} puts`, {
    goal: '1.00',
    met: ratio <= GOALS.sentPerAllocated,
  });
  const share = refused / (taken + refused);
  report('', `${(share * 100).toFixed(1)} %`, `of the puts were refused with 503 (${refused})`, {
    goal: `<= ${GOALS.refused * 100} %`,
    met: share <= GOALS.refused,
  });
}

async function measure(job: TransferJob, environment: NodeJS.ProcessEnv = {}): Promise<TransferResult> {
  const run = promisify(execFile);
  const env = { PATH: process.env['PATH'], ...environment };
  const { stdout } = await run(process.execPath, [JOB, JSON.stringify(job)], { env });
  return JSON.parse(stdout) as TransferResult;
}

/** Data in pieces of 64 KiB to 1 MiB with holes between, or without any. */
async function makeDisk(path: string, name: string, mebibytes: number, dataMebibytes: number): Promise<Disk> {
  const { diskBytes, bytes } = await writeVhd(path, mebibytes * MIB, 'benchmark');
  const ranges: PageRange[] = [];
  const file = await open(path, 'r+');
  try {
    const footer = Buffer.alloc(FOOTER_BYTES);
    await file.read(footer, 0, FOOTER_BYTES, diskBytes);
    // The blocks that writeVhd left are not wanted: only what is written here is data.
    await file.truncate(0);
    await file.truncate(bytes);
    const spread = mebibytes / dataMebibytes;
    let offset = 0;
    for (let piece = 0; offset < diskBytes; piece += 1) {
      const length = Math.min(MIB, 64 * 1024 * (1 + ((piece * 7) % 16)), diskBytes - offset);
      await file.write(randomFillSync(Buffer.alloc(length)), 0, length, offset);
      ranges.push({ offset, length });
      offset += length * spread;
    }
    await file.write(footer, 0, FOOTER_BYTES, diskBytes);
    await file.sync();
    return { name, path, bytes, ranges: [...ranges, { offset: diskBytes, length: FOOTER_BYTES }], footer };
  } finally {
    await file.close();
  }
}
