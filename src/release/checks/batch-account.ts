// The Batch account, and what of the pool depends on it.
import { batchAccountProblems, poolAccountConflicts, serviceRightsWarnings } from '../../pool/batch-account-check.ts';
import type { Problem } from '../../problem.ts';
import type { Request } from '../request.ts';
import { isUnseen } from '../unseen.ts';
import { NOTHING, onlyProblems, type Finder } from './finder.ts';

export const checkBatchAccount: Finder = ({ request, survey }) => {
  const { batchAccount: account, refused } = survey;
  if (account === undefined) {
    return isUnseen('batchAccount', request.pool.batchAccountId, survey)
      ? NOTHING
      : onlyProblems([absentBatchAccount(request)]);
  }
  return {
    problems: [
      ...batchAccountProblems(account, refused.get('batch')),
      ...poolAccountConflicts(request.pool.spec, account),
    ],
    warnings: serviceRightsWarnings(account, survey.batchOffer?.pools.length),
  };
};

function absentBatchAccount({ pool }: Request): Problem {
  return {
    code: 'batch-account-not-found',
    input: 'batch-account',
    found: `no Batch account ${pool.batchAccountId}`,
    expected: 'a Batch account that exists and that the signed-in identity may read',
    fix: 'Check the name and the resource group, or give the full resource ID.',
  };
}
