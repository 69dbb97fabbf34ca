// The stand-in treats an action as GitHub's runner does.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseKeyValues } from '../../runner/file-commands.ts';
import { runAction } from '../../runner/run-action.ts';

const directory = mkdtempSync(join(tmpdir(), 'action-'));
const entry = join(directory, 'main.mjs');
const post = join(directory, 'post.mjs');

beforeAll(() => {
  writeFileSync(
    join(directory, 'action.yml'),
    'name: test\ninputs:\n  vm-name: { required: true }\n  with space: { default: "a b" }\n  export-vhd: { default: true }\n  repo: { default: "${{ github.repository }}" }\nruns: { using: node24, main: main.mjs, post: post.mjs }\n',
  );
  writeFileSync(
    entry,
    `import { appendFileSync } from 'node:fs';
const put = (variable, text) => appendFileSync(process.env[variable], text);
console.log(JSON.stringify(Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('INPUT_')))));
console.log('::add-mask::hunter2');
console.log('the password is hunter2');
console.log('::warning title=Careful,file=a.yml,line=3::50%25 done');
put('GITHUB_OUTPUT', 'plain=one\\nlong<<EOF_1\\na=1\\nb\\nEOF_1\\nsecret=x hunter2 y\\n');
put('GITHUB_STATE', 'key=value\\n');
put('GITHUB_STEP_SUMMARY', '# Done with hunter2\\n');
process.on('SIGINT', () => { console.log('interrupted'); process.exit(1); });
if (process.env['INPUT_VM-NAME'] === 'slow') { console.log('waiting'); setInterval(() => undefined, 1000); }
if (process.env['INPUT_VM-NAME'] === 'bad') process.exitCode = 1;
`,
  );
  writeFileSync(
    post,
    `console.log(\`state \${process.env['STATE_key']}, inputs \${Object.keys(process.env).filter((name) => name.startsWith('INPUT_')).length}\`);\n`,
  );
});
afterAll(() => rmSync(directory, { recursive: true }));

describe('running an action', () => {
  test('gives inputs with their defaults, and only the declared environment', async () => {
    process.env['LEAKED'] = 'yes';
    const result = await runAction({ entry, inputs: { 'vm-name': 'vm1' }, environment: { HTTPS_PROXY: 'http://p' } });
    delete process.env['LEAKED'];
    expect(result.exitCode).toBe(0);
    expect(JSON.parse(result.stdout.split('\n')[0] ?? '')).toEqual({
      'INPUT_VM-NAME': 'vm1',
      INPUT_WITH_SPACE: 'a b',
      'INPUT_EXPORT-VHD': 'true',
      INPUT_REPO: 'contoso/render-images',
    });
  });

  test('reads outputs, state, summary and annotations, and masks what it shows', async () => {
    const lines: string[] = [];
    const result = await runAction({ entry, inputs: {}, environment: {}, onLine: (line) => lines.push(line) });
    expect(result.outputs).toEqual({ plain: 'one', long: 'a=1\nb', secret: 'x hunter2 y' });
    expect(result.droppedOutputs).toEqual(['secret']);
    expect(result.state).toEqual({ key: 'value' });
    expect(result.summary).toBe('# Done with ***\n');
    expect(result.annotations).toEqual([
      { level: 'warning', message: '50% done', title: 'Careful', file: 'a.yml', line: 3 },
    ]);
    expect(result.stdout).not.toContain('hunter2');
    expect(lines).toContain('the password is ***');
    expect(result.unmasked).toContain('the password is hunter2');
  });

  test('runs post with the state after a failure, without inputs', async () => {
    const result = await runAction({ entry, post, inputs: { 'vm-name': 'bad' }, environment: {} });
    expect(result.exitCode).toBe(1);
    expect(result.post).toMatchObject({ exitCode: 0, stdout: 'state value, inputs 0\n' });
  });

  test('cancels with SIGINT and still runs post', async () => {
    const cancel = new AbortController();
    const result = await runAction({
      entry,
      post,
      inputs: { 'vm-name': 'slow' },
      environment: {},
      signal: cancel.signal,
      onLine: (line) => {
        if (line === 'waiting') cancel.abort();
      },
    });
    expect(result.exitCode).toBe(1);
    expect(result.stdout).toContain('interrupted');
    expect(result.post?.exitCode).toBe(0);
  });

  test('takes the machine away without a goodbye, and without post', async () => {
    const crash = new AbortController();
    const result = await runAction({
      entry,
      post,
      inputs: { 'vm-name': 'slow' },
      environment: {},
      crash: crash.signal,
      onLine: (line) => {
        if (line === 'waiting') crash.abort();
      },
    });
    expect(result.exitCode).toBe(137);
    expect(result.post).toBeUndefined();
  });

  test('warns of an input that the action does not declare', async () => {
    const lines: string[] = [];
    await runAction({ entry, inputs: { 'vm-nam': 'x' }, environment: {}, onLine: (line) => lines.push(line) });
    expect(lines[0]).toBe(
      "##[warning]Unexpected input(s) 'vm-nam', valid inputs are ['vm-name', 'with space', 'export-vhd', 'repo']",
    );
  });
});

describe('key-value files', () => {
  test.each([
    ['a<<X\n1', "Matching delimiter not found 'X'"],
    ['nonsense', "Invalid format 'nonsense'"],
    ['=1', "Invalid format '=1'"],
  ])('that are malformed are refused: %j', (text, message) => {
    expect(() => parseKeyValues(text)).toThrow(message);
  });

  test('hold values with `<<` after the first `=`', () => {
    expect(parseKeyValues('a=b<<c\r\nd=\r\n')).toEqual({ a: 'b<<c', d: '' });
  });
});
