// Data disks of the image and those that the pool's own specification adds: no two may have the same LUN.
import type { Problem } from '../problem.ts';
import { isList, isObject, numberAt } from './json.ts';
import type { PoolSpec } from './pool-spec.ts';
import { virtualMachineConfigurationOf, virtualMachinePath } from './targets.ts';

/** @param imageLuns of the data disks that every node gets with the image. */
export function dataDiskConflicts(spec: PoolSpec, imageLuns: readonly number[]): readonly Problem[] {
  const { dataDisks } = virtualMachineConfigurationOf(spec);
  const path = [...virtualMachinePath(spec.kind), 'dataDisks'];
  const own = isList(dataDisks) ? dataDisks : [];
  return own.flatMap((disk, index) => {
    const lun = isObject(disk) ? numberAt(disk, 'lun') : undefined;
    if (lun === undefined || !imageLuns.includes(lun)) return [];
    const where = [...path, String(index), 'lun'];
    return [
      {
        code: 'pool-spec-lun',
        input: 'pool-spec',
        found: `${path.join('.')}[${index}].lun = ${lun}, which a data disk of the image has already`,
        expected: `a LUN other than ${imageLuns.join(', ')}`,
        fix: 'Give the disk another LUN, or leave the data disks out of the image with data-disks: exclude.',
        position: spec.locate(where),
      },
    ];
  });
}
