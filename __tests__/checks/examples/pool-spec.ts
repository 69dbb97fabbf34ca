// Examples of what is found in a pool specification, and in what of it does not go with account or image.
import type { POOL_SPEC_PROBLEMS, POOL_SPEC_WARNINGS } from '../../../src/checks/pool-spec.ts';
import { DATA_DISK_ID, disksOf, someDisk, someVm } from '../../release/world.ts';
import type { ExamplesOf } from './example.ts';
import { asking, planning, poolWith, reading, understanding } from './situations.ts';

const START = 'id: render\nvmSize: Standard_D2s_v5\n';
const ARM = 'properties:\n  vmSize: Standard_D2s_v5\n  scaleSettings:\n    fixedScale: { targetDedicatedNodes: 2 }\n';

export const POOL_SPEC: ExamplesOf<typeof POOL_SPEC_PROBLEMS & typeof POOL_SPEC_WARNINGS> = {
  'pool-spec-unreadable': {
    found: () => reading('# nothing but a comment\n'),
    says: 'pool.yaml:1:1: pool-spec: found no content; expected a pool. Give one pool as JSON or YAML, as for `az batch pool create --json-file`.',
  },
  'pool-spec-syntax': {
    found: () => reading('{"id": "render", "vmSize": "Standard_D2s_v5'),
    says: 'pool.yaml:1:44: pool-spec: found text that cannot be read (Missing closing "quote); expected well-formed JSON or YAML. Mend the text at this place.',
  },
  'pool-spec-duplicate-key': {
    found: () => reading(`${START}targetDedicatedNodes: 1\nvmSize: Standard_D4s_v5\n`),
    says: 'pool.yaml:4:1: pool-spec: found the same property twice; expected each property once. Remove one of the two.',
  },
  'pool-spec-shape': {
    found: () => reading('- id: render\n'),
    says: 'pool.yaml:1:1: pool-spec: found a list; expected one pool, in one of the two shapes that Azure has for it. Write the pool as for `az batch pool create --json-file` (`id` and `vmSize` at the top), or as in ARM (`properties` at the top).',
  },
  'pool-spec-template-expression': {
    found: () => understanding({ 'pool-id': 'render' }, { spec: `${ARM}  displayName: "[parameters('name')]"\n` }),
    says: 'pool.yaml:5:16: pool-spec: found properties.displayName = "[parameters(\'name\')]"; expected a value. Write the value in its place: expressions of ARM templates are not evaluated here.',
  },
  'pool-spec-unknown-property': {
    found: () =>
      reading(`${START}targetDedicatedNodes: 1\nstartTask:\n  commandLine: /bin/true\n  waitForSucess: true\n`),
    says: 'pool.yaml:6:3: pool-spec: found startTask.waitForSucess, which this shape of a pool does not have; expected startTask.waitForSuccess. Did you mean waitForSuccess?',
  },
  'pool-spec-missing-property': {
    found: () => reading('id: render\ntargetDedicatedNodes: 1\n'),
    says: 'pool.yaml:1:1: pool-spec: found no vmSize; expected vmSize in the pool. Add vmSize.',
  },
  'pool-spec-value': {
    found: () => reading(`${START}targetDedicatedNodes: 1\nresizeTimeout: PT1M\n`),
    says: 'pool.yaml:4:16: pool-spec: found resizeTimeout = PT1M; expected at least PT5M. Correct the duration; Batch refuses any other.',
  },
  'pool-spec-conflict': {
    found: () =>
      reading(
        `${START}targetDedicatedNodes: 1\nuserAccounts:\n  - name: render\n    password: S3cret!pass\n    linuxUserConfiguration: { uid: 1001 }\n`,
      ),
    says: 'pool.yaml:7:31: pool-spec: found userAccounts[0].linuxUserConfiguration with uid and without gid; expected both, or neither. Add gid, or remove uid.',
  },
  'pool-spec-duplicate': {
    found: () =>
      reading(
        `${START}targetDedicatedNodes: 1\nvirtualMachineConfiguration:\n  dataDisks:\n    - { lun: 0, diskSizeGB: 32 }\n    - { lun: 0, diskSizeGB: 64 }\n`,
      ),
    says: 'pool.yaml:7:14: pool-spec: found virtualMachineConfiguration.dataDisks[1].lun = 0, the same as virtualMachineConfiguration.dataDisks[0].lun; expected a LUN of its own for each data disk. Change one of the two.',
  },
  'pool-spec-retired': {
    found: () => reading(`${START}targetDedicatedNodes: 1\ncertificateReferences: []\n`),
    says: 'pool.yaml:4:1: pool-spec: found certificateReferences, which Azure retired; expected a pool without certificateReferences. Remove it. Let the Key Vault VM extension install them (`extensions` of the virtual machine configuration).',
  },
  'pool-spec-os': {
    found: () =>
      planning(asking({ pool: poolWith({ virtualMachineConfiguration: { licenseType: 'Windows_Server' } }) })),
    says: 'pool-spec:1:99: found virtualMachineConfiguration.licenseType, for an image of Linux; expected this property only for a Windows image. Remove licenseType.',
  },
  'pool-spec-no-target': {
    found: () => reading(START),
    says: 'pool.yaml:1:1: pool-spec: found no number of nodes; expected a target or a formula. Add targetDedicatedNodes or targetLowPriorityNodes, or enableAutoScale with autoScaleFormula.',
  },
  'pool-spec-scaling': {
    found: () => reading(`${START}enableAutoScale: true\n`),
    says: 'pool.yaml:3:1: pool-spec: found enableAutoScale without a formula; expected autoScaleFormula. Add autoScaleFormula.',
  },
  'pool-spec-reserved-metadata': {
    found: () => reading(`${START}targetDedicatedNodes: 1\nmetadata:\n  - name: abip_key\n    value: x\n`),
    says: 'pool.yaml:5:5: pool-spec: found metadata abip_key; expected no name that starts with abip_. Rename it: these names are how the action finds its own pools.',
  },
  'pool-spec-identity': {
    found: () => reading(`${START}targetDedicatedNodes: 1\nidentity:\n  type: UserAssigned\n`),
    says: 'pool.yaml:4:1: pool-spec: found identity, which the data plane cannot set; expected a pool with an identity in the ARM shape. Write the pool in the ARM shape: `identity` beside `properties`.',
  },
  'pool-spec-account': {
    found: () => planning(asking({ pool: poolWith({ resourceTags: { team: 'render' } }) })),
    says: 'pool-spec:1:68: found resourceTags, for Batch account batchrender with pool allocation mode BatchService; expected resource tags only in an account whose pool allocation mode is UserSubscription. Remove resourceTags; metadata of the pool can say the same.',
  },
  'pool-spec-security': {
    found: () =>
      planning(
        asking({
          pool: poolWith({
            virtualMachineConfiguration: {
              securityProfile: {
                securityType: 'trustedLaunch',
                encryptionAtHost: false,
                uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
              },
            },
          }),
        }),
      ),
    says: 'pool-spec:1:133: found virtualMachineConfiguration.securityProfile.securityType = trustedLaunch, for an image with security type Standard; expected no security type. Remove securityProfile: the action sets the one that fits the image. Or release from another source.',
  },
  'pool-spec-lun': {
    found: () =>
      planning(
        asking({ pool: poolWith({ virtualMachineConfiguration: { dataDisks: [{ lun: 1, diskSizeGB: 32 }] } }) }),
        {
          vm: someVm({ dataDisks: [{ lun: 1, kind: 'managed', diskId: DATA_DISK_ID, caching: 'None' }] }),
          disks: disksOf(someDisk(), someDisk({ id: DATA_DISK_ID, name: 'data', uniqueId: 'other' })),
        },
      ),
    says: 'pool-spec:1:111: found virtualMachineConfiguration.dataDisks[0].lun = 1, which a data disk of the image has already; expected a LUN other than 1. Give the disk another LUN, or leave the data disks out of the image with data-disks: exclude.',
  },
  'pool-id-invalid': {
    found: () => understanding({ 'pool-id': 'render.{version}' }),
    says: 'pool-id: found render.1-4-0; expected letters, digits, hyphens and underscores. Use these characters only; {version} writes the image version with dashes.',
  },
  'pool-id-missing': {
    found: () => understanding({}, { spec: ARM }),
    says: 'pool-id: found no pool ID, neither in the input nor in the pool spec; expected a pool ID, e.g. render-{version}. Set pool-id, or give the pool spec an id (ARM shape: name).',
  },
  'pool-spec-communication': {
    found: () => planning(asking({ pool: poolWith({ targetNodeCommunicationMode: 'classic' }) })),
    says: 'pool-spec: The pool asks for the classic way of node communication, which Azure retired on 2026-03-31. Leave targetNodeCommunicationMode out: the action asks for the simplified one.',
  },
};
