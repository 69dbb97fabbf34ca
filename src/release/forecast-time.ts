// How long each step takes: figures that users of Azure report, for what Azure itself promises no time, and what the survey
// shows of work that is under way.
import { totalBytes } from '../azure/page-ranges.ts';
import { totalOf, targetsOf } from '../pool/targets.ts';
import { bytesOf, type VhdBytes } from '../source/planned-vhd.ts';
import { copiedFrom } from './forecast-storage.ts';
import type { Known } from './find-problems.ts';
import type { Measured } from './measured.ts';
import type { PlannedStep, StepWork } from './plan.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

/** In minutes: what is usual, and what is not unusual. */
export interface Span {
  readonly least: number;
  readonly most: number;
}

const NOTHING: Span = { least: 0, most: 0 };

/** Of calls that Azure answers within seconds; it documents no figure for any of them. */
const SHORT: Span = { least: 0, most: 1 };

/** A guest has a while to shut down before its host is released. No figure is published: an allowance. */
const DEALLOCATE: Span = { least: 1, most: 3 };

/** A snapshot is there while its bytes are still copied in the background. No figure is published: an allowance. */
const SNAPSHOT: Span = { least: 0, most: 2 };

/** One call copies whole blobs inside their account. No figure is published: an allowance. */
const CAPTURE: Span = { least: 1, most: 10 };

/** A version in one region: mostly 10 to 20 minutes (https://github.com/hashicorp/packer-plugin-azure/issues/313). */
const ONE_REGION: Span = { least: 10, most: 20 };

/**
 * A version in several regions: 30 to 60 minutes (https://github.com/hashicorp/terraform-provider-azurerm/issues/3517). The
 * documentation asks for patience up to six hours
 * (https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery).
 */
const SEVERAL_REGIONS: Span = { least: 30, most: 60 };

/** Three to eight minutes pass before a node even starts (https://github.com/Azure/Batch/issues/145). */
const ALLOCATION: Span = { least: 3, most: 15 };

/** From there to nodes that take work: 5 minutes at best, half an hour with containers (microsoft/CromwellOnAzure#107). */
const READY: Span = { least: 5, most: 30 };

/** A failed pool is first scaled to zero, which takes its nodes away. */
const REATTACH: Span = { least: 1, most: 5 };

/** A page blob takes this much at best (https://learn.microsoft.com/azure/storage/blobs/scalability-targets). */
const BEST_BYTES_PER_MINUTE = 60 * 1024 ** 2 * 60;

/** Copies inside a region were seen at 33 MB/s (https://github.com/Azure/azure-sdk-for-java/issues/2018). */
const COPY_BYTES_PER_MINUTE = 33e6 * 60;

/** Copies to another region were seen as slow as 4.3 MB/s (https://github.com/Azure/azure-cli-extensions/issues/1362). */
const FAR_COPY_BYTES_PER_MINUTE = 4.3e6 * 60;

export interface TimeGrounds {
  readonly request: Request;
  readonly survey: Survey;
  readonly known: Known;
  readonly measured: Measured;
}

/** What is under way tells most, then what earlier releases took; what Azure's users report is the rest. */
export function minutesOf({ work }: PlannedStep, { request, survey, known, measured }: TimeGrounds): Span {
  const before = measuredOf(work, known, measured);
  if (before !== undefined && !isUnderWay(survey)) return before;
  const { account, grounds } = known;
  switch (work.kind) {
    case 'deallocate-vm':
      return DEALLOCATE;
    case 'snapshot-disk':
      return SNAPSHOT;
    case 'capture-vm':
      return CAPTURE;
    case 'write-vhd':
      return writing(work.vhd.from, survey, known);
    case 'use-vhd':
    case 'generalize-vm':
      return NOTHING;
    case 'create-gallery':
    case 'create-definition':
    case 'create-version':
    case 'create-pool':
    case 'delete-snapshot':
      return SHORT;
    case 'replicate-version':
      return isUnderWay(survey) ? NOTHING : SEVERAL_REGIONS;
    case 'await-region':
      return arrival([account.location], survey, account.location !== grounds.version.location);
    case 'await-all-regions': {
      const regions = grounds.version.targetRegions.map(({ name }) => name);
      return arrival(regions, survey, regions.length > 1);
    }
    case 'reattach-pool':
      return REATTACH;
    case 'prove-pool':
      if (totalOf(targetsOf(request.pool.spec)) === 0) return SHORT;
      return work.waitFor === 'steady' ? ALLOCATION : READY;
    default:
      return work satisfies never;
  }
}

/** Other releases may have had other regions; in one alone, waiting for all of them is waiting for that of the pool. */
function measuredOf({ kind }: StepWork, { grounds }: Known, { spans }: Measured): Span | undefined {
  const isOneRegion = grounds.version.targetRegions.length === 1;
  return spans.get(kind === 'await-all-regions' && isOneRegion ? 'await-region' : kind);
}

/** Only what holds data is moved: of a disk nobody knows how much that is, of a scanned file it is known. */
function writing(from: VhdBytes, survey: Survey, known: Known): Span {
  if (from.kind === 'file') {
    const bytes = totalBytes(from.scan.ranges);
    return { least: bytes / BEST_BYTES_PER_MINUTE, most: bytes / COPY_BYTES_PER_MINUTE };
  }
  const source = copiedFrom(from, survey);
  const isNear = source === undefined || source === known.storage?.location;
  return { least: 0, most: bytesOf(from) / (isNear ? COPY_BYTES_PER_MINUTE : FAR_COPY_BYTES_PER_MINUTE) };
}

/** Of a version that Azure is making already, the pace so far tells more than any figure. */
function arrival(regions: readonly string[], survey: Survey, isFar: boolean): Span {
  return remaining(regions, survey) ?? (isFar ? SEVERAL_REGIONS : ONE_REGION);
}

function isUnderWay({ version }: Survey): boolean {
  return version?.provisioningState === 'Creating' || version?.provisioningState === 'Updating';
}

/** The slowest of the regions, with half as much again for what does not go on at the same pace. */
function remaining(regions: readonly string[], survey: Survey): Span | undefined {
  const { version, now } = survey;
  if (version?.provisioningState !== 'Creating' || version.publishedDate === undefined) return undefined;
  const minutes = (now.getTime() - new Date(version.publishedDate).getTime()) / 60_000;
  const progress = regions.map((name) => version.replication.find(({ region }) => region === name)?.progress ?? 0);
  const slowest = Math.min(...progress);
  if (slowest <= 0 || !(minutes > 0)) return undefined;
  const left = (minutes * (100 - slowest)) / slowest;
  return { least: left, most: left * 1.5 };
}

/** The longest chain of steps that wait for each other; of those given, in an order in which each follows what it waits for. */
export function longestWay(steps: readonly PlannedStep[], minutes: Readonly<Record<string, Span>>): Span {
  const ends = new Map<string, Span>();
  for (const { id, after } of steps) {
    const begin = latest(after.flatMap((name) => ends.get(name) ?? []));
    const own = minutes[id] ?? NOTHING;
    ends.set(id, { least: begin.least + own.least, most: begin.most + own.most });
  }
  return latest([...ends.values()]);
}

function latest(spans: readonly Span[]): Span {
  return {
    least: Math.max(0, ...spans.map(({ least }) => least)),
    most: Math.max(0, ...spans.map(({ most }) => most)),
  };
}
