// A VHD file on the runner: what it is, or why it cannot become an image. Nothing but its first and last bytes is read.
import { stat } from 'node:fs/promises';
import type { Problem } from '../problem.ts';
import { BOOT_HEAD_BYTES, bootModeOf, type BootMode } from './boot-mode.ts';
import { conversionOf, diskFormatOf, FORMAT_BYTES } from './disk-format.ts';
import { openSteadyFile, stampOf, type FileStamp } from './steady-file.ts';
import { azureSizeFault, footerFault, VHD_FOOTER_BYTES } from './vhd-footer.ts';

const INPUT = 'vhd-file';
const EXPECTED = 'a fixed VHD of a whole number of MiB, from 20 MiB to 8 TiB';
/** "Maximum size of a page blob" in Azure's scalability targets: below what a disk may have. */
const LARGEST_PAGE_BLOB = 8 * 1024 ** 4;

export interface VhdFile {
  /** For opening it. */
  readonly path: string;
  /** As the user names it. */
  readonly name: string;
  /** Of the whole file, footer included. */
  readonly bytes: number;
  readonly diskBytes: number;
  readonly bootMode: BootMode;
  /** What the file was when it was inspected. */
  readonly stamp: FileStamp;
}

export type InspectedFile =
  { readonly kind: 'vhd'; readonly file: VhdFile } | { readonly kind: 'problem'; readonly problem: Problem };

/** `name` is what problems call the file at `path`: the input's own text. Who may name which path is the caller's rule. */
export async function inspectVhdFile(path: string, name: string = path): Promise<InspectedFile> {
  try {
    // Asked before it is opened: opening a pipe would wait for somebody to write to it.
    if (!(await stat(path)).isFile()) {
      return refuse('unreadable', `\`${name}\`, which is not a file`, EXPECTED, 'Name the file itself.');
    }
    return await inspect(path, name);
  } catch (error) {
    return unreadable(name, error);
  }
}

async function inspect(path: string, name: string): Promise<InspectedFile> {
  const stamp = await stampOf(path);
  const file = await openSteadyFile(path, stamp);
  try {
    const { bytes } = stamp;
    const read = async (length: number, offset: number): Promise<Buffer> => file.read(Buffer.alloc(length), offset);
    const head = await read(Math.min(BOOT_HEAD_BYTES, bytes), 0);
    const lastBytes = Math.min(VHD_FOOTER_BYTES, bytes);
    const tail = await read(lastBytes, bytes - lastBytes);
    return judge({ path, name, stamp, head, tail });
  } finally {
    await file.close();
  }
}

interface Seen {
  readonly path: string;
  readonly name: string;
  readonly stamp: FileStamp;
  readonly head: Buffer;
  readonly tail: Buffer;
}

function judge({ path, name, stamp, head, tail }: Seen): InspectedFile {
  const { bytes } = stamp;
  const format = diskFormatOf(head.subarray(0, FORMAT_BYTES), tail);
  if (format.kind !== 'fixed-vhd') {
    const size = format.kind === 'raw' ? bytes : format.diskBytes;
    const cut =
      format.kind === 'raw' && /\.vhd$/i.test(name) ? ' If it was a VHD once, it was cut: fetch it again.' : '';
    const found = `\`${name}\`, ${bytes === 0 ? 'an empty file' : format.name}`;
    return refuse('format', found, EXPECTED, `${conversionOf(format, name, size)}${cut}`);
  }
  const diskBytes = bytes - VHD_FOOTER_BYTES;
  const fault = footerFault(tail, diskBytes);
  if (fault !== undefined) {
    const fix = 'Fetch or make the file again: it is damaged or was cut.';
    return refuse('damaged', `\`${name}\`, a VHD in which ${fault}`, 'a fixed VHD with a right footer', fix);
  }
  if (bytes > LARGEST_PAGE_BLOB) {
    return refuse('size', `\`${name}\`, a disk of ${diskBytes} bytes, more than 8 TiB`, EXPECTED, 'Shrink the disk.');
  }
  const sizeFault = azureSizeFault(diskBytes);
  if (sizeFault !== undefined) {
    return refuse('size', `\`${name}\`, ${sizeFault}`, EXPECTED, conversionOf(format, name, diskBytes));
  }
  return { kind: 'vhd', file: { path, name, bytes, diskBytes, bootMode: bootModeOf(head), stamp } };
}

function unreadable(name: string, error: unknown): InspectedFile {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    const fix = 'Check the path, and that an earlier step of this job made or fetched the file.';
    return refuse('missing', `no file \`${name}\``, 'a file on the runner', fix);
  }
  const reason = code ?? (error instanceof Error ? error.message : String(error));
  const fix = 'Check the file and its permissions.';
  return refuse('unreadable', `\`${name}\`, which cannot be read (${reason})`, 'a readable file', fix);
}

type FileFault = 'missing' | 'unreadable' | 'format' | 'damaged' | 'size';

function refuse(what: FileFault, found: string, expected: string, fix: string): InspectedFile {
  return { kind: 'problem', problem: { code: `vhd-file-${what}`, input: INPUT, found, expected, fix } };
}
