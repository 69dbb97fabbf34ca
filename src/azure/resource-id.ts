// ARM resource IDs: reading, writing and comparing them. ARM compares without regard to case and answers in any case.

export interface ResourceId {
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  /** The provider and type as written, e.g. `Microsoft.Compute/virtualMachines`. */
  readonly type: string;
  readonly name: string;
}

const PATTERN = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+)\/([^/]+)\/([^/]+)$/i;

/** Reads the ID of a top-level resource; undefined when the text is not one. */
export function parseResourceId(text: string): ResourceId | undefined {
  const [, subscriptionId, resourceGroup, namespace, kind, name] = PATTERN.exec(text.trim()) ?? [];
  if (!subscriptionId || !resourceGroup || !namespace || !kind || !name) return undefined;
  return { subscriptionId, resourceGroup, type: `${namespace}/${kind}`, name };
}

export function formatResourceId(id: ResourceId): string {
  return `${resourceGroupId(id.subscriptionId, id.resourceGroup)}/providers/${id.type}/${id.name}`;
}

export function resourceGroupId(subscriptionId: string, resourceGroup: string): string {
  return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
}

/** The resource group part of any ID below one, as `/subscriptions/.../resourceGroups/...`. */
export function resourceGroupOf(id: string): string {
  return id.split('/').slice(0, 5).join('/');
}

/** The last name in an ID. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}

/** The subscription's own ID, out of any ID below it. */
export function subscriptionIn(id: string): string {
  return id.split('/')[2] ?? '';
}

/** Whether an ID is this scope, or below it. */
export function isWithin(id: string, scope: string): boolean {
  const [inner, outer] = [id.toLowerCase(), scope.toLowerCase()];
  return inner === outer || inner.startsWith(`${outer}/`);
}

export function sameId(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** ARM answers region names as `westeurope` or as `West Europe`; this spelling compares. */
export function normaliseRegion(region: string): string {
  return region.toLowerCase().replaceAll(' ', '');
}
