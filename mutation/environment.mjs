// Jest's environment for tests of the switched copy: tells the switchboard, also that of child processes, which test runs,
// leaves out tests that were not asked for, and stops at the first that fails.
import { TestEnvironment } from 'jest-environment-node';

let files = 0;

export default class MutationEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    const { mutationTests } = config.projectConfig.testEnvironmentOptions;
    this.wanted = mutationTests === undefined ? undefined : new Set(mutationTests);
    this.tell('MUTATION_FILE', context.testPath);
    // A simulator is told of one file: no file uses one that another has started.
    this.tell('JEST_WORKER_ID', `file-${(files += 1)}`);
    this.tell('MUTATION_TEST', '');
    this.hasFailed = false;
  }

  // A test sees a copy of the environment; what it starts inherits the real one, unless it says otherwise.
  tell(name, value) {
    process.env[name] = value;
    this.global.process.env[name] = value;
  }

  handleTestEvent(event) {
    switch (event.name) {
      case 'test_start': {
        const name = fullName(event.test);
        this.tell('MUTATION_TEST', name);
        if (this.isUnwanted(name)) event.test.mode = 'skip';
        break;
      }
      case 'test_done':
        if (event.test.errors.length > 0) this.hasFailed = true;
        this.tell('MUTATION_TEST', '');
        break;
    }
  }

  isUnwanted(name) {
    return this.wanted !== undefined && (this.hasFailed || !this.wanted.has(name));
  }
}

function fullName(test) {
  const names = [];
  for (let one = test; one.name !== 'ROOT_DESCRIBE_BLOCK'; one = one.parent) names.unshift(one.name);
  return names.join(' ');
}
