// What parsing a pool with some part in it comes to, for the tests of the checks of its parts.
import { expect } from '@jest/globals';
import { formatProblem } from '../../src/problem.ts';
import { ARM, DATA_PLANE, problemsOf } from './specs.ts';

const RESOURCES = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers';
export const IDENTITY = `${RESOURCES}/Microsoft.ManagedIdentity/userAssignedIdentities/nodes`;
export const ADDRESS = `${RESOURCES}/Microsoft.Network/publicIPAddresses/ip1`;
export const SUBNET = `${RESOURCES}/Microsoft.Network/virtualNetworks/v/subnets/s`;
export const APPLICATIONS = `${RESOURCES}/Microsoft.Batch/batchAccounts/a/applications`;

/** Messages without their places, each behind its code. */
export function said(spec: object): readonly string[] {
  return problemsOf(spec).map((problem) => {
    const { position, ...rest } = problem;
    expect(position?.line).toBe(1);
    return `${problem.code}: ${formatProblem(rest).replace('pool-spec: found ', '')}`;
  });
}

export const pool = (change: object): readonly string[] => said({ ...DATA_PLANE, ...change });
export const machine = (virtualMachineConfiguration: object): readonly string[] =>
  pool({ virtualMachineConfiguration });
export const task = (change: object): readonly string[] => pool({ startTask: { commandLine: 'x', ...change } });
export const file = (...resourceFiles: object[]): readonly string[] => task({ resourceFiles });
export const mount = (...mountConfiguration: object[]): readonly string[] => pool({ mountConfiguration });
export const arm = (change: object, beside: object = {}): readonly string[] =>
  said({ ...ARM, ...beside, properties: { ...ARM.properties, ...change } });

export const nat = (change: object = {}): object => ({
  name: 'web',
  protocol: 'tcp',
  backendPort: 8080,
  frontendPortRangeStart: 4000,
  frontendPortRangeEnd: 4100,
  ...change,
});
export const rule = (change: object = {}): object => ({
  priority: 150,
  access: 'allow',
  sourceAddressPrefix: '*',
  ...change,
});
export const endpoints = (...inboundNATPools: object[]): readonly string[] =>
  pool({ networkConfiguration: { endpointConfiguration: { inboundNATPools } } });
export const rules = (...networkSecurityGroupRules: object[]): readonly string[] =>
  endpoints(nat({ networkSecurityGroupRules }));
export const blob = (change: object): object => ({
  azureBlobFileSystemConfiguration: { accountName: 'a', containerName: 'c', relativeMountPath: 'm', ...change },
});
export const share = (relativeMountPath: string): object => ({
  nfsMountConfiguration: { source: 'server:/x', relativeMountPath },
});
export const user = (name: string, change: object = {}): object => ({ name, password: 'S3cret!pass', ...change });
