// What the security type of an image demands of the pool whose nodes boot it, and what it allows.
import type { ImageSecurityType } from '../azure/galleries.ts';

/** As both shapes of a pool spell it. */
export type PoolSecurityType = 'trustedLaunch' | 'confidentialVM';

/** The security type that nodes must have to boot the image; undefined when they need none. */
export function requiredSecurityType(image: ImageSecurityType): PoolSecurityType | undefined {
  switch (image) {
    case 'TrustedLaunch':
      return 'trustedLaunch';
    case 'ConfidentialVM':
      return 'confidentialVM';
    case 'Standard':
    case 'TrustedLaunchSupported':
    case 'ConfidentialVMSupported':
    case 'TrustedLaunchAndConfidentialVmSupported':
      return undefined;
    default:
      return image satisfies never;
  }
}

/** The security types in which the image can boot, beside none where none is required. */
export function allowedSecurityTypes(image: ImageSecurityType): readonly PoolSecurityType[] {
  switch (image) {
    case 'Standard':
      return [];
    case 'TrustedLaunch':
    case 'TrustedLaunchSupported':
      return ['trustedLaunch'];
    case 'ConfidentialVM':
    case 'ConfidentialVMSupported':
      return ['confidentialVM'];
    case 'TrustedLaunchAndConfidentialVmSupported':
      return ['trustedLaunch', 'confidentialVM'];
    default:
      return image satisfies never;
  }
}
