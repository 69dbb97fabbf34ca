// Every reason why the request cannot be carried out on what the survey found, all together; else what is to be done.
import type { BatchAccount } from '../azure/batch-accounts.ts';
import type { StorageAccount } from '../azure/storage-accounts.ts';
import type { ImageTraits } from '../image/traits.ts';
import { chooseNodeAgent, type NodeAgent, type NodeAgentChoice } from '../pool/node-agent.ts';
import { nodeAgentOf, nodeAgentPath } from '../pool/targets.ts';
import type { Problem, Warning } from '../problem.ts';
import { isAnyMade } from '../source/planned-vhd.ts';
import { checkBatchAccount } from './checks/batch-account.ts';
import { checkCapacity } from './checks/capacity.ts';
import { checkVmSize } from './checks/vm-size.ts';
import { checkEncryption } from './checks/encryption.ts';
import type { Finder } from './checks/finder.ts';
import { checkGallery } from './checks/gallery.ts';
import { checkGroups } from './checks/groups.ts';
import { checkImage } from './checks/image.ts';
import { checkNodes } from './checks/nodes.ts';
import { checkPoolNetwork } from './checks/pool-network.ts';
import { checkSource } from './checks/source.ts';
import { checkStorage } from './checks/storage.ts';
import { fitAll, fitProblems, fitWarnings, type Fits } from './fits.ts';
import type { Grounding, Grounds } from './grounds.ts';
import { refusedReadProblems, type SurveyRead } from './refused-reads.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

/** In the order in which their findings are told. */
const FINDERS: readonly Finder[] = [
  checkGroups,
  checkSource,
  ({ grounding: { problems, warnings } }) => ({ problems, warnings }),
  checkEncryption,
  checkNodes,
  checkImage,
  checkGallery,
  checkStorage,
  checkBatchAccount,
  checkVmSize,
  checkCapacity,
  checkPoolNetwork,
];

export type Findings =
  | {
      readonly kind: 'problems';
      readonly problems: readonly Problem[];
      readonly warnings: readonly Warning[];
      /** Undefined while too little is known to plan any step. */
      readonly known: Known | undefined;
    }
  | {
      readonly kind: 'sound';
      readonly nodeAgent: NodeAgent;
      readonly warnings: readonly Warning[];
      readonly known: Known;
    };

/** What steps are planned on. It can be known in spite of problems: then the steps tell which rights are missing too. */
export interface Known {
  readonly account: BatchAccount;
  /** Where VHDs are written; undefined when none are. */
  readonly storage: StorageAccount | undefined;
  readonly grounds: Grounds;
  readonly fits: Fits;
  /** Undefined while none is found. */
  readonly nodeAgent: NodeAgent | undefined;
}

export function findProblems(request: Request, survey: Survey, grounding: Grounding): Findings {
  const found = FINDERS.map((find) => find({ request, survey, grounding }));
  const problems = found.flatMap((one) => one.problems);
  const warnings = found.flatMap((one) => one.warnings);
  problems.push(...refusedReadProblems(request, survey, explainedBy(problems)));

  const { grounds, traits } = grounding;
  const { batchAccount: account } = survey;
  const told = account !== undefined && !survey.refused.has('batch');
  const agent = traits !== undefined && told ? chooseAgent(request, survey, traits) : undefined;
  if (agent?.kind === 'problem') problems.push(agent.problem);
  else if (agent !== undefined) warnings.push(...agent.warnings);

  const fits = grounds === undefined ? undefined : fitAll(request, survey, grounds);
  if (fits !== undefined) {
    problems.push(...fitProblems(fits));
    warnings.push(...fitWarnings(fits, request));
  }

  const nodeAgent = agent?.kind === 'chosen' ? { sku: agent.sku, reason: agent.reason } : undefined;
  const known =
    account === undefined || grounds === undefined || fits === undefined
      ? undefined
      : { account, grounds, fits, nodeAgent, storage: isAnyMade(grounds.vhds) ? survey.storageAccount : undefined };
  if (problems.length > 0 || known === undefined || nodeAgent === undefined) {
    return { kind: 'problems', problems, warnings, known };
  }
  return { kind: 'sound', nodeAgent, warnings, known };
}

function chooseAgent(request: Request, survey: Survey, traits: ImageTraits): NodeAgentChoice {
  const { osType, marketplaceImage, architecture, guest } = traits;
  const { spec } = request.pool;
  const named = nodeAgentOf(spec);
  const choice = chooseNodeAgent(
    {
      osType,
      architecture,
      ...(marketplaceImage === undefined ? {} : { imageReference: marketplaceImage }),
      ...(guest === undefined ? {} : { guest }),
    },
    survey.supportedImages,
    named,
    survey.now,
  );
  if (choice.kind === 'chosen' || named === undefined) return choice;
  return { ...choice, problem: { ...choice.problem, position: spec.locate(nodeAgentPath(spec.kind)) } };
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
