// The Marketplace images Batch supports, and with them the node agents that exist.
import type { JsonObject } from '../kernel/json.ts';

export interface SupportedImage {
  readonly nodeAgentSKUId: string;
  readonly osType: 'linux' | 'windows';
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly generation: 'V1' | 'V2';
  readonly verified: boolean;
  readonly capabilities?: readonly string[];
  readonly endOfLife?: string;
}

const WINDOWS = 'batch.node.windows amd64';

export const SUPPORTED_IMAGES: readonly SupportedImage[] = [
  linux('batch.node.ubuntu 20.04', 'canonical', '0001-com-ubuntu-server-focal', '20_04-lts', 'V1', {
    endOfLife: '2025-04-22T00:00:00Z',
    verified: false,
  }),
  linux('batch.node.ubuntu 22.04', 'canonical', '0001-com-ubuntu-server-jammy', '22_04-lts', 'V1', {
    endOfLife: '2027-04-01T00:00:00Z',
  }),
  linux('batch.node.ubuntu 22.04', 'canonical', '0001-com-ubuntu-server-jammy', '22_04-lts-gen2', 'V2', {
    endOfLife: '2027-04-01T00:00:00Z',
  }),
  linux('batch.node.ubuntu 22.04', 'microsoft-dsvm', 'ubuntu-hpc', '2204', 'V2', {
    capabilities: ['DockerCompatible', 'NvidiaTeslaDriverInstalled', 'NvidiaGridDriverInstalled'],
    endOfLife: '2027-04-01T00:00:00Z',
  }),
  linux('batch.node.ubuntu 24.04', 'canonical', 'ubuntu-24_04-lts', 'server', 'V2'),
  linux('batch.node.ubuntu 24.04', 'canonical', 'ubuntu-24_04-lts', 'server-gen1', 'V1'),
  linux('batch.node.debian 11', 'debian', 'debian-11', '11-gen2', 'V2', { endOfLife: '2026-08-31T00:00:00Z' }),
  linux('batch.node.debian 12', 'debian', 'debian-12', '12', 'V1'),
  linux('batch.node.debian 12', 'debian', 'debian-12', '12-gen2', 'V2'),
  linux('batch.node.el 8', 'almalinux', 'almalinux-x86_64', '8-gen2', 'V2'),
  linux('batch.node.el 8', 'almalinux', 'almalinux-hpc', '8_7-hpc-gen2', 'V2', { capabilities: ['DockerCompatible'] }),
  linux('batch.node.el 9', 'almalinux', 'almalinux-x86_64', '9-gen1', 'V1'),
  linux('batch.node.el 9', 'almalinux', 'almalinux-x86_64', '9-gen2', 'V2'),
  windows('2019-datacenter', 'V1'),
  windows('2022-datacenter', 'V1'),
  windows('2022-datacenter-g2', 'V2'),
  windows('2022-datacenter-azure-edition', 'V2'),
];

function linux(
  nodeAgentSKUId: string,
  publisher: string,
  offer: string,
  sku: string,
  generation: 'V1' | 'V2',
  more: Partial<SupportedImage> = {},
): SupportedImage {
  return { nodeAgentSKUId, osType: 'linux', publisher, offer, sku, generation, verified: true, ...more };
}

function windows(sku: string, generation: 'V1' | 'V2'): SupportedImage {
  return {
    nodeAgentSKUId: WINDOWS,
    osType: 'windows',
    publisher: 'microsoftwindowsserver',
    offer: 'windowsserver',
    sku,
    generation,
    verified: true,
  };
}

export function nodeAgent(id: string): { readonly osType: 'linux' | 'windows' } | undefined {
  return SUPPORTED_IMAGES.find((image) => image.nodeAgentSKUId === id);
}

export function marketplaceImage(reference: {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
}): SupportedImage | undefined {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  return SUPPORTED_IMAGES.find(
    (image) =>
      same(image.publisher, reference.publisher) &&
      same(image.offer, reference.offer) &&
      same(image.sku, reference.sku),
  );
}

export function supportedImageBodies(): readonly JsonObject[] {
  return SUPPORTED_IMAGES.map((image) => ({
    nodeAgentSKUId: image.nodeAgentSKUId,
    imageReference: { publisher: image.publisher, offer: image.offer, sku: image.sku, version: 'latest' },
    osType: image.osType,
    ...(image.capabilities === undefined ? {} : { capabilities: image.capabilities }),
    ...(image.endOfLife === undefined ? {} : { batchSupportEndOfLife: image.endOfLife }),
    verificationType: image.verified ? 'verified' : 'unverified',
  }));
}
