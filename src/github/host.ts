// The host of a workflow step: progress lines, groups, masks, annotations and cancellation over @actions/core.
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type * as core from '@actions/core';
import type { Clock, Host } from '../azure/host.ts';
import { formatElapsed } from '../format.ts';
import { formatProblem } from '../problem.ts';
import type { Problem } from '../problem.ts';
import { createAnnotations } from './annotations.ts';
import { listenForCancellation } from './cancellation.ts';
import type { SignalSource } from './cancellation.ts';
import { createClock } from './clock.ts';
import { documentationOf } from './documentation.ts';
import { logText } from './log-text.ts';
import { createRedactor } from './redact.ts';

export interface WorkflowHost extends Host {
  /** Runs something inside a collapsible group of the log; inside another group it stays in that one. */
  group<T>(title: string, work: () => Promise<T>): Promise<T>;
  /** One error annotation per problem, at its position where that is in a file of the workspace. */
  problems(problems: readonly Problem[]): void;
  error(text: string): void;
  readonly redact: (text: string) => string;
  /** What was passed to `warning`, in order, for the result. */
  readonly warnings: readonly string[];
  /** Aborts when the time left after a cancellation is over; `signal` aborts at its beginning. */
  readonly grace: AbortSignal;
  /** Ends annotations with their "and n more" and stops listening for signals. */
  finish(): void;
}

export interface HostParts {
  readonly core: Pick<
    typeof core,
    'info' | 'notice' | 'warning' | 'error' | 'debug' | 'setSecret' | 'startGroup' | 'endGroup'
  >;
  readonly signals: SignalSource;
  readonly clock?: Clock;
}

/** Text in the workflow itself has positions too, in a file that is none. */
function isFile(file: string): boolean {
  return statSync(resolve(process.env['GITHUB_WORKSPACE'] ?? '.', file), { throwIfNoEntry: false })?.isFile() ?? false;
}

export function createHost(parts: HostParts): WorkflowHost {
  const { core } = parts;
  const clock = parts.clock ?? createClock();
  const startedAt = clock.now().getTime();
  const redactor = createRedactor(core.setSecret);
  const { redact } = redactor;
  const annotations = createAnnotations(core);
  const cancellation = listenForCancellation(parts.signals);
  const warnings: string[] = [];
  let openGroups = 0;

  return {
    progress: (line) => core.info(`[${formatElapsed(clock.now().getTime() - startedAt)}] ${logText(redact(line))}`),
    notice: (text) => annotations.add({ type: 'notice', text: redact(text) }),
    warning(text) {
      const clean = redact(text);
      warnings.push(clean);
      annotations.add({ type: 'warning', text: clean });
    },
    error: (text) => annotations.add({ type: 'error', text: redact(text) }),
    debug: (text) => core.debug(redact(text)),
    secret: (value) => redactor.add(value),
    redact,
    clock,
    signal: cancellation.signal,
    grace: cancellation.grace,
    warnings,
    problems(problems) {
      for (const problem of problems) {
        annotations.add({
          type: 'error',
          text: redact(`${formatProblem(problem)} See ${documentationOf(problem.code)}`),
          title: problem.input,
          ...(problem.position && isFile(problem.position.file) && { position: problem.position }),
        });
      }
    },
    async group(title, work) {
      // The runner has no nested groups: an inner `endgroup` would close the outer one.
      openGroups += 1;
      if (openGroups === 1) core.startGroup(logText(title));
      try {
        return await work();
      } finally {
        openGroups -= 1;
        if (openGroups === 0) core.endGroup();
      }
    },
    finish() {
      annotations.finish();
      cancellation.stop();
    },
  };
}
