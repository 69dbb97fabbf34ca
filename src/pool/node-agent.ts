// Chooses the Batch node agent for the image. Batch does not check it for gallery images: with a wrong one the pool is
// made, and minutes later its nodes are unusable.
import type { SupportedImage } from '../azure/batch-service.ts';
import type { MarketplaceImage } from '../azure/virtual-machines.ts';
import { osText, type Guest } from '../azure/vm-instance-view.ts';
import type { WarningCode } from '../checks/registry.ts';
import type { Problem, Warning } from '../problem.ts';
import { formatCount } from '../format.ts';
import { didYouMean } from './did-you-mean.ts';
import { endOfSupport, isNear, isUrgent } from './end-of-support.ts';
import { agentFamily, agentFamilyOfGuest } from './os-family.ts';

export interface AgentSource {
  readonly osType: 'Linux' | 'Windows';
  /** The marketplace image that the source was made from, where it was. */
  readonly imageReference?: MarketplaceImage;
  readonly architecture?: 'x64' | 'Arm64';
  /** What runs in the source VM, while it runs. */
  readonly guest?: Guest;
}

export interface NodeAgent {
  readonly sku: string;
  /** Why it is this one. */
  readonly reason: string;
}

export type NodeAgentChoice =
  | ({ readonly kind: 'chosen'; readonly warnings: readonly Warning[] } & NodeAgent)
  | { readonly kind: 'problem'; readonly problem: Problem };

export function chooseNodeAgent(
  source: AgentSource,
  supported: readonly SupportedImage[],
  specified: string | undefined,
  now: Date,
): NodeAgentChoice {
  if (supported.length === 0) return unchecked(source, specified);
  const fitting = supported.filter(({ osType }) => osType === source.osType.toLowerCase());
  const found = specified === undefined ? derive(source, fitting) : confirm(source, specified, fitting, supported);
  return found.kind === 'problem' ? found : withLifetime(found, fitting, now);
}

type Candidate = NodeAgentChoice & {
  readonly kind: 'chosen';
  /** The entries of the list for the very image of the source. */
  readonly images: readonly SupportedImage[];
};
type Found = Candidate | Refusal;

const NAMED = 'named in the pool spec';
const WINDOWS_AGENT = 'batch.node.windows amd64';

/** An agent the spec names is the user's choice, as long as it exists for the OS. */
function confirm(
  source: AgentSource,
  specified: string,
  fitting: readonly SupportedImage[],
  supported: readonly SupportedImage[],
): Found {
  if (ofSku(fitting, specified).length === 0) {
    const [other] = ofSku(supported, specified);
    const found =
      other === undefined
        ? `node agent ${specified}, which Batch does not offer`
        : `node agent ${specified} for ${other.osType}, but the source runs ${source.osType}`;
    const meant = didYouMean(specified, skusOf(fitting));
    return refuse(found, fitting, meant === undefined ? undefined : `Did you mean ${meant}?`);
  }
  const family = familyOf(source);
  const differs = family !== undefined && source.osType === 'Linux' && !isVariantOf(specified, family);
  const warnings = differs
    ? [
        warn(
          'node-agent-differs',
          `The pool spec names ${specified}; the source looks like ${family}. With an agent that does not fit the OS the nodes become unusable.`,
        ),
      ]
    : [];
  return { kind: 'chosen', sku: specified, reason: NAMED, warnings, images: [] };
}

/** A list without any entry tells nothing: what can be known without it is taken, and Batch has the last word. */
function unchecked(source: AgentSource, specified: string | undefined): NodeAgentChoice {
  const { imageReference: image, osType, architecture } = source;
  const family = osType === 'Windows' ? WINDOWS_AGENT : image === undefined ? undefined : agentFamily(image);
  const derived = architecture === 'Arm64' ? undefined : family;
  const sku = specified ?? derived;
  if (sku === undefined) {
    return refuse(`a ${osType} source, of which nothing tells the node agent, while Batch lists no image`, []);
  }
  const text = `Batch lists no supported images for this account, so whether node agent ${sku} fits could not be checked.`;
  return {
    kind: 'chosen',
    sku,
    reason: specified === undefined ? 'told from the source' : NAMED,
    warnings: [warn('node-agent-unchecked', text)],
  };
}

function familyOf({ imageReference: image, guest }: AgentSource): string | undefined {
  if (image !== undefined) return agentFamily(image);
  return guest === undefined ? undefined : agentFamilyOfGuest(guest);
}

function derive(source: AgentSource, fitting: readonly SupportedImage[]): Found {
  const { imageReference: image, osType } = source;
  if (image !== undefined) {
    const urn = `${image.publisher}:${image.offer}:${image.sku}`;
    const listed = fitting.filter(
      ({ publisher, offer, sku }) => `${publisher}:${offer}:${sku}`.toLowerCase() === urn.toLowerCase(),
    );
    const exact = forArchitecture(skusOf(listed), source);
    if (exact !== undefined) {
      return candidate(exact, `Batch lists it for ${urn}, the image of the source`, listed, source);
    }
    const family = agentFamily(image);
    const derived = family === undefined ? undefined : forArchitecture(variantsOf(family, fitting), source);
    if (derived !== undefined) return candidate(derived, `told from ${urn}, the image of the source`, [], source);
  }
  const only = skusOf(fitting);
  // All Windows images have one agent.
  const [single] = only;
  if (osType === 'Windows' && single !== undefined && only.length === 1) {
    return candidate(single, 'the node agent for Windows', [], source);
  }
  const from =
    image === undefined
      ? `a ${osType} source that names no marketplace image`
      : `a source made from ${image.publisher}:${image.offer}:${image.sku}, for which Batch lists no node agent`;
  return refuse(from, fitting, guestHint(source, fitting));
}

/**
 * Only a hint, never a choice: a VM that is stopped tells nothing of its guest, and a run that goes on after an interruption
 * would then choose otherwise.
 */
function guestHint(source: AgentSource, fitting: readonly SupportedImage[]): string | undefined {
  const { imageReference, guest } = source;
  const family = imageReference === undefined ? familyOf(source) : undefined;
  const sku = family === undefined ? undefined : forArchitecture(variantsOf(family, fitting), source);
  if (sku === undefined) return undefined;
  return `The VM runs ${osText(guest) ?? ''}: name ${sku} in the pool spec (nodeAgentSKUId; ARM shape: nodeAgentSkuId).`;
}

function candidate(sku: string, reason: string, listed: readonly SupportedImage[], source: AgentSource): Candidate {
  const images = ofSku(listed, sku);
  const doubtful = source.architecture === 'Arm64' && !isArm(sku);
  const warnings = doubtful
    ? [
        warn(
          'node-agent-arm64',
          `The source is Arm64, and Batch lists no Arm64 variant of ${sku}: the nodes may become unusable.`,
        ),
      ]
    : [];
  return { kind: 'chosen', sku, reason, warnings, images };
}

/** Arm64 agents are variants of the others: `batch.node.ubuntu 24.04-arm64`. */
function forArchitecture(skus: readonly string[], { architecture }: AgentSource): string | undefined {
  const wanted = architecture === 'Arm64';
  return skus.find((sku) => isArm(sku) === wanted) ?? (wanted ? skus[0] : undefined);
}

function isArm(sku: string): boolean {
  return /arm64|aarch64/i.test(sku);
}

function variantsOf(family: string, supported: readonly SupportedImage[]): readonly string[] {
  return skusOf(supported).filter((sku) => isVariantOf(sku, family));
}

function isVariantOf(sku: string, family: string): boolean {
  return sku.toLowerCase().replace(/[-_ ]?(arm64|aarch64)$/, '') === family;
}

/** Their names compare in any case. */
function ofSku(images: readonly SupportedImage[], sku: string): readonly SupportedImage[] {
  return images.filter(({ nodeAgentSku }) => nodeAgentSku.toLowerCase() === sku.toLowerCase());
}

function skusOf(images: readonly SupportedImage[]): readonly string[] {
  return [...new Set(images.map(({ nodeAgentSku }) => nodeAgentSku))];
}

type Refusal = NodeAgentChoice & { readonly kind: 'problem' };

function refuse(found: string, fitting: readonly SupportedImage[], hint?: string): Refusal {
  const offered = [...skusOf(fitting)].sort().join(', ') || 'none';
  return {
    kind: 'problem',
    problem: {
      code: 'node-agent-unknown',
      input: 'pool-spec',
      found,
      expected: `one of the node agents of this account: ${offered}`,
      fix:
        hint ??
        'Name the one that fits the OS of the image in the pool spec: nodeAgentSKUId (ARM shape: nodeAgentSkuId).',
    },
  };
}

/** An agent lives as long as any image that is listed for it, be it another than that of the source. */
function withLifetime(
  { images, ...chosen }: Candidate,
  fitting: readonly SupportedImage[],
  now: Date,
): NodeAgentChoice {
  const warned = (text: string): NodeAgentChoice => ({
    ...chosen,
    warnings: [...chosen.warnings, warn('node-agent-end-of-life', text)],
  });
  const agent = endOfSupport(ofSku(fitting, chosen.sku), now);
  if (agent !== undefined && agent.daysLeft <= 0) {
    const current = fitting.filter((image) => ofSku([image], chosen.sku).length === 0);
    const found = `node agent ${chosen.sku}, which Batch has not supported since ${agent.day}`;
    return refuse(found, current, 'Move the source to a newer OS.');
  }
  if (agent !== undefined && isNear(agent.daysLeft)) {
    const urgent = isUrgent(agent.daysLeft) ? ' Pools may be scaled to zero by Azure after that day.' : '';
    const left = formatCount(agent.daysLeft, 'day');
    return warned(
      `Batch ends its support of ${chosen.sku} on ${agent.day}, in ${left}. Move the source to a newer OS.${urgent}`,
    );
  }
  const [image] = images;
  const listed = endOfSupport(images, now);
  if (image === undefined || listed === undefined || !isNear(listed.daysLeft)) return chosen;
  const urn = `${image.publisher}:${image.offer}:${image.sku}`;
  const support =
    listed.daysLeft <= 0
      ? `Batch has not supported image ${urn}, that of the source, since ${listed.day}`
      : `Batch ends its support of image ${urn}, that of the source, on ${listed.day}, in ${formatCount(listed.daysLeft, 'day')}`;
  return warned(`${support}; ${chosen.sku} goes on for other images. Move the source to a newer one.`);
}

function warn(code: WarningCode, text: string): Warning {
  return { code, input: 'pool-spec', text };
}
