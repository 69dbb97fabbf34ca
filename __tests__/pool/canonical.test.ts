import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../src/azure/arm.ts';
import { canonicalJson, specHash } from '../../src/pool/canonical.ts';
import { hideSecrets, SECRET_NAMES, secretsIn } from '../../src/pool/secrets.ts';
import { ARM, DATA_PLANE } from './specs.ts';

const { tree } = fc.letrec<{ tree: JsonValue; object: JsonObject }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.integer(),
    fc.boolean(),
    fc.stringMatching(/^[a-z]{0,8}$/),
    fc.array(tie('tree'), { maxLength: 3 }),
    tie('object'),
  ),
  object: fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tie('tree'), { maxKeys: 4 }),
}));
const body = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), tree, { maxKeys: 6 });

function reversed(value: JsonValue | undefined): JsonValue {
  if (value === undefined || value === null || typeof value !== 'object') return value ?? null;
  if (Array.isArray(value)) return value.map(reversed);
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, item]) => [name, reversed(item as JsonValue)]),
  );
}

describe('the hash of a spec', () => {
  test('does not depend on the order of names', () => {
    fc.assert(fc.property(body, (spec) => specHash(reversed(spec) as JsonObject) === specHash(spec)));
  });

  test('does not depend on secrets, wherever they are', () => {
    fc.assert(
      fc.property(body, fc.constantFrom(...SECRET_NAMES), fc.string(), fc.string(), (spec, name, one, other) => {
        const withSecret = (secret: string): JsonObject => ({
          ...spec,
          deep: [{ inner: { [name]: secret, kept: 1 } }],
        });
        expect(specHash(withSecret(one))).toBe(specHash(withSecret(other)));
      }),
    );
  });

  test('depends on anything else', () => {
    fc.assert(
      fc.property(body, fc.stringMatching(/^[a-z]{1,6}$/), tree, tree, (spec, name, one, other) => {
        const same = canonicalJson(one) === canonicalJson(other);
        expect(specHash({ ...spec, [name]: one }) === specHash({ ...spec, [name]: other })).toBe(same);
      }),
    );
  });

  test('does not depend on the image, the marks and the order of metadata, in either shape', () => {
    const own = [
      { name: 'a', value: '1' },
      { name: 'b', value: '2' },
    ];
    const mark = { name: 'abip_key', value: '0123' };
    const machine = (imageReference: JsonObject): JsonObject => ({ imageReference, nodeAgentSKUId: 'x' });
    const dataPlane = (metadata: JsonValue, image: JsonObject): string =>
      specHash({ ...DATA_PLANE, metadata, virtualMachineConfiguration: machine(image) });
    expect(dataPlane([...own].reverse(), { id: '1' })).toBe(dataPlane([mark, ...own], { id: '2' }));
    const arm = (metadata: JsonValue, image: JsonObject): string =>
      specHash({
        properties: {
          ...ARM.properties,
          metadata,
          deploymentConfiguration: { virtualMachineConfiguration: machine(image) },
        },
      });
    expect(arm([...own].reverse(), { id: '1' })).toBe(arm([mark, ...own], { id: '2' }));
    expect(arm(own, {})).not.toBe(arm([], {}));
  });

  test('does not depend on the signature of a URL, but on the URL', () => {
    const hash = (httpUrl: string): string => specHash({ startTask: { resourceFiles: [{ httpUrl }] } });
    expect(hash('https://a/b?sv=1&sig=one')).toBe(hash('https://a/b?sv=2&sig=two'));
    expect(hash('https://a/b?sv=1&sig=one')).not.toBe(hash('https://a/c?sv=1&sig=one'));
  });

  test('depends on environment variables, unless their names say that they are secret', () => {
    const hash = (name: string, value: string): string => specHash({ environmentSettings: [{ name, value }] });
    expect(hash('MODE', 'fast')).not.toBe(hash('MODE', 'slow'));
    expect(hash('DB_PASSWORD', 'one')).toBe(hash('DB_PASSWORD', 'two'));
    expect(hash('MONKEY', 'one')).not.toBe(hash('MONKEY', 'two'));
  });
});

describe('secrets to mask', () => {
  test('are all found, wherever they stand', () => {
    const spec = {
      userAccounts: [
        {
          name: 'a',
          password: 'pass-1234',
          linuxUserConfiguration: { sshPrivateKey: '-----BEGIN KEY-----\nAAAABBBB\nCCCCDDDD\n-----END KEY-----' },
        },
      ],
      mountConfiguration: [
        { azureBlobFileSystemConfiguration: { accountKey: 'key-1234==', sasKey: '?sv=1&sig=x%2By' } },
      ],
      extensions: [
        { protectedSettings: { nested: [{ token: 'tok-1234' }] }, settings: { url: 'https://a/b?sig=sig%2F1234' } },
      ],
      startTask: {
        commandLine: 'run "DefaultEndpointsProtocol=https;AccountKey=conn-1234;x=y"',
        environmentSettings: [
          { name: 'API_TOKEN', value: 'env-1234' },
          { name: 'MODE', value: 'fast' },
        ],
      },
    };
    const found = secretsIn(spec);
    expect(found).toEqual(
      expect.arrayContaining([
        'pass-1234',
        'AAAABBBB',
        'CCCCDDDD',
        'key-1234==',
        '?sv=1&sig=x%2By',
        'tok-1234',
        'sig%2F1234',
        'sig/1234',
        'conn-1234',
        'env-1234',
      ]),
    );
    expect(found).not.toContain('fast');
    expect(found).not.toContain('-----BEGIN KEY-----');
  });

  test('values too short to be secret would mask half of the log', () => {
    expect(secretsIn({ protectedSettings: { a: '1', b: 'yes' } })).toEqual([]);
  });

  test('are hidden within texts', () => {
    expect(hideSecrets('get https://a/b?sv=1&sig=abc now, AccountKey=def;x')).toBe(
      'get https://a/b?*** now, AccountKey=***;x',
    );
  });
});
