// Which node agent fits an operating system, told from the names of its marketplace image, or by the agent in a VM that runs it.
import type { MarketplaceImage } from '../azure/virtual-machines.ts';
import type { Guest } from '../azure/vm-instance-view.ts';

const UBUNTU_NAMES: ReadonlyMap<string, string> = new Map([
  ['bionic', '18.04'],
  ['focal', '20.04'],
  ['jammy', '22.04'],
  ['noble', '24.04'],
]);

/**
 * The agent by its Batch name, e.g. `batch.node.ubuntu 22.04`; undefined where the names do not tell. Ubuntu's offers
 * are called `0001-com-ubuntu-server-jammy` up to 23.04, `ubuntu-24_04-lts` since.
 */
export function agentFamily(image: MarketplaceImage): string | undefined {
  const offer = image.offer.toLowerCase();
  const sku = image.sku.toLowerCase();
  if (offer.includes('ubuntu')) return named('batch.node.ubuntu', ubuntuVersion(offer, sku));
  if (offer.startsWith('debian')) return named('batch.node.debian', /^debian-(\d+)/.exec(offer)?.[1] ?? leading(sku));
  if (/^(rhel|alma|rocky|oracle-?linux|centos)/.test(offer)) return enterpriseLinux(offer, sku);
  return undefined;
}

/** The same of a guest as its Azure agent names it: by the ID of the distribution, and its version. */
export function agentFamilyOfGuest({ osName = '', osVersion = '' }: Guest): string | undefined {
  const [, major, minor] = /^(\d+)(?:\.(\d+))?/.exec(osVersion) ?? [];
  if (/^ubuntu/i.test(osName)) return minor === undefined ? undefined : `batch.node.ubuntu ${major}.${minor}`;
  if (/^debian/i.test(osName)) return named('batch.node.debian', major);
  const isEnterprise = /^(red ?hat|rhel|alma|rocky|oracle|centos)/i.test(osName);
  return isEnterprise && major !== '7' ? named('batch.node.el', major) : undefined;
}

function ubuntuVersion(offer: string, sku: string): string | undefined {
  for (const [codename, version] of UBUNTU_NAMES) if (offer.includes(codename)) return version;
  // 22_04-lts-gen2, 18.04-LTS, and in the images for high-performance computing 2204.
  const [, year, month] = /(?<!\d)(\d\d)[._]?(04|10)(?!\d)/.exec(`${offer} ${sku}`) ?? [];
  return year === undefined || month === undefined ? undefined : `${year}.${month}`;
}

/** Since version 8 one agent serves Red Hat and all that are built from it. */
function enterpriseLinux(offer: string, sku: string): string | undefined {
  // 8_6, 86-gen2, 810-gen2, 9-base, 94_gen2, ol88-lvm; 10-lvm, 100-gen2 for version 10.
  const major = /^(?:ol)?(10|[7-9])/.exec(sku)?.[1];
  if (major === '7') return offer.startsWith('centos') ? 'batch.node.centos 7' : undefined;
  return named('batch.node.el', major);
}

function leading(sku: string): string | undefined {
  return /^\d+/.exec(sku)?.[0];
}

function named(agent: string, version: string | undefined): string | undefined {
  return version === undefined ? undefined : `${agent} ${version}`;
}
