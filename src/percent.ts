// Percent-encoded text.

/** Undefined where it is not well-formed. */
export function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
