// The connections of a run: one ARM client, and the Batch and blob clients made when an endpoint is known.
import type { Arm } from '../azure/arm.ts';
import type { BatchService } from '../azure/batch-service.ts';
import type { Host } from '../azure/host.ts';
import type { Blobs } from '../azure/page-blobs.ts';

export interface Clients {
  readonly host: Host;
  readonly arm: Arm;
  readonly blobs: Blobs;
  /** The object ID of who is signed in; undefined where the token does not tell. */
  caller(): Promise<string | undefined>;
  /** The data plane of a Batch account, by the endpoint that ARM names. */
  batch(endpoint: string): Promise<BatchService>;
}
