// Whether the source can be used at all: what the survey found of it, held against what a capture needs.
import type { BlobUrl } from '../../azure/sas.ts';
import type { ProblemCode } from '../../checks/registry.ts';
import type { Problem, Warning } from '../../problem.ts';
import { captureProblems, captureWarnings } from '../../source/capture-check.ts';
import { foreignSnapshotProblem } from '../../source/snapshot.ts';
import { vhdBlobProblems } from '../../source/vhd-blob.ts';
import type { Request } from '../request.ts';
import type { SurveyedVm } from '../survey-source.ts';
import type { Survey } from '../survey.ts';
import { isUnseen } from '../unseen.ts';
import { NOTHING, type Finder, type Found } from './finder.ts';

export const checkSource: Finder = ({ request, survey }) => {
  const { source } = survey;
  switch (source.kind) {
    case 'vm':
      return vmFindings(request, survey, source);
    case 'vhd-blob': {
      const { location, facts } = source;
      return { problems: vhdBlobProblems(facts, location), warnings: shortSasWarnings(location, request, survey) };
    }
    case 'vhd-file': {
      const { found } = source;
      return { problems: found.kind === 'problem' ? [found.problem] : [], warnings: [] };
    }
    case 'image-version':
      return { problems: versionProblems(request, survey), warnings: [] };
    default:
      return source satisfies never;
  }
};

/** Nobody but its owner can renew a SAS: a copy that outlives it is cut off. */
function shortSasWarnings({ url, sas }: BlobUrl, { timeoutMs }: Request, { now }: Survey): readonly Warning[] {
  const end = sas?.expiresAt;
  if (end === undefined || end.getTime() >= now.getTime() + timeoutMs) return [];
  const text = `The SAS of ${url} expires at ${end.toISOString()}, before the run has to be over (timeout). A copy that takes longer is cut off; the next run goes on with it.`;
  return [{ code: 'vhd-sas-expires', input: 'vhd-url', text }];
}

function vmFindings(request: Request, survey: Survey, { vm, disks, snapshots, unmanaged }: SurveyedVm): Found {
  const vmId = request.source.kind === 'vm' ? request.source.vmId : '';
  if (vm === undefined) return { ...NOTHING, problems: isUnseen('vm', vmId, survey) ? [] : [absentVm(vmId)] };
  const { capture } = request;
  const problems = captureProblems(vm, disks, capture, unmanaged);
  return {
    problems: [
      ...problems.filter(({ code }) => !(code === 'disk-not-found' && survey.refused.has('disks'))),
      ...[...snapshots.values()].flatMap((snapshot) => foreignSnapshotProblem(snapshot, survey.key) ?? []),
    ],
    warnings: captureWarnings(vm, disks, capture, unmanaged),
  };
}

function versionProblems({ source, subscriptionId }: Request, survey: Survey): readonly Problem[] {
  if (source.kind !== 'image-version') return [];
  const { version: id } = source;
  const { definition, version, refused } = survey;
  if (refused.has('version') || refused.has('definition') || survey.batchAccount === undefined) return [];
  if (definition === undefined || version === undefined) {
    const where =
      id.kind === 'gallery'
        ? ''
        : ` in ${survey.batchAccount.location}, the region of the Batch account, for subscription ${subscriptionId}`;
    return [
      refuse(
        'image-version-not-found',
        `no image version ${id.id}${where}`,
        'an image version that exists and that the signed-in identity may read',
        id.kind === 'gallery'
          ? 'Check the ID: `az sig image-version list` shows those of a definition.'
          : 'Check the ID, and whether its owner shares it with this subscription and replicates it to that region.',
      ),
    ];
  }
  if (definition.osState === 'Generalized') return [];
  return [
    refuse(
      'image-specialized',
      `image version ${version.name} of ${definition.name}, whose definition is Specialized`,
      'a generalized image: Batch takes no other',
      'Make the image of a generalized source.',
    ),
  ];
}

function refuse(code: ProblemCode, found: string, expected: string, fix: string): Problem {
  return { code, input: 'image-version-id', found, expected, fix };
}

function absentVm(vmId: string): Problem {
  return {
    code: 'vm-not-found',
    input: 'vm-name',
    found: `no virtual machine ${vmId}`,
    expected: 'a virtual machine that exists and that the signed-in identity may read',
    fix: 'Check vm-name, resource-group and subscription-id, or give the full resource ID as vm-name.',
  };
}
