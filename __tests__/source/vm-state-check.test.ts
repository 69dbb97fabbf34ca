import { describe, expect, test } from '@jest/globals';
import type { VirtualMachine } from '../../src/azure/virtual-machines.ts';
import { formatProblem } from '../../src/problem.ts';
import { vmStateProblems, vmStateWarnings } from '../../src/source/vm-state-check.ts';
import { someVm, VM_ID } from '../release/world.ts';

const READY = { agent: 'Ready', osName: 'ubuntu', osVersion: '24.04' };
const running = (changes: Partial<VirtualMachine> = {}): VirtualMachine =>
  someVm({ powerState: 'running', guest: READY, ...changes });

function texts(vm: VirtualMachine, mode: 'snapshot' | 'generalize' = 'snapshot'): readonly string[] {
  return vmStateWarnings(vm, { mode }).map(({ text }) => text);
}

describe('the provisioning state', () => {
  test.each([
    ['Creating', 'Run again when the VM is made.'],
    ['Deleting', 'Name another VM: this one is going.'],
  ])('%s stops the run', (provisioningState, fix) => {
    expect(vmStateProblems(someVm({ provisioningState })).map(formatProblem)).toEqual([
      `vm-name: found VM vm-golden, whose provisioning state is ${provisioningState}; expected a VM that is there to stay ` +
        `(Succeeded). ${fix}`,
    ]);
  });

  test.each(['Succeeded', 'Updating', 'Failed', 'unknown'])('%s does not', (provisioningState) => {
    expect(vmStateProblems(someVm({ provisioningState }))).toEqual([]);
  });

  test('Updating is told, but not of a VM on its way to where the run wants it', () => {
    expect(texts(running({ provisioningState: 'Updating' }))).toEqual([
      'Azure is still working on VM vm-golden (its provisioning state is Updating). The run waits for that before it stops the VM.',
    ]);
    expect(texts(running({ provisioningState: 'Updating', powerState: 'deallocating' }))).toEqual([]);
  });

  test('Failed is told, as far as Azure says why', () => {
    const rest = 'It can still be captured; see whether its guest is what the image should be.';
    const failed = (failure?: VirtualMachine['failure']): readonly string[] =>
      texts(someVm({ provisioningState: 'Failed', ...(failure && { failure }) }));
    expect(failed()).toEqual([`The last operation on VM vm-golden failed. ${rest}`]);
    expect(failed({ code: 'X' })).toEqual([`The last operation on VM vm-golden failed: X. ${rest}`]);
    expect(failed({ code: 'X', message: 'no more room' })).toEqual([
      `The last operation on VM vm-golden failed: X (no more room). ${rest}`,
    ]);
  });
});

describe('the agent', () => {
  const need = 'Nodes are set up by the agent in their image: without one that works they do not become ready. Repair ';

  test('that is ready, or of a VM that does not run, is nothing to tell', () => {
    expect(texts(running())).toEqual([]);
    expect(texts(someVm())).toEqual([]);
  });

  test('that is not ready, or reports nothing, is told', () => {
    expect(texts(running({ guest: { ...READY, agent: 'Not Ready' } }))).toEqual([
      `The Azure agent of VM vm-golden is Not Ready. ${need}walinuxagent before the guest is generalized.`,
    ]);
    expect(texts(someVm({ powerState: 'running', osType: 'Windows' }))).toEqual([
      `The Azure agent of VM vm-golden reports nothing. ${need}the Windows Guest Agent before the guest is generalized.`,
    ]);
  });
});

test('extensions are named with the command that removes them; more so where the VM never runs again', () => {
  const vm = running({ extensions: [{ name: 'OmsAgentForLinux' }, { name: 'script', type: 'CustomScript' }] });
  const told =
    'VM vm-golden has extensions (OmsAgentForLinux, script). Batch advises against images with extensions: nodes may fail to ' +
    'start. Remove them while the VM runs, before the guest is generalized: az vm extension delete --ids ' +
    `${VM_ID}/extensions/OmsAgentForLinux ${VM_ID}/extensions/script.`;
  expect(texts(vm)).toEqual([told]);
  expect(texts(vm, 'generalize')).toEqual([
    `${told} After capture-mode generalize the VM never runs again to remove them.`,
  ]);
});
