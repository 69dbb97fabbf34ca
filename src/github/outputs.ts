// Outputs, each set at once when it becomes true, so that a run that fails later has told what it made.
import type * as core from '@actions/core';
import type { Outputs, Result } from '../release/result.ts';
import { resultJson } from './result-json.ts';

export interface OutputWriter {
  /** Sets those fields that are given; again with the same value does nothing. */
  readonly set: (outputs: Outputs) => void;
  /** The outputs of the finished run: `changed`, `result`, and any that are not set yet. */
  readonly finish: (result: Result) => void;
  /** `changed` and `result` of an inspection, which never changes anything. */
  readonly inspected: (json: string) => void;
}

export function createOutputs(setOutput: typeof core.setOutput): OutputWriter {
  const written = new Map<string, string>();
  const write = (name: string, value: string | undefined): void => {
    if (value === undefined || written.get(name) === value) return;
    // An output is printed, stored and passed on; a signed URL in one would hand out access.
    if (/[?&]sig=/i.test(value)) throw new Error(`The output ${name} would hold a SAS.`);
    written.set(name, value);
    setOutput(name, value);
  };
  const set = (outputs: Outputs): void => {
    write('vhd-url', outputs.vhdUrl);
    write('pool-id', outputs.poolId);
    write('image-version', outputs.imageVersion);
    write('image-version-id', outputs.imageVersionId);
  };
  return {
    set,
    finish(result) {
      set(result.outputs);
      write('changed', String(result.changed));
      write('result', resultJson(result));
    },
    inspected(json) {
      write('changed', 'false');
      write('result', json);
    },
  };
}
