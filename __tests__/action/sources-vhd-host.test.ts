// The host of `vhd-url` and DNS: a name that nobody knows is a mistake in the workflow, no answer is the network's.
import { beforeAll, expect, test } from '@jest/globals';
import { createCompanyNetwork, PROXY_VARIABLES } from './company-network.ts';
import { expectSuccess } from './expect-success.ts';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';
import { createVhdFiles } from './vhd-files.ts';
import { AGENT_POOL_SPEC, idOf, world } from './worlds.ts';

const stage = createStage();
const network = createCompanyNetwork(stage);
const vhds = createVhdFiles(stage);
const HOST = 'stfar.blob.core.windows.net';
const URL = `https://${HOST}/vhds/golden.vhd`;
const INPUTS = {
  'vm-name': undefined,
  'vhd-url': URL,
  'image-definition': 'golden',
  'os-type': 'Linux',
  'hyper-v-generation': 'V2',
  'pool-spec': AGENT_POOL_SPEC,
};

let file = '';
beforeAll(async () => {
  file = await vhds.write('golden', 24);
});

test.each([
  ['', ''],
  [' with a SAS', '?sv=2023-11-03&sr=b&sp=r&se=2099-01-01T00%3A00%3A00Z&sig=c2lnbmF0dXJl'],
])('a name that DNS does not know is told in seconds%s', async (_, query) => {
  await stage.control.reset(world());
  const direct = await network.direct();
  const options = { environment: direct.environment({ unknown: [HOST] }), unset: PROXY_VARIABLES };
  const { run, messages } = await refusedRun(stage, { ...INPUTS, 'vhd-url': `${URL}${query}` }, options);
  expect(messages).toEqual([
    `vhd-url: found ${URL}, whose host ${HOST} is not known (ENOTFOUND); expected a blob of a storage account that exists. ` +
      'Check the account’s name in the URL, and that the runner resolves names of private endpoints if it has one.',
  ]);
  // Each try says in the debug log that there will be another.
  expect((run.stdout.match(/no answer ENOTFOUND; trying again/g) ?? []).length).toBeLessThan(6);
});

test('DNS that gives no answer is asked again', async () => {
  const body = { location: 'northeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } };
  await stage.control.reset(world({ more: [{ id: idOf('Microsoft.Storage/storageAccounts', 'stfar'), body }] }));
  await vhds.upload(file, URL);
  const direct = await network.direct();
  const options = { environment: direct.environment({ unanswered: { [HOST]: 2 } }), unset: PROXY_VARIABLES };
  const run = await stage.run(INPUTS, options);
  expectSuccess(run);
  expect(run.stdout.match(/no answer EAI_AGAIN; trying again/g)).toHaveLength(2);
  expect(await vhds.difference(run.outputs['vhd-url'], file)).toBeUndefined();
});
