// Finds Azure CLI on this machine: the Python that its `az` runs on.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface FoundCli {
  readonly python: string;
  readonly version: string;
}

/** Microsoft's packages bring a Python of their own here. */
const BUNDLED_PYTHON = '/opt/az/bin/python3';

export function findAzureCli(): FoundCli | undefined {
  const az = onPath('az');
  if (az === undefined) return undefined;
  for (const python of [interpreterOf(az), BUNDLED_PYTHON]) {
    if (python === undefined) continue;
    const asked = spawnSync(python, ['-c', 'import azure.cli.core as core; print(core.__version__)'], {
      encoding: 'utf8',
    });
    if (asked.status === 0) return { python, version: asked.stdout.trim() };
  }
  return undefined;
}

function onPath(name: string): string | undefined {
  const directories = (process.env['PATH'] ?? '').split(delimiter).filter((directory) => directory !== '');
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** `#!/usr/bin/python3` of a script that is Python itself. */
function interpreterOf(script: string): string | undefined {
  return /^#!\s*(\S*python[\d.]*)\s/.exec(readFileSync(script, 'utf8').slice(0, 200))?.[1];
}
