// Which Azure: public, US Government, China, or any cloud that describes itself by an ARM metadata endpoint; and what the
// workflow says about it instead.
import type { JsonObject, JsonValue } from './arm.ts';
import { isUnknownHost } from './connection-errors.ts';
import { armError } from './error-envelopes.ts';
import { isAzureServiceError, isNotFound, type AzureServiceError } from './errors.ts';
import type { Host } from './host.ts';
import { isJsonArray, isJsonObject, objectAt, textAt, textsAt } from './json.ts';
import { withRetries, type RetryRules } from './retry.ts';
import { openTransport, type Transport } from './transport.ts';
import { API_VERSIONS } from './versions.ts';

export interface Cloud {
  readonly name: string;
  /** No trailing slash, e.g. `https://management.azure.com`. */
  readonly resourceManager: string;
  /** Where tokens come from, e.g. `https://login.microsoftonline.com`. */
  readonly authority: string;
  /** What tokens are for; `scopeOf` makes a scope of one. */
  readonly audiences: { readonly arm: string; readonly batch: string; readonly storage: string };
  /** Absent where the cloud names none. */
  readonly portal?: string;
}

export type Audience = keyof Cloud['audiences'];

/** What a workflow may name itself, whatever the cloud's ARM says. */
export const CLOUD_ENDPOINTS = ['authority', 'arm-audience', 'batch-audience', 'storage-audience', 'portal'] as const;

export type CloudEndpoints = Readonly<Partial<Record<(typeof CLOUD_ENDPOINTS)[number], string>>>;

export interface CloudWish {
  /** A name, or the address of an ARM. */
  readonly environment: string;
  readonly endpoints: CloudEndpoints;
}

/** The same in every cloud: the Storage service is registered under it in each of them. */
const STORAGE_AUDIENCE = 'https://storage.azure.com';

export const AZURE_CLOUD = {
  name: 'AzureCloud',
  resourceManager: 'https://management.azure.com',
  authority: 'https://login.microsoftonline.com',
  audiences: {
    arm: 'https://management.azure.com',
    batch: 'https://batch.core.windows.net',
    storage: STORAGE_AUDIENCE,
  },
  portal: 'https://portal.azure.com',
} as const satisfies Cloud;

/** Clouds with a name; their other endpoints are asked of their ARM. */
const RESOURCE_MANAGERS: Readonly<Record<string, string>> = {
  azureusgovernment: 'https://management.usgovcloudapi.net',
  azurechinacloud: 'https://management.chinacloudapi.cn',
};

/**
 * What Entra takes GitHub's tokens for, where it is not the public cloud's:
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
 */
const FEDERATION_AUDIENCES: Readonly<Record<string, string>> = {
  azureusgovernment: 'api://AzureADTokenExchangeUSGov',
  azurechinacloud: 'api://AzureADTokenExchangeChina',
};

/** An address in a workflow is more often wrong than its cloud is down. */
const FIRST_CONTACT_PATIENCE_MS = 60_000;

export interface UnknownCloudOptions extends ErrorOptions {
  /** Which input describes it so; `environment` where it does not say. */
  readonly input?: 'environment' | 'cloud-endpoints';
}

/** A cloud that cannot be used as it is described. */
export class UnknownCloud extends Error {
  override readonly name = 'UnknownCloud';
  readonly input: NonNullable<UnknownCloudOptions['input']>;
  readonly found: string;
  readonly expected: string;
  readonly fix: string;

  constructor(found: string, expected: string, fix: string, options: UnknownCloudOptions = {}) {
    const { input = 'environment', ...more } = options;
    super(`${input}: found ${found}; expected ${expected}. ${fix}`, more);
    this.input = input;
    this.found = found;
    this.expected = expected;
    this.fix = fix;
  }
}

/** `AzureCloud` needs no request; every other cloud is described by its ARM. */
export async function resolveCloud(host: Host, wish: CloudWish, transport?: Transport): Promise<Cloud> {
  const { endpoints } = wish;
  const wanted = wish.environment.trim();
  if (wanted === '' || wanted.toLowerCase() === 'azurecloud') {
    return {
      ...AZURE_CLOUD,
      authority: withoutSlash(endpoints.authority ?? AZURE_CLOUD.authority),
      portal: withoutSlash(endpoints.portal ?? AZURE_CLOUD.portal),
      audiences: { ...AZURE_CLOUD.audiences, ...audiencesOf(endpoints) },
    };
  }
  const url = metadataUrl(wanted);
  const { origin } = new URL(url);
  const isNamed = wanted.toLowerCase() in RESOURCE_MANAGERS;
  const rules = isNamed ? {} : firstContact(host, url);
  const answer = await askForMetadata(host, url, rules, transport ?? (await openTransport(host, origin)));
  return readCloud(descriptionIn(answer, origin, url), origin, url, endpoints);
}

/** The audience for which the federated credentials of a cloud are made by default. */
export function federationAudienceOf({ name }: Cloud): string {
  return FEDERATION_AUDIENCES[name.toLowerCase()] ?? 'api://AzureADTokenExchange';
}

/** The scope that asks for a token of an audience. */
export function scopeOf(audience: string): string {
  return `${withoutSlash(audience)}/.default`;
}

function metadataUrl(environment: string): string {
  const url = new URL(RESOURCE_MANAGERS[environment.toLowerCase()] ?? environment);
  if (url.pathname === '/') url.pathname = '/metadata/endpoints';
  if (!url.searchParams.has('api-version')) url.searchParams.set('api-version', API_VERSIONS.cloudMetadata);
  return url.toString();
}

const AN_ARM = 'the address of an Azure Resource Manager, which describes its cloud at /metadata/endpoints';
const CHECK_ADDRESS = 'Check the address in `environment`, and what answers there.';

type FirstContact = Pick<RetryRules<never>, 'deadline' | 'namedHost'>;

function firstContact({ clock }: Host, url: string): FirstContact {
  return { deadline: new Date(clock.now().getTime() + FIRST_CONTACT_PATIENCE_MS), namedHost: new URL(url).hostname };
}

async function askForMetadata(
  host: Host,
  url: string,
  rules: FirstContact,
  send: Transport,
): Promise<JsonValue | undefined> {
  const operation = `GET ${url}`;
  try {
    return await withRetries(host, { what: operation, isWrite: false, ...rules }, async () => {
      const answer = await send({ method: 'GET', url, operation });
      if (answer.status >= 400) throw armError({ ...answer, operation, now: host.clock.now() });
      return answer.body;
    });
  } catch (error) {
    if (isNotFound(error)) throw new UnknownCloud(`nothing at ${url} (HTTP 404)`, AN_ARM, CHECK_ADDRESS);
    const { namedHost: named } = rules;
    if (named !== undefined && isUnknownHost(error, named)) {
      throw unknownHost({ input: 'environment', shown: url, host: named }, AN_ARM, error);
    }
    // An answer that was none to complain about, but cannot be read as what it says it is.
    if (isAzureServiceError(error) && (error.status ?? 400) < 400) throw noDescription(url, error);
    throw error;
  }
}

function noDescription(url: string, cause?: Error): UnknownCloud {
  return new UnknownCloud(`${url}, whose answer is no description of a cloud`, AN_ARM, CHECK_ADDRESS, { cause });
}

/** An address that the workflow names, and whose host DNS does not know. */
export function unknownHost(
  { input, shown, host }: { readonly input: UnknownCloud['input']; readonly shown: string; readonly host: string },
  expected: string,
  cause: AzureServiceError,
): UnknownCloud {
  const found = `${shown}, whose host ${host} is not known (${cause.code})`;
  const fix = `Check the address in \`${input}\`, and that the runner resolves its name.`;
  return new UnknownCloud(found, expected, fix, { input, cause });
}

/** Older documents list all clouds; tokens go only to the one that was asked. */
function descriptionIn(answer: JsonValue | undefined, origin: string, url: string): JsonObject {
  const listed = isJsonArray(answer) ? answer.filter(isJsonObject) : [];
  const own = listed.find((cloud) => withoutSlash(textAt(cloud, 'resourceManager') ?? '') === origin);
  if (own !== undefined) return own;
  if (listed.length > 1) {
    const names = listed.map((cloud) => textAt(cloud, 'name') ?? 'unnamed').join(', ');
    throw new UnknownCloud(`${url}, which describes ${names}, none of them at ${origin}`, AN_ARM, CHECK_ADDRESS);
  }
  const [described = answer] = listed;
  if (!isJsonObject(described)) throw noDescription(url);
  return described;
}

function readCloud(described: JsonObject, origin: string, source: string, endpoints: CloudEndpoints): Cloud {
  const resourceManager = withoutSlash(textAt(described, 'resourceManager') ?? origin);
  if (!isHttps(resourceManager)) {
    throw new UnknownCloud(
      `${source}, which names resourceManager '${resourceManager}'`,
      'an https URL: tokens are sent to it',
      CHECK_ADDRESS,
    );
  }
  const authentication = objectAt(described, 'authentication');
  const audiences = textsAt(authentication, 'audiences').map(withoutSlash);
  const authority = withoutSlash(endpoints.authority ?? textAt(authentication, 'loginEndpoint') ?? '');
  if (!isHttps(authority)) {
    throw new UnknownCloud(
      `${source}, which names ${authority === '' ? 'no' : 'the'} authentication.loginEndpoint${authority === '' ? '' : ` '${authority}'`}`,
      'an https URL, where tokens come from',
      'If you know it, name it: `authority=https://...` in `cloud-endpoints`.',
    );
  }
  const batch = withoutSlash(endpoints['batch-audience'] ?? textAt(described, 'batch') ?? '');
  if (batch === '') {
    throw new UnknownCloud(
      `${source}, which names no audience of Azure Batch`,
      'a cloud that offers Azure Batch',
      'If this one does, name the audience: `batch-audience=https://...` in `cloud-endpoints`.',
    );
  }
  const portal = withoutSlash(endpoints.portal ?? textAt(described, 'portal') ?? '');
  return {
    name: textAt(described, 'name') ?? new URL(resourceManager).host,
    resourceManager,
    authority,
    audiences: {
      arm: audiences.find((audience) => audience === resourceManager) ?? audiences[0] ?? resourceManager,
      storage: STORAGE_AUDIENCE,
      ...audiencesOf(endpoints),
      batch,
    },
    ...(portal !== '' && { portal }),
  };
}

function audiencesOf(endpoints: CloudEndpoints): Partial<Cloud['audiences']> {
  const named = {
    arm: endpoints['arm-audience'],
    batch: endpoints['batch-audience'],
    storage: endpoints['storage-audience'],
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, audience]) =>
      audience === undefined ? [] : [[name, withoutSlash(audience)]],
    ),
  );
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}

function withoutSlash(text: string): string {
  return text.replace(/\/+$/, '');
}
