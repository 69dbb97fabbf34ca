// The third-party notices: every package whose code is in a bundle, with its version and its licence's text.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly texts: readonly string[];
}

/** The packages that own these files, once per name and version, in the order of their names. */
export function packagesOf(modules: readonly string[]): readonly Package[] {
  const roots = new Set(modules.map(packageRoot).filter((root) => root !== undefined));
  const packages = new Map([...roots].map(readPackage).map((entry) => [`${entry.name}@${entry.version}`, entry]));
  return [...packages.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, entry]) => entry);
}

/** The folder of the innermost package: what follows the last `node_modules`, two levels deep for a scope. */
function packageRoot(file: string): string | undefined {
  const path = file.replaceAll('\\', '/');
  const [root] = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? [];
  return root;
}

function readPackage(root: string): Package {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Partial<Record<string, unknown>>;
  const { name, version, license } = manifest;
  if (typeof name !== 'string' || typeof version !== 'string') throw new Error(`${root} has no name or version`);
  const texts = readdirSync(root)
    .filter((file) => /^(?:licen[cs]e|copying|notice|thirdpartynotices?)(?:[.-]|$)/i.test(file))
    .sort()
    .map((file) => readFileSync(join(root, file), 'utf8').replaceAll('\r\n', '\n').trim());
  return { name, version, license: typeof license === 'string' ? license : 'see below', texts };
}

const RULE = '='.repeat(80);

export function renderNotices(packages: readonly Package[]): string {
  const list = packages.map(({ name, version, license }) => `${name} ${version} (${license})`);
  const sections = packages.map(({ name, version, license, texts }) =>
    [
      RULE,
      `${name} ${version}`,
      `License: ${license}`,
      RULE,
      '',
      texts.length > 0 ? texts.join('\n\n') : `The package holds no licence file; its package.json says: ${license}.`,
      '',
    ].join('\n'),
  );
  const heading = 'This folder holds code of the following packages, each under its own licence.';
  return [heading, '', ...list, '', ...sections].join('\n');
}
