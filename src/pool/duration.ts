// ISO 8601 durations as Batch writes them: weeks, days, hours, minutes and seconds.

const DURATION = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const SECONDS = [7 * 24 * 60 * 60, 24 * 60 * 60, 60 * 60, 60, 1] as const;

/** In seconds; undefined when the text is no duration. */
export function durationSeconds(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  return SECONDS.reduce((total, unit, index) => total + unit * Number(match[index + 1] ?? 0), 0);
}
