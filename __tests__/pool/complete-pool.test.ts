import { describe, expect, test } from '@jest/globals';
import { formatProblem } from '../../src/problem.ts';
import { completePool, securityConflicts, type Additions, type SourceSecurity } from '../../src/pool/complete-pool.ts';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';
import { ARM, DATA_PLANE, FORMULA, specOf } from './specs.ts';

const STANDARD: SourceSecurity = { securityType: 'Standard', secureBoot: false, vTpm: false };
const TRUSTED: SourceSecurity = { securityType: 'TrustedLaunch', secureBoot: true, vTpm: true };
const IMAGE = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/galleries/g/images/i/versions/1.4.0';

function additions(change: Partial<Additions> = {}): Additions {
  return {
    poolId: 'render-1-4-0',
    image: { kind: 'gallery', id: IMAGE },
    marks: { abip_schema: '1', abip_key: 'k' },
    nodeAgentSku: 'batch.node.ubuntu 22.04',
    security: STANDARD,
    ...change,
  };
}

describe('data plane', () => {
  test('only what is absent is added, and everything is told', () => {
    const spec = specOf({ ...DATA_PLANE, id: 'render-{version}', metadata: [{ name: 'team', value: 'r' }] });
    const { body, added, replaced } = completePool(spec, additions({ security: TRUSTED }));
    expect(body).toEqual({
      id: 'render-1-4-0',
      vmSize: 'Standard_D2s_v5',
      targetDedicatedNodes: 2,
      virtualMachineConfiguration: {
        imageReference: { virtualMachineImageId: IMAGE },
        nodeAgentSKUId: 'batch.node.ubuntu 22.04',
        securityProfile: {
          securityType: 'trustedLaunch',
          encryptionAtHost: false,
          uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
        },
      },
      resizeTimeout: 'PT15M',
      targetNodeCommunicationMode: 'simplified',
      metadata: [
        { name: 'team', value: 'r' },
        { name: 'abip_schema', value: '1' },
        { name: 'abip_key', value: 'k' },
      ],
    });
    expect(added).toEqual([
      'virtualMachineConfiguration.nodeAgentSKUId = batch.node.ubuntu 22.04',
      'virtualMachineConfiguration.securityProfile.securityType = trustedLaunch',
      'virtualMachineConfiguration.securityProfile.encryptionAtHost = false',
      'virtualMachineConfiguration.securityProfile.uefiSettings.secureBootEnabled = true',
      'virtualMachineConfiguration.securityProfile.uefiSettings.vTpmEnabled = true',
      'resizeTimeout = PT15M',
      'targetNodeCommunicationMode = simplified',
    ]);
    expect(replaced).toEqual([]);
  });

  test('what the user says stands', () => {
    const said = {
      ...DATA_PLANE,
      resizeTimeout: 'PT1H',
      targetNodeCommunicationMode: 'classic',
      virtualMachineConfiguration: {
        nodeAgentSKUId: 'mine',
        securityProfile: { securityType: 'trustedLaunch', uefiSettings: { secureBootEnabled: false } },
        osDisk: { diskSizeGB: 64 },
      },
    };
    const { body } = completePool(specOf(said), additions({ poolId: 'render', security: TRUSTED }));
    expect(body).toMatchObject({
      ...said,
      virtualMachineConfiguration: {
        ...said.virtualMachineConfiguration,
        securityProfile: {
          securityType: 'trustedLaunch',
          encryptionAtHost: false,
          uefiSettings: { secureBootEnabled: false, vTpmEnabled: true },
        },
      },
    });
  });

  test('the image of the spec gives way, and the plan says so', () => {
    const imageReference = { publisher: 'canonical', offer: 'ubuntu', sku: '22', version: 'latest' };
    const { body, replaced } = completePool(
      specOf({ ...DATA_PLANE, virtualMachineConfiguration: { imageReference } }),
      additions({ poolId: 'render' }),
    );
    expect(body.virtualMachineConfiguration).toMatchObject({ imageReference: { virtualMachineImageId: IMAGE } });
    expect(body.virtualMachineConfiguration).not.toHaveProperty('imageReference.publisher');
    expect(body.virtualMachineConfiguration).not.toHaveProperty('securityProfile');
    expect(replaced).toEqual([expect.stringContaining('canonical:ubuntu:22:latest')]);
  });

  test('a resize timeout means nothing to a formula and to no nodes', () => {
    const scaled = specOf({ id: 'a', vmSize: 'b', enableAutoScale: true, autoScaleFormula: FORMULA });
    expect(completePool(scaled, additions()).body).not.toHaveProperty('resizeTimeout');
    const none = specOf({ ...DATA_PLANE, targetDedicatedNodes: 0 });
    expect(completePool(none, additions()).body).not.toHaveProperty('resizeTimeout');
  });

  test('what a large pool needs longer for is given', () => {
    const { body } = completePool(specOf({ ...DATA_PLANE, targetDedicatedNodes: 1200 }), additions());
    expect(body.resizeTimeout).toBe('PT30M');
  });
});

test('ARM: the same in its own spelling, and the ID stays in the URL', () => {
  const spec = specOf({ ...ARM, name: 'render-{version}', tags: { a: 'b' } });
  const { body } = completePool(spec, additions({ security: TRUSTED }));
  expect(body).toEqual({
    tags: { a: 'b' },
    properties: {
      vmSize: 'STANDARD_D2S_V5',
      scaleSettings: { fixedScale: { targetDedicatedNodes: 2, resizeTimeout: 'PT15M' } },
      deploymentConfiguration: {
        virtualMachineConfiguration: {
          imageReference: { id: IMAGE },
          nodeAgentSkuId: 'batch.node.ubuntu 22.04',
          securityProfile: {
            securityType: 'trustedLaunch',
            encryptionAtHost: false,
            uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
          },
        },
      },
      targetNodeCommunicationMode: 'Simplified',
      metadata: [
        { name: 'abip_schema', value: '1' },
        { name: 'abip_key', value: 'k' },
      ],
    },
  });
});

test.each([DATA_PLANE, ARM])('a completed body is itself a sound pool, but for the marks: %j', (spec) => {
  const { body } = completePool(specOf(spec), additions({ security: TRUSTED, marks: { team: 'r' } }));
  expect(parsePoolSpec(JSON.stringify(body))).toHaveProperty('spec');
});

test('encryption at host is said alone in the ARM shape, and beside a security type in both', () => {
  const standard = { securityType: 'Standard', secureBoot: false, vTpm: false, encryptionAtHost: true } as const;
  expect(completePool(specOf(ARM), additions({ security: standard })).added).toContain(
    'properties.deploymentConfiguration.virtualMachineConfiguration.securityProfile.encryptionAtHost = true',
  );
  const trusted = { ...TRUSTED, encryptionAtHost: true };
  expect(completePool(specOf(DATA_PLANE), additions({ security: trusted })).added).toContain(
    'virtualMachineConfiguration.securityProfile.encryptionAtHost = true',
  );
});

test('completing changes nothing of the spec', () => {
  const spec = specOf(ARM);
  const before = JSON.stringify(spec.body);
  completePool(spec, additions({ security: TRUSTED }));
  expect(JSON.stringify(spec.body)).toBe(before);
});

describe('security types that do not go together', () => {
  const wanting = (securityType: string) =>
    specOf({ ...DATA_PLANE, virtualMachineConfiguration: { securityProfile: { securityType } } });
  test.each([
    ['trustedLaunch', 'Standard', 1],
    ['trustedLaunch', 'TrustedLaunch', 0],
    ['trustedLaunch', 'TrustedLaunchSupported', 0],
    ['trustedLaunch', 'TrustedLaunchAndConfidentialVmSupported', 0],
    ['confidentialVM', 'TrustedLaunch', 1],
    ['confidentialVM', 'ConfidentialVMSupported', 0],
    ['trustedLaunch', 'ConfidentialVM', 2],
  ] as const)('%s for an image that is %s: %i problems', (wanted, securityType, count) => {
    const problems = securityConflicts(wanting(wanted), { ...STANDARD, securityType });
    expect(problems).toHaveLength(count);
    for (const problem of problems)
      expect(problem).toMatchObject({ code: 'pool-spec-security', position: { line: 1 } });
  });

  test('a profile without one is no request of the data plane, unless the image demands one', () => {
    const virtualMachineConfiguration = { securityProfile: { encryptionAtHost: true } };
    const spec = specOf({ ...DATA_PLANE, virtualMachineConfiguration });
    expect(securityConflicts(spec, STANDARD).map(formatProblem)).toEqual([
      'pool-spec:1:99: found virtualMachineConfiguration.securityProfile without securityType, for an image with security ' +
        'type Standard; expected a securityProfile with a security type: the data plane takes no other. Write the pool in the ARM ' +
        'shape, which takes encryptionAtHost alone; or remove securityProfile.',
    ]);
    expect(securityConflicts(spec, TRUSTED)).toEqual([]);
    const deploymentConfiguration = { virtualMachineConfiguration };
    const arm = specOf({ properties: { ...ARM.properties, deploymentConfiguration } });
    expect(securityConflicts(arm, STANDARD)).toEqual([]);
  });

  test('saying nothing is never a conflict', () => {
    expect(securityConflicts(specOf(DATA_PLANE), TRUSTED)).toEqual([]);
    expect(securityConflicts(specOf(ARM), STANDARD)).toEqual([]);
  });
});
