// Several things at once, each found again by its name rather than by its place in a list.

type Settled<T> = { readonly [Name in keyof T]: Awaited<T[Name]> };

/** Waits for all of them as `Promise.all` does; rejects with the first that does. */
export async function together<T extends Readonly<Record<string, unknown>>>(waiting: T): Promise<Settled<T>> {
  const settled = Object.entries(waiting).map(async ([name, value]) => [name, await value] as const);
  return Object.fromEntries(await Promise.all(settled)) as Settled<T>;
}
