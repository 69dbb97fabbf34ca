// Scripts that are run in a VM: what they answer, and when they are refused.
import { beforeEach, expect, test } from '@jest/globals';
import { COMPUTE, simulatedArm, VM, type SimulatedArm } from './simulated-arm.ts';

const SHELL = { commandId: 'RunShellScript', script: ['waagent -force -deprovision+user'] };

let arm: SimulatedArm;
beforeEach(() => {
  arm = simulatedArm({ vms: { runCommand: { stdout: 'deprovisioned', stderr: 'x'.repeat(5000) } } });
});

const run = (body: Parameters<SimulatedArm['call']>[2] = SHELL, vm = VM) => arm.call('POST', `${vm}/runCommand`, body);

test('Linux answers both streams in one message, cut to their last 4,096 bytes', async () => {
  const { status, operation } = await run();
  expect(status).toBe(202);
  const message = `Enable succeeded: \n[stdout]\ndeprovisioned\n[stderr]\n${'x'.repeat(4096)}`;
  expect(operation?.output).toMatchObject({ value: [{ code: 'ProvisioningState/succeeded', message }] });
});

test('Windows answers them apart', async () => {
  const windows = `${COMPUTE}/virtualMachines/win`;
  arm.seed(windows, { properties: { storageProfile: { osDisk: { osType: 'Windows' } } } });
  const { operation } = await run({ commandId: 'RunPowerShellScript', script: ['ls'] }, windows);
  expect(operation?.output).toMatchObject({
    value: [
      { code: 'ComponentStatus/StdOut/succeeded', message: 'deprovisioned' },
      { code: 'ComponentStatus/StdErr/succeeded' },
    ],
  });
});

test('a command that the system does not have is not found; one that is not simulated is refused loudly', async () => {
  for (const commandId of ['RunPowerShellScript', 'Sysprep']) {
    expect(await arm.refusal('POST', `${VM}/runCommand`, { commandId })).toMatchObject({
      status: 404,
      code: 'NotFound',
      message: 'The entity was not found in this Azure location.',
    });
  }
  expect(await arm.refusal('POST', `${VM}/runCommand`, { commandId: 'ifconfig' })).toMatchObject({ status: 501 });
  expect((await arm.refusal('POST', `${VM}/runCommand`, {})).message).toBe(
    "Required parameter 'commandId' is missing (null).",
  );
});

test('one script at a time, while the VM itself can still be switched', async () => {
  arm = simulatedArm({ time: 'manual' });
  await run();
  expect(await arm.refusal('POST', `${VM}/runCommand`, SHELL)).toMatchObject({
    status: 409,
    code: 'Conflict',
    message:
      'Run command extension execution is in progress. Please wait for completion before invoking a run command.',
  });
  expect((await arm.call('POST', `${VM}/deallocate`)).status).toBe(202);
  await arm.pass(60_000);
  await arm.call('POST', `${VM}/start`);
  await arm.pass(60_000);
  expect((await run()).status).toBe(202);
});

test('a VM that does not run has nobody to ask', async () => {
  await arm.call('POST', `${VM}/powerOff`);
  expect(await arm.refusal('POST', `${VM}/runCommand`, SHELL)).toMatchObject({
    status: 409,
    code: 'OperationNotAllowed',
    message: 'Cannot modify extensions in the VM when the VM is not running.',
  });
  await arm.call('POST', `${VM}/deallocate`);
  expect(await arm.refusal('POST', `${VM}/runCommand`, SHELL)).toMatchObject({
    status: 409,
    code: 'OperationNotAllowed',
    message: 'The operation requires the VM to be running (or set to run).',
  });
});

test('an agent that does not answer fails the operation, and the next one may be sent', async () => {
  const silent = `${COMPUTE}/virtualMachines/silent`;
  const vmAgent = { statuses: [{ code: 'ProvisioningState/Unavailable', displayStatus: 'Not Ready' }] };
  arm.seed(silent, { properties: { instanceView: { vmAgent } } });
  for (let attempt = 0; attempt < 2; attempt += 1) {
    expect(await arm.failure('POST', `${silent}/runCommand`, SHELL)).toMatchObject({
      code: 'VMAgentStatusCommunicationError',
      message:
        "VM 'silent' has not reported status for VM agent or extensions. Please verify the VM has a running VM agent, and can establish outbound connections to Azure storage.",
    });
  }
});

test('a planned failure frees the VM too', async () => {
  await arm.call('POST', `${VM}/runCommand`, SHELL, { planned: true });
  expect((await run()).status).toBe(202);
});
