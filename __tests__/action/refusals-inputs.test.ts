// Inputs that are missing, unknown, or not what they must be: all told at once, before anything else is loaded.
import { describe, expect, test } from '@jest/globals';
import { createStage } from './harness.ts';
import { refusedOnce, refusedRun, type Refused } from './refusal.ts';

const stage = createStage();

const together = (inputs: Readonly<Record<string, string | undefined>>): (() => Refused) =>
  refusedOnce(stage, { inputs });

const A_SOURCE = 'a source: `vm-name`, `vhd-url`, `vhd-file` or `image-version-id`';

describe('required inputs that are missing', () => {
  const names = ['subscription-id', 'vm-name', 'gallery', 'batch-account', 'pool-spec', 'resource-group'];
  const refused = together({
    ...Object.fromEntries(names.map((name) => [name, undefined])),
    'client-id': undefined,
    'tenant-id': '',
  });

  test('are told in one run', () => {
    expect(refused().messages).toHaveLength(names.length);
  });

  test.each(names)('%s', (name) => {
    expect(refused().messages).toContain(
      `${name}: found nothing; expected ${name === 'vm-name' ? `${A_SOURCE}. Add one of them` : `a value. Add \`${name}\``} under \`with:\`. A value that comes from \`vars\` or ` +
        '`secrets` is empty where that name is not defined, and secrets are empty in runs from forks.',
    );
  });

  test('nothing is asked of Azure or of GitHub', async () => {
    expect(await stage.control.log()).toEqual([]);
  });
});

test('a resource group is not needed where every resource is given by its ID', async () => {
  await stage.control.reset();
  const { messages } = await refusedRun(stage, {
    'resource-group': undefined,
    'vm-name': '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachines/vm',
    gallery: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/gallery',
    'batch-account': '/subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/batch',
    mode: 'nothing',
  });
  expect(messages).toEqual([
    'mode: found `nothing`; expected `release`, `plan` or `inspect`. Correct `mode` in the workflow.',
  ]);
});

describe('values that are not what the input takes', () => {
  const refused = together({
    'export-vhd': 'yes',
    'create-gallery': '1',
    'exclude-from-latest': 'on',
    'capture-mode': 'Snapshot',
    'data-disks': 'all',
    'existing-pool': 'replace',
    'wait-for': 'done',
    mode: 'sweep',
    'min-ready-nodes': '0',
    timeout: '5 hours',
    'end-of-life-date': '2027-02-30',
    'replica-regions': 'eastus=2\nwestus=0',
    tags: 'nonsense',
  });

  test.each([
    ['a boolean', 'export-vhd: found `yes`; expected `true` or `false`.'],
    ['a boolean with a default of false', 'create-gallery: found `1`; expected `true` or `false`.'],
    ['a boolean without a default', 'exclude-from-latest: found `on`; expected `true` or `false`.'],
    ['a choice in another case', 'capture-mode: found `Snapshot`; expected `snapshot` or `generalize`.'],
    ['a choice of two', 'data-disks: found `all`; expected `include` or `exclude`.'],
    ['a choice of one', 'existing-pool: found `replace`; expected `fail`.'],
    ['a choice of three', 'wait-for: found `done`; expected `ready`, `steady` or `none`.'],
    ['a mode', 'mode: found `sweep`; expected `release`, `plan` or `inspect`.'],
    ['a number', 'min-ready-nodes: found `0`; expected a whole number, 1 or more.'],
    ['a duration', 'timeout: found `5 hours`; expected a duration from `10s` to `120h`, for example `90m` or `5h30m`.'],
    [
      'a date that no calendar has',
      'end-of-life-date: found `2027-02-30`; expected a date that exists, written `YYYY-MM-DD`.',
    ],
    [
      'a region without replicas',
      'replica-regions: found `westus=0`; expected one `region=replicas` per line, for example `eastus=2`, with 1 to 100 replicas.',
    ],
    ['tags without values', 'tags: found `nonsense`; expected one `name=value` per line.'],
  ])('%s', (_, start) => {
    const name = start.slice(0, start.indexOf(':'));
    expect(refused().messages).toContain(`${start} Correct \`${name}\` in the workflow.`);
  });

  test('are told in one run', () => {
    expect(refused().messages).toHaveLength(13);
  });
});

describe('more values that are not what the input takes', () => {
  const refused = together({
    'min-ready-nodes': '2.5',
    timeout: '121h',
    'end-of-life-date': '31.12.2027',
    'replica-regions': 'eastus\nEast US=3',
    tags: 'team=render\nTeam=other',
  });

  test.each([
    ['a broken number', 'min-ready-nodes: found `2.5`; expected a whole number, 1 or more.'],
    ['too long', 'timeout: found `121h`; expected a duration from `10s` to `120h`, for example `90m` or `5h30m`.'],
    ['another order', 'end-of-life-date: found `31.12.2027`; expected a date that exists, written `YYYY-MM-DD`.'],
    ['a region in two spellings', 'replica-regions: found `eastus` twice; expected each region once.'],
    ['a tag in two cases', 'tags: found `Team` twice; expected each name once, whatever its case.'],
  ])('%s', (_, start) => {
    const name = start.slice(0, start.indexOf(':'));
    expect(refused().messages).toContain(`${start} Correct \`${name}\` in the workflow.`);
  });
});

describe('inputs that the action does not have', () => {
  const refused = together({ galery: 'x', vmName: 'x', pool_id: 'x', colour: 'x', gallery: undefined });

  test.each([
    ['galery', 'gallery'],
    ['vmname', 'vm-name'],
    ['pool_id', 'pool-id'],
  ])('%s gets the suggestion %s', (written, meant) => {
    expect(refused().messages).toContain(
      `${written}: found an input that this action does not have; expected \`${meant}\`. Did you mean \`${meant}\`?`,
    );
  });

  test('one that is like no other is to be removed', () => {
    expect(refused().messages).toContain(
      'colour: found an input that this action does not have; expected one of the inputs that it declares. Remove `colour`.',
    );
  });

  test('are told beside what is missing because of them', () => {
    expect(refused().messages).toHaveLength(5);
    expect(refused().messages.at(-1)).toMatch(/^gallery: found nothing; expected a value\./);
  });
});

describe('inputs that contradict each other', () => {
  test('VHD inputs beside export-vhd: false', async () => {
    await stage.control.reset();
    const { messages } = await refusedRun(stage, {
      'export-vhd': 'false',
      'storage-account': 'strender',
      'vhd-prefix': 'golden',
    });
    expect(messages).toEqual([
      'storage-account: found `strender`; expected nothing, because `export-vhd` is `false`. Remove `storage-account`, or change `export-vhd`.',
      'vhd-prefix: found `golden`; expected nothing, because `export-vhd` is `false`. Remove `vhd-prefix`, or change `export-vhd`.',
    ]);
  });

  test('min-ready-nodes where nothing waits for ready nodes', async () => {
    await stage.control.reset();
    const { messages } = await refusedRun(stage, { 'wait-for': 'steady', 'min-ready-nodes': '1' });
    expect(messages).toEqual([
      'min-ready-nodes: found `1`; expected nothing, because `wait-for` is `steady`. Remove `min-ready-nodes`, or change `wait-for`.',
    ]);
  });

  test('more ready nodes than the pool will have', async () => {
    await stage.control.reset();
    const { messages } = await refusedRun(stage, { 'min-ready-nodes': '3' });
    expect(messages).toEqual([
      'min-ready-nodes: found 3, for a pool of 2 nodes; expected at most as many nodes as the pool specification asks for. ' +
        'Lower `min-ready-nodes`, or leave it out to wait for all nodes.',
    ]);
  });
});
