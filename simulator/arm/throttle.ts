// Compute's token buckets per VM (burst, then so many a minute), which make hasty polling fail. Only a realistic world
// has them. Figures: "Compute throttling limits" in Azure's documentation.
import { AzureError } from '../kernel/errors.ts';
import type { World } from '../kernel/world.ts';

const BUCKETS = {
  GetVM: { burst: 36, perMinute: 12 },
  GetOperation: { burst: 45, perMinute: 15 },
  UpdateVM: { burst: 12, perMinute: 4 },
  DeleteVM: { burst: 12, perMinute: 4 },
} as const;

type Group = keyof typeof BUCKETS;

interface Bucket {
  tokens: number;
  at: number;
}

export interface Throttle {
  /** Takes a token of the VM's bucket for a call; 429 when there is none. */
  call(method: string, path: string): void;
  /** The same for a poll of an operation on that resource. */
  poll(resourceId: string): void;
}

const VM = /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/providers\/microsoft\.compute\/virtualmachines\/[^/]+/i;

export function createThrottle(world: World): Throttle {
  const buckets = new Map<string, Bucket>();

  const take = (group: Group, vm: string): void => {
    const { burst, perMinute } = BUCKETS[group];
    const perMs = (perMinute * world.scenario.speed) / 60_000;
    const now = world.clock.now().getTime();
    const key = `${group} ${vm.toLowerCase()}`;
    const bucket = buckets.get(key) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, bucket.tokens + (now - bucket.at) * perMs);
    buckets.set(key, { tokens: Math.max(tokens >= 1 ? tokens - 1 : tokens, 0), at: now });
    if (tokens >= 1) return;
    const seconds = Math.max(1, Math.ceil((1 - tokens) / perMs / 1000));
    throw new AzureError(
      429,
      'OperationNotAllowed',
      'The server rejected the request because too many requests have been received for this subscription.',
      {
        values: { TooManyRequests: JSON.stringify({ operationGroup: group, allowedRequestCount: burst }) },
        headers: { 'retry-after': String(seconds) },
      },
    );
  };

  const enforced = world.scenario.profile === 'realistic';
  return {
    call(method, path) {
      const vm = VM.exec(path)?.[0];
      if (!enforced || vm === undefined) return;
      const rest = path.slice(vm.length).toLowerCase();
      const group = groupOf(method, rest);
      if (group !== undefined) take(group, vm);
    },
    poll(resourceId) {
      const vm = VM.exec(resourceId)?.[0];
      if (enforced && vm !== undefined) take('GetOperation', vm);
    },
  };
}

function groupOf(method: string, rest: string): Group | undefined {
  if (method === 'GET' && (rest === '' || rest === '/instanceview')) return 'GetVM';
  if ((method === 'DELETE' && rest === '') || (method === 'POST' && rest === '/deallocate')) return 'DeleteVM';
  return ['PUT', 'PATCH', 'POST'].includes(method) ? 'UpdateVM' : undefined;
}
