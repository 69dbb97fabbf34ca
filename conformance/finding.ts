// What the check finds wrong in an exchange.

export interface Finding {
  /** Where the exchange is in the record. */
  readonly exchange: string;
  readonly operation: string;
  readonly side: 'request' | 'answer';
  readonly code: string;
  /** `$.properties.x` in the body, else `query x`, `header x`, `status`, `path`. */
  readonly path: string;
  readonly found: string;
  readonly expected: string;
}

export type Fault = Omit<Finding, 'exchange' | 'operation'>;
