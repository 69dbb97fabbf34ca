// Progress of moving many bytes in lines that people read: every tenth of the way, not every request.
import type { Host } from '../azure/host.ts';
import { formatBytes, formatDuration, formatRate, formatShare } from '../format.ts';

export interface CopyProgress {
  readonly moved: (bytes: number) => void;
  readonly done: () => void;
}

export interface CopyFacts {
  /** What is to be moved. */
  readonly total: number;
  /** Of all data, what an earlier run moved included. */
  readonly whole: number;
  /** Of all bytes, zeros included. */
  readonly size: number;
}

export function createCopyProgress(host: Host, label: string, { total, whole, size }: CopyFacts): CopyProgress {
  const started = host.clock.now().getTime();
  const before = whole > total ? `, ${formatBytes(whole - total)} are there from an earlier run` : '';
  host.progress(`${label}: ${formatShare(total, size)} hold data to copy${before}`);
  return {
    moved: reportTenths(host, label, total),
    done() {
      const elapsedMs = host.clock.now().getTime() - started;
      host.progress(
        `${label}: moved ${formatShare(total, size)} in ${formatDuration(elapsedMs)}` +
          (total > 0 ? ` (${formatRate(total, elapsedMs)})` : ''),
      );
    },
  };
}

/** Call the result with what was done since the last call; the start and the end are left to the caller. */
export function reportTenths(host: Host, label: string, total: number): (bytes: number) => void {
  const started = host.clock.now().getTime();
  let done = 0;
  let shownTenths = 0;
  return (bytes) => {
    done += bytes;
    const tenths = Math.floor((done / total) * 10);
    if (tenths === shownTenths || tenths === 10) return;
    shownTenths = tenths;
    const elapsedMs = host.clock.now().getTime() - started;
    const leftMs = (elapsedMs / done) * (total - done);
    host.progress(
      `${label}: ${tenths * 10} % (${formatShare(done, total)}), ` +
        `${formatRate(done, elapsedMs)}, about ${formatDuration(leftMs)} left`,
    );
  };
}
