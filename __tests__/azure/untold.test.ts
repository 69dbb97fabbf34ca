// What Azure leaves out of an answer, or answers null for: nothing is held against a release by it.
import { describe, expect, test } from '@jest/globals';
import type { JsonObject, JsonValue } from '../../src/azure/arm.ts';
import { readBatchAccount } from '../../src/azure/batch-accounts.ts';
import { isJsonArray, isJsonObject, objectAt } from '../../src/azure/json.ts';
import { readPublicAddresses, readVirtualNetwork } from '../../src/azure/networks.ts';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';
import { formatProblem } from '../../src/problem.ts';
import { checkBatchAccount } from '../../src/release/checks/batch-account.ts';
import { checkCapacity } from '../../src/release/checks/capacity.ts';
import { checkPoolNetwork } from '../../src/release/checks/pool-network.ts';
import { NO_GROUNDS } from '../../src/release/grounds-parts.ts';
import { NO_NETWORK, someBatchAccount, someBatchOffer, someRequest, someSurvey } from '../release/world.ts';
import { fakeArm } from './fake-arm.ts';
import { fakeHost } from './fake-host.ts';

const RESOURCES =
  '/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-net/providers/Microsoft.Network';
const NETWORK = `${RESOURCES}/virtualNetworks/net`;
const ADDRESS = `${RESOURCES}/publicIPAddresses/front`;

const BODIES = {
  account: {
    id: someBatchAccount().id,
    name: 'batchrender',
    location: 'westeurope',
    properties: {
      accountEndpoint: 'batchrender.westeurope.batch.azure.com',
      provisioningState: 'Succeeded',
      poolAllocationMode: 'UserSubscription',
      publicNetworkAccess: 'Enabled',
      networkProfile: { accountAccess: { defaultAction: 'Allow' }, nodeManagementAccess: { defaultAction: 'Allow' } },
      privateEndpointConnections: [],
      keyVaultReference: { id: '/vault', url: 'https://vault' },
      dedicatedCoreQuota: 100,
      lowPriorityCoreQuota: 100,
      dedicatedCoreQuotaPerVMFamilyEnforced: true,
      dedicatedCoreQuotaPerVMFamily: [{ name: 'standardDSv5Family', coreQuota: 100 }],
      poolQuota: 20,
      allowedAuthenticationModes: ['aad', 'SharedKey'],
    },
  },
  network: {
    id: NETWORK,
    location: 'westeurope',
    properties: {
      subnets: [{ name: 'inner', properties: { addressPrefix: '10.0.0.0/24', delegations: [], ipConfigurations: [] } }],
    },
  },
  address: {
    id: ADDRESS,
    location: 'westeurope',
    sku: { name: 'Standard' },
    properties: { publicIPAllocationMethod: 'Static', publicIPAddressVersion: 'IPv4', dnsSettings: { fqdn: 'a.b' } },
  },
} as const;

async function found(bodies: Readonly<Record<keyof typeof BODIES, JsonObject>>): Promise<readonly string[]> {
  const arm = (body: JsonObject) => fakeArm(fakeHost(), [{ body }]);
  const text = JSON.stringify({
    id: 'render',
    vmSize: 'Standard_D2s_v5',
    targetDedicatedNodes: 2,
    targetLowPriorityNodes: 1,
    resourceTags: { team: 'render' },
    networkConfiguration: {
      subnetId: `${NETWORK}/subnets/inner`,
      publicIPAddressConfiguration: { provision: 'usermanaged', ipAddressIds: [ADDRESS] },
    },
  });
  const parsed = parsePoolSpec(text);
  if ('problems' in parsed) throw new Error(parsed.problems.map(formatProblem).join('\n'));
  const plain = someRequest();
  const request = { ...plain, pool: { ...plain.pool, spec: parsed.spec } };
  const batchAccount = await readBatchAccount(arm(bodies.account), someBatchAccount().id);
  const network = await readVirtualNetwork(arm(bodies.network), NETWORK);
  const addresses = await readPublicAddresses(arm(bodies.address), [ADDRESS]);
  const survey = someSurvey(request, {
    batchAccount,
    batchOffer: someBatchOffer(),
    poolNetwork: {
      ...NO_NETWORK,
      network: { kind: 'read', value: network },
      addresses: { kind: 'read', value: addresses },
    },
  });
  return [checkBatchAccount, checkCapacity, checkPoolNetwork].flatMap((find) =>
    find({ request, survey, grounding: NO_GROUNDS }).problems.map(formatProblem),
  );
}

/** A copy with another value at a path; undefined takes the property out. */
function changed(value: JsonValue | undefined, path: readonly string[], to: JsonValue | undefined): JsonValue {
  const [name, ...rest] = path;
  if (name === undefined) return to ?? null;
  const change = (inner: JsonValue | undefined): JsonValue => changed(inner, rest, to);
  if (isJsonArray(value)) return value.map((one, index) => (String(index) === name ? change(one) : one));
  if (!isJsonObject(value)) return value ?? null;
  const { [name]: inner, ...others } = value;
  return rest.length === 0 && to === undefined ? others : { ...others, [name]: change(inner) };
}

const PATHS: readonly (readonly [keyof typeof BODIES, string])[] = [
  ...Object.keys(BODIES.account.properties).map((name) => ['account', `properties.${name}`] as const),
  ['account', 'properties.networkProfile.accountAccess'],
  ['account', 'properties.networkProfile.nodeManagementAccess'],
  ['account', 'properties.dedicatedCoreQuotaPerVMFamily.0.coreQuota'],
  ['network', 'location'],
  ['network', 'properties.subnets.0.properties.addressPrefix'],
  ['network', 'properties.subnets.0.properties.delegations'],
  ['network', 'properties.subnets.0.properties.ipConfigurations'],
  ['address', 'id'],
  ['address', 'location'],
  ['address', 'sku'],
  ['address', 'properties.publicIPAllocationMethod'],
  ['address', 'properties.publicIPAddressVersion'],
  ['address', 'properties.dnsSettings'],
];

describe('no problem is made of what Azure does not tell', () => {
  test('nor of what it tells, here', async () => {
    expect(await found(BODIES)).toEqual([]);
  });

  test.each(PATHS)('of the %s: %s', async (kind, path) => {
    for (const value of [undefined, null]) {
      const body = objectAt(changed(BODIES[kind], path.split('.'), value)) ?? {};
      expect(await found({ ...BODIES, [kind]: body })).toEqual([]);
    }
  });
});
