// Checks of the pool specification: its text, its shape, its values, and what of it does not go with the image.
import { problems, warnings } from './check.ts';

const POOL = 'https://learn.microsoft.com/rest/api/batchservice/pool/add-pool';
const SPEC = 'README.md#use-it';
const SECURITY = 'https://learn.microsoft.com/azure/virtual-machines/trusted-launch';

export const POOL_SPEC_PROBLEMS = problems({
  'pool-spec-unreadable': ['The file of the pool specification can be read.', SPEC],
  'pool-spec-syntax': ['The pool specification is JSON or YAML.', SPEC],
  'pool-spec-duplicate-key': ['No property is written twice.', SPEC],
  'pool-spec-shape': ['The pool specification has the shape of the data plane or of Resource Manager.', SPEC],
  'pool-spec-template-expression': ['No value is an expression of a template.', SPEC],
  'pool-spec-unknown-property': ['Every property is one of the pinned api-version.', POOL],
  'pool-spec-missing-property': ['Every property that Batch demands is there.', POOL],
  'pool-spec-value': ['Every value has the type, range and format that Batch takes.', POOL],
  'pool-spec-conflict': ['Properties that exclude or need each other are written so.', POOL],
  'pool-spec-duplicate': ['Names, ports, priorities and LUNs that must differ do.', POOL],
  'pool-spec-retired': [
    'The pool asks for nothing that Azure retired.',
    'https://learn.microsoft.com/azure/batch/batch-certificate-migration-guide',
  ],
  'pool-spec-os': ['The pool asks for nothing that the operating system of the image does not have.', POOL],
  'pool-spec-no-target': ['The pool has a number of nodes, or a formula for it.', POOL],
  'pool-spec-scaling': [
    'Fixed targets and an autoscale formula are not mixed.',
    'https://learn.microsoft.com/azure/batch/batch-automatic-scaling',
  ],
  'pool-spec-reserved-metadata': ['No metadata has a name of the action’s own marks.', SPEC],
  'pool-spec-identity': [
    'A pool with an identity is written in the shape of Resource Manager.',
    'https://learn.microsoft.com/azure/batch/managed-identity-pools',
  ],
  'pool-spec-account': [
    'The pool asks for nothing that the allocation mode of its account excludes.',
    'https://learn.microsoft.com/azure/batch/accounts',
  ],
  'pool-spec-security': ['The security profile of the pool is the one of the image.', SECURITY],
  'pool-spec-lun': [
    'No data disk of the pool has the LUN of one of the image.',
    'https://learn.microsoft.com/azure/batch/batch-sig-images',
  ],
  'pool-id-invalid': ['The pool ID follows the rules of Batch.', POOL],
  'pool-id-missing': ['The pool has an ID.', SPEC],
});

export const POOL_SPEC_WARNINGS = warnings({
  'pool-spec-communication': [
    'Nodes talk to Batch in the way that is not retired.',
    'https://learn.microsoft.com/azure/batch/simplified-compute-node-communication',
  ],
});
