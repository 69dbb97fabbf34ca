// Microsoft.Compute/skus: the VM sizes of the regions.
import { regionsOf } from '../kernel/clouds.ts';
import type { JsonObject } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import type { World } from '../kernel/world.ts';
import { gatewayError } from './refusals.ts';
import type { ArmRoute } from './route.ts';
import { isUnavailable, vmSizes, type Size } from './vm-sizes.ts';

function skuBody(world: World, size: Size, region: string): JsonObject {
  const restriction = {
    type: 'Location',
    values: [region],
    restrictionInfo: { locations: [region] },
    reasonCode: 'NotAvailableForSubscription',
  };
  return {
    resourceType: 'virtualMachines',
    name: size.name,
    tier: 'Standard',
    size: size.name.replace(/^Standard_/, ''),
    family: size.family,
    locations: [region],
    locationInfo: [{ location: region, zones: size.zones, zoneDetails: [] }],
    capabilities: Object.entries(size.capabilities).map(([name, value]) => ({ name, value })),
    restrictions: isUnavailable(world, size.name) ? [restriction] : [],
  };
}

export const skuRoutes: readonly ArmRoute[] = [
  {
    method: 'GET',
    path: '/subscriptions/{subscription}/providers/Microsoft.Compute/skus',
    action: 'Microsoft.Compute/skus/read',
    since: '2017-03-30',
    handle({ world, query }) {
      const filter = query.get('$filter') ?? '';
      const region = /^\s*location\s+eq\s+'([^']+)'\s*$/i.exec(filter)?.[1];
      if (filter !== '' && region === undefined) {
        throw gatewayError(501, 'NotSimulated', `The filter "${filter}" of the SKU list is not simulated.`);
      }
      const all = regionsOf(world.scenario.cloud);
      const regions = region === undefined ? all : all.filter((one) => one === normalise(region));
      return {
        kind: 'done',
        status: 200,
        body: { value: regions.flatMap((one) => vmSizes().map((size) => skuBody(world, size, one))) },
      };
    },
  },
];
