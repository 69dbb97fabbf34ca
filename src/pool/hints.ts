// Known causes behind what pools and nodes report, and what mends them.

/** The first match counts: from the telling to the general. */
const HINTS: readonly (readonly [RegExp, string])[] = [
  [
    /Hypervisor Generation/i,
    'The VM size cannot boot the generation of the image. Choose a vmSize that supports it (most sizes since v3 boot both).',
  ],
  [
    /Use of TrustedLaunch setting is not supported for the provided image/i,
    'The image was not made for Trusted Launch. Take securityProfile out of the pool spec, or release from a VM with Trusted Launch.',
  ],
  [
    /TrustedLaunch|SecurityType|security type/i,
    'The image needs Trusted Launch. Leave securityProfile out of the pool spec, and choose a vmSize that supports Trusted Launch.',
  ],
  [
    /GalleryImageNotFound/i,
    'The image version is not known everywhere in the region yet, or has no replica there. Run again; check the replica regions.',
  ],
  [
    /LowPriorityCoreQuota|SpotCoreQuota/i,
    'The low-priority core quota of the Batch account is used up. Ask for more (Azure portal, Batch account, Quotas), or ask for dedicated nodes.',
  ],
  [
    /VMSeriesCoreQuota/i,
    'The core quota of this VM family is used up. Ask for more for the family, or choose a vmSize of another family.',
  ],
  [
    /CoreQuota|quota/i,
    'The core quota of the Batch account is used up. Ask for more (Azure portal, Batch account, Quotas), or scale other pools down.',
  ],
  [
    /delegation to external resources/i,
    'The subnet is delegated to another service. Give the pool a subnet without delegation.',
  ],
  [
    /not authorized to access the key vault/i,
    'Batch may not read the key vault of the account. Give the service principal Microsoft Azure Batch access to it.',
  ],
  [
    /does not have the desired permissions/i,
    'Batch lacks rights in the subscription. Give the service principal Microsoft Azure Batch the role Azure Batch Service Orchestration Role.',
  ],
  [
    /beginGetAccess|AuthorizationFailed|not have (authorization|permission)/i,
    'A right over the image is missing: Reader is not enough, Microsoft.Compute/disks/beginGetAccess/action is needed as well.',
  ],
  [/internal (server )?error/i, 'Azure erred and names no cause. Run again; it goes on where this run ended.'],
  [
    /SkuNotAvailable|OverconstrainedAllocation|Allocation ?Timed ?out|capacity|could not be allocated/i,
    'Azure had no room for this vmSize in the region, or needed longer than resizeTimeout. Run again later, or choose another vmSize.',
  ],
  [
    /CommunicationEnabledPoolReachedMaxVMCount/i,
    'A pool whose nodes talk to each other has reached its largest size. Ask for fewer nodes, or switch that off.',
  ],
  [
    /BatchAgentInstallationFailure/i,
    'The node agent did not install: nodeAgentSKUId must fit the OS of the image, and the image must be generalized and boot without errors.',
  ],
  [
    /DiskFull|not enough disk space/i,
    'The disk of the node is full. Use a larger OS disk or a vmSize with more temporary disk.',
  ],
  [
    /ApplicationPackage/i,
    'An application package could not be installed. Check its ID, its version, and the auto-storage account.',
  ],
  [
    /FailureExitCode|StartTask/i,
    'The start task ended with an error. Its last lines are above; no shell runs its command line unless it names one.',
  ],
  [/AutoScal/i, 'The autoscale formula could not be evaluated. Correct it in the pool spec.'],
];

/** For unusable nodes that report no error at all. */
export const UNREACHABLE_HINT =
  'Batch cannot reach the nodes. Check the subnet: outbound access to the node management endpoint and to storage, DNS, network security groups; and that the image boots with a working network.';

export function allocationHintFor(text: string): string | undefined {
  return HINTS.find(([pattern]) => pattern.test(text))?.[1];
}
