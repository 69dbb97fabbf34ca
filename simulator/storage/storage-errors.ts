// Refusals of the blob service: XML with a code, the code again in a header, and for HEAD the header alone.
import { randomUUID } from 'node:crypto';
import { AzureError } from '../kernel/errors.ts';
import type { SimRequest, SimResponse } from '../kernel/exchange.ts';

/** The texts are those of the published lists of common and of blob service error codes. */
const TEXTS = {
  AccountIsDisabled: 'The specified account is disabled.',
  AuthenticationFailed:
    'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
  AuthorizationFailure: 'This request is not authorized to perform this operation.',
  AuthorizationPermissionMismatch: 'This request is not authorized to perform this operation using this permission.',
  BlobImmutableDueToPolicy: 'This operation is not permitted as the blob is immutable due to a policy.',
  BlobNotFound: 'The specified blob does not exist.',
  BlobTypeNotSupported: 'Page blob is not supported for this account type.',
  ConditionNotMet: 'The condition specified using HTTP conditional header(s) is not met.',
  CopyIdMismatch: 'The specified copy ID did not match the copy ID for the pending copy operation.',
  CopySourceCannotBeIncrementalCopyBlob:
    'Source blob of a copy operation cannot be non-snapshot incremental copy blob.',
  FeatureNotYetSupportedForHierarchicalNamespaceAccounts:
    'The feature is not yet supported for hierarchical namespace accounts.',
  InfiniteLeaseDurationRequired: 'The lease ID matched, but the specified lease must be an infinite-duration lease.',
  InvalidAuthenticationInfo:
    'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
  InvalidBlobType: 'The blob type is invalid for this operation.',
  InvalidHeaderValue: 'The value for one of the HTTP headers is not in the correct format.',
  InvalidPageRange: 'The page range specified is invalid.',
  InvalidRange: 'The range specified is invalid for the current size of the resource.',
  InvalidUri: 'The requested URI does not represent any resource on the server.',
  KeyBasedAuthenticationNotPermitted: 'Key based authentication is not permitted on this storage account.',
  LeaseIdMismatchWithBlobOperation: 'The lease ID specified did not match the lease ID for the blob.',
  LeaseIdMissing: 'There is currently a lease on the blob and no lease ID was specified in the request.',
  MissingRequiredHeader: 'An HTTP header that is mandatory for this request is not specified.',
  NoAuthenticationInformation:
    'Server failed to authenticate the request. Please refer to the information in the www-authenticate header.',
  NoPendingCopyOperation: 'There is currently no pending copy operation.',
  PendingCopyOperation: 'There is currently a pending copy operation.',
  PublicAccessNotPermitted: 'Public access is not permitted on this storage account.',
  RequestBodyTooLarge: 'The request body is too large and exceeds the maximum permissible limit.',
  ResourceNotFound: 'The specified resource does not exist.',
  SourceConditionNotMet: 'The source condition specified using HTTP conditional header(s) is not met.',
} as const;

const STATUS: Readonly<Record<keyof typeof TEXTS, number>> = {
  AccountIsDisabled: 403,
  AuthenticationFailed: 403,
  AuthorizationFailure: 403,
  AuthorizationPermissionMismatch: 403,
  BlobImmutableDueToPolicy: 409,
  BlobNotFound: 404,
  BlobTypeNotSupported: 400,
  ConditionNotMet: 412,
  CopyIdMismatch: 409,
  CopySourceCannotBeIncrementalCopyBlob: 409,
  FeatureNotYetSupportedForHierarchicalNamespaceAccounts: 409,
  InfiniteLeaseDurationRequired: 412,
  InvalidAuthenticationInfo: 401,
  InvalidBlobType: 409,
  InvalidHeaderValue: 400,
  InvalidPageRange: 416,
  InvalidRange: 416,
  InvalidUri: 400,
  KeyBasedAuthenticationNotPermitted: 403,
  LeaseIdMismatchWithBlobOperation: 412,
  LeaseIdMissing: 412,
  MissingRequiredHeader: 400,
  NoAuthenticationInformation: 401,
  NoPendingCopyOperation: 409,
  PendingCopyOperation: 409,
  PublicAccessNotPermitted: 409,
  RequestBodyTooLarge: 413,
  ResourceNotFound: 404,
  SourceConditionNotMet: 412,
};

/** `details` become further elements of the XML, e.g. HeaderName. */
export function storageError(
  code: keyof typeof TEXTS,
  details: Readonly<Record<string, string>> = {},
  headers: Readonly<Record<string, string>> = {},
): AzureError {
  return new AzureError(STATUS[code], code, TEXTS[code], { values: details, headers });
}

/** What the simulator does not do; in the service's own envelope, so that clients print it. */
export function notSimulated(what: string): AzureError {
  return new AzureError(501, 'NotSimulated', `The simulator does not know ${what}.`);
}

export function errorResponse(error: AzureError, request: SimRequest, now: Date): SimResponse {
  const requestId = randomUUID();
  const headers = {
    ...commonHeaders(request),
    'x-ms-request-id': requestId,
    'x-ms-error-code': error.code,
    ...error.headers,
  };
  if (request.method === 'HEAD') return { status: error.status, headers };
  const details = Object.entries(error.values).map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`);
  const message = `${error.message}\nRequestId:${requestId}\nTime:${now.toISOString().replace('Z', '0000Z')}`;
  const xml = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${escapeXml(error.code)}</Code><Message>${escapeXml(message)}</Message>${details.join('')}</Error>`;
  return { status: error.status, headers: { ...headers, 'content-type': 'application/xml' }, body: Buffer.from(xml) };
}

/** Headers that every answer carries. */
export function commonHeaders(request: SimRequest): Readonly<Record<string, string>> {
  const version = request.headers['x-ms-version'];
  const clientRequestId = request.headers['x-ms-client-request-id'];
  return {
    server: 'Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0',
    'x-ms-request-id': randomUUID(),
    ...(version === undefined ? {} : { 'x-ms-version': version }),
    ...(clientRequestId === undefined ? {} : { 'x-ms-client-request-id': clientRequestId }),
  };
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The text of one element of an error's XML, without the lines about request and time. */
export function textIn(xml: string, element: string): string | undefined {
  const found = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(xml)?.[1];
  return found
    ?.replace(/\s*RequestId:[\s\S]*$/, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
