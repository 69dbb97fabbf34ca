// The registry of checks: every code is used by the code that finds; every page that it names exists.
import { globSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { renderChecksPage } from '../../scripts/checks-page.ts';
import { CHECKS } from '../../src/checks/registry.ts';

const codes = Object.keys(CHECKS);
const texts = (pattern: string): string =>
  globSync(pattern)
    .filter((file) => !file.startsWith('src/checks/'))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');

/** A code of a VHD file's faults is put together where it is found. */
const named = (text: string, code: string): boolean =>
  text.includes(`'${code}'`) || text.includes(`'${code.replace(/^vhd-file-/, '')}'`);

test('every check is made somewhere', () => {
  const source = texts('src/**/*.ts');
  expect(codes.filter((code) => !named(source, code))).toEqual([]);
});

test('the page lists every check', () => {
  const page = renderChecksPage();
  expect(codes.filter((code) => !page.includes(`| \`${code}\` |`))).toEqual([]);
});

test('every page of this repository that a check names is there, with its heading', () => {
  const missing = Object.values(CHECKS).flatMap(({ docs }) => {
    if (docs.startsWith('https://')) return [];
    const [file = '', anchor] = docs.split('#');
    const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} -]/gu, '')
        .replaceAll(' ', '-'),
    );
    return anchor === undefined || headings.includes(anchor) ? [] : [docs];
  });
  expect(missing).toEqual([]);
});
