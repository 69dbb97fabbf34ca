// Containers and page blobs, signed in and with the account's key.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectEqual, expectLike, expectRefusal, until } from '../expect.ts';
import type { Session } from '../session.ts';

export async function storage(session: Session): Promise<void> {
  const { az, report, group, storage: account, vhd } = session;
  let key = '';
  await report.step('storage account show, keys list', async () => {
    expectEqual(
      await az`storage account show -g ${group} -n ${account} --query primaryEndpoints.blob`,
      `https://${account}.blob.core.windows.net/`,
    );
    const keys = (await az`storage account keys list -g ${group} -n ${account}`) as {
      keyName: string;
      value: string;
    }[];
    expectEqual(
      keys.map(({ keyName }) => keyName),
      ['key1', 'key2'],
    );
    key = keys[0]?.value ?? '';
  });
  for (const [how, credentials] of [
    ['signed in', ['--auth-mode', 'login']],
    ['with the account key', ['--account-key', key]],
  ] as const) {
    const [option, value] = credentials;
    const container = `cli-${option.slice(2, 6)}`;
    await report.step(`storage container create, ${how}`, async () => {
      expectLike(await az`storage container create --account-name ${account} -n ${container} ${option} ${value}`, {
        created: true,
      });
      expectLike(await az`storage container create --account-name ${account} -n ${container} ${option} ${value}`, {
        created: false,
      });
    });
    await report.step(`storage blob upload --type page, show, ${how}`, async () => {
      await az`storage blob upload --account-name ${account} -c ${container} -n disk.vhd -f ${vhd.path} --type page --no-progress ${option} ${value}`;
      expectLike(await az`storage blob show --account-name ${account} -c ${container} -n disk.vhd ${option} ${value}`, {
        properties: { blobType: 'PageBlob', contentLength: vhd.bytes },
      });
    });
    await report.step(`storage blob copy start, show until done, ${how}`, async () => {
      await az`storage blob copy start --account-name ${account} --destination-container ${container} --destination-blob copy.vhd
        --source-uri https://${account}.blob.core.windows.net/${container}/disk.vhd ${option} ${value}`;
      await until('the copy is done', async () => {
        const shown =
          (await az`storage blob show --account-name ${account} -c ${container} -n copy.vhd ${option} ${value}`) as {
            properties: { copy: { status: string; progress: string } };
          };
        if (shown.properties.copy.status !== 'success') return false;
        expectEqual(shown.properties.copy.progress, `${vhd.bytes}/${vhd.bytes}`);
        return true;
      });
    });
    await report.step(`storage blob download: the same bytes, ${how}`, async () => {
      const file = join(session.directory, `${container}.vhd`);
      await az`storage blob download --account-name ${account} -c ${container} -n copy.vhd -f ${file} --no-progress ${option} ${value}`;
      expectEqual(readFileSync(file).equals(readFileSync(vhd.path)), true);
    });
    await report.step(`storage blob list, delete, exists, ${how}`, async () => {
      expectEqual(
        await az`storage blob list --account-name ${account} -c ${container} --query [].name ${option} ${value}`,
        ['copy.vhd', 'disk.vhd'],
      );
      await az`storage blob delete --account-name ${account} -c ${container} -n copy.vhd ${option} ${value}`;
      expectLike(
        await az`storage blob exists --account-name ${account} -c ${container} -n copy.vhd ${option} ${value}`,
        {
          exists: false,
        },
      );
    });
    await report.step(`storage container delete, ${how}`, async () => {
      expectLike(await az`storage container delete --account-name ${account} -n ${container} ${option} ${value}`, {
        deleted: true,
      });
      await expectRefusal(
        az`storage blob list --account-name ${account} -c ${container} ${option} ${value}`,
        'ContainerNotFound',
      );
    });
  }
  await report.step('a wrong account key is refused', () =>
    expectRefusal(
      az`storage container list --account-name ${account} --account-key ${Buffer.alloc(64).toString('base64')}`,
      /AuthenticationFailed|Authentication failure/,
    ),
  );
}
