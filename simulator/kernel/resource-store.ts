// ARM resources by ID. IDs and names compare without regard to case, as in ARM; they are kept as first written.
import type { JsonObject } from './json.ts';

export interface StoredResource {
  /** The ID as the creator spelt it. */
  readonly id: string;
  /** The resource type in lower case, e.g. `microsoft.compute/virtualmachines`. */
  readonly type: string;
  /** The body a GET answers: `id`, `name`, `type`, `location`, `tags`, `properties`, ... */
  body: JsonObject;
  etag: string;
}

export class ResourceStore {
  readonly #byId = new Map<string, StoredResource>();
  readonly #createdAt = new Map<string, string>();
  #changes = 0;

  get(id: string): StoredResource | undefined {
    return this.#byId.get(id.toLowerCase());
  }

  /** Creates or replaces; the spelling of the ID of the first write stays. */
  put(id: string, body: JsonObject): StoredResource {
    const known = this.get(id);
    const resource: StoredResource = { id: known?.id ?? id, type: typeOf(id), body, etag: this.#nextEtag() };
    this.#byId.set(id.toLowerCase(), resource);
    if (known === undefined) this.#createdAt.set(id.toLowerCase(), new Date().toISOString());
    return resource;
  }

  /** When the resource was first put here, ISO 8601. */
  createdAt(id: string): string | undefined {
    return this.#createdAt.get(id.toLowerCase());
  }

  /** What lies in a resource (its children, the locks on it) goes with it. */
  delete(id: string): boolean {
    const key = id.toLowerCase();
    const wasThere = this.#byId.has(key);
    for (const other of [...this.#byId.keys()].filter((one) => one === key || one.startsWith(`${key}/`))) {
      this.#createdAt.delete(other);
      this.#byId.delete(other);
    }
    return wasThere;
  }

  all(): readonly StoredResource[] {
    return [...this.#byId.values()];
  }

  /** Resources of a type, e.g. `Microsoft.Compute/disks`, optionally only those below a scope (an ID prefix). */
  ofType(type: string, scope = ''): readonly StoredResource[] {
    const wanted = type.toLowerCase();
    const prefix = scope.toLowerCase().replace(/\/+$/, '');
    return this.all().filter(
      (one) => one.type === wanted && (prefix === '' || one.id.toLowerCase().startsWith(`${prefix}/`)),
    );
  }

  #nextEtag(): string {
    this.#changes += 1;
    return `"${this.#changes.toString(16).padStart(8, '0')}"`;
  }
}

/** `/subscriptions/s/resourceGroups/g/providers/N/t1/a/t2/b` has the type `n/t1/t2`. */
export function typeOf(id: string): string {
  const afterProviders = id.toLowerCase().split('/providers/').at(-1);
  if (afterProviders === undefined || !id.toLowerCase().includes('/providers/')) {
    return /\/resourcegroups\/[^/]+$/i.test(id)
      ? 'microsoft.resources/resourcegroups'
      : 'microsoft.resources/subscriptions';
  }
  const [namespace, ...rest] = afterProviders.split('/');
  return [namespace, ...rest.filter((_, index) => index % 2 === 0)].join('/');
}
