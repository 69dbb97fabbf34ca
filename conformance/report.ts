// The report as text.
import type { Report } from './check.ts';
import type { Finding } from './finding.ts';
import { section, table } from './text.ts';

/** `verbose`: with a line for each operation. */
export function formatReport(report: Report, verbose: boolean): string {
  const { operations, findings, validated } = report;
  const notCovered = total(report.uncovered);
  return [
    ...(verbose ? ['Operations', ...operationTable(operations)] : []),
    ...section('Other api-versions stand in', report.standIns, (one) => {
      return `${one.service}: ${one.spoken} is checked against ${one.file}, ${one.reason}.`;
    }),
    ...section('Not checked, as the files refer to files that are not there', report.dangling, (one) => one),
    ...section('Known deviations of the files, not findings', [...report.known], ([reason, n]) => `${n} x ${reason}.`),
    ...section('Not covered by the files', [...report.uncovered], ([what, n]) => `${n} x ${what}`),
    ...section('Findings', grouped(findings), describe),
    '',
    `${operations.length} operations, ${validated} exchanges validated, ${notCovered} not covered, ${findings.length} findings`,
  ].join('\n');
}

function operationTable(operations: Report['operations']): readonly string[] {
  return table(
    ['service', 'operation', 'api-version', 'requests', 'answers', 'findings'],
    operations.map((one) => [one.service, one.id, one.version, one.requests, one.answers, one.findings].map(String)),
  );
}

function total(counts: ReadonlyMap<string, number>): number {
  return [...counts.values()].reduce((sum, one) => sum + one, 0);
}

interface Group {
  readonly first: Finding;
  readonly others: readonly string[];
}

/** The same finding in many exchanges is told once. */
function grouped(findings: readonly Finding[]): readonly Group[] {
  const groups = new Map<string, Finding[]>();
  for (const one of findings) {
    const key = [one.operation, one.side, one.code, one.path, one.expected].join('|');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined ? [] : [{ first, others: others.map(({ exchange }) => exchange) }],
  );
}

function describe({ first, others }: Group): string {
  const { exchange, operation, side, code, path, found, expected } = first;
  const more = others.length === 0 ? '' : ` (and ${others.length} more, up to ${others.at(-1) ?? ''})`;
  return `${exchange} ${operation}, ${side}: ${code} at ${path}: found ${found}, expected ${expected}${more}`;
}
