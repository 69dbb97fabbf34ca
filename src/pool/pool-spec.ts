// The pool spec: the JSON or YAML of a pool as users have it for `az batch pool create` or for ARM, read and checked.
import type { JsonObject } from '../azure/arm.ts';
import type { Problem } from '../problem.ts';
import { readDocument, type Locate } from './document.ts';
import { violations as armViolations } from './generated/validate-arm.ts';
import { violations as dataPlaneViolations } from './generated/validate-data-plane.ts';
import { ARM_SHAPE, DATA_PLANE_SHAPE } from './generated/shapes.ts';
import { isList, isObject, objectAt, textAt, without, withValue } from './json.ts';
import { normalise } from './normalise.ts';
import { endpointProblems } from './endpoint-checks.ts';
import { machineProblems } from './machine-checks.ts';
import { schemaProblems, type CheckedDocument } from './schema-problems.ts';
import type { SchemaError } from './shape.ts';
import { armProblems, dataPlaneProblems, MARK_PREFIX } from './spec-checks.ts';
import { viewOf, type SpecView } from './spec-view.ts';
import { taskProblems } from './task-checks.ts';

/** A pool in one of the two shapes Azure has for it. The body is sent whole, to the API whose shape it has. */
export interface PoolSpec {
  /** `arm`: the body of a PUT in Azure Resource Manager; `dataPlane`: the body of a POST to the Batch service. */
  readonly kind: 'arm' | 'dataPlane';
  readonly body: JsonObject;
  /** The pool ID that the spec itself gives, `{version}` not written out. */
  readonly id?: string;
  /** What was left out of the text or mended in it, one sentence each. */
  readonly notices: readonly string[];
  readonly locate: Locate;
}

export type ParsedPoolSpec =
  | { readonly spec: PoolSpec }
  | {
      readonly problems: readonly Problem[];
      /** The pool's ID, where the text tells it in spite of the problems. */
      readonly id?: string;
    };

const BOTH_SHAPES =
  'Write the pool as for `az batch pool create --json-file` (`id` and `vmSize` at the top), or as in ARM (`properties` at the top).';

/** Reads a pool spec; `file` is what positions name. All problems are told at once. */
export function parsePoolSpec(text: string, options: { readonly file?: string } = {}): ParsedPoolSpec {
  const document = readDocument(text, options.file ?? 'pool-spec');
  if ('problems' in document) return document;
  const { value, locate } = document;
  if (!isObject(value)) return refuseShape(isList(value) ? 'a list' : 'a single value', locate);

  // The ID of an ARM resource is a path; that of a pool never has a slash.
  const armId = textAt(value, 'id')?.startsWith('/') === true;
  const arm = 'properties' in value;
  const dataPlane = 'vmSize' in value || ('id' in value && !armId);
  if (arm && dataPlane) return refuseShape('properties of both shapes at the top', locate);
  if (arm) return readArm(value, locate);
  if (dataPlane) return readDataPlane(value, locate);
  if ('resources' in value) return refuseShape('a whole ARM template', locate, 'Give the pool resource of it alone. ');
  return refuseShape('neither `properties` nor `id` and `vmSize` at the top', locate);
}

function refuseShape(found: string, locate: Locate, hint = ''): ParsedPoolSpec {
  const problem: Problem = {
    code: 'pool-spec-shape',
    input: 'pool-spec',
    found,
    expected: 'one pool, in one of the two shapes that Azure has for it',
    fix: `${hint}${BOTH_SHAPES}`,
    position: locate([]),
  };
  return { problems: [problem] };
}

function readDataPlane(document: JsonObject, locate: Locate): ParsedPoolSpec {
  const { answer, ...read } = normalise(document, DATA_PLANE_SHAPE);
  const { body, notices } = answer ? withoutOwnMarks(withoutFormulaTargets(read), []) : read;
  const checked = { body, shape: DATA_PLANE_SHAPE, schema: 'schema/pool-data-plane.schema.json', locate };
  const identity = losesIdentity(document, answer) ? [identityProblem(locate)] : [];
  const others = [...dataPlaneProblems(body, locate), ...identity, ...partProblems(viewOf('dataPlane', body, locate))];
  const problems = told(checked, dataPlaneViolations(body), others);
  const id = textAt(body, 'id');
  if (problems.length > 0) return { problems, ...(id !== undefined && { id }) };
  return { spec: { kind: 'dataPlane', body, notices, locate, ...(id !== undefined && { id }) } };
}

function readArm(document: JsonObject, locate: Locate): ParsedPoolSpec {
  const { answer, ...read } = normalise(document, ARM_SHAPE);
  const { body, notices } = answer ? withoutOwnMarks(read, ['properties']) : read;
  const checked = { body, shape: ARM_SHAPE, schema: 'schema/pool-arm.schema.json', locate };
  const others = [...armProblems(body, locate), ...partProblems(viewOf('arm', body, locate))];
  const problems = told(checked, armViolations(body), others);
  // The name stands in the URL of the PUT; in templates it is `account/pool`.
  const { name, ...sent } = body;
  const id = typeof name === 'string' ? name.slice(name.lastIndexOf('/') + 1) : undefined;
  if (problems.length > 0) return { problems, ...(id !== undefined && { id }) };
  return { spec: { kind: 'arm', body: sent, notices, locate, ...(id !== undefined && { id }) } };
}

function partProblems(view: SpecView): readonly Problem[] {
  return [...machineProblems(view), ...endpointProblems(view), ...taskProblems(view)];
}

/** What has more is no pool with mistakes in it, but something else. */
const MOST_PROBLEMS = 100;

/** As they stand in the text, the first hundred. Where a target is merely misspelt, it is not missing as well. */
function told(
  document: CheckedDocument,
  violations: readonly SchemaError[],
  others: readonly Problem[],
): readonly Problem[] {
  const all = [...schemaProblems(document, violations.slice(0, MOST_PROBLEMS)), ...others];
  const misspelt = all.some(
    ({ code, expected }) => code === 'pool-spec-unknown-property' && /target|autoScale/i.test(expected),
  );
  const problems = firstOfValues(all)
    .filter(({ code }) => !(misspelt && code === 'pool-spec-no-target'))
    .sort((a, b) => order(a) - order(b));
  const more = Math.max(0, violations.length - MOST_PROBLEMS) + Math.max(0, problems.length - MOST_PROBLEMS);
  if (more === 0) return problems;
  const rest: Problem = {
    code: 'pool-spec-shape',
    input: 'pool-spec',
    found: `${more} more mistakes`,
    expected: 'one pool, in one of the two shapes that Azure has for it',
    fix: `Hold the text against ${document.schema}: it may be something else.`,
    position: document.locate([]),
  };
  return [...problems.slice(0, MOST_PROBLEMS), rest];
}

/** A value that is none of its property breaks no further rule, and an expression is no value at all. */
function firstOfValues(problems: readonly Problem[]): readonly Problem[] {
  const expressions = problems.filter(({ code }) => code === 'pool-spec-template-expression').map(order);
  const seen = new Set(expressions);
  return problems.filter((problem) => {
    if (problem.code !== 'pool-spec-value') return true;
    const place = order(problem);
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

function order({ position }: Problem): number {
  return (position?.line ?? 0) * 100_000 + (position?.column ?? 0);
}

interface Read {
  readonly body: JsonObject;
  readonly notices: readonly string[];
}

/** In the answer for an autoscaled pool the targets are what the formula found; a request must not hold them. */
function withoutFormulaTargets({ body, notices }: Read): Read {
  if (body.enableAutoScale !== true) return { body, notices };
  return {
    body: without(body, ['targetDedicatedNodes', 'targetLowPriorityNodes', 'resizeTimeout']),
    notices: [...notices, 'Left out of the pool spec: the targets, because its formula sets them.'],
  };
}

/** The answer for a pool that an earlier run made holds that run's marks. */
function withoutOwnMarks({ body, notices }: Read, path: readonly string[]): Read {
  const { metadata } = objectAt(body, ...path);
  if (!isList(metadata)) return { body, notices };
  const own = metadata.filter((item) => !(isObject(item) && textAt(item, 'name')?.startsWith(MARK_PREFIX)));
  if (own.length === metadata.length) return { body, notices };
  return {
    body: withValue(body, [...path, 'metadata'], own),
    notices: [...notices, `Left out of the pool spec: the metadata ${MARK_PREFIX}* of an earlier release.`],
  };
}

/** An answer of the data plane shows the identity that only ARM can set; a pool made without it would not work alike. */
function losesIdentity({ identity }: JsonObject, answer: boolean): boolean {
  if (!isObject(identity)) return false;
  return !answer || textAt(identity, 'type')?.toLowerCase() === 'userassigned';
}

function identityProblem(locate: Locate): Problem {
  return {
    code: 'pool-spec-identity',
    input: 'pool-spec',
    found: 'identity, which the data plane cannot set',
    expected: 'a pool with an identity in the ARM shape',
    fix: 'Write the pool in the ARM shape: `identity` beside `properties`.',
    position: locate(['identity'], 'key'),
  };
}
