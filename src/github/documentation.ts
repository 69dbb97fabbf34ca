// Where a finding's reader learns more: a page of documentation, which may be one of this action's own repository.
import { CHECKS, type ProblemCode, type WarningCode } from '../checks/registry.ts';

/**
 * An `https` address. A page of this repository is named by its path where the runner does not say which repository the
 * action comes from: `GITHUB_ACTION_REPOSITORY` and `GITHUB_ACTION_REF` are empty for an action of the workflow's own
 * (https://docs.github.com/actions/reference/workflows-and-actions/variables).
 */
export function documentationOf(code: ProblemCode | WarningCode, environment: NodeJS.ProcessEnv = process.env): string {
  const { docs } = CHECKS[code];
  if (docs.startsWith('https://')) return docs;
  const {
    GITHUB_SERVER_URL: server = 'https://github.com',
    GITHUB_ACTION_REPOSITORY: repository,
    GITHUB_ACTION_REF: ref,
  } = environment;
  if (!repository || !ref) return docs;
  return `${server}/${repository}/blob/${encodeURIComponent(ref)}/${docs}`;
}
