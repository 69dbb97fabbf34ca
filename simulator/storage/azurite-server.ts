// Loads Azurite's blob server into this process. Azurite ships no types: the few members used are checked here, once.
import type { Server } from 'node:http';
import Module, { createRequire } from 'node:module';
import { join } from 'node:path';

export interface AccountKeys {
  readonly key1: Buffer;
  readonly key2: Buffer;
}

export interface BlobServer {
  readonly httpServer: Server;
  /** The documents of one of the tables of its in-memory database that match, e.g. `$BLOBS_COLLECTION$`. */
  find(table: string, query: Readonly<Record<string, string>>): readonly unknown[];
  stop(): Promise<void>;
}

const require = createRequire(import.meta.url);

/**
 * Starts a server that keeps its pages in `directory` and listens nowhere: connections are handed to `httpServer`.
 * `findKeys` is asked on every request, so an account exists as soon as it is known there.
 */
export async function startBlobServer(
  directory: string,
  findKeys: (account: string) => AccountKeys | undefined,
): Promise<BlobServer> {
  leaveOutTelemetry();
  const Configuration = constructorIn(require('azurite/dist/src/blob/BlobConfiguration.js'));
  const ServerClass = constructorIn(require('azurite/dist/src/blob/BlobServer.js'));
  const extents = [{ locationId: 'Default', locationPath: join(directory, 'extents'), maxConcurrency: 8 }];
  const configuration = new Configuration(
    '127.0.0.1',
    0,
    5,
    join(directory, 'blobs.json'),
    join(directory, 'extents.json'),
    extents,
    false, // no access log
    undefined,
    false, // no debug log
    undefined,
    false, // not loose: what Azurite does not support, it refuses
    true, // any x-ms-version: clients send newer ones than Azurite knows
    '',
    '',
    '',
    'basic', // bearer tokens are accepted by form; the front has checked them before
  );
  const server: unknown = new ServerClass(configuration);
  if (!isServer(server)) throw new Error('This version of Azurite is built otherwise than the simulator expects.');
  server.accountDataStore.getAccount = (name) => {
    const keys = findKeys(name);
    return keys === undefined ? undefined : { name, ...keys };
  };
  await server.beforeStart();
  return {
    httpServer: server.httpServer,
    find: (table, query) => server.metadataStore.db.getCollection(table)?.find(query) ?? [],
    stop: () => server.afterClose(),
  };
}

/**
 * Azurite loads Application Insights, which costs more than all the rest of it and exists only to call home. It is
 * never started here; an empty module in its place makes that certain, and the start twice as fast.
 */
function leaveOutTelemetry(): void {
  const path = createRequire(require.resolve('azurite/package.json')).resolve('applicationinsights');
  if (require.cache[path] !== undefined) return;
  const stub = new Module(path);
  stub.exports = {};
  stub.loaded = true;
  require.cache[path] = stub;
}

interface AzuriteBlobServer {
  readonly httpServer: Server;
  readonly accountDataStore: { getAccount: (name: string) => ({ readonly name: string } & AccountKeys) | undefined };
  readonly metadataStore: {
    readonly db: {
      getCollection(name: string): { find(query: Readonly<Record<string, string>>): readonly unknown[] } | null;
    };
  };
  beforeStart(): Promise<void>;
  afterClose(): Promise<void>;
}

function isServer(value: unknown): value is AzuriteBlobServer {
  return (
    has(value, 'httpServer', 'object') &&
    has(value, 'beforeStart', 'function') &&
    has(value, 'afterClose', 'function') &&
    has(value, 'accountDataStore', 'object') &&
    has(value.accountDataStore, 'getAccount', 'function') &&
    has(value, 'metadataStore', 'object') &&
    has(value.metadataStore, 'db', 'object') &&
    has(value.metadataStore.db, 'getCollection', 'function')
  );
}

function has<Key extends string>(
  value: unknown,
  key: Key,
  type: 'function' | 'object',
): value is Readonly<Record<Key, unknown>> {
  return typeof value === 'object' && value !== null && key in value && typeof Reflect.get(value, key) === type;
}

type Constructor = new (...parts: readonly unknown[]) => unknown;

function constructorIn(exported: unknown): Constructor {
  const found: unknown =
    typeof exported === 'object' && exported !== null ? Reflect.get(exported, 'default') : undefined;
  if (!isConstructor(found)) throw new Error('Azurite does not export the class that the simulator expects.');
  return found;
}

function isConstructor(value: unknown): value is Constructor {
  return typeof value === 'function' && 'prototype' in value;
}
