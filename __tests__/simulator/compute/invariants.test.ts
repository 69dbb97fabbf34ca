// Random sequences of VM, disk and snapshot operations: whatever is refused or accepted, the world stays sound.
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { powerStateOf, isGeneralized } from '../../../simulator/compute/vm-state.ts';
import { AzureError } from '../../../simulator/kernel/errors.ts';
import { at } from '../../../simulator/kernel/json.ts';
import { COMPUTE, OS_DISK, simulatedArm, VM, type SimulatedArm } from './simulated-arm.ts';

const SNAPSHOTS = [`${COMPUTE}/snapshots/a`, `${COMPUTE}/snapshots/b`] as const;
const READ = { access: 'Read', durationInSeconds: 600 };

const step = fc.oneof(
  fc.constantFrom('start', 'deallocate', 'powerOff', 'restart', 'generalize').map((name) => ({ on: VM, name })),
  fc.constantFrom('DELETE', 'beginGetAccess', 'endGetAccess').map((name) => ({ on: OS_DISK, name })),
  fc
    .tuple(fc.constantFrom(...SNAPSHOTS), fc.constantFrom('PUT', 'DELETE', 'beginGetAccess', 'endGetAccess'))
    .map(([on, name]) => ({ on, name })),
  fc.constant({ on: '', name: 'wait' }),
);

async function take(arm: SimulatedArm, { on, name }: { on: string; name: string }): Promise<boolean> {
  try {
    if (name === 'wait') await arm.pass(20_000);
    else if (name === 'DELETE') await arm.call('DELETE', on);
    else if (name === 'PUT') {
      const creationData = { createOption: 'Copy', sourceResourceId: OS_DISK };
      await arm.call('PUT', on, { location: 'westeurope', properties: { creationData } });
    } else await arm.call('POST', `${on}/${name}`, name === 'beginGetAccess' ? READ : undefined);
    return true;
  } catch (error) {
    if (error instanceof AzureError && error.status < 500) return false;
    throw error;
  }
}

test('no start after generalize, no deletion or start under a grant, disk states that agree with the VM', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const arm = simulatedArm({ time: 'manual' });
      for (const one of steps) {
        const vmBefore = arm.world.resources.get(VM);
        const wasGeneralized = vmBefore !== undefined && isGeneralized(vmBefore);
        const wasGranted = arm.granted.has(one.on.toLowerCase());
        const diskWasGranted = arm.granted.has(OS_DISK.toLowerCase());
        const wasDone = await take(arm, one);

        if (wasGeneralized && (one.name === 'start' || one.name === 'restart')) expect(wasDone).toBe(false);
        if (diskWasGranted && one.name === 'start') expect(wasDone).toBe(false);
        if (wasGranted && one.name === 'DELETE') expect(wasDone).toBe(false);
        await expectSound(arm, wasGeneralized);
      }
    }),
    { numRuns: 150, seed: 20261123 },
  );
});

async function expectSound(arm: SimulatedArm, wasGeneralized: boolean): Promise<void> {
  const vm = arm.world.resources.get(VM);
  expect(vm).toBeDefined();
  if (vm === undefined) return;
  if (wasGeneralized) expect(isGeneralized(vm)).toBe(true);
  if (isGeneralized(vm)) expect(['stopped', 'deallocating', 'deallocated', 'stopping']).toContain(powerStateOf(vm));
  // The attached disk cannot be deleted, and shows what the VM does with it.
  const state = at(await arm.get(OS_DISK), 'properties', 'diskState');
  if (arm.granted.has(OS_DISK.toLowerCase())) {
    expect(state).toBe('ActiveSAS');
    expect(powerStateOf(vm)).toBe('deallocated');
  } else expect(state).toBe(powerStateOf(vm) === 'deallocated' ? 'Reserved' : 'Attached');
  for (const snapshot of SNAPSHOTS) {
    if (arm.granted.has(snapshot.toLowerCase())) expect(arm.world.resources.get(snapshot)).toBeDefined();
  }
}
