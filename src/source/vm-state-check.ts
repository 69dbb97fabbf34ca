// What Azure and the agent in the guest report of the VM: whether it can be captured now, and what its image would inherit.
import type { VirtualMachine } from '../azure/virtual-machines.ts';
import type { Problem, Warning } from '../problem.ts';
import type { CaptureWish } from './capture-check.ts';

const INPUT = 'vm-name';

export function vmStateProblems({ name, provisioningState }: VirtualMachine): readonly Problem[] {
  if (provisioningState !== 'Creating' && provisioningState !== 'Deleting') return [];
  return [
    {
      code: 'vm-not-provisioned',
      input: INPUT,
      found: `VM ${name}, whose provisioning state is ${provisioningState}`,
      expected: 'a VM that is there to stay (Succeeded)',
      fix: provisioningState === 'Creating' ? 'Run again when the VM is made.' : 'Name another VM: this one is going.',
    },
  ];
}

export function vmStateWarnings(vm: VirtualMachine, wish: Pick<CaptureWish, 'mode'>): readonly Warning[] {
  return [...operationWarnings(vm), ...agentWarnings(vm), ...extensionWarnings(vm, wish)];
}

/** A VM that is just being deallocated is on the way that the run would take. */
function operationWarnings({ name, provisioningState, powerState, failure }: VirtualMachine): readonly Warning[] {
  if (provisioningState === 'Updating' && powerState !== 'deallocating') {
    const text = `Azure is still working on VM ${name} (its provisioning state is Updating). The run waits for that before it stops the VM.`;
    return [{ code: 'vm-busy', input: INPUT, text }];
  }
  if (provisioningState !== 'Failed') return [];
  const why =
    failure === undefined ? '' : `: ${failure.code}${failure.message === undefined ? '' : ` (${failure.message})`}`;
  const text = `The last operation on VM ${name} failed${why}. It can still be captured; see whether its guest is what the image should be.`;
  return [{ code: 'vm-failed', input: INPUT, text }];
}

/** Only a running VM reports its agent. */
function agentWarnings({ name, osType, powerState, guest }: VirtualMachine): readonly Warning[] {
  if (powerState !== 'running' || guest?.agent?.toLowerCase() === 'ready') return [];
  const state = guest?.agent === undefined ? 'reports nothing' : `is ${guest.agent}`;
  const agent = osType === 'Linux' ? 'walinuxagent' : 'the Windows Guest Agent';
  const text =
    `The Azure agent of VM ${name} ${state}. Nodes are set up by the agent in their image: without one that works they do not ` +
    `become ready. Repair ${agent} before the guest is generalized.`;
  return [{ code: 'vm-agent-not-ready', input: INPUT, text }];
}

function extensionWarnings(
  { id, name, extensions }: VirtualMachine,
  { mode }: Pick<CaptureWish, 'mode'>,
): readonly Warning[] {
  if (extensions.length === 0) return [];
  const names = extensions.map((one) => one.name);
  const ids = names.map((one) => `${id}/extensions/${one}`).join(' ');
  const last = mode === 'generalize' ? ' After capture-mode generalize the VM never runs again to remove them.' : '';
  const text =
    `VM ${name} has extensions (${names.join(', ')}). Batch advises against images with extensions: nodes may fail to start. ` +
    `Remove them while the VM runs, before the guest is generalized: az vm extension delete --ids ${ids}.${last}`;
  return [{ code: 'vm-has-extensions', input: INPUT, text }];
}
