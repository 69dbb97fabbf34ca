// Every invariant that holds after every step.
import type { Invariant } from '../step.ts';
import { ANSWERS } from './answers.ts';
import { BATCH_INVARIANTS } from './batch.ts';
import { COMPUTE } from './compute.ts';
import { ETAGS } from './etags.ts';
import { GALLERY } from './gallery.ts';
import { LOCKS } from './locks.ts';
import { OPERATIONS } from './operations.ts';
import { VISIBILITY } from './visibility.ts';

export const INVARIANTS: readonly Invariant[] = [
  ...ANSWERS,
  ...VISIBILITY,
  ...OPERATIONS,
  ...COMPUTE,
  ...GALLERY,
  ...BATCH_INVARIANTS,
  ...ETAGS,
  ...LOCKS,
];
