// Runs Packer as its users do, and reads what it says for machines.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

export interface Finding {
  readonly version: string;
}

/** The Packer of this machine; other programs of that name answer otherwise. */
export function findPacker(): Finding | undefined {
  const asked = spawnSync('packer', ['version'], {
    encoding: 'utf8',
    env: { ...process.env, CHECKPOINT_DISABLE: '1' },
  });
  const version = /^Packer v(\d+\.\d+\.\d+)/.exec(asked.stdout)?.[1];
  // The shell provisioner copies its scripts with scp.
  const hasScp = spawnSync('scp', [], { stdio: 'ignore' }).error === undefined;
  return version === undefined || !hasScp ? undefined : { version };
}

export interface PackerRun {
  readonly exitCode: number | null;
  /** The IDs of the artifacts that Packer names in the end. */
  readonly artifacts: readonly string[];
  /** Everything it said, for people. */
  readonly said: string;
}

export async function runPacker(
  directory: string,
  environment: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<PackerRun> {
  const child = spawn('packer', args, {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: directory,
      TMPDIR: directory,
      CHECKPOINT_DISABLE: '1',
      PACKER_CONFIG: `${directory}/packerconfig`,
      PACKER_CACHE_DIR: `${directory}/packer-cache`,
      ...environment,
    },
  });
  // What Packer still does when this process ends, it shall not do alone.
  const end = (): void => void child.kill('SIGKILL');
  process.once('exit', end);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (piece: string) => {
      output += piece;
    });
  }
  const [exitCode] = (await once(child, 'close')) as [number | null];
  process.off('exit', end);
  return { exitCode, ...read(output) };
}

/** Lines of `-machine-readable` are `time,target,kind,data...`, with commas and line ends spelt out. */
function read(output: string): Pick<PackerRun, 'artifacts' | 'said'> {
  const lines = output.split('\n').map((line) => line.split(',').map(spelled));
  const artifacts = lines.filter(([, , kind, , member]) => kind === 'artifact' && member === 'id');
  const said = lines.map(([, , kind, , ...text]) => (kind === 'ui' ? text.join(',') : ''));
  return {
    artifacts: artifacts.flatMap((fields) => fields[5] ?? []),
    said: said.filter((line) => line !== '').join('\n') || output,
  };
}

function spelled(field: string): string {
  return field.replaceAll('%!(PACKER_COMMA)', ',').replaceAll('\\n', '\n').replaceAll('\\r', '\r').trimEnd();
}
