// What an image made of a VM demands of whatever boots it.
import type { VirtualMachine } from '../azure/virtual-machines.ts';

export interface SourceSecurity {
  readonly securityType: 'Standard' | 'TrustedLaunch';
  readonly secureBoot: boolean;
  readonly vTpm: boolean;
}

/** A `TrustedLaunch` image boots only on VMs with that security type; the firmware settings are the source's own. */
export function securityOf(vm: VirtualMachine): SourceSecurity {
  return {
    securityType: vm.securityType === 'TrustedLaunch' ? 'TrustedLaunch' : 'Standard',
    secureBoot: vm.secureBoot,
    vTpm: vm.vTpm,
  };
}
