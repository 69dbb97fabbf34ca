// Resource groups, and the refusals that every command can meet: not there, no right, locked, unknown versions.
import { expectEqual, expectLike, expectRefusal } from '../expect.ts';
import { READER, type Session } from '../session.ts';

export async function refusals(session: Session): Promise<void> {
  const { az, report, group, environment, id, subscription } = session;
  const vm = environment['SIM_VM'] ?? '';
  await report.step('group create, show, list, exists, update', async () => {
    expectLike(await az`group create -n rg-cli -l westeurope --tags owner=cli`, {
      properties: { provisioningState: 'Succeeded' },
    });
    expectLike(await az`group show -n rg-cli`, { location: 'westeurope', tags: { owner: 'cli' } });
    expectEqual(((await az`group list --query [].name`) as string[]).sort(), ['rg-cli', group]);
    expectEqual(await az`group exists -n rg-cli`, true);
    expectLike(await az`group update -n rg-cli --tags owner=nobody`, { tags: { owner: 'nobody' } });
  });
  await report.step('group create in another region is refused', () =>
    expectRefusal(az`group create -n rg-cli -l eastus`, '(InvalidResourceGroupLocation)'),
  );
  await report.step('group delete', async () => {
    await az`group delete -n rg-cli --yes`;
    expectEqual(await az`group exists -n rg-cli`, false);
    await expectRefusal(
      az`group show -n rg-cli`,
      "(ResourceGroupNotFound) Resource group 'rg-cli' could not be found.",
    );
  });
  await report.step('a VM, a group and a gallery that are not there', async () => {
    await expectRefusal(
      az`vm show -g ${group} -n none`,
      `(ResourceNotFound) The Resource 'Microsoft.Compute/virtualMachines/none' under resource group '${group}' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix`,
    );
    await expectRefusal(
      az`vm show -g none -n ${vm}`,
      "(ResourceGroupNotFound) Resource group 'none' could not be found.",
    );
    await expectRefusal(
      az`sig image-definition show -g ${group} -r none -i none`,
      /(ParentResourceNotFound|ResourceNotFound)/,
    );
  });
  await report.step('paths in lower case reach the same resources', async () => {
    const path = id(`Microsoft.Compute/virtualMachines/${vm}`).toLowerCase();
    expectLike(await az`rest --method get --url https://management.azure.com${path}?api-version=2022-08-01`, {
      id: id(`Microsoft.Compute/virtualMachines/${vm}`),
    });
  });
  await report.step('resource list of the group, by type', async () => {
    expectEqual(await az`resource list -g ${group} --resource-type Microsoft.Batch/batchAccounts --query [].name`, [
      environment['SIM_BATCH'],
    ]);
  });
  await report.step('an api-version that never was is refused', () =>
    expectRefusal(
      az`rest --method get --url https://management.azure.com${id('Microsoft.Compute/disks')}?api-version=2022-07-03`,
      'NoRegisteredProviderFound',
      "API version '2022-07-03' for type 'disks'. The supported api-versions are '2016-04-30-preview, ",
    ),
  );
  await report.step('lock create keeps the group from changes, lock delete', async () => {
    const scope = `/subscriptions/${subscription}/resourceGroups/rg-locked`;
    await az`group create -n rg-locked -l westeurope`;
    await az`lock create -n keep -g rg-locked --lock-type CanNotDelete`;
    await expectRefusal(
      az`group delete -n rg-locked --yes`,
      new RegExp(
        `\\(ScopeLocked\\) The scope '${scope}' cannot perform delete operation because following scope\\(s\\) are locked: '${scope}'\\. Please remove the lock and try again\\.`,
        'i',
      ),
    );
    expectEqual(await az`lock list -g rg-locked --query [].level`, ['CanNotDelete']);
    await az`lock delete -n keep -g rg-locked`;
    await az`group delete -n rg-locked --yes`;
  });
  await withoutRights(session);
}

async function withoutRights(session: Session): Promise<void> {
  const { report, group, environment, storage, id } = session;
  const vm = environment['SIM_VM'] ?? '';
  const { az } = session.fork('reader', false);
  await report.step('a reader reads', async () => {
    await az`login --service-principal --username ${READER.clientId} --password ${READER.secret} --tenant ${environment['AZURE_TENANT_ID'] ?? ''}`;
    expectLike(await az`vm show -g ${group} -n ${vm}`, { name: vm });
  });
  await report.step('a reader changes nothing', () =>
    expectRefusal(
      az`vm deallocate -g ${group} -n ${vm}`,
      `(AuthorizationFailed) The client '${READER.clientId}' with object id`,
      `does not have authorization to perform action 'Microsoft.Compute/virtualMachines/deallocate/action' over scope '${id(`Microsoft.Compute/virtualMachines/${vm}`)}'`,
    ),
  );
  await report.step('a reader sees no keys and no blobs', async () => {
    await expectRefusal(
      az`storage account keys list -g ${group} -n ${storage}`,
      "'Microsoft.Storage/storageAccounts/listKeys/action'",
    );
    await expectRefusal(
      az`storage container create --account-name ${storage} -n nothing --auth-mode login`,
      /AuthorizationPermissionMismatch|required permissions/,
    );
  });
}
