// Bundles one compiled entry with everything it imports: ncc, to ES modules, unminified, in memory.
import { createRequire } from 'node:module';
import { basename } from 'node:path';

export interface Bundle {
  /** File name below the entry's folder to content. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Paths of the modules whose code went into the files. */
  readonly modules: readonly string[];
}

interface Ncc {
  (entry: string, options: Readonly<Record<string, unknown>>): Promise<NccResult>;
}

interface NccResult {
  readonly code: string;
  readonly assets: Readonly<Record<string, { readonly source: string | Buffer }>>;
  readonly stats: { toJson(options: Readonly<Record<string, unknown>>): { readonly modules?: readonly StatsModule[] } };
}

interface StatsModule {
  readonly nameForCondition?: string | null;
  readonly chunks?: readonly unknown[];
  /** The modules joined into this one. */
  readonly modules?: readonly StatsModule[];
}

// `xdg-open` comes from `open`, by which @azure/identity's interactive sign-in starts a browser. A workflow step has
// none, and that sign-in is never used. package.json is written once, for the whole of dist.
const LEFT_OUT = new Set(['xdg-open', 'package.json']);

/** Run it from the repository's root: webpack derives its module numbers from paths relative to there. */
export async function bundle(entry: string): Promise<Bundle> {
  const ncc = createRequire(import.meta.url)('@vercel/ncc') as Ncc;
  const result = await ncc(entry, { cache: false, quiet: true });
  const files = new Map([['index.js', Buffer.from(result.code)]]);
  for (const [name, asset] of Object.entries(result.assets)) {
    if (LEFT_OUT.has(name)) continue;
    // Whatever a new dependency brings along, someone must decide whether it belongs into the action.
    if (!/^\d+\.index\.js$/.test(name))
      throw new Error(`The bundle of ${basename(entry)} has an unexpected file: ${name}`);
    files.set(name, Buffer.from(asset.source));
  }
  const { modules = [] } = result.stats.toJson({ all: false, modules: true, nestedModules: true, ids: true });
  return { files, modules: modules.filter(({ chunks }) => chunks === undefined || chunks.length > 0).flatMap(pathsOf) };
}

function pathsOf(module: StatsModule): readonly string[] {
  const own = module.nameForCondition ? [module.nameForCondition] : [];
  return [...own, ...(module.modules ?? []).flatMap(pathsOf)];
}
