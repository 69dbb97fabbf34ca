// ETags: they stand for one version of a thing, move with it, and a request that names one is taken or refused by it.
import { canonical, keyOf, newIn, type Key, type Observation } from '../observation.ts';
import { etagOf, versioned } from '../memory.ts';
import { acceptedAnswer, isAcceptedWrite, type Invariant } from '../step.ts';
import { changedKeys, codeOf } from './answers.ts';

export const etagsStandForOneVersion: Invariant = {
  name: 'an ETag stands for one version of a thing, for ever',
  check: ({ before, after }, { tagged }) =>
    newIn(after, before).flatMap(({ key, body }) => {
      const etag = etagOf(body);
      const known = etag === undefined ? undefined : tagged.get(`${key} ${etag}`);
      return known === undefined || known === versioned(key, body)
        ? []
        : [`${key} ${etag ?? ''}: ${known} and ${versioned(key, body)}`];
    }),
};

/** A blob that is the target of a copy is written by the service. */
function isCopying(key: Key, { given }: Observation): boolean {
  return given.get(key)?.['x-ms-copy-status'] === 'pending';
}

export const etagsMoveWithTheThing: Invariant = {
  name: 'an ETag moves only when the thing changes or is written',
  check: (step) => {
    const { before, after, happening } = step;
    const written = happening.kind === 'request' && isAcceptedWrite(step) ? happening.request.about : undefined;
    return changedKeys(before, after).flatMap((key) => {
      const [old, body] = [before.given.get(key), after.given.get(key)];
      const [from, to] = [etagOf(old), etagOf(body)];
      if (old === undefined || body === undefined || from === to || from === undefined) return [];
      const isWritten = written !== undefined && (key === written || samePool(key, written));
      const bare = (one: typeof body, etag: string | undefined): string =>
        canonical(one)
          .replaceAll(canonical(etag ?? ''), '""')
          .replace(/"lastModified":"[^"]*"/g, '');
      return isWritten || isCopying(key, before) || bare(old, from) !== bare(body, to)
        ? []
        : [`${key}: ${from} to ${to ?? ''}`];
    });
  },
};

function samePool(key: Key, written: Key): boolean {
  const id = (one: Key): string | undefined => /\/pools\/([^/]+)$/.exec(one)?.[1];
  return id(key) !== undefined && id(key) === id(written);
}

export const conditionsAreHonoured: Invariant = {
  name: 'If-Match and If-None-Match decide',
  check: (step) => {
    const { happening, before } = step;
    if (happening.kind !== 'request') return [];
    const { request, exchange } = happening;
    const headers = request.asked.headers ?? {};
    const etag = etagOf(before.given.get(request.about));
    const { served } = exchange;
    if (served === undefined) return [];
    const said = `${served.status} ${codeOf(served)}`;
    const wasTaken = acceptedAnswer(step) !== undefined;
    const [ifMatch, ifNoneMatch] = [headers['if-match'], headers['if-none-match']];
    if (ifMatch !== undefined) {
      const fits = etag !== undefined && bare(ifMatch) === bare(etag);
      if (!fits && wasTaken) return [`${request.about} was written in spite of If-Match ${ifMatch}`];
      if (fits && served.status === 412 && codeOf(served) === 'ConditionNotMet')
        return [`${said} although the ETag is right`];
    }
    if (ifNoneMatch !== undefined) {
      if (etag !== undefined && wasTaken) return [`${request.about} was written in spite of If-None-Match`];
      if (etag === undefined && served.status === 412) return [`${said} although it is not there`];
    }
    return [];
  },
};

function bare(etag: string): string {
  return keyOf(etag.replace(/^W\//, '').replaceAll('"', ''));
}

export const ETAGS: readonly Invariant[] = [etagsStandForOneVersion, etagsMoveWithTheThing, conditionsAreHonoured];
