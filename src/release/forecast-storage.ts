// What a plan stores beyond what is there, and what of it crosses from one region to another.
import { totalBytes } from '../azure/page-ranges.ts';
import { nameOf } from '../azure/resource-id.ts';
import { roleName } from '../names.ts';
import { bytesOf, type MadeVhd, type VhdBytes } from '../source/planned-vhd.ts';
import type { PlannedStep } from './plan.ts';
import type { Known } from './find-problems.ts';
import { vhdAccountOf } from './survey-source.ts';
import type { Survey } from './survey.ts';

export interface Stored {
  readonly what: 'snapshot' | 'vhd' | 'image';
  /** The disk, or the region. */
  readonly of: string;
  /** Of an image: that many whole copies. */
  readonly replicas?: number;
  /** What is stored and charged is what holds data: `most` is the size of the disk, `exact` what was counted. */
  readonly bytes: number;
  readonly bound: 'most' | 'exact';
  readonly keeps: 'for this run' | 'for good';
}

export interface Egress {
  readonly from: string;
  readonly to: string;
  /** At most. */
  readonly bytes: number;
}

const GIBIBYTE = 1024 ** 3;

export function storedOf(open: readonly PlannedStep[], survey: Survey, known: Known): readonly Stored[] {
  return [
    ...open.flatMap(({ work }): readonly Stored[] => {
      switch (work.kind) {
        // A full snapshot is charged by what of the disk is used
        // (https://learn.microsoft.com/azure/virtual-machines/disks-understand-billing).
        case 'snapshot-disk': {
          const { role, sizeBytes } = work.disk;
          return [{ what: 'snapshot', of: roleName(role), bytes: sizeBytes, bound: 'most', keeps: 'for this run' }];
        }
        case 'write-vhd':
          return [{ what: 'vhd', of: roleName(work.vhd.role), ...sizeOf(work.vhd.from), keeps: 'for good' }];
        case 'capture-vm':
          return unmanagedBytes(survey).map(([of, bytes]) => ({
            what: 'vhd',
            of,
            bytes,
            bound: 'most',
            keeps: 'for good',
          }));
        default:
          return [];
      }
    }),
    ...newReplicas(open, survey, known).map(({ region, replicas, bytes }): Stored => ({
      what: 'image',
      of: region,
      replicas,
      bytes: bytes * replicas,
      bound: 'most',
      keeps: 'for good',
    })),
  ];
}

/**
 * A version crosses to each further region once; its replicas there are made inside the region
 * (https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery). Uploads from the runner are none of Azure's.
 */
export function egressOf(open: readonly PlannedStep[], survey: Survey, known: Known): readonly Egress[] {
  const { version } = known.grounds;
  const home = known.storage?.location;
  const vhds = open.flatMap(({ work }): readonly Egress[] => {
    if (work.kind !== 'write-vhd' || home === undefined) return [];
    const from = copiedFrom(work.vhd.from, survey);
    return from === undefined || from === home ? [] : [{ from, to: home, bytes: bytesOf(work.vhd.from) }];
  });
  const replicas = newReplicas(open, survey, known)
    .filter(({ region, isNew }) => isNew && region !== version.location)
    .map(({ region, bytes }): Egress => ({ from: version.location, to: region, bytes }));
  return joined([...vhds, ...replicas]);
}

/** One entry for each way. */
function joined(parts: readonly Egress[]): readonly Egress[] {
  const ways = new Map<string, Egress>();
  for (const part of parts) {
    const way = `${part.from} ${part.to}`;
    ways.set(way, { ...part, bytes: part.bytes + (ways.get(way)?.bytes ?? 0) });
  }
  return [...ways.values()];
}

/** The region from which the bytes are copied; undefined where it is not known, or none of Azure's. */
export function copiedFrom(from: VhdBytes, { source }: Survey): string | undefined {
  switch (from.kind) {
    case 'snapshot':
      return from.disk.location;
    case 'blob':
      return vhdAccountOf(source)?.location;
    case 'file':
      return undefined;
    default:
      return from satisfies never;
  }
}

/** A page blob is charged by the pages that were written (https://learn.microsoft.com/azure/storage/blobs/storage-blob-pageblob-overview). */
function sizeOf(from: VhdBytes): { readonly bytes: number; readonly bound: Stored['bound'] } {
  return from.kind === 'file'
    ? { bytes: totalBytes(from.scan.ranges), bound: 'exact' }
    : { bytes: bytesOf(from), bound: 'most' };
}

interface NewReplicas {
  readonly region: string;
  readonly replicas: number;
  /** Whether the version was not in that region at all. */
  readonly isNew: boolean;
  readonly bytes: number;
}

function newReplicas(open: readonly PlannedStep[], survey: Survey, known: Known): readonly NewReplicas[] {
  if (!open.some(({ work }) => work.kind === 'create-version' || work.kind === 'replicate-version')) return [];
  const bytes = imageBytes(survey, known);
  const { version } = survey;
  const present = version?.provisioningState === 'Failed' ? [] : (version?.targetRegions ?? []);
  return known.grounds.version.targetRegions.flatMap(({ name, replicas }) => {
    const there = present.find((region) => region.name === name);
    const more = replicas - (there?.replicas ?? 0);
    return more > 0 ? [{ region: name, replicas: more, isNew: there === undefined, bytes }] : [];
  });
}

/** Of all disks of the image. */
function imageBytes(survey: Survey, { grounds }: Known): number {
  const { disks, vhds, material } = grounds;
  switch (material) {
    case 'snapshots':
      return sum(disks.map(({ sizeBytes }) => sizeBytes));
    case 'VHDs':
      return sum([
        ...vhds.filter((vhd): vhd is MadeVhd => vhd.kind === 'made').map(({ from }) => bytesOf(from)),
        ...vhds.flatMap((vhd) => (vhd.kind === 'found' ? [vhd.whole.bytes] : [])),
        ...unmanagedBytes(survey).map(([, bytes]) => bytes),
      ]);
    case 'itself':
      return (survey.version?.osDiskSizeGB ?? 0) * GIBIBYTE;
    default:
      return material satisfies never;
  }
}

function unmanagedBytes({ source }: Survey): readonly (readonly [string, number])[] {
  const disks = source.kind === 'vm' ? (source.unmanaged?.disks ?? []) : [];
  return disks.map(({ url, properties }) => [nameOf(url), properties.length] as const);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
