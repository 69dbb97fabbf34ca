// Checks of the Batch account, and of what the pool needs from it.
import { problems, warnings } from './check.ts';

const ACCOUNTS = 'https://learn.microsoft.com/azure/batch/accounts';
const QUOTAS = 'https://learn.microsoft.com/azure/batch/batch-quota-limit';
const IMAGES = 'https://learn.microsoft.com/azure/batch/batch-linux-nodes';

export const BATCH_PROBLEMS = problems({
  'batch-account-not-found': ['The Batch account exists.', ACCOUNTS],
  'batch-account-not-provisioned': ['The Batch account is provisioned.', ACCOUNTS],
  'batch-network-closed': [
    'The Batch account answers this runner.',
    'https://learn.microsoft.com/azure/batch/public-network-access',
  ],
  'batch-no-entra': [
    'The Batch account takes sign-in by Entra ID.',
    'https://learn.microsoft.com/azure/batch/batch-aad-auth',
  ],
  'batch-pool-quota': ['The Batch account has room for one more pool.', QUOTAS],
  'pool-exists': [
    'The pool does not exist, or is this run’s own.',
    'https://learn.microsoft.com/azure/batch/nodes-and-pools',
  ],
  'node-agent-unknown': ['Batch has a node agent for the operating system of the image.', IMAGES],
});

export const BATCH_WARNINGS = warnings({
  'batch-node-access': [
    'Nodes can reach the node management endpoint of the Batch account.',
    'https://learn.microsoft.com/azure/batch/private-connectivity',
  ],
  'batch-service-rights': [
    'A pool of the account shows that the Batch service has its rights in the user’s own subscription.',
    'https://learn.microsoft.com/azure/batch/batch-account-create-portal',
  ],
  'pool-unproven': ['A pool that exists was proven to work.', 'README.md#how-it-works'],
  'node-agent-end-of-life': ['Batch goes on supporting the node agent of the image.', IMAGES],
  'node-agent-unchecked': ['Batch lists the images that it supports, with their node agents.', IMAGES],
  'node-agent-arm64': ['Batch lists images of the architecture of an Arm64 image.', IMAGES],
  'node-agent-differs': ['The node agent of the pool specification is the one that belongs to the image.', IMAGES],
});
