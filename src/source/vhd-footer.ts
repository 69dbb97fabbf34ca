// The footer of a fixed VHD: its last 512 bytes (Virtual Hard Disk Image Format Specification, "Hard Disk Footer Format").

export const VHD_FOOTER_BYTES = 512;

const COOKIE = 'conectix';
const CURRENT_SIZE_OFFSET = 48;
const DISK_TYPE_OFFSET = 60;
const CHECKSUM_OFFSET = 64;
const FIXED = 2;

/** Why these are not the last bytes of a fixed VHD whose disk has `diskBytes`; undefined when they are. */
export function footerFault(footer: Buffer, diskBytes: number): string | undefined {
  if (footer.length !== VHD_FOOTER_BYTES) return `the footer has ${footer.length} bytes instead of ${VHD_FOOTER_BYTES}`;
  if (footer.toString('latin1', 0, COOKIE.length) !== COOKIE) return 'the last 512 bytes are no VHD footer';
  if (footer.readUInt32BE(DISK_TYPE_OFFSET) !== FIXED) return 'the VHD is not of the fixed type';
  if (footer.readUInt32BE(CHECKSUM_OFFSET) !== checksum(footer)) return 'the checksum of the VHD footer is wrong';
  const size = footer.readBigUInt64BE(CURRENT_SIZE_OFFSET);
  if (size !== BigInt(diskBytes)) return `the VHD footer says ${size} bytes, the disk has ${diskBytes}`;
  return undefined;
}

/** The ones' complement of the sum of all bytes but the checksum's own. */
function checksum(footer: Buffer): number {
  let sum = 0;
  for (const [offset, byte] of footer.entries()) {
    if (offset < CHECKSUM_OFFSET || offset >= CHECKSUM_OFFSET + 4) sum += byte;
  }
  return ~sum >>> 0;
}
