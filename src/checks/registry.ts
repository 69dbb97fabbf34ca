// Every check by the code of its findings. A finding with a code that is not here does not compile.
import { BATCH_PROBLEMS, BATCH_WARNINGS } from './batch.ts';
import { IMAGE_PROBLEMS, IMAGE_WARNINGS } from './image.ts';
import { INPUT_PROBLEMS } from './inputs.ts';
import { NODES_PROBLEMS, NODES_WARNINGS } from './nodes.ts';
import { POOL_SPEC_PROBLEMS, POOL_SPEC_WARNINGS } from './pool-spec.ts';
import { RIGHTS_PROBLEMS, RIGHTS_WARNINGS } from './rights.ts';
import { INSPECT_WARNINGS, RUN_WARNINGS } from './run.ts';
import { SOURCE_PROBLEMS, SOURCE_WARNINGS } from './source.ts';
import { STORAGE_PROBLEMS, STORAGE_WARNINGS } from './storage.ts';

const PROBLEMS = {
  ...INPUT_PROBLEMS,
  ...POOL_SPEC_PROBLEMS,
  ...SOURCE_PROBLEMS,
  ...IMAGE_PROBLEMS,
  ...STORAGE_PROBLEMS,
  ...BATCH_PROBLEMS,
  ...NODES_PROBLEMS,
  ...RIGHTS_PROBLEMS,
};

const WARNINGS = {
  ...POOL_SPEC_WARNINGS,
  ...SOURCE_WARNINGS,
  ...IMAGE_WARNINGS,
  ...STORAGE_WARNINGS,
  ...BATCH_WARNINGS,
  ...NODES_WARNINGS,
  ...RIGHTS_WARNINGS,
  ...RUN_WARNINGS,
  ...INSPECT_WARNINGS,
};

/** Kebab-case, and stable: `result` carries it. */
export type ProblemCode = keyof typeof PROBLEMS;
export type WarningCode = keyof typeof WARNINGS;

export const CHECKS = { ...PROBLEMS, ...WARNINGS };
