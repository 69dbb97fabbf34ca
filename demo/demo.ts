// `npm run demo`: releases a prepared VM to a healthy Batch pool, with the bundled action as GitHub's runner would run it
// and a simulated Azure behind it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAzureClient } from '../runner/azure-client.ts';
import { downloadPageBlob, firstDifference } from '../runner/page-blob.ts';
import { runAction, type ActionResult } from '../runner/run-action.ts';
import { startSimulatorProcess, type SimulatorProcess } from '../runner/simulator-process.ts';
import { writeVhd } from '../runner/vhd.ts';
import { readArguments, USAGE, type DemoArguments } from './arguments.ts';
import { summaryPage } from './summary-page.ts';

const CHECKOUT = fileURLToPath(new URL('..', import.meta.url));
const EXAMPLE_POOL = join(CHECKOUT, 'examples', 'pool.yaml');
const DISK_BYTES = 64 * 1024 * 1024;

const given = readArguments(process.argv.slice(2));
if ('problem' in given) {
  process.stderr.write(`${given.problem}\n\n${USAGE}`);
  process.exitCode = 2;
} else {
  process.exitCode = await demo(given);
}

async function demo(options: DemoArguments): Promise<number> {
  const output = options.output === undefined ? join(CHECKOUT, '.demo') : resolve(options.output);
  mkdirSync(output, { recursive: true });
  const osDisk = options.osDisk === undefined ? (await madeDisk(output)).path : resolve(options.osDisk);
  say(`OS disk of the VM: ${osDisk}`);
  const simulator = await startSimulatorProcess({
    osDisk,
    profile: options.profile,
    speed: options.speed,
    ownGroup: true,
    ...(options.log !== undefined && { logFile: resolve(options.log) }),
  });
  try {
    say(
      `Simulated Azure at ${simulator.environment['SIM_CONTROL'] ?? ''}, profile ${options.profile}, speed ${options.speed}`,
    );
    const result = await release(simulator, options);
    await report(result, output);
    await reportLeftovers(simulator);
    const saved = options.saveVhd === undefined || (await saveVhd(simulator, result, osDisk, resolve(options.saveVhd)));
    return result.exitCode === 0 && !saved ? 1 : result.exitCode;
  } finally {
    await simulator.stop();
  }
}

async function madeDisk(output: string): Promise<{ readonly path: string }> {
  return writeVhd(join(output, 'os-disk.vhd'), DISK_BYTES, 'demo OS disk');
}

async function release({ environment }: SimulatorProcess, options: DemoArguments): Promise<ActionResult> {
  const value = (name: string): string => environment[name] ?? '';
  const { AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, AZURE_TENANT_ID, AZURE_SUBSCRIPTION_ID, ...job } = environment;
  const workspace = workspaceFor(options.poolSpec);
  const cancel = new AbortController();
  const onInterrupt = (): void => {
    say('Cancelling the run, as GitHub would ...');
    cancel.abort();
  };
  process.once('SIGINT', onInterrupt);
  say('');
  const result = await runAction({
    entry: join(CHECKOUT, 'dist', 'main', 'index.js'),
    post: join(CHECKOUT, 'dist', 'post', 'index.js'),
    workspace: workspace.folder,
    inputs: {
      'client-id': AZURE_CLIENT_ID ?? '',
      'tenant-id': AZURE_TENANT_ID ?? '',
      'subscription-id': AZURE_SUBSCRIPTION_ID ?? '',
      'resource-group': value('SIM_RESOURCE_GROUP'),
      'vm-name': value('SIM_VM'),
      gallery: value('SIM_GALLERY'),
      'batch-account': value('SIM_BATCH'),
      'pool-spec': workspace.poolSpec,
    },
    environment: job,
    secrets: AZURE_CLIENT_SECRET === undefined ? [] : [AZURE_CLIENT_SECRET],
    signal: cancel.signal,
    onLine: (line) => {
      const shown = readable(line);
      if (shown !== undefined) say(shown);
    },
  });
  process.off('SIGINT', onInterrupt);
  say('');
  return result;
}

/** The folder that stands for the repository, and the pool spec in it, as a workflow would write it. */
function workspaceFor(file: string | undefined): { readonly folder: string; readonly poolSpec: string } {
  if (file === undefined) return { folder: CHECKOUT, poolSpec: relative(CHECKOUT, EXAMPLE_POOL) };
  const path = resolve(file);
  return { folder: dirname(path), poolSpec: basename(path) };
}

async function report(result: ActionResult, output: string): Promise<void> {
  for (const [name, value] of Object.entries(result.outputs)) say(`${name}=${singleLine(value)}`);
  const markdown = `${result.summary}${result.post?.summary ?? ''}`;
  const files = { markdown: join(output, 'summary.md'), page: join(output, 'summary.html') };
  mkdirSync(dirname(files.markdown), { recursive: true });
  writeFileSync(files.markdown, markdown);
  writeFileSync(files.page, await summaryPage('azure-batch-image-pool: job summary', markdown));
  say('');
  say(`Job summary: ${files.markdown} and ${files.page}`);
  say(`Exit code ${result.exitCode} after ${(result.durationMs / 1000).toFixed(1)} s`);
}

async function reportLeftovers({ control }: SimulatorProcess): Promise<void> {
  const leftovers = await control.leftovers();
  say(leftovers.length === 0 ? 'Nothing is left over in Azure.' : 'Left over in Azure:');
  for (const { kind, id } of leftovers) say(`  ${kind} ${id}`);
}

/** Downloads the captured blob; whether it equals the OS disk. */
async function saveVhd(
  { environment }: SimulatorProcess,
  result: ActionResult,
  osDisk: string,
  path: string,
): Promise<boolean> {
  const url = result.outputs['vhd-url'];
  if (url === undefined || url === '') {
    say('There is no captured VHD to save.');
    return false;
  }
  const client = createAzureClient(environment);
  try {
    const { bytes } = await downloadPageBlob(client, url, path);
    const difference = await firstDifference(osDisk, path);
    say(`Saved ${bytes} bytes of ${url} to ${path}`);
    say(
      difference === undefined ? 'It equals the OS disk byte for byte.' : `It differs from the OS disk: ${difference}.`,
    );
    return difference === undefined;
  } finally {
    client.close();
  }
}

/** A line of the log as GitHub's page shows it; undefined for what it hides. */
function readable(line: string): string | undefined {
  const found = /^::([\w-]+)[^:]*(?:::)(.*)$/.exec(line);
  const text = (found?.[2] ?? '').replaceAll('%0A', '\n').replaceAll('%0D', '').replaceAll('%25', '%');
  switch (found?.[1]) {
    case undefined:
      return line;
    case 'group':
      return `▸ ${text}`;
    case 'error':
      return `Error: ${text}`;
    case 'warning':
      return `Warning: ${text}`;
    case 'notice':
      return `Notice: ${text}`;
    default:
      return undefined;
  }
}

/** JSON on one line; any other text that spans lines is written as a JSON string. */
function singleLine(value: string): string {
  if (!value.includes('\n')) return value;
  try {
    return JSON.stringify(JSON.parse(value));
  } catch {
    return JSON.stringify(value);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
