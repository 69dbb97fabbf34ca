// Uploads of VHD files to the simulated Azure, with the action's own clients.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { truncate, utimes } from 'node:fs/promises';
import type { Host } from '../../src/azure/host.ts';
import { CONTENT_MARK, KEY_MARK, STATE_MARK, type Marks } from '../../src/marks.ts';
import { contentIdOfFile } from '../../src/source/content-id.ts';
import type { VhdFile } from '../../src/source/vhd-file.ts';
import { scanVhdFile, type VhdFileScan } from '../../src/source/vhd-file-scan.ts';
import { uploadVhd } from '../../src/source/vhd-upload.ts';
import type { VhdExported } from '../../src/source/write-vhd.ts';
import { createAzureClient } from '../../runner/azure-client.ts';
import { downloadPageBlob, firstDifference } from '../../runner/page-blob.ts';
import type { LoggedExchange } from '../../runner/simulator-process.ts';
import { answer, reset } from '../action/troubles.ts';
import { fakeHost } from '../azure/fake-host.ts';
import { createSimulated } from '../azure/simulated.ts';
import { BLOBS } from '../simulator/wired.ts';
import { createFolder, inspected, noise, type Piece } from './sparse-file.ts';
import { MIB } from './vhd-bytes.ts';

const simulated = createSimulated();
const folder = createFolder();
const NAME = 'Microsoft.Compute/Images/batchimages/os-osDisk.vhd';
const URL = `${BLOBS}/system/${NAME}`;
const LEASE = '11111111-2222-4333-8444-555555555555';
const OTHER_LEASE = '99999999-8888-4777-8666-555555555555';
const PUT = '\\.vhd\\?comp=page$';
const DISK = 48 * MIB;
/** In puts of 4 MiB, 4 MiB, 1 MiB, 64 KiB, 512 bytes, and the footer. */
const PIECES: readonly Piece[] = [
  [0, noise(512)],
  [2 * MIB, noise(9 * MIB)],
  [32 * MIB, noise(64 * 1024)],
];
const DATA_BYTES = 512 + 9 * MIB + 64 * 1024 + 512;

beforeEach(async () => simulated.enter());

interface Subject {
  readonly file: VhdFile;
  readonly scan: VhdFileScan;
  readonly marks: Marks;
}

async function subject(pieces = PIECES): Promise<Subject> {
  const file = await inspected(await folder.writeVhd('os.vhd', DISK, ...pieces));
  const scan = await scanVhdFile(fakeHost(), file);
  return {
    file,
    scan,
    marks: { abip_schema: '1', [KEY_MARK]: 'key', [CONTENT_MARK]: contentIdOfFile(scan.sha256) },
  };
}

interface Watched {
  readonly lines: string[];
  readonly leases: string[];
  readonly upload: Promise<VhdExported>;
}

/** `at` is called with every line of progress, and may cancel the run. */
function start(
  { file, scan, marks }: Subject,
  at: (line: string, cancel: (reason: Error) => void) => void = () => undefined,
): Watched {
  const { host: fake, blobs } = simulated.connected();
  const { host: cleanupHost, blobs: cleanupBlobs } = simulated.connected();
  const lines: string[] = [];
  const leases: string[] = [];
  const host: Host = {
    ...fake,
    // Time passes only where somebody waits for a retry or a turn: the lease is not about to end.
    clock: {
      now: () => fake.clock.now(),
      sleep: async (milliseconds, signal) =>
        milliseconds === 20_000 ? untilAborted(signal) : fake.clock.sleep(milliseconds, signal),
    },
    progress(line) {
      lines.push(line);
      at(line, (reason) => fake.cancel(reason));
    },
  };
  const upload = uploadVhd(
    {
      file,
      scan,
      role: 'os',
      blobEndpoint: `${BLOBS}/`,
      blobName: NAME,
      leaseId: LEASE,
      marks,
      deadline: new Date(host.clock.now().getTime() + 3_600_000),
    },
    {
      host,
      blobs,
      cleanup: { host: cleanupHost, blobs: cleanupBlobs },
      ledger: {
        addLease: ({ blobUrl }) => leases.push(blobUrl),
        removeLease: (url) => leases.splice(leases.indexOf(url), 1),
      },
    },
  );
  return { lines, leases, upload };
}

async function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

interface Stored {
  readonly bytes: number;
  readonly allocatedBytes: number;
  readonly leaseState: string;
  readonly metadata: Readonly<Record<string, string>>;
}

async function stored(): Promise<Stored | undefined> {
  return (await simulated.control.state())[URL] as Stored | undefined;
}

/** Every Put Page so far; a body that is not text is logged by its length. */
async function puts(): Promise<readonly (LoggedExchange & { readonly bytes: number })[]> {
  return (await simulated.control.log())
    .filter(({ method, url }) => method === 'PUT' && url.endsWith('?comp=page'))
    .map((exchange) => ({ ...exchange, bytes: Number(exchange.requestHeaders['content-length']) }));
}

function total(exchanges: readonly { readonly bytes: number }[]): number {
  return exchanges.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function expectWhole({ file, marks }: Subject): Promise<void> {
  const client = createAzureClient(simulated.environment);
  try {
    await downloadPageBlob(client, URL, folder.path('copy.vhd'));
  } finally {
    client.close();
  }
  expect(await firstDifference(file.path, folder.path('copy.vhd'))).toBeUndefined();
  const blob = await stored();
  expect(blob).toMatchObject({ bytes: DISK + 512, leaseState: 'available' });
  expect(blob?.metadata).toEqual({ ...marks, [STATE_MARK]: 'complete' });
}

async function expectUnfinished({ marks }: Subject): Promise<void> {
  const blob = await stored();
  expect(blob).toMatchObject({ bytes: DISK + 512, leaseState: 'available' });
  expect(blob?.metadata).toEqual({ ...marks, [STATE_MARK]: 'writing' });
}

describe('a file becomes a blob', () => {
  test('of the same bytes, and nothing but its data is sent', async () => {
    const disk = await subject();
    const { upload, lines, leases } = start(disk);
    expect(await upload).toEqual({ url: URL, bytes: DISK + 512, movedBytes: DATA_BYTES });
    await expectWhole(disk);
    expect(await stored()).toMatchObject({ allocatedBytes: DATA_BYTES });
    expect((await puts()).map(({ bytes }) => bytes).sort((a, b) => a - b)).toEqual([
      512,
      512,
      64 * 1024,
      MIB,
      4 * MIB,
      4 * MIB,
    ]);
    expect(leases).toEqual([]);
    expect(lines[0]).toBe('upload os: 9.1 MiB of 48 MiB hold data to copy');
    expect(lines.slice(1, -1).join('\n')).toMatch(
      /^upload os: \d0 % \([\d.]+ [MK]iB of 9\.1 MiB\), .*about \d+s left$/m,
    );
    expect(lines.at(-1)).toMatch(/^upload os: moved 9\.1 MiB of 48 MiB in \d+s \(/);
  });

  test('through a storm of 503, in which every piece arrives once', async () => {
    const disk = await subject([[MIB, noise(30 * MIB)]]);
    const busy = answer('PUT', PUT, 503, undefined, { times: 40, headers: { 'x-ms-error-code': 'ServerBusy' } });
    await simulated.control.addFaults([busy]);
    const { movedBytes } = await start(disk).upload;
    await expectWhole(disk);
    const answers = (await puts()).map(({ status }) => status);
    expect(answers.filter((status) => status === 503)).toHaveLength(40);
    expect(answers.filter((status) => status === 201)).toHaveLength(9);
    expect(movedBytes).toBe(30 * MIB + 512);
  });

  test('with lost answers to everything that is asked', async () => {
    const disk = await subject();
    await simulated.control.addFaults([
      reset('PUT', 'restype=container', 'after'),
      reset('HEAD', '\\.vhd$', 'after'),
      reset('PUT', '\\.vhd$', 'after'),
      reset('PUT', 'comp=lease$', 'after', 2),
      reset('GET', 'comp=pagelist', 'after', 2),
      reset('PUT', PUT, 'before', 2),
      reset('PUT', PUT, 'after', 2),
      reset('PUT', 'comp=metadata$', 'after'),
    ]);
    await start(disk).upload;
    await expectWhole(disk);
    expect((await simulated.control.log()).filter(({ status }) => status === 0)).toHaveLength(12);
    expect(await stored()).toMatchObject({ allocatedBytes: DATA_BYTES });
  });
});

describe('an upload that was interrupted', () => {
  const DENSE: readonly Piece[] = [[0, noise(40 * MIB)]];

  /** Cancelled when the first tenth was put; answers how many bytes it was told are there. */
  async function interrupt(disk: Subject): Promise<number> {
    const { upload, leases } = start(disk, (line, cancel) => {
      if (line.includes(' % (')) cancel(new Error('the user cancelled'));
    });
    await expect(upload).rejects.toThrow('the user cancelled');
    expect(leases).toEqual([]);
    await expectUnfinished(disk);
    return total((await puts()).filter(({ status }) => status === 201));
  }

  test('goes on where it was: only the rest is sent', async () => {
    const disk = await subject(DENSE);
    const before = await interrupt(disk);
    const asked = (await puts()).length;
    const { upload, lines } = start(disk);
    const { movedBytes } = await upload;
    await expectWhole(disk);
    expect(before).toBeGreaterThan(0);
    expect(movedBytes).toBeGreaterThan(0);
    expect(movedBytes).toBeLessThanOrEqual(40 * MIB + 512 - before);
    // What the interrupted upload had sent can still arrive meanwhile.
    const sent = total((await puts()).slice(asked));
    expect(sent).toBeGreaterThanOrEqual(movedBytes);
    expect(sent).toBeLessThan(40 * MIB);
    expect(lines[0]).toMatch(/hold data to copy, \d+ MiB are there from an earlier run$/);
  });

  test('is begun anew when the file is another by now', async () => {
    await interrupt(await subject(DENSE));
    const other = await subject([[4 * MIB, noise(MIB, 2)]]);
    expect(await start(other).upload).toMatchObject({ movedBytes: MIB + 512 });
    await expectWhole(other);
    expect(await stored()).toMatchObject({ allocatedBytes: MIB + 512 });
  });
});

describe('a file that changes is an error, and its blob stays unfinished', () => {
  const CHANGED = 'changed while it was read: it was written to. Let nothing write to it, and run again.';

  test('before the upload: nothing is asked of Azure', async () => {
    const disk = await subject();
    await utimes(disk.file.path, new Date(), new Date(0));
    const { upload, leases } = start(disk);
    await expect(upload).rejects.toThrow(`The file ${disk.file.path} ${CHANGED}`);
    expect(leases).toEqual([]);
    expect(await puts()).toEqual([]);
    expect(await stored()).toBeUndefined();
  });

  test('during the upload', async () => {
    const disk = await subject();
    let touched: Promise<void> | undefined;
    const { upload } = start(disk, () => {
      touched ??= utimes(disk.file.path, new Date(), new Date(0));
    });
    await expect(upload).rejects.toThrow(CHANGED);
    await touched;
    await expectUnfinished(disk);
  });

  test('by getting shorter during the upload', async () => {
    const disk = await subject();
    let cut: Promise<void> | undefined;
    const { upload } = start(disk, () => {
      cut ??= truncate(disk.file.path, 1024);
    });
    await expect(upload).rejects.toThrow(
      /changed while it was read: it (ends at byte \d+|had \d+ bytes and has 1024)\./,
    );
    await cut;
    await expectUnfinished(disk);
  });
});

describe('a blob of that name that is not ours', () => {
  async function put(bytes: number, metadata: Readonly<Record<string, string>>): Promise<void> {
    await simulated.blob('PUT', `${BLOBS}/system?restype=container`);
    const marks = Object.entries(metadata).map(([name, value]) => [`x-ms-meta-${name}`, value] as const);
    const headers = { 'x-ms-blob-type': 'PageBlob', 'x-ms-blob-content-length': String(bytes) };
    const made = await simulated.blob('PUT', URL, { headers: { ...headers, ...Object.fromEntries(marks) } });
    expect(made.status).toBe(201);
  }

  test.each([
    ['without marks', {}],
    ['of another release', { [KEY_MARK]: 'other', [STATE_MARK]: 'writing' }],
    ['that is complete', { [KEY_MARK]: 'key', [STATE_MARK]: 'complete' }],
  ])('is left alone: one %s', async (_, metadata) => {
    await put(MIB, metadata);
    const disk = await subject();
    await expect(start(disk).upload).rejects.toThrow(
      `Blob ${URL} is not an unfinished VHD of this release: left alone.`,
    );
    expect(await stored()).toMatchObject({ bytes: MIB, allocatedBytes: 0, metadata });
  });

  test('is left alone: one that somebody else is writing', async () => {
    const disk = await subject();
    await put(DISK + 512, { ...disk.marks, [STATE_MARK]: 'writing' });
    const headers = {
      'x-ms-lease-action': 'acquire',
      'x-ms-lease-duration': '60',
      'x-ms-proposed-lease-id': OTHER_LEASE,
    };
    expect((await simulated.blob('PUT', `${URL}?comp=lease`, { headers })).status).toBe(201);
    await expect(start(disk).upload).rejects.toMatchObject({ code: 'LeaseAlreadyPresent' });
    expect(await stored()).toMatchObject({ allocatedBytes: 0, leaseState: 'leased' });
  });
});

test('a blob that does not hold what was sent is found out', async () => {
  const disk = await subject();
  await simulated.control.addFaults([answer('PUT', PUT, 201)]);
  await expect(start(disk).upload).rejects.toThrow(
    `The VHD ${URL} is not what was copied: ranges of the source are missing in it.`,
  );
  await expectUnfinished(disk);
});
