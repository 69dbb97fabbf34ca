// The pool of this release, where an earlier attempt has made it already.
import type { Pool } from '../azure/batch-service.ts';
import { KEY_MARK, STATE_MARK } from '../marks.ts';
import type { Survey } from './survey.ts';

export function ownPool({ pool, key }: Survey): Pool | undefined {
  return pool?.metadata[KEY_MARK] === key ? pool : undefined;
}

/** Then it has its nodes, or was found to need none: nothing is asked of it again. */
export function isFinished(own: Pool | undefined): boolean {
  return ['ready', 'unproven'].includes(own?.metadata[STATE_MARK] ?? '');
}
