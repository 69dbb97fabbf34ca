// `npm run foreign-clients`: lets clients that this project did not write judge the simulated Azure.
import { readArguments, USAGE } from './arguments.ts';
import { azureCli } from './az/azure-cli.ts';
import { packer } from './packer/packer.ts';
import { createReport, type Tally } from './report.ts';
import type { Tool } from './tool.ts';

const TOOLS: readonly Tool[] = [azureCli, packer];

const given = readArguments(
  process.argv.slice(2),
  TOOLS.map(({ name }) => name),
);
if ('problem' in given) {
  process.stderr.write(`${given.problem}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  process.exitCode = await drive(TOOLS.filter(({ name }) => given.only.length === 0 || given.only.includes(name)));
}

async function drive(tools: readonly Tool[]): Promise<number> {
  const tallies: Tally[] = [];
  for (const tool of tools) {
    const installed = await tool.find();
    if (installed === undefined) {
      say(`skipped ${tool.title}: it is not installed here. It needs ${tool.needs}.`);
      continue;
    }
    say(`${tool.title}: ${installed.description}`);
    const report = createReport(tool.name, say);
    try {
      await installed.run(report);
    } catch (error) {
      // What breaks outside a step, the start of the simulator for instance, is a failure too.
      await report.step('everything after this', () => Promise.reject(asError(error)));
    }
    tallies.push(report.tally());
  }
  return concluded(tallies);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function concluded(tallies: readonly Tally[]): number {
  if (tallies.length === 0) {
    say('Nothing was tried: none of these tools is installed here.');
    return 0;
  }
  const steps = tallies.reduce((sum, one) => sum + one.steps, 0);
  const failed = tallies.reduce((sum, one) => sum + one.failed, 0);
  say(failed === 0 ? `All ${steps} steps ok.` : `${steps - failed} of ${steps} steps ok, ${failed} FAIL.`);
  return failed === 0 ? 0 : 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
