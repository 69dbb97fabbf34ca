// Examples of what is told of a run that goes on, and of what an inspection finds.
import { EventEmitter } from 'node:events';
import type { INSPECT_WARNINGS, RUN_WARNINGS } from '../../../src/checks/run.ts';
import { createHost } from '../../../src/github/host.ts';
import { reportResult } from '../../../src/github/report.ts';
import { inventory } from '../../../src/inspect/inventory.ts';
import type { Clients } from '../../../src/release/clients.ts';
import { makePlan } from '../../../src/release/make-plan.ts';
import { release } from '../../../src/release/release.ts';
import { fakeArm } from '../../azure/fake-arm.ts';
import { after, fakeHost, START } from '../../azure/fake-host.ts';
import { succeeded } from '../../github/a-result.ts';
import {
  aGallery,
  aSurvey,
  aVersion,
  definitionId,
  GALLERY,
  poolOf,
  refused,
  STORAGE,
  type SurveyChange,
} from '../../inspect/a-survey.ts';
import { aPool } from '../../pool/fake-batch.ts';
import { someRequest, someSurvey } from '../../release/world.ts';
import type { ExamplesOf, Findings } from './example.ts';

const silent = (): void => undefined;

const inspecting = (change: SurveyChange): Findings => inventory(aSurvey(change)).warnings;

export const RUN: ExamplesOf<typeof RUN_WARNINGS & typeof INSPECT_WARNINGS> = {
  'also-failed': {
    found: async () => releasingWhereAllFails(),
    says: 'capture: Snapshot the OS disk vm-golden_OsDisk_1 failed too: ARM: GET /subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg-images/providers/Microsoft.Compute/snapshots/abip-8456a29da39eb4bac867-os failed (HTTP 403) with Denied: Not today.',
  },
  'told-in-log': {
    found: () => reporting('The quota of the region is nearly used up.'),
    says: ': The quota of the region is nearly used up.',
  },
  'part-unread': {
    found: () => inspecting({ unread: [refused('gallery', GALLERY)] }),
    says: 'gallery: Gallery renders could not be read, so what its images are made of, and which are unused, is not shown: that ARM refuses GET x (HTTP 403 AuthorizationFailed: No.). Give the signed-in identity a role with this right. A new assignment can take minutes to count.',
  },
  'image-gone': {
    found: () =>
      inspecting({
        poolList: [poolOf('render', `${definitionId('golden')}/versions/0.9.0`)],
        gallery: aGallery({ golden: [aVersion('golden', '1.0.0')] }),
      }),
    says: 'batch-account: Pool render is made from an image that does not exist any more: nodes that run go on, new ones cannot be made. Make new pools from a version that exists.',
  },
  'image-retired': {
    found: () =>
      inspecting({
        poolList: [aPool({ id: 'render', image: { kind: 'vhds', urls: ['https://a.blob.local/b.vhd'] } })],
      }),
    says: 'batch-account: Pool render is made from VHDs or managed images, which Batch retired on 2026-03-31. Make new pools from an image version.',
  },
  'no-latest-version': {
    found: () =>
      inspecting({
        poolList: [poolOf('render', definitionId('golden'))],
        gallery: aGallery({ golden: [aVersion('golden', '1.0.0', { excludeFromLatest: true })] }),
      }),
    says: "batch-account: Pool render follows an image definition that has no latest version in the account's region: no nodes can be made.",
  },
  'storage-absent': {
    found: () => inspecting({ storage: { id: STORAGE, account: { kind: 'absent' }, blobs: { kind: 'absent' } } }),
    says: 'storage-account: Storage account /subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/strender, the auto-storage account of the Batch account, does not exist: VHDs are shown only where images name them.',
  },
};

/** A release whose first two steps, which run side by side, are both refused. */
async function releasingWhereAllFails(): Promise<Findings> {
  const request = someRequest();
  const planning = makePlan(request, someSurvey(request));
  if (planning.kind === 'problems') throw new Error('There is a plan.');
  const host = fakeHost();
  const unused = async (): Promise<never> => Promise.reject(new Error('Nothing is asked of it.'));
  const clients: Clients = {
    host,
    caller: async () => undefined,
    arm: fakeArm(host, [{ status: 403, body: { error: { code: 'Denied', message: 'Not today.' } } }]),
    blobs: { open: unused, openUrl: unused, openShared: unused, ensureContainer: unused, list: unused, token: unused },
    batch: unused,
  };
  const result = await release({
    request,
    plan: planning.plan,
    clients,
    cleanup: clients,
    ledger: {
      current: { temporaries: [] },
      addTemporary: silent,
      removeTemporary: silent,
      addGrant: silent,
      removeGrant: silent,
      addLease: silent,
      removeLease: silent,
    },
    startedAt: START,
    deadline: after(60),
    output: silent,
  });
  return result.warnings;
}

/** What the result has of a warning that some part of the run only printed. */
function reporting(text: string): Findings {
  const host = createHost({
    core: {
      info: silent,
      notice: silent,
      warning: silent,
      error: silent,
      debug: silent,
      setSecret: silent,
      startGroup: silent,
      endGroup: silent,
    },
    signals: new EventEmitter(),
  });
  let told: Findings = [];
  const outputs = {
    set: silent,
    inspected: silent,
    finish: ({ warnings }: { warnings: Findings }) => (told = warnings),
  };
  host.warning(text);
  reportResult({ ...succeeded, warnings: [] }, { host, outputs });
  host.finish();
  return told;
}
