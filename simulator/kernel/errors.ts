// A refusal, as data. Each plane (ARM, Batch, Storage, Entra) writes it in its own envelope.

import type { JsonObject } from './json.ts';

/** Thrown by a service to refuse a request, or by an operation's `finish` to end it as failed. */
export class AzureError extends Error {
  readonly status: number;
  readonly code: string;
  readonly target: string | undefined;
  /** Extra name/value pairs: Batch puts them into `values`, ARM into `details`. */
  readonly values: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  /** ARM's own member of that name: which policy refused. */
  readonly additionalInfo: readonly JsonObject[];

  constructor(
    status: number,
    code: string,
    message: string,
    extra: {
      readonly target?: string;
      readonly values?: Readonly<Record<string, string>>;
      readonly headers?: Readonly<Record<string, string>>;
      readonly additionalInfo?: readonly JsonObject[];
    } = {},
  ) {
    super(message);
    this.name = 'AzureError';
    this.status = status;
    this.code = code;
    this.target = extra.target;
    this.values = extra.values ?? {};
    this.headers = extra.headers ?? {};
    this.additionalInfo = extra.additionalInfo ?? [];
  }
}
