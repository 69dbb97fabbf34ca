// The footer of a VHD: its last 512 bytes (Virtual Hard Disk Image Format Specification, "Hard Disk Footer Format"), and
// which sizes of disk Azure takes.

export const VHD_FOOTER_BYTES = 512;

const COOKIE = 'conectix';
const CURRENT_SIZE_OFFSET = 48;
const DISK_TYPE_OFFSET = 60;
const CHECKSUM_OFFSET = 64;
const FIXED = 2;
const DYNAMIC = 3;
const DIFFERENCING = 4;

const MIB = 1024 ** 2;
/** Documented for an uploaded disk: 20,972,032 to 35,183,298,347,520 bytes, each 512 bytes of footer included. */
const SMALLEST_DISK = 20 * MIB;
const LARGEST_DISK = 32 * 1024 ** 4;

export interface FooterFacts {
  readonly type: 'fixed' | 'dynamic' | 'differencing' | 'other';
  /** Of the disk, as the footer says. */
  readonly diskBytes: number;
}

/** Undefined when these bytes do not begin with a footer, be it a right one or not. */
export function readFooter(bytes: Buffer): FooterFacts | undefined {
  if (bytes.length < VHD_FOOTER_BYTES || bytes.toString('latin1', 0, COOKIE.length) !== COOKIE) return undefined;
  return {
    type: typeName(bytes.readUInt32BE(DISK_TYPE_OFFSET)),
    diskBytes: Number(bytes.readBigUInt64BE(CURRENT_SIZE_OFFSET)),
  };
}

/** Why these are not the last bytes of a fixed VHD whose disk has `diskBytes`; undefined when they are. */
export function footerFault(footer: Buffer, diskBytes: number): string | undefined {
  if (footer.length !== VHD_FOOTER_BYTES) return `the footer has ${footer.length} bytes instead of ${VHD_FOOTER_BYTES}`;
  const facts = readFooter(footer);
  if (facts === undefined) return 'the last 512 bytes are no VHD footer';
  if (facts.type !== 'fixed') return 'the VHD is not of the fixed type';
  if (footer.readUInt32BE(CHECKSUM_OFFSET) !== checksum(footer)) return 'the checksum of the VHD footer is wrong';
  if (facts.diskBytes !== diskBytes) return `the VHD footer says ${facts.diskBytes} bytes, the disk has ${diskBytes}`;
  return undefined;
}

/** Why Azure takes no disk of this size (footer not counted); undefined when it does. */
export function azureSizeFault(diskBytes: number): string | undefined {
  if (diskBytes < SMALLEST_DISK) return `a disk of ${diskBytes} bytes, less than 20 MiB`;
  if (diskBytes > LARGEST_DISK) return `a disk of ${diskBytes} bytes, more than 32 TiB`;
  if (diskBytes % MIB !== 0) return `a disk of ${diskBytes} bytes, which is no whole number of MiB`;
  return undefined;
}

/** The next size that Azure takes. */
export function wholeMebibytes(diskBytes: number): number {
  return Math.max(SMALLEST_DISK, Math.ceil(diskBytes / MIB) * MIB);
}

function typeName(type: number): FooterFacts['type'] {
  switch (type) {
    case FIXED:
      return 'fixed';
    case DYNAMIC:
      return 'dynamic';
    case DIFFERENCING:
      return 'differencing';
    default:
      return 'other';
  }
}

/** The ones' complement of the sum of all bytes but the checksum's own. */
function checksum(footer: Buffer): number {
  let sum = 0;
  for (const [offset, byte] of footer.entries()) {
    if (offset < CHECKSUM_OFFSET || offset >= CHECKSUM_OFFSET + 4) sum += byte;
  }
  return ~sum >>> 0;
}
