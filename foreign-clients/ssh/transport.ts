// The server's side of the SSH transport (RFC 4253): one key exchange, one cipher, packets in and out. Only for loopback:
// it offers curve25519-sha256, ssh-ed25519 and aes128-gcm@openssh.com, which every client of the last ten years has.
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from 'node:crypto';
import type { Socket } from 'node:net';
import { boolean, message, mpint, nameList, reader, string, uint32 } from './wire.ts';

const EXT_INFO = 7;
const KEXINIT = 20;
const NEWKEYS = 21;
const ECDH_INIT = 30;
const ECDH_REPLY = 31;
const SIGNATURES = 'ssh-ed25519,rsa-sha2-512,rsa-sha2-256,ssh-rsa';
const BANNER = 'SSH-2.0-simulated_machine';

export interface HostKey {
  readonly privateKey: KeyObject;
  readonly blob: Buffer;
}

export function createHostKey(): HostKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, blob: Buffer.concat([string('ssh-ed25519'), string(rawKey(publicKey))]) };
}

function rawKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}

function asksForExtensions(clientInit: Buffer | undefined): boolean {
  if (clientInit === undefined) return false;
  const keyExchanges = reader(clientInit, 1 + 16).text();
  return keyExchanges.split(',').includes('ext-info-c');
}

export interface Transport {
  readonly send: (payload: Buffer) => void;
  /** Identifies the connection; what a client signs to log in. */
  readonly sessionId: () => Buffer;
}

/** AES in Galois mode as OpenSSH uses it (RFC 5647): the length stays readable, the nonce counts packets. */
interface Cipher {
  seal(length: Buffer, text: Buffer): Buffer;
  open(length: Buffer, sealed: Buffer): Buffer;
}

const TAG_BYTES = 16;

function gcm(key: Buffer, firstNonce: Buffer): Cipher {
  let nonce = firstNonce;
  const nextNonce = (): Buffer => {
    const current = nonce;
    nonce = Buffer.from(nonce);
    nonce.writeBigUInt64BE(BigInt.asUintN(64, nonce.readBigUInt64BE(4) + 1n), 4);
    return current;
  };
  return {
    seal(length, text) {
      const cipher = createCipheriv('aes-128-gcm', key, nextNonce()).setAAD(length);
      return Buffer.concat([length, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
    },
    open(length, sealed) {
      const decipher = createDecipheriv('aes-128-gcm', key, nextNonce()).setAAD(length);
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
    },
  };
}

interface Ciphers {
  readonly incoming: Cipher;
  readonly outgoing: Cipher;
}

/** Talks on a socket; `receive` gets every message that is not the transport's own. */
export function createTransport(socket: Socket, hostKey: HostKey, receive: (payload: Buffer) => void): Transport {
  let pending: Buffer = Buffer.alloc(0);
  let clientBanner: string | undefined;
  let clientInit: Buffer | undefined;
  let sessionId: Buffer | undefined;
  let agreed: Ciphers | undefined;
  let incoming: Cipher | undefined;
  let outgoing: Cipher | undefined;
  const serverInit = message(
    KEXINIT,
    randomBytes(16),
    nameList('curve25519-sha256', 'curve25519-sha256@libssh.org'),
    nameList('ssh-ed25519'),
    ...[1, 2].map(() => nameList('aes128-gcm@openssh.com')),
    ...[1, 2].map(() => nameList('hmac-sha2-256')),
    ...[1, 2].map(() => nameList('none')),
    ...[1, 2].map(() => nameList()),
    boolean(false),
    uint32(0),
  );

  const send = (payload: Buffer): void => {
    const block = outgoing === undefined ? 8 : 16;
    const counted = payload.length + 1 + (outgoing === undefined ? 4 : 0);
    const padding = block - (counted % block) + (block - (counted % block) < 4 ? block : 0);
    const text = Buffer.concat([Buffer.from([padding]), payload, randomBytes(padding)]);
    const length = uint32(text.length);
    socket.write(outgoing === undefined ? Buffer.concat([length, text]) : outgoing.seal(length, text));
  };

  const exchange = (payload: Buffer): void => {
    const clientKey = reader(payload).bytes();
    const own = generateKeyPairSync('x25519');
    const publicKey = createPublicKey({
      key: { kty: 'OKP', crv: 'X25519', x: clientKey.toString('base64url') },
      format: 'jwk',
    });
    const secret = mpint(diffieHellman({ privateKey: own.privateKey, publicKey }));
    const serverKey = rawKey(own.publicKey);
    const hash = createHash('sha256')
      .update(string(clientBanner ?? ''))
      .update(string(BANNER))
      .update(string(clientInit ?? ''))
      .update(string(serverInit))
      .update(string(hostKey.blob))
      .update(string(clientKey))
      .update(string(serverKey))
      .update(secret)
      .digest();
    sessionId = hash;
    const signature = Buffer.concat([string('ssh-ed25519'), string(sign(null, hash, hostKey.privateKey))]);
    send(message(ECDH_REPLY, string(hostKey.blob), string(serverKey), string(signature)));
    send(message(NEWKEYS));
    const derived = (letter: string, length: number): Buffer =>
      createHash('sha256').update(secret).update(hash).update(letter).update(hash).digest().subarray(0, length);
    agreed = { incoming: gcm(derived('C', 16), derived('A', 12)), outgoing: gcm(derived('D', 16), derived('B', 12)) };
    outgoing = agreed.outgoing;
    // Without this (RFC 8308) clients sign with RSA and SHA-1, or not with RSA at all.
    if (asksForExtensions(clientInit))
      send(message(EXT_INFO, uint32(1), string('server-sig-algs'), string(SIGNATURES)));
  };

  const handle = (payload: Buffer): void => {
    switch (payload[0]) {
      case KEXINIT:
        // Clients change keys after a gigabyte, which nobody sends here.
        if (clientInit !== undefined) throw new Error('A second key exchange is not supported.');
        clientInit = Buffer.from(payload);
        return;
      case ECDH_INIT:
        exchange(payload);
        return;
      case NEWKEYS:
        incoming = agreed?.incoming;
        return;
      default:
        receive(payload);
    }
  };

  /** The next whole packet's payload; undefined as long as it is not there. */
  const nextPacket = (): Buffer | undefined => {
    if (pending.length < 4) return undefined;
    const length = pending.subarray(0, 4);
    const size = length.readUInt32BE();
    if (size > 300_000) throw new Error('An SSH packet is too large.');
    const whole = 4 + size + (incoming === undefined ? 0 : TAG_BYTES);
    if (pending.length < whole) return undefined;
    const rest = pending.subarray(4, whole);
    const text = incoming === undefined ? rest : incoming.open(length, rest);
    pending = pending.subarray(whole);
    return text.subarray(1, text.length - (text[0] ?? 0));
  };

  socket.on('data', (piece: Buffer) => {
    pending = Buffer.concat([pending, piece]);
    try {
      if (clientBanner === undefined) {
        const end = pending.indexOf('\n');
        if (end < 0) return;
        clientBanner = pending.subarray(0, end).toString('latin1').trimEnd();
        pending = pending.subarray(end + 1);
      }
      for (let payload = nextPacket(); payload !== undefined; payload = nextPacket()) handle(payload);
    } catch {
      socket.destroy();
    }
  });
  socket.write(`${BANNER}\r\n`);
  send(serverInit);
  return { send, sessionId: () => sessionId ?? Buffer.alloc(0) };
}
