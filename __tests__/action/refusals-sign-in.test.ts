// Signing in that fails: the code explained, what GitHub presented printed, and nothing written.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { createStage } from './harness.ts';
import { failedRun, refusedRun } from './refusal.ts';

const stage = createStage();
beforeEach(async () => stage.control.reset());

const OTHER = '12345678-8888-4777-8666-555555555555';
const ARM = 'https://management.azure.com/.default';
const ISSUER = 'https://token.actions.githubusercontent.com';
const SUBJECT = 'repo:contoso/render-images:environment:release';
const AUDIENCE = 'api://AzureADTokenExchange';
const CHECK =
  'Check your federated identity credential Subject, Audience and Issuer against the presented assertion. ' +
  'https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

/** As the message is, with its changing IDs cut out. */
function withoutIds(message: string): string {
  return message.replaceAll(/^ {2}(?:correlation|request) ID: [0-9a-f-]{36}\n/gm, '');
}

interface Presented {
  readonly issuer?: string;
  readonly subject?: string;
  readonly audience?: string;
}

function expected(status: number, code: string, text: string, presented: Presented, fix: string): string {
  const { issuer = ISSUER, subject = SUBJECT, audience = AUDIENCE } = presented;
  return [
    `Entra: sign in by oidc for ${ARM} failed (HTTP ${status}) with ${code}: ${text}`,
    `  presented issuer: ${issuer}`,
    `  presented subject: ${subject}`,
    `  presented audience: ${audience}`,
    `Fix: ${fix}`,
  ].join('\n');
}

function presents({ issuer = ISSUER, subject = SUBJECT, audience = AUDIENCE }: Presented): string {
  return `GitHub presented issuer '${issuer}', subject '${subject}', audience '${audience}'.`;
}

/** A service's answer that the simulator does not give by itself. */
function refuse(url: string, status: number, body: object): object {
  const headers = { 'content-type': 'application/json' };
  return { match: { url }, times: 100, do: { kind: 'answer', status, headers, body } };
}

function entraFault(code: number, text: string): object {
  const ids = `Trace ID: ${OTHER} Correlation ID: ${OTHER} Timestamp: 2026-11-23 15:00:00Z`;
  const body = { error: 'invalid_client', error_description: `AADSTS${code}: ${text} ${ids}`, error_codes: [code] };
  return refuse('oauth2/v2.0/token', 401, body);
}

describe('a federated credential that does not fit', () => {
  test('another subject (AADSTS700213): says what was presented, and why an environment is needed', async () => {
    const subject = 'repo:contoso/render-images:ref:refs/tags/v1.4.0';
    await stage.control.reset({ github: { subject } });
    const { message } = await failedRun(stage);
    expect(withoutIds(message)).toBe(
      expected(
        401,
        'AADSTS700213',
        `No matching federated identity record found for presented assertion subject '${subject}'. ${CHECK}`,
        { subject },
        `${presents({ subject })} The federated credential's subject must match exactly, case included. A tag's subject ` +
          '(`repo:o/r:ref:refs/tags/v1.2.3`) differs for each tag: run the job in a GitHub `environment` and register its ' +
          'subject (`repo:o/r:environment:NAME`).',
      ),
    );
  });

  test('the same subject in another case (AADSTS7002138)', async () => {
    const subject = 'repo:Contoso/render-images:environment:release';
    await stage.control.reset({ github: { subject } });
    const { message } = await failedRun(stage);
    expect(message).toContain(
      `with AADSTS7002138: No matching federated identity record found for presented assertion subject '${subject}'.`,
    );
    expect(message).toContain(
      `${presents({ subject })} The federated credential's subject must match exactly, case included.`,
    );
  });

  test('another issuer (AADSTS700211)', async () => {
    const issuer = 'https://github.contoso.com/_services/token';
    await stage.control.reset({ github: { issuer } });
    const { message } = await failedRun(stage);
    expect(withoutIds(message)).toBe(
      expected(
        401,
        'AADSTS700211',
        `No matching federated identity record found for presented assertion issuer '${issuer}'. ${CHECK}`,
        { issuer },
        `${presents({ issuer })} No federated credential of the application has this issuer. For github.com it is ` +
          '`https://token.actions.githubusercontent.com`; GitHub Enterprise has its own.',
      ),
    );
  });

  test('another audience (AADSTS700212)', async () => {
    const audience = 'api://AzureADTokenExchangeChina';
    const { message } = await failedRun(stage, { 'oidc-audience': audience });
    expect(withoutIds(message)).toBe(
      expected(
        401,
        'AADSTS700212',
        `No matching federated identity record found for presented assertion audience '${audience}'. ${CHECK}`,
        { audience },
        `${presents({ audience })} The federated credential expects another audience: set the input oidc-audience to it ` +
          '(`api://AzureADTokenExchange` in public Azure, with `USGov` or `China` at its end in those clouds).',
      ),
    );
  });

  test('nothing fits (AADSTS70021)', async () => {
    const presented = {
      issuer: 'https://github.contoso.com/_services/token',
      subject: 'repo:a/b:ref:refs/heads/main',
      audience: 'api://a',
    };
    await stage.control.reset({ github: { issuer: presented.issuer, subject: presented.subject } });
    const { message } = await failedRun(stage, { 'oidc-audience': presented.audience });
    expect(message).toContain('with AADSTS70021: No matching federated identity record found for presented assertion.');
    expect(message).toContain(
      `\nFix: ${presents(presented)} The application needs a federated credential with exactly these three. Run the job in a ` +
        'GitHub `environment`, so that its subject (`repo:o/r:environment:NAME`) is the same for each tag.',
    );
  });

  test('none at all (AADSTS70025)', async () => {
    await stage.control.reset({ principals: [{ clientId: DEFAULT_NAMES.clientId, secret: 'another-secret' }] });
    const { message } = await failedRun(stage);
    expect(withoutIds(message)).toBe(
      expected(
        401,
        'AADSTS70025',
        `The client '${DEFAULT_NAMES.clientId}' has no configured federated identity credentials.`,
        {},
        `${presents({})} The application has no federated credential at all: add one with exactly these three. Run the job in a ` +
          'GitHub `environment`, so that its subject (`repo:o/r:environment:NAME`) is the same for each tag.',
      ),
    );
  });

  test('an assertion that is too old (AADSTS700024)', async () => {
    const text = 'Client assertion is not within its valid time range. Current time: 2026-11-23T15:00:00.0000000Z.';
    await stage.control.addFaults([entraFault(700024, text)]);
    const { message } = await failedRun(stage);
    expect(withoutIds(message)).toBe(
      expected(
        401,
        'AADSTS700024',
        text,
        {},
        'The assertion had expired. Let this action sign in by itself (`permissions: id-token: write`, client-id and ' +
          'tenant-id): it then asks for a new one whenever it needs one.',
      ),
    );
  });
});

describe('an application or a tenant that is not there', () => {
  test('AADSTS700016', async () => {
    const { message } = await failedRun(stage, { 'client-id': OTHER });
    expect(message).toMatch(
      new RegExp(
        `\\(HTTP 400\\) with AADSTS700016: Application with identifier '${OTHER}' was not found in the directory`,
      ),
    );
    expect(message).toContain(
      '\nFix: There is no application with this client-id in this tenant: check both, and that it is the application ' +
        '(client) ID, not the object ID.',
    );
  });

  test.each([OTHER, 'contoso.onmicrosoft.com'])('AADSTS90002: %s', async (tenant) => {
    const { message } = await failedRun(stage, { 'tenant-id': tenant });
    expect(message).toContain(`(HTTP 400) with AADSTS90002: Tenant '${tenant}' not found.`);
    expect(message).toContain('\nFix: There is no such tenant in this cloud: check tenant-id and environment.');
  });
});

/** A job that may not have ID tokens, on a runner whose own identity is not asked for, and without Azure CLI. */
const NO_TOKEN = {
  PATH: '/nowhere',
  ACTIONS_ID_TOKEN_REQUEST_URL: '',
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: '',
  RUNNER_ENVIRONMENT: 'github-hosted',
};

describe('no way to sign in', () => {
  test('without id-token: write, the permission and where it goes are named', async () => {
    const { message } = await failedRun(stage, {}, { environment: NO_TOKEN });
    expect(message).toContain(
      'No way to sign in to Azure. Tried:\n' +
        '  - oidc: the job may not ask GitHub for an ID token (`permissions: id-token: write` is missing)\n' +
        '  - environment: neither AZURE_CLIENT_SECRET nor AZURE_CLIENT_CERTIFICATE_PATH is set\n' +
        '  - workload-identity: AZURE_FEDERATED_TOKEN_FILE is not set\n' +
        '  - managed-identity: a runner hosted by GitHub has none\n' +
        '  - azure-cli: ',
    );
    expect(message).toContain(
      '\nFix: Add `permissions: { id-token: write, contents: read }` to the job (a reusable workflow gets at most what its ' +
        'caller has), and give client-id and tenant-id. Pull requests from forks never get it: run this action on tags or ' +
        'branches of the repository itself. Or run azure/login in an earlier step.',
    );
    expect(await stage.control.log()).toEqual([]);
  });

  test('without client-id and tenant-id', async () => {
    const inputs = { 'client-id': undefined, 'tenant-id': undefined };
    const { message } = await failedRun(stage, inputs, { environment: { RUNNER_ENVIRONMENT: 'github-hosted' } });
    expect(message).toContain('\n  - oidc: tenant-id is not set\n');
    expect(message).toContain(
      '\nFix: Set client-id and tenant-id and give the job `permissions: id-token: write`, or run azure/login in an earlier step.',
    );
  });

  test('GitHub refuses the token', async () => {
    await stage.control.addFaults([refuse('actions.githubusercontent.com', 403, { message: 'no' })]);
    const { message } = await failedRun(stage);
    expect(message).toBe(
      `GitHub: sign in by oidc for ${ARM} failed (HTTP 403) with IdTokenUnavailable: Error message: Failed to get ID Token. ` +
        'Error Code : 403 Error Message: no\n' +
        'Fix: Give the job `permissions: id-token: write`. Pull requests from forks never get it.',
    );
  });
});

describe('a secret in the environment', () => {
  const secret = 'a-secret-that-is-wrong';
  const environment = { ...NO_TOKEN, AZURE_CLIENT_SECRET: secret };

  test('that is wrong (AADSTS7000215) is explained and not shown', async () => {
    const { run, message } = await failedRun(stage, {}, { environment });
    expect(message).toContain(
      `Entra: sign in by environment for ${ARM} failed (HTTP 401) with AADSTS7000215: Invalid client secret provided.`,
    );
    expect(message).toContain(
      '\nFix: AZURE_CLIENT_SECRET is wrong or belongs to another application. It must be the secret’s value, not its ID.',
    );
    for (const text of [run.unmasked, run.summary]) expect(text).not.toContain(secret);
  });

  test('that has expired (AADSTS7000222)', async () => {
    await stage.control.addFaults([entraFault(7000222, 'The provided client secret keys are expired.')]);
    const { message } = await failedRun(stage, {}, { environment });
    expect(withoutIds(message)).toBe(
      `Entra: sign in by environment for ${ARM} failed (HTTP 401) with AADSTS7000222: The provided client secret keys are expired.\n` +
        'Fix: The client secret has expired: make a new one, or sign in by OIDC, which has none.',
    );
  });
});

describe('a sign-in that does not open the subscription', () => {
  test('a subscription that is not there', async () => {
    const { messages } = await refusedRun(stage, { 'subscription-id': OTHER });
    expect(messages).toEqual([
      `subscription-id: found no subscription ${OTHER}; expected a subscription that exists and in which the signed-in ` +
        'identity has a role. Check subscription-id (and tenant-id: a subscription belongs to one tenant), or assign a role to the identity.',
    ]);
  });

  test.each([
    [
      'InvalidAuthenticationTokenTenant',
      'The access token is from the wrong issuer.',
      'The token is of another tenant than the subscription: check tenant-id and subscription-id.',
    ],
    [
      'ExpiredAuthenticationToken',
      'The access token expiry UTC time is earlier than current UTC time.',
      'The service does not accept the token: check tenant-id, environment and cloud-endpoints, and the runner’s clock.',
    ],
  ])('%s', async (code, text, fix) => {
    await stage.control.addFaults([refuse('management.azure.com', 401, { error: { code, message: text } })]);
    const { message } = await failedRun(stage);
    expect(message).toMatch(new RegExp(`^ARM: GET /subscriptions/\\S+ failed \\(HTTP 401\\) with ${code}: ${text}`));
    expect(message).toContain(`\nFix: ${fix}`);
  });
});
