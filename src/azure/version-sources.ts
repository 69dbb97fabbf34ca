// What an image version was made of, as Azure records it in the version's storage profile.
import type { JsonObject } from './arm.ts';
import { withoutQuery } from './blob-urls.ts';
import { numberAt, objectAt, objectsAt, textAt } from './json.ts';

export type RecordedSource =
  /** One managed disk or snapshot for each disk. */
  | {
      readonly kind: 'snapshots' | 'disks';
      readonly osId: string;
      readonly data: readonly { readonly lun: number; readonly id: string }[];
    }
  | {
      readonly kind: 'vhd';
      readonly url: string;
      readonly storageAccountId?: string;
      readonly data: readonly { readonly lun: number; readonly url: string }[];
    }
  | { readonly kind: 'vm' | 'image' | 'version' | 'community-version'; readonly id: string };

/** Undefined where Azure tells nothing, or something newer than this. */
export function recordedSourceOf(storageProfile: JsonObject | undefined): RecordedSource | undefined {
  const whole = objectAt(storageProfile, 'source');
  const community = textAt(whole, 'communityGalleryImageId');
  if (community !== undefined) return { kind: 'community-version', id: community };
  const id = textAt(whole, 'virtualMachineId') ?? textAt(whole, 'id');
  if (id !== undefined) return wholeSourceOf(id);
  const os = objectAt(storageProfile, 'osDiskImage', 'source');
  const data = objectsAt(storageProfile, 'dataDiskImages').map((image) => ({
    lun: numberAt(image, 'lun') ?? 0,
    id: textAt(image, 'source', 'id'),
    url: textAt(image, 'source', 'uri'),
  }));
  const url = textAt(os, 'uri');
  if (url !== undefined) {
    // Before there was `storageAccountId`, `id` named the account.
    const storageAccountId = textAt(os, 'storageAccountId') ?? textAt(os, 'id');
    return {
      kind: 'vhd',
      // Azure keeps a URL as it was given, with its signature if it had one.
      url: withoutQuery(url),
      ...(storageAccountId === undefined ? {} : { storageAccountId }),
      data: data.flatMap((disk) => (disk.url === undefined ? [] : [{ lun: disk.lun, url: withoutQuery(disk.url) }])),
    };
  }
  const osId = textAt(os, 'id');
  if (osId === undefined || !DISK.test(osId)) return undefined;
  return {
    kind: /\/snapshots\//i.test(osId) ? 'snapshots' : 'disks',
    osId,
    data: data.flatMap((disk) => (disk.id === undefined ? [] : [{ lun: disk.lun, id: disk.id }])),
  };
}

export function dataDiskLunsOf(storageProfile: JsonObject | undefined): readonly number[] {
  return objectsAt(storageProfile, 'dataDiskImages').flatMap((image) => numberAt(image, 'lun') ?? []);
}

const DISK = /\/providers\/Microsoft\.Compute\/(?:snapshots|disks)\/[^/]+$/i;

function wholeSourceOf(id: string): RecordedSource | undefined {
  if (/\/virtualMachines\/[^/]+$/i.test(id)) return { kind: 'vm', id };
  if (/\/galleries\/[^/]+\/images\/[^/]+\/versions\/[^/]+$/i.test(id)) return { kind: 'version', id };
  return /\/providers\/Microsoft\.Compute\/images\/[^/]+$/i.test(id) ? { kind: 'image', id } : undefined;
}
