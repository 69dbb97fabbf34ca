// Encryption at host of the source VM, and what becomes of it in a pool.
import { describe, expect, test } from '@jest/globals';
import type { ImageSecurityType } from '../../src/azure/galleries.ts';
import { hostEncryptionOf, type HostEncryption } from '../../src/pool/host-encryption.ts';
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

function of(
  spec: PoolSpec,
  {
    image = 'Standard',
    ofSource = true,
    size = SIZE,
  }: Partial<{
    image: ImageSecurityType;
    ofSource: boolean;
    size: typeof SIZE | undefined;
  }> = {},
): HostEncryption {
  return hostEncryptionOf(spec, image, ofSource, size);
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
  expect(hostEncryptionOf(arm(), 'Standard', true, undefined)).toEqual({ kind: 'inherited' });
});

describe('is lost', () => {
  test('on a size that has it not', () => {
    expect(of(arm(), { size: WITHOUT })).toEqual({ kind: 'lost', by: 'size' });
  });

  test('in the shape of the data plane, which takes it beside a security type only', () => {
    expect(of(dataPlane())).toEqual({ kind: 'lost', by: 'shape' });
  });
});

test('is left to the specification that says it, and to a source that has none', () => {
  expect(of(arm({ encryptionAtHost: false }))).toEqual({ kind: 'as written' });
  expect(of(arm({ encryptionAtHost: true }), { size: WITHOUT })).toEqual({ kind: 'as written' });
  expect(of(arm(), { ofSource: false })).toEqual({ kind: 'as written' });
  expect(of(dataPlane(), { ofSource: false, size: WITHOUT })).toEqual({ kind: 'as written' });
});
