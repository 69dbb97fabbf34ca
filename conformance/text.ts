// Tables and sections of a report.

export function section<T>(title: string, entries: readonly T[], describeOne: (entry: T) => string): readonly string[] {
  return entries.length === 0 ? [] : ['', title, ...entries.map((one) => `  ${describeOne(one)}`)];
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
}
