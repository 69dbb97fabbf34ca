// Before jest's first test: a folder for the simulators that its workers start.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default function start() {
  process.env.WORKER_SIMULATORS = mkdtempSync(join(tmpdir(), 'simulators-'));
}
