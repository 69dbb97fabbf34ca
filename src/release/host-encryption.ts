// Whether the nodes are encrypted at host as the source VM is.
import { sameId, subscriptionIn } from '../azure/resource-id.ts';
import { hostEncryptionOf, type HostEncryption } from '../pool/host-encryption.ts';
import { vmSizeOf } from '../pool/targets.ts';
import { findSize } from '../pool/vm-size.ts';
import type { Grounds } from './grounds.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

export function hostEncryption({ pool }: Request, survey: Survey, { securityType }: Grounds): HostEncryption {
  const { source, batchOffer, batchAccount: account } = survey;
  const vm = source.kind === 'vm' ? source.vm : undefined;
  const inUsers = account?.poolAllocationMode === 'UserSubscription';
  const size = batchOffer?.sizes.kind === 'read' ? findSize(batchOffer.sizes.value, vmSizeOf(pool.spec)) : undefined;
  return hostEncryptionOf(pool.spec, {
    image: securityType,
    ofSource: vm?.encryptionAtHost === true,
    size,
    elsewhere: vm !== undefined && inUsers && !sameId(subscriptionIn(vm.id), subscriptionIn(account.id)),
  });
}
