// Annotations within the runner's limits: it keeps ten of each type per step and cuts messages at 4,096 characters.
import type * as core from '@actions/core';
import { logText } from './log-text.ts';

export type AnnotationType = 'error' | 'warning' | 'notice';

export interface Annotation {
  readonly type: AnnotationType;
  readonly text: string;
  readonly title?: string;
  readonly position?: { readonly file: string; readonly line: number; readonly column: number };
}

export interface Annotations {
  add(annotation: Annotation): void;
  /** Says how many did not become annotations. Call once, at the end. */
  finish(): void;
}

export type AnnotationPrinter = Pick<typeof core, 'error' | 'warning' | 'notice' | 'info'>;

const MOST_PER_TYPE = 9;
const LONGEST_MESSAGE = 4096;

const LABELS: Record<AnnotationType, string> = { error: 'Error', warning: 'Warning', notice: 'Notice' };

/** The first nine of a type are annotations; the tenth place tells how many more the log and the summary hold. */
export function createAnnotations(printer: AnnotationPrinter): Annotations {
  const counts: Record<AnnotationType, number> = { error: 0, warning: 0, notice: 0 };

  return {
    add({ type, text, title, position }) {
      counts[type] += 1;
      if (counts[type] > MOST_PER_TYPE) {
        printer.info(`${LABELS[type]}: ${logText(text)}`);
        return;
      }
      printer[type](cut(text), {
        ...(title === undefined ? {} : { title }),
        ...(position && { file: position.file, startLine: position.line, startColumn: position.column }),
      });
      if (text.length > LONGEST_MESSAGE) printer.info(`${LABELS[type]}, in full: ${logText(text)}`);
    },
    finish() {
      for (const type of ['error', 'warning', 'notice'] as const) {
        const more = counts[type] - MOST_PER_TYPE;
        if (more > 0) printer[type](`and ${more} more: see the log and the job summary`);
      }
    },
  };
}

function cut(text: string): string {
  return text.length <= LONGEST_MESSAGE ? text : `${text.slice(0, LONGEST_MESSAGE - 3)}...`;
}
