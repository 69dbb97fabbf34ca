// Pools in ARM: the same pools as the data plane's, in ARM's spelling, with what only ARM can set (the identity).
import type { ArmAnswer, ArmCall, ArmRoute } from '../arm/route.ts';
import { CLOUDS } from '../kernel/clouds.ts';
import { AzureError } from '../kernel/errors.ts';
import { isObject, objectOf, stringOf } from '../kernel/json.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import type { AccountFacts } from './account.ts';
import { startDelete, stopResize } from './allocation.ts';
import { ACCOUNT_PATH, armAccount, done } from './arm-accounts.ts';
import { requireLinks } from './linked-resources.ts';
import { filterOf, pageOf, selected } from './odata.ts';
import { patchPool, replacePool } from './pool-patch.ts';
import { armPlaces, checkPool, checkScale } from './pool-rules.ts';
import { armPool } from './pool-shapes.ts';
import { armEtag, armPoolView } from './pool-views.ts';
import { addPool, definitionOf, disableAutoScale, poolOf } from './pools.ts';
import { refusal, withRequest } from './refusals.ts';
import { rescale, rescalingOf } from './rescaling.ts';
import { accountOf } from './state.ts';
import type { BatchState, DeallocationOption, Pool } from './state.ts';
import { read } from './translate.ts';
import type { Plane } from './translate.ts';
import { without } from './without.ts';

const POOL_PATH = `${ACCOUNT_PATH}/pools/{pool}`;
const ACTION = 'Microsoft.Batch/batchAccounts/pools';
/** The oldest api-version whose properties are known here; the data plane's oldest has the same ones. */
const SINCE = '2022-10-01';

interface PoolCall {
  readonly call: ArmCall;
  readonly facts: AccountFacts;
  readonly plane: Plane;
}

export function poolArmRoutes(state: BatchState): readonly ArmRoute[] {
  const route = (
    method: ArmRoute['method'],
    path: string,
    right: string,
    handle: (context: PoolCall) => ArmAnswer,
  ): ArmRoute => ({
    method,
    path,
    action: `${ACTION}/${right}`,
    since: SINCE,
    handle: (call) => asProvider(state, () => handle(contextOf(call))),
  });
  return [
    route('GET', `${ACCOUNT_PATH}/pools`, 'read', (context) => list(state, context)),
    route('GET', POOL_PATH, 'read', (context) => shown(context, poolOf(state, context.facts, name(context)))),
    route('PUT', POOL_PATH, 'write', (context) => put(state, context)),
    route('PATCH', POOL_PATH, 'write', (context) => patch(state, context)),
    route('DELETE', POOL_PATH, 'delete', (context) => remove(state, context)),
    route('POST', `${POOL_PATH}/disableAutoScale`, 'write', (context) => {
      const pool = changeable(state, context);
      disableAutoScale(state, pool);
      return shown(context, pool);
    }),
    route('POST', `${POOL_PATH}/stopResize`, 'write', (context) => {
      const pool = changeable(state, context);
      // On a pool that is not being resized this does nothing.
      if (pool.allocationState === 'resizing') stopResize(state, pool);
      return shown(context, pool);
    }),
  ];
}

/** The resource provider's errors carry the same values as the data plane's, and name the account as their target. */
function asProvider(state: BatchState, handle: () => ArmAnswer): ArmAnswer {
  try {
    return handle();
  } catch (error) {
    if (!(error instanceof AzureError)) throw error;
    // These are Resource Manager's own.
    if (error.code === 'ResourceNotFound' || error.code === 'LinkedAuthorizationFailed') throw error;
    const { clock, random } = state.world;
    throw new AzureError(error.status, error.code, withRequest(error.message, random.guid(), clock.now()), {
      target: 'BatchAccount',
      values: error.values,
      headers: error.headers,
    });
  }
}

function contextOf(call: ArmCall): PoolCall {
  const accountId = call.resourceId.replace(/\/pools(\/.*)?$/i, '');
  return { call, facts: armAccount(call.world, accountId), plane: { kind: 'arm', version: call.apiVersion } };
}

function name({ call }: PoolCall): string {
  return call.params.pool ?? '';
}

function shown({ plane }: PoolCall, pool: Pool): ArmAnswer {
  return done(armPoolView(pool, plane), { etag: armEtag(pool) });
}

function changeable(state: BatchState, context: PoolCall): Pool {
  const pool = poolOf(state, context.facts, name(context));
  checkIfMatch(context, pool);
  if (pool.state === 'deleting') throw refusal('PoolBeingDeleted');
  return pool;
}

function checkIfMatch({ call }: PoolCall, pool: Pool | undefined): void {
  const wanted = call.headers['if-match'];
  if (wanted === undefined) return;
  const bare = wanted.replace(/^W\//, '').replaceAll('"', '');
  if (pool === undefined || (bare !== '*' && bare !== pool.etag)) throw refusal('ConditionNotMet');
}

function list(state: BatchState, { call, facts, plane }: PoolCall): ArmAnswer {
  const matches = filterOf(call.query.get('$filter'), [
    'name',
    'properties/allocationState',
    'properties/allocationStateTransitionTime',
    'properties/creationTime',
    'properties/provisioningState',
    'properties/provisioningStateTransitionTime',
    'properties/lastModified',
    'properties/vmSize',
    'properties/interNodeCommunication',
    'properties/scaleSettings/autoScale',
    'properties/scaleSettings/fixedScale',
  ]);
  const views = [...accountOf(state, facts.id).pools.values()].map((pool) => armPoolView(pool, plane)).filter(matches);
  const page = pageOf(views, call.query);
  const select = call.query.get('$select');
  const next = new URLSearchParams(call.query);
  if (page.next !== undefined) next.set('$skiptoken', String(page.next));
  return done({
    value: page.items.map((item) => ({
      ...selected(item, select),
      ...(select === null ? {} : { id: item.id, name: item.name, type: item.type, etag: item.etag }),
    })),
    ...(page.next === undefined
      ? {}
      : {
          nextLink: `https://${CLOUDS[state.world.scenario.cloud].resourceManager}${facts.id}/pools?${next.toString()}`,
        }),
  });
}

/** ARM's body in the data plane's spelling; `properties` is all there is besides the identity. */
function bodyOf({ call, plane }: PoolCall, partial: boolean): JsonObject {
  const { properties } = call.body ?? {};
  for (const member of Object.keys(call.body ?? {})) {
    // A GET's body may be put back as it is.
    if (['properties', 'identity', 'id', 'name', 'type', 'etag', 'tags', 'location'].includes(member)) continue;
    throw refusal('InvalidRequestBody', {
      Reason: `Could not find member '${member}' on object of type 'Pool'. Path '${member}'.`,
    });
  }
  const given = isObject(properties) ? properties : {};
  return flattened(read(armPool, given, plane, 'properties', partial), partial);
}

/** ARM's nesting taken out of a body that is in the data plane's spelling. */
export function flattened(body: JsonObject, partial: boolean): JsonObject {
  const { deploymentConfiguration, scaleSettings, interNodeCommunication, ...rest } = body;
  const flat: Record<string, Json | undefined> = { ...rest };
  const configuration = objectOf(deploymentConfiguration).virtualMachineConfiguration;
  if (configuration !== undefined) flat.virtualMachineConfiguration = configuration;
  if (interNodeCommunication !== undefined) flat.enableInterNodeCommunication = interNodeCommunication === 'enabled';
  const { fixedScale, autoScale } = objectOf(scaleSettings);
  if (fixedScale !== undefined && autoScale !== undefined) {
    throw refusal('InvalidPropertyValue', {
      PropertyName: 'scaleSettings',
      PropertyPath: 'properties.scaleSettings',
      Reason: 'Specify either fixedScale or autoScale, not both.',
    });
  }
  if (isObject(autoScale)) {
    flat.enableAutoScale = true;
    flat.autoScaleFormula = autoScale.formula;
    if (autoScale.evaluationInterval !== undefined) flat.autoScaleEvaluationInterval = autoScale.evaluationInterval;
  } else if (isObject(fixedScale) || !partial) {
    // Without scale settings a pool starts with no nodes.
    const fixed = without(objectOf(fixedScale), 'nodeDeallocationOption');
    Object.assign(flat, { targetDedicatedNodes: 0, targetLowPriorityNodes: 0, ...fixed });
  }
  return Object.fromEntries(Object.entries(flat).filter(([, value]) => value !== undefined));
}

/** The identity is ARM's alone: user-assigned, with the IDs as keys. */
function identityOf(state: BatchState, { call }: PoolCall): JsonObject | undefined {
  const { identity } = call.body ?? {};
  if (!isObject(identity) || identity.type === 'None') return undefined;
  if (identity.type !== 'UserAssigned') {
    throw refusal('InvalidPropertyValue', {
      PropertyName: 'type',
      PropertyPath: 'identity.type',
      PropertyValue: stringOf(identity.type) ?? '',
      Reason: "The identity type must be 'UserAssigned' or 'None'.",
    });
  }
  const { random } = state.world;
  const assigned = Object.keys(objectOf(identity.userAssignedIdentities)).map((id): [string, JsonObject] => [
    id,
    { principalId: random.guid(), clientId: random.guid() },
  ]);
  return { type: 'UserAssigned', userAssignedIdentities: Object.fromEntries(assigned) };
}

function put(state: BatchState, context: PoolCall): ArmAnswer {
  const { call, facts } = context;
  const known = accountOf(state, facts.id).pools.get(name(context).toLowerCase());
  if (call.headers['if-none-match'] === '*' && known !== undefined) throw refusal('ConditionNotMet');
  checkIfMatch(context, known);
  const body = bodyOf(context, false);
  const identity = identityOf(state, context);
  requireLinks(call, body, identity);
  if (body.vmSize === undefined) {
    throw refusal('MissingRequiredProperty', { PropertyName: 'vmSize', PropertyPath: 'properties.vmSize' });
  }
  if (known === undefined) {
    const pool = addPool(state, facts, {
      id: name(context),
      body,
      identity,
      option: optionOf(context),
      caller: call.principal,
      places: armPlaces,
    });
    return shown(context, pool);
  }
  if (known.state === 'deleting') throw refusal('PoolBeingDeleted');
  checkPool(state.world, facts, body, armPlaces);
  const rescaling = rescalingOf(known, body);
  replacePool(state, facts, known, definitionOf(body), { caller: call.principal, places: armPlaces });
  known.identity = identity;
  rescale(state, facts, known, body, rescaling, optionOf(context));
  return shown(context, known);
}

function patch(state: BatchState, context: PoolCall): ArmAnswer {
  const pool = changeable(state, context);
  const body = bodyOf(context, true);
  const scales = ['enableAutoScale', 'targetDedicatedNodes', 'targetLowPriorityNodes'].some(
    (key) => body[key] !== undefined,
  );
  const identity = identityOf(state, context);
  requireLinks(context.call, {}, identity);
  if (scales) checkScale(body, armPlaces);
  const rescaling = scales ? rescalingOf(pool, body) : undefined;
  patchPool(state, context.facts, pool, definitionOf(body), {
    caller: context.call.principal,
    places: armPlaces,
    configuration: 'whole',
  });
  if (context.call.body?.identity !== undefined) pool.identity = identity;
  if (scales) rescale(state, context.facts, pool, body, rescaling, optionOf(context));
  return shown(context, pool);
}

const OPTIONS: Readonly<Record<string, DeallocationOption>> = {
  Requeue: 'requeue',
  Terminate: 'terminate',
  TaskCompletion: 'taskcompletion',
  RetainedData: 'retaineddata',
};

function optionOf({ call }: PoolCall): DeallocationOption | undefined {
  const { scaleSettings } = objectOf(call.body?.properties);
  return OPTIONS[stringOf(objectOf(objectOf(scaleSettings).fixedScale).nodeDeallocationOption) ?? ''];
}

function remove(state: BatchState, context: PoolCall): ArmAnswer {
  const pool = accountOf(state, context.facts.id).pools.get(name(context).toLowerCase());
  checkIfMatch(context, pool);
  if (pool === undefined) return { kind: 'done', status: 204 };
  if (pool.state === 'deleting') throw refusal('PoolBeingDeleted');
  const { clock } = state.world;
  startDelete(state, pool);
  return {
    kind: 'accepted',
    status: 202,
    work: {
      durationMs: Math.max(clock.milliseconds('pool.delete'), clock.milliseconds('pool.release')),
      finish: () => undefined,
    },
  };
}
