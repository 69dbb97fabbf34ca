// What an answer must be, and what it means: refusals say why and change nothing, what was accepted took effect, lost or not.
import { at, objectOf, stringOf } from '../../../../simulator/kernel/json.ts';
import { canonical, isWithin, provisioningOf, same, type Key, type Observation } from '../observation.ts';
import { acceptedAnswer, type Happening, type Invariant, type Step } from '../step.ts';
import type { Answer, Asked } from '../world.ts';

type RequestHappening = Extract<Happening, { readonly kind: 'request' }>;

function forRequests(
  name: string,
  check: (step: Step, happening: RequestHappening) => readonly (string | undefined)[],
): Invariant {
  return {
    name,
    check: (step) => {
      const { happening } = step;
      if (happening.kind !== 'request') return [];
      return check(step, happening).flatMap((one) => (one === undefined ? [] : [`${happening.command}: ${one}`]));
    },
  };
}

/** The code of a refusal, in whichever envelope. */
export function codeOf({ body, headers, text }: Answer): string {
  const inXml = /<Code>([^<]*)<\/Code>/.exec(text)?.[1];
  return stringOf(at(body, 'error', 'code')) ?? stringOf(body['code']) ?? inXml ?? headers['x-ms-error-code'] ?? '';
}

function envelopeOf({ audience, method }: Asked): (answer: Answer) => { code: string; message: string } {
  const text = (value: ReturnType<typeof at>): string => stringOf(value) ?? '';
  switch (audience) {
    case 'arm':
      return ({ body }) => ({ code: text(at(body, 'error', 'code')), message: text(at(body, 'error', 'message')) });
    case 'batch':
      return ({ body }) => ({ code: text(body['code']), message: text(at(body, 'message', 'value')) });
    case 'storage':
    case 'none':
      return ({ text: xml, headers }) => {
        const code = headers['x-ms-error-code'] ?? '';
        if (method === 'HEAD') return { code, message: code };
        const [, inBody = '', message = ''] = /<Code>([^<]*)<\/Code>\s*<Message>([^<]*)<\/Message>/.exec(xml) ?? [];
        return { code: inBody === code ? code : '', message };
      };
  }
}

export function changedKeys(before: Observation, after: Observation): readonly Key[] {
  return [...new Set([...before.given.keys(), ...after.given.keys()])].filter(
    (key) => !same(before.given.get(key), after.given.get(key)),
  );
}

/** Everything that a client can see of the world, but for what a run itself follows. */
function nothingChanged({ before, after }: Step): readonly string[] {
  const states = [...new Set([...before.state.keys(), ...after.state.keys()])].filter(
    (key) => !same(before.state.get(key), after.state.get(key)),
  );
  const left = [before, after].map(({ leftovers }) => canonical(leftovers.map((one) => ({ ...one }))));
  return [
    ...changedKeys(before, after).map((key) => `${key} changed`),
    ...states.map((key) => `the state of ${key} changed`),
    ...(left[0] === left[1] ? [] : ['the leftovers changed']),
  ];
}

export const refusalsSpeak = forRequests('a refusal has a code and a text in its envelope', (_, happening) => {
  const { request, exchange } = happening;
  const { served } = exchange;
  if (served === undefined || served.status < 400) return [];
  // A host that nobody serves any more is refused by the simulator itself, in ARM's envelope.
  const isNobody = codeOf(served) === 'NotSimulated' && served.body['error'] !== undefined;
  const { code, message } = envelopeOf(isNobody ? { ...request.asked, audience: 'arm' } : request.asked)(served);
  return code !== '' && message !== '' ? [] : [`${served.status} without a code or a text: ${served.text}`];
});

export const neverBroken = forRequests('nothing breaks the simulator', (_, { exchange: { served } }) =>
  served === undefined || served.status < 500 || served.status === 501 || isBusy(served)
    ? []
    : [`${served.status} ${served.text}`],
);

/** The one 503 that Batch documents for a request that comes too soon. */
function isBusy(answer: Answer): boolean {
  return answer.status === 503 && codeOf(answer) === 'TooManyEnableAutoScaleRequests';
}

export const unknownIsSaid = forRequests(
  '501 is for what is not simulated, and for nothing else',
  (step, { exchange: { served }, isSimulated, request }) => {
    if (served === undefined) return [];
    const saysSo = codeOf(served) === 'NotSimulated';
    if ((served.status === 501) !== saysSo) return [`${served.status} with the code ${codeOf(served)}`];
    const { url, headers = {} } = request.asked;
    const areServed = [url, headers['x-ms-copy-source'] ?? url].every((one) => isServed(step.before, one));
    return isSimulated && saysSo && areServed ? [`is not simulated: ${served.text}`] : [];
  },
);

/** The hosts of accounts come and go with them. */
function isServed({ state }: Observation, url: string): boolean {
  const [, name = '', service = ''] = /^https:\/\/([^.]+)\.(?:[a-z0-9]+\.)?(blob|batch)\./.exec(url) ?? [];
  if (service === '' || name.startsWith('md-')) return true;
  const accounts = service === 'blob' ? 'storageaccounts' : 'batchaccounts';
  return [...state].some(
    ([key, body]) => key.endsWith(`/${accounts}/${name}`) && provisioningOf(objectOf(body)) !== 'ResolvingDNS',
  );
}

export const refusedChangesNothing = forRequests(
  'a refused request changes nothing',
  (step, { exchange: { served } }) => (served !== undefined && served.status >= 400 ? nothingChanged(step) : []),
);

export const unreceivedChangesNothing = forRequests(
  'a request that breaks before it arrives changes nothing',
  (step, { exchange }) => (exchange.served === undefined ? nothingChanged(step) : []),
);

export const acceptedTakesEffect = forRequests(
  'what was accepted took effect, whether the answer arrived or not',
  (step, { request }) => (acceptedAnswer(step) === undefined ? [] : [request.effect?.(step.after, step.before)]),
);

export const lostAnswersWereGiven = forRequests(
  'a reset loses the answer, and the request with it only when it comes before',
  (_, { fault, exchange: { seen, served } }) => {
    if (fault?.kind !== 'reset') return [seen === 'broken' ? 'the connection broke without a fault' : undefined];
    return [
      seen === 'broken' ? undefined : 'the answer arrived in spite of the reset',
      (served !== undefined) === (fault.when === 'after') ? undefined : `the request was ${served ? '' : 'not '}served`,
    ];
  },
);

export const onlyItsOwn = forRequests('a request changes only what it is about', (step, { request }) =>
  changedKeys(step.before, step.after)
    .filter((key) => !isWithin(key, request.about) && request.touches?.(key) !== true)
    .map((key) => `${key} changed`),
);

export const repeatsChangeNothing = forRequests('the same PUT again changes nothing', (step, { isRepeat, request }) => {
  const { before, after } = step;
  const known = before.given.get(request.about);
  // What had failed is tried again.
  if (!isRepeat || acceptedAnswer(step) === undefined || known === undefined || provisioningOf(known) === 'Failed') {
    return [];
  }
  // The second write is a write: it shows in the state on the way, the ETag and the time, but in nothing else.
  const shown = (of: Observation, key: Key): string =>
    canonical(of.given.get(key)).replace(
      /"(?:provisioningState|etag|eTag|lastModified|provisioningStateTransitionTime)":"(?:[^"\\]|\\.)*",?/g,
      '',
    );
  return changedKeys(before, after)
    .filter((key) => shown(before, key) !== shown(after, key))
    .map((key) => `${key} changed`);
});

export const ANSWERS: readonly Invariant[] = [
  refusalsSpeak,
  neverBroken,
  unknownIsSaid,
  refusedChangesNothing,
  unreceivedChangesNothing,
  lostAnswersWereGiven,
  acceptedTakesEffect,
  onlyItsOwn,
  repeatsChangeNothing,
];
