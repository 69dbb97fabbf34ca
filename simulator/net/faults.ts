// Decides which planned faults hit a request: in the order they were added, each as often as it says.
import type { Fault } from '../scenario/scenario.ts';

/** What the faults do to one request. */
export interface Hit {
  readonly delayMs: number;
  readonly failOperation?: { readonly code: string; readonly message: string };
  /** Replaces or breaks the answer. */
  readonly end?: Extract<Fault['do'], { readonly kind: 'answer' | 'reset' }>;
}

export interface FaultEngine {
  add(faults: readonly Fault[]): void;
  /** The faults that have not hit as often as planned, with what is left of their counts. */
  pending(): readonly Fault[];
  hit(method: string, url: string): Hit;
}

interface Planned {
  readonly fault: Fault;
  readonly pattern: RegExp;
  skip: number;
  times: number;
}

export function createFaultEngine(initial: readonly Fault[]): FaultEngine {
  const planned: Planned[] = [];

  const takes = (one: Planned, method: string, url: string): boolean => {
    if (one.times <= 0 || !one.pattern.test(url)) return false;
    if (one.fault.match.method !== undefined && one.fault.match.method.toUpperCase() !== method) return false;
    if (one.skip > 0) {
      one.skip -= 1;
      return false;
    }
    one.times -= 1;
    return true;
  };

  const engine: FaultEngine = {
    add(faults) {
      for (const fault of faults) {
        // IDs and names compare without regard to case in Azure, so do the patterns.
        const pattern = new RegExp(fault.match.url, 'i');
        planned.push({ fault, pattern, skip: fault.skip ?? 0, times: fault.times });
      }
    },
    pending: () =>
      planned.filter((one) => one.times > 0).map((one) => ({ ...one.fault, times: one.times, skip: one.skip })),
    hit(method, url) {
      let hit: Hit = { delayMs: 0 };
      for (const one of planned) {
        if (!takes(one, method, url)) continue;
        const action = one.fault.do;
        switch (action.kind) {
          case 'delay':
            hit = { ...hit, delayMs: hit.delayMs + action.milliseconds };
            break;
          case 'failOperation':
            hit = { ...hit, failOperation: { code: action.code, message: action.message } };
            break;
          case 'answer':
          case 'reset':
            return { ...hit, end: action };
        }
      }
      return hit;
    },
  };
  engine.add(initial);
  return engine;
}
