// What the simulated Azure holds after a run, found by the ends of IDs and URLs.
import type { SimulatorControl } from '../../runner/simulator-process.ts';

type Body = Readonly<Record<string, unknown>>;

export interface Holdings {
  /** The one resource whose ID or URL ends so; undefined when there is none. */
  readonly find: (end: string) => Body | undefined;
  /** IDs and URLs that match, in order. */
  readonly keys: (pattern: RegExp) => readonly string[];
  readonly bodies: (pattern: RegExp) => readonly Body[];
  readonly pool: (id: string) => Body | undefined;
  /** States of a pool's nodes, in order. */
  readonly nodeStates: (pool: string) => readonly unknown[];
  /** Metadata of a pool by name. */
  readonly metadata: (pool: string) => Readonly<Record<string, string>>;
  /** VHD blobs by the part of their name before the GUID: `vm-golden-osDisk`. */
  readonly vhds: () => Readonly<Record<string, Vhd>>;
}

export interface Vhd {
  readonly url: string;
  readonly bytes: number;
  readonly allocatedBytes: number;
  readonly leaseState: string;
  readonly metadata: Readonly<Record<string, string>>;
}

export async function holdingsOf(control: SimulatorControl): Promise<Holdings> {
  const state = await control.state();
  const entries = Object.entries(state) as readonly (readonly [string, Body])[];
  const matching = (pattern: RegExp): typeof entries => entries.filter(([id]) => pattern.test(id));
  const find = (end: string): Body | undefined =>
    entries.find(([id]) => id.toLowerCase().endsWith(end.toLowerCase()))?.[1];
  const pool = (id: string): Body | undefined => find(`/pools/${id}`);
  return {
    find,
    pool,
    keys: (pattern) => matching(pattern).map(([id]) => id),
    bodies: (pattern) => matching(pattern).map(([, body]) => body),
    nodeStates: (id) => matching(new RegExp(`/pools/${id}/nodes/`)).map(([, body]) => body['state']),
    metadata(id) {
      const list = (pool(id)?.['metadata'] ?? []) as readonly { readonly name: string; readonly value: string }[];
      return Object.fromEntries(list.map(({ name, value }) => [name, value]));
    },
    vhds: () =>
      Object.fromEntries(
        matching(/\.vhd$/).map(([url, body]) => [
          /\/([^/]+)\.[0-9a-f-]{36}\.vhd$/.exec(url)?.[1] ?? url,
          { ...(body as Omit<Vhd, 'url'>), url },
        ]),
      ),
  };
}
