import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { createStage } from './harness.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const README = readFileSync(join(ROOT, 'README.md'), 'utf8');

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency: Readonly<Record<string, unknown>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

interface Job {
  readonly environment?: string;
  readonly steps: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, string>> }[];
}

/** The fenced YAML blocks of the README, in order. */
function yamlBlocks(): readonly string[] {
  return [...README.matchAll(/```yaml\n(.*?)```/gs)].map(([, text]) => text ?? '');
}

const [workflowText = '', poolText = ''] = yamlBlocks();
const workflow = parse(workflowText) as Workflow;
const job = workflow.jobs['image'];
const step = job?.steps.find(({ uses }) => uses?.includes('azure-batch-image-pool'));

describe('the workflow of the README', () => {
  test('is the one in examples/', () => {
    expect(readFileSync(join(ROOT, 'examples', 'release.yml'), 'utf8')).toContain(workflowText.trim());
  });

  test('signs in by OIDC through an environment, and never cancels a release under way', () => {
    expect(workflow.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    expect(job?.environment).toBe('release');
    expect(workflow.concurrency['cancel-in-progress']).toBe(false);
  });
});

describe('run as it stands', () => {
  const stage = createStage();
  let workspace = '';

  beforeAll(() => {
    workspace = mkdtempSync(join(tmpdir(), 'readme-'));
    mkdirSync(join(workspace, 'batch'));
    writeFileSync(join(workspace, 'batch', 'pool.yaml'), poolText);
  });
  afterAll(() => rmSync(workspace, { recursive: true }));

  test('it ends with a ready pool', async () => {
    const variables: Readonly<Record<string, string | undefined>> = {
      '${{ vars.AZURE_CLIENT_ID }}': stage.environment['AZURE_CLIENT_ID'],
      '${{ vars.AZURE_TENANT_ID }}': stage.environment['AZURE_TENANT_ID'],
      '${{ vars.AZURE_SUBSCRIPTION_ID }}': stage.environment['AZURE_SUBSCRIPTION_ID'],
    };
    const inputs = Object.entries(step?.with ?? {}).map(([name, value]) => [name, variables[value] ?? value] as const);
    const run = await stage.run(Object.fromEntries<string>(inputs), { workspace });
    expect(run.exitCode).toBe(0);
    expect(run.outputs['pool-id']).toBe('render-1-4-0');
  });
});

describe('docs/plan.md', () => {
  const stage = createStage();

  test('shows what a plan prints', async () => {
    const page = readFileSync(join(ROOT, 'docs', 'plan.md'), 'utf8');
    const [, shown = ''] = /```text\n(.*?)```/s.exec(page) ?? [];
    const run = await stage.run({ mode: 'plan', 'replica-regions': 'eastus=2' });
    expect(run.stdout.replaceAll(/^\[\d\d:\d\d\] /gm, '')).toContain(`::group::Plan\n${shown}::endgroup::`);
  });
});
