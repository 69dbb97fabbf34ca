// Where an official file is known to be wrong, incomplete or older than what is spoken, each with its source. What is
// listed here is counted in the report instead of being a finding; keep an entry as narrow as its source.
import type { Fault } from './finding.ts';
import type { Operation } from './openapi.ts';

interface Known {
  readonly service: string;
  readonly code: string;
  readonly path: RegExp;
  readonly reason: string;
}

const KNOWN: readonly Known[] = [
  {
    service: 'Azure Blob Storage',
    code: 'PATTERN',
    path: /^path blob$/,
    reason:
      'The pattern for blob names allows one dot and no hyphen; "Naming and Referencing Containers, Blobs, and Metadata" allows any URL characters',
  },
  {
    service: 'Azure Blob Storage',
    code: 'OBJECT_ADDITIONAL_PROPERTIES',
    path: /^\$\.Code$/,
    reason: '"Status and error codes": the body of an error has Code and Message; the file declares Message alone',
  },
  {
    service: 'Azure Blob Storage',
    code: 'OBJECT_MISSING_REQUIRED_PROPERTY',
    path: /^\$\.Segment\.BlobItems\[\d+\]\.(?:Deleted|Snapshot)$/,
    reason:
      '"List Blobs": these elements are there only for what was deleted and for snapshots; the file requires them',
  },
  {
    service: 'Azure Blob Storage',
    code: 'OBJECT_MISSING_REQUIRED_PROPERTY',
    path: /^\$\.Segment\.BlobItems$/,
    reason: '"List Blobs": a list of no blobs has no elements, which in XML is no list; the file requires it',
  },
  {
    service: 'Azure Batch',
    code: 'OBJECT_ADDITIONAL_PROPERTIES',
    path: /^\$\.odata\.metadata$/,
    reason:
      'Answers with minimal metadata name their metadata document; the file of 2022-10-01.16.0 declares it, the generated one of 2024-07-01.20.0 dropped it',
  },
  {
    service: 'Azure Batch',
    code: 'INVALID_TYPE',
    path: /^\$\.value\[\d+\]\.properties\.contentLength$/,
    reason:
      'OData writes 64-bit integers as texts, and the file of 2024-07-01.20.0 says so; the one of 2022-10-01.16.0 declares an integer',
  },
  {
    service: 'Azure Batch',
    code: 'OBJECT_MISSING_REQUIRED_PROPERTY',
    path: /^\$\.mountConfiguration\[\d+\]\.(?:azureFileShareConfiguration\.accountKey|cifsMountConfiguration\.password)$/,
    reason: 'Secrets of a pool are never shown; the file of 2022-10-01.16.0 requires them of answers too',
  },
  {
    service: 'Microsoft.Storage',
    code: 'ENUM_CASE_MISMATCH',
    path: /^\$\.keys\[\d+\]\.permissions$/,
    reason: 'Keys are answered with FULL (turbot/steampipe-plugin-azure#730 shows it); the file declares Full',
  },
  ...['Microsoft.Compute', 'Microsoft.Storage'].map((service) => ({
    service,
    code: 'INVALID_RESPONSE_CODE',
    path: /^status [45]\d\d$/,
    reason: `The files of disks, snapshots, run commands and storage accounts declare no errors; such an answer is held to Resource Manager's error envelope`,
  })),
];

/** Extensible enumerations whose list in the file is said to be incomplete. Every other one is taken as closed. */
export const OPEN_ENUMERATIONS: ReadonlySet<string> = new Set([
  // "This enum data type is currently deprecated and will be removed": the sizes of a region are asked for elsewhere.
  'VirtualMachineSizeTypes',
]);

export function knownReason({ service }: Operation, { code, path }: Fault): string | undefined {
  return KNOWN.find((one) => one.service === service && one.code === code && one.path.test(path))?.reason;
}

/** Headers of Blob Storage that an answer has only under a condition, as their descriptions in the file say. */
const CONDITIONAL_BLOB_HEADERS: ReadonlySet<string> = new Set([
  // What someone set on the blob, or its account has switched on.
  ...['cache-control', 'content-disposition', 'content-encoding', 'content-language'],
  ...['x-ms-encryption-key-sha256', 'x-ms-encryption-scope', 'x-ms-expiry-time', 'x-ms-last-access-time'],
  ...['x-ms-immutability-policy-mode', 'x-ms-immutability-policy-until-date', 'x-ms-legal-hold', 'x-ms-tag-count'],
  ...['x-ms-is-current-version', 'x-ms-version-id', 'x-ms-or', 'x-ms-or-policy-id', 'x-ms-blob-sealed'],
  // Of a blob that was the destination of a copy.
  ...['x-ms-copy-completion-time', 'x-ms-copy-destination-snapshot', 'x-ms-copy-id', 'x-ms-copy-progress'],
  ...['x-ms-copy-source', 'x-ms-copy-status', 'x-ms-copy-status-description', 'x-ms-incremental-copy'],
  // Of other kinds of blobs: append blobs, tiers of block blobs and of premium page blobs.
  ...['x-ms-access-tier', 'x-ms-access-tier-change-time', 'x-ms-access-tier-inferred', 'x-ms-archive-status'],
  ...['x-ms-blob-committed-block-count', 'x-ms-rehydrate-priority'],
  // Hashes: of a blob that has one, or where the request asks for one or brings one.
  ...['content-md5', 'x-ms-blob-content-md5', 'x-ms-content-crc64'],
  // Of a blob that is leased; of a page blob; of an answer that is a part.
  ...['x-ms-lease-duration', 'x-ms-blob-sequence-number', 'content-range'],
]);

export function isConditionalHeader({ service, id }: Operation, name: string): boolean {
  // Written by the HTTP layer, below the record.
  if (name === 'date') return true;
  // The generated file declares the headers of a single entity for every answer, also where there is none: for lists, counts
  // and collections. That of 2022-10-01.16.0, which was written by hand, says for which.
  if (service === 'Azure Batch')
    return (
      /_List|^Jobs_GetJobTaskCounts$|^Tasks_CreateTaskCollection$/.test(id) &&
      (name === 'etag' || name === 'last-modified')
    );
  return service === 'Azure Blob Storage' && CONDITIONAL_BLOB_HEADERS.has(name);
}
