// Where this run comes from: repository, commit, ref and run, as the workflow's context tells it.
import type { Provenance } from '../provenance.ts';

/** Loads @actions/github only here: it is not needed to refuse a wrong input. */
export async function readProvenance(): Promise<Provenance> {
  const { context } = await import('@actions/github');
  const repository = repositoryOf(() => `${context.repo.owner}/${context.repo.repo}`);
  return {
    repository,
    sha: textOf(context.sha),
    ref: textOf(context.ref),
    runId: numberOf(context.runId) === 0 ? '' : String(context.runId),
    runNumber: numberOf(context.runNumber),
    runAttempt: numberOf(context.runAttempt),
    runUrl: `${context.serverUrl}/${repository}/actions/runs/${context.runId}`,
  };
}

/** The context throws where neither the environment nor the event names a repository. */
function repositoryOf(read: () => string): string {
  try {
    return read();
  } catch {
    return '';
  }
}

// The context declares these as always present, but takes them from variables that may be absent.
function textOf(value: string | undefined): string {
  return value ?? '';
}

function numberOf(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
