// The names of the default world: one prepared VM, and everything its release needs.

export const DEFAULT_NAMES = {
  subscriptionId: '11111111-2222-4333-8444-555555555555',
  tenantId: 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee',
  clientId: '99999999-8888-4777-8666-555555555555',
  clientSecret: 'simulated-client-secret',
  region: 'westeurope',
  resourceGroup: 'rg-images',
  vm: 'vm-golden',
  osDisk: 'vm-golden_OsDisk_1',
  gallery: 'renderGallery',
  storageAccount: 'strender',
  batchAccount: 'batchrender',
  repository: 'contoso/render-images',
  subject: 'repo:contoso/render-images:environment:release',
} as const;
