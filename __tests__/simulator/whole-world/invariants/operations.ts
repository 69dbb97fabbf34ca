// Long-running operations: they end once and stay ended, and the state of what they are about agrees with them.
import { at, stringOf, type JsonObject } from '../../../../simulator/kernel/json.ts';
import { isWithin, keyOf, provisioningOf, type Key, type Observation, type Operation } from '../observation.ts';
import type { Invariant, Step } from '../step.ts';

export const operationsEndOnce: Invariant = {
  name: 'an operation that has ended stays ended',
  check: ({ before, after }) =>
    before.operations.flatMap((old) => {
      const now = after.operations.find(({ url }) => url === old.url)?.outcome ?? 'unknown';
      return old.outcome === 'InProgress' || old.outcome === now
        ? []
        : [`${old.url} goes from ${old.outcome} to ${now}`];
    }),
};

export const operationsAreKnown: Invariant = {
  name: 'the URL of an operation tells how it goes, and why it failed',
  check: ({ after }) =>
    after.operations.flatMap(({ url, outcome, error = '' }) => {
      if (outcome === 'unknown') return [`${url} says nothing`];
      return outcome === 'Failed' && !/^\S+ \S/.test(error) ? [`${url} failed without a code or a text: ${error}`] : [];
    }),
};

/** Operations that ended well in this step. */
function endedWell({ before, after }: Step, ...methods: readonly string[]): readonly Operation[] {
  return after.operations.filter(
    (one) =>
      methods.includes(one.method) &&
      one.outcome === 'Succeeded' &&
      before.operations.find(({ url }) => url === one.url)?.outcome !== 'Succeeded',
  );
}

export const deletionsDelete: Invariant = {
  name: 'what a deletion ends is gone when it ends',
  check: (step, { appeared }) =>
    endedWell(step, 'DELETE')
      // It may have been made anew meanwhile.
      .filter(({ key, step: begun }) => step.after.given.has(key) && (appeared.get(key) ?? 0) < begun)
      .map(({ key }) => key),
};

export const writesWrite: Invariant = {
  name: 'what a write makes is there when it ends',
  check: (step, { endings }) =>
    endedWell(step, 'PUT', 'PATCH')
      .filter(
        ({ key, step: begun }) =>
          !step.after.given.has(key) && !endings.some((one) => one.step > begun && isWithin(key, one.key)),
      )
      .map(({ key }) => key),
};

const ON_THE_WAY = ['Creating', 'Updating', 'Deleting', 'ResolvingDNS'];

/** The deletion of a group deletes what is in it by itself. */
function runningOn(key: Key, { operations }: Observation): readonly Operation[] {
  return operations.filter(
    ({ outcome, key: about, method }) =>
      outcome === 'InProgress' && (about === key || (method === 'DELETE' && isWithin(key, about))),
  );
}

export const statesOnTheWayHaveAnOperation: Invariant = {
  name: 'what is on its way has an operation under way',
  check: ({ after }) =>
    [...after.given].flatMap(([key, body]) => {
      const state = provisioningOf(body);
      // The other plane deletes pools without an operation.
      if (!ON_THE_WAY.includes(state) || /\/pools\//.test(key)) return [];
      return runningOn(key, after).length > 0 ? [] : [`${key} is ${state}`];
    }),
};

export const operationsShow: Invariant = {
  name: 'what an operation makes or deletes is not called finished before it ends',
  check: ({ after }, { appeared }) =>
    after.operations.flatMap(({ key, method, outcome, step }) => {
      const body = after.given.get(key);
      const isAbout = method === 'DELETE' || (method === 'PUT' && (appeared.get(key) ?? step) === step);
      if (outcome !== 'InProgress' || !isAbout || body === undefined || (appeared.get(key) ?? 0) > step) return [];
      return provisioningOf(body) === 'Succeeded' ? [`${key} is Succeeded while its ${method} runs`] : [];
    }),
};

export const capturesLeaveBlobs: Invariant = {
  name: 'the blobs that a capture names are there when it ends',
  check: (step) =>
    endedWell(step, 'POST').flatMap(({ output }) => {
      const uri = capturedUri(output);
      return uri === undefined || step.after.given.has(keyOf(uri)) ? [] : [uri];
    }),
};

function capturedUri(output: JsonObject | undefined): string | undefined {
  return stringOf(at(output, 'resources', 0, 'properties', 'storageProfile', 'osDisk', 'image', 'uri'));
}

/** Deletion is final: what is being deleted is never taken back into use, unless the deletion failed. */
export const deletionIsFinal: Invariant = {
  name: 'what is being deleted stays so until it is gone or the deletion has failed',
  check: ({ before, after }) =>
    [...before.given].flatMap(([key, old]) => {
      const body = after.given.get(key);
      if (provisioningOf(old) !== 'Deleting' || body === undefined || provisioningOf(body) === 'Deleting') return [];
      const failed = after.operations.some(
        (one) =>
          one.method === 'DELETE' &&
          isWithin(key, one.key) &&
          one.outcome === 'Failed' &&
          before.operations.find(({ url }) => url === one.url)?.outcome === 'InProgress',
      );
      return failed ? [] : [`${key} is ${provisioningOf(body)} again`];
    }),
};

export const OPERATIONS: readonly Invariant[] = [
  operationsEndOnce,
  operationsAreKnown,
  deletionsDelete,
  writesWrite,
  statesOnTheWayHaveAnOperation,
  operationsShow,
  capturesLeaveBlobs,
  deletionIsFinal,
];
