// How long a user waits to hear of a mistake, as a multiple of an empty Node.js process.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const MAIN = join(import.meta.dirname, '..', 'dist', 'main', 'index.js');
const ROUNDS = 15;

interface Variant {
  readonly name: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** What the process has to say, so that a broken one is not taken for a fast one. */
  readonly says: string;
  readonly goal?: number;
}

const COMPLETE_INPUTS = {
  'INPUT_SUBSCRIPTION-ID': '11111111-2222-4333-8444-555555555555',
  INPUT_ENVIRONMENT: 'AzureCloud',
  'INPUT_OIDC-AUDIENCE': 'api://AzureADTokenExchange',
  'INPUT_RESOURCE-GROUP': 'rg-images',
  'INPUT_VM-NAME': 'vm-golden',
  'INPUT_CAPTURE-MODE': 'snapshot',
  'INPUT_CONTAINER-NAME': 'batchimages',
  'INPUT_EXPORT-VHD': 'true',
  'INPUT_DATA-DISKS': 'include',
  INPUT_GALLERY: 'renderGallery',
  'INPUT_CREATE-GALLERY': 'false',
  'INPUT_BATCH-ACCOUNT': 'batchrender',
  'INPUT_POOL-SPEC': 'pool.yaml',
  'INPUT_EXISTING-POOL': 'fail',
  'INPUT_WAIT-FOR': 'ready',
  INPUT_MODE: 'release',
  INPUT_TIMEOUT: '5h30m',
};

export async function startUp(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  writeFileSync(join(folder, 'pool.yaml'), 'id: [render\nvmSize: Standard_D2s_v5\n');
  const github = {
    GITHUB_WORKSPACE: folder,
    GITHUB_REPOSITORY: 'contoso/render-images',
    GITHUB_REF: 'refs/tags/v1.4.0',
    GITHUB_RUN_NUMBER: '1',
  };
  const variants: readonly Variant[] = [
    { name: 'node -e 0', args: ['-e', '0'], environment: {}, says: '' },
    { name: 'missing input', args: [MAIN], environment: github, says: 'vm-name', goal: 3 },
    {
      name: 'wrong pool spec',
      args: [MAIN],
      environment: { ...github, ...COMPLETE_INPUTS },
      says: 'pool.yaml',
      goal: 5,
    },
  ];
  const times = new Map(variants.map((variant) => [variant.name, [] as number[]]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const variant of variants) {
      const milliseconds = time(variant, folder);
      if (round > 0) times.get(variant.name)?.push(milliseconds);
    }
  }
  rmSync(folder, { recursive: true });

  const floor = median(times.get('node -e 0') ?? []);
  for (const { name, goal } of variants) {
    const milliseconds = median(times.get(name) ?? []);
    const ratio = milliseconds / floor;
    const verdict = goal === undefined ? '' : `  goal < ${goal}: ${ratio < goal ? 'met' : 'MISSED'}`;
    console.log(`${name.padEnd(18)} ${milliseconds.toFixed(0).padStart(5)} ms  x${ratio.toFixed(2)}${verdict}`);
  }
}

function time({ args, environment, says }: Variant, folder: string): number {
  const startedAt = process.hrtime.bigint();
  const { stdout } = spawnSync(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    encoding: 'utf8',
  });
  const milliseconds = Number(process.hrtime.bigint() - startedAt) / 1e6;
  if (!stdout.includes(says)) throw new Error(`The measured process did not say "${says}":\n${stdout}`);
  return milliseconds;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
