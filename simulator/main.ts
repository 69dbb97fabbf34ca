// `npm run simulator -- --env-file FILE ...`, see README.md beside this file.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Half of a start is compiling the packages; the second start has that behind it.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/simulator', import.meta.url)));
const { main } = await import('./command-line.ts');
await main();
