import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { ARM, DATA_PLANE, placesOf, problemsOf, specOf } from './specs.ts';

describe('shapes', () => {
  test('id and vmSize at the top make a data plane pool, sent whole', () => {
    const spec = specOf(DATA_PLANE);
    expect(spec).toMatchObject({ kind: 'dataPlane', id: 'render', body: DATA_PLANE, notices: [] });
  });

  test('properties at the top make an ARM pool, with its identity', () => {
    const identity = { type: 'UserAssigned', userAssignedIdentities: { '/subscriptions/x': {} } };
    const spec = specOf({ ...ARM, identity, name: 'account/render-{version}' });
    expect(spec).toMatchObject({ kind: 'arm', id: 'render-{version}' });
    expect(spec.body).toEqual({ ...ARM, identity });
  });

  test.each([
    ['neither', '{}'],
    ['both', 'vmSize: a\nproperties: {}'],
    ['a list', '- id: a'],
    ['a single value', 'render'],
    ['a template', '{"resources": []}'],
  ])('%s is refused and both shapes are told', (_name, text) => {
    const [problem, ...others] = problemsOf(text);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'pool-spec-shape', input: 'pool-spec' });
    expect(problem?.fix).toMatch(/id.*vmSize.*properties/s);
  });

  test('the resource ID in the answer of ARM does not make it a data plane pool', () => {
    expect(specOf({ ...ARM, id: '/subscriptions/s/resourceGroups/g/x', etag: 'W/"1"', type: 't' }).kind).toBe('arm');
  });

  test.each(['pool.yaml', 'pool-autoscale.yaml', 'pool-arm.json'])('examples/%s is a sound pool spec', (name) => {
    const text = readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8');
    expect(specOf(text).notices).toEqual([]);
  });

  test('JSON indented with tabs and a byte order mark is read', () => {
    expect(specOf(`\uFEFF${JSON.stringify(DATA_PLANE, null, '\t')}`).body).toEqual(DATA_PLANE);
  });

  test('the line for the schema of an editor is not sent', () => {
    expect(specOf({ $schema: 'x', ...DATA_PLANE }).body).toEqual(DATA_PLANE);
  });

  test('aliases are followed, also by positions', () => {
    const text = 'id: a\nvmSize: b\ntargetDedicatedNodes: 1\nmetadata:\n- &m {name: n, value: v}\n- *m\n';
    const spec = specOf(text);
    expect(spec.body.metadata).toEqual([
      { name: 'n', value: 'v' },
      { name: 'n', value: 'v' },
    ]);
    expect(spec.locate(['metadata', 1, 'value'])).toMatchObject({ line: 5 });
  });
});

describe('text that is no pool', () => {
  test.each([
    ['', 'pool-spec:1:1 pool-spec-unreadable'],
    ['# a comment', 'pool-spec:1:1 pool-spec-unreadable'],
    ['id: a\n---\nid: b', 'pool-spec:2:1 pool-spec-unreadable'],
    ['id: a\nid: b', 'pool-spec:2:1 pool-spec-duplicate-key'],
    ['{"id": "a", "id": "b"}', 'pool-spec:1:13 pool-spec-duplicate-key'],
    ['id: [1', 'pool-spec:1:7 pool-spec-syntax'],
    [`id: ${'x'.repeat(300_000)}`, 'pool-spec:1:1 pool-spec-unreadable'],
    ['['.repeat(50_000), 'pool-spec:1:1 pool-spec-unreadable'],
  ])('%.20s', (text, place) => {
    expect(placesOf(text)[0]).toBe(place);
  });

  test('an alias bomb is refused before it goes off', () => {
    const levels = ['a0: &a0 [x]'];
    for (let level = 1; level < 8; level += 1) {
      const aliases = Array.from({ length: 10 }, () => `*a${level - 1}`);
      levels.push(`a${level}: &a${level} [${aliases.join(',')}]`);
    }
    expect(placesOf(levels.join('\n'))).toEqual(['pool-spec:1:1 pool-spec-unreadable']);
  });
});

describe('misspelt and misplaced', () => {
  test('every problem is told at once, in the order of the text, with its place', () => {
    const text = [
      'id: x',
      'vmSize: s',
      'targetDedicatedNode: 1',
      'virtualMachineConfiguration:',
      '  nodeAgentSkuId: a',
      '  imageReference: {id: /x}',
      'metadata:',
      '- {name: abip_x, value: "1"}',
      'resizeTimeout: PT1M',
      'startTask:',
      '  userIdentity: {autoUser: {scope: Pool}}',
    ].join('\n');
    expect(placesOf(text, 'pools/render.yaml')).toEqual([
      'pools/render.yaml:3:1 pool-spec-unknown-property',
      'pools/render.yaml:5:3 pool-spec-unknown-property',
      'pools/render.yaml:6:20 pool-spec-unknown-property',
      'pools/render.yaml:8:3 pool-spec-reserved-metadata',
      'pools/render.yaml:9:16 pool-spec-value',
      'pools/render.yaml:11:3 pool-spec-missing-property',
      'pools/render.yaml:11:36 pool-spec-value',
    ]);
    expect(problemsOf(text).map(({ fix }) => fix)).toEqual(
      expect.arrayContaining([
        'Did you mean targetDedicatedNodes?',
        'Did you mean nodeAgentSKUId?',
        'Did you mean virtualMachineImageId?',
        'Did you mean pool?',
      ]),
    );
  });

  test('the names of the other shape are told apart', () => {
    const machine = { nodeAgentSKUId: 'a', imageReference: { virtualMachineImageId: '/x' } };
    const properties = {
      ...ARM.properties,
      deploymentConfiguration: { virtualMachineConfiguration: machine },
      enableInterNodeCommunication: true,
      targetNodeCommunicationMode: 'simplified',
      networkConfiguration: { publicIPAddressConfiguration: { provision: 'nopublicipaddresses' } },
    };
    expect(problemsOf({ properties }).map(({ fix }) => fix)).toEqual([
      'Did you mean nodeAgentSkuId?',
      'Did you mean id?',
      'Did you mean interNodeCommunication?',
      'Did you mean Simplified?',
      'Did you mean NoPublicIPAddresses?',
    ]);
  });

  test('an identity needs the ARM shape', () => {
    const identity = { type: 'UserAssigned' };
    expect(problemsOf({ ...DATA_PLANE, identity })).toMatchObject([{ code: 'pool-spec-identity' }]);
    expect(problemsOf({ ...DATA_PLANE, identity, eTag: '0x1' })).toMatchObject([{ code: 'pool-spec-identity' }]);
    expect(specOf({ ...DATA_PLANE, identity: { type: 'None' }, eTag: '0x1' }).body).toEqual(DATA_PLANE);
  });

  test('the annotations of OData in an answer of the service are left out', () => {
    const answer = { 'odata.metadata': 'https://a.westeurope.batch.azure.com/$metadata#pools/@Element', eTag: '0x1' };
    expect(specOf({ ...answer, ...DATA_PLANE }).body).toEqual(DATA_PLANE);
    expect(problemsOf({ 'odata.metadata': 'x', ...DATA_PLANE })).toMatchObject([
      { code: 'pool-spec-unknown-property' },
    ]);
  });

  test('names that every object has are unknown properties like any other', () => {
    const text = 'id: a\nvmSize: b\ntargetDedicatedNodes: 1\n__proto__: {x: 1}\nconstructor: 1\n';
    expect(placesOf(text)).toEqual([
      'pool-spec:4:1 pool-spec-unknown-property',
      'pool-spec:5:1 pool-spec-unknown-property',
    ]);
  });

  test('expressions of an ARM template are not values', () => {
    const [problem] = problemsOf({ properties: { ...ARM.properties, vmSize: "[parameters('size')]" } });
    expect(problem).toMatchObject({ code: 'pool-spec-template-expression' });
    const startTask = { commandLine: '[ -f /x ] || exit 1' };
    expect(problemsOf({ properties: { ...ARM.properties, startTask } })).toEqual([]);
  });
});

describe('values', () => {
  test.each([
    [{ targetDedicatedNodes: -1 }, 'a number from 0'],
    [{ targetDedicatedNodes: 1.5 }, 'a whole number'],
    [{ targetDedicatedNodes: '2' }, 'a whole number'],
    [{ taskSlotsPerNode: 0 }, 'a number from 1'],
    [{ taskSlotsPerNode: 257 }, 'a number up to 256'],
    [{ id: 'a.b' }, 'letters, digits, hyphens and underscores, and {version} where the image version shall stand'],
    [{ vmSize: '' }, 'the name of a VM size, e.g. Standard_D2s_v5'],
    [{ vmSize: 'Standard D2s v5' }, 'the name of a VM size, e.g. Standard_D2s_v5'],
    [{ targetDedicatedNodes: 2 ** 31 }, 'a number up to 2,147,483,647'],
    [{ startTask: { commandLine: '' } }, 'a text that is not empty'],
    [{ resizeTimeout: '15 minutes' }, 'an ISO 8601 duration, e.g. PT15M'],
    [{ resizeTimeout: 'PT4M59S' }, 'at least PT5M'],
    [{ metadata: { name: 'n' } }, 'a list'],
    [{ displayName: 'x'.repeat(1025) }, 'at most 1,024 characters'],
    [{ mountConfiguration: [{}] }, 'exactly one in each item'],
  ])('%j', (change, expected) => {
    expect(problemsOf({ ...DATA_PLANE, ...change })).toMatchObject([{ code: 'pool-spec-value', expected }]);
  });

  test.each(['PT5M', 'PT15M', 'PT1H30M', 'P1D', 'P1DT2H', 'PT600S'])('resizeTimeout %s is taken', (resizeTimeout) => {
    expect(problemsOf({ ...DATA_PLANE, resizeTimeout })).toEqual([]);
  });

  test.each([
    ['PT4M', 1],
    ['PT5M', 0],
    ['PT168H', 0],
    ['P7D', 0],
    ['PT169H', 1],
  ])('autoScaleEvaluationInterval %s: %i problems', (autoScaleEvaluationInterval, count) => {
    const scaled = { id: 'a', vmSize: 'b', enableAutoScale: true, autoScaleFormula: 'f', autoScaleEvaluationInterval };
    expect(problemsOf(scaled)).toHaveLength(count);
  });

  test('a value that may be a secret is never shown', () => {
    const userAccounts = [{ name: 'a', password: 12_345_678 }];
    const url = 'https://a.blob.core.windows.net/c?sv=1&sig=abcdef';
    const startTask = { commandLine: 'x', resourceFiles: [{ httpUrl: [url] }], maxTaskRetryCount: `?sig=${url}` };
    const text = JSON.stringify(problemsOf({ ...DATA_PLANE, userAccounts, startTask }));
    expect(text).not.toMatch(/12345678|abcdef/);
  });

  test('a password that Azure does not give back is asked for', () => {
    const [problem] = problemsOf({ ...DATA_PLANE, userAccounts: [{ name: 'a' }] });
    expect(problem).toMatchObject({ code: 'pool-spec-missing-property', found: 'no userAccounts[0].password' });
  });
});

describe('scaling is one thing or the other', () => {
  const scaled = { id: 'a', vmSize: 'b', enableAutoScale: true, autoScaleFormula: 'f' };
  test.each([
    ['no number of nodes', { id: 'a', vmSize: 'b' }, 'pool-spec-no-target'],
    ['a formula that is off', { ...DATA_PLANE, autoScaleFormula: 'f' }, 'pool-spec-scaling'],
    ['a target and a formula', { ...scaled, targetDedicatedNodes: 1 }, 'pool-spec-scaling'],
    ['no formula', { id: 'a', vmSize: 'b', enableAutoScale: true }, 'pool-spec-scaling'],
    [
      'both scale settings',
      {
        properties: {
          vmSize: 'b',
          scaleSettings: { fixedScale: { targetDedicatedNodes: 1 }, autoScale: { formula: 'f' } },
        },
      },
      'pool-spec-scaling',
    ],
    [
      'a fixed scale without target',
      { properties: { vmSize: 'b', scaleSettings: { fixedScale: {} } } },
      'pool-spec-scaling',
    ],
  ])('%s', (_name, spec, code) => {
    expect(problemsOf(spec)).toMatchObject([{ code }]);
  });

  test('a pool without scale settings has no nodes, which ARM allows', () => {
    expect(problemsOf({ properties: { vmSize: 'b' } })).toEqual([]);
  });
});

describe('answers of Azure', () => {
  const shown = {
    allocationState: 'steady',
    applicationLicenses: null,
    autoScaleFormula: null,
    certificateReferences: null,
    creationTime: '2026-10-26T22:35:56Z',
    currentDedicatedNodes: 4,
    eTag: '0x8D51CC1EC822005',
    enableAutoScale: false,
    id: 'render',
    maxTasksPerNode: 1,
    metadata: [
      { name: 'team', value: 'render' },
      { name: 'abip_key', value: '0123' },
    ],
    resizeTimeout: '0:15:00',
    stats: null,
    targetDedicatedNodes: 4,
    targetLowPriorityNodes: 0,
    url: 'https://a.westeurope.batch.azure.com/pools/render',
    virtualMachineConfiguration: {
      imageReference: {
        offer: 'o',
        publisher: 'p',
        sku: 's',
        version: 'latest',
        exactVersion: '1',
        virtualMachineImageId: null,
      },
      nodeAgentSkuId: 'batch.node.ubuntu 22.04',
      osDisk: { diskSizeGb: 64, ephemeralOsDiskSettings: null },
    },
    vmSize: 'standard_d2s_v5',
  };

  test('the output of `az batch pool show` becomes a request, and all that is left out or mended is told', () => {
    const { body, notices } = specOf(shown);
    expect(body).toEqual({
      enableAutoScale: false,
      id: 'render',
      metadata: [{ name: 'team', value: 'render' }],
      resizeTimeout: 'PT15M',
      targetDedicatedNodes: 4,
      targetLowPriorityNodes: 0,
      virtualMachineConfiguration: {
        imageReference: { offer: 'o', publisher: 'p', sku: 's', version: 'latest' },
        nodeAgentSKUId: 'batch.node.ubuntu 22.04',
        osDisk: { diskSizeGB: 64 },
      },
      vmSize: 'standard_d2s_v5',
    });
    const told = notices.join('\n');
    for (const name of ['allocationState', 'creationTime', 'currentDedicatedNodes', 'eTag', 'url', 'exactVersion']) {
      expect(told).toContain(name);
    }
    expect(told).toMatch(/maxTasksPerNode = 1.*taskSlotsPerNode/);
    expect(told).toContain('nodeAgentSkuId as nodeAgentSKUId');
    expect(told).toContain('abip_');
    expect(told).not.toContain('certificateReferences');
  });

  test('the targets of an autoscaled pool are its formula’s, not the user’s', () => {
    const { body } = specOf({
      ...shown,
      enableAutoScale: true,
      autoScaleFormula: 'f',
      autoScaleEvaluationInterval: '1 day, 0:05:30',
    });
    expect(body).toMatchObject({ autoScaleFormula: 'f', autoScaleEvaluationInterval: 'PT24H5M30S' });
    expect(Object.keys(body)).not.toContain('targetDedicatedNodes');
  });

  test('the answer of ARM becomes a request', () => {
    const { body, notices } = specOf({
      id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Batch/batchAccounts/a/pools/render',
      name: 'render',
      type: 'Microsoft.Batch/batchAccounts/pools',
      etag: 'W/"1"',
      identity: { type: 'UserAssigned', userAssignedIdentities: { '/i': { clientId: 'c', principalId: 'p' } } },
      properties: {
        ...ARM.properties,
        provisioningState: 'Succeeded',
        allocationState: 'Steady',
        currentDedicatedNodes: 2,
      },
    });
    expect(body).toEqual({ ...ARM, identity: { type: 'UserAssigned', userAssignedIdentities: { '/i': {} } } });
    expect(notices).toHaveLength(1);
  });

  test('settings of extensions are passed on as they are, nulls included', () => {
    const settings = { STATE: null, url: 'x', resizeTimeout: '0:15:00' };
    const extensions = [{ name: 'n', publisher: 'p', type: 't', settings }];
    expect(specOf({ ...shown, virtualMachineConfiguration: { extensions } }).body).toMatchObject({
      virtualMachineConfiguration: { extensions },
    });
  });
});
