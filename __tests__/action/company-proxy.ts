// A proxy as companies have one: between the action and the simulated Azure, in front of the simulator's own. It notes
// who is asked for, may demand credentials, may refuse names, and may open TLS with an authority of its own.
import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer } from 'node:tls';
import { createAuthority } from '../../simulator/net/certificates.ts';

export interface CompanyProxy {
  /** Without credentials, e.g. `http://127.0.0.1:3128`. */
  readonly url: string;
  /** Every CONNECT so far: the host it asked for, and its headers. */
  readonly connects: readonly Connect[];
  close(): Promise<void>;
}

export interface Connect {
  readonly host: string;
  readonly headers: IncomingMessage['headers'];
  readonly status: number;
}

export interface ProxyRules {
  /** `user:password`, as the proxy knows them: not encoded. */
  readonly credentials?: string;
  /** The status that refuses a host; undefined lets it through. */
  readonly refuse?: (host: string) => number | undefined;
  /** Hosts whose place it takes, with a certificate that nobody was told to trust. */
  readonly opensTls?: (host: string) => boolean;
}

const ESTABLISHED = 'HTTP/1.1 200 Connection established\r\n\r\n';

export async function startCompanyProxy(upstream: string, rules: ProxyRules = {}): Promise<CompanyProxy> {
  const connects: Connect[] = [];
  const sockets = new Set<Duplex>();
  const track = (socket: Duplex): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A client may break off at any time.
    socket.on('error', () => socket.destroy());
  };
  const authority = await createAuthority();
  const impostor = createTlsServer({
    SNICallback: (name, done) => {
      authority.contextFor(name).then((context) => done(null, context), done);
    },
  });
  impostor.on('tlsClientError', (_, socket) => socket.destroy());
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on('connection', track);
  server.on('connect', (asked: IncomingMessage, client: Duplex, head: Buffer) => {
    const [host = ''] = (asked.url ?? '').split(':');
    const refusal = statusOf(rules, host, asked.headers['proxy-authorization']);
    connects.push({ host, headers: asked.headers, status: refusal ?? 200 });
    if (refusal !== undefined) {
      refuse(client, refusal);
      return;
    }
    if (rules.opensTls?.(host) === true) {
      client.write(ESTABLISHED);
      impostor.emit('connection', client);
      return;
    }
    tunnel(upstream, asked.url ?? '').then(
      (remote) => {
        track(remote);
        client.write(ESTABLISHED);
        join(client, remote, head);
      },
      () => refuse(client, 502),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    connects,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** A connection to a host through a proxy. */
export async function tunnel(proxy: string, target: string): Promise<Duplex> {
  const { hostname, port } = new URL(proxy);
  const asking = request({ host: hostname, port, method: 'CONNECT', path: target });
  asking.end();
  const [answer, socket] = (await once(asking, 'connect')) as [IncomingMessage, Duplex, Buffer];
  if (answer.statusCode === 200) return socket;
  socket.destroy();
  throw new Error(`${proxy} answered ${answer.statusCode} to CONNECT ${target}.`);
}

export function join(client: Duplex, remote: Duplex, head?: Buffer): void {
  if (head !== undefined && head.length > 0) remote.write(head);
  client.pipe(remote).pipe(client);
  client.once('close', () => remote.destroy());
  remote.once('close', () => client.destroy());
}

function statusOf({ credentials, refuse }: ProxyRules, host: string, authorization?: string): number | undefined {
  const wanted = credentials === undefined ? undefined : `Basic ${Buffer.from(credentials).toString('base64')}`;
  if (wanted !== undefined && authorization !== wanted) return 407;
  return refuse?.(host);
}

function refuse(client: Duplex, status: number): void {
  const body = `<html><body>The proxy says ${status}.</body></html>`;
  const headers: OutgoingHttpHeaders = {
    ...(status === 407 && { 'proxy-authenticate': 'Basic realm="company"' }),
    'content-type': 'text/html',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
  client.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
