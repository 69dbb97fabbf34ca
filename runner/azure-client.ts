// A plain Azure client for tests and tools: goes through the simulator's proxy, signs in with the client secret.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';

/** Resources that a token can be for. */
export const AUDIENCES = {
  arm: 'https://management.azure.com/.default',
  storage: 'https://storage.azure.com/.default',
  batch: 'https://batch.core.windows.net/.default',
} as const;

export interface ClientRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: Buffer | string | object;
  /** Whom the token is for, by its name in the public cloud or as a scope; without it the request is anonymous. */
  readonly audience?: keyof typeof AUDIENCES | `https://${string}/.default`;
}

export interface ClientAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface AzureClient {
  request(url: string, request?: ClientRequest): Promise<ClientAnswer>;
  /** As `request`, but throws unless the status is a success. */
  expect(url: string, request?: ClientRequest): Promise<ClientAnswer>;
  close(): void;
}

/** `environment` is what the simulator gives its clients. */
export function createAzureClient(environment: Readonly<Record<string, string>>): AzureClient {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 8,
    proxyEnv: { HTTPS_PROXY: environment['HTTPS_PROXY'] ?? '' },
    ca: readFileSync(environment['NODE_EXTRA_CA_CERTS'] ?? '', 'utf8'),
  });
  const tokens = new Map<string, Promise<string>>();

  const send = async (url: string, { method, headers, body }: ClientRequest): Promise<ClientAnswer> => {
    const isJson = typeof body === 'object' && !Buffer.isBuffer(body);
    const bytes = isJson ? JSON.stringify(body) : body;
    const asked = httpsRequest(url, {
      method: method ?? 'GET',
      agent,
      headers: {
        ...(isJson && { 'content-type': 'application/json' }),
        'content-length': bytes === undefined ? 0 : Buffer.byteLength(bytes),
        ...headers,
      },
    });
    asked.end(bytes);
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    return {
      status: answer.statusCode ?? 0,
      headers: answer.headers,
      body: Buffer.concat((await answer.toArray()) as Buffer[]),
    };
  };

  const signIn = async (scope: string): Promise<string> => {
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: environment['AZURE_CLIENT_ID'] ?? '',
      client_secret: environment['AZURE_CLIENT_SECRET'] ?? '',
      scope,
    });
    const tenant = environment['AZURE_TENANT_ID'] ?? '';
    const authority = environment['AZURE_AUTHORITY_HOST'] ?? 'https://login.microsoftonline.com';
    const answer = await send(`${authority}/${tenant}/oauth2/v2.0/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
    const { access_token: token } = JSON.parse(answer.body.toString('utf8')) as { readonly access_token?: string };
    if (token === undefined) throw new Error(`Signing in failed: ${answer.status} ${answer.body.toString('utf8')}`);
    return token;
  };

  const request = async (url: string, asked: ClientRequest = {}): Promise<ClientAnswer> => {
    if (asked.audience === undefined) return send(url, asked);
    const scope = isNamed(asked.audience) ? AUDIENCES[asked.audience] : asked.audience;
    const token = tokens.get(scope) ?? signIn(scope);
    tokens.set(scope, token);
    return send(url, { ...asked, headers: { authorization: `Bearer ${await token}`, ...asked.headers } });
  };

  return {
    request,
    async expect(url, asked) {
      const answer = await request(url, asked);
      if (answer.status >= 200 && answer.status < 300) return answer;
      throw new Error(`${asked?.method ?? 'GET'} ${url} answered ${answer.status}: ${answer.body.toString('utf8')}`);
    },
    close: () => agent.destroy(),
  };
}

function isNamed(audience: string): audience is keyof typeof AUDIENCES {
  return Object.hasOwn(AUDIENCES, audience);
}
