// Settles the proxy of a run before any client is loaded: its password is masked, its variables are made to say the same to all.
import { agreedVariables, readProxy, secretsOf } from '../azure/proxy.ts';
import type { Problem } from '../problem.ts';
import type { WorkflowHost } from './host.ts';

export function settleProxy(host: Pick<WorkflowHost, 'secret'>, environment: NodeJS.ProcessEnv): readonly Problem[] {
  const reading = readProxy(environment);
  if (reading.kind === 'unusable') {
    const { variable, found } = reading;
    return [
      {
        code: 'proxy-unusable',
        input: variable,
        found,
        expected: 'the URL of an HTTP proxy, `http://host:port` or `http://user:password@host:port`',
        fix: `Correct the environment variable ${variable} of the job or of the runner.`,
      },
    ];
  }
  if (reading.kind === 'proxy') for (const secret of secretsOf(reading.url)) host.secret(secret);
  for (const [name, value] of Object.entries(agreedVariables(environment))) {
    if (value === undefined) Reflect.deleteProperty(environment, name);
    else environment[name] = value;
  }
  return [];
}
