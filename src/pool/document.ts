// A pool spec as text: JSON or YAML read into plain values, with the line and column of each of them kept.
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  parseAllDocuments,
  visit,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import type { JsonValue } from '../azure/arm.ts';
import type { Position, Problem } from '../problem.ts';
import { aliasFault, type AliasFault } from './aliases.ts';
import { isPlain, MOST_VALUES, plainFault } from './plain-value.ts';
import { pathText } from './path-text.ts';

/** The way to a value: property names and list indices. */
export type Path = readonly (string | number)[];

export type Locate = (path: Path, part?: 'key' | 'value') => Position;

export interface SpecDocument {
  readonly value: JsonValue;
  readonly locate: Locate;
}

/** Far more than any pool needs; what is larger is some other file. */
const MAX_CHARACTERS = 256 * 1024;
/** As many as the values of the largest pool take. The parser's work grows with them, or faster. */
const MAX_TOKENS = 40_000;
const MAX_SYNTAX_PROBLEMS = 9;

export function readDocument(text: string, file: string): SpecDocument | { readonly problems: readonly Problem[] } {
  if (text.length > MAX_CHARACTERS) {
    return refuse(file, `${text.length.toLocaleString('en')} characters`, 'a pool of at most 262,144 characters');
  }
  const place = placesIn(text, file);
  try {
    if (hasManyTokens(text)) return tooMany(file);
    // Duplicate keys are looked for below: the parser compares each key with all others of its map.
    const documents = parseAllDocuments(text, { prettyErrors: false, uniqueKeys: false, stringKeys: true });
    const [document, second] = 'empty' in documents ? [] : documents;
    if (!document?.contents) return refuse(file, 'no content', 'a pool');
    const faults = [...document.errors, ...document.warnings, ...duplicateKeys(document)];
    if (faults.some(({ message }) => message.includes('call stack'))) return endless(file);
    if (faults.length > 0) {
      // Of what the parser says about one place, the first is the cause.
      const causes = [...new Map(faults.toReversed().map((fault) => [fault.pos[0], fault])).values()].toReversed();
      return { problems: causes.slice(0, MAX_SYNTAX_PROBLEMS).map((fault) => syntaxProblem(fault, place)) };
    }
    if (second) {
      return refuse(file, 'a second document', 'one pool in one document', place(second.range[0]));
    }
    const fault = aliasFault(document, MOST_VALUES);
    if (fault !== undefined) return faultyAlias(fault, file);
    const value: unknown = document.toJS({ maxAliasCount: -1 });
    const pairOf = indexPairs();
    const locate: Locate = (path, part) => place(offsetOf(document, pairOf, path, part ?? 'value'));
    return isPlain(value) ? { value, locate } : notPlain(value, locate, file);
  } catch (error) {
    // Nesting that is too deep for the parser.
    if (error instanceof RangeError) return endless(file);
    throw error;
  }
}

function endless(file: string) {
  return refuse(file, 'nesting that has no end', 'a pool');
}

function hasManyTokens(text: string): boolean {
  const tokens = new Lexer().lex(text);
  for (let count = 0; count < MAX_TOKENS; count += 1) if (tokens.next().done === true) return false;
  return true;
}

function tooMany(file: string) {
  return refuse(file, 'more values than any pool has', 'a pool of at most 5,000 values, aliases written out');
}

function faultyAlias(fault: AliasFault, file: string) {
  switch (fault) {
    case 'endless':
      return endless(file);
    case 'unfolding':
      return refuse(file, 'aliases that unfold into far more than is written', 'a pool with few aliases, or none');
    case 'unresolved':
      return refuse(file, 'an alias (`*name`) whose anchor (`&name`) does not stand before it', 'a pool');
    default:
      return fault satisfies never;
  }
}

function notPlain(value: unknown, locate: Locate, file: string) {
  const fault = plainFault(value);
  switch (fault?.kind) {
    case 'too-deep':
    case undefined:
      return endless(file);
    case 'too-many':
      return tooMany(file);
    case 'not-json':
      return refuse(
        file,
        `${pathText(fault.path)}, which has a tag for a value that JSON does not have`,
        'texts, numbers, true, false, null, lists and objects',
        locate(fault.path),
      );
    case 'inexact':
      return refuse(
        file,
        `${pathText(fault.path)}, a number that JSON does not hold exactly`,
        'a finite number, whole ones up to 9007199254740991',
        locate(fault.path),
      );
    default:
      return fault satisfies undefined;
  }
}

/** Line and column of an offset, found among the beginnings of all lines. */
function placesIn(text: string, file: string): (offset: number) => Position {
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

function duplicateKeys(document: Document.Parsed): readonly Fault[] {
  const found: Fault[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        const name = isScalar(key) ? String(key.value) : '';
        if (seen.has(name)) {
          const offset = start(key, 0);
          found.push({ code: 'DUPLICATE_KEY', message: 'Map keys must be unique', pos: [offset, offset + 1] });
        }
        seen.add(name);
      }
    },
  });
  return found;
}

interface Fault {
  readonly message: string;
  readonly code: string;
  readonly pos: readonly [number, number];
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

function syntaxProblem(fault: Fault, place: (offset: number) => Position): Problem {
  const duplicate = fault.code === 'DUPLICATE_KEY';
  return {
    code: duplicate ? 'pool-spec-duplicate-key' : 'pool-spec-syntax',
    input: 'pool-spec',
    found: duplicate ? 'the same property twice' : `text that cannot be read (${reasonOf(fault)})`,
    expected: duplicate ? 'each property once' : 'well-formed JSON or YAML',
    fix: duplicate ? 'Remove one of the two.' : 'Mend the text at this place.',
    position: place(fault.pos[0]),
  };
}

/** The parser quotes what it stumbles over: part of a password, perhaps. */
function reasonOf({ message, code }: Fault): string {
  switch (code) {
    case 'TAG_RESOLVE_FAILED':
    case 'BAD_COLLECTION_TYPE':
      return 'Unresolved tag';
    case 'BAD_DIRECTIVE':
      return 'Unknown directive';
    case 'BAD_DQ_ESCAPE':
      return 'Invalid escape sequence';
    case 'UNEXPECTED_TOKEN':
      return message.split(': ', 1)[0] ?? '';
    default:
      return message;
  }
}

type PairOf = (map: YAMLMap, name: string) => Pair | undefined;

/** The offset of the value at a path, or of the nearest value around it that the text has. */
function offsetOf(document: Document.Parsed, pairOf: PairOf, path: Path, part: 'key' | 'value'): number {
  let node: Node | null = document.contents;
  let offset = start(node, 0);
  for (const [index, name] of path.entries()) {
    const last = index === path.length - 1;
    const container: Node | undefined = isAlias(node) ? node.resolve(document) : (node ?? undefined);
    if (isMap(container)) {
      const pair = pairOf(container, String(name));
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
function indexPairs(): PairOf {
  const indexed = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  const index = (map: YAMLMap): ReadonlyMap<string, Pair> => {
    const pairs = map.items.map((pair) => [isScalar(pair.key) ? String(pair.key.value) : '', pair] as const);
    const folded = pairs.map(([name, pair]) => [name.toLowerCase(), pair] as const);
    const found = new Map([...folded, ...pairs]);
    indexed.set(map, found);
    return found;
  };
  return (map, name) => {
    const pairs = indexed.get(map) ?? index(map);
    return pairs.get(name) ?? pairs.get(name.toLowerCase());
  };
}

function start(node: unknown, otherwise: number): number {
  const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
  return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : otherwise;
}
