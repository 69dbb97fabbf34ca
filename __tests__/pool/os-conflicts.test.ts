// What a pool asks of nodes whose operating system does not have it.
import { describe, expect, test } from '@jest/globals';
import { osConflicts } from '../../src/pool/os-conflicts.ts';
import { formatProblem } from '../../src/problem.ts';
import { share, user } from './parts.ts';
import { ARM, DATA_PLANE, specOf } from './specs.ts';

describe('what the operating system does not have', () => {
  const conflicts = (osType: 'Linux' | 'Windows', spec: object): readonly string[] =>
    osConflicts(specOf(spec), osType).map((problem) => formatProblem(problem).replace(/^pool-spec:1:\d+: found /, ''));
  const everything = {
    ...DATA_PLANE,
    virtualMachineConfiguration: {
      windowsConfiguration: { enableAutomaticUpdates: false },
      licenseType: 'Windows_Client',
      diskEncryptionConfiguration: { targets: ['osdisk'] },
    },
    userAccounts: [
      user('a', { windowsUserConfiguration: { loginMode: 'batch' }, linuxUserConfiguration: { uid: 1, gid: 1 } }),
    ],
    mountConfiguration: [share('n')],
  };

  test('of Linux', () => {
    expect(conflicts('Linux', everything)).toEqual([
      'virtualMachineConfiguration.windowsConfiguration, for an image of Linux; expected this property only for a Windows image. Remove windowsConfiguration.',
      'virtualMachineConfiguration.licenseType, for an image of Linux; expected this property only for a Windows image. Remove licenseType.',
      'virtualMachineConfiguration.diskEncryptionConfiguration, for an image of Linux; expected this property only for a Windows image: Linux images of a gallery cannot be encrypted so. Remove diskEncryptionConfiguration.',
      'userAccounts[0].windowsUserConfiguration, for an image of Linux; expected this property only for a Windows image. Remove windowsUserConfiguration.',
    ]);
  });
  test('of Windows', () => {
    expect(conflicts('Windows', everything)).toEqual([
      'mountConfiguration[0].nfsMountConfiguration, for an image of Windows; expected this property only for a Linux image. Remove nfsMountConfiguration.',
      'virtualMachineConfiguration.diskEncryptionConfiguration.targets with one disk, for an image of Windows; expected osdisk and temporarydisk: Windows encrypts both. Name both disks, or remove diskEncryptionConfiguration.',
    ]);
  });
  test('is found in the shape of ARM too', () => {
    const virtualMachineConfiguration = { windowsConfiguration: {} };
    const spec = { properties: { ...ARM.properties, deploymentConfiguration: { virtualMachineConfiguration } } };
    expect(conflicts('Linux', spec)).toHaveLength(1);
    expect(conflicts('Windows', spec)).toEqual([]);
  });
  test('is nothing where Windows encrypts both disks', () => {
    const diskEncryptionConfiguration = { targets: ['osdisk', 'temporarydisk'] };
    expect(
      conflicts('Windows', { ...DATA_PLANE, virtualMachineConfiguration: { diskEncryptionConfiguration } }),
    ).toEqual([]);
  });
});
