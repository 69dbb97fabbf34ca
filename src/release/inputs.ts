// The inputs of one run, typed: what the workflow asked for, before names become resource IDs and defaults that depend on
// other things are filled in. Every field is one input of action.yml.

export type Inputs = SignInInputs & SourceInputs & CaptureInputs & ImageInputs & PoolInputs & RunInputs;

export interface SignInInputs {
  /** Undefined with a managed identity or the session of `azure/login`. */
  readonly clientId?: string;
  readonly tenantId?: string;
  readonly subscriptionId: string;
  /** A cloud's name as Azure CLI spells it, or the `https` address of an ARM endpoint. */
  readonly environment: string;
  readonly oidcAudience: string;
}

export interface SourceInputs {
  /** Where every resource given by name is; undefined only when all are given by ID. */
  readonly resourceGroup?: string;
  /** A name or a resource ID, as all resources below. */
  readonly vmName: string;
}

export interface CaptureInputs {
  readonly captureMode: 'snapshot' | 'generalize';
  readonly containerName: string;
  readonly vhdPrefix?: string;
  readonly storageAccount?: string;
  readonly exportVhd: boolean;
  readonly dataDisks: 'include' | 'exclude';
}

export interface ImageInputs {
  readonly gallery: string;
  readonly createGallery: boolean;
  readonly imageDefinition?: string;
  readonly imageVersion?: string;
  /** Region (normalised) to replica count. */
  readonly replicaRegions: ReadonlyMap<string, number>;
  /** Undefined: only a version without a tag is excluded. */
  readonly excludeFromLatest?: boolean;
  /** ISO 8601, `YYYY-MM-DD`. */
  readonly endOfLifeDate?: string;
}

export interface PoolInputs {
  readonly batchAccount: string;
  /** A path inside the workspace, or the specification itself. */
  readonly poolSpec: string;
  readonly poolId?: string;
  readonly existingPool: 'fail';
  readonly waitFor: 'ready' | 'steady' | 'none';
  readonly minReadyNodes?: number;
}

export interface RunInputs {
  readonly mode: 'release' | 'plan';
  readonly timeoutMs: number;
  readonly tags: Readonly<Record<string, string>>;
}
