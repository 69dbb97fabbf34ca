// Room in the Batch account: for one more pool, and for the cores of its nodes.
import type { BatchAccount } from '../../azure/batch-accounts.ts';
import type { Pool } from '../../azure/batch-service.ts';
import { coreFindings, formulaWarnings, type CoresTaken } from '../../pool/capacity.ts';
import { lowPriorityWarnings, poolQuotaFindings, poolSizeProblems } from '../../pool/pool-limits.ts';
import { targetsOf, totalOf } from '../../pool/targets.ts';
import type { Warning } from '../../problem.ts';
import { isFinished, ownPool } from '../own-pool.ts';
import type { Request } from '../request.ts';
import type { BatchOffer } from '../survey-batch.ts';
import { NOTHING, type Finder, type Found } from './finder.ts';

export const checkCapacity: Finder = ({ request, survey }) => {
  const { batchAccount: account, batchOffer: offer } = survey;
  if (account === undefined) return NOTHING;
  const { spec } = request.pool;
  const own = ownPool(survey);
  const pools = own === undefined ? poolQuotaFindings(account, offer?.pools) : NOTHING;
  const cores = offer === undefined || isFinished(own) ? NOTHING : coreRoom(request, account, offer, own);
  return {
    problems: [...pools.problems, ...poolSizeProblems(spec, account), ...cores.problems],
    warnings: [...pools.warnings, ...lowPriorityWarnings(spec, account), ...cores.warnings],
  };
};

function coreRoom(request: Request, account: BatchAccount, offer: BatchOffer, own: Pool | undefined): Found {
  const { spec, minReadyNodes } = request.pool;
  const targets = targetsOf(spec);
  const { pools, sizes, usages } = offer;
  if (totalOf(targets) === 0 || sizes.kind === 'unread') return NOTHING;
  const taken: CoresTaken = {
    account,
    sizes: sizes.value,
    others: pools.filter(({ id }) => id.toLowerCase() !== own?.id.toLowerCase()),
    own,
    usages: usages?.kind === 'read' ? usages.value : undefined,
  };
  const { problems, warnings } = coreFindings(spec, minReadyNodes, taken);
  const ofFormula = targets.kind === 'autoScale' ? formulaWarnings(spec, targets.formula, taken) : [];
  const unread = usages?.kind === 'unread' ? [unchecked(account, usages.action)] : [];
  return { problems, warnings: [...warnings, ...ofFormula, ...unread] };
}

function unchecked({ name }: BatchAccount, action: string): Warning {
  const text = `Whether the core quotas of Batch account ${name} have room for the nodes could not be checked: ${action} over the subscription is not granted, or Azure does not answer.`;
  return { code: 'core-quota-unchecked', input: 'batch-account', text };
}
