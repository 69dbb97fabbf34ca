// The operations of Batch's data plane over its client: which path, which body, and what counts as done already.
import type { JsonObject } from './arm.ts';
import type { BatchClient, BatchResponse } from './batch-client.ts';
import { toJob, toNode, toNodeCounts, toNodeImage, toPool, toSupportedImage } from './batch-shapes.ts';
import type { BatchService } from './batch-service.ts';
import { isAzureServiceError, isNotFound } from './errors.ts';
import { isJsonObject, objectsAt, pairsAt, textAt } from './json.ts';

/** What `toPool` reads: start tasks and mounts, the bulk of a pool, stay where they are. */
const POOL_FACTS = [
  'id',
  'eTag',
  'state',
  'allocationState',
  'allocationStateTransitionTime',
  'vmSize',
  'virtualMachineConfiguration',
  'metadata',
  'targetDedicatedNodes',
  'targetLowPriorityNodes',
  'currentDedicatedNodes',
  'currentLowPriorityNodes',
  'autoScaleFormula',
  'autoScaleRun',
  'resizeErrors',
  'taskSlotsPerNode',
].join(',');

export function createBatchService(endpoint: string, client: BatchClient): BatchService {
  const poolPath = (poolId: string): string => `/pools/${encodeURIComponent(poolId)}`;

  const readPoolBody: BatchService['readPoolBody'] = async (poolId) => {
    const answer = await absentIfNotFound(client.send({ method: 'GET', path: poolPath(poolId) }));
    return isJsonObject(answer?.body) ? answer.body : undefined;
  };

  const patchPool: BatchService['patchPool'] = async (poolId, body, etag) => {
    const headers = etag === undefined ? {} : { 'If-Match': etag };
    await client.send({ method: 'PATCH', path: poolPath(poolId), headers, body });
  };

  const readNodeFile: BatchService['readNodeFile'] = async (poolId, nodeId, path, options) => {
    // One parameter of the path, slashes and all, as Azure's own SDKs send it.
    const url = `${poolPath(poolId)}/nodes/${encodeURIComponent(nodeId)}/files/${encodeURIComponent(path)}`;
    const headers = await tailHeaders(client, url, options?.tailBytes);
    if (headers === undefined) return undefined;
    return (await absentIfNotFound(client.send({ method: 'GET', path: url, headers })))?.text;
  };

  return {
    endpoint,
    supportedImages: async () => (await client.list('/supportedimages')).map(toSupportedImage),
    addPool: async (body) => {
      const poolId = textAt(body, 'id') ?? '';
      // When the answer was lost: a pool with all our metadata is the one we asked for.
      const lookUp = async (): Promise<BatchResponse | undefined> => {
        const found = await readPoolBody(poolId);
        const [theirs, ours] = [pairsAt(found, 'metadata'), pairsAt(body, 'metadata')];
        const same = Object.entries(ours).every(([name, value]) => theirs[name] === value);
        const isOurs = found !== undefined && Object.keys(ours).length > 0 && same;
        return isOurs ? { status: 201, headers: {}, text: '', body: undefined } : undefined;
      };
      await client.send({ method: 'POST', path: '/pools', body, lookUp });
    },
    readPool: async (poolId) => {
      const body = await readPoolBody(poolId);
      return body === undefined ? undefined : toPool(body);
    },
    readPoolBody,
    listPools: async () => (await client.list('/pools', { $select: POOL_FACTS })).map(toPool),
    readNodeCounts: async (poolId) => {
      const items = await client.list('/nodecounts', { $filter: `poolId eq '${poolId}'` });
      return toNodeCounts(items[0]);
    },
    listNodeCounts: async () => {
      const items = await client.list('/nodecounts');
      return new Map(items.map((item) => [(textAt(item, 'poolId') ?? '').toLowerCase(), toNodeCounts(item)]));
    },
    listNodes: async (poolId, { filter, max } = {}) => {
      const query = {
        $select: 'id,state,isDedicated,errors,startTaskInfo',
        ...(filter === undefined ? {} : { $filter: filter }),
        ...(max === undefined ? {} : { maxresults: String(Math.min(max, 1000)) }),
      };
      return (await client.list(`${poolPath(poolId)}/nodes`, query, max)).map(toNode);
    },
    listNodeImages: async (poolId) => {
      const query = { $select: 'id,virtualMachineInfo' };
      return (await client.list(`${poolPath(poolId)}/nodes`, query)).map(toNodeImage);
    },
    readNodeFile,
    resize: async (poolId, request) => {
      await client.send({ method: 'POST', path: `${poolPath(poolId)}/resize`, body: { ...request } });
    },
    stopResize: async (poolId) => {
      await client.send({ method: 'POST', path: `${poolPath(poolId)}/stopresize` });
    },
    disableAutoScale: async (poolId) => {
      await client.send({ method: 'POST', path: `${poolPath(poolId)}/disableautoscale` });
    },
    enableAutoScale: async (poolId, autoScaleFormula, interval) => {
      const body = { autoScaleFormula, ...(interval === undefined ? {} : { autoScaleEvaluationInterval: interval }) };
      await client.send({ method: 'POST', path: `${poolPath(poolId)}/enableautoscale`, body });
    },
    patchPool,
    patchPoolMetadata: async (poolId, change) => {
      const attempts = 5;
      for (let attempt = 1; ; attempt += 1) {
        const pool = await readPoolBody(poolId);
        const metadata = mergeMetadata(pool, change);
        try {
          await patchPool(poolId, { metadata }, textAt(pool, 'eTag'));
          return;
        } catch (error) {
          const overtaken = isAzureServiceError(error) && error.status === 412;
          if (!overtaken || attempt === attempts) throw error;
        }
      }
    },
    listJobsOf: async (poolId, { state } = {}) => {
      const inState = state === undefined ? '' : ` and state eq '${state}'`;
      const query = { $filter: `executionInfo/poolId eq '${poolId}'${inState}` };
      return (await client.list('/jobs', query)).map(toJob);
    },
  };
}

/** PATCH replaces the whole list, so what others wrote there is sent again. */
function mergeMetadata(
  pool: JsonObject | undefined,
  change: Readonly<Record<string, string | undefined>>,
): readonly JsonObject[] {
  const kept = objectsAt(pool, 'metadata').filter((item) => !((textAt(item, 'name') ?? '') in change));
  const added = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
  return [...kept, ...added];
}

/** A range needs the file's length first. Undefined when the file is not there. */
async function tailHeaders(
  client: BatchClient,
  path: string,
  tailBytes: number | undefined,
): Promise<Readonly<Record<string, string>> | undefined> {
  if (tailBytes === undefined) return {};
  const head = await absentIfNotFound(client.send({ method: 'HEAD', path }));
  if (head === undefined) return undefined;
  const length = Number(head.headers['content-length'] ?? '0');
  return length > tailBytes ? { 'ocp-range': `bytes=${length - tailBytes}-${length - 1}` } : {};
}

async function absentIfNotFound(answer: Promise<BatchResponse>): Promise<BatchResponse | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}
