// The RSA keys of the simulated token issuers. Made once per process: a reset of the world does not change who signs.
import { createHash } from 'node:crypto';
import type { CryptoKey, JWK } from 'jose';
import { exportJWK, generateKeyPair } from 'jose';

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  /** The public half as a key set lists it. */
  readonly jwk: JWK;
}

export type Issuer = 'entra' | 'github';

const keys = new Map<Issuer, Promise<SigningKey>>();

export function signingKey(issuer: Issuer): Promise<SigningKey> {
  const known = keys.get(issuer);
  if (known !== undefined) return known;
  const made = makeKey();
  keys.set(issuer, made);
  return made;
}

async function makeKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const bare = await exportJWK(publicKey);
  const kid = createHash('sha256').update(JSON.stringify(bare)).digest('base64url').slice(0, 27);
  return { kid, privateKey, publicKey, jwk: { ...bare, use: 'sig', alg: 'RS256', kid } };
}
