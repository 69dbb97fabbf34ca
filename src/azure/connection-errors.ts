// What goes wrong on the way to a service: a proxy that refuses, a certificate that is not trusted, no connection at all.
import { AzureServiceError, type AzureServiceName } from './errors.ts';
import { readProxy } from './proxy.ts';

/** What Node.js calls certificates of an authority that it does not know. */
export const UNTRUSTED_CERTIFICATE: Readonly<Record<string, RegExp>> = {
  SELF_SIGNED_CERT_IN_CHAIN: /self-signed certificate in certificate chain/,
  DEPTH_ZERO_SELF_SIGNED_CERT: /self-signed certificate/,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: /unable to get local issuer certificate/,
  UNABLE_TO_GET_ISSUER_CERT: /unable to get issuer certificate/,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: /unable to verify the first certificate/,
};

/** No answer came: the code is the connection's own, e.g. ECONNRESET, or says that the proxy refused to make one. */
export function connectionError(service: AzureServiceName, operation: string, cause: unknown): AzureServiceError {
  const message = cause instanceof Error ? cause.message : String(cause);
  const refused = refusedTunnel(service, operation, message);
  if (refused !== undefined) return refused;
  const code = codeOf(cause) ?? 'NoAnswer';
  return new AzureServiceError({ service, code, serviceMessage: message, operation }, { cause });
}

/** The libraries that open tunnels themselves have the proxy's answer only in a message. */
export function refusedTunnel(
  service: AzureServiceName,
  operation: string,
  message: string,
): AzureServiceError | undefined {
  const status = /tunneling socket could not be established, statusCode=(\d{3})/.exec(message)?.[1];
  return status === undefined ? undefined : proxyRefusal(service, operation, Number(status));
}

/** The status by which a proxy asks for credentials: no other server may use it. */
export const PROXY_ASKS_FOR_CREDENTIALS = 407;

export function proxyRefusal(service: AzureServiceName, operation: string, status: number): AzureServiceError {
  const reading = readProxy(process.env);
  const proxy = reading.kind === 'proxy' ? `The proxy ${reading.url.origin}` : 'A proxy on the way';
  if (status === PROXY_ASKS_FOR_CREDENTIALS) {
    const given = reading.kind === 'proxy' && reading.url.username !== '';
    const serviceMessage = given
      ? `${proxy} does not take the user name and the password that its URL holds.`
      : `${proxy} lets nobody through without a user name and a password.`;
    return new AzureServiceError({ service, status, code: 'ProxyAuthenticationRequired', serviceMessage, operation });
  }
  const serviceMessage = `${proxy} did not open the connection.`;
  return new AzureServiceError({ service, status, code: 'ProxyRefused', serviceMessage, operation });
}

/** Whether DNS does not know that host; the name that it does not know may be a proxy's instead. */
export function isUnknownHost(error: unknown, host: string | undefined): error is AzureServiceError {
  if (host === undefined || !(error instanceof AzureServiceError) || error.code !== 'ENOTFOUND') return false;
  return error.serviceMessage.endsWith(`getaddrinfo ENOTFOUND ${host}`);
}

/** The code of a failed connection out of its message, for errors that keep nothing else. */
export function codeInMessage(message: string): string | undefined {
  const untrusted = Object.entries(UNTRUSTED_CERTIFICATE).find(([, text]) => text.test(message));
  return untrusted?.[0] ?? /\b(?:ECONN[A-Z]+|E[A-Z]+UNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)\b/.exec(message)?.[0];
}

/** The code of an error or, where it has none, of what caused it. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
