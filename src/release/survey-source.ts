// What Azure, or the runner, holds of the source: the first two waves of a survey for each kind of source.
import { readDisk, readSnapshot, type Disk, type Snapshot } from '../azure/disks.ts';
import { describe, isAzureServiceError } from '../azure/errors.ts';
import { openBlob } from '../azure/page-blobs.ts';
import { resourceGroupOf } from '../azure/resource-id.ts';
import type { Problem } from '../problem.ts';
import type { BlobUrl } from '../azure/sas.ts';
import { findStorageAccount, type StorageAccount } from '../azure/storage-accounts.ts';
import { readVirtualMachine, type VirtualMachine } from '../azure/virtual-machines.ts';
import { captureFolder, snapshotName, VHD_CONTAINER, type DiskRole, type NameKey } from '../names.ts';
import { unmanagedDisksOf, type UnmanagedFacts } from '../source/unmanaged.ts';
import { inspectVhdBlob, type VhdBlobFacts } from '../source/vhd-blob.ts';
import { scanVhdFile, type VhdFileScan } from '../source/vhd-file-scan.ts';
import { inspectVhdFile, type VhdFile } from '../source/vhd-file.ts';
import type { Clients } from './clients.ts';
import type { Reader } from './refused-reads.ts';
import type { Request } from './request.ts';

export type SurveyedSource = SurveyedVm | SurveyedVhdBlob | SurveyedVhdFile | SurveyedImageVersion;

export interface SurveyedVm {
  readonly kind: 'vm';
  readonly vm: VirtualMachine | undefined;
  /** The VM's managed disks by ID in lower case. */
  readonly disks: ReadonlyMap<string, Disk>;
  readonly snapshots: ReadonlyMap<DiskRole, Snapshot>;
  /** Undefined for a VM with managed disks, and where they may not be read. */
  readonly unmanaged: UnmanagedFacts | undefined;
}

export interface SurveyedVhdBlob {
  readonly kind: 'vhd-blob';
  readonly location: BlobUrl;
  readonly facts: VhdBlobFacts;
  /** Undefined when it is none of the subscription's. */
  readonly account: StorageAccount | undefined;
}

export interface SurveyedVhdFile {
  readonly kind: 'vhd-file';
  readonly found:
    | { readonly kind: 'vhd'; readonly file: VhdFile; readonly scan: VhdFileScan }
    | { readonly kind: 'problem'; readonly problem: Problem };
}

/** Its facts are those of the definition and the version. */
export interface SurveyedImageVersion {
  readonly kind: 'image-version';
}

/** The disks that are captured of the source, or the one that a VHD is. */
export function rolesOf(source: SurveyedSource, { capture }: Request): readonly DiskRole[] {
  switch (source.kind) {
    case 'vm': {
      const { vm } = source;
      if (vm === undefined || vm.osDisk.kind !== 'managed') return [];
      return ['os', ...(capture.dataDisks === 'include' ? vm.dataDisks.map(({ lun }) => lun) : [])];
    }
    case 'vhd-blob':
    case 'vhd-file':
      return ['os'];
    case 'image-version':
      return [];
    default:
      return source satisfies never;
  }
}

/** The storage account in which a source that is a blob lies, or a VM's blobs. */
export function vhdAccountOf(source: SurveyedSource): StorageAccount | undefined {
  switch (source.kind) {
    case 'vm':
      return source.unmanaged?.account;
    case 'vhd-blob':
      return source.account;
    case 'vhd-file':
    case 'image-version':
      return undefined;
    default:
      return source satisfies never;
  }
}

/** The source as far as one wave tells; `complete` reads the rest beside the survey's second wave. */
export interface BegunSource {
  readonly vm: VirtualMachine | undefined;
  complete(): Promise<SurveyedSource>;
}

export async function beginSource(
  request: Request,
  key: NameKey,
  clients: Clients,
  attempt: Reader['attempt'],
): Promise<BegunSource> {
  const { source } = request;
  switch (source.kind) {
    case 'vm': {
      const vm = await attempt('vm', readVirtualMachine(clients.arm, source.vmId));
      return { vm, complete: async () => completeVm(request, key, vm, clients, attempt) };
    }
    case 'vhd-blob': {
      const [facts, account] = await Promise.all([
        openBlob(clients.blobs, source.location).then(inspectVhdBlob),
        accountOf(source.location.url, clients),
      ]);
      return known({ kind: 'vhd-blob', location: source.location, facts, account });
    }
    case 'vhd-file': {
      // Reading a large file takes minutes: the rest of the survey does not wait for it.
      const reading = readVhdFile(source.path, source.name, clients);
      reading.catch(() => undefined);
      return { vm: undefined, complete: async () => ({ kind: 'vhd-file', found: await reading }) };
    }
    case 'image-version':
      return known({ kind: 'image-version' });
    default:
      return source satisfies never;
  }
}

function known(source: SurveyedSource): BegunSource {
  return { vm: undefined, complete: async () => source };
}

/** Who may not list the subscription's accounts sees none: whether the account is needed shows later. */
async function accountOf(url: string, { arm, host }: Clients): Promise<StorageAccount | undefined> {
  try {
    return await findStorageAccount(arm, url);
  } catch (error) {
    if (!isAzureServiceError(error) || error.status !== 403) throw error;
    host.debug(describe(error));
    return undefined;
  }
}

async function readVhdFile(path: string, name: string, { host }: Clients): Promise<SurveyedVhdFile['found']> {
  const inspected = await inspectVhdFile(path, name);
  if (inspected.kind === 'problem') return inspected;
  const { file } = inspected;
  return { kind: 'vhd', file, scan: await scanVhdFile(host, file) };
}

async function completeVm(
  request: Request,
  key: NameKey,
  vm: VirtualMachine | undefined,
  clients: Clients,
  attempt: Reader['attempt'],
): Promise<SurveyedVm> {
  const bare: SurveyedVm = { kind: 'vm', vm, disks: new Map(), snapshots: new Map(), unmanaged: undefined };
  if (vm === undefined) return bare;
  if (vm.osDisk.kind === 'unmanaged') {
    return { ...bare, unmanaged: await attempt('vhd', readUnmanaged(request, vm, clients)) };
  }
  const [disks, snapshots] = await Promise.all([
    attempt('disks', readDisks(vm, clients)),
    attempt('snapshots', readSnapshots(rolesOf(bare, request), vm, key, clients)),
  ]);
  return { ...bare, disks: disks ?? new Map(), snapshots: snapshots ?? new Map() };
}

/** Its blobs are asked of only when they can be captured, and their account is known to be there. */
async function readUnmanaged(
  { capture }: Request,
  vm: VirtualMachine,
  clients: Clients,
): Promise<UnmanagedFacts | undefined> {
  const disks = unmanagedDisksOf(vm, capture.dataDisks);
  const [osDisk] = disks;
  if (capture.mode !== 'generalize' || osDisk === undefined) return undefined;
  const account = await accountOf(osDisk.url, clients);
  if (account === undefined) return { account, disks: [], captures: [] };
  const { blobs } = clients;
  const prefix = `${captureFolder(capture.containerName)}${capture.vhdPrefix}-`;
  const [captures, ...properties] = await Promise.all([
    blobs.list(account.blobEndpoint, VHD_CONTAINER, prefix),
    ...disks.map(async ({ url }) => (await blobs.openUrl(url)).properties()),
  ]);
  const found = disks.flatMap(({ url }, index) => {
    const facts = properties[index];
    return facts === undefined ? [] : [{ url, properties: facts }];
  });
  return { account, disks: found, captures };
}

async function readDisks(vm: VirtualMachine, { arm }: Clients): Promise<ReadonlyMap<string, Disk>> {
  const ids = [vm.osDisk, ...vm.dataDisks].flatMap((disk) => (disk.kind === 'managed' ? [disk.diskId] : []));
  const found = await Promise.all(ids.map((id) => readDisk(arm, id)));
  return new Map(found.flatMap((disk) => (disk === undefined ? [] : [[disk.id.toLowerCase(), disk]])));
}

async function readSnapshots(
  roles: readonly DiskRole[],
  vm: VirtualMachine,
  key: NameKey,
  { arm }: Clients,
): Promise<ReadonlyMap<DiskRole, Snapshot>> {
  const scope = `${resourceGroupOf(vm.id)}/providers/Microsoft.Compute/snapshots`;
  const found = await Promise.all(roles.map((role) => readSnapshot(arm, `${scope}/${snapshotName(key, role)}`)));
  return byRole(roles, found);
}

export function byRole<T>(roles: readonly DiskRole[], values: readonly (T | undefined)[]): ReadonlyMap<DiskRole, T> {
  return new Map(
    roles.flatMap((role, index) => {
      const value = values[index];
      return value === undefined ? [] : [[role, value] as const];
    }),
  );
}
