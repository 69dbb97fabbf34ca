// What is served, as data: for whoever holds the simulator against a description of Azure.
import type { ArmRoute } from './arm/route.ts';
import { DATA_ROUTES } from './batch/data-plane.ts';
import { BLOB_OPERATIONS } from './storage/blob-operations.ts';

export interface ServedOperation {
  readonly service: 'arm' | 'batch' | 'blob';
  readonly method: string;
  /** A template: `{name}` stands for one segment, `{...name}` and a leading `{scope}` for any number of them. */
  readonly path: string;
  /** What tells it from other operations at the same address; `*` stands for any value. */
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}

const BLOB_PATHS = { service: '/', container: '/{container}', blob: '/{container}/{blob}' } as const;

/** Sign-in, GitHub's endpoint and the polls of operations are served too, but are no operations of a resource. */
export function servedOperations(armRoutes: readonly ArmRoute[]): readonly ServedOperation[] {
  const plain = { query: {}, headers: {} };
  return [
    ...armRoutes.map(({ method, path }): ServedOperation => ({ service: 'arm', method, path, ...plain })),
    ...DATA_ROUTES.map(({ method, path }): ServedOperation => ({ service: 'batch', method, path, ...plain })),
    ...BLOB_OPERATIONS.filter(({ isRefused }) => isRefused !== true).flatMap(
      ({ at, methods, comp, restype, query, headers }) =>
        methods.map((method): ServedOperation => ({
          service: 'blob',
          method,
          path: BLOB_PATHS[at],
          query: { ...(restype !== undefined && { restype }), ...(comp !== undefined && { comp }), ...query },
          headers: headers ?? {},
        })),
    ),
  ];
}
