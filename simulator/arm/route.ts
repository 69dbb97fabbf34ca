// What an ARM resource provider gives to the ARM front: its operations as data.
import type { AzureError } from '../kernel/errors.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { Principal, World } from '../kernel/world.ts';

export interface ArmRoute {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'PATCH' | 'POST' | 'DELETE';
  /** A path template, e.g. `/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/disks/{disk}`. */
  readonly path: string;
  /** The role action checked, e.g. `Microsoft.Compute/disks/read`; the scope is the resource of the path. */
  readonly action: string;
  /** `signedIn`: any caller may ask, and the handler shows only what the caller may see; `action` is not checked. */
  readonly access?: 'signedIn';
  /** The oldest api-version that has the operation; older or malformed ones are refused. */
  readonly since: string;
  readonly handle: (call: ArmCall) => ArmAnswer | Promise<ArmAnswer>;
}

export interface ArmCall {
  readonly world: World;
  readonly principal: Principal;
  /** The values of the template's parameters, as the caller spelt them. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body; undefined when there was none. */
  readonly body: JsonObject | undefined;
  readonly apiVersion: string;
  /** The path of the request without a trailing action segment: the ID of the resource it is about. */
  readonly resourceId: string;
}

export type ArmAnswer =
  | {
      readonly kind: 'done';
      readonly status: number;
      readonly body?: JsonObject;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      /** A long-running operation: the front adds Azure-AsyncOperation, Location and Retry-After and serves the polls. */
      readonly kind: 'accepted';
      readonly status: 200 | 201 | 202;
      readonly body?: JsonObject;
      readonly work: LongRunning;
    };

export interface LongRunning {
  /** Real milliseconds until it ends (from `world.clock.milliseconds(...)`); ignored when `until` is given. */
  readonly durationMs: number;
  /**
   * Called once at the end. Its value is the operation's output (the Location URL answers it, and the operation body
   * carries it as `properties.output`); an AzureError thrown here ends the operation as Failed.
   */
  readonly finish: () => JsonObject | undefined | Promise<JsonObject | undefined>;
  /** For operations that end when something else does (a replication): called with the function that ends it. */
  readonly until?: (end: () => void) => void;
  /**
   * Called instead of `finish` when a planned fault ends the operation with this error: leaves the resource as a failed
   * one looks.
   */
  readonly fail?: (error: AzureError) => void;
}
