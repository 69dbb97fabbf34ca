// The known property that somebody most likely meant.
import { nearestName } from '../nearest-name.ts';

/** Names that the two shapes of a pool, or older versions of them, spell differently. */
const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['virtualmachineimageid', ['id']],
  ['id', ['virtualMachineImageId', 'applicationId', 'name']],
  ['name', ['id']],
  ['applicationid', ['id']],
  ['applicationpackagereferences', ['applicationPackages']],
  ['applicationpackages', ['applicationPackageReferences']],
  ['maxtaskspernode', ['taskSlotsPerNode']],
  ['targetdedicated', ['targetDedicatedNodes']],
  ['targetlowpriority', ['targetLowPriorityNodes']],
  ['targetdedicatedcomputenodes', ['targetDedicatedNodes']],
  ['targetlowprioritycomputenodes', ['targetLowPriorityNodes']],
  ['enableinternodecommunication', ['interNodeCommunication']],
  ['internodecommunication', ['enableInterNodeCommunication']],
  ['virtualmachineconfiguration', ['deploymentConfiguration']],
  ['deploymentconfiguration', ['virtualMachineConfiguration']],
  ['autoscaleformula', ['formula', 'scaleSettings']],
  ['formula', ['autoScaleFormula']],
  ['autoscaleevaluationinterval', ['evaluationInterval', 'scaleSettings']],
  ['evaluationinterval', ['autoScaleEvaluationInterval']],
  ['enableautoscale', ['scaleSettings']],
  ['targetdedicatednodes', ['scaleSettings']],
  ['targetlowprioritynodes', ['scaleSettings']],
  ['scalesettings', ['targetDedicatedNodes']],
  ['size', ['vmSize']],
  ['vmsku', ['vmSize']],
]);

export function didYouMean(written: string, known: readonly string[]): string | undefined {
  const folded = written.toLowerCase();
  const sameLetters = known.find((name) => name.toLowerCase() === folded);
  const otherName = (OTHER_NAMES.get(folded) ?? []).find((name) => known.includes(name));
  return sameLetters ?? otherName ?? nearestName(written, known);
}
