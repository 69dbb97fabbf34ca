// A made-up file with examples, the operations in it, and what trials of them may end in.
import { rmSync } from 'node:fs';
import type { Exchange } from '../../../conformance/exchange.ts';
import type { JsonObject } from '../../../conformance/json.ts';
import { readSpecifications, type Operation, type Specifications } from '../../../conformance/openapi.ts';
import type { Outcome, Performed } from '../../../conformance/suite/perform.ts';
import type { Refusal } from '../../../conformance/suite/play.ts';
import type { Trial } from '../../../conformance/suite/trials.ts';
import { read, TOYS, writeFiles } from '../toys.ts';

export const GROUP = '/subscriptions/{subscriptionId}/resourceGroups/{group}';
const NAMES = { subscriptionId: 's', group: 'g', name: 'bear', 'api-version': '2020-01-01' };
const toys = TOYS['toys/toys.json'];
const [path, methods] = Object.entries(toys.paths)[0] ?? [];

/** The toys, with examples of their PUT: one at hand, one that is missing. */
export const WITH_EXAMPLES = {
  ...TOYS,
  'toys/toys.json': {
    ...toys,
    paths: {
      [path ?? '']: {
        ...methods,
        put: {
          ...methods?.put,
          'x-ms-examples': {
            'A red toy': { $ref: './examples/Red.json' },
            'The same under another title': { $ref: './examples/Red.json' },
            'A toy nobody kept': { $ref: './examples/Lost.json' },
          },
        },
      },
    },
  },
  'toys/examples/Red.json': {
    parameters: { ...NAMES, 'x-ms-toy-box': 'left', toy: { properties: { size: 3, colour: 'Red' } } },
    responses: {},
  },
};

/** Reads the files, and leaves none behind when `use` is done. */
export function withFiles<T>(files: Readonly<Record<string, object>>, use: (specifications: Specifications) => T): T {
  const directory = writeFiles(files);
  try {
    return use(readSpecifications(directory));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

export function operationsOf(files: Readonly<Record<string, object>> = TOYS): readonly Operation[] {
  return withFiles(files, ({ operations }) => operations);
}

export function operation(id: string, files: Readonly<Record<string, object>> = TOYS): Operation {
  const found = operationsOf(files).find((one) => one.id === id);
  if (found === undefined) throw new Error(`The toys have no ${id}.`);
  return found;
}

export function trial(of: Operation, changes: Partial<Trial> = {}): Trial {
  return { operation: of, state: {}, name: 'Red.json', values: {}, kind: 'example', expected: undefined, ...changes };
}

/** A trial and how it ended; its exchange is `Red.json #7`, so that a finding can be about it. */
export function performed(
  of: Operation,
  outcome: Outcome,
  { name = 'Red.json', kind = 'example', expected }: Partial<Trial> & { readonly expected?: Refusal } = {},
): Performed {
  const request: Exchange = read({ scenario: name });
  return { trial: trial(of, { name, kind, expected }), outcome, unknown: [], request };
}

export function bodyOf(values: JsonObject): JsonObject {
  return { ...NAMES, ...values };
}
