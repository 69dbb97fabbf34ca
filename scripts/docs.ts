// Writes what is said about inputs, outputs, checks and routes, from their declarations: action.yml, the tables of README.md between
// its comment markers, docs/checks.md, docs/routes.md and docs/roles. Run it after a declaration changed: node scripts/docs.ts
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { INPUTS, OUTPUTS } from '../src/github/input-table.ts';
import type { InputDeclaration } from '../src/github/input-table.ts';
import { table } from './markdown-table.ts';
import { renderChecksPage } from './checks-page.ts';
import { renderRole, renderRolesPage, ROLE_USES, type RoleName } from './roles.ts';
import { renderRoutesPage } from './routes-page.ts';

const ROOT = new URL('../', import.meta.url);

const declarations: readonly (readonly [string, InputDeclaration])[] = Object.entries(INPUTS);

export function renderActionYml(): string {
  const inputs = declarations.map(([name, { description, required, default: fallback }]) => [
    name,
    { description, required: required === true, ...(fallback === undefined ? {} : { default: fallback }) },
  ]);
  const outputs = Object.entries(OUTPUTS).map(([name, description]) => [name, { description }]);
  const action = {
    name: 'Azure Batch image pool',
    description:
      'From a prepared Azure VM to a VHD, a Compute Gallery image version and an Azure Batch pool with ready nodes.',
    author: 'azure-batch-image-pool',
    branding: { icon: 'layers', color: 'blue' },
    inputs: Object.fromEntries(inputs) as unknown,
    outputs: Object.fromEntries(outputs) as unknown,
    runs: { using: 'node24', main: 'dist/main/index.js', post: 'dist/post/index.js' },
  };
  const heading = '# Written by scripts/docs.ts from src/github/input-table.ts; change it there.\n';
  return heading + stringify(action, { lineWidth: 0, singleQuote: true, defaultStringType: 'PLAIN' });
}

/** The tables, by the name of their markers. */
export function renderTables(): Readonly<Record<'inputs' | 'outputs', string>> {
  const groups = [...new Set(declarations.map(([, { group }]) => group))];
  const inputs = groups.map((group) => {
    const rows = declarations
      .filter(([, declaration]) => declaration.group === group)
      .map(([name, declaration]) => [`\`${name}\``, defaultOf(declaration), declaration.description]);
    return `**${group}**\n\n${table(['Input', 'Default', 'Description'], rows)}`;
  });
  const outputs = Object.entries(OUTPUTS).map(([name, description]) => [`\`${name}\``, description]);
  return { inputs: inputs.join('\n\n'), outputs: table(['Output', 'Description'], outputs) };
}

function defaultOf(declaration: InputDeclaration): string {
  if (declaration.required) return '**required**';
  return declaration.defaultText ?? (declaration.default === undefined ? '' : `\`${declaration.default}\``);
}

/** A document with its tables renewed; a document without the markers is an error. */
export function fillTables(document: string): string {
  let filled = document;
  for (const [name, text] of Object.entries(renderTables())) {
    const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
    const [from, to] = [filled.indexOf(begin), filled.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`README.md has no markers ${begin} and ${end}`);
    filled = `${filled.slice(0, from + begin.length)}\n\n${text}\n\n${filled.slice(to)}`;
  }
  return filled;
}

if (import.meta.main) {
  const readme = new URL('README.md', ROOT);
  writeFileSync(new URL('action.yml', ROOT), renderActionYml());
  writeFileSync(new URL('docs/checks.md', ROOT), renderChecksPage());
  writeFileSync(new URL('docs/routes.md', ROOT), renderRoutesPage());
  mkdirSync(new URL('docs/roles', ROOT), { recursive: true });
  writeFileSync(new URL('docs/roles/README.md', ROOT), renderRolesPage());
  for (const name of Object.keys(ROLE_USES) as RoleName[]) {
    writeFileSync(new URL(`docs/roles/${name}.json`, ROOT), renderRole(name));
  }
  if (existsSync(readme)) writeFileSync(readme, fillTables(readFileSync(readme, 'utf8')));
}
