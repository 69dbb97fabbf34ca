// Managed images, what Compute had before galleries: what one was made of.
import type { Arm } from './arm.ts';
import { withoutQuery } from './blob-urls.ts';
import { objectAt, textAt } from './json.ts';
import { nameOf } from './resource-id.ts';
import { API_VERSIONS } from './versions.ts';

export interface ManagedImage {
  readonly id: string;
  readonly name: string;
  readonly source: ManagedImageSource;
}

export type ManagedImageSource =
  /** Without a signature. */
  | { readonly kind: 'vhd'; readonly url: string }
  /** A VM, disk or snapshot; it need not exist any more. */
  | { readonly kind: 'resource'; readonly id: string }
  | { readonly kind: 'unknown' };

/** Undefined when there is none. */
export async function readManagedImage(arm: Arm, id: string): Promise<ManagedImage | undefined> {
  const body = await arm.read(id, API_VERSIONS.compute);
  if (body === undefined) return undefined;
  const properties = objectAt(body, 'properties');
  const osDisk = objectAt(properties, 'storageProfile', 'osDisk');
  const url = textAt(osDisk, 'blobUri');
  const sourceId =
    textAt(osDisk, 'snapshot', 'id') ??
    textAt(osDisk, 'managedDisk', 'id') ??
    textAt(properties, 'sourceVirtualMachine', 'id');
  return {
    id: textAt(body, 'id') ?? id,
    name: textAt(body, 'name') ?? nameOf(id),
    source:
      url !== undefined
        ? { kind: 'vhd', url: withoutQuery(url) }
        : sourceId !== undefined
          ? { kind: 'resource', id: sourceId }
          : { kind: 'unknown' },
  };
}
