import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { fillTables, renderActionYml } from '../../scripts/docs.ts';
import { renderChecksPage } from '../../scripts/checks-page.ts';
import { renderRole, renderRolesPage, ROLE_USES, type RoleName } from '../../scripts/roles.ts';
import { renderRoutesPage } from '../../scripts/routes-page.ts';
import { INPUTS } from '../../src/github/input-table.ts';
import type { InputDeclaration } from '../../src/github/input-table.ts';

const declarations: readonly (readonly [string, InputDeclaration])[] = Object.entries(INPUTS);

describe('one declaration', () => {
  test('action.yml is what scripts/docs.ts writes', () => {
    expect(readFileSync('action.yml', 'utf8')).toBe(renderActionYml());
  });

  test('so are the tables of README.md', () => {
    const readme = readFileSync('README.md', 'utf8');
    expect(readme).toBe(fillTables(readme));
  });

  test('and docs/checks.md, docs/routes.md and docs/roles', () => {
    const roles = Object.keys(ROLE_USES) as RoleName[];
    expect(readdirSync('docs/roles').sort()).toEqual(['README.md', ...roles.map((name) => `${name}.json`)].sort());
    expect(readFileSync('docs/roles/README.md', 'utf8')).toBe(renderRolesPage());
    for (const name of roles) expect(readFileSync(`docs/roles/${name}.json`, 'utf8')).toBe(renderRole(name));
    expect(readFileSync('docs/routes.md', 'utf8')).toBe(renderRoutesPage());
    expect(readFileSync('docs/checks.md', 'utf8')).toBe(renderChecksPage());
  });

  test('action.yml is valid YAML for a node24 action with a post step', () => {
    expect(parse(renderActionYml())).toMatchObject({
      runs: { using: 'node24', main: 'dist/main/index.js', post: 'dist/post/index.js' },
      inputs: { timeout: { default: '5h30m' }, 'export-vhd': { default: 'true' } },
    });
  });

  test.each(declarations)(
    '%s has a kebab-case name, a sentence, and no default when it is required',
    (name, declaration) => {
      expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(declaration.description).toMatch(/[.]$/);
      expect(declaration.required && declaration.default !== undefined).toBeFalsy();
      if (declaration.kind === 'enum' && declaration.default !== undefined) {
        expect(declaration.values).toContain(declaration.default);
      }
    },
  );
});
