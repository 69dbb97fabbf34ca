// Calls that no official file at hand describes, and why that is known. Any other call without an operation is a finding:
// it may be a misspelt path.
import type { Exchange } from './exchange.ts';

interface Uncovered {
  readonly what: string;
  readonly host: RegExp;
  readonly path: RegExp;
}

const UNCOVERED: readonly Uncovered[] = [
  { what: "GitHub's ID token", host: /\.actions\.githubusercontent\.com$/, path: /^/ },
  { what: 'Sign-in at Microsoft Entra ID', host: /^login\./, path: /\/(?:oauth2\/|discovery\/|\.well-known\/)/ },
  {
    what: 'Poll of a long-running operation',
    host: /^management\./,
    path: /\/providers\/Microsoft\.\w+\/locations\/[^/]+\/[\w-]*operation[\w-]*\/[^/]+$/i,
  },
  {
    what: 'Effective permissions and deny assignments',
    host: /^management\./,
    path: /\/providers\/Microsoft\.Authorization\/(?:permissions|denyAssignments)$/i,
  },
  {
    what: 'Locks of a resource group',
    host: /^management\./,
    path: /\/providers\/Microsoft\.Authorization\/locks$/i,
  },
  {
    what: 'Blob container',
    host: /^management\./,
    path: /\/storageAccounts\/[^/]+\/blobServices\/default\/containers\/[^/]+$/i,
  },
  { what: 'Resource group', host: /^management\./, path: /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/i },
  { what: 'Locations of the subscription', host: /^management\./, path: /^\/subscriptions\/[^/]+\/locations$/i },
  {
    what: 'Image shared by others',
    host: /^management\./,
    path: /\/providers\/Microsoft\.Compute\/locations\/[^/]+\/(?:shared|community)Galleries\//i,
  },
  { what: 'Endpoints of the cloud', host: /^management\./, path: /^\/metadata\/endpoints$/ },
];

export function whyUncovered({ url }: Exchange): string | undefined {
  const { hostname, pathname } = new URL(url);
  return UNCOVERED.find(({ host, path }) => host.test(hostname) && path.test(pathname))?.what;
}
