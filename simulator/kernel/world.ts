// The state every simulated service shares. Services are functions over a World; `POST /reset` makes a new one.
import type { Principal, Roles } from '../identity/roles.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { DiskBlobs } from '../storage/disk-blobs.ts';
import type { Clock } from './clock.ts';
import type { Randomness } from './randomness.ts';
import type { ResourceStore } from './resource-store.ts';

export type { Principal };

export interface World {
  /** The scenario with every default filled in. */
  readonly scenario: Scenario;
  readonly clock: Clock;
  readonly random: Randomness;
  /** All ARM resources. Batch pools, jobs and nodes live in the Batch service, which lists them to `/state` itself. */
  readonly resources: ResourceStore;
  readonly roles: Roles;
  /** The bytes behind disks and snapshots. */
  readonly disks: DiskBlobs;
}
