// Markdown for the job summary: whatever comes from outside is text in it and never markup, and tables stay in a budget.

// An underscore inside a word marks nothing in GFM.
const MARKUP = /[&<>`|\\*~[\]$@]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/**
 * A text as it is, on one line: every character that GFM or HTML could take for markup becomes an entity, and no other:
 * the runner masks the secrets that it knows in the summary's source, where it must find them unchanged. Invisible
 * controls that reorder or hide text are shown as what they are.
 */
export function escape(text: string): string {
  return text
    .replaceAll(MARKUP, (character) => `&#${character.codePointAt(0) ?? 0};`)
    .replaceAll(/\r\n|[\n\r\u2028\u2029]/g, '<br>')
    .replaceAll(
      /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
      (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
    );
}

/** Cut before it is escaped, so that no entity is cut in half. */
export function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}...`;
}

/** Fixed-width text; HTML, because entities mean nothing between backticks. */
export function code(text: string): string {
  return `<code>${escape(text)}</code>`;
}

/** Prose of this action's own, in which `backticks` mark code; everything else is escaped. */
export function prose(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : escape(part)))
    .join('');
}

/** The address is one this action made; the label is any text. */
export function link(label: string, address: string): string {
  return `<a href="${address.replaceAll('&', '&amp;').replaceAll('"', '%22').replaceAll('<', '%3C')}">${label}</a>`;
}

/** Counts down the bytes of a summary. */
export interface Budget {
  /** Takes the bytes of the text if they are left. */
  take(text: string): boolean;
}

export function createBudget(bytes: number): Budget {
  let left = bytes;
  return {
    take(text) {
      const size = Buffer.byteLength(text) + 1;
      if (size > left) return false;
      left -= size;
      return true;
    },
  };
}

/** Rows as far as the budget goes, then how many more there are. Cells are Markdown already. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[], budget: Budget): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const lines = [line(headings), line(headings.map(() => '---'))];
  if (rows.length === 0 || !budget.take(lines.join('\n'))) return '';
  const firstLeftOut = rows.findIndex((row) => !budget.take(line(row)));
  const shown = firstLeftOut < 0 ? rows.length : firstLeftOut;
  lines.push(...rows.slice(0, shown).map(line));
  if (shown < rows.length) lines.push('', `... and ${rows.length - shown} more.`);
  return lines.join('\n');
}
