import { beforeAll, afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDefinition, startVersion } from '../../src/azure/galleries.ts';
import { findStorageAccount, type StorageAccount } from '../../src/azure/storage-accounts.ts';
import { formatProblem } from '../../src/problem.ts';
import { vhdAccountProblems } from '../../src/source/vhd-account.ts';
import { storageProblems } from '../../src/source/vhd-check.ts';
import { createAzureClient } from '../../runner/azure-client.ts';
import { uploadPageBlob } from '../../runner/page-blob.ts';
import { writeVhd } from '../../runner/vhd.ts';
import { createSimulated } from '../azure/simulated.ts';
import { BLOBS, GALLERY, STORAGE } from '../simulator/wired.ts';

const account: StorageAccount = {
  id: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/acct',
  name: 'acct',
  location: 'westeurope',
  kind: 'StorageV2',
  sku: 'Standard_LRS',
  blobEndpoint: 'https://acct.blob.core.windows.net/',
  hierarchicalNamespace: false,
  publicNetworkAccess: true,
  sharedKeyAccess: true,
  provisioningState: 'Succeeded',
  primary: 'available',
  immutableVersions: false,
};

describe('the account of a VHD', () => {
  test.each<readonly [string, Partial<StorageAccount>, string]>([
    [
      'of another kind',
      { kind: 'BlockBlobStorage', hierarchicalNamespace: true },
      'storage-kind: vhd-url: found acct, an account of kind BlockBlobStorage; expected a general-purpose account (StorageV2, Standard) that takes page blobs. Copy the VHD into another account of the subscription.',
    ],
    [
      'with a hierarchical namespace',
      { hierarchicalNamespace: true },
      'storage-hierarchical-namespace: vhd-url: found acct, which has a hierarchical namespace (Data Lake Gen2);',
    ],
    [
      'without keys',
      { sharedKeyAccess: false },
      `storage-keys-refused: vhd-url: found acct, which refuses its keys (allowSharedKeyAccess is false); expected an account whose keys work: the gallery reads the VHD with one. Allow it for the release (\`az storage account update --ids ${account.id} --allow-shared-key-access true\`), or copy the VHD into another account.`,
    ],
    [
      'behind a firewall',
      { publicNetworkAccess: false },
      'storage-network-closed: vhd-url: found acct, whose network rules refuse by default; expected an account that the gallery’s service can reach. Allow it for the release',
    ],
  ])('%s is refused', (_, changes, text) => {
    const said = vhdAccountProblems({ ...account, ...changes }, 'vhd-url');
    expect(said.map((one) => `${one.code}: ${formatProblem(one)}`)).toEqual([expect.stringContaining(text)]);
  });
  test('is told all that is wrong with it, by the input that leads to it', () => {
    expect(vhdAccountProblems(account, 'vhd-url')).toEqual([]);
    const worst = { ...account, kind: 'BlobStorage', sharedKeyAccess: false, publicNetworkAccess: false } as const;
    expect(vhdAccountProblems(worst, 'storage-account').map(({ code, input }) => [code, input])).toEqual([
      ['storage-kind', 'storage-account'],
      ['storage-keys-refused', 'storage-account'],
      ['storage-network-closed', 'storage-account'],
    ]);
  });
  test('that VHDs are exported to is judged alike where it holds no page blobs', () => {
    const found = storageProblems({ ...account, kind: 'BlobStorage', sharedKeyAccess: false });
    expect(found.map(({ code, input }) => [code, input])).toEqual([['storage-kind', 'storage-account']]);
  });
});

describe('in the simulated Azure', () => {
  const simulated = createSimulated();
  const URL_ = `${BLOBS}/vhds/golden.vhd`;
  const DEFINITION = `${GALLERY}/images/golden`;
  const directory = mkdtempSync(join(tmpdir(), 'vhd-account-'));
  afterAll(() => rmSync(directory, { recursive: true }));
  let vhd: string;
  beforeAll(async () => {
    vhd = (await writeVhd(join(directory, 'golden.vhd'), 20 * 1024 ** 2)).path;
  });

  /** Makes a version of the VHD while the account is so; the codes of our problems, and of Azure's refusal. */
  const judge = async (properties: object): Promise<readonly [readonly string[], string | undefined]> => {
    await simulated.enter();
    const client = createAzureClient(simulated.environment);
    await uploadPageBlob(client, vhd, URL_);
    client.close();
    await simulated.arm('PATCH', STORAGE, { properties });
    const { arm } = simulated.connected();
    const where = { location: 'westeurope', tags: {} };
    const identifier = { publisher: 'p', offer: 'o', sku: 's' };
    const traits = { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', architecture: 'x64' } as const;
    const wait = { deadline: new Date(Date.now() + 600_000), what: 'definition' };
    await createDefinition(
      arm,
      { id: DEFINITION, ...where, ...traits, securityType: 'TrustedLaunchSupported', identifier },
      wait,
    );
    const found = await findStorageAccount(arm, URL_);
    if (found === undefined) throw new Error('The account was not found.');
    const started = startVersion(arm, {
      id: `${DEFINITION}/versions/1.0.0`,
      ...where,
      source: {
        kind: 'VHDs',
        storageAccountId: found.id,
        os: { url: URL_, caching: 'ReadWrite' },
        dataDisks: [],
      },
      targetRegions: [{ name: 'westeurope', replicas: 1 }],
      excludeFromLatest: false,
    });
    const refusal = await started.then(
      async (operation) => operation.finished({ ...wait, what: 'version' }).then(() => undefined),
      (error: unknown) => error,
    );
    const code = refusal === undefined ? undefined : (refusal as { readonly code: string }).code;
    return [vhdAccountProblems(found, 'vhd-url').map((one) => one.code), code];
  };

  test('what is refused here is what a gallery refuses', async () => {
    expect(await judge({})).toEqual([[], undefined]);
    expect(await judge({ allowSharedKeyAccess: false })).toEqual([
      ['storage-keys-refused'],
      'KeyBasedAuthenticationNotPermitted',
    ]);
    expect(await judge({ publicNetworkAccess: 'Disabled' })).toEqual([
      ['storage-network-closed'],
      'AuthorizationFailure',
    ]);
  });
});
