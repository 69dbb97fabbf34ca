import { describe, expect, test } from '@jest/globals';
import type { SupportedImage } from '../../src/azure/batch-service.ts';
import { chooseNodeAgent, type AgentSource } from '../../src/pool/node-agent.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

function image(nodeAgentSku: string, urn: string, endOfLife?: string): SupportedImage {
  const [publisher = '', offer = '', sku = ''] = urn.split(':');
  const osType = nodeAgentSku.includes('windows') ? 'windows' : 'linux';
  return { nodeAgentSku, publisher, offer, sku, osType, verified: true, ...(endOfLife !== undefined && { endOfLife }) };
}

const SUPPORTED: readonly SupportedImage[] = [
  image('batch.node.ubuntu 20.04', 'canonical:0001-com-ubuntu-server-focal:20_04-lts', '2025-04-23T00:00:00Z'),
  image('batch.node.ubuntu 22.04', 'canonical:0001-com-ubuntu-server-jammy:22_04-lts', '2027-06-30T00:00:00Z'),
  image('batch.node.ubuntu 24.04', 'canonical:ubuntu-24_04-lts:server'),
  image('batch.node.ubuntu 24.04-arm64', 'canonical:ubuntu-24_04-lts:server-arm64'),
  image('batch.node.debian 11', 'debian:debian-11:11-gen2', '2026-12-15T00:00:00Z'),
  image('batch.node.debian 12', 'debian:debian-12:12', '2027-02-01T00:00:00Z'),
  image('batch.node.el 8', 'almalinux:almalinux-x86_64:8-gen2'),
  image('batch.node.el 9', 'almalinux:almalinux-x86_64:9-gen2'),
  image('batch.node.windows amd64', 'microsoftwindowsserver:windowsserver:2022-datacenter'),
];

function from(urn: string, change: Partial<AgentSource> = {}): AgentSource {
  const [publisher = '', offer = '', sku = ''] = urn.split(':');
  return { osType: 'Linux', imageReference: { publisher, offer, sku }, ...change };
}

function choose(source: AgentSource, specified?: string, supported = SUPPORTED) {
  return chooseNodeAgent(source, supported, specified, NOW);
}

describe('a source that names no marketplace image', () => {
  const guest = (osName: string, osVersion?: string): NonNullable<AgentSource['guest']> => ({
    osName,
    ...(osVersion !== undefined && { osVersion }),
  });

  test.each<[string, string | undefined, string]>([
    ['ubuntu', '22.04', 'batch.node.ubuntu 22.04'],
    ['debian', '12.7', 'batch.node.debian 12'],
    ['redhat', '8.10', 'batch.node.el 8'],
    ['almalinux', '9', 'batch.node.el 9'],
  ])('runs %s %s: a hint, not a choice', (osName, osVersion, sku) => {
    const found = choose({ osType: 'Linux', guest: guest(osName, osVersion) });
    expect(found).toMatchObject({
      problem: {
        found: 'a Linux source that names no marketplace image',
        fix: `The VM runs ${osName} ${osVersion}: name ${sku} in the pool spec (nodeAgentSKUId; ARM shape: nodeAgentSkuId).`,
      },
    });
  });

  test.each<[string, string | undefined]>([
    ['ubuntu', undefined],
    ['ubuntu', '16.04'],
    ['redhat', '7.9'],
    ['flatcar', '3975.2'],
  ])('runs %s %s: there is no hint', (osName, osVersion) => {
    expect(choose({ osType: 'Linux', guest: guest(osName, osVersion) })).toMatchObject({
      problem: { fix: expect.stringMatching(/^Name the one that fits the OS of the image/) },
    });
  });

  test('runs something else than the pool spec names: a warning', () => {
    const source: AgentSource = { osType: 'Linux', guest: guest('ubuntu', '22.04') };
    expect(choose(source, 'batch.node.el 9')).toMatchObject({
      warnings: [
        {
          code: 'node-agent-differs',
          text: expect.stringContaining('names batch.node.el 9; the source looks like batch.node.ubuntu 22.04'),
        },
      ],
    });
    expect(choose(source, 'batch.node.ubuntu 22.04')).toMatchObject({ kind: 'chosen', warnings: [] });
  });
});

describe('told from the image of the source', () => {
  test.each([
    ['Canonical:0001-com-ubuntu-server-jammy:22_04-lts', 'batch.node.ubuntu 22.04'],
    ['Canonical:0001-com-ubuntu-server-jammy:22_04-lts-gen2', 'batch.node.ubuntu 22.04'],
    ['Canonical:0001-com-ubuntu-pro-jammy:pro-22_04-lts-gen2', 'batch.node.ubuntu 22.04'],
    ['microsoft-dsvm:ubuntu-hpc:2204', 'batch.node.ubuntu 22.04'],
    ['canonical:ubuntu-24_04-lts:server-gen1', 'batch.node.ubuntu 24.04'],
    ['canonical:ubuntu-24_04-lts:ubuntu-pro', 'batch.node.ubuntu 24.04'],
    ['Debian:debian-12:12-gen2', 'batch.node.debian 12'],
    ['RedHat:RHEL:8_6', 'batch.node.el 8'],
    ['RedHat:RHEL:810-gen2', 'batch.node.el 8'],
    ['RedHat:RHEL:94_gen2', 'batch.node.el 9'],
    ['resf:rockylinux-x86_64:9-base', 'batch.node.el 9'],
    ['almalinux:almalinux-hpc:8_7-hpc-gen2', 'batch.node.el 8'],
    ['Oracle:Oracle-Linux:ol9-lvm-gen2', 'batch.node.el 9'],
  ])('%s: %s', (urn, sku) => {
    expect(choose(from(urn))).toMatchObject({ kind: 'chosen', sku });
  });

  test('an image that Batch lists is taken by its names', () => {
    expect(choose(from('Canonical:0001-com-ubuntu-server-jammy:22_04-LTS'))).toMatchObject({
      sku: 'batch.node.ubuntu 22.04',
      reason: expect.stringContaining('Batch lists it'),
    });
  });

  test('Windows has one agent, whatever the image', () => {
    expect(choose({ osType: 'Windows' })).toMatchObject({ sku: 'batch.node.windows amd64' });
    expect(choose(from('a:windows-11:win11', { osType: 'Windows' }))).toMatchObject({
      sku: 'batch.node.windows amd64',
    });
  });

  test('Arm64 has agents of its own', () => {
    const arm = from('canonical:ubuntu-24_04-lts:server', { architecture: 'Arm64' });
    expect(choose(from('canonical:ubuntu-24_04-lts:minimal', { architecture: 'Arm64' }))).toMatchObject({
      sku: 'batch.node.ubuntu 24.04-arm64',
      warnings: [],
    });
    const without = SUPPORTED.filter(({ nodeAgentSku }) => !nodeAgentSku.includes('arm64'));
    expect(choose(arm, undefined, without)).toMatchObject({
      sku: 'batch.node.ubuntu 24.04',
      warnings: [{ code: 'node-agent-arm64' }],
    });
    expect(choose(from('canonical:ubuntu-24_04-lts:minimal'))).toMatchObject({ sku: 'batch.node.ubuntu 24.04' });
  });

  test.each([
    ['no image', { osType: 'Linux' } as const],
    ['an unknown distribution', from('kinvolk:flatcar-container-linux:stable')],
    ['a version without agent', from('Canonical:UbuntuServer:16.04-LTS')],
    ['Red Hat 7', from('RedHat:RHEL:7.9')],
  ])('%s is refused, and the agents there are are told', (_name, source) => {
    expect(choose(source)).toMatchObject({
      kind: 'problem',
      problem: { code: 'node-agent-unknown', expected: expect.stringContaining('batch.node.ubuntu 24.04') },
    });
  });
});

describe('named in the pool spec', () => {
  test('it is taken', () => {
    expect(choose({ osType: 'Linux' }, 'batch.node.el 9')).toMatchObject({
      kind: 'chosen',
      sku: 'batch.node.el 9',
      warnings: [],
    });
  });

  test('a misspelt one is refused with what was meant', () => {
    expect(choose({ osType: 'Linux' }, 'batch.node.ubuntu 22.4')).toMatchObject({
      kind: 'problem',
      problem: { fix: 'Did you mean batch.node.ubuntu 22.04?' },
    });
  });

  test('one for the other OS is refused', () => {
    expect(choose({ osType: 'Windows' }, 'batch.node.el 9')).toMatchObject({
      kind: 'problem',
      problem: { found: 'node agent batch.node.el 9 for linux, but the source runs Windows' },
    });
  });

  test('one that does not look like the source’s OS is taken with a warning', () => {
    const source = from('canonical:ubuntu-24_04-lts:server');
    expect(choose(source, 'batch.node.el 9')).toMatchObject({
      kind: 'chosen',
      warnings: [{ code: 'node-agent-differs' }],
    });
    expect(choose(source, 'batch.node.ubuntu 24.04-arm64')).toMatchObject({ kind: 'chosen', warnings: [] });
  });
});

describe('end of life', () => {
  test('one that has ended is refused', () => {
    expect(choose(from('canonical:0001-com-ubuntu-server-focal:20_04-lts'))).toMatchObject({
      kind: 'problem',
      problem: { found: 'node agent batch.node.ubuntu 20.04, which Batch has not supported since 2025-04-23' },
    });
    expect(choose({ osType: 'Linux' }, 'batch.node.ubuntu 20.04').kind).toBe('problem');
  });

  test('one that ends soon is announced, the more so the sooner', () => {
    const warningsOf = (urn: string) => {
      const choice = choose(from(urn));
      return choice.kind === 'chosen' ? choice.warnings.map(({ text }) => text) : [];
    };
    expect(warningsOf('canonical:ubuntu-24_04-lts:server')).toEqual([]);
    // 219 days away.
    expect(warningsOf('canonical:0001-com-ubuntu-server-jammy:22_04-lts')).toEqual([]);
    expect(warningsOf('debian:debian-12:12')).toEqual([expect.stringMatching(/2027-02-01, in 70 days.*newer OS\.$/)]);
    expect(warningsOf('debian:debian-11:11-gen2')).toEqual([expect.stringMatching(/in 22 days.*scaled to zero/)]);
  });

  describe('of the image of the source alone', () => {
    const ENDED = 'canonical:0001-com-ubuntu-server-jammy:22_04-lts';
    const supported = (end: string): readonly SupportedImage[] => [
      image('batch.node.ubuntu 22.04', ENDED, end),
      image('batch.node.ubuntu 22.04', `${ENDED}-gen2`, '2028-06-30T00:00:00Z'),
    ];

    test.each([
      ['2026-04-23T00:00:00Z', 'Batch has not supported image IMAGE, that of the source, since 2026-04-23'],
      ['2026-11-24T00:00:00Z', 'Batch ends its support of image IMAGE, that of the source, on 2026-11-24, in 1 day'],
    ])('%s: its agent lives on for others, so it is a warning', (end, text) => {
      expect(choose(from(ENDED), undefined, supported(end))).toMatchObject({
        kind: 'chosen',
        sku: 'batch.node.ubuntu 22.04',
        warnings: [
          {
            code: 'node-agent-end-of-life',
            text: `${text.replace('IMAGE', ENDED)}; batch.node.ubuntu 22.04 goes on for other images. Move the source to a newer one.`,
          },
        ],
      });
    });

    test('is nothing to one who names the agent, or has another image', () => {
      const list = supported('2026-04-23T00:00:00Z');
      const named = 'batch.node.ubuntu 22.04';
      expect(choose({ osType: 'Linux' }, named, list)).toMatchObject({ kind: 'chosen', warnings: [] });
      expect(choose(from(`${ENDED}-gen2`), undefined, list)).toMatchObject({ kind: 'chosen', warnings: [] });
    });

    test('and of all others: it is refused, by whatever image it was found', () => {
      const list = supported('2026-04-23T00:00:00Z').map((one) => ({ ...one, endOfLife: '2026-05-01T00:00:00Z' }));
      const found = 'node agent batch.node.ubuntu 22.04, which Batch has not supported since 2026-05-01';
      for (const urn of [ENDED, `${ENDED}-gen2`, 'canonical:0001-com-ubuntu-server-jammy:minimal']) {
        expect(choose(from(urn), undefined, list)).toMatchObject({ kind: 'problem', problem: { found } });
      }
    });
  });
});

test('the agent is the same in any case', () => {
  const list = [
    image('Batch.Node.Debian 12', 'debian:debian-12:12', '2025-01-01T00:00:00Z'),
    image('batch.node.debian 12', 'debian:debian-12:12-gen2'),
  ];
  expect(choose({ osType: 'Linux' }, 'BATCH.NODE.DEBIAN 12', list)).toMatchObject({ kind: 'chosen', warnings: [] });
  expect(choose({ osType: 'Linux' }, 'batch.node.EL 9')).toMatchObject({ kind: 'chosen', warnings: [] });
});

describe('where Batch lists no images', () => {
  const text = (sku: string): string =>
    `Batch lists no supported images for this account, so whether node agent ${sku} fits could not be checked.`;

  test.each<[string, AgentSource, string | undefined, string]>([
    ['the agent of the pool spec is taken', { osType: 'Linux' }, 'batch.node.el 9', 'batch.node.el 9'],
    ['that of the image is', from('Debian:debian-12:12'), undefined, 'batch.node.debian 12'],
    ['that of Windows is', { osType: 'Windows' }, undefined, 'batch.node.windows amd64'],
  ])('%s, and it is told', (_, source, specified, sku) => {
    expect(choose(source, specified, [])).toMatchObject({
      kind: 'chosen',
      sku,
      warnings: [{ code: 'node-agent-unchecked', text: text(sku) }],
    });
  });

  test.each<[string, AgentSource]>([
    ['nothing tells it', { osType: 'Linux' }],
    ['its Arm64 variant cannot be known', from('Debian:debian-12:12', { architecture: 'Arm64' })],
  ])('%s: a problem', (_, source) => {
    expect(choose(source, undefined, [])).toMatchObject({
      problem: {
        code: 'node-agent-unknown',
        found: 'a Linux source, of which nothing tells the node agent, while Batch lists no image',
      },
    });
  });
});
