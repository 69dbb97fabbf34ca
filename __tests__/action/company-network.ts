// Whole-process runs behind a company's proxy, or in a network without one; both are gone when the test is done.
import { afterEach } from '@jest/globals';
import { startCompanyProxy, type CompanyProxy, type ProxyRules } from './company-proxy.ts';
import { openDirectAccess, type DirectAccess } from './direct-access.ts';
import type { Stage } from './harness.ts';

export const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'];

/** Hosts that a release asks for, by the client that asks. */
export const CLIENTS = {
  GitHub: 'run-actions-1-azure-eastus.actions.githubusercontent.com',
  Entra: 'login.microsoftonline.com',
  ARM: 'management.azure.com',
  Batch: 'batchrender.westeurope.batch.azure.com',
  Storage: 'strender.blob.core.windows.net',
} as const;

export interface CompanyNetwork {
  proxy(rules?: ProxyRules): Promise<CompanyProxy>;
  direct(): Promise<DirectAccess>;
}

/** Call it at the top of a test file. */
export function createCompanyNetwork(stage: Stage): CompanyNetwork {
  const open: { close(): Promise<void> }[] = [];
  const kept = <T extends { close(): Promise<void> }>(one: T): T => {
    open.push(one);
    return one;
  };
  const simulator = (): string => stage.environment['HTTPS_PROXY'] ?? '';
  afterEach(async () => {
    await Promise.all(open.splice(0).map(async (one) => one.close()));
  });
  return {
    proxy: async (rules) => kept(await startCompanyProxy(simulator(), rules)),
    direct: async () => kept(await openDirectAccess(simulator())),
  };
}

/** The hosts that a proxy was asked for, each once, in order of the first request. */
export function hostsOf({ connects }: CompanyProxy): readonly string[] {
  return [...new Set(connects.map(({ host }) => host.replace(/^md-[0-9a-z]+\.z\d+/, 'md')))];
}

export function withCredentials(url: string, credentials: string): string {
  return url.replace('//', `//${credentials}@`);
}
