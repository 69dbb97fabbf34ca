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
}

const network = JSON.parse(process.env['DIRECT_NETWORK'] ?? '{}') as DirectNetwork;
const LOOPBACK = { address: '127.0.0.1', family: 4 } as const;

type Answer = (error: Error | null, address?: string | dns.LookupAddress[], family?: number) => void;

function lookup(name: string, options: dns.LookupOptions | Answer, given?: Answer): void {
  const answer = typeof options === 'function' ? options : given;
  const all = typeof options === 'object' && options.all === true;
  process.nextTick(() => {
    if (network.unknown.includes(name)) {
      const error = new Error(`getaddrinfo ENOTFOUND ${name}`);
      answer?.(Object.assign(error, { code: 'ENOTFOUND', errno: -3008, syscall: 'getaddrinfo', hostname: name }));
    } else if (all) answer?.(null, [LOOPBACK]);
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
