// `mode: inspect` with less than all rights: what cannot be read is named with the right and the role, the rest is shown.
import { describe, expect, test } from '@jest/globals';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { createStage } from './harness.ts';
import { inspect, runInspection, worldOf, type Inspected } from './inspection.ts';
import { idOf, IDS } from './worlds.ts';

const stage = createStage();
const { clientId, clientSecret: secret } = DEFAULT_NAMES;
const SCOPE = `/subscriptions/${DEFAULT_NAMES.subscriptionId}`;

interface Rights {
  readonly notActions?: readonly string[];
  readonly dataActions?: readonly string[];
  readonly actions?: readonly string[];
}

/** The account of every kind of pool, for a principal that may do everything but this. */
async function enter(
  { actions = ['*'], notActions = [], dataActions = ['*'] }: Rights,
  more: object = {},
): Promise<void> {
  const roles = [{ scope: SCOPE, actions, notActions, dataActions }];
  const principals = [{ clientId, secret, federated: {}, roles }];
  await stage.control.reset({ ...worldOf('grown-account'), profile: 'instant', principals, ...more });
}

const without = (...notActions: readonly string[]): Rights => ({ notActions });
const UNTOLD = ['image-retired', 'image-gone', 'node-agent-end-of-life'];
const LATER = 'a new assignment can take minutes to count.';

/** Warnings of what could not be read, beside those that the account has in any case. */
function unread(result: Inspected): readonly string[] {
  return result.warnings.filter(({ code }) => !UNTOLD.includes(code)).map(({ text }) => text);
}

const unusedOf = ({ imageVersions, vhds }: Inspected): readonly string[] => [
  ...imageVersions.flatMap(({ version, use }) => (use.kind === 'unused' ? [version] : [])),
  ...vhds.flatMap(({ url, use }) => (use.kind === 'unused' ? [url.split('.').at(-2) ?? ''] : [])),
];
const VHD = '5a0e8c1d-0000-4000-8000-000000000012';

describe('a right to read that is missing', () => {
  test.each<[string, Rights, string, string, readonly string[]]>([
    [
      'the gallery',
      without('Microsoft.Compute/galleries/images/read'),
      `Gallery renderGallery could not be read, so what its images are made of, and which are unused, is not shown: no right to Microsoft.Compute/galleries/images/read over ${IDS.gallery} (AuthorizationFailed). Assign Reader on renderGallery or above it; ${LATER}`,
      'image vm-golden in gallery renderGallery, 1.4.0, pinned, could not be read',
      [],
    ],
    [
      'image versions',
      without('Microsoft.Compute/galleries/images/versions/read'),
      `The versions of legacy, vm-golden in gallery renderGallery could not be read, so what they are made of, and which are unused, is not shown: no right to Microsoft.Compute/galleries/images/versions/read over ${IDS.gallery}/images/legacy (AuthorizationFailed). Assign Reader on renderGallery or above it; ${LATER}`,
      'image vm-golden in gallery renderGallery, latest, which could not be read; nodes run 1.4.0 (2), 1.3.0 (1)',
      [],
    ],
    [
      'the storage account',
      without('Microsoft.Storage/storageAccounts/read'),
      `Storage account strender could not be read, so VHDs are shown only where images name them: no right to Microsoft.Storage/storageAccounts/read over ${IDS.storage} (AuthorizationFailed). Assign Reader on strender or above it; ${LATER}`,
      'legacy in gallery renderGallery, 1.0.0, pinned; VHD https://strender.blob.core.windows.net/vhds/legacy.vhd',
      ['1.2.0'],
    ],
    [
      'VHDs',
      { dataActions: [] },
      `The VHDs in storage account strender could not be read, so VHDs are shown only where images name them: no right to Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read over ${IDS.storage} (AuthorizationPermissionMismatch). Assign Storage Blob Data Reader on strender or above it; ${LATER}`,
      'managed image golden-2018 (retired); VHD https://strender.blob.core.windows.net/system/',
      ['1.2.0'],
    ],
    [
      'managed images',
      without('Microsoft.Compute/images/read'),
      `Managed image golden-2018 could not be read, so what it was made of is not shown: no right to Microsoft.Compute/images/read over ${idOf('Microsoft.Compute/images', 'golden-2018')} (AuthorizationFailed). Assign Reader on rg-images or above it; ${LATER}`,
      'managed image golden-2018 (retired); node agent',
      // What the image was made of might be the VHD.
      ['1.2.0'],
    ],
  ])('to %s', async (_, rights, warning, line, unused) => {
    await enter(rights);
    const { run, result } = await inspect(stage);
    expect(unread(result)).toEqual([warning]);
    expect(run.summary).toContain(warning.split(': ')[0]);
    expect(result.pools).toHaveLength(9);
    expect(run.stdout).toContain(line);
    expect(unusedOf(result)).toEqual(unused);
  });

  test('to nothing: with them, the version and the VHD that no pool uses are told', async () => {
    await enter({});
    const { result } = await inspect(stage);
    expect(unread(result)).toEqual([]);
    expect(unusedOf(result)).toEqual(['1.2.0', VHD]);
  });

  test('but reading is enough', async () => {
    const dataActions = ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'];
    await enter({
      actions: ['Microsoft.Batch/*/read', 'Microsoft.Compute/*/read', 'Microsoft.Storage/storageAccounts/read'],
      dataActions,
    });
    const { result } = await inspect(stage);
    expect(unread(result)).toEqual([]);
    expect(unusedOf(result)).toEqual(['1.2.0', VHD]);
  });
});

test('storage behind a firewall is a part that cannot be read', async () => {
  const closed = { id: IDS.storage, body: { properties: { publicNetworkAccess: 'Disabled' } } };
  const scenario = worldOf('grown-account');
  const changes = [...(Reflect.get(scenario, 'changes') as readonly object[]), closed];
  const blobs: readonly object[] = [];
  await stage.control.reset({ ...scenario, changes, blobs, profile: 'instant' });
  const { result } = await inspect(stage);
  expect(unread(result)).toEqual([
    expect.stringMatching(
      /^The VHDs in storage account strender could not be read, so VHDs are shown only where images name them: that Storage refuses GET https:\/\/strender\.blob\.core\.windows\.net\/system.* \(HTTP 403 AuthorizationFailure: /,
    ),
  ]);
  expect(result.pools).toHaveLength(9);
});

describe('parts of Batch that give no answer', () => {
  const odd = (url: string): object => ({
    match: { url },
    times: 99,
    do: { kind: 'answer', status: 403, body: { code: 'Forbidden', message: { lang: 'en', value: 'Not for you.' } } },
  });

  test('leave nodes without states, versions and ends of life; the rest is shown', async () => {
    await enter({}, { faults: [odd('/nodecounts'), odd('/nodes\\?'), odd('/supportedimages')] });
    const { run, result } = await inspect(stage);
    const refuses = (what: string): string =>
      `that Batch refuses GET batchrender.westeurope.batch.azure.com${what} (HTTP 403 Forbidden: Not for you.). `;
    expect(unread(result)).toEqual([
      expect.stringContaining(
        `The node counts could not be read, so nodes are shown without their states: ${refuses('/nodecounts')}`,
      ),
      expect.stringContaining(
        `The nodes of render-latest, ubuntu could not be read, so the versions that they run are not shown: ${refuses('/pools/render-latest/nodes')}`,
      ),
      expect.stringContaining(
        `Batch's list of supported images could not be read, so the end of life of node agents is not shown: ${refuses('/supportedimages')}`,
      ),
    ]);
    expect(run.stdout).toContain(
      'pool render-latest: image vm-golden in gallery renderGallery, latest, now 1.4.0; what nodes run could not be read; VHD ',
    );
    expect(run.stdout).toContain('node agent batch.node.ubuntu 22.04, end of life unknown; 3 of 3 dedicated\n');
    // A node might run any version of the definition.
    expect(unusedOf(result)).toEqual([]);
    expect(run.stdout).toContain(
      'image version 1.2.0 of vm-golden in renderGallery: used by perhaps render-latest, whose image cannot be followed; ',
    );
  });
});

describe('without the account or its pools there is nothing to show', () => {
  test.each<[string, Rights, string]>([
    [
      'the account',
      without('Microsoft.Batch/batchAccounts/read'),
      `batch-account: found no right to Microsoft.Batch/batchAccounts/read over ${IDS.batch} (AuthorizationFailed); expected a role with that action for ${clientId}. Assign Azure Batch Account Reader on batchrender or above it; ${LATER}`,
    ],
    [
      'its pools',
      without('Microsoft.Batch/batchAccounts/pools/read'),
      `batch-account: found no right to Microsoft.Batch/batchAccounts/pools/read over ${IDS.batch} (InsufficientPermissions); expected a role with that action for the signed-in identity. Assign Azure Batch Account Reader on batchrender or above it; ${LATER}`,
    ],
  ])('%s', async (_, rights, message) => {
    await enter(rights);
    const run = await runInspection(stage);
    expect(run.exitCode).toBe(1);
    expect(run.annotations.map((one) => one.message)).toEqual([expect.stringContaining(`${message} See `)]);
  });
});
