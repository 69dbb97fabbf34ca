// The blob service. Its file has no examples, so every request is the suite's own.
import type { JsonObject } from '../../json.ts';
import { each, type Play, type Plays } from '../play.ts';
import * as set from '../setups.ts';

const CONTAINER = 'suite';
const AT_CONTAINER = { containerName: CONTAINER };
const LEASE = '11111111-2222-4333-8444-555555555555';
const OTHER_LEASE = '22222222-2222-4333-8444-555555555555';

/** One request with these values. */
function own(values: JsonObject, more: Omit<Play, 'own'> = {}): Play {
  return { before: set.container, ...more, own: [{ name: 'a request of the suite', values }] };
}

function onBlock(values: JsonObject = {}, more: Omit<Play, 'own'> = {}): Play {
  return own({ ...AT_CONTAINER, blob: 'notes.txt', ...values }, { before: set.blockBlob, ...more });
}

function onPages(values: JsonObject = {}, more: Omit<Play, 'own'> = {}): Play {
  return own({ ...AT_CONTAINER, blob: 'disk.vhd', ...values }, { before: set.pageBlob, ...more });
}

const tags = '<Tags><TagSet><Tag><Key>team</Key><Value>render</Value></Tag></TagSet></Tags>';
const page = Buffer.alloc(512, 'x');

export const BLOBS: Plays = {
  ...each('Service_GetProperties Service_ListContainersSegment Service_GetAccountInfo', own({})),
  ...each(
    'Service_SetProperties',
    own({
      $body:
        '<StorageServiceProperties><Logging><Version>1.0</Version><Delete>true</Delete><Read>false</Read><Write>true</Write><RetentionPolicy><Enabled>true</Enabled><Days>7</Days></RetentionPolicy></Logging></StorageServiceProperties>',
    }),
  ),
  ...each(
    'Service_GetUserDelegationKey',
    own({ $body: '<KeyInfo><Start>2026-11-01T00:00:00Z</Start><Expiry>2026-11-02T00:00:00Z</Expiry></KeyInfo>' }),
  ),

  ...each('Container_Create', own({ containerName: 'made', 'x-ms-meta-team': 'render' })),
  ...each('Container_GetProperties Container_Delete Container_GetAccessPolicy', own(AT_CONTAINER)),
  ...each('Container_SetMetadata', own({ ...AT_CONTAINER, 'x-ms-meta-team': 'render' })),
  ...each(
    'Container_SetAccessPolicy',
    own({
      ...AT_CONTAINER,
      $body:
        '<SignedIdentifiers><SignedIdentifier><Id>readers</Id><AccessPolicy><Start>2026-11-01T00:00:00Z</Start><Expiry>2026-11-02T00:00:00Z</Expiry><Permission>r</Permission></AccessPolicy></SignedIdentifier></SignedIdentifiers>',
    }),
  ),
  ...each(
    'Container_AcquireLease',
    own({ ...AT_CONTAINER, 'x-ms-lease-duration': '15', 'x-ms-proposed-lease-id': LEASE }),
  ),
  ...each(
    'Container_RenewLease Container_ReleaseLease',
    own({ ...AT_CONTAINER, 'x-ms-lease-id': LEASE }, { before: set.leasedContainer(LEASE) }),
  ),
  ...each(
    'Container_ChangeLease',
    own(
      { ...AT_CONTAINER, 'x-ms-lease-id': LEASE, 'x-ms-proposed-lease-id': OTHER_LEASE },
      { before: set.leasedContainer(LEASE) },
    ),
  ),
  ...each('Container_BreakLease', own(AT_CONTAINER, { before: set.leasedContainer(LEASE) })),
  ...each('Container_ListBlobFlatSegment', own(AT_CONTAINER, { before: set.blockBlob })),
  ...each('Container_ListBlobHierarchySegment', own({ ...AT_CONTAINER, delimiter: '/' }, { before: set.blockBlob })),

  ...each('BlockBlob_Upload', onBlock({ $body: Buffer.from('frame 2'), 'x-ms-meta-team': 'render' })),
  ...each('Blob_Download Blob_GetProperties Blob_Delete', onBlock()),
  ...each('Blob_SetHTTPHeaders', onBlock({ 'x-ms-blob-content-type': 'text/plain' })),
  ...each('Blob_SetMetadata', onBlock({ 'x-ms-meta-team': 'render' })),
  ...each('Blob_GetTags', onBlock()),
  ...each('Blob_SetTags', onBlock({ $body: tags })),
  ...each('Blob_SetTier', onBlock({ 'x-ms-access-tier': 'Cool' })),
  ...each('Blob_CreateSnapshot', onBlock()),
  ...each('Blob_AcquireLease', onBlock({ 'x-ms-lease-duration': '15', 'x-ms-proposed-lease-id': LEASE })),
  ...each('Blob_RenewLease Blob_ReleaseLease', onBlock({ 'x-ms-lease-id': LEASE }, { before: set.leasedBlob(LEASE) })),
  ...each(
    'Blob_ChangeLease',
    onBlock({ 'x-ms-lease-id': LEASE, 'x-ms-proposed-lease-id': OTHER_LEASE }, { before: set.leasedBlob(LEASE) }),
  ),
  ...each('Blob_BreakLease', onBlock({}, { before: set.leasedBlob(LEASE) })),
  ...each('BlockBlob_StageBlock', onBlock({ blockid: 'MDAx', $body: Buffer.from('block') })),
  ...each('BlockBlob_GetBlockList', onBlock({ blocklisttype: 'all' }, { before: set.stagedBlock('MDAx') })),
  ...each(
    'BlockBlob_CommitBlockList',
    onBlock({ $body: '<BlockList><Uncommitted>MDAx</Uncommitted></BlockList>' }, { before: set.stagedBlock('MDAx') }),
  ),
  ...each('Blob_StartCopyFromURL', onBlock({ blob: 'copy.txt', 'x-ms-copy-source': set.BLOCK_BLOB })),
  ...each('Blob_CopyFromURL', onBlock({ blob: 'copy.txt', 'x-ms-copy-source': set.BLOCK_BLOB })),
  ...each(
    'Blob_AbortCopyFromURL',
    onBlock({ blob: 'copy.txt' }, { before: set.pendingCopy('copy.txt'), world: set.SLOW_COPIES }),
  ),

  ...each('AppendBlob_Create', own({ ...AT_CONTAINER, blob: 'log.txt' })),
  ...each(
    'AppendBlob_AppendBlock',
    own({ ...AT_CONTAINER, blob: 'log.txt', $body: Buffer.from('line') }, { before: set.appendBlob }),
  ),

  ...each('PageBlob_Create', onPages({ blob: 'new.vhd', 'x-ms-blob-content-length': '1024' })),
  ...each('PageBlob_UploadPages', onPages({ 'x-ms-range': 'bytes=0-511', $body: page })),
  ...each('PageBlob_ClearPages', onPages({ 'x-ms-range': 'bytes=0-511' })),
  ...each('PageBlob_GetPageRanges', onPages()),
  ...each('PageBlob_Resize', onPages({ 'x-ms-blob-content-length': '2048' })),
  ...each('PageBlob_UpdateSequenceNumber', onPages({ 'x-ms-sequence-number-action': 'increment' })),
  ...each(
    'PageBlob_UploadPagesFromURL',
    onPages(
      { 'x-ms-range': 'bytes=0-511', 'x-ms-source-range': 'bytes=0-511' },
      { before: set.all(set.pageBlob, set.grantedSnapshot) },
    ),
  ),
};
