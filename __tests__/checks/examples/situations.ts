// Situations for examples, each through the functions that a user's run goes through: inputs that are read, a pool
// specification that is parsed, a plan that is made of a request and a survey.
import { AzureServiceError } from '../../../src/azure/errors.ts';
import { parseImageVersionId } from '../../../src/azure/gallery-ids.ts';
import { readBlobUrl, type BlobUrl } from '../../../src/azure/sas.ts';
import { readInputs } from '../../../src/github/inputs.ts';
import { parsePoolSpec } from '../../../src/pool/pool-spec.ts';
import { buildRequest } from '../../../src/release/build-request.ts';
import { makePlan } from '../../../src/release/make-plan.ts';
import type { Request } from '../../../src/release/request.ts';
import type { SurveyedVhdFile } from '../../../src/release/survey-source.ts';
import { inspectVhdFile } from '../../../src/source/vhd-file.ts';
import type { VhdBlobFacts } from '../../../src/source/vhd-blob.ts';
import { specOf } from '../../pool/specs.ts';
import {
  someDisk,
  someRequest,
  someStorageAccount,
  someSurvey,
  someVm,
  type SurveyChanges,
} from '../../release/world.ts';
import { MIB, vhdFooter } from '../../source/vhd-bytes.ts';
import type { Findings } from './example.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

const INPUTS = {
  'subscription-id': '11111111-2222-4333-8444-555555555555',
  'resource-group': 'rg-images',
  'vm-name': 'vm-golden',
  gallery: 'renderGallery',
  'batch-account': 'batchrender',
  'pool-spec': 'pool.yaml',
};

const POOL = 'id: render\nvmSize: Standard_D2s_v5\ntargetDedicatedNodes: 2\n';

/** What a run says before it asks anyone anything. An empty input is one that is not given. */
export function understanding(
  inputs: Readonly<Record<string, string>>,
  { spec = POOL, ref = 'refs/tags/v1.4.0' }: { readonly spec?: string; readonly ref?: string } = {},
): Findings {
  const given: Readonly<Record<string, string>> = { ...INPUTS, ...inputs };
  const environment = Object.fromEntries(Object.keys(given).map((name) => [`INPUT_${name.toUpperCase()}`, '']));
  const reading = readInputs({ getInput: (name) => given[name] ?? '', environment });
  if ('problems' in reading) return reading.problems;
  const built = buildRequest({
    inputs: reading.inputs,
    provenance: { ...someRequest().provenance, ref },
    poolSpec: parsePoolSpec(spec, { file: 'pool.yaml' }),
    workspace: '/work',
    now: NOW,
  });
  return 'problems' in built ? built.problems : [];
}

/** What a run says of a pool specification in `pool.yaml`. */
export function reading(spec: string): Findings {
  return understanding({}, { spec });
}

/** What a run says when it has surveyed. */
export function planning(request: Request, changes: SurveyChanges = {}): Findings {
  const made = makePlan(request, someSurvey(request, changes));
  return made.kind === 'problems' ? [...made.problems, ...made.warnings] : made.plan.warnings;
}

/** The usual request, changed in some of its parts. */
export function asking(changes: {
  readonly [Part in 'capture' | 'image' | 'pool']?: Partial<Request[Part]>;
}): Request {
  const base = someRequest();
  const { capture, image, pool } = changes;
  return {
    ...base,
    capture: { ...base.capture, ...capture },
    image: { ...base.image, ...image },
    pool: { ...base.pool, ...pool },
  };
}

export function poolWith(more: object): Pick<Request['pool'], 'spec'> {
  return { spec: specOf({ id: 'render', vmSize: 'Standard_D2s_v5', targetDedicatedNodes: 2, ...more }) };
}

/** A source that is no VM tells no node agent. */
const AGENT = { virtualMachineConfiguration: { nodeAgentSKUId: 'batch.node.ubuntu 24.04' } };

export const VHD_URL = `${someStorageAccount().blobEndpoint}vhds/golden.vhd`;
const DISK_BYTES = 24 * MIB;

function blobAt(text: string): BlobUrl {
  const found = readBlobUrl(text, NOW);
  if ('fault' in found) throw new Error(found.fault);
  return found;
}

/** A sound VHD of generation 2, changed. */
export function vhdFacts(changes: Partial<Extract<VhdBlobFacts, { kind: 'present' }>> = {}): VhdBlobFacts {
  return {
    kind: 'present',
    length: DISK_BYTES + 512,
    etag: '"0x1"',
    metadata: {},
    leased: false,
    blobType: 'PageBlob',
    head: Buffer.alloc(17 * 1024),
    footer: vhdFooter(DISK_BYTES),
    ...changes,
  };
}

/** What a run says of a VHD blob; `url` may carry a SAS. */
export function ofBlob(
  facts: VhdBlobFacts,
  { url = VHD_URL, wishes }: { readonly url?: string; readonly wishes?: Request['image']['wishes'] } = {},
): Findings {
  const location = blobAt(url);
  const request: Request = {
    ...asking({ image: { wishes: wishes ?? { osType: 'Linux', hyperVGeneration: 'V2' } }, pool: poolWith(AGENT) }),
    source: { kind: 'vhd-blob', location },
  };
  return planning(request, { source: { kind: 'vhd-blob', location, facts, account: someStorageAccount() } });
}

export async function ofFile(path: string): Promise<Findings> {
  const name = 'out/os.vhd';
  const request: Request = { ...someRequest(), source: { kind: 'vhd-file', path, name } };
  const inspected = await inspectVhdFile(path, name);
  if (inspected.kind === 'vhd') throw new Error('The file is sound.');
  const source: SurveyedVhdFile = { kind: 'vhd-file', found: inspected };
  return planning(request, { source });
}

const VERSION_ID = `${someRequest().image.galleryId}/images/vm-golden/versions/1.4.0`;

/** An image version that exists is released. */
export function ofVersion(changes: SurveyChanges): Findings {
  const version = parseImageVersionId(VERSION_ID);
  if ('expected' in version) throw new Error(version.expected);
  const request: Request = {
    ...asking({ capture: { exportVhd: false }, pool: poolWith(AGENT) }),
    source: { kind: 'image-version', version },
  };
  return planning(request, { source: { kind: 'image-version' }, ...changes });
}

const UNMANAGED_URL = `${someStorageAccount().blobEndpoint}vhds/os.vhd`;

/** A VM with unmanaged disks, captured the way of 2017. */
export function ofUnmanaged(changes: {
  readonly capture?: Partial<Request['capture']>;
  readonly facts?: Partial<NonNullable<SurveyChanges['unmanaged']>>;
}): Findings {
  const request = asking({ capture: { mode: 'generalize', ...changes.capture } });
  return planning(request, {
    vm: someVm({ generalized: true, osDisk: { kind: 'unmanaged', vhdUrl: UNMANAGED_URL, caching: 'ReadWrite' } }),
    disks: new Map(),
    unmanaged: {
      account: someStorageAccount(),
      disks: [{ url: UNMANAGED_URL, properties: { etag: '"1"', length: 1 } }],
      captures: [],
      ...changes.facts,
    },
  });
}

/** The OS disk of the usual VM, changed. */
export function ofDisk(changes: Parameters<typeof someDisk>[0]): Findings {
  const disk = someDisk(changes);
  return planning(someRequest(), { disks: new Map([[disk.id.toLowerCase(), disk]]) });
}

export function refusal(
  service: AzureServiceError['service'],
  status: number | undefined,
  code: string,
): AzureServiceError {
  return new AzureServiceError({ service, status, code, serviceMessage: 'No.', operation: 'GET it' });
}
