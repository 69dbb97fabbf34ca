// Which parts of a pool spec are secrets: they are masked before anything is printed, and no hash is taken of them.
import type { JsonObject, JsonValue } from '../azure/arm.ts';
import { isList, isObject } from './json.ts';

/** Marked as secret in both APIs of Batch (`x-ms-secret`); the same names stand as `writeOnly` in schema/. */
export const SECRET_NAMES: readonly string[] = [
  'password',
  'accountKey',
  'sasKey',
  'sshPrivateKey',
  'protectedSettings',
];

/** An environment variable by such a name holds a secret, although the API does not say so. */
const SECRET_VARIABLE =
  /passw|secret|token|api_?key|access_?key|account_?key|private_?key|credential|(^|_)(sas|pat|pwd)(_|$)/i;

/** Signatures and keys inside longer texts: SAS queries of URLs, connection strings. */
const WORD = /[^\s"'`;]+/g;
const EMBEDDED = /\b(?:sig|AccountKey|SharedAccessKey|Password|Pwd)=([^&;\s"'`]+)/gi;

/** Shorter values would mask half of the log, and are no secrets. */
const SHORTEST = 4;

/** Every value to be masked. A value of several lines is followed by its lines: logs are masked line by line. */
export function secretsIn(body: JsonObject): readonly string[] {
  const found = new Set<string>();
  const add = (value: string): void => {
    for (const each of [value, ...value.split(/\r?\n/)]) {
      const text = each.trim();
      if (text.length >= SHORTEST && !/^-+(BEGIN|END) .*-+$/.test(text)) found.add(text);
    }
  };
  const leaves = (value: JsonValue | undefined): void => {
    if (typeof value === 'string') add(value);
    else if (isList(value)) value.forEach(leaves);
    else if (isObject(value)) Object.values(value).forEach(leaves);
  };
  const search = (value: JsonValue | undefined): void => {
    if (typeof value === 'string') {
      for (const [, secret] of value.matchAll(EMBEDDED)) if (secret !== undefined) addEncoded(secret, add);
    } else if (isList(value)) {
      value.forEach(search);
    } else if (isObject(value)) {
      for (const [name, item] of Object.entries(value)) (isSecret(value, name) ? leaves : search)(item);
    }
  };
  search(body);
  return [...found];
}

/** A SAS signature is printed both as it stands in the URL and decoded. */
function addEncoded(secret: string, add: (value: string) => void): void {
  add(secret);
  try {
    add(decodeURIComponent(secret));
  } catch {
    // Not an encoded text: the value itself is masked.
  }
}

/** A copy in which nothing depends on a secret: secret properties are gone, secrets within texts are dots. */
export function withoutSecrets(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !isSecret(value, name))
      .map(([name, item]) => [name, item === undefined ? item : cleaned(item)]),
  );
}

function cleaned(value: JsonValue): JsonValue {
  if (typeof value === 'string') return hideSecrets(value);
  if (isList(value)) return value.map(cleaned);
  return isObject(value) ? withoutSecrets(value) : value;
}

/** The text with every signature and key in it hidden. */
export function hideSecrets(text: string): string {
  return text
    .replaceAll(WORD, withoutSas)
    .replaceAll(EMBEDDED, (all, secret: string) => all.slice(0, all.length - secret.length) + '***');
}

/** Looked for word by word: one expression for it takes the square of the length of a text without any. */
function withoutSas(word: string): string {
  const query = word.indexOf('?');
  return query >= 0 && /\bsig=/.test(word.slice(query)) ? `${word.slice(0, query)}?***` : word;
}

export function isSecret(holder: JsonObject, name: string): boolean {
  if (SECRET_NAMES.includes(name)) return true;
  return name === 'value' && typeof holder.name === 'string' && SECRET_VARIABLE.test(holder.name);
}
