// A throw-away certificate authority: signs a server certificate for each host name as a client asks for it (SNI).
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { createSecureContext, type SecureContext } from 'node:tls';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;

export interface Authority {
  /** The certificate that clients must trust. */
  readonly certificatePem: string;
  /** The key and certificate to show for a host name; made on first use. */
  contextFor(host: string): Promise<SecureContext>;
}

export async function createAuthority(): Promise<Authority> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const validity = { notBefore: new Date(Date.now() - DAY_MS), notAfter: new Date(Date.now() + 30 * DAY_MS) };
  const root = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=Simulated Azure (throw-away CA)',
    ...validity,
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });

  // One key serves every name: making keys is the slow part, and nothing here is secret.
  const serverKeys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
  const serverKeyPem = pem('PRIVATE KEY', await crypto.subtle.exportKey('pkcs8', serverKeys.privateKey));
  const contexts = new Map<string, Promise<SecureContext>>();
  let issued = 1;

  const issue = async (host: string): Promise<SecureContext> => {
    issued += 1;
    const certificate = await X509CertificateGenerator.create({
      serialNumber: issued.toString(16).padStart(8, '0'),
      // A common name holds at most 64 characters; clients look at the alternative name only.
      subject: `CN=${host.slice(0, 64)}`,
      issuer: root.subject,
      ...validity,
      signingAlgorithm: ALGORITHM,
      signingKey: keys.privateKey,
      publicKey: serverKeys.publicKey,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([{ type: 'dns', value: host }]),
        await AuthorityKeyIdentifierExtension.create(keys.publicKey),
        await SubjectKeyIdentifierExtension.create(serverKeys.publicKey),
      ],
    });
    return createSecureContext({ key: serverKeyPem, cert: `${certificate.toString('pem')}\n${root.toString('pem')}` });
  };

  return {
    certificatePem: `${root.toString('pem')}\n`,
    contextFor(host) {
      const name = host.toLowerCase();
      const known = contexts.get(name);
      if (known !== undefined) return known;
      const made = issue(name);
      contexts.set(name, made);
      return made;
    },
  };
}

function pem(label: string, der: ArrayBuffer): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
