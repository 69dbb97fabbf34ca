// The image definition: what its features must be for a source, whether an existing one fits, and making it so.
import type { Disk } from '../azure/disks.ts';
import type { ImageDefinition } from '../azure/galleries.ts';
import { nameOf } from '../azure/resource-id.ts';
import type { PurchasePlan, VirtualMachine } from '../azure/virtual-machines.ts';
import type { Problem } from '../problem.ts';

/** An image definition to create: every feature is sent, because Azure's defaults for omitted ones differ by version. */
export interface ImageDefinitionSpec {
  readonly id: string;
  readonly location: string;
  readonly osType: 'Linux' | 'Windows';
  readonly hyperVGeneration: 'V1' | 'V2';
  readonly architecture: 'x64' | 'Arm64';
  readonly securityType: 'Standard' | 'TrustedLaunch';
  readonly diskControllers: readonly ('SCSI' | 'NVMe')[];
  readonly purchasePlan?: PurchasePlan;
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
}

/**
 * The definition that takes a snapshot of this VM. A Trusted Launch source by snapshot goes only into a `TrustedLaunch`
 * definition, whose images boot only with Trusted Launch (Azure refuses `TrustedLaunchSupported` for it).
 */
export function definitionFor(
  vm: VirtualMachine,
  osDisk: Disk,
  place: { readonly id: string; readonly location: string; readonly repository: string },
): ImageDefinitionSpec {
  const [owner = '', repository = ''] = place.repository.split('/');
  const plan = vm.plan ?? osDisk.purchasePlan;
  return {
    id: place.id,
    location: place.location,
    osType: vm.osType,
    hyperVGeneration: osDisk.hyperVGeneration ?? 'V1',
    architecture: osDisk.architecture ?? 'x64',
    securityType: vm.securityType === 'TrustedLaunch' ? 'TrustedLaunch' : 'Standard',
    diskControllers: vm.diskController === 'NVMe' ? ['SCSI', 'NVMe'] : ['SCSI'],
    ...(plan === undefined ? {} : { purchasePlan: plan }),
    publisher: identifierPart(owner, 128),
    offer: identifierPart(repository, 64),
    sku: identifierPart(nameOf(place.id), 64),
  };
}

/** Why an existing definition does not take what this VM would give it; empty when it fits. */
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
  compare('purchase plan', planText(existing.purchasePlan), planText(wanted.purchasePlan));
  if (wanted.diskControllers.includes('NVMe') && !existing.diskControllers.includes('NVMe')) {
    differences.push({ what: 'disk controllers', found: existing.diskControllers.join(', '), expected: 'SCSI, NVMe' });
  }
  return differences.map(({ what, found, expected }) => ({
    code: 'definition-misfit',
    input: 'image-definition',
    found: `definition ${existing.name} with ${what} ${found}`,
    expected: `${what} ${expected}, as the source VM has`,
    fix: 'These features of a definition cannot be changed. Name another image-definition; it is made when absent.',
  }));
}

function planText(plan: PurchasePlan | undefined): string {
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
