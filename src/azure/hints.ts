// The likely fix for errors that are known: what a user can do, in one or two sentences.
import { CONNECTION_HINTS, strangerHint, type Hint } from './connection-hints.ts';
import { isAzureServiceError, type AzureServiceError } from './errors.ts';

/** The first that fits wins: those that look at the text come before those that do not. */
const HINTS: readonly Hint[] = [
  // Signing in
  {
    codes: ['AADSTS70021'],
    fix: (error) =>
      `${presented(error)} The application needs a federated credential with exactly these three. Run the job in a GitHub ` +
      '`environment`, so that its subject (`repo:o/r:environment:NAME`) is the same for each tag.',
  },
  {
    codes: ['AADSTS70025'],
    fix: (error) =>
      `${presented(error)} The application has no federated credential at all: add one with exactly these three. Run the ` +
      'job in a GitHub `environment`, so that its subject (`repo:o/r:environment:NAME`) is the same for each tag.',
  },
  {
    codes: ['AADSTS700213', 'AADSTS7002138'],
    fix: (error) =>
      `${presented(error)} The federated credential's subject must match exactly, case included. A tag's subject ` +
      '(`repo:o/r:ref:refs/tags/v1.2.3`) differs for each tag: run the job in a GitHub `environment` and register its ' +
      'subject (`repo:o/r:environment:NAME`).',
  },
  {
    codes: ['AADSTS700211'],
    fix: (error) =>
      `${presented(error)} No federated credential of the application has this issuer. For github.com it is ` +
      '`https://token.actions.githubusercontent.com`; GitHub Enterprise has its own.',
  },
  {
    codes: ['AADSTS700212'],
    fix: (error) =>
      `${presented(error)} The federated credential expects another audience: set the input oidc-audience to it ` +
      '(`api://AzureADTokenExchange` in public Azure, with `USGov` or `China` at its end in those clouds).',
  },
  {
    codes: ['AADSTS700024'],
    fix: 'The assertion had expired. Let this action sign in by itself (`permissions: id-token: write`, client-id and tenant-id): it then asks for a new one whenever it needs one.',
  },
  {
    codes: ['AADSTS7000215'],
    fix: 'AZURE_CLIENT_SECRET is wrong or belongs to another application. It must be the secret’s value, not its ID.',
  },
  {
    codes: ['AADSTS7000222'],
    fix: 'The client secret has expired: make a new one, or sign in by OIDC, which has none.',
  },
  {
    codes: ['AADSTS700016'],
    fix: 'There is no application with this client-id in this tenant: check both, and that it is the application (client) ID, not the object ID.',
  },
  {
    codes: ['AADSTS500011', 'InvalidAuthenticationTokenAudience'],
    fix: 'The token was asked for an audience that this service does not have in this cloud: check environment, and the audiences in cloud-endpoints.',
  },
  { codes: ['AADSTS90002'], fix: 'There is no such tenant in this cloud: check tenant-id and environment.' },
  {
    codes: ['IdTokenUnavailable'],
    fix: 'Give the job `permissions: id-token: write`. Pull requests from forks never get it.',
  },
  {
    codes: ['NoWayToSignIn'],
    text: /may not ask GitHub for an ID token/,
    fix:
      'Add `permissions: { id-token: write, contents: read }` to the job (a reusable workflow gets at most what its caller ' +
      'has), and give client-id and tenant-id. Pull requests from forks never get it: run this action on tags or branches ' +
      'of the repository itself. Or run azure/login in an earlier step.',
  },
  {
    codes: ['NoWayToSignIn'],
    fix: 'Set client-id and tenant-id and give the job `permissions: id-token: write`, or run azure/login in an earlier step.',
  },
  {
    codes: ['InvalidAuthenticationTokenTenant'],
    fix: 'The token is of another tenant than the subscription: check tenant-id and subscription-id.',
  },
  ...CONNECTION_HINTS,
  // Rights
  {
    codes: ['AuthorizationFailed'],
    text: /Microsoft\.Compute\/locations\/\w*operations\/read/i,
    fix:
      'Azure does not tell the identity how far the operation is, which goes on all the same. A role on the resource alone is not ' +
      'enough for that: assign Reader, or the custom role of docs/roles/follow-operations.json, on its resource group, and run again.',
  },
  {
    codes: ['AuthorizationFailed', 'InsufficientPermissions'],
    fix: (error) =>
      error.missingAction
        ? `Give ${error.missingAction.principal} a role with ${error.missingAction.action} over ${error.missingAction.scope}. A new assignment can take minutes to count.`
        : 'Give the signed-in identity a role with this right. A new assignment can take minutes to count.',
  },
  {
    codes: ['LinkedAuthorizationFailed'],
    fix: (error) =>
      error.missingAction
        ? `The request itself is allowed, but not the use of what it refers to: give ${error.missingAction.principal} a role with ${error.missingAction.action} over ${error.missingAction.scope}.`
        : 'The request itself is allowed, but not the use of what it refers to (an image, a disk, a subnet): the identity needs a role there too.',
  },
  {
    codes: ['AuthorizationPermissionMismatch'],
    fix: 'Owner and Contributor do not reach into blobs: assign Storage Blob Data Contributor on the storage account or the container.',
  },
  {
    codes: ['KeyBasedAuthenticationNotPermitted'],
    fix: 'The storage account refuses keys (allowSharedKeyAccess is false), and an image version made from a VHD is read with them: allow them for the release, or capture a VM instead.',
  },
  {
    codes: ['RequestDisallowedByPolicy'],
    fix: 'An Azure Policy of the subscription refuses this resource. The message names the assignment; often tags (input tags) or an allowed region are what it wants.',
  },
  {
    codes: ['ScopeLocked'],
    fix: 'A lock forbids it. Remove the lock named in the message, or choose another resource.',
  },
  {
    codes: ['MissingSubscriptionRegistration'],
    fix: 'Register the resource provider named in the message once in the subscription: `az provider register --namespace ...`.',
  },
  {
    codes: ['AuthenticationFailed'],
    text: /SharedKey is not allowed/i,
    fix: 'Batch refuses account keys for pools with gallery images or virtual networks, and in user subscription mode. This action signs in with Entra: another client in the workflow must do so as well.',
  },
  {
    codes: ['AuthorizationFailure'],
    fix: 'The account’s network rules refuse this runner. Allow its address, or use a runner inside the network.',
  },
  {
    codes: ['PublicAccessNotPermitted'],
    fix: 'The URL has no signature (SAS), or it has been cut off: quote it whole.',
  },
  {
    codes: ['InvalidAuthenticationInfo', 'ExpiredAuthenticationToken', 'InvalidAuthenticationToken'],
    fix: 'The service does not accept the token: check tenant-id, environment and cloud-endpoints, and the runner’s clock.',
  },
  {
    codes: ['AccountIsDisabled'],
    fix: 'The Batch account is disabled. Its subscription may be in arrears or disabled.',
  },
  // Virtual machines and disks
  {
    codes: ['OperationNotAllowed', 'QuotaExceeded'],
    text: /\bcores?\b.*quota|quota.*\bcores?\b/is,
    fix: 'The subscription’s core quota in this region is too small. Ask for more (the message holds the link), or use a smaller VM size or fewer nodes.',
  },
  {
    codes: ['OperationNotAllowed'],
    text: /only supported on a Virtual Machine with blob based disks/i,
    fix: 'A VM with managed disks cannot be captured the old way: leave capture-mode at snapshot.',
  },
  {
    codes: ['OperationNotAllowed'],
    text: /Capture operation cannot be completed because the VM is not generalized/i,
    fix: 'Azure captures a VM with unmanaged disks only when it is flagged as generalized, for ever: set capture-mode generalize. To keep the VM, convert its disks (`az vm convert`) and release with capture-mode snapshot.',
  },
  {
    codes: ['TargetDiskBlobAlreadyExists'],
    text: /active lease/i,
    fix: 'Something holds a lease on the VHD that the capture would replace. Break it (`az storage blob lease break`), or choose another vhd-prefix or container-name.',
  },
  {
    codes: ['TargetDiskBlobAlreadyExists'],
    fix: 'The VHD of an earlier capture is in the way, and a VHD is never overwritten: choose another vhd-prefix or container-name, or delete the blob that the message names.',
  },
  {
    // https://github.com/ansible-collections/azure/pull/2288 shows the refusal of a change of such a VM.
    codes: ['BadRequest', 'OperationNotAllowed'],
    text: /unmanaged disks\b.*\bretired/i,
    fix: 'Azure retired unmanaged disks on 2026-03-31. Convert the deallocated VM (`az vm convert`) and release again with capture-mode snapshot, or release the VHD that it has, by its blob URL in vhd-url.',
  },
  {
    codes: ['OperationNotAllowed'],
    text: /active shared access signature/i,
    fix: 'The disk is still open for export. Revoke the access (`az disk revoke-access` or `az snapshot revoke-access`) and run again.',
  },
  {
    codes: ['OperationNotAllowed'],
    text: /VM is generalized/i,
    fix: 'A generalized VM can never start again. Make a new VM from the image, or keep the source by capture-mode snapshot.',
  },
  {
    codes: ['Conflict', 'OperationNotAllowed'],
    text: /attached to running VM|VM is running|not deallocated/i,
    fix: 'Something started the VM again during the release. See that nothing else uses it, and run again.',
  },
  {
    codes: ['CopySourceCannotBeIncrementalCopyBlob'],
    fix: 'The snapshot is incremental, and pages cannot be copied out of it. Premium SSD v2 and Ultra disks have no other: set export-vhd: false.',
  },
  {
    codes: ['LeaseAlreadyPresent', 'LeaseIdMismatchWithBlobOperation', 'LeaseLost', 'LeaseIdMissing'],
    fix: 'Something else holds or has taken the lease on the VHD blob. See that no other run writes it, break the lease (`az storage blob lease break`) or wait until it ends, and run again: it goes on where this run ended.',
  },
  {
    codes: ['CannotVerifyCopySource'],
    fix: 'Storage could not read the snapshot through its SAS: the access was revoked, or the disk’s network settings forbid it. Run again: it asks for a new one.',
  },
  // Galleries
  {
    codes: ['InvalidParameter', 'Conflict', 'BadRequest'],
    text: /security type '\w+' is not supported for the source|contains TrustedLaunch or ConfidentialVM security data/i,
    fix: 'The image definition’s security type does not fit the VM. A VM with Trusted Launch needs a definition with TrustedLaunch or TrustedLaunchSupported: use another image-definition.',
  },
  {
    codes: ['PropertyChangeNotAllowed'],
    fix: 'What exists under this name was made of something else and cannot be changed: use another image-definition or image-version.',
  },
  {
    codes: ['ReplicationJobsNotCompleted'],
    fix: 'A region did not get the image, most often for want of capacity there. Run again: it goes on with the same version. Or take the region out of replica-regions.',
  },
  {
    codes: ['GalleryImageNotFound'],
    fix: 'Batch does not see the image yet, or may not: it must be replicated to the account’s region, and the identity needs Microsoft.Compute/disks/beginGetAccess/action on it (Reader is not enough).',
  },
  // Batch
  {
    codes: ['PoolQuotaReached'],
    fix: 'The Batch account holds as many pools as it may. Delete one that is not needed, or ask for a higher pool quota.',
  },
  {
    codes: ['AccountCoreQuotaReached', 'AccountVMSeriesCoreQuotaReached'],
    fix: 'The Batch account’s quota of dedicated cores is used up. Ask for more on the account, or use fewer nodes.',
  },
  {
    codes: ['AccountLowPriorityCoreQuotaReached', 'AccountSpotCoreQuotaReached'],
    fix: 'The Batch account’s quota of low-priority cores is used up (new accounts have none). Ask for more, or use dedicated nodes.',
  },
  {
    codes: ['PoolBeingDeleted'],
    fix: 'The old pool of this ID is still being deleted. Wait until it is gone, or use a pool-id with {version}.',
  },
  { codes: ['PoolExists'], fix: 'A pool of this ID exists, perhaps in other case. Use a pool-id with {version}.' },
  {
    codes: ['BatchAgentInstallationFailure'],
    fix: 'Batch’s agent did not start on the node. Most often the node agent SKU does not fit the image’s OS, the image was not generalized, or it brought VM extensions with it.',
  },
  {
    codes: ['AllocationFailed', 'BadRequest'],
    text: /Hypervisor Generation/i,
    fix: 'The VM size cannot boot the image’s generation. Choose a size that supports it (most v3 and newer sizes boot both).',
  },
  {
    codes: ['AllocationFailed', 'BadRequest'],
    text: /Use of TrustedLaunch setting is not supported for the provided image/i,
    fix: 'The image was not made for Trusted Launch: take securityProfile out of the pool spec, or release from a VM with Trusted Launch.',
  },
  {
    codes: ['AllocationFailed', 'BadRequest'],
    text: /TrustedLaunch/i,
    fix: 'The image boots only with Trusted Launch: the pool needs securityProfile.securityType trustedLaunch and a size that supports it.',
  },
  {
    codes: ['AllocationFailed'],
    text: /not authorized|permission/i,
    fix: 'Batch may not do what the pool needs in the subscription: check the rights of the Microsoft Azure Batch application, and of the pool’s identity.',
  },
  {
    codes: ['AllocationFailed', 'ZonalAllocationFailed', 'OverconstrainedAllocationRequest', 'AllocationTimedout'],
    fix: 'Azure has no room for this size here now. Run again later, or use another size or region.',
  },
  {
    codes: ['SkuNotAvailable'],
    fix: 'This VM size is not offered to the subscription in this region. Choose another size or region.',
  },
];

/** For an error of ours, or for anything that has a code and a message, such as a node's or a resize error. */
export function hintFor(error: unknown): string | undefined {
  const known = isAzureServiceError(error) ? error : undefined;
  const code = known?.code ?? textOf(error, 'code');
  if (code === undefined) return undefined;
  const values = known?.values ?? valuesOf(error);
  const text = [known?.serviceMessage ?? textOf(error, 'message') ?? '', ...Object.values(values)].join('\n');
  const hint = HINTS.find(({ codes, text: pattern }) => codes.includes(code) && (pattern?.test(text) ?? true));
  if (hint === undefined) return strangerHint(code);
  if (typeof hint.fix === 'string') return hint.fix;
  return known === undefined ? undefined : hint.fix(known);
}

function presented({ values }: AzureServiceError): string {
  const [issuer, subject, audience] = ['issuer', 'subject', 'audience'].map((name) => values[`presented ${name}`]);
  if (subject === undefined) return '';
  return `GitHub presented issuer '${issuer ?? ''}', subject '${subject}', audience '${audience ?? ''}'.`;
}

function textOf(value: unknown, name: string): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const found: unknown = Reflect.get(value, name);
  return typeof found === 'string' ? found : undefined;
}

function valuesOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== 'object' || value === null) return {};
  const found: unknown = Reflect.get(value, 'values');
  if (typeof found !== 'object' || found === null) return {};
  const entries = Object.entries(found);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
