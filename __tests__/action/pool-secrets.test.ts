// A pool specification with a secret in every place that can hold one: none is told by a run that refuses it, nor by one
// that plans with it.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';

const stage = createStage();
beforeEach(async () => stage.control.reset());

const SECRETS = {
  password: 'Tr0ub4dor&3-horse',
  sshPrivateKey:
    '-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEAwJ\nq3vZk9rS0mTnY2hQ8dK\n-----END RSA PRIVATE KEY-----',
  registry: 'acr-7Hq2LmXw9ZsT4vB1',
  taskRegistry: 'acr-P3nK8yRd6FcJ0gUe',
  blobKey: 'YmxvYi1rZXktb2YtYS1jb250YWluZXI=',
  sasKey: 'sv=2024-08-04&sr=c&sp=rl&sig=Zm9udHMtc2FzLXNpZ25hdHVyZQ%3D%3D',
  shareKey: 'c2hhcmUta2V5LW9mLWEtZmlsZS1zaGFyZQ==',
  cifs: 'smb-Xk7Wd2Qp',
  setting: 'vault-secret-Jb4Nz8',
  fileSas: 'ZmlsZS1zYXMtc2lnbmF0dXJl',
  containerSas: 'Y29udGFpbmVyLXNhcy1zaWc',
  variable: 'token-Ev9Rt5Yh',
  connection: 'Y29ubmVjdGlvbi1hY2NvdW50LWtleQ==',
  command: 'Y29tbWFuZC1saW5lLXNhcw',
} as const;

const POOL = {
  id: 'render-{version}',
  vmSize: 'Standard_D2s_v5',
  targetDedicatedNodes: 1,
  virtualMachineConfiguration: {
    containerConfiguration: {
      type: 'dockerCompatible',
      containerRegistries: [{ registryServer: 'r.azurecr.io', username: 'r', password: SECRETS.registry }],
    },
    extensions: [
      {
        name: 'n',
        publisher: 'p',
        type: 't',
        settings: { url: `https://a.blob.core.windows.net/c/d?sp=r&sig=${SECRETS.fileSas}` },
        protectedSettings: { nested: [{ anything: SECRETS.setting }] },
      },
    ],
  },
  userAccounts: [
    { name: 'render', password: SECRETS.password, linuxUserConfiguration: { sshPrivateKey: SECRETS.sshPrivateKey } },
  ],
  startTask: {
    commandLine: `curl https://a.blob.core.windows.net/c/f?sp=r&sig=${SECRETS.command}`,
    containerSettings: { imageName: 'busybox', registry: { username: 'r', password: SECRETS.taskRegistry } },
    resourceFiles: [
      { httpUrl: `https://a.blob.core.windows.net/c/f?sp=r&sig=${SECRETS.fileSas}`, filePath: 'f' },
      { storageContainerUrl: `https://a.blob.core.windows.net/c?sp=rl&sig=${SECRETS.containerSas}` },
    ],
    environmentSettings: [
      { name: 'LICENSE_TOKEN', value: SECRETS.variable },
      { name: 'STORAGE', value: `DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${SECRETS.connection}` },
    ],
  },
  mountConfiguration: [
    {
      azureBlobFileSystemConfiguration: {
        accountName: 'a',
        containerName: 'c',
        accountKey: SECRETS.blobKey,
        relativeMountPath: 'b',
      },
    },
    {
      azureBlobFileSystemConfiguration: {
        accountName: 'a',
        containerName: 'c',
        sasKey: SECRETS.sasKey,
        relativeMountPath: 's',
      },
    },
    {
      azureFileShareConfiguration: {
        accountName: 'a',
        azureFileUrl: 'https://a.file.core.windows.net/f',
        accountKey: SECRETS.shareKey,
        relativeMountPath: 'f',
      },
    },
    {
      cifsMountConfiguration: { username: 'u', source: '//s/x', relativeMountPath: 'c', password: SECRETS.cifs },
    },
  ],
};

/** Everything that a run says, prints, saves or hands on. */
function expectNoSecret(run: ActionResult): void {
  const texts = [run.unmasked, run.post?.unmasked ?? '', run.summary, run.post?.summary ?? ''];
  const values = [run.outputs, run.state, run.environment].flatMap((each) => Object.values(each));
  const secrets = Object.values(SECRETS).flatMap((secret) => [secret, ...secret.split('\n').slice(1, -1)]);
  for (const text of [...texts, ...values, JSON.stringify(run.annotations)]) {
    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toMatch(/\bsig=[^*]/);
  }
}

test('a run that plans with it', async () => {
  const run = await stage.run(
    { 'pool-spec': JSON.stringify(POOL), mode: 'plan' },
    { environment: { RUNNER_DEBUG: '1' } },
  );
  expect({ exitCode: run.exitCode, stderr: run.stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(run.stdout).toContain('Create pool render-1-4-0');
  expect(await stage.writes()).toEqual([]);
  expectNoSecret(run);
});

describe('a run that refuses it', () => {
  test('for what is wrong beside every secret, and of the secrets themselves', async () => {
    const mistakes = {
      ...POOL,
      vmSizes: 'x',
      userAccounts: [
        { ...POOL.userAccounts[0], passwords: SECRETS.password },
        { name: 'second', password: [SECRETS.password], linuxUserConfiguration: { uid: 1 } },
      ],
      startTask: {
        ...POOL.startTask,
        commandLine: [`x?sig=${SECRETS.command}`],
        resourceFiles: [
          { httpUrl: `ftp://a/c/f?sp=r&sig=${SECRETS.fileSas}`, filePath: `../f?sig=${SECRETS.fileSas}`, fileMode: 7 },
          { storageContainerUrl: { url: SECRETS.containerSas }, httpUrl: 'https://a/b' },
        ],
        environmentSettings: [{ name: 'LICENSE_TOKEN', value: [SECRETS.variable] }],
        maxTaskRetryCount: `?sig=${SECRETS.command}`,
      },
      mountConfiguration: [
        {
          azureBlobFileSystemConfiguration: {
            accountName: 'a',
            containerName: 'c',
            accountKey: SECRETS.blobKey,
            sasKey: SECRETS.sasKey,
            relativeMountPath: `/x?sig=${SECRETS.fileSas}`,
          },
        },
        { cifsMountConfiguration: { username: 'u', source: '//s/x', password: { p: SECRETS.cifs } } },
      ],
    };
    const { run, messages } = await refusedRun(stage, { 'pool-spec': JSON.stringify(mistakes) });
    expect(messages.length).toBeGreaterThan(12);
    expect(messages.join('\n')).toContain('userAccounts[1].password = ***');
    expect(messages.join('\n')).toContain('startTask.environmentSettings[0].value = ***');
    expectNoSecret(run);
  });

  test.each([
    ['for a quote that is missing', JSON.stringify(POOL).slice(0, -20)],
    ['for a tag', `id: a\nuserAccounts:\n- name: a\n  password: !${SECRETS.registry} x\n`],
    ['for an alias', `id: a\nuserAccounts:\n- name: a\n  password: *${SECRETS.registry}\n`],
    ['for a control character', JSON.stringify(POOL, null, 1).replace('"Standard', '"\u001bStandard')],
  ])('%s', async (_name, spec) => {
    const { run, messages } = await refusedRun(stage, { 'pool-spec': spec });
    expect(messages).toHaveLength(1);
    expectNoSecret(run);
  });
});
