// The runner's proxy. The libraries that talk to Azure and to GitHub disagree on which variables name it, on what NO_PROXY
// means, and on encoded credentials; here the variables are read once, in one way, and written so that all understand them.
import { decoded } from '../percent.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type ProxyReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'proxy'; readonly variable: string; readonly url: URL }
  /** The text does not repeat the value: it may hold a password. */
  | { readonly kind: 'unusable'; readonly variable: string; readonly found: string };

/** In the order in which they count; the lower case first, as curl has it. A lone HTTP_PROXY is meant for everything. */
const PROXY_VARIABLES = ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY', 'http_proxy', 'HTTP_PROXY'];
const NO_PROXY_VARIABLES = ['no_proxy', 'NO_PROXY'];

/** The machine itself, and where an Azure VM asks who it is: no proxy can answer for these. */
const NEVER_BY_PROXY = ['localhost', '127.0.0.1', '169.254.169.254'];

export function readProxy(environment: Environment): ProxyReading {
  const variable = PROXY_VARIABLES.find((name) => isSet(environment[name]));
  const value = variable === undefined ? '' : (environment[variable] ?? '').trim();
  if (variable === undefined || noProxyList(environment).includes('*')) return { kind: 'none' };
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === '') return { kind: 'unusable', variable, found: 'a value that is no URL' };
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { kind: 'unusable', variable, found: `a proxy of the kind \`${url.protocol}//\`` };
  }
  if (decoded(url.username) === undefined || decoded(url.password) === undefined) {
    return { kind: 'unusable', variable, found: 'a user name or a password with a `%` that encodes nothing' };
  }
  return { kind: 'proxy', variable, url };
}

/** What must never be shown: the password as it is written and as the proxy gets it; a lone user name is a token. */
export function secretsOf({ username, password }: URL): readonly string[] {
  const secret = password === '' ? username : password;
  return secret === '' ? [] : [...new Set([secret, decoded(secret) ?? secret])];
}

/** The variables as every library reads them alike; undefined takes one away. */
export function agreedVariables(environment: Environment): Readonly<Record<string, string | undefined>> {
  const reading = readProxy(environment);
  const without = Object.fromEntries(PROXY_VARIABLES.map((name) => [name, undefined]));
  if (reading.kind !== 'proxy') return without;
  const url = reading.url.href.replace(/\/$/, '');
  const hosts = [...new Set([...noProxyList(environment).flatMap(patternsOf), ...NEVER_BY_PROXY])].join(',');
  return { ...without, https_proxy: url, HTTPS_PROXY: url, no_proxy: hosts, NO_PROXY: hosts };
}

/** The proxy as messages name it: without credentials. Undefined where there is none. */
export function proxyName(environment: Environment = process.env): string | undefined {
  const reading = readProxy(environment);
  return reading.kind === 'proxy' ? reading.url.origin : undefined;
}

/** For the Batch client, which does not decode credentials by itself. */
export function proxySettings(
  environment: Environment = process.env,
): { readonly host: string; readonly port: number; readonly username?: string } | undefined {
  const reading = readProxy(environment);
  if (reading.kind !== 'proxy') return undefined;
  const { protocol, hostname, port, username, password } = reading.url;
  return {
    host: `${protocol}//${hostname}`,
    port: Number(port || (protocol === 'https:' ? 443 : 80)),
    // It sends what it is given as the user name unchanged; with an empty password of its own it would leave out the colon.
    ...(username !== '' && { username: `${decoded(username) ?? ''}:${decoded(password) ?? ''}` }),
  };
}

function noProxyList(environment: Environment): readonly string[] {
  const value = NO_PROXY_VARIABLES.map((name) => environment[name]).find(isSet) ?? '';
  return value
    .split(/[\s,]+/)
    .map((entry) => entry.toLowerCase())
    .filter((entry) => entry !== '');
}

/** A name means itself and all names below it. Everything that is asked for here is at port 443. */
function patternsOf(entry: string): readonly string[] {
  const [, host = entry, port = '443'] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (port !== '443') return [];
  const name = host.replace(/^\*?\./, '');
  return /^[\d.]+$/.test(name) ? [name] : [name, `.${name}`];
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value.trim() !== '';
}
