// Batch accounts and their pools in Resource Manager.
import { each, refused, type Plays } from '../play.ts';
import * as set from '../setups.ts';

export const BATCH_MANAGEMENT: Plays = {
  ...each('BatchAccount_Get BatchAccount_List BatchAccount_ListByResourceGroup BatchAccount_GetKeys'),
  ...each('Location_GetQuotas Location_ListSupportedVirtualMachineSkus'),
  ...each('Pool_Create', {
    states: { 'PoolCreate_ResourceTags.json': { world: set.USER_SUBSCRIPTION } },
    refused: refused('NotSimulated', 'cloud services, which are retired', [
      'PoolCreate_MinimalCloudServiceConfiguration.json',
      'PoolCreate_CloudServiceConfiguration.json',
    ]),
  }),
  ...each('Pool_Get Pool_ListByBatchAccount Pool_Delete', { before: set.emptyPool }),
  ...each('Pool_Update', {
    before: set.emptyPool,
    refused: refused('NotSimulated', 'certificates, which are retired', ['PoolUpdate_OtherProperties.json']),
    own: [
      {
        from: 'PoolUpdate_OtherProperties.json',
        patch: { properties: { certificates: null, applicationPackages: null } },
        why: 'without certificates and applications',
      },
    ],
  }),
  ...each('Pool_DisableAutoScale', { before: set.autoscaledPool }),
  ...each('Pool_StopResize', { before: set.resizingPool, world: set.SLOW_ALLOCATION }),
};
