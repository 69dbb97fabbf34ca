// What Batch demands of the network endpoints of a pool: each demand with its message; and that what it takes is taken.
import { describe, expect, test } from '@jest/globals';
import { ADDRESS, SUBNET, endpoints, nat, pool, rule, rules } from './parts.ts';

describe('refused', () => {
  test.each<readonly [string, () => readonly string[], ...string[]]>([
    [
      'a port that Batch keeps',
      () => endpoints(nat({ backendPort: 22 })),
      'pool-spec-value: networkConfiguration.endpointConfiguration.inboundNATPools[0].backendPort = 22, which Batch keeps for itself; expected a port other than 22, 3389, 29876, 29877. Let the service on the nodes listen on another port.',
    ],
    [
      'a port that is none',
      () => endpoints(nat({ backendPort: 0 })),
      'pool-spec-value: networkConfiguration.endpointConfiguration.inboundNATPools[0].backendPort = 0; expected a number from 1. Correct the value.',
    ],
    [
      'ports that Batch keeps outside',
      () => endpoints(nat({ frontendPortRangeStart: 49_990, frontendPortRangeEnd: 50_040 })),
      'pool-spec-value: networkConfiguration.endpointConfiguration.inboundNATPools[0] with the front-end ports 49990 to 50040, some of which Batch keeps for itself; expected ports outside of 50000 to 55000. Choose another range.',
    ],
    [
      'a range that is too small',
      () => endpoints(nat({ frontendPortRangeEnd: 4038 })),
      'pool-spec-value: networkConfiguration.endpointConfiguration.inboundNATPools[0] with the front-end ports 4000 to 4038; expected at least 40 ports, the first of them the lowest. Choose another range.',
    ],
    [
      'a range from its end',
      () => endpoints(nat({ frontendPortRangeEnd: 3000 })),
      'pool-spec-value: networkConfiguration.endpointConfiguration.inboundNATPools[0] with the front-end ports 4000 to 3000; expected at least 40 ports, the first of them the lowest. Choose another range.',
    ],
    [
      'ranges that overlap',
      () =>
        endpoints(
          nat(),
          nat({ name: 'api', backendPort: 81, frontendPortRangeStart: 4100, frontendPortRangeEnd: 4200 }),
        ),
      'pool-spec-duplicate: networkConfiguration.endpointConfiguration.inboundNATPools[1] with the front-end ports 4100 to 4200, some of which networkConfiguration.endpointConfiguration.inboundNATPools[0] has; expected ranges that do not overlap. Choose another range for one of the two.',
    ],
    [
      'NAT pools of one name and port',
      () => endpoints(nat(), nat({ name: 'WEB', frontendPortRangeStart: 5000, frontendPortRangeEnd: 5100 })),
      'pool-spec-duplicate: networkConfiguration.endpointConfiguration.inboundNATPools[1].name = "WEB", the same as networkConfiguration.endpointConfiguration.inboundNATPools[0].name; expected a name of its own for each NAT pool. Change one of the two.',
      'pool-spec-duplicate: networkConfiguration.endpointConfiguration.inboundNATPools[1].backendPort = 8080, the same as networkConfiguration.endpointConfiguration.inboundNATPools[0].backendPort; expected a back-end port of its own for each NAT pool. Change one of the two.',
    ],
    [
      'a name that no NAT pool has',
      () => endpoints(nat({ name: '-web' })),
      'pool-spec-value: networkConfiguration.endpointConfiguration.inboundNATPools[0].name = "-web"; expected 1 to 77 letters, digits, `_`, `.` or `-`, starting with a letter or digit, ending with a letter, digit or `_`. Correct the value.',
    ],
    [
      'six NAT pools',
      () =>
        endpoints(
          ...[1, 2, 3, 4, 5, 6].map((at) =>
            nat({
              name: `n${at}`,
              backendPort: at,
              frontendPortRangeStart: at * 1000,
              frontendPortRangeEnd: at * 1000 + 50,
            }),
          ),
        ),
      'pool-spec-value: 6 networkConfiguration.endpointConfiguration.inboundNATPools; expected at most 5. Correct the value.',
    ],
    [
      'a priority out of range',
      () => rules(rule({ priority: 100 })),
      'pool-spec-value: networkConfiguration.endpointConfiguration.inboundNATPools[0].networkSecurityGroupRules[0].priority = 100; expected a number from 150. Correct the value.',
    ],
    [
      'two rules of one priority',
      () => rules(rule(), rule()),
      'pool-spec-duplicate: networkConfiguration.endpointConfiguration.inboundNATPools[0].networkSecurityGroupRules[1].priority = 150, the same as networkConfiguration.endpointConfiguration.inboundNATPools[0].networkSecurityGroupRules[0].priority; expected a priority of its own for each rule of the pool. Change one of the two.',
    ],
    [
      '26 rules',
      () => rules(...Array.from({ length: 26 }, (_, at) => rule({ priority: 150 + at }))),
      'pool-spec-value: 26 network security group rules; expected at most 25 in all NAT pools together. Merge rules, or take some out.',
    ],
    [
      'a source that is no address',
      () => rules(rule({ sourceAddressPrefix: '10.0.0.300' })),
      'pool-spec-value: networkConfiguration.endpointConfiguration.inboundNATPools[0].networkSecurityGroupRules[0].sourceAddressPrefix = "10.0.0.300"; expected an IP address, a subnet such as 192.168.1.0/24, a service tag, or *. Correct the value.',
    ],
    [
      'a subnet of too many bits',
      () => rules(rule({ sourceAddressPrefix: '10.0.0.0/33' })),
      'pool-spec-value: networkConfiguration.endpointConfiguration.inboundNATPools[0].networkSecurityGroupRules[0].sourceAddressPrefix = "10.0.0.0/33"; expected an IP address, a subnet such as 192.168.1.0/24, a service tag, or *. Correct the value.',
    ],
    [
      'source ports that are none',
      () => rules(rule({ sourcePortRanges: ['100-70000'] })),
      'pool-spec-value: networkConfiguration.endpointConfiguration.inboundNATPools[0].networkSecurityGroupRules[0].sourcePortRanges[0] = "100-70000"; expected `*`, a port from 0 to 65535, or a range such as 100-200 that overlaps no other. Correct the range.',
    ],
    [
      'source ports that overlap',
      () => rules(rule({ sourcePortRanges: ['100-200', '150'] })),
      'pool-spec-duplicate: networkConfiguration.endpointConfiguration.inboundNATPools[0].networkSecurityGroupRules[0].sourcePortRanges[1] = "150", which overlaps an earlier range; expected `*`, a port from 0 to 65535, or a range such as 100-200 that overlaps no other. Correct the range.',
    ],
    [
      'endpoints without public addresses',
      () =>
        pool({
          networkConfiguration: {
            publicIPAddressConfiguration: { provision: 'nopublicipaddresses' },
            endpointConfiguration: { inboundNATPools: [nat()] },
          },
        }),
      'pool-spec-conflict: endpointConfiguration beside networkConfiguration.publicIPAddressConfiguration.provision = nopublicipaddresses; expected endpoints only on nodes with public IP addresses. Remove endpointConfiguration, or choose another provision.',
    ],
    [
      'addresses of one’s own, and none',
      () => pool({ networkConfiguration: { publicIPAddressConfiguration: { provision: 'usermanaged' } } }),
      'pool-spec-conflict: 0 public IP addresses in networkConfiguration.publicIPAddressConfiguration.ipAddressIds, for a pool whose addresses are your own; expected at least 1: one serves 100 dedicated and 100 low-priority nodes. Add addresses, or lower the number of nodes.',
    ],
    [
      'too few addresses',
      () =>
        pool({
          targetDedicatedNodes: 250,
          networkConfiguration: { publicIPAddressConfiguration: { provision: 'usermanaged', ipAddressIds: [ADDRESS] } },
        }),
      'pool-spec-conflict: 1 public IP address in networkConfiguration.publicIPAddressConfiguration.ipAddressIds, for a pool whose addresses are your own; expected at least 3: one serves 100 dedicated and 100 low-priority nodes. Add addresses, or lower the number of nodes.',
    ],
    [
      'an address by its name',
      () => pool({ networkConfiguration: { publicIPAddressConfiguration: { ipAddressIds: ['ip1'] } } }),
      'pool-spec-value: networkConfiguration.publicIPAddressConfiguration.ipAddressIds[0] = "ip1"; expected the resource ID of a public IP address, `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/publicIPAddresses/<name>`. Correct the value.',
    ],
    [
      'a subnet by its name',
      () => pool({ networkConfiguration: { subnetId: 'nodes' } }),
      'pool-spec-value: networkConfiguration.subnetId = "nodes"; expected the resource ID of a subnet, `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>/subnets/<subnet>`. Correct the value.',
    ],
    [
      'a misspelt name deep inside',
      () => endpoints(nat({ networkSecurityGroupRules: [rule({ sourceAdressPrefix: 'x' })] })),
      'pool-spec-unknown-property: networkConfiguration.endpointConfiguration.inboundNATPools[0].networkSecurityGroupRules[0].sourceAdressPrefix, which this shape of a pool does not have; expected networkConfiguration.endpointConfiguration.inboundNATPools[0].networkSecurityGroupRules[0].sourceAddressPrefix. Did you mean sourceAddressPrefix?',
    ],
    [
      'a misspelt value deep inside',
      () => rules(rule({ access: 'Allow' })),
      'pool-spec-value: networkConfiguration.endpointConfiguration.inboundNATPools[0].networkSecurityGroupRules[0].access = "Allow"; expected one of allow, deny. Did you mean allow?',
    ],
  ])('%s', (_name, messages, ...expected) => expect(messages()).toEqual(expected));
});

describe('taken', () => {
  test.each<readonly [string, () => readonly string[]]>([
    [
      'NAT pools side by side',
      () =>
        endpoints(
          nat(),
          nat({ name: 'api', backendPort: 81, frontendPortRangeStart: 4101, frontendPortRangeEnd: 4140 }),
        ),
    ],
    [
      'every kind of source',
      () =>
        rules(
          ...['*', '10.10.10.10', '192.168.1.0/24', 'Internet', 'Storage.WestEurope', '2001:db8::/32'].map(
            (sourceAddressPrefix, at) => rule({ sourceAddressPrefix, priority: 150 + at }),
          ),
        ),
    ],
    ['source ports side by side', () => rules(rule({ sourcePortRanges: ['0-99', '100', '101-65535'] }))],
    [
      'addresses for all nodes',
      () =>
        pool({
          targetDedicatedNodes: 200,
          networkConfiguration: {
            publicIPAddressConfiguration: { provision: 'usermanaged', ipAddressIds: [ADDRESS, ADDRESS] },
          },
        }),
    ],
    ['a subnet', () => pool({ networkConfiguration: { subnetId: SUBNET } })],
  ])('%s', (_name, messages) => expect(messages()).toEqual([]));
});
