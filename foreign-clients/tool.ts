// What a foreign client is to `run.ts`: a tool that may be installed here, and the steps it drives.
import type { Report } from './report.ts';

export interface Tool {
  /** What `--only` calls it, and what stands before its steps. */
  readonly name: string;
  readonly title: string;
  /** What a reader must install to run its steps. */
  readonly needs: string;
  /** Looks for it on this machine; undefined when it is not installed. */
  find(): Promise<Installed | undefined>;
}

export interface Installed {
  /** Which one was found, for people to read. */
  readonly description: string;
  run(report: Report): Promise<void>;
}
