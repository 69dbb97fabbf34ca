import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { marked } from 'marked';
import { renderGantt } from '../../src/github/gantt.ts';
import { code, createBudget, escape, prose, table } from '../../src/github/markdown.ts';
import { planLines } from '../../src/github/plan-text.ts';
import { resourceLink } from '../../src/github/portal.ts';
import { renderSummary } from '../../src/github/summary.ts';
import type { Forecast } from '../../src/release/forecast.ts';
import type { PlannedStep } from '../../src/release/plan.ts';
import type { Result } from '../../src/release/result.ts';
import { succeeded } from './a-result.ts';

const html = (markdown: string): string => marked.parse(markdown, { gfm: true, async: false });

/** The text that a browser shows for this HTML. */
const textOf = (markup: string): string =>
  markup
    .replaceAll(/<br>/g, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&#(\d+);/g, (_, number: string) => String.fromCodePoint(Number(number)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

const portal = { url: 'https://portal.azure.com', tenantId: 'contoso.com' };
const vmId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm';

describe('escaping', () => {
  test('text in a table cell shows as it is, and is never markup', () => {
    const printable = fc.string({ unit: fc.constantFrom(...Array.from('ab |`<>&\\*_~[](){}#!$@"\'-1.:/=+')) });
    fc.assert(
      fc.property(printable, (text) => {
        const page = html(table(['a', 'b'], [[escape(text), 'end']], createBudget(10_000)));
        const cells = page.match(/<td>[^]*?<\/td>/g) ?? [];
        expect(cells).toHaveLength(2);
        expect(textOf(cells[0] ?? '').trim()).toBe(text.trim());
        expect(cells[0]).not.toMatch(/<(?!\/?td>|\/?a[ >])/);
      }),
    );
  });

  test('IDs, URLs and most keys stay as they are, so that the runner finds what it must mask', () => {
    for (const text of ['rg_prod-1', 'https://a.b/c?d=e#f', '1111-2222', 'abc+/==', "it's (x) {y} 100 %!"]) {
      expect(escape(text)).toBe(text);
    }
  });

  test('line ends stay inside the cell; what hides or reorders text becomes visible', () => {
    expect(escape('a\r\nb\nc')).toBe('a<br>b<br>c');
    expect(escape('a\u202eb\u200bc\u001b')).toBe('aU+202EbU+200BcU+001B');
    expect(escape('Grüße, 漢字')).toBe('Grüße, 漢字');
  });

  test('backticks in prose mark code, and code is escaped as well', () => {
    expect(prose('use `a|b` & <c>')).toBe(`use ${code('a|b')} &#38; &#60;c&#62;`);
    expect(prose('one ` alone')).toBe('one &#96; alone');
  });
});

describe('a successful run', () => {
  const text = renderSummary(succeeded, { portal, vmId });

  test('begins with the outcome and how long it took', () => {
    expect(text).toMatch(/^## ✅ Pool render-1-4-0 runs image 1\.4\.0\n\nAll steps are done\. The run took 12m 34s\./);
  });

  test('has the IDs, with links to the portal', () => {
    expect(text).toContain('<code>render-1-4-0</code>');
    expect(text).toContain('href="https://portal.azure.com/#@contoso.com/resource/subscriptions/s/resourceGroups/rg/');
    expect(text).toContain('galleries/gal/images/vm/versions/1.4.0');
  });

  test('tells what was moved of how much, nodes by state, and the marks', () => {
    expect(text).toContain('44 MiB of 4 GiB');
    expect(text).toMatch(/\| dedicated \| idle \| 2 \|/);
    expect(text).toMatch(/\| low-priority \| unusable \| 1 \|/);
    expect(text).not.toContain('| running |');
    expect(text).toContain('octo/render');
  });

  test('a second run says that nothing changed', () => {
    const again = renderSummary({ ...succeeded, changed: false }, { portal: {} });
    expect(again).toContain('runs image 1.4.0 already');
    expect(again).toContain('### Nothing changed');
    expect(again).not.toContain('href=');
  });
});

describe('other outcomes', () => {
  const nothing = { changed: false, outputs: {}, vhds: [], steps: [], marks: {}, warnings: [] };
  const make = (outcome: Result['outcome'], more: Partial<Result> = {}): string =>
    renderSummary({ ...succeeded, ...nothing, outcome, ...more }, { portal });

  test('problems: input, found, expected, fix and position', () => {
    const text = make({
      kind: 'refused',
      problems: [
        {
          code: 'pool-spec-value',
          input: 'pool-spec',
          found: '`a|b`',
          expected: 'a number',
          fix: 'Write one.',
          position: { file: 'ci/pool.json', line: 3, column: 7 },
        },
      ],
    });
    expect(text).toContain('## ❌ A problem found: nothing was written');
    expect(text).toContain('<code>ci/pool.json:3:7</code>');
    expect(text).toContain('<code>a&#124;b</code> | a number | Write one.');
  });

  test('a failure: the step, the service’s words, the causes and the fix', () => {
    const text = make(
      {
        kind: 'failed',
        failure: {
          phase: 'pool',
          step: 'Prove pool render',
          code: 'NodesFailed',
          message: 'Two nodes\nare unusable',
          correlationId: 'corr-1',
          hint: 'Check `startTask`.',
          causes: [
            {
              code: 'StartTaskFailed',
              message: 'exit code 3',
              nodes: Array.from({ length: 12 }, (_unused, index) => `tvm-${index}`),
              details: ['stderr: <script>'],
              hint: 'Mend the script.',
            },
          ],
        },
      },
      { leftovers: [{ id: vmId, reason: 'still needed' }] },
    );
    expect(text).toContain('## ❌ Failed: Prove pool render');
    for (const part of ['Two nodes<br>are unusable', 'corr-1', 'and 2 more', 'Mend the script.', '&#60;script&#62;']) {
      expect(text).toContain(part);
    }
    expect(text).toContain('### Left behind');
  });

  test('a plan: each step with what it waits for', () => {
    const step = (id: string, after: readonly string[], state: PlannedStep['state']): PlannedStep => ({
      id,
      phase: 'capture',
      title: `Do ${id}`,
      resource: 'r',
      reason: 'because',
      state,
      after,
      work: { kind: 'deallocate-vm', vmId },
    });
    const plan = [step('a', [], 'done'), step('b', ['a'], 'todo')];
    const forecast: Forecast = {
      minutes: { least: 0, most: 5 },
      measured: 0,
      phases: [{ phase: 'capture', minutes: { least: 0, most: 5 } }],
      steps: { b: { least: 0, most: 5 } },
      nodes: { kind: 'autoScale' },
      stored: [{ what: 'vhd', of: 'os', bytes: 2 ** 32, bound: 'exact', keeps: 'for good' }],
      egress: [],
      effects: [{ kind: 'stops', resource: vmId, text: 'VM vm stops.' }],
    };
    expect(planLines({ steps: plan, forecast })).toEqual([
      '2 steps, 1 to do, up to 5m',
      ' 1  done   capture  Do a            because',
      ' 2  to do  capture  Do b  up to 5m  because (after 1)',
      'Time     up to 5m',
      'Storage  VHD os 4 GiB',
      'Stops    VM vm stops.',
    ]);
    const text = make({ kind: 'planned', plan, forecast });
    expect(text).toContain('## 📋 Plan: nothing was written');
    expect(text).toMatch(/\| 2 \| capture \| Do b \| .* \| because \| up to 5m \| to do \| 1 \|/);
    expect(text).toContain('| **Stops** | VM vm stops. |');
  });

  test('a cancelled run says how to go on', () => {
    expect(make({ kind: 'cancelled', phase: 'export' })).toContain('cancelled in the phase export; run the job again');
  });
});

describe('the budget', () => {
  test('thousands of long rows stay under GitHub’s limit, and the rest is counted', () => {
    const problem = {
      code: 'pool-spec-value',
      input: 'i',
      found: '漢'.repeat(3000),
      expected: '|'.repeat(3000),
      fix: 'x'.repeat(3000),
    } as const;
    const problems = Array.from({ length: 5000 }, () => problem);
    const text = renderSummary({ ...succeeded, outcome: { kind: 'refused', problems } }, { portal });
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text).toMatch(/\.\.\. and \d{4} more\./);
  });
});

describe('links', () => {
  test('an ID with odd characters cannot break out of the link', () => {
    const linked = resourceLink(portal, '/subscriptions/s/resourceGroups/a"><b>/providers/x/y/z');
    expect(linked).not.toContain('"><b>');
  });
  test('what is no resource ID is only shown', () => {
    expect(resourceLink(portal, 'https://a/b')).toBe('<code>https://a/b</code>');
  });
});

describe('the timeline', () => {
  test('steps by phase; titles hold nothing that Mermaid would read', () => {
    const [first] = succeeded.steps;
    const chart = renderGantt(
      first === undefined
        ? []
        : [
            { ...first, title: 'Copy: a;b #1 100%\n```', state: 'failed' },
            { ...first, state: 'skipped' },
          ],
      new Date(),
    );
    expect(chart.split('\n').slice(0, 6)).toEqual([
      '```mermaid',
      'gantt',
      '  dateFormat x',
      '  axisFormat %H:%M:%S',
      '  section capture',
      `  Copy a b 1 100 :crit, ${first?.startedAt?.getTime()}, ${first?.endedAt?.getTime()}`,
    ]);
  });
  test('no chart without times', () => expect(renderGantt([], new Date())).toBe(''));
});
