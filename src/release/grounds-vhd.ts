// The grounds of a release from a VHD: a blob in a storage account, or a file on the runner.
import { sameId } from '../azure/resource-id.ts';
import { STATES, type BlobUrl } from '../azure/sas.ts';
import type { StorageAccount } from '../azure/storage-accounts.ts';
import { traitsOfVhd } from '../image/traits.ts';
import { vhdBlobName } from '../names.ts';
import type { Problem } from '../problem.ts';
import { bootModeOf, type BootMode } from '../source/boot-mode.ts';
import { contentIdOfBlobs, contentIdOfFile } from '../source/content-id.ts';
import type { FoundVhd, MadeVhd, VhdBytes } from '../source/planned-vhd.ts';
import type { Grounding } from './grounds.ts';
import { chooseRoute, definitionSpec, NO_GROUNDS, versionSpec } from './grounds-parts.ts';
import type { Request } from './request.ts';
import type { SurveyedVhdBlob, SurveyedVhdFile } from './survey-source.ts';
import type { Survey } from './survey.ts';

/** Batch advises it for the OS disk (https://learn.microsoft.com/azure/batch/batch-sig-images). */
const CACHING = 'ReadWrite';

/** One VHD, looked at, and where it is to lie. */
interface Vhd {
  readonly input: 'vhd-url' | 'vhd-file';
  readonly shown: string;
  readonly boot: BootMode;
  readonly contentId: string;
  readonly planned: MadeVhd | FoundVhd;
  /** Where it lies when the version is made of it; undefined while no such account is known. */
  readonly account: StorageAccount | undefined;
}

export function groundsOfVhd(request: Request, survey: Survey, source: SurveyedVhdBlob | SurveyedVhdFile): Grounding {
  const vhd = source.kind === 'vhd-blob' ? blobOf(request, survey, source) : fileOf(request, survey, source);
  if (vhd === undefined) return NO_GROUNDS;
  if ('problem' in vhd) return { ...NO_GROUNDS, problems: [vhd.problem] };

  const { input, shown, account } = vhd;
  const { traits, problems, warnings } = traitsOfVhd(request.image.wishes, survey.definition, vhd.boot, input);
  if (traits === undefined) return { ...NO_GROUNDS, problems, warnings };
  const route = chooseRoute(request, survey, traits, { kind: 'VHD', input, shown });
  if (route.kind === 'closed') return { traits, grounds: undefined, problems: [...problems, route.problem], warnings };

  const region = account?.location ?? survey.batchAccount?.location ?? '';
  const disks = [{ role: 'os' as const, caching: CACHING } as const];
  return {
    traits,
    grounds: {
      traits,
      material: route.material,
      why: route.why,
      securityType: route.securityType,
      definition: definitionSpec(request, survey, traits, route.securityType, region),
      disks: [],
      vhds: [vhd.planned],
      content: { kind: 'known', id: vhd.contentId },
      version: versionSpec(request, survey, { kind: 'VHDs', storageAccountId: account?.id ?? '', disks }, region),
    },
    problems,
    warnings,
  };
}

/**
 * A blob that lies in the account of the run's VHDs is used there; any other is copied into it first, so that its region
 * and its network are those of the release.
 */
function blobOf(
  request: Request,
  survey: Survey,
  { location, facts, account: found }: SurveyedVhdBlob,
): Vhd | { readonly problem: Problem } | undefined {
  if (facts.kind !== 'present') return undefined;
  const { exportVhd } = request.capture;
  const target = survey.storageAccount;
  const shown = `VHD ${location.url}`;
  const boot = bootModeOf(facts.head);
  const about = { input: 'vhd-url' as const, shown, boot, contentId: contentIdOfBlobs([facts]) };
  const account = found ?? (target !== undefined && isIn(target, location) ? target : undefined);
  // The URL of a blob's snapshot or old version names the blob itself once its query is gone.
  const isPlain = location.sas === undefined || location.sas.state === 'current';
  const isAtHome = account !== undefined && target !== undefined && sameId(account.id, target.id);
  if (isPlain && account !== undefined && (isAtHome || !exportVhd)) {
    const whole = { url: location.url, bytes: facts.length };
    return { ...about, planned: { kind: 'found', role: 'os', caching: CACHING, whole }, account };
  }
  if (!exportVhd) return { problem: unusableWhereItIs(shown, location) };
  return {
    ...about,
    planned: made(request, survey, { kind: 'blob', location, bytes: facts.length, etag: facts.etag }),
    account: target,
  };
}

function fileOf(request: Request, survey: Survey, { found }: SurveyedVhdFile): Vhd | undefined {
  if (found.kind === 'problem') return undefined;
  const { file, scan } = found;
  return {
    input: 'vhd-file',
    shown: `VHD ${file.name}`,
    boot: file.bootMode,
    contentId: contentIdOfFile(scan.sha256),
    planned: made(request, survey, { kind: 'file', file, scan }),
    account: survey.storageAccount,
  };
}

function made({ capture }: Request, { key }: Survey, from: VhdBytes): MadeVhd {
  const blobName = vhdBlobName(key, 'os', capture.containerName, capture.vhdPrefix);
  return { kind: 'made', role: 'os', caching: CACHING, blobName, from };
}

/** By its own endpoint, where the subscription's accounts could not be listed. */
function isIn({ blobEndpoint }: StorageAccount, { url }: BlobUrl): boolean {
  return URL.canParse(blobEndpoint) && new URL(blobEndpoint).host === new URL(url).host;
}

/** A gallery reads the blob itself, with the key of its account: that account must be one of the subscription. */
function unusableWhereItIs(shown: string, { sas }: BlobUrl): Problem {
  const { state = 'current' } = sas ?? {};
  const why = state === 'current' ? 'lies in no storage account of the subscription' : `is ${STATES[state]}`;
  return {
    code: 'vhd-account-unknown',
    input: 'export-vhd',
    found: `\`false\`, though ${shown} ${why}`,
    expected: '`true`: the VHD is copied into `storage-account` first',
    fix: 'Set export-vhd: true, or name a VHD in a storage account of the subscription.',
  };
}
