// Lets a process reach the simulated Azure without a proxy, at the real names: a relay into its proxy, and the environment
// that leads the process there.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { join as joinPath } from 'node:path';
import { join, tunnel } from './company-proxy.ts';

export interface DirectAccess {
  /** How many connections were made without a proxy. */
  readonly connections: number;
  environment(names?: Names): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

export interface Names {
  /** Names that DNS does not know. */
  readonly unknown?: readonly string[];
  /** Names at which nobody listens. */
  readonly refusing?: readonly string[];
  /** Names of which DNS gives no answer the first so many times. */
  readonly unanswered?: Readonly<Record<string, number>>;
}

const NETWORK = joinPath(import.meta.dirname, 'direct-network.ts');

/** Any name that the simulator serves opens its TLS; which one is meant says the client in its handshake. */
const ANY_NAME = 'token.actions.githubusercontent.com:443';

export async function openDirectAccess(simulatorProxy: string): Promise<DirectAccess> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    tunnel(simulatorProxy, ANY_NAME).then(
      (remote) => {
        remote.on('error', () => remote.destroy());
        join(socket, remote);
      },
      () => socket.destroy(),
    );
  });
  const port = await listen(server);
  const closed = createServer();
  const closedPort = await listen(closed);
  closed.close();
  return {
    get connections() {
      return connections;
    },
    environment: ({ unknown = [], refusing = [], unanswered = {} } = {}) => ({
      NODE_OPTIONS: `--import=${NETWORK}`,
      DIRECT_NETWORK: JSON.stringify({ port, closedPort, unknown, refusing, unanswered }),
    }),
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
