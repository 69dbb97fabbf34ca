// What the errors of an allocation say, and whether asking again may help.
import type { BatchFault } from '../azure/batch-service.ts';
import type { Cause } from './diagnose.ts';
import { allocationHintFor } from './hints.ts';

/** The cause in a fault, with the error of the provider below Batch, where it is given. */
export function causeOfFault(fault: BatchFault): Cause {
  const provider = providerError(fault);
  const reason = fault.values.Reason;
  const details = [
    ...(reason === undefined ? [] : [reason]),
    ...(provider === undefined ? [] : [`${provider.code}: ${provider.message}`]),
    ...Object.entries(fault.values)
      .filter(([name]) => name !== 'Reason' && !name.startsWith('Provider Error Json'))
      .map(([name, value]) => `${name}: ${value}`),
  ];
  const hint = allocationHintFor([fault.code, fault.message, ...details].join('\n'));
  return { code: fault.code, message: fault.message, nodes: [], details, ...(hint !== undefined && { hint }) };
}

/** Batch hands on what Compute answered as JSON in a text, cut off when it is long. */
export function providerError(fault: BatchFault): { readonly code: string; readonly message: string } | undefined {
  const text = fault.values['Provider Error Json'];
  if (text === undefined) return undefined;
  try {
    const body: unknown = JSON.parse(text);
    const error = member(body, 'error') ?? body;
    const [code, message] = [member(error, 'code'), member(error, 'message')];
    if (typeof code === 'string' && typeof message === 'string') return { code, message };
  } catch {
    // Cut off: shown as it is.
  }
  return { code: 'ProviderError', message: text };
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** Azure out of room or out of order for the moment, or an image version that not every part of Azure knows yet. */
export function isTransientFault(fault: BatchFault): boolean {
  const text = [fault.code, fault.message, ...Object.values(fault.values)].join('\n');
  if (text.includes('GalleryImageNotFound')) return true;
  if (fault.code === 'AllocationTimedout') return true;
  return fault.code === 'AllocationFailed' && /internal (server )?error/i.test(text);
}
