// When Batch ends its support of a node agent or of a VM size, and whether it is time to say so.
import type { SupportedImage } from '../azure/batch-service.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOTICE_DAYS = [30, 90, 180] as const;

export interface EndOfSupport {
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** Zero or less when it is over. */
  readonly daysLeft: number;
}

/** An agent ends when the last image listed for it ends; an image listed without an end keeps it alive. */
export function endOfSupport(
  images: readonly Pick<SupportedImage, 'endOfLife'>[],
  now: Date,
): EndOfSupport | undefined {
  const ends = images.map(({ endOfLife }) => (endOfLife === undefined ? Infinity : Date.parse(endOfLife)));
  const end = Math.max(...ends);
  if (!Number.isFinite(end)) return undefined;
  return {
    day: new Date(end).toISOString().slice(0, 10),
    daysLeft: Math.ceil((end - now.getTime()) / DAY_MS),
  };
}

/** Whether it is time to say so. */
export function isNear(daysLeft: number): boolean {
  return NOTICE_DAYS.some((limit) => daysLeft <= limit);
}

/** So near that Azure may act on it soon. */
export function isUrgent(daysLeft: number): boolean {
  return daysLeft <= NOTICE_DAYS[0];
}
