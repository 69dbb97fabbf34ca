// docs/checks.md: every check of a run, written from the registry that the findings' codes come from.
import { BATCH_PROBLEMS, BATCH_WARNINGS } from '../src/checks/batch.ts';
import type { Check } from '../src/checks/check.ts';
import { IMAGE_PROBLEMS, IMAGE_WARNINGS } from '../src/checks/image.ts';
import { INPUT_PROBLEMS } from '../src/checks/inputs.ts';
import { NODES_PROBLEMS, NODES_WARNINGS } from '../src/checks/nodes.ts';
import { POOL_SPEC_PROBLEMS, POOL_SPEC_WARNINGS } from '../src/checks/pool-spec.ts';
import { RIGHTS_PROBLEMS, RIGHTS_WARNINGS } from '../src/checks/rights.ts';
import { INSPECT_WARNINGS, RUN_WARNINGS } from '../src/checks/run.ts';
import { SOURCE_PROBLEMS, SOURCE_WARNINGS } from '../src/checks/source.ts';
import { STORAGE_PROBLEMS, STORAGE_WARNINGS } from '../src/checks/storage.ts';
import { table } from './markdown-table.ts';

const HEAD = `# Checks

Written by scripts/docs.ts from src/checks; change it there.

A run looks at everything first, and writes only when nothing stands in the way. Problems of inputs are told
before anybody signs in, except those of \`pool-spec\`, \`min-ready-nodes\`, \`end-of-life-date\` and \`tags\`: nothing is looked up by
them, so they are told together with all that Azure holds against the run, and with the rights that are missing. Each says the input, what was found, what is expected, how to mend it, and the page to read. A warning is told, and the run goes on.
The codes are stable: \`result\` carries them.
`;

type Area = readonly [title: string, checks: Readonly<Record<string, Check>>];

const AREAS: readonly Area[] = [
  ['Inputs', INPUT_PROBLEMS],
  ['Pool specification', { ...POOL_SPEC_PROBLEMS, ...POOL_SPEC_WARNINGS }],
  ['Source', { ...SOURCE_PROBLEMS, ...SOURCE_WARNINGS }],
  ['Storage', { ...STORAGE_PROBLEMS, ...STORAGE_WARNINGS }],
  ['Image', { ...IMAGE_PROBLEMS, ...IMAGE_WARNINGS }],
  ['Batch', { ...BATCH_PROBLEMS, ...BATCH_WARNINGS }],
  ['Nodes', { ...NODES_PROBLEMS, ...NODES_WARNINGS }],
  ['Rights', { ...RIGHTS_PROBLEMS, ...RIGHTS_WARNINGS }],
  ['A run that goes on', RUN_WARNINGS],
  ['`mode: inspect`', INSPECT_WARNINGS],
];

export function renderChecksPage(): string {
  return [HEAD, ...AREAS.map(section)].join('\n');
}

function section([title, checks]: Area): string {
  const rows = Object.entries(checks).map(([code, { stops, about, docs }]) => [
    `\`${code}\``,
    stops ? 'stops the run' : 'warning',
    about,
    `[page](${docs.startsWith('https://') ? docs : docs.replace(/^docs\//, '').replace(/^README/, '../README')})`,
  ]);
  return `## ${title}\n\n${table(['Code', '', 'What is checked', 'More'], rows)}\n`;
}
