// Builds dist from src: tsc to lib, ncc to one bundle per entry, and the third-party notices of what is in them.
//   node scripts/build.ts           writes dist
//   node scripts/build.ts --check   compares what it would write with dist, byte for byte
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { bundle } from './bundle.ts';
import { packagesOf, renderNotices } from './notices.ts';

const ROOT = resolve(import.meta.dirname, '..');
const ENTRIES = ['main', 'post'];

type Files = ReadonlyMap<string, Buffer>;

async function build(): Promise<Files> {
  rmSync(join(ROOT, 'lib'), { recursive: true, force: true });
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) {
    console.error('src does not compile: nothing was built.');
    process.exit(1);
  }

  const files = new Map<string, Buffer>();
  const modules: string[] = [];
  for (const entry of ENTRIES) {
    const bundled = await bundle(join(ROOT, 'lib', `${entry}.js`));
    for (const [name, content] of bundled.files) files.set(`${entry}/${name}`, content);
    modules.push(...bundled.modules);
    console.log(`${entry}: ${bundled.files.size} files, ${bundled.modules.length} modules`);
  }
  // Webpack's run-time code is in every bundle too; it comes with ncc.
  const packages = packagesOf([...modules, join(ROOT, 'node_modules/@vercel/ncc/package.json')]);
  files.set('NOTICES.txt', Buffer.from(renderNotices(packages)));
  files.set('package.json', Buffer.from('{ "type": "module" }\n'));
  for (const [name, content] of files) {
    if (content.includes(ROOT)) throw new Error(`${name} holds a path of this machine: ${ROOT}`);
  }
  return files;
}

function write(files: Files, folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

/** What differs between the files and the folder, one line each. */
function differences(files: Files, folder: string): readonly string[] {
  const present = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    : [];
  const surplus = present.filter((name) => !files.has(name)).map((name) => `dist/${name} should not be there`);
  const wrong = [...files].flatMap(([name, content]) => {
    if (!present.includes(name)) return [`dist/${name} is missing`];
    return content.equals(readFileSync(join(folder, name))) ? [] : [`dist/${name} is not what src builds`];
  });
  return [...surplus, ...wrong];
}

process.chdir(ROOT);
// ncc probes for files in a way that node has deprecated; that is nobody's concern here.
process.noDeprecation = true;
const files = await build();
const dist = join(ROOT, 'dist');
if (process.argv.includes('--check')) {
  const found = differences(files, dist);
  for (const line of found) console.error(line);
  if (found.length > 0) console.error('Run `npm run build` and commit dist.');
  process.exitCode = found.length > 0 ? 1 : 0;
} else {
  write(files, dist);
  const bytes = [...files.values()].reduce((sum, content) => sum + content.length, 0);
  console.log(`dist: ${files.size} files, ${(bytes / 1e6).toFixed(1)} MB`);
}
