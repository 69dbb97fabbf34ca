// Where a VHD has its footer.
import { open } from 'node:fs/promises';

export async function lastBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    return (await file.read(Buffer.alloc(512), 0, 512, size - 512)).buffer;
  } finally {
    await file.close();
  }
}
