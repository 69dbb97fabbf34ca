// One exchange from request to answer: planned faults, the service, the record, and the bytes on the wire.
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimRequest, SimResponse } from '../kernel/exchange.ts';
import type { Json } from '../kernel/json.ts';
import type { Dispatch } from './dispatch.ts';
import type { FaultEngine, Hit } from './faults.ts';
import { createDigest, type Answered, type Recorder } from './recorder.ts';

/** The client's side of an exchange. */
export interface Wire {
  /** Sends headers and a whole body at once. */
  send(status: number, headers: Readonly<Record<string, string>>, body: Buffer): void;
  /** Starts an answer whose body follows in pieces. */
  begin(status: number, headers: Readonly<Record<string, string>>): void;
  /** Resolves when the next piece may follow; false once the client has gone. */
  write(chunk: Buffer): Promise<boolean>;
  end(): void;
  /** Breaks the connection. */
  reset(): void;
}

export interface Exchanges {
  readonly dispatch: Dispatch;
  readonly recorder: Recorder;
  readonly faults: () => FaultEngine;
}

export async function exchange(parts: Exchanges, request: SimRequest, wire: Wire): Promise<void> {
  const { method, url, headers, body } = request;
  const finish = parts.recorder.begin({ method, url: url.href, headers, body });
  const hit = parts.faults().hit(method, url.href);
  if (hit.delayMs > 0) await sleep(hit.delayMs);

  if (hit.end?.kind === 'reset') {
    if (hit.end.when === 'after') await drain(await parts.dispatch.handle(request));
    finish(BROKEN);
    wire.reset();
    return;
  }
  await answer(await respond(parts.dispatch, request, hit), method, finish, wire);
}

const BROKEN: Answered = { status: 0, headers: {}, body: { kind: 'whole', bytes: Buffer.alloc(0) } };

async function respond(dispatch: Dispatch, request: SimRequest, hit: Hit): Promise<SimResponse> {
  if (hit.end?.kind === 'answer') {
    const { status, headers, body } = hit.end;
    if (typeof body !== 'string') return { status, ...(headers && { headers }), ...(body && { body }) };
    return { status, headers: { 'content-type': 'text/plain', ...headers }, body: Buffer.from(body) };
  }
  return dispatch.handle(hit.failOperation === undefined ? request : { ...request, failOperation: hit.failOperation });
}

async function answer(
  response: SimResponse,
  method: string,
  finish: (answered: Answered) => void,
  wire: Wire,
): Promise<void> {
  const { status } = response;
  const headers = lowerCased(response.headers ?? {});
  if (response.body instanceof Readable && !isText(headers['content-type'])) {
    await stream(response.body, status, headers, finish, wire);
    return;
  }
  const bytes = await wholeBody(response.body, headers);
  const sent = method === 'HEAD' ? Buffer.alloc(0) : bytes;
  if (method !== 'HEAD' && status !== 204 && status !== 304) headers['content-length'] = String(bytes.length);
  finish({ status, headers, body: { kind: 'whole', bytes: sent } });
  wire.send(status, headers, sent);
}

async function stream(
  body: Readable,
  status: number,
  headers: Record<string, string>,
  finish: (answered: Answered) => void,
  wire: Wire,
): Promise<void> {
  const digest = createDigest();
  wire.begin(status, headers);
  let isWhole = true;
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      digest.update(chunk);
      if (!(await wire.write(chunk))) break;
    }
  } catch {
    // The service broke off in the middle of the body; the client must not take it for a whole one.
    isWhole = false;
  }
  finish({ status, headers, body: digest.end() });
  if (isWhole) wire.end();
  else wire.reset();
}

async function wholeBody(body: SimResponse['body'], headers: Record<string, string>): Promise<Buffer> {
  if (body === undefined) return Buffer.alloc(0);
  if (Buffer.isBuffer(body)) return body;
  if (body instanceof Readable) return Buffer.concat((await body.toArray()) as Buffer[]);
  headers['content-type'] ??= 'application/json; charset=utf-8';
  return Buffer.from(JSON.stringify(body satisfies Json));
}

/** Lets an answer that nobody will see run to its end. */
async function drain(response: SimResponse): Promise<void> {
  if (!(response.body instanceof Readable)) return;
  response.body.resume();
  if (!response.body.readableEnded) await once(response.body, 'close');
}

function isText(type: string | undefined): boolean {
  return /^text\/|\bxml\b|\bjson\b/i.test(type ?? '');
}

function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
