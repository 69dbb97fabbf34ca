import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compareVersions } from '../../src/azure/shared-galleries.ts';
import { latestVersion } from '../../src/image/latest-version.ts';
import { aVersion } from '../inspect/a-survey.ts';

const named = (...names: readonly string[]) => names.map((name) => aVersion('golden', name));

describe('the latest version', () => {
  test('is the highest by numbers, not by letters', () => {
    expect(latestVersion(named('1.9.0', '1.10.0', '1.2.30'), 'westeurope')?.name).toBe('1.10.0');
    expect(latestVersion(named(), 'westeurope')).toBeUndefined();
  });

  test.each<[string, Parameters<typeof aVersion>[2]]>([
    ['excluded', { excludeFromLatest: true }],
    ['excluded in the region', { excludedRegions: ['westeurope'] }],
    ['published elsewhere only', { targetRegions: [{ name: 'eastus', replicas: 1 }] }],
    ['still being made', { provisioningState: 'Creating' }],
    ['failed', { provisioningState: 'Failed' }],
    ['being deleted', { provisioningState: 'Deleting' }],
  ])('is not one that is %s', (_, change) => {
    const versions = [...named('1.0.0'), aVersion('golden', '2.0.0', change)];
    expect(latestVersion(versions, 'westeurope')?.name).toBe('1.0.0');
  });

  test('may be one that is getting more regions, or is excluded in another one', () => {
    const change = { provisioningState: 'Updating', excludedRegions: ['eastus'] } as const;
    expect(latestVersion([...named('1.0.0'), aVersion('golden', '2.0.0', change)], 'westeurope')?.name).toBe('2.0.0');
  });

  test('does not depend on the order of the list', () => {
    const part = fc.nat(30);
    const name = fc.tuple(part, part, part).map((parts) => parts.join('.'));
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1 }), (names) => {
        const latest = latestVersion(named(...names), 'westeurope');
        expect(latestVersion(named(...names.toReversed()), 'westeurope')).toEqual(latest);
        expect(names.every((other) => compareVersions(latest?.name ?? '', other) >= 0)).toBe(true);
      }),
    );
  });
});
