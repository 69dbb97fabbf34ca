// A refused sign-in: the AADSTS code out of the identity library's errors, and what the refused assertion had claimed.
import { AzureServiceError } from './errors.ts';
import { isJsonArray, isJsonObject } from './json.ts';

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
): AzureServiceError {
  if (error instanceof AzureServiceError) return error;
  const chain = chainOf(error);
  const message = chain.map((link) => link.message).find((text) => /AADSTS\d+/.test(text)) ?? chain[0]?.message;
  const text = message ?? String(error);
  return new AzureServiceError(
    {
      service: 'Entra',
      status: chain.map(statusOf).find((status) => status !== undefined),
      code: /AADSTS\d+/.exec(text)?.[0] ?? chain.map(codeOf).find((code) => code !== undefined) ?? 'SignInFailed',
      serviceMessage: text.trim().replace(/,$/, ''),
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

function codeOf(error: Error): string | undefined {
  const code = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && code !== '' ? code : undefined;
}
