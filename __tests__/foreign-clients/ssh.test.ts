// The inside of a machine: an SSH server that takes public keys and runs commands, tried with OpenSSH where it is installed.
import { spawn, spawnSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startSshServer, type SshServer } from '../../foreign-clients/ssh/server.ts';
import { boolean, message, mpint, nameList, reader, string, uint32 } from '../../foreign-clients/ssh/wire.ts';

describe('messages', () => {
  test('are read as they are written', () => {
    const bytes = message(
      98,
      uint32(7),
      string('exec'),
      boolean(true),
      nameList('a', 'b'),
      string(Buffer.from([0, 255])),
    );
    expect(bytes[0]).toBe(98);
    const read = reader(bytes);
    expect([read.uint32(), read.text(), read.boolean(), read.text()]).toEqual([7, 'exec', true, 'a,b']);
    expect([...read.bytes()]).toEqual([0, 255]);
    expect(() => read.byte()).toThrow('ends early');
  });

  test('numbers have no needless zeros, and look positive', () => {
    expect([...mpint(Buffer.from([0, 0, 1]))]).toEqual([0, 0, 0, 1, 1]);
    expect([...mpint(Buffer.from([0x80]))]).toEqual([0, 0, 0, 2, 0, 0x80]);
    expect([...mpint(Buffer.from([0]))]).toEqual([0, 0, 0, 0]);
  });
});

const hasOpenSsh = ['ssh', 'ssh-keygen', 'scp'].every(
  (name) => spawnSync(name, [], { stdio: 'ignore' }).error === undefined,
);
const withOpenSsh = hasOpenSsh ? describe : describe.skip;

let directory: string;
let server: SshServer;
const accepted = new Map<string, string>();
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'ssh-test-'));
  const accepts = async (user: string, key: string) => accepted.get(key) === user;
  server = await startSshServer({ directory, accepts });
});
afterAll(async () => {
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe('strangers', () => {
  test.each([
    ['text that is no SSH', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['a packet that never ends', Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), uint32(0xffffffff), randomBytes(64)])],
    ['noise', Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), uint32(12), randomBytes(12)])],
  ])('are let go: %s', async (_, data) => {
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.resume();
    socket.end(data);
    await once(socket, 'close');
    expect(server.commands).not.toContain('GET /');
  });
});

withOpenSsh('OpenSSH', () => {
  const options = [
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'IdentitiesOnly=yes',
    'LogLevel=ERROR',
    'BatchMode=yes',
  ];
  const fixed = options.flatMap((one) => ['-o', one]);

  function keyFor(user: string, type: string): string {
    const file = join(directory, `${user}-${type}`);
    spawnSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', file]);
    accepted.set(readFileSync(`${file}.pub`, 'utf8').split(' ')[1] ?? '', user);
    return file;
  }

  async function run(
    command: string,
    args: readonly string[],
    input = '',
  ): Promise<{ code: number; out: string; err: string }> {
    const child = spawn(command, args, { env: { PATH: process.env['PATH'] ?? '', HOME: directory } });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (piece: Buffer) => out.push(piece));
    child.stderr.on('data', (piece: Buffer) => err.push(piece));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    const [code] = (await once(child, 'close')) as [number];
    return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
  }
  const ssh = (key: string, user: string, command: string, input = '') =>
    run('ssh', [...fixed, '-p', String(server.port), '-i', key, `${user}@127.0.0.1`, command], input);

  test.each(['rsa', 'ed25519'])('logs in with a key of type %s and runs a command', async (type) => {
    const key = keyFor('packer', type);
    const { code, out, err } = await ssh(key, 'packer', 'cat; pwd; echo wrong >&2; exit 3', 'given\n');
    expect({ code, out, err }).toEqual({ code: 3, out: `given\n${directory}\n`, err: 'wrong\n' });
    expect(server.commands).toContain('cat; pwd; echo wrong >&2; exit 3');
  });

  test('is refused with another key, and under another name', async () => {
    const key = keyFor('builder', 'ed25519');
    expect(await ssh(key, 'root', 'id')).toMatchObject({ code: 255, out: '' });
    accepted.clear();
    expect((await ssh(key, 'builder', 'id')).err).toContain('Permission denied (publickey)');
    expect(server.commands).not.toContain('id');
  });

  test('carries more than a window in both directions', async () => {
    const key = keyFor('packer', 'ed25519');
    const large = randomBytes(3_000_000).toString('base64');
    const { code, out } = await ssh(key, 'packer', 'cat', large);
    expect(code).toBe(0);
    expect(out === large).toBe(true);
  });

  test('copies files with scp, as the shell provisioner does', async () => {
    const key = keyFor('packer', 'rsa');
    const { publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(join(directory, 'from'), publicKey.export({ type: 'spki', format: 'pem' }));
    const copied = await run('scp', [
      '-O',
      ...fixed,
      ...['-P', String(server.port), '-i', key],
      join(directory, 'from'),
      `packer@127.0.0.1:${join(directory, 'to')}`,
    ]);
    expect(copied).toMatchObject({ code: 0 });
    expect(readFileSync(join(directory, 'to'))).toEqual(readFileSync(join(directory, 'from')));
  });
});
