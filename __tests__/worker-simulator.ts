// One simulator for each of jest's workers: to start one costs a second, to reset it a few milliseconds.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  connectSimulator,
  startLastingSimulator,
  type LastingSimulator,
  type Simulator,
} from '../runner/simulator-process.ts';

/** Names the folder that jest makes before the tests, and clears after them of its simulators. */
export const FOLDER_VARIABLE = 'WORKER_SIMULATORS';

/** The simulator of this worker, in the world it starts with; the files of a worker use it one after the other. */
export async function borrowSimulator(scenario?: object): Promise<Simulator> {
  const folder = join(process.env[FOLDER_VARIABLE] ?? '', process.env['JEST_WORKER_ID'] ?? '');
  const note = join(folder, 'simulator.json');
  if (!existsSync(note)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(note, JSON.stringify(await startLastingSimulator(folder)));
  }
  const { environment } = JSON.parse(readFileSync(note, 'utf8')) as LastingSimulator;
  const simulator = connectSimulator(environment);
  await simulator.control.reset(scenario);
  return simulator;
}
