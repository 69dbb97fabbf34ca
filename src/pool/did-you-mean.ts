// The known name that somebody most likely meant.

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
  return sameLetters ?? otherName ?? nearest(folded, known);
}

function nearest(written: string, known: readonly string[]): string | undefined {
  const reach = Math.max(1, Math.floor(written.length / 4));
  const [best] = known
    .map((name) => ({ name, distance: editDistance(written, name.toLowerCase()) }))
    .filter(({ distance }) => distance <= reach)
    .sort((a, b) => a.distance - b.distance);
  return best?.name;
}

/** Insertions, deletions, replacements, and swaps of neighbours, each counted as one. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = (last[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      const changed = Math.min(replaced, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current.push(swapped ? Math.min(changed, (beforeLast[column - 2] ?? 0) + 1) : changed);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
