// Whether the VM size of a pool can do what the specification asks of its nodes.
import type { BatchVmSize } from '../azure/batch-accounts.ts';
import type { Problem } from '../problem.ts';
import type { Path } from './document.ts';
import { isList, isObject, objectAt, textAt } from './json.ts';
import { pathText } from './path-text.ts';
import type { PoolSpec } from './pool-spec.ts';
import { isFlag } from './size-capabilities.ts';
import { OTHER_SIZE, refuserOf } from './size-problem.ts';
import { targetPath, virtualMachineConfigurationOf, virtualMachinePath, wantedNodes } from './targets.ts';

interface Wish {
  readonly wanted: boolean;
  readonly capability: string;
  readonly what: string;
  readonly path: Path;
}

export function featureProblems(spec: PoolSpec, { name, capabilities }: BatchVmSize): readonly Problem[] {
  const refuse = refuserOf(spec);
  const holder = spec.kind === 'arm' ? ['properties'] : [];
  const machine = virtualMachinePath(spec.kind);
  const configuration = virtualMachineConfigurationOf(spec);
  const network = objectAt(spec.body, ...holder, 'networkConfiguration');
  const premium = premiumDisk(spec);
  const wishes: readonly Wish[] = [
    {
      wanted: network.enableAcceleratedNetworking === true,
      capability: 'AcceleratedNetworkingEnabled',
      what: 'accelerated networking',
      path: [...holder, 'networkConfiguration', 'enableAcceleratedNetworking'],
    },
    {
      wanted: objectAt(configuration, 'securityProfile').encryptionAtHost === true,
      capability: 'EncryptionAtHostSupported',
      what: 'encryption at host',
      path: [...machine, 'securityProfile', 'encryptionAtHost'],
    },
    {
      wanted: wantedNodes(spec).lowPriority > 0,
      capability: 'LowPriorityCapable',
      what: 'low-priority nodes',
      path: targetPath(spec, 'lowPriority'),
    },
    {
      wanted: premium !== undefined,
      capability: 'PremiumIO',
      what: 'premium disks',
      path: premium ?? machine,
    },
  ];
  const missing = wishes.filter(({ wanted, capability }) => wanted && isFlag(capabilities[capability], false));
  return missing.map(({ what, path }) =>
    refuse(
      'vm-size-feature',
      `${pathText(path)}, though vmSize ${name} does not support ${what}`,
      `a size with ${what}, or a pool without`,
      `${OTHER_SIZE}, or remove ${path.at(-1) ?? ''}.`,
      path,
    ),
  );
}

/** Of the first disk that is to be a premium one: the OS disk, or a data disk of the spec. */
function premiumDisk(spec: PoolSpec): Path | undefined {
  const machine = virtualMachinePath(spec.kind);
  const { osDisk, dataDisks } = virtualMachineConfigurationOf(spec);
  const ofOs = textAt(objectAt(osDisk, 'managedDisk'), 'storageAccountType');
  if (isPremium(ofOs)) return [...machine, 'osDisk', 'managedDisk', 'storageAccountType'];
  const index = isList(dataDisks)
    ? dataDisks.findIndex((disk) => isObject(disk) && isPremium(textAt(disk, 'storageAccountType')))
    : -1;
  return index === -1 ? undefined : [...machine, 'dataDisks', index, 'storageAccountType'];
}

function isPremium(storage: string | undefined): boolean {
  return storage?.toLowerCase() === 'premium_lrs';
}
