// After jest's last test: ends the simulators that its workers started, and shows what they complained of.
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

export default function end() {
  const folder = process.env.WORKER_SIMULATORS;
  for (const worker of readdirSync(folder)) {
    const { pid, errors } = JSON.parse(readFileSync(join(folder, worker, 'simulator.json'), 'utf8'));
    process.stderr.write(readFileSync(errors));
    process.kill(pid, 'SIGTERM');
  }
  rmSync(folder, { recursive: true, force: true });
}
