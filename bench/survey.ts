// How long the survey takes, in requests: on a simulator whose every answer takes a tenth of a second, the reads after
// sign-in, how many of them had to wait for each other, and the time from the first to the last against that of one.
import { runAction } from '../runner/run-action.ts';
import { startSimulatorProcess, type LoggedExchange } from '../runner/simulator-process.ts';
import { defaultRelease } from './default-release.ts';
import { report } from './report.ts';

const MILLISECONDS = 100;
const ROUNDS = 5;
const GOALS = { reads: 40, waves: 4, ratio: 6 };

export async function survey(): Promise<void> {
  const rounds: (readonly Span[])[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await oneSurvey());
  tell(rounds.toSorted((one, other) => timeOf(one) - timeOf(other))[Math.floor(ROUNDS / 2)] ?? []);
}

/** When each read of one survey began and ended. */
async function oneSurvey(): Promise<readonly Span[]> {
  const delay = { match: { url: '.' }, times: 1_000_000, do: { kind: 'delay', milliseconds: MILLISECONDS } };
  const running = await startSimulatorProcess({ profile: 'instant' });
  try {
    await running.control.addFaults([delay]);
    const release = defaultRelease(running.environment);
    const inputs = { ...release.inputs, mode: 'plan', 'replica-regions': 'eastus=2' };
    const result = await runAction({ ...release, inputs });
    if (result.exitCode !== 0) throw new Error(`The plan failed: ${result.stdout}`);
    return (await running.control.log()).filter(isRead).map(spanOf);
  } finally {
    await running.stop();
  }
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function tell(spans: readonly Span[]): void {
  const took = timeOf(spans);
  const ratio = took / MILLISECONDS;
  const waves = longestChain(spans);
  report('reads', `${spans.length}`, 'after sign-in', below(GOALS.reads, spans.length));
  report('waves', `${waves}`, 'reads one after the other', {
    goal: `<= ${GOALS.waves}`,
    met: waves <= GOALS.waves,
  });
  report('time', `${took.toFixed(0)} ms`, `x${ratio.toFixed(1)} of one request`, below(GOALS.ratio, ratio));
}

function timeOf(spans: readonly Span[]): number {
  return Math.max(...spans.map(({ to }) => to)) - Math.min(...spans.map(({ from }) => from));
}

function below(limit: number, value: number): { readonly goal: string; readonly met: boolean } {
  return { goal: `< ${limit}`, met: value < limit };
}

/** How many reads there were at most of which each began when another had ended. */
function longestChain(spans: readonly Span[]): number {
  const depths: { readonly to: number; readonly depth: number }[] = [];
  for (const { from, to } of spans.toSorted((one, other) => one.from - other.from)) {
    const before = depths.filter((one) => one.to <= from).map(({ depth }) => depth);
    depths.push({ to, depth: 1 + Math.max(0, ...before) });
  }
  return Math.max(0, ...depths.map(({ depth }) => depth));
}

function spanOf({ t, durationMs }: LoggedExchange): Span {
  const from = Date.parse(t);
  return { from, to: from + durationMs };
}

/** Tokens are asked for when they are needed: they are no reads of Azure, but the time that they take counts. */
function isRead({ method, url }: LoggedExchange): boolean {
  const { hostname, pathname } = new URL(url);
  const signsIn = hostname.startsWith('login.') || hostname.endsWith('.actions.githubusercontent.com');
  return !signsIn && method !== 'CONNECT' && !pathname.startsWith('/metadata/');
}
