// A front with a made-up service behind it, and a client that goes through the proxy as Azure clients do.
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import type { Service, SimRequest, SimResponse } from '../../../simulator/kernel/exchange.ts';
import { createAuthority } from '../../../simulator/net/certificates.ts';
import { createDispatch } from '../../../simulator/net/dispatch.ts';
import { exchange } from '../../../simulator/net/exchanges.ts';
import { createFaultEngine, type FaultEngine } from '../../../simulator/net/faults.ts';
import { startFront } from '../../../simulator/net/front.ts';
import { createRecorder, type Recorder } from '../../../simulator/net/recorder.ts';

export interface Bench {
  readonly port: number;
  readonly certificatePem: string;
  readonly recorder: Recorder;
  readonly faults: FaultEngine;
  readonly seen: SimRequest[];
  close(): Promise<void>;
}

export async function startBench(
  handle: (request: SimRequest) => SimResponse | Promise<SimResponse>,
  logFile?: string,
): Promise<Bench> {
  const seen: SimRequest[] = [];
  const service: Service = {
    name: 'made-up',
    serves: (host) => host.endsWith('.example.com'),
    async handle(request) {
      seen.push(request);
      return handle(request);
    },
  };
  const authority = await createAuthority();
  const recorder = createRecorder(logFile);
  const faults = createFaultEngine([]);
  const dispatch = createDispatch(() => [service]);
  const front = await startFront({
    authority,
    serves: (host) => dispatch.serves(host),
    exchange: (request, wire) => exchange({ dispatch, recorder, faults: () => faults }, request, wire),
    control: async (method, path) => ({ status: 200, body: { method, path } }),
    refused: () => undefined,
  });
  return {
    port: front.port,
    certificatePem: authority.certificatePem,
    recorder,
    faults,
    seen,
    async close() {
      await front.close();
      recorder.close();
    },
  };
}

export interface Got {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Opens a tunnel to a host; the answer to the CONNECT when it was refused. */
export async function tunnel(port: number, host: string): Promise<{ status: number; socket: Socket; body: string }> {
  const asked = httpRequest({ port, host: '127.0.0.1', method: 'CONNECT', path: `${host}:443`, agent: false });
  asked.end();
  return new Promise((resolve, reject) => {
    asked.once('error', reject);
    asked.once('connect', (answer: IncomingMessage, socket: Socket, head: Buffer) => {
      const pieces = [head];
      if (answer.statusCode === 200) resolve({ status: 200, socket, body: '' });
      else {
        socket.on('data', (piece: Buffer) => pieces.push(piece));
        socket.once('end', () => {
          resolve({ status: answer.statusCode ?? 0, socket, body: Buffer.concat(pieces).toString('utf8') });
        });
      }
    });
  });
}

/** An agent whose one connection is a tunnel to the host. */
export async function agentFor(bench: Bench, host: string, keepAlive = false): Promise<Agent> {
  const { socket } = await tunnel(bench.port, host);
  const createConnection = (): Socket => tlsConnect({ socket, servername: host, ca: bench.certificatePem });
  return Object.assign(new Agent({ keepAlive, maxSockets: 1 }), { createConnection });
}

export interface Asking {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
  readonly agent?: Agent;
}

export async function ask(bench: Bench, url: string, asking: Asking = {}): Promise<Got> {
  const { hostname } = new URL(url);
  const agent = asking.agent ?? (await agentFor(bench, hostname));
  const asked = httpsRequest(url, { method: asking.method ?? 'GET', headers: asking.headers ?? {}, agent });
  asked.end(asking.body);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const body = Buffer.concat((await answer.toArray()) as Buffer[]);
  return { status: answer.statusCode ?? 0, headers: answer.headers, body };
}

/** A request at plain http, to the control API. */
export async function askPlain(port: number, path: string, headers: Record<string, string> = {}): Promise<Got> {
  const asked = httpRequest({ host: '127.0.0.1', port, path, agent: false, headers });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const body = Buffer.concat((await answer.toArray()) as Buffer[]);
  return { status: answer.statusCode ?? 0, headers: answer.headers, body };
}
