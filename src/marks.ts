// Marks: what this action writes on everything it makes, spelt alike as ARM tags and as metadata of blobs and pools.
import { roleName, type DiskRole, type NameKey } from './names.ts';
import type { Provenance } from './provenance.ts';

export type Marks = Readonly<Record<string, string>>;

export const SCHEMA_MARK = 'abip_schema';
export const KEY_MARK = 'abip_key';
export const CONTENT_MARK = 'abip_content';
export const KIND_MARK = 'abip_kind';
export const EXPIRES_MARK = 'abip_expires';
export const STATE_MARK = 'abip_state';
export const FAMILY_MARK = 'abip_family';
export const SPEC_MARK = 'abip_spec';
/** On pools: the seconds that the steps of their release took, for the forecast of the next. */
export const TOOK_MARK = 'abip_took';
export const SOURCE_MARK = 'abip_source';
/** On VHDs: which disk one is, as `roleName` says it. */
export const DISK_MARK = 'abip_disk';
export const REPOSITORY_MARK = 'abip_repo';
export const COMMIT_MARK = 'abip_sha';
export const REF_MARK = 'abip_ref';
export const RUN_MARK = 'abip_run';

/** From when on a temporary is nobody's any more: later than the longest job GitHub allows can end. */
const TEMPORARY_LIFE_MS = 24 * 60 * 60 * 1000;

export interface MarkFacts {
  readonly key: NameKey;
  readonly contentId: string;
  /** What the image was made of: a VM's ID, a URL without its signature, a file's name, an image version's ID. */
  readonly source: string;
  readonly provenance: Provenance;
}

/** The marks of something the run is for: a VHD, a definition, a version. */
export function productMarks(facts: MarkFacts): Marks {
  return { ...commonMarks(facts), [KIND_MARK]: 'product' };
}

/** The marks of the VHD of one disk. */
export function vhdMarks(facts: MarkFacts, role: DiskRole): Marks {
  return { ...productMarks(facts), [DISK_MARK]: roleName(role) };
}

/** The marks of something the run must not leave behind; they carry their expiry from creation. */
export function temporaryMarks(facts: MarkFacts, now: Date): Marks {
  const expires = new Date(now.getTime() + TEMPORARY_LIFE_MS).toISOString();
  return { ...commonMarks(facts), [KIND_MARK]: 'temporary', [EXPIRES_MARK]: expires };
}

/** The marks of a pool. A pool is always a product, so it has no kind. */
export function poolMarks(facts: MarkFacts, family: string, spec: string, state: PoolState): Marks {
  return { ...releaseMarks(facts, family, spec), [STATE_MARK]: state };
}

/** What tells one release from every other. */
export function releaseMarks(facts: MarkFacts, family: string, spec: string): Marks {
  return { ...commonMarks(facts), [FAMILY_MARK]: family, [SPEC_MARK]: spec };
}

/** What is known of a release when something that outlives it is made. */
export interface LastingFacts extends Pick<MarkFacts, 'source' | 'provenance'> {
  /** Undefined while it is not known: a definition is made while the VM still stops. */
  readonly contentId: string | undefined;
}

/** Marks of a resource that outlives releases (a gallery, an image definition): they tell of the first one. */
export function lastingMarks({ source, provenance, contentId }: LastingFacts): Marks {
  return {
    [SCHEMA_MARK]: '1',
    [KIND_MARK]: 'product',
    [SOURCE_MARK]: tagValue(source),
    ...(contentId === undefined ? {} : { [CONTENT_MARK]: contentId }),
    ...provenanceMarks(provenance),
  };
}

/** `unproven`: finished as it was asked for, but no node ever showed that it takes work. */
export type PoolState = 'provisioning' | 'ready' | 'unproven' | 'failed';

/** What the marks on something say of how it came about. Anyone who may tag can change them. */
export interface Origin {
  readonly key?: NameKey;
  readonly contentId?: string;
  readonly source?: string;
  readonly repository?: string;
  readonly commit?: string;
  readonly ref?: string;
  /** Of the workflow, and its attempt: `9876543210/1`. */
  readonly run?: string;
  readonly state?: string;
}

/** Undefined for what this action did not make. */
export function readOrigin(marks: Marks): Origin | undefined {
  if (marks[SCHEMA_MARK] === undefined) return undefined;
  const named = {
    key: marks[KEY_MARK],
    contentId: marks[CONTENT_MARK],
    source: marks[SOURCE_MARK],
    repository: marks[REPOSITORY_MARK],
    commit: marks[COMMIT_MARK],
    ref: marks[REF_MARK],
    run: marks[RUN_MARK],
    state: marks[STATE_MARK],
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}

function commonMarks({ key, contentId, source, provenance }: MarkFacts): Marks {
  return {
    [SCHEMA_MARK]: '1',
    [KEY_MARK]: key,
    [CONTENT_MARK]: contentId,
    [SOURCE_MARK]: tagValue(source),
    ...provenanceMarks(provenance),
  };
}

/** Tags take at most 256 characters of a value, metadata of blobs (headers) only those of ASCII. */
function tagValue(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\x20-\x7e]/gu, encodeURIComponent)
    .slice(0, 256);
}

function provenanceMarks({ repository, sha, ref, runId, runAttempt }: Provenance): Marks {
  return {
    [REPOSITORY_MARK]: tagValue(repository),
    [COMMIT_MARK]: sha,
    [REF_MARK]: tagValue(ref),
    [RUN_MARK]: `${runId}/${runAttempt}`,
  };
}
