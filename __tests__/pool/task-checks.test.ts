// What Batch demands of users, start task and mounted file systems: each demand with its message; what it takes is taken.
import { describe, expect, test } from '@jest/globals';
import { IDENTITY, arm, blob, file, mount, pool, share, task, user } from './parts.ts';

describe('refused', () => {
  test.each<readonly [string, () => readonly string[], ...string[]]>([
    [
      'two users of one name',
      () => pool({ userAccounts: [user('render'), user('Render')] }),
      'pool-spec-duplicate: userAccounts[1].name = "Render", the same as userAccounts[0].name; expected a name of its own for each user account. Change one of the two.',
    ],
    [
      'a user whose name is too long',
      () => pool({ userAccounts: [user('x'.repeat(21))] }),
      'pool-spec-value: userAccounts[0].name = "xxxxxxxxxxxxxxxxxxxxx"; expected at most 20 characters. Correct the value.',
    ],
    [
      'a gid alone',
      () => pool({ userAccounts: [user('a', { linuxUserConfiguration: { gid: 1 } })] }),
      'pool-spec-conflict: userAccounts[0].linuxUserConfiguration with gid and without uid; expected both, or neither. Add uid, or remove gid.',
    ],
    [
      'a negative uid',
      () => pool({ userAccounts: [user('a', { linuxUserConfiguration: { uid: -1, gid: 1 } })] }),
      'pool-spec-value: userAccounts[0].linuxUserConfiguration.uid = -1; expected a number from 0. Correct the value.',
    ],
    [
      'an elevation that is none',
      () => pool({ userAccounts: [user('a', { elevationLevel: 'root' })] }),
      'pool-spec-value: userAccounts[0].elevationLevel = "root"; expected one of nonadmin, admin. Choose one of nonadmin, admin.',
    ],
    [
      'a start task as two users',
      () => task({ userIdentity: { username: 'a', autoUser: { scope: 'pool' } } }),
      'pool-spec-conflict: startTask.userIdentity with both username and autoUser; expected one of the two. Remove one of them.',
    ],
    [
      'a start task as nobody',
      () => task({ userIdentity: {} }),
      'pool-spec-conflict: startTask.userIdentity with neither username nor autoUser; expected one of the two. Add username or autoUser, or remove userIdentity.',
    ],
    [
      'a start task in a container of a pool without',
      () => task({ containerSettings: { imageName: 'busybox' } }),
      'pool-spec-conflict: startTask.containerSettings without virtualMachineConfiguration.containerConfiguration; expected a pool that is prepared for containers. Add containerConfiguration with its type, or run the start task outside of a container.',
    ],
    [
      'retries below no limit',
      () => task({ maxTaskRetryCount: -2 }),
      'pool-spec-value: startTask.maxTaskRetryCount = -2; expected a number from -1. Correct the value.',
    ],
    [
      'a file from nowhere',
      () => file({ filePath: 'a' }),
      'pool-spec-conflict: startTask.resourceFiles[0] with no source; expected exactly one of autoStorageContainerName, storageContainerUrl, httpUrl. Say where the files come from.',
    ],
    [
      'a file from two places',
      () => file({ httpUrl: 'https://a/b', storageContainerUrl: 'https://a/c', filePath: 'b' }),
      'pool-spec-conflict: startTask.resourceFiles[0] with storageContainerUrl and httpUrl; expected exactly one of autoStorageContainerName, storageContainerUrl, httpUrl. Make an item of each.',
    ],
    [
      'a file without a name',
      () => file({ httpUrl: 'https://a/b' }),
      'pool-spec-missing-property: no startTask.resourceFiles[0].filePath; expected the path and name under which the file of httpUrl is saved. Add filePath.',
    ],
    [
      'a prefix of one file',
      () => file({ httpUrl: 'https://a/b', filePath: 'b', blobPrefix: 'b' }),
      'pool-spec-conflict: startTask.resourceFiles[0].blobPrefix beside httpUrl; expected a prefix only of the blobs of a container. Remove blobPrefix, or name the container instead of one file.',
    ],
    [
      'a file outside of the task',
      () => file({ httpUrl: 'https://a/b', filePath: '../b' }),
      'pool-spec-value: startTask.resourceFiles[0].filePath = "../b"; expected a path inside the working directory of the task. Give a relative path without `..`; let the command line move the file.',
    ],
    [
      'a file at the root of a drive',
      () => file({ httpUrl: 'https://a/b', filePath: 'D:\\b' }),
      'pool-spec-value: startTask.resourceFiles[0].filePath = "D:\\\\b"; expected a path inside the working directory of the task. Give a relative path without `..`; let the command line move the file.',
    ],
    [
      'a file by no URL',
      () => file({ httpUrl: 'a/b', filePath: 'b' }),
      'pool-spec-value: startTask.resourceFiles[0].httpUrl = "a/b"; expected a URL that starts with https:// or http://. Correct the value.',
    ],
    [
      'permissions that are not octal',
      () => file({ httpUrl: 'https://a/b', filePath: 'b', fileMode: 'rwx' }),
      'pool-spec-value: startTask.resourceFiles[0].fileMode = "rwx"; expected octal permissions, e.g. 0770. Correct the value.',
    ],
    [
      'a mount of two kinds',
      () => mount({ ...blob({ sasKey: 'sv=secret' }), ...share('n') }),
      'pool-spec-value: 2 file systems in mountConfiguration[0]; expected exactly one in each item. Correct the value.',
    ],
    [
      'a blob mount without a key',
      () => mount(blob({})),
      'pool-spec-conflict: mountConfiguration[0].azureBlobFileSystemConfiguration with nothing that opens the account; expected exactly one of accountKey, sasKey, identityReference. Add one; Azure never shows keys again: give them from a secret.',
    ],
    [
      'a blob mount with two keys',
      () => mount(blob({ accountKey: 'c2VjcmV0', sasKey: 'sv=secret' })),
      'pool-spec-conflict: mountConfiguration[0].azureBlobFileSystemConfiguration with accountKey and sasKey; expected exactly one of accountKey, sasKey, identityReference. Keep one.',
    ],
    [
      'two mounts at one path',
      () => mount(share('m'), share('m')),
      'pool-spec-duplicate: mountConfiguration[1].nfsMountConfiguration.relativeMountPath = "m", the same as mountConfiguration[0].nfsMountConfiguration.relativeMountPath; expected a path of its own for each file system. Change one of the two.',
    ],
    [
      'a mount outside',
      () => mount(share('/m')),
      'pool-spec-value: mountConfiguration[0].nfsMountConfiguration.relativeMountPath = "/m"; expected a path below the mounts directory of Batch (AZ_BATCH_NODE_MOUNTS_DIR). Give a relative path without `..`.',
    ],
    [
      'an identity at the data plane',
      () => mount(blob({ identityReference: { resourceId: IDENTITY } })),
      'pool-spec-identity: mountConfiguration[0].azureBlobFileSystemConfiguration.identityReference, for a pool that cannot have an identity; expected a pool with an identity in the ARM shape. Write the pool in the ARM shape, with `identity` beside `properties`; or use a key.',
    ],
    [
      'an identity that the pool does not have',
      () => arm({ mountConfiguration: [blob({ identityReference: { resourceId: IDENTITY } })] }),
      'pool-spec-identity: properties.mountConfiguration[0].azureBlobFileSystemConfiguration.identityReference "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/nodes", which the pool does not have; expected one of identity.userAssignedIdentities. Add it to the identity of the pool, beside `properties`.',
    ],
  ])('%s', (_name, messages, ...expected) => expect(messages()).toEqual(expected));
});

describe('taken', () => {
  const identity = { type: 'UserAssigned', userAssignedIdentities: { [IDENTITY]: {} } };
  test.each<readonly [string, () => readonly string[]]>([
    [
      'users with and without IDs',
      () => pool({ userAccounts: [user('a'), user('b', { linuxUserConfiguration: { uid: 0, gid: 0 } })] }),
    ],
    [
      'files of every source',
      () =>
        file(
          { httpUrl: 'https://a/b', filePath: 'b/c.txt', fileMode: '0755' },
          { storageContainerUrl: 'https://a/c', blobPrefix: 'x' },
          { autoStorageContainerName: 'c' },
        ),
    ],
    [
      'a container of a pool with',
      () =>
        pool({
          virtualMachineConfiguration: {
            containerConfiguration: {
              type: 'dockerCompatible',
              containerRegistries: [{ registryServer: 'r', username: 'a', password: 'b' }],
            },
          },
          startTask: { commandLine: 'x', containerSettings: { imageName: 'busybox' } },
        }),
    ],
    [
      'an identity of the pool, in any case',
      () =>
        arm(
          { mountConfiguration: [blob({ identityReference: { resourceId: IDENTITY.toUpperCase() } })] },
          { identity },
        ),
    ],
  ])('%s', (_name, messages) => expect(messages()).toEqual([]));
});
