// IPv4 ranges: enough to keep subnets inside their network and apart, and to give out private addresses.

export interface Range {
  readonly first: number;
  readonly last: number;
}

/** `10.0.0.0/16` as numbers; undefined when it is no IPv4 range. */
export function rangeOf(prefix: string): Range | undefined {
  const [, address = '', length = ''] = /^([\d.]+)\/(\d{1,2})$/.exec(prefix) ?? [];
  const start = numberOfAddress(address);
  const bits = Number(length);
  if (start === undefined || bits > 32) return undefined;
  const size = 2 ** (32 - bits);
  return start % size === 0 ? { first: start, last: start + size - 1 } : undefined;
}

export function numberOfAddress(address: string): number | undefined {
  const parts = address.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

export function addressOf(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlaps(one: Range, other: Range): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** Azure keeps the first four addresses and the last one of a subnet for itself. */
export function firstFree(subnet: Range, taken: ReadonlySet<string>): string | undefined {
  for (let value = subnet.first + 4; value < subnet.last; value += 1) {
    const address = addressOf(value);
    if (!taken.has(address)) return address;
  }
  return undefined;
}
