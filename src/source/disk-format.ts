// What kind of disk image a file is, by its first and last bytes, and how one that Azure does not take becomes a fixed VHD.
// Signatures and sizes are those of the formats' own specifications (VHD 1.0, MS-VHDX, qcow2, VMDK 5.0, VDI 1.1).
import { parse } from 'node:path';
import { readFooter, wholeMebibytes } from './vhd-footer.ts';

/** How many bytes of the file's start, and of its end, tell the format. */
export const FORMAT_BYTES = 512;

export type DiskFormatKind =
  | 'fixed-vhd'
  | 'dynamic-vhd'
  | 'differencing-vhd'
  | 'vhdx'
  | 'qcow'
  | 'qcow2'
  | 'vmdk'
  | 'vdi'
  | 'gzip'
  | 'xz'
  | 'zip'
  | 'zstd'
  | 'raw';

export interface DiskFormat {
  readonly kind: DiskFormatKind;
  /** As a sentence says it: `a dynamic VHD`. */
  readonly name: string;
  /** Of the disk inside, where the first or last bytes tell it; a fixed VHD's and a raw disk's size is the file's. */
  readonly diskBytes?: number;
}

interface Signature {
  readonly kind: DiskFormatKind;
  readonly at?: number;
  readonly bytes: Buffer;
  readonly diskBytes?: (head: Buffer) => number;
}

const NAMES: Readonly<Record<DiskFormatKind, string>> = {
  'fixed-vhd': 'a fixed VHD',
  'dynamic-vhd': 'a dynamic VHD',
  'differencing-vhd': 'a differencing VHD',
  vhdx: 'a VHDX',
  qcow: 'a qcow image (version 1)',
  qcow2: 'a qcow2 image',
  vmdk: 'a VMDK',
  vdi: 'a VDI',
  gzip: 'a file compressed by gzip',
  xz: 'a file compressed by xz',
  zip: 'a ZIP archive',
  zstd: 'a file compressed by zstd',
  raw: 'no disk image with a header or footer: a raw disk, if it is a disk at all',
};

const SECTOR = 512;
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const bigEndian64 = (at: number) => (head: Buffer) => Number(head.readBigUInt64BE(at));
const littleEndian64 = (at: number) => (head: Buffer) => Number(head.readBigUInt64LE(at));

const SIGNATURES: readonly Signature[] = [
  { kind: 'vhdx', bytes: latin1('vhdxfile') },
  { kind: 'qcow', bytes: latin1('QFI\xfb\0\0\0\x01'), diskBytes: bigEndian64(24) },
  { kind: 'qcow2', bytes: latin1('QFI\xfb'), diskBytes: bigEndian64(24) },
  { kind: 'vmdk', bytes: latin1('KDMV'), diskBytes: (head) => littleEndian64(12)(head) * SECTOR },
  { kind: 'vmdk', bytes: latin1('COWD'), diskBytes: (head) => head.readUInt32LE(12) * SECTOR },
  { kind: 'vmdk', bytes: latin1('# Disk DescriptorFile') },
  { kind: 'vdi', at: 64, bytes: Buffer.from([0x7f, 0x10, 0xda, 0xbe]), diskBytes: littleEndian64(368) },
  { kind: 'gzip', bytes: Buffer.from([0x1f, 0x8b, 0x08]) },
  { kind: 'xz', bytes: latin1('\xfd7zXZ\0') },
  { kind: 'zip', bytes: latin1('PK\x03\x04') },
  { kind: 'zstd', bytes: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]) },
];

/** From the first and the last `FORMAT_BYTES` of the file, or as many as it has. */
export function diskFormatOf(head: Buffer, tail: Buffer): DiskFormat {
  const atEnd = readFooter(tail);
  if (atEnd?.type === 'fixed' || atEnd?.type === 'other') return format('fixed-vhd');
  // Dynamic and differencing VHDs begin with a copy of their footer, which a cut file still has.
  const footer = atEnd ?? readFooter(head);
  if (footer?.type === 'dynamic') return format('dynamic-vhd', footer.diskBytes);
  if (footer?.type === 'differencing') return format('differencing-vhd', footer.diskBytes);

  const found = SIGNATURES.find(({ at = 0, bytes }) => head.subarray(at, at + bytes.length).equals(bytes));
  if (found === undefined) return hasBootSignature(head) ? { kind: 'raw', name: 'a raw disk' } : format('raw');
  return format(found.kind, head.length < FORMAT_BYTES ? undefined : found.diskBytes?.(head));
}

function hasBootSignature(head: Buffer): boolean {
  return head.length >= SECTOR && head.readUInt16BE(SECTOR - 2) === 0x55aa;
}

/** How to make a fixed VHD for Azure of the file at `path`, which has this format and holds a disk of `diskBytes`. */
export function conversionOf({ kind }: DiskFormat, path: string, diskBytes: number | undefined): string {
  switch (kind) {
    case 'fixed-vhd':
    case 'dynamic-vhd':
      return convertWithQemu('vpc', path, diskBytes);
    case 'differencing-vhd':
      return (
        'Merge it with its parent on Windows, as qemu-img cannot: ' +
        `\`Convert-VHD -Path ${quoted(path)} -DestinationPath ${quoted(named(path, 'vhd'))} -VHDType Fixed\`.`
      );
    case 'vhdx':
    case 'qcow':
    case 'qcow2':
    case 'vmdk':
    case 'vdi':
    case 'raw':
      return convertWithQemu(kind, path, diskBytes);
    case 'gzip':
      return unpack(`gunzip --keep ${quoted(path)}`);
    case 'xz':
      return unpack(`unxz --keep ${quoted(path)}`);
    case 'zip':
      return unpack(`unzip ${quoted(path)}`);
    case 'zstd':
      return unpack(`unzstd ${quoted(path)}`);
    default:
      return kind satisfies never;
  }
}

/** A disk that is no whole number of MiB grows on the way, as a raw file: the only format that takes any size. */
function convertWithQemu(qemuFormat: string, path: string, diskBytes: number | undefined): string {
  const target = quoted(named(path, 'vhd'));
  const toVhd = (from: string, file: string): string =>
    `qemu-img convert -f ${from} -O vpc -o subformat=fixed,force_size ${file} ${target}`;
  const direct = toVhd(qemuFormat, quoted(path));
  if (diskBytes === undefined) {
    return (
      `Convert it: \`${direct}\`. A disk that is no whole number of MiB first becomes a raw file (-O raw) that grows ` +
      '(`qemu-img resize -f raw FILE SIZE`), and then a VHD.'
    );
  }
  const size = wholeMebibytes(diskBytes);
  if (size === diskBytes) return `Convert it: \`${direct}\`.`;
  const raw = qemuFormat === 'raw' ? quoted(path) : quoted(named(path, 'raw'));
  const steps = [
    ...(qemuFormat === 'raw' ? [] : [`qemu-img convert -f ${qemuFormat} -O raw ${quoted(path)} ${raw}`]),
    `qemu-img resize -f raw ${raw} ${size}`,
    toVhd('raw', raw),
  ];
  return `Let the disk grow to a whole number of MiB and convert it: \`${steps.join(' && ')}\`.`;
}

function unpack(command: string): string {
  return `Unpack it in an earlier step (\`${command}\`) and name the VHD that is inside.`;
}

function format(kind: DiskFormatKind, diskBytes?: number): DiskFormat {
  const isPlausible = diskBytes !== undefined && Number.isSafeInteger(diskBytes) && diskBytes > 0;
  return { kind, name: NAMES[kind], ...(isPlausible ? { diskBytes } : {}) };
}

/** The same path with another extension, and never the path itself. */
function named(path: string, extension: string): string {
  const { dir, name, ext } = parse(path);
  const folder = dir === '' ? '' : dir.endsWith('/') ? dir : `${dir}/`;
  return `${folder}${name}${ext.toLowerCase() === `.${extension}` ? '-fixed' : ''}.${extension}`;
}

/** As a shell takes it. */
function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
