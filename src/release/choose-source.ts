// What the image is made of, from the inputs: names become IDs, URLs and paths are read, and the rest takes its names from it.
import { resolve } from 'node:path';
import { parseImageVersionId } from '../azure/gallery-ids.ts';
import { readBlobUrl } from '../azure/sas.ts';
import type { Problem } from '../problem.ts';
import { vhdUrlProblem } from '../source/vhd-blob.ts';
import type { Inputs } from './inputs.ts';
import type { Source } from './request.ts';
import { resolveResource } from './resolve-resource.ts';

export interface ChosenSource {
  readonly source: Source;
  /** What image definition and VHDs are called where no input says it; undefined for what has no name of its own. */
  readonly name: string | undefined;
}

export type SourceChoice = { readonly value: ChosenSource } | { readonly problems: readonly Problem[] };

/** @param workspace absolute: where relative paths start. */
export function chooseSource(inputs: Inputs, workspace: string, now: Date): SourceChoice {
  const { source } = inputs;
  switch (source.kind) {
    case 'vm': {
      const vm = resolveResource('vm-name', source.vmName, inputs);
      if ('problems' in vm) return vm;
      return { value: { source: { kind: 'vm', vmId: vm.value.id }, name: vm.value.name } };
    }
    case 'vhd-blob': {
      const location = readBlobUrl(source.vhdUrl, now);
      if ('fault' in location) return { problems: [vhdUrlProblem(location)] };
      return { value: { source: { kind: 'vhd-blob', location }, name: undefined } };
    }
    case 'vhd-file': {
      const { vhdFile: file } = source;
      return { value: { source: { kind: 'vhd-file', path: resolve(workspace, file), name: file }, name: undefined } };
    }
    case 'image-version': {
      const version = parseImageVersionId(source.imageVersionId);
      const found = `\`${source.imageVersionId}\``;
      if ('expected' in version) return refuse({ found, expected: version.expected });
      if (version.version === 'latest') return refuse({ found, expected: 'the number of one version: a pool pins it' });
      return { value: { source: { kind: 'image-version', version }, name: undefined } };
    }
    default:
      return source satisfies never;
  }
}

function refuse(fault: Pick<Problem, 'found' | 'expected'>): SourceChoice {
  const fix = 'Correct `image-version-id` in the workflow: `az sig image-version list` shows the IDs.';
  return { problems: [{ code: 'input-invalid', input: 'image-version-id', ...fault, fix }] };
}
