// Takes secrets out of what is recorded: tokens, keys and signatures become `***`, everything else stays as it was.
import { isObject, type Json } from '../kernel/json.ts';

const MASK = '***';

const SECRET_HEADERS: ReadonlySet<string> = new Set([
  'authorization',
  'proxy-authorization',
  'x-ms-copy-source-authorization',
  'x-ms-authorization-auxiliary',
  'x-ms-encryption-key',
]);

const SECRET_KEYS: ReadonlySet<string> = new Set([
  'access_token',
  'refresh_token',
  'id_token',
  'client_assertion',
  'client_secret',
  'assertion',
]);

/** Members that hold keys in the answers of `listKeys` and `regenerateKey` only. */
const ACCOUNT_KEYS: ReadonlySet<string> = new Set(['value', 'primary', 'secondary', 'key1', 'key2']);

export function redactUrl(url: string): string {
  return redactText(url);
}

/** Signatures of SAS URLs, secret form fields and JSON Web Tokens, wherever they stand in a text. */
export function redactText(text: string): string {
  return text
    .replace(/(^|[?&;]|%3F|%26)sig(=|%3D)(?:[^&%"'<>;\s]|%(?!26)[0-9A-F]{2})+/gi, `$1sig$2${MASK}`)
    .replace(/\b(client_assertion|client_secret|access_token|refresh_token|assertion)=[^&\s"]+/gi, `$1=${MASK}`)
    .replace(/\beyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]+/g, MASK);
}

export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const lower = name.toLowerCase();
      return [lower, SECRET_HEADERS.has(lower) ? MASK : redactText(value)];
    }),
  );
}

export function redactJson(value: Json, path: string): Json {
  return redacted(value, /\/(listkeys|regeneratekey|regeneratekeys)$/i.test(path));
}

function redacted(value: Json, holdsAccountKeys: boolean): Json {
  if (typeof value === 'string') return redactText(value);
  if (Array.isArray(value)) return value.map((one: Json) => redacted(one, holdsAccountKeys));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      if (member === undefined) return [key, undefined];
      const isSecret = SECRET_KEYS.has(key.toLowerCase()) || (holdsAccountKeys && ACCOUNT_KEYS.has(key.toLowerCase()));
      return [key, isSecret && typeof member === 'string' ? MASK : redacted(member, holdsAccountKeys)];
    }),
  );
}
