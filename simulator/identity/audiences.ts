// The resources Entra issues tokens for, and how their names end up in the `aud` claim.
import { CLOUDS, type Cloud } from '../kernel/clouds.ts';

/** Of the public cloud. Azure Resource Manager answers to both of its names. */
export const AUDIENCES = CLOUDS.AzureCloud.audiences;

/** The `aud` claim for a requested resource; undefined when a tenant of the cloud has no such resource. */
export function audienceOf(resource: string, cloud: Cloud = CLOUDS.AzureCloud): string | undefined {
  const bare = resource.trim().toLowerCase().replace(/\/+$/, '');
  for (const names of Object.values(cloud.audiences)) {
    const found = names.find((name) => name === `${bare}/`);
    if (found !== undefined) return found;
  }
  // A storage account is a resource of its own as well: the token is then good for that account only.
  const [scheme, account = '', ...suffix] = bare.split(/:\/\/|\./);
  const isBlobEndpoint = scheme === 'https' && suffix.join('.') === `blob.${cloud.storage}`;
  return isBlobEndpoint && /^[a-z0-9]{3,24}$/.test(account) ? bare : undefined;
}

/** Audiences are compared exactly but for the trailing slash, which the services accept both ways. */
export function sameAudience(one: string, other: string): boolean {
  return one.replace(/\/$/, '') === other.replace(/\/$/, '');
}
