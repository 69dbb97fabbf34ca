// Whether a Batch account can take a pool from this run, and this pool in particular.
import type { BatchAccount } from '../azure/batch-accounts.ts';
import type { AzureServiceError } from '../azure/errors.ts';
import type { ProblemCode } from '../checks/registry.ts';
import type { Problem, Warning } from '../problem.ts';
import { objectAt } from './json.ts';
import type { PoolSpec } from './pool-spec.ts';

/**
 * Rules that close the account by default may still let this runner in: whether they do is told by its answer, `refused`
 * if it was one.
 */
export function batchAccountProblems(account: BatchAccount, refused?: AzureServiceError): readonly Problem[] {
  const problems: Problem[] = [];
  const refuse = (code: ProblemCode, found: string, expected: string, fix: string): void => {
    problems.push({ code, input: 'batch-account', found: `${account.name}, ${found}`, expected, fix });
  };
  const { provisioningState: state, allowedAuthenticationModes: modes } = account;
  if (state !== undefined && state.toLowerCase() !== 'succeeded') {
    refuse(
      'batch-account-not-provisioned',
      `whose provisioning state is ${state}`,
      'an account that is ready (Succeeded)',
      'Wait until the account is provisioned, or repair it.',
    );
  }
  if (!account.publicNetworkAccess && refused !== undefined && refused.missingAction === undefined) {
    refuse(
      'batch-network-closed',
      'whose network rules refuse this runner',
      'an account whose endpoint the runner can reach',
      'Use a runner inside the account’s network, or allow public access for selected addresses.',
    );
  }
  if (modes !== undefined && !modes.some((one) => one.toLowerCase() === 'aad')) {
    refuse(
      'batch-no-entra',
      `which allows only ${modes.join(', ')}`,
      'an account that allows Microsoft Entra ID: pools from gallery images need it',
      'Add AAD to the account’s allowedAuthenticationModes.',
    );
  }
  return problems;
}

/**
 * In UserSubscription mode the service itself needs rights, which nobody but it is asked for. Any pool of the account shows that
 * it was set up.
 * @param pools how many there are; undefined where they could not be listed.
 */
export function serviceRightsWarnings(account: BatchAccount, pools: number | undefined): readonly Warning[] {
  const { name, poolAllocationMode, keyVaultId } = account;
  if (poolAllocationMode !== 'UserSubscription' || pools !== 0) return [];
  const vault = keyVaultId === undefined ? ' The account names no key vault either, which it needs in this mode.' : '';
  const text = `Batch account ${name} makes its nodes in your own subscription (pool allocation mode UserSubscription), and this is its first pool. Whether the service principal Microsoft Azure Batch has the role Azure Batch Service Orchestration Role on the subscription, without which there are no nodes, could not be checked.${vault}`;
  return [{ code: 'batch-service-rights', input: 'batch-account', text }];
}

/** What the spec asks for and pools of this kind of account cannot have. */
export function poolAccountConflicts(spec: PoolSpec, account: BatchAccount): readonly Problem[] {
  const path = spec.kind === 'arm' ? ['properties', 'resourceTags'] : ['resourceTags'];
  const { resourceTags } = objectAt(spec.body, ...path.slice(0, -1));
  // https://learn.microsoft.com/rest/api/batchservice/pool/add-pool: resourceTags
  if (resourceTags === undefined || account.poolAllocationMode !== 'BatchService') return [];
  return [
    {
      code: 'pool-spec-account',
      input: 'pool-spec',
      found: `${path.join('.')}, for Batch account ${account.name} with pool allocation mode BatchService`,
      expected: 'resource tags only in an account whose pool allocation mode is UserSubscription',
      fix: 'Remove resourceTags; metadata of the pool can say the same.',
      position: spec.locate(path, 'key'),
    },
  ];
}
