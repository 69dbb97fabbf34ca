// Chooses the Batch node agent for the image. Batch does not check it for gallery images: with a wrong one the pool is
// made, and minutes later its nodes are unusable.
import type { SupportedImage } from '../azure/batch-service.ts';
import type { MarketplaceImage } from '../azure/virtual-machines.ts';
import { osText, type Guest } from '../azure/vm-instance-view.ts';
import type { WarningCode } from '../checks/registry.ts';
import type { Problem, Warning } from '../problem.ts';
import { didYouMean } from './did-you-mean.ts';
import { agentFamily, agentFamilyOfGuest } from './os-family.ts';

export interface AgentSource {
  readonly osType: 'Linux' | 'Windows';
  /** The marketplace image that the source was made from, where it was. */
  readonly imageReference?: MarketplaceImage;
  readonly architecture?: 'x64' | 'Arm64';
  /** What runs in the source VM, while it runs. */
  readonly guest?: Guest;
}

export type NodeAgentChoice =
  | { readonly kind: 'chosen'; readonly sku: string; readonly reason: string; readonly warnings: readonly Warning[] }
  | { readonly kind: 'problem'; readonly problem: Problem };

const DAY_MS = 24 * 60 * 60 * 1000;
const NOTICE_DAYS = [30, 90, 180] as const;

export function chooseNodeAgent(
  source: AgentSource,
  supported: readonly SupportedImage[],
  specified: string | undefined,
  now: Date,
): NodeAgentChoice {
  const fitting = supported.filter(({ osType }) => osType === source.osType.toLowerCase());
  const found = specified === undefined ? derive(source, fitting) : confirm(source, specified, fitting, supported);
  return found.kind === 'problem' ? found : withLifetime(found, fitting, now);
}

type Candidate = Omit<NodeAgentChoice & { kind: 'chosen' }, 'warnings'> & {
  readonly warnings: readonly Warning[];
  /** The entries of the list that speak for it. */
  readonly images: readonly SupportedImage[];
};
type Found = Candidate | { readonly kind: 'problem'; readonly problem: Problem };

/** An agent the spec names is the user's choice, as long as it exists for the OS. */
function confirm(
  source: AgentSource,
  specified: string,
  fitting: readonly SupportedImage[],
  supported: readonly SupportedImage[],
): Found {
  const images = fitting.filter(({ nodeAgentSku }) => nodeAgentSku === specified);
  if (images.length === 0) {
    const other = supported.find(({ nodeAgentSku }) => nodeAgentSku === specified);
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
  return { kind: 'chosen', sku: specified, reason: 'named in the pool spec', warnings, images };
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
    if (derived !== undefined) return candidate(derived, `told from ${urn}, the image of the source`, fitting, source);
  }
  const only = skusOf(fitting);
  // All Windows images have one agent.
  const [single] = only;
  if (osType === 'Windows' && single !== undefined && only.length === 1) {
    return candidate(single, 'the node agent for Windows', fitting, source);
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
  const images = listed.filter(({ nodeAgentSku }) => nodeAgentSku === sku);
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

function skusOf(images: readonly SupportedImage[]): readonly string[] {
  return [...new Set(images.map(({ nodeAgentSku }) => nodeAgentSku))];
}

function refuse(found: string, fitting: readonly SupportedImage[], hint?: string): Found {
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

export interface EndOfSupport {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Zero or less when it is over. */
  readonly daysLeft: number;
}

/** An agent ends when the last image listed for it ends; an image listed without an end keeps it alive. */
export function endOfSupport(
  images: readonly Pick<SupportedImage, 'endOfLife'>[],
  now: Date,
): EndOfSupport | undefined {
  const ends = images.map(({ endOfLife }) => (endOfLife === undefined ? Infinity : Date.parse(endOfLife)));
  const end = Math.max(...ends);
  if (!Number.isFinite(end)) return undefined;
  return {
    day: new Date(end).toISOString().slice(0, 10),
    daysLeft: Math.ceil((end - now.getTime()) / DAY_MS),
  };
}

/** Whether it is time to say so. */
export function isNear(daysLeft: number): boolean {
  return NOTICE_DAYS.some((limit) => daysLeft <= limit);
}

function withLifetime(
  { images, ...chosen }: Candidate,
  fitting: readonly SupportedImage[],
  now: Date,
): NodeAgentChoice {
  const end = endOfSupport(images, now);
  if (end === undefined) return chosen;
  const { day, daysLeft } = end;
  if (daysLeft <= 0) {
    const current = fitting.filter(({ nodeAgentSku }) => nodeAgentSku !== chosen.sku);
    return refuse(
      `node agent ${chosen.sku}, which Batch supports no longer since ${day}`,
      current,
      'Move the source to a newer OS.',
    );
  }
  if (!isNear(daysLeft)) return chosen;
  const urgent = daysLeft <= NOTICE_DAYS[0] ? ' Pools may be scaled to zero by Azure after that day.' : '';
  const text = `Batch ends its support of ${chosen.sku} on ${day}, in ${daysLeft} days. Move the source to a newer OS.${urgent}`;
  return { ...chosen, warnings: [...chosen.warnings, warn('node-agent-end-of-life', text)] };
}

function warn(code: WarningCode, text: string): Warning {
  return { code, input: 'pool-spec', text };
}
