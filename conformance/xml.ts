// XML bodies of Blob Storage: a small reader, and the JSON value that an OpenAPI schema with `xml` names describes.
import { isObject, objectOf, textOf } from './json.ts';
import { resolveReference, type Documents, type Located } from './openapi.ts';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

interface Growing {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

const TOKEN =
  /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gy;

/** The root element; throws where the text is not well-formed. */
export function parseXml(source: string): XmlElement {
  const text = source.replace(/^\uFEFF/, '').trim();
  const root: Growing = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    end = match.index + match[0].length;
    const [, data, closing, opening, attributes = '', empty, characters] = match;
    const current = open.at(-1) ?? root;
    if (data !== undefined) current.text += data;
    if (characters !== undefined) current.text += unescapeXml(characters);
    if (opening !== undefined) {
      const element: Growing = { name: opening, attributes: readAttributes(attributes), children: [], text: '' };
      current.children.push(element);
      if (empty !== '/') open.push(element);
    }
    if (closing !== undefined && (open.length === 1 || open.pop()?.name !== closing))
      throw new Error(`</${closing}> closes nothing.`);
  }
  const [element, ...others] = root.children;
  if (end !== text.length || open.length > 1 || element === undefined || others.length > 0 || root.text.trim() !== '')
    throw new Error('It is no well-formed XML document.');
  return element;
}

function readAttributes(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name = '', double, single]) => [
      name,
      unescapeXml(double ?? single ?? ''),
    ]),
  );
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function unescapeXml(text: string): string {
  return text.replaceAll(
    /&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
      return ENTITIES[name ?? ''] ?? whole;
    },
  );
}

/** Elements that the schema does not know become members too, so that a validator sees them. */
export function xmlToJson(documents: Documents, element: XmlElement, located: Located): unknown {
  const schema = resolveReference(documents, located);
  const { type } = schema.value;
  if (type === 'array') {
    return element.children.map((child) => xmlToJson(documents, child, within(schema, schema.value['items'])));
  }
  if (type === 'integer' || type === 'number') return element.text.trim() === '' ? '' : Number(element.text);
  if (type === 'boolean') return element.text === 'true' ? true : element.text === 'false' ? false : element.text;
  const properties = allProperties(documents, schema);
  if (properties.size === 0 && type !== 'object') return element.text;
  const value: Record<string, unknown> = {};
  const seen = new Set<string>();
  for (const [name, property] of properties) {
    const read = readProperty(documents, element, name, property);
    seen.add(read.element);
    if (read.value !== undefined) value[name] = read.value;
  }
  for (const child of element.children) if (!seen.has(child.name)) value[child.name] = child.text;
  return value;
}

function readProperty(
  documents: Documents,
  element: XmlElement,
  name: string,
  located: Located,
): { readonly element: string; readonly value: unknown } {
  const property = resolveReference(documents, located);
  const xml = objectOf(property.value['xml']);
  const own = textOf(xml['name']) ?? name;
  if (xml['attribute'] === true) return { element: own, value: element.attributes[own] };
  if (property.value['type'] === 'array' && xml['wrapped'] !== true) {
    const items = within(property, property.value['items']);
    const itemName = textOf(objectOf(resolveReference(documents, items).value['xml'])['name']) ?? own;
    const found = element.children.filter((child) => child.name === itemName);
    return {
      element: itemName,
      value: found.length === 0 ? undefined : found.map((child) => xmlToJson(documents, child, items)),
    };
  }
  const child = element.children.find((one) => one.name === own);
  return { element: own, value: child === undefined ? undefined : xmlToJson(documents, child, property) };
}

function allProperties(documents: Documents, schema: Located): ReadonlyMap<string, Located> {
  const bases = Array.isArray(schema.value['allOf']) ? schema.value['allOf'].filter(isObject) : [];
  const inherited = bases.flatMap((base) => [
    ...allProperties(documents, resolveReference(documents, within(schema, base))),
  ]);
  const own = Object.entries(objectOf(schema.value['properties'])).map(([name, value]): [string, Located] => [
    name,
    within(schema, value),
  ]);
  return new Map([...inherited, ...own]);
}

function within({ file }: Located, value: unknown): Located {
  return { file, value: objectOf(value) };
}
