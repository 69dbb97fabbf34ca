// One recorded exchange with Azure, and the reader of a record that exists already.
import { readFileSync } from 'node:fs';
import type { LoggedExchange } from '../runner/simulator-process.ts';
import { isObject } from './json.ts';

export interface Exchange extends LoggedExchange {
  /** What was running when it was recorded; undefined for a record from a file. */
  readonly scenario?: string;
}

/** `second run #17`: where to find the exchange. */
export function nameOf({ scenario, n }: Exchange): string {
  return scenario === undefined ? `#${n}` : `${scenario} #${n}`;
}

/** A record of JSON lines; throws with the line that is none. */
export function readRecord(file: string): readonly Exchange[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => (line.trim() === '' ? [] : [readLine(line, `${file}:${index + 1}`)]));
}

function readLine(line: string, place: string): Exchange {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new Error(`${place}: not a JSON line.`);
  }
  if (!isExchange(value))
    throw new Error(`${place}: not an exchange: n, method, url, status and both sides' headers are needed.`);
  return value;
}

function isExchange(value: unknown): value is Exchange {
  return (
    isObject(value) &&
    typeof value['n'] === 'number' &&
    typeof value['method'] === 'string' &&
    typeof value['url'] === 'string' &&
    URL.canParse(value['url']) &&
    typeof value['status'] === 'number' &&
    isObject(value['requestHeaders']) &&
    isObject(value['responseHeaders'])
  );
}
