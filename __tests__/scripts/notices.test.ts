// The notices name every package whose code is in dist. What is in dist is found here from its text alone, not from what
// the bundler says.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { packagesOf, renderNotices } from '../../scripts/notices.ts';

interface LockEntry {
  readonly dev?: boolean;
  readonly version?: string;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Readonly<Record<string, LockEntry>> };
const notices = readFileSync('dist/NOTICES.txt', 'utf8');
const list = notices.slice(0, notices.indexOf('====='));
const listed = new Set([...list.matchAll(/^(\S+) (\S+) \(.*\)$/gm)].map(([, name, version]) => `${name}@${version}`));

const bundles = readdirSync('dist', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js'))
  .map((file) => readFileSync(join('dist', file), 'utf8'));

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** Long lines of code are as good as a signature; those that several packages share tell nothing. */
const SHORTEST_SIGNATURE = 70;

function codeLines(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:js|cjs|mjs)$/.test(entry.name))
    .filter((entry) => !/node_modules|\.min\./.test(join(entry.parentPath, entry.name).slice(folder.length)))
    .flatMap((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line.length >= SHORTEST_SIGNATURE && !/^(?:\/?\*|\/\/|import|export|"use)/.test(line));
}

const found = new Set<string>();

beforeAll(() => {
  const bundled = new Set(bundles.flatMap((text) => text.split('\n')).map((line) => line.trim()));
  const owners = new Map<string, Set<string>>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === '' || entry.dev || /node_modules\/node-/.test(path)) continue;
    for (const line of codeLines(path).filter((candidate) => bundled.has(candidate))) {
      const key = `${nameOf(path)}@${entry.version ?? ''}`;
      owners.set(line, (owners.get(line) ?? new Set<string>()).add(key));
    }
  }
  for (const packages of owners.values()) {
    if (packages.size === 1) for (const one of packages) found.add(one);
  }
});

describe('third-party notices', () => {
  test('every package whose code is found in dist is listed with its version', () => {
    expect(found.size).toBeGreaterThan(40);
    expect([...found].filter((name) => !listed.has(name))).toEqual([]);
  });

  test('every package that the bundles name in their comments is listed', () => {
    const names = new Set(
      bundles
        .flatMap((text) => [...text.matchAll(/^;\/\/ CONCATENATED MODULE: \.\/(node_modules\/\S+)$/gm)])
        .map(([, path]) => {
          const [, name = ''] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path ?? '') ?? [];
          return name;
        }),
    );
    const listedNames = new Set([...listed].map((entry) => entry.slice(0, entry.lastIndexOf('@'))));
    expect(names.size).toBeGreaterThan(10);
    expect([...names].filter((name) => !listedNames.has(name))).toEqual([]);
  });

  test('each listed package has a section with its licence', () => {
    for (const entry of listed) {
      const at = entry.lastIndexOf('@');
      const section = `\n${entry.slice(0, at)} ${entry.slice(at + 1)}\nLicense: `;
      expect({ entry, present: notices.includes(section) }).toEqual({ entry, present: true });
    }
    expect(notices).toContain('Permission is hereby granted, free of charge');
    expect(notices).toContain('Apache License');
  });

  test('a package is found from a file of it, once, also below another package', () => {
    const packages = packagesOf([
      join(process.cwd(), 'node_modules/@actions/core/lib/core.js'),
      join(process.cwd(), 'node_modules/@actions/core/lib/utils.js'),
      join(process.cwd(), 'src/main.ts'),
    ]);
    expect(packages.map(({ name }) => name)).toEqual(['@actions/core']);
    expect(renderNotices(packages)).toMatch(/^@actions\/core \d+\.\d+\.\d+ \(MIT\)$/m);
  });
});
