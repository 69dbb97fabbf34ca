// Encryption at host of the source VM, and what becomes of it in a pool.
import { describe, expect, test } from '@jest/globals';
import {
  hostEncryptionOf,
  hostEncryptionWarnings,
  type HostEncryption,
  type HostEncryptionFacts,
} from '../../src/pool/host-encryption.ts';
import type { PoolSpec } from '../../src/pool/pool-spec.ts';
import { someVmSize } from '../release/world.ts';
import { ARM, DATA_PLANE, specOf } from './specs.ts';

const SIZE = someVmSize({ capabilities: { EncryptionAtHostSupported: 'True' } });
const WITHOUT = someVmSize({ capabilities: { EncryptionAtHostSupported: 'False' } });

const machine = (securityProfile?: object): object => ({
  virtualMachineConfiguration: securityProfile === undefined ? {} : { securityProfile },
});
const dataPlane = (profile?: object): PoolSpec => specOf({ ...DATA_PLANE, ...machine(profile) });
const arm = (profile?: object): PoolSpec =>
  specOf({ properties: { ...ARM.properties, deploymentConfiguration: machine(profile) } });

const FACTS: HostEncryptionFacts = { image: 'Standard', ofSource: true, size: SIZE, elsewhere: false };

function of(spec: PoolSpec, changes: Partial<HostEncryptionFacts> = {}): HostEncryption {
  return hostEncryptionOf(spec, { ...FACTS, ...changes });
}

test('is inherited where the shape of the pool can say it', () => {
  expect(of(arm())).toEqual({ kind: 'inherited' });
  expect(of(arm({ securityType: 'trustedLaunch' }))).toEqual({ kind: 'inherited' });
  expect(of(dataPlane(), { image: 'TrustedLaunch' })).toEqual({ kind: 'inherited' });
  const chosen = dataPlane({ securityType: 'trustedLaunch' });
  expect(of(chosen, { image: 'TrustedLaunchSupported' })).toEqual({ kind: 'inherited' });
});

test('is inherited by nodes of a size of which Azure does not tell', () => {
  expect(of(arm(), { size: someVmSize() })).toEqual({ kind: 'inherited' });
  expect(of(arm(), { size: undefined })).toEqual({ kind: 'inherited' });
});

describe('is lost', () => {
  test('on a size that has it not', () => {
    expect(of(arm(), { size: WITHOUT })).toEqual({ kind: 'lost', by: 'size' });
  });

  test('in the shape of the data plane, which takes it beside a security type only', () => {
    expect(of(dataPlane())).toEqual({ kind: 'lost', by: 'shape' });
  });

  test('in a subscription of the user’s other than the VM’s, where it may not be registered', () => {
    expect(of(arm(), { elsewhere: true })).toEqual({ kind: 'lost', by: 'subscription' });
    expect(of(arm({ encryptionAtHost: true }), { elsewhere: true })).toEqual({ kind: 'as written' });
  });

  test.each([
    ['size', 'vmSize Standard_A2_v2 does not support it. Choose another vmSize.'],
    [
      'shape',
      'a pool in the shape of the data plane has it only beside a security type. Write the pool in the ARM shape, which takes it alone.',
    ],
    [
      'subscription',
      'they are in another subscription, where the feature Microsoft.Compute/EncryptionAtHost may not be registered. Set ' +
        'securityProfile.encryptionAtHost: true where it is.',
    ],
  ] as const)('by the %s, which is told', (by, text) => {
    expect(hostEncryptionWarnings({ kind: 'lost', by }, 'vm-golden', 'Standard_A2_v2').map((one) => one.text)).toEqual([
      `VM vm-golden is encrypted at host, and the nodes will not be: ${text}`,
    ]);
  });
});

test('is left to the specification that says it, and to a source that has none', () => {
  expect(of(arm({ encryptionAtHost: false }))).toEqual({ kind: 'as written' });
  expect(of(arm({ encryptionAtHost: true }), { size: WITHOUT })).toEqual({ kind: 'as written' });
  expect(of(arm(), { ofSource: false })).toEqual({ kind: 'as written' });
  expect(of(dataPlane(), { ofSource: false, size: WITHOUT })).toEqual({ kind: 'as written' });
});
