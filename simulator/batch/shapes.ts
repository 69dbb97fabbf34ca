// The vocabulary for the bodies of both Batch planes: one table describes a property's spelling in the data plane and in
// ARM, since when it exists, and whether it ever comes back.
export type Shape =
  | { readonly kind: 'text' }
  /** Taken, never given back: passwords, keys, protected settings. */
  | { readonly kind: 'secret' }
  | { readonly kind: 'flag' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'duration' }
  /** Any JSON, handed through. */
  | { readonly kind: 'free' }
  | { readonly kind: 'freeSecret' }
  /** Data-plane spelling to ARM spelling. */
  | { readonly kind: 'choice'; readonly values: Readonly<Record<string, string>> }
  | { readonly kind: 'list'; readonly of: Shape }
  | ObjectShape;

export interface ObjectShape {
  readonly kind: 'object';
  /** The name the services use in their messages. */
  readonly type: string;
  readonly properties: Readonly<Record<string, Property>>;
}

export type Property = Shape & {
  /** ARM's name where it differs; null where ARM has no such property. */
  readonly arm?: string | null;
  /** Only ARM has it. */
  readonly armOnly?: true;
  /** The first date of api-versions that have it, on both planes (2023-11-01.18.0 and 2023-11-01 alike). */
  readonly since?: string;
  /** The first date of api-versions that have it no longer. */
  readonly until?: string;
  readonly required?: 'always' | 'dataPlane' | { readonly dataPlaneSince: string };
  /** Azure has it, the simulator does not: refused unless empty. */
  readonly unsimulated?: true;
  /** Answers carry it, requests may not (data plane), or it is passed over (ARM). */
  readonly readOnly?: true;
  /** Pools of older api-versions have it: answers carry it, requests do not know it. */
  readonly past?: true;
};

export const text = { kind: 'text' } as const;
export const secret = { kind: 'secret' } as const;
export const flag = { kind: 'flag' } as const;
export const whole = { kind: 'whole' } as const;
export const duration = { kind: 'duration' } as const;
export const free = { kind: 'free' } as const;
/** Cloud services and certificates, retired parts of the service: newer api-versions do without them. */
export const retired = { kind: 'free', unsimulated: true, until: '2024-07-01' } as const;
export const readOnly = { kind: 'free', readOnly: true } as const;

export function list(of: Shape): { readonly kind: 'list'; readonly of: Shape } {
  return { kind: 'list', of };
}

/** Choices that ARM spells with capitals; where more than the first letter differs, give pairs. */
export function choice(values: Readonly<Record<string, string>>): {
  readonly kind: 'choice';
  readonly values: Readonly<Record<string, string>>;
} {
  return { kind: 'choice', values };
}

export function object(type: string, properties: Readonly<Record<string, Property>>): ObjectShape {
  return { kind: 'object', type, properties };
}

export function required<S extends Shape>(shape: S): S & { readonly required: 'always' } {
  return { ...shape, required: 'always' };
}
