// Azurite's answers as the real service gives them: its own codes put right, its own headers left out.
import { AzureError } from '../kernel/errors.ts';
import type { SimRequest, SimResponse } from '../kernel/exchange.ts';
import { bodyOf, type AzuriteResponse } from './azurite.ts';
import { MAX_PAGE_WRITE } from './byte-ranges.ts';
import { commonHeaders, storageError, textIn } from './storage-errors.ts';

const LEFT_OUT = /^(?:server|date|connection|keep-alive|transfer-encoding|x-ms-version|x-ms-client-request-id)$/;

/** A success as a response, a refusal as an AzureError. `account` is the name and host that the client asked. */
export async function answerOf(
  response: AzuriteResponse,
  request: SimRequest,
  account: { readonly name: string; readonly host: string },
): Promise<SimResponse> {
  if (response.status >= 400) throw refusalOf(response, (await bodyOf(response)).toString());
  const headers: Record<string, string> = { ...commonHeaders(request) };
  for (const [name, value] of Object.entries(response.headers)) {
    if (!LEFT_OUT.test(name)) headers[name] = value;
  }
  // Azurite says it of a HEAD alone.
  const isContent = ['comp', 'restype'].every((name) => !request.url.searchParams.has(name));
  if (request.method === 'GET' && isContent) headers['accept-ranges'] = 'bytes';
  Object.assign(headers, leftOutByAzurite(request));
  const length = response.headers['content-length'];
  if (request.method === 'HEAD' || response.status === 304) {
    response.body.resume();
    return { status: response.status, headers };
  }
  if (length !== undefined && Number(length) > MAX_PAGE_WRITE) {
    return { status: response.status, headers, body: response.body };
  }
  const body = await bodyOf(response);
  if (body.length === 0) return { status: response.status, headers };
  const isXml = length === undefined && headers['content-type'] === 'application/xml';
  return { status: response.status, headers, body: isXml ? withRealEndpoint(body, account) : body };
}

/** Headers that the service always sends, and what they say of an account without encryption scopes and versions. */
function leftOutByAzurite({ method, url }: SimRequest): Readonly<Record<string, string>> {
  const [comp, restype] = [url.searchParams.get('comp'), url.searchParams.get('restype')];
  const reads = method === 'GET' || method === 'HEAD';
  if (reads && restype === 'container' && comp === null) {
    return {
      'x-ms-default-encryption-scope': '$account-encryption-key',
      'x-ms-deny-encryption-scope-override': 'false',
      'x-ms-immutable-storage-with-versioning-enabled': 'false',
    };
  }
  return method === 'PUT' && comp === 'snapshot' ? { 'x-ms-request-server-encrypted': 'true' } : {};
}

export function refusalOf(response: AzuriteResponse, xml: string): AzureError {
  const code = response.headers['x-ms-error-code'] ?? 'InternalError';
  const message = textIn(xml, 'Message') ?? '';
  // Azurite puts the reason phrase where the code belongs.
  if (response.status === 416)
    return storageError(message.includes('page range') ? 'InvalidPageRange' : 'InvalidRange');
  return new AzureError(response.status, code, message);
}

/** Azurite's lists name the account twice in their endpoint. */
function withRealEndpoint(body: Buffer, account: { readonly name: string; readonly host: string }): Buffer {
  const own = `https://${account.name}.blob.core.windows.net/${account.name}`;
  return Buffer.from(body.toString().replace(`ServiceEndpoint="${own}`, `ServiceEndpoint="https://${account.host}/`));
}
