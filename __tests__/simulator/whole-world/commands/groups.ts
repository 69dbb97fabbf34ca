// Commands about what ARM itself holds: resource groups, locks, and requests that are sent once more.
import fc from 'fast-check';
import { arm, armDelete, armPut, choices, chosen, command, oneOf, tagged, type CommandKind } from '../command.ts';
import { ACCOUNTS, BATCH, GALLERIES, HOME, MAIN, OS_DISK, NEW_OS_DISK, SIDE, SNAPSHOTS, VM } from '../names.ts';
import { keyOf } from '../observation.ts';

const LOCKS = [MAIN, SIDE, SIDE, OS_DISK, NEW_OS_DISK, SNAPSHOTS[0], GALLERIES[1], VM, BATCH, ACCOUNTS[1]].map(
  (scope) => `${scope}/providers/Microsoft.Authorization/locks/keep`,
);

export const groupCommands: readonly CommandKind[] = [
  command('group.put', oneOf([SIDE, SIDE, MAIN]), (id) => armPut(id, { location: HOME, tags: { mark: 'x' } })),
  command('group.tag', oneOf([SIDE, MAIN]), (id) => tagged(id, 'y')),
  command('group.delete', oneOf([SIDE, SIDE, SIDE, SIDE, SIDE, MAIN]), (id) => armDelete(id)),
  command('lock.put', fc.tuple(oneOf(LOCKS), oneOf(['CanNotDelete', 'ReadOnly'])), ([id, level]) =>
    armPut(id, { properties: { level } }),
  ),
  command('lock.delete', choices, (choice, view) => armDelete(chosen(choice, LOCKS, view)), {
    weight: 4,
    isNeverRefused: true,
  }),
  // ARM and the blob service both take the same write twice.
  command('put.again', fc.nat(), (index, { puts }) => puts[index % Math.max(1, puts.length)], { weight: 3 }),
  command(
    'arm.unknown',
    oneOf([MAIN, VM]),
    (id) => ({ asked: arm('POST', id, {}, '/moveResources'), about: keyOf(id) }),
    {
      isUnsimulated: true,
    },
  ),
];
