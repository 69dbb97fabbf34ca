// Inputs that are each right but do not go together, and values that are wrong for reasons of this action's own.
import { nameFault } from '../azure/names.ts';
import type { Problem } from '../problem.ts';
import { cloudProblems } from './checks/cloud.ts';
import { SOURCE_INPUTS, type Inputs } from './inputs.ts';

/** Marks are written as tags too; a user's tag must not look like one. */
const MARK_PREFIX = 'abip_';

/** ARM takes 50 tags on a resource, and the action writes up to ten of its own. */
const MOST_TAGS = 40;

export function contradictions(inputs: Inputs, now: Date): readonly Problem[] {
  return [
    ...cloudProblems(inputs),
    ...sourceProblems(inputs),
    ...captureProblems(inputs),
    ...imageProblems(inputs, now),
    ...poolProblems(inputs),
    ...tagProblems(inputs),
  ];
}

/** Inputs that mean nothing for the source, and would be passed over in silence. */
function sourceProblems(inputs: Inputs): readonly Problem[] {
  const { source } = inputs;
  const input = SOURCE_INPUTS[source.kind];
  const given = (names: Readonly<Record<string, string | undefined>>): readonly Problem[] =>
    Object.entries(names).flatMap(([name, value]) =>
      value === undefined ? [] : [contradiction(name, value, `nothing, because the source is \`${input}\``, input)],
    );
  const ofVm = {
    'capture-mode': inputs.captureMode === 'snapshot' ? undefined : inputs.captureMode,
    'template-path': inputs.templatePath,
    'overwrite-vhd': inputs.overwriteVhd ? 'true' : undefined,
  };
  switch (source.kind) {
    case 'vm':
      return [];
    case 'vhd-blob':
      return given(ofVm);
    case 'vhd-file':
      return given({ ...ofVm, 'export-vhd': inputs.exportVhd ? undefined : 'false' });
    case 'image-version':
      return given({
        ...ofVm,
        'storage-account': inputs.storageAccount,
        'vhd-prefix': inputs.vhdPrefix,
        gallery: inputs.gallery,
        'create-gallery': inputs.createGallery ? 'true' : undefined,
        'image-definition': inputs.imageDefinition,
        'image-version': inputs.imageVersion,
        'security-type': inputs.securityType,
        'exclude-from-latest': inputs.excludeFromLatest === undefined ? undefined : String(inputs.excludeFromLatest),
        'end-of-life-date': inputs.endOfLifeDate,
      });
    default:
      return source satisfies never;
  }
}

function captureProblems(inputs: Inputs): readonly Problem[] {
  const { exportVhd, containerName, vhdPrefix, storageAccount, source } = inputs;
  if (source.kind === 'image-version') return [];
  if (exportVhd) {
    const expected = nameFault('container', containerName);
    if (expected === undefined) return [];
    const fix = 'Correct `container-name`: Azure refuses any other name.';
    return [{ code: 'name-invalid', input: 'container-name', found: `\`${containerName}\``, expected, fix }];
  }
  const given = { 'storage-account': storageAccount, 'vhd-prefix': vhdPrefix };
  return Object.entries(given).flatMap(([input, value]) =>
    value === undefined ? [] : [contradiction(input, value, 'nothing, because `export-vhd` is `false`', 'export-vhd')],
  );
}

function imageProblems({ endOfLifeDate }: Inputs, now: Date): readonly Problem[] {
  if (endOfLifeDate === undefined || new Date(`${endOfLifeDate}T00:00:00Z`) > now) return [];
  return [
    {
      code: 'date-past',
      input: 'end-of-life-date',
      found: `\`${endOfLifeDate}\``,
      expected: 'a date in the future',
      fix: 'The gallery takes only future dates: choose a later one, or leave `end-of-life-date` out.',
    },
  ];
}

function poolProblems({ waitFor, minReadyNodes }: Inputs): readonly Problem[] {
  if (minReadyNodes === undefined || waitFor === 'ready') return [];
  const expected = `nothing, because \`wait-for\` is \`${waitFor}\``;
  return [contradiction('min-ready-nodes', String(minReadyNodes), expected, 'wait-for')];
}

function tagProblems({ tags }: Inputs): readonly Problem[] {
  const names = Object.keys(tags);
  const own = names
    .filter((name) => name.toLowerCase().startsWith(MARK_PREFIX))
    .map((name): Problem => ({
      code: 'tag-reserved',
      input: 'tags',
      found: `\`${name}\``,
      expected: `names that do not start with \`${MARK_PREFIX}\``,
      fix: 'Rename the tag: the action marks what it makes with names of this kind.',
    }));
  if (names.length <= MOST_TAGS) return own;
  const many: Problem = {
    code: 'tags-too-many',
    input: 'tags',
    found: `${names.length} tags`,
    expected: `at most ${MOST_TAGS}`,
    fix: 'Remove tags: Azure takes 50 on a resource, and the action needs ten of them.',
  };
  return [...own, many];
}

function contradiction(input: string, value: string, expected: string, other: string): Problem {
  return {
    code: 'inputs-contradict',
    input,
    found: `\`${value}\``,
    expected,
    fix: `Remove \`${input}\`, or change \`${other}\`.`,
  };
}
