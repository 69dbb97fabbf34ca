// Where a GET shows what a request has changed.
import type { ClientAnswer } from '../../runner/azure-client.ts';
import { createFinder } from '../match.ts';
import type { Operation } from '../openapi.ts';

/** The resource itself; for an action the resource it was done to. Undefined where the files have no GET of it. */
export function placeToLook(
  { method, service, isArm }: Operation,
  answer: Pick<ClientAnswer, 'status' | 'headers'>,
  url: string,
  operations: readonly Operation[],
): string | undefined {
  if (!['put', 'patch', 'post'].includes(method) || service === 'Azure Blob Storage') return undefined;
  const { origin, pathname, searchParams } = new URL(url);
  // Behind Resource Manager this header leads to an operation.
  const made = !isArm && answer.status === 201 ? answer.headers.location : undefined;
  const places = [made ?? `${origin}${pathname}`, `${origin}${pathname.replace(/\/[^/]+$/, '')}`];
  const find = createFinder(operations);
  return places
    .map((place) => `${place}?api-version=${searchParams.get('api-version') ?? ''}`)
    .find((place) => find({ method: 'GET', url: place, requestHeaders: {} }).some((one) => one.service === service));
}
