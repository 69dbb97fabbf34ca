// The resources Entra issues tokens for, and how their names end up in the `aud` claim.

export const AUDIENCES = {
  /** Azure Resource Manager answers to both of its names, with and without the slash. */
  arm: [
    'https://management.core.windows.net/',
    'https://management.core.windows.net',
    'https://management.azure.com/',
    'https://management.azure.com',
  ],
  batch: ['https://batch.core.windows.net/', 'https://batch.core.windows.net'],
  storage: ['https://storage.azure.com/', 'https://storage.azure.com'],
} as const;

/** The `aud` claim for a requested resource; undefined when the tenant has no such resource. */
export function audienceOf(resource: string): string | undefined {
  const bare = resource.trim().toLowerCase().replace(/\/+$/, '');
  for (const names of Object.values(AUDIENCES)) {
    const found = names.find((name) => name === `${bare}/`);
    if (found !== undefined) return found;
  }
  // A storage account is a resource of its own as well: the token is then good for that account only.
  return /^https:\/\/[a-z0-9]{3,24}\.blob\.core\.windows\.net$/.test(bare) ? bare : undefined;
}

/** Audiences are compared exactly but for the trailing slash, which the services accept both ways. */
export function sameAudience(one: string, other: string): boolean {
  return one.replace(/\/$/, '') === other.replace(/\/$/, '');
}
