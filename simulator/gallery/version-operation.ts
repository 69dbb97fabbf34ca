// How the operation of an image version ends: well when every region is done, with the reasons when one is lost.
import type { ArmAnswer } from '../arm/route.ts';
import { nameOf } from '../compute/compute-ids.ts';
import { propertiesOf, setProperties } from '../compute/resource-bodies.ts';
import { AzureError } from '../kernel/errors.ts';
import type { JsonObject } from '../kernel/json.ts';
import type { World } from '../kernel/world.ts';
import { failedRegions, whenSettled } from './replication.ts';

function setState(world: World, id: string, provisioningState: 'Succeeded' | 'Failed'): void {
  const version = world.resources.get(id);
  if (version === undefined || propertiesOf(version)['provisioningState'] === 'Deleting') return;
  setProperties(world, id, { provisioningState });
}

export type Accepted = Extract<ArmAnswer, { kind: 'accepted' }>;

/** The operation of a PUT ends when every region is done, well or not. */
export function accepted(world: World, id: string, status: 200 | 201, body: JsonObject, release: () => void): Accepted {
  return {
    kind: 'accepted',
    status,
    body,
    work: {
      durationMs: 0,
      until: (end) => whenSettled(world, id, end),
      finish: () => {
        release();
        requireNotDeleting(world, id);
        const failed = failedRegions(world, id);
        setState(world, id, failed.length > 0 ? 'Failed' : 'Succeeded');
        if (failed.length > 0) throw replicationFailed(failed);
        return undefined;
      },
      fail: () => {
        release();
        setState(world, id, 'Failed');
      },
    },
  };
}

/** The operation of a PUT whose source turned out to be unfit: it fails at once. */
export function failing(world: World, id: string, answer: Accepted, error: AzureError, release: () => void): ArmAnswer {
  return {
    ...answer,
    work: {
      durationMs: 0,
      finish: () => {
        release();
        setState(world, id, 'Failed');
        throw error;
      },
    },
  };
}

/** Text: https://github.com/Azure/azure-cli/issues/15539 */
function replicationFailed(failed: readonly { readonly region: string; readonly details: string }[]): AzureError {
  const regions = failed.map(({ region, details }) => `{region:${region}, detail:${details}}`).join(', ');
  return new AzureError(
    409,
    'ReplicationJobsNotCompleted',
    `Gallery replication jobs failed in one or more regions. The failing regions' details are as follows: '${regions}'. If retry does not work, then please do an update by removing the failed regions and update again by adding them back.`,
  );
}

export function requireNotDeleting(world: World, id: string): void {
  const version = world.resources.get(id);
  const state = version === undefined ? 'Deleting' : propertiesOf(version)['provisioningState'];
  if (state !== 'Deleting') return;
  throw new AzureError(
    409,
    'OperationNotAllowed',
    `Operation 'Update Gallery Image Version' is not on allowed on ${nameOf(id)}; since it is marked for deletion. You can only retry the Delete operation (or wait for an ongoing one to complete).`,
  );
}
