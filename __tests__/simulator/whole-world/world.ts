// The whole simulator within this process: every service behind the real names, planned faults, and time that moves by hand.
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { leftoversOf, stateOf } from '../../../simulator/control.ts';
import type { Leftover, SimRequest, SimResponse } from '../../../simulator/kernel/exchange.ts';
import { isObject, stringOf, type Json, type JsonObject } from '../../../simulator/kernel/json.ts';
import { createDispatch } from '../../../simulator/net/dispatch.ts';
import { exchange } from '../../../simulator/net/exchanges.ts';
import { createFaultEngine } from '../../../simulator/net/faults.ts';
import { createRecorder } from '../../../simulator/net/recorder.ts';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';
import type { Fault, Scenario } from '../../../simulator/scenario/scenario.ts';
import { createServices } from '../../../simulator/services.ts';
import type { Azurite, AzuriteRequest, TrustedCaller } from '../../../simulator/storage/azurite.ts';
import { wholeBody } from '../../../simulator/storage/copy-sources.ts';
import { handClock, type HandClock } from '../hand-clock.ts';

const QUIET_TURNS = 5;

const AUDIENCES = {
  arm: 'https://management.azure.com/',
  batch: 'https://batch.core.windows.net/',
  storage: 'https://storage.azure.com/',
} as const;

export interface Asked {
  readonly method: string;
  readonly url: string;
  /** Whom the caller signs in for; a SAS carries its own right. */
  readonly audience: keyof typeof AUDIENCES | 'none';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonObject | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body where it is a JSON object, else an empty one. */
  readonly body: JsonObject;
  readonly text: string;
}

/** What became of a request that went over the wire. */
export interface Exchange {
  /** What the client got. */
  readonly seen: Answer | 'broken';
  /** What the service answered, whether the client got it or not; undefined when the request never arrived. */
  readonly served: Answer | undefined;
}

export interface WholeWorld {
  readonly clock: HandClock;
  /** Asks past faults and record: for looking only. */
  look(asked: Asked): Promise<Answer>;
  /** Asks as a client does; the fault, if any, hits this request. */
  send(asked: Asked, fault?: Fault['do']): Promise<Exchange>;
  /** Waits for whatever is under way without the clock: files being written, streams being read. */
  settle(): Promise<void>;
  state(): JsonObject;
  leftovers(): readonly Leftover[];
  leave(): Promise<void>;
}

export async function enterWorld(azurite: Azurite, scenario: Scenario): Promise<WholeWorld> {
  const clock = handClock();
  const busy = { requests: 0 };
  const services = await createServices(scenario, counted(azurite, busy), () => clock);
  const dispatch = createDispatch(() => services.services);
  const recorder = createRecorder(undefined);
  const tokens = new Map<string, { readonly token: string; readonly until: number }>();

  const token = async (audience: keyof typeof AUDIENCES): Promise<string> => {
    const known = tokens.get(audience);
    const now = clock.now().getTime();
    if (known !== undefined && now < known.until) return known.token;
    const form = {
      grant_type: 'client_credentials',
      client_id: DEFAULT_NAMES.clientId,
      client_secret: DEFAULT_NAMES.clientSecret,
      scope: `${AUDIENCES[audience]}.default`,
    };
    const answer = await answerOf(
      await dispatch.handle({
        method: 'POST',
        url: new URL(`https://login.microsoftonline.com/${DEFAULT_NAMES.tenantId}/oauth2/v2.0/token`),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: Buffer.from(new URLSearchParams(form).toString()),
      }),
    );
    const made = stringOf(answer.body['access_token']);
    if (made === undefined) throw new Error(`No token: ${answer.text}`);
    tokens.set(audience, { token: made, until: now + 3_000_000 });
    return made;
  };

  const requestOf = async ({ method, url, audience, headers = {}, body }: Asked): Promise<SimRequest> => {
    const bytes =
      body === undefined ? Buffer.alloc(0) : Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
    return {
      method,
      url: new URL(url),
      headers: {
        ...(audience !== 'none' && { authorization: `Bearer ${await token(audience)}` }),
        ...(audience === 'storage' && { 'x-ms-version': '2024-08-04', 'content-length': String(bytes.length) }),
        ...(body !== undefined && audience === 'arm' && { 'content-type': 'application/json' }),
        ...(body !== undefined &&
          audience === 'batch' && { 'content-type': 'application/json; odata=minimalmetadata' }),
        ...headers,
      },
      body: bytes,
    };
  };

  const settle = async (): Promise<void> => {
    // What is under way waits for Azurite, for a file, or for streams in memory, which a few turns of the event loop let
    // run dry.
    await clock.ended();
    for (let quiet = 0; quiet < QUIET_TURNS;) {
      await nextTurn();
      const isReading = process.getActiveResourcesInfo().some((name) => name.startsWith('FSReq'));
      quiet = isReading || busy.requests > 0 ? 0 : quiet + 1;
    }
  };

  return {
    clock,
    look: async (asked) => answerOf(await dispatch.handle(await requestOf(asked))),
    async send(asked, fault) {
      const faults = createFaultEngine(
        fault === undefined ? [] : [{ match: { method: asked.method, url: '' }, times: 1, do: fault }],
      );
      let served: SimResponse | undefined;
      let seen: Answer | 'broken' | undefined;
      const watched = {
        ...dispatch,
        async handle(request: SimRequest): Promise<SimResponse> {
          const response = await dispatch.handle(request);
          served = isStream(response.body) ? { ...response, body: await wholeBody(response) } : response;
          return served;
        },
      };
      await exchange({ dispatch: watched, recorder, faults: () => faults }, await requestOf(asked), {
        send: (status, headers, body) => {
          seen = read(status, headers, body);
        },
        begin: () => {
          throw new Error('No answer of a command is so long that it comes in pieces.');
        },
        write: () => Promise.resolve(false),
        end: () => undefined,
        reset: () => {
          seen = 'broken';
        },
      });
      recorder.clear();
      if (seen === undefined) throw new Error('The exchange ended without an answer.');
      return { seen, served: served && (await answerOf(served)) };
    },
    settle,
    state: () => stateOf(services.world.resources, services.inspectables),
    leftovers: () => leftoversOf(services.world.resources, services.inspectables),
    async leave() {
      await settle();
      await services.stop();
    },
  };
}

/** Azurite with a count of the requests that it has not answered yet. */
function counted(azurite: Azurite, busy: { requests: number }): Azurite {
  const counting =
    <Given extends readonly unknown[], Got>(send: (...given: Given) => Promise<Got>) =>
    async (...given: Given): Promise<Got> => {
      busy.requests += 1;
      try {
        return await send(...given);
      } finally {
        busy.requests -= 1;
      }
    };
  return {
    ...azurite,
    send: counting((request: AzuriteRequest) => azurite.send(request)),
    sendTrusted: counting((request: AzuriteRequest, caller?: TrustedCaller) => azurite.sendTrusted(request, caller)),
  };
}

async function answerOf(response: SimResponse): Promise<Answer> {
  return read(response.status, response.headers ?? {}, await wholeBytes(response));
}

async function wholeBytes(response: SimResponse): Promise<Buffer> {
  const { body } = response;
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  if (isStream(body)) return wholeBody(response);
  return Buffer.from(JSON.stringify(body));
}

function isStream(body: SimResponse['body']): body is Readable {
  return body instanceof Readable;
}

function read(status: number, headers: Readonly<Record<string, string>>, bytes: Buffer): Answer {
  const text = bytes.toString('utf8');
  return { status, headers, body: parsed(text), text };
}

function parsed(text: string): JsonObject {
  if (!text.startsWith('{')) return {};
  const value = JSON.parse(text) as Json;
  return isObject(value) ? value : {};
}
