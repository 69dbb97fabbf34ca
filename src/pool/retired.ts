// Properties of older versions of Batch that no request takes any more, and what stands in their place.
// https://learn.microsoft.com/azure/batch/batch-certificate-migration-guide

export const RETIRED = {
  certificates: 'Let the Key Vault VM extension install them (`extensions` of the virtual machine configuration).',
  certificateReferences:
    'Let the Key Vault VM extension install them (`extensions` of the virtual machine configuration).',
  cloudServiceConfiguration: 'Describe the nodes in virtualMachineConfiguration.',
  maxTasksPerNode: 'Write taskSlotsPerNode for it.',
  applicationLicenses: 'Bring the licences in the image.',
} as const;

export function isRetired(name: string): name is keyof typeof RETIRED {
  return Object.hasOwn(RETIRED, name);
}
