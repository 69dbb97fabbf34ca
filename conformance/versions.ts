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
