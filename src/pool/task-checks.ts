// What runs on the nodes before tasks do: users, the start task and its files, mounted file systems, identities.
// https://learn.microsoft.com/rest/api/batchservice/pool/add-pool: UserAccount, StartTask, ResourceFile, MountConfiguration
import type { JsonObject, JsonValue } from '../azure/arm.ts';
import type { Problem } from '../problem.ts';
import type { Path } from './document.ts';
import { isList, isObject, objectAt, textAt } from './json.ts';
import { pathText } from './path-text.ts';
import { showText } from './schema-problems.ts';
import { duplicates, partAt, partsAt, refuser, type Part, type Refuse, type SpecView } from './spec-view.ts';

export function taskProblems(view: SpecView): readonly Problem[] {
  const refuse = refuser(view);
  const startTask = partAt(view.pool, 'startTask');
  return [
    ...userProblems(view, refuse),
    ...runAsProblems(view, startTask, refuse),
    ...containerProblems(view, startTask, refuse),
    ...partsAt(startTask, 'resourceFiles').flatMap((file) => fileProblems(file, refuse)),
    ...mountProblems(view, refuse),
    ...identityProblems(view, refuse),
  ];
}

function has({ value }: Part, name: string): boolean {
  return value[name] !== undefined;
}

function userProblems(view: SpecView, refuse: Refuse): readonly Problem[] {
  const users = partsAt(view.pool, 'userAccounts');
  const names = users.map(({ value, path }) => {
    const name = textAt(value, 'name');
    return { path: [...path, 'name'], key: name?.toLowerCase(), shown: showText(name ?? '') };
  });
  const halves = users.flatMap((user) => {
    const linux = partAt(user, 'linuxUserConfiguration');
    if (has(linux, 'uid') === has(linux, 'gid')) return [];
    const [given, missing] = has(linux, 'uid') ? ['uid', 'gid'] : ['gid', 'uid'];
    return [
      refuse('pool-spec-conflict', [...linux.path, given], {
        found: `${pathText(linux.path)} with ${given} and without ${missing}`,
        expected: 'both, or neither',
        fix: `Add ${missing}, or remove ${given}.`,
        part: 'key',
      }),
    ];
  });
  return [...duplicates(refuse, names, 'a name of its own for each user account'), ...halves];
}

function runAsProblems({ kind }: SpecView, startTask: Part, refuse: Refuse): readonly Problem[] {
  const identity = partAt(startTask, 'userIdentity');
  const name = kind === 'arm' ? 'userName' : 'username';
  if (!has(startTask, 'userIdentity') || has(identity, name) !== has(identity, 'autoUser')) return [];
  const both = has(identity, name);
  return [
    refuse('pool-spec-conflict', identity.path, {
      found: `${pathText(identity.path)} with ${both ? `both ${name} and autoUser` : `neither ${name} nor autoUser`}`,
      expected: 'one of the two',
      fix: both ? 'Remove one of them.' : `Add ${name} or autoUser, or remove userIdentity.`,
      part: 'key',
    }),
  ];
}

function containerProblems({ machine }: SpecView, startTask: Part, refuse: Refuse): readonly Problem[] {
  if (!has(startTask, 'containerSettings') || has(machine, 'containerConfiguration')) return [];
  const where = [...startTask.path, 'containerSettings'];
  return [
    refuse('pool-spec-conflict', where, {
      found: `${pathText(where)} without ${pathText([...machine.path, 'containerConfiguration'])}`,
      expected: 'a pool that is prepared for containers',
      fix: 'Add containerConfiguration with its type, or run the start task outside of a container.',
      part: 'key',
    }),
  ];
}

const FILE_SOURCES = ['autoStorageContainerName', 'storageContainerUrl', 'httpUrl'] as const;

function fileProblems(file: Part, refuse: Refuse): readonly Problem[] {
  const { value, path } = file;
  const given = FILE_SOURCES.filter((name) => has(file, name));
  const problems: Problem[] = [];
  if (given.length !== 1) {
    problems.push(
      refuse('pool-spec-conflict', path, {
        found: `${pathText(path)} with ${given.length === 0 ? 'no source' : given.join(' and ')}`,
        expected: `exactly one of ${FILE_SOURCES.join(', ')}`,
        fix: given.length === 0 ? 'Say where the files come from.' : 'Make an item of each.',
      }),
    );
  }
  if (has(file, 'httpUrl') && !has(file, 'filePath')) {
    problems.push(
      refuse('pool-spec-missing-property', path, {
        found: `no ${pathText([...path, 'filePath'])}`,
        expected: 'the path and name under which the file of httpUrl is saved',
        fix: 'Add filePath.',
      }),
    );
  }
  if (has(file, 'httpUrl') && has(file, 'blobPrefix')) {
    problems.push(
      refuse('pool-spec-conflict', [...path, 'blobPrefix'], {
        found: `${pathText([...path, 'blobPrefix'])} beside httpUrl`,
        expected: 'a prefix only of the blobs of a container',
        fix: 'Remove blobPrefix, or name the container instead of one file.',
        part: 'key',
      }),
    );
  }
  const target = textAt(value, 'filePath');
  if (target !== undefined && leadsOut(target)) {
    const where = [...path, 'filePath'];
    problems.push(
      refuse('pool-spec-value', where, {
        found: `${pathText(where)} = ${showText(target)}`,
        expected: 'a path inside the working directory of the task',
        fix: 'Give a relative path without `..`; let the command line move the file.',
      }),
    );
  }
  return problems;
}

/** On the nodes of either system. */
function leadsOut(path: string): boolean {
  return /^(?:[\\/]|[A-Za-z]:)/.test(path) || path.split(/[\\/]/).includes('..');
}

const MOUNTS = [
  'azureBlobFileSystemConfiguration',
  'nfsMountConfiguration',
  'cifsMountConfiguration',
  'azureFileShareConfiguration',
] as const;
const BLOB_KEYS = ['accountKey', 'sasKey', 'identityReference'] as const;

function mountProblems(view: SpecView, refuse: Refuse): readonly Problem[] {
  const mounts = partsAt(view.pool, 'mountConfiguration');
  const kinds = mounts.flatMap((mount) => MOUNTS.filter((name) => has(mount, name)).map((name) => partAt(mount, name)));
  const blobs = mounts
    .filter((mount) => has(mount, MOUNTS[0]))
    .map((mount) => partAt(mount, MOUNTS[0]))
    .flatMap((blob) => {
      const given = BLOB_KEYS.filter((name) => has(blob, name));
      if (given.length === 1) return [];
      return [
        refuse('pool-spec-conflict', blob.path, {
          found: `${pathText(blob.path)} with ${given.length === 0 ? 'nothing that opens the account' : given.join(' and ')}`,
          expected: `exactly one of ${BLOB_KEYS.join(', ')}`,
          fix: given.length === 0 ? 'Add one; Azure never shows keys again: give them from a secret.' : 'Keep one.',
        }),
      ];
    });
  const paths = kinds.map(({ value, path }) => {
    const target = textAt(value, 'relativeMountPath');
    return { path: [...path, 'relativeMountPath'], key: target, shown: showText(target ?? '') };
  });
  const out = kinds.flatMap(({ value, path }) => {
    const target = textAt(value, 'relativeMountPath');
    if (target === undefined || !leadsOut(target)) return [];
    const where = [...path, 'relativeMountPath'];
    return [
      refuse('pool-spec-value', where, {
        found: `${pathText(where)} = ${showText(target)}`,
        expected: 'a path below the mounts directory of Batch (AZ_BATCH_NODE_MOUNTS_DIR)',
        fix: 'Give a relative path without `..`.',
      }),
    ];
  });
  return [...blobs, ...out, ...duplicates(refuse, paths, 'a path of its own for each file system')];
}

/** What nodes sign in with must be an identity of the pool, which only the shape of Resource Manager can give it. */
function identityProblems({ kind, body }: SpecView, refuse: Refuse): readonly Problem[] {
  const own = Object.keys(objectAt(body, 'identity', 'userAssignedIdentities')).map((id) => id.toLowerCase());
  return referencesIn(body, []).flatMap(({ path, id }) => {
    if (kind === 'dataPlane') {
      return [
        refuse('pool-spec-identity', path, {
          found: `${pathText(path)}, for a pool that cannot have an identity`,
          expected: 'a pool with an identity in the ARM shape',
          fix: 'Write the pool in the ARM shape, with `identity` beside `properties`; or use a key.',
          part: 'key',
        }),
      ];
    }
    if (id === undefined || own.includes(id.toLowerCase())) return [];
    return [
      refuse('pool-spec-identity', path, {
        found: `${pathText(path)} ${showText(id, LONGEST_ID)}, which the pool does not have`,
        expected: 'one of identity.userAssignedIdentities',
        fix: 'Add it to the identity of the pool, beside `properties`.',
        part: 'key',
      }),
    ];
  });
}

/** Of a user-assigned identity: the names in it have at most 90 and 128 characters. */
const LONGEST_ID = 400;

interface IdentityUse {
  readonly path: Path;
  readonly id: string | undefined;
}

/** Wherever a pool may name an identity; the settings of an extension are its own matter. */
function referencesIn(value: JsonValue | undefined, path: Path): readonly IdentityUse[] {
  if (isList(value)) return value.flatMap((item, index) => referencesIn(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const where = [...path, name];
    if (name === 'settings' || name === 'protectedSettings') return [];
    if (name !== 'identityReference' || !isObject(item)) return referencesIn(item, where);
    return [{ path: where, id: identityOf(item) }];
  });
}

function identityOf(reference: JsonObject): string | undefined {
  return textAt(reference, 'resourceId');
}
