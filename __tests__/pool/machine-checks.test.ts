// What Batch demands of the machines of a pool, their number and upgrades: each demand with its message; what it takes is taken.
import { describe, expect, test } from '@jest/globals';
import { APPLICATIONS, IDENTITY, arm, machine, pool, said } from './parts.ts';

describe('refused', () => {
  test.each<readonly [string, () => readonly string[], ...string[]]>([
    [
      'two disks of one LUN',
      () =>
        machine({
          dataDisks: [
            { lun: 1, diskSizeGB: 1 },
            { lun: 1, diskSizeGB: 1 },
          ],
        }),
      'pool-spec-duplicate: virtualMachineConfiguration.dataDisks[1].lun = 1, the same as virtualMachineConfiguration.dataDisks[0].lun; expected a LUN of its own for each data disk. Change one of the two.',
    ],
    [
      'a LUN beyond 63',
      () => machine({ dataDisks: [{ lun: 64, diskSizeGB: 1 }] }),
      'pool-spec-value: virtualMachineConfiguration.dataDisks[0].lun = 64; expected a number up to 63. Correct the value.',
    ],
    [
      'a placement of the OS disk that is none',
      () => machine({ osDisk: { ephemeralOSDiskSettings: { placement: 'CacheDisk' } } }),
      'pool-spec-value: virtualMachineConfiguration.osDisk.ephemeralOSDiskSettings.placement = "CacheDisk"; expected one of cachedisk. Did you mean cachedisk?',
    ],
    [
      'a placement of nodes that is none',
      () => machine({ nodePlacementConfiguration: { policy: 'zones' } }),
      'pool-spec-value: virtualMachineConfiguration.nodePlacementConfiguration.policy = "zones"; expected one of regional, zonal. Choose one of regional, zonal.',
    ],
    [
      'a licence that is none',
      () => machine({ licenseType: 'WindowsServer' }),
      'pool-spec-value: virtualMachineConfiguration.licenseType = "WindowsServer"; expected one of Windows_Server, Windows_Client. Did you mean Windows_Server?',
    ],
    [
      'a registry with half a user',
      () => machine({ containerConfiguration: { type: 'dockerCompatible', containerRegistries: [{ username: 'a' }] } }),
      'pool-spec-conflict: virtualMachineConfiguration.containerConfiguration.containerRegistries[0] with username and without password; expected both, or neither. Add password; Azure never shows it again: give it from a secret.',
    ],
    [
      'a registry with a password alone',
      () =>
        machine({
          containerConfiguration: { type: 'dockerCompatible', containerRegistries: [{ password: 'S3cret!pass' }] },
        }),
      'pool-spec-conflict: virtualMachineConfiguration.containerConfiguration.containerRegistries[0] with password and without username; expected both, or neither. Add username.',
    ],
    [
      'containers without a type',
      () => machine({ containerConfiguration: { containerImageNames: ['busybox'] } }),
      'pool-spec-missing-property: no virtualMachineConfiguration.containerConfiguration.type; expected type in virtualMachineConfiguration.containerConfiguration. Add type.',
    ],
    [
      'eleven packages',
      () =>
        pool({
          applicationPackageReferences: Array.from({ length: 11 }, (_, at) => ({
            applicationId: `${APPLICATIONS}/p${at}`,
          })),
        }),
      'pool-spec-value: 11 applicationPackageReferences; expected at most 10. Correct the value.',
    ],
    [
      'a package by its name',
      () => pool({ applicationPackageReferences: [{ applicationId: 'blender' }] }),
      'pool-spec-value: applicationPackageReferences[0].applicationId = "blender"; expected the resource ID of an application, `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Batch/batchAccounts/<account>/applications/<name>`. Correct the value.',
    ],
    [
      'more at once than may be unhealthy',
      () =>
        pool({
          upgradePolicy: {
            mode: 'rolling',
            rollingUpgradePolicy: { maxBatchInstancePercent: 30, maxUnhealthyInstancePercent: 20 },
          },
        }),
      'pool-spec-conflict: upgradePolicy.rollingUpgradePolicy.maxBatchInstancePercent = 30, more than maxUnhealthyInstancePercent = 20; expected at most as many at once as may be unhealthy. Lower maxBatchInstancePercent, or raise maxUnhealthyInstancePercent.',
    ],
    [
      'zones for nodes in none',
      () => pool({ upgradePolicy: { mode: 'rolling', rollingUpgradePolicy: { enableCrossZoneUpgrade: true } } }),
      'pool-spec-conflict: upgradePolicy.rollingUpgradePolicy.enableCrossZoneUpgrade for nodes that are not spread over zones; expected it only beside virtualMachineConfiguration.nodePlacementConfiguration.policy = zonal. Remove it, or place the nodes by zone.',
    ],
    [
      'two ways to upgrade Windows',
      () =>
        pool({
          virtualMachineConfiguration: { windowsConfiguration: { enableAutomaticUpdates: true } },
          upgradePolicy: { mode: 'automatic', automaticOSUpgradePolicy: { enableAutomaticOSUpgrade: true } },
        }),
      'pool-spec-conflict: virtualMachineConfiguration.windowsConfiguration.enableAutomaticUpdates = true beside upgradePolicy.automaticOSUpgradePolicy.enableAutomaticOSUpgrade = true; expected one of the two to upgrade Windows. Set enableAutomaticUpdates to false.',
    ],
    [
      'certificates',
      () => arm({ certificates: [{ id: '/x' }] }),
      'pool-spec-retired: properties.certificates, which Azure retired; expected a pool without certificates. Remove it. Let the Key Vault VM extension install them (`extensions` of the virtual machine configuration).',
    ],
    [
      'certificates at the data plane',
      () => pool({ certificateReferences: [{ thumbprint: 'ff' }] }),
      'pool-spec-retired: certificateReferences, which Azure retired; expected a pool without certificateReferences. Remove it. Let the Key Vault VM extension install them (`extensions` of the virtual machine configuration).',
    ],
    [
      'tasks per node of old',
      () => pool({ maxTasksPerNode: 4 }),
      'pool-spec-retired: maxTasksPerNode, which Azure retired; expected a pool without maxTasksPerNode. Remove it. Write taskSlotsPerNode for it.',
    ],
    [
      'a registry with two ways to sign in',
      () =>
        arm(
          {
            deploymentConfiguration: {
              virtualMachineConfiguration: {
                containerConfiguration: {
                  type: 'DockerCompatible',
                  containerRegistries: [{ username: 'a', password: 'b', identityReference: { resourceId: IDENTITY } }],
                },
              },
            },
          },
          { identity: { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } } },
        ),
      'pool-spec-conflict: properties.deploymentConfiguration.virtualMachineConfiguration.containerConfiguration.containerRegistries[0] with an identity and a user; expected one way to sign in. Keep the identity, or the user name and its password.',
    ],
    [
      'a formula that is too long',
      () => said({ id: 'a', vmSize: 'b', enableAutoScale: true, autoScaleFormula: 'x'.repeat(8193) }),
      'pool-spec-value: autoScaleFormula = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...; expected at most 8,192 characters. Correct the value.',
    ],
    [
      'an interval without a formula',
      () => pool({ autoScaleEvaluationInterval: 'PT10M' }),
      'pool-spec-scaling: autoScaleEvaluationInterval without enableAutoScale: true; expected an interval only beside a formula. Remove it, or add enableAutoScale and autoScaleFormula.',
    ],
    [
      'scale settings without any',
      () => arm({ scaleSettings: {} }),
      'pool-spec-scaling: scaleSettings that are empty; expected fixedScale or autoScale. Add one of the two.',
    ],
    [
      'a name at the wrong level',
      () => pool({ nodeAgentSKUId: 'batch.node.ubuntu 24.04' }),
      'pool-spec-unknown-property: nodeAgentSKUId, which this shape of a pool does not have; expected virtualMachineConfiguration.nodeAgentSKUId. Move it there: it belongs to another part of the pool.',
    ],
  ])('%s', (_name, messages, ...expected) => expect(messages()).toEqual(expected));
});

describe('taken', () => {
  test.each<readonly [string, () => readonly string[]]>([
    [
      'rolling upgrades over zones',
      () =>
        pool({
          virtualMachineConfiguration: { nodePlacementConfiguration: { policy: 'zonal' } },
          upgradePolicy: {
            mode: 'rolling',
            rollingUpgradePolicy: {
              enableCrossZoneUpgrade: true,
              maxBatchInstancePercent: 20,
              maxUnhealthyInstancePercent: 20,
            },
          },
        }),
    ],
    ['ARM’s empty list of certificates', () => arm({ certificates: [] })],
    [
      'settings of an extension that look like other things',
      () =>
        machine({
          extensions: [{ name: 'n', publisher: 'p', type: 't', settings: { identityReference: { resourceId: 'x' } } }],
        }),
    ],
  ])('%s', (_name, messages) => expect(messages()).toEqual([]));
});
