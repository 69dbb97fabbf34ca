// What the switched copy of the simulator asks at every precondition: whether it is off. It also notes which preconditions
// refuse in which test. Copied beside the copy, so it imports nothing of ours.
import { appendFileSync } from 'node:fs';

const off = Number(process.env['MUTATION_OFF'] ?? '-1');
const record = process.env['MUTATION_RECORD'] ?? '';
const noted = new Set<string>();

/** Notes a refusal, and says whether it may come. */
export function isOn(id: number): boolean {
  if (record !== '') note(id);
  return id !== off;
}

export function reason(id: number, refusesWhen: boolean, value: unknown): boolean {
  const holds = Boolean(value);
  if (holds !== refusesWhen) return holds;
  return isOn(id) ? holds : !holds;
}

const OF_THE_LANGUAGE = new Set(['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'URIError']);

/** What a check has thrown: an error of the language is no refusal. */
export function pass(id: number, error: unknown): void {
  const name = typeof error === 'object' && error !== null ? error.constructor.name : '';
  if (OF_THE_LANGUAGE.has(name) || isOn(id)) throw error;
}

export function finding<T>(id: number, value: T): T | undefined {
  return value === undefined || isOn(id) ? value : undefined;
}

function note(id: number): void {
  const entry = JSON.stringify([id, process.env['MUTATION_FILE'] ?? '', process.env['MUTATION_TEST'] ?? '']);
  if (noted.has(entry)) return;
  noted.add(entry);
  appendFileSync(record, `${entry}\n`);
}
