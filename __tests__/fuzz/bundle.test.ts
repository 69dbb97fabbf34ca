// The nastiest of what the other tests of this folder feed, through the bundle as a process: refused in words, within the
// runner's own commands, and without a write.
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStage } from '../action/harness.ts';
import { refusedRun } from '../action/refusal.ts';

const stage = createStage();
let workspace = '';
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'fuzz-'));
  mkdirSync(join(workspace, 'pools'));
  writeFileSync(join(workspace, 'cycle.yaml'), `${START}metadata: &m\n${'  - *m\n'.repeat(400)}`);
  writeFileSync(join(workspace, 'tokens.yaml'), '['.repeat(200_000));
  writeFileSync(join(workspace, 'words.yaml'), `${START}displayName: "${'?'.repeat(200_000)}"\n`);
  writeFileSync(join(workspace, 'expression.yaml'), `properties: { vmSize: "[a(${')'.repeat(200_000)}" }\n`);
  writeFileSync(join(workspace, 'bytes.yaml'), Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7) % 256)));
  symlinkSync('/proc/self/environ', join(workspace, 'environment.yaml'));
  symlinkSync('loop.yaml', join(workspace, 'loop.yaml'));
  symlinkSync('/dev/zero', join(workspace, 'endless.yaml'));
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));
beforeEach(async () => stage.control.reset());

const START = 'id: a\nvmSize: b\ntargetDedicatedNodes: 1\n';
const levels = Array.from({ length: 20 }, (_, at) =>
  at === 0
    ? 'a0: &a0 [x]'
    : `a${at}: &a${at} [${Array(10)
        .fill(`*a${at - 1}`)
        .join(',')}]`,
);

test.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
  ['an alias within itself', { 'pool-spec': 'cycle.yaml' }, /nesting that has no end/],
  ['aliases of aliases', { 'pool-spec': levels.join('\n') }, /aliases that unfold into far more than is written/],
  ['brackets without end', { 'pool-spec': 'tokens.yaml' }, /more values than any pool has/],
  [
    'a text of question marks',
    { 'pool-spec': 'words.yaml' },
    /found displayName = "\?{59}\.\.\.; expected at most 1,024/,
  ],
  ['an expression of parentheses', { 'pool-spec': 'expression.yaml' }, /found properties\.vmSize = "\[a\(\)/],
  ['bytes that are no text', { 'pool-spec': 'bytes.yaml' }, /^bytes\.yaml:\d+:\d+: pool-spec: found /],
  ['the environment of the process', { 'pool-spec': 'environment.yaml' }, /which is outside of the workspace/],
  ['a link to itself', { 'pool-spec': 'loop.yaml' }, /which cannot be read \(ELOOP\)/],
  ['a device without end', { 'pool-spec': 'endless.yaml' }, /which is outside of the workspace/],
  [
    'the way out',
    { 'pool-spec': 'pools/../../etc/passwd', 'template-path': '../x' },
    /which is outside of the workspace/,
  ],
  [
    'commands, markup and signatures in every name',
    Object.fromEntries(
      [
        'vm-name',
        'gallery',
        'image-definition',
        'vhd-prefix',
        'storage-account',
        'batch-account',
        'resource-group',
      ].map((name, at) => [name, `</code>|\`::error::${at}?sv=1&sig=c2VjcmV0##[add-mask]x`]),
    ),
    /sig|\*\*\*/,
  ],
  [
    'letters that look like others',
    { 'vm-name': 'vm\u2010g\u043elden', gallery: 'r\u0435nder', 'pool-id': '\uff41', 'image-version': '1.\u0660.0' },
    /found `r\u0435nder`; expected 1 to 80 letters/,
  ],
])('%s', async (_name, inputs, expected) => {
  const { run, messages } = await refusedRun(stage, inputs, { workspace });
  expect(messages.join('\n')).toMatch(new RegExp(expected, 'm'));
  expect(Object.keys(run.outputs).toSorted()).toEqual(['changed', 'result']);
  expect(`${run.unmasked}${run.summary}`).not.toMatch(/c2VjcmV0|^\s+at .*:\d+:\d+\)?$/m);
});
