import { describe, expect, test } from '@jest/globals';
import { createIdTokenSource } from '../../src/github/id-token.ts';
import { createOutputs } from '../../src/github/outputs.ts';
import { createRunState, readRunState } from '../../src/github/state.ts';
import { succeeded } from './a-result.ts';

describe('outputs', () => {
  test('each is set once, when it is known, and the rest at the end', () => {
    const set: [string, unknown][] = [];
    const outputs = createOutputs((name, value) => set.push([name, value]));
    outputs.set({ imageVersion: '1.4.0' });
    expect(set).toEqual([['image-version', '1.4.0']]);
    outputs.set({ imageVersion: '1.4.0', poolId: 'render-1-4-0' });
    outputs.finish(succeeded);
    expect(set.map(([name]) => name)).toEqual([
      'image-version',
      'pool-id',
      'vhd-url',
      'image-version-id',
      'changed',
      'result',
    ]);
    expect(set).toContainEqual(['changed', 'true']);
  });

  test('a SAS never becomes an output', () => {
    const outputs = createOutputs(() => undefined);
    expect(() => outputs.set({ vhdUrl: 'https://a.blob.core.windows.net/c/b?sv=1&sig=abc' })).toThrow('SAS');
  });

  test('the result is JSON with a schema version', () => {
    const set = new Map<string, string>();
    createOutputs((name, value: string) => set.set(name, value)).finish(succeeded);
    expect(JSON.parse(set.get('result') ?? '')).toMatchObject({
      schemaVersion: 1,
      outcome: 'succeeded',
      phase: null,
      changed: true,
      seconds: 754,
      poolId: 'render-1-4-0',
      vhds: [{ disk: 'os', bytes: 4 * 2 ** 30 + 512 }],
      failure: null,
    });
  });
});

describe('state for the post step', () => {
  const signIn = {
    environment: 'AzureCloud',
    subscriptionId: 's',
    cloudEndpoints: { portal: 'https://p' },
    clientId: 'c',
  };

  test('what is open is there after every change, also when nothing follows', () => {
    const saved = new Map<string, string>();
    const load = () => readRunState((name) => saved.get(name) ?? '');
    expect(load()).toBeUndefined();
    const state = createRunState((name, value: string) => saved.set(name, value), signIn);
    state.addTemporary({ kind: 'snapshot', id: 'snap' });
    state.addGrant('disk');
    state.addGrant('disk');
    state.addLease({ blobUrl: 'https://x/y.vhd', leaseId: 'l' });
    expect(load()).toMatchObject({
      signIn,
      temporaries: [{ kind: 'snapshot', id: 'snap' }],
      grants: ['disk'],
      leases: [{ blobUrl: 'https://x/y.vhd', leaseId: 'l' }],
      finished: false,
    });
    state.removeTemporary('snap');
    state.removeGrant('disk');
    state.removeLease('https://x/y.vhd');
    state.finish();
    expect(load()).toMatchObject({ temporaries: [], grants: [], leases: [], finished: true });
  });

  test.each(['{}', '[]', '{"signIn":{}}', '{"signIn":{"environment":1}}'])('%s is refused', (text) => {
    expect(() => readRunState(() => text)).toThrow('cannot be read');
  });
});

describe('ID tokens', () => {
  const environment = { ACTIONS_ID_TOKEN_REQUEST_URL: 'https://x', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't' };

  test('a fresh one for each call, for the audience asked', async () => {
    const audiences: (string | undefined)[] = [];
    const getIdToken = createIdTokenSource(async (audience) => `token ${audiences.push(audience)}`, environment);
    expect([await getIdToken?.('a'), await getIdToken?.('b')]).toEqual(['token 1', 'token 2']);
    expect(audiences).toEqual(['a', 'b']);
  });

  test('none where the job may not ask for any', () => {
    const get = async (): Promise<string> => '';
    expect(createIdTokenSource(get, {})).toBeUndefined();
    expect(createIdTokenSource(get, { ...environment, ACTIONS_ID_TOKEN_REQUEST_URL: '' })).toBeUndefined();
  });
});
