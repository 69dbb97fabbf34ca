// A VM with managed disks: stop, snapshot, access to the bytes, generalize, images and image versions of everything.
import { expectEqual, expectLike, expectRefusal, until } from '../expect.ts';
import type { Session } from '../session.ts';

const GALLERY = 'cliGallery';
const DEFINITION = 'golden';

export async function machine(session: Session): Promise<void> {
  await snapshots(session);
  await generalized(session);
  await versions(session);
  await deletions(session);
}

async function snapshots({ az, report, group, storage, environment, id }: Session): Promise<void> {
  const vm = environment['SIM_VM'] ?? '';
  const power = async (state: string): Promise<void> => {
    const view = (await az`vm get-instance-view -g ${group} -n ${vm} --query instanceView`) as object;
    const statuses = (view as { statuses: { code: string }[] }).statuses.map(({ code }) => code);
    if (!statuses.includes(`PowerState/${state}`)) throw new Error(`Found ${statuses.join(', ')}`);
  };
  await report.step('vm get-instance-view: running', () => power('running'));
  const disk = `${vm}_OsDisk_1`;
  await report.step('disk grant-access is refused while the VM runs', () =>
    expectRefusal(
      az`disk grant-access -g ${group} -n ${disk} --duration-in-seconds 3600`,
      `(Conflict) Access not permitted because disk ${disk} is currently attached to running VM ${id(`Microsoft.Compute/virtualMachines/${vm}`)}.`,
    ),
  );
  await report.step('vm deallocate', async () => {
    await az`vm deallocate -g ${group} -n ${vm}`;
    await power('deallocated');
    expectEqual(await az`disk show -g ${group} -n ${disk} --query diskState`, 'Reserved');
  });
  await report.step('snapshot create --source disk', async () => {
    expectLike(await az`snapshot create -g ${group} -n snap --source ${disk} --hyper-v-generation V2`, {
      provisioningState: 'Succeeded',
      hyperVGeneration: 'V2',
      incremental: false,
      creationData: { createOption: 'Copy', sourceResourceId: id(`Microsoft.Compute/disks/${disk}`) },
    });
  });

  await report.step('disk create, empty and of the snapshot, disk list, delete', async () => {
    expectLike(await az`disk create -g ${group} -n empty --size-gb 1`, {
      provisioningState: 'Succeeded',
      diskSizeGb: 1,
    });
    expectLike(await az`disk create -g ${group} -n copy --source snap --hyper-v-generation V2`, { diskSizeGb: 4 });
    await az`disk delete -g ${group} -n empty --yes`;
    await az`disk delete -g ${group} -n copy --yes`;
    expectEqual(await az`disk list -g ${group} --query [].name`, [disk]);
  });

  let sas = '';
  await report.step('snapshot grant-access', async () => {
    sas = (await az`snapshot grant-access -g ${group} -n snap --duration-in-seconds 3600 --query accessSas`) as string;
    const { hostname, pathname } = new URL(sas);
    expectEqual([/^md-.*\.blob\.storage\.azure\.net$/.test(hostname), pathname.endsWith('/abcd')], [true, true]);
    expectEqual(await az`snapshot show -g ${group} -n snap --query diskState`, 'ActiveSAS');
  });
  await report.step('storage blob copy start from the snapshot, show until done', async () => {
    await az`storage container create --account-name ${storage} -n exports --auth-mode login`;
    expectLike(
      await az`storage blob copy start --account-name ${storage} -c exports -b os.vhd --source-uri ${sas} --auth-mode login`,
      { copy_status: 'pending' },
    );
    await until('the copy is done', async () => {
      const copy =
        await az`storage blob show --account-name ${storage} -c exports -n os.vhd --auth-mode login --query properties.copy`;
      return (copy as { status: string }).status === 'success';
    });
    expectLike(
      await az`storage blob show --account-name ${storage} -c exports -n os.vhd --auth-mode login --query properties`,
      {
        blobType: 'PageBlob',
        contentLength: 4 * 1024 ** 3 + 512,
      },
    );
  });
  await report.step('snapshot delete is refused under an open access', () =>
    expectRefusal(
      az`snapshot delete -g ${group} -n snap`,
      'There is an active shared access signature outstanding for disk snap.',
    ),
  );
  await report.step('snapshot revoke-access', async () => {
    await az`snapshot revoke-access -g ${group} -n snap`;
    await expectRefusal(
      az`storage blob copy start --account-name ${storage} -c exports -b late.vhd --source-uri ${sas} --auth-mode login`,
      'CannotVerifyCopySource',
    );
  });
  await report.step('disk grant-access and revoke-access of a stopped VM', async () => {
    await az`disk grant-access -g ${group} -n ${disk} --duration-in-seconds 60`;
    await expectRefusal(
      az`vm start -g ${group} -n ${vm}`,
      `There is an active shared access signature outstanding for disk ${disk}.`,
    );
    await az`disk revoke-access -g ${group} -n ${disk}`;
  });
  await report.step('vm start', async () => {
    await az`vm start -g ${group} -n ${vm}`;
    await power('running');
  });
}

async function generalized({ az, report, group, environment }: Session): Promise<void> {
  const vm = environment['SIM_VM'] ?? '';
  await report.step('vm generalize is refused while the VM runs', () =>
    expectRefusal(
      az`vm generalize -g ${group} -n ${vm}`,
      'since the VM is running. Please power off explicitly in case you shut down the VM from inside the guest operating system.',
    ),
  );
  await report.step('image create is refused before generalize', () =>
    expectRefusal(
      az`image create -g ${group} -n early --source ${vm} --hyper-v-generation V2`,
      `(OperationNotAllowed) The operation 'Create Image' requires the Virtual Machine '${vm}' to be Generalized.`,
    ),
  );
  await report.step('vm deallocate, vm generalize', async () => {
    await az`vm deallocate -g ${group} -n ${vm}`;
    await az`vm generalize -g ${group} -n ${vm}`;
    const codes = await az`vm get-instance-view -g ${group} -n ${vm} --query instanceView.statuses[].code`;
    expectEqual((codes as string[]).includes('OSState/generalized'), true);
  });
  await report.step('vm start is refused for a generalized VM', () =>
    expectRefusal(
      az`vm start -g ${group} -n ${vm}`,
      `Operation 'Start VM' is not allowed on VM '${vm}' since the VM is generalized.`,
    ),
  );
  await report.step('vm capture is refused for managed disks', () =>
    expectRefusal(
      az`vm capture -g ${group} -n ${vm} --vhd-name-prefix golden`,
      "(OperationNotAllowed) The Capture action is only supported on a Virtual Machine with blob based disks. Please use the 'Image' resource APIs to create an Image from a managed Virtual Machine.",
    ),
  );
  await report.step('image create of a Gen2 VM as V1, the default, is refused', () =>
    expectRefusal(
      az`image create -g ${group} -n wrong --source ${vm}`,
      "(InvalidParameter) The Input HyperVGeneration property: 'V1' does not match with the HyperVGeneration property: 'Gen2' belonging to source: 'sourceVirtualMachine'.",
    ),
  );
  await report.step('image create --source VM', async () => {
    expectLike(await az`image create -g ${group} -n of-vm --source ${vm} --hyper-v-generation V2`, {
      provisioningState: 'Succeeded',
      storageProfile: { osDisk: { osState: 'Generalized', osType: 'Linux' } },
    });
  });
  await report.step('image create --source snapshot', async () => {
    expectLike(
      await az`image create -g ${group} -n of-snapshot --source snap --os-type Linux --hyper-v-generation V2`,
      {
        provisioningState: 'Succeeded',
      },
    );
  });
  await report.step('image list and show', async () => {
    const names = (await az`image list -g ${group} --query [].name`) as string[];
    expectEqual([names.includes('of-vm'), names.includes('of-snapshot'), names.includes('wrong')], [true, true, false]);
    expectLike(await az`image show -g ${group} -n of-vm`, { hyperVGeneration: 'V2' });
  });
}

async function versions({ az, report, group, environment, id }: Session): Promise<void> {
  const vm = id(`Microsoft.Compute/virtualMachines/${environment['SIM_VM'] ?? ''}`);
  await report.step('sig create, show, list', async () => {
    expectLike(await az`sig create -g ${group} -r ${GALLERY}`, { provisioningState: 'Succeeded' });
    expectLike(await az`sig show -g ${group} -r ${GALLERY}`, { name: GALLERY, location: 'westeurope' });
    expectEqual(((await az`sig list -g ${group} --query [].name`) as string[]).includes(GALLERY), true);
  });
  await report.step('sig create with a dash in its name is refused', () =>
    expectRefusal(az`sig create -g ${group} -r cli-gallery`, /name/i),
  );
  await report.step('sig image-definition create, show, list', async () => {
    expectLike(
      await az`sig image-definition create -g ${group} -r ${GALLERY} -i ${DEFINITION} --publisher contoso --offer render --sku v2
        --os-type Linux --os-state Generalized --hyper-v-generation V2 --architecture x64`,
      { provisioningState: 'Succeeded', hyperVGeneration: 'V2', architecture: 'x64' },
    );
    expectLike(await az`sig image-definition show -g ${group} -r ${GALLERY} -i ${DEFINITION}`, {
      osState: 'Generalized',
    });
    expectEqual(await az`sig image-definition list -g ${group} -r ${GALLERY} --query [].name`, [DEFINITION]);
  });
  const succeeded = { provisioningState: 'Succeeded' };
  await report.step('sig image-version create --virtual-machine', async () => {
    expectLike(
      await az`sig image-version create -g ${group} -r ${GALLERY} -i ${DEFINITION} -e 1.0.0 --virtual-machine ${vm}`,
      succeeded,
    );
  });
  await report.step('sig image-version create --managed-image', async () => {
    expectLike(
      await az`sig image-version create -g ${group} -r ${GALLERY} -i ${DEFINITION} -e 1.0.1 --managed-image of-vm`,
      succeeded,
    );
  });
  await report.step('sig image-version create --os-snapshot, in two regions', async () => {
    expectLike(
      await az`sig image-version create -g ${group} -r ${GALLERY} -i ${DEFINITION} -e 1.0.2 --os-snapshot snap
        --target-regions westeurope=2=standard_lrs northeurope`,
      {
        ...succeeded,
        publishingProfile: {
          targetRegions: [
            { name: 'West Europe', regionalReplicaCount: 2, storageAccountType: 'Standard_LRS' },
            { name: 'North Europe' },
          ],
        },
      },
    );
  });
  await report.step('sig image-version show --expand ReplicationStatus', async () => {
    const shown =
      await az`sig image-version show -g ${group} -r ${GALLERY} -i ${DEFINITION} -e 1.0.2 --expand ReplicationStatus`;
    expectLike((shown as { replicationStatus: object }).replicationStatus, {
      aggregatedState: 'Completed',
      summary: [{ region: 'West Europe', state: 'Completed', progress: 100 }, { region: 'North Europe' }],
    });
  });
  await report.step('sig image-version create of a name that is no version is refused', () =>
    expectRefusal(
      az`sig image-version create -g ${group} -r ${GALLERY} -i ${DEFINITION} -e 1.0 --os-snapshot snap`,
      /Major\(?.*\.Minor|invalid/i,
    ),
  );
  await report.step('sig image-version create of another source under the same name is refused', () =>
    expectRefusal(
      az`sig image-version create -g ${group} -r ${GALLERY} -i ${DEFINITION} -e 1.0.2 --managed-image of-vm`,
      /Changing property 'galleryImageVersion\.properties\.storageProfile\.\S+' is not allowed/,
    ),
  );
  await report.step('sig image-version list', async () => {
    expectEqual(await az`sig image-version list -g ${group} -r ${GALLERY} -i ${DEFINITION} --query [].name`, [
      '1.0.0',
      '1.0.1',
      '1.0.2',
    ]);
  });
}

async function deletions({ az, report, group }: Session): Promise<void> {
  await report.step('sig image-definition delete is refused while it has versions', () =>
    expectRefusal(az`sig image-definition delete -g ${group} -r ${GALLERY} -i ${DEFINITION}`, /nested resource/i),
  );
  await report.step('sig image-version delete', async () => {
    for (const version of ['1.0.0', '1.0.1', '1.0.2']) {
      await az`sig image-version delete -g ${group} -r ${GALLERY} -i ${DEFINITION} -e ${version}`;
    }
    expectEqual(await az`sig image-version list -g ${group} -r ${GALLERY} -i ${DEFINITION}`, []);
  });
  await report.step('sig image-definition delete, sig delete', async () => {
    await az`sig image-definition delete -g ${group} -r ${GALLERY} -i ${DEFINITION}`;
    await az`sig delete -g ${group} -r ${GALLERY}`;
    await expectRefusal(az`sig show -g ${group} -r ${GALLERY}`, 'ResourceNotFound');
  });
  await report.step('image delete, snapshot delete', async () => {
    await az`image delete -g ${group} -n of-vm`;
    await az`snapshot delete -g ${group} -n snap`;
    await expectRefusal(az`snapshot show -g ${group} -n snap`, 'ResourceNotFound');
  });
}
