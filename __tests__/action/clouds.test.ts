// The whole job in US Government and in China: its names, its audiences, and nothing of the public cloud.
import { describe, expect, test } from '@jest/globals';
import { askedHosts, askedScopes, CHINA, CLOUD_VARIABLES, cloudWorld, US_GOVERNMENT } from './cloud-worlds.ts';
import { createDiskFile } from './disk-file.ts';
import { expectSuccess } from './expect-success.ts';
import { createStage } from './harness.ts';
import { holdingsOf } from './holdings.ts';
import { failedRun } from './refusal.ts';
import { answer, armError, exchanges, resultOf } from './troubles.ts';

const stage = createStage();
const disk = createDiskFile(48);

const PUBLIC_NAMES = /azure\.com|windows\.net|microsoftonline\.com|storage\.azure\.net/;

describe.each([US_GOVERNMENT, CHINA])('$name', (cloud) => {
  const given = { environment: cloud.name };

  test.each([
    ['by OIDC, for the audience of the cloud', false],
    ['by a service principal', true],
  ])('the whole job, signed in %s', async (_, bySecret) => {
    await stage.control.reset(cloudWorld(cloud, { osDiskFile: disk.path }));
    const { AZURE_CLIENT_SECRET = '' } = stage.environment;
    const run = await stage.run(given, {
      environment: bySecret ? { AZURE_CLIENT_SECRET, ACTIONS_ID_TOKEN_REQUEST_URL: '' } : {},
      unset: CLOUD_VARIABLES,
    });

    expectSuccess(run);
    expect(run.stdout).toContain(`Signed in to ${cloud.name} (${bySecret ? 'environment' : 'oidc'})`);
    expect(await askedHosts(stage)).toEqual(cloud.hosts.filter((host) => !bySecret || !host.includes('github')));
    expect(await askedScopes(stage)).toEqual(cloud.scopes);
    const asked = await exchanges(stage, 'GET', /audience=/);
    expect(asked.map(({ url }) => new URL(url).searchParams.get('audience'))).toEqual(
      bySecret ? [] : [cloud.oidcAudience, cloud.oidcAudience, cloud.oidcAudience],
    );

    expect(run.outputs).toMatchObject({ 'pool-id': 'render-1-4-0', 'image-version': '1.4.0', changed: 'true' });
    const url = run.outputs['vhd-url'] ?? '';
    expect(url.startsWith(`${cloud.blobs}system/Microsoft.Compute/Images/batchimages/vm-golden-osDisk.`)).toBe(true);
    expect(await disk.differenceTo(stage, url)).toBeUndefined();
    const held = await holdingsOf(stage.control);
    expect(held.nodeStates('render-1-4-0')).toEqual(['idle', 'idle']);
    expect(held.metadata('render-1-4-0')).toMatchObject({ abip_state: 'ready' });
    expect(await stage.control.leftovers()).toEqual([]);

    expect(run.summary).toContain(`<a href="${cloud.portal}`);
    for (const text of [run.stdout, run.summary, run.outputs['result'] ?? '', url]) {
      expect(text).not.toMatch(PUBLIC_NAMES);
    }
  });

  test('post gives back what is left in the same cloud', async () => {
    await stage.control.reset(
      cloudWorld(cloud, { faults: [answer('DELETE', '/snapshots/', 403, armError('AuthorizationFailed', 'No.'))] }),
    );
    const run = await stage.run(given, { unset: CLOUD_VARIABLES });
    expect(resultOf(run).leftovers).toHaveLength(1);
    expect(run.post?.stdout).toMatch(/snapshot \S+: deleted/);
    expect(await stage.control.leftovers()).toEqual([]);
    expect(await askedHosts(stage)).toEqual(cloud.hosts);
  });

  test('takes the address of its Resource Manager for its name', async () => {
    await stage.control.reset(cloudWorld(cloud));
    const run = await stage.run({ environment: cloud.resourceManager, mode: 'plan' }, { unset: CLOUD_VARIABLES });
    expectSuccess(run);
    expect(run.stdout).toContain(`Signed in to ${cloud.name} (oidc)`);
    expect(await askedScopes(stage)).toEqual(cloud.scopes);
  });

  test('mode: inspect reads its Batch account there', async () => {
    await stage.control.reset(cloudWorld(cloud));
    const unused = { 'vm-name': undefined, 'pool-spec': undefined };
    const run = await stage.run({ ...given, ...unused, mode: 'inspect' }, { unset: CLOUD_VARIABLES });
    expectSuccess(run);
    expect(run.summary).toContain(`<a href="${cloud.portal}`);
    expect((await askedHosts(stage)).filter((host) => !cloud.hosts.includes(host))).toEqual([]);
  });

  test('a credential made for the public audience: the input oidc-audience names it', async () => {
    const credential = { ...cloud, oidcAudience: 'api://AzureADTokenExchange' };
    await stage.control.reset(cloudWorld(credential));
    const { message } = await failedRun(stage, given, { unset: CLOUD_VARIABLES });
    expect(message).toContain('with AADSTS700212');
    expect(message).toContain(`audience '${cloud.oidcAudience}'`);
    const run = await stage.run(
      { ...given, 'oidc-audience': credential.oidcAudience, mode: 'plan' },
      { unset: CLOUD_VARIABLES },
    );
    expectSuccess(run);
  });
});

test('a tenant of another cloud is not found in the public one', async () => {
  await stage.control.reset(cloudWorld(US_GOVERNMENT));
  const { message } = await failedRun(stage, {}, { unset: CLOUD_VARIABLES });
  expect(message).toContain('with AADSTS90002');
  expect(message).toContain('\nFix: There is no such tenant in this cloud: check tenant-id and environment.');
});
