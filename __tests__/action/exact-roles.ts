// A world whose parts lie in groups of their own, and a caller who has the roles of docs/roles there and nothing else.
import { needsOfRole, renderRole, type RoleName } from '../../scripts/roles.ts';
import type { Place } from '../../src/release/rights/deeds.ts';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { defaultResources } from '../../simulator/scenario/default-world.ts';
import type { ScenarioResource } from '../../simulator/scenario/scenario.ts';
import { idOf } from './worlds.ts';

const {
  clientId,
  clientSecret: secret,
  subscriptionId,
  region,
  vm,
  gallery,
  storageAccount,
  batchAccount,
} = DEFAULT_NAMES;

const groupOf = (id: string): string => id.slice(0, id.indexOf('/providers/'));

/** Of the spread world: the VM stays where it was. */
export const SPREAD = {
  vm: idOf('Microsoft.Compute/virtualMachines', vm),
  vmGroup: groupOf(idOf('Microsoft.Compute/virtualMachines', vm)),
  disk: idOf('Microsoft.Compute/disks', DEFAULT_NAMES.osDisk, 'rg-disks'),
  gallery: idOf('Microsoft.Compute/galleries', gallery, 'rg-gallery'),
  storage: idOf('Microsoft.Storage/storageAccounts', storageAccount, 'rg-storage'),
  batch: idOf('Microsoft.Batch/batchAccounts', batchAccount, 'rg-batch'),
  subnet: `${idOf('Microsoft.Network/virtualNetworks', 'vnet-render', 'rg-network')}/subnets/nodes`,
  address: idOf('Microsoft.Network/publicIPAddresses', 'out', 'rg-network'),
  identity: idOf('Microsoft.ManagedIdentity/userAssignedIdentities', 'nodes', 'rg-network'),
} as const;

const SUBSCRIPTION = `/subscriptions/${subscriptionId}`;

/** What docs/roles/README.md says of where a role is assigned. */
const SCOPES: Readonly<Record<Place, readonly string[]>> = {
  vm: [SPREAD.vm],
  'vm-group': [SPREAD.vmGroup],
  disks: [SPREAD.disk],
  'gallery-group': [groupOf(SPREAD.gallery)],
  gallery: [SPREAD.gallery],
  image: [SPREAD.gallery],
  'managed-images': [],
  'source-account': [SPREAD.storage],
  'image-account': [SPREAD.storage],
  'storage-account': [SPREAD.storage],
  container: [SPREAD.storage],
  'batch-account': [SPREAD.batch],
  subnet: [SPREAD.subnet],
  'public-addresses': [SPREAD.address],
  identities: [SPREAD.identity],
  subscription: [SUBSCRIPTION],
  everywhere: [],
};

interface Rights {
  readonly Actions: readonly string[];
  readonly DataActions: readonly string[];
}

export type Places = Readonly<Partial<Record<Place, readonly string[]>>>;

/** The roles as files, each assigned at its places; `lacking` is taken out of all of them. */
export function principalWith(
  names: readonly RoleName[],
  { lacking = [], places = {} }: { readonly lacking?: readonly string[] | undefined; readonly places?: Places } = {},
): object {
  const kept = (actions: readonly string[]): readonly string[] => actions.filter((one) => !lacking.includes(one));
  const roles = names.flatMap((name) => {
    const { Actions, DataActions } = JSON.parse(renderRole(name)) as Rights;
    const scopes = new Set(needsOfRole(name).flatMap(({ place }) => places[place] ?? SCOPES[place]));
    return [...scopes].map((scope) => ({ scope, actions: kept(Actions), dataActions: kept(DataActions) }));
  });
  return { clientId, secret, federated: {}, roles };
}

/** All actions and data actions of the roles. */
export function rightsOf(names: readonly RoleName[]): readonly string[] {
  const all = names.flatMap((name) => {
    const { Actions, DataActions } = JSON.parse(renderRole(name)) as Rights;
    return [...Actions, ...DataActions];
  });
  return [...new Set(all)];
}

const MOVED = [SPREAD.disk, SPREAD.gallery, SPREAD.storage, SPREAD.batch];

interface WorldChanges {
  readonly more?: readonly ScenarioResource[];
  readonly changes?: readonly object[];
  readonly blobs?: readonly object[];
}

/** The default world, its parts in groups of their own; operations take no time in it. */
export function spreadWorld(principal: object, scenario: WorldChanges = {}): object {
  const { more = [], ...rest } = scenario;
  const text = MOVED.reduce(
    (world, id) => world.replaceAll(id.replace(/resourceGroups\/rg-\w+/, 'resourceGroups/rg-images'), id),
    JSON.stringify(defaultResources({ subscriptionId, region })),
  );
  const resources = JSON.parse(text) as readonly ScenarioResource[];
  const network = {
    id: SPREAD.subnet.replace(/\/subnets\/.*/, ''),
    body: { location: region, properties: { subnets: [{ name: 'nodes' }] } },
  };
  const address = {
    id: SPREAD.address,
    body: {
      location: region,
      sku: { name: 'Standard' },
      properties: { publicIPAllocationMethod: 'Static', dnsSettings: { domainNameLabel: 'out' } },
    },
  };
  const all = [...resources, network, address, ...more];
  return { profile: 'instant', principals: [principal], resources: all, ...rest };
}

/** As inputs of the action. */
export const SPREAD_INPUTS = { gallery: SPREAD.gallery, 'batch-account': SPREAD.batch } as const;
