// Running a script inside a VM, the classic way: `POST .../runCommand`. No guest is simulated: a scenario says what it prints.
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import { AzureError } from '../kernel/errors.ts';
import { at, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { computePath, invalidParameter, missing, notSimulated, requiredBody } from './compute-ids.ts';
import { beginOperation, endOperation, operationOn } from './operations-in-progress.ts';
import { agentSilent } from './platform-failures.ts';
import { vmOf } from './vm-power.ts';
import { powerStateOf, requireIdle } from './vm-state.ts';

/** https://learn.microsoft.com/azure/virtual-machines/linux/run-command, and the same page for Windows. */
const SCRIPTS: Readonly<Record<string, string>> = { Linux: 'RunShellScript', Windows: 'RunPowerShellScript' };
const OTHER_COMMANDS = [
  'EnableAdminAccount',
  'EnableEMS',
  'EnableRemotePS',
  'EnableWindowsUpdate',
  'IPConfig',
  'RDPSettings',
  'ResetRDPCert',
  'SetRDPPort',
  'ifconfig',
];
const MOST_OUTPUT_BYTES = 4096;

function requireCommand(id: string, osType: string): void {
  if (id === SCRIPTS[osType]) return;
  if (OTHER_COMMANDS.includes(id)) throw notSimulated(`the run command '${id}'`);
  throw new AzureError(404, 'NotFound', 'The entity was not found in this Azure location.');
}

function requireRunning(vm: StoredResource): void {
  const power = powerStateOf(vm);
  if (power === 'running') return;
  // https://learn.microsoft.com/troubleshoot/azure/virtual-machines/error-codes-vm has both texts.
  const message =
    power === 'stopped'
      ? 'Cannot modify extensions in the VM when the VM is not running.'
      : 'The operation requires the VM to be running (or set to run).';
  throw new AzureError(409, 'OperationNotAllowed', message);
}

/** The script runs as an extension: one at a time, beside the operations on the VM itself. */
function runningOn(vm: StoredResource): string {
  return `${vm.id}/runCommand`;
}

function lastBytes(text: string): string {
  return Buffer.from(text).subarray(-MOST_OUTPUT_BYTES).toString();
}

/** Windows answers its two streams apart, Linux in one message. */
function output(world: World, osType: string): JsonObject {
  const { stdout = '', stderr = '' } = world.scenario.vms.runCommand ?? {};
  const entry = (code: string, message: string): JsonObject => ({
    code,
    level: 'Info',
    displayStatus: 'Provisioning succeeded',
    message,
  });
  if (osType === 'Windows') {
    const stream = (name: string, text: string) => entry(`ComponentStatus/${name}/succeeded`, lastBytes(text));
    return { value: [stream('StdOut', stdout), stream('StdErr', stderr)] };
  }
  const message = `Enable succeeded: \n[stdout]\n${lastBytes(stdout)}\n[stderr]\n${lastBytes(stderr)}`;
  return { value: [entry('ProvisioningState/succeeded', message)] };
}

function isAgentReady(vm: StoredResource): boolean {
  const status = at(vm.body, 'properties', 'instanceView', 'vmAgent', 'statuses', 0, 'displayStatus');
  return (stringOf(status) ?? 'Ready') === 'Ready';
}

function runCommand(call: ArmCall): ArmAnswer {
  const { world } = call;
  const vm = vmOf(call);
  const id = stringOf(requiredBody(call, 'parameters')['commandId']);
  if (id === undefined) throw invalidParameter(missing('commandId'), 'commandId');
  const osType = stringOf(objectOf(at(vm.body, 'properties', 'storageProfile', 'osDisk'))['osType']) ?? 'Linux';
  requireCommand(id, osType);
  requireIdle(world, vm.id, 'runCommand');
  requireRunning(vm);
  if (operationOn(world, runningOn(vm)) !== undefined) {
    // https://github.com/MicrosoftDocs/azure-docs/issues/43356 shows code and status.
    throw new AzureError(
      409,
      'Conflict',
      'Run command extension execution is in progress. Please wait for completion before invoking a run command.',
    );
  }
  beginOperation(world, runningOn(vm), 'runCommand');
  return {
    kind: 'accepted',
    status: 202,
    work: {
      durationMs: world.clock.milliseconds('vm.runCommand'),
      finish: () => {
        endOperation(world, runningOn(vm));
        if (!isAgentReady(vm)) throw agentSilent(vm.id);
        return output(world, osType);
      },
      fail: () => endOperation(world, runningOn(vm)),
    },
  };
}

export const vmRunCommandRoutes: readonly ArmRoute[] = [
  {
    method: 'POST',
    path: computePath('virtualMachines/{vm}/runCommand'),
    action: 'Microsoft.Compute/virtualMachines/runCommand/action',
    since: '2017-03-30',
    handle: runCommand,
  },
];
