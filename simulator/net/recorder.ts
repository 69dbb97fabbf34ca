// The record of what clients asked and were answered: one JSON line per exchange, without secrets.
import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Json } from '../kernel/json.ts';
import { redactHeaders, redactJson, redactText, redactUrl } from './redact.ts';

export interface Recorded {
  /** Counts requests in the order in which they came in. */
  readonly n: number;
  /** When the request came in, ISO 8601. */
  readonly t: string;
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody: Json;
  /** 0 when the connection was broken instead of an answer. */
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: Json;
  readonly durationMs: number;
}

export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Seen;
}

/** A body as the record keeps it: all of it, or only its length and digest. */
export type Seen =
  | { readonly kind: 'whole'; readonly bytes: Buffer }
  | { readonly kind: 'digest'; readonly bytes: number; readonly sha256: string };

export interface Recorder {
  /** Notes the arrival of a request; the result writes the line once the answer is known. */
  begin(asked: Asked): (answered: Answered) => void;
  log(): readonly Recorded[];
  /** Forgets the exchanges and counts from 1 again; a log file keeps what was written. */
  clear(): void;
  close(): void;
}

/** Longer texts are kept as a digest. */
const LONGEST_TEXT = 1024 * 1024;

export function createRecorder(logFile: string | undefined): Recorder {
  const file = logFile === undefined ? undefined : openSync(logFile, 'a');
  let log: Recorded[] = [];
  let count = 0;
  return {
    begin(asked) {
      count += 1;
      const n = count;
      const mine = log;
      const started = performance.now();
      const t = new Date().toISOString();
      return ({ status, headers, body }) => {
        const path = new URL(asked.url).pathname;
        const line: Recorded = {
          n,
          t,
          method: asked.method,
          url: redactUrl(asked.url),
          requestHeaders: redactHeaders(asked.headers),
          requestBody: shown({ kind: 'whole', bytes: asked.body }, asked.headers['content-type'], path),
          status,
          responseHeaders: redactHeaders(headers),
          responseBody: shown(body, contentType(headers), path),
          durationMs: Math.round((performance.now() - started) * 10) / 10,
        };
        mine.push(line);
        // Written through at once, so that a reader sees the line as soon as the client has the answer.
        if (file !== undefined) writeSync(file, `${JSON.stringify(line)}\n`);
      };
    },
    log: () => log,
    clear() {
      log = [];
      count = 0;
    },
    close() {
      if (file !== undefined) closeSync(file);
    },
  };
}

/** Digests a body while it streams by. */
export function createDigest(): { update(chunk: Buffer): void; end(): Seen } {
  const hash: Hash = createHash('sha256');
  let bytes = 0;
  return {
    update(chunk) {
      hash.update(chunk);
      bytes += chunk.length;
    },
    end: () => ({ kind: 'digest', bytes, sha256: hash.digest('hex') }),
  };
}

function shown(body: Seen, type: string | undefined, path: string): Json {
  if (body.kind === 'digest') return { bytes: body.bytes, sha256: body.sha256 };
  if (body.bytes.length === 0) return null;
  if (body.bytes.length <= LONGEST_TEXT) {
    if (/\bjson\b/i.test(type ?? '')) {
      const value = parsed(body.bytes.toString('utf8'));
      if (value !== undefined) return redactJson(value, path);
    }
    if (/^text\/|\bxml\b|x-www-form-urlencoded|\bjson\b/i.test(type ?? ''))
      return redactText(body.bytes.toString('utf8'));
  }
  return { bytes: body.bytes.length, sha256: createHash('sha256').update(body.bytes).digest('hex') };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function contentType(headers: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
}
