// Checks of what the signed-in identity may do.
import { problems, warnings } from './check.ts';

const ROLES = 'https://learn.microsoft.com/azure/role-based-access-control/role-assignments-steps';
const LOCKS = 'https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources';

export const RIGHTS_PROBLEMS = problems({
  'subscription-not-found': [
    'The subscription exists, and the identity sees it.',
    'https://learn.microsoft.com/azure/role-based-access-control/troubleshooting',
  ],
  'resource-group-not-found': [
    'Resource groups in which something was looked for exist.',
    'https://learn.microsoft.com/azure/azure-resource-manager/management/manage-resource-groups-portal',
  ],
  'read-refused': [
    'The survey may read what it needs.',
    'https://learn.microsoft.com/azure/role-based-access-control/troubleshooting',
  ],
  'right-missing': ['The identity has every right that the steps of the plan need.', 'docs/roles/README.md'],
  'right-denied': [
    'No deny assignment takes away a right that a step of the plan needs.',
    'https://learn.microsoft.com/azure/role-based-access-control/deny-assignments',
  ],
  'lock-read-only': ['No lock forbids the changes that the plan makes.', LOCKS],
  'lock-no-delete': ['No lock keeps what the plan has to replace: a snapshot that an earlier run left.', LOCKS],
});

export const RIGHTS_WARNINGS = warnings({
  'release-rights-missing': [
    'A plan tells the rights that a release by the same identity would lack.',
    'docs/roles/README.md',
  ],
  'right-perhaps-denied': [
    'A deny assignment against a group is told: the identity may be in it.',
    'https://learn.microsoft.com/azure/role-based-access-control/deny-assignments',
  ],
  'right-perhaps-missing': ['A right that a role on something below may give is told.', ROLES],
  'lock-keeps-snapshots': ['No lock keeps the snapshots that a run makes for itself and deletes at its end.', LOCKS],
  'locks-unchecked': ['Azure tells the identity which locks there are.', LOCKS],
  'rights-unchecked': ['Azure tells the identity what it may do.', ROLES],
});
