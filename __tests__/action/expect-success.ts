// Asserts that a run succeeded, and shows what it said when it did not.
import { expect } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';

export function expectSuccess({ exitCode, stderr, annotations }: ActionResult): void {
  const errors = annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
  expect({ exitCode, stderr, errors }).toEqual({ exitCode: 0, stderr: '', errors: [] });
}
