// Secrets: masked by the runner from the moment they are known, and kept out of what this process prints in any case.
import type * as core from '@actions/core';
import { hideSecrets } from '../pool/secrets.ts';

export interface Redactor {
  /** Registers a secret; also each line of one that spans lines, as the log shows lines. */
  readonly add: (value: string) => void;
  readonly redact: (text: string) => string;
}

// Masking something as short as a brace would star out the log.
const SHORTEST = 4;

export function createRedactor(setSecret: typeof core.setSecret): Redactor {
  const secrets = new Set<string>();
  return {
    add(value) {
      for (const part of new Set([value, ...value.split(/\r?\n/)].map((line) => line.trim()))) {
        if (part.length < SHORTEST || secrets.has(part)) continue;
        secrets.add(part);
        setSecret(part);
      }
    },
    redact(text) {
      let clean = text;
      for (const secret of [...secrets].sort((a, b) => b.length - a.length)) clean = clean.replaceAll(secret, '***');
      // What looks like a signature or a key is one, whether anybody knew of it before or not.
      return hideSecrets(clean);
    },
  };
}

/** The same data with every text in it changed; names of fields stay. */
export function mapTexts<T>(data: T, change: (text: string) => string): T {
  const map = (value: unknown): unknown => {
    if (typeof value === 'string') return change(value);
    if (Array.isArray(value)) return value.map(map);
    // Only plain objects: dates and maps are taken over as they are.
    if (typeof value !== 'object' || value === null || Object.prototype.toString.call(value) !== '[object Object]') {
      return value;
    }
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, map(inner)]));
  };
  return map(data) as T;
}
