// Requests and surveys of every mixture that Azure can show: each fact is sound as a rule, so that many worlds can be planned,
// and now and then each of those that it can be instead.
import fc from 'fast-check';
import type { BatchAccount } from '../../src/azure/batch-accounts.ts';
import type { Pool } from '../../src/azure/batch-service.ts';
import type { Disk, Snapshot } from '../../src/azure/disks.ts';
import { AzureServiceError } from '../../src/azure/errors.ts';
import type { ImageDefinition, ImageVersion } from '../../src/azure/galleries.ts';
import { parseImageVersionId } from '../../src/azure/gallery-ids.ts';
import type { BlobProperties } from '../../src/azure/page-blobs.ts';
import type { StorageAccount } from '../../src/azure/storage-accounts.ts';
import type { VirtualMachine, VirtualMachineDisk } from '../../src/azure/virtual-machines.ts';
import { CONTENT_MARK, DISK_MARK, KEY_MARK, KIND_MARK, SPEC_MARK, STATE_MARK, type Marks } from '../../src/marks.ts';
import { captureFolder, roleName, snapshotName, vhdBlobName, type DiskRole } from '../../src/names.ts';
import { specHash } from '../../src/pool/canonical.ts';
import { parsePoolSpec, type PoolSpec } from '../../src/pool/pool-spec.ts';
import { groundsOf, type Grounds } from '../../src/release/grounds.ts';
import { nameKeyOf } from '../../src/release/ids.ts';
import type { SurveyRead } from '../../src/release/refused-reads.ts';
import type { Request, Source } from '../../src/release/request.ts';
import type { SurveyedSource, SurveyedVm } from '../../src/release/survey-source.ts';
import type { Survey } from '../../src/release/survey.ts';
import { knownContent } from '../../src/source/content-id.ts';
import { gpt, mbr, vhdFooter } from '../source/vhd-bytes.ts';
import {
  DISK_ID,
  someBatchAccount,
  someDisk,
  someRequest,
  someStorageAccount,
  someSurvey,
  someVm,
  VM_ID,
} from './world.ts';

export interface World {
  readonly request: Request;
  readonly survey: Survey;
}

const GIBIBYTE = 1024 ** 3;
const GROUP = VM_ID.split('/providers/')[0] ?? '';
const REGIONS = ['westeurope', 'northeurope', 'eastus'] as const;

/** How a fact is chosen: the first value as a rule. */
type Mostly = <T>(usual: T, ...others: readonly T[]) => fc.Arbitrary<T>;

/** @param weight of the usual value against one of all others together. */
function mostlyBy(weight: number): Mostly {
  return (usual, ...others) =>
    fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
}

const AGENT = "virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.ubuntu 24.04' }\n";
const SPECS: readonly PoolSpec[] = [
  'id: render\nvmSize: Standard_D2s_v5\ntargetDedicatedNodes: 2\n',
  `id: render\nvmSize: Standard_D2s_v5\ntargetDedicatedNodes: 0\n${AGENT}`,
  `id: render\nvmSize: Standard_D2s_v5\ntargetLowPriorityNodes: 700\n${AGENT}`,
  `id: render\nvmSize: Standard_D2s_v5\nenableAutoScale: true\nautoScaleFormula: '$TargetDedicatedNodes=1'\n${AGENT}`,
  'properties:\n  vmSize: Standard_D2s_v5\n  scaleSettings:\n    fixedScale:\n      targetDedicatedNodes: 3\n' +
    "  deploymentConfiguration: { virtualMachineConfiguration: { nodeAgentSkuId: 'batch.node.ubuntu 24.04' } }\n",
].map((text) => {
  const parsed = parsePoolSpec(text);
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems));
  return parsed.spec;
});

const BLOB = 'https://strender.blob.core.windows.net/vhds/golden.vhd';
const UNMANAGED = 'https://oldstore.blob.core.windows.net/vhds/vm-golden-os.vhd';
const EXISTING = `${someRequest().image.galleryId}/images/golden/versions/2.0.0`;
const SHARED = '/SharedGalleries/contoso-gallery/Images/golden/Versions/2.0.0';

const sources: fc.Arbitrary<Source> = fc.oneof(
  { weight: 5, arbitrary: fc.constant<Source>({ kind: 'vm', vmId: VM_ID }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(BLOB, BLOB.replace('strender', 'elsewhere')).map((url): Source => ({
      kind: 'vhd-blob',
      location: { url, container: 'vhds', blobName: 'golden.vhd' },
    })),
  },
  { weight: 2, arbitrary: fc.constant<Source>({ kind: 'vhd-file', path: '/images/golden.vhd', name: 'golden.vhd' }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(EXISTING, SHARED).map((text): Source => {
      const version = parseImageVersionId(text);
      if ('expected' in version) throw new Error(version.expected);
      return { kind: 'image-version', version };
    }),
  },
);

const requests = (mostly: Mostly): fc.Arbitrary<Request> =>
  fc
    .record({
      source: sources,
      mode: fc.constantFrom('snapshot' as const, 'generalize' as const),
      dataDisks: mostly<'include' | 'exclude'>('include', 'exclude'),
      exportVhd: mostly(true, false),
      namedStorage: fc.boolean(),
      overwriteVhd: fc.boolean(),
      createGallery: fc.boolean(),
      replicaRegions: fc.dictionary(fc.constantFrom(...REGIONS), fc.integer({ min: 1, max: 3 })),
      wishes: fc.record(
        {
          osType: mostly<'Linux' | 'Windows'>('Linux', 'Windows'),
          hyperVGeneration: mostly<'V1' | 'V2'>('V2', 'V1'),
          architecture: mostly<'x64' | 'Arm64'>('x64', 'Arm64'),
          securityType: mostly<NonNullable<Request['image']['wishes']['securityType']>>(
            ...(['Standard', 'TrustedLaunch', 'TrustedLaunchSupported', 'TrustedLaunchSupported'] as const),
          ),
        },
        { requiredKeys: [] },
      ),
      spec: fc.constantFrom(...SPECS),
      waitFor: fc.constantFrom('ready' as const, 'steady' as const, 'none' as const),
    })
    .map((given) => {
      const base = someRequest();
      const { source } = given;
      const version = source.kind === 'image-version' ? source.version : undefined;
      // A VHD tells too little of itself: whoever releases one says the rest.
      const told = source.kind === 'vhd-blob' || source.kind === 'vhd-file' ? { osType: 'Linux' as const } : {};
      return someRequest({
        source,
        capture: {
          ...base.capture,
          mode: source.kind === 'vm' ? given.mode : 'snapshot',
          dataDisks: given.dataDisks,
          exportVhd: version === undefined && given.exportVhd,
          overwriteVhd: given.overwriteVhd,
          ...(given.namedStorage ? { storageAccountId: someStorageAccount().id } : {}),
        },
        image: {
          ...base.image,
          createGallery: version === undefined && given.createGallery,
          replicaRegions: new Map(
            version === undefined || version.kind === 'gallery' ? Object.entries(given.replicaRegions) : [],
          ),
          wishes: { ...told, ...given.wishes },
          ...(version === undefined
            ? {}
            : {
                access: version.kind === 'gallery' ? 'own' : version.kind,
                galleryId: version.kind === 'gallery' ? version.galleryId : version.gallery,
                definitionName: version.definition,
                version: version.version,
              }),
        },
        pool: { ...base.pool, spec: given.spec, waitFor: given.waitFor },
      });
    });

const disks = (mostly: Mostly): fc.Arbitrary<Omit<Disk, 'id' | 'name'>> =>
  fc
    .record({
      sizeBytes: mostly(4 * GIBIBYTE, 64 * GIBIBYTE, 2000 * GIBIBYTE),
      sku: mostly('Premium_LRS', 'UltraSSD_LRS', 'PremiumV2_LRS'),
      networkAccessPolicy: mostly<Disk['networkAccessPolicy']>('AllowAll', 'AllowPrivate', 'DenyAll'),
      dataAccessAuthMode: mostly<Disk['dataAccessAuthMode']>('None', 'AzureActiveDirectory'),
      hyperVGeneration: mostly<'V1' | 'V2'>('V2', 'V1'),
      architecture: mostly<'x64' | 'Arm64'>('x64', 'Arm64'),
    })
    .map((facts) => ({ ...someDisk(), ...facts }));

const vms = (mostly: Mostly): fc.Arbitrary<SurveyedVm> =>
  fc
    .record({
      powerState: fc.constantFrom(
        ...([
          'running',
          'stopped',
          'deallocated',
          'deallocated',
          'deallocating',
          'starting',
          'creating',
          'unknown',
        ] as const),
      ),
      generalized: fc.boolean(),
      securityType: mostly<VirtualMachine['securityType']>('Standard', 'TrustedLaunch', 'ConfidentialVM'),
      diskController: mostly<'SCSI' | 'NVMe'>('SCSI', 'NVMe'),
      kind: fc.oneof(
        { weight: 4, arbitrary: mostly<VirtualMachineDisk['kind']>('managed', 'ephemeral') },
        { weight: 1, arbitrary: fc.constant<VirtualMachineDisk['kind']>('unmanaged') },
      ),
      luns: fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 3 }),
      disks: fc.array(disks(mostly), { minLength: 4, maxLength: 4 }),
      isThere: mostly(true, false),
      isOsDiskThere: mostly(true, false),
      isAccountThere: mostly(true, false),
      extensions: mostly<readonly string[]>([], ['AzureMonitorLinuxAgent']),
      known: mostly(true, false),
    })
    .map((given) => {
      const dataId = (lun: number): string => DISK_ID.replace('OsDisk_1', `Data_${lun}`);
      const attach = (id: string, url: string): VirtualMachineDisk =>
        given.kind === 'unmanaged'
          ? { kind: 'unmanaged', vhdUrl: url, caching: 'None' }
          : { kind: 'managed', diskId: id, caching: 'None' };
      const osDisk: VirtualMachineDisk =
        given.kind === 'ephemeral' ? { kind: 'ephemeral' } : attach(DISK_ID, UNMANAGED);
      const { imageReference, ...bare } = someVm({
        powerState: given.powerState,
        generalized: given.generalized,
        securityType: given.securityType,
        diskController: given.diskController,
        extensions: given.extensions.map((name) => ({ name })),
        osDisk,
        dataDisks: given.luns.map((lun) => ({ lun, ...attach(dataId(lun), UNMANAGED.replace('-os', `-${lun}`)) })),
      });
      const vm = given.known && imageReference !== undefined ? { ...bare, imageReference } : bare;
      const made = [DISK_ID, ...given.luns.map(dataId)].flatMap((id, index) => {
        const facts = given.disks[index];
        if (facts === undefined || (id === DISK_ID && !given.isOsDiskThere)) return [];
        return [[id.toLowerCase(), { ...facts, id, name: id, uniqueId: `unique-${index}` }] as const];
      });
      const urls = [osDisk, ...vm.dataDisks].flatMap((disk) => (disk.kind === 'unmanaged' ? [disk.vhdUrl] : []));
      const unmanaged = {
        account: given.isAccountThere ? oldAccount() : undefined,
        disks: urls.map((url, index) => ({ url, properties: pageBlob({ etag: `"0x${index}"`, metadata: {} }) })),
        captures: [],
      };
      return {
        kind: 'vm' as const,
        vm: given.isThere ? vm : undefined,
        disks: new Map(given.kind === 'unmanaged' ? [] : made),
        snapshots: new Map(),
        unmanaged: given.kind === 'unmanaged' && given.isThere ? unmanaged : undefined,
      };
    });

function oldAccount(): StorageAccount {
  const blobEndpoint = 'https://oldstore.blob.core.windows.net/';
  return someStorageAccount({
    id: someStorageAccount().id.replace('strender', 'oldstore'),
    name: 'oldstore',
    blobEndpoint,
  });
}

export function pageBlob(changes: Partial<BlobProperties>): BlobProperties {
  return {
    length: 4 * GIBIBYTE + 512,
    etag: '"0x8D"',
    metadata: {},
    leased: false,
    blobType: 'PageBlob',
    ...changes,
  };
}

const EFI = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const HEADS = [gpt([EFI]), mbr([{ type: 0x83, active: true }], true), Buffer.alloc(512)] as const;

function sourceFor(source: Source, mostly: Mostly): fc.Arbitrary<SurveyedSource> {
  switch (source.kind) {
    case 'vm':
      return vms(mostly);
    case 'vhd-blob':
      return fc
        .record({
          head: mostly<Buffer>(...HEADS),
          footer: mostly<Buffer>(vhdFooter(4 * GIBIBYTE), vhdFooter(4 * GIBIBYTE, 'dynamic'), Buffer.alloc(512)),
          blobType: mostly<BlobProperties['blobType']>('PageBlob', 'BlockBlob'),
          metadata: mostly<Marks>({}, { [STATE_MARK]: 'writing' }),
          found: mostly<'present' | 'absent' | 'refused'>('present', 'absent', 'refused'),
          account: mostly<StorageAccount | undefined>(
            someStorageAccount(
              source.location.url === BLOB ? {} : { id: `${GROUP}/providers/x/elsewhere`, location: 'northeurope' },
            ),
            undefined,
          ),
        })
        .map(({ found, account, ...facts }) => ({
          kind: 'vhd-blob',
          location: source.location,
          account,
          facts:
            found === 'present'
              ? { kind: found, ...pageBlob({}), ...facts }
              : found === 'absent'
                ? { kind: found }
                : { kind: found, error: refusal('Storage') },
        }));
    case 'vhd-file':
      return fc
        .record({ bootMode: mostly<'uefi' | 'bios' | 'unknown'>('uefi', 'bios', 'unknown'), ok: mostly(true, false) })
        .map(({ bootMode, ok }): SurveyedSource => ({
          kind: 'vhd-file',
          found: ok
            ? {
                kind: 'vhd',
                file: {
                  path: source.path,
                  name: source.name,
                  bytes: 4 * GIBIBYTE + 512,
                  diskBytes: 4 * GIBIBYTE,
                  bootMode,
                  stamp: { bytes: 4 * GIBIBYTE + 512, modified: '1', identity: '1:1' },
                },
                scan: { sha256: 'ab'.repeat(32), ranges: [{ offset: 0, length: 1024 ** 2 }] },
              }
            : {
                kind: 'problem',
                problem: {
                  code: 'vhd-not-found',
                  input: 'vhd-file',
                  found: 'nothing',
                  expected: 'a file',
                  fix: 'Add it.',
                },
              },
        }));
    case 'image-version':
      return fc.constant<SurveyedSource>({ kind: 'image-version' });
    default:
      return source satisfies never;
  }
}

export function refusal(service: 'ARM' | 'Batch' | 'Storage'): AzureServiceError {
  const operation = 'GET something';
  return new AzureServiceError({
    service,
    status: 403,
    code: 'AuthorizationFailed',
    serviceMessage: 'You may not.',
    operation,
  });
}

/** Whose marks something of the release's own names carries. */
type Whose = 'ours' | 'other content' | 'nobody';

interface Leftovers {
  readonly gallery: 'Succeeded' | 'Failed' | 'Creating' | 'absent';
  readonly definition: 'Succeeded' | 'Failed' | 'Creating' | 'absent';
  readonly definitionFits: boolean;
  readonly version: ImageVersion['provisioningState'] | 'absent';
  readonly versionWhose: Whose;
  readonly versionLacks: boolean;
  readonly arrived: number;
  readonly blobs: readonly ('absent' | 'writing' | 'complete')[];
  readonly blobsWhose: Whose;
  readonly snapshots: readonly ('absent' | 'Succeeded' | 'Creating' | 'Failed')[];
  readonly snapshotsWhose: Whose;
  readonly captured: boolean;
  readonly pool: 'absent' | 'ready' | 'unproven' | 'failed' | 'provisioning' | 'deleting';
  readonly poolWhose: Whose;
}

const leftovers = (mostly: Mostly): fc.Arbitrary<Leftovers> =>
  fc.record({
    gallery: mostly<Leftovers['gallery']>('Succeeded', 'absent', 'Failed', 'Creating'),
    definition: fc.constantFrom<Leftovers['definition']>(
      'absent',
      'absent',
      'Succeeded',
      'Succeeded',
      'Failed',
      'Creating',
    ),
    definitionFits: mostly(true, false),
    version: fc.constantFrom<Leftovers['version']>(
      ...([
        'absent',
        'absent',
        'absent',
        'Creating',
        'Updating',
        'Failed',
        'Succeeded',
        'Deleting',
        'Migrating',
      ] as const),
    ),
    versionWhose: mostly<Whose>('ours', 'other content', 'nobody'),
    versionLacks: mostly(false, true),
    arrived: fc.integer({ min: 0, max: 3 }),
    blobs: fc.array(fc.constantFrom('absent', 'absent', 'writing', 'complete'), { minLength: 4, maxLength: 4 }),
    blobsWhose: mostly<Whose>('ours', 'other content', 'nobody'),
    snapshots: fc.array(fc.constantFrom('absent', 'absent', 'Succeeded', 'Creating', 'Failed'), {
      minLength: 4,
      maxLength: 4,
    }),
    snapshotsWhose: mostly<Whose>('ours', 'other content', 'nobody'),
    captured: fc.boolean(),
    pool: fc.oneof(
      {
        weight: 5,
        arbitrary: fc.constantFrom<Leftovers['pool']>('absent', 'absent', 'ready', 'failed', 'provisioning'),
      },
      { weight: 1, arbitrary: mostly<Leftovers['pool']>('unproven', 'deleting') },
    ),
    poolWhose: mostly<Whose>('ours', 'other content', 'nobody'),
  });

const surroundings = (mostly: Mostly) =>
  fc.record({
    batch: fc
      .record({
        location: mostly<string>('westeurope', 'northeurope'),
        poolQuota: mostly(20, 0),
        publicNetworkAccess: mostly(true, false),
        poolAllocationMode: mostly<Required<BatchAccount>['poolAllocationMode']>('BatchService', 'UserSubscription'),
        allowedAuthenticationModes: mostly<Required<BatchAccount>['allowedAuthenticationModes']>(
          ['AAD', 'SharedKey'],
          ['SharedKey'],
        ),
      })
      .map((changes) => someBatchAccount(changes)),
    isBatchThere: mostly(true, false),
    storage: fc
      .record({
        location: mostly<string>('westeurope', 'northeurope'),
        kind: mostly<StorageAccount['kind']>('StorageV2', 'BlobStorage'),
        hierarchicalNamespace: mostly(false, true),
        sharedKeyAccess: mostly(true, false),
      })
      .map((changes) => someStorageAccount(changes)),
    isStorageThere: mostly(true, false),
    agents: mostly(true, false),
    regions: mostly<ReadonlySet<string> | undefined>(new Set(REGIONS), undefined, new Set(['westeurope'])),
    isGroupThere: mostly(true, false),
    refused: mostly<readonly SurveyRead[]>(
      ...([[], ['vm'], ['disks', 'snapshots'], ['vhd'], ['gallery', 'definition', 'version']] as const),
      ...([['storageAccount', 'vm'], ['blobs'], ['batchAccount'], ['batch', 'gallery'], ['snapshots']] as const),
    ),
    rights: mostly<'all' | 'some' | 'unread'>('all', 'some', 'unread'),
    lacking: fc.constantFrom('*/write', '*/action', '*/delete', 'Microsoft.Batch/*', 'Microsoft.Compute/galleries/*'),
  });

/** Many worlds hold something that keeps a release from starting; `calm` ones seldom do. */
export const worlds = worldsBy(mostlyBy(8));
export const calmWorlds = worldsBy(mostlyBy(80));

function worldsBy(mostly: Mostly): fc.Arbitrary<World> {
  return requests(mostly).chain((request) =>
    fc
      .record({ around: surroundings(mostly), source: sourceFor(request.source, mostly), left: leftovers(mostly) })
      .map(({ around, source, left }) => {
        const bare: Survey = {
          ...someSurvey(request),
          source,
          batchAccount: around.isBatchThere ? around.batch : undefined,
          storageAccount: around.isStorageThere ? around.storage : undefined,
          supportedImages: around.agents ? someSurvey(request).supportedImages : [],
          regions: around.regions,
          permissions: permissionsOf(request, around),
        };
        const settled = withLeftovers(request, bare, left);
        const hidden = hide(settled, around.refused);
        return {
          request,
          survey: around.isGroupThere
            ? hidden
            : hide({ ...hidden, absentGroups: [GROUP] }, ['vm', 'gallery', 'batchAccount'], new Map(hidden.refused)),
        };
      }),
  );
}

function permissionsOf(
  request: Request,
  { rights, lacking }: { readonly rights: 'all' | 'some' | 'unread'; readonly lacking: string },
): Survey['permissions'] {
  const notActions = rights === 'some' ? [lacking] : [];
  const permissions = [{ actions: ['*'], notActions, dataActions: ['*'], notDataActions: [] }];
  const { galleryId, definitionName } = request.image;
  const scopes = [
    ...[VM_ID, GROUP, galleryId, `${galleryId}/images/${definitionName}`, someBatchAccount().id],
    ...[someStorageAccount().id, oldAccount().id, `${GROUP}/providers/x/elsewhere`],
  ];
  return new Map(scopes.map((scope) => [scope.toLowerCase(), rights === 'unread' ? undefined : permissions]));
}

/** What earlier runs of the release, or others, left under the names of this one. */
function withLeftovers(request: Request, bare: Survey, left: Leftovers): Survey {
  const isGalleryThere = left.gallery !== 'absent' || request.source.kind === 'image-version';
  const galleried: Survey = {
    ...bare,
    gallery: isGalleryThere
      ? {
          id: request.image.galleryId,
          name: 'renderGallery',
          location: 'westeurope',
          provisioningState: left.gallery === 'absent' ? 'Succeeded' : left.gallery,
        }
      : undefined,
  };
  if (request.source.kind === 'image-version') return withExistingVersion(request, galleried, left);
  const before = groundsOf(request, galleried).grounds;
  const defined: Survey = { ...galleried, definition: isGalleryThere ? definitionOf(before, left) : undefined };
  const { grounds } = groundsOf(request, defined);
  if (grounds === undefined) return defined;

  const content = knownContent(grounds.content) ?? 'of-before';
  const marks = (who: Whose): Marks =>
    who === 'nobody' ? {} : { [KEY_MARK]: bare.key, [CONTENT_MARK]: who === 'ours' ? content : 'of-something-else' };
  return {
    ...defined,
    source: withCaptures(
      withSnapshots(defined.source, left, bare.key, marks(left.snapshotsWhose)),
      request,
      left,
      marks('ours'),
    ),
    version: defined.definition === undefined ? undefined : versionOf(grounds, left, marks(left.versionWhose)),
    blobs: new Map(
      grounds.vhds.flatMap((vhd, index) => {
        const state = left.blobs[index] ?? 'absent';
        if (vhd.kind !== 'made' || state === 'absent') return [];
        const metadata = left.blobsWhose === 'nobody' ? {} : { ...marks(left.blobsWhose), [STATE_MARK]: state };
        return [[vhd.role, pageBlob({ metadata })] as const];
      }),
    ),
    pool: poolOf(request, left, marks(left.poolWhose)),
  };
}

function withExistingVersion(request: Request, bare: Survey, left: Leftovers): Survey {
  const definition = definitionOf(undefined, {
    ...left,
    definition: left.definition === 'absent' ? 'absent' : 'Succeeded',
  });
  const located: Survey = { ...bare, definition };
  if (left.version === 'absent' || definition === undefined) return located;
  if (request.image.access !== 'own') {
    // Seen only in a region that has it whole.
    const region = bare.batchAccount?.location ?? 'westeurope';
    const replication = [{ region, state: 'Completed' as const, progress: 100 }];
    const version = { ...someVersion(request), targetRegions: [{ name: region, replicas: 1 }], replication };
    return { ...located, version, pool: undefined };
  }
  const version: ImageVersion = {
    ...someVersion(request),
    provisioningState: left.version,
    targetRegions: left.versionLacks
      ? [{ name: 'eastus', replicas: 1 }]
      : REGIONS.map((name) => ({ name, replicas: 3 })),
  };
  const found: Survey = { ...located, version: { ...version, replication: replicationOf(version, left.arrived) } };
  const { grounds } = groundsOf(request, found);
  const content = grounds === undefined ? '' : (knownContent(grounds.content) ?? '');
  const marks = left.poolWhose === 'nobody' ? {} : { [KEY_MARK]: bare.key, [CONTENT_MARK]: content };
  return { ...found, pool: poolOf(request, left, marks) };
}

function definitionOf(
  grounds: Grounds | undefined,
  { definition, definitionFits }: Leftovers,
): ImageDefinition | undefined {
  if (definition === 'absent') return undefined;
  const spec = grounds?.definition;
  return {
    id: spec?.id ?? `${someRequest().image.galleryId}/images/golden`,
    name: 'golden',
    location: spec?.location ?? 'westeurope',
    provisioningState: definition,
    osType: definitionFits ? (spec?.osType ?? 'Linux') : 'Windows',
    osState: 'Generalized',
    hyperVGeneration: spec?.hyperVGeneration ?? 'V2',
    architecture: spec?.architecture ?? 'x64',
    securityType: definitionFits ? (spec?.securityType ?? 'Standard') : 'TrustedLaunch',
    diskControllers: spec?.diskControllers ?? ['SCSI'],
    tags: {},
  };
}

function versionOf({ version }: Grounds, left: Leftovers, tags: Marks): ImageVersion | undefined {
  if (left.version === 'absent') return undefined;
  const [home, ...others] = version.targetRegions;
  const made: ImageVersion = {
    id: version.id,
    name: '1.4.0',
    location: version.location,
    provisioningState: left.version,
    tags,
    targetRegions: left.versionLacks && home !== undefined ? [home] : [...(home ? [home] : []), ...others],
    excludeFromLatest: false,
    dataDiskLuns: [],
    replication: [],
    publishedDate: '2026-11-23T11:50:00Z',
  };
  return { ...made, replication: replicationOf(made, left.arrived) };
}

function someVersion({ source }: Request): ImageVersion {
  return {
    id: source.kind === 'image-version' ? source.version.id : '',
    name: '2.0.0',
    location: 'westeurope',
    provisioningState: 'Succeeded',
    tags: {},
    targetRegions: [],
    excludeFromLatest: false,
    dataDiskLuns: [],
    replication: [],
    osDiskSizeGB: 4,
  };
}

function replicationOf(
  { targetRegions, provisioningState }: ImageVersion,
  arrived: number,
): ImageVersion['replication'] {
  return targetRegions.map(({ name }, index) =>
    provisioningState === 'Succeeded' || index < arrived
      ? { region: name, state: 'Completed', progress: 100 }
      : { region: name, state: 'Replicating', progress: 30 },
  );
}

function withSnapshots(source: SurveyedSource, left: Leftovers, key: string, marks: Marks): SurveyedSource {
  if (source.kind !== 'vm' || source.vm?.osDisk.kind !== 'managed') return source;
  const roles: readonly DiskRole[] = ['os', ...source.vm.dataDisks.map(({ lun }) => lun)];
  const found = roles.flatMap((role, index) => {
    const state = left.snapshots[index] ?? 'absent';
    return state === 'absent' ? [] : [[role, aSnapshot(key, role, state, marks)] as const];
  });
  return { ...source, snapshots: new Map(found) };
}

export function aSnapshot(key: string, role: DiskRole, provisioningState: string, marks: Marks): Snapshot {
  const name = snapshotName(key, role);
  const isOurs = marks[KEY_MARK] !== undefined;
  return {
    id: `${GROUP}/providers/Microsoft.Compute/snapshots/${name}`,
    name,
    provisioningState,
    sourceDiskId: DISK_ID,
    tags: isOurs ? { ...marks, [KIND_MARK]: 'temporary' } : marks,
    sizeBytes: 4 * GIBIBYTE,
    diskState: 'Unattached',
  };
}

function withCaptures(source: SurveyedSource, request: Request, left: Leftovers, marks: Marks): SurveyedSource {
  if (source.kind !== 'vm' || source.unmanaged === undefined || !left.captured) return source;
  const { unmanaged } = source;
  return { ...source, unmanaged: { ...unmanaged, captures: capturesOf(source, request, () => marks) } };
}

/** What `virtualMachines/capture` leaves, marked afterwards. */
export function capturesOf(
  { vm }: SurveyedVm,
  { capture }: Request,
  marksOf: (role: DiskRole) => Marks,
): NonNullable<SurveyedVm['unmanaged']>['captures'] {
  const roles: readonly DiskRole[] = [
    'os',
    ...(capture.dataDisks === 'include' ? (vm?.dataDisks ?? []).map(({ lun }) => lun) : []),
  ];
  return roles.map((role) => {
    const name = `${captureFolder(capture.containerName)}${capture.vhdPrefix}-${role === 'os' ? 'osDisk' : `dataDisk-${role}`}.1.vhd`;
    const metadata = { ...marksOf(role), [DISK_MARK]: roleName(role), [STATE_MARK]: 'complete' };
    return {
      name,
      url: `https://oldstore.blob.core.windows.net/system/${name}`,
      length: 4 * GIBIBYTE + 512,
      etag: '"0x1"',
      metadata,
      lastModified: new Date('2026-11-23T11:00:00Z'),
      blobType: 'PageBlob',
    };
  });
}

function poolOf({ pool, image }: Request, left: Leftovers, marks: Marks): Pool | undefined {
  if (left.pool === 'absent') return undefined;
  const isOurs = marks[KEY_MARK] !== undefined;
  const metadata = isOurs ? { ...marks, [SPEC_MARK]: specHash(pool.spec.body), [STATE_MARK]: left.pool } : {};
  return aPool(pool.poolId, metadata, left.pool === 'deleting' ? 'deleting' : 'active', `${image.galleryId}/images/x`);
}

export function aPool(id: string, metadata: Marks, state: Pool['state'], imageId: string): Pool {
  return {
    id,
    etag: '0x1',
    state,
    allocationState: 'steady',
    vmSize: 'standard_d2s_v5',
    image: { kind: 'resource', id: imageId },
    nodeAgentSku: 'batch.node.ubuntu 24.04',
    metadata,
    targetDedicatedNodes: 2,
    targetLowPriorityNodes: 0,
    currentDedicatedNodes: 2,
    currentLowPriorityNodes: 0,
    resizeErrors: [],
    taskSlotsPerNode: 1,
  };
}

/** As the survey leaves what a service refuses to show. */
function hide(survey: Survey, reads: readonly SurveyRead[], refused?: Survey['refused']): Survey {
  const now = new Map(refused ?? reads.map((read) => [read, refusal('ARM')] as const));
  const is = (read: SurveyRead): boolean => reads.includes(read);
  const { source } = survey;
  const noAccount = is('batchAccount');
  return {
    ...survey,
    source:
      source.kind === 'vm'
        ? is('vm')
          ? { kind: 'vm', vm: undefined, disks: new Map(), snapshots: new Map(), unmanaged: undefined }
          : {
              ...source,
              disks: is('disks') ? new Map() : source.disks,
              snapshots: is('snapshots') ? new Map() : source.snapshots,
              unmanaged: is('vhd') ? undefined : source.unmanaged,
            }
        : source,
    gallery: is('gallery') ? undefined : survey.gallery,
    definition: is('definition') ? undefined : survey.definition,
    version: is('version') ? undefined : survey.version,
    storageAccount: is('storageAccount') ? undefined : survey.storageAccount,
    blobs: is('blobs') || is('storageAccount') ? new Map() : survey.blobs,
    batchAccount: noAccount ? undefined : survey.batchAccount,
    supportedImages: is('batch') || noAccount ? [] : survey.supportedImages,
    pool: is('batch') || noAccount ? undefined : survey.pool,
    refused: now,
  };
}

export function vhdNameOf(request: Request, role: DiskRole): string {
  return vhdBlobName(nameKeyOf(request), role, request.capture.containerName, request.capture.vhdPrefix);
}
