// The grounds of a plan: what follows from the request and the source alone. Each kind of source has its own file.
import type { Material } from '../image/route.ts';
import type { ImageSecurityType } from '../azure/galleries.ts';
import type { ImageDefinitionSpec } from '../image/definition.ts';
import type { ImageTraits } from '../image/traits.ts';
import type { VersionSpec } from '../image/version.ts';
import type { SourceSecurity } from '../pool/complete-pool.ts';
import type { Problem, Warning } from '../problem.ts';
import type { DiskCapture } from '../source/capture.ts';
import type { Content } from '../source/content-id.ts';
import type { PlannedVhd } from '../source/planned-vhd.ts';
import { groundsOfVersion } from './grounds-version.ts';
import { groundsOfVhd } from './grounds-vhd.ts';
import { groundsOfVm } from './grounds-vm.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

export interface Grounds {
  readonly traits: ImageTraits;
  /** What the version is made from, and why. */
  readonly material: Material;
  readonly why: string;
  /** Of the image. */
  readonly securityType: ImageSecurityType;
  /** Undefined where the image exists: then its definition does too. */
  readonly definition: ImageDefinitionSpec | undefined;
  /** The managed disks of a VM, the OS disk first; of any other source none. */
  readonly disks: readonly DiskCapture[];
  /** The OS disk's first. */
  readonly vhds: readonly PlannedVhd[];
  readonly content: Content;
  readonly version: VersionSpec;
}

export interface Grounding {
  /** Of the image, as far as they are known without the rest. */
  readonly traits: ImageTraits | undefined;
  /** Undefined while the source is not known well enough; then some problem says why. */
  readonly grounds: Grounds | undefined;
  readonly problems: readonly Problem[];
  readonly warnings: readonly Warning[];
}

/** Says only what follows from the source: whether the source can be used at all is checked elsewhere. */
export function groundsOf(request: Request, survey: Survey): Grounding {
  const { source } = survey;
  switch (source.kind) {
    case 'vm':
      return groundsOfVm(request, survey, source);
    case 'vhd-blob':
    case 'vhd-file':
      return groundsOfVhd(request, survey, source);
    case 'image-version':
      return groundsOfVersion(request, survey);
    default:
      return source satisfies never;
  }
}

/** What the image demands of the nodes that boot it. */
export function securityOf({ securityType, traits }: Pick<Grounds, 'securityType' | 'traits'>): SourceSecurity {
  return { securityType, secureBoot: traits.secureBoot, vTpm: traits.vTpm };
}
