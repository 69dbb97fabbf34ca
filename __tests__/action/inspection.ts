// Runs `mode: inspect` as a workflow step and holds what every inspection promises: nothing is written, nothing is left.
import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ActionResult } from '../../runner/run-action.ts';
import type { Inventory } from '../../src/inspect/inventory.ts';
import { expectSuccess } from './expect-success.ts';
import { brief, type Stage } from './harness.ts';

const BOOK = join(import.meta.dirname, '../../simulator/scenarios');

/** What a release needs and an inspection does not. */
const NEEDS = { 'vm-name': undefined, gallery: undefined, 'pool-spec': undefined };

/** The `result` output. */
export interface Inspected extends Inventory {
  readonly schemaVersion: number;
  readonly mode: string;
  readonly outcome: string;
  readonly changed: boolean;
  readonly omitted: { readonly pools: number; readonly imageVersions: number; readonly vhds: number };
}

type Inputs = Readonly<Record<string, string | undefined>>;

/** Any end; that nothing is written holds for each. */
export async function runInspection(stage: Stage, inputs: Inputs = {}): Promise<ActionResult> {
  const before = (await stage.writes()).length;
  const run = await stage.run({ mode: 'inspect', ...NEEDS, ...inputs });
  expect((await stage.writes()).slice(before).map(brief)).toEqual([]);
  expect(await stage.control.leftovers()).toEqual([]);
  expect(run.outputs['changed']).toBe('false');
  expect(run.state).toEqual({});
  expect(run.post).toMatchObject({ exitCode: 0, stdout: '', annotations: [] });
  return run;
}

export async function inspect(
  stage: Stage,
  inputs?: Inputs,
): Promise<{ readonly run: ActionResult; readonly result: Inspected; readonly warnings: readonly string[] }> {
  const run = await runInspection(stage, inputs);
  expectSuccess(run);
  expect(Object.keys(run.outputs).sort()).toEqual(['changed', 'result']);
  const result = JSON.parse(run.outputs['result'] ?? '') as Inspected;
  expect(result).toMatchObject({ schemaVersion: 1, mode: 'inspect', outcome: 'inspected', changed: false });
  const warnings = result.warnings.map(({ text }) => text);
  expect(run.annotations.filter(({ level }) => level === 'warning').map(({ message }) => message)).toEqual(warnings);
  return { run, result, warnings };
}

/** A world of the simulator's book. */
export function worldOf(name: string): object {
  return parse(readFileSync(join(BOOK, `${name}.yaml`), 'utf8')) as object;
}
