// Encryption at host: a pool has it as the source VM has, where its specification says nothing and can say it.
import type { BatchVmSize } from '../azure/batch-accounts.ts';
import type { ImageSecurityType } from '../azure/galleries.ts';
import { requiredSecurityType } from '../image/security-type.ts';
import type { Warning } from '../problem.ts';
import { objectAt, textAt } from './json.ts';
import type { PoolSpec } from './pool-spec.ts';
import { isFlag } from './size-capabilities.ts';
import { virtualMachineConfigurationOf } from './targets.ts';

export type HostEncryption =
  /** The source has none, or the specification decides. */
  | { readonly kind: 'as written' }
  | { readonly kind: 'inherited' }
  /** The nodes do without what the source has. */
  | { readonly kind: 'lost'; readonly by: 'size' | 'shape' | 'subscription' };

export interface HostEncryptionFacts {
  readonly image: ImageSecurityType;
  readonly ofSource: boolean;
  /** Undefined where it is not known; then it is not judged. */
  readonly size: BatchVmSize | undefined;
  /** Whether the nodes are in a subscription of the user's that is not the VM's: there the feature may not be registered. */
  readonly elsewhere: boolean;
}

export function hostEncryptionOf(
  spec: PoolSpec,
  { image, ofSource, size, elsewhere }: HostEncryptionFacts,
): HostEncryption {
  const profile = objectAt(virtualMachineConfigurationOf(spec), 'securityProfile');
  if (!ofSource || profile.encryptionAtHost !== undefined) return { kind: 'as written' };
  if (isFlag(size?.capabilities['EncryptionAtHostSupported'], false)) return { kind: 'lost', by: 'size' };
  if (elsewhere) return { kind: 'lost', by: 'subscription' };
  // The data plane takes no security profile without a security type.
  const isTyped = textAt(profile, 'securityType') !== undefined || requiredSecurityType(image) !== undefined;
  return spec.kind === 'arm' || isTyped ? { kind: 'inherited' } : { kind: 'lost', by: 'shape' };
}

export function hostEncryptionWarnings(found: HostEncryption, vm: string, size: string): readonly Warning[] {
  if (found.kind !== 'lost') return [];
  const [why, fix] = reasonOf(found.by, size);
  const text = `VM ${vm} is encrypted at host, and the nodes will not be: ${why}. ${fix}.`;
  return [{ code: 'host-encryption-lost', input: 'pool-spec', text }];
}

function reasonOf(by: 'size' | 'shape' | 'subscription', size: string): readonly [string, string] {
  switch (by) {
    case 'size':
      return [`vmSize ${size} does not support it`, 'Choose another vmSize'];
    case 'shape':
      return [
        'a pool in the shape of the data plane has it only beside a security type',
        'Write the pool in the ARM shape, which takes it alone',
      ];
    case 'subscription':
      return [
        'they are in another subscription, where the feature Microsoft.Compute/EncryptionAtHost may not be registered',
        'Set securityProfile.encryptionAtHost: true where it is',
      ];
    default:
      return by satisfies never;
  }
}
