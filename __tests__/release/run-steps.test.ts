import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PlannedStep } from '../../src/release/plan.ts';
import { runSteps, type StepRun } from '../../src/release/run-steps.ts';

interface Node {
  readonly id: string;
  readonly after: readonly string[];
  readonly done: boolean;
  readonly fails: boolean;
}

function stepOf({ id, after, done }: Node): PlannedStep {
  return {
    id,
    after,
    phase: 'image',
    title: id,
    resource: id,
    reason: '',
    state: done ? 'done' : 'todo',
    work: { kind: 'create-version' },
  };
}

/** Graphs in which each step waits for some of those before it. */
const graphs = fc
  .array(fc.record({ waits: fc.array(fc.nat(20), { maxLength: 3 }), done: fc.boolean(), fails: fc.boolean() }), {
    minLength: 1,
    maxLength: 12,
  })
  .map((given) =>
    given.map(({ waits, done, fails }, index): Node => {
      const before = index === 0 ? [] : [...new Set(waits.map((wait) => `s${wait % index}`))];
      return { id: `s${index}`, after: before, done, fails };
    }),
  );

async function run(
  nodes: readonly Node[],
  signal = new AbortController().signal,
): Promise<StepRun & { log: string[] }> {
  const log: string[] = [];
  const result = await runSteps(nodes.map(stepOf), {
    async perform({ id }) {
      log.push(`start ${id}`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`end ${id}`);
      if (nodes.find((node) => node.id === id)?.fails === true) throw new Error(`${id} failed`);
      return 'done';
    },
    now: () => new Date(0),
    signal,
  });
  return { ...result, log };
}

describe('a graph of steps', () => {
  test('runs each step that is to do once, after all it waits for, and none behind a failure', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async (nodes) => {
        const { reports, failures, log } = await run(nodes);
        const state = new Map(reports.map((report) => [report.id, report.state]));
        for (const node of nodes) {
          const held = node.after.some((id) => !['done', 'done-before'].includes(state.get(id) ?? ''));
          const expected = held ? 'skipped' : node.done ? 'done-before' : node.fails ? 'failed' : 'done';
          expect(state.get(node.id)).toBe(expected);
          const started = log.indexOf(`start ${node.id}`);
          expect(log.filter((line) => line === `start ${node.id}`)).toHaveLength(held || node.done ? 0 : 1);
          if (started < 0) continue;
          for (const id of node.after) expect(log.indexOf(`end ${id}`)).toBeLessThan(started);
        }
        expect(failures.map(({ step }) => step.id).sort()).toEqual(
          reports
            .filter((report) => report.state === 'failed')
            .map(({ id }) => id)
            .sort(),
        );
      }),
    );
  });

  test('runs side by side what waits for nothing', async () => {
    const free = (id: string): Node => ({ id, after: [], done: false, fails: false });
    const { log } = await run([free('s0'), free('s1'), free('s2')]);
    expect(log.slice(0, 3)).toEqual(['start s0', 'start s1', 'start s2']);
  });

  test('starts nothing after a cancellation, and calls that cancelled', async () => {
    const cancel = new AbortController();
    cancel.abort();
    const { reports, log } = await run([{ id: 's0', after: [], done: false, fails: false }], cancel.signal);
    expect(log).toEqual([]);
    expect(reports[0]?.state).toBe('cancelled');
  });
});
