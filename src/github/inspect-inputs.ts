// The inputs of `mode: inspect`: how to sign in, and what to look at. Whatever else is given means nothing here.
import type { Problem } from '../problem.ts';
import type { InspectInputs } from '../release/inputs.ts';
import { INPUTS, type InputDeclaration, type InputName } from './input-table.ts';
import { createReader, missing, optional, readSignIn, unknownInputs, type InputSource } from './inputs.ts';
import * as parse from './parse.ts';

const USED: ReadonlySet<string> = new Set<InputName>([
  'client-id',
  'tenant-id',
  'subscription-id',
  'environment',
  'cloud-endpoints',
  'oidc-audience',
  'resource-group',
  'batch-account',
  'gallery',
  'storage-account',
  'mode',
  'timeout',
]);

export function readInspectInputs(
  source: InputSource,
): { readonly inspect: InspectInputs } | { readonly problems: readonly Problem[] } {
  const problems: Problem[] = [...unknownInputs(source.environment), ...idleInputs(source)];
  const read = createReader(source, problems);
  const inspect: InspectInputs = {
    ...readSignIn(read),
    ...optional('resourceGroup', read.text('resource-group')),
    batchAccount: read.required('batch-account'),
    ...optional('gallery', read.text('gallery')),
    ...optional('storageAccount', read.text('storage-account')),
    timeoutMs: read.value('timeout', parse.parseDuration) ?? 0,
  };
  const named = [inspect.batchAccount, inspect.gallery, inspect.storageAccount];
  if (inspect.resourceGroup === undefined && named.some((name) => name !== undefined && !name.startsWith('/'))) {
    problems.push(missing('resource-group'));
  }
  return problems.length > 0 ? { problems } : { inspect };
}

/** The runner gives every input its default, so only another value was meant. */
function idleInputs(source: InputSource): readonly Problem[] {
  const declarations: readonly (readonly [string, InputDeclaration])[] = Object.entries(INPUTS);
  return declarations.flatMap(([name, { default: fallback, kind }]) => {
    const text = source.getInput(name);
    if (USED.has(name) || text === '' || text === fallback) return [];
    return [
      {
        code: 'inputs-contradict',
        input: name,
        // A URL may be signed, and a document may hold passwords.
        found: kind === 'url' || kind === 'document' ? 'a value' : parse.quote(text),
        expected: 'nothing, because `mode` is `inspect`',
        fix: `Remove \`${name}\`, or change \`mode\`.`,
      },
    ];
  });
}
