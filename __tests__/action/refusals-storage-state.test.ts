// Storage accounts of the right kind that cannot take the VHDs now, or at a price.
import { expect, test } from '@jest/globals';
import { expectSuccess } from './expect-success.ts';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';
import { answer, armError, resultOf } from './troubles.ts';
import { IDS, world } from './worlds.ts';

const stage = createStage();
const CONTAINER = `${IDS.storage}/blobServices/default/containers/system`;

test('an account that fails over, a container under a legal hold, and a disk that no gallery takes: all at once', async () => {
  await stage.control.reset(
    world({
      storage: { properties: { failoverInProgress: true } },
      osDisk: { properties: { diskSizeGB: 2049 } },
      more: [{ id: CONTAINER, body: { properties: { hasLegalHold: true } } }],
    }),
  );
  const otherwise = 'or name another account with storage-account, or set export-vhd: false.';
  expect((await refusedRun(stage)).messages).toEqual([
    'vm-name: found the OS disk vm-golden_OsDisk_1 of 2049 GiB; expected an OS disk of at most 2,048 GiB, the limit of a gallery image ' +
      'version. Prepare the image on a VM with a smaller OS disk: Azure does not shrink disks.',
    'storage-account: found strender, which is failing over to its other region; expected an account that takes writes. Wait until that ' +
      `is over, ${otherwise}`,
    'storage-account: found container system of strender, under a legal hold; expected a container whose blobs can be written page by ' +
      'page. Take it away (az storage container legal-hold clear --account-name strender --container-name system --tags <tags>), ' +
      otherwise,
  ]);
});

test('an account of another region that keeps every version, and does not show its containers: told, and gone on with', async () => {
  const refusal = armError('AuthorizationFailed', 'no right to read containers');
  const immutableStorageWithVersioning = { enabled: true, immutabilityPolicy: { state: 'Unlocked' } };
  await stage.control.reset(
    world({
      storage: { location: 'northeurope', properties: { immutableStorageWithVersioning } },
      scenario: { faults: [answer('GET', '/blobServices/default/containers/system', 403, refusal)] },
    }),
  );
  const run = await stage.run({ mode: 'plan' });
  expectSuccess(run);
  expect(resultOf(run).warnings.map(({ text }) => text)).toEqual([
    'strender makes its blobs immutable: Azure keeps each write of pages as a version of its own, for as long as the policy says. ' +
      'Another account (storage-account) needs far less space for a VHD.',
    'The VHD is copied from westeurope to strender in northeurope: Azure bills the traffic between regions, and the copy takes longer. ' +
      'An account of the same region (storage-account) avoids both.',
    'Whether the blobs of strender are immutable could not be checked ' +
      '(Microsoft.Storage/storageAccounts/blobServices/containers/read): if they are, no VHD can be written.',
  ]);
});
