// Which Azure: public, US Government, China, or any cloud that describes itself by an ARM metadata endpoint.
import type { JsonObject } from './arm.ts';
import { armError } from './error-envelopes.ts';
import type { Host } from './host.ts';
import { isJsonArray, isJsonObject, objectAt, textAt, textsAt } from './json.ts';
import { withRetries } from './retry.ts';
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
  readonly portal: string;
}

export type Audience = keyof Cloud['audiences'];

/** The same in every cloud: the Storage service is registered under it in each of them. */
const STORAGE_AUDIENCE = 'https://storage.azure.com';

export const AZURE_CLOUD: Cloud = {
  name: 'AzureCloud',
  resourceManager: 'https://management.azure.com',
  authority: 'https://login.microsoftonline.com',
  audiences: {
    arm: 'https://management.azure.com',
    batch: 'https://batch.core.windows.net',
    storage: STORAGE_AUDIENCE,
  },
  portal: 'https://portal.azure.com',
};

/** Clouds with a name; their other endpoints are asked of their ARM. */
const RESOURCE_MANAGERS: Readonly<Record<string, string>> = {
  azureusgovernment: 'https://management.usgovcloudapi.net',
  azurechinacloud: 'https://management.chinacloudapi.cn',
};

/** An environment that is neither a known name nor a usable URL. The text says what was expected. */
export class UnknownCloud extends Error {
  override readonly name = 'UnknownCloud';
}

/** `AzureCloud` needs no request; every other cloud is described by its ARM. */
export async function resolveCloud(host: Host, environment: string, transport?: Transport): Promise<Cloud> {
  const wanted = environment.trim();
  if (wanted === '' || wanted.toLowerCase() === 'azurecloud') return AZURE_CLOUD;
  const url = metadataUrl(wanted);
  const operation = `GET ${url}`;
  const send = transport ?? (await openTransport(host, new URL(url).origin));
  const body = await withRetries(host, { what: operation, isWrite: false }, async () => {
    const answer = await send({ method: 'GET', url, operation });
    if (answer.status >= 400) throw armError({ ...answer, operation, now: host.clock.now() });
    return answer.body;
  });
  const origin = new URL(url).origin;
  const described = isJsonArray(body)
    ? (body.filter(isJsonObject).find((cloud) => withoutSlash(textAt(cloud, 'resourceManager') ?? '') === origin) ??
      body.find(isJsonObject))
    : body;
  if (!isJsonObject(described))
    throw new UnknownCloud(`${url} does not describe a cloud: the answer is not a JSON object.`);
  return readCloud(described, origin, url);
}

/** The scope that asks for a token of an audience. */
export function scopeOf(audience: string): string {
  return `${withoutSlash(audience)}/.default`;
}

function metadataUrl(environment: string): string {
  const known = RESOURCE_MANAGERS[environment.toLowerCase()];
  if (known !== undefined) return `${known}/metadata/endpoints?api-version=${API_VERSIONS.cloudMetadata}`;
  if (!URL.canParse(environment)) {
    throw new UnknownCloud(
      `'${environment}' is no cloud: expected AzureCloud, AzureUSGovernment, AzureChinaCloud or the https URL of an Azure Resource Manager.`,
    );
  }
  const url = new URL(environment);
  if (url.protocol !== 'https:')
    throw new UnknownCloud(`'${environment}' must be an https URL: tokens are sent to it.`);
  if (url.pathname === '/') url.pathname = '/metadata/endpoints';
  if (!url.searchParams.has('api-version')) url.searchParams.set('api-version', API_VERSIONS.cloudMetadata);
  return url.toString();
}

function readCloud(described: JsonObject, origin: string, source: string): Cloud {
  const resourceManager = endpoint(textAt(described, 'resourceManager') ?? origin, 'resourceManager', source);
  const authentication = objectAt(described, 'authentication');
  const audiences = textsAt(authentication, 'audiences').map(withoutSlash);
  const batch = textAt(described, 'batch') ?? '';
  if (batch === '')
    throw new UnknownCloud(`${source} names no Batch audience: Azure Batch is not offered in this cloud.`);
  return {
    name: textAt(described, 'name') ?? new URL(resourceManager).host,
    resourceManager,
    authority: endpoint(textAt(authentication, 'loginEndpoint') ?? '', 'authentication.loginEndpoint', source),
    audiences: {
      arm: audiences.find((audience) => audience === resourceManager) ?? audiences[0] ?? resourceManager,
      batch: withoutSlash(batch),
      storage: STORAGE_AUDIENCE,
    },
    portal: withoutSlash(textAt(described, 'portal') ?? ''),
  };
}

function endpoint(text: string, field: string, source: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:') throw new UnknownCloud(`${source}: ${field} is '${text}', expected an https URL.`);
  return withoutSlash(text);
}

function withoutSlash(text: string): string {
  return text.replace(/\/+$/, '');
}
