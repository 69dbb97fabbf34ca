import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { ImageSecurityType } from '../../src/azure/galleries.ts';
import { matches, routeFor, ROUTES, type RouteQuestion } from '../../src/image/route.ts';

const QUESTION: RouteQuestion = {
  source: 'managed VM',
  generation: 'V2',
  architecture: 'x64',
  security: 'Standard',
  controller: 'SCSI',
  image: 'Standard',
};

const questions = fc.record<RouteQuestion>({
  source: fc.constantFrom('managed VM', 'unmanaged VM', 'VHD', 'image version'),
  generation: fc.constantFrom('V1', 'V2'),
  architecture: fc.constantFrom('x64', 'Arm64'),
  security: fc.constantFrom('Standard', 'TrustedLaunch', 'ConfidentialVM'),
  controller: fc.constantFrom('SCSI', 'NVMe'),
  image: fc.constantFrom<ImageSecurityType>(
    'Standard',
    'TrustedLaunchSupported',
    'TrustedLaunch',
    'ConfidentialVMSupported',
    'ConfidentialVM',
    'TrustedLaunchAndConfidentialVmSupported',
  ),
});

describe('the table of routes', () => {
  test('answers every question', () => {
    fc.assert(fc.property(questions, (question) => expect(() => routeFor(question)).not.toThrow()));
  });

  test('has no row that an earlier one hides', () => {
    const answered = new Set(fc.sample(questions, { numRuns: 20_000, seed: 1 }).map((one) => routeFor(one).id));
    expect([...answered].sort()).toEqual(ROUTES.map(({ id }) => id).sort());
  });

  test('a snapshot feeds only an image of the security type of its VM', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { route } = routeFor(question);
        if (route.kind === 'open' && route.material === 'snapshots') {
          expect([question.source, question.image]).toEqual(['managed VM', question.security]);
        }
      }),
    );
  });

  test('a closed row says what would be open', () => {
    for (const { route } of ROUTES) {
      if (route.kind === 'closed') expect([route.expected, route.fix, route.why]).not.toContain('');
    }
  });
});

test.each<[Partial<RouteQuestion>, string, string]>([
  [{}, 'standard', 'snapshots'],
  [{ generation: 'V1' }, 'standard', 'snapshots'],
  [{ architecture: 'Arm64' }, 'standard', 'snapshots'],
  [{ controller: 'NVMe' }, 'standard', 'snapshots'],
  [{ security: 'TrustedLaunch', image: 'TrustedLaunch' }, 'trusted-launch-as-it-is', 'snapshots'],
  [{ security: 'TrustedLaunch', image: 'TrustedLaunchSupported' }, 'trusted-launch-supported', 'VHDs'],
  [{ image: 'TrustedLaunchSupported' }, 'trusted-launch-supported', 'VHDs'],
  [{ security: 'TrustedLaunch', image: 'Standard' }, 'trusted-launch-to-standard', 'none'],
  [{ image: 'TrustedLaunch' }, 'standard-to-trusted-launch', 'none'],
  [{ security: 'ConfidentialVM', image: 'ConfidentialVM' }, 'confidential-source', 'none'],
  [{ image: 'ConfidentialVMSupported' }, 'confidential-image', 'none'],
  [{ generation: 'V1', architecture: 'Arm64' }, 'arm64-generation-1', 'none'],
  [{ generation: 'V1', controller: 'NVMe' }, 'nvme-generation-1', 'none'],
  [{ generation: 'V1', image: 'TrustedLaunchSupported' }, 'trusted-launch-generation-1', 'none'],
  [{ source: 'unmanaged VM', generation: 'V1' }, 'unmanaged', 'VHDs'],
  [{ source: 'VHD' }, 'vhd', 'VHDs'],
  [{ source: 'VHD', image: 'TrustedLaunchSupported' }, 'vhd', 'VHDs'],
  [{ source: 'VHD', image: 'TrustedLaunch' }, 'standard-to-trusted-launch', 'none'],
  [{ source: 'image version', image: 'ConfidentialVM' }, 'existing-version', 'itself'],
])('%j goes by row %s, from %s', (change, id, material) => {
  const row = routeFor({ ...QUESTION, ...change });
  expect([row.id, row.route.kind === 'open' ? row.route.material : 'none']).toEqual([id, material]);
  expect(matches(row.when, { ...QUESTION, ...change })).toBe(true);
});
