// The bytes behind managed disks and snapshots, and the SAS grants under which they can be read from outside.
import { createHmac } from 'node:crypto';
import { mkdir, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AzureError } from '../kernel/errors.ts';
import type { Cloud } from '../kernel/clouds.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Randomness } from '../kernel/randomness.ts';
import { pieces } from './blob-copies.ts';
import type { DiskBlobs, VhdBlob } from './disk-blobs.ts';
import { writeSparse, type Piece, type SparseFile } from './sparse-files.ts';
import { piecesOf } from './uncached-read.ts';
import type { WriteVhdBlob } from './vhd-writer.ts';
import { fixedVhdFooter, FOOTER_BYTES, isFixedVhdFooter } from './vhd.ts';

/** An open or ended read access to one disk. */
export interface DiskGrant {
  readonly diskId: string;
  readonly host: string;
  readonly container: string;
  /** The signature and policy that the SAS carries. */
  readonly signature: string;
  readonly policy: string;
  readonly expires: Date;
  readonly incremental: boolean;
  revoked: boolean;
}

export interface ManagedDisks extends DiskBlobs {
  grantAt(host: string, container: string): DiskGrant | undefined;
  file(diskId: string): SparseFile | undefined;
  /** Lets go of all disks. */
  clear(): Promise<void>;
}

/** What a storage account's blob holds, for disks and image versions made from one. */
export interface BlobContents {
  readonly type: VhdBlob['blobType'];
  readonly bytes: number;
  readonly isLeased: boolean;
  pieces(): AsyncIterable<Piece>;
  read(start: number, length: number): Promise<Buffer>;
}

export interface DiskParts {
  readonly directory: string;
  readonly clock: Clock;
  readonly random: Randomness;
  /** How the hosts of granted disks end. */
  readonly hosts: Cloud['disks'];
  /** Seeds survive a reset: scanning a disk of many gigabytes again would make every reset slow. */
  readonly seeds: Seeds;
  /** The blob behind a URL of a storage account; undefined when it is absent. */
  readonly openBlob: (url: string) => Promise<BlobContents | undefined>;
  /** Writes a VHD into a storage account. */
  readonly writeBlob: WriteVhdBlob;
}

/** The contents of VHD files, by path, size and time. */
export type Seeds = Map<string, Promise<SparseFile>>;

let files = 0;

export function createManagedDisks(parts: DiskParts): ManagedDisks {
  const disks = new Map<string, SparseFile>();
  const grants = new Map<string, DiskGrant>();
  const key = parts.random.hex(64);

  const fileOf = (id: string): SparseFile => {
    const file = disks.get(id.toLowerCase());
    if (file === undefined) throw new AzureError(404, 'ResourceNotFound', `The disk ${id} has no content.`);
    return file;
  };
  const blobAt = async (url: string): Promise<BlobContents> => {
    const blob = await parts.openBlob(url);
    if (blob === undefined) throw new AzureError(404, 'BlobNotFound', `There is no blob at ${url}.`);
    return blob;
  };
  const nextPath = async (): Promise<string> => {
    const place = join(parts.directory, 'disks');
    await mkdir(place, { recursive: true });
    files += 1;
    return join(place, `${process.pid}-${files}.vhd`);
  };

  return {
    async create(id, source) {
      let file: SparseFile;
      switch (source.kind) {
        case 'file':
          file = (await seedFrom(parts.seeds, source.path, nextPath)).hold();
          break;
        case 'empty':
          file = await writeSparse(await nextPath(), source.bytes, [footerOf(source.bytes)]);
          break;
        case 'disk':
          file = fileOf(source.id).hold();
          break;
        case 'blob': {
          const blob = await blobAt(source.url);
          file = await writeSparse(await nextPath(), blob.bytes, blob.pieces());
          break;
        }
      }
      const before = disks.get(id.toLowerCase());
      disks.set(id.toLowerCase(), file);
      await before?.release();
    },
    async delete(id) {
      endGrants(grants, id);
      const file = disks.get(id.toLowerCase());
      disks.delete(id.toLowerCase());
      await file?.release();
    },
    bytes: (id) => fileOf(id).bytes,
    async grant(id, options) {
      fileOf(id);
      const account = parts.random.hex(12);
      const grant: DiskGrant = {
        diskId: id,
        host: `md-${account}.${parts.hosts.zoned ? `z${1 + (Number.parseInt(account.slice(0, 2), 16) % 50)}.` : ''}${parts.hosts.suffix}`,
        container: parts.random.hex(12),
        signature: createHmac('sha256', key).update(`${id}:${account}`).digest('base64'),
        policy: parts.random.guid(),
        expires: new Date(parts.clock.now().getTime() + options.durationSeconds * 1000),
        incremental: options.incremental,
        revoked: false,
      };
      grants.set(`${grant.host}/${grant.container}`, grant);
      const resource = options.incremental
        ? `sr=bs&snapshot=${encodeURIComponent(snapshotTime(parts.clock.now()))}`
        : 'sr=b';
      const signature = encodeURIComponent(grant.signature);
      return `https://${grant.host}/${grant.container}/abcd?sv=2018-03-28&${resource}&si=${grant.policy}&sig=${signature}`;
    },
    async revoke(id) {
      endGrants(grants, id);
    },
    async inspect(url) {
      const blob = await parts.openBlob(url);
      if (blob === undefined) return undefined;
      const footer = blob.bytes < FOOTER_BYTES ? undefined : await blob.read(blob.bytes - FOOTER_BYTES, FOOTER_BYTES);
      return {
        blobType: blob.type,
        bytes: blob.bytes,
        hasFixedVhdFooter: footer !== undefined && isFixedVhdFooter(footer),
        isLeased: blob.isLeased,
      };
    },
    async copyBlob(fromUrl, toUrl) {
      const blob = await blobAt(fromUrl);
      await parts.writeBlob(toUrl, blob.bytes, blob.pieces());
    },
    async createBlob(url, source, metadata) {
      if (source.kind === 'empty') return parts.writeBlob(url, source.bytes, [footerOf(source.bytes)], metadata);
      const seed = await seedFrom(parts.seeds, source.path, nextPath);
      await parts.writeBlob(url, seed.bytes, piecesOfRanges(seed), metadata);
    },
    grantAt: (host, container) => grants.get(`${host}/${container}`),
    file: (id) => disks.get(id.toLowerCase()),
    async clear() {
      const held = [...disks.values()];
      disks.clear();
      grants.clear();
      for (const file of held) await file.release();
    },
  };
}

/** The footer that makes a fixed VHD of a blob of so many bytes. */
function footerOf(bytes: number): Piece {
  const diskBytes = bytes - FOOTER_BYTES;
  return { offset: diskBytes, data: fixedVhdFooter(diskBytes) };
}

async function* piecesOfRanges(file: SparseFile): AsyncGenerator<Piece> {
  for (const { start, end } of pieces(file.ranges)) {
    yield { offset: start, data: await file.read(start, end - start + 1) };
  }
}

function endGrants(grants: ReadonlyMap<string, DiskGrant>, diskId: string): void {
  for (const grant of grants.values()) {
    if (grant.diskId.toLowerCase() === diskId.toLowerCase()) grant.revoked = true;
  }
}

/** A blob snapshot's time has seven decimals. */
function snapshotTime(now: Date): string {
  return now.toISOString().replace('Z', '0000Z');
}

async function seedFrom(seeds: Seeds, path: string, nextPath: () => Promise<string>): Promise<SparseFile> {
  const { size, mtimeMs } = await stat(path);
  const name = `${path}:${size}:${mtimeMs}`;
  let seed = seeds.get(name);
  if (seed === undefined) {
    seed = readSeed(path, size, await nextPath());
    seeds.set(name, seed);
    seed.catch(() => seeds.delete(name));
  }
  return seed;
}

async function readSeed(path: string, size: number, target: string): Promise<SparseFile> {
  if (size % FOOTER_BYTES !== 0 || !isFixedVhdFooter(await lastBytes(path, size))) {
    throw new Error(`${path} is not a fixed VHD: its last 512 bytes are not a fixed disk's footer.`);
  }
  return writeSparse(target, size, piecesOf(path));
}

async function lastBytes(path: string, size: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const footer = Buffer.alloc(FOOTER_BYTES);
    await file.read(footer, 0, FOOTER_BYTES, Math.max(0, size - FOOTER_BYTES));
    return footer;
  } finally {
    await file.close();
  }
}
