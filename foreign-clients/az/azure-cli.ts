// Azure CLI as a foreign client: signs in, then does the whole job in stories that run side by side.
import { availableParallelism } from 'node:os';
import type { Installed, Tool } from '../tool.ts';
import { findAzureCli } from './find.ts';
import { withSession, type Session } from './session.ts';
import { batch } from './steps/batch.ts';
import { machine } from './steps/machine.ts';
import { oldMachine } from './steps/old-machine.ts';
import { refusals } from './steps/refusals.ts';
import { otherSignIns, signIn } from './steps/sign-in.ts';
import { storage } from './steps/storage.ts';
import { checkWire } from './wire.ts';

/** Each on resources of its own; the longest first. */
const STORIES: Readonly<Record<string, (session: Session) => Promise<void>>> = {
  machine,
  batch,
  storage,
  'old-machine': oldMachine,
  refusals,
  'sign-in': otherSignIns,
};

export const azureCli: Tool = {
  name: 'az',
  title: 'Azure CLI',
  needs: "the command `az` with its Python, for example Debian's package azure-cli (tried with 2.45)",
  async find() {
    const found = findAzureCli();
    if (found === undefined) return undefined;
    return { description: `${found.version} on ${found.python}`, run: (report) => drive(found.python, report) };
  },
};

function drive(python: string, report: Parameters<Installed['run']>[0]): Promise<void> {
  return withSession(python, report, async (session) => {
    if (!(await signIn(session))) {
      report.note('nothing else can be tried without a sign-in');
      return;
    }
    const waiting = Object.entries(STORIES);
    // A command waits for its answers for as long as it computes: one more than there are processors keeps them busy.
    const lanes = Array.from({ length: availableParallelism() + 1 }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [name, story] = next;
        const own = session.fork(name);
        await story(own);
        await own.close();
      }
    });
    await Promise.all(lanes);
    await checkWire(report, await session.simulator.control.log());
  });
}
