// Runs the bundled action as GitHub's runner does: inputs, file commands, masks, cancellation, then `post`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { arch, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFileCommands, type FileResults } from './file-commands.ts';
import { findManifest, inputVariables, unexpectedInputs } from './manifest.ts';
import { runStep, type StepResult } from './step.ts';
import { createMasks } from './workflow-commands.ts';

export interface GitHubContext {
  readonly repository: string;
  readonly sha: string;
  readonly ref: string;
  readonly refName: string;
  readonly refType: 'branch' | 'tag';
  readonly runId: string;
  readonly runNumber: string;
  readonly runAttempt: string;
  readonly actor: string;
  readonly workflow: string;
  readonly job: string;
  readonly eventName: string;
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly token: string;
}

export const DEFAULT_GITHUB: GitHubContext = {
  repository: 'contoso/render-images',
  sha: '1f7a3c9d5b2e8046af13c7d95e2b8a6041c3d7f9',
  ref: 'refs/tags/v1.4.0',
  refName: 'v1.4.0',
  refType: 'tag',
  runId: '9876543210',
  runNumber: '42',
  runAttempt: '1',
  actor: 'octocat',
  workflow: 'release',
  job: 'release',
  eventName: 'push',
  serverUrl: 'https://github.com',
  apiUrl: 'https://api.github.com',
  token: '',
};

export interface RunActionOptions {
  /** The bundled main. */
  readonly entry: string;
  /** The bundled post; it runs after main, whatever main's end was, unless the machine crashed. */
  readonly post?: string;
  /** What the workflow writes under `with:`; the defaults of action.yml stand for the rest. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What the job has in its environment, e.g. the simulator's proxy and GitHub's ID token endpoint. */
  readonly environment: Readonly<Record<string, string>>;
  /** GITHUB_WORKSPACE and the working directory; an empty temporary directory by default. */
  readonly workspace?: string;
  readonly github?: Partial<GitHubContext>;
  /** Variables that this runner does not set for the action, e.g. GITHUB_STEP_SUMMARY of an old self-hosted one. */
  readonly unset?: readonly string[];
  /** Values of the repository's secrets: masked from the start. */
  readonly secrets?: readonly string[];
  /** Cancels the run as a user does: SIGINT, then SIGTERM, then SIGKILL, then `post`. */
  readonly signal?: AbortSignal;
  readonly cancelAfterMs?: number;
  /** Takes the machine away: SIGKILL, and `post` never runs. */
  readonly crash?: AbortSignal;
  readonly onLine?: (line: string, stream: 'stdout' | 'stderr', step: 'main' | 'post') => void;
}

export interface ActionResult extends StepResult {
  readonly outputs: Readonly<Record<string, string>>;
  /** Outputs that GitHub would not hand to another job, because they hold a masked value. */
  readonly droppedOutputs: readonly string[];
  readonly summary: string;
  readonly summaryDiscarded: boolean;
  readonly state: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
  readonly post?: StepResult & { readonly summary: string };
}

export async function runAction(options: RunActionOptions): Promise<ActionResult> {
  const scratch = mkdtempSync(join(tmpdir(), 'runner-'));
  try {
    return await runIn(scratch, options);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function runIn(scratch: string, options: RunActionOptions): Promise<ActionResult> {
  const manifest = findManifest(options.entry);
  const github = { ...DEFAULT_GITHUB, ...options.github };
  const workspace = options.workspace ?? join(scratch, 'workspace');
  const temp = join(scratch, 'temp');
  for (const directory of [workspace, temp]) mkdirSync(directory, { recursive: true });
  const base = { ...runnerVariables(github, { workspace, temp, scratch }), ...options.environment };
  const masks = createMasks([...(options.secrets ?? []), ...(github.token === '' ? [] : [github.token])]);
  const cancelled = cancelSignal(options);

  const warning = unexpectedInputs(manifest, options.inputs);
  if (warning !== undefined) options.onLine?.(`##[warning]${warning}`, 'stdout', 'main');
  const mainFiles = createFileCommands(join(temp, '_runner_file_commands', 'main'));
  const main = await runStep({
    entry: options.entry,
    environment: without(
      { ...base, ...inputVariables(manifest, options.inputs, contextOf(github)), ...mainFiles.environment },
      options.unset,
    ),
    workingDirectory: workspace,
    masks,
    ...(cancelled !== undefined && { cancel: cancelled }),
    ...(options.crash !== undefined && { crash: options.crash }),
    onLine: (line, stream) => options.onLine?.(line, stream, 'main'),
  });
  const files = withCommands(mainFiles.read(), main.commands);
  const result: ActionResult = {
    ...main,
    ...files,
    summary: masks.apply(files.summary),
    droppedOutputs: Object.entries(files.outputs).flatMap(([name, value]) => (masks.has(value) ? [name] : [])),
  };
  const ended = main.exitCode === 0 ? 'success' : cancelled?.aborted === true ? 'cancelled' : 'failure';
  if (options.post === undefined || options.crash?.aborted === true || !runsPost(manifest.postIf, ended)) return result;

  // `post` sees the saved state and the job's environment. Its inputs would be evaluated again, so it gets none here:
  // what it needs must be in the state.
  const postFiles = createFileCommands(join(temp, '_runner_file_commands', 'post'));
  const state = Object.fromEntries(Object.entries(files.state).map(([name, value]) => [`STATE_${name}`, value]));
  const post = await runStep({
    entry: options.post,
    environment: without({ ...base, ...files.environment, ...state, ...postFiles.environment }, options.unset),
    workingDirectory: workspace,
    masks,
    onLine: (line, stream) => options.onLine?.(line, stream, 'post'),
  });
  return { ...result, post: { ...post, summary: masks.apply(postFiles.read().summary) } };
}

function without(environment: Readonly<Record<string, string>>, unset: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !unset.includes(name)));
}

function withCommands(files: FileResults, commands: StepResult['commands']): FileResults {
  return { ...files, outputs: { ...commands.outputs, ...files.outputs }, state: { ...commands.state, ...files.state } };
}

function cancelSignal({ signal, cancelAfterMs }: RunActionOptions): AbortSignal | undefined {
  const timeout = cancelAfterMs === undefined ? undefined : AbortSignal.timeout(cancelAfterMs);
  if (signal === undefined || timeout === undefined) return signal ?? timeout;
  return AbortSignal.any([signal, timeout]);
}

function runsPost(condition: string, ended: 'success' | 'failure' | 'cancelled'): boolean {
  const wanted = /^(?:\$\{\{)?\s*(always|success|failure|cancelled)\(\)\s*(?:\}\})?$/.exec(condition)?.[1];
  if (wanted === undefined) throw new Error(`This stand-in for the runner cannot evaluate post-if: ${condition}`);
  return wanted === 'always' || wanted === ended;
}

/** The `github` context, for defaults in action.yml. */
function contextOf(github: GitHubContext): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(github).map(([name, value]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

function runnerVariables(
  github: GitHubContext,
  { workspace, temp, scratch }: { workspace: string; temp: string; scratch: string },
): Readonly<Record<string, string>> {
  const event = join(scratch, 'event.json');
  writeFileSync(event, '{}');
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? scratch,
    TMPDIR: tmpdir(),
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_ACTION: '__self',
    GITHUB_ACTOR: github.actor,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_EVENT_NAME: github.eventName,
    GITHUB_EVENT_PATH: event,
    GITHUB_JOB: github.job,
    GITHUB_REF: github.ref,
    GITHUB_REF_NAME: github.refName,
    GITHUB_REF_TYPE: github.refType,
    GITHUB_REPOSITORY: github.repository,
    GITHUB_REPOSITORY_OWNER: github.repository.split('/')[0] ?? '',
    GITHUB_RUN_ATTEMPT: github.runAttempt,
    GITHUB_RUN_ID: github.runId,
    GITHUB_RUN_NUMBER: github.runNumber,
    GITHUB_SERVER_URL: github.serverUrl,
    GITHUB_SHA: github.sha,
    GITHUB_WORKFLOW: github.workflow,
    GITHUB_WORKSPACE: workspace,
    RUNNER_ARCH: arch() === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_NAME: 'simulated runner',
    RUNNER_OS: 'Linux',
    RUNNER_TEMP: temp,
    RUNNER_TOOL_CACHE: join(scratch, 'tools'),
  };
}
