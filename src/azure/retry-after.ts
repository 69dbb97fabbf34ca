// How long a service asks us to wait: three headers, in seconds, milliseconds or as a date.

/**
 * Milliseconds, or undefined when the answer asks for nothing. Zero counts as nothing: services send `Retry-After: 0` by
 * default, and obeying it would turn polling into a busy loop.
 */
export function retryAfterOf(headers: Readonly<Record<string, string>>, now: Date): number | undefined {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const milliseconds = positive(headers[name]);
    if (milliseconds !== undefined) return milliseconds;
  }
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  const seconds = positive(value);
  if (seconds !== undefined) return seconds * 1000;
  if (/^\s*[\d.+-]+\s*$/.test(value)) return undefined;
  const until = Date.parse(value) - now.getTime();
  return until > 0 ? until : undefined;
}

function positive(text: string | undefined): number | undefined {
  if (text === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(text)) return undefined;
  const value = Number(text);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}
