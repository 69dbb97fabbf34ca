// `npm run conformance -- DIR`: holds the recorded requests of the action, what the suite tries beside them, and the
// simulator's answers against official OpenAPI files. Exit code 0 without findings and with every operation covered; 1 else,
// or when nothing could be validated.
import { readArguments, USAGE, type Arguments } from './command-line.ts';
import { readRecord, type Exchange } from './exchange.ts';
import { readSpecifications, type Specifications } from './openapi.ts';
import { formatReport } from './report.ts';
import { cover } from './suite/coverage.ts';
import { formatCoverage } from './suite/coverage-report.ts';

const given = readArguments(process.argv.slice(2));
if ('problem' in given) {
  process.stderr.write(`${given.problem}\n\n${USAGE}`);
  process.exitCode = 1;
} else {
  process.exitCode = await conform(given);
}

async function conform({ directory, log, verbose }: Arguments): Promise<number> {
  try {
    const specifications = readSpecifications(directory);
    return log === undefined
      ? await conformWhole(specifications, verbose)
      : await conformRecord(specifications, readRecord(log));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function conformRecord(specifications: Specifications, exchanges: readonly Exchange[]): Promise<number> {
  // The validator takes a second to load, which a wrong command line should not cost.
  const { check } = await import('./check.ts');
  const report = await check(specifications, exchanges);
  say(`\n${formatReport(report, true)}`);
  return verdict(report.validated, report.findings.length === 0);
}

async function conformWhole(specifications: Specifications, verbose: boolean): Promise<number> {
  const { recordScenarios } = await import('./record-scenarios.ts');
  const { SCENARIOS } = await import('./scenarios.ts');
  const { recordSuite } = await import('./suite/suite.ts');
  const { PLAYS } = await import('./suite/plays/plays.ts');
  const { check } = await import('./check.ts');
  const ofAction = await recordScenarios(SCENARIOS, say);
  const suite = await recordSuite(specifications, PLAYS);
  say(`suite: ${suite.exchanges.length} exchanges`);
  const report = await check(specifications, [...ofAction, ...suite.exchanges]);
  const coverage = cover(suite.tried, [...report.findings, ...suite.findings], suite.stale);
  const { findings, failures } = coverage;
  say(`\n${formatCoverage(suite.landscape, coverage, verbose)}`);
  say(`\n${formatReport({ ...report, findings }, verbose)}`);
  return verdict(report.validated, findings.length + failures.length === 0);
}

function verdict(validated: number, isWell: boolean): number {
  if (validated === 0) say('Nothing was validated.');
  return isWell && validated > 0 ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
