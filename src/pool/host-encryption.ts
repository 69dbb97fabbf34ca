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
  | { readonly kind: 'lost'; readonly by: 'size' | 'shape' };

/** @param size undefined where it is not known; then it is not judged. */
export function hostEncryptionOf(
  spec: PoolSpec,
  image: ImageSecurityType,
  ofSource: boolean,
  size: BatchVmSize | undefined,
): HostEncryption {
  const profile = objectAt(virtualMachineConfigurationOf(spec), 'securityProfile');
  if (!ofSource || profile.encryptionAtHost !== undefined) return { kind: 'as written' };
  if (isFlag(size?.capabilities['EncryptionAtHostSupported'], false)) return { kind: 'lost', by: 'size' };
  // The data plane takes no security profile without a security type.
  const isTyped = textAt(profile, 'securityType') !== undefined || requiredSecurityType(image) !== undefined;
  return spec.kind === 'arm' || isTyped ? { kind: 'inherited' } : { kind: 'lost', by: 'shape' };
}

export function hostEncryptionWarnings(found: HostEncryption, vm: string, size: string): readonly Warning[] {
  if (found.kind !== 'lost') return [];
  const [why, fix] =
    found.by === 'size'
      ? [`vmSize ${size} does not support it`, 'Choose another vmSize, or set securityProfile.encryptionAtHost: false']
      : [
          'a pool in the shape of the data plane has it only beside a security type',
          'Write the pool in the ARM shape, which takes it alone',
        ];
  const text = `VM ${vm} is encrypted at host, and the nodes will not be: ${why}. ${fix}.`;
  return [{ code: 'host-encryption-lost', input: 'pool-spec', text }];
}
