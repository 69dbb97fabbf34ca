// The data types of SSH messages (RFC 4251, section 5), written and read.

export function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** A byte string, or a text, behind its length. */
export function string(value: Buffer | string): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value) : value;
  return Buffer.concat([uint32(bytes.length), bytes]);
}

export function boolean(value: boolean): Buffer {
  return Buffer.from([value ? 1 : 0]);
}

export function nameList(...names: readonly string[]): Buffer {
  return string(names.join(','));
}

/** An unsigned number: no leading zeros, but one before a first byte that would look like a sign. */
export function mpint(value: Buffer): Buffer {
  let start = 0;
  while (start < value.length && value[start] === 0) start += 1;
  const bytes = value.subarray(start);
  return string(bytes.length > 0 && (bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export function message(type: number, ...parts: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from([type]), ...parts]);
}

export interface Reader {
  byte(): number;
  boolean(): boolean;
  uint32(): number;
  bytes(): Buffer;
  text(): string;
}

/** Reads a message behind its type byte. */
export function reader(payload: Buffer, start = 1): Reader {
  let position = start;
  const take = (length: number): Buffer => {
    if (position + length > payload.length) throw new Error('An SSH message ends early.');
    position += length;
    return payload.subarray(position - length, position);
  };
  const number = (): number => take(4).readUInt32BE();
  const bytes = (): Buffer => take(number());
  return {
    byte: () => take(1).readUInt8(),
    boolean: () => take(1).readUInt8() !== 0,
    uint32: number,
    bytes,
    text: () => bytes().toString('utf8'),
  };
}
