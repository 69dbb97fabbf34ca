// What a sequence may find when it begins: made by requests like any other, so that the steps on the way are judged too.
import type { JsonObject } from '../../../simulator/kernel/json.ts';
import { arm, armPut, batch, jobKey, located, poolKey, storage } from './command.ts';
import { isRuntime, onPool, poolBody, type PoolTraits } from './commands/pool-requests.ts';
import { LEASES } from './commands/storage.ts';
import { BLOBS, DEFINITIONS, OLD_VM_BLOB, OS_DISK, SEEDED_VERSION, SNAPSHOTS, VERSIONS, VM } from './names.ts';
import { keyOf } from './observation.ts';
import type { Sequence } from './sequence.ts';
import type { Request } from './step.ts';

export type Furnishing = 'blobs' | 'pool' | 'work' | 'access' | 'version';

const FORMULA = '$TargetDedicatedNodes = 1';

/** Requests, and seconds that pass. */
const STEPS: Readonly<Record<Furnishing, readonly (Request | number)[]>> = {
  blobs: [
    newBlob(BLOBS[0]),
    newBlob(BLOBS[1]),
    {
      asked: storage('PUT', `${BLOBS[1]}?comp=lease`, {
        'x-ms-lease-action': 'acquire',
        'x-ms-proposed-lease-id': LEASES[0],
        'x-ms-lease-duration': '60',
      }),
      about: keyOf(BLOBS[1]),
    },
    { asked: storage('PUT', BLOBS[0], { 'x-ms-copy-source': OLD_VM_BLOB }), about: keyOf(BLOBS[0]) },
  ],
  pool: [newPool('p', { dedicated: 2, formula: null }), newPool('q', { dedicated: 0, formula: FORMULA }), 430],
  work: [
    onJob('j', '', { id: 'j', poolInfo: { poolId: 'p' } }),
    onJob('j', '/j/addtaskcollection', { value: ['1', '2', '3'].map((id) => ({ id, commandLine: 'x' })) }),
    onJob('k', '', { id: 'k', poolInfo: { poolId: 'p' } }),
    onJob('k', '/k/tasks', { id: '1', commandLine: 'x' }),
    onJob('k', '/k/disable', { disableTasks: 'requeue' }),
    onPool('p', 'POST', '/resize', { targetDedicatedNodes: 3 }),
  ],
  access: [
    { asked: arm('POST', VM, undefined, '/deallocate'), about: keyOf(VM) },
    50,
    {
      asked: arm('POST', OS_DISK, { access: 'Read', durationInSeconds: 86_400 }, '/beginGetAccess'),
      about: keyOf(OS_DISK),
    },
    6,
  ],
  version: [
    armPut(SNAPSHOTS[0], located({ creationData: { createOption: 'Copy', sourceResourceId: OS_DISK } })),
    armPut(
      DEFINITIONS[0],
      located({
        osType: 'Linux',
        osState: 'Generalized',
        hyperVGeneration: 'V2',
        architecture: 'x64',
        identifier: { publisher: 'p', offer: 'o', sku: 's' },
      }),
    ),
    11,
    armPut(
      VERSIONS[0],
      located({
        storageProfile: { osDiskImage: { source: { id: SNAPSHOTS[0] } } },
        publishingProfile: { targetRegions: [{ name: 'westeurope' }, { name: 'eastus' }] },
      }),
    ),
    320,
  ],
};

function newBlob(url: string): Request {
  const headers = { 'x-ms-blob-type': 'PageBlob', 'x-ms-blob-content-length': '4096' };
  return { asked: storage('PUT', url, headers), about: keyOf(url) };
}

function newPool(id: string, scale: Pick<PoolTraits, 'dedicated' | 'formula'>): Request {
  const traits = { image: SEEDED_VERSION, vmSize: 'Standard_D2s_v5', low: 0, startTask: true, slots: 1, ...scale };
  return { ...onPool(id, 'POST', ''), asked: batch('POST', '/pools', { id, ...poolBody(traits) }), about: poolKey(id) };
}

function onJob(id: string, path: string, body: JsonObject): Request {
  return { asked: batch('POST', `/jobs${path}`, body), about: jobKey(id), touches: isRuntime };
}

const UNTWISTED = { fault: undefined, condition: 'none' } as const;

export async function furnish(sequence: Sequence, furnishings: readonly Furnishing[]): Promise<void> {
  for (const furnishing of furnishings) {
    for (const step of STEPS[furnishing]) {
      if (typeof step === 'number') await sequence.pass(step * 1000);
      else
        await sequence.perform(
          { name: `furnish.${furnishing}` },
          { label: furnishing, request: () => step },
          UNTWISTED,
        );
    }
  }
}
