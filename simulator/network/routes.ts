// Microsoft.Network as data: what a virtual machine needs around it, and no traffic.
import type { ArmRoute } from '../arm/route.ts';
import { networkInterfaceRoutes } from './network-interfaces.ts';
import { publicIpAddressRoutes } from './public-ip-addresses.ts';
import { securityGroupRoutes } from './security-groups.ts';
import { virtualNetworkRoutes } from './virtual-networks.ts';

export const networkRoutes: readonly ArmRoute[] = [
  ...virtualNetworkRoutes,
  ...networkInterfaceRoutes,
  ...publicIpAddressRoutes,
  ...securityGroupRoutes,
];
