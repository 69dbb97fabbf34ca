// What a pool specification refers to beside the image: whoever makes the pool must be allowed to use it.
import { objectAt, textAt, textsAt } from '../../azure/json.ts';
import type { PoolSpec } from '../../pool/pool-spec.ts';
import type { Deed } from './deeds.ts';

export interface Link {
  readonly deed: Extract<Deed, 'join-subnet' | 'use-public-addresses' | 'assign-identities'>;
  readonly ids: readonly string[];
}

export function linksOf({ kind, body }: Pick<PoolSpec, 'kind' | 'body'>): readonly Link[] {
  const network = objectAt(kind === 'arm' ? body['properties'] : body, 'networkConfiguration');
  const subnet = textAt(network, 'subnetId');
  // Only Resource Manager takes identities.
  const identities = kind === 'arm' ? Object.keys(objectAt(body, 'identity', 'userAssignedIdentities') ?? {}) : [];
  const links: readonly Link[] = [
    { deed: 'join-subnet', ids: subnet === undefined ? [] : [subnet] },
    { deed: 'use-public-addresses', ids: textsAt(network, 'publicIPAddressConfiguration', 'ipAddressIds') },
    { deed: 'assign-identities', ids: identities },
  ];
  return links.filter(({ ids }) => ids.length > 0);
}

export function linkedIds(spec: Pick<PoolSpec, 'kind' | 'body'>, deed: Link['deed']): readonly string[] {
  return linksOf(spec).flatMap((link) => (link.deed === deed ? link.ids : []));
}
