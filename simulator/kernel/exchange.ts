// One HTTP exchange as a service sees it: real names, no sockets.
import type { Readable } from 'node:stream';
import type { Json } from './json.ts';

export interface SimRequest {
  readonly method: string;
  /** The full URL at the real name, e.g. https://management.azure.com/subscriptions/... */
  readonly url: URL;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Set by a fault: the long-running operation that this request starts must end as Failed with this error. */
  readonly failOperation?: { readonly code: string; readonly message: string };
}

export interface SimResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON is serialised; a Buffer or a stream is sent as it is (set its content-type in `headers`). */
  readonly body?: Json | Buffer | Readable;
}

/** Everything behind one family of host names. */
export interface Service {
  readonly name: string;
  /** Whether the service answers at this host name (lower case, no port). */
  serves(host: string): boolean;
  handle(request: SimRequest): Promise<SimResponse>;
}

/** Something a client made and has not given back. */
export interface Leftover {
  readonly id: string;
  readonly kind: 'temporary' | 'grant' | 'lease' | 'suspension';
  /** ISO 8601. */
  readonly since: string;
}

/** What a service shows on the control URL beside the ARM resources: its own resources by ID, and what is left over. */
export interface Inspectable {
  state(): Readonly<Record<string, Json>>;
  leftovers(): readonly Leftover[];
}
