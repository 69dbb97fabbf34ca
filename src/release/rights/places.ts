// The places of a run: for each, the scopes at which a role counts for it, from where one is usually given to the thing itself.
import { resourceGroupOf, sameId } from '../../azure/resource-id.ts';
import type { VirtualMachine } from '../../azure/virtual-machines.ts';
import type { VersionMaterial } from '../../image/version.ts';
import { VHD_CONTAINER } from '../../names.ts';
import { definitionIdOf, versionIdOf } from '../ids.ts';
import { SOURCE_INPUTS } from '../inputs.ts';
import type { Request } from '../request.ts';
import { vhdAccountOf } from '../survey-source.ts';
import type { Survey } from '../survey.ts';
import type { Place } from './deeds.ts';
import { linkedIds } from './links.ts';

export interface Target {
  /** The input that leads there. */
  readonly input: string;
  /** The widest first; a role on any of them counts. */
  readonly scopes: readonly [string, ...string[]];
}

type Found = Pick<Survey, 'source' | 'gallery' | 'definition' | 'version' | 'storageAccount' | 'batchAccount'>;

/** Whether it is a place at which operations are followed. */
export function isFollowing(place: Place): boolean {
  return place === 'vm-operations' || place === 'gallery-operations';
}

/** None where it is not known yet where the place is: another problem says why. */
export function targetsOf(
  place: Place,
  request: Request,
  survey: Found,
  material: VersionMaterial | undefined,
): readonly Target[] {
  const { source, image, pool } = request;
  const at = (input: string, id: string | undefined, ...narrower: readonly string[]): readonly Target[] =>
    id === undefined || id === '' ? [] : [{ input, scopes: [id, ...narrower] }];
  const vmId = source.kind === 'vm' ? source.vmId : undefined;
  const vmGroup = vmId === undefined ? undefined : resourceGroupOf(vmId);
  const galleryInput = source.kind === 'image-version' ? 'image-version-id' : 'gallery';
  switch (place) {
    case 'vm':
      return at('vm-name', vmId);
    case 'vm-group':
      return at('vm-name', vmGroup);
    case 'disks':
      return diskTargets(request, survey);
    case 'gallery-group':
      return at(galleryInput, resourceGroupOf(image.galleryId));
    case 'gallery':
      return at(galleryInput, gallerySide(request, survey));
    case 'image':
      return at(
        galleryInput,
        gallerySide(request, survey),
        ...(survey.version === undefined ? [] : [versionIdOf(request)]),
      );
    case 'source-account':
      return at(SOURCE_INPUTS[source.kind], vhdAccountOf(survey.source)?.id);
    case 'image-account':
      return at('storage-account', material?.kind === 'VHDs' ? material.storageAccountId : undefined);
    case 'storage-account':
      return at('storage-account', storageIdOf(request, survey));
    case 'container': {
      const account = storageIdOf(request, survey);
      return at('storage-account', account, ...(account === undefined ? [] : [containerOf(account)]));
    }
    case 'batch-account':
      return at('batch-account', pool.batchAccountId);
    case 'subnet':
      return linkedIds(pool.spec, 'join-subnet').flatMap((id) => at('pool-spec', id));
    case 'public-addresses':
      return linkedIds(pool.spec, 'use-public-addresses').flatMap((id) => at('pool-spec', id));
    case 'identities':
      return linkedIds(pool.spec, 'assign-identities').flatMap((id) => at('pool-spec', id));
    case 'vm-operations':
      return at('vm-name', vmGroup);
    case 'gallery-operations':
      return image.access === 'own' ? at(galleryInput, resourceGroupOf(image.galleryId)) : [];
    // What is asked at a subscription is no list of permissions; images of VMs only an inspection reads.
    case 'subscription':
    case 'managed-images':
    case 'everywhere':
      return [];
    default:
      return place satisfies never;
  }
}

/** What the run captures, as far as the VM is known. A disk may lie in another group than its VM, with roles of its own. */
function diskTargets({ source, capture }: Request, survey: Found): readonly Target[] {
  if (source.kind !== 'vm') return [];
  const group = resourceGroupOf(source.vmId);
  const vm = survey.source.kind === 'vm' ? survey.source.vm : undefined;
  if (vm === undefined) return [{ input: 'vm-name', scopes: [group] }];
  return managedDisksOf(vm, capture.dataDisks).map((id) => ({
    input: 'vm-name',
    scopes: sameId(resourceGroupOf(id), group) ? [group, id] : [resourceGroupOf(id), id],
  }));
}

export function managedDisksOf(vm: VirtualMachine, dataDisks: 'include' | 'exclude'): readonly string[] {
  const disks = [vm.osDisk, ...(dataDisks === 'include' ? vm.dataDisks : [])];
  return disks.flatMap((disk) => (disk.kind === 'managed' ? [disk.diskId] : []));
}

/** The narrowest that exists already. */
export function gallerySide(
  request: Request,
  { gallery, definition }: Pick<Found, 'gallery' | 'definition'>,
): string | undefined {
  const { image } = request;
  if (image.access !== 'own') return undefined;
  if (gallery === undefined) return resourceGroupOf(image.galleryId);
  return definition === undefined ? gallery.id : definitionIdOf(request);
}

function storageIdOf({ capture }: Request, { storageAccount, batchAccount }: Found): string | undefined {
  return storageAccount?.id ?? capture.storageAccountId ?? batchAccount?.autoStorageAccountId;
}

export function containerOf(storageAccountId: string): string {
  return `${storageAccountId}/blobServices/default/containers/${VHD_CONTAINER}`;
}
