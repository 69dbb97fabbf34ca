// The documented texts of what pools and nodes can fail with, for a scenario that names the code alone.

const DESIRED = 'Desired number of dedicated nodes could not be allocated';

/** https://learn.microsoft.com/troubleshoot/azure/hpc/batch/azure-batch-pool-resizing-failure */
const ALLOCATION: Readonly<Record<string, string>> = {
  AllocationFailed: DESIRED,
  AllocationTimedout: `${DESIRED} as the resize timeout was reached`,
  OverconstrainedAllocationRequestError: 'The required VM size is not currently available in the selected location.',
};

/** https://learn.microsoft.com/troubleshoot/azure/hpc/batch/azure-batch-node-unusable-state */
const BOOT: Readonly<Record<string, string>> = {
  BatchAgentInstallationFailure: 'The batch agent extension provisioning has failed on compute node',
  DiskFull: 'There is not enough disk space on the node',
  ApplicationPackageError: 'One or more application packages could not be installed on the node',
};

export function allocationText(code: string): string {
  return ALLOCATION[code] ?? 'The allocation failed.';
}

export function bootText(code: string): string {
  return BOOT[code] ?? 'The node cannot be used.';
}
