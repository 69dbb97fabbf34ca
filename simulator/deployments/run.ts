// Runs a deployment: each resource as soon as those it depends on are there; one that fails stops what depends on it.
import { asAzureError, type InnerRequests } from '../arm/inner-requests.ts';
import { errorBody } from '../arm/answers.ts';
import { AzureError } from '../kernel/errors.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { Principal, World } from '../kernel/world.ts';
import { statusName } from './template-errors.ts';
import type { PlannedResource } from './template.ts';

/** One entry of the deployment's history, as it stands now. */
export interface DeploymentOperation {
  readonly id: string;
  readonly resource: PlannedResource | undefined;
  readonly startedAt: Date;
  endedAt: Date | undefined;
  state: 'Running' | 'Succeeded' | 'Failed';
  status: number;
  error: AzureError | undefined;
}

export interface DeploymentRun {
  readonly operations: readonly DeploymentOperation[];
  /** Resolves when nothing runs any more; the failures are in the operations. */
  readonly ended: Promise<void>;
}

export function runDeployment(
  world: World,
  inner: InnerRequests,
  principal: Principal,
  resources: readonly PlannedResource[],
): DeploymentRun {
  const operations: DeploymentOperation[] = [];
  const outcomes = new Map<string, Promise<boolean>>();

  const begin = (resource: PlannedResource | undefined): DeploymentOperation => {
    const operation: DeploymentOperation = {
      id: world.random.hex(16).toUpperCase(),
      resource,
      startedAt: world.clock.now(),
      endedAt: undefined,
      state: 'Running',
      status: 200,
      error: undefined,
    };
    operations.push(operation);
    return operation;
  };

  const provision = async (resource: PlannedResource): Promise<boolean> => {
    const operation = begin(resource);
    const { id, apiVersion, body } = resource;
    try {
      operation.status = (await inner.send({ principal, method: 'PUT', id, apiVersion, body })).status;
      operation.state = 'Succeeded';
    } catch (error) {
      operation.error = asAzureError(error);
      operation.status = operation.error.status;
      operation.state = 'Failed';
    }
    operation.endedAt = world.clock.now();
    return operation.state === 'Succeeded';
  };

  const outcomeOf = (resource: PlannedResource): Promise<boolean> => {
    const known = outcomes.get(resource.id);
    if (known !== undefined) return known;
    const needed = resources.filter(({ id }) => resource.dependsOn.includes(id));
    const outcome = Promise.all(needed.map(outcomeOf)).then((found) => found.every(Boolean) && provision(resource));
    outcomes.set(resource.id, outcome);
    return outcome;
  };

  const ended = Promise.all(resources.map(outcomeOf)).then((found) => {
    if (!found.every(Boolean)) return;
    const operation = begin(undefined);
    operation.state = 'Succeeded';
    operation.endedAt = world.clock.now();
  });
  return { operations, ended };
}

/** The shape of a failed deployment: https://github.com/hashicorp/packer/issues/10600 */
export function failureOf({ operations }: DeploymentRun): AzureError | undefined {
  const failed = operations.flatMap(({ error }) => error ?? []);
  if (failed.length === 0) return undefined;
  const details = failed.map((error) => [
    statusName(error.status),
    JSON.stringify({ error: errorBody(error) }, undefined, 2).replaceAll('\n', '\r\n'),
  ]);
  return new AzureError(
    409,
    'DeploymentFailed',
    'At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.',
    { values: Object.fromEntries(details) as Record<string, string> },
  );
}

/** `PT12.5S`, as XML schema writes durations. */
export function durationText(from: Date, to: Date): string {
  return `PT${((to.getTime() - from.getTime()) / 1000).toString()}S`;
}

export function operationView(world: World, deploymentId: string, operation: DeploymentOperation): JsonObject {
  const { id, resource, startedAt, endedAt, state, status, error } = operation;
  return {
    id: `${deploymentId}/operations/${id}`,
    operationId: id,
    properties: {
      provisioningOperation: resource === undefined ? 'EvaluateDeploymentOutput' : 'Create',
      provisioningState: state,
      timestamp: (endedAt ?? startedAt).toISOString(),
      duration: durationText(startedAt, endedAt ?? world.clock.now()),
      trackingId: id
        .padEnd(32, '0')
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
        .toLowerCase(),
      ...(state !== 'Running' && {
        statusCode: error !== undefined ? statusName(status) : status === 201 ? 'Created' : 'OK',
      }),
      ...(error !== undefined && { statusMessage: { error: errorBody(error) } }),
      ...(resource !== undefined && {
        targetResource: { id: resource.id, resourceType: resource.type, resourceName: resource.name },
      }),
    },
  };
}
