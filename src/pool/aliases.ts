// Aliases of a YAML document, judged before they are followed: following them takes a time that has nothing to do with the
// length of the text.
import { isAlias, isCollection, isPair, isScalar, visit, type Alias, type Document, type Node } from 'yaml';

/** Far more than any pool needs. */
const MOST_ALIASES = 100;

export type AliasFault = 'unresolved' | 'endless' | 'unfolding';

/** @param most values that the document may come to with its aliases written out. */
export function aliasFault(document: Document.Parsed, most: number): AliasFault | undefined {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  let fault: AliasFault | undefined;
  visit(document, {
    Node(_key, node, path) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target === undefined) fault = 'unresolved';
        else if (path.includes(target)) fault = 'endless';
        else targets.set(node, target);
        if (targets.size > MOST_ALIASES) fault ??= 'unfolding';
        return fault === undefined ? undefined : visit.BREAK;
      }
      if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) anchors.set(node.anchor, node);
      return undefined;
    },
  });
  if (fault !== undefined || targets.size === 0) return fault;
  return valuesIn(document.contents, targets) > most ? 'unfolding' : undefined;
}

/** Each target is counted once, and taken as often as an alias stands for it. */
function valuesIn(root: Node | null, targets: ReadonlyMap<Alias, Node>): number {
  const known = new Map<unknown, number>();
  const count = (node: unknown): number => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const values = countNew(node);
    known.set(node, values);
    return values;
  };
  const countNew = (node: unknown): number => {
    if (isAlias(node)) return count(targets.get(node));
    if (isPair(node)) return count(node.value);
    if (!isCollection(node)) return 1;
    const items: readonly unknown[] = node.items;
    return items.reduce<number>((sum, item) => sum + count(item), 1);
  };
  return count(root);
}
