// A release of the simulator's default world, as a workflow would run it.
import { join } from 'node:path';
import type { RunActionOptions } from '../runner/run-action.ts';

export const CHECKOUT = join(import.meta.dirname, '..');

/** @param environment of the simulator's clients. */
export function defaultRelease(
  environment: Readonly<Record<string, string>>,
): Pick<RunActionOptions, 'entry' | 'workspace' | 'inputs' | 'environment' | 'secrets'> {
  const { AZURE_CLIENT_ID, AZURE_CLIENT_SECRET, AZURE_TENANT_ID, AZURE_SUBSCRIPTION_ID, ...job } = environment;
  return {
    entry: join(CHECKOUT, 'dist', 'main', 'index.js'),
    workspace: CHECKOUT,
    inputs: {
      'client-id': AZURE_CLIENT_ID ?? '',
      'tenant-id': AZURE_TENANT_ID ?? '',
      'subscription-id': AZURE_SUBSCRIPTION_ID ?? '',
      'resource-group': job['SIM_RESOURCE_GROUP'] ?? '',
      'vm-name': job['SIM_VM'] ?? '',
      gallery: job['SIM_GALLERY'] ?? '',
      'batch-account': job['SIM_BATCH'] ?? '',
      'pool-spec': join('examples', 'pool.yaml'),
    },
    environment: job,
    secrets: AZURE_CLIENT_SECRET === undefined ? [] : [AZURE_CLIENT_SECRET],
  };
}
