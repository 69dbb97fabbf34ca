// A file that must stay as it is while it is read: opened once, read at offsets, and asked afterwards whether it changed.
import { open, stat } from 'node:fs/promises';

/** What changes when somebody writes to a file or puts another in its place. */
export interface FileStamp {
  readonly bytes: number;
  /** Nanoseconds, as text: they do not fit a number. */
  readonly modified: string;
  /** Device and inode. */
  readonly identity: string;
}

export interface SteadyFile {
  /** Fills `into` with the bytes from `offset` on, and answers it. */
  read(into: Buffer, offset: number): Promise<Buffer>;
  /** Throws, and says what changed, when the file is not the one that was stamped. */
  requireUnchanged(): Promise<void>;
  close(): Promise<void>;
}

export async function stampOf(path: string): Promise<FileStamp> {
  const { size, mtimeNs, dev, ino } = await stat(path, { bigint: true });
  return { bytes: Number(size), modified: String(mtimeNs), identity: `${dev}:${ino}` };
}

/** `stamp` was taken when the file was first looked at: one that has changed since is refused. */
export async function openSteadyFile(path: string, stamp: FileStamp): Promise<SteadyFile> {
  const handle = await open(path, 'r');
  const requireUnchanged = async (): Promise<void> => {
    const change = changeBetween(stamp, await stampOf(path));
    if (change !== undefined) throw changed(path, change);
  };
  try {
    await requireUnchanged();
  } catch (error) {
    await handle.close();
    throw error;
  }
  return {
    async read(into, offset) {
      for (let filled = 0; filled < into.length;) {
        const { bytesRead } = await handle.read(into, filled, into.length - filled, offset + filled);
        if (bytesRead === 0) throw changed(path, `it ends at byte ${offset + filled}`);
        filled += bytesRead;
      }
      return into;
    },
    requireUnchanged,
    close: async () => handle.close(),
  };
}

function changeBetween(before: FileStamp, now: FileStamp): string | undefined {
  if (now.identity !== before.identity) return 'another file has its name';
  if (now.bytes !== before.bytes) return `it had ${before.bytes} bytes and has ${now.bytes}`;
  if (now.modified !== before.modified) return 'it was written to';
  return undefined;
}

function changed(path: string, change: string): Error {
  return new Error(`The file ${path} changed while it was read: ${change}. Let nothing write to it, and run again.`);
}
