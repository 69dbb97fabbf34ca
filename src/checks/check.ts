// What is known of a check beside its findings: docs/checks.md and the links in log and summary are made of this.

export interface Check {
  /** A problem stops the run before anything is written; a warning is only told. */
  readonly stops: boolean;
  /** What is checked, as docs/checks.md says it: one sentence. */
  readonly about: string;
  /** Where its reader learns more: a page of Azure's or GitHub's documentation, or one of this repository (`README.md#inputs`). */
  readonly docs: `https://${string}` | `${string}.md` | `${string}.md#${string}`;
}

export type Checks = Readonly<Record<string, Check>>;

type Entry = Readonly<Record<string, readonly [about: string, docs: Check['docs']]>>;

export type ChecksOf<T extends Entry> = { readonly [Code in keyof T]: Check };

/** Checks whose findings stop the run. */
export function problems<const T extends Entry>(entries: T): ChecksOf<T> {
  return checks(entries, true);
}

/** Checks whose findings are only told. */
export function warnings<const T extends Entry>(entries: T): ChecksOf<T> {
  return checks(entries, false);
}

function checks<const T extends Entry>(entries: T, stops: boolean): ChecksOf<T> {
  const made = Object.entries(entries).map(([code, [about, docs]]) => [code, { stops, about, docs }]);
  return Object.fromEntries(made) as ChecksOf<T>;
}
