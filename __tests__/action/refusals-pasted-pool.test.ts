// What `az batch pool show` prints, pasted as the pool spec: accepted, with a notice for all that is left out or mended.
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';

const stage = createStage();

const SHOWN = {
  allocationState: 'steady',
  allocationStateTransitionTime: '2026-10-26T22:37:19.0321230Z',
  applicationLicenses: null,
  applicationPackageReferences: null,
  autoScaleEvaluationInterval: null,
  autoScaleFormula: null,
  autoScaleRun: null,
  certificateReferences: null,
  creationTime: '2026-10-26T22:35:56Z',
  currentDedicatedNodes: 4,
  currentLowPriorityNodes: 0,
  eTag: '0x8D51CC1EC822005',
  enableAutoScale: false,
  enableInterNodeCommunication: false,
  id: 'render',
  lastModified: '2026-10-26T22:35:56Z',
  maxTasksPerNode: 2,
  metadata: [
    { name: 'team', value: 'render' },
    { name: 'abip_key', value: '0123' },
  ],
  networkConfiguration: null,
  resizeErrors: null,
  resizeTimeout: '0:15:00',
  startTask: null,
  state: 'active',
  stats: null,
  targetDedicatedNodes: 4,
  targetLowPriorityNodes: 0,
  taskSchedulingPolicy: { nodeFillType: 'spread' },
  url: 'https://batchrender.westeurope.batch.azure.com/pools/render',
  virtualMachineConfiguration: {
    imageReference: {
      exactVersion: 'latest',
      offer: 'ubuntu-24_04-lts',
      publisher: 'canonical',
      sku: 'server',
      version: 'latest',
      virtualMachineImageId: null,
    },
    nodeAgentSkuId: 'batch.node.ubuntu 24.04',
    windowsConfiguration: null,
  },
  vmSize: 'standard_d2s_v5',
};

describe('the output of az batch pool show', () => {
  let run: ActionResult | undefined;
  beforeAll(async () => {
    await stage.control.reset();
    run = await stage.run({ 'pool-spec': JSON.stringify(SHOWN), 'pool-id': 'render-{version}', mode: 'plan' });
  });
  const notices = (): readonly string[] =>
    (run?.annotations ?? []).filter(({ level }) => level === 'notice').map(({ message }) => message);

  test('is a pool', async () => {
    expect({ exitCode: run?.exitCode, stderr: run?.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(run?.stdout).toContain('Create pool render-1-4-0');
    expect(await stage.writes()).toEqual([]);
    expect((run?.annotations ?? []).filter(({ level }) => level !== 'notice')).toEqual([]);
  });

  test('what only Azure sets is left out', () => {
    expect(notices()).toContain(
      'pool-spec: Left out of the pool spec, because only Azure sets them: allocationState, allocationStateTransitionTime, ' +
        'creationTime, currentDedicatedNodes, currentLowPriorityNodes, eTag, lastModified, state, url, ' +
        'virtualMachineConfiguration.imageReference.exactVersion.',
    );
  });

  test('what Azure takes no more is left out, and what stands for it is named', () => {
    expect(notices()).toContain(
      'pool-spec: Left out of the pool spec, because Azure no longer takes it: maxTasksPerNode = 2. Write taskSlotsPerNode for it.',
    );
  });

  test('spellings of the Azure CLI are mended', () => {
    expect(notices()).toContain(
      'pool-spec: Read in the pool spec: resizeTimeout 0:15:00 as PT15M; nodeAgentSkuId as nodeAgentSKUId.',
    );
  });

  test('marks of an earlier release are left out', () => {
    expect(notices()).toContain('pool-spec: Left out of the pool spec: the metadata abip_* of an earlier release.');
  });
});

describe('a mistake in it', () => {
  beforeEach(async () => stage.control.reset());

  test('and what Azure never shows again is asked for, at its place', async () => {
    const spec = {
      ...SHOWN,
      currentNodeCommunicationMode: 'simplified',
      identity: null,
      mountConfiguration: [
        {
          azureBlobFileSystemConfiguration: null,
          azureFileShareConfiguration: {
            accountKey: null,
            accountName: 'strender',
            azureFileUrl: 'https://strender.file.core.windows.net/fonts',
            mountOptions: null,
            relativeMountPath: 'fonts',
          },
          cifsMountConfiguration: null,
          nfsMountConfiguration: null,
        },
        {
          azureBlobFileSystemConfiguration: {
            accountKey: null,
            accountName: 'strender',
            blobfuseOptions: null,
            containerName: 'scenes',
            identityReference: null,
            relativeMountPath: 'scenes',
            sasKey: null,
          },
          azureFileShareConfiguration: null,
        },
      ],
      targetNodeCommunicationMode: 'simplified',
      taskSlotsPerNode: 2,
      upgradePolicy: null,
      userAccounts: [{ elevationLevel: 'nonadmin', linuxUserConfiguration: null, name: 'render', password: null }],
      virtualMachineConfiguration: {
        ...SHOWN.virtualMachineConfiguration,
        containerConfiguration: {
          containerImageNames: ['r.azurecr.io/render'],
          containerRegistries: [
            { identityReference: null, password: null, registryServer: 'r.azurecr.io', userName: 'r' },
          ],
          type: 'dockerCompatible',
        },
        osDisk: { diskSizeGb: 64, ephemeralOsDiskSettings: { placement: 'cachedisk' } },
      },
    };
    const { messages } = await refusedRun(stage, { 'pool-spec': JSON.stringify(spec) });
    expect(messages.map((message) => message.replace(/^pool-spec:1:\d+: /, ''))).toEqual([
      'found virtualMachineConfiguration.containerConfiguration.containerRegistries[0] with username and without password; expected both, or neither. Add password; Azure never shows it again: give it from a secret.',
      'found no mountConfiguration[0].azureFileShareConfiguration.accountKey; expected accountKey in mountConfiguration[0].azureFileShareConfiguration. Add accountKey. Azure never shows it again: give it from a secret.',
      'found mountConfiguration[1].azureBlobFileSystemConfiguration with nothing that opens the account; expected exactly one of accountKey, sasKey, identityReference. Add one; Azure never shows keys again: give them from a secret.',
      'found no userAccounts[0].password; expected password in userAccounts[0]. Add password. Azure never shows it again: give it from a secret.',
    ]);
  });

  test('is found all the same', async () => {
    const spec = { ...SHOWN, targetDedicatedNodes: -4 };
    const { messages } = await refusedRun(stage, { 'pool-spec': JSON.stringify(spec) });
    expect(messages).toEqual([
      expect.stringMatching(
        /^pool-spec:1:\d+: found targetDedicatedNodes = -4; expected a number from 0\. Correct the value\.$/,
      ),
    ]);
  });
});
