// VMs, disks and snapshots: what switches when, what holds what, and that nothing is taken away while it is read.
import { at, numberOf } from '../../../../simulator/kernel/json.ts';
import { LIMITS } from '../names.ts';
import {
  disksOf,
  isGeneralized,
  powerOf,
  provisioningOf,
  textAt,
  thingsOf,
  type Key,
  type Observation,
} from '../observation.ts';
import { acceptedAnswer, type Invariant, type Step } from '../step.ts';

/** https://learn.microsoft.com/azure/virtual-machines/states-billing, and what a failed operation falls back to. */
const POWER: Readonly<Record<string, readonly string[]>> = {
  creating: ['running', 'stopped'],
  starting: ['running', 'stopped', 'deallocated'],
  running: ['stopping', 'deallocating'],
  stopping: ['stopped', 'running'],
  stopped: ['starting', 'stopping', 'deallocating'],
  deallocating: ['deallocated', 'running', 'stopped'],
  deallocated: ['starting'],
};

/** The VMs that are the same before and after: one that was made anew under the same name is another. */
function sameVms({ before, after }: Step) {
  return thingsOf(after, 'vm').flatMap(({ key, body }) => {
    const old = before.given.get(key);
    const isSame = old !== undefined && textAt(old, 'properties', 'vmId') === textAt(body, 'properties', 'vmId');
    return isSame ? [{ key, old, body }] : [];
  });
}

export const powerMovesAsDocumented: Invariant = {
  name: 'a VM goes from one power state only to a documented next one',
  check: (step) =>
    sameVms(step).flatMap(({ key, old, body }) => {
      const [from, to] = [powerOf(old), powerOf(body)];
      return from === to || POWER[from]?.includes(to) === true ? [] : [`${key} goes from ${from} to ${to}`];
    }),
};

export const generalizedForGood: Invariant = {
  name: 'a generalized VM stays so and never starts',
  check: (step) =>
    sameVms(step).flatMap(({ key, old, body }) => {
      if (!isGeneralized(old)) return [];
      const power = powerOf(body);
      return [
        ...(isGeneralized(body) ? [] : [`${key} is no longer generalized`]),
        ...(power === 'starting' || power === 'running' ? [`${key} is ${power}`] : []),
      ];
    }),
};

/** What an accepted request on a VM needed. */
function accepted(step: Step, action: RegExp): Key | undefined {
  const { happening } = step;
  if (happening.kind !== 'request' || acceptedAnswer(step) === undefined) return undefined;
  const { asked, about } = happening.request;
  return asked.method === 'POST' && action.test(new URL(asked.url).pathname) ? about : undefined;
}

export const noStartAfterGeneralize: Invariant = {
  name: 'no start after generalize',
  check: (step) => {
    const vm = accepted(step, /\/(?:start|restart)$/);
    return vm !== undefined && isGeneralized(step.before.given.get(vm)) ? [`${vm} is generalized`] : [];
  },
};

export const generalizeNeedsRest: Invariant = {
  name: 'generalize only of a VM that is off',
  check: (step) => {
    const vm = accepted(step, /\/generalize$/);
    const power = powerOf(step.before.given.get(vm ?? ''));
    return vm === undefined || power === 'stopped' || power === 'deallocated' ? [] : [`${vm} is ${power}`];
  },
};

export const captureOfOldVms: Invariant = {
  name: 'capture only of a generalized VM with blob disks',
  check: (step) => {
    const vm = accepted(step, /\/capture$/);
    if (vm === undefined) return [];
    const body = step.before.given.get(vm);
    const isOld = textAt(body, 'properties', 'storageProfile', 'osDisk', 'vhd', 'uri') !== '';
    return isOld && isGeneralized(body) ? [] : [`${vm} is ${isOld ? 'not generalized' : 'of managed disks'}`];
  },
};

export const imagesOfGeneralizedVms: Invariant = {
  name: 'a managed image only of a generalized VM',
  check: (step) => {
    const { happening, before } = step;
    if (happening.kind !== 'request' || acceptedAnswer(step) === undefined) return [];
    const { asked, about } = happening.request;
    const body = Buffer.isBuffer(asked.body) ? undefined : asked.body;
    const vm = textAt(body, 'properties', 'sourceVirtualMachine', 'id').toLowerCase();
    if (asked.method !== 'PUT' || vm === '' || before.given.has(about)) return [];
    return isGeneralized(before.given.get(vm)) ? [] : [`${about} of ${vm}`];
  },
};

export function grantedIn({ leftovers }: Pick<Observation, 'leftovers'>): ReadonlySet<Key> {
  return new Set(leftovers.filter(({ kind }) => kind === 'grant').map(({ id }) => id.toLowerCase()));
}

export const grantsHold: Invariant = {
  name: 'nothing under an open grant is deleted',
  check: ({ before, after }) => {
    // A grant that runs out in the same instant no longer holds anything.
    const open = [...grantedIn(before)].filter((key) => grantedIn(after).has(key) || before.time === after.time);
    return open.flatMap((key) => {
      if (!after.given.has(key)) return [`${key} is gone`];
      return provisioningOf(after.given.get(key)) === 'Deleting' ? [`${key} is being deleted`] : [];
    });
  },
};

export const grantedDisksRest: Invariant = {
  name: 'a disk that is read through a grant has no running VM',
  check: ({ after }) =>
    thingsOf(after, 'vm').flatMap(({ key, body }) =>
      disksOf(body)
        .filter((disk) => grantedIn(after).has(disk) && powerOf(body) !== 'deallocated')
        .map((disk) => `${disk} of ${key}, which is ${powerOf(body)}`),
    ),
};

export const accessFollowsGrants: Invariant = {
  name: 'a signed URL opens a disk exactly as long as its grant is open',
  check: ({ after }) => {
    const open = grantedIn(after);
    const readable = new Set(after.accesses.filter((one) => one.readable).map(({ key }) => key));
    const known = new Set(after.accesses.map(({ key }) => key));
    return [
      ...[...readable].filter((key) => !open.has(key)).map((key) => `${key} can be read without a grant`),
      ...[...open].filter((key) => known.has(key) && !readable.has(key)).map((key) => `${key} cannot be read`),
    ];
  },
};

function holderOf(disk: Key, observation: Observation) {
  return thingsOf(observation, 'vm').find(({ body }) => disksOf(body).includes(disk));
}

function diskStateOf(key: Key, observation: Observation): string {
  if (grantedIn(observation).has(key)) return 'ActiveSAS';
  const holder = holderOf(key, observation);
  if (holder === undefined) return 'Unattached';
  return powerOf(holder.body) === 'deallocated' ? 'Reserved' : 'Attached';
}

export const diskStatesAgree: Invariant = {
  name: 'the state of a disk agrees with its VM and its grant',
  check: ({ after }) =>
    (['disk', 'snapshot'] as const)
      .flatMap((kind) => thingsOf(after, kind))
      .flatMap(({ key, body }) => {
        const [found, expected] = [textAt(body, 'properties', 'diskState'), diskStateOf(key, after)];
        return found === expected ? [] : [`${key} is ${found}, not ${expected}`];
      }),
};

export const holdersAgree: Invariant = {
  name: 'a disk names the VM that it is attached to',
  check: ({ after }) =>
    thingsOf(after, 'disk').flatMap(({ key, body }) => {
      const [named, holder] = [textAt(body, 'managedBy').toLowerCase(), holderOf(key, after)?.key ?? ''];
      return named === holder ? [] : [`${key} names '${named}', not '${holder}'`];
    }),
};

export const attachedDisksAreThere: Invariant = {
  name: 'the disks of a VM are there',
  check: ({ after }) =>
    thingsOf(after, 'vm').flatMap(({ key, body }) =>
      disksOf(body)
        .filter((disk) => !after.given.has(disk))
        .map((disk) => `${disk} of ${key}`),
    ),
};

export const quotasOfCompute: Invariant = {
  name: 'no more snapshots and galleries than the quotas allow',
  check: ({ after }) => {
    const [snapshots, galleries] = [thingsOf(after, 'snapshot').length, thingsOf(after, 'gallery').length];
    return [
      ...(snapshots > LIMITS.snapshots ? [`${snapshots} snapshots`] : []),
      ...(galleries > LIMITS.galleries ? [`${galleries} galleries`] : []),
    ];
  },
};

/** What a disk or snapshot is never changes: its bytes were taken when it was made. */
export const disksKeepTheirSize: Invariant = {
  name: 'a disk keeps its identity and size for life',
  check: ({ before, after }) =>
    (['disk', 'snapshot'] as const)
      .flatMap((kind) => thingsOf(after, kind))
      .flatMap(({ key, body }) => {
        const old = before.given.get(key);
        const changed = (name: string): boolean =>
          old !== undefined && at(old, 'properties', name) !== at(body, 'properties', name);
        const isOther = changed('uniqueId');
        const grown =
          !isOther && numberOf(at(old, 'properties', 'diskSizeBytes')) !== undefined && changed('diskSizeBytes');
        return isOther || grown ? [`${key} has become another`] : [];
      }),
};

export const COMPUTE: readonly Invariant[] = [
  powerMovesAsDocumented,
  generalizedForGood,
  noStartAfterGeneralize,
  generalizeNeedsRest,
  captureOfOldVms,
  imagesOfGeneralizedVms,
  grantsHold,
  grantedDisksRest,
  accessFollowsGrants,
  diskStatesAgree,
  holdersAgree,
  attachedDisksAreThere,
  quotasOfCompute,
  disksKeepTheirSize,
];
