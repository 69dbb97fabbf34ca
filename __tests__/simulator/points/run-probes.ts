// Runs SDK probes in a process that has the simulator's environment, as a client would.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ProbeName, ProbeResult } from './sdk-probes.ts';

const PROBES = join(import.meta.dirname, 'sdk-probes.ts');

/** The results by name; the probes run one after the other. */
export async function runProbes<N extends ProbeName>(
  environment: Readonly<Record<string, string>>,
  ...names: readonly N[]
): Promise<Readonly<Record<N, ProbeResult>>> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROBES, ...names], {
    env: { PATH: process.env['PATH'] ?? '', NODE_NO_WARNINGS: '1', ...environment },
  });
  return JSON.parse(stdout) as Readonly<Record<N, ProbeResult>>;
}
