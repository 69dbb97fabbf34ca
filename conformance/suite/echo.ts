// What a request puts on a resource, a GET of the resource shows: a property that is passed over in silence would be taken
// for one that works.
import type { Fault } from '../finding.ts';
import type { Exchange } from '../exchange.ts';
import { brief, isObject } from '../json.ts';

/** Never shown, as their descriptions say. */
const HIDDEN = new Set([
  // Secrets.
  ...['accountKey', 'adminPassword', 'customData', 'password', 'protectedSettings', 'sasKey'],
  // Shown only where `$expand` asks for it.
  'userData',
  // What to do at the moment of the change; `x-ms-mutability` is without `read`.
  'nodeDeallocationOption',
]);

/** `look` is the resource after the request. */
export function notShown(request: Exchange, look: Exchange): readonly Fault[] {
  const makes = request.method === 'POST' && request.status === 201;
  if (!makes && request.method !== 'PUT' && request.method !== 'PATCH') return [];
  return differences(request.requestBody, look.responseBody, '$');
}

function differences(sent: unknown, shown: unknown, path: string): readonly Fault[] {
  if (Array.isArray(sent)) {
    return sent.flatMap((one, index) =>
      differences(one, Array.isArray(shown) ? shown[index] : undefined, `${path}[${index}]`),
    );
  }
  if (isObject(sent)) {
    return Object.entries(sent).flatMap(([name, one]) =>
      // A null takes away what is there.
      HIDDEN.has(name) || one === null
        ? []
        : differences(one, isObject(shown) ? shown[name] : undefined, `${path}.${name}`),
    );
  }
  if (sent === undefined || plain(sent) === plain(shown)) return [];
  return [{ side: 'answer', code: 'NOT_SHOWN', path, found: brief(shown), expected: `${brief(sent)}, as it was sent` }];
}

/** IDs, regions and the names of options compare without regard to case and blanks. */
function plain(value: unknown): string {
  return JSON.stringify(value ?? null)
    .toLowerCase()
    .replaceAll(' ', '');
}
