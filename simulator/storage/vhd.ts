// The footer of a fixed VHD: its last 512 bytes. Layout: the Virtual Hard Disk Image Format Specification.
import { createHash } from 'node:crypto';

export const FOOTER_BYTES = 512;

const SECTOR = 512;

/** Whether these are the 512 bytes of a fixed disk's footer, its checksum right. */
export function isFixedVhdFooter(footer: Buffer): boolean {
  return (
    footer.length === FOOTER_BYTES &&
    footer.toString('latin1', 0, 8) === 'conectix' &&
    footer.readUInt32BE(60) === 2 &&
    footer.readUInt32BE(64) === checksum(footer)
  );
}

/** The footer of a fixed disk of `diskBytes` (a multiple of 512), footer not counted. */
export function fixedVhdFooter(diskBytes: number): Buffer {
  const footer = Buffer.alloc(FOOTER_BYTES);
  footer.write('conectix', 0, 'latin1');
  footer.writeUInt32BE(2, 8); // features: the reserved bit, always set
  footer.writeUInt32BE(0x00010000, 12); // format version
  footer.writeBigUInt64BE(0xffffffffffffffffn, 16); // no data offset in a fixed disk
  footer.writeUInt32BE(0, 24); // time stamp: the epoch of the format, so that equal disks have equal bytes
  footer.write('win ', 28, 'latin1');
  footer.writeUInt32BE(0x000a0000, 32);
  footer.write('Wi2k', 36, 'latin1');
  footer.writeBigUInt64BE(BigInt(diskBytes), 40); // original size
  footer.writeBigUInt64BE(BigInt(diskBytes), 48); // current size
  writeGeometry(footer, Math.floor(diskBytes / SECTOR));
  footer.writeUInt32BE(2, 60); // disk type: fixed
  createHash('md5').update(`fixed disk of ${diskBytes} bytes`).digest().copy(footer, 68); // its unique ID
  footer.writeUInt32BE(checksum(footer), 64);
  return footer;
}

/** The one's complement of the sum of all bytes but those of the checksum itself. */
function checksum(footer: Buffer): number {
  let sum = 0;
  footer.forEach((byte, index) => {
    if (index < 64 || index > 67) sum += byte;
  });
  return ~sum >>> 0;
}

/** Cylinders, heads and sectors per track, by the specification's appendix. */
function writeGeometry(footer: Buffer, allSectors: number): void {
  const sectors = Math.min(allSectors, 65535 * 16 * 255);
  let perTrack = 17;
  let heads = 0;
  let tracks = 0;
  if (sectors >= 65535 * 16 * 63) {
    perTrack = 255;
    heads = 16;
    tracks = Math.floor(sectors / perTrack);
  } else {
    tracks = Math.floor(sectors / perTrack);
    heads = Math.max(4, Math.floor((tracks + 1023) / 1024));
    for (const next of [31, 63]) {
      if (tracks < heads * 1024 && heads <= 16) break;
      perTrack = next;
      heads = 16;
      tracks = Math.floor(sectors / perTrack);
    }
  }
  footer.writeUInt16BE(Math.floor(tracks / heads), 56);
  footer.writeUInt8(heads, 58);
  footer.writeUInt8(perTrack, 59);
}
