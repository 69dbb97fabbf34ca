// The simulated Azure as a whole: one world, its services, and one loopback port in front of them.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { control } from './control.ts';
import { environmentOf, type Environment } from './environment.ts';
import { createAuthority } from './net/certificates.ts';
import { createDispatch } from './net/dispatch.ts';
import { exchange } from './net/exchanges.ts';
import { createFaultEngine } from './net/faults.ts';
import { startFront } from './net/front.ts';
import { createRecorder } from './net/recorder.ts';
import type { Scenario } from './scenario/scenario.ts';
import { withOsDisk } from './seed.ts';
import { createServices } from './services.ts';
import { startAzurite } from './storage/azurite.ts';

export interface SimulatorOptions {
  readonly scenario: Scenario;
  /** A fixed VHD file with the bytes of the first VM's OS disk. */
  readonly osDisk?: string;
  /** Where each exchange is appended as one JSON line. */
  readonly logFile?: string;
  /** Below which the CA file and the disks' bytes are kept until the end; by default the system's temporary directory. */
  readonly directory?: string;
}

export interface RunningSimulator {
  /** Both the proxy and the control API. */
  readonly controlUrl: string;
  /** What a client needs in its environment. */
  readonly environment: Environment;
  stop(): Promise<void>;
}

export async function startSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const directory = await directoryOf(options.directory);
  try {
    return await startIn(directory, options);
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

async function startIn(directory: string, options: SimulatorOptions): Promise<RunningSimulator> {
  const { osDisk } = options;
  const prepared = (scenario: Scenario): Scenario => (osDisk === undefined ? scenario : withOsDisk(scenario, osDisk));
  const initial = prepared(options.scenario);
  const certificateFile = join(directory, 'ca.pem');
  const recorder = createRecorder(options.logFile);
  const [authority, azurite] = await Promise.all([createAuthority(), startAzurite(join(directory, 'storage'))]);
  await writeFile(certificateFile, authority.certificatePem);

  let current = await createServices(initial, azurite);
  let faults = createFaultEngine(initial.faults);
  const dispatch = createDispatch(() => current.services);
  const front = await startFront({
    authority,
    serves: (host) => dispatch.serves(host),
    exchange: (request, wire) => exchange({ dispatch, recorder, faults: () => faults }, request, wire),
    control: (method, path, body) => control({ recorder, faults, current, reset }, method, path, body),
    refused(method, url, { status, body }) {
      const finish = recorder.begin({ method, url: url.href, headers: {}, body: Buffer.alloc(0) });
      const bytes = Buffer.from(JSON.stringify(body));
      finish({ status, headers: { 'content-type': 'application/json' }, body: { kind: 'whole', bytes } });
    },
  });
  const controlUrl = `http://127.0.0.1:${front.port}`;

  /** Makes a new world behind the same port and CA. Requests under way end in the old one. */
  async function reset(scenario: Scenario | undefined): Promise<Environment> {
    const next = scenario === undefined ? initial : prepared(scenario);
    await current.stop();
    current = await createServices(next, azurite);
    faults = createFaultEngine(next.faults);
    recorder.clear();
    return environmentOf(current, { controlUrl, certificateFile });
  }

  return {
    controlUrl,
    environment: await environmentOf(current, { controlUrl, certificateFile }),
    async stop() {
      await front.close();
      await current.stop();
      await azurite.stop();
      recorder.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** A directory of our own, so that removing it at the end touches nothing else. */
async function directoryOf(parent: string | undefined): Promise<string> {
  if (parent !== undefined) await mkdir(parent, { recursive: true });
  return mkdtemp(join(parent ?? tmpdir(), 'simulated-azure-'));
}
