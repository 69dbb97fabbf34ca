// Progress of an export in lines that people read: every tenth of the way, not every request.
import type { Host } from '../azure/host.ts';
import { formatBytes, formatDuration, formatRate } from '../format.ts';
import { roleName } from '../names.ts';
import type { DiskCapture } from './capture.ts';

export interface CopyProgress {
  readonly moved: (bytes: number) => void;
  readonly done: () => void;
}

export function createCopyProgress(
  host: Host,
  disk: DiskCapture,
  { total, whole }: { readonly total: number; readonly whole: number },
): CopyProgress {
  const label = `export ${roleName(disk.role)}`;
  const started = host.clock.now().getTime();
  let moved = 0;
  let shownTenths = 0;
  const before = whole > total ? `, ${formatBytes(whole - total)} are there from an earlier run` : '';
  host.progress(`${label}: ${formatBytes(total)} of ${formatBytes(disk.sizeBytes)} hold data to copy${before}`);
  return {
    moved(bytes) {
      moved += bytes;
      const tenths = Math.floor((moved / total) * 10);
      if (tenths === shownTenths || tenths === 10) return;
      shownTenths = tenths;
      const elapsedMs = host.clock.now().getTime() - started;
      const leftMs = (elapsedMs / moved) * (total - moved);
      host.progress(
        `${label}: ${tenths * 10} % (${formatBytes(moved)} of ${formatBytes(total)}), ` +
          `${formatRate(moved, elapsedMs)}, about ${formatDuration(leftMs)} left`,
      );
    },
    done() {
      const elapsedMs = host.clock.now().getTime() - started;
      host.progress(
        `${label}: moved ${formatBytes(moved)} of ${formatBytes(disk.sizeBytes)} in ${formatDuration(elapsedMs)}` +
          (moved > 0 ? ` (${formatRate(moved, elapsedMs)})` : ''),
      );
    },
  };
}
