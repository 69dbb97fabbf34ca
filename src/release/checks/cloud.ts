// What a workflow says about the cloud: as far as it can be judged before anyone is asked, and what the cloud itself answers.
import { CLOUD_ENDPOINTS, type UnknownCloud } from '../../azure/cloud.ts';
import { nearestName } from '../../nearest-name.ts';
import type { Problem } from '../../problem.ts';
import type { SignInInputs } from '../inputs.ts';

const CLOUDS = ['AzureCloud', 'AzureUSGovernment', 'AzureChinaCloud'];

export function cloudProblems({ environment, cloudEndpoints }: SignInInputs): readonly Problem[] {
  const named = CLOUDS.some((cloud) => cloud.toLowerCase() === environment.toLowerCase());
  const own = named || isEndpoint(environment) ? [] : [unknownCloud(environment)];
  return [...own, ...Object.entries(cloudEndpoints).flatMap(([name, value]) => endpointProblem(name, value) ?? [])];
}

/** What answers at the address describes no cloud in which a release can run. */
export function unusableCloud({ input, found, expected, fix }: UnknownCloud): Problem {
  return { code: 'cloud-unusable', input, found, expected, fix };
}

function unknownCloud(environment: string): Problem {
  return {
    code: 'input-invalid',
    input: 'environment',
    found: `\`${environment}\``,
    expected: `\`${CLOUDS.join('`, `')}\`, or the \`https\` address of an Azure Resource Manager endpoint`,
    fix: 'Correct `environment`, or leave it out for the public cloud.',
  };
}

function endpointProblem(name: string, value: string): Problem | undefined {
  const input = 'cloud-endpoints';
  const known = CLOUD_ENDPOINTS.some((one) => one === name);
  if (!known) {
    const near = nearestName(name, CLOUD_ENDPOINTS);
    return {
      code: 'cloud-endpoint-unknown',
      input,
      found: `\`${name}\`, which is no endpoint that can be named`,
      expected: `\`${CLOUD_ENDPOINTS.join('`, `')}\``,
      fix: near === undefined ? `Remove \`${name}\`.` : `Did you mean \`${near}\`?`,
    };
  }
  if (isEndpoint(value)) return undefined;
  return {
    code: 'cloud-endpoint-invalid',
    input,
    found: `\`${name}=${value}\``,
    expected: 'an `https` URL without user, query and fragment',
    fix: name.endsWith('audience')
      ? 'Name the audience as the resource is registered in Entra, without `/.default`.'
      : 'Write the address as the cloud’s documentation has it.',
  };
}

function isEndpoint(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url?.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === '' &&
    !url.pathname.endsWith('/.default')
  );
}
