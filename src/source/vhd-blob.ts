// A VHD that lies in a storage account already: what one look at the blob tells, and every reason why no image can be
// made of it.
import { isUnknownHost } from '../azure/connection-errors.ts';
import { isAzureServiceError, type AzureServiceError } from '../azure/errors.ts';
import type { BlobProperties, PageBlob } from '../azure/page-blobs.ts';
import { nameOf } from '../azure/resource-id.ts';
import type { BlobUrl, BlobUrlFault } from '../azure/sas.ts';
import { STATE_MARK } from '../marks.ts';
import type { ProblemCode } from '../checks/registry.ts';
import type { Problem } from '../problem.ts';
import { BOOT_HEAD_BYTES } from './boot-mode.ts';
import { conversionOf, diskFormatOf, FORMAT_BYTES, type DiskFormat } from './disk-format.ts';
import { azureSizeFault, footerFault, VHD_FOOTER_BYTES } from './vhd-footer.ts';
import { refusedVhd } from './vhd-refusals.ts';

export type VhdBlobFacts =
  | { readonly kind: 'absent' }
  /** The service does not let us read it, or its host is not there. */
  | { readonly kind: 'refused'; readonly error: AzureServiceError }
  | ({
      readonly kind: 'present';
      /** The beginning: as much as tells an image's format and the disk's partitions. */
      readonly head: Buffer;
      /** The last 512 bytes. */
      readonly footer: Buffer;
    } & BlobProperties);

const INPUT = 'vhd-url';
const GIBIBYTE = 1024 ** 3;
/** The limit of a gallery image version's OS disk. */
const LARGEST_DISK = 2048 * GIBIBYTE;

export const FIXED_VHD = 'a page blob that holds a fixed VHD';

/** One HEAD, then two small reads side by side. */
export async function inspectVhdBlob(blob: PageBlob): Promise<VhdBlobFacts> {
  const namedHost = new URL(blob.url).hostname;
  try {
    const properties = await blob.properties({ namedHost });
    if (properties === undefined) return { kind: 'absent' };
    const { length } = properties;
    const tail = Math.min(VHD_FOOTER_BYTES, length);
    const [head, footer] = await Promise.all([
      length === 0 ? Buffer.alloc(0) : blob.read(0, Math.min(BOOT_HEAD_BYTES, length)),
      length === 0 ? Buffer.alloc(0) : blob.read(length - tail, tail),
    ]);
    return { kind: 'present', ...properties, head, footer };
  } catch (error) {
    if (isRefusal(error) || isUnknownHost(error, namedHost)) return { kind: 'refused', error };
    throw error;
  }
}

/** PublicAccessNotPermitted is a 409. */
function isRefusal(error: unknown): error is AzureServiceError {
  if (!isAzureServiceError(error) || error.service !== 'Storage') return false;
  return error.status === 401 || error.status === 403 || error.code === 'PublicAccessNotPermitted';
}

/** What is wrong with the URL itself, before anything is asked. */
export function vhdUrlProblem({ shown, fault }: BlobUrlFault): Problem {
  return {
    code: 'vhd-url-invalid',
    input: INPUT,
    found: `${shown === '' ? 'a text' : shown}, ${fault}`,
    expected:
      'the https URL of a page blob, `https://<account>.blob.core.windows.net/<container>/<name>.vhd`, perhaps with a SAS',
    fix: 'Copy the URL whole (`az storage blob url`, or with a SAS `az storage blob generate-sas --full-uri --permissions r`) and quote it in the workflow.',
  };
}

/** Every reason why the blob cannot become an image; the URL is shown without its SAS. */
export function vhdBlobProblems(facts: VhdBlobFacts, where: BlobUrl): readonly Problem[] {
  switch (facts.kind) {
    case 'absent':
      return [problem('vhd-not-found', `no blob ${where.url}`, FIXED_VHD, `Check the URL. ${howToUpload(where)}`)];
    case 'refused':
      return [refusedVhd(facts.error, where)];
    case 'present':
      if (isIncremental(facts, where)) return [incrementalProblem(where)];
      return [...stateProblems(facts, where), ...contentProblems(facts, where)];
    default:
      return facts satisfies never;
  }
}

/** Hosts of managed disks, whose full snapshots have the SAS of a blob. */
const DISK_HOST = /^md-[^.]+\./;

function isIncremental(facts: PresentVhd, { url, sas }: BlobUrl): boolean {
  return facts.incremental === true || (sas?.state === 'snapshot' && DISK_HOST.test(new URL(url).hostname));
}

function incrementalProblem({ url }: BlobUrl): Problem {
  return problem(
    'vhd-incremental',
    `${url}, an incremental snapshot, out of which no pages can be copied`,
    'a full snapshot, a disk or a blob',
    'Make a disk of it (`az disk create --source <snapshot> --sku Premium_LRS`) and give the SAS of that ' +
      '(`az disk grant-access`), or that of a full snapshot (`az snapshot create --incremental false`).',
  );
}

type PresentVhd = Extract<VhdBlobFacts, { kind: 'present' }>;

/** What somebody is still doing to the blob, or has not finished. */
function stateProblems(facts: PresentVhd, { url }: BlobUrl): readonly Problem[] {
  const whole = 'a VHD that is whole';
  const show = `\`az storage blob show --blob-url ${url} --auth-mode login --query properties.copy\``;
  switch (facts.copyStatus) {
    case 'pending':
      return [
        problem(
          'vhd-copy-pending',
          `${url}, into which a copy is still running`,
          whole,
          `Run again when it is done: ${show}.`,
        ),
      ];
    case 'failed':
    case 'aborted':
      return [
        problem(
          'vhd-copy-failed',
          `${url}, into which a copy ${facts.copyStatus === 'failed' ? 'failed' : 'was aborted'}`,
          whole,
          `Copy it again (${show} tells more).`,
        ),
      ];
    case 'success':
    case undefined:
      break;
    default:
      return facts.copyStatus satisfies never;
  }
  if (facts.metadata[STATE_MARK] !== 'writing') return [];
  return [
    problem(
      'vhd-unfinished',
      `${url}, which a release of this action has not finished (${STATE_MARK}=writing)`,
      whole,
      'Let that release finish, or run it again: it goes on where it ended.',
    ),
  ];
}

function contentProblems(facts: PresentVhd, where: BlobUrl): readonly Problem[] {
  const { blobType, length, footer } = facts;
  const { url } = where;
  const problems: Problem[] = [];
  if (blobType !== 'PageBlob') {
    const type = blobType === 'BlockBlob' ? 'a block blob' : 'an append blob';
    problems.push(problem('vhd-not-page-blob', `${url}, ${type}`, FIXED_VHD, howToUpload(where)));
  }
  // What is not whole has no content to speak of.
  const isWhole = facts.copyStatus === undefined || facts.copyStatus === 'success';
  if (!isWhole || facts.metadata[STATE_MARK] === 'writing') return problems;
  const diskBytes = length - VHD_FOOTER_BYTES;
  if (diskBytes <= 0) {
    return [...problems, problem('vhd-too-short', `${url}, which has ${length} bytes`, FIXED_VHD, howToUpload(where))];
  }
  const format = diskFormatOf(facts.head.subarray(0, FORMAT_BYTES), footer);
  const fault = footerFault(footer, diskBytes);
  const sizeFault = azureSizeFault(diskBytes);
  if (fault !== undefined) {
    const what = format.kind === 'fixed-vhd' ? `: ${fault}` : `, ${format.name}: ${fault}`;
    problems.push(problem('vhd-footer', `${url}${what}`, FIXED_VHD, howToConvert(format, where, format.diskBytes)));
  } else if (sizeFault !== undefined) {
    const expected = 'a disk of a whole number of MiB, from 20 MiB on';
    problems.push(problem('vhd-size', `${url}, ${sizeFault}`, expected, howToConvert(format, where, diskBytes)));
  } else if (diskBytes > LARGEST_DISK) {
    const found = `${url}, whose disk has ${diskBytes / GIBIBYTE} GiB`;
    const fix = 'Shrink the disk before it is made a VHD.';
    problems.push(problem('vhd-too-large', found, 'at most 2,048 GiB, the limit of a gallery image version', fix));
  }
  return problems;
}

function howToConvert(format: DiskFormat, { blobName }: BlobUrl, diskBytes: number | undefined): string {
  const conversion = conversionOf(format, nameOf(blobName), diskBytes);
  return `${conversion} Then upload that VHD as a page blob.`;
}

/** Both tools upload a file as a block blob unless they are told. */
function howToUpload({ url }: BlobUrl): string {
  return (
    `Upload the VHD as a page blob: \`azcopy copy disk.vhd ${url} --blob-type PageBlob\`, or ` +
    `\`az storage blob upload --file disk.vhd --type page --auth-mode login --blob-url ${url}\`.`
  );
}

function problem(code: ProblemCode, found: string, expected: string, fix: string): Problem {
  return { code, input: INPUT, found, expected, fix };
}
