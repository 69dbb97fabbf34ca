// Pool specifications gone wrong: sound ones with something changed in their text or in their values, and texts of every kind.
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { nastyText, nastyValue } from './nasty.ts';

export const EXAMPLES = ['pool.yaml', 'pool-autoscale.yaml', 'pool-arm.json'].map((name) =>
  readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8'),
);

/** One of nearly everything that a pool may have. */
export const LARGE = {
  id: 'render-{version}',
  vmSize: 'Standard_D2s_v5',
  targetDedicatedNodes: 2,
  resizeTimeout: 'PT15M',
  virtualMachineConfiguration: {
    nodeAgentSKUId: 'batch.node.ubuntu 24.04',
    dataDisks: [{ lun: 0, diskSizeGB: 32, caching: 'none' }],
    containerConfiguration: {
      type: 'dockerCompatible',
      containerRegistries: [{ username: 'a', password: 'S3cret!pass' }],
    },
    extensions: [
      {
        name: 'n',
        publisher: 'p',
        type: 't',
        settings: { a: [1, { b: null }] },
        protectedSettings: { k: 'S3cret!pass' },
      },
    ],
    osDisk: { caching: 'readwrite' },
  },
  networkConfiguration: {
    endpointConfiguration: {
      inboundNATPools: [
        {
          name: 'web',
          protocol: 'tcp',
          backendPort: 80,
          frontendPortRangeStart: 4000,
          frontendPortRangeEnd: 4100,
          networkSecurityGroupRules: [
            { priority: 150, access: 'allow', sourceAddressPrefix: '*', sourcePortRanges: ['1-2'] },
          ],
        },
      ],
    },
  },
  startTask: {
    commandLine: '/bin/true',
    resourceFiles: [{ httpUrl: 'https://a.b/c?sig=S3cret', filePath: 'c' }],
    environmentSettings: [{ name: 'TOKEN', value: 'S3cret!pass' }],
    userIdentity: { autoUser: { scope: 'pool' } },
  },
  userAccounts: [{ name: 'a', password: 'S3cret!pass', linuxUserConfiguration: { uid: 1, gid: 1 } }],
  metadata: [{ name: 'team', value: 'render' }],
  mountConfiguration: [{ nfsMountConfiguration: { source: 's:/x', relativeMountPath: 'x' } }],
  upgradePolicy: { mode: 'manual' },
};

/** An answer of `az batch pool show`. */
const SHOWN = {
  ...LARGE,
  eTag: '0x1',
  state: 'active',
  resizeTimeout: '0:15:00',
  certificateReferences: null,
  maxTasksPerNode: 1,
};

const ARM = {
  name: 'render',
  identity: { type: 'UserAssigned', userAssignedIdentities: { '/i': {} } },
  properties: {
    vmSize: 'STANDARD_D2S_V5',
    deploymentConfiguration: {
      virtualMachineConfiguration: {
        nodeAgentSkuId: 'batch.node.ubuntu 24.04',
        dataDisks: [{ lun: 0, diskSizeGB: 32 }],
      },
    },
    scaleSettings: { autoScale: { formula: '$TargetDedicatedNodes=1;', evaluationInterval: 'PT10M' } },
    mountConfiguration: [
      {
        azureBlobFileSystemConfiguration: {
          accountName: 'a',
          containerName: 'c',
          relativeMountPath: 'm',
          identityReference: { resourceId: '/i' },
        },
      },
    ],
  },
};

/** Something done to one value of many, found by a number. */
interface Change {
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'rename' | 'add' | 'twice';
  readonly name: string;
  readonly value: unknown;
}

const change: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'rename', 'add', 'twice'),
  name: fc.oneof(
    nastyText,
    fc.constantFrom(
      'id',
      'name',
      'password',
      'properties',
      'vmSize',
      'nodeAgentSKUId',
      'caching',
      'VMSIZE',
      'vmsize ',
      'Id',
    ),
  ),
  value: nastyValue,
});

function sizeOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  return Object.values(value).reduce<number>((sum, each) => sum + sizeOf(each), 1);
}

/** The value with its `at`th part changed, counted from the outside. */
function changed(value: unknown, { at, how, name, value: put }: Change): unknown {
  if (typeof value !== 'object' || value === null) return put;
  let left = at % sizeOf(value);
  const visit = (entries: readonly (readonly [string, unknown])[]): (readonly [string, unknown])[] =>
    entries.flatMap(([key, item]) => {
      left -= 1;
      if (left !== 0) return [[key, deep(item)] as const];
      switch (how) {
        case 'replace':
          return [[key, put] as const];
        case 'remove':
          return [];
        case 'rename':
          return [[name, item] as const];
        case 'add':
          return [[key, item] as const, [name, put] as const];
        case 'twice':
          return [[key, item] as const, [`${key}2`, item] as const];
      }
    });
  const deep = (item: unknown): unknown => {
    if (Array.isArray(item))
      return visit(item.map((each: unknown, index) => [String(index), each] as const)).map(([, each]) => each);
    if (typeof item !== 'object' || item === null) return item;
    return Object.fromEntries(visit(Object.entries(item)));
  };
  return deep(value);
}

const written = fc.constantFrom<(value: unknown) => string>(
  (value) => JSON.stringify(value),
  (value) => JSON.stringify(value, null, 2),
  (value) => stringify(value, { aliasDuplicateObjects: true }),
);

const byValue = fc
  .tuple(fc.constantFrom<unknown>(LARGE, SHOWN, ARM), fc.array(change, { minLength: 1, maxLength: 4 }), written)
  .map(([spec, all, write]) => write(all.reduce<unknown>(changed, spec)));

const byText = fc
  .tuple(
    fc.constantFrom(...EXAMPLES, JSON.stringify(LARGE, null, 1), stringify(LARGE), stringify(ARM)),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(30),
        fc.oneof(
          nastyText,
          fc.constantFrom(
            '',
            '*a',
            '&a ',
            '!!binary ',
            '? ',
            '- ',
            '|',
            '>-\n',
            '{',
            '[',
            '"',
            "'",
            '\t',
            '---\n',
            '...\n',
            '%YAML 1.1\n',
            '<<: *a\n',
            '# ',
            '@',
            '`',
          ),
        ),
      ),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([text, all]) =>
    all.reduce((so, [at, gone, put]) => {
      const start = at % (so.length + 1);
      return so.slice(0, start) + put + so.slice(start + gone);
    }, text),
  );

const TOKENS = [
  'id: ',
  'vmSize: x\n',
  'properties:\n',
  '  ',
  '\n',
  '- ',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  ': ',
  '"',
  "'",
  '&a ',
  '*a',
  '*b',
  '!!str ',
  '!x ',
  '| \n',
  '>\n',
  '#c\n',
  '? ',
  '1',
  '.nan',
  '~',
  'true',
  '0o7',
  '---\n',
  'a',
  '\u00e9',
];
const byTokens = fc.array(fc.constantFrom(...TOKENS), { minLength: 1, maxLength: 60 }).map((tokens) => tokens.join(''));

const START = 'id: a\nvmSize: b\ntargetDedicatedNodes: 1\n';
const bombs = fc
  .tuple(
    fc.constantFrom('aliases', 'cycle', 'lists', 'objects', 'dashes', 'keys', 'items', 'long', 'questions'),
    fc.integer({ min: 2, max: 400 }),
  )
  .map(([kind, size]) => {
    switch (kind) {
      case 'aliases':
        return Array.from({ length: size % 40 }, (_, at) =>
          at === 0
            ? 'a0: &a0 [x]'
            : `a${at}: &a${at} [${Array(10)
                .fill(`*a${at - 1}`)
                .join(',')}]`,
        ).join('\n');
      case 'cycle':
        return `${START}metadata: &m\n${'  - *m\n'.repeat(size)}`;
      case 'lists':
        return `${START}metadata: ${'['.repeat(size)}${']'.repeat(size)}`;
      case 'objects':
        return `${'{"properties": '.repeat(size)}1${'}'.repeat(size)}`;
      case 'dashes':
        return `${START}metadata:\n${'- '.repeat(size)}x`;
      case 'keys':
        return START + Array.from({ length: size }, (_, at) => `key${at}: ${at}\n`).join('');
      case 'items':
        return `${START}metadata: [${'{name: abip_x, value: y}, '.repeat(size)}]`;
      case 'long':
        return `${START}displayName: "${'?'.repeat(size * 100)}"\n${'k'.repeat(size)}: 1\n`;
      case 'questions':
        return `properties: {vmSize: "[a(${')'.repeat(size * 100)}"}`;
    }
  });

/** Some begin with a line break: text of a workflow that is no path. */
export const specs: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: byValue },
  { weight: 6, arbitrary: byText },
  { weight: 6, arbitrary: byTokens },
  { weight: 2, arbitrary: bombs },
  { weight: 3, arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)) },
  { weight: 2, arbitrary: nastyText },
);
