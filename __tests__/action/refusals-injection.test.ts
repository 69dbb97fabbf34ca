// Inputs that hold control characters or the runner's own commands: they are shown as text, and do nothing.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createStage } from './harness.ts';
import { refusedOnce, refusedRun } from './refusal.ts';

const stage = createStage();

describe('control characters', () => {
  const run = refusedOnce(stage, {
    inputs: {
      'vm-name': 'vm\u0007golden',
      gallery: 'render\n::set-output name=vhd-url::https://evil.example',
      'image-definition': 'golden\r\n::add-mask::golden',
      'pool-id': 'render\u2028##[error]render',
      'vhd-prefix': 'golden\u009b31m',
      'pool-spec': '{ "id": "render\u0000" }'.replace('\u0000', '\u001b[2J'),
    },
  });

  test.each([
    ['a bell', 'vm-name', 'vm\\u0007golden'],
    ['a newline with set-output', 'gallery', 'render\\n::set-output name=vhd-url::https://evil.example'],
    ['a carriage return with add-mask', 'image-definition', 'golden\\r\\n::add-mask::golden'],
    ['a line separator with an old command', 'pool-id', 'render\\u2028##[error]render'],
    ['a control of the second set', 'vhd-prefix', 'golden\\u009b31m'],
  ])('%s', (_, input, found) => {
    expect(run().messages).toContain(
      `${input}: found \`${found}\`; expected one line of text without control characters. Correct \`${input}\` in the workflow.`,
    );
  });

  test('an escape sequence in a pool spec', () => {
    expect(run().messages).toContain(
      'pool-spec: found `\\u001b` at line 1, column 16; expected a path, or JSON or YAML without control characters. ' +
        'Correct `pool-spec` in the workflow.',
    );
  });

  test('the terminal and the summary get none of them', () => {
    const { stdout, summary } = run().run;
    for (const text of [stdout, summary]) expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
  });
});

describe('commands', () => {
  beforeEach(async () => stage.control.reset());

  test.each([
    '::set-output name=pool-id::evil',
    '::add-mask::render',
    '::stop-commands::x',
    '::save-state name=release::evil',
    '::add-path::/evil',
    '::set-env name=PATH::/evil',
    '##[error]evil',
    '##[add-mask]render',
  ])('%s as a name is a name that Azure refuses', async (text) => {
    const inputs = { 'vm-name': text, 'image-definition': text, 'image-version': text, 'pool-spec': text };
    const { run, messages } = await refusedRun(stage, inputs);
    expect(messages).toHaveLength(4);
    for (const message of messages) expect(message).toContain(`\`${text}\``);
    // A command counts at the start of a line, an old one anywhere.
    const commands = run.unmasked.split('\n').filter((line) => line.startsWith('::') && !line.startsWith('::error '));
    expect(commands).toEqual([]);
  });

  test('beyond the tenth problem, where no annotation escapes them', async () => {
    const many = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`a-unknown-${index}`, 'x']));
    const { run, messages } = await refusedRun(stage, {
      ...many,
      'z-unknown\n::set-output name=pool-id::evil\n##[error]': 'x',
      mode: '##[add-mask]plan',
      'pool-id': 'a\n::add-mask::render',
    });
    expect(messages).toHaveLength(12);
    const lines = run.stdout.split('\n').filter((line) => line.startsWith('Error: '));
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('z-unknown');
    expect(run.stdout).not.toMatch(/^(?!::error)::/m);
    expect(run.stdout.split('\n').filter((line) => line.includes('##[') && !line.startsWith('::error'))).toEqual([]);
  });

  test('in the metadata of the workflow', async () => {
    const ref = 'refs/tags/v1\n::set-output name=pool-id::evil';
    const { messages } = await refusedRun(stage, {}, { github: { ref, refName: 'v1', refType: 'tag' } });
    expect(messages).toHaveLength(1);
    expect(messages[0]).toMatch(
      /^image-version: found the tag `v1\n::set-output name=pool-id::evil`, which is no version/,
    );
  });

  test('in a pool spec', async () => {
    const spec = {
      id: 'render',
      vmSize: 5,
      targetDedicatedNodes: '::add-mask::render',
      '::set-output name=pool-id::evil\n##[error]': 1,
      metadata: [{ name: 'abip_\n::set-output name=pool-id::evil', value: 'x' }],
    };
    const { messages } = await refusedRun(stage, { 'pool-spec': JSON.stringify(spec) });
    expect(messages).toHaveLength(4);
  });
});
