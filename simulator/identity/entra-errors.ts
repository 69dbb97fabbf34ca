// Refusals of the token endpoint, in Entra ID's words. Texts are quoted from answers of the real service where one is
// public; which OAuth error and status go with a code is, for some, a reading of the same reports.
import type { SimResponse } from '../kernel/exchange.ts';

export class EntraError extends Error {
  readonly status: number;
  readonly code: number;
  /** The OAuth 2.0 error code. */
  readonly error: string;

  constructor(status: number, error: string, code: number, text: string) {
    super(text);
    this.name = 'EntraError';
    this.status = status;
    this.error = error;
    this.code = code;
  }
}

const WRONG_FEDERATION =
  'Check your federated identity credential Subject, Audience and Issuer against the presented assertion. https://learn.microsoft.com/entra/workload-id/workload-identity-federation';

const client = (code: number, text: string): EntraError => new EntraError(401, 'invalid_client', code, text);
const request = (code: number, text: string): EntraError => new EntraError(400, 'invalid_request', code, text);

export const entraErrors = {
  tenantNotFound: (tenant: string) =>
    request(
      90002,
      `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.`,
    ),
  tenantMalformed: (tenant: string) =>
    request(
      900023,
      `Specified tenant identifier '${tenant}' is neither a valid DNS name, nor a valid external domain.`,
    ),
  postOnly: (method: string) =>
    request(900561, `The endpoint only accepts POST, OPTIONS requests. Received a ${method} request.`),
  missing: (parameter: string) =>
    request(900144, `The request body must contain the following parameter: '${parameter}'.`),
  unknownInstance: () => new EntraError(400, 'invalid_instance', 50049, 'Unknown or invalid instance.'),
  unsupportedGrant: (grant: string) =>
    new EntraError(400, 'unsupported_grant_type', 70003, `The app requested an unsupported grant type '${grant}'.`),
  appNotFound: (clientId: string, tenant: string) =>
    new EntraError(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${clientId}' was not found in the directory '${tenant}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
    ),
  noCredential: () =>
    client(7000218, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'."),
  badSecret: (clientId: string) =>
    client(
      7000215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
    ),
  malformedAssertion: () => client(50027, 'JWT token is invalid or malformed.'),
  notFederated: (clientId: string) =>
    client(70025, `The client '${clientId}' has no configured federated identity credentials.`),
  noRecord: (issuer: string, subject: string, audience: string) =>
    client(
      70021,
      `No matching federated identity record found for presented assertion. Assertion Issuer: '${issuer}'. Assertion Subject: '${subject}'. Assertion Audience: '${audience}'. https://docs.microsoft.com/en-us/azure/active-directory/develop/workload-identity-federation`,
    ),
  wrongIssuer: (issuer: string) =>
    client(
      700211,
      `No matching federated identity record found for presented assertion issuer '${issuer}'. ${WRONG_FEDERATION}`,
    ),
  wrongAudience: (audience: string) =>
    client(
      700212,
      `No matching federated identity record found for presented assertion audience '${audience}'. ${WRONG_FEDERATION}`,
    ),
  wrongSubject: (subject: string) =>
    client(
      700213,
      `No matching federated identity record found for presented assertion subject '${subject}'. ${WRONG_FEDERATION}`,
    ),
  wrongSubjectCase: (subject: string) =>
    client(
      7002138,
      `No matching federated identity record found for presented assertion subject '${subject}'. The subject matches with case-insensitive comparison, but not with case-sensitive comparison. Check your federated identity credential Subject, Audience and Issuer against the presented assertion. See documentation at: https://learn.microsoft.com/entra/workload-id/workload-identity-federation. See breaking change notification and remediation at: https://learn.microsoft.com/en-us/entra/identity-platform/reference-breaking-changes#august-2024.`,
    ),
  badSignature: () => client(700027, 'Client assertion failed signature validation.'),
  outsideTime: (now: Date, from: Date, until: Date) =>
    client(
      700024,
      `Client assertion is not within its valid time range. Current time: ${ticks(now)}, assertion valid from ${ticks(from)}, expiry time of assertion ${ticks(until)}. Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .`,
    ),
  /** A stricter reading than the service's: Entra is not known to remember the assertions it has seen. */
  replayed: (jti: string) =>
    client(
      50027,
      `JWT token is invalid or malformed. The assertion with ID '${jti}' was presented before; the simulator takes each once.`,
    ),
  badScope: (scope: string) =>
    new EntraError(
      400,
      'invalid_scope',
      1002012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    ),
  unknownResource: (resource: string, tenant: string) =>
    new EntraError(
      400,
      'invalid_resource',
      500011,
      `The resource principal named ${resource} was not found in the tenant named ${tenant}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your authentication request to the wrong tenant.`,
    ),
};

/** The error body, with the IDs that support asks for. */
export function entraAnswer(
  error: EntraError,
  trace: { readonly traceId: string; readonly correlationId: string; readonly now: Date },
): SimResponse {
  const timestamp = `${trace.now.toISOString().slice(0, 19).replace('T', ' ')}Z`;
  return {
    status: error.status,
    body: {
      error: error.error,
      error_description: `AADSTS${error.code}: ${error.message} Trace ID: ${trace.traceId} Correlation ID: ${trace.correlationId} Timestamp: ${timestamp}`,
      error_codes: [error.code],
      timestamp,
      trace_id: trace.traceId,
      correlation_id: trace.correlationId,
      error_uri: `https://login.microsoftonline.com/error?code=${error.code}`,
    },
  };
}

/** .NET's round-trip format: seven digits of a second. */
function ticks(at: Date): string {
  return `${at.toISOString().slice(0, -1)}0000Z`;
}
