// Runs the bundled action as a process against a simulated Azure: reset for each test.
import { beforeAll } from '@jest/globals';
import { join } from 'node:path';
import { runAction, type ActionResult, type RunActionOptions } from '../../runner/run-action.ts';
import type { LoggedExchange, Simulator, SimulatorControl } from '../../runner/simulator-process.ts';
import { borrowSimulator } from '../worker-simulator.ts';
import { expectResult } from './result-schema.ts';

const DIST = join(import.meta.dirname, '..', '..', 'dist');

/** Saves the hundreds of processes of `npm test` that each of them compiles the bundle anew. */
const { NODE_COMPILE_CACHE } = process.env;
const COMPILE_CACHE = NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE };

export const POOL_SPEC = JSON.stringify({
  id: 'render-{version}',
  vmSize: 'Standard_D2s_v5',
  targetDedicatedNodes: 2,
});

export interface Stage {
  /** Runs main and post with the default inputs of a release; `undefined` takes a default away. Its `result` fits the schema. */
  run(inputs?: Readonly<Record<string, string | undefined>>, options?: StageOptions): Promise<ActionResult>;
  readonly control: SimulatorControl;
  readonly environment: Readonly<Record<string, string>>;
  /** Requests since the start or the last reset that changed something in Azure: not reads, not sign-in. */
  writes(): Promise<readonly LoggedExchange[]>;
}

type StageOptions = Partial<Omit<RunActionOptions, 'entry' | 'post' | 'inputs'>> & {
  /** False saves the time of a post step that has no state to act on. */
  readonly runsPost?: boolean;
};

/** Call it at the top of a test file. */
export function createStage(): Stage {
  let simulator: Simulator | undefined;
  const running = (): Simulator => {
    if (simulator === undefined) throw new Error('The simulator runs only inside tests.');
    return simulator;
  };
  beforeAll(async () => {
    simulator = await borrowSimulator();
  });
  return {
    get control() {
      return running().control;
    },
    get environment() {
      return running().environment;
    },
    async run(inputs = {}, { runsPost = true, ...options } = {}) {
      const { AZURE_CLIENT_SECRET, AZURE_CLIENT_ID, AZURE_TENANT_ID, AZURE_SUBSCRIPTION_ID, ...job } =
        running().environment;
      const all = {
        'client-id': AZURE_CLIENT_ID,
        'tenant-id': AZURE_TENANT_ID,
        'subscription-id': AZURE_SUBSCRIPTION_ID,
        'resource-group': job['SIM_RESOURCE_GROUP'],
        'vm-name': job['SIM_VM'],
        gallery: job['SIM_GALLERY'],
        'batch-account': job['SIM_BATCH'],
        'pool-spec': POOL_SPEC,
        ...inputs,
      };
      const result = await runAction({
        entry: join(DIST, 'main', 'index.js'),
        ...(runsPost && { post: join(DIST, 'post', 'index.js') }),
        inputs: Object.fromEntries(
          Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
        ),
        secrets: AZURE_CLIENT_SECRET === undefined ? [] : [AZURE_CLIENT_SECRET],
        ...options,
        environment: { ...COMPILE_CACHE, ...job, ...options.environment },
      });
      const { result: json } = result.outputs;
      if (json !== undefined) expectResult(json);
      return result;
    },
    async writes() {
      return (await running().control.log()).filter(isWrite);
    },
  };
}

export function isWrite({ method, url }: LoggedExchange): boolean {
  const { hostname } = new URL(url);
  const signIn = hostname.startsWith('login.') || hostname.endsWith('.actions.githubusercontent.com');
  return !signIn && method !== 'GET' && method !== 'HEAD' && method !== 'CONNECT';
}

/** `PUT .../snapshots/abip-...`: method and the end of the path, for messages and order checks. */
export function brief({ method, url }: LoggedExchange): string {
  const { hostname, pathname, searchParams } = new URL(url);
  const comp = searchParams.get('comp');
  const place = hostname.includes('.blob.')
    ? `blob${comp === null ? '' : ` ${comp}`}`
    : pathname.split('/').slice(-2).join('/');
  return `${method} ${place}`;
}
