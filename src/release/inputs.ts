// The inputs of one run, typed: what the workflow asked for, before names become resource IDs and defaults that depend on
// other things are filled in. Every field is one input of action.yml.

export type Inputs = SignInInputs & SourceInputs & CaptureInputs & ImageInputs & PoolInputs & RunInputs;

/** With `mode: inspect`. */
export interface InspectInputs extends SignInInputs {
  /** Of everything that is given by name. */
  readonly resourceGroup?: string;
  readonly batchAccount: string;
  readonly gallery?: string;
  readonly storageAccount?: string;
  readonly timeoutMs: number;
}

export interface SignInInputs {
  /** Undefined with a managed identity or the session of `azure/login`. */
  readonly clientId?: string;
  readonly tenantId?: string;
  readonly subscriptionId: string;
  /** A cloud's name as Azure CLI spells it, or the `https` address of an ARM endpoint. */
  readonly environment: string;
  /** By name; checked with everything else. */
  readonly cloudEndpoints: Readonly<Record<string, string>>;
  /** Undefined: the cloud's own. */
  readonly oidcAudience?: string;
}

export interface SourceInputs {
  /** Where every resource given by name is; undefined only when all are given by ID. */
  readonly resourceGroup?: string;
  readonly source: SourceInput;
}

/** Exactly one of four inputs. */
export type SourceInput =
  /** A name or a resource ID, as all resources below. */
  | { readonly kind: 'vm'; readonly vmName: string }
  /** Perhaps with a SAS, which is a secret. */
  | { readonly kind: 'vhd-blob'; readonly vhdUrl: string }
  | { readonly kind: 'vhd-file'; readonly vhdFile: string }
  | { readonly kind: 'image-version'; readonly imageVersionId: string };

/** As action.yml spells the input of each. */
export const SOURCE_INPUTS = {
  vm: 'vm-name',
  'vhd-blob': 'vhd-url',
  'vhd-file': 'vhd-file',
  'image-version': 'image-version-id',
} as const satisfies Record<SourceInput['kind'], string>;

export interface CaptureInputs {
  readonly captureMode: 'snapshot' | 'generalize';
  /** A path in the workspace. */
  readonly templatePath?: string;
  readonly overwriteVhd: boolean;
  readonly containerName: string;
  readonly vhdPrefix?: string;
  readonly storageAccount?: string;
  readonly exportVhd: boolean;
  readonly dataDisks: 'include' | 'exclude';
}

export interface ImageInputs {
  /** Undefined only with an image version that exists. */
  readonly gallery?: string;
  readonly createGallery: boolean;
  readonly imageDefinition?: string;
  readonly imageVersion?: string;
  readonly osType?: 'Linux' | 'Windows';
  readonly hyperVGeneration?: 'V1' | 'V2';
  readonly architecture?: 'x64' | 'Arm64';
  readonly securityType?: 'Standard' | 'TrustedLaunch' | 'TrustedLaunchSupported';
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
