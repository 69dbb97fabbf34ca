// A VHD with recognisable content for the source VM's OS disk, in a folder that goes when the test file is done.
import { afterAll, beforeAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAzureClient } from '../../runner/azure-client.ts';
import { downloadPageBlob, firstDifference } from '../../runner/page-blob.ts';
import { writeVhd } from '../../runner/vhd.ts';
import type { Stage } from './harness.ts';

const MIB = 1024 * 1024;

export interface DiskFile {
  readonly path: string;
  /** Where a blob differs from the file; undefined when it does not. */
  differenceTo(stage: Stage, url: string | undefined): Promise<string | undefined>;
}

/** Call it at the top of a test file. A block of data lies in every 16 MiB, so that a copy takes some requests. */
export function createDiskFile(mebibytes: number): DiskFile {
  const files = { folder: '', path: '' };
  beforeAll(async () => {
    files.folder = mkdtempSync(join(tmpdir(), 'os-disk-'));
    files.path = join(files.folder, 'os.vhd');
    await writeVhd(files.path, mebibytes * MIB, 'an OS disk');
  });
  afterAll(() => rmSync(files.folder, { recursive: true }));
  return {
    get path() {
      return files.path;
    },
    async differenceTo(stage, url) {
      if (url === undefined) return 'there is no VHD';
      const client = createAzureClient(stage.environment);
      try {
        const copy = join(files.folder, 'copy.vhd');
        await downloadPageBlob(client, url, copy);
        return await firstDifference(files.path, copy);
      } finally {
        client.close();
      }
    },
  };
}
