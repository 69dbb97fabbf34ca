// Examples of what is found of the Batch account, and of what the pool needs from it.
import type { SupportedImage } from '../../../src/azure/batch-service.ts';
import type { BATCH_PROBLEMS, BATCH_WARNINGS } from '../../../src/checks/batch.ts';
import { specHash } from '../../../src/pool/canonical.ts';
import {
  CONTENT,
  disksOf,
  someBatchAccount,
  someBatchOffer,
  someDisk,
  somePool,
  someRequest,
  someSurvey,
  someVmSize,
} from '../../release/world.ts';
import type { ExamplesOf, Findings } from './example.ts';
import { asking, planning, poolWith, refusal } from './situations.ts';

const ofAccount = (changes: Parameters<typeof someBatchAccount>[0]): Findings =>
  planning(someRequest(), { batchAccount: someBatchAccount(changes) });

const UBUNTU: SupportedImage = {
  nodeAgentSku: 'batch.node.ubuntu 24.04',
  publisher: 'canonical',
  offer: 'ubuntu-24_04-lts',
  sku: 'server',
  osType: 'linux',
  verified: true,
};

export const BATCH: ExamplesOf<typeof BATCH_PROBLEMS & typeof BATCH_WARNINGS> = {
  'batch-account-not-found': {
    found: () => planning(someRequest(), { batchAccount: undefined }),
    says: 'batch-account: found no Batch account /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Batch/batchAccounts/batchrender; expected a Batch account that exists and that the signed-in identity may read. Check the name and the resource group, or give the full resource ID.',
  },
  'batch-account-not-provisioned': {
    found: () => ofAccount({ provisioningState: 'Creating' }),
    says: 'batch-account: found batchrender, whose provisioning state is Creating; expected an account that is ready (Succeeded). Wait until the account is provisioned, or repair it.',
  },
  'batch-network-closed': {
    found: () =>
      planning(someRequest(), {
        batchAccount: someBatchAccount({ publicNetworkAccess: false }),
        refused: new Map([['batch', refusal('Batch', 403, 'AuthorizationFailure')]]),
      }),
    says: 'batch-account: found batchrender, whose network rules refuse this runner; expected an account whose endpoint the runner can reach. Use a runner inside the account’s network, or allow public access for selected addresses.',
  },
  'batch-no-entra': {
    found: () => ofAccount({ allowedAuthenticationModes: ['SharedKey'] }),
    says: 'batch-account: found batchrender, which allows only SharedKey; expected an account that allows Microsoft Entra ID: pools from gallery images need it. Add AAD to the account’s allowedAuthenticationModes.',
  },
  'batch-pool-quota': {
    found: () => ofAccount({ poolQuota: 0 }),
    says: 'batch-account: found batchrender, whose pool quota is 0; expected room for one more pool. Ask for a higher pool quota: Azure portal, Batch account, Quotas.',
  },
  'pool-exists': {
    found: () => planning(someRequest(), { pool: somePool(someRequest(), {}) }),
    says: 'pool-id: found pool render, which runs version 1.3.0 of image vm-golden in gallery renderGallery; expected a pool ID that is free, or the pool that this release made. existing-pool: fail leaves it alone. Choose another pool-id; with {version} in it each release gets its own pool.',
  },
  'node-agent-unknown': {
    found: () =>
      planning(
        asking({ pool: poolWith({ virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.ubuntu 2404' } }) }),
      ),
    says: 'pool-spec:1:116: found node agent batch.node.ubuntu 2404, which Batch does not offer; expected one of the node agents of this account: batch.node.ubuntu 24.04. Did you mean batch.node.ubuntu 24.04?',
  },
  'batch-node-access': {
    found: () => ofAccount({ nodeAccess: 'closed' }),
    says: 'batch-account: Batch account batchrender lets no nodes in from public addresses, and it has no approved private endpoint for nodeManagement: the nodes may become unusable. Allow them (networkProfile.nodeManagementAccess), or give the pool the subnet of a network with a private endpoint for nodeManagement.',
  },
  'batch-service-rights': {
    found: () => ofAccount({ poolAllocationMode: 'UserSubscription', keyVaultId: '/subscriptions/s/vault' }),
    says: 'batch-account: Batch account batchrender makes its nodes in your own subscription (pool allocation mode UserSubscription), and this is its first pool. Whether the service principal Microsoft Azure Batch has the role Azure Batch Service Orchestration Role on the subscription, without which there are no nodes, could not be checked.',
  },
  'pool-unproven': {
    found: () => {
      const request = someRequest();
      const marks = { abip_key: someSurvey(request).key, abip_content: CONTENT, abip_state: 'unproven' };
      return planning(request, { pool: somePool(request, { ...marks, abip_spec: specHash(request.pool.spec.body) }) });
    },
    says: 'pool-spec: Pool render is still not proven: an earlier run finished it without any node that showed that it takes work.',
  },
  'node-agent-end-of-life': {
    found: () => planning(someRequest(), { supportedImages: [{ ...UBUNTU, endOfLife: '2026-12-15T00:00:00Z' }] }),
    says: 'pool-spec: Batch ends its support of batch.node.ubuntu 24.04 on 2026-12-15, in 22 days. Move the source to a newer OS. Pools may be scaled to zero by Azure after that day.',
  },
  'node-agent-unchecked': {
    found: () => planning(someRequest(), { supportedImages: [] }),
    says: 'pool-spec: Batch lists no supported images for this account, so whether node agent batch.node.ubuntu 24.04 fits could not be checked.',
  },
  'node-agent-arm64': {
    found: () => {
      const size = someVmSize({ capabilities: { CpuArchitectureType: 'Arm64' } });
      const disks = disksOf(someDisk({ architecture: 'Arm64' }));
      return planning(someRequest(), { disks, batchOffer: someBatchOffer({ sizes: { kind: 'read', value: [size] } }) });
    },
    says: 'pool-spec: The source is Arm64, and Batch lists no Arm64 variant of batch.node.ubuntu 24.04: the nodes may become unusable.',
  },
  'node-agent-differs': {
    found: () =>
      planning(
        asking({ pool: poolWith({ virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.debian 12' } }) }),
        {
          supportedImages: [UBUNTU, { ...UBUNTU, nodeAgentSku: 'batch.node.debian 12', offer: 'debian-12', sku: '12' }],
        },
      ),
    says: 'pool-spec: The pool spec names batch.node.debian 12; the source looks like batch.node.ubuntu 24.04. With an agent that does not fit the OS the nodes become unusable.',
  },
};
