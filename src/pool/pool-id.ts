// Pool IDs: what Batch allows, and the template from which each release gets its own.
import type { Problem } from '../problem.ts';

const VERSION = '{version}';
const RULE = /^[A-Za-z0-9_-]{1,64}$/;

export interface PoolName {
  /** With the version written out: `render-1-4-0`. */
  readonly id: string;
  /** The ID the user thinks of, without the version: `render`. */
  readonly family: string;
}

export type PoolNameResult = PoolName | { readonly problem: Problem };

/** Reads a pool ID or a template of one; `input` is where it was written: `pool-id` or `pool-spec`. */
export function namePool(template: string, version: string, input: 'pool-id' | 'pool-spec'): PoolNameResult {
  const written = version.replaceAll(/[^A-Za-z0-9_-]+/g, '-');
  const id = template.replaceAll(VERSION, written);
  const refuse = (found: string, expected: string, fix: string): PoolNameResult => ({
    problem: { code: 'pool-id-invalid', input, found, expected, fix },
  });
  if (/[{}]/.test(id)) {
    return refuse(template, `no placeholder but ${VERSION}`, `Write ${VERSION}, or an ID without braces.`);
  }
  if (id.length > 64) {
    return refuse(`${id} (${id.length} characters)`, 'at most 64 characters', 'Shorten it.');
  }
  if (!RULE.test(id)) {
    return refuse(
      id === '' ? 'an empty pool ID' : id,
      'letters, digits, hyphens and underscores',
      `Use these characters only; ${VERSION} writes the image version with dashes.`,
    );
  }
  return { id, family: familyOf(template) };
}

/** The template without the version and the separators around it. */
function familyOf(template: string): string {
  const family = template
    .split(VERSION)
    .map((part) => part.replaceAll(/^[-_]+|[-_]+$/g, ''))
    .filter((part) => part !== '')
    .join('-');
  // A template that is nothing but the version has no other name.
  return family === '' ? 'pool' : family;
}

/** Said when neither the spec nor the input names the pool. */
export function missingPoolId(): Problem {
  return {
    code: 'pool-id-missing',
    input: 'pool-id',
    found: 'no pool ID, neither in the input nor in the pool spec',
    expected: 'a pool ID, e.g. render-{version}',
    fix: 'Set pool-id, or give the pool spec an id (ARM shape: name).',
  };
}
