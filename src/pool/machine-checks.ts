// The machines of a pool: disks, registries, upgrades, and what Azure retired.
// https://learn.microsoft.com/rest/api/batchservice/pool/add-pool: DataDisk, ContainerRegistry, RollingUpgradePolicy
import type { Problem } from '../problem.ts';
import { isList, numberAt, textAt } from './json.ts';
import { RETIRED } from './retired.ts';
import { pathText } from './path-text.ts';
import { duplicates, partAt, partsAt, refuser, type Part, type Refuse, type SpecView } from './spec-view.ts';

export function machineProblems(view: SpecView): readonly Problem[] {
  const refuse = refuser(view);
  const disks = partsAt(view.machine, 'dataDisks').map(({ value, path }) => {
    const lun = numberAt(value, 'lun');
    return { path: [...path, 'lun'], key: lun === undefined ? undefined : String(lun), shown: String(lun) };
  });
  return [
    ...duplicates(refuse, disks, 'a LUN of its own for each data disk'),
    ...registriesOf(view).flatMap((registry) => registryProblems(registry, refuse)),
    ...upgradeProblems(view, refuse),
    ...certificateProblems(view, refuse),
  ];
}

function registriesOf({ machine, pool }: SpecView): readonly Part[] {
  const ofTask = partAt(pool, 'startTask', 'containerSettings', 'registry');
  return [...partsAt(partAt(machine, 'containerConfiguration'), 'containerRegistries'), ofTask];
}

function registryProblems({ value, path }: Part, refuse: Refuse): readonly Problem[] {
  const { username, password, identityReference } = value;
  const refused = (found: string, expected: string, fix: string): readonly Problem[] => [
    refuse('pool-spec-conflict', path, { found: `${pathText(path)} with ${found}`, expected, fix }),
  ];
  if (identityReference !== undefined && (username !== undefined || password !== undefined)) {
    const fix = 'Keep the identity, or the user name and its password.';
    return refused('an identity and a user', 'one way to sign in', fix);
  }
  if (username !== undefined && password === undefined) {
    const fix = 'Add password; Azure never shows it again: give it from a secret.';
    return refused('username and without password', 'both, or neither', fix);
  }
  if (username === undefined && password !== undefined) {
    return refused('password and without username', 'both, or neither', 'Add username.');
  }
  return [];
}

function upgradeProblems({ pool, machine }: SpecView, refuse: Refuse): readonly Problem[] {
  const policy = partAt(pool, 'upgradePolicy');
  const rolling = partAt(policy, 'rollingUpgradePolicy');
  const problems: Problem[] = [];
  const batch = numberAt(rolling.value, 'maxBatchInstancePercent');
  const unhealthy = numberAt(rolling.value, 'maxUnhealthyInstancePercent');
  if (batch !== undefined && unhealthy !== undefined && batch > unhealthy) {
    const where = [...rolling.path, 'maxBatchInstancePercent'];
    problems.push(
      refuse('pool-spec-conflict', where, {
        found: `${pathText(where)} = ${batch}, more than maxUnhealthyInstancePercent = ${unhealthy}`,
        expected: 'at most as many at once as may be unhealthy',
        fix: 'Lower maxBatchInstancePercent, or raise maxUnhealthyInstancePercent.',
      }),
    );
  }
  const placement = textAt(partAt(machine, 'nodePlacementConfiguration').value, 'policy');
  if (rolling.value.enableCrossZoneUpgrade !== undefined && placement?.toLowerCase() !== 'zonal') {
    const where = [...rolling.path, 'enableCrossZoneUpgrade'];
    problems.push(
      refuse('pool-spec-conflict', where, {
        found: `${pathText(where)} for nodes that are not spread over zones`,
        expected: `it only beside ${pathText([...machine.path, 'nodePlacementConfiguration', 'policy'])} = zonal`,
        fix: 'Remove it, or place the nodes by zone.',
        part: 'key',
      }),
    );
  }
  const { enableAutomaticUpdates } = partAt(machine, 'windowsConfiguration').value;
  const automatic = partAt(policy, 'automaticOSUpgradePolicy');
  if (automatic.value.enableAutomaticOSUpgrade === true && enableAutomaticUpdates === true) {
    const where = [...machine.path, 'windowsConfiguration', 'enableAutomaticUpdates'];
    problems.push(
      refuse('pool-spec-conflict', where, {
        found: `${pathText(where)} = true beside ${pathText([...automatic.path, 'enableAutomaticOSUpgrade'])} = true`,
        expected: 'one of the two to upgrade Windows',
        fix: 'Set enableAutomaticUpdates to false.',
      }),
    );
  }
  return problems;
}

/** The data plane has no such property any more; ARM still knows its name. */
function certificateProblems({ pool }: SpecView, refuse: Refuse): readonly Problem[] {
  const { certificates } = pool.value;
  if (!isList(certificates) || certificates.length === 0) return [];
  const where = [...pool.path, 'certificates'];
  return [
    refuse('pool-spec-retired', where, {
      found: `${pathText(where)}, which Azure retired`,
      expected: 'a pool without certificates',
      fix: `Remove it. ${RETIRED.certificates}`,
      part: 'key',
    }),
  ];
}
