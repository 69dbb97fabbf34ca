// The Batch account and its pools, nodes, jobs and tasks: signed in with Entra ID, and what a shared key may not do.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expectEqual, expectLike, expectRefusal, until } from '../expect.ts';
import type { Session } from '../session.ts';

const POOL = 'cli-pool';

export async function batch(session: Session): Promise<void> {
  const { az, report, group, environment } = session;
  const account = environment['SIM_BATCH'] ?? '';
  const image = await imageVersion(session);
  const ofGallery = poolFile(session, 'gallery.json', {
    id: POOL,
    vmSize: 'Standard_D2s_v5',
    targetDedicatedNodes: 2,
    virtualMachineConfiguration: {
      imageReference: { virtualMachineImageId: image },
      nodeAgentSKUId: 'batch.node.ubuntu 24.04',
    },
    metadata: [{ name: 'made-by', value: 'az' }],
  });

  await report.step('batch account show, list, keys list', async () => {
    expectLike(await az`batch account show -g ${group} -n ${account}`, {
      accountEndpoint: `${account}.westeurope.batch.azure.com`,
      poolAllocationMode: 'BatchService',
      provisioningState: 'Succeeded',
      allowedAuthenticationModes: ['AAD', 'SharedKey', 'TaskAuthenticationToken'],
    });
    expectEqual(await az`batch account list -g ${group} --query [].name`, [account]);
    expectLike(await az`batch account keys list -g ${group} -n ${account}`, { accountName: account });
  });
  await report.step('batch account login with Entra ID', () => az`batch account login -g ${group} -n ${account}`);
  await report.step('batch pool supported-images list', async () => {
    const agents = await az`batch pool supported-images list --query [].nodeAgentSkuId`;
    expectEqual((agents as string[]).includes('batch.node.ubuntu 24.04'), true);
  });
  await pools(session, ofGallery, image);
  await jobs(session);
  await report.step('batch pool delete', async () => {
    await az`batch pool delete --pool-id ${POOL} --yes`;
    await until('the pool is gone', async () => ((await az`batch pool list`) as unknown[]).length === 0);
    await expectRefusal(az`batch pool show --pool-id ${POOL}`, 'The specified pool does not exist.');
  });
  await sharedKey(session, ofGallery);
}

/** Pools of their own image: they do not wait for the other steps. */
async function imageVersion({ az, report, group, storage, vhd, id }: Session): Promise<string> {
  const [gallery, definition] = ['renderGallery', 'pool-image'];
  await report.step('an image version for pools, of an uploaded VHD', async () => {
    await az`storage container create --account-name ${storage} -n uploads --auth-mode login`;
    await az`storage blob upload --account-name ${storage} -c uploads -n pool.vhd -f ${vhd.path} --type page --no-progress --auth-mode login`;
    await az`sig image-definition create -g ${group} -r ${gallery} -i ${definition} --publisher contoso --offer pool --sku v2
      --os-type Linux --os-state Generalized --hyper-v-generation V2 --architecture x64`;
    await az`sig image-version create -g ${group} -r ${gallery} -i ${definition} -e 1.0.0
      --os-vhd-uri https://${storage}.blob.core.windows.net/uploads/pool.vhd --os-vhd-storage-account ${storage}`;
  });
  return id(`Microsoft.Compute/galleries/${gallery}/images/${definition}/versions/1.0.0`);
}

function poolFile({ directory }: Session, name: string, pool: object): string {
  const path = join(directory, name);
  writeFileSync(path, JSON.stringify(pool));
  return path;
}

async function pools({ az, report }: Session, file: string, image: string): Promise<void> {
  await report.step('batch pool create --json-file', () => az`batch pool create --json-file ${file}`);
  await report.step('batch pool create of a pool that is there is refused', () =>
    expectRefusal(az`batch pool create --json-file ${file}`, 'The specified pool already exists.'),
  );
  await report.step('batch pool show, list', async () => {
    expectLike(await az`batch pool show --pool-id ${POOL}`, {
      id: POOL,
      state: 'active',
      targetDedicatedNodes: 2,
      metadata: [{ name: 'made-by', value: 'az' }],
      virtualMachineConfiguration: { imageReference: { virtualMachineImageId: image } },
    });
    expectEqual(await az`batch pool list --query [].id`, [POOL]);
  });
  await report.step('batch node list: two idle nodes', async () => {
    await until('the nodes are idle', async () => {
      const states = await az`batch node list --pool-id ${POOL} --query [].state`;
      return JSON.stringify(states) === '["idle","idle"]';
    });
  });
  await report.step('batch pool resize', async () => {
    await az`batch pool resize --pool-id ${POOL} --target-dedicated-nodes 1`;
    await until('the pool has one node', async () => {
      const pool = await az`batch pool show --pool-id ${POOL} --query [allocationState,currentDedicatedNodes]`;
      return JSON.stringify(pool) === '["steady",1]';
    });
  });
}

async function jobs({ az, report }: Session): Promise<void> {
  await report.step('batch job create, show, list', async () => {
    await az`batch job create --id cli-job --pool-id ${POOL}`;
    expectLike(await az`batch job show --job-id cli-job`, { state: 'active', poolInfo: { poolId: POOL } });
    expectEqual(await az`batch job list --query [].id`, ['cli-job']);
  });
  await report.step('batch task create, show, list, delete', async () => {
    await az`batch task create --job-id cli-job --task-id t1 --command-line ${'/bin/sh -c "exit 0"'}`;
    await until('the task is done', async () => {
      const task = await az`batch task show --job-id cli-job --task-id t1 --query [state,executionInfo.exitCode]`;
      return JSON.stringify(task) === '["completed",0]';
    });
    expectEqual(await az`batch task list --job-id cli-job --query [].id`, ['t1']);
    await az`batch task delete --job-id cli-job --task-id t1 --yes`;
    expectEqual(await az`batch task list --job-id cli-job`, []);
  });
  await report.step('batch job delete', async () => {
    await az`batch job delete --job-id cli-job --yes`;
    await until('the job is gone', async () => ((await az`batch job list`) as unknown[]).length === 0);
  });
}

async function sharedKey(session: Session, ofGallery: string): Promise<void> {
  const { az, report, group, environment } = session;
  await report.step(
    'batch account login --shared-key-auth',
    () => az`batch account login -g ${group} -n ${environment['SIM_BATCH'] ?? ''} --shared-key-auth`,
  );
  await report.step('with a shared key: supported-images list, pool list', async () => {
    await az`batch pool supported-images list --query [0]`;
    expectEqual(await az`batch pool list`, []);
  });
  await report.step('with a shared key: a pool of a gallery image is refused', () =>
    expectRefusal(
      az`batch pool create --json-file ${ofGallery}`,
      'The specified type of authentication SharedKey is not allowed when external resources of type Compute are linked.',
    ),
  );
  await report.step('with a shared key: a pool of a Marketplace image is made and deleted', async () => {
    const file = poolFile(session, 'marketplace.json', {
      id: 'cli-marketplace',
      vmSize: 'Standard_D2s_v5',
      targetDedicatedNodes: 0,
      virtualMachineConfiguration: {
        imageReference: { publisher: 'canonical', offer: 'ubuntu-24_04-lts', sku: 'server', version: 'latest' },
        nodeAgentSKUId: 'batch.node.ubuntu 24.04',
      },
    });
    await az`batch pool create --json-file ${file}`;
    await az`batch pool delete --pool-id cli-marketplace --yes`;
  });
}
