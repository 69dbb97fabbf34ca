// The storage room, wired: the blob service of one world, and the bytes behind its disks.
import type { Cloud } from '../kernel/clouds.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Inspectable, Service } from '../kernel/exchange.ts';
import type { Json } from '../kernel/json.ts';
import type { Randomness } from '../kernel/randomness.ts';
import type { ResourceStore } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import type { Roles } from '../identity/roles.ts';
import type { Profile } from '../scenario/profiles.ts';
import { accountAt, accountNamed, keysOf } from './accounts.ts';
import type { Azurite, StoredBlob } from './azurite.ts';
import type { TokenCheck } from './blob-callers.ts';
import { createBlobCopies, pieces } from './blob-copies.ts';
import { createBlobService } from './blob-service.ts';
import { answerOf } from './azurite-answers.ts';
import { openSource } from './copy-sources.ts';
import type { DiskBlobs } from './disk-blobs.ts';
import { isDiskHost } from './disk-host.ts';
import { createLeaseBook } from './lease-book.ts';
import { registerAzurite } from './containers.ts';
import { createManagedDisks, type BlobContents, type Seeds } from './managed-disks.ts';
import { createPageThrottle } from './page-throttle.ts';
import { vhdBlobWriter } from './vhd-writer.ts';

export interface StorageParts {
  readonly azurite: Azurite;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly resources: ResourceStore;
  readonly roles: Roles;
  readonly profile: Profile;
  readonly cloud: Pick<Cloud, 'disks' | 'storage' | 'logins'>;
}

export interface Storage {
  readonly disks: DiskBlobs;
  /** The blob service; `tokens` checks the bearer tokens of its callers. */
  service(world: Pick<World, 'scenario'>, tokens: TokenCheck): Service & Inspectable;
  /** Forgets every blob and disk. The same Azurite then serves the next world. */
  reset(): Promise<void>;
}

const seedsOf = new WeakMap<Azurite, Seeds>();

export function createStorage(parts: StorageParts): Storage {
  const { azurite, clock, random, resources, cloud } = parts;
  const seeds: Seeds = seedsOf.get(azurite) ?? new Map<never, never>();
  seedsOf.set(azurite, seeds);
  const openBlob = blobOpener(azurite, resources);
  const disks = createManagedDisks({
    directory: azurite.directory,
    clock,
    random,
    hosts: cloud.disks,
    seeds,
    openBlob,
    writeBlob: vhdBlobWriter(azurite, resources),
  });
  const copies = createBlobCopies({ azurite, clock, random });
  const leases = createLeaseBook();
  const throttle = createPageThrottle(parts.profile, clock);
  registerAzurite(resources, azurite);
  azurite.useAccounts((name) => {
    const account = accountNamed(resources, name);
    return account === undefined ? undefined : keysOf(account.id);
  });

  const hostOf = (account: string): string =>
    accountNamed(resources, account)?.host ?? `${account}.blob.${cloud.storage}`;
  const urlOf = (blob: StoredBlob): string => {
    const path = blob.name.split('/').map(encodeURIComponent).join('/');
    const snapshot = blob.snapshot === '' ? '' : `?snapshot=${blob.snapshot}`;
    return `https://${hostOf(blob.account)}/${blob.container}/${path}${snapshot}`;
  };
  const blobs = (): readonly StoredBlob[] => azurite.blobs().filter((blob) => blob.committed);

  return {
    disks,
    service: (world, tokens) => ({
      name: 'storage',
      serves: (host) => isDiskHost(host) || accountAt(resources, host) !== undefined,
      handle: createBlobService({
        ...parts,
        tokens,
        tenantId: world.scenario.tenantId,
        signers: () => world.scenario.principals,
        authority: `https://${cloud.logins[0]}/${world.scenario.tenantId}`,
        disks,
        copies,
        leases,
        throttle,
      }),
      state: () =>
        Object.fromEntries<Json>([
          ...azurite
            .containers()
            .map((container): [string, Json] => [
              `https://${hostOf(container.account)}/${container.name}`,
              { type: 'container', etag: container.etag, metadata: container.metadata },
            ]),
          ...blobs().map((blob): [string, Json] => [urlOf(blob), shown(blob)]),
        ]),
      leftovers: () =>
        blobs()
          .filter((blob) => blob.lease.state !== 'none')
          .map((blob) => ({
            id: urlOf(blob),
            kind: 'lease',
            since: (leases.since(blob) ?? clock.now()).toISOString(),
          })),
    }),
    async reset() {
      copies.clear();
      leases.clear();
      await disks.clear();
      await azurite.reset();
    },
  };
}

function shown(blob: StoredBlob): Json {
  return {
    type: 'blob',
    blobType: blob.type,
    bytes: blob.bytes,
    allocatedBytes:
      blob.type === 'PageBlob' ? blob.ranges.reduce((sum, range) => sum + range.end - range.start + 1, 0) : blob.bytes,
    etag: blob.etag,
    metadata: blob.metadata,
    leaseState: blob.lease.state === 'none' ? 'available' : blob.lease.state,
  };
}

/** Reads a storage account's blob on behalf of Azure itself: no caller, no firewall. */
function blobOpener(azurite: Azurite, resources: ResourceStore): (url: string) => Promise<BlobContents | undefined> {
  return async (text) => {
    if (!URL.canParse(text)) return undefined;
    const url = new URL(text);
    const account = accountAt(resources, url.hostname);
    const [container = '', ...name] = decodeURIComponent(url.pathname).replace(/^\//, '').split('/');
    const blob = account === undefined ? undefined : azurite.blob(account.name, container, name.join('/'));
    if (account === undefined || blob?.committed !== true) return undefined;
    const source = await openSource(
      async (method, target, headers) => {
        const path = `${target.pathname}${target.search}`;
        const response = await azurite.sendTrusted({ method, account: account.name, path, headers });
        return answerOf(response, { method, url: target, headers, body: Buffer.alloc(0) }, account);
      },
      new URL(url.pathname, `https://${account.host}`),
    );
    return {
      type: source.type,
      bytes: source.bytes,
      isLeased: blob.lease.state !== 'none',
      read: (start, length) => source.read({ start, end: start + length - 1 }),
      async *pieces() {
        for (const piece of pieces(await source.ranges()))
          yield { offset: piece.start, data: await source.read(piece) };
      },
    };
  };
}
