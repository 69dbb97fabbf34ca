// One HTTP exchange as a service sees it: real names, no sockets.
import type { Json } from './json.ts';

export interface SimRequest {
  readonly method: string;
  /** The full URL at the real name, e.g. https://management.azure.com/subscriptions/... */
  readonly url: URL;
  /** Header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface SimResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON is serialised; a Buffer is sent as it is (set its content-type in `headers`). */
  readonly body?: Json | Buffer;
}

/** Everything behind one family of host names. */
export interface Service {
  readonly name: string;
  /** Whether the service answers at this host name (lower case, no port). */
  serves(host: string): boolean;
  handle(request: SimRequest): Promise<SimResponse>;
}
