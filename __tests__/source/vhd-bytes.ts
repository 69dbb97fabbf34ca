// Bytes of disk images, made by hand: VHD footers, partition tables.

export const MIB = 1024 ** 2;

const FOOTER_TYPES = { fixed: 2, dynamic: 3, differencing: 4, reserved: 6 } as const;

/** A VHD footer with a right checksum. */
export function vhdFooter(diskBytes: number, type: keyof typeof FOOTER_TYPES = 'fixed'): Buffer {
  const footer = Buffer.alloc(512);
  footer.write('conectix', 0, 'latin1');
  footer.writeUInt32BE(0x0001_0000, 12);
  footer.writeBigUInt64BE(BigInt(diskBytes), 40);
  footer.writeBigUInt64BE(BigInt(diskBytes), 48);
  footer.writeUInt32BE(FOOTER_TYPES[type], 60);
  footer.writeUInt32BE(~footer.reduce((sum, byte) => sum + byte, 0) >>> 0, 64);
  return footer;
}

export interface MbrEntry {
  readonly type: number;
  readonly active?: boolean;
}

/** A first sector with these partitions, and boot code if wished. */
export function mbr(entries: readonly MbrEntry[], bootCode = false): Buffer {
  const sector = Buffer.alloc(512);
  if (bootCode) sector.fill(0x90, 0, 440);
  for (const [index, { type, active = false }] of entries.entries()) {
    sector[446 + index * 16] = active ? 0x80 : 0x00;
    sector[446 + index * 16 + 4] = type;
  }
  sector.writeUInt16BE(0x55aa, 510);
  return sector;
}

/** The first 34 sectors of a GPT disk whose partitions have these type GUIDs. */
export function gpt(guids: readonly string[], first: Buffer = mbr([{ type: 0xee }])): Buffer {
  const head = Buffer.alloc(34 * 512);
  first.copy(head);
  head.write('EFI PART', 512, 'latin1');
  head.writeBigUInt64LE(2n, 512 + 72);
  head.writeUInt32LE(128, 512 + 80);
  head.writeUInt32LE(128, 512 + 84);
  for (const [index, guid] of guids.entries()) guidBytes(guid).copy(head, 1024 + index * 128);
  return head;
}

function guidBytes(guid: string): Buffer {
  const bytes = Buffer.from(guid.replaceAll('-', ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}
