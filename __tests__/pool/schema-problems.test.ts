// An object with too few or too many properties is told in the words of what the properties are.
import { expect, test } from '@jest/globals';
import { DATA_PLANE_SHAPE } from '../../src/pool/generated/shapes.ts';
import { schemaProblems } from '../../src/pool/schema-problems.ts';

test.each<[string, 'minProperties' | 'maxProperties', number, string, string]>([
  ['/resourceTags', 'maxProperties', 2, '3 properties in resourceTags', 'at most 2'],
  ['/startTask', 'minProperties', 2, '1 property in startTask', 'at least 2'],
  ['/mountConfiguration/0', 'minProperties', 1, '0 file systems in mountConfiguration[0]', 'exactly one in each item'],
  ['/mountConfiguration/1', 'maxProperties', 1, '2 file systems in mountConfiguration[1]', 'exactly one in each item'],
])('%s: %s', (instancePath, keyword, limit, found, expected) => {
  const body = {
    resourceTags: { a: '1', b: '2', c: '3' },
    startTask: { commandLine: 'true' },
    mountConfiguration: [{}, { nfsMountConfiguration: {}, cifsMountConfiguration: {} }],
  };
  const document = {
    body,
    shape: DATA_PLANE_SHAPE,
    schema: 'pool.json',
    locate: () => ({ file: 'pool.json', line: 1, column: 1 }),
  };
  const error = { keyword, instancePath, schemaPath: '', params: { limit } };
  expect(schemaProblems(document, [error])).toMatchObject([{ code: 'pool-spec-value', found, expected }]);
});
