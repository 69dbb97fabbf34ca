// Real fixed VHDs: writes one with sparse, recognisable content, and checks one. Format: Microsoft's "Virtual Hard Disk
// Image Format Specification" 1.0 (bytes of the disk, then a 512-byte footer).
import { randomBytes } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';

const MIB = 1024 * 1024;
export const FOOTER_BYTES = 512;
/** Between the recognisable blocks: most of a disk is empty, as on a real one. */
const BLOCK_EVERY = 16 * MIB;
const BLOCK_BYTES = 64 * 1024;
/** 2000-01-01T00:00:00Z, the start of the footer's clock, in seconds. */
const EPOCH_SECONDS = 946_684_800;

export interface Vhd {
  readonly path: string;
  /** The disk's size. */
  readonly diskBytes: number;
  /** The file's size: the disk and its footer. */
  readonly bytes: number;
}

export async function writeVhd(path: string, diskBytes: number, label = 'simulated disk'): Promise<Vhd> {
  if (diskBytes <= 0 || diskBytes % MIB !== 0)
    throw new Error(`A VHD for Azure has a whole number of MiB, not ${diskBytes} bytes.`);
  const file = await open(path, 'w');
  try {
    await file.truncate(diskBytes + FOOTER_BYTES);
    await file.write(bootSector(label), 0, 512, 0);
    for (let offset = MIB; offset + BLOCK_BYTES <= diskBytes; offset += BLOCK_EVERY) {
      await file.write(block(label, offset), 0, BLOCK_BYTES, offset);
    }
    const last = block(label, diskBytes - BLOCK_BYTES);
    await file.write(last, 0, BLOCK_BYTES, diskBytes - BLOCK_BYTES);
    await file.write(footer(diskBytes), 0, FOOTER_BYTES, diskBytes);
  } finally {
    await file.close();
  }
  return { path, diskBytes, bytes: diskBytes + FOOTER_BYTES };
}

/** Everything that is wrong with a file as a fixed VHD for Azure; empty when it is one. */
export async function checkVhd(path: string): Promise<readonly string[]> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size < FOOTER_BYTES) return [`It has ${size} bytes, less than a footer.`];
    return problemsOf(await read(file, size - FOOTER_BYTES, FOOTER_BYTES), size);
  } finally {
    await file.close();
  }
}

function problemsOf(last: Buffer, size: number): readonly string[] {
  if (last.toString('latin1', 0, 8) !== 'conectix') return ['Its last 512 bytes are no VHD footer (no cookie).'];
  const disk = size - FOOTER_BYTES;
  const current = Number(last.readBigUInt64BE(48));
  return [
    ...(last.readUInt32BE(60) === 2 ? [] : [`Its disk type is ${last.readUInt32BE(60)}, not 2 (fixed).`]),
    ...(last.readUInt32BE(64) === checksum(last) ? [] : ['The checksum of its footer is wrong.']),
    ...(current === disk ? [] : [`Its footer says ${current} bytes, the file holds ${disk}.`]),
    ...(disk % MIB === 0 ? [] : [`Its size of ${disk} bytes is not a whole number of MiB.`]),
  ];
}

function footer(diskBytes: number): Buffer {
  const bytes = Buffer.alloc(FOOTER_BYTES);
  bytes.write('conectix', 0, 'latin1');
  bytes.writeUInt32BE(2, 8);
  bytes.writeUInt32BE(0x0001_0000, 12);
  bytes.writeBigUInt64BE(0xffff_ffff_ffff_ffffn, 16);
  bytes.writeUInt32BE(Math.floor(Date.now() / 1000) - EPOCH_SECONDS, 24);
  bytes.write('abip', 28, 'latin1');
  bytes.writeUInt32BE(0x0001_0000, 32);
  bytes.write('Wi2k', 36, 'latin1');
  bytes.writeBigUInt64BE(BigInt(diskBytes), 40);
  bytes.writeBigUInt64BE(BigInt(diskBytes), 48);
  const { cylinders, heads, sectors } = geometry(diskBytes);
  bytes.writeUInt16BE(cylinders, 56);
  bytes.writeUInt8(heads, 58);
  bytes.writeUInt8(sectors, 59);
  bytes.writeUInt32BE(2, 60);
  randomBytes(16).copy(bytes, 68);
  bytes.writeUInt32BE(checksum(bytes), 64);
  return bytes;
}

/** The one's complement of the sum of all bytes but the checksum's own. */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (const [index, byte] of bytes.entries()) if (index < 64 || index >= 68) sum += byte;
  return ~sum >>> 0;
}

/** The specification's appendix "CHS calculation". */
function geometry(diskBytes: number): { cylinders: number; heads: number; sectors: number } {
  const total = Math.min(Math.floor(diskBytes / 512), 65_535 * 16 * 255);
  if (total >= 65_535 * 16 * 63) return { cylinders: Math.floor(total / 255 / 16), heads: 16, sectors: 255 };
  let sectors = 17;
  let cylinderHeads = Math.floor(total / sectors);
  let heads = Math.max(4, Math.floor((cylinderHeads + 1023) / 1024));
  if (cylinderHeads >= heads * 1024 || heads > 16) {
    sectors = 31;
    heads = 16;
    cylinderHeads = Math.floor(total / sectors);
  }
  if (cylinderHeads >= heads * 1024) {
    sectors = 63;
    heads = 16;
    cylinderHeads = Math.floor(total / sectors);
  }
  return { cylinders: Math.floor(cylinderHeads / heads), heads, sectors };
}

function bootSector(label: string): Buffer {
  const sector = Buffer.alloc(512);
  sector.write(`BOOT ${label}`.slice(0, 400), 0, 'latin1');
  sector.writeUInt16BE(0x55aa, 510);
  return sector;
}

/** Says at every 512 bytes where it belongs, so that a misplaced page shows. */
function block(label: string, offset: number): Buffer {
  const bytes = Buffer.alloc(BLOCK_BYTES, '.');
  for (let at = 0; at < BLOCK_BYTES; at += 512) bytes.write(`${label} @${offset + at}\n`.slice(0, 500), at, 'latin1');
  return bytes;
}

async function read(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  await file.read(bytes, 0, length, offset);
  return bytes;
}
