// "Did you mean": the known name that a misspelt one is nearest to.

/** No slip makes a name so long, and comparing takes the product of both lengths. */
const LONGEST = 100;

/**
 * The known name within a few edits of the written one; undefined when none is near enough to be a likely slip. Case and
 * separators do not count: `vm_name`, `vmName` and `VM-NAME` are one slip.
 */
export function nearestName(written: string, known: readonly string[]): string | undefined {
  if (written.length > LONGEST) return undefined;
  const wanted = plain(written);
  const [best] = known
    .map((name) => ({ name, distance: editDistance(wanted, plain(name)) }))
    .filter(({ distance }) => distance <= Math.max(1, Math.floor(wanted.length / 4)))
    .sort((a, b) => a.distance - b.distance);
  return best?.name;
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
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
