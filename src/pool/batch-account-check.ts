// Whether a Batch account can take a pool from this run.
import type { BatchAccount } from '../azure/batch-accounts.ts';
import type { Problem } from '../problem.ts';

export function batchAccountProblems(account: BatchAccount): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: string, found: string, expected: string, fix: string): void => {
    problems.push({ code, input: 'batch-account', found: `${account.name}, ${found}`, expected, fix });
  };
  if (account.provisioningState !== 'Succeeded') {
    refuse(
      'batch-account-not-provisioned',
      `whose provisioning state is ${account.provisioningState}`,
      'an account that is ready (Succeeded)',
      'Wait until the account is provisioned, or repair it.',
    );
  }
  if (!account.publicNetworkAccess) {
    refuse(
      'batch-network-closed',
      'whose public network access is disabled',
      'an account whose endpoint the runner can reach',
      'Use a runner inside the account’s network, or allow public access for selected addresses.',
    );
  }
  if (!account.allowedAuthenticationModes.includes('AAD')) {
    refuse(
      'batch-no-entra',
      `which allows only ${account.allowedAuthenticationModes.join(', ')}`,
      'an account that allows Microsoft Entra ID: pools from gallery images need it',
      'Add AAD to the account’s allowedAuthenticationModes.',
    );
  }
  if (account.poolQuota === 0) {
    refuse(
      'batch-pool-quota',
      'whose pool quota is 0',
      'room for one more pool',
      'Ask for a higher pool quota: Azure portal, Batch account, Quotas.',
    );
  }
  return problems;
}
