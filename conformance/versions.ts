// Where the traffic speaks a newer api-version than the official files that can be had: which file stands in. What the newer
// version knows beyond it must be in known.ts, or it is a finding.

export interface StandIn {
  readonly service: string;
  readonly spoken: string;
  readonly file: string;
  readonly reason: string;
}

const STAND_INS: readonly StandIn[] = [
  {
    service: 'Microsoft.Batch',
    spoken: '2024-07-01',
    file: '2023-11-01',
    reason: 'the nearest official file; 2024-07-01 adds properties to it',
  },
];

export function standInFor(service: string, spoken: string): StandIn | undefined {
  return STAND_INS.find((one) => one.service.toLowerCase() === service.toLowerCase() && one.spoken === spoken);
}

/** The api-versions in which the suite tries operations: those that are described, of those that are simulated. */
const EXERCISED: Readonly<Record<string, readonly string[]>> = {
  'Microsoft.Compute': ['2024-07-01', '2024-03-02', '2024-03-03'],
  'Microsoft.Storage': ['2023-05-01'],
  'Microsoft.Batch': ['2023-11-01'],
  'Azure Batch': ['2024-07-01.20.0', '2022-10-01.16.0'],
  'Azure Blob Storage': ['2024-08-04'],
};

export function isExercised({ service, version }: { readonly service: string; readonly version: string }): boolean {
  return EXERCISED[service]?.includes(version) === true;
}
