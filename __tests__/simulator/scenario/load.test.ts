// Scenario files: what is absent takes the default world, what is wrong is said with its place.
import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';
import { defaultScenario, loadScenarioFile, parseFaults, parseScenario } from '../../../simulator/scenario/load.ts';

const directory = mkdtempSync(join(tmpdir(), 'scenario-'));
afterAll(() => rmSync(directory, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(directory, name);
  writeFileSync(path, text);
  return path;
}

describe('a scenario', () => {
  test('of nothing is the default world', async () => {
    expect(await parseScenario({}, 'test')).toEqual(defaultScenario());
    const types = defaultScenario().resources.map(({ id }) => id.split('/').at(-2));
    expect(types).toEqual(
      expect.arrayContaining(['virtualMachines', 'disks', 'storageAccounts', 'galleries', 'batchAccounts']),
    );
  });

  test('is read from JSON and from YAML alike', async () => {
    const json = await loadScenarioFile(file('a.json', '{"profile": "instant", "region": "northeurope", "seed": 7}'));
    const yaml = await loadScenarioFile(file('a.yaml', 'profile: instant\nregion: northeurope\nseed: 7\n'));
    expect(json).toEqual(yaml);
    expect(json).toMatchObject({ profile: 'instant', region: 'northeurope', seed: '7', speed: 1 });
    expect(json.resources.every(({ body }) => body['location'] === 'northeurope')).toBe(true);
  });

  test('may say how long single operations take, by their names', async () => {
    const scenario = await parseScenario({ durations: { 'node.boot': 3 } }, 'test');
    expect(scenario.durations).toEqual({ 'node.boot': 3 });
    await expect(parseScenario({ durations: { 'node.boots': 3 } }, 'test')).rejects.toThrow(/durations/);
  });

  test('may leave out what has a default inside its parts', async () => {
    const scenario = await parseScenario(
      {
        principals: [
          {
            clientId: DEFAULT_NAMES.clientId,
            federated: { subject: 'repo:a/b:ref:refs/heads/main' },
            roles: [{ actions: ['*/read'] }],
          },
        ],
        nodes: { bootFailure: { code: 'DiskFull' }, startTask: { exitCode: 3 } },
        faults: [{ match: { url: 'deallocate' }, do: { kind: 'failOperation', code: 'InternalError' } }],
      },
      'test',
    );
    expect(scenario.principals).toEqual([
      {
        clientId: DEFAULT_NAMES.clientId,
        objectId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        federated: {
          issuer: 'https://token.actions.githubusercontent.com',
          subject: 'repo:a/b:ref:refs/heads/main',
          audience: 'api://AzureADTokenExchange',
        },
        roles: [{ scope: `/subscriptions/${DEFAULT_NAMES.subscriptionId}`, actions: ['*/read'], dataActions: [] }],
      },
    ]);
    expect(scenario.nodes.bootFailure).toMatchObject({ code: 'DiskFull', count: 1 });
    expect(scenario.nodes.startTask).toMatchObject({ exitCode: 3, stdout: '' });
    expect(scenario.faults).toEqual([
      {
        match: { url: 'deallocate' },
        times: 1,
        do: { kind: 'failOperation', code: 'InternalError', message: expect.any(String) },
      },
    ]);
  });

  test('may leave out texts that are documented', async () => {
    const texts = async (allocation: string, boot: string) => {
      const nodes = { allocationFailure: { code: allocation }, bootFailure: { code: boot } };
      const { allocationFailure, bootFailure } = (await parseScenario({ nodes }, 'test')).nodes;
      return [allocationFailure?.message, bootFailure?.message];
    };
    expect(await texts('AllocationTimedout', 'DiskFull')).toEqual([
      'Desired number of dedicated nodes could not be allocated as the resize timeout was reached',
      'There is not enough disk space on the node',
    ]);
    expect(await texts('Odd', 'Odder')).toEqual(['The allocation failed.', 'The node cannot be used.']);
    const { vms } = await parseScenario({ vms: { allocationFailure: { code: 'AllocationFailed' } } }, 'test');
    expect(vms).toEqual({ allocationFailure: { code: 'AllocationFailed', times: 1 } });
  });

  test.each([
    [{ profile: 'fast' }, 'f: /profile: expected one of ["instant","quick","realistic"]'],
    [{ profil: 'quick' }, 'f: /: unknown key "profil"'],
    [{ speed: '2' }, 'f: /speed: expected number'],
    [{ resources: [{ body: {} }] }, "f: /resources/0: must have required property 'id'"],
    [
      { faults: [{ match: { url: '(' }, do: { kind: 'delay', milliseconds: 1 } }] },
      'f: /faults/0/match/url: expected a regular',
    ],
    [
      { faults: [{ match: {}, do: { kind: 'explode' } }] },
      'f: /faults/0/do: expected a kind of answer, reset, delay or failOperation',
    ],
    [{ faults: [{ match: {}, do: { kind: 'answer', status: 'x' } }] }, 'f: /faults/0/do/status: expected integer'],
  ])('that is wrong is refused with file, place and expectation: %j', async (value, message) => {
    await expect(parseScenario(value, 'f')).rejects.toThrow(message);
  });

  test('that cannot be read or parsed is refused with its name', async () => {
    await expect(loadScenarioFile(join(directory, 'absent.yaml'))).rejects.toThrow(/absent\.yaml: cannot be read/);
    await expect(loadScenarioFile(file('bad.json', '{'))).rejects.toThrow(/bad\.json: /);
    await expect(loadScenarioFile(file('bad.yaml', 'a: [b'))).rejects.toThrow(/bad\.yaml: /);
  });
});

describe('faults', () => {
  test('come as a list or as an object with the list', async () => {
    const faults = [{ match: { url: 'x' }, do: { kind: 'reset', when: 'after' } }];
    expect(await parseFaults(faults, 'POST /faults')).toEqual(await parseFaults({ faults }, 'POST /faults'));
    await expect(parseFaults({ match: {} }, 'POST /faults')).rejects.toThrow('POST /faults: /: expected array');
    const wrong = [...faults, { match: { url: '(' }, do: { kind: 'reset', when: 'after' } }];
    await expect(parseFaults(wrong, 'POST /faults')).rejects.toThrow(
      'POST /faults: /1/match/url: expected a regular expression: ',
    );
  });
});
