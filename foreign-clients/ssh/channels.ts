// Sessions on an SSH connection (RFC 4254): each runs one command in a shell, with its input, output and exit status.
import { spawn, type ChildProcess } from 'node:child_process';
import { boolean, message, reader, string, uint32 } from './wire.ts';

const GLOBAL_REQUEST = 80;
const REQUEST_FAILURE = 82;
const OPEN = 90;
const OPEN_CONFIRMATION = 91;
const OPEN_FAILURE = 92;
const WINDOW_ADJUST = 93;
const DATA = 94;
const EXTENDED_DATA = 95;
const END = 96;
const CLOSE = 97;
const REQUEST = 98;
const SUCCESS = 99;
const FAILURE = 100;

const WINDOW = 2 ** 21;
const PACKET = 2 ** 15;

interface Channel {
  readonly theirs: number;
  /** How much the client still takes; the rest waits. */
  window: number;
  waiting: { readonly type: number; readonly data: Buffer }[];
  child: ChildProcess | undefined;
  exitStatus: number | undefined;
}

export interface Channels {
  handle(payload: Buffer): void;
  /** Ends whatever still runs. */
  stop(): void;
}

export interface Shell {
  readonly directory: string;
  /** Told of every command before it runs. */
  readonly ran: (command: string) => void;
}

export function createChannels(shell: Shell, send: (payload: Buffer) => void): Channels {
  const channels = new Map<number, Channel>();
  let next = 0;

  /** Sends what the window allows; the exit status comes behind the last of the output. */
  const flush = (channel: Channel): void => {
    const to = uint32(channel.theirs);
    for (let first = channel.waiting[0]; first !== undefined && channel.window > 0; first = channel.waiting[0]) {
      const data = first.data.subarray(0, Math.min(channel.window, PACKET));
      channel.window -= data.length;
      if (data.length === first.data.length) channel.waiting.shift();
      else channel.waiting[0] = { ...first, data: first.data.subarray(data.length) };
      const stream = first.type === EXTENDED_DATA ? [uint32(1)] : [];
      send(message(first.type, to, ...stream, string(data)));
    }
    if (channel.exitStatus === undefined || channel.waiting.length > 0) return;
    send(message(REQUEST, to, string('exit-status'), boolean(false), uint32(channel.exitStatus)));
    send(message(END, to));
    send(message(CLOSE, to));
    channel.exitStatus = undefined;
  };

  const run = (channel: Channel, command: string): void => {
    shell.ran(command);
    const child = spawn('/bin/sh', ['-c', command], {
      cwd: shell.directory,
      env: { PATH: process.env['PATH'] ?? '/usr/bin:/bin', HOME: shell.directory, LANG: 'C.UTF-8' },
    });
    channel.child = child;
    const forward = (type: number) => (data: Buffer) => {
      channel.waiting.push({ type, data });
      flush(channel);
    };
    child.stdout.on('data', forward(DATA));
    child.stderr.on('data', forward(EXTENDED_DATA));
    // A command may end without reading all that is sent to it.
    child.stdin.on('error', () => undefined);
    child.on('error', () => undefined);
    child.on('close', (code) => {
      channel.exitStatus = code ?? 255;
      flush(channel);
    });
  };

  const open = (payload: Buffer): void => {
    const request = reader(payload);
    const [type, theirs, window] = [request.text(), request.uint32(), request.uint32()];
    if (type !== 'session') {
      send(message(OPEN_FAILURE, uint32(theirs), uint32(3), string('only sessions'), string('')));
      return;
    }
    const ours = next;
    next += 1;
    channels.set(ours, { theirs, window, waiting: [], child: undefined, exitStatus: undefined });
    send(message(OPEN_CONFIRMATION, uint32(theirs), uint32(ours), uint32(WINDOW), uint32(PACKET)));
  };

  const request = (channel: Channel, rest: ReturnType<typeof reader>): void => {
    const [type, wantsReply] = [rest.text(), rest.boolean()];
    const isCommand = type === 'exec' && channel.child === undefined;
    if (wantsReply) send(message(isCommand ? SUCCESS : FAILURE, uint32(channel.theirs)));
    if (isCommand) run(channel, rest.text());
  };

  const onChannel = (type: number, payload: Buffer): void => {
    const rest = reader(payload);
    const ours = rest.uint32();
    const channel = channels.get(ours);
    if (channel === undefined) return;
    switch (type) {
      case WINDOW_ADJUST:
        channel.window += rest.uint32();
        flush(channel);
        return;
      case DATA: {
        const data = rest.bytes();
        channel.child?.stdin?.write(data);
        send(message(WINDOW_ADJUST, uint32(channel.theirs), uint32(data.length)));
        return;
      }
      case END:
        channel.child?.stdin?.end();
        return;
      case CLOSE:
        channel.child?.stdin?.end();
        channels.delete(ours);
        return;
      case REQUEST:
        request(channel, rest);
        return;
      default:
    }
  };

  return {
    handle(payload) {
      const type = payload[0] ?? 0;
      if (type === OPEN) open(payload);
      else if (type === GLOBAL_REQUEST) {
        const asked = reader(payload);
        asked.text();
        if (asked.boolean()) send(message(REQUEST_FAILURE));
      } else if (type > OPEN) onChannel(type, payload);
    },
    stop() {
      for (const { child } of channels.values()) child?.kill('SIGKILL');
      channels.clear();
    },
  };
}
