// Microsoft.Resources/deployments in a resource group: validate, deploy, look, list what was done, delete the record.
import type { InnerRequests } from '../arm/inner-requests.ts';
import { page } from '../arm/paging.ts';
import { gatewayError, refusals } from '../arm/refusals.ts';
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import { groupId } from '../arm/scopes.ts';
import { done, GROUP_PATH, NO_CONTENT, notSimulated, param, requiredBody } from '../compute/compute-ids.ts';
import type { AzureError } from '../kernel/errors.ts';
import { objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import { displayName } from '../kernel/regions.ts';
import type { World } from '../kernel/world.ts';
import { durationText, failureOf, operationView, runDeployment, type DeploymentRun } from './run.ts';
import { unauthorizedResource } from './template-errors.ts';
import { readDeployment, type DeploymentPlan } from './template.ts';

const TYPE = 'Microsoft.Resources/deployments';
const PATH = `${GROUP_PATH}/providers/${TYPE}/{deployment}`;
const SINCE = '2014-04-01';

/** What a deployment has beside its body: its template, and the operations that its history lists. */
interface History {
  readonly plan: DeploymentPlan;
  readonly run: DeploymentRun;
}

const histories = new WeakMap<World, Map<string, History>>();

function historiesOf(world: World): Map<string, History> {
  let map = histories.get(world);
  if (map === undefined) {
    map = new Map();
    histories.set(world, map);
  }
  return map;
}

function idOf(call: ArmCall): string {
  return `${groupOf(call)}/providers/${TYPE}/${param(call, 'deployment')}`;
}

function groupOf(call: ArmCall): string {
  return groupId(param(call, 'subscription'), param(call, 'group'));
}

function deploymentNotFound(call: ArmCall): AzureError {
  return gatewayError(404, 'DeploymentNotFound', `Deployment '${param(call, 'deployment')}' could not be found.`);
}

function planOf(call: ArmCall, inner: InnerRequests): DeploymentPlan {
  const { world, principal } = call;
  const name = param(call, 'deployment');
  if (!/^[-\w._()]{1,64}$/.test(name)) {
    throw gatewayError(
      400,
      'InvalidDeploymentName',
      `The provided deployment name '${name}' has a length of '${name.length}' which exceeds the maximum length of '64', or contains characters that are not allowed.`,
    );
  }
  const subscription = param(call, 'subscription');
  const group = world.resources.get(groupOf(call));
  const plan = readDeployment(objectOf(requiredBody(call, 'parameters')['properties']), {
    subscription: {
      id: `/subscriptions/${subscription}`,
      subscriptionId: subscription,
      tenantId: world.scenario.tenantId,
    },
    resourceGroup: group?.body ?? {},
    deploymentName: name,
  });
  for (const resource of plan.resources) {
    const action = inner.actionOf('PUT', resource.id);
    if (action === undefined) throw notSimulated(`template resources of type '${resource.type}'`);
    if (!world.roles.allows(principal, action, resource.id)) throw unauthorizedResource(principal, resource, action);
    inner.check({ method: 'PUT', ...resource });
  }
  return plan;
}

/** The parts of a deployment's properties that follow from its template. */
function planView(call: ArmCall, plan: DeploymentPlan): JsonObject {
  const { world } = call;
  const place = displayName(world.scenario.region);
  const namespaces = new Map<string, Set<string>>();
  for (const { type } of plan.resources) {
    const [namespace = '', ...types] = type.split('/');
    namespaces.set(namespace, (namespaces.get(namespace) ?? new Set()).add(types.join('/')));
  }
  const named = (id: string): JsonObject => {
    const resource = plan.resources.find((one) => one.id === id);
    return { id, resourceType: resource?.type, resourceName: resource?.name };
  };
  return {
    templateHash: BigInt(`0x${world.random.hex(15)}`).toString(),
    parameters: plan.parameters,
    mode: 'Incremental',
    correlationId: call.headers['x-ms-correlation-request-id'] ?? world.random.guid(),
    providers: [...namespaces].map(([namespace, types]) => ({
      namespace,
      resourceTypes: [...types].map((resourceType) => ({ resourceType, locations: [place] })),
    })),
    dependencies: plan.resources
      .filter(({ dependsOn }) => dependsOn.length > 0)
      .map(({ id, dependsOn }) => ({ dependsOn: dependsOn.map(named), ...named(id) })),
  };
}

function bodyOf(call: ArmCall, properties: JsonObject): JsonObject {
  const tags = objectOf(call.body?.['tags']);
  return {
    id: idOf(call),
    name: param(call, 'deployment'),
    type: TYPE,
    ...(Object.keys(tags).length > 0 && { tags }),
    properties,
  };
}

function validate(call: ArmCall, inner: InnerRequests): ArmAnswer {
  const plan = planOf(call, inner);
  return done(
    bodyOf(call, {
      ...planView(call, plan),
      provisioningState: 'Succeeded',
      timestamp: call.world.clock.now().toISOString(),
      duration: 'PT0S',
      validatedResources: plan.resources.map(({ id }) => ({ id })),
    }),
  );
}

async function put(call: ArmCall, inner: InnerRequests): Promise<ArmAnswer> {
  const { world, principal } = call;
  const id = idOf(call);
  const existing = world.resources.get(id);
  requireSettled(call, 'edit or replace');
  const plan = planOf(call, inner);
  const begun = world.clock.now();
  const common = planView(call, plan);
  const write = (properties: JsonObject): JsonObject =>
    world.resources.put(
      id,
      bodyOf(call, {
        ...common,
        timestamp: world.clock.now().toISOString(),
        duration: durationText(begun, world.clock.now()),
        ...properties,
      }),
    ).body;
  const accepted = write({ provisioningState: 'Accepted' });
  const run = runDeployment(world, inner, principal, plan.resources);
  historiesOf(world).set(id.toLowerCase(), { plan, run });
  write({ provisioningState: 'Running' });
  // What takes no time is over before the answer goes out.
  if (world.clock.milliseconds('deployment.write') === 0) await run.ended;

  const reference = (resource: string): Json =>
    world.resources.get(resource)?.body['properties'] ??
    world.resources.get(plan.resources.find(({ name }) => name === resource)?.id ?? '')?.body['properties'] ??
    null;
  return {
    kind: 'accepted',
    status: existing === undefined ? 201 : 200,
    body: accepted,
    work: {
      durationMs: 0,
      until: (end) => void run.ended.then(end),
      finish() {
        const error = failureOf(run);
        if (error !== undefined) {
          const details = Object.entries(error.values).map(([code, message]) => ({ code, message }));
          write({ provisioningState: 'Failed', error: { code: error.code, message: error.message, details } });
          throw error;
        }
        const outputs = plan.outputs(reference);
        write({
          provisioningState: 'Succeeded',
          ...(Object.keys(outputs).length > 0 && { outputs }),
          outputResources: plan.resources.map((resource) => ({ id: resource.id })),
        });
        return undefined;
      },
      fail: () => void write({ provisioningState: 'Failed' }),
    },
  };
}

/** Only one run at a time under a name. */
function requireSettled(call: ArmCall, what: string): void {
  const properties = objectOf(call.world.resources.get(idOf(call))?.body['properties']);
  if (properties['provisioningState'] !== 'Running') return;
  throw gatewayError(
    409,
    'DeploymentActive',
    `Unable to ${what} deployment '${param(call, 'deployment')}': previous deployment from '${stringOf(properties['timestamp']) ?? ''}' is still active. Please see https://aka.ms/arm-deploy for usage details.`,
  );
}

function remove(call: ArmCall): ArmAnswer {
  const { world } = call;
  const id = idOf(call);
  if (world.resources.get(id) === undefined) return NO_CONTENT;
  requireSettled(call, 'delete');
  return {
    kind: 'accepted',
    status: 202,
    work: {
      durationMs: world.clock.milliseconds('deployment.write'),
      finish() {
        historiesOf(world).delete(id.toLowerCase());
        world.resources.delete(id);
        return undefined;
      },
    },
  };
}

function historyOf(call: ArmCall): History {
  // A history outlives a deployment that went with its group.
  const isThere = call.world.resources.get(idOf(call)) !== undefined;
  const history = isThere ? historiesOf(call.world).get(idOf(call).toLowerCase()) : undefined;
  if (history === undefined) throw deploymentNotFound(call);
  return history;
}

/** The newest first: so do the logs of https://github.com/hashicorp/packer/issues/10464 list them. */
function operationViews(call: ArmCall): readonly JsonObject[] {
  const { run } = historyOf(call);
  return run.operations.map((one) => operationView(call.world, idOf(call), one)).reverse();
}

function listOperations(call: ArmCall): ArmAnswer {
  return done(page(call, `${idOf(call)}/operations`, operationViews(call)));
}

function getOperation(call: ArmCall): ArmAnswer {
  const wanted = param(call, 'operation').toLowerCase();
  const found = operationViews(call).find((one) => stringOf(one['operationId'])?.toLowerCase() === wanted);
  if (found !== undefined) return done(found);
  throw gatewayError(
    404,
    'DeploymentOperationNotFound',
    `Deployment operation '${param(call, 'operation')}' could not be found.`,
  );
}

function get(call: ArmCall): ArmAnswer {
  const deployment = call.world.resources.get(idOf(call));
  if (deployment === undefined) throw deploymentNotFound(call);
  return done(deployment.body);
}

function list(call: ArmCall): ArmAnswer {
  if (call.query.get('$filter') !== null) throw notSimulated('a filter of the list of deployments');
  const found = call.world.resources.ofType(TYPE, groupOf(call)).map(({ body }) => body);
  return done(page(call, `${groupOf(call)}/providers/${TYPE}/`, found));
}

export function deploymentRoutes(inner: InnerRequests): readonly ArmRoute[] {
  const route = (method: ArmRoute['method'], path: string, action: string, handle: ArmRoute['handle']): ArmRoute => ({
    method,
    path,
    action: `${TYPE}/${action}`,
    since: SINCE,
    handle,
  });
  // Older clients leave the provider out of the path of the operations.
  const operations = [`${PATH}/operations`, `${GROUP_PATH}/deployments/{deployment}/operations`];
  return [
    route('POST', `${PATH}/validate`, 'validate/action', (call) => validate(call, inner)),
    route('PUT', PATH, 'write', (call) => put(call, inner)),
    route('GET', PATH, 'read', get),
    route('HEAD', PATH, 'read', (call) => ({
      kind: 'done',
      status: call.world.resources.get(idOf(call)) === undefined ? 404 : 204,
    })),
    route('DELETE', PATH, 'delete', remove),
    route('GET', `${GROUP_PATH}/providers/${TYPE}`, 'read', list),
    route('POST', `${PATH}/exportTemplate`, 'exportTemplate/action', (call) =>
      done({ template: historyOf(call).plan.template }),
    ),
    ...operations.flatMap((path) => [
      route('GET', path, 'operations/read', listOperations),
      route('GET', `${path}/{operation}`, 'operations/read', getOperation),
    ]),
    route('POST', `${PATH}/cancel`, 'cancel/action', (call) => {
      throw refusals.notSimulated('POST', `${call.resourceId}/cancel`);
    }),
  ];
}
