// What an action says on its output: `::command::` lines, and the masks that the runner lays over everything it shows.

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly message: string;
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

export interface Masks {
  add(value: string): void;
  has(text: string): boolean;
  apply(text: string): string;
}

export function createMasks(initial: readonly string[]): Masks {
  const masked = new Set<string>();
  const masks: Masks = {
    add(value) {
      // Every line of a value is a secret of its own, and so are the ways in which a value is usually written.
      for (const part of [value, ...value.split(/\r?\n/)]) {
        if (part.trim() === '') continue;
        for (const form of [part, encodeURIComponent(part), JSON.stringify(part).slice(1, -1)]) masked.add(form);
        masked.add(Buffer.from(part).toString('base64'));
      }
    },
    has: (text) => [...masked].some((one) => text.includes(one)),
    apply: (text) =>
      [...masked].sort((a, b) => b.length - a.length).reduce((shown, one) => shown.replaceAll(one, '***'), text),
  };
  for (const one of initial) masks.add(one);
  return masks;
}

export interface Command {
  readonly name: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly data: string;
}

/** `::name key=value,key=value::data` */
export function parseCommand(line: string): Command | undefined {
  const found = /^\s*::([A-Za-z][\w-]*)(?: ([^\n]*?))?::(.*)$/s.exec(line);
  if (found?.[1] === undefined) return undefined;
  const properties: Record<string, string> = {};
  for (const pair of (found[2] ?? '').split(',')) {
    const equals = pair.indexOf('=');
    if (equals > 0) properties[pair.slice(0, equals).trim()] = unescapeProperty(pair.slice(equals + 1));
  }
  return { name: found[1].toLowerCase(), properties, data: unescapeData(found[3] ?? '') };
}

export function annotationOf({ name, properties, data }: Command): Annotation | undefined {
  if (name !== 'error' && name !== 'warning' && name !== 'notice') return undefined;
  return {
    level: name,
    message: data,
    ...(properties['title'] !== undefined && { title: properties['title'] }),
    ...(properties['file'] !== undefined && { file: properties['file'] }),
    ...(properties['line'] !== undefined && { line: Number(properties['line']) }),
    ...(properties['col'] !== undefined && { column: Number(properties['col']) }),
  };
}

function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%');
}
