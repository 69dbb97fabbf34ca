// Who calls the data plane: an Entra principal, or whoever holds the account's key.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Tokens } from '../identity/tokens.ts';
import { CLOUDS } from '../kernel/clouds.ts';
import { AzureError } from '../kernel/errors.ts';
import type { SimRequest } from '../kernel/exchange.ts';
import type { Principal, World } from '../kernel/world.ts';
import { accountKeys, allowsSharedKey } from './account.ts';
import type { AccountFacts } from './account.ts';
import { refusal } from './refusals.ts';

export type Caller = { readonly kind: 'entra'; readonly principal: Principal } | { readonly kind: 'sharedKey' };

const MAXIMUM_AGE_MS = 15 * 60_000;

export async function authenticate(
  world: World,
  tokens: Pick<Tokens, 'verify'>,
  account: AccountFacts,
  request: SimRequest,
): Promise<Caller> {
  const header = request.headers.authorization;
  if (header !== undefined && /^SharedKey\b/i.test(header)) {
    if (!allowsSharedKey(account)) throw notAllowed('SharedKey');
    checkSignature(world, account, request, header);
    return { kind: 'sharedKey' };
  }
  try {
    const principal = await tokens.verify(header, CLOUDS[world.scenario.cloud].audiences.batch);
    if (!account.authenticationModes.includes('AAD')) throw notAllowed('AAD');
    return { kind: 'entra', principal };
  } catch (error) {
    if (error instanceof AzureError && error.status === 401) {
      throw new AzureError(401, 'InvalidAuthenticationInfo', refusal('InvalidAuthenticationInfo').message, {
        values: { AuthenticationErrorDetail: error.message },
        headers: error.headers,
      });
    }
    throw error;
  }
}

function notAllowed(mode: string): AzureError {
  return refusal('AuthenticationFailed', {
    AuthenticationErrorDetail: `The specified type of authentication ${mode} is not allowed for this account.`,
  });
}

function checkSignature(world: World, account: AccountFacts, request: SimRequest, header: string): void {
  const fail = (detail: string): Error => refusal('AuthenticationFailed', { AuthenticationErrorDetail: detail });
  const [, name = '', signature = ''] = /^SharedKey ([^:]+):(\S+)$/.exec(header) ?? [];
  if (name.toLowerCase() !== account.name.toLowerCase()) {
    throw refusal('InvalidAuthenticationInfo', { AuthenticationErrorDetail: 'The Authorization header is malformed.' });
  }
  const date = Date.parse(request.headers['ocp-date'] ?? request.headers.date ?? '');
  if (Number.isNaN(date)) throw refusal('MissingRequiredHeader', { HeaderName: 'ocp-date' });
  if (Math.abs(world.clock.now().getTime() - date) > MAXIMUM_AGE_MS) {
    throw fail('The request is older than 15 minutes.');
  }
  const texts = lengthsToSign(request).map((length) => stringToSign(request, name, length));
  const keys = accountKeys(world, account);
  const given = Buffer.from(signature, 'base64');
  const isSigned = texts.some((text) =>
    [keys.primary, keys.secondary].some((key) => {
      const expected = createHmac('sha256', Buffer.from(key, 'base64')).update(text, 'utf8').digest();
      return expected.length === given.length && timingSafeEqual(expected, given);
    }),
  );
  if (!isSigned) {
    throw fail(`The MAC signature found in the HTTP request '${signature}' is not the same as any computed signature.`);
  }
}

/**
 * The documentation leaves the length of an absent body open. Clients that send no Content-Length sign nothing, except
 * for POST; Python's DELETE sends a 0 and signs it.
 */
function lengthsToSign({ method, headers }: SimRequest): readonly string[] {
  const given = headers['content-length'] ?? '';
  if (given !== '' && given !== '0') return [given];
  if (method === 'POST') return ['0'];
  return given === '0' ? ['', '0'] : [''];
}

/** The documented string: verb, standard headers in order, `ocp-` headers, resource with its query. */
function stringToSign(request: SimRequest, accountName: string, length: string): string {
  const header = (name: string): string => request.headers[name] ?? '';
  const standard = [
    request.method,
    header('content-encoding'),
    header('content-language'),
    length,
    header('content-md5'),
    header('content-type'),
    request.headers['ocp-date'] === undefined ? header('date') : '',
    header('if-modified-since'),
    header('if-match'),
    header('if-none-match'),
    header('if-unmodified-since'),
    header('range'),
  ];
  const ocp = Object.entries(request.headers)
    .filter(([name]) => name.startsWith('ocp-'))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`);
  const query = [...request.url.searchParams]
    .map(([name, value]): [string, string] => [name.toLowerCase(), value])
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `\n${name}:${value}`);
  return `${standard.join('\n')}\n${ocp.join('')}/${accountName}${request.url.pathname}${query.join('')}`;
}
