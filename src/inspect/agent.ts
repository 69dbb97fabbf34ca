// Until when Batch supports the node agent of a pool.
import type { SupportedImage } from '../azure/batch-service.ts';
import { endOfSupport } from '../pool/end-of-support.ts';
import { valueOf, type Reading } from './reads.ts';

export interface NodeAgentFacts {
  readonly sku: string;
  readonly support: AgentSupport;
}

export type AgentSupport =
  /** `YYYY-MM-DD`; days are zero or less when it is over. */
  | { readonly kind: 'until'; readonly day: string; readonly daysLeft: number }
  /** Supported, and no end is announced. */
  | { readonly kind: 'open' }
  /** Batch does not list it any more. */
  | { readonly kind: 'unlisted' }
  | { readonly kind: 'unread' };

export function nodeAgentFacts(sku: string, supported: Reading<readonly SupportedImage[]>, now: Date): NodeAgentFacts {
  return { sku, support: supportOf(sku, valueOf(supported), now) };
}

function supportOf(sku: string, supported: readonly SupportedImage[] | undefined, now: Date): AgentSupport {
  if (supported === undefined) return { kind: 'unread' };
  const images = supported.filter(({ nodeAgentSku }) => nodeAgentSku.toLowerCase() === sku.toLowerCase());
  if (images.length === 0) return { kind: 'unlisted' };
  const end = endOfSupport(images, now);
  return end === undefined ? { kind: 'open' } : { kind: 'until', ...end };
}
