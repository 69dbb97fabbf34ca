// The world that Packer is tried in: a simulated Azure with a gallery, and the inside of the machines that it creates.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSimulatorProcess, type SimulatorProcess } from '../../runner/simulator-process.ts';
import { startSshServer, type SshServer } from '../ssh/server.ts';
import { runPacker, type PackerRun } from './process.ts';

const TEMPLATE = fileURLToPath(new URL('images.json', import.meta.url));
const DEFINITION = 'packed';
const BUILD_GROUP = 'rg-build';
/** Of the default world, for what is said before it is there. */
const SUBSCRIPTION = '11111111-2222-4333-8444-555555555555';

export type Resource = Readonly<Record<string, unknown>>;

export interface PackerWorld {
  readonly simulator: SimulatorProcess;
  readonly ssh: SshServer;
  readonly group: string;
  /** A group that is there for builds, and stays. */
  readonly buildGroup: string;
  /** `Microsoft.Compute/images/a` in the group of the images. */
  id(path: string): string;
  packer(
    command: 'build' | 'validate',
    builder: string,
    variables?: Readonly<Record<string, string>>,
  ): Promise<PackerRun>;
  /** The resources of the simulated Azure by ID. */
  resources(): Promise<Readonly<Record<string, Resource>>>;
  /** What the provisioner has written so far: the name of the build on each run. */
  provisioned(): readonly string[];
}

export async function withWorld(work: (world: PackerWorld) => Promise<void>): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'foreign-clients-packer-'));
  try {
    const simulator = await startSimulatorProcess({ scenario: scenario(), profile: 'quick' });
    try {
      const ssh = await startSshServer({ directory, accepts: (user, key) => hasLogin(simulator, user, key) });
      try {
        await work(open(directory, simulator, ssh));
      } finally {
        await ssh.stop();
      }
    } finally {
      await simulator.stop();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function scenario(): object {
  return {
    changes: [
      { id: `/subscriptions/${SUBSCRIPTION}/resourceGroups/${BUILD_GROUP}`, body: { location: 'westeurope' } },
      {
        id: `Microsoft.Compute/galleries/renderGallery/images/${DEFINITION}`,
        body: {
          properties: {
            osType: 'Linux',
            osState: 'Generalized',
            hyperVGeneration: 'V2',
            architecture: 'x64',
            identifier: { publisher: 'contoso', offer: 'render', sku: 'packed' },
          },
        },
      },
    ],
  };
}

/** A machine that runs lets in the user it was created with, by the keys it was created with. */
async function hasLogin(simulator: SimulatorProcess, user: string, key: string): Promise<boolean> {
  const resources = Object.values(await simulator.control.state()) as readonly MachineBody[];
  return resources.some(({ type, properties }) => {
    if (type?.toLowerCase() !== 'microsoft.compute/virtualmachines') return false;
    const isRunning = properties?.instanceView?.statuses?.some(({ code }) => code === 'PowerState/running');
    const keys = properties?.osProfile?.linuxConfiguration?.ssh?.publicKeys ?? [];
    const isUser = properties?.osProfile?.adminUsername === user;
    return isRunning === true && isUser && keys.some(({ keyData }) => keyData.split(/\s+/)[1] === key);
  });
}

interface MachineBody {
  readonly type?: string;
  readonly properties?: {
    readonly instanceView?: { readonly statuses?: readonly { readonly code: string }[] };
    readonly osProfile?: {
      readonly adminUsername?: string;
      readonly linuxConfiguration?: {
        readonly ssh?: { readonly publicKeys?: readonly { readonly keyData: string }[] };
      };
    };
  };
}

function open(directory: string, simulator: SimulatorProcess, ssh: SshServer): PackerWorld {
  const { environment } = simulator;
  const value = (name: string): string => environment[name] ?? '';
  const group = value('SIM_RESOURCE_GROUP');
  const customData = join(directory, 'custom-data');
  writeFileSync(customData, '#cloud-config\n');
  const fixed = {
    client_id: value('AZURE_CLIENT_ID'),
    client_secret: value('AZURE_CLIENT_SECRET'),
    tenant_id: value('AZURE_TENANT_ID'),
    subscription_id: value('AZURE_SUBSCRIPTION_ID'),
    location: 'West Europe',
    resource_group: group,
    build_resource_group: BUILD_GROUP,
    gallery: value('SIM_GALLERY'),
    definition: DEFINITION,
    version: '1.0.0',
    image: 'unnamed',
    source_image: 'unnamed',
    custom_data_file: customData,
    remote_folder: directory,
    ssh_port: String(ssh.port),
  };
  const proxy = Object.fromEntries(['HTTPS_PROXY', 'SSL_CERT_FILE', 'NO_PROXY'].map((name) => [name, value(name)]));
  return {
    simulator,
    ssh,
    group,
    buildGroup: BUILD_GROUP,
    id: (path) => `/subscriptions/${value('AZURE_SUBSCRIPTION_ID')}/resourceGroups/${group}/providers/${path}`,
    packer: (command, builder, variables = {}) => {
      const given = Object.entries({ ...fixed, ...variables }).flatMap(([name, one]) => ['-var', `${name}=${one}`]);
      return runPacker(directory, proxy, [command, '-machine-readable', `-only=${builder}`, ...given, TEMPLATE]);
    },
    resources: async () => (await simulator.control.state()) as Readonly<Record<string, Resource>>,
    provisioned: () => linesOf(join(directory, 'provisioned')),
  };
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}
