// The blob service at its real names: checks the caller, adds what Azurite lacks, and lets Azurite do the rest.
import { isInDisabledSubscription } from '../arm/subscription-state.ts';
import { AzureError } from '../kernel/errors.ts';
import type { SimRequest, SimResponse } from '../kernel/exchange.ts';
import type { ResourceStore } from '../kernel/resource-store.ts';
import type { Roles } from '../identity/roles.ts';
import { accountAt, isClosed, pageBlobSupport, type StorageAccount } from './accounts.ts';
import { bodyOf, type Azurite, type AzuriteRequest, type AzuriteResponse } from './azurite.ts';
import { answerOf, refusalOf } from './azurite-answers.ts';
import { identify, mayDo, type Caller, type CallerParts } from './blob-callers.ts';
import { putContent, type BlobCopies } from './blob-copies.ts';
import {
  blobRequest,
  isOneBlob,
  requireTold,
  type BlobRequest,
  type OneBlob,
  type OperationName,
} from './blob-operations.ts';
import { isImmutable } from './containers.ts';
import { openSource, sourceConditions, type CopySource, type FetchSource } from './copy-sources.ts';
import { answerFromDisk, isDiskHost, isIncrementalSas } from './disk-host.ts';
import type { LeaseBook } from './lease-book.ts';
import type { ManagedDisks } from './managed-disks.ts';
import { checkedPageRange, copySourceOf, pageFromUrl } from './page-writes.ts';
import type { PageThrottle } from './page-throttle.ts';
import { commonHeaders, errorResponse, notSimulated, storageError } from './storage-errors.ts';

export interface BlobParts extends CallerParts {
  readonly azurite: Azurite;
  readonly resources: ResourceStore;
  readonly roles: Roles;
  readonly disks: ManagedDisks;
  readonly copies: BlobCopies;
  readonly leases: LeaseBook;
  readonly throttle: PageThrottle;
}

/** What changes the bytes of a blob that is there, or takes them away. */
const CHANGES: ReadonlySet<OperationName> = new Set(['PutPage', 'ClearPages', 'PutPageFromUrl', 'DeleteBlob']);

/** The most that a synchronous Copy Blob From URL takes. */
const MAX_SYNCHRONOUS_COPY = 256 * 1024 * 1024;

export function createBlobService(parts: BlobParts): (request: SimRequest) => Promise<SimResponse> {
  const { azurite, clock, copies } = parts;

  async function handle(request: SimRequest): Promise<SimResponse> {
    try {
      if (isDiskHost(request.url.hostname)) return await answerFromDisk(parts.disks, request, clock.now());
      return await answer(request);
    } catch (error) {
      if (error instanceof AzureError) return errorResponse(error, request, clock.now());
      throw error;
    }
  }

  async function answer(request: SimRequest): Promise<SimResponse> {
    const account = accountAt(parts.resources, request.url.hostname);
    if (account === undefined) throw storageError('ResourceNotFound');
    if (isInDisabledSubscription(parts, account.id)) throw storageError('AccountIsDisabled');
    if (isClosed(account)) throw storageError('AuthorizationFailure');
    const asked = blobRequest(account.name, request);
    const caller = await identify(request, account, parts);
    const byRole = caller.kind === 'bearer' ? caller.principal : caller.kind === 'sas' ? caller.delegator : undefined;
    if (byRole !== undefined && !mayDo(parts.roles, byRole, account, asked)) {
      throw storageError('AuthorizationPermissionMismatch');
    }
    requireTold(asked);
    return isOneBlob(asked) ? answerBlob(asked, account, caller) : passOn(asked, account, caller);
  }

  async function answerBlob(asked: OneBlob, account: StorageAccount, caller: Caller): Promise<SimResponse> {
    const { name, writes } = asked.operation;
    if (writes && copies.isPending(asked)) throw storageError('PendingCopyOperation');
    if (CHANGES.has(name) && isImmutable(parts.resources, account, asked.container)) {
      throw storageError('BlobImmutableDueToPolicy');
    }
    switch (name) {
      case 'PutPage':
      case 'ClearPages': {
        checkedPageRange(azurite, asked);
        parts.throttle.admit(keyOf(asked), asked.request.body.length);
        return passOn(asked, account, caller);
      }
      case 'PutPageFromUrl': {
        await checkSas(asked, caller);
        const range = checkedPageRange(azurite, asked);
        parts.throttle.admit(keyOf(asked), range.end - range.start + 1);
        const page = await pageFromUrl(asked, range, sourceFetch(asked, caller, 'own credentials'));
        return answerOf(await azurite.sendTrusted(page), asked.request, account);
      }
      case 'CreatePageBlob':
        checkPageBlobs(account);
        return passOn(asked, account, caller);
      case 'CopyBlob':
        return copy(asked, account, caller);
      case 'CopyBlobFromUrl':
        return copyAtOnce(asked, caller);
      case 'AbortCopy':
        await checkSas(asked, caller);
        return copies.abort(asked);
      case 'GetPageRangesDiff':
        throw notSimulated('Get Page Ranges with a previous snapshot');
      case 'PutBlobFromUrl':
        throw notSimulated('Put Blob From URL');
      case 'ReadBlob': {
        const response = await passOn(asked, account, caller);
        if (asked.request.url.searchParams.has('snapshot')) return response;
        return { ...response, headers: { ...response.headers, ...copies.headers(asked) } };
      }
      default:
        return passOn(asked, account, caller);
    }
  }

  /** Lets Azurite do it, and notes what follows from its success. */
  async function passOn(asked: BlobRequest, account: StorageAccount, caller: Caller): Promise<SimResponse> {
    const response = await answerOf(await send(asked, caller), asked.request, account).catch((error: unknown) => {
      throw unauthorized(error, caller);
    });
    if (!isOneBlob(asked)) return response;
    switch (asked.operation.name) {
      case 'Lease':
        parts.leases.note(asked, azurite.blob(asked.account, asked.container, asked.blob), clock.now());
        break;
      case 'CreatePageBlob':
      case 'PutBlob':
      case 'DeleteBlob':
        if (!asked.request.url.searchParams.has('snapshot')) copies.forget(asked);
        break;
      default:
        break;
    }
    return response;
  }

  function send(asked: BlobRequest, caller: Caller): Promise<AzuriteResponse> {
    const request = toAzurite(asked);
    // Azurite gives access policies to account keys alone, as the service did before tokens could have the right to them.
    const isAcl = asked.operation.name === 'ContainerAcl' && (caller.kind === 'bearer' || caller.kind === 'key');
    if (isAcl) return azurite.sendSigned(request);
    switch (caller.kind) {
      case 'bearer':
        return azurite.sendTrusted(request, caller.principal);
      case 'key':
        return azurite.sendTrusted(request);
      case 'sas':
      case 'anonymous':
        return azurite.send(request);
    }
  }

  /**
   * Only Azurite can check a SAS. For what it does not carry out itself, it is asked for a page write that has no bytes
   * and a range of no page: that always fails, but as forbidden only if the SAS is not good for writing to the blob.
   */
  async function checkSas(asked: OneBlob, caller: Caller): Promise<void> {
    if (caller.kind !== 'sas') return;
    const query = new URLSearchParams(asked.request.url.search);
    query.delete('copyid');
    query.set('comp', 'page');
    const response = await azurite.send({
      method: 'PUT',
      account: asked.account,
      path: `${asked.request.url.pathname}?${query.toString()}`,
      headers: { 'x-ms-version': '2021-12-02', 'x-ms-page-write': 'update', 'x-ms-range': 'bytes=1-2' },
    });
    const refusal = refusalOf(response, (await bodyOf(response)).toString());
    if (refusal.status === 403) throw unauthorized(refusal, caller);
  }

  async function copy(asked: OneBlob, account: StorageAccount, caller: Caller): Promise<SimResponse> {
    await checkSas(asked, caller);
    const url = copySourceOf(asked.request);
    if (isIncrementalSas(url)) throw storageError('CopySourceCannotBeIncrementalCopyBlob');
    const source = await openSource(
      sourceFetch(asked, caller, 'same account'),
      url,
      sourceConditions(asked.request.headers),
    );
    if (source.type === 'PageBlob') checkPageBlobs(account);
    if (source.type === 'AppendBlob') throw notSimulated('Copy Blob of an append blob');
    return copies.start(asked, source, url);
  }

  async function copyAtOnce(asked: OneBlob, caller: Caller): Promise<SimResponse> {
    await checkSas(asked, caller);
    const source: CopySource = await openSource(
      sourceFetch(asked, caller, 'own credentials'),
      copySourceOf(asked.request),
      sourceConditions(asked.request.headers),
    );
    if (source.type !== 'BlockBlob') throw storageError('InvalidBlobType');
    if (source.bytes > MAX_SYNCHRONOUS_COPY) {
      throw new AzureError(
        409,
        'CannotVerifyCopySource',
        'The source request body for synchronous copy is too large and exceeds the maximum permissible limit (256MB).',
      );
    }
    const { headers } = await putContent(azurite, asked, source);
    const { etag = '', 'last-modified': lastModified = '' } = headers;
    copies.forget(asked);
    return {
      status: 202,
      headers: {
        ...commonHeaders(asked.request),
        etag,
        'last-modified': lastModified,
        'x-ms-copy-id': asked.request.headers['x-ms-client-request-id'] ?? etag.replaceAll('"', ''),
        'x-ms-copy-status': 'success',
      },
    };
  }

  /**
   * How a copy's source is read. The source carries its own SAS or token; only the asynchronous Copy Blob also uses
   * the caller's own rights, and only inside his account.
   */
  function sourceFetch(asked: OneBlob, caller: Caller, rights: 'own credentials' | 'same account'): FetchSource {
    const given = asked.request.headers['x-ms-copy-source-authorization'];
    return async (method, url, conditions) => {
      const home = url.hostname === asked.request.url.hostname && !url.searchParams.has('sig');
      if (!isDiskHost(url.hostname) && accountAt(parts.resources, url.hostname) === undefined) {
        return errorResponse(notSimulated(`the copy source ${url.hostname}`), asked.request, clock.now());
      }
      const version = { 'x-ms-version': asked.request.headers['x-ms-version'] ?? '2021-12-02' };
      const ask = (headers: Readonly<Record<string, string>>): Promise<SimResponse> =>
        handle({ method, url, headers: { ...conditions, ...headers }, body: Buffer.alloc(0) });
      if (given !== undefined) return ask({ ...version, authorization: given });
      if (home && rights === 'same account' && caller.kind === 'bearer') {
        return ask({ ...version, authorization: asked.request.headers['authorization'] ?? '' });
      }
      if (home && rights === 'same account' && caller.kind === 'key') {
        const account = { name: asked.account, host: url.hostname };
        const request: SimRequest = { method, url, headers: { ...version, ...conditions }, body: Buffer.alloc(0) };
        const path = `${url.pathname}${url.search}`;
        return answerOf(
          await azurite.sendTrusted({ method, account: asked.account, path, headers: request.headers }),
          request,
          account,
        ).catch((error: unknown) => {
          if (error instanceof AzureError) return errorResponse(error, request, clock.now());
          throw error;
        });
      }
      return ask({});
    };
  }

  return handle;
}

function checkPageBlobs(account: StorageAccount): void {
  switch (pageBlobSupport(account)) {
    case 'yes':
      return;
    case 'hierarchical':
      throw storageError('FeatureNotYetSupportedForHierarchicalNamespaceAccounts');
    case 'kind':
      throw storageError('BlobTypeNotSupported');
  }
}

/** Azurite has one refusal for every failed signature; the service tells a wrong SAS from a private blob. */
function unauthorized(error: unknown, caller: Caller): unknown {
  if (!(error instanceof AzureError) || error.code !== 'AuthorizationFailure') return error;
  return storageError(caller.kind === 'sas' ? 'AuthenticationFailed' : 'ResourceNotFound');
}

const NOT_PASSED_ON = /^(?:host|connection|keep-alive|transfer-encoding|expect|proxy-.*|upgrade|te|trailer)$/;

function toAzurite(asked: BlobRequest): AzuriteRequest {
  const { request } = asked;
  return {
    method: request.method,
    account: asked.account,
    path: `${request.url.pathname}${request.url.search}`,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !NOT_PASSED_ON.test(name))),
    body: request.body,
  };
}

function keyOf(asked: OneBlob): string {
  return `${asked.account}/${asked.container}/${asked.blob}`;
}
