// A resource given by name or by ID: a name means one in the run's subscription and resource group.
import { nameFault, type NameKind } from '../azure/names.ts';
import { formatResourceId, parseResourceId } from '../azure/resource-id.ts';
import type { Problem } from '../problem.ts';
import type { Inputs } from './inputs.ts';

export type ResourceInput = keyof typeof RESOURCES;

const RESOURCES = {
  'vm-name': { type: 'Microsoft.Compute/virtualMachines', kind: 'virtual machine' },
  gallery: { type: 'Microsoft.Compute/galleries', kind: 'gallery' },
  'batch-account': { type: 'Microsoft.Batch/batchAccounts', kind: 'Batch account' },
  'storage-account': { type: 'Microsoft.Storage/storageAccounts', kind: 'storage account' },
} as const satisfies Record<string, { readonly type: string; readonly kind: NameKind }>;

export type Resolved =
  { readonly value: { readonly id: string; readonly name: string } } | { readonly problems: readonly Problem[] };

export function resolveResource(
  input: ResourceInput,
  text: string,
  { subscriptionId, resourceGroup = '' }: Pick<Inputs, 'subscriptionId' | 'resourceGroup'>,
): Resolved {
  const { type, kind } = RESOURCES[input];
  const given = text.includes('/') ? parseResourceId(text) : { subscriptionId, resourceGroup, type, name: text };
  if (given?.type.toLowerCase() !== type.toLowerCase()) {
    const shape = formatResourceId({ subscriptionId: '<id>', resourceGroup: '<group>', type, name: '<name>' });
    const expected = `a name, or a resource ID \`${shape}\``;
    return refuse({ code: 'resource-id-invalid', input, found: text, expected, fix: 'Give one of the two.' });
  }
  const expected = nameFault(kind, given.name);
  const fix = `Correct \`${input}\`: Azure refuses any other name.`;
  if (expected !== undefined) return refuse({ code: 'name-invalid', input, found: given.name, expected, fix });
  return { value: { id: formatResourceId({ ...given, type }), name: given.name } };
}

function refuse(problem: Problem): Resolved {
  return { problems: [{ ...problem, found: `\`${problem.found}\`` }] };
}
