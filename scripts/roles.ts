// docs/roles: custom roles with the least rights for each use of the action, written from the table of its deeds.
import { DEEDS, needsOf, type Deed, type Need, type Place } from '../src/release/rights/deeds.ts';
import { isFollowing } from '../src/release/rights/places.ts';
import { table } from './markdown-table.ts';

export interface RoleUse {
  readonly title: string;
  readonly deeds: readonly Deed[];
  /** When it is needed beside another one; undefined for those that are enough for a mode. */
  readonly beside?: string;
}

const READ_VM = ['read-vm', 'read-disks'] as const;
const READ_TARGETS = ['read-image', 'read-batch', 'read-storage', 'read-rights'] as const;
const WRITE_BLOB = ['read-container', 'make-container', 'write-vhd', 'replace-vhd'] as const;
const PUBLISH = ['create-definition', 'write-version'] as const;
const POOL = ['write-pool', 'use-image'] as const;
const FROM_SNAPSHOTS = [
  ...READ_VM,
  ...READ_TARGETS,
  'deallocate-vm',
  'snapshot-disk',
  'open-snapshot',
  ...WRITE_BLOB,
  ...PUBLISH,
  'version-of-snapshots',
  ...POOL,
  'delete-snapshot',
] as const;
const FROM_VHD = [...READ_TARGETS, ...WRITE_BLOB, ...PUBLISH, 'version-of-vhds', ...POOL] as const;

/** By the name of the file. */
export const ROLE_USES = {
  'release-snapshot': { title: 'release a VM, `capture-mode: snapshot`', deeds: FROM_SNAPSHOTS },
  'release-generalize': {
    title: 'release a VM, `capture-mode: generalize`',
    deeds: [...FROM_SNAPSHOTS, 'generalize-vm'],
  },
  'release-unmanaged': {
    title: 'release a VM with unmanaged disks',
    deeds: [
      'read-vm',
      'read-source-blobs',
      'read-image',
      'read-batch',
      'read-rights',
      'deallocate-vm',
      'generalize-vm',
      'capture-vm',
      ...PUBLISH,
      'version-of-vhds',
      ...POOL,
    ],
  },
  'release-vhd-url': { title: 'release `vhd-url`', deeds: ['read-source-blobs', ...FROM_VHD] },
  'release-vhd-file': { title: 'release `vhd-file`', deeds: FROM_VHD },
  'release-image-version-id': {
    title: 'release `image-version-id`',
    deeds: ['read-image', 'read-batch', 'read-rights', 'write-version', ...POOL],
  },
  plan: {
    title: '`mode: plan`, of any source',
    deeds: [...READ_VM, 'read-source-blobs', ...READ_TARGETS, 'read-container'],
  },
  inspect: {
    title: '`mode: inspect`',
    deeds: ['read-batch', 'list-images', 'read-managed-images', 'read-storage'],
  },
  'follow-operations': {
    title: 'follow operations',
    deeds: ['deallocate-vm', 'snapshot-disk', 'write-version', 'read-rights'],
    beside:
      'every release, on the resource groups of the VM and of the gallery, or on the subscription: with a role on a resource alone Azure does not tell how far an operation is',
  },
  'check-room': {
    title: 'check quotas and VM size',
    deeds: ['read-offer'],
    beside:
      'every release, on the subscription: without it a run is only warned that nobody knows whether the pool finds room',
  },
  'check-locks': {
    title: 'check locks',
    deeds: ['read-locks'],
    beside:
      'every release, on the subscription or on each resource group: without it a run is only warned that a lock may stop it halfway',
  },
  'find-accounts': {
    title: 'find storage accounts by their URLs',
    deeds: ['find-source-account'],
    beside: 'a VM with unmanaged disks, and `vhd-url` with `export-vhd: false`, on the subscription',
  },
  'replica-regions': {
    title: 'list regions',
    deeds: ['read-regions'],
    beside: '`replica-regions`, on the subscription, so that misspelt ones are found',
  },
  'shared-images': {
    title: 'read images that others share',
    deeds: ['read-shared-image'],
    beside: '`image-version-id` of a shared or community gallery, on the subscription',
  },
  'create-gallery': {
    title: 'create the gallery',
    deeds: ['create-gallery'],
    beside: '`create-gallery: true`, on the resource group of the gallery',
  },
  'image-of-vhd': {
    title: 'make an image of a VHD',
    deeds: ['version-of-vhds'],
    beside: 'a VM whose image is made of its VHDs ([routes](../routes.md)), on the storage account',
  },
  'pool-subnet': {
    title: 'put a pool into a subnet',
    deeds: ['join-subnet', 'read-rights'],
    beside: 'a pool with `subnetId`, on the subnet or its network',
  },
  'pool-public-addresses': {
    title: 'give a pool public addresses',
    deeds: ['use-public-addresses', 'read-rights'],
    beside: 'a pool with `ipAddressIds`, on the addresses',
  },
  'pool-identities': {
    title: 'give a pool identities',
    deeds: ['assign-identities', 'read-rights'],
    beside: 'a pool with `identity`, on the user-assigned identities',
  },
} as const satisfies Record<string, RoleUse>;

export type RoleName = keyof typeof ROLE_USES;

/** A role on a resource does not reach above it: what is needed there is in roles of its own. */
const ON_SUBSCRIPTION: ReadonlySet<string> = new Set([
  'check-room',
  'check-locks',
  'find-accounts',
  'replica-regions',
  'shared-images',
]);

export function needsOfRole(name: RoleName): readonly Need[] {
  return needsOf(ROLE_USES[name].deeds).filter(({ place }) => belongsTo(name, place));
}

function belongsTo(name: RoleName, place: Place): boolean {
  if (name === 'follow-operations') return isFollowing(place) || place === 'everywhere';
  return !isFollowing(place) && (place === 'subscription') === ON_SUBSCRIPTION.has(name);
}

/** As `az role definition create --role-definition @FILE` takes it. */
export function renderRole(name: RoleName): string {
  const needs = needsOfRole(name);
  const actions = (plane: Need['plane']): readonly string[] =>
    [...new Set(needs.filter((need) => need.plane === plane).map(({ action }) => action))].sort();
  const { title } = ROLE_USES[name];
  const role = {
    Name: `azure-batch-image-pool ${name}`,
    IsCustom: true,
    Description: `What the GitHub Action azure-batch-image-pool needs to ${title.replaceAll('`', '')}, and nothing else.`,
    Actions: actions('actions'),
    NotActions: [],
    DataActions: actions('dataActions'),
    NotDataActions: [],
    AssignableScopes: ['/subscriptions/00000000-0000-0000-0000-000000000000'],
  };
  return `${JSON.stringify(role, null, 2)}\n`;
}

const PLACES: Readonly<Record<Place, string>> = {
  vm: 'the VM',
  'vm-group': 'the resource group of the VM',
  disks: 'the disks of the VM, where they lie in another resource group than it',
  'gallery-group': 'the resource group of the gallery',
  gallery: 'the gallery',
  image: 'the gallery',
  'managed-images': 'the managed images of old pools',
  'source-account': 'the storage account in which the source lies',
  'image-account': 'the storage account in which the VHD lies of which the image is made',
  'storage-account': 'the storage account of the VHDs',
  container: 'the storage account of the VHDs, or its container `system` when that exists',
  'batch-account': 'the Batch account',
  subnet: 'the subnet',
  'public-addresses': 'the public addresses',
  identities: 'the identities',
  'vm-operations': 'the resource group of the VM',
  'gallery-operations': 'the resource group of the gallery',
  subscription: 'the subscription',
  everywhere: 'wherever the role is assigned',
};

const HEAD = `# Roles

Written by scripts/docs.ts from src/release/rights/deeds.ts and scripts/roles.ts; change it there.

Custom roles with the least rights, for those who do not want to assign the built-in roles of the
[README](../../README.md#sign-in). A test runs each kind of release with exactly these rights; then once more without each of
them, and holds that the missing one is named before anything is written.

1. Put your subscription's ID into \`AssignableScopes\` and create the role:
   \`az role definition create --role-definition @docs/roles/release-snapshot.json\`
2. Assign it to the identity at each place that its table names: \`az role assignment create --assignee CLIENT_ID --scope ID
   --role "azure-batch-image-pool release-snapshot"\`. What a role names of other places has no effect there. One assignment on
   the resource group does for all that lies in it. \`containers/write\` is needed only where the container \`system\` is not there.
3. Assign what else your release needs, from the second list. A new assignment can take minutes to count.

A caller who may not read permissions (\`Microsoft.Authorization/permissions/read\`) is warned that nothing could be checked, and
goes on. \`mode: plan\` with the rights to read only tells, as a warning, what a release by the same identity would lack.

Where the Batch account allocates in your own subscription (\`poolAllocationMode: UserSubscription\`), the caller needs nothing
more; it is the service itself, _Microsoft Azure Batch_, that needs the built-in role _Azure Batch Service Orchestration Role_ on
the subscription, and the right to set secrets in the key vault of the account.
`;

const PLACE_ORDER = Object.keys(PLACES);

export function renderRolesPage(): string {
  const names = Object.keys(ROLE_USES) as RoleName[];
  const modes = names.filter((name) => usage(name).beside === undefined);
  const others = names.filter((name) => usage(name).beside !== undefined);
  return [
    HEAD,
    '## For a mode\n',
    ...modes.map((name) => `### To ${usage(name).title}\n\n${link(name)}\n\n${placesTable(name)}\n`),
    '## Beside it\n',
    table(
      ['Role', 'For', 'Rights'],
      others.map((name) => [
        link(name),
        usage(name).beside ?? '',
        needsOfRole(name)
          .filter(({ place }) => place !== 'everywhere')
          .map(({ action }) => `\`${action}\``)
          .join('<br>'),
      ]),
    ),
    '',
  ].join('\n');
}

function usage(name: RoleName): RoleUse {
  return ROLE_USES[name];
}

function link(name: RoleName): string {
  return `[${name}.json](${name}.json)`;
}

function placesTable(name: RoleName): string {
  const byPlace = Map.groupBy(needsOfRole(name), ({ place }) => placeText(name, place));
  const order = (text: string): number => PLACE_ORDER.findIndex((one) => placeText(name, one as Place) === text);
  const rows = [...byPlace]
    .sort(([a], [b]) => order(a) - order(b))
    .map(([place, needs]) => [
      place,
      [...new Set(needs.map(({ action, plane }) => `\`${action}\`${plane === 'dataActions' ? ' (data)' : ''}`))].join(
        '<br>',
      ),
    ]);
  return table(['On', 'Rights'], rows);
}

/** Only a VHD that is named by its URL can be read without a role. */
function placeText(name: RoleName, place: Place): string {
  const isByUrl = place === 'source-account' && (name === 'release-vhd-url' || name === 'plan');
  return isByUrl ? `${PLACES[place]} (not where \`vhd-url\` carries a SAS)` : PLACES[place];
}

/** Deeds that no role has would be rights that nobody is told of. */
export function deedsWithoutRole(): readonly string[] {
  const used = new Set<string>(Object.values(ROLE_USES).flatMap(({ deeds }: RoleUse) => deeds));
  return Object.keys(DEEDS).filter((deed) => !used.has(deed));
}
