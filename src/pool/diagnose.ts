// Finds out why nodes are not ready: what they report, and the last lines of their start task.
import type { BatchFault, BatchService, ComputeNode, NodeState } from '../azure/batch-service.ts';
import type { Host } from '../azure/host.ts';
import { describe as describeError } from '../azure/errors.ts';
import { allocationHintFor, UNREACHABLE_HINT } from './hints.ts';
import { BAD_STATES } from './node-counts.ts';
import { hideSecrets } from './secrets.ts';

/** One reason why a pool is not ready, with the nodes that share it. */
export interface Cause {
  /** The service's own code, e.g. `AllocationFailed`. */
  readonly code: string;
  readonly message: string;
  /** IDs of nodes, as far as they were looked at. */
  readonly nodes: readonly string[];
  /** What else is known: the provider's error, lines of the start task's output. */
  readonly details: readonly string[];
  readonly hint?: string;
}

/** Nodes of one pool fail alike; a few of them tell. */
const MOST_NODES = 5;
const LAST_LINES = 20;
const TAIL_BYTES = 16 * 1024;

/** The causes that a verdict found, with those of bad nodes replaced by what the nodes themselves say. */
export async function diagnose(
  host: Host,
  batch: BatchService,
  poolId: string,
  causes: readonly Cause[],
): Promise<readonly Cause[]> {
  const ofNodes = causes.filter(({ code }) => code === 'NodesUnusable' || code === 'StartTaskFailed');
  if (ofNodes.length === 0) return causes;
  const others = causes.filter((cause) => !ofNodes.includes(cause));
  try {
    const found = await nodeCauses(
      host,
      batch,
      poolId,
      ofNodes.flatMap(({ nodes }) => nodes),
    );
    return [...others, ...(found.length === 0 ? ofNodes : found)];
  } catch (error) {
    host.signal.throwIfAborted();
    // The verdict stands also when its reasons cannot be read.
    host.debug(`Reading the nodes of pool ${poolId} failed: ${describeError(error)}`);
    return causes;
  }
}

async function nodeCauses(
  host: Host,
  batch: BatchService,
  poolId: string,
  named: readonly string[],
): Promise<readonly Cause[]> {
  const filter = BAD_STATES.map((state) => `state eq '${state satisfies NodeState}'`).join(' or ');
  const bad = await batch.listNodes(poolId, { filter, max: MOST_NODES });
  // Nodes that take work in spite of a failed start task are in no bad state: they are known by their IDs.
  const idle = named.length === 0 ? [] : (await batch.listNodes(poolId)).filter(({ id }) => named.includes(id));
  const causes: Cause[] = [];
  for (const node of [...bad, ...idle].slice(0, MOST_NODES)) {
    host.signal.throwIfAborted();
    for (const cause of await causesOf(host, batch, poolId, node)) merge(causes, cause);
  }
  return causes;
}

async function causesOf(host: Host, batch: BatchService, poolId: string, node: ComputeNode): Promise<readonly Cause[]> {
  const { startTask } = node;
  const startTaskFailed =
    node.state === 'starttaskfailed' || startTask?.failure !== undefined || (startTask?.exitCode ?? 0) !== 0;
  const own = node.errors.map((fault) => causeOfNode(node, fault));
  if (startTaskFailed) return [...own, await startTaskCause(host, batch, poolId, node)];
  if (own.length > 0) return own;
  const message = `Node ${node.id} is ${node.state} and reports no error.`;
  return [{ code: 'NodeUnreachable', message, nodes: [node.id], details: [], hint: UNREACHABLE_HINT }];
}

function causeOfNode(node: ComputeNode, fault: BatchFault): Cause {
  const details = Object.entries(fault.values).map(([name, value]) => hideSecrets(`${name}: ${value}`));
  const hint = allocationHintFor([fault.code, fault.message, ...details].join('\n'));
  return {
    code: fault.code,
    message: hideSecrets(fault.message),
    nodes: [node.id],
    details,
    ...(hint !== undefined && { hint }),
  };
}

async function startTaskCause(host: Host, batch: BatchService, poolId: string, node: ComputeNode): Promise<Cause> {
  const { exitCode, failure } = node.startTask ?? {};
  const code = failure?.code ?? 'StartTaskFailed';
  const ended = exitCode === undefined ? '' : ` with exit code ${exitCode}`;
  const said = failure === undefined ? '' : ` (${failure.message})`;
  const [stderr, stdout] = await Promise.all([
    lastLines(host, batch, poolId, node.id, 'startup/stderr.txt'),
    lastLines(host, batch, poolId, node.id, 'startup/stdout.txt'),
  ]);
  const values = Object.entries(failure?.values ?? {}).map(([name, value]) => `${name}: ${value}`);
  const hint = allocationHintFor(`StartTask ${code}`);
  return {
    code,
    message: hideSecrets(`The start task failed on node ${node.id}${ended}${said}.`),
    nodes: [node.id],
    details: [...values, ...stderr, ...stdout].map(hideSecrets),
    ...(hint !== undefined && { hint }),
  };
}

async function lastLines(
  host: Host,
  batch: BatchService,
  poolId: string,
  nodeId: string,
  path: string,
): Promise<readonly string[]> {
  try {
    const text = await batch.readNodeFile(poolId, nodeId, path, { tailBytes: TAIL_BYTES });
    const lines = (text ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
    const name = path.slice(path.lastIndexOf('/') + 1);
    return lines.slice(-LAST_LINES).map((line) => `${name}: ${line.slice(0, 500)}`);
  } catch (error) {
    host.signal.throwIfAborted();
    // A node that cannot be reached has no files to show; its state is told anyway.
    host.debug(`Reading ${path} of node ${nodeId} failed: ${describeError(error)}`);
    return [];
  }
}

/** Nodes that report the same share one cause; the output of the first stands for all. */
function merge(causes: Cause[], cause: Cause): void {
  const index = causes.findIndex(({ code, hint }) => code === cause.code && hint === cause.hint);
  const known = causes[index];
  if (known === undefined) causes.push(cause);
  else causes[index] = { ...known, nodes: [...known.nodes, ...cause.nodes] };
}
