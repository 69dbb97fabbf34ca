// Parts of a pool that Batch would refuse, or that its nodes could not have: found before anything is written, at their lines.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';

const stage = createStage();
let workspace = '';
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'pool-parts-'));
});
afterAll(() => rmSync(workspace, { recursive: true, force: true }));
beforeEach(async () => stage.control.reset());

const START = ['id: render', 'vmSize: Standard_D2s_v5', 'targetDedicatedNodes: 2'];

describe('in a file of the repository', () => {
  test('what the specification alone tells', async () => {
    const lines = [
      ...START,
      'networkConfiguration:',
      '  endpointConfiguration:',
      '    inboundNATPools:',
      '      - name: ssh',
      '        protocol: tcp',
      '        backendPort: 22',
      '        frontendPortRangeStart: 15000',
      '        frontendPortRangeEnd: 15100',
      'userAccounts:',
      '  - name: render',
      '    password: Tr0ub4dor&3-horse',
      '    linuxUserConfiguration:',
      '      uid: 1001',
      'virtualMachineConfiguration:',
      '  dataDisks:',
      '    - { lun: 0, diskSizeGB: 32 }',
      '    - { lun: 0, diskSizeGB: 64 }',
      'certificateReferences: []',
      'caching: none',
    ];
    writeFileSync(join(workspace, 'pool.yaml'), lines.join('\n'));
    const { run, messages } = await refusedRun(stage, { 'pool-spec': 'pool.yaml' }, { workspace });
    expect(messages).toEqual([
      'pool.yaml:9:22: pool-spec: found networkConfiguration.endpointConfiguration.inboundNATPools[0].backendPort = 22, which Batch ' +
        'keeps for itself; expected a port other than 22, 3389, 29876, 29877. Let the service on the nodes listen on another port.',
      'pool.yaml:16:7: pool-spec: found userAccounts[0].linuxUserConfiguration with uid and without gid; expected both, or neither. ' +
        'Add gid, or remove uid.',
      'pool.yaml:20:14: pool-spec: found virtualMachineConfiguration.dataDisks[1].lun = 0, the same as ' +
        'virtualMachineConfiguration.dataDisks[0].lun; expected a LUN of its own for each data disk. Change one of the two.',
      'pool.yaml:21:1: pool-spec: found certificateReferences, which Azure retired; expected a pool without certificateReferences. ' +
        'Remove it. Let the Key Vault VM extension install them (`extensions` of the virtual machine configuration).',
      'pool.yaml:22:1: pool-spec: found caching, which this shape of a pool does not have; expected a property of ' +
        'schema/pool-data-plane.schema.json. Remove it, or correct its name or indentation.',
    ]);
    expect(run.annotations).toMatchObject([9, 16, 20, 21, 22].map((line) => ({ file: 'pool.yaml', line })));
  });

  test('what it asks of nodes that run Linux, and an agent that there is not', async () => {
    const lines = [
      ...START,
      'targetNodeCommunicationMode: classic',
      'virtualMachineConfiguration:',
      '  nodeAgentSKUId: batch.node.ubuntu 42.04',
      '  licenseType: Windows_Server',
      '  windowsConfiguration:',
      '    enableAutomaticUpdates: false',
    ];
    writeFileSync(join(workspace, 'pool.yaml'), lines.join('\n'));
    const { run, messages } = await refusedRun(stage, { 'pool-spec': 'pool.yaml' }, { workspace });
    expect(messages).toEqual([
      'pool.yaml:8:3: pool-spec: found virtualMachineConfiguration.windowsConfiguration, for an image of Linux; expected this property ' +
        'only for a Windows image. Remove windowsConfiguration.',
      'pool.yaml:7:3: pool-spec: found virtualMachineConfiguration.licenseType, for an image of Linux; expected this property only for ' +
        'a Windows image. Remove licenseType.',
      expect.stringMatching(
        /^pool\.yaml:6:19: pool-spec: found node agent batch\.node\.ubuntu 42\.04, which Batch does not offer;/,
      ),
    ]);
    expect(run.annotations).toMatchObject([
      { level: 'error', file: 'pool.yaml', line: 8 },
      { level: 'error', file: 'pool.yaml', line: 7 },
      { level: 'error', file: 'pool.yaml', line: 6 },
      { level: 'warning', message: expect.stringContaining('classic way of node communication, which Azure retired') },
    ]);
  });
});
