// docs/routes.md: the table of routes as its readers need it, written from the table itself.
import { ROUTES, type RouteRow } from '../src/image/route.ts';
import { allowedSecurityTypes, requiredSecurityType } from '../src/image/security-type.ts';
import type { ImageSecurityType } from '../src/azure/galleries.ts';
import { table } from './markdown-table.ts';

const HEAD = `# Routes

Written by scripts/docs.ts from src/image/route.ts; change it there.

What an image version is made from follows from what the source is, and from what the image shall be. The table is tried
from the top, and the first row that fits counts; a fact that a row does not name may be anything. The plan says which row
was taken and why. Every row is walked by a test against the simulated Azure.

- **Source**: \`vm-name\` (a VM with managed or with unmanaged disks), \`vhd-url\` or \`vhd-file\` (a VHD), \`image-version-id\`.
- **Security type of the image**: \`security-type\`, else that of the definition that exists, else that of the VM.
- **Pool**: the \`securityProfile\` that the nodes must have; the action adds it, and refuses one in which the image cannot boot.

`;

const TAIL = `
A definition must also fit in what it cannot change: operating system, generation, architecture, and the purchase plan where the
source has one. Its disk controllers decide only which VM sizes boot the image; a new definition lists NVMe where the VM or its
OS disk does. The sources of these rules are the texts with which Azure refuses the others: see
[simulator/README.md](../simulator/README.md).
`;

export function renderRoutesPage(): string {
  const heading = ['Row', 'Source', 'Facts of the source', 'Security type of the image', 'Made from', 'Pool', 'Why'];
  return `${HEAD}${table(heading, ROUTES.map(cells))}\n${TAIL}`;
}

function cells({ id, when, route }: RouteRow): readonly string[] {
  const open = route.kind === 'open';
  return [
    `\`${id}\``,
    list(when.source),
    [list(when.generation, ''), list(when.architecture, ''), list(when.security, ''), list(when.controller, '')]
      .filter((text) => text !== '')
      .join(', ') || 'any',
    list(when.image),
    open ? route.material : '**refused**',
    open ? poolText(when.image) : '',
    open ? route.why : `${route.why}. Expected: ${route.expected}`,
  ];
}

function list(values: readonly string[] | undefined, any = 'any'): string {
  return values === undefined ? any : values.join(' or ');
}

function poolText(image: readonly ImageSecurityType[] | undefined): string {
  if (image === undefined) return 'as the image says: `trustedLaunch` for TrustedLaunch, else none';
  const [only, ...others] = image;
  if (only !== undefined && others.length === 0) return profileText(only);
  return image.map((type) => `${type}: ${profileText(type)}`).join('; ');
}

function profileText(type: ImageSecurityType): string {
  const required = requiredSecurityType(type);
  if (required !== undefined) return `\`${required}\``;
  const allowed = allowedSecurityTypes(type).map((name) => `\`${name}\``);
  return allowed.length === 0 ? 'none' : `none, or ${allowed.join(' or ')}`;
}
