// A pool spec as text: JSON or YAML read into plain values, with the line and column of each of them kept.
import { isAlias, isMap, isScalar, isSeq, parseAllDocuments, type Document, type Node, type Pair } from 'yaml';
import type { JsonValue } from '../azure/arm.ts';
import type { Position, Problem } from '../problem.ts';

/** The way to a value: property names and list indices. */
export type Path = readonly (string | number)[];

export type Locate = (path: Path, part?: 'key' | 'value') => Position;

export interface SpecDocument {
  readonly value: JsonValue;
  readonly locate: Locate;
}

/** Far more than any pool needs; what is larger is some other file. */
const MAX_CHARACTERS = 256 * 1024;
/** Aliases may be used, but not to blow a small file up into a huge one. */
const MAX_ALIASES = 100;
const MAX_SYNTAX_PROBLEMS = 9;

export function readDocument(text: string, file: string): SpecDocument | { readonly problems: readonly Problem[] } {
  if (text.length > MAX_CHARACTERS) {
    return refuse(file, `${text.length.toLocaleString('en')} characters`, 'a pool of at most 262,144 characters');
  }
  const place = (offset: number): Position => {
    const before = text.slice(0, offset).split('\n');
    return { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  try {
    const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: true });
    const [document, second] = 'empty' in documents ? [] : documents;
    if (!document?.contents) return refuse(file, 'no content', 'a pool');
    const faults = [...document.errors, ...document.warnings];
    if (faults.some(({ message }) => message.includes('call stack'))) {
      return refuse(file, 'nesting that has no end', 'a pool');
    }
    if (faults.length > 0) {
      // Of what the parser says about one place, the first is the cause.
      const causes = faults.filter((one, index) => index === faults.findIndex(({ pos }) => pos[0] === one.pos[0]));
      return { problems: causes.slice(0, MAX_SYNTAX_PROBLEMS).map((fault) => syntaxProblem(fault, place)) };
    }
    if (second) {
      return refuse(file, 'a second document', 'one pool in one document', place(second.range[0]));
    }
    const value = document.toJS({ maxAliasCount: MAX_ALIASES }) as JsonValue;
    return { value, locate: (path, part) => place(offsetOf(document, path, part ?? 'value')) };
  } catch (error) {
    // Thrown by the parser's own limits: too many aliases (ReferenceError), nesting too deep (RangeError).
    if (!(error instanceof ReferenceError) && !(error instanceof RangeError)) throw error;
    return error instanceof ReferenceError
      ? refuse(file, 'aliases that unfold into far more than is written', 'a pool with few aliases, or none')
      : refuse(file, 'nesting that has no end', 'a pool');
  }
}

function refuse(file: string, found: string, expected: string, position: Position = { file, line: 1, column: 1 }) {
  const problem: Problem = {
    code: 'pool-spec-unreadable',
    input: 'pool-spec',
    found,
    expected,
    fix: 'Give one pool as JSON or YAML, as for `az batch pool create --json-file`.',
    position,
  };
  return { problems: [problem] };
}

function syntaxProblem(
  fault: { readonly message: string; readonly code: string; readonly pos: readonly [number, number] },
  place: (offset: number) => Position,
): Problem {
  const duplicate = fault.code === 'DUPLICATE_KEY';
  return {
    code: duplicate ? 'pool-spec-duplicate-key' : 'pool-spec-syntax',
    input: 'pool-spec',
    found: duplicate ? 'the same property twice' : `text that cannot be read (${fault.message})`,
    expected: duplicate ? 'each property once' : 'well-formed JSON or YAML',
    fix: duplicate ? 'Remove one of the two.' : 'Mend the text at this place.',
    position: place(fault.pos[0]),
  };
}

/** The offset of the value at a path, or of the nearest value around it that the text has. */
function offsetOf(document: Document.Parsed, path: Path, part: 'key' | 'value'): number {
  let node: Node | null = document.contents;
  let offset = start(node, 0);
  for (const [index, name] of path.entries()) {
    const last = index === path.length - 1;
    const container: Node | undefined = isAlias(node) ? node.resolve(document) : (node ?? undefined);
    if (isMap(container)) {
      const pair = findPair(container.items, String(name));
      if (!pair) return offset;
      const key = start(pair.key, offset);
      if (last && part === 'key') return key;
      node = pair.value as Node | null;
      offset = start(node, key);
    } else if (isSeq(container) && typeof name === 'number') {
      node = (container.items[name] ?? null) as Node | null;
      offset = start(node, offset);
    } else {
      return offset;
    }
  }
  return offset;
}

/** Names compare without regard to case where there is no exact match: the reader mends the case of some names. */
function findPair(pairs: readonly Pair[], name: string): Pair | undefined {
  const keyOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '');
  return (
    pairs.find((pair) => keyOf(pair) === name) ?? pairs.find((pair) => keyOf(pair).toLowerCase() === name.toLowerCase())
  );
}

function start(node: unknown, otherwise: number): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : otherwise;
}
