// plan(request, survey): what this run will do, or why it cannot. Pure: no clock, no network, no host.
import { osText } from '../azure/vm-instance-view.ts';
import { specHash } from '../pool/canonical.ts';
import type { Problem, Warning } from '../problem.ts';
import { findProblems } from './find-problems.ts';
import { forecastOf } from './forecast.ts';
import { groundsOf, securityOf } from './grounds.ts';
import { hostEncryption } from './host-encryption.ts';
import { checkLocks } from './locks.ts';
import { planSteps } from './plan-steps.ts';
import type { Plan } from './plan.ts';
import type { Request } from './request.ts';
import { checkRights } from './rights/check-rights.ts';
import type { Survey } from './survey.ts';

export type Planning =
  | { readonly kind: 'plan'; readonly plan: Plan }
  | { readonly kind: 'problems'; readonly problems: readonly Problem[]; readonly warnings: readonly Warning[] };

export function makePlan(request: Request, survey: Survey): Planning {
  const findings = findProblems(request, survey, groundsOf(request, survey));
  const { known } = findings;
  const steps = known === undefined ? [] : planSteps(request, survey, known);
  const draft = known && { steps, material: known.grounds.version.material, content: known.grounds.content };
  const rights = checkRights(draft, request, survey);
  const locks = checkLocks(steps, request, survey, known?.grounds.version.material);
  const inTheWay = [...rights.problems, ...locks.problems];
  const warnings = [...findings.warnings, ...rights.warnings, ...locks.warnings];
  if (findings.kind === 'problems') {
    return { kind: 'problems', problems: [...findings.problems, ...inTheWay], warnings };
  }
  if (inTheWay.length > 0) return { kind: 'problems', problems: inTheWay, warnings };

  const { nodeAgent } = findings;
  const { account, storage, grounds } = findings.known;
  return {
    kind: 'plan',
    plan: {
      steps,
      forecast: forecastOf(request, survey, findings.known, steps),
      warnings,
      key: survey.key,
      content: grounds.content,
      vhds: grounds.vhds,
      version: grounds.version,
      blobEndpoint: storage?.blobEndpoint,
      sourceOs: osText(grounds.traits.guest),
      pool: {
        id: request.pool.poolId,
        family: request.pool.family,
        accountId: account.id,
        endpoint: account.endpoint,
        region: account.location,
        specHash: specHash(request.pool.spec.body),
        nodeAgent,
        security: {
          ...securityOf(grounds),
          encryptionAtHost: hostEncryption(request, survey, grounds).kind === 'inherited',
        },
      },
    },
  };
}
