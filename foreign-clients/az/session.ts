// The world that Azure CLI is tried in, and who is signed in to it.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulatorProcess, type SimulatorProcess } from '../../runner/simulator-process.ts';
import { writeVhd, type Vhd } from '../../runner/vhd.ts';
import type { Report } from '../report.ts';
import { createAz, type Az, type AzureCli } from './cli.ts';

const MIB = 1024 * 1024;
/** The VM whose disks are page blobs, the only kind that `az vm capture` works on. */
const OLD_VM = 'vm-old';
const OLD_DISK = 'https://strender.blob.core.windows.net/vhds/vm-old-os.vhd';

/** A service principal that may read everything and change nothing. */
export const READER = { clientId: '88888888-7777-4666-8555-444444444444', secret: 'simulated-reader-secret' };
const OWNER = { clientId: '99999999-8888-4777-8666-555555555555', secret: 'simulated-client-secret' };

export interface Session {
  readonly report: Report;
  readonly az: Az;
  /** The environment that the simulator gives its clients. */
  readonly environment: Readonly<Record<string, string>>;
  readonly group: string;
  readonly storage: string;
  readonly subscription: string;
  readonly oldVm: { readonly name: string; readonly vhd: string };
  /** A small VHD on this machine. */
  readonly vhd: Vhd;
  /** Where the steps may leave files. */
  readonly directory: string;
  readonly simulator: SimulatorProcess;
  /** The full ID of a resource of the group. */
  readonly id: (path: string) => string;
  /** The same world with a configuration directory of its own, signed in as this one is, or not at all. */
  readonly fork: (name: string, signedIn?: boolean) => Session;
  /** Ends the processes of this session's CLI. */
  readonly close: () => Promise<void>;
}

export async function withSession(
  python: string,
  report: Report,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'foreign-clients-az-'));
  try {
    const vhd = await writeVhd(join(directory, 'disk.vhd'), 8 * MIB, 'a disk for Azure CLI');
    const simulator = await startSimulatorProcess({ scenario: scenario(vhd), profile: 'quick' });
    const opened: AzureCli[] = [];
    try {
      await work(open({ python, report, directory, vhd, simulator, opened }, 'config'));
    } finally {
      await Promise.all(opened.map((cli) => cli.close()));
      await simulator.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function scenario(vhd: Vhd): object {
  return {
    principals: [
      { ...OWNER, federated: {} },
      { ...READER, roles: [{ actions: ['*/read'] }] },
    ],
    changes: [
      {
        id: `Microsoft.Compute/virtualMachines/${OLD_VM}`,
        disk: vhd.path,
        body: {
          properties: {
            hardwareProfile: { vmSize: 'Standard_A1_v2' },
            storageProfile: {
              osDisk: {
                osType: 'Linux',
                name: 'vm-old-os',
                createOption: 'FromImage',
                caching: 'ReadWrite',
                vhd: { uri: OLD_DISK },
                diskSizeGB: 1,
              },
              dataDisks: [],
            },
            osProfile: { computerName: OLD_VM, adminUsername: 'builder' },
          },
        },
      },
    ],
  };
}

interface Parts {
  readonly python: string;
  readonly report: Report;
  readonly directory: string;
  readonly vhd: Vhd;
  readonly simulator: SimulatorProcess;
  /** Every CLI of the run: what has been started is ended. */
  readonly opened: AzureCli[];
}

function open(parts: Parts, config: string): Session {
  const { environment } = parts.simulator;
  const value = (name: string): string => environment[name] ?? '';
  const [group, subscription] = [value('SIM_RESOURCE_GROUP'), value('AZURE_SUBSCRIPTION_ID')];
  const configDirectory = join(parts.directory, config);
  const cli = createAz({
    python: parts.python,
    simulator: environment,
    configDirectory,
    workDirectory: parts.directory,
  });
  parts.opened.push(cli);
  return {
    ...parts,
    environment,
    group,
    subscription,
    storage: value('SIM_STORAGE'),
    oldVm: { name: OLD_VM, vhd: OLD_DISK },
    az: cli.az,
    close: () => cli.close(),
    id: (path) => `/subscriptions/${subscription}/resourceGroups/${group}/providers/${path}`,
    fork(name, signedIn = true) {
      if (signedIn) cpSync(configDirectory, join(parts.directory, name), { recursive: true });
      return open(parts, name);
    },
  };
}
