// The demo's command line.
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run demo [-- OPTIONS]

  --os-disk FILE.vhd   a fixed VHD for the VM's OS disk (default: a small one is made)
  --pool-spec FILE     the pool to make (default: examples/pool.yaml)
  --save-vhd FILE      download the captured VHD and compare it with the OS disk; exit code 1 when they differ
  --profile NAME       how long the simulated Azure takes: instant, quick (default) or realistic
  --speed N            divides every duration, e.g. 60 with the realistic profile
  --log FILE           keep every exchange with the simulated Azure, one JSON line each
  --output DIRECTORY   where the job summary goes (default: .demo in the checkout)
`;

export interface DemoArguments {
  readonly osDisk: string | undefined;
  readonly poolSpec: string | undefined;
  readonly saveVhd: string | undefined;
  readonly profile: 'instant' | 'quick' | 'realistic';
  readonly speed: number;
  readonly log: string | undefined;
  readonly output: string | undefined;
}

/** The arguments, or what is wrong with them. */
export function readArguments(args: readonly string[]): DemoArguments | { readonly problem: string } {
  let values;
  try {
    values = parseArgs({
      args: [...args],
      options: {
        'os-disk': { type: 'string' },
        'pool-spec': { type: 'string' },
        'save-vhd': { type: 'string' },
        profile: { type: 'string', default: 'quick' },
        speed: { type: 'string', default: '1' },
        log: { type: 'string' },
        output: { type: 'string' },
      },
    }).values;
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { profile } = values;
  if (profile !== 'instant' && profile !== 'quick' && profile !== 'realistic') {
    return { problem: `--profile ${profile}: expected instant, quick or realistic.` };
  }
  const speed = Number(values.speed);
  if (!(Number.isFinite(speed) && speed > 0))
    return { problem: `--speed ${values.speed}: expected a number above zero.` };
  for (const [option, file] of [
    ['--os-disk', values['os-disk']],
    ['--pool-spec', values['pool-spec']],
  ] as const) {
    if (file !== undefined && !existsSync(file)) return { problem: `${option} ${file}: no such file.` };
  }
  return {
    osDisk: values['os-disk'],
    poolSpec: values['pool-spec'],
    saveVhd: values['save-vhd'],
    profile,
    speed,
    log: values.log,
    output: values.output,
  };
}
