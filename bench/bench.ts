// `npm run bench [-- NAME]`: measures, and prints ratios within one run. Nothing here fails a build.
import { simulator } from './simulator.ts';
import { startUp } from './start-up.ts';
import { survey } from './survey.ts';
import { transfer } from './transfer.ts';

const BENCHMARKS: Readonly<Record<string, () => Promise<void>>> = {
  'start-up': startUp,
  survey,
  simulator,
  transfer,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  process.stderr.write(`No benchmark ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  for (const [name, run] of Object.entries(BENCHMARKS)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    console.log(`== ${name}`);
    await run();
  }
}
