// Sections of the summary that tell what is wrong: problems, the failure and its causes, warnings, leftovers.
import type { Problem, Warning } from '../problem.ts';
import type { Failure, Leftover } from '../release/result.ts';
import { documentationOf } from './documentation.ts';
import { code, cut, escape, link, prose, table } from './markdown.ts';
import type { Budget } from './markdown.ts';
import { resourceLink } from './portal.ts';
import type { Portal } from './portal.ts';

const LONGEST_CELL = 2000;
/** Text of a service or of a node: long enough for a stack trace. */
const LONGEST_MESSAGE = 16_000;

export function renderProblems(problems: readonly Problem[], budget: Budget): string {
  const rows = problems.map(({ code: check, input, found, expected, fix, position }) => [
    code(input),
    position ? code(`${position.file}:${position.line}:${position.column}`) : '',
    prose(cut(found, LONGEST_CELL)),
    prose(cut(expected, LONGEST_CELL)),
    prose(cut(fix, LONGEST_CELL)),
    link(code(check), documentationOf(check)),
  ]);
  return table(['Input', 'Where', 'Found', 'Expected', 'Fix', 'More'], rows, budget);
}

export function renderFailure(failure: Failure, budget: Budget): string {
  const { phase, code: errorCode, message, correlationId, hint, causes } = failure;
  const facts = table(
    ['', ''],
    [
      ['Phase', escape(phase)],
      ['Error', code(errorCode)],
      ['Message', escape(cut(message, LONGEST_MESSAGE))],
      ...(correlationId === undefined ? [] : [['Correlation ID', code(correlationId)]]),
      ...(hint === undefined ? [] : [['**Fix**', prose(hint)]]),
    ],
    budget,
  );
  const rows = causes.map((cause) => [
    code(cause.code),
    escape(cut(cause.message, LONGEST_CELL)),
    nodeList(cause.nodes),
    cause.details.map((detail) => code(cut(detail, LONGEST_CELL))).join('<br>'),
    cause.hint === undefined ? '' : prose(cause.hint),
  ]);
  const causeTable = table(['Cause', 'Message', 'Nodes', 'Details', 'Fix'], rows, budget);
  return ['### What failed', facts, causeTable].filter((part) => part !== '').join('\n\n');
}

const MOST_NODES = 10;

function nodeList(nodes: readonly string[]): string {
  const shown = nodes.slice(0, MOST_NODES).map(code).join('<br>');
  return nodes.length > MOST_NODES ? `${shown}<br>and ${nodes.length - MOST_NODES} more` : shown;
}

export function renderWarnings(warnings: readonly Warning[], budget: Budget): string {
  const rows = warnings.map(({ input, text }) => [code(input), prose(cut(text, LONGEST_CELL))]);
  return table(['About', 'Warning'], rows, budget);
}

export function renderLeftovers(leftovers: readonly Leftover[], portal: Portal, budget: Budget): string {
  const rows = leftovers.map(({ id, reason }) => [resourceLink(portal, id), prose(cut(reason, LONGEST_CELL))]);
  return table(['Temporary', 'Why it is still there'], rows, budget);
}
