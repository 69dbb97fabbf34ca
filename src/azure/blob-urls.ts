// The URLs of containers and blobs below an account's own endpoint, and what else all calls on them write alike.

/** Endpoints end with a slash in ARM's answers, and without one where people write them. */
export function containerUrl(blobEndpoint: string, container: string): string {
  return `${blobEndpoint.endsWith('/') ? blobEndpoint : `${blobEndpoint}/`}${container}`;
}

/** Slashes in a blob's name are part of its path. */
export function blobUrl(container: string, name: string): string {
  return `${container}/${name.split('/').map(encodeURIComponent).join('/')}`;
}

export function withoutQuery(url: string): string {
  return url.split('?')[0] ?? url;
}

/** Metadata travels in headers, whose names have no case. */
export function lowerCaseNames(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]));
}
