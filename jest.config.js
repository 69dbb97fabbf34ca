import { availableParallelism } from 'node:os';

if (Number(process.versions.node.split('.')[0]) < 24) {
  throw new Error(
    `The tests need Node.js 24, this is ${process.version}. Run them as \`npm test\`, which brings its own.`,
  );
}

export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/scripts/strip-types.cjs' },
  modulePathIgnorePatterns: ['<rootDir>/lib', '<rootDir>/dist'],
  globalSetup: '<rootDir>/scripts/jest-start.mjs',
  globalTeardown: '<rootDir>/scripts/jest-end.mjs',
  testTimeout: 60_000,
  // Most tests wait for processes that wait for answers, so there is work for more workers than cores.
  maxWorkers: Math.ceil(1.5 * availableParallelism()),
};
