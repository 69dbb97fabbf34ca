// The patterns of the schemas in words: what a text must be, by the pattern that it does not match. A test holds both equal.

export const PATTERNS: Readonly<Record<string, string>> = {
  '^(?:[A-Za-z0-9_-]|\\{version\\})+$':
    'letters, digits, hyphens and underscores, and {version} where the image version shall stand',
  '^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$': 'an ISO 8601 duration, e.g. PT15M',
  '^[A-Za-z0-9_-]+$': 'the name of a VM size, e.g. Standard_D2s_v5',
  '^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,75}[A-Za-z0-9_])?$':
    '1 to 77 letters, digits, `_`, `.` or `-`, starting with a letter or digit, ending with a letter, digit or `_`',
  '^[0-7]{3,4}$': 'octal permissions, e.g. 0770',
  '^https?://[^/\\s]+': 'a URL that starts with https:// or http://',
  '^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/virtualNetworks/[^/]+/subnets/[^/]+$':
    'the resource ID of a subnet, `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>/subnets/<subnet>`',
  '^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/publicIPAddresses/[^/]+$':
    'the resource ID of a public IP address, `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/publicIPAddresses/<name>`',
  '^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Bb]atch/batchAccounts/[^/]+/applications/[^/]+$':
    'the resource ID of an application, `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Batch/batchAccounts/<account>/applications/<name>`',
};
