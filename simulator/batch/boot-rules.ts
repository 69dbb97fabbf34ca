// Why an image does not boot on a VM size, or boots into a node that Batch cannot use.
import { controllerMisfit } from '../compute/vm-create-rules.ts';
import { at, stringOf, type JsonObject } from '../kernel/json.ts';
import type { AccountFacts } from './account.ts';
import type { ResolvedImage } from './image.ts';
import type { BatchNode, Problem } from './state.ts';
import { nodeAgent } from './supported-images.ts';
import type { VmSize } from './vm-sizes.ts';

/** The answer of Compute when the nodes are asked for: what Batch puts into `Provider Error Json`. */
export interface ProviderError {
  readonly code: string;
  readonly message: string;
}

export function bootRefusal(
  image: ResolvedImage,
  size: VmSize,
  securityType: string | undefined,
): ProviderError | undefined {
  if (!size.generations.includes(image.generation)) {
    const generation = image.generation === 'V2' ? '2' : '1';
    return {
      code: 'BadRequest',
      message: `The selected VM size '${size.name.toUpperCase()}' cannot boot Hypervisor Generation '${generation}'. If this was a Create operation please check that the Hypervisor Generation of the Image matches the Hypervisor Generation of the selected VM Size. If this was an Update operation please select a Hypervisor Generation '${generation}' VM Size.`,
    };
  }
  if (size.architecture !== image.architecture) {
    return {
      code: 'BadRequest',
      message: `Cannot create a VM of size '${size.name}' because this VM size only supports a CPU Architecture of '${size.architecture}', but an image or disk with CPU Architecture '${image.architecture}' was given. Please check that the CPU Architecture of the image or disk is compatible with that of the VM size.`,
    };
  }
  if (!size.controllers.some((one) => image.controllers.includes(one))) {
    return { code: 'InvalidParameter', message: controllerMisfit(size.name) };
  }
  if (securityType === undefined && image.securityType === 'TrustedLaunch') {
    return {
      code: 'BadRequest',
      message:
        "The provided gallery image only supports creation of VMs and VM Scale Sets with 'TrustedLaunch' security type.",
    };
  }
  if (securityType === 'trustedLaunch' && !(size.trustedLaunch && image.securityType.startsWith('TrustedLaunch'))) {
    return {
      code: 'BadRequest',
      message: size.trustedLaunch
        ? 'Use of TrustedLaunch setting is not supported for the provided image. Please select Trusted Launch Supported Gen2 OS Image. For more information, see https://aka.ms/TrustedLaunch-FAQ.'
        : `The VM size '${size.name}' does not support Trusted Launch.`,
    };
  }
  return undefined;
}

export type NodeKind = 'dedicated' | 'low priority';

/** A resize error with the reason that Batch itself gives. */
export function reasonedFailure(kind: NodeKind, reason: string): Problem {
  return {
    code: 'AllocationFailed',
    message: `Desired number of ${kind} nodes could not be allocated`,
    values: { Reason: reason },
  };
}

/** A resize error that carries Compute's answer, as Batch documents it. */
export function allocationFailed(kind: NodeKind, error: ProviderError): Problem {
  return {
    code: 'AllocationFailed',
    message: `Desired number of ${kind} nodes could not be allocated`,
    values: {
      'Provider Error Json': JSON.stringify({ error: { code: error.code, message: error.message } }),
      'Provider Error Json Truncated': 'False',
    },
  };
}

/** What the boot of a node of the pool ends in. */
export function bootOf(facts: AccountFacts, definition: JsonObject, image: ResolvedImage): BatchNode['bootsInto'] {
  const agent = stringOf(at(definition, 'virtualMachineConfiguration', 'nodeAgentSKUId')) ?? '';
  const problem = agentProblem(image, agent);
  if (problem !== undefined) return { errors: [problem] };
  return reachesService(facts, definition) ? 'working' : { errors: [] };
}

/** Whether nodes find a way to the node management endpoint; in the classic mode the service comes to them. */
function reachesService({ nodeAccess }: AccountFacts, definition: JsonObject): boolean {
  const isInside = at(definition, 'networkConfiguration', 'subnetId') !== undefined;
  if (nodeAccess === 'public' || (nodeAccess === 'private' && isInside)) return true;
  return stringOf(definition.targetNodeCommunicationMode)?.toLowerCase() === 'classic';
}

/** A node agent of the other operating system is not noticed until the node has booted. */
function agentProblem(image: ResolvedImage, nodeAgentSkuId: string): Problem | undefined {
  if (nodeAgent(nodeAgentSkuId)?.osType === image.osType) return undefined;
  return {
    code: 'BatchAgentInstallationFailure',
    message: 'The batch agent extension provisioning has failed on compute node',
    values: {},
  };
}
