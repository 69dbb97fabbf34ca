// The rights of each kind of release, one after the other: with all of them it succeeds, and each one that is missing is named
// before anything is written. Runs in this process, over the action's own clients.
import { describe, expect, test } from '@jest/globals';
import type { RoleName } from '../../scripts/roles.ts';
import { RIGHTS_WARNINGS as RIGHTS } from '../../src/checks/rights.ts';
import { parseImageVersionId } from '../../src/azure/gallery-ids.ts';
import { resourceGroupOf } from '../../src/azure/resource-id.ts';
import { readBlobUrl } from '../../src/azure/sas.ts';
import { parsePoolSpec } from '../../src/pool/pool-spec.ts';
import { formatProblem } from '../../src/problem.ts';
import { makePlan, type Planning } from '../../src/release/make-plan.ts';
import { release } from '../../src/release/release.ts';
import type { Request, Source } from '../../src/release/request.ts';
import { takeSurvey } from '../../src/release/survey.ts';
import { principalWith, rightsOf, SPREAD, spreadWorld, type Places } from '../action/exact-roles.ts';
import { isWrite } from '../action/harness.ts';
import { idOf } from '../action/worlds.ts';
import { createSimulated } from '../azure/simulated.ts';
import { someRequest } from './world.ts';

const simulated = createSimulated();
const OWN_PERMISSIONS = 'Microsoft.Authorization/permissions/read';
const DENIALS = 'Microsoft.Authorization/denyAssignments/read';
const LOCKS = 'Microsoft.Authorization/locks/read';
/** What Azure, Batch and storage say to those who may not. */
const REFUSED = /Authorization|no right to|privilege|privelege|not authorized|permission/i;
/** Without it, it is not known whether the blobs are immutable. */
const READ_CONTAINER = 'Microsoft.Storage/storageAccounts/blobServices/containers/read';
const DELETE_BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/delete';

interface Kind {
  readonly roles: readonly RoleName[];
  readonly request: Request;
  readonly world?: Parameters<typeof spreadWorld>[1];
  readonly places?: Places;
  /** Rights of earlier kinds too that are tried again, because they are needed elsewhere here. */
  readonly again?: readonly string[];
  /** Rights without which the run succeeds all the same, with what it warns of. */
  readonly unnamed: Readonly<Record<string, readonly string[]>>;
}

/** Without them nothing can be checked, and nothing else is lost. */
const UNNAMED = { [OWN_PERMISSIONS]: ['rights-unchecked'], [DENIALS]: [], [LOCKS]: ['locks-unchecked'] };
/** Needed only where an interrupted run left a blob of other content: a test below has one. */
const UNNAMED_WITH_VHD = { ...UNNAMED, [DELETE_BLOBS]: [], [READ_CONTAINER]: [] };

function poolSpec(spec: object): Request['pool']['spec'] {
  const parsed = parsePoolSpec(JSON.stringify(spec));
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.spec;
}

const AGENT = 'batch.node.ubuntu 24.04';
const PLAIN_SPEC = poolSpec({
  id: 'render',
  vmSize: 'Standard_D2s_v5',
  targetDedicatedNodes: 1,
  virtualMachineConfiguration: { nodeAgentSKUId: AGENT },
});
const LINKED_SPEC = poolSpec({
  name: 'render',
  identity: { type: 'UserAssigned', userAssignedIdentities: { [SPREAD.identity]: {} } },
  properties: {
    vmSize: 'Standard_D2s_v5',
    scaleSettings: { fixedScale: { targetDedicatedNodes: 1 } },
    networkConfiguration: {
      subnetId: SPREAD.subnet,
      publicIPAddressConfiguration: { provision: 'UserManaged', ipAddressIds: [SPREAD.address] },
    },
  },
});

function requestOf(
  source: Source,
  changes: Omit<Partial<Request>, 'pool' | 'capture' | 'image'> = {},
  parts: Parts = {},
): Request {
  const usual = someRequest();
  return {
    ...usual,
    ...changes,
    source,
    capture: { ...usual.capture, ...parts.capture },
    image: { ...usual.image, galleryId: SPREAD.gallery, ...parts.image },
    pool: { ...usual.pool, batchAccountId: SPREAD.batch, spec: PLAIN_SPEC, ...parts.pool },
  };
}

interface Parts {
  readonly capture?: Partial<Request['capture']>;
  readonly image?: Partial<Request['image']>;
  readonly pool?: Partial<Request['pool']>;
}

const VM: Source = { kind: 'vm', vmId: SPREAD.vm };
const FAR_ID = idOf('Microsoft.Storage/storageAccounts', 'stfar', 'rg-far');
const FAR_URL = 'https://stfar.blob.core.windows.net/vhds/golden.vhd';
const OLD_URL = 'https://strender.blob.core.windows.net/vhds/vm-golden-os.vhd';
const NEW_GALLERY = SPREAD.gallery.replace(/[^/]+$/, 'newGallery');
const VERSION_ID = `${SPREAD.gallery}/images/packer-ubuntu/versions/2.1.0`;
const WISHES = { osType: 'Linux', hyperVGeneration: 'V2', architecture: 'x64' } as const;

function blobSource(url: string): Source {
  const location = readBlobUrl(url, new Date());
  if ('fault' in location) throw new Error(JSON.stringify(location));
  return { kind: 'vhd-blob', location };
}

function versionSource(id: string): Source {
  const version = parseImageVersionId(id);
  if ('expected' in version) throw new Error(version.expected);
  return { kind: 'image-version', version };
}

const packer = { osType: 'Linux', osState: 'Generalized', hyperVGeneration: 'V2', architecture: 'x64' };

const KINDS: Readonly<Record<string, Kind>> = {
  'a VM, into a pool with subnet, public addresses and identities': {
    roles: [
      'release-generalize',
      'follow-operations',
      'check-locks',
      'pool-subnet',
      'pool-public-addresses',
      'pool-identities',
    ],
    request: requestOf(VM, {}, { capture: { mode: 'generalize' }, pool: { spec: LINKED_SPEC } }),
    unnamed: UNNAMED_WITH_VHD,
  },
  'a VM, by roles on resource groups alone': {
    roles: ['release-snapshot', 'follow-operations', 'check-locks'],
    request: requestOf(VM),
    places: Object.fromEntries(
      Object.entries({
        vm: [SPREAD.vm],
        'vm-group': [SPREAD.vm],
        'vm-operations': [SPREAD.vm],
        disks: [SPREAD.disk],
        gallery: [SPREAD.gallery],
        image: [SPREAD.gallery],
        'gallery-operations': [SPREAD.gallery],
        'storage-account': [SPREAD.storage],
        container: [SPREAD.storage],
        'batch-account': [SPREAD.batch],
        subscription: [SPREAD.vm, SPREAD.gallery, SPREAD.storage],
      }).map(([place, ids]) => [place, ids.map(resourceGroupOf)]),
    ),
    again: ['operations', 'diskOperations', 'capsOperations'].map((kind) => `Microsoft.Compute/locations/${kind}/read`),
    unnamed: UNNAMED_WITH_VHD,
  },
  'a VM, into a gallery that is made': {
    roles: ['release-snapshot', 'follow-operations', 'check-locks', 'create-gallery'],
    request: requestOf(VM, {}, { image: { galleryId: NEW_GALLERY, createGallery: true } }),
    places: { gallery: [NEW_GALLERY.split('/providers/')[0] ?? ''], image: [] },
    unnamed: UNNAMED_WITH_VHD,
  },
  'a VM with unmanaged disks': {
    roles: ['release-unmanaged', 'follow-operations', 'check-locks', 'find-accounts'],
    request: requestOf(VM, {}, { capture: { mode: 'generalize', storageAccountId: SPREAD.storage } }),
    world: {
      changes: [
        { id: SPREAD.disk, remove: true },
        {
          id: SPREAD.vm,
          body: {
            properties: {
              storageProfile: {
                osDisk: { name: 'vm-golden-os', managedDisk: null, vhd: { uri: OLD_URL }, diskSizeGB: 1 },
              },
            },
          },
        },
      ],
    },
    unnamed: UNNAMED,
  },
  'a VHD in another storage account': {
    roles: ['release-vhd-url', 'follow-operations', 'check-locks'],
    request: requestOf(blobSource(FAR_URL), {}, { image: { wishes: WISHES } }),
    world: {
      more: [{ id: FAR_ID, body: { location: 'westeurope', kind: 'StorageV2', sku: { name: 'Standard_LRS' } } }],
      blobs: [{ url: FAR_URL, mebibytes: 32 }],
    },
    places: { 'source-account': [FAR_ID] },
    again: ['Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read'],
    unnamed: UNNAMED_WITH_VHD,
  },
  'an image version': {
    roles: ['release-image-version-id', 'follow-operations', 'check-locks'],
    request: requestOf(
      versionSource(VERSION_ID),
      {},
      { capture: { exportVhd: false }, image: { version: '2.1.0', definitionName: 'packer-ubuntu' } },
    ),
    world: {
      more: [
        {
          id: VERSION_ID.replace(/\/versions\/.*/, ''),
          body: {
            location: 'northeurope',
            properties: { ...packer, identifier: { publisher: 'packer', offer: 'ubuntu', sku: '24' } },
          },
        },
        {
          id: VERSION_ID,
          body: {
            location: 'northeurope',
            properties: {
              publishingProfile: { targetRegions: [{ name: 'North Europe', regionalReplicaCount: 1 }] },
              storageProfile: {},
            },
          },
        },
      ],
    },
    unnamed: UNNAMED,
  },
};

async function planWithout({ roles, places, world, request }: Kind, lacking: readonly string[]) {
  await simulated.enter(spreadWorld(principalWith(roles, { lacking, ...(places && { places }) }), world));
  const clients = simulated.connected();
  return { clients, planning: makePlan(request, await takeSurvey(request, clients)) };
}

function told(planning: Planning): readonly string[] {
  return planning.kind === 'problems' ? planning.problems.map(formatProblem) : [];
}

/** How a run ends that nothing stopped; what it needs to give back is nobody's concern here. */
async function outcomeOf({ request }: Kind, { clients, planning }: Awaited<ReturnType<typeof planWithout>>) {
  if (planning.kind === 'problems') return told(planning).join('\n');
  const startedAt = clients.host.clock.now();
  const nothing = (): void => undefined;
  const { outcome } = await release({
    request,
    plan: planning.plan,
    clients,
    cleanup: clients,
    ledger: {
      current: { temporaries: [] },
      addTemporary: nothing,
      removeTemporary: nothing,
      addGrant: nothing,
      removeGrant: nothing,
      addLease: nothing,
      removeLease: nothing,
    },
    startedAt,
    deadline: new Date(startedAt.getTime() + request.timeoutMs),
    output: nothing,
  });
  return outcome.kind === 'failed' ? outcome.failure.message : outcome.kind;
}

/** Those of a kind that no kind before it has tried. */
function rightsToTry(kind: Kind): readonly string[] {
  const kinds = Object.values(KINDS);
  const earlier = new Set(kinds.slice(0, kinds.indexOf(kind)).flatMap(({ roles }) => rightsOf(roles)));
  return rightsOf(kind.roles).filter((right) => !earlier.has(right) || kind.again?.includes(right) === true);
}

const RIGHTS_WARNINGS = new Set(Object.keys(RIGHTS));

/** Warnings about rights: others are no concern here. */
function warned(planning: Planning): readonly string[] {
  const warnings = planning.kind === 'plan' ? planning.plan.warnings : planning.warnings;
  return [...new Set(warnings.map(({ code }) => code).filter((code) => RIGHTS_WARNINGS.has(code)))];
}

describe.each(Object.entries(KINDS))('%s', (_, kind) => {
  test('succeeds with exactly its rights, and nothing is warned of', async () => {
    const planned = await planWithout(kind, []);
    expect({ problems: told(planned.planning), warned: warned(planned.planning) }).toEqual({
      problems: [],
      warned: [],
    });
    expect(await outcomeOf(kind, planned)).toBe('succeeded');
  });

  const rights = rightsToTry(kind);
  const needed = rights.filter((right) => !(right in kind.unnamed));

  for (const right of needed) {
    test(`names before the first write: ${right}`, async () => {
      const { planning } = await planWithout(kind, [right]);
      expect(told(planning).filter((text) => text.includes(` ${right} over `))).not.toEqual([]);
      expect((await simulated.control.log()).filter(isWrite)).toEqual([]);
    });
  }

  // That none is asked for in vain: Azure refuses a run that could check nothing, and went on. Reads were refused above.
  for (const right of needed.filter((one) => !one.endsWith('/read'))) {
    test(`needs: ${right}`, async () => {
      expect(await outcomeOf(kind, await planWithout(kind, [right, OWN_PERMISSIONS]))).toMatch(REFUSED);
    });
  }

  for (const right of rights.filter((one) => one in kind.unnamed)) {
    test(`does without: ${right}`, async () => {
      const planned = await planWithout(kind, [right]);
      expect({ problems: told(planned.planning), warned: warned(planned.planning) }).toEqual({
        problems: [],
        warned: kind.unnamed[right],
      });
      expect(await outcomeOf(kind, planned)).toBe('succeeded');
    });
  }
});
