// A blob service on loopback that answers from a script: what is asked of it is on record.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { fakeHost, type FakeHost } from './fake-host.ts';

export interface BlobAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** The connection breaks after the body. */
  readonly cut?: boolean;
}

export interface FakeBlobService {
  /** In order; the last one is repeated. */
  answers: (BlobAnswer | 'reset')[];
  readonly asked: readonly IncomingMessage[];
  /** New for each test. */
  readonly host: FakeHost;
  readonly url: (path: string) => string;
}

/** Call it at the top of a test file. */
export function createFakeBlobService(): FakeBlobService {
  let server: Server | undefined;
  let asked: IncomingMessage[] = [];
  let host = fakeHost();
  const service: FakeBlobService = {
    answers: [],
    get asked() {
      return asked;
    },
    get host() {
      return host;
    },
    url: (path) => {
      const address = server?.address();
      return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}${path}`;
    },
  };
  beforeAll(async () => {
    const made = createServer((request, response) => {
      asked.push(request);
      request.resume();
      const answer = service.answers.length > 1 ? service.answers.shift() : service.answers[0];
      if (answer === undefined || answer === 'reset') {
        request.socket.destroy();
        return;
      }
      response.writeHead(answer.status, { 'x-ms-request-id': 'r', ...answer.headers });
      if (answer.cut === true) response.write(answer.body, () => request.socket.destroy());
      else response.end(answer.body);
    });
    server = made;
    await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  });
  afterAll(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
  });
  beforeEach(() => {
    asked = [];
    host = fakeHost();
    service.answers = [];
  });
  return service;
}

/** A refusal as the service writes it. */
export function blobRefusal(status: number, code: string, headers: Record<string, string> = {}): BlobAnswer {
  return {
    status,
    headers: { 'x-ms-error-code': code, 'content-type': 'application/xml', ...headers },
    body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>because</Message></Error>`,
  };
}
