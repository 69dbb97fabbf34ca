// Every reason why the request cannot be carried out on what the survey found, all together; else what is to be done.
import type { BatchAccount } from '../azure/batch-accounts.ts';
import { nameOf, resourceGroupOf, sameId } from '../azure/resource-id.ts';
import type { StorageAccount } from '../azure/storage-accounts.ts';
import type { VirtualMachine } from '../azure/virtual-machines.ts';
import { definitionMisfits } from '../image/definition.ts';
import { regionProblems } from '../image/regions.ts';
import { fitVersion, type VersionFit } from '../image/version.ts';
import type { DiskRole } from '../names.ts';
import { batchAccountProblems, poolAccountConflicts } from '../pool/batch-account-check.ts';
import { specHash } from '../pool/canonical.ts';
import { securityConflicts } from '../pool/complete-pool.ts';
import { fitPool, type PoolFit } from '../pool/existing-pool.ts';
import { chooseNodeAgent, type NodeAgentChoice } from '../pool/node-agent.ts';
import { nodeAgentOf } from '../pool/targets.ts';
import type { Problem, Warning } from '../problem.ts';
import { captureProblems, captureWarnings } from '../source/capture-check.ts';
import { securityOf } from '../source/security.ts';
import { fitVhd, storageProblems, type VhdFit } from '../source/vhd-check.ts';
import type { Grounds } from './grounds.ts';
import { refusedReadProblems, type SurveyRead } from './refused-reads.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

/** What is to be done about everything that may exist already. */
export interface Fits {
  readonly vhds: ReadonlyMap<DiskRole, VhdFit>;
  readonly version: VersionFit;
  readonly pool: PoolFit;
}

export type Findings =
  | { readonly kind: 'problems'; readonly problems: readonly Problem[]; readonly warnings: readonly Warning[] }
  | {
      readonly kind: 'sound';
      readonly vm: VirtualMachine;
      readonly account: BatchAccount;
      /** Undefined when no VHD is exported. */
      readonly storage: StorageAccount | undefined;
      readonly grounds: Grounds;
      readonly nodeAgentSku: string;
      readonly fits: Fits;
      readonly warnings: readonly Warning[];
    };

export function findProblems(request: Request, survey: Survey, grounds: Grounds | undefined): Findings {
  const problems: Problem[] = [];
  const warnings: Warning[] = [];
  const { vm, batchAccount: account, refused } = survey;

  problems.push(...absentGroupProblems(survey));
  if (vm === undefined) problems.push(...(isUnseen('vm', request.source.vmId, survey) ? [] : [absentVm(request)]));
  else {
    const capture = captureProblems(vm, survey.disks, captureWish(request));
    problems.push(...capture.filter(({ code }) => !(code === 'disk-not-found' && refused.has('disks'))));
    problems.push(...securityConflicts(request.pool.spec, securityOf(vm)));
    warnings.push(...captureWarnings(vm, captureWish(request)));
  }
  problems.push(...galleryProblems(request, survey, grounds));
  problems.push(...regionProblems(request.image.replicaRegions.keys(), survey.regions));
  problems.push(...storageAccountProblems(request, survey));
  if (account === undefined) {
    if (!isUnseen('batchAccount', request.pool.batchAccountId, survey)) problems.push(absentBatchAccount(request));
  } else {
    problems.push(...batchAccountProblems(account, refused.get('batch')));
    problems.push(...poolAccountConflicts(request.pool.spec, account));
  }
  problems.push(...refusedReadProblems(request, survey, explainedBy(problems)));

  const told = account !== undefined && !refused.has('batch');
  const agent = vm !== undefined && told ? chooseAgent(request, survey, vm, grounds) : undefined;
  if (agent?.kind === 'problem') problems.push(agent.problem);
  else if (agent !== undefined) warnings.push(...agent.warnings);

  const fits = grounds === undefined ? undefined : fitAll(request, survey, grounds);
  if (fits !== undefined) problems.push(...fitProblems(fits));
  if (fits?.pool.kind === 'done' && !fits.pool.proven) warnings.push(stillUnproven(request.pool.poolId));

  if (
    problems.length > 0 ||
    vm === undefined ||
    account === undefined ||
    grounds === undefined ||
    fits === undefined ||
    agent?.kind !== 'chosen'
  ) {
    return { kind: 'problems', problems, warnings };
  }
  const storage = request.capture.exportVhd ? survey.storageAccount : undefined;
  return { kind: 'sound', vm, account, storage, grounds, nodeAgentSku: agent.sku, fits, warnings };
}

function stillUnproven(poolId: string): Warning {
  const text = `Pool ${poolId} is still not proven: an earlier run finished it without any node that showed that it takes work.`;
  return { code: 'pool-unproven', input: 'pool-spec', text };
}

function captureWish({ capture }: Request): Parameters<typeof captureProblems>[2] {
  return { mode: capture.mode, dataDisks: capture.dataDisks, exportVhd: capture.exportVhd };
}

function chooseAgent(
  request: Request,
  survey: Survey,
  vm: VirtualMachine,
  grounds: Grounds | undefined,
): NodeAgentChoice {
  return chooseNodeAgent(
    {
      osType: vm.osType,
      ...(vm.imageReference === undefined ? {} : { imageReference: vm.imageReference }),
      ...(grounds?.osDisk.architecture === undefined ? {} : { architecture: grounds.osDisk.architecture }),
    },
    survey.supportedImages,
    nodeAgentOf(request.pool.spec),
    survey.now,
  );
}

function fitAll(request: Request, survey: Survey, grounds: Grounds): Fits {
  const { contentId, disks, version } = grounds;
  const exported = request.capture.exportVhd ? disks : [];
  return {
    vhds: new Map(
      exported.map(({ role, blobName }) => [role, fitVhd(survey.blobs.get(role), blobName, contentId)] as const),
    ),
    version: fitVersion(survey.version, version, contentId),
    pool: fitPool(survey.pool, { key: survey.key, contentId, specHash: specHash(request.pool.spec.body) }),
  };
}

function fitProblems({ vhds, version, pool }: Fits): readonly Problem[] {
  return [version, ...vhds.values(), pool].flatMap((fit) => (fit.kind === 'problem' ? [fit.problem] : []));
}

function galleryProblems(request: Request, survey: Survey, grounds: Grounds | undefined): readonly Problem[] {
  const { gallery, definition } = survey;
  const { galleryId, createGallery } = request.image;
  if (gallery === undefined) {
    if (createGallery || isUnseen('gallery', galleryId, survey)) return [];
    return [
      {
        code: 'gallery-not-found',
        input: 'gallery',
        found: `no gallery ${galleryId}`,
        expected: 'a Compute Gallery that exists and that the signed-in identity may read',
        fix: 'Check the name and the resource group (or give the full resource ID), or let the action make it with create-gallery: true.',
      },
    ];
  }
  if (definition === undefined || grounds === undefined) return [];
  return definitionMisfits(definition, grounds.definition);
}

function storageAccountProblems(request: Request, survey: Survey): readonly Problem[] {
  const { exportVhd, storageAccountId } = request.capture;
  if (!exportVhd) return [];
  const { storageAccount, refused } = survey;
  if (storageAccount !== undefined) return storageProblems(storageAccount, refused.get('blobs'));
  if (refused.has('storageAccount') || (survey.batchAccount === undefined && storageAccountId === undefined)) return [];
  const auto = survey.batchAccount?.autoStorageAccountId;
  const id = storageAccountId ?? auto;
  return [
    {
      code: 'storage-not-found',
      input: 'storage-account',
      found:
        id === undefined
          ? `no storage account: the input is empty and Batch account ${nameOf(request.pool.batchAccountId)} has no auto-storage account`
          : `no storage account ${id}${auto !== undefined && sameId(id, auto) ? ' (the Batch account’s auto-storage account)' : ''}`,
      expected: 'a storage account that exists and that the signed-in identity may read',
      fix: 'Set storage-account to a name or a full resource ID, or set export-vhd: false.',
    },
  ];
}

/** Whether something is missing from the survey for another reason than that it does not exist. */
function isUnseen(read: SurveyRead, id: string, { refused, absentGroups }: Survey): boolean {
  return refused.has(read) || absentGroups.some((group) => sameId(group, resourceGroupOf(id)));
}

function absentGroupProblems({ absentGroups }: Survey): readonly Problem[] {
  return absentGroups.map((group) => ({
    code: 'resource-group-not-found',
    input: 'resource-group',
    found: `no resource group ${nameOf(group)} in subscription ${group.split('/')[2] ?? ''}`,
    expected: 'a resource group that exists',
    fix: 'Check resource-group and subscription-id. What is in another group is given by its full resource ID.',
  }));
}

/** Reads whose refusal is told by what is known of the account. */
function explainedBy(problems: readonly Problem[]): ReadonlySet<SurveyRead> {
  const explanations: Readonly<Record<string, SurveyRead>> = {
    'storage-network-closed': 'blobs',
    'batch-network-closed': 'batch',
    'batch-no-entra': 'batch',
  };
  return new Set(problems.flatMap(({ code }) => explanations[code] ?? []));
}

function absentVm({ source }: Request): Problem {
  return {
    code: 'vm-not-found',
    input: 'vm-name',
    found: `no virtual machine ${source.vmId}`,
    expected: 'a virtual machine that exists and that the signed-in identity may read',
    fix: 'Check vm-name, resource-group and subscription-id, or give the full resource ID as vm-name.',
  };
}

function absentBatchAccount({ pool }: Request): Problem {
  return {
    code: 'batch-account-not-found',
    input: 'batch-account',
    found: `no Batch account ${pool.batchAccountId}`,
    expected: 'a Batch account that exists and that the signed-in identity may read',
    fix: 'Check the name and the resource group, or give the full resource ID.',
  };
}
