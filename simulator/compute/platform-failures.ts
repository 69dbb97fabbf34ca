// Failures of the platform itself, as a scenario plans them: no room for a VM, or a new VM that does not come up.
import { AzureError } from '../kernel/errors.ts';
import type { World } from '../kernel/world.ts';
import { nameOf } from './compute-ids.ts';

const NO_ROOM = 'Read more about improving likelihood of allocation success at https://aka.ms/allocation-guidance';

/**
 * Texts: https://learn.microsoft.com/troubleshoot/azure/virtual-machines/error-codes-vm, the one of zones
 * https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/error-codes/zonalallocation-allocationfailed-error
 */
const TEXTS = {
  AllocationFailed: () =>
    'Allocation failed. Please try reducing the VM size or number of VMs, retry later, or try deploying to a different Availability Set or different Azure location.',
  ZonalAllocationFailed: () =>
    `Allocation failed. We do not have sufficient capacity for the requested VM size in this zone. ${NO_ROOM}`,
  OverconstrainedAllocationRequest: () => 'The required VM size is not currently available in the selected location.',
  VMStartTimedOut: (vm) =>
    `VM '${vm}' did not start in the allotted time. The VM may still start successfully. Please check the power state later.`,
  OSProvisioningTimedOut: (vm) =>
    `OS Provisioning for VM '${vm}' did not finish in the allotted time. However, the VM guest agent was detected running. This suggests the guest OS has not been properly prepared to be used as a VM image (with CreateOption=FromImage). To resolve this issue, either use the VHD as is with CreateOption=Attach or prepare it properly for use as an image.`,
  VMAgentStatusCommunicationError: (vm) =>
    `VM '${vm}' has not reported status for VM agent or extensions. Please verify the VM has a running VM agent, and can establish outbound connections to Azure storage.`,
} as const satisfies Readonly<Record<string, (vm: string) => string>>;

type DocumentedCode = keyof typeof TEXTS;

function isDocumented(code: string): code is DocumentedCode {
  return Object.hasOwn(TEXTS, code);
}

function failure(code: DocumentedCode, vmId: string): AzureError {
  return new AzureError(409, code, TEXTS[code](nameOf(vmId)));
}

/** A guest whose agent does not answer cannot be asked to do anything. */
export function agentSilent(vmId: string): AzureError {
  return failure('VMAgentStatusCommunicationError', vmId);
}

type Planned = 'allocationFailure' | 'provisioningFailure';

const hits = new WeakMap<World, Map<Planned, number>>();

/** The failure that is due now, if any; each counts once. */
export function plannedFailure(world: World, planned: Planned, vmId: string): AzureError | undefined {
  const { code, message, times } = world.scenario.vms[planned] ?? { code: '', times: 0 };
  const counts = hits.get(world) ?? new Map<Planned, number>();
  hits.set(world, counts);
  const before = counts.get(planned) ?? 0;
  if (before >= times) return undefined;
  counts.set(planned, before + 1);
  if (message === undefined && isDocumented(code)) return failure(code, vmId);
  return new AzureError(409, code, message ?? 'The operation failed.');
}
