// The one loopback port: a CONNECT proxy that ends TLS at every real name itself, and the control API at plain http.
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SimRequest, SimResponse } from '../kernel/exchange.ts';
import type { Authority } from './certificates.ts';
import { errorAnswer, notSimulated } from './dispatch.ts';
import type { Wire } from './exchanges.ts';

export interface FrontHandlers {
  readonly authority: Authority;
  serves(host: string): boolean;
  /** A request to a real name. */
  exchange(request: SimRequest, wire: Wire): Promise<void>;
  /** A request to the simulator itself; `path` starts with a slash. */
  control(method: string, path: string, body: Buffer): Promise<SimResponse>;
  /** A CONNECT that was refused, for the record. */
  refused(method: string, url: URL, response: SimResponse): void;
}

export interface Front {
  readonly port: number;
  close(): Promise<void>;
}

export async function startFront(handlers: FrontHandlers): Promise<Front> {
  const sockets = new Set<Duplex>();
  const track = (socket: Duplex): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A client may break off at any time; that is no event for the simulator.
    socket.on('error', () => socket.destroy());
  };

  const secure = createTlsServer(
    {
      SNICallback(name, done) {
        handlers.authority.contextFor(name).then(
          (context) => done(null, context),
          (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
        );
      },
      noDelay: true,
    },
    (request, response) => void serveReal(handlers, request, response, 'https:'),
  );
  secure.on('secureConnection', track);
  secure.on('tlsClientError', (_error, socket) => socket.destroy());

  const plain = createHttpServer({ noDelay: true }, (request, response) => {
    // An absolute target is a client that uses the port as a proxy for plain http.
    if (/^http:\/\//i.test(request.url ?? '')) void serveReal(handlers, request, response, 'http:');
    else void serveControl(handlers, request, response);
  });
  plain.on('connection', track);
  plain.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const target = new URL(`https://${request.url ?? ''}`);
    if (!handlers.serves(target.hostname)) {
      const response = notSimulated('CONNECT', target);
      handlers.refused('CONNECT', target, response);
      const body = JSON.stringify(response.body);
      socket.end(
        `HTTP/1.1 501 Not Simulated\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
      );
      return;
    }
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    secure.emit('connection', socket);
  });
  for (const server of [secure, plain]) {
    // Clients keep connections; closing an idle one under them would look like a fault that nobody planned.
    server.keepAliveTimeout = 10 * 60_000;
    server.requestTimeout = 0;
    server.headersTimeout = 0;
  }

  plain.listen(0, '127.0.0.1');
  await once(plain, 'listening');
  return {
    port: (plain.address() as AddressInfo).port,
    async close() {
      plain.close();
      for (const socket of sockets) socket.destroy();
      if (plain.listening) await once(plain, 'close');
    },
  };
}

async function serveReal(
  handlers: FrontHandlers,
  request: IncomingMessage,
  response: ServerResponse,
  protocol: 'http:' | 'https:',
): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) return;
  const url =
    protocol === 'http:'
      ? target(request.url ?? '')
      : target(`https://${request.headers.host ?? ''}${request.url ?? '/'}`);
  if (url === undefined) {
    send(response, 400, {}, Buffer.from('The request has no valid target.'));
    return;
  }
  const wire = wireOf(request, response);
  try {
    await handlers.exchange({ method: request.method ?? 'GET', url, headers: headersOf(request), body }, wire);
  } catch (error) {
    process.stderr.write(`simulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    wire.reset();
  }
}

async function serveControl(
  handlers: FrontHandlers,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readBody(request);
  if (body === undefined) return;
  const answer = await handlers
    .control(request.method ?? 'GET', request.url ?? '/', body)
    .catch((error: unknown) =>
      errorAnswer(500, 'SimulatorFault', error instanceof Error ? error.message : String(error)),
    );
  const text = `${JSON.stringify(answer.body ?? null, undefined, 2)}\n`;
  send(response, answer.status, { 'content-type': 'application/json; charset=utf-8' }, Buffer.from(text));
}

/** The whole body; undefined when the client broke off. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    return Buffer.concat(chunks);
  } catch {
    return undefined;
  }
}

function target(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

function wireOf(request: IncomingMessage, response: ServerResponse): Wire {
  const socket: Socket = request.socket;
  return {
    send: (status, headers, body) => send(response, status, headers, body),
    begin(status, headers) {
      response.writeHead(status, headers);
    },
    async write(chunk) {
      if (response.destroyed) return false;
      if (response.write(chunk)) return true;
      await new Promise<void>((resolve) => {
        const done = (): void => {
          response.off('drain', done);
          response.off('close', done);
          resolve();
        };
        response.on('drain', done);
        response.on('close', done);
      });
      return !isGone(response);
    },
    end: () => void response.end(),
    reset() {
      socket.destroy();
    },
  };
}

function isGone(response: ServerResponse): boolean {
  return response.destroyed;
}

/** Headers and body leave in one piece: a body that trails its headers costs the client a delayed acknowledgement. */
function send(response: ServerResponse, status: number, headers: Readonly<Record<string, string>>, body: Buffer): void {
  if (response.destroyed) return;
  response.writeHead(status, headers);
  response.end(body);
}
