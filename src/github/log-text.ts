// Text from elsewhere (a service, a guest's stderr) made safe for the log, where the runner reads commands off lines.

/**
 * Keeps a text from being taken for a workflow command: `::name::` counts at the start of a line, `##[name]` anywhere.
 * Further lines are indented behind a bar.
 */
export function logText(text: string): string {
  return text.replaceAll('##[', '## [').replaceAll(/\r\n|[\n\r\u2028\u2029]/g, '\n  | ');
}
