// What a pool spec must fulfil beyond its schema: scaling is one thing or the other, durations are in range, marks are ours.
import type { JsonObject, JsonValue } from '../azure/arm.ts';
import type { Problem } from '../problem.ts';
import type { Locate, Path } from './document.ts';
import { durationSeconds } from './duration.ts';
import { isList, isObject, objectAt, textAt } from './json.ts';
import { showValue } from './schema-problems.ts';
import { pathText } from './path-text.ts';

/** Names of metadata that belong to the action. */
export const MARK_PREFIX = 'abip_';

const MINUTE = 60;

export function dataPlaneProblems(body: JsonObject, locate: Locate): readonly Problem[] {
  return [
    ...dataPlaneScaling(body, locate),
    ...duration(body, ['resizeTimeout'], locate, 5 * MINUTE),
    ...duration(body, ['autoScaleEvaluationInterval'], locate, 5 * MINUTE, 168 * 60 * MINUTE),
    ...foreignMarks(body, [], locate),
  ];
}

export function armProblems(body: JsonObject, locate: Locate): readonly Problem[] {
  const properties = objectAt(body, 'properties');
  const scale = ['scaleSettings'];
  return [
    ...armScaling(body, locate),
    ...duration(properties, [...scale, 'fixedScale', 'resizeTimeout'], locate, 5 * MINUTE, undefined, ['properties']),
    ...duration(properties, [...scale, 'autoScale', 'evaluationInterval'], locate, 5 * MINUTE, 168 * 60 * MINUTE, [
      'properties',
    ]),
    ...foreignMarks(properties, ['properties'], locate),
    ...expressions(body, body, [], locate),
  ];
}

function dataPlaneScaling(body: JsonObject, locate: Locate): readonly Problem[] {
  const targets = ['targetDedicatedNodes', 'targetLowPriorityNodes'].filter((name) => body[name] !== undefined);
  const formula = body.autoScaleFormula !== undefined;
  if (body.enableAutoScale === true) {
    const both = targets.map((name) =>
      scaling(
        `enableAutoScale and ${name}`,
        'a formula or fixed targets, not both',
        `Remove ${name}, or autoscaling.`,
        locate([name], 'key'),
      ),
    );
    const missing = formula
      ? []
      : [
          scaling(
            'enableAutoScale without a formula',
            'autoScaleFormula',
            'Add autoScaleFormula.',
            locate(['enableAutoScale'], 'key'),
          ),
        ];
    return [...both, ...missing];
  }
  if (formula) {
    const found = 'autoScaleFormula without enableAutoScale: true';
    const position = locate(['autoScaleFormula'], 'key');
    return [
      scaling(
        found,
        'enableAutoScale: true beside the formula',
        'Set enableAutoScale to true, or remove the formula.',
        position,
      ),
    ];
  }
  if (body.autoScaleEvaluationInterval !== undefined) {
    return [
      scaling(
        'autoScaleEvaluationInterval without enableAutoScale: true',
        'an interval only beside a formula',
        'Remove it, or add enableAutoScale and autoScaleFormula.',
        locate(['autoScaleEvaluationInterval'], 'key'),
      ),
    ];
  }
  if (targets.length > 0) return [];
  const fix = 'Add targetDedicatedNodes or targetLowPriorityNodes, or enableAutoScale with autoScaleFormula.';
  return [{ ...scaling('no number of nodes', 'a target or a formula', fix, locate([])), code: 'pool-spec-no-target' }];
}

function armScaling(body: JsonObject, locate: Locate): readonly Problem[] {
  const path = ['properties', 'scaleSettings'];
  const settings = objectAt(body, ...path);
  const { fixedScale, autoScale } = settings;
  if (fixedScale !== undefined && autoScale !== undefined) {
    const position = locate([...path, 'autoScale'], 'key');
    return [scaling('fixedScale and autoScale', 'one of the two', 'Remove fixedScale or autoScale.', position)];
  }
  if (isObject(objectAt(body, 'properties').scaleSettings) && fixedScale === undefined && autoScale === undefined) {
    return [scaling('scaleSettings that are empty', 'fixedScale or autoScale', 'Add one of the two.', locate(path))];
  }
  if (!isObject(fixedScale)) return [];
  if (fixedScale.targetDedicatedNodes !== undefined || fixedScale.targetLowPriorityNodes !== undefined) return [];
  const fix = 'Add targetDedicatedNodes or targetLowPriorityNodes.';
  return [scaling('fixedScale without a target', 'at least one target', fix, locate([...path, 'fixedScale']))];
}

function scaling(found: string, expected: string, fix: string, position: Problem['position'] & object): Problem {
  return { code: 'pool-spec-scaling', input: 'pool-spec', found, expected, fix, position };
}

function duration(
  body: JsonObject,
  path: readonly string[],
  locate: Locate,
  least: number,
  most?: number,
  prefix: Path = [],
): readonly Problem[] {
  const text = textAt(objectAt(body, ...path.slice(0, -1)), path.at(-1) ?? '');
  const seconds = text === undefined ? undefined : durationSeconds(text);
  if (text === undefined || seconds === undefined) return [];
  if (seconds >= least && (most === undefined || seconds <= most)) return [];
  const upTo = most === undefined ? '' : ` and at most PT${most / 3600}H`;
  const problem: Problem = {
    code: 'pool-spec-value',
    input: 'pool-spec',
    found: `${pathText([...prefix, ...path])} = ${text}`,
    expected: `at least PT${least / MINUTE}M${upTo}`,
    fix: 'Correct the duration; Batch refuses any other.',
    position: locate([...prefix, ...path]),
  };
  return [problem];
}

function foreignMarks(holder: JsonObject, prefix: Path, locate: Locate): readonly Problem[] {
  const items = isList(holder.metadata) ? holder.metadata : [];
  return items.flatMap((item, index) => {
    const name = isObject(item) ? textAt(item, 'name') : undefined;
    if (!name?.toLowerCase().startsWith(MARK_PREFIX)) return [];
    const problem: Problem = {
      code: 'pool-spec-reserved-metadata',
      input: 'pool-spec',
      found: `metadata ${name}`,
      expected: `no name that starts with ${MARK_PREFIX}`,
      fix: 'Rename it: these names are how the action finds its own pools.',
      position: locate([...prefix, 'metadata', index]),
    };
    return [problem];
  });
}

/** `[name(...)]`, perhaps with a member behind the last parenthesis; `[[` stands for a bracket in a text. */
function isExpression(text: string): boolean {
  if (!/^\[\s*[a-zA-Z]+\(/.test(text)) return false;
  const end = text.slice(text.lastIndexOf(')'));
  return end.startsWith(')') && end.indexOf(']') === end.length - 1;
}

/** Expressions of an ARM template are evaluated only in a deployment. */
function expressions(body: JsonObject, value: JsonValue | undefined, path: Path, locate: Locate): readonly Problem[] {
  if (typeof value === 'string' && isExpression(value)) {
    const problem: Problem = {
      code: 'pool-spec-template-expression',
      input: 'pool-spec',
      found: `${pathText(path)} = ${showValue(body, path)}`,
      expected: 'a value',
      fix: 'Write the value in its place: expressions of ARM templates are not evaluated here.',
      position: locate(path),
    };
    return [problem];
  }
  if (isList(value)) return value.flatMap((item, index) => expressions(body, item, [...path, index], locate));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => expressions(body, item, [...path, name], locate));
}
