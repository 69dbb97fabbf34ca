// What the image of a pool is, by the way the pool names it: pinned to one version, or following whatever is the latest.
import type { PoolImage } from '../azure/batch-service.ts';

export type NamedImage =
  | { readonly kind: 'gallery-version'; readonly id: string; readonly version: string; readonly definitionId: string }
  | { readonly kind: 'gallery-latest'; readonly definitionId: string }
  | { readonly kind: 'managed-image'; readonly id: string }
  | {
      readonly kind: 'marketplace';
      readonly publisher: string;
      readonly offer: string;
      readonly sku: string;
      /** Absent when the pool follows the latest. */
      readonly version?: string;
    }
  /** Of a gallery that is shared with the subscription, or with everybody. */
  | { readonly kind: 'shared-gallery' | 'community-gallery'; readonly id: string; readonly version?: string }
  | { readonly kind: 'vhds'; readonly urls: readonly string[] }
  | { readonly kind: 'unknown' };

const DEFINITION =
  /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/galleries\/[^/]+)\/images\/[^/]+/i;
const VERSION = /\/versions\/([^/]+)$/i;

export function namedImage(image: PoolImage): NamedImage {
  switch (image.kind) {
    case 'resource': {
      const [definitionId] = DEFINITION.exec(image.id) ?? [];
      if (definitionId === undefined) return { kind: 'managed-image', id: image.id };
      const { version } = versionIn(image.id);
      return version === undefined
        ? { kind: 'gallery-latest', definitionId }
        : { kind: 'gallery-version', id: image.id, version, definitionId };
    }
    case 'marketplace': {
      const [publisher = '', offer = '', sku = '', version = ''] = image.urn.split(':');
      return { kind: 'marketplace', publisher, offer, sku, ...(isLatest(version) ? {} : { version }) };
    }
    case 'shared-gallery':
    case 'community-gallery':
      return { kind: image.kind, id: image.id, ...versionIn(image.id) };
    case 'vhds':
      return { kind: 'vhds', urls: image.urls };
    case 'unknown':
      return { kind: 'unknown' };
    default:
      return image satisfies never;
  }
}

/** Whether only its nodes tell which version a pool runs. */
export function followsLatest(image: NamedImage): boolean {
  switch (image.kind) {
    case 'gallery-latest':
      return true;
    case 'marketplace':
    case 'shared-gallery':
    case 'community-gallery':
      return image.version === undefined;
    case 'gallery-version':
    case 'managed-image':
    case 'vhds':
    case 'unknown':
      return false;
    default:
      return image satisfies never;
  }
}

export function galleryOf(definitionId: string): string {
  return definitionId.split('/').slice(0, 9).join('/');
}

function versionIn(id: string): { readonly version?: string } {
  const version = VERSION.exec(id)?.[1] ?? '';
  return isLatest(version) ? {} : { version };
}

function isLatest(version: string): boolean {
  return version === '' || version.toLowerCase() === 'latest';
}
