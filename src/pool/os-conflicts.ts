// What a pool asks of its nodes and their operating system does not have. Known only once the source is.
// https://learn.microsoft.com/rest/api/batchservice/pool/add-pool: WindowsConfiguration, DiskEncryptionConfiguration;
// https://learn.microsoft.com/azure/batch/virtual-file-mount: which file systems each system mounts
import type { Problem } from '../problem.ts';
import { isList } from './json.ts';
import type { PoolSpec } from './pool-spec.ts';
import { pathText } from './path-text.ts';
import { partAt, partsAt, refuser, viewOf, type Part, type SpecView } from './spec-view.ts';

const LINUX_ENCRYPTION = 'Linux images of a gallery cannot be encrypted so';
const MOUNTED_BY_LINUX = ['azureBlobFileSystemConfiguration', 'nfsMountConfiguration', 'cifsMountConfiguration'];

export function osConflicts({ kind, body, locate }: PoolSpec, osType: 'Linux' | 'Windows'): readonly Problem[] {
  const view = viewOf(kind, body, locate);
  return osType === 'Linux' ? onLinux(view) : onWindows(view);
}

function onLinux(view: SpecView): readonly Problem[] {
  const users = partsAt(view.pool, 'userAccounts');
  return [
    ...notFor(view, 'Linux', view.machine, 'windowsConfiguration', 'a Windows image'),
    ...notFor(view, 'Linux', view.machine, 'licenseType', 'a Windows image'),
    // What can encrypt them is encryptionAtHost of the security profile.
    ...notFor(view, 'Linux', view.machine, 'diskEncryptionConfiguration', `a Windows image: ${LINUX_ENCRYPTION}`),
    ...users.flatMap((user) => notFor(view, 'Linux', user, 'windowsUserConfiguration', 'a Windows image')),
  ];
}

function onWindows(view: SpecView): readonly Problem[] {
  const mounts = partsAt(view.pool, 'mountConfiguration');
  return [
    ...mounts.flatMap((mount) =>
      MOUNTED_BY_LINUX.flatMap((name) => notFor(view, 'Windows', mount, name, 'a Linux image')),
    ),
    ...encryptionProblems(view),
  ];
}

function notFor(
  view: SpecView,
  osType: string,
  { value, path }: Part,
  name: string,
  other: string,
): readonly Problem[] {
  if (value[name] === undefined) return [];
  const where = [...path, name];
  return [
    refuser(view)('pool-spec-os', where, {
      found: `${pathText(where)}, for an image of ${osType}`,
      expected: `this property only for ${other}`,
      fix: `Remove ${name}.`,
      part: 'key',
    }),
  ];
}

/** Windows encrypts both disks, or none. */
function encryptionProblems(view: SpecView): readonly Problem[] {
  const { value, path } = partAt(view.machine, 'diskEncryptionConfiguration');
  const { targets } = value;
  if (!isList(targets) || targets.length === 0) return [];
  const named = targets.map((target) => (typeof target === 'string' ? target.toLowerCase() : ''));
  if (['osdisk', 'temporarydisk'].every((target) => named.includes(target))) return [];
  const where = [...path, 'targets'];
  const both = view.kind === 'arm' ? 'OsDisk and TemporaryDisk' : 'osdisk and temporarydisk';
  return [
    refuser(view)('pool-spec-os', where, {
      found: `${pathText(where)} with one disk, for an image of Windows`,
      expected: `${both}: Windows encrypts both`,
      fix: 'Name both disks, or remove diskEncryptionConfiguration.',
    }),
  ];
}
