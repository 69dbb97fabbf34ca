// Commands about Batch pools, in both planes.
import fc from 'fast-check';
import type { JsonObject } from '../../../../simulator/kernel/json.ts';
import {
  batch,
  choices,
  command,
  commandOnOne,
  fresh,
  mustBeThere,
  mustGo,
  oneOf,
  poolKey,
  type CommandKind,
} from '../command.ts';
import { DEFINITIONS, POOLS, SEEDED_VERSION, VERSIONS } from '../names.ts';
import type { Request } from '../step.ts';
import {
  armBody,
  armPoolKey,
  armScale,
  configuration,
  isStopped,
  memberIs,
  onArmPool,
  onPool,
  poolBody,
  targetsAre,
} from './pool-requests.ts';

const image = oneOf([
  ...Array.from({ length: 8 }, () => SEEDED_VERSION),
  SEEDED_VERSION.replace(/\/versions\/.*/, ''),
  ...VERSIONS,
  ...DEFINITIONS,
]);
const dedicated = fc.nat({ max: 8 });
const low = fc.nat({ max: 3 });
const option = oneOf(['requeue', 'terminate', 'taskcompletion', 'retaineddata']);
const formulas = oneOf([
  '$TargetDedicatedNodes = 2',
  '$TargetDedicatedNodes = 5; $TargetLowPriorityNodes = 1',
  '$Nonsense',
]);
const formula = fc.option(formulas, { freq: 2 });
const mark = oneOf(['x', 'y']);
const traits = fc.record({
  image,
  vmSize: oneOf(['Standard_D2s_v5', 'Standard_D2s_v5', 'Standard_D4s_v5']),
  dedicated,
  low,
  startTask: fc.boolean(),
  slots: oneOf([1, 1, 2]),
  formula,
});

/** A command about a pool that mostly is there, and in a state that suits it. */
function onSome<T>(
  name: string,
  drawn: fc.Arbitrary<T>,
  request: (id: string, value: T) => Request,
  more: Omit<CommandKind, 'name' | 'plans'> & { readonly suits?: (pool: JsonObject) => boolean } = {},
): CommandKind {
  const { suits, ...kind } = more;
  return commandOnOne(name, { names: POOLS, key: poolKey, suits }, drawn, request, kind);
}

const nothing = fc.constant(undefined);
const isIn =
  (...states: readonly string[]) =>
  ({ allocationState, state }: JsonObject): boolean =>
    state === 'active' && states.includes(typeof allocationState === 'string' ? allocationState : '');
const isFixed = (pool: JsonObject): boolean => isIn('steady')(pool) && pool['enableAutoScale'] === false;
const isScaling = (pool: JsonObject): boolean => isIn('steady', 'resizing')(pool) && pool['enableAutoScale'] === true;

function marked(value: string): readonly JsonObject[] {
  return [{ name: 'mark', value }];
}

export const poolCommands: readonly CommandKind[] = [
  command(
    'pool.add',
    fc.record({ choice: choices, traits }),
    ({ choice, traits }, view) => {
      const id = fresh(choice, POOLS, view, poolKey);
      return {
        ...onPool(id, 'POST', '', undefined, mustBeThere(poolKey(id), armPoolKey(id))),
        asked: batch('POST', '/pools', { id, ...poolBody(traits) }),
      };
    },
    { weight: 6 },
  ),
  command(
    'pool.put',
    fc.record({ id: oneOf(POOLS), traits }),
    ({ id, traits }) => onArmPool(id, 'PUT', '', armBody(traits), mustBeThere(poolKey(id), armPoolKey(id))),
    { weight: 4, conditions: 'all' },
  ),
  onSome(
    'pool.armPatch',
    fc.record({ dedicated, low, formula, mark }),
    (id, { mark, ...scale }) =>
      onArmPool(
        id,
        'PATCH',
        '',
        { properties: { metadata: marked(mark), scaleSettings: armScale(scale) } },
        memberIs(id, 'metadata', marked(mark)),
      ),
    { weight: 3, conditions: 'match', suits: isIn('steady') },
  ),
  onSome(
    'pool.patch',
    fc.record({ mark, image: fc.option(image, { freq: 1 }) }),
    (id, { mark, image }) =>
      onPool(
        id,
        'PATCH',
        '',
        { metadata: marked(mark), ...(image !== null && { virtualMachineConfiguration: configuration(image) }) },
        memberIs(id, 'metadata', marked(mark)),
      ),
    { weight: 3, conditions: 'all' },
  ),
  onSome('pool.updateproperties', mark, (id, mark) =>
    onPool(
      id,
      'POST',
      '/updateproperties',
      { metadata: marked(mark), applicationPackageReferences: [] },
      memberIs(id, 'metadata', marked(mark)),
    ),
  ),
  onSome(
    'pool.resize',
    fc.record({ dedicated, low, option }),
    (id, { dedicated, low, option }) =>
      onPool(
        id,
        'POST',
        '/resize',
        { targetDedicatedNodes: dedicated, targetLowPriorityNodes: low, nodeDeallocationOption: option },
        targetsAre(id, dedicated, low),
      ),
    { weight: 6, conditions: 'all', suits: isFixed },
  ),
  onSome('pool.stopresize', nothing, (id) => onPool(id, 'POST', '/stopresize', undefined, isStopped(id)), {
    weight: 5,
    conditions: 'all',
    suits: isIn('resizing'),
  }),
  onSome('pool.armStopResize', nothing, (id) => onArmPool(id, 'POST', '/stopResize', undefined, isStopped(id)), {
    weight: 2,
    suits: isIn('resizing'),
  }),
  onSome(
    'pool.enableautoscale',
    formulas,
    (id, text) =>
      onPool(id, 'POST', '/enableautoscale', { autoScaleFormula: text }, memberIs(id, 'autoScaleFormula', text)),
    { weight: 3, conditions: 'all', suits: isIn('steady') },
  ),
  onSome(
    'pool.disableautoscale',
    nothing,
    (id) => onPool(id, 'POST', '/disableautoscale', undefined, memberIs(id, 'enableAutoScale', false)),
    { weight: 2, suits: isScaling },
  ),
  onSome(
    'pool.armDisableAutoScale',
    nothing,
    (id) => onArmPool(id, 'POST', '/disableAutoScale', undefined, memberIs(id, 'enableAutoScale', false)),
    { weight: 2 },
  ),
  onSome(
    'pool.evaluateautoscale',
    formulas,
    (id, text) => onPool(id, 'POST', '/evaluateautoscale', { autoScaleFormula: text }),
    { weight: 2, suits: isScaling },
  ),
  onSome('pool.delete', nothing, (id) => onPool(id, 'DELETE', '', undefined, mustGo(poolKey(id))), {
    weight: 2,
    conditions: 'all',
  }),
  onSome('pool.armDelete', nothing, (id) => onArmPool(id, 'DELETE', '', undefined, mustGo(poolKey(id))), {
    weight: 2,
    suits: ({ state }) => state === 'deleting',
  }),
  onSome('pool.unknown', nothing, (id) => onPool(id, 'POST', '/upgradeos', {}), { isUnsimulated: true }),
];
