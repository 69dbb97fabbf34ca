// The part of the autoscale language that pools of a release use: assignments of numbers to the targets. Anything else of
// the language is accepted and leaves the targets alone; only what is clearly no formula is a syntax error.
import { refusal } from './refusals.ts';
import type { AutoScaleRun, DeallocationOption, Pool } from './state.ts';

export interface Evaluation {
  readonly dedicated: number;
  readonly lowPriority: number;
  readonly option: DeallocationOption;
  /** `$TargetDedicatedNodes=2;$TargetLowPriorityNodes=0;$NodeDeallocationOption=requeue`. */
  readonly results: string;
}

const OPTIONS: readonly DeallocationOption[] = ['requeue', 'terminate', 'taskcompletion', 'retaineddata'];
const MAXIMUM_LENGTH = 8192;

/** What system variables a formula may name (the documented list). */
const VARIABLES = new Set([
  'TargetDedicated',
  'TargetDedicatedNodes',
  'TargetLowPriorityNodes',
  'TargetSpotNodes',
  'NodeDeallocationOption',
  'ActiveTasks',
  'RunningTasks',
  'PendingTasks',
  'SucceededTasks',
  'FailedTasks',
  'TaskSlotsPerNode',
  'CurrentDedicatedNodes',
  'CurrentDedicated',
  'CurrentLowPriorityNodes',
  'PreemptedNodeCount',
  'UsableNodeCount',
  'SampleNodeCount',
  'CPUPercent',
]);

export function evaluate(
  formula: string,
  pool: Pick<Pool, 'targetDedicatedNodes' | 'targetLowPriorityNodes'>,
): Evaluation {
  if (formula.length > MAXIMUM_LENGTH) throw refusal('AutoScalingFormulaTooLong');
  const bare = formula.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ' ');
  checkSyntax(bare);
  let dedicated = pool.targetDedicatedNodes;
  let lowPriority = pool.targetLowPriorityNodes;
  let option: DeallocationOption = 'requeue';
  const constants = new Map<string, number>();
  for (const statement of statementsOf(bare)) {
    const assignment = /^(\$?\w+)\s*=\s*([^=][\s\S]*)$/.exec(statement);
    if (assignment === null) throw syntaxError(`'${statement}' is not an assignment.`);
    const [, name = '', value = ''] = assignment;
    const number = /^\d+(\.\d+)?$/.test(value) ? Number(value) : constants.get(value);
    if (name === '$NodeDeallocationOption') {
      const found = OPTIONS.find((one) => one === value);
      if (found === undefined) throw syntaxError(`'${value}' is not a node deallocation option.`);
      option = found;
    } else if (number !== undefined) {
      if (name === '$TargetDedicatedNodes' || name === '$TargetDedicated') dedicated = Math.floor(number);
      else if (name === '$TargetLowPriorityNodes' || name === '$TargetSpotNodes') lowPriority = Math.floor(number);
      else constants.set(name, number);
    }
  }
  const results = `$TargetDedicatedNodes=${dedicated};$TargetLowPriorityNodes=${lowPriority};$NodeDeallocationOption=${option}`;
  return { dedicated, lowPriority, option, results };
}

export function runOf(evaluation: Evaluation, timestamp: string): AutoScaleRun {
  return { timestamp, results: evaluation.results, error: undefined };
}

function statementsOf(formula: string): readonly string[] {
  return formula
    .split(';')
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

function checkSyntax(formula: string): void {
  if (statementsOf(formula).length === 0) throw syntaxError('The formula is empty.');
  let depth = 0;
  for (const character of formula) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) break;
  }
  if (depth !== 0) throw syntaxError('The parentheses do not match.');
  for (const [variable] of formula.matchAll(/\$\w*/g)) {
    // Metrics such as $MemoryBytes have samples; plain unknown names are mistakes.
    const isMetric = formula.includes(`${variable}.`);
    if (!VARIABLES.has(variable.slice(1)) && !isMetric) throw syntaxError(`'${variable}' is not a known variable.`);
  }
}

function syntaxError(reason: string): Error {
  return refusal('AutoScalingFormulaSyntaxError', { Reason: reason });
}
