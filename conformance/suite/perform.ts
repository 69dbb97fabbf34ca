// Sends trials to a simulator, in worlds of their own, and keeps the exchanges that are then checked.
import { randomUUID } from 'node:crypto';
import { createAzureClient, type AzureClient, type ClientAnswer } from '../../runner/azure-client.ts';
import type { SimulatorProcess } from '../../runner/simulator-process.ts';
import type { Exchange } from '../exchange.ts';
import { objectOf, textOf } from '../json.ts';
import type { Operation } from '../openapi.ts';
import { placeToLook } from './look.ts';
import { buildRequest } from './request.ts';
import { createStage, followed, read } from './stage.ts';
import { substituted, type Names } from './substitution.ts';
import type { Trial } from './trials.ts';
import { BLOBS, worldWith } from './world.ts';

export type Outcome =
  | { readonly kind: 'success' }
  | { readonly kind: 'refused'; readonly code: string }
  /** What had to be there before could not be made, or no request. */
  | { readonly kind: 'broken'; readonly why: string };

export interface Performed {
  readonly trial: Trial;
  readonly outcome: Outcome;
  /** That of the operation itself. */
  readonly request?: Exchange;
  /** What its Location answers at last: the operation's own answer. */
  readonly end?: Exchange;
  /** The resource afterwards. */
  readonly look?: Exchange;
  /** Values of the example that the operation has no parameter for; they were not sent. */
  readonly unknown: readonly string[];
}

/** One world for all of them: they start from the same state, and where there are several, none of them changes it. */
export async function perform(
  simulator: SimulatorProcess,
  trials: readonly Trial[],
  operations: readonly Operation[],
): Promise<readonly Performed[]> {
  const [first] = trials;
  await simulator.control.reset(worldWith(first?.state.world));
  const client = createAzureClient(simulator.environment);
  try {
    const batch = simulator.environment['SIM_BATCH_ENDPOINT'] ?? '';
    const found = await first?.state.before?.(createStage(client, batch));
    const scene = { client, batch, operations, names: { ...first?.state.names, ...found } };
    const sent: Sent[] = [];
    for (const trial of trials) sent.push(await send(scene, trial));
    const log = await simulator.control.log();
    return sent.map((one) => performed(one, log));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return trials.map((trial) => ({ trial, outcome: { kind: 'broken', why }, unknown: [] }));
  } finally {
    client.close();
  }
}

interface Scene {
  readonly client: AzureClient;
  /** The endpoint of the Batch account. */
  readonly batch: string;
  readonly operations: readonly Operation[];
  readonly names: Names;
}

interface Sent {
  readonly trial: Trial;
  readonly outcome: Outcome;
  readonly unknown: readonly string[];
  readonly marks: Marks;
}

/** Of the exchanges to keep among all those of a world. */
interface Marks {
  readonly request: string;
  readonly end: string;
  readonly look: string;
}

type Plane = 'arm' | 'batch' | 'storage';

/** What a client makes up for each request; it marks the exchange. */
const ID_HEADERS = {
  arm: 'x-ms-client-request-id',
  batch: 'client-request-id',
  storage: 'x-ms-client-request-id',
} as const;
const ECHO = { arm: {}, batch: { 'return-client-request-id': 'true' }, storage: {} } as const;

function planeOf({ isArm, service }: Operation): Plane {
  if (isArm) return 'arm';
  return service.includes('Batch') ? 'batch' : 'storage';
}

async function send({ client, batch, operations, names }: Scene, trial: Trial): Promise<Sent> {
  const { operation, values } = trial;
  const plane = planeOf(operation);
  const origin = { arm: 'https://management.azure.com', batch, storage: BLOBS }[plane];
  const { url, request, unknown } = buildRequest(operation, origin, substituted(operation, values, names));
  const marks = { request: randomUUID(), end: randomUUID(), look: randomUUID() };
  const ask = (mark: string, at: string, sent: typeof request): Promise<ClientAnswer> =>
    client.request(at, {
      audience: plane,
      ...sent,
      headers: { ...sent.headers, ...ECHO[plane], [ID_HEADERS[plane]]: mark },
    });

  const answer = await ask(marks.request, url, request);
  const outcome = await outcomeOf(client, plane, answer, marks.end);
  const seen = outcome.kind === 'success' ? placeToLook(operation, answer, url, operations) : undefined;
  if (seen !== undefined) await ask(marks.look, seen, { method: 'GET' });
  return { trial, outcome, unknown, marks };
}

async function outcomeOf(client: AzureClient, plane: Plane, answer: ClientAnswer, mark: string): Promise<Outcome> {
  if (answer.status >= 300) return { kind: 'refused', code: codeOf(answer) };
  if (plane !== 'arm') return { kind: 'success' };
  const end = await followed(client, answer, { [ID_HEADERS[plane]]: mark });
  return end.kind === 'ended' ? { kind: 'success' } : { kind: 'refused', code: end.code };
}

/** Each plane has an envelope of its own. */
function codeOf(answer: ClientAnswer): string {
  const body = objectOf(read(answer));
  const { code } = objectOf(body['error'] ?? body);
  return textOf(code) ?? textOf(answer.headers['x-ms-error-code']) ?? String(answer.status);
}

/** The exchanges get a name by which a finding can be traced to the trial. */
function performed({ marks, ...sent }: Sent, log: readonly Exchange[]): Performed {
  const { operation, name } = sent.trial;
  const scenario = `${operation.id} at ${operation.version}, ${name}`;
  const header = ID_HEADERS[planeOf(operation)];
  const marked = (mark: string): Exchange | undefined => {
    const found = log.findLast(({ requestHeaders }) => requestHeaders[header] === mark);
    return found && { ...found, scenario };
  };
  const [request, end, look] = [marked(marks.request), marked(marks.end), marked(marks.look)];
  return {
    ...sent,
    ...(request && { request }),
    // The poll's answer, as the answer to the request that started the operation.
    ...(request &&
      end && {
        end: {
          ...request,
          n: end.n,
          status: end.status,
          responseHeaders: end.responseHeaders,
          responseBody: end.responseBody,
        },
      }),
    ...(look && { look }),
  };
}
