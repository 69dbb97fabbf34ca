// Platform images that a VM can be made of: the common publishers' offers, and what their SKU names say about them.
import { AzureError } from '../kernel/errors.ts';
import { stringOf, type JsonObject } from '../kernel/json.ts';

export interface PlatformImage {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly exactVersion: string;
  readonly osType: 'Linux' | 'Windows';
  readonly generation: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  readonly osDiskGb: number;
}

interface Offer {
  readonly publisher: string;
  readonly offer: RegExp;
  readonly sku: RegExp;
  readonly osType: 'Linux' | 'Windows';
  readonly gb: number;
  /** Whether a SKU is of generation 2 unless its name says otherwise. */
  readonly modern: boolean;
}

function linux(publisher: string, offer: RegExp, sku: RegExp, gb = 30, modern = false): Offer {
  return { publisher, offer, sku, osType: 'Linux', gb, modern };
}

const OFFERS: readonly Offer[] = [
  linux('Canonical', /^UbuntuServer$/i, /^[12]\d[._]\d\d(\.\d)?([-_](daily-)?lts|[-_]daily)?([-_]gen2)?$/i),
  linux('Canonical', /^0001-com-ubuntu-server-focal(-daily)?$/i, /^20_04(-daily)?-lts(-gen2|-arm64)?$/i),
  linux('Canonical', /^0001-com-ubuntu-server-jammy(-daily)?$/i, /^22_04(-daily)?-lts(-gen2|-arm64)?$/i),
  linux(
    'Canonical',
    /^ubuntu-2\d_(04|10)(-lts)?(-daily)?$/i,
    /^(server|minimal|ubuntu-pro)(-gen1|-arm64)?$/i,
    30,
    true,
  ),
  linux('Debian', /^debian-1\d(-daily)?$/i, /^1\d(-backports)?(-gen2|-arm64)?$/i),
  linux('credativ', /^Debian$/i, /^[89]$/i),
  linux('RedHat', /^RHEL$/i, /^[6-9]([._-][\w.-]+)?$|^10([._-][\w.-]+)?$/i, 64),
  linux('OpenLogic', /^CentOS(-HPC)?$/i, /^[678][._]\d(-?\w+)?$/i),
  linux('almalinux', /^almalinux-x86_64$/i, /^(8|9|10)-gen[12]$/i),
  linux('almalinux', /^almalinux$/i, /^\d[\w-]*$/i),
  linux('almalinux', /^almalinux-hpc$/i, /^[89]_\d+-hpc(-gen2)?$/i),
  linux('resf', /^rockylinux-x86_64$/i, /^[89](-base|-lvm)$/i),
  linux('SUSE', /^(sles|opensuse-leap)-1\d(-sp\d|-\d)?(-basic|-byos)?$/i, /^gen[12]$/i),
  linux('Oracle', /^Oracle-Linux$/i, /^(ol)?[6-9][\w.-]*$/i),
  linux('MicrosoftCBLMariner', /^cbl-mariner$/i, /^(cbl-mariner-|1-|2-)?\d?(-gen2|-arm64)?$/i),
  linux('microsoft-dsvm', /^ubuntu-hpc$/i, /^(1804|2004|2204|2404)(-ncv\w+)?$/i, 64, true),
  {
    publisher: 'MicrosoftWindowsServer',
    offer: /^WindowsServer$/i,
    sku: /^(2012-r2|2012|2016|2019|2022|2025)-datacenter[\w-]*$/i,
    osType: 'Windows',
    gb: 127,
    modern: false,
  },
];

const SECOND = /gen-?2|-g2\b|-gs$|gensecond|azure-edition|arm64/i;
const FIRST = /gen-?1\b/i;

function generationOf({ modern }: Offer, sku: string): 'V1' | 'V2' {
  if (FIRST.test(sku)) return 'V1';
  return modern || SECOND.test(sku) ? 'V2' : 'V1';
}

/** What `latest` stands for; a version that is named is taken to exist. */
function exactVersion(offer: string, sku: string): string {
  const digits = /(\d\d)[._](\d\d)/.exec(sku) ?? /(\d\d)_(\d\d)/.exec(offer);
  return digits === null ? '1.0.20261101' : `${digits[1] ?? ''}.${digits[2] ?? ''}.202611010`;
}

/** Code, status, text and target: https://github.com/clear-code/firefox-support-common/pull/31 */
function notAvailable(reference: string): AzureError {
  return new AzureError(
    404,
    'PlatformImageNotFound',
    `The platform image '${reference}' is not available. Verify that all fields in the storage profile are correct. For more details about storage profile information, please refer to https://aka.ms/storageprofile`,
    { target: 'imageReference' },
  );
}

export function platformImage(reference: JsonObject): PlatformImage {
  const text = (name: string): string => stringOf(reference[name]) ?? '';
  const [publisher, offer, sku, version] = [text('publisher'), text('offer'), text('sku'), text('version')];
  const known = OFFERS.find(
    (one) => one.publisher.toLowerCase() === publisher.toLowerCase() && one.offer.test(offer) && one.sku.test(sku),
  );
  const isLatest = version.toLowerCase() === 'latest';
  if (known === undefined || (!isLatest && !/^\d+\.\d+\.\d+(\.\d+)?$/.test(version))) {
    throw notAvailable([publisher, offer, sku, version].join(':'));
  }
  const smallDisk = /smalldisk/i.test(sku);
  return {
    publisher,
    offer,
    sku,
    exactVersion: isLatest ? exactVersion(offer, sku) : version,
    osType: known.osType,
    generation: generationOf(known, sku),
    architecture: /arm64/i.test(sku) ? 'Arm64' : 'x64',
    osDiskGb: smallDisk ? 30 : known.gb,
  };
}
