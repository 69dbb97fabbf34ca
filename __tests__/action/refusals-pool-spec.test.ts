// What the pool spec says: each mistake is found at its line and column, with what was most likely meant.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStage } from './harness.ts';
import { refusedRun, type Refused } from './refusal.ts';

const stage = createStage();
let workspace = '';
beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'pool-spec-'));
});
afterAll(() => {
  rmSync(workspace, { recursive: true, force: true });
});
beforeEach(async () => stage.control.reset());

async function file(text: string, name = 'pool.yaml'): Promise<Refused> {
  writeFileSync(join(workspace, name), text);
  return refusedRun(stage, { 'pool-spec': name }, { workspace });
}

async function inline(spec: object | string): Promise<readonly string[]> {
  const text = typeof spec === 'string' ? spec : JSON.stringify(spec);
  return (await refusedRun(stage, { 'pool-spec': text })).messages;
}

const POOL = { id: 'render', vmSize: 'Standard_D2s_v5', targetDedicatedNodes: 2 };
const ARM = {
  name: 'render',
  properties: { vmSize: 'STANDARD_D2S_V5', scaleSettings: { fixedScale: { targetDedicatedNodes: 2 } } },
};
const SHAPES =
  'Write the pool as for `az batch pool create --json-file` (`id` and `vmSize` at the top), or as in ARM (`properties` at the top).';
const ONE_POOL = 'one pool, in one of the two shapes that Azure has for it';

describe('annotations', () => {
  test('stand at the file, line and column of the mistake', async () => {
    const { run, messages } = await file(
      [
        'id: render-{version}',
        'vmSize: Standard_D2s_v5',
        'targetDedicatedNode: 2',
        'startTask:',
        '  commandLine: ./install.sh',
        '  waitForSucess: true',
        'virtualMachineConfiguration:',
        '  nodeAgentSkuId: batch.node.ubuntu 24.04',
        'taskSlotsPerNode: many',
      ].join('\n'),
    );
    const unknown = (name: string, meant: string, path = ''): string =>
      `pool-spec: found ${path}${name}, which this shape of a pool does not have; expected ${path}${meant}. Did you mean ${meant}?`;
    expect(messages).toEqual([
      `pool.yaml:3:1: ${unknown('targetDedicatedNode', 'targetDedicatedNodes')}`,
      `pool.yaml:6:3: ${unknown('waitForSucess', 'waitForSuccess', 'startTask.')}`,
      `pool.yaml:8:3: ${unknown('nodeAgentSkuId', 'nodeAgentSKUId', 'virtualMachineConfiguration.')}`,
      'pool.yaml:9:19: pool-spec: found taskSlotsPerNode = "many"; expected a whole number. Correct the value.',
    ]);
    expect(run.annotations).toMatchObject([
      { level: 'error', title: 'pool-spec', file: 'pool.yaml', line: 3, column: 1 },
      { level: 'error', title: 'pool-spec', file: 'pool.yaml', line: 6, column: 3 },
      { level: 'error', title: 'pool-spec', file: 'pool.yaml', line: 8, column: 3 },
      { level: 'error', title: 'pool-spec', file: 'pool.yaml', line: 9, column: 19 },
    ]);
  });

  test('of a spec in the workflow itself name no file', async () => {
    const { run } = await refusedRun(stage, { 'pool-spec': '{"id": "render", "vmSize": "x", "vmCount": 1}' });
    expect(run.annotations).toMatchObject([{ level: 'error', title: 'pool-spec' }, { level: 'error' }]);
    for (const annotation of run.annotations) expect(annotation.file).toBeUndefined();
  });
});

describe('text that cannot be read', () => {
  test.each([
    [
      'a comma too many',
      'bad.json',
      '{\n  "id": "render",\n  "vmSize": "x",,\n}',
      'bad.json:3:17',
      'Unexpected , in flow map',
    ],
    ['no end', 'bad.json', '{ "id": "render', 'bad.json:1:16', 'Missing closing "quote'],
    ['a tab', 'bad.yaml', 'id: render\n\tvmSize: x\n', 'bad.yaml:2:1', 'Tabs are not allowed as indentation'],
  ])('%s', async (_, name, text, place, reason) => {
    const { messages } = await file(text, name);
    expect(messages[0]).toBe(
      `${place}: pool-spec: found text that cannot be read (${reason}); expected well-formed JSON or YAML. Mend the text at this place.`,
    );
  });

  test('the same property twice', async () => {
    const { messages } = await file('id: render\nvmSize: x\ntargetDedicatedNodes: 1\ntargetDedicatedNodes: 2\n');
    expect(messages).toEqual([
      'pool.yaml:4:1: pool-spec: found the same property twice; expected each property once. Remove one of the two.',
    ]);
  });

  test('two documents', async () => {
    const { messages } = await file('id: render\nvmSize: x\ntargetDedicatedNodes: 1\n---\nid: other\n');
    expect(messages).toEqual([
      'pool.yaml:4:1: pool-spec: found a second document; expected one pool in one document. ' +
        'Give one pool as JSON or YAML, as for `az batch pool create --json-file`.',
    ]);
  });

  test('a bomb of aliases', async () => {
    const level = (name: string, below: string): string => `  - &${name} [${Array(10).fill(below).join(', ')}]`;
    const bomb = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, index, names) =>
      level(name, index === 0 ? 'x' : `*${names[index - 1] ?? ''}`),
    );
    const { messages } = await file(['id: render', 'vmSize: x', 'metadata:', ...bomb].join('\n'));
    expect(messages).toEqual([
      'pool.yaml:1:1: pool-spec: found aliases that unfold into far more than is written; expected a pool with few aliases, or ' +
        'none. Give one pool as JSON or YAML, as for `az batch pool create --json-file`.',
    ]);
  });
});

describe('text that is no pool', () => {
  test.each<[string, string, string]>([
    ['a list', '[\n1]', 'a list'],
    ['a sentence', 'render\npool', 'a single value'],
    ['both shapes', JSON.stringify({ ...POOL, ...ARM }), 'properties of both shapes at the top'],
    ['neither shape', '{"size": 2}', 'neither `properties` nor `id` and `vmSize` at the top'],
  ])('%s', async (_, text, found) => {
    expect(await inline(text)).toEqual([`pool-spec:1:1: found ${found}; expected ${ONE_POOL}. ${SHAPES}`]);
  });

  test('a whole ARM template', async () => {
    expect(await inline({ resources: [ARM] })).toEqual([
      `pool-spec:1:1: found a whole ARM template; expected ${ONE_POOL}. Give the pool resource of it alone. ${SHAPES}`,
    ]);
  });

  test('an ARM pool without a name, and no pool-id', async () => {
    expect(await inline({ properties: ARM.properties })).toEqual([
      'pool-id: found no pool ID, neither in the input nor in the pool spec; expected a pool ID, e.g. render-{version}. ' +
        'Set pool-id, or give the pool spec an id (ARM shape: name).',
    ]);
  });
});

describe('values that Batch refuses', () => {
  test('ranges', async () => {
    const spec = {
      ...POOL,
      targetDedicatedNodes: -1,
      taskSlotsPerNode: 500,
      resizeTimeout: 'PT1M',
      targetLowPriorityNodes: 1.5,
    };
    expect((await inline(spec)).map(withoutPlace)).toEqual([
      'found targetDedicatedNodes = -1; expected a number from 0. Correct the value.',
      'found taskSlotsPerNode = 500; expected a number up to 256. Correct the value.',
      'found resizeTimeout = PT1M; expected at least PT5M. Correct the duration; Batch refuses any other.',
      'found targetLowPriorityNodes = 1.5; expected a whole number. Correct the value.',
    ]);
  });

  test('types', async () => {
    const spec = {
      ...POOL,
      vmSize: 5,
      startTask: './install.sh',
      metadata: { team: 'render' },
      enableInterNodeCommunication: 'yes',
    };
    expect((await inline(spec)).map(withoutPlace)).toEqual([
      'found vmSize = 5; expected a text (quote it where YAML would read a number or a truth value). Correct the value.',
      'found startTask = "./install.sh"; expected an object with properties. Correct the value.',
      'found metadata = an object; expected a list. Correct the value.',
      'found enableInterNodeCommunication = "yes"; expected true or false. Correct the value.',
    ]);
  });

  test('the casing of ARM at the data plane', async () => {
    const spec = {
      ...POOL,
      targetNodeCommunicationMode: 'Simplified',
      virtualMachineConfiguration: { nodeAgentSkuId: 'x' },
    };
    expect((await inline(spec)).map(withoutPlace)).toEqual([
      'found targetNodeCommunicationMode = "Simplified"; expected one of default, classic, simplified. Did you mean simplified?',
      'found virtualMachineConfiguration.nodeAgentSkuId, which this shape of a pool does not have; expected ' +
        'virtualMachineConfiguration.nodeAgentSKUId. Did you mean nodeAgentSKUId?',
    ]);
  });

  test('the casing of the data plane in ARM', async () => {
    const machine = 'properties.deploymentConfiguration.virtualMachineConfiguration';
    const deploymentConfiguration = { virtualMachineConfiguration: { nodeAgentSKUId: 'x' } };
    const properties = { ...ARM.properties, targetNodeCommunicationMode: 'simplified', deploymentConfiguration };
    expect((await inline({ ...ARM, properties })).map(withoutPlace)).toEqual([
      'found properties.targetNodeCommunicationMode = "simplified"; expected one of Default, Classic, Simplified. Did you mean Simplified?',
      `found ${machine}.nodeAgentSKUId, which this shape of a pool does not have; expected ${machine}.nodeAgentSkuId. Did you mean nodeAgentSkuId?`,
    ]);
  });

  test.each<[string, object, string]>([
    [
      'a formula beside fixed targets',
      { ...POOL, enableAutoScale: true, autoScaleFormula: '$TargetDedicatedNodes = 1;' },
      'found enableAutoScale and targetDedicatedNodes; expected a formula or fixed targets, not both. Remove targetDedicatedNodes, or autoscaling.',
    ],
    [
      'both ways to scale in ARM',
      {
        ...ARM,
        properties: {
          ...ARM.properties,
          scaleSettings: { ...ARM.properties.scaleSettings, autoScale: { formula: 'x' } },
        },
      },
      'found fixedScale and autoScale; expected one of the two. Remove fixedScale or autoScale.',
    ],
    [
      'no number of nodes',
      { id: 'render', vmSize: 'x' },
      'found no number of nodes; expected a target or a formula. Add targetDedicatedNodes or targetLowPriorityNodes, or enableAutoScale with autoScaleFormula.',
    ],
    [
      'metadata like a mark, in any case',
      { ...POOL, metadata: [{ name: 'ABIP_family', value: 'x' }] },
      'found metadata ABIP_family; expected no name that starts with abip_. Rename it: these names are how the action finds its own pools.',
    ],
    [
      'an identity at the data plane',
      { ...POOL, identity: { type: 'UserAssigned' } },
      'found identity, which the data plane cannot set; expected a pool with an identity in the ARM shape. Write the pool in the ARM shape: `identity` beside `properties`.',
    ],
    [
      'an expression of an ARM template',
      { ...ARM, properties: { ...ARM.properties, vmSize: "[parameters('size')]" } },
      'found properties.vmSize = "[parameters(\'size\')]"; expected a value. Write the value in its place: expressions of ARM templates are not evaluated here.',
    ],
    [
      'an ID with a space',
      { ...POOL, id: 'render pool' },
      'found id = "render pool"; expected letters, digits, hyphens and underscores, and {version} where the image version shall stand. Correct the value.',
    ],
  ])('%s', async (_, spec, message) => {
    expect((await inline(spec)).map(withoutPlace)).toEqual([message]);
  });

  test('a secret of the wrong type is not shown', async () => {
    const { run, messages } = await refusedRun(stage, {
      'pool-spec': JSON.stringify({ ...POOL, userAccounts: [{ name: 'builder', password: 987654321 }] }),
    });
    expect(messages.map(withoutPlace)).toEqual([
      'found userAccounts[0].password = ***; expected a text (quote it where YAML would read a number or a truth value). Correct the value.',
    ]);
    expect(run.unmasked).not.toContain('987654321');
    expect(run.outputs['result']).not.toContain('987654321');
  });
});

/** `pool-spec:1:66: found ...` */
function withoutPlace(message: string): string {
  expect(message).toMatch(/^pool-spec:1:\d+: found /);
  return message.replace(/^pool-spec:1:\d+: /, '');
}
