// The refusals of the Batch service: status and text per code, as its error table documents them.
import { AzureError } from '../kernel/errors.ts';
import type { JsonObject } from '../kernel/json.ts';

/** Codes with their documented status and user message; `InsufficientPermissions` is seen in the service's own client tests. */
const TABLE = {
  UnsupportedRequestVersion: [400, 'The specified request version is not supported.'],
  MissingRequiredProperty: [400, 'A required property was not specified in the request body.'],
  MissingRequiredHeader: [400, 'A required HTTP header was not specified.'],
  MissingRequiredQueryParameter: [400, 'A required query parameter was not specified for this request.'],
  UnsupportedProperty: [400, 'One of the properties specified in the request body is not supported.'],
  UnsupportedQueryParameter: [400, 'One of the query parameters specified in the request URI is not supported.'],
  InvalidHeaderValue: [400, 'The value provided for one of the HTTP headers was not in the correct format.'],
  InvalidPropertyValue: [400, 'The value provided for one of the properties in the request body is invalid.'],
  InvalidQueryParameterValue: [400, 'Value for one of the query parameters specified in the request URI is invalid.'],
  InvalidRequestBody: [400, 'The specified Request Body is not syntactically valid.'],
  AutoScalingFormulaTooLong: [400, 'The specified auto-scaling formula exceeds lengths limit.'],
  AutoScalingFormulaSyntaxError: [400, 'The specified auto-scaling formula has a syntax error.'],
  InvalidAuthenticationInfo: [
    401,
    'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
  ],
  AuthenticationFailed: [
    403,
    'Server failed to authenticate the request. Make sure the value of Authorization header is formed correctly including the signature.',
  ],
  AccountIsDisabled: [403, 'The specified account is disabled.'],
  // https://learn.microsoft.com/troubleshoot/azure/hpc/batch/azure-batch-pool-creation-failure
  AuthorizationFailure: [403, 'This request is not authorized to perform this operation.'],
  InsufficientPermissions: [403, 'The user does not have sufficient permissions to perform this operation.'],
  ResourceNotFound: [404, 'The specified resource does not exist.'],
  PoolNotFound: [404, 'The specified pool does not exist.'],
  NodeNotFound: [404, 'The specified node does not exist.'],
  GalleryImageNotFound: [404, 'The specified gallery image is not available.'],
  JobNotFound: [404, 'The specified job does not exist.'],
  TaskNotFound: [404, 'The specified task does not exist.'],
  FileNotFound: [404, 'The specified file does not exist.'],
  ConditionNotMet: [412, 'The condition specified in the conditional header(s) was not met for a write operation.'],
  InvalidRange: [416, 'The range specified is invalid for the current size of the resource.'],
  PoolExists: [409, 'The specified pool already exists.'],
  PoolBeingDeleted: [409, 'The specified pool has been marked for deletion and is being reclaimed.'],
  PoolBeingResized: [409, 'The specified pool is being resized.'],
  PoolQuotaReached: [409, 'Pool quota for the account has been reached.'],
  OperationInvalidForCurrentState: [409, 'The specified operation is not valid for the current state of the resource.'],
  OperationNotValidOnPool: [409, 'The specified operation is not valid on the pool.'],
  OperationNotValidOnNode: [409, 'The specified operation is not valid on the node.'],
  NodeBeingCreated: [409, 'The specified node is being created.'],
  NodeBeingStarted: [409, 'The specified node is being started.'],
  NodeBeingRebooted: [409, 'The specified node is being rebooted.'],
  NodeBeingReimaged: [409, 'The specified node is being reimaged.'],
  NodeStateUnusable: [409, 'The state of the specified node is unusable.'],
  JobExists: [409, 'The specified job already exists.'],
  JobCompleted: [409, 'The specified job is already in a completed state.'],
  JobBeingTerminated: [409, 'The specified job is being terminated.'],
  JobBeingDeleted: [409, 'The specified job has been marked for deletion and is being garbage collected.'],
  ActiveJobAndScheduleQuotaReached: [409, 'Active job and schedule quota for the account has been reached.'],
  TaskExists: [409, 'The specified task already exists.'],
  TaskFilesUnavailable: [409, 'The files of the specified task are unavailable.'],
  InvalidApplicationPackageReferences: [
    409,
    'One or more application package references could not be satisfied. This occurs if the application id or version does not exist or is not active, or if the reference did not specify a version and there is no default version configured.',
  ],
  TooManyEnableAutoScaleRequests: [503, 'Too many Enable Pool AutoScale requests are issued on the pool.'],
} as const satisfies Readonly<Record<string, readonly [number, string]>>;

export type RefusalCode = keyof typeof TABLE;

export function refusal(code: RefusalCode, values: Readonly<Record<string, string>> = {}): AzureError {
  const [status, message] = TABLE[code];
  return new AzureError(status, code, message, { values });
}

/** A property with a value the service does not take; `path` is the property's place, which ARM reports too. */
export function invalidValue(path: string, value: string, reason: string): AzureError {
  return refusal('InvalidPropertyValue', {
    PropertyName: lastStep(path),
    PropertyValue: value,
    PropertyPath: path,
    Reason: reason,
  });
}

export function missingProperty(path: string): AzureError {
  return refusal('MissingRequiredProperty', { PropertyName: lastStep(path), PropertyPath: path });
}

export function unsupportedProperty(path: string, reason?: string): AzureError {
  return refusal('UnsupportedProperty', {
    PropertyName: lastStep(path),
    PropertyPath: path,
    ...(reason === undefined ? {} : { Reason: reason }),
  });
}

function lastStep(path: string): string {
  return path.split('.').at(-1) ?? path;
}

export function notSimulated(what: string): AzureError {
  return new AzureError(501, 'NotSimulated', `${what} is not simulated.`);
}

/** The text Batch and its resource provider put behind every message. */
export function withRequest(message: string, requestId: string, now: Date): string {
  return `${message}\nRequestId:${requestId}\nTime:${now.toISOString().replace('Z', '0000Z')}`;
}

/** The data plane's envelope: `message` is an object, and everything is at the top level. */
export function errorBody(error: AzureError, host: string, requestId: string, now: Date): JsonObject {
  // Only the resource provider reports the path; the data plane names the property.
  const values = Object.entries(error.values).filter(([key]) => key !== 'PropertyPath');
  return {
    'odata.metadata': `https://${host}/$metadata#Microsoft.Azure.Batch.Protocol.Entities.Container.errors/@Element`,
    code: error.code,
    message: { lang: 'en-US', value: withRequest(error.message, requestId, now) },
    ...(values.length === 0 ? {} : { values: values.map(([key, value]) => ({ key, value })) }),
  };
}
