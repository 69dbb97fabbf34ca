// What every refusal promises, checked alike: exit code 1, nothing written, nothing left, and a summary that tells the same.
import { beforeAll, expect } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';
import type { Stage } from './harness.ts';

type Inputs = Parameters<Stage['run']>[0];
type Options = Parameters<Stage['run']>[1];

/** Where the reader of a problem learns more: the last words of each. */
export const PAGE = / See \S+$/;

/** Runs a step whose request must be refused; the messages of its problems without their pages, in order. */
export async function refusedRun(stage: Stage, inputs?: Inputs, options?: Options): Promise<Refused> {
  const run = await stage.run(inputs, { runsPost: false, ...options });
  const told = problemMessages(run);
  const messages = told.map((text) => text.replace(PAGE, ''));
  const problems = messages.length === 1 ? '1 problem' : `${messages.length} problems`;
  expect(run.stdout).toContain(`${problems} found: nothing was written`);
  expect(run.summary).toContain(`## ❌ ${messages.length === 1 ? 'A problem' : problems} found: nothing was written`);
  expect(told.filter((text) => !PAGE.test(text))).toEqual([]);
  expect(summaryMessages(run.summary)).toEqual(told.map(plain));
  expect(JSON.parse(run.outputs['result'] ?? '{}')).toMatchObject({ outcome: 'refused', changed: false });
  await expectNothingDone(stage, run);
  return { run, messages };
}

export interface Refused {
  readonly run: ActionResult;
  readonly messages: readonly string[];
}

/** One refused run for all tests of a `describe`, where each holds one of its messages. */
export function refusedOnce(
  stage: Stage,
  { inputs, options, scenario }: { readonly inputs?: Inputs; readonly options?: Options; readonly scenario?: object },
): () => Refused {
  let refused: Refused | undefined;
  beforeAll(async () => {
    await stage.control.reset(scenario);
    refused = await refusedRun(stage, inputs, options);
  });
  return () => {
    if (refused === undefined) throw new Error('The run has not ended.');
    return refused;
  };
}

/** Runs a step that must fail before its plan, on the answer of a service; the message that a user reads. */
export async function failedRun(stage: Stage, inputs?: Inputs, options?: Options): Promise<Failed> {
  const run = await stage.run(inputs, { runsPost: false, ...options });
  const messages = problemMessages(run);
  expect(messages).toHaveLength(1);
  const message = messages[0] ?? '';
  expect(run.summary).toContain('nothing was written');
  // The summary has the fix in a row of its own.
  for (const part of message.split('\nFix: ')) expect(textOf(run.summary)).toContain(plain(part));
  expect(JSON.parse(run.outputs['result'] ?? '{}')).toMatchObject({ outcome: 'failed', changed: false });
  await expectNothingDone(stage, run);
  return { run, message };
}

export interface Failed {
  readonly run: ActionResult;
  readonly message: string;
}

async function expectNothingDone(stage: Stage, run: ActionResult): Promise<void> {
  // Without state `post` has nothing to do, and says nothing: cancel-traces.test.ts shows it.
  expect({ exitCode: run.exitCode, stderr: run.stderr, state: run.state }).toEqual({
    exitCode: 1,
    stderr: '',
    state: {},
  });
  expect(await stage.writes()).toEqual([]);
  expect(await stage.control.leftovers()).toEqual([]);
  for (const text of [run.unmasked, run.summary]) {
    expect(text).not.toMatch(/^\s+at .+:\d+:\d+\)?$/m);
    expect(text).not.toContain(stage.environment['AZURE_CLIENT_SECRET'] ?? 'no secret');
    // A JSON web token, and the signature of a shared access signature.
    expect(text).not.toMatch(/\beyJ[\w-]+\.[\w-]+\.|[?&]sig=/);
  }
  expect(run.annotations.filter(({ level }) => level === 'error').length).toBeLessThanOrEqual(10);
  // Whatever stands in the inputs, nothing of it became a command.
  expect(run.commands).toEqual({ state: {}, outputs: {} });
  expect(Object.keys(run.outputs).sort()).toEqual(['changed', 'result']);
  expect(run.droppedOutputs).toEqual([]);
  expect(run.environment).toEqual({});
  expect(run.paths).toEqual([]);
}

/** Annotations, and in the log those for which there was no room among them. */
function problemMessages({ annotations, stdout }: ActionResult): readonly string[] {
  const shown = annotations.flatMap(({ level, message }) => (level === 'error' ? [message] : []));
  // In the log, further lines stand behind a bar, so that none can be taken for a command.
  const lines = stdout.replaceAll('\n  | ', '\r').split('\n');
  const more = lines.flatMap((line) =>
    line.startsWith('Error: ') ? [line.slice('Error: '.length).replaceAll('\r', '\n')] : [],
  );
  return [...shown.filter((message) => !/^and \d+ more: /.test(message)), ...more];
}

/** The rows of the summary's table of problems, put together as the log has them. */
function summaryMessages(summary: string): readonly string[] {
  const [problems = ''] = summary.split('\n### ');
  return problems
    .split('\n')
    .filter((line) => line.startsWith('| <code>'))
    .map((line) => {
      const cells = line.slice(2, -2).split(' | ');
      const [input = '', where = '', found = '', expected = '', fix = ''] = cells.map((cell) => textOf(cell));
      const [, page = ''] = /<a href="([^"]+)">/.exec(cells[5] ?? '') ?? [];
      const what = where.startsWith(`${input}:`) ? `${where}: ` : `${where === '' ? '' : `${where}: `}${input}: `;
      return `${what}found ${found}; expected ${expected}. ${fix} See ${page}`;
    });
}

/** Markdown of the summary as text; code looks like other text in it. */
function textOf(markdown: string): string {
  const text = markdown
    .replaceAll('<br>', '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  return plain(text);
}

function plain(text: string): string {
  return text.replaceAll('`', '').replaceAll('## [', '##[');
}
