// Which firmware can boot a disk, by its partition table: BIOS (Hyper-V generation 1), UEFI (generation 2), or both.
// MBR as every PC has it; GPT by the UEFI specification, chapter 5.

export type BootMode = 'bios' | 'uefi' | 'both' | 'unknown';

const SECTOR = 512;
/** The master boot record, the GPT header, and the 32 sectors of 128 entries that a GPT has at least. */
export const BOOT_HEAD_BYTES = 34 * SECTOR;

const BOOT_CODE_BYTES = 440;
const PARTITIONS_OFFSET = 446;
const SIGNATURE_OFFSET = 510;
const PROTECTIVE = 0xee;
const EFI_SYSTEM = 0xef;

const GPT_SIGNATURE = 'EFI PART';
const GUID_BYTES = 16;
const EFI_SYSTEM_GUID = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const BIOS_BOOT_GUID = '21686148-6449-6e6f-744e-656564454649';

/** From the first `BOOT_HEAD_BYTES` of the disk, or as many as it has; partitions described beyond them are not seen. */
export function bootModeOf(head: Buffer): BootMode {
  const types = mbrTypes(head);
  if (types === undefined) return 'unknown';
  if (!types.includes(PROTECTIVE)) {
    const uefi = types.includes(EFI_SYSTEM);
    const bootable = types.some((type) => type !== EFI_SYSTEM);
    // With an EFI system partition beside it, only boot code tells a disk for BIOS from one for UEFI alone.
    return modeOf({ bios: bootable && (!uefi || hasBootCode(head)), uefi });
  }
  const guids = gptTypes(head);
  // Beside the protective entry, a hybrid MBR lists partitions for a BIOS.
  const isHybrid = types.some((type) => type !== PROTECTIVE && type !== EFI_SYSTEM) && hasBootCode(head);
  return modeOf({ bios: guids.includes(BIOS_BOOT_GUID) || isHybrid, uefi: guids.includes(EFI_SYSTEM_GUID) });
}

function modeOf({ bios, uefi }: { readonly bios: boolean; readonly uefi: boolean }): BootMode {
  if (bios) return uefi ? 'both' : 'bios';
  return uefi ? 'uefi' : 'unknown';
}

/** The types of the four entries that are in use; undefined where the first sector is no master boot record. */
function mbrTypes(head: Buffer): readonly number[] | undefined {
  if (head.length < SECTOR || head.readUInt16BE(SIGNATURE_OFFSET) !== 0x55aa) return undefined;
  const entries = [0, 1, 2, 3].map((index) => head.subarray(PARTITIONS_OFFSET + index * 16).subarray(0, 16));
  // A boot sector of a file system has the same signature, and code where the entries would be.
  if (entries.some((entry) => entry[0] !== 0x00 && entry[0] !== 0x80)) return undefined;
  return entries.map((entry) => entry[4] ?? 0).filter((type) => type !== 0);
}

function hasBootCode(head: Buffer): boolean {
  return head.subarray(0, BOOT_CODE_BYTES).some((byte) => byte !== 0);
}

/** The type GUIDs of the entries, as text; none where there is no GPT header. */
function gptTypes(head: Buffer): readonly string[] {
  const header = head.subarray(SECTOR, 2 * SECTOR);
  if (header.length < SECTOR || header.toString('latin1', 0, GPT_SIGNATURE.length) !== GPT_SIGNATURE) return [];
  const first = Number(header.readBigUInt64LE(72)) * SECTOR;
  const count = header.readUInt32LE(80);
  const size = header.readUInt32LE(84);
  if (first < 2 * SECTOR || size < 128) return [];
  const guids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = first + index * size;
    if (at + GUID_BYTES > head.length) break;
    guids.push(guidText(head.subarray(at, at + GUID_BYTES)));
  }
  return guids;
}

/** The first three groups of a GUID lie in memory little-endian, the rest as written. */
function guidText(bytes: Buffer): string {
  const group = (from: number, to: number): string => bytes.toString('hex', from, to);
  const swapped = Buffer.from(bytes);
  swapped.subarray(0, 4).reverse();
  swapped.subarray(4, 6).reverse();
  swapped.subarray(6, 8).reverse();
  return [swapped.toString('hex', 0, 4), swapped.toString('hex', 4, 6), swapped.toString('hex', 6, 8)]
    .concat(group(8, 10), group(10, 16))
    .join('-');
}
