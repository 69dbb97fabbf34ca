// Links into the Azure portal of the cloud in use.
import { nameOf } from '../azure/resource-id.ts';
import { code, escape, link } from './markdown.ts';

export interface Portal {
  /** Of the cloud, e.g. `https://portal.azure.com`; absent where the cloud names none. */
  readonly url?: string;
  readonly tenantId?: string;
}

/** A resource's name, linked to its page; the ID alone where there is no portal. */
export function resourceLink({ url, tenantId }: Portal, id: string): string {
  if (url === undefined || !id.startsWith('/')) return code(id);
  const tenant = tenantId === undefined ? '' : `@${encodeURIComponent(tenantId)}/`;
  const path = id.split('/').map(encodeURIComponent).join('/');
  return link(escape(nameOf(id)), `${url.replace(/\/+$/, '')}/#${tenant}resource${path}`);
}
