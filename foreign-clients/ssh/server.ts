// A small SSH server on loopback: the inside of a simulated machine, for clients that log in to what they have created.
// It takes public keys only and runs commands in a directory; OpenSSH's own server would want root, an account and a port.
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createChannels } from './channels.ts';
import { createLogin, type Accepts } from './login.ts';
import { createHostKey, createTransport } from './transport.ts';

export interface SshServer {
  readonly port: number;
  /** The commands that were run, in order. */
  readonly commands: readonly string[];
  stop(): Promise<void>;
}

const DISCONNECT = 1;

export async function startSshServer(options: {
  readonly accepts: Accepts;
  /** Where commands run. */
  readonly directory: string;
}): Promise<SshServer> {
  const hostKey = createHostKey();
  const sockets = new Set<Socket>();
  const commands: string[] = [];

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    // Messages are answered one after the other, although a login waits for its answer.
    let turn = Promise.resolve();
    const transport = createTransport(socket, hostKey, (payload) => {
      turn = turn.then(() => answer(payload)).catch(() => void socket.destroy());
    });
    const login = createLogin(options.accepts, transport.sessionId, transport.send);
    const shell = { directory: options.directory, ran: (command: string) => void commands.push(command) };
    const channels = createChannels(shell, transport.send);
    const answer = async (payload: Buffer): Promise<void> => {
      if (payload[0] === DISCONNECT) socket.end();
      else if (!(await login.handle(payload)) && login.isDone()) channels.handle(payload);
    };
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      channels.stop();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address() as AddressInfo;
  return {
    port: address.port,
    commands,
    async stop() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
