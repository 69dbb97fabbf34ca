// Names that Azure refuses, found before Azure is asked; and versions that no tag gives.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { createStage } from './harness.ts';
import { refusedOnce, refusedRun } from './refusal.ts';

const stage = createStage();

function refused(input: string, found: string, expected: string): string {
  return `${input}: found \`${found}\`; expected ${expected}. Correct \`${input}\`: Azure refuses any other name.`;
}

const GUID = 'a GUID, for example `00000000-0000-0000-0000-000000000000`';
const TAG_NAME = '1 to 512 characters without any of `<>%&\\?/`, not starting with `azure`, `microsoft` or `windows`';

describe('names that Azure refuses', () => {
  const run = refusedOnce(stage, {
    inputs: {
      'subscription-id': 'my-subscription',
      'client-id': 'release-app',
      'tenant-id': 'contoso',
      'resource-group': 'rg-images.',
      'vm-name': '_golden',
      gallery: 'render-gallery',
      'batch-account': 'batch-render',
      'storage-account': 'St_Render',
      'container-name': 'batch--images',
      'vhd-prefix': '-golden',
      'image-definition': '.golden',
      'image-version': '1.4.0-rc.1',
      environment: 'AzureGermanCloud',
      'end-of-life-date': '2020-01-01',
      tags: `a<b=1\nMicrosoft=1\nabip_kind=temporary\nlong=${'x'.repeat(257)}`,
    },
  });

  test.each([
    ['a subscription by its name', refused('subscription-id', 'my-subscription', GUID)],
    ['an application by its name', refused('client-id', 'release-app', GUID)],
    ['a tenant by its name', refused('tenant-id', 'contoso', "the tenant's ID (a GUID) or one of its domain names")],
    [
      'a resource group with a dot at the end',
      refused(
        'resource-group',
        'rg-images.',
        '1 to 90 letters, digits, `_`, `-`, `.`, `(` or `)`, not ending with `.`',
      ),
    ],
    [
      'a VM',
      refused(
        'vm-name',
        '_golden',
        '1 to 64 characters without spaces or any of `\\/"[]:|<>+=;,?*@&#%`, not starting with `_`, not ending with `.` or `-`',
      ),
    ],
    [
      'a gallery with a dash',
      refused(
        'gallery',
        'render-gallery',
        '1 to 80 letters, digits, `_` or `.`, starting and ending with a letter or digit; no dashes',
      ),
    ],
    ['a Batch account', refused('batch-account', 'batch-render', '3 to 24 letters or digits')],
    ['a storage account', refused('storage-account', 'St_Render', '3 to 24 lower-case letters or digits')],
    [
      'a container',
      refused(
        'container-name',
        'batch--images',
        '3 to 63 lower-case letters, digits or `-`, each `-` between letters or digits',
      ),
    ],
    [
      'a VHD prefix',
      refused(
        'vhd-prefix',
        '-golden',
        '1 to 80 letters, digits, `_`, `-` or `.`, starting with a letter or digit, not ending with `.`',
      ),
    ],
    [
      'an image definition',
      refused(
        'image-definition',
        '.golden',
        '1 to 80 letters, digits, `_`, `-` or `.`, starting with a letter or digit, not ending with `-` or `.`',
      ),
    ],
    [
      'an image version',
      'image-version: found `1.4.0-rc.1`; expected `Major.Minor.Patch`, three whole numbers up to 2147483647, for example ' +
        '`1.4.0`. Give three numbers; pre-release parts are not possible in a gallery.',
    ],
    [
      'a cloud',
      'environment: found `AzureGermanCloud`; expected `AzureCloud`, `AzureUSGovernment`, `AzureChinaCloud`, or the `https` ' +
        'address of an Azure Resource Manager endpoint. Correct `environment`, or leave it out for the public cloud.',
    ],
    [
      'a date in the past',
      'end-of-life-date: found `2020-01-01`; expected a date in the future. The gallery takes only future dates: choose a ' +
        'later one, or leave `end-of-life-date` out.',
    ],
    ['a tag with a sign that ARM refuses', refused('tags', 'a<b', TAG_NAME)],
    ['a tag of Microsoft’s own', refused('tags', 'Microsoft', TAG_NAME)],
    ['a long tag', refused('tags', 'x'.repeat(257), 'at most 256 characters')],
    [
      'a tag like a mark',
      'tags: found `abip_kind`; expected names that do not start with `abip_`. Rename the tag: the action marks what it ' +
        'makes with names of this kind.',
    ],
  ])('%s', (_, message) => {
    expect(run().messages).toContain(message);
  });

  test('are told in one run, and nothing is asked of Azure or of GitHub', async () => {
    expect(run().messages).toHaveLength(18);
    expect(await stage.control.log()).toEqual([]);
  });
});

describe('one at a time', () => {
  beforeEach(async () => stage.control.reset());

  test('names that are no names but paths', async () => {
    const other = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/disks/d';
    const { messages } = await refusedRun(stage, { 'vm-name': '../vm', gallery: other });
    const shape = (type: string): string =>
      `a name, or a resource ID \`/subscriptions/<id>/resourceGroups/<group>/providers/${type}/<name>\``;
    expect(messages).toEqual([
      `vm-name: found \`../vm\`; expected ${shape('Microsoft.Compute/virtualMachines')}. Give one of the two.`,
      `gallery: found \`${other}\`; expected ${shape('Microsoft.Compute/galleries')}. Give one of the two.`,
    ]);
  });

  test('more tags than a resource takes', async () => {
    const tags = Array.from({ length: 41 }, (_, index) => `tag${index}=x`).join('\n');
    expect((await refusedRun(stage, { tags })).messages).toEqual([
      'tags: found 41 tags; expected at most 40. Remove tags: Azure takes 50 on a resource, and the action needs ten of them.',
    ]);
  });

  test.each([
    [
      'render.{version}',
      'render.1-4-0',
      'letters, digits, hyphens and underscores',
      'Use these characters only; {version} writes the image version with dashes.',
    ],
    ['render-{tag}', 'render-{tag}', 'no placeholder but {version}', 'Write {version}, or an ID without braces.'],
    [`${'r'.repeat(59)}-{version}`, `${'r'.repeat(59)}-1-4-0 (65 characters)`, 'at most 64 characters', 'Shorten it.'],
  ])('the pool ID %s', async (id, found, expected, fix) => {
    const { messages } = await refusedRun(stage, { 'pool-id': id });
    expect(messages).toEqual([`pool-id: found ${found}; expected ${expected}. ${fix}`]);
  });
});

describe('a version from the tag', () => {
  beforeEach(async () => stage.control.reset());

  test.each(['nightly', 'v1.2', 'v1.4.0-rc.1', 'release/1.4.0'])('%s is no version', async (tag) => {
    const github = { ref: `refs/tags/${tag}`, refName: tag, refType: 'tag' as const };
    const { messages } = await refusedRun(stage, {}, { github });
    expect(messages).toEqual([
      `image-version: found the tag \`${tag}\`, which is no version; expected a tag \`vX.Y.Z\` or \`X.Y.Z\`. ` +
        'Set `image-version`, for example `image-version: 1.4.0`, or push a tag that is a version.',
    ]);
  });

  test.each([
    ['1.2.3', 'refs/tags/1.2.3', '1.2.3'],
    ['no tag', 'refs/heads/main', '0.0.42'],
  ])('%s is one', async (_, ref, version) => {
    const run = await stage.run({ mode: 'plan' }, { github: { ref, refType: 'branch' } });
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain(`Create image version ${version} `);
    expect(await stage.writes()).toEqual([]);
  });
});
