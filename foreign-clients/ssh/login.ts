// Logging in with a public key (RFC 4252): whose key it is, and whether the signature is made with it.
import { createPublicKey, verify } from 'node:crypto';
import { boolean, message, nameList, reader, string } from './wire.ts';

const SERVICE_REQUEST = 5;
const SERVICE_ACCEPT = 6;
const USERAUTH_REQUEST = 50;
const USERAUTH_FAILURE = 51;
const USERAUTH_SUCCESS = 52;
const USERAUTH_PK_OK = 60;

/** Whether a user may log in with a key, in the form in which `authorized_keys` has it, without type and comment. */
export type Accepts = (user: string, key: string) => Promise<boolean>;

const HASHES: Readonly<Record<string, string>> = {
  'ssh-rsa': 'sha1',
  'rsa-sha2-256': 'sha256',
  'rsa-sha2-512': 'sha512',
};

function isSignedBy(blob: Buffer, data: Buffer, signature: Buffer): boolean {
  const key = reader(blob, 0);
  const signed = reader(signature, 0);
  const algorithm = signed.text();
  switch (key.text()) {
    case 'ssh-rsa': {
      const [e, n] = [key.bytes().toString('base64url'), withoutSign(key.bytes()).toString('base64url')];
      const hash = HASHES[algorithm];
      const publicKey = createPublicKey({ key: { kty: 'RSA', e, n }, format: 'jwk' });
      return hash !== undefined && verify(hash, data, publicKey, signed.bytes());
    }
    case 'ssh-ed25519': {
      const x = key.bytes().toString('base64url');
      const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
      return algorithm === 'ssh-ed25519' && verify(null, data, publicKey, signed.bytes());
    }
    default:
      return false;
  }
}

function withoutSign(number: Buffer): Buffer {
  return number[0] === 0 ? number.subarray(1) : number;
}

export interface Login {
  /** Answers a message of the login; false for one that is none. */
  handle(payload: Buffer): Promise<boolean>;
  isDone(): boolean;
}

export function createLogin(accepts: Accepts, sessionId: () => Buffer, send: (payload: Buffer) => void): Login {
  let isDone = false;
  const refuse = (): void => send(message(USERAUTH_FAILURE, nameList('publickey'), boolean(false)));

  const authenticate = async (payload: Buffer): Promise<void> => {
    const request = reader(payload);
    const [user, , method] = [request.text(), request.text(), request.text()];
    if (method !== 'publickey') {
      refuse();
      return;
    }
    const isSigned = request.boolean();
    const [algorithm, blob] = [request.text(), request.bytes()];
    if (!(await accepts(user, blob.toString('base64')))) {
      refuse();
    } else if (!isSigned) {
      send(message(USERAUTH_PK_OK, string(algorithm), string(blob)));
    } else {
      const signature = request.bytes();
      const data = Buffer.concat([string(sessionId()), payload.subarray(0, payload.length - signature.length - 4)]);
      isDone = isSignedBy(blob, data, signature);
      if (isDone) send(message(USERAUTH_SUCCESS));
      else refuse();
    }
  };

  return {
    isDone: () => isDone,
    async handle(payload) {
      switch (payload[0]) {
        case SERVICE_REQUEST:
          send(message(SERVICE_ACCEPT, string(reader(payload).bytes())));
          return true;
        case USERAUTH_REQUEST:
          await authenticate(payload);
          return true;
        default:
          return false;
      }
    },
  };
}
