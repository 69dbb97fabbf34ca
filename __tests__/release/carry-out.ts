// A model of a run: what Azure holds after a step was carried out. It follows what src/release/perform.ts writes, with the
// marks that it writes, and refuses what must never happen.
import type { ImageVersion } from '../../src/azure/galleries.ts';
import { missingReplicas } from '../../src/image/version.ts';
import {
  CONTENT_MARK,
  KEY_MARK,
  KIND_MARK,
  poolMarks,
  productMarks,
  STATE_MARK,
  temporaryMarks,
  vhdMarks,
  type MarkFacts,
  type Marks,
} from '../../src/marks.ts';
import { roleName, type DiskRole } from '../../src/names.ts';
import { totalOf, targetsOf } from '../../src/pool/targets.ts';
import { groundsOf } from '../../src/release/grounds.ts';
import type { Plan, PlannedStep } from '../../src/release/plan.ts';
import { sourceText } from '../../src/release/request.ts';
import type { SurveyedVm } from '../../src/release/survey-source.ts';
import type { Survey } from '../../src/release/survey.ts';
import { knownContent } from '../../src/source/content-id.ts';
import { aPool, aSnapshot, capturesOf, pageBlob, type World } from './any-world.ts';

/** Something that a run must never do. */
export class LawBroken extends Error {}

function demand(holds: boolean, law: string): asserts holds {
  if (!holds) throw new LawBroken(law);
}

export function carryOut(step: PlannedStep, plan: Plan, world: World): World {
  const { request, survey } = world;
  const change = (changes: Partial<Survey>): World => ({ request, survey: { ...survey, ...changes } });
  const { work } = step;
  switch (work.kind) {
    case 'deallocate-vm': {
      const source = vmOf(survey);
      const at = '2026-11-23T12:34:56Z';
      const disks = new Map([...source.disks].map(([id, disk]) => [id, { ...disk, lastOwnershipUpdateTime: at }]));
      return change({ source: { ...withVm(source, { powerState: 'deallocated' }), disks } });
    }
    case 'generalize-vm': {
      const source = vmOf(survey);
      demand(source.vm?.powerState === 'deallocated', 'no VM is flagged while it runs');
      return change({ source: withVm(source, { generalized: true }) });
    }
    case 'snapshot-disk':
      return change({ source: snapshotted(vmOf(survey), work.disk.role, world) });
    case 'capture-vm': {
      const source = vmOf(survey);
      demand(source.vm?.generalized === true && source.unmanaged !== undefined, 'Azure captures only a flagged VM');
      const facts = factsOf(world);
      const captures = capturesOf(source, request, (role) => vhdMarks(facts, role));
      return change({ source: { ...source, unmanaged: { ...source.unmanaged, captures } } });
    }
    case 'write-vhd': {
      const { role, from } = work.vhd;
      const existing = survey.blobs.get(role)?.metadata;
      const isOurs = existing?.[KEY_MARK] === plan.key && existing[STATE_MARK] === 'writing';
      demand(existing === undefined || isOurs, `the blob of ${roleName(role)} is not ours to write`);
      if (from.kind === 'snapshot') demandSnapshot(role, world);
      const metadata = { ...vhdMarks(factsOf(world), role), [STATE_MARK]: 'complete' };
      return change({ blobs: new Map(survey.blobs).set(role, pageBlob({ metadata })) });
    }
    case 'use-vhd':
      return world;
    case 'create-gallery': {
      const { galleryId: id, location } = work;
      return change({ gallery: { id, name: 'renderGallery', location, provisioningState: 'Succeeded' } });
    }
    case 'create-definition': {
      const { id, location, osType, hyperVGeneration, architecture, securityType, diskControllers } = work.definition;
      demand(survey.gallery !== undefined, 'a definition needs its gallery');
      const facts = {
        id,
        name: 'golden',
        location,
        osType,
        hyperVGeneration,
        architecture,
        securityType,
        diskControllers,
      };
      return change({
        definition: { ...facts, osState: 'Generalized', provisioningState: 'Succeeded', tags: { abip_schema: '1' } },
      });
    }
    case 'create-version':
      return change({ version: published(plan, world) });
    case 'replicate-version':
      demand(survey.version !== undefined, 'only a version that is there is replicated');
      return change({ version: withRegions(survey.version, plan) });
    case 'await-region':
      return change({ version: arrived(survey.version, [plan.pool.region], plan, world) });
    case 'await-all-regions': {
      const regions = (survey.version?.targetRegions ?? []).map(({ name }) => name);
      const version = arrived(survey.version, regions, plan, world);
      return change({ version: { ...version, provisioningState: 'Succeeded' } });
    }
    case 'create-pool': {
      demand(survey.pool === undefined, 'a pool of that ID is there');
      const there = survey.version?.replication.find(({ region }) => region === plan.pool.region);
      demand(there?.state === 'Completed', 'a pool needs its image in its region');
      return change({ pool: aPool(plan.pool.id, marksOfPool(plan, world, 'provisioning'), 'active', plan.version.id) });
    }
    case 'reattach-pool':
      demand(survey.pool?.metadata[KEY_MARK] === plan.key, 'a pool that is not ours is left alone');
      return change({ pool: markedPool(plan, world, 'provisioning') });
    case 'prove-pool': {
      demand(survey.pool?.metadata[KEY_MARK] === plan.key, 'a pool that is not ours is left alone');
      const isEmpty = totalOf(targetsOf(request.pool.spec)) === 0;
      return change({ pool: markedPool(plan, world, isEmpty ? 'unproven' : 'ready') });
    }
    case 'delete-snapshot': {
      const source = vmOf(survey);
      const { role } = work.disk;
      demandOurs(source, role, plan.key);
      const isFeeding = survey.version?.provisioningState === 'Creating' && plan.version.material.kind === 'snapshots';
      demand(!isFeeding, 'a version that Azure is still making loses its snapshot');
      const isCopied = survey.blobs.get(role)?.metadata[STATE_MARK] === 'complete';
      const isWanted = plan.vhds.some((vhd) => vhd.kind === 'made' && vhd.role === role);
      demand(isCopied || !isWanted, 'a VHD that is still to be copied loses its snapshot');
      const snapshots = new Map(source.snapshots);
      snapshots.delete(role);
      return change({ source: { ...source, snapshots } });
    }
    default:
      return work satisfies never;
  }
}

function vmOf({ source }: Survey): SurveyedVm {
  demand(source.kind === 'vm', 'there is no VM');
  return source;
}

function withVm(source: SurveyedVm, changes: Partial<NonNullable<SurveyedVm['vm']>>): SurveyedVm {
  return { ...source, vm: source.vm && { ...source.vm, ...changes } };
}

/** What a run knows by now of what it captures: asked only when the VM is at rest. */
function contentOf({ request, survey }: World): string {
  const { grounds } = groundsOf(request, survey);
  const content = grounds === undefined ? undefined : knownContent(grounds.content);
  demand(content !== undefined, 'the content of a source is written down while it can still change');
  return content;
}

function factsOf(world: World): MarkFacts {
  const { request, survey } = world;
  const { provenance, source } = request;
  return { key: survey.key, contentId: contentOf(world), source: sourceText(source), provenance };
}

function snapshotted(source: SurveyedVm, role: DiskRole, world: World): SurveyedVm {
  const facts = factsOf(world);
  const existing = source.snapshots.get(role);
  const usable = existing?.provisioningState === 'Succeeded' && existing.tags[CONTENT_MARK] === facts.contentId;
  if (existing !== undefined && !usable) demandOurs(source, role, facts.key);
  const made = aSnapshot(facts.key, role, 'Succeeded', temporaryMarks(facts, world.survey.now));
  return { ...source, snapshots: new Map(source.snapshots).set(role, made) };
}

function demandSnapshot(role: DiskRole, world: World): void {
  const snapshot = vmOf(world.survey).snapshots.get(role);
  demand(snapshot !== undefined, `the snapshot of ${roleName(role)} is missing where it is used`);
  demand(snapshot.tags[CONTENT_MARK] === contentOf(world), `the snapshot of ${roleName(role)} is of other content`);
}

function demandOurs(source: SurveyedVm, role: DiskRole, key: string): void {
  const tags = source.snapshots.get(role)?.tags;
  demand(
    tags === undefined || (tags[KEY_MARK] === key && tags[KIND_MARK] === 'temporary'),
    `the snapshot of ${roleName(role)} is not ours to delete`,
  );
}

function published(plan: Plan, world: World): ImageVersion {
  const { request, survey } = world;
  const { id, location, material, targetRegions } = plan.version;
  const { version } = survey;
  demand(survey.definition?.provisioningState === 'Succeeded', 'a version needs its definition');
  if (version !== undefined && version.provisioningState !== 'Failed') return withRegions(version, plan);
  if (material.kind === 'snapshots') {
    for (const role of ['os' as const, ...material.dataDisks.map(({ lun }) => lun)]) demandSnapshot(role, world);
  }
  if (material.kind === 'VHDs') {
    demand(material.storageAccountId !== '', 'a version of VHDs names their account');
    for (const { role } of material.disks) demandVhd(role, plan, survey);
  }
  return {
    id,
    name: request.image.version,
    location,
    provisioningState: 'Creating',
    tags: productMarks(factsOf(world)),
    targetRegions,
    excludeFromLatest: false,
    dataDiskLuns: [],
    replication: targetRegions.map(({ name }) => ({ region: name, state: 'Replicating', progress: 0 })),
  };
}

function demandVhd(role: DiskRole, plan: Plan, { blobs, source }: Survey): void {
  const vhd = plan.vhds.find((one) => one.role === role);
  const captured = source.kind === 'vm' && (source.unmanaged?.captures ?? []).length > 0;
  const isWhole = blobs.get(role)?.metadata[STATE_MARK] === 'complete';
  demand(vhd?.kind === 'found' || isWhole || captured, `the VHD of ${roleName(role)} is missing where it is used`);
}

/** Azure finishes what it does before it takes regions, and then copies to them before the call ends. */
function withRegions(version: ImageVersion, { version: { targetRegions } }: Plan): ImageVersion {
  if (missingReplicas(version, { targetRegions }).length === 0) return version;
  const names = [...new Set([...version.targetRegions, ...targetRegions].map(({ name }) => name))];
  const most = (name: string): number =>
    Math.max(...[...version.targetRegions, ...targetRegions].map((one) => (one.name === name ? one.replicas : 0)));
  const all = names.map((name) => ({ name, replicas: most(name) }));
  return {
    ...version,
    provisioningState: 'Succeeded',
    targetRegions: all,
    replication: all.map(({ name }) => ({ region: name, state: 'Completed', progress: 100 })),
  };
}

function arrived(
  version: ImageVersion | undefined,
  regions: readonly string[],
  plan: Plan,
  world: World,
): ImageVersion {
  demand(version !== undefined, 'nothing is waited for that nobody made');
  for (const name of regions) {
    demand(
      version.targetRegions.some((region) => region.name === name),
      `${name} is waited for, but the version does not go there`,
    );
  }
  const { material } = plan.version;
  if (version.provisioningState === 'Creating' && material.kind === 'snapshots' && world.survey.version === undefined) {
    demandSnapshot('os', world);
  }
  return {
    ...version,
    replication: version.targetRegions.map(({ name }) => {
      const before = version.replication.find(({ region }) => region === name);
      const isThere = regions.includes(name) || before?.state === 'Completed';
      return isThere
        ? { region: name, state: 'Completed', progress: 100 }
        : { region: name, state: 'Replicating', progress: 10 };
    }),
  };
}

function marksOfPool({ pool }: Plan, world: World, state: 'provisioning' | 'ready' | 'unproven'): Marks {
  return poolMarks(factsOf(world), pool.family, pool.specHash, state);
}

function markedPool(plan: Plan, world: World, state: 'provisioning' | 'ready' | 'unproven'): Survey['pool'] {
  const { pool } = world.survey;
  return pool && { ...pool, metadata: { ...pool.metadata, ...marksOfPool(plan, world, state) } };
}
