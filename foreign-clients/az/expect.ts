// What the steps expect of an answer, with reasons that name what was found.
import assert from 'node:assert/strict';
import { AzError } from './cli.ts';

/** The answer holds at least this. */
export function expectLike(answer: unknown, expected: object): void {
  try {
    assert.partialDeepStrictEqual(answer, expected);
  } catch {
    throw new Error(`Expected ${JSON.stringify(expected)}\nFound ${shown(answer)}`);
  }
}

export function expectEqual(found: unknown, expected: unknown): void {
  try {
    assert.deepStrictEqual(found, expected);
  } catch {
    throw new Error(`Expected ${JSON.stringify(expected)}\nFound ${shown(found)}`);
  }
}

/** The command is refused, and what the CLI says matches every pattern. */
export async function expectRefusal(
  command: Promise<unknown>,
  ...patterns: readonly (string | RegExp)[]
): Promise<void> {
  let answer: unknown;
  try {
    answer = await command;
  } catch (error) {
    if (!(error instanceof AzError)) throw error;
    const { message } = error;
    const missing = patterns.find((one) => (typeof one === 'string' ? !message.includes(one) : !one.test(message)));
    if (missing === undefined) return;
    throw new Error(`Refused, but without ${String(missing)}: ${message}`);
  }
  throw new Error(`Expected a refusal, found ${shown(answer)}`);
}

/** Asks again until the answer holds; the CLI itself takes about a second, so nothing waits in between. */
export async function until(what: string, holds: () => Promise<boolean>, attempts = 20): Promise<void> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    if (await holds()) return;
  }
  throw new Error(`${what}: not after ${attempts} attempts.`);
}

function shown(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 2000);
}
