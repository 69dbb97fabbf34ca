// VHDs for whole-process tests: real files, blobs made of them, and what is behind a blob held against a file.
import { afterAll, beforeAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAzureClient } from '../../runner/azure-client.ts';
import { downloadPageBlob, firstDifference, uploadPageBlob } from '../../runner/page-blob.ts';
import { checkVhd, writeVhd } from '../../runner/vhd.ts';
import type { Stage } from './harness.ts';

const MIB = 1024 * 1024;

export interface VhdFiles {
  readonly folder: string;
  /** A fixed VHD of so many MiB whose blocks tell where they belong. */
  write(name: string, mib: number): Promise<string>;
  /** Makes a page blob of a file, as its owner would have done before. */
  upload(file: string, url: string): Promise<void>;
  /** Where a blob and a file first differ; undefined when the blob is that VHD, byte for byte. */
  difference(url: string | undefined, file: string): Promise<string | undefined>;
}

/** Call it at the top of a test file. */
export function createVhdFiles(stage: Stage): VhdFiles {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'vhd-files-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return {
    get folder() {
      return folder;
    },
    async write(name, mib) {
      return (await writeVhd(join(folder, `${name}.vhd`), mib * MIB, `the ${name} disk`)).path;
    },
    async upload(file, url) {
      const client = createAzureClient(stage.environment);
      try {
        await uploadPageBlob(client, file, url);
      } finally {
        client.close();
      }
    },
    async difference(url, file) {
      if (url === undefined) return 'there is no such VHD';
      const client = createAzureClient(stage.environment);
      const copy = join(folder, 'copy.vhd');
      try {
        await downloadPageBlob(client, url, copy);
        const faults = await checkVhd(copy);
        return faults.length > 0 ? faults.join(' ') : await firstDifference(file, copy);
      } finally {
        client.close();
      }
    },
  };
}
