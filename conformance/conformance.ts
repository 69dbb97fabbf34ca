// `npm run conformance -- DIR`: holds the recorded requests of the action, and the simulator's answers, against official
// OpenAPI files. Exit code 0 without findings; 1 with one, or when nothing could be validated.
import { readArguments, USAGE, type Arguments } from './command-line.ts';
import { readRecord, type Exchange } from './exchange.ts';
import { readSpecifications } from './openapi.ts';
import { formatReport } from './report.ts';

const given = readArguments(process.argv.slice(2));
if ('problem' in given) {
  process.stderr.write(`${given.problem}\n\n${USAGE}`);
  process.exitCode = 1;
} else {
  process.exitCode = await conform(given);
}

async function conform({ directory, log }: Arguments): Promise<number> {
  try {
    const specifications = readSpecifications(directory);
    const exchanges = log === undefined ? await makeRecord() : readRecord(log);
    // The validator takes a second to load, which a wrong command line should not cost.
    const { check } = await import('./check.ts');
    const report = await check(specifications, exchanges);
    say(`\n${formatReport(report)}`);
    if (report.validated === 0) say('Nothing was validated.');
    return report.findings.length === 0 && report.validated > 0 ? 0 : 1;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  }
}

async function makeRecord(): Promise<readonly Exchange[]> {
  const { recordScenarios } = await import('./record-scenarios.ts');
  const { SCENARIOS } = await import('./scenarios.ts');
  return recordScenarios(SCENARIOS, say);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
