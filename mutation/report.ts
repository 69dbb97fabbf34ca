// What a run found, as text: a table of the rooms, and every precondition that no test holds.
import { dirname, sep } from 'node:path';
import type { Found, Precondition } from './preconditions.ts';
import type { Tried } from './trial.ts';

const TEXT_LENGTH = 200;

/** The folder below `simulator`; the files beside the folders are a room of their own. */
export function roomOf(file: string): string {
  return dirname(file).split(sep).slice(0, 2).join('/');
}

export function formatList({ preconditions, invariants }: Found): string {
  const lines = preconditions.map((one) => `${place(one)}: ${short(one.text)}`);
  const notCounted = invariants.map((one) => `${one.file}:${one.line}: ${short(one.text)}`);
  return [
    ...lines,
    `${preconditions.length} preconditions`,
    '',
    ...notCounted,
    `${notCounted.length} errors of the program itself, which are not tried`,
  ].join('\n');
}

export function formatReport(tried: readonly Tried[], invariants: Found['invariants']): string {
  const rooms = Map.groupBy(tried, ({ precondition }) => roomOf(precondition.file));
  const width = Math.max(...[...rooms.keys(), 'total'].map((room) => room.length));
  const row = (room: string, all: readonly Tried[]): string =>
    [room.padEnd(width), ...countsOf(all).map((count) => String(count).padStart(14))].join('');
  const head = [' '.repeat(width), ...['preconditions', 'held', 'not held'].map((name) => name.padStart(14))].join('');
  const survivors = tried.filter(({ verdict }) => verdict.kind !== 'held');
  return [
    head,
    ...[...rooms].map(([room, all]) => row(room, all)),
    row('total', tried),
    `${invariants.length} errors of the program itself (\`throw new Error\`) are not tried.`,
    ...(survivors.length === 0 ? [] : ['', 'Not held:']),
    ...survivors.map(formatSurvivor),
  ].join('\n');
}

function countsOf(tried: readonly Tried[]): readonly number[] {
  const held = tried.filter(({ verdict }) => verdict.kind === 'held').length;
  return [tried.length, held, tried.length - held];
}

function formatSurvivor({ precondition, verdict }: Tried): string {
  const lines = [`${place(precondition)}: ${short(precondition.text)}`];
  if (verdict.kind === 'unmet') lines.push('  no test meets it');
  if (verdict.kind === 'unnoticed') {
    for (const { file, tests } of verdict.by)
      lines.push(`  not noticed by ${file}: ${tests?.join('; ') ?? 'any test'}`);
  }
  return lines.join('\n');
}

function place({ file, line }: Precondition): string {
  return `${file}:${line}`;
}

function short(text: string): string {
  return text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH)}...` : text;
}
