// Commands about managed disks and snapshots, and about access to their bytes.
import fc from 'fast-check';
import type { JsonObject } from '../../../../simulator/kernel/json.ts';
import {
  arm,
  armDelete,
  armPut,
  choices,
  chosen,
  command,
  located,
  oneOf,
  tagged,
  type CommandKind,
} from '../command.ts';
import { DATA_DISK, DISKS, OS_DISK, SIDE_DISK, SNAPSHOTS } from '../names.ts';
import { keyOf, textAt } from '../observation.ts';
import type { Request } from '../step.ts';

const SOURCES = [OS_DISK, OS_DISK, OS_DISK, DATA_DISK, ...SNAPSHOTS];
const WITH_BYTES = [...DISKS, ...SNAPSHOTS];
const marks = oneOf(['x', 'y']);

function copyOf(source: string): JsonObject {
  return { creationData: { createOption: 'Copy', sourceResourceId: source } };
}

const EMPTY: JsonObject = { creationData: { createOption: 'Empty' }, diskSizeGB: 1 };

function isIn(...states: readonly string[]): (body: JsonObject) => boolean {
  return (body) => states.includes(textAt(body, 'properties', 'diskState'));
}

function access(id: string, name: 'beginGetAccess' | 'endGetAccess', body?: JsonObject): Request {
  return { asked: arm('POST', id, body, `/${name}`), about: keyOf(id) };
}

export const diskCommands: readonly CommandKind[] = [
  command(
    'disk.put',
    fc.record({ id: oneOf([DATA_DISK, SIDE_DISK]), source: fc.option(choices), mark: marks }),
    ({ id, source, mark }, view) =>
      armPut(id, located(source === null ? EMPTY : copyOf(chosen(source, SOURCES, view)), mark)),
    { weight: 2 },
  ),
  command('disk.delete', choices, (choice, view) => armDelete(chosen(choice, DISKS, view)), { weight: 2 }),
  command('disk.tag', fc.tuple(choices, marks), ([choice, mark], view) => tagged(chosen(choice, DISKS, view), mark)),
  command(
    'snapshot.put',
    fc.record({ id: oneOf(SNAPSHOTS), source: choices, incremental: fc.boolean(), mark: marks }),
    ({ id, source, incremental, mark }, view) =>
      armPut(id, located({ ...copyOf(chosen(source, SOURCES, view)), incremental }, mark)),
    { weight: 5 },
  ),
  command('snapshot.delete', choices, (choice, view) => armDelete(chosen(choice, SNAPSHOTS, view)), { weight: 3 }),
  command('snapshot.tag', fc.tuple(choices, marks), ([choice, mark], view) =>
    tagged(chosen(choice, SNAPSHOTS, view), mark),
  ),
  command(
    'access.begin',
    fc.record({ choice: choices, durationInSeconds: oneOf([20, 600, 7200]) }),
    ({ choice, durationInSeconds }, view) =>
      access(chosen(choice, WITH_BYTES, view, isIn('Reserved', 'Unattached')), 'beginGetAccess', {
        access: 'Read',
        durationInSeconds,
      }),
    { weight: 6 },
  ),
  command(
    'access.end',
    choices,
    (choice, view) => access(chosen(choice, WITH_BYTES, view, isIn('ActiveSAS')), 'endGetAccess'),
    { weight: 2 },
  ),
];
