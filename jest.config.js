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
  testTimeout: 60_000,
  // Most tests wait for processes; with jest's default a machine of two cores would run one at a time.
  maxWorkers: '100%',
};
