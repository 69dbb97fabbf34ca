// From inputs to the request of an inspection: names become resource IDs.
import { nameFault, type NameKind } from '../azure/names.ts';
import type { Problem } from '../problem.ts';
import { cloudProblems } from '../release/checks/cloud.ts';
import type { InspectInputs } from '../release/inputs.ts';
import { resolveResource, type ResourceInput } from '../release/resolve-resource.ts';
import type { InspectRequest } from './request.ts';

export function buildInspectRequest(
  inputs: InspectInputs,
): { readonly request: InspectRequest } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [...cloudProblems(inputs)];
  const check = (kind: NameKind, input: string, name: string | undefined): void => {
    const expected = name === undefined ? undefined : nameFault(kind, name);
    if (expected === undefined) return;
    const fix = `Correct \`${input}\`: Azure refuses any other name.`;
    problems.push({ code: 'name-invalid', input, found: `\`${name ?? ''}\``, expected, fix });
  };
  const idOf = (input: ResourceInput, text: string | undefined): string | undefined => {
    if (text === undefined) return undefined;
    const resolved = resolveResource(input, text, inputs);
    if ('value' in resolved) return resolved.value.id;
    problems.push(...resolved.problems);
    return undefined;
  };
  check('guid', 'subscription-id', inputs.subscriptionId);
  check('guid', 'client-id', inputs.clientId);
  check('tenant', 'tenant-id', inputs.tenantId);
  check('resource group', 'resource-group', inputs.resourceGroup);
  const batchAccountId = idOf('batch-account', inputs.batchAccount) ?? '';
  const galleryId = idOf('gallery', inputs.gallery);
  const storageAccountId = idOf('storage-account', inputs.storageAccount);
  if (problems.length > 0) return { problems };
  return {
    request: {
      subscriptionId: inputs.subscriptionId,
      batchAccountId,
      ...(galleryId === undefined ? {} : { galleryId }),
      ...(storageAccountId === undefined ? {} : { storageAccountId }),
    },
  };
}
