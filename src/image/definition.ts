// The image definition: what its features must be for a source, whether an existing one fits, and making it so.
import type { DiskController } from '../azure/disk-controllers.ts';
import type { ImageDefinition, ImageSecurityType } from '../azure/galleries.ts';
import { nameOf } from '../azure/resource-id.ts';
import type { PurchasePlan } from '../azure/virtual-machines.ts';
import type { Problem, Warning } from '../problem.ts';
import type { ImageTraits } from './traits.ts';

/** An image definition to create: every feature is sent, because Azure's defaults for omitted ones differ by version. */
export interface ImageDefinitionSpec {
  readonly id: string;
  readonly location: string;
  readonly osType: 'Linux' | 'Windows';
  readonly hyperVGeneration: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  readonly securityType: ImageSecurityType;
  readonly diskControllers: readonly DiskController[];
  readonly purchasePlan?: PurchasePlan;
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
}

/** The definition that takes an image with these traits and this security type. */
export function definitionFor(
  traits: ImageTraits,
  securityType: ImageSecurityType,
  place: { readonly id: string; readonly location: string; readonly repository: string },
): ImageDefinitionSpec {
  const [owner = '', repository = ''] = place.repository.split('/');
  const { osType, hyperVGeneration, architecture, diskControllers, purchasePlan } = traits;
  return {
    id: place.id,
    location: place.location,
    osType,
    hyperVGeneration,
    architecture,
    securityType,
    diskControllers,
    ...(purchasePlan === undefined ? {} : { purchasePlan }),
    publisher: identifierPart(owner, 128),
    offer: identifierPart(repository, 64),
    sku: identifierPart(nameOf(place.id), 64),
  };
}

/**
 * Why an existing definition does not take what this source would give it; empty when it fits. Disk controllers are no
 * reason: Azure takes the version, and holds the definition's against the size of each VM (see size-check).
 */
export function definitionMisfits(existing: ImageDefinition, wanted: ImageDefinitionSpec): readonly Problem[] {
  const differences: { what: string; found: string; expected: string }[] = [];
  const compare = (what: string, found: string, expected: string): void => {
    if (found !== expected) differences.push({ what, found, expected });
  };
  compare('OS state', existing.osState, 'Generalized');
  compare('OS type', existing.osType, wanted.osType);
  compare('generation', existing.hyperVGeneration, wanted.hyperVGeneration);
  compare('architecture', existing.architecture, wanted.architecture);
  compare('security type', existing.securityType, wanted.securityType);
  const [plan, ownPlan] = [existing.purchasePlan, wanted.purchasePlan];
  if (ownPlan !== undefined && planText(plan).toLowerCase() !== planText(ownPlan).toLowerCase()) {
    differences.push({ what: 'purchase plan', found: planText(plan), expected: planText(ownPlan) });
  }
  return differences.map(({ what, found, expected }) => ({
    code: 'definition-misfit',
    input: 'image-definition',
    found: `definition ${existing.name} with ${what} ${found}`,
    expected: `${what} ${expected}, as the source has`,
    fix: 'These features of a definition cannot be changed. Name another image-definition; it is made when absent.',
  }));
}

/** That Azure refuses a plan which the source does not show is said nowhere: only that it refuses the lack of one. */
export function definitionWarnings(existing: ImageDefinition, wanted: ImageDefinitionSpec): readonly Warning[] {
  if (existing.purchasePlan === undefined || wanted.purchasePlan !== undefined) return [];
  const text = `Definition ${existing.name} has the purchase plan ${planText(existing.purchasePlan)}, which the source does not show: Azure may refuse the image version, and asks for that plan wherever the image is used.`;
  return [{ code: 'definition-plan', input: 'image-definition', text }];
}

export function planText(plan: PurchasePlan | undefined): string {
  return plan === undefined ? 'none' : `${plan.publisher}/${plan.product}/${plan.name}`;
}

/** Publisher, offer and SKU take letters, digits, `-`, `_` and `.`, not ending with a dot. */
function identifierPart(text: string, maximum: number): string {
  const clean = text
    .replace(/[^A-Za-z0-9._-]/g, '-')
    .slice(0, maximum)
    .replace(/\.+$/, '');
  return clean === '' ? 'unnamed' : clean;
}
