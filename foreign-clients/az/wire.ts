// What the record of the run must show: the rules on the wire that Azure CLI needs, looked at after the fact.
import type { LoggedExchange } from '../../runner/simulator-process.ts';
import type { Report } from '../report.ts';

interface Rule {
  readonly name: string;
  /** Which exchanges it is about; there must be some. */
  readonly about: (exchange: LoggedExchange) => boolean;
  readonly holds: (exchange: LoggedExchange) => boolean;
}

const COMPUTE = String.raw`/providers/microsoft\.compute`;

function put(type: string): Rule['about'] {
  return ({ method, url, status }) =>
    method === 'PUT' && status < 300 && new RegExp(`${COMPUTE}/${type}/[^/?]+(\\?|$)`, 'i').test(url);
}

function action(name: string): Rule['about'] {
  return ({ method, url, status }) => method === 'POST' && status < 300 && new RegExp(`/${name}\\?`, 'i').test(url);
}

function answers(...statuses: readonly number[]): Rule['holds'] {
  return ({ status }) => statuses.includes(status);
}

const isRunning = ({ method, url, status, responseBody }: LoggedExchange): boolean =>
  method === 'GET' &&
  /\/operations\/[^/]+\?/i.test(url) &&
  (status === 202 || (responseBody as { status?: unknown } | null)?.status === 'InProgress');

const RULES: readonly Rule[] = [
  {
    name: 'everything that was asked is simulated, at hosts that are known',
    about: () => true,
    holds: ({ status }) => status !== 501 && status !== 0,
  },
  { name: 'disk and snapshot PUTs answer 200 or 202', about: put('(disks|snapshots)'), holds: answers(200, 202) },
  { name: 'image PUT answers 200 or 201', about: put('images'), holds: answers(200, 201) },
  { name: 'gallery PUTs answer 200, 201 or 202', about: put('galleries(/.+)?'), holds: answers(200, 201, 202) },
  {
    name: 'beginGetAccess and capture send a Location',
    about: (exchange) => action('beginGetAccess')(exchange) || action('capture')(exchange),
    holds: ({ status, responseHeaders }) => status === 202 && responseHeaders['location'] !== undefined,
  },
  {
    name: 'Retry-After is a whole number of seconds, and never 0',
    about: ({ responseHeaders }) => responseHeaders['retry-after'] !== undefined,
    holds: ({ responseHeaders }) => /^[1-9]\d*$/.test(responseHeaders['retry-after'] ?? ''),
  },
  {
    name: 'the first answer of an operation carries retry-after-ms too',
    about: ({ responseHeaders }) => responseHeaders['azure-asyncoperation'] !== undefined,
    holds: ({ responseHeaders }) => /^\d+$/.test(responseHeaders['retry-after-ms'] ?? ''),
  },
  {
    name: 'groups are found at resourcegroups in lower case too',
    about: ({ url }) => /\/resourcegroups\//.test(url),
    holds: ({ status }) => status < 500,
  },
  {
    name: 'pool add answers 201 with an empty body',
    about: ({ method, url, status }) => method === 'POST' && status < 300 && /batch\.azure\.com\/pools\?/.test(url),
    holds: ({ status, responseBody }) => status === 201 && responseBody === null,
  },
  {
    name: 'lists of pages and of blobs are XML',
    about: ({ method, url, status }) => method === 'GET' && status === 200 && /comp=(pagelist|list)\b/.test(url),
    holds: ({ responseHeaders }) => /^application\/xml/.test(responseHeaders['content-type'] ?? ''),
  },
  {
    name: 'refusals of Resource Manager carry a code and a message',
    about: ({ method, url, status }) =>
      method !== 'HEAD' && status >= 400 && url.startsWith('https://management.azure.com/'),
    holds: ({ responseBody }) => {
      const error = (responseBody as { error?: { code?: unknown; message?: unknown } } | null)?.error;
      return typeof error?.code === 'string' && typeof error.message === 'string';
    },
  },
];

export async function checkWire(report: Report, log: readonly LoggedExchange[]): Promise<void> {
  for (const { name, about, holds } of RULES) {
    await report.step(`on the wire: ${name}`, async () => {
      const concerned = log.filter(about);
      if (concerned.length === 0) throw new Error('No exchange of this run shows it.');
      const broken = concerned.filter((exchange) => !holds(exchange));
      if (broken.length === 0) return;
      throw new Error(broken.slice(0, 5).map(shown).join('\n'));
    });
  }
  await report.step('on the wire: polls of a running operation carry retry-after-ms', async () => {
    const silent = log
      .filter(isRunning)
      .filter(({ responseHeaders }) => responseHeaders['retry-after-ms'] === undefined);
    if (silent.length > 0) throw new Error(silent.slice(0, 5).map(shown).join('\n'));
  });
}

function shown({ method, url, status, responseHeaders }: LoggedExchange): string {
  return `${method} ${url} -> ${status}, Retry-After ${responseHeaders['retry-after'] ?? 'absent'}`;
}
