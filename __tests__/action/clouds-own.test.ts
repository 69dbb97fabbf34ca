// Clouds that the workflow describes: by an address of their Resource Manager, and by endpoints that count instead of what it says.
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultFile } from '../../simulator/scenario/load.ts';
import { askedHosts, askedScopes, CLOUD_VARIABLES, cloudWorld, US_GOVERNMENT } from './cloud-worlds.ts';
import { createCompanyNetwork, PROXY_VARIABLES } from './company-network.ts';
import { expectSuccess } from './expect-success.ts';
import { createStage } from './harness.ts';
import { failedRun, refusedRun } from './refusal.ts';
import { answer, armError, exchanges, resultOf } from './troubles.ts';

const stage = createStage();
const network = createCompanyNetwork(stage);
const { resourceManager } = US_GOVERNMENT;
const METADATA = `${resourceManager}/metadata/endpoints?api-version=2022-09-01`;
const OPTIONS = { unset: CLOUD_VARIABLES };

beforeEach(async () => stage.control.reset(cloudWorld(US_GOVERNMENT)));

/** What the Resource Manager says of itself, changed. */
async function described(changes: object): Promise<void> {
  const whole = {
    name: 'AzureUSGovernment',
    portal: 'https://portal.azure.us',
    authentication: {
      loginEndpoint: 'https://login.microsoftonline.us/',
      audiences: ['https://management.usgovcloudapi.net/'],
    },
    batch: 'https://batch.core.usgovcloudapi.net/',
    resourceManager: `${resourceManager}/`,
  };
  await metadata(answer('GET', '/metadata/endpoints', 200, { ...whole, ...changes }, { times: 9 }));
}

async function metadata(fault: FaultFile): Promise<void> {
  await stage.control.addFaults([fault]);
}

function endpoints(...lines: readonly string[]): Readonly<Record<string, string>> {
  return { environment: US_GOVERNMENT.name, 'cloud-endpoints': lines.join('\n') };
}

describe('endpoints in the workflow count', () => {
  test('authority: tokens come from there, for post too', async () => {
    await stage.control.addFaults([answer('DELETE', '/snapshots/', 403, armError('AuthorizationFailed', 'No.'))]);
    const run = await stage.run(endpoints('authority=https://login.usgovcloudapi.net/'), OPTIONS);
    expect(resultOf(run).leftovers).toHaveLength(1);
    expect(run.post?.stdout).toMatch(/snapshot \S+: deleted/);
    // It names the older address for the requests themselves, as Azure's document does.
    const first = (await exchanges(stage, 'GET', /openid-configuration/)).map(({ url }) => new URL(url).hostname);
    expect([...new Set(first)]).toEqual(['login.usgovcloudapi.net']);
    expect(await askedHosts(stage)).toEqual([...US_GOVERNMENT.hosts, 'login.usgovcloudapi.net'].toSorted());
  });

  test('audiences: tokens are for them', async () => {
    const run = await stage.run(
      endpoints(
        'arm-audience=https://management.core.usgovcloudapi.net',
        'batch-audience=https://batch.core.usgovcloudapi.net/',
        'storage-audience=https://strender.blob.core.usgovcloudapi.net',
      ),
      OPTIONS,
    );
    expectSuccess(run);
    expect(await askedScopes(stage)).toEqual([
      'https://batch.core.usgovcloudapi.net/.default',
      'https://management.core.usgovcloudapi.net/.default',
      'https://strender.blob.core.usgovcloudapi.net/.default',
    ]);
  });

  test('portal: the summary links there', async () => {
    const run = await stage.run(endpoints('portal=https://portal.contoso.example/'), OPTIONS);
    expectSuccess(run);
    expect(run.summary).toContain('<a href="https://portal.contoso.example/#resource/subscriptions/');
    expect(run.summary).not.toContain('portal.azure');
  });

  test('in the public cloud as well', async () => {
    await stage.control.reset({ profile: 'instant' });
    const run = await stage.run({
      'cloud-endpoints': 'arm-audience=https://management.core.windows.net\nauthority=https://login.windows.net',
      mode: 'plan',
    });
    expectSuccess(run);
    expect(await askedHosts(stage)).toContain('login.windows.net');
    expect(await askedScopes(stage)).toContain('https://management.core.windows.net/.default');
  });

  test.each([
    ['arm-audience', 'https://batch.core.usgovcloudapi.net', 'ARM: GET ', 'InvalidAuthenticationTokenAudience'],
    ['batch-audience', resourceManager, 'Batch: GET ', 'InvalidAuthenticationInfo'],
    ['storage-audience', resourceManager, 'Storage: HEAD ', 'InvalidAuthenticationInfo'],
    ['arm-audience', 'https://management.azure.com', 'Entra: sign in by oidc', 'AADSTS500011'],
    ['batch-audience', 'https://batch.core.windows.net', 'Entra: sign in by oidc', 'AADSTS500011'],
  ])('a wrong %s is refused, and where it comes from is named: %s', async (name, audience, who, code) => {
    const { message } = await failedRun(stage, endpoints(`${name}=${audience}`), OPTIONS);
    expect(message.startsWith(who)).toBe(true);
    expect(message).toContain(` with ${code}: `);
    expect(message).toMatch(/\nFix: The .* cloud-endpoints/);
  });

  test('a wrong authority is refused', async () => {
    const { message } = await failedRun(stage, endpoints('authority=https://login.microsoftonline.com'), OPTIONS);
    expect(message).toContain('with AADSTS90002');
  });

  test('what cannot be named, and what is no address, is told before anyone is asked', async () => {
    const { messages } = await refusedRun(stage, {
      'cloud-endpoints': [
        'authorty=https://login.example',
        'gallery=https://gallery.example',
        'portal=http://portal.example',
        'arm-audience=https://arm.example/.default',
        'batch-audience=',
      ].join('\n'),
      environment: 'AzureGermanCloud',
    });
    const names = '`authority`, `arm-audience`, `batch-audience`, `storage-audience`, `portal`';
    const https = 'expected an `https` URL without user, query and fragment.';
    const registered = 'Name the audience as the resource is registered in Entra, without `/.default`.';
    expect(messages).toEqual([
      'environment: found `AzureGermanCloud`; expected `AzureCloud`, `AzureUSGovernment`, `AzureChinaCloud`, or the `https` ' +
        'address of an Azure Resource Manager endpoint. Correct `environment`, or leave it out for the public cloud.',
      `cloud-endpoints: found \`authorty\`, which is no endpoint that can be named; expected ${names}. Did you mean \`authority\`?`,
      `cloud-endpoints: found \`gallery\`, which is no endpoint that can be named; expected ${names}. Remove \`gallery\`.`,
      `cloud-endpoints: found \`portal=http://portal.example\`; ${https} Write the address as the cloud’s documentation has it.`,
      `cloud-endpoints: found \`arm-audience=https://arm.example/.default\`; ${https} ${registered}`,
      `cloud-endpoints: found \`batch-audience=\`; ${https} ${registered}`,
    ]);
    expect(await stage.control.log()).toEqual([]);
  });
});

describe('a Resource Manager that describes its cloud badly', () => {
  const anArm =
    'expected the address of an Azure Resource Manager, which describes its cloud at /metadata/endpoints. Check the address in ' +
    '`environment`, and what answers there.';
  const refusal = async (): Promise<readonly string[]> =>
    (await refusedRun(stage, { environment: resourceManager }, OPTIONS)).messages;
  const html = '<!doctype html><title>Sign in</title>';

  const document = (type: string, body: string): FaultFile => ({
    match: { url: '/metadata/' },
    do: { kind: 'answer', status: 200, headers: { 'content-type': type }, body },
  });

  test.each<[string, FaultFile]>([
    ['a page of HTML', document('text/html', html)],
    ['HTML that calls itself JSON', document('application/json', html)],
    ['nothing', document('application/json', '')],
  ])('with %s', async (_, fault) => {
    await metadata(fault);
    expect(await refusal()).toEqual([
      `environment: found ${METADATA}, whose answer is no description of a cloud; ${anArm}`,
    ]);
  });

  test('with a 404', async () => {
    await metadata(answer('GET', '/metadata/', 404, armError('NotFound', 'No.')));
    expect(await refusal()).toEqual([`environment: found nothing at ${METADATA} (HTTP 404); ${anArm}`]);
  });

  test('as other clouds', async () => {
    const clouds = [
      { name: 'AzureCloud', resourceManager: 'https://management.azure.com/' },
      { name: 'AzureChinaCloud', resourceManager: 'https://management.chinacloudapi.cn/' },
    ];
    await metadata(document('application/json', JSON.stringify(clouds)));
    expect(await refusal()).toEqual([
      `environment: found ${METADATA}, which describes AzureCloud, AzureChinaCloud, none of them at ${resourceManager}; ${anArm}`,
    ]);
  });

  test.each([
    [
      'without a login endpoint',
      { authentication: { audiences: [] } },
      'which names no authentication.loginEndpoint; expected an https URL, where tokens come from. If you know it, name it: ' +
        '`authority=https://...` in `cloud-endpoints`.',
      'authority=https://login.microsoftonline.us',
    ],
    [
      'with a login endpoint that is not https',
      { authentication: { loginEndpoint: 'http://login.microsoftonline.us/' } },
      "which names the authentication.loginEndpoint 'http://login.microsoftonline.us'; expected an https URL, where tokens come " +
        'from. If you know it, name it: `authority=https://...` in `cloud-endpoints`.',
      'authority=https://login.microsoftonline.us',
    ],
    [
      'without Batch',
      { batch: undefined },
      'which names no audience of Azure Batch; expected a cloud that offers Azure Batch. If this one does, name the audience: ' +
        '`batch-audience=https://...` in `cloud-endpoints`.',
      'batch-audience=https://batch.core.usgovcloudapi.net',
    ],
  ])('%s: what is missing can be named', async (_, changes, message, line) => {
    await described(changes);
    expect(await refusal()).toEqual([`environment: found ${METADATA}, ${message}`]);
    expectSuccess(await stage.run({ environment: resourceManager, 'cloud-endpoints': line, mode: 'plan' }, OPTIONS));
  });

  test('at an address of itself that is not https', async () => {
    await described({ resourceManager: 'http://management.usgovcloudapi.net/' });
    expect(await refusal()).toEqual([
      `environment: found ${METADATA}, which names resourceManager 'http://management.usgovcloudapi.net'; expected an https URL: ` +
        'tokens are sent to it. Check the address in `environment`, and what answers there.',
    ]);
  });

  test('without a portal: the summary has IDs instead of links', async () => {
    await described({ portal: undefined });
    const run = await stage.run({ environment: resourceManager }, OPTIONS);
    expectSuccess(run);
    expect(run.summary).not.toContain('<a href="');
    expect(run.summary).toContain('| Batch account | <code>/subscriptions/');
  });
});

describe('a Resource Manager that does not answer', () => {
  test('in the version that is asked for', async () => {
    const headers = { 'x-ms-correlation-request-id': '12345678-8888-4777-8666-555555555555' };
    await metadata(
      answer('GET', '/metadata/', 400, armError('InvalidApiVersionParameter', 'No such version.'), { headers }),
    );
    const { message } = await failedRun(stage, { environment: resourceManager }, OPTIONS);
    expect(message).toBe(
      `ARM: GET ${METADATA} failed (HTTP 400) with InvalidApiVersionParameter: No such version.\n` +
        '  correlation ID: 12345678-8888-4777-8666-555555555555',
    );
  });

  test('because it is down', async () => {
    await metadata(answer('GET', '/metadata/', 503, armError('ServerBusy', 'Busy.'), { times: 99 }));
    const { message } = await failedRun(stage, { environment: resourceManager, timeout: '10s' }, OPTIONS);
    expect(message).toBe(`ARM: GET ${METADATA} failed (HTTP 503) with ServerBusy: Busy.`);
  });
});

describe('a name that the workflow has and DNS does not know is told in seconds', () => {
  async function refused(unknown: string, inputs: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const direct = await network.direct();
    const environment = direct.environment({ unknown: [unknown] });
    const unset = [...CLOUD_VARIABLES, ...PROXY_VARIABLES];
    const { run, messages } = await refusedRun(stage, inputs, { environment, unset });
    // Each try says in the debug log that there will be another.
    expect((run.stdout.match(/no answer ENOTFOUND; trying again/g) ?? []).length).toBeLessThan(6);
    return messages;
  }

  test('of a Resource Manager', async () => {
    const host = 'management.contoso.example';
    expect(await refused(host, { environment: `https://${host}` })).toEqual([
      `environment: found https://${host}/metadata/endpoints?api-version=2022-09-01, whose host ${host} is not known ` +
        '(ENOTFOUND); expected the address of an Azure Resource Manager, which describes its cloud at /metadata/endpoints. ' +
        'Check the address in `environment`, and that the runner resolves its name.',
    ]);
  });

  test('of the authority', async () => {
    const host = 'login.contoso.example';
    expect(await refused(host, endpoints(`authority=https://${host}`))).toEqual([
      `cloud-endpoints: found authority=https://${host}, whose host ${host} is not known (ENOTFOUND); expected the address where ` +
        'tokens come from. Check the address in `cloud-endpoints`, and that the runner resolves its name.',
    ]);
  });
});
