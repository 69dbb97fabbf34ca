// The proxy port: TLS at real names, answers as the service gave them, faults and refusals that a client can see.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { connect as tlsConnect } from 'node:tls';
import { AzureError } from '../../../simulator/kernel/errors.ts';
import type { SimRequest, SimResponse } from '../../../simulator/kernel/exchange.ts';
import { agentFor, ask, askPlain, startBench, tunnel, type Bench } from './harness.ts';

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJzb21lb25lIn0.c2lnbmF0dXJl';

function answer(request: SimRequest): SimResponse {
  switch (request.url.pathname) {
    case '/json':
      return { status: 200, body: { said: request.body.toString('utf8') } };
    case '/token':
      return {
        status: 200,
        body: { access_token: JWT, value: JWT, accessSAS: 'https://d.example.com/abcd?sr=b&sig=a%2Bb%3D&se=1' },
      };
    case '/account/listKeys':
      return { status: 200, body: { keys: [{ keyName: 'key1', value: 'c2VjcmV0', permissions: 'FULL' }] } };
    case '/stream':
      return {
        status: 200,
        headers: { 'Content-Type': 'application/octet-stream' },
        body: Readable.from([Buffer.alloc(70_000, 1), Buffer.alloc(70_000, 2)]),
      };
    case '/refused':
      throw new AzureError(409, 'Conflict', 'No.');
    case '/broken':
      throw new Error('a bug');
    default:
      return { status: 204 };
  }
}

const directory = mkdtempSync(join(tmpdir(), 'net-'));
const logFile = join(directory, 'log.jsonl');
let bench: Bench;

beforeAll(async () => {
  bench = await startBench(answer, logFile);
});
afterAll(async () => {
  await bench.close();
  rmSync(directory, { recursive: true });
});

describe('the proxy', () => {
  test('gives the service the real URL and the client its answer', async () => {
    const got = await ask(bench, 'https://one.example.com/json?a=1', { method: 'POST', body: 'hello' });
    expect(got.status).toBe(200);
    expect(JSON.parse(got.body.toString('utf8'))).toEqual({ said: 'hello' });
    expect(got.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(bench.seen.at(-1)?.url.href).toBe('https://one.example.com/json?a=1');
  });

  test('shows a certificate for exactly the name asked for', async () => {
    for (const host of ['account.region.batch.example.com', 'md-x.z1.blob.example.com']) {
      const { socket } = await tunnel(bench.port, host);
      const secure = tlsConnect({ socket, servername: host, ca: bench.certificatePem });
      await new Promise((resolve, reject) => {
        secure.once('secureConnect', () => resolve(undefined));
        secure.once('error', reject);
      });
      expect(secure.getPeerCertificate().subjectaltname).toBe(`DNS:${host}`);
      secure.destroy();
    }
  });

  test('serves many requests on one connection', async () => {
    const agent = await agentFor(bench, 'kept.example.com', true);
    const first = await ask(bench, 'https://kept.example.com/json', { agent });
    const second = await ask(bench, 'https://kept.example.com/json', { agent });
    expect([first.status, second.status]).toEqual([200, 200]);
    agent.destroy();
  });

  test('streams bytes and records their digest', async () => {
    const got = await ask(bench, 'https://one.example.com/stream');
    expect(got.body.length).toBe(140_000);
    expect(bench.recorder.log().at(-1)?.responseBody).toMatchObject({ bytes: 140_000 });
  });

  test('refuses a host that no service serves, naming it', async () => {
    const { status, body } = await tunnel(bench.port, 'vault.azure.net');
    expect(status).toBe(501);
    expect(JSON.parse(body)).toMatchObject({ error: { code: 'NotSimulated' } });
    expect(body).toContain('vault.azure.net');
    expect(body).toContain('CONNECT');
  });

  test('refuses a request at plain http to a name, with method and path', async () => {
    const got = await askPlain(bench.port, 'http://one.example.com/json');
    expect(got.status).toBe(501);
    expect(got.body.toString('utf8')).toContain('GET http://one.example.com/json');
  });

  test('refuses a request whose target is no URL', async () => {
    const before = bench.seen.length;
    const got = await askPlain(bench.port, 'http://one.example.com:99999/json');
    expect([got.status, got.body.toString('utf8')]).toEqual([400, 'The request has no valid target.']);
    const host = await ask(bench, 'https://one.example.com/json', { headers: { host: 'one.example.com:99999' } });
    expect([host.status, host.body.toString('utf8')]).toEqual([400, 'The request has no valid target.']);
    expect(bench.seen.length).toBe(before);
  });

  test('answers refusals of services in the common envelope, and its own bugs as such', async () => {
    const refused = await ask(bench, 'https://one.example.com/refused');
    expect(refused.status).toBe(409);
    expect(JSON.parse(refused.body.toString('utf8'))).toEqual({ error: { code: 'Conflict', message: 'No.' } });
    const broken = await ask(bench, 'https://one.example.com/broken');
    expect(broken.status).toBe(500);
    expect(JSON.parse(broken.body.toString('utf8'))).toMatchObject({ error: { code: 'SimulatorFault' } });
  });

  test('serves the control API at plain http', async () => {
    const got = await askPlain(bench.port, '/state');
    expect(JSON.parse(got.body.toString('utf8'))).toEqual({ method: 'GET', path: '/state' });
  });
});

describe('faults on the wire', () => {
  test('an answer instead of the service, as often as planned', async () => {
    const before = bench.seen.length;
    bench.faults.add([
      {
        match: { method: 'GET', url: 'one\\.example\\.com/json\\?busy' },
        times: 1,
        do: { kind: 'answer', status: 503, headers: { 'Retry-After': '1' }, body: { error: { code: 'ServerBusy' } } },
      },
    ]);
    const first = await ask(bench, 'https://one.example.com/json?busy');
    expect(first.status).toBe(503);
    expect(first.headers['retry-after']).toBe('1');
    expect(bench.seen.length).toBe(before);
    const second = await ask(bench, 'https://one.example.com/json?busy');
    expect(second.status).toBe(200);
  });

  test.each([
    ['before', 0],
    ['after', 1],
  ] as const)('a connection that breaks %s the effect', async (when, effects) => {
    const before = bench.seen.length;
    bench.faults.add([{ match: { url: `break-${when}` }, times: 1, do: { kind: 'reset', when } }]);
    await expect(ask(bench, `https://one.example.com/json?break-${when}`)).rejects.toThrow(/socket hang up|ECONNRESET/);
    expect(bench.seen.length - before).toBe(effects);
    expect(bench.recorder.log().at(-1)).toMatchObject({ status: 0, responseBody: null });
  });

  test('an operation that is to fail is announced to the service', async () => {
    bench.faults.add([
      { match: { url: 'doomed' }, times: 1, do: { kind: 'failOperation', code: 'InternalError', message: 'Bad day.' } },
    ]);
    await ask(bench, 'https://one.example.com/json?doomed');
    expect(bench.seen.at(-1)?.failOperation).toEqual({ code: 'InternalError', message: 'Bad day.' });
    await ask(bench, 'https://one.example.com/json?doomed');
    expect(bench.seen.at(-1)?.failOperation).toBeUndefined();
  });
});

describe('the record', () => {
  test('is in the file when the client has the answer, without secrets', async () => {
    await ask(bench, 'https://one.example.com/token?sv=1&sig=abc%2Fdef%3D&se=2', {
      method: 'POST',
      headers: {
        authorization: `Bearer ${JWT}`,
        'content-type': 'application/x-www-form-urlencoded',
        'x-ms-copy-source': 'https://s.example.com/c/b?sig=Zm9v%3D&sp=r',
      },
      body: `client_id=me&client_assertion=${JWT}&client_secret=s3cret%20`,
    });
    const text = readFileSync(logFile, 'utf8');
    const line = JSON.parse(text.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>;
    expect(Object.keys(line)).toEqual([
      'n',
      't',
      'method',
      'url',
      'requestHeaders',
      'requestBody',
      'status',
      'responseHeaders',
      'responseBody',
      'durationMs',
    ]);
    expect(line['url']).toBe('https://one.example.com/token?sv=1&sig=***&se=2');
    expect(line['requestBody']).toBe('client_id=me&client_assertion=***&client_secret=***');
    expect(line['requestHeaders']).toMatchObject({
      authorization: '***',
      'x-ms-copy-source': 'https://s.example.com/c/b?sig=***&sp=r',
    });
    expect(line['responseBody']).toEqual({
      access_token: '***',
      value: '***',
      accessSAS: 'https://d.example.com/abcd?sr=b&sig=***&se=1',
    });
    for (const secret of [JWT, 's3cret', 'abc%2Fdef', 'Zm9v']) expect(text).not.toContain(secret);
  });

  test('masks the keys of an account, and only those', async () => {
    await ask(bench, 'https://one.example.com/account/listKeys', { method: 'POST' });
    expect(bench.recorder.log().at(-1)?.responseBody).toEqual({
      keys: [{ keyName: 'key1', value: '***', permissions: 'FULL' }],
    });
  });

  test('keeps JSON as JSON and bytes as length and digest', async () => {
    await ask(bench, 'https://one.example.com/json', {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"value":"kept"}',
    });
    expect(bench.recorder.log().at(-1)?.requestBody).toEqual({ value: 'kept' });
    await ask(bench, 'https://one.example.com/json', { method: 'PUT', body: Buffer.alloc(512) });
    expect(bench.recorder.log().at(-1)?.requestBody).toEqual({
      bytes: 512,
      sha256: '076a27c79e5ace2a3d47f9dd2e83e4ff6ea8872b3c2218f66c92b89b55f36560',
    });
  });

  test('counts from 1 again after it was cleared', async () => {
    bench.recorder.clear();
    await ask(bench, 'https://one.example.com/none');
    expect(bench.recorder.log().map(({ n, status, responseBody }) => [n, status, responseBody])).toEqual([
      [1, 204, null],
    ]);
  });
});
