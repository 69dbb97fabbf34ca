// A network without a proxy, for a process whose names all lie elsewhere: preloaded into it (NODE_OPTIONS), it resolves names
// to the loopback and leads port 443 to where the simulated Azure is reached. Some names do not exist, some refuse.
import dns from 'node:dns';
import net from 'node:net';

interface DirectNetwork {
  /** Where TLS for every name is answered. */
  readonly port: number;
  /** Where nobody listens. */
  readonly closedPort: number;
  readonly unknown: readonly string[];
  readonly refusing: readonly string[];
  /** Names of which DNS gives no answer the first so many times. */
  readonly unanswered: Readonly<Record<string, number>>;
}

const network = JSON.parse(process.env['DIRECT_NETWORK'] ?? '{}') as DirectNetwork;
const LOOPBACK = { address: '127.0.0.1', family: 4 } as const;

type Answer = (error: Error | null, address?: string | dns.LookupAddress[], family?: number) => void;

const unanswered = new Map(Object.entries(network.unanswered));

function noAddress(name: string): Error | undefined {
  const error = (code: string, errno: number): Error =>
    Object.assign(new Error(`getaddrinfo ${code} ${name}`), { code, errno, syscall: 'getaddrinfo', hostname: name });
  if (network.unknown.includes(name)) return error('ENOTFOUND', -3008);
  const times = unanswered.get(name) ?? 0;
  unanswered.set(name, times - 1);
  return times > 0 ? error('EAI_AGAIN', -3001) : undefined;
}

function lookup(name: string, options: dns.LookupOptions | Answer, given?: Answer): void {
  const answer = typeof options === 'function' ? options : given;
  const all = typeof options === 'object' && options.all === true;
  process.nextTick(() => {
    const error = noAddress(name);
    if (error !== undefined) answer?.(error);
    else if (all) answer?.(null, [LOOPBACK]);
    else answer?.(null, LOOPBACK.address, LOOPBACK.family);
  });
}
Object.assign(dns, { lookup });

const connect = Reflect.get(net.Socket.prototype, 'connect') as (...args: unknown[]) => net.Socket;
net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]): net.Socket {
  // Node itself calls it with the list of arguments that it has put in order.
  const options = (Array.isArray(args[0]) ? (args[0] as unknown[])[0] : args[0]) as { host?: string; port?: unknown };
  if (typeof options === 'object' && options.host !== undefined && Number(options.port) === 443) {
    options.port = network.refusing.includes(options.host) ? network.closedPort : network.port;
  }
  return connect.apply(this, args);
};
