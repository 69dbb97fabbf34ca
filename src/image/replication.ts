// Watching an image version reach its regions: one poll serves those who wait for one region and those who wait for all.
import type { Arm, ArmOperation } from '../azure/arm.ts';
import { readVersion, type ImageVersion, type RegionReplication } from '../azure/galleries.ts';
import { isAzureServiceError } from '../azure/errors.ts';
import type { Host } from '../azure/host.ts';
import { poll } from '../azure/polling.ts';
import { nameOf, normaliseRegion } from '../azure/resource-id.ts';

export interface ReplicationWatch {
  readonly versionId: string;
  /** The PUT that this run sent; undefined when an earlier run's is followed. It knows why a version failed. */
  readonly operation: ArmOperation | undefined;
  readonly regions: readonly string[];
  readonly deadline: Date;
}

export interface Replication {
  /** Resolves when the region has the version; rejects when it failed there, or the version did. */
  readonly inRegion: (region: string) => Promise<void>;
  /** Resolves when the version is finished: every region has it. */
  readonly everywhere: Promise<void>;
}

/**
 * Polls the version itself, not the operation: it tells each region's progress, and it outlives the operation's URL.
 */
export function watchReplication(host: Host, arm: Arm, watch: ReplicationWatch): Replication {
  const arrivals = new Map(
    watch.regions.map((region) => [normaliseRegion(region), Promise.withResolvers<undefined>()] as const),
  );
  // A region nobody waits for must not end the process when the version fails: `everywhere` says so already.
  for (const { promise } of arrivals.values()) promise.catch(() => undefined);

  // Why a region does not have the version is told best by the operation, which ends when every region has ended.
  const lost = new Map<string, Error>();
  const everywhere = follow().catch((error: unknown) => {
    for (const [region, arrival] of arrivals) {
      arrival.reject(isAzureServiceError(error) ? error : (lost.get(region) ?? error));
    }
    throw error;
  });
  everywhere.catch(() => undefined);

  return {
    everywhere,
    async inRegion(region) {
      await (arrivals.get(normaliseRegion(region))?.promise ?? everywhere);
    },
  };

  async function follow(): Promise<void> {
    const shown = new Map<string, string>();
    const version = await poll(host, {
      what: `image version ${nameOf(watch.versionId)}`,
      deadline: watch.deadline,
      read: async () => readVersion(arm, watch.versionId),
      done: (value) => value === undefined || isFinished(value),
      state: (value) => (value === undefined ? 'gone' : describe(value)),
      onChange(value) {
        for (const region of value?.replication ?? []) {
          report(host, watch.versionId, region, shown);
          const name = normaliseRegion(region.region);
          if (region.state === 'Completed') arrivals.get(name)?.resolve(undefined);
          if (region.state === 'Failed') lost.set(name, regionFailure(watch.versionId, region));
        }
      },
    });
    if (version?.provisioningState === 'Succeeded') {
      for (const arrival of arrivals.values()) arrival.resolve(undefined);
      return;
    }
    // Only the operation knows why; of a version that is gone it would never tell.
    const operation = version === undefined ? undefined : watch.operation;
    await operation?.finished({ deadline: watch.deadline, what: `image version ${nameOf(watch.versionId)}` });
    throw versionFailure(watch.versionId, version);
  }
}

function isFinished(version: ImageVersion): boolean {
  return version.provisioningState !== 'Creating' && version.provisioningState !== 'Updating';
}

/** Every tenth of a region's progress counts as a change. */
function describe({ provisioningState, replication }: ImageVersion): string {
  const regions = replication.map(({ region, state, progress }) => `${region} ${state} ${Math.floor(progress / 10)}`);
  return [provisioningState, ...regions].join(', ');
}

function report(host: Host, versionId: string, region: RegionReplication, shown: Map<string, string>): void {
  const { state } = region;
  const tenths = state === 'Replicating' ? ` ${Math.floor(region.progress / 10) * 10} %` : '';
  const line = `${state.toLowerCase()}${tenths}`;
  if (shown.get(region.region) === line) return;
  shown.set(region.region, line);
  host.progress(`image version ${nameOf(versionId)}: ${region.region} ${line}`);
}

function regionFailure(versionId: string, { region, details }: RegionReplication): Error {
  return new Error(`Image version ${nameOf(versionId)} did not reach ${region}: ${details ?? 'Azure gives no reason'}`);
}

function versionFailure(versionId: string, version: ImageVersion | undefined): Error {
  const name = `Image version ${nameOf(versionId)}`;
  if (version === undefined) return new Error(`${name} is gone: it was deleted while the run waited for it.`);
  const failed = version.replication.filter(({ state }) => state === 'Failed');
  const reasons = failed.map(({ region, details }) => `${region}: ${details ?? 'no reason given'}`);
  return new Error(
    `${name} ended as ${version.provisioningState}${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}.`,
  );
}
