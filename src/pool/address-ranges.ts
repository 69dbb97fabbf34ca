// Ranges of IPv4 addresses, as subnets and security rules name them.

export interface AddressRange {
  readonly first: number;
  readonly last: number;
}

/** Of `10.0.0.0/24` or `10.0.0.4`; undefined for anything else, IPv6 and service tags among it. */
export function addressRange(prefix: string): AddressRange | undefined {
  const [, address = '', length = '32'] = /^(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2}))?$/.exec(prefix) ?? [];
  const bytes = address.split('.').map(Number);
  const bits = Number(length);
  if (address === '' || bits > 32 || bytes.some((byte) => byte > 255)) return undefined;
  const size = 2 ** (32 - bits);
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const first = value - (value % size);
  return { first, last: first + size - 1 };
}

export function covers(outer: AddressRange, inner: AddressRange): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlap(one: AddressRange, other: AddressRange): boolean {
  return one.first <= other.last && other.first <= one.last;
}
