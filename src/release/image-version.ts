// The version of the image: as the input says, or from the tag that the workflow runs on.
import { nameFault } from '../azure/names.ts';
import type { Problem } from '../problem.ts';
import type { Provenance } from '../provenance.ts';
import type { Inputs } from './inputs.ts';

export interface ChosenVersion {
  readonly name: string;
  readonly excludeFromLatest: boolean;
}

export type VersionChoice = { readonly value: ChosenVersion } | { readonly problems: readonly Problem[] };

const TAG = 'refs/tags/';

export function chooseVersion(inputs: Pick<Inputs, 'imageVersion'>, provenance: Provenance): VersionChoice {
  const { imageVersion } = inputs;
  if (imageVersion !== undefined) {
    const expected = nameFault('image version', imageVersion);
    if (expected === undefined) return { value: { name: imageVersion, excludeFromLatest: false } };
    return refuse(
      `\`${imageVersion}\``,
      expected,
      'Give three numbers; pre-release parts are not possible in a gallery.',
    );
  }
  const { ref, runNumber } = provenance;
  if (ref.startsWith(TAG)) {
    const tag = ref.slice(TAG.length);
    const name = tag.replace(/^v/, '');
    if (nameFault('image version', name) === undefined) return { value: { name, excludeFromLatest: false } };
    return refuse(
      `the tag \`${tag}\`, which is no version`,
      'a tag `vX.Y.Z` or `X.Y.Z`',
      'Set `image-version`, for example `image-version: 1.4.0`, or push a tag that is a version.',
    );
  }
  if (runNumber > 0) return { value: { name: `0.0.${runNumber}`, excludeFromLatest: true } };
  return refuse(
    'neither a tag nor a run number',
    'a version',
    'Set `image-version`, for example `image-version: 1.4.0`.',
  );
}

function refuse(found: string, expected: string, fix: string): VersionChoice {
  return { problems: [{ code: 'image-version-invalid', input: 'image-version', found, expected, fix }] };
}
