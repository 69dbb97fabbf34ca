// The rights of an inspection: with exactly those of docs/roles everything is shown, and without each one a part is not.
import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { inspectAccount } from '../../src/inspect/inspect.ts';
import { principalWith, rightsOf } from '../action/exact-roles.ts';
import { idOf, IDS } from '../action/worlds.ts';
import { createSimulated } from '../azure/simulated.ts';
import { DEFAULT_NAMES } from '../../simulator/scenario/default-names.ts';

const simulated = createSimulated();
const BOOK = join(import.meta.dirname, '../../simulator/scenarios');
const GROWN = parse(readFileSync(join(BOOK, 'grown-account.yaml'), 'utf8')) as object;
const PLACES = {
  'batch-account': [IDS.batch],
  gallery: [IDS.gallery],
  'storage-account': [IDS.storage],
  container: [IDS.storage],
  'managed-images': [idOf('Microsoft.Compute/images', 'golden-2018')],
};

/** What an inspection says that it could not read: problems, or parts that are missing. */
async function unread(lacking: readonly string[]): Promise<readonly string[]> {
  await simulated.enter({ ...GROWN, principals: [principalWith(['inspect'], { lacking, places: PLACES })] });
  const request = { subscriptionId: DEFAULT_NAMES.subscriptionId, batchAccountId: IDS.batch };
  const inspection = await inspectAccount(request, simulated.connected());
  if (inspection.kind === 'problems') return inspection.problems.map(({ found }) => found);
  return inspection.inventory.warnings.flatMap(({ code, text }) => (code === 'part-unread' ? [text] : []));
}

describe('an inspection', () => {
  test('shows everything to a caller with exactly its rights', async () => {
    expect(await unread([])).toEqual([]);
  });

  test.each(rightsOf(['inspect']))('names what is missing: %s', async (right) => {
    expect((await unread([right])).join('\n')).toContain(`no right to ${right} over `);
  });
});
