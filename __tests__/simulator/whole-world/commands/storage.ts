// Commands about storage accounts, containers, and the leases of blobs.
import fc from 'fast-check';
import type { JsonObject } from '../../../../simulator/kernel/json.ts';
import {
  arm,
  armDelete,
  armPut,
  choices,
  chosen,
  command,
  mustBeThere,
  mustGo,
  oneOf,
  storage,
  type CommandKind,
} from '../command.ts';
import { ACCOUNTS, blobHost, BLOBS, CONTAINERS, HOME } from '../names.ts';
import { isWithin, keyOf, PATTERNS, textAt, type Key } from '../observation.ts';
import type { Request } from '../step.ts';

export const LEASES = ['aaaaaaaa-0000-4000-8000-000000000001', 'bbbbbbbb-0000-4000-8000-000000000002'] as const;
const SIDE_ACCOUNT_FIRST = [...ACCOUNTS].reverse();

/** The containers of an account, in both planes, and what is in them. */
function contentsOf(accountId: string): (key: Key) => boolean {
  return (key) => isWithin(key, keyOf(accountId)) || isWithin(key, blobHost(accountId));
}

function containerKeys(url: string): (key: Key) => boolean {
  const name = url.split('/').at(-1) ?? '';
  return (key) => isWithin(key, keyOf(url)) || (PATTERNS.armContainer.test(key) && key.endsWith(`/${name}`));
}

function leaseBecomes(url: string, wanted: string): NonNullable<Request['effect']> {
  const key = keyOf(url);
  return (after) => {
    const found = textAt(after.given.get(key), 'x-ms-lease-state');
    return found === wanted ? undefined : `the lease of ${key} is ${found}, not ${wanted}`;
  };
}

/** What each lease action needs, and what it leaves. */
const LEASE_ACTIONS = {
  acquire: { from: ['available', 'broken'], to: 'leased', weight: 5 },
  renew: { from: ['leased'], to: 'leased', weight: 2 },
  release: { from: ['leased'], to: 'available', weight: 2 },
  break: { from: ['leased'], to: 'broken', weight: 1 },
} as const;

function leaseHeaders(action: keyof typeof LEASE_ACTIONS, id: string): Readonly<Record<string, string>> {
  switch (action) {
    case 'acquire':
      return { 'x-ms-proposed-lease-id': id, 'x-ms-lease-duration': '60' };
    case 'break':
      return { 'x-ms-lease-break-period': '0' };
    case 'renew':
    case 'release':
      return { 'x-ms-lease-id': id };
  }
}

const leases = (Object.keys(LEASE_ACTIONS) as readonly (keyof typeof LEASE_ACTIONS)[]).map((action) => {
  const { from, to, weight } = LEASE_ACTIONS[action];
  const suits = (body: JsonObject): boolean => from.some((state) => state === body['x-ms-lease-state']);
  return command(
    `lease.${action}`,
    fc.record({ choice: choices, id: oneOf([...Array.from({ length: 6 }, () => LEASES[0]), LEASES[1]]) }),
    ({ choice, id }, view) => {
      const url = chosen(choice, BLOBS, view, suits);
      const headers = { 'x-ms-lease-action': action, ...leaseHeaders(action, id) };
      return { asked: storage('PUT', `${url}?comp=lease`, headers), about: keyOf(url), effect: leaseBecomes(url, to) };
    },
    { weight },
  );
});

export const storageCommands: readonly CommandKind[] = [
  command(
    'account.put',
    fc.record({ choice: choices, mark: oneOf(['x', 'y']) }),
    ({ choice, mark }, view) =>
      armPut(chosen({ ...choice, any: true }, SIDE_ACCOUNT_FIRST, view), {
        location: HOME,
        kind: 'StorageV2',
        sku: { name: 'Standard_LRS' },
        tags: { mark },
      }),
    { weight: 2 },
  ),
  command('account.delete', fc.tuple(choices, oneOf([1, 1, 1, 0])), ([choice, first], view) => {
    const id = chosen(choice, SIDE_ACCOUNT_FIRST.slice(0, 2 - first), view);
    return armDelete(id, { touches: contentsOf(id) });
  }),
  command('account.container', choices, (choice, view) => {
    const id = chosen(choice, ACCOUNTS, view);
    return armPut(`${id}/blobServices/default/containers/vhds`, {}, { touches: containerKeys(`${blobHost(id)}/vhds`) });
  }),
  command(
    'container.create',
    choices,
    (choice, view) => {
      const absent = CONTAINERS.filter((url) => !view.now.given.has(keyOf(url)));
      const from = choice.any || absent.length === 0 ? CONTAINERS : absent;
      const url = from[choice.index % from.length];
      return url === undefined
        ? undefined
        : {
            asked: storage('PUT', `${url}?restype=container`),
            about: keyOf(url),
            touches: containerKeys(url),
            effect: mustBeThere(keyOf(url)),
          };
    },
    { weight: 3 },
  ),
  command('container.delete', choices, (choice, view) => {
    const url = chosen(choice, CONTAINERS, view);
    return {
      asked: storage('DELETE', `${url}?restype=container`),
      about: keyOf(url),
      touches: containerKeys(url),
      effect: mustGo(keyOf(url)),
    };
  }),
  ...leases,
  command('account.unknown', oneOf(ACCOUNTS), (id) => ({ asked: arm('POST', id, {}, '/failover'), about: keyOf(id) }), {
    isUnsimulated: true,
  }),
];
