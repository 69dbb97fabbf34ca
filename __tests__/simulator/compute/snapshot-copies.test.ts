// Incremental snapshots that are copied in the background, and what becomes of a copy whose source goes.
import { beforeEach, expect, test } from '@jest/globals';
import { at, type JsonObject } from '../../../simulator/kernel/json.ts';
import { COMPUTE, OS_DISK, simulatedArm, type SimulatedArm } from './simulated-arm.ts';

const SOURCE = `${COMPUTE}/snapshots/source`;
const COPY = `${COMPUTE}/snapshots/copy`;
const READ = { access: 'Read', durationInSeconds: 60 };

let arm: SimulatedArm;
beforeEach(async () => {
  arm = simulatedArm({ time: 'manual' });
  await arm.call('PUT', SOURCE, snapshot('Copy', OS_DISK, { incremental: true }));
  await arm.pass(10_000);
});

function snapshot(createOption: string, source: string, properties: JsonObject, location = 'westeurope'): JsonObject {
  return { location, properties: { creationData: { createOption, sourceResourceId: source }, ...properties } };
}

const copied = (source = SOURCE): JsonObject => snapshot('CopyStart', source, { incremental: true }, 'eastus');

test('the copy is there at once, gets whole in time, and is read only then', async () => {
  expect((await arm.call('PUT', COPY, copied())).status).toBe(202);
  await arm.pass(450_000);
  expect(at(await arm.get(COPY), 'properties')).toMatchObject({
    provisioningState: 'Succeeded',
    completionPercent: 50,
  });
  expect(await arm.refusal('POST', `${COPY}/beginGetAccess`, READ)).toMatchObject({
    status: 409,
    code: 'OperationNotAllowed',
    message: "The snapshot 'copy' is not ready: its background copy is 50 percent complete.",
  });
  expect(await arm.refusal('PUT', `${COMPUTE}/disks/d`, snapshot('Copy', COPY, {}, 'eastus'))).toMatchObject({
    code: 'OperationNotAllowed',
  });
  await arm.pass(450_000);
  expect(at(await arm.get(COPY), 'properties')).toMatchObject({ completionPercent: 100 });
  expect((await arm.call('POST', `${COPY}/beginGetAccess`, READ)).status).toBe(202);
});

test('a copy whose source is deleted meanwhile says so and stays what it is', async () => {
  await arm.call('PUT', COPY, copied());
  await arm.pass(90_000);
  await arm.call('DELETE', SOURCE);
  await arm.pass(900_000);
  expect(at(await arm.get(COPY), 'properties')).toMatchObject({
    completionPercent: 10,
    copyCompletionError: {
      errorCode: 'CopySourceNotFound',
      errorMessage: `The source snapshot '${SOURCE}' was deleted while the background copy was in progress.`,
    },
  });
  expect((await arm.call('DELETE', COPY)).status).toBe(202);
});

test('a copy that is whole needs its source no more', async () => {
  await arm.call('PUT', COPY, copied());
  await arm.pass(900_000);
  await arm.call('DELETE', SOURCE);
  await arm.pass(10_000);
  expect(at(await arm.get(COPY), 'properties')).not.toHaveProperty('copyCompletionError');
});

test('the snapshots of one disk are copied one after the other', async () => {
  const second = `${COMPUTE}/snapshots/second`;
  await arm.call('PUT', second, snapshot('Copy', OS_DISK, { incremental: true }));
  await arm.pass(10_000);
  await arm.call('PUT', COPY, copied());
  const other = `${COMPUTE}/snapshots/other`;
  expect(await arm.refusal('PUT', other, copied(second))).toMatchObject({ status: 409, code: 'Conflict' });
  await arm.pass(900_000);
  expect((await arm.call('PUT', other, copied(second))).status).toBe(202);
});

test('only incremental snapshots are copied, as incremental snapshots', async () => {
  const full = `${COMPUTE}/snapshots/full`;
  await arm.call('PUT', full, snapshot('Copy', OS_DISK, { incremental: false }));
  await arm.pass(10_000);
  const ofSnapshots = 'it makes a snapshot of a snapshot.';
  const incremental = 'only incremental snapshots can be copied, as incremental snapshots.';
  const wrong = [
    [COPY, copied(full), full, incremental],
    [COPY, snapshot('CopyStart', SOURCE, { incremental: false }, 'eastus'), SOURCE, incremental],
    [COPY, copied(OS_DISK), OS_DISK, ofSnapshots],
    [`${COMPUTE}/disks/d`, copied(), SOURCE, ofSnapshots],
  ] as const;
  for (const [id, body, source, why] of wrong) {
    expect(await arm.refusal('PUT', id, body)).toMatchObject({
      status: 400,
      code: 'BadRequest',
      message: `The createOption 'CopyStart' of '${source}' is not supported: ${why}`,
    });
  }
});
