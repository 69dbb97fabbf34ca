// An ARM that answers from a script, through the real client: what is asked and what is answered are both on record.
import type { Arm } from '../../src/azure/arm.ts';
import { createArm } from '../../src/azure/arm-client.ts';
import type { Host } from '../../src/azure/host.ts';
import type { TransportRequest, TransportResponse } from '../../src/azure/transport.ts';

export type Answer = Partial<TransportResponse> | Error;

export interface FakeArm extends Arm {
  readonly asked: TransportRequest[];
  /** `GET /path` of every request, without the endpoint. */
  readonly calls: () => readonly string[];
}

const ENDPOINT = 'https://management.azure.com';

/** Answers in order; the last one is repeated. */
export function fakeArm(host: Host, answers: readonly Answer[]): FakeArm {
  const asked: TransportRequest[] = [];
  const arm = createArm({
    host,
    subscriptionId: 'sub',
    endpoint: ENDPOINT,
    transport: async (request) => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      asked.push(request);
      if (answer instanceof Error) throw answer;
      return { status: 200, headers: {}, body: undefined, ...answer };
    },
  });
  return { ...arm, asked, calls: () => asked.map(({ method, url }) => `${method} ${url.replace(ENDPOINT, '')}`) };
}
