// `npm run simulator -- --env-file FILE ...`, see README.md beside this file.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// Half of a start is compiling the packages; the second start has that behind it.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/simulator', import.meta.url)));
// Page blobs pass through in pieces of 4 MiB. V8 would make room for such bursts for good: half as much memory again.
setFlagsFromString('--semi-space-growth-factor=1');
const { main } = await import('./command-line.ts');
await main();
