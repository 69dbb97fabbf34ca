// A refused sign-in: the AADSTS code out of the identity library's errors, and what the refused assertion had claimed.
import { PROXY_ASKS_FOR_CREDENTIALS, proxyRefusal } from './connection-errors.ts';
import { AzureServiceError } from './errors.ts';
import { isJsonArray, isJsonObject, recordAt } from './json.ts';
import { retryAfterOf } from './retry-after.ts';

/** What an assertion says of itself. Never the assertion: it is a secret. */
export interface AssertionClaims {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
}

/** Reads the claims of a JSON web token without checking anything; undefined when it is none. */
export function claimsOf(token: string): AssertionClaims | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    if (!isJsonObject(claims)) return undefined;
    const text = (value: unknown): string => (typeof value === 'string' ? value : '');
    const audience = isJsonArray(claims['aud']) ? claims['aud'].map(text).join(' ') : text(claims['aud']);
    return { issuer: text(claims['iss']), subject: text(claims['sub']), audience };
  } catch {
    return undefined;
  }
}

export function entraError(
  error: unknown,
  operation: string,
  presented: AssertionClaims | undefined,
  now: Date,
): AzureServiceError {
  if (error instanceof AzureServiceError) return error;
  const chain = chainOf(error);
  const message = chain.map((link) => link.message).find((text) => /AADSTS\d+/.test(text)) ?? chain[0]?.message;
  const text = message ?? String(error);
  const status = chain.map(statusOf).find((one) => one !== undefined);
  if (status === PROXY_ASKS_FOR_CREDENTIALS) return proxyRefusal('Entra', operation, status);
  const stranger = strangerIn(text);
  return new AzureServiceError(
    {
      service: 'Entra',
      status,
      retryAfter: retryAfterIn(text, now),
      code:
        /AADSTS\d+/.exec(text)?.[0] ??
        stranger?.code ??
        chain.map(codeOf).find((code) => code !== undefined) ??
        'SignInFailed',
      serviceMessage: stranger?.message ?? descriptionIn(text),
      operation,
      correlationId: /Correlation ID: ([0-9a-f-]{36})/i.exec(text)?.[1],
      requestId: /Trace ID: ([0-9a-f-]{36})/i.exec(text)?.[1],
      ...(presented
        ? {
            values: {
              'presented issuer': presented.issuer,
              'presented subject': presented.subject,
              'presented audience': presented.audience,
            },
          }
        : {}),
    },
    { cause: error },
  );
}

/** Entra's own sentence, without the code and the IDs, which have their places, and without the libraries' frames. */
function descriptionIn(text: string): string {
  return /AADSTS\d+: (.*?)\s*(?:Trace ID:|$)/s.exec(text)?.[1] ?? text.trim();
}

/** An answer without Entra's envelope, which is then hardly Entra's: MSAL has status and body in its message. */
function strangerIn(text: string): { readonly code: string; readonly message: string } | undefined {
  const found = /Http status code: (\d{3})\s+Http status message: (.*?)\s*Headers: \{/s.exec(text);
  return found === null ? undefined : { code: `HTTP ${found[1] ?? ''}`, message: found[2] ?? '' };
}

/** The libraries wrap each other's errors, under `cause` or `error`; the wanted facts may be in any of them. */
function chainOf(error: unknown): readonly Error[] {
  const chain: Error[] = [];
  for (let link = error; link instanceof Error && !chain.includes(link); link = inner(link)) chain.push(link);
  return chain;
}

function inner(error: Error): unknown {
  return error.cause ?? ('error' in error ? error.error : undefined);
}

function statusOf(error: Error): number | undefined {
  const status = 'statusCode' in error ? error.statusCode : 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

/** Of an answer without Entra's envelope MSAL keeps the headers, but only in its message. */
function retryAfterIn(text: string, now: Date): number | undefined {
  const [, json] = /Headers: (\{.*\})/.exec(text) ?? [];
  if (json === undefined) return undefined;
  try {
    const headers: unknown = JSON.parse(json);
    return isJsonObject(headers) ? retryAfterOf(recordAt(headers), now) : undefined;
  } catch {
    return undefined;
  }
}

function codeOf(error: Error): string | undefined {
  // MSAL calls it errorCode, e.g. `network_error`, and drops what had happened to the connection.
  const code = 'code' in error ? error.code : 'errorCode' in error ? error.errorCode : undefined;
  return typeof code === 'string' && code !== '' ? code : undefined;
}
