// Why storage does not let a VHD blob be read, told apart by its code: network rules, roles, or the SAS of the URL.
import type { AzureServiceError } from '../azure/errors.ts';
import type { BlobUrl, Sas } from '../azure/sas.ts';
import type { ProblemCode } from '../checks/registry.ts';
import type { Problem } from '../problem.ts';

interface Reason {
  readonly code: ProblemCode;
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
}

const NEW_SAS =
  '`az storage blob generate-sas --blob-url <url> --permissions r --expiry <time> --as-user --auth-mode login --full-uri`';

export function refusedVhd(error: AzureServiceError, where: BlobUrl): Problem {
  const { url, sas } = where;
  const host = new URL(url).host;
  const reason = sharedReason(error, host) ?? (sas === undefined ? tokenReason(error, where) : sasReason(error, sas));
  const status = error.status === undefined ? error.code : `HTTP ${error.status} ${error.code}`;
  return { ...reason, input: 'vhd-url', found: `${url}, ${reason.found} (${status})` };
}

/** What refuses a token and a SAS alike. */
function sharedReason({ code }: AzureServiceError, host: string): Reason | undefined {
  switch (code) {
    case 'ENOTFOUND':
      return {
        code: 'vhd-host-unknown',
        found: `whose host ${host} is not known`,
        expected: 'a blob of a storage account that exists',
        fix: 'Check the account’s name in the URL, and that the runner resolves names of private endpoints if it has one.',
      };
    case 'AuthorizationFailure':
      return {
        code: 'vhd-network-closed',
        found: 'whose account’s network rules refuse this runner',
        expected: 'a blob that the runner can read',
        fix: 'Allow the runner in the account’s network rules, or run on a runner inside the network.',
      };
    case 'KeyBasedAuthenticationNotPermitted':
      return {
        code: 'vhd-sas-refused',
        found: 'whose account takes no SAS that was signed with an account key',
        expected: 'a user delegation SAS, or none',
        fix: `Give the URL without a SAS and the identity Storage Blob Data Reader, or make a user delegation SAS: ${NEW_SAS}.`,
      };
    default:
      return undefined;
  }
}

function tokenReason({ code }: AzureServiceError, { container }: BlobUrl): Reason {
  if (code === 'AuthorizationPermissionMismatch') {
    return {
      code: 'right-missing',
      found: 'which the signed-in identity may not read',
      expected: 'a role with Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
      fix: `Assign Storage Blob Data Reader on the account or on container ${container} (a new assignment can take minutes to count), or give the URL with a SAS.`,
    };
  }
  return {
    code: 'vhd-read-refused',
    found: 'which storage refuses to show',
    expected: 'a blob that the signed-in identity can read',
    fix: 'Check the URL, and that the account is in the tenant of the identity; a blob of another tenant needs a SAS.',
  };
}

function sasReason({ code }: AzureServiceError, sas: Sas): Reason {
  const { permissions, expiresAt } = sas;
  switch (code) {
    case 'AuthorizationPermissionMismatch':
      return {
        code: 'vhd-sas-cannot-read',
        found: `whose SAS does not allow reading (${permissions === undefined ? 'by its stored access policy' : `sp=${permissions}`})`,
        expected: 'a SAS with the permission to read (`r`)',
        fix: `Make one: ${NEW_SAS}.`,
      };
    case 'AuthorizationSourceIPMismatch':
      return {
        code: 'vhd-sas-address',
        found: 'whose SAS is for other addresses than this runner’s (`sip`)',
        expected: 'a SAS that this runner may use',
        fix: `Make one without \`--ip\`: ${NEW_SAS}.`,
      };
    default:
      return {
        code: 'vhd-sas-refused',
        found: `whose SAS storage refuses${expiresAt === undefined ? '' : ` (it says that it is valid until ${expiresAt.toISOString()})`}`,
        expected: 'a SAS that is whole and valid, of this blob or its container',
        fix: `Its signature is wrong or cut off, it is of another blob, or its key or policy was changed since. Quote the URL whole, or make a new one: ${NEW_SAS}.`,
      };
  }
}
