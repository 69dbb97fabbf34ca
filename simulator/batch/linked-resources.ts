// What a pool uses beside its image: a subnet, public addresses, identities. Whoever makes the pool must be allowed to.
import type { ArmCall } from '../arm/route.ts';
import { requireLinked } from '../compute/compute-ids.ts';
import { arrayOf, at, objectOf, stringOf } from '../kernel/json.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { Principal, World } from '../kernel/world.ts';
import { refusal } from './refusals.ts';

const SUBNET_JOIN = 'Microsoft.Network/virtualNetworks/subnets/join/action';
const ADDRESS_JOIN = 'Microsoft.Network/publicIPAddresses/join/action';
const IDENTITY_ASSIGN = 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action';

interface Link {
  readonly id: string;
  readonly action: string;
  /** How Resource Manager calls it where it refuses. */
  readonly shown: string;
}

/** @param pool in the data plane's spelling. */
function networkLinks(pool: JsonObject): readonly Link[] {
  const network = objectOf(pool.networkConfiguration);
  const subnet = stringOf(network.subnetId);
  const addresses = arrayOf(at(network, 'publicIPAddressConfiguration', 'ipAddressIds')).flatMap(
    (id) => stringOf(id) ?? [],
  );
  return [
    ...(subnet === undefined ? [] : [{ id: subnet, action: SUBNET_JOIN, shown: 'join/action' }]),
    ...addresses.map((id) => ({ id, action: ADDRESS_JOIN, shown: 'join/action' })),
  ];
}

/** At the data plane Batch itself asks; text: https://github.com/microsoft/CromwellOnAzure/issues/450 */
export function checkNetwork(world: World, caller: Principal | undefined, pool: JsonObject): void {
  for (const { id, action } of networkLinks(pool)) {
    if (caller === undefined) {
      throw refusal('AuthenticationFailed', {
        AuthenticationErrorDetail:
          'The specified type of authentication SharedKey is not allowed when external resources of type Network are linked.',
      });
    }
    if (!world.roles.allows(caller, action, id)) {
      throw refusal('InsufficientPermissions', {
        Reason: `The user identity used for this operation does not have the required privelege ${action} on the specified resource ${id}.`,
      });
    }
  }
}

/** Resource Manager asks before Batch sees the request: https://github.com/microsoft/CromwellOnAzure/issues/714 */
export function requireLinks(call: ArmCall, pool: JsonObject, identity: JsonObject | undefined): void {
  const identities = Object.keys(objectOf(identity?.userAssignedIdentities)).map((id) => ({
    id,
    action: IDENTITY_ASSIGN,
    shown: IDENTITY_ASSIGN,
  }));
  for (const { id, action, shown } of [...networkLinks(pool), ...identities]) {
    requireLinked(call, 'Microsoft.Batch/batchAccounts/pools/write', call.resourceId, action, id, shown);
  }
}
