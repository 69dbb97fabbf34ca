// Pool specs for the tests, and what parsing them comes to.
import type { Problem } from '../../src/problem.ts';
import { parsePoolSpec, type PoolSpec } from '../../src/pool/pool-spec.ts';

export function specOf(text: string | object): PoolSpec {
  const parsed = parsePoolSpec(typeof text === 'string' ? text : JSON.stringify(text));
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems, null, 2));
  return parsed.spec;
}

export function problemsOf(text: string | object, file?: string): readonly Problem[] {
  const options = file === undefined ? {} : { file };
  const parsed = parsePoolSpec(typeof text === 'string' ? text : JSON.stringify(text), options);
  return 'problems' in parsed ? parsed.problems : [];
}

/** `file:line:column code`. */
export function placesOf(text: string, file?: string): readonly string[] {
  return problemsOf(text, file).map(({ code, position }) =>
    position ? `${position.file}:${position.line}:${position.column} ${code}` : code,
  );
}

export const DATA_PLANE = { id: 'render', vmSize: 'Standard_D2s_v5', targetDedicatedNodes: 2 };

export const ARM = {
  properties: { vmSize: 'STANDARD_D2S_V5', scaleSettings: { fixedScale: { targetDedicatedNodes: 2 } } },
};

export const FORMULA = '$TargetDedicatedNodes = 3;';
