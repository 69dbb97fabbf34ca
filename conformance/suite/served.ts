// Which of the operations that the simulator serves the files describe, and which they do not.
import type { ServedOperation } from '../../runner/simulator-process.ts';
import { createFinder, type RequestLine } from '../match.ts';
import type { Operation } from '../openapi.ts';

/** A served operation, and what the files have for it: one in each api-version, or nothing for a reason. */
export type Standing = { readonly served: ServedOperation; readonly service: string } & (
  | { readonly kind: 'described'; readonly operations: readonly Operation[] }
  | { readonly kind: 'undescribed'; readonly why: string }
);

export interface Landscape {
  readonly standings: readonly Standing[];
  /** Each once, however many ways the simulator has of serving it. */
  readonly described: readonly Operation[];
  /** How many more operations the files have, by service. */
  readonly unserved: ReadonlyMap<string, number>;
}

export function compare(served: readonly ServedOperation[], operations: readonly Operation[]): Landscape {
  const find = createFinder(operations);
  const standings = served.map((one): Standing => {
    const found = find(specimen(one));
    const service = serviceOf(one);
    return found.length > 0
      ? { kind: 'described', served: one, service, operations: found }
      : { kind: 'undescribed', served: one, service, why: whyUndescribed(service, operations) };
  });
  const described = new Set(standings.flatMap((one) => (one.kind === 'described' ? one.operations : [])));
  const unserved = new Map<string, number>();
  for (const operation of operations) {
    if (!described.has(operation)) unserved.set(operation.service, (unserved.get(operation.service) ?? 0) + 1);
  }
  return { standings, described: operations.filter((one) => described.has(one)), unserved };
}

const HOSTS = {
  arm: 'management.azure.com',
  batch: 'account.region.batch.azure.com',
  blob: 'account.blob.core.windows.net',
} as const;

/** A request of the kind, for the matcher of recorded requests. */
function specimen({ service, method, path, query, headers }: ServedOperation): RequestLine {
  const segments = path.replace(/^\{scope\}/, '/subscriptions/x').replaceAll(/\{[^}]+\}/g, 'x');
  const url = new URL(segments, `https://${HOSTS[service]}`);
  const some = ([name, value]: [string, string]): [string, string] => [name, value === '*' ? '1' : value];
  for (const [name, value] of Object.entries(query).map(some)) url.searchParams.set(name, value);
  return { method, url: url.href, requestHeaders: Object.fromEntries(Object.entries(headers).map(some)) };
}

/** As the files call it: Resource Manager's own types are those of Microsoft.Resources. */
function serviceOf({ service, path }: ServedOperation): string {
  switch (service) {
    case 'arm':
      return /.*\/providers\/([^/{}]+)/i.exec(path)?.[1] ?? 'Microsoft.Resources';
    case 'batch':
      return 'Azure Batch';
    case 'blob':
      return 'Azure Blob Storage';
  }
}

function whyUndescribed(service: string, operations: readonly Operation[]): string {
  return operations.some((one) => one.service === service)
    ? `the files of ${service} at hand do not have it`
    : `no file of ${service} is at hand`;
}
