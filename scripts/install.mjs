// Installs the dependencies when they are missing or stale, so that `npm test` and `npm run demo` work in a fresh clone.
// It runs as an npm pre-script: the script after it starts in a new shell, whose `node` is the one installed here (24).
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';

const STAMP = 'node_modules/.installed-lockfile';
const lockfile = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex');

if (!existsSync(STAMP) || readFileSync(STAMP, 'utf8') !== lockfile) {
  console.log('Installing dependencies (npm ci), about half a minute ...');
  execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit' });
  writeFileSync(STAMP, lockfile);
}
