// What a plan will take: time, storage, traffic and nodes, and what it changes of what is there. Quantities only: what they
// cost depends on contracts that nobody here can see. Pure.
import type { NodeKind, Targets } from '../pool/targets.ts';
import { plainTargetsOf, targetsOf } from '../pool/targets.ts';
import { effectsOf, type Effect } from './forecast-effects.ts';
import { egressOf, storedOf, type Egress, type Stored } from './forecast-storage.ts';
import { longestWay, minutesOf, type Span } from './forecast-time.ts';
import { measuredBefore } from './measured.ts';
import type { Phase, PlannedStep } from './plan.ts';
import type { Known } from './find-problems.ts';
import type { Request } from './request.ts';
import type { Survey } from './survey.ts';

export interface Forecast {
  /** Until the last step is done: side by side, as the steps run. */
  readonly minutes: Span;
  /** How many earlier releases of the pool's family were measured; figures of Azure's users stand for what none of them tells. */
  readonly measured: number;
  /** In the order in which they begin; only phases with something to do. */
  readonly phases: readonly PhaseForecast[];
  /** By step ID, of those that are to be done. */
  readonly steps: Readonly<Record<string, Span>>;
  readonly nodes: NodesForecast;
  /** What is stored beyond what is there. */
  readonly stored: readonly Stored[];
  /** What crosses from one region to another. */
  readonly egress: readonly Egress[];
  readonly effects: readonly Effect[];
}

export interface PhaseForecast {
  readonly phase: Phase;
  readonly minutes: Span;
}

export type NodesForecast =
  /** As long as the pool keeps its targets, every hour takes that many node-hours. */
  | {
      readonly kind: 'fixed';
      readonly dedicated: number;
      readonly lowPriority: number;
      readonly nodeHoursPerHour: number;
    }
  | { readonly kind: 'autoScale' };

export function forecastOf(request: Request, survey: Survey, known: Known, steps: readonly PlannedStep[]): Forecast {
  const open = steps.filter(({ state }) => state === 'todo');
  const measured = measuredBefore(request, survey);
  const minutes = Object.fromEntries(
    open.map((step) => [step.id, minutesOf(step, { request, survey, known, measured })]),
  );
  return {
    minutes: longestWay(open, minutes),
    measured: measured.releases,
    phases: [...new Set(open.map(({ phase }) => phase))].map((phase) => ({
      phase,
      minutes: longestWay(
        open.filter((step) => step.phase === phase),
        minutes,
      ),
    })),
    steps: minutes,
    nodes: nodesOf(targetsOf(request.pool.spec)),
    stored: storedOf(open, survey, known),
    egress: egressOf(open, survey, known),
    effects: effectsOf(open, request, survey, known),
  };
}

function nodesOf(targets: Targets): NodesForecast {
  switch (targets.kind) {
    case 'fixed':
      return fixedNodes(targets);
    case 'autoScale': {
      const plain = plainTargetsOf(targets.formula);
      return plain === undefined ? { kind: 'autoScale' } : fixedNodes(plain);
    }
    default:
      return targets satisfies never;
  }
}

function fixedNodes({ dedicated, lowPriority }: Readonly<Record<NodeKind, number>>): NodesForecast {
  return { kind: 'fixed', dedicated, lowPriority, nodeHoursPerHour: dedicated + lowPriority };
}
