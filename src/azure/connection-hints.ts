// The likely fix where the way to a service is closed: by a proxy, by a certificate, by the network.
import { UNTRUSTED_CERTIFICATE } from './connection-errors.ts';
import type { AzureServiceError } from './errors.ts';
import { proxyName, readProxy } from './proxy.ts';

export interface Hint {
  /** The service's code, or several. */
  readonly codes: readonly string[];
  /** Where one code stands for several causes, only the text tells them apart. */
  readonly text?: RegExp;
  readonly fix: string | ((error: AzureServiceError) => string);
}

/** Names of connections that were not made, or broke before an answer came. */
const NO_CONNECTION = [
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'REQUEST_SEND_ERROR',
  'IdTokenRequestLost',
];

export const CONNECTION_HINTS: readonly Hint[] = [
  {
    codes: ['ProxyAuthenticationRequired'],
    fix: 'Write the user name and the password into the URL of the proxy, percent-encoded: HTTPS_PROXY=http://user:password@host:port. Keep it in a secret.',
  },
  {
    codes: ['ProxyRefused'],
    fix: 'The proxy must let the runner connect to this host at port 443; or name the host in NO_PROXY, where the runner reaches it without a proxy.',
  },
  {
    codes: Object.keys(UNTRUSTED_CERTIFICATE),
    fix: 'The certificate is signed by an authority that Node.js does not know: that of a proxy that opens TLS, or a private one. Set NODE_EXTRA_CA_CERTS, in the environment of the job or of the runner, to the path of a file with its certificate (PEM).',
  },
  {
    codes: ['ERR_TLS_CERT_ALTNAME_INVALID'],
    fix: 'Another server answers in the place of this host: check DNS, the proxy, and the endpoints that the workflow names.',
  },
  {
    codes: ['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID'],
    fix: 'Check the clock of the runner, and the proxy’s certificate.',
  },
  { codes: NO_CONNECTION, fix: connectionHint },
];

/** Whether it was the proxy that did not answer stands only in the message. */
function connectionHint({ serviceMessage }: AzureServiceError): string {
  const reading = readProxy(process.env);
  if (reading.kind !== 'proxy') {
    return 'See that the runner reaches this host at port 443. Where it must go through a proxy, set HTTPS_PROXY.';
  }
  const { hostname, port, origin } = reading.url;
  const address = `${hostname}:${port || (reading.url.protocol === 'https:' ? '443' : '80')}`;
  if (serviceMessage.includes(address) || serviceMessage.includes(`getaddrinfo ENOTFOUND ${hostname}`)) {
    return `The proxy ${origin} does not answer: correct HTTPS_PROXY, or take it away where the runner needs none.`;
  }
  return `See that the runner reaches this host at port 443, through the proxy ${origin} unless NO_PROXY names the host.`;
}

/** Every refusal of Azure has a code of its own; what has none may be a proxy's. */
export function strangerHint(code: string): string | undefined {
  const proxy = proxyName();
  if (proxy === undefined || !/^HTTP [45]\d\d$/.test(code)) return undefined;
  return `Azure’s refusals have a code, this one has none: it may be the answer of the proxy ${proxy}. See that it lets the runner connect to this host.`;
}
