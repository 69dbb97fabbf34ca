// Where tokens can come from, in the order in which they are tried: GitHub's OIDC, the environment, a workload or managed
// identity, the session of `azure/login`.
import type { AccessToken } from '@azure/identity';
import { scopeOf, type Cloud } from './cloud.ts';
import { ask, askByAssertion, type OpenAssertionCredential, type OpenCredential } from './entra-requests.ts';
import { AzureServiceError, describe } from './errors.ts';
import type { Host } from './host.ts';
import { withRetries } from './retry.ts';

export interface SignInOptions {
  readonly tenantId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly cloud: Cloud;
  /** The host of the cloud's authority, where the workflow names it. */
  readonly namedAuthority?: string | undefined;
  /** Asks GitHub for an ID token; present when the job may (`id-token: write`). */
  readonly getIdToken?: ((audience: string) => Promise<string>) | undefined;
  readonly oidcAudience: string;
  readonly environment: NodeJS.ProcessEnv;
}

export interface TokenSource {
  readonly kind: 'oidc' | 'environment' | 'workload-identity' | 'managed-identity' | 'azure-cli';
  readonly clientId?: string | undefined;
  /** Asks once; rejects with an AzureServiceError. */
  acquire(scope: string): Promise<AccessToken>;
}

interface Candidate {
  readonly kind: TokenSource['kind'];
  readonly clientId?: string | undefined;
  /** Why it cannot even be tried; undefined when it can. */
  readonly obstacle: () => Promise<string | undefined>;
  /** Someone configured it: when it is refused, that is the error, and nothing else is tried. */
  readonly deliberate: boolean;
  readonly acquire: (scope: string) => Promise<AccessToken>;
}

export async function openTokenSource(
  host: Host,
  options: SignInOptions,
): Promise<{ readonly source: TokenSource; readonly firstToken: AccessToken }> {
  const scope = scopeOf(options.cloud.audiences.arm);
  const reasons: string[] = [];
  for (const candidate of await candidates(host, options)) {
    const { kind, clientId, acquire } = candidate;
    const obstacle = await candidate.obstacle();
    if (obstacle !== undefined) {
      reasons.push(`${kind}: ${obstacle}`);
      continue;
    }
    try {
      const what = `sign in for ${scope}`;
      const rules = { what, isWrite: false, namedHost: options.namedAuthority };
      const firstToken = await withRetries(host, rules, async () => acquire(scope));
      return { source: { kind, clientId, acquire }, firstToken };
    } catch (error) {
      host.signal.throwIfAborted();
      if (candidate.deliberate) throw error;
      reasons.push(`${kind}: ${firstLine(error)}`);
    }
  }
  throw new AzureServiceError({
    service: 'Entra',
    code: 'NoWayToSignIn',
    serviceMessage: `No way to sign in to Azure. Tried:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`,
    operation: 'sign in',
  });
}

async function candidates(host: Host, options: SignInOptions): Promise<readonly Candidate[]> {
  const { cloud, environment } = options;
  const tenantId = present(options.tenantId) ?? present(environment['AZURE_TENANT_ID']);
  const clientId = present(options.clientId) ?? present(environment['AZURE_CLIENT_ID']);
  const identity = await import('@azure/identity');
  // Made anew for each request: MSAL refuses on its own, for a minute, what Entra has refused with a 429 or 5xx once.
  const plain =
    (kind: TokenSource['kind'], open: OpenCredential): Candidate['acquire'] =>
    async (scope) =>
      ask({ host, cloud, operation: `sign in by ${kind} for ${scope}`, scope }, open);
  const both = tenantId !== undefined && clientId !== undefined;
  const missing = both ? undefined : `${tenantId === undefined ? 'tenant-id' : 'client-id'} is not set`;
  const tenant = tenantId ?? '';
  const client = clientId ?? '';

  const secret = present(environment['AZURE_CLIENT_SECRET']);
  const certificatePath = present(environment['AZURE_CLIENT_CERTIFICATE_PATH']);
  if (secret !== undefined) host.secret(secret);
  const tokenFilePath = present(environment['AZURE_FEDERATED_TOKEN_FILE']);
  const { getIdToken } = options;
  return [
    {
      kind: 'oidc',
      clientId,
      deliberate: true,
      obstacle: async () =>
        getIdToken ? missing : 'the job may not ask GitHub for an ID token (`permissions: id-token: write` is missing)',
      acquire: async (scope) => {
        if (!getIdToken) throw new Error('this job may not ask GitHub for an ID token');
        const open: OpenAssertionCredential = (...args) => new identity.ClientAssertionCredential(...args);
        return askByAssertion(host, open, { ...options, getIdToken }, { tenant, client }, scope);
      },
    },
    {
      kind: 'environment',
      clientId,
      deliberate: true,
      obstacle: async () =>
        secret === undefined && certificatePath === undefined
          ? 'neither AZURE_CLIENT_SECRET nor AZURE_CLIENT_CERTIFICATE_PATH is set'
          : missing,
      acquire: plain('environment', (authority) =>
        secret === undefined
          ? new identity.ClientCertificateCredential(tenant, client, certificatePath ?? '', authority)
          : new identity.ClientSecretCredential(tenant, client, secret, authority),
      ),
    },
    {
      kind: 'workload-identity',
      clientId,
      deliberate: true,
      obstacle: async () => (tokenFilePath === undefined ? 'AZURE_FEDERATED_TOKEN_FILE is not set' : missing),
      acquire: plain(
        'workload-identity',
        (authority) =>
          new identity.WorkloadIdentityCredential({
            ...authority,
            tenantId: tenant,
            clientId: client,
            tokenFilePath: tokenFilePath ?? '',
          }),
      ),
    },
    {
      kind: 'managed-identity',
      clientId,
      deliberate: false,
      obstacle: async () => managedIdentityObstacle(environment),
      acquire: plain(
        'managed-identity',
        () => new identity.ManagedIdentityCredential(clientId === undefined ? {} : { clientId }),
      ),
    },
    {
      kind: 'azure-cli',
      deliberate: false,
      obstacle: async () => undefined,
      acquire: plain(
        'azure-cli',
        () =>
          new identity.AzureCliCredential({
            processTimeoutInMs: 60_000,
            ...(tenantId === undefined ? {} : { tenantId }),
          }),
      ),
    },
  ];
}

/** Without this probe the identity library tries an address that is not there for minutes. */
async function managedIdentityObstacle(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (present(environment['IDENTITY_ENDPOINT']) !== undefined) return undefined;
  if (present(environment['MSI_ENDPOINT']) !== undefined) return undefined;
  // GitHub's own runners are Azure VMs, but their identity is not the user's.
  if (environment['RUNNER_ENVIRONMENT'] === 'github-hosted') return 'a runner hosted by GitHub has none';
  try {
    await fetch('http://169.254.169.254/metadata/instance?api-version=2021-02-01', {
      headers: { Metadata: 'true' },
      signal: AbortSignal.timeout(1_000),
    });
    return undefined;
  } catch {
    return 'the metadata endpoint of Azure VMs does not answer here';
  }
}

function present(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed === undefined || trimmed === '' ? undefined : trimmed;
}

function firstLine(error: unknown): string {
  const text = error instanceof AzureServiceError ? error.serviceMessage : describe(error);
  return text.split('\n')[0] ?? text;
}
