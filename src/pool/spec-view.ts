// A pool specification as its checks see it: one way to each part, whichever of the two shapes it has, and one way to say
// what is wrong there.
import type { JsonObject } from '../azure/arm.ts';
import type { ProblemCode } from '../checks/registry.ts';
import type { Problem } from '../problem.ts';
import type { Locate, Path } from './document.ts';
import { isList, isObject, objectAt } from './json.ts';
import { pathText } from './path-text.ts';
import { virtualMachinePath } from './targets.ts';

export interface SpecView {
  readonly kind: 'arm' | 'dataPlane';
  /** The whole document. */
  readonly body: JsonObject;
  /** What both shapes have: ARM keeps it in `properties`. */
  readonly pool: Part;
  readonly machine: Part;
  readonly network: Part;
  readonly locate: Locate;
}

/** An object of the specification, empty where there is none, and the way to it. */
export interface Part {
  readonly value: JsonObject;
  readonly path: Path;
}

export function viewOf(kind: SpecView['kind'], body: JsonObject, locate: Locate): SpecView {
  const whole: Part = { value: body, path: [] };
  const pool = kind === 'arm' ? partAt(whole, 'properties') : whole;
  return {
    kind,
    body,
    pool,
    machine: partAt(whole, ...virtualMachinePath(kind)),
    network: partAt(pool, 'networkConfiguration'),
    locate,
  };
}

export function partAt({ value, path }: Part, ...names: readonly string[]): Part {
  return { value: objectAt(value, ...names), path: [...path, ...names] };
}

/** The objects of a list; what is none in it is told by the schema. */
export function partsAt({ value, path }: Part, name: string): readonly Part[] {
  const list = value[name];
  if (!isList(list)) return [];
  return list.flatMap((item, index) => (isObject(item) ? [{ value: item, path: [...path, name, index] }] : []));
}

export type Refuse = (
  code: ProblemCode,
  path: Path,
  words: { readonly found: string; readonly expected: string; readonly fix: string; readonly part?: 'key' | 'value' },
) => Problem;

export function refuser({ locate }: Pick<SpecView, 'locate'>): Refuse {
  return (code, path, { found, expected, fix, part }) => ({
    code,
    input: 'pool-spec',
    found,
    expected,
    fix,
    position: locate(path, part ?? 'value'),
  });
}

/** Where several parts have a value in common that must be different in each: told at every part but the first. */
export function duplicates(
  refuse: Refuse,
  parts: readonly { readonly path: Path; readonly key: string | undefined; readonly shown: string }[],
  expected: string,
): readonly Problem[] {
  const first = new Map<string, Path>();
  return parts.flatMap(({ path, key, shown }) => {
    if (key === undefined) return [];
    const earlier = first.get(key);
    if (earlier === undefined) {
      first.set(key, path);
      return [];
    }
    const found = `${pathText(path)} = ${shown}, the same as ${pathText(earlier)}`;
    return [refuse('pool-spec-duplicate', path, { found, expected, fix: 'Change one of the two.' })];
  });
}
