// A scenario, resolved: what world the simulator starts with and how it misbehaves. `scenario.schema.json` describes the
// file a user writes; `load.ts` checks the file against it and fills in the default world for what is absent.
import type { NodeState } from '../batch/state.ts';
import type { RoleAssignment } from '../identity/roles.ts';
import type { CloudName } from '../kernel/clouds.ts';
import type { DurationName } from '../kernel/clock.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { ProfileName } from './profiles.ts';

export interface Scenario {
  /** Which Azure it is: the names it answers at. */
  readonly cloud: CloudName;
  readonly profile: ProfileName;
  /** Divides every duration. */
  readonly speed: number;
  /** Simulated seconds of single operations, instead of the profile's. */
  readonly durations?: Readonly<Partial<Record<DurationName, number>>>;
  readonly seed: string;
  /** The region of the default world, e.g. `westeurope`. */
  readonly region: string;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly principals: readonly ScenarioPrincipal[];
  readonly resources: readonly ScenarioResource[];
  readonly blobs?: readonly ScenarioBlob[];
  readonly quotas: Quotas;
  readonly replication: Replication;
  /** VM sizes that Azure does not offer to the subscription. */
  readonly unavailableSizes: readonly string[];
  /** When Batch's support of VM sizes ends, by name. */
  readonly sizesEnd: Readonly<Record<string, string>>;
  readonly vms: VmBehaviour;
  readonly nodes: NodeBehaviour;
  readonly github: GitHubClaims;
  readonly faults: readonly Fault[];
}

export interface ScenarioPrincipal {
  readonly clientId: string;
  readonly objectId: string;
  readonly secret?: string;
  readonly federated?: { readonly issuer: string; readonly subject: string; readonly audience: string };
  readonly roles: readonly RoleAssignment[];
}

export interface ScenarioResource {
  readonly id: string;
  readonly body: JsonObject;
  /**
   * For a disk, a snapshot, or the OS disk of a VM with blob disks: a fixed VHD file with its bytes; without it an empty
   * VHD of the body's size.
   */
  readonly disk?: string;
  /** For a pool: the nodes it has; without them as many idle ones as it asks for. */
  readonly nodes?: readonly ScenarioNode[];
}

/** Nodes that are there when the world begins, and stay as they are until somebody changes the pool. */
export interface ScenarioNode {
  /** How many of them; one when absent. */
  readonly count?: number;
  /** `idle` when absent. */
  readonly state?: NodeState;
  readonly isDedicated?: boolean;
  /** The version of the image they run; by default what the pool's image is now. */
  readonly version?: string;
}

/** A blob that is there when the world begins: an empty VHD of that size. */
export interface ScenarioBlob {
  readonly url: string;
  readonly mebibytes: number;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Quotas {
  /** Image versions per gallery definition and the like are Azure's own limits; only these vary by subscription. */
  readonly snapshots: number;
  readonly galleries: number;
  /** How many image versions may be under way of one source at a time. */
  readonly versionsOfSource: number;
  /** Compute's cores of the subscription in each region, and those of Spot machines. */
  readonly cores: number;
  readonly spotCores: number;
  /** Those of VM families, by name; of any other family as many as `cores`. */
  readonly familyCores: Readonly<Record<string, number>>;
}

export interface Replication {
  /** Regions whose replication fails, with the reason. */
  readonly failed: Readonly<Record<string, string>>;
  /** Regions that take this many times longer. */
  readonly slower: Readonly<Record<string, number>>;
}

export interface VmBehaviour {
  /** The first starts and creations of VMs end with this error: Azure has no room for them. */
  readonly allocationFailure?: PlatformFailure;
  /** The first VMs that are made run, but end with this error: their guest did not report that it is ready. */
  readonly provisioningFailure?: PlatformFailure;
  /** What scripts print that are run in a VM. */
  readonly runCommand?: { readonly stdout: string; readonly stderr: string };
}

export interface PlatformFailure {
  readonly code: string;
  /** Absent where the code has a documented text. */
  readonly message?: string;
  readonly times: number;
}

export interface NodeBehaviour {
  /** The first `times` allocations of a pool end with this resize error and only `allocated` nodes. */
  readonly allocationFailure?: {
    readonly code: string;
    readonly message: string;
    readonly values?: Readonly<Record<string, string>>;
    readonly allocated: number;
    readonly times: number;
  };
  /** The first `count` nodes become unusable with this error; with an empty code they are unusable without any error. */
  readonly bootFailure?: { readonly code: string; readonly message: string; readonly count: number };
  /** How start tasks end; the default is exit code 0. The first `times` runs end so, later ones well. */
  readonly startTask?: {
    readonly exitCode: number;
    readonly stdout: string;
    readonly stderr: string;
    readonly times: number;
  };
  /** What a running task prints and returns; the default is exit code 0. */
  readonly task?: { readonly exitCode: number; readonly stdout: string; readonly stderr: string };
}

/** What the GitHub ID tokens claim. */
export interface GitHubClaims {
  readonly repository: string;
  readonly subject: string;
  readonly issuer: string;
}

export interface Fault {
  readonly match: {
    /** Exact, or absent for any. */
    readonly method?: string;
    /** A regular expression over the full URL at its real name. */
    readonly url: string;
  };
  /** How many matching requests it hits; after `skip` that pass. */
  readonly times: number;
  readonly skip?: number;
  readonly do:
    | {
        readonly kind: 'answer';
        readonly status: number;
        readonly headers?: Readonly<Record<string, string>>;
        readonly body?: JsonObject | string;
      }
    /** The connection breaks; with `after` the request took effect first. */
    | { readonly kind: 'reset'; readonly when: 'before' | 'after' }
    | { readonly kind: 'delay'; readonly milliseconds: number }
    /** The request is accepted, and its long-running operation ends as Failed with this error. */
    | { readonly kind: 'failOperation'; readonly code: string; readonly message: string };
}
