// Names that Azure takes, so that a name it would refuse is found before anything is asked of it.
// Rules: "Naming rules and restrictions for Azure resources" (Microsoft Learn), and the patterns of the OpenAPI files and
// of the services' own error texts where these say more.

export type NameKind = keyof typeof RULES;

interface NameRule {
  /** What a valid name is, as a problem says it. */
  readonly expected: string;
  readonly pattern: RegExp;
}

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

const RULES = {
  guid: {
    expected: 'a GUID, for example `00000000-0000-0000-0000-000000000000`',
    pattern: GUID,
  },
  tenant: {
    expected: "the tenant's ID (a GUID) or one of its domain names",
    pattern: new RegExp(`${GUID.source}|${DOMAIN.source}`, 'i'),
  },
  'resource group': {
    expected: '1 to 90 letters, digits, `_`, `-`, `.`, `(` or `)`, not ending with `.`',
    pattern: /^(?!.*\.$)[\p{L}\p{Nd}_\-.()]{1,90}$/u,
  },
  // The VM exists already, so this holds only what no VM's name can have.
  'virtual machine': {
    expected:
      '1 to 64 characters without spaces or any of `\\/"[]:|<>+=;,?*@&#%`, not starting with `_`, not ending with `.` or `-`',
    pattern: /^(?!_)(?!.*[.-]$)[^\s\p{Cc}\\/"[\]:|<>+=;,?*@&#%]{1,64}$/u,
  },
  gallery: {
    expected: '1 to 80 letters, digits, `_` or `.`, starting and ending with a letter or digit; no dashes',
    pattern: /^(?=.{1,80}$)[a-zA-Z0-9](?:[a-zA-Z0-9_.]*[a-zA-Z0-9])?$/,
  },
  // The service's own text gives this pattern.
  'image definition': {
    expected: '1 to 80 letters, digits, `_`, `-` or `.`, starting with a letter or digit, not ending with `-` or `.`',
    pattern: /^[a-zA-Z0-9][\w.-]{0,79}(?<![-.])$/,
  },
  'image version': {
    expected: '`Major.Minor.Patch`, three whole numbers up to 2147483647, for example `1.4.0`',
    pattern: /^(?:(?:0|[1-9]\d{0,9})\.){2}(?:0|[1-9]\d{0,9})$/,
  },
  // The folder below `system/Microsoft.Compute/Images` keeps the rule that `virtualMachines/capture` has for it.
  container: {
    expected: '3 to 63 lower-case letters, digits or `-`, each `-` between letters or digits',
    pattern: /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/,
  },
  'VHD prefix': {
    expected: '1 to 80 letters, digits, `_`, `-` or `.`, starting with a letter or digit, not ending with `.`',
    pattern: /^[a-zA-Z0-9][\w.-]{0,79}(?<!\.)$/,
  },
  'storage account': {
    expected: '3 to 24 lower-case letters or digits',
    pattern: /^[a-z0-9]{3,24}$/,
  },
  // Upper case is refused only when an account is made.
  'Batch account': {
    expected: '3 to 24 letters or digits',
    pattern: /^[a-zA-Z0-9]{3,24}$/,
  },
  pool: {
    expected: '1 to 64 letters, digits, `_` or `-`',
    pattern: /^[a-zA-Z0-9_-]{1,64}$/,
  },
  'tag name': {
    expected: '1 to 512 characters without any of `<>%&\\?/`, not starting with `azure`, `microsoft` or `windows`',
    pattern: /^(?!azure|microsoft|windows)[^<>%&\\?/\p{Cc}]{1,512}$/iu,
  },
  'tag value': { expected: 'at most 256 characters', pattern: /^.{0,256}$/su },
} as const satisfies Record<string, NameRule>;

const LARGEST_PART = 2 ** 31 - 1;

/** What a valid name would be; undefined when this one is valid. */
export function nameFault(kind: NameKind, name: string): string | undefined {
  const { pattern, expected } = RULES[kind];
  const valid =
    pattern.test(name) && (kind !== 'image version' || name.split('.').every((part) => Number(part) <= LARGEST_PART));
  return valid ? undefined : expected;
}
