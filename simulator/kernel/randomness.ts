// Seeded identifiers: two runs with the same seed and the same requests name everything alike.
import { createHash } from 'node:crypto';

export interface Randomness {
  guid(): string;
  /** `length` lower-case hexadecimal characters (at most 64). */
  hex(length: number): string;
}

export function createRandomness(seed: string): Randomness {
  let counter = 0;
  const hex = (length: number): string => {
    counter += 1;
    return createHash('sha256').update(`${seed}:${counter}`).digest('hex').slice(0, length);
  };
  return {
    hex,
    guid() {
      const h = hex(32);
      return `${h.slice(0, 8)}-${h.slice(8, 12)}-4${h.slice(13, 16)}-a${h.slice(17, 20)}-${h.slice(20)}`;
    },
  };
}
