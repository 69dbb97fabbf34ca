// A VM of old, its disks page blobs in a storage account: the capture of 2017, and images of the VHD it leaves.
import { expectEqual, expectLike, expectRefusal } from '../expect.ts';
import type { Session } from '../session.ts';

const GALLERY = 'renderGallery';
const DEFINITION = 'captured';

export async function oldMachine({ az, report, group, storage, oldVm, vhd, id }: Session): Promise<void> {
  const { name } = oldVm;
  const vmId = id(`Microsoft.Compute/virtualMachines/${name}`);
  await report.step('vm show: unmanaged disks', async () => {
    expectLike(await az`vm show -g ${group} -n ${name} --query storageProfile.osDisk`, {
      vhd: { uri: oldVm.vhd },
      managedDisk: null,
    });
  });
  await report.step('vm capture is refused before generalize', async () => {
    await az`vm deallocate -g ${group} -n ${name}`;
    await expectRefusal(
      az`vm capture -g ${group} -n ${name} --vhd-name-prefix golden`,
      '(OperationNotAllowed) Capture operation cannot be completed because the VM is not generalized.',
    );
  });
  await report.step('vm capture with a container name that is none is refused', async () => {
    await az`vm generalize -g ${group} -n ${name}`;
    await expectRefusal(
      az`vm capture -g ${group} -n ${name} --vhd-name-prefix golden --storage-container Images_1`,
      '(InvalidParameter) Container name Images_1 is invalid.',
    );
  });

  let captured = '';
  await report.step('vm capture: a template with the VHD at system/Microsoft.Compute/Images', async () => {
    const resource = await az`vm capture -g ${group} -n ${name} --vhd-name-prefix golden --storage-container images`;
    captured = imageUri(resource);
    const pattern = new RegExp(
      `^https://${storage}\\.blob\\.core\\.windows\\.net/system/Microsoft\\.Compute/Images/images/golden-osDisk\\.[0-9a-f-]{36}\\.vhd$`,
    );
    if (!pattern.test(captured)) throw new Error(`Found ${captured} in ${JSON.stringify(resource)}`);
  });
  await report.step('storage blob show: the captured VHD', async () => {
    const blob = new URL(captured).pathname.replace('/system/', '');
    expectLike(
      await az`storage blob show --account-name ${storage} -c system -n ${blob} --auth-mode login --query properties`,
      {
        blobType: 'PageBlob',
        contentLength: vhd.bytes,
      },
    );
  });
  await report.step('image create --source VHD', async () => {
    expectLike(await az`image create -g ${group} -n of-vhd --source ${captured} --os-type Linux`, {
      provisioningState: 'Succeeded',
      hyperVGeneration: 'V1',
      storageProfile: { osDisk: { blobUri: captured } },
    });
  });
  await report.step('image create of a VHD that is not there is refused', () =>
    expectRefusal(
      az`image create -g ${group} -n none --source ${captured.replace('golden', 'lead')} --os-type Linux`,
      '(ImageBlobNotFound) Unable to find VHD blob with URI',
    ),
  );
  await report.step('sig image-version create --os-vhd-uri', async () => {
    await az`sig image-definition create -g ${group} -r ${GALLERY} -i ${DEFINITION} --publisher contoso --offer render --sku v1
      --os-type Linux --os-state Generalized --hyper-v-generation V1`;
    expectLike(
      await az`sig image-version create -g ${group} -r ${GALLERY} -i ${DEFINITION} -e 1.0.0 --os-vhd-uri ${captured} --os-vhd-storage-account ${storage}`,
      { provisioningState: 'Succeeded', storageProfile: { osDiskImage: { sizeInGb: 1 } } },
    );
  });
  await report.step('sig image-version create of an unmanaged VM is refused', () =>
    expectRefusal(
      az`sig image-version create -g ${group} -r ${GALLERY} -i ${DEFINITION} -e 2.0.0 --virtual-machine ${vmId}`,
      `Source virtual machine ${vmId} must be created from Managed Disks.`,
    ),
  );
  await report.step('sig image-version delete', async () => {
    await az`sig image-version delete -g ${group} -r ${GALLERY} -i ${DEFINITION} -e 1.0.0`;
    expectEqual(await az`sig image-version list -g ${group} -r ${GALLERY} -i ${DEFINITION}`, []);
  });
}

/** The CLI shows the resource of the template that the capture answers. */
function imageUri(resource: unknown): string {
  const { properties } = resource as { properties: { storageProfile: { osDisk: { image: { uri: string } } } } };
  return properties.storageProfile.osDisk.image.uri;
}
