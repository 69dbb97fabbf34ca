// Finds the service behind a host name, and turns what it throws into an answer.
import { AzureError } from '../kernel/errors.ts';
import type { Service, SimRequest, SimResponse } from '../kernel/exchange.ts';

export interface Dispatch {
  serves(host: string): boolean;
  handle(request: SimRequest): Promise<SimResponse>;
}

/** `services` is asked on every request, because a reset replaces them. */
export function createDispatch(services: () => readonly Service[]): Dispatch {
  const find = (host: string): Service | undefined => services().find((one) => one.serves(host.toLowerCase()));
  return {
    serves: (host) => find(host) !== undefined,
    async handle(request) {
      // Azure's names speak TLS only here: plain http to one of them is a mistake worth hearing about.
      const service = request.url.protocol === 'https:' ? find(request.url.hostname) : undefined;
      if (service === undefined) return notSimulated(request.method, request.url);
      try {
        return await service.handle(request);
      } catch (error) {
        if (error instanceof AzureError) return errorAnswer(error.status, error.code, error.message, error.headers);
        const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
        process.stderr.write(
          `simulator: ${service.name} broke on ${request.method} ${request.url.pathname}: ${what}\n`,
        );
        return errorAnswer(
          500,
          'SimulatorFault',
          `The simulator itself failed in its ${service.name} service: ${what}`,
        );
      }
    },
  };
}

/** What is not simulated is refused, so that nobody takes an empty answer for Azure's. */
export function notSimulated(method: string, url: URL): SimResponse {
  return errorAnswer(
    501,
    'NotSimulated',
    `No simulated service answers at ${url.host}: ${method} ${url.protocol}//${url.host}${url.pathname}`,
  );
}

export function errorAnswer(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): SimResponse {
  return { status, headers, body: { error: { code, message } } };
}
