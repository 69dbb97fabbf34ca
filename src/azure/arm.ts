// Azure Resource Manager: one small interface over REST calls with the body as the caller wrote it.

/** Properties as ARM answers them. Readers pick what they know and pass the rest on untouched. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

export interface ArmRequest {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** The path below the ARM endpoint, e.g. a resource ID; a leading slash. */
  readonly path: string;
  readonly apiVersion: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** Repeated while the provider still works on another request to the same resource. */
  readonly waitsItsTurn?: true;
}

export interface ArmResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: JsonObject;
}

/** How long to follow an operation, and how to call it in messages. */
export interface Wait {
  readonly deadline: Date;
  readonly what: string;
}

/** A request that was accepted: what ARM said at once, and a way to its end. */
export interface ArmOperation {
  readonly accepted: ArmResponse;
  /** Follows the operation; same ends as `Arm.run`. May be called later, and again after a missed deadline. */
  finished(wait: Wait): Promise<JsonObject | undefined>;
}

export interface Arm {
  readonly subscriptionId: string;
  /** Sends and retries (one policy); a status of 400 and above rejects with an AzureServiceError. */
  send(request: ArmRequest): Promise<ArmResponse>;
  /** The resource, or undefined where ARM answers 404. */
  read(path: string, apiVersion: string, query?: Readonly<Record<string, string>>): Promise<JsonObject | undefined>;
  /**
   * The same, once Azure does nothing to it any more (`provisioningState` is an end): what an interrupted run has started
   * must be over before anything else is asked of the resource.
   */
  settled(
    path: string,
    apiVersion: string,
    wait: Wait,
    query?: Readonly<Record<string, string>>,
  ): Promise<JsonObject | undefined>;
  /** All pages of a list. */
  list(path: string, apiVersion: string, query?: Readonly<Record<string, string>>): Promise<readonly JsonObject[]>;
  /** Sends a request that starts a long-running operation and resolves as soon as it is accepted. */
  start(request: ArmRequest): Promise<ArmOperation>;
  /**
   * Sends, then follows the long-running operation to its end. Resolves to the operation's output (POST) or undefined;
   * rejects with an AzureServiceError whose code is the operation's when it fails.
   */
  run(request: ArmRequest, wait: Wait): Promise<JsonObject | undefined>;
}
