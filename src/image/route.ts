// The route: what an image version is made from, by what the source is and what the image shall be; or why there is none.
// A table, tried from the top; docs/routes.md shows it, and a test walks every row against the simulated Azure.
import type { ImageSecurityType } from '../azure/galleries.ts';
import type { SecurityType } from '../azure/virtual-machines.ts';
import type { ProblemCode } from '../checks/registry.ts';

export interface RouteQuestion {
  readonly source: SourceKind;
  readonly generation: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  /** Of the source. */
  readonly security: SecurityType;
  readonly controller: 'SCSI' | 'NVMe';
  /** Of the image: as the workflow or the existing definition says, else as the source is. */
  readonly image: ImageSecurityType;
}

export type SourceKind = 'managed VM' | 'unmanaged VM' | 'VHD' | 'image version';

/** `snapshots` of the VM's disks; `VHDs` in a storage account; `itself`: the version exists. */
export type Material = 'snapshots' | 'VHDs' | 'itself';

export type Route =
  | { readonly kind: 'open'; readonly material: Material; readonly why: string }
  | {
      readonly kind: 'closed';
      readonly code: ProblemCode;
      /** The input that would have to change. */
      readonly input: 'source' | 'security-type' | 'hyper-v-generation';
      readonly why: string;
      readonly expected: string;
      readonly fix: string;
    };

export interface RouteRow {
  readonly id: string;
  /** Each fact must be one of the named; a fact that is not named may be anything. */
  readonly when: { readonly [Fact in keyof RouteQuestion]?: readonly RouteQuestion[Fact][] };
  readonly route: Route;
}

const MADE: readonly SourceKind[] = ['managed VM', 'unmanaged VM', 'VHD'];
const CONFIDENTIAL: readonly ImageSecurityType[] = [
  'ConfidentialVM',
  'ConfidentialVMSupported',
  'TrustedLaunchAndConfidentialVmSupported',
];

export const ROUTES: readonly RouteRow[] = [
  {
    id: 'existing-version',
    when: { source: ['image version'] },
    route: { kind: 'open', material: 'itself', why: 'the version exists; nothing is captured' },
  },
  {
    id: 'confidential-source',
    when: { security: ['ConfidentialVM'] },
    route: {
      kind: 'closed',
      code: 'vm-confidential',
      input: 'source',
      why: 'a confidential VM; what is copied of its disks lacks the guest state',
      expected: 'a VM with security type Standard or TrustedLaunch',
      fix: 'Prepare the image on a Standard or Trusted Launch VM.',
    },
  },
  {
    id: 'confidential-image',
    when: { source: MADE, image: CONFIDENTIAL },
    route: {
      kind: 'closed',
      code: 'route-closed',
      input: 'security-type',
      why: 'an image definition for confidential VMs, which this action makes no images for',
      expected: 'a definition with security type Standard, TrustedLaunch or TrustedLaunchSupported',
      fix: 'Name another image-definition; it is made when absent.',
    },
  },
  {
    id: 'arm64-generation-1',
    when: { source: MADE, generation: ['V1'], architecture: ['Arm64'] },
    route: {
      kind: 'closed',
      code: 'route-closed',
      input: 'hyper-v-generation',
      why: 'an Arm64 image of generation V1',
      expected: 'generation V2: Azure boots Arm64 by UEFI only',
      fix: 'Prepare the image as generation V2, or correct hyper-v-generation.',
    },
  },
  {
    id: 'nvme-generation-1',
    when: { source: MADE, generation: ['V1'], controller: ['NVMe'] },
    route: {
      kind: 'closed',
      code: 'route-closed',
      input: 'hyper-v-generation',
      why: 'an image of generation V1 from a VM with NVMe disks',
      expected: 'generation V2: NVMe needs it',
      fix: 'Prepare the image on a VM of generation V2.',
    },
  },
  {
    id: 'trusted-launch-generation-1',
    when: { source: MADE, generation: ['V1'], image: ['TrustedLaunch', 'TrustedLaunchSupported'] },
    route: {
      kind: 'closed',
      code: 'route-closed',
      input: 'security-type',
      why: 'an image of generation V1 for Trusted Launch',
      expected: 'security type Standard: Trusted Launch needs generation V2',
      fix: 'Leave security-type out and name a Standard image-definition, or prepare the image as generation V2.',
    },
  },
  {
    id: 'unmanaged',
    when: { source: ['unmanaged VM'], image: ['Standard'] },
    route: {
      kind: 'open',
      material: 'VHDs',
      why: 'a gallery takes no VM with unmanaged disks; virtualMachines/capture makes VHDs of them',
    },
  },
  {
    id: 'trusted-launch-as-it-is',
    when: { source: ['managed VM'], security: ['TrustedLaunch'], image: ['TrustedLaunch'] },
    route: {
      kind: 'open',
      material: 'snapshots',
      why: 'a TrustedLaunch image is made from what carries its guest state',
    },
  },
  {
    id: 'trusted-launch-supported',
    when: { source: ['managed VM', 'unmanaged VM'], image: ['TrustedLaunchSupported'] },
    route: {
      kind: 'open',
      material: 'VHDs',
      why: 'Azure takes no VM, disk or snapshot for a TrustedLaunchSupported image, but a VHD',
    },
  },
  {
    id: 'trusted-launch-to-standard',
    when: { source: ['managed VM'], security: ['TrustedLaunch'], image: ['Standard'] },
    route: {
      kind: 'closed',
      code: 'definition-misfit',
      input: 'security-type',
      why: 'a Standard image from a Trusted Launch VM',
      expected: 'security type TrustedLaunch or TrustedLaunchSupported',
      fix: 'Name another image-definition, or set security-type: TrustedLaunchSupported, which boots with and without Trusted Launch.',
    },
  },
  {
    id: 'standard-to-trusted-launch',
    when: { source: MADE, image: ['TrustedLaunch'] },
    route: {
      kind: 'closed',
      code: 'definition-misfit',
      input: 'security-type',
      why: 'a TrustedLaunch image from a source without Trusted Launch',
      expected: 'security type TrustedLaunchSupported or Standard',
      fix: 'Set security-type: TrustedLaunchSupported with an image-definition that is absent or has it, or capture a Trusted Launch VM.',
    },
  },
  {
    id: 'standard',
    when: { source: ['managed VM'], security: ['Standard'], image: ['Standard'] },
    route: { kind: 'open', material: 'snapshots', why: 'fastest, and it needs no storage account' },
  },
  {
    id: 'vhd',
    when: { source: ['VHD'], image: ['Standard', 'TrustedLaunchSupported'] },
    route: { kind: 'open', material: 'VHDs', why: 'the source is a VHD' },
  },
];

/** The row that answers the question: every question has one, which a test proves. */
export function routeFor(question: RouteQuestion): RouteRow {
  const row = ROUTES.find(({ when }) => matches(when, question));
  if (row === undefined) throw new Error(`No route for ${JSON.stringify(question)}.`);
  return row;
}

export function matches(when: RouteRow['when'], question: RouteQuestion): boolean {
  return (
    isAmong(when.source, question.source) &&
    isAmong(when.generation, question.generation) &&
    isAmong(when.architecture, question.architecture) &&
    isAmong(when.security, question.security) &&
    isAmong(when.controller, question.controller) &&
    isAmong(when.image, question.image)
  );
}

function isAmong<T>(values: readonly T[] | undefined, value: T): boolean {
  return values === undefined || values.includes(value);
}
