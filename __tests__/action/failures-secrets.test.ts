// No secret leaves a run, however it ends: tokens, signatures, and what the pool spec holds.
import { describe, expect, test } from '@jest/globals';
import type { ActionResult } from '../../runner/run-action.ts';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { createDiskFile } from './disk-file.ts';
import { createStage } from './harness.ts';
import { answer, cancelAt, delay, reset, resultOf } from './troubles.ts';
import { world } from './worlds.ts';

const stage = createStage();
const disk = createDiskFile(48);
const PASSWORD = 'Tr0ub4dor&3-horse';
const MOUNT_KEY = 'bW91bnQta2V5LW9mLWEtZmlsZS1zaGFyZQ==';

const SPEC = {
  'pool-spec': JSON.stringify({
    id: 'render-{version}',
    vmSize: 'Standard_D2s_v5',
    targetDedicatedNodes: 1,
    userAccounts: [{ name: 'render', password: PASSWORD, elevationLevel: 'admin' }],
    mountConfiguration: [
      {
        azureFileShareConfiguration: {
          accountName: 'strender',
          azureFileUrl: 'https://strender.file.core.windows.net/fonts',
          accountKey: MOUNT_KEY,
          relativeMountPath: 'fonts',
        },
      },
    ],
    startTask: { commandLine: '/bin/sh -c ./install.sh', waitForSuccess: true },
  }),
};

/** Everything a run has said, printed, saved or handed on. */
function traces(run: ActionResult): readonly string[] {
  return [
    run.unmasked,
    run.post?.unmasked ?? '',
    run.summary,
    run.post?.summary ?? '',
    ...Object.values(run.outputs),
    ...Object.values(run.state),
    ...Object.values(run.environment),
  ];
}

function expectNoSecret(run: ActionResult): void {
  for (const text of traces(run)) {
    for (const secret of [
      PASSWORD,
      MOUNT_KEY,
      stage.environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? '-',
      'SharedKey ',
    ])
      expect(text).not.toContain(secret);
    // A token, a signature.
    expect(text).not.toMatch(/eyJ[\w-]{8,}\.[\w-]{8,}/);
    expect(text).not.toMatch(/[?&]sig=[^&*\s]/i);
    expect(text).not.toMatch(/Bearer [^*]/);
  }
  // The runner would show `***` where a secret stands in what the run itself wrote.
  expect(run.summary).not.toContain('***');
}

async function start(scenario: object = {}): Promise<void> {
  await stage.control.reset(world({ osDiskFile: disk.path, scenario }));
}

describe('no secret is told by a run that', () => {
  test('succeeds', async () => {
    await start();
    const run = await stage.run(SPEC, { environment: { RUNNER_DEBUG: '1' } });
    expect(run.exitCode).toBe(0);
    expectNoSecret(run);
  });

  test('fails in the export, where storage and ARM quote what they were asked', async () => {
    const quote = answer('PUT', 'comp=page$', 403, undefined, {
      times: 50,
      headers: { 'x-ms-error-code': 'CannotVerifyCopySource' },
    });
    await start({ faults: [quote, reset('GET', 'blob\\.storage\\.azure\\.net', 'after', 2)] });
    const run = await stage.run(SPEC);
    expect(run.exitCode).toBe(1);
    expect(resultOf(run).phase).toBe('export');
    expectNoSecret(run);
  });

  test('fails because of a start task that prints the password', async () => {
    await start({ nodes: { startTask: { exitCode: 1, stderr: `mount: wrong key ${MOUNT_KEY}\nsu: ${PASSWORD}?\n` } } });
    const run = await stage.run(SPEC);
    expect(run.exitCode).toBe(1);
    expect(resultOf(run).phase).toBe('pool');
    for (const text of traces(run)) {
      expect(text).not.toContain(PASSWORD);
      expect(text).not.toContain(MOUNT_KEY);
    }
    expect(run.stdout).toContain('stderr.txt: mount: wrong key');
  });

  test('is refused by a service that quotes the whole pool', async () => {
    const values = [{ key: 'Body', value: SPEC['pool-spec'] }];
    const body = { code: 'InvalidRequestBody', message: { lang: 'en-US', value: `Not ${PASSWORD}.` }, values };
    await start({ faults: [answer('POST', '/pools\\?', 400, body)] });
    const run = await stage.run(SPEC);
    expect(run.exitCode).toBe(1);
    for (const text of traces(run)) {
      expect(text).not.toContain(PASSWORD);
      expect(text).not.toContain(MOUNT_KEY);
    }
  });

  test('is cancelled', async () => {
    await start({ faults: [delay('PUT', 'comp=page$', 3000, 8)] });
    const run = await cancelAt(stage, /hold data to copy/, SPEC);
    expect(resultOf(run).outcome).toBe('cancelled');
    expectNoSecret(run);
  });
});

test('with the subscription ID as a repository secret, the outputs that hold none of it reach other jobs', async () => {
  await start();
  const run = await stage.run(SPEC, { secrets: [DEFAULT_NAMES.subscriptionId] });
  expect(run.exitCode).toBe(0);
  expect(Object.keys(run.outputs).toSorted()).toEqual([
    'changed',
    'image-version',
    'image-version-id',
    'pool-id',
    'result',
    'vhd-url',
  ]);
  expect(run.droppedOutputs.toSorted()).toEqual(['image-version-id', 'result']);
});
