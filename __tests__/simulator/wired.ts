// The whole simulator as a process, and short ways to ask its services something as a plain client does.
import { afterAll, beforeAll } from '@jest/globals';
import {
  createAzureClient,
  type AzureClient,
  type ClientAnswer,
  type ClientRequest,
} from '../../runner/azure-client.ts';
import type { Simulator, SimulatorControl } from '../../runner/simulator-process.ts';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';
import { borrowSimulator } from '../worker-simulator.ts';

/** IDs of the default world. */
export const SUBSCRIPTION = `/subscriptions/${DEFAULT_NAMES.subscriptionId}`;
export const GROUP = `${SUBSCRIPTION}/resourceGroups/${DEFAULT_NAMES.resourceGroup}`;
export const COMPUTE = `${GROUP}/providers/Microsoft.Compute`;
export const VM = `${COMPUTE}/virtualMachines/${DEFAULT_NAMES.vm}`;
export const OS_DISK = `${COMPUTE}/disks/${DEFAULT_NAMES.osDisk}`;
export const GALLERY = `${COMPUTE}/galleries/${DEFAULT_NAMES.gallery}`;
export const STORAGE = `${GROUP}/providers/Microsoft.Storage/storageAccounts/${DEFAULT_NAMES.storageAccount}`;
export const BATCH = `${GROUP}/providers/Microsoft.Batch/batchAccounts/${DEFAULT_NAMES.batchAccount}`;
export const BLOBS = `https://${DEFAULT_NAMES.storageAccount}.blob.core.windows.net`;

const VERSIONS: readonly (readonly [RegExp, string])[] = [
  [/\/(disks|snapshots)\b/i, '2024-03-02'],
  [/\/galleries\b/i, '2024-03-03'],
  [/Microsoft\.Compute/i, '2024-07-01'],
  [/Microsoft\.Storage/i, '2023-05-01'],
  [/Microsoft\.Batch/i, '2024-07-01'],
  [/Microsoft\.Authorization/i, '2020-05-01'],
];

export interface Answer {
  readonly status: number;
  readonly headers: ClientAnswer['headers'];
  /** Parsed where it is JSON, else text; undefined where there is none. */
  readonly body: unknown;
}

type Audience = NonNullable<ClientRequest['audience']>;

export interface ArmOptions {
  readonly version?: string;
  readonly audience?: Audience;
  readonly headers?: Readonly<Record<string, string>>;
  /** Without the question mark. */
  readonly query?: string;
}

export interface Wired {
  readonly control: SimulatorControl;
  readonly environment: Readonly<Record<string, string>>;
  /** Starts another world; operations take no time in it unless it says so. */
  readonly enter: (scenario?: object) => Promise<void>;
  readonly arm: (method: string, id: string, body?: object, options?: ArmOptions) => Promise<Answer>;
  /** As `arm`, and then asks the operation's URL until it has ended; the answer is the operation. */
  readonly operation: (method: string, id: string, body?: object, options?: ArmOptions) => Promise<Answer>;
  readonly batch: (method: string, path: string, body?: object, version?: string) => Promise<Answer>;
  readonly blob: (method: string, url: string, request?: Omit<ClientRequest, 'method'>) => Promise<Answer>;
  /** Any request. */
  readonly ask: (url: string, request?: ClientRequest) => Promise<Answer>;
}

/** Call it at the top of a test file. */
export function createWired(): Wired {
  let simulator: Simulator | undefined;
  let client: AzureClient | undefined;
  const running = (): Simulator => {
    if (simulator === undefined) throw new Error('The simulator runs only inside tests.');
    return simulator;
  };
  const renew = (): void => {
    client?.close();
    client = createAzureClient(running().environment);
  };
  beforeAll(async () => {
    simulator = await borrowSimulator({ profile: 'instant' });
    renew();
  });
  afterAll(() => {
    client?.close();
  });

  const ask: Wired['ask'] = async (url, request) => {
    if (client === undefined) throw new Error('The simulator runs only inside tests.');
    return read(await client.request(url, request));
  };
  const arm: Wired['arm'] = (method, id, body, { version, audience = 'arm', headers, query } = {}) => {
    const host = running().environment['SIM_RESOURCE_MANAGER'] ?? 'https://management.azure.com';
    const url = `${host}${id}?api-version=${version ?? versionFor(id)}${query === undefined ? '' : `&${query}`}`;
    return ask(url, { method, audience, ...(headers && { headers }), ...(body && { body }) });
  };
  return {
    get control() {
      return running().control;
    },
    get environment() {
      return running().environment;
    },
    enter: async (scenario = {}) => {
      await running().control.reset({ profile: 'instant', ...scenario });
      renew();
    },
    ask,
    arm,
    operation: async (method, id, body, options) => {
      const first = await arm(method, id, body, options);
      const url = first.headers['azure-asyncoperation'];
      if (typeof url !== 'string') throw new Error(`${method} ${id} is no operation: ${JSON.stringify(first)}`);
      for (;;) {
        const polled = await ask(url, { audience: options?.audience ?? 'arm' });
        if (!JSON.stringify(polled.body).includes('"InProgress"')) return polled;
      }
    },
    batch: (method, path, body, version = '2024-07-01.20.0') => {
      const url = new URL(path, running().environment['SIM_BATCH_ENDPOINT']);
      url.searchParams.set('api-version', version);
      const headers = { 'content-type': 'application/json; odata=minimalmetadata' };
      return ask(url.href, { method, audience: 'batch', ...(body && { headers, body }) });
    },
    blob: (method, url, request = {}) =>
      ask(url, {
        audience: 'storage',
        ...request,
        method,
        headers: { 'x-ms-version': '2024-08-04', ...request.headers },
      }),
  };
}

/** The body of an error of Azure Resource Manager or of a Compute operation. */
export function refusal(code: string, text: string | RegExp): object {
  return { error: { code, message: text } };
}

export function versionFor(id: string): string {
  return VERSIONS.find(([pattern]) => pattern.test(id))?.[1] ?? '2021-04-01';
}

function read({ status, headers, body }: ClientAnswer): Answer {
  const text = body.toString('utf8');
  const isJson = /json/.test(headers['content-type'] ?? '');
  return { status, headers, body: text === '' ? undefined : isJson ? (JSON.parse(text) as unknown) : text };
}
