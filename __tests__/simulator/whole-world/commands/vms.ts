// Commands about VMs: switching, generalizing, capturing, creating, deleting.
import fc from 'fast-check';
import type { JsonObject } from '../../../../simulator/kernel/json.ts';
import { KEY } from '../../network/whole-arm.ts';
import {
  arm,
  armDelete,
  armPut,
  choices,
  chosen,
  command,
  located,
  mustBeThere,
  oneOf,
  tagged,
  type Choice,
  type CommandKind,
  type View,
} from '../command.ts';
import { DEFINITIONS, IMAGES, NEW_OS_DISK, NEW_VM, NIC, OLD_VM, SEEDED_VERSION, VERSIONS, VM, VMS } from '../names.ts';
import { disksOf, isGeneralized, keyOf, powerOf, type Observation } from '../observation.ts';
import type { Request } from '../step.ts';

/** What an action on a VM may change at once: the VM, and what its disks say of it. */
function action(vm: string, name: string, effect: Request['effect'], body?: JsonObject): Request {
  const about = keyOf(vm);
  return {
    asked: arm('POST', vm, body, `/${name}`),
    about,
    touches: (key) => /\/disks\//.test(key),
    ...(effect && { effect }),
  };
}

function powerBecomes(vm: string, ...states: readonly string[]): NonNullable<Request['effect']> {
  return (after) => {
    const power = powerOf(after.given.get(keyOf(vm)));
    return states.includes(power) ? undefined : `${vm} is ${power}, not ${states.join(' or ')}`;
  };
}

const SWITCHES = {
  start: { from: ['stopped', 'deallocated'], to: ['starting', 'running'] },
  restart: { from: ['running', 'stopped'], to: ['starting', 'running'] },
  powerOff: { from: ['running'], to: ['stopping', 'stopped'] },
  deallocate: { from: ['running', 'stopped'], to: ['deallocating', 'deallocated'] },
} as const;

function isOneOf(states: readonly string[]): (body: JsonObject) => boolean {
  return (body) => states.includes(powerOf(body));
}

const switches = (Object.keys(SWITCHES) as readonly (keyof typeof SWITCHES)[]).map((name) =>
  command(
    `vm.${name}`,
    choices,
    (choice, view) => {
      const { from, to } = SWITCHES[name];
      const vm = chosen(choice, VMS, view, isOneOf(from));
      return action(vm, name, powerBecomes(vm, ...to));
    },
    { weight: name === 'deallocate' ? 4 : 2 },
  ),
);

const PLATFORM: JsonObject = {
  publisher: 'Canonical',
  offer: '0001-com-ubuntu-server-jammy',
  sku: '22_04-lts-gen2',
  version: 'latest',
};

const newVm = fc.record({
  image: fc.option(choices, { freq: 2 }),
  deleteOption: oneOf(['Delete', 'Detach']),
  size: oneOf(['Standard_D2s_v3', 'Standard_D2s_v3', 'Standard_A1']),
});

interface NewVm {
  readonly image: Choice | null;
  readonly deleteOption: string;
  readonly size: string;
}

function create({ image, deleteOption, size }: NewVm, view: View): Request {
  const ids = [SEEDED_VERSION, ...VERSIONS, ...DEFINITIONS, ...IMAGES];
  const [disk, nic] = [keyOf(NEW_OS_DISK), keyOf(NIC)];
  const body = located({
    hardwareProfile: { vmSize: size },
    storageProfile: {
      imageReference: image === null ? PLATFORM : { id: chosen(image, ids, view) },
      osDisk: { name: 'vm-new-os', createOption: 'FromImage', deleteOption },
    },
    osProfile: {
      computerName: 'vm',
      adminUsername: 'builder',
      linuxConfiguration: {
        disablePasswordAuthentication: true,
        ssh: { publicKeys: [{ path: '/home/builder/.ssh/authorized_keys', keyData: KEY }] },
      },
    },
    networkProfile: { networkInterfaces: [{ id: NIC }] },
  });
  return armPut(NEW_VM, body, {
    touches: (key) => key === disk || key === nic,
    effect: mustBeThere(keyOf(NEW_VM)),
  });
}

function generalizedNow(vm: string): NonNullable<Request['effect']> {
  return (after) => (isGeneralized(after.given.get(keyOf(vm))) ? undefined : `${vm} is not generalized`);
}

/** The disks and the interface of a VM lose their holder with it. */
function dependents(vm: string, now: Observation): NonNullable<Request['touches']> {
  const disks = disksOf(now.given.get(keyOf(vm)) ?? {});
  return (key) => disks.includes(key) || /\/networkinterfaces\//.test(key);
}

export const vmCommands: readonly CommandKind[] = [
  ...switches,
  command(
    'vm.generalize',
    choices,
    (choice, view) => {
      const vm = chosen(choice, VMS, view, isOneOf(['stopped', 'deallocated']));
      return action(vm, 'generalize', generalizedNow(vm));
    },
    { weight: 2 },
  ),
  command(
    'vm.capture',
    fc.record({ vm: oneOf([OLD_VM, OLD_VM, OLD_VM, VM]), overwriteVhds: fc.boolean() }),
    ({ vm, overwriteVhds }) =>
      action(vm, 'capture', undefined, { vhdPrefix: 'cap', destinationContainerName: 'images', overwriteVhds }),
    { weight: 2 },
  ),
  // Another body for a VM that is there would change it; the same one again is `put.again`.
  command('vm.create', newVm, (vm, view) => (view.now.given.has(keyOf(NEW_VM)) ? undefined : create(vm, view)), {
    weight: 6,
  }),
  command(
    'vm.delete',
    fc.record({ choice: choices, isNew: oneOf([true, true, true, false]) }),
    ({ choice, isNew }, view) => {
      const vm = isNew ? NEW_VM : chosen(choice, VMS, view);
      return armDelete(vm, { touches: dependents(vm, view.now) });
    },
    { weight: 2 },
  ),
  command('vm.tag', fc.tuple(choices, oneOf(['x', 'y'])), ([choice, mark], view) =>
    tagged(chosen(choice, VMS, view), mark),
  ),
  command(
    'vm.runCommand',
    fc.record({ choice: choices, commandId: oneOf(['RunShellScript', 'RunShellScript', 'x']) }),
    ({ choice, commandId }, view) =>
      action(chosen(choice, VMS, view, isOneOf(['running'])), 'runCommand', undefined, { commandId }),
    { weight: 2 },
  ),
  command('vm.unknown', oneOf(VMS), (vm) => action(vm, 'redeploy', undefined), { isUnsimulated: true }),
];
