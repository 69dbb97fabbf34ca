import { describe as group, expect, test } from '@jest/globals';
import { armError, batchError, missingActionOf, storageError } from '../../src/azure/error-envelopes.ts';
import { claimsOf, entraError } from '../../src/azure/entra-errors.ts';
import { AzureServiceError, describe, isAzureServiceError, isNotFound } from '../../src/azure/errors.ts';
import { hintFor } from '../../src/azure/hints.ts';
import { START } from './fake-host.ts';

const refusal = { operation: 'PUT /x', status: 403, headers: {}, now: START };
const VM = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm';

group('ARM', () => {
  test('names the missing right, the principal and the IDs to quote to support', () => {
    const error = armError({
      ...refusal,
      headers: { 'x-ms-correlation-request-id': 'corr', 'x-ms-request-id': 'req', 'retry-after': '3' },
      body: {
        error: {
          code: 'AuthorizationFailed',
          message: `The client '99999999-8888' with object id 'aaaa' does not have authorization to perform action 'Microsoft.Compute/virtualMachines/deallocate/action' over scope '${VM}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
        },
      },
    });
    expect(error).toMatchObject({
      service: 'ARM',
      status: 403,
      code: 'AuthorizationFailed',
      correlationId: 'corr',
      requestId: 'req',
      retryAfter: 3000,
      missingAction: {
        action: 'Microsoft.Compute/virtualMachines/deallocate/action',
        scope: VM,
        principal: '99999999-8888',
      },
    });
    expect(hintFor(error)).toContain('Microsoft.Compute/virtualMachines/deallocate/action over');
    expect(describe(error)).toContain('correlation ID: corr');
  });
  test('a linked right is the one that is lacking, not the one that is there', () => {
    const message =
      "The client 'c' with object id 'o' has permission to perform action 'Microsoft.Compute/galleries/images/versions/write' on scope '/g'; however, it does not have permission to perform action(s) 'Microsoft.Compute/snapshots/write' on the linked scope(s) '/snap' (respectively) or the linked scope(s) are invalid.";
    expect(missingActionOf(message)).toEqual({
      action: 'Microsoft.Compute/snapshots/write',
      scope: '/snap',
      principal: 'c',
    });
  });
  test('keeps nested details, inner errors and policies', () => {
    const error = armError({
      ...refusal,
      body: {
        error: {
          code: 'RequestDisallowedByPolicy',
          message: 'no',
          target: 'snap',
          details: [
            { code: 'A', message: 'first', details: [{ code: 'B', message: 'second' }] },
            { code: 'A', message: 'third' },
          ],
          innererror: { exceptiontype: 'T', errordetail: 'inner' },
          additionalInfo: [{ type: 'PolicyViolation', info: { policyAssignmentDisplayName: 'Need tags' } }],
        },
      },
    });
    expect(error.values).toEqual({
      target: 'snap',
      A: 'first',
      B: 'second',
      'A (2)': 'third',
      innererror: 'inner',
      'innererror code': 'T',
      policy: 'Need tags',
    });
    expect(describe(error)).toContain('policy: Need tags');
    expect(hintFor(error)).toContain('Policy');
  });
  test('an answer that is no envelope is shown whole', () => {
    expect(armError({ ...refusal, status: 502, body: '<html>Bad Gateway</html>' })).toMatchObject({
      code: 'HTTP 502',
      serviceMessage: '<html>Bad Gateway</html>',
    });
    expect(armError({ ...refusal, body: { code: 'Flat', message: 'no outer error' } })).toMatchObject({ code: 'Flat' });
    expect(armError({ ...refusal, body: undefined }).serviceMessage).toBe('The answer has no body.');
  });
});

test('Batch: the message is an object, the cause is in the values', () => {
  const error = batchError({
    ...refusal,
    headers: { 'request-id': 'r', 'client-request-id': 'c' },
    body: {
      'odata.metadata': 'https://a/$metadata#errors/@Element',
      code: 'AuthenticationFailed',
      message: { lang: 'en-US', value: 'Server failed to authenticate the request.\nRequestId:r' },
      values: [
        {
          key: 'AuthenticationErrorDetail',
          value:
            'The specified type of authentication SharedKey is not allowed when external resources of type Compute are linked.',
        },
      ],
    },
  });
  expect(error).toMatchObject({ service: 'Batch', code: 'AuthenticationFailed', requestId: 'r', correlationId: 'c' });
  expect(error.serviceMessage).toContain('Server failed');
  expect(hintFor(error)).toContain('Batch refuses account keys');
});

test('Storage: XML, or for HEAD only a header', () => {
  const body =
    '<?xml version="1.0"?><Error><Code>AuthorizationPermissionMismatch</Code><Message>This request is not authorized to perform this operation using this permission.</Message></Error>';
  const error = storageError({ ...refusal, headers: { 'x-ms-request-id': 'r' }, body });
  expect(error).toMatchObject({ code: 'AuthorizationPermissionMismatch', requestId: 'r' });
  expect(hintFor(error)).toContain('Storage Blob Data Contributor');
  const head = storageError({ ...refusal, status: 404, headers: { 'x-ms-error-code': 'BlobNotFound' }, body: '' });
  expect([head.code, isNotFound(head)]).toEqual(['BlobNotFound', true]);
});

group('Entra', () => {
  const assertion = `x.${Buffer.from(JSON.stringify({ iss: 'https://token.actions.githubusercontent.com', sub: 'repo:o/r:ref:refs/tags/v1.0.0', aud: 'api://AzureADTokenExchange' })).toString('base64url')}.signature`;
  const text =
    "invalid_client Status code: 401\nMore details:\nAADSTS700213: No matching federated identity record found for presented assertion subject 'repo:o/r:ref:refs/tags/v1.0.0'. Trace ID: 11111111-2222-3333-4444-555555555555 Correlation ID: 66666666-2222-3333-4444-555555555555 Timestamp: 2026-11-23 12:00:00Z,";

  test('the code comes out of however many wrappers, with the claims presented', () => {
    const inner = Object.assign(new Error(text), { statusCode: 401 });
    const error = entraError(new Error('outer', { cause: inner }), 'sign in by oidc', claimsOf(assertion), START);
    expect(error).toMatchObject({
      service: 'Entra',
      status: 401,
      code: 'AADSTS700213',
      correlationId: '66666666-2222-3333-4444-555555555555',
      requestId: '11111111-2222-3333-4444-555555555555',
      values: {
        'presented subject': 'repo:o/r:ref:refs/tags/v1.0.0',
        'presented audience': 'api://AzureADTokenExchange',
      },
    });
    expect(hintFor(error)).toMatch(/subject 'repo:o\/r:ref:refs\/tags\/v1\.0\.0'.*differs for each tag.*`environment`/);
  });
  test('never shows the assertion', () => {
    const error = entraError(new Error(text), 'sign in', claimsOf(assertion), START);
    expect(describe(error)).not.toContain(assertion);
    expect(describe(error)).not.toContain('signature');
  });
  test('a connection that failed inside the library stays one', () => {
    const error = entraError(
      Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
      'sign in',
      undefined,
      START,
    );
    expect(error).toMatchObject({ code: 'ECONNRESET', status: undefined });
  });
  test('what MSAL keeps of an answer without an envelope is used', () => {
    const message =
      'server_error: An error occured.\nHttp status code: 429\nHeaders: {"retry-after":"17","x-ms-request-id":"r"}';
    const error = entraError(Object.assign(new Error(message), { status: 429 }), 'sign in', undefined, START);
    expect(error).toMatchObject({ status: 429, retryAfter: 17_000 });
  });
  test.each(['', 'a', 'a.b.c', 'a.!.c', `a.${Buffer.from('[1]').toString('base64url')}.c`])(
    '%j is no assertion',
    (token) => {
      expect(claimsOf(token)).toBeUndefined();
    },
  );
});

group('describe', () => {
  test('never loses an error, whatever it is', () => {
    expect(describe(new TypeError('x is not a function'))).toBe('TypeError: x is not a function');
    expect(describe(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }))).toBe('connect (ECONNREFUSED)');
    expect(describe('plain')).toBe('plain');
    expect(describe({ odd: true })).toBe('{"odd":true}');
    expect(describe(undefined)).toBe('undefined');
    expect(describe(null)).toBe('null');
    expect(describe(Symbol('s'))).toBe('Symbol(s)');
  });
  test('tells causes and the parts of an aggregate', () => {
    const text = describe(new Error('outer', { cause: new Error('inner') }));
    expect(text).toBe('outer\ncaused by: inner');
    expect(describe(new AggregateError([new Error('a'), new Error('b')], 'both'))).toBe('both\na\nb');
  });
  test('ends on a circle', () => {
    const error = new Error('round');
    error.cause = error;
    expect(describe(error)).toBe('round');
  });
});

group('hints', () => {
  const error = (code: string, serviceMessage: string): AzureServiceError =>
    new AzureServiceError({ service: 'ARM', code, serviceMessage, operation: 'o' });

  test.each([
    [
      'OperationNotAllowed',
      'Operation could not be completed as it results in exceeding approved standardDASv5Family Cores quota.',
      'quota',
    ],
    [
      'OperationNotAllowed',
      "Operation 'Start VM' is not allowed on VM 'v' since the VM is generalized.",
      'never start again',
    ],
    [
      'OperationNotAllowed',
      'The Capture action is only supported on a Virtual Machine with blob based disks.',
      'capture-mode',
    ],
    [
      'OperationNotAllowed',
      'Capture operation cannot be completed because the VM is not generalized.',
      'set capture-mode generalize',
    ],
    [
      'TargetDiskBlobAlreadyExists',
      'Capture operation cannot continue because target image blob b already exists and the flag to overwrite VHD blobs is not set.',
      'never overwritten',
    ],
    [
      'TargetDiskBlobAlreadyExists',
      'Capture operation cannot continue because target image blob b has an active lease on it.',
      'lease break',
    ],
    ['BadRequest', 'Unmanaged disks have been retired. Please migrate to Managed Disks.', 'az vm convert'],
    ['BadRequest', 'Unmanaged disks have been retired. Please migrate to Managed Disks.', 'vhd-url'],
    [
      'InvalidParameter',
      "The security type 'TrustedLaunchSupported' is not supported for the source id '/vm'.",
      'security type does not fit',
    ],
    [
      'BadRequest',
      "The provided gallery image only supports creation of VMs and VM Scale Sets with 'TrustedLaunch' security type.",
      'boots only with Trusted Launch',
    ],
    [
      'BadRequest',
      'Use of TrustedLaunch setting is not supported for the provided image.',
      'not made for Trusted Launch',
    ],
    ['SkuNotAvailable', 'x', 'not offered'],
    ['ScopeLocked', 'x', 'lock'],
    [
      'AuthorizationFailed',
      "does not have authorization to perform action 'Microsoft.Compute/locations/operations/read' over scope '/x'",
      'on its resource group',
    ],
    ['GalleryImageNotFound', 'x', 'replicated'],
    ['AADSTS700024', 'x', 'expired'],
  ])('%s: %s', (code, message, expected) => {
    expect(hintFor(error(code, message))).toContain(expected);
  });
  test('look into the values of resize and node errors', () => {
    const fault = {
      code: 'AllocationFailed',
      message: 'Desired number of dedicated nodes could not be allocated',
      values: {
        'Provider Error Json': '{"error":{"message":"The selected VM size cannot boot Hypervisor Generation \'2\'."}}',
      },
    };
    expect(hintFor(fault)).toContain('generation');
    expect(hintFor({ ...fault, values: {} })).toContain('no room');
    expect(hintFor({ code: 'BatchAgentInstallationFailure', message: '' })).toContain('node agent SKU');
  });
  test('there is none for what is not known', () => {
    expect(hintFor(error('OperationNotAllowed', 'something new'))).toBeUndefined();
    expect(hintFor(new Error('ours'))).toBeUndefined();
    expect(hintFor(undefined)).toBeUndefined();
  });
});

test('errors are told apart by kind and code', () => {
  const error = new AzureServiceError({ service: 'ARM', status: 404, code: 'X', serviceMessage: 'm', operation: 'o' });
  expect([isAzureServiceError(error), isAzureServiceError(error, 'X'), isAzureServiceError(error, 'Y')]).toEqual([
    true,
    true,
    false,
  ]);
  expect(isAzureServiceError(new Error('x'))).toBe(false);
});
