import { expect, test } from '@jest/globals';
import { documentationOf } from '../../src/github/documentation.ts';

test('a page of Azure’s documentation is its address', () => {
  expect(documentationOf('vhd-footer', {})).toMatch(/^https:\/\/learn\.microsoft\.com\//);
});

test('a page of this repository is linked at the ref of the action that runs', () => {
  const environment = {
    GITHUB_SERVER_URL: 'https://github.example',
    GITHUB_ACTION_REPOSITORY: 'octo/pool',
    GITHUB_ACTION_REF: 'releases/v1',
  };
  expect(documentationOf('input-missing', environment)).toBe(
    'https://github.example/octo/pool/blob/releases%2Fv1/README.md#inputs',
  );
});

test('it is named by its path where the runner does not tell the repository', () => {
  expect(documentationOf('input-missing', {})).toBe('README.md#inputs');
  expect(documentationOf('input-missing', { GITHUB_ACTION_REPOSITORY: '', GITHUB_ACTION_REF: '' })).toBe(
    'README.md#inputs',
  );
});
