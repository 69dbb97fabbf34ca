// Signing in: with a secret, with a federated token, and what is refused.
import { expectLike, expectRefusal } from '../expect.ts';
import type { Session } from '../session.ts';

/** Leaves the session signed in; nothing else can be tried without it. */
export async function signIn({ az, report, environment, subscription }: Session): Promise<boolean> {
  const [client, tenant] = [environment['AZURE_CLIENT_ID'] ?? '', environment['AZURE_TENANT_ID'] ?? ''];
  const secret = environment['AZURE_CLIENT_SECRET'] ?? '';
  const signedIn = await report.step('login with a secret', async () => {
    const accounts = await az`login --service-principal --username ${client} --password ${secret} --tenant ${tenant}`;
    expectLike(accounts, [{ id: subscription, state: 'Enabled', user: { name: client, type: 'servicePrincipal' } }]);
  });
  if (!signedIn) return false;
  await report.step('account show', async () => {
    expectLike(await az`account show`, {
      id: subscription,
      tenantId: tenant,
      environmentName: 'AzureCloud',
    });
  });
  return true;
}

export async function otherSignIns(session: Session): Promise<void> {
  const { report, environment, group } = session;
  const [client, tenant] = [environment['AZURE_CLIENT_ID'] ?? '', environment['AZURE_TENANT_ID'] ?? ''];
  const { az } = session.fork('federated', false);
  const token = environment['SIM_FEDERATED_TOKEN'] ?? '';
  await report.step('login with a federated token', async () => {
    expectLike(await az`login --service-principal --username ${client} --federated-token ${token} --tenant ${tenant}`, [
      { tenantId: tenant },
    ]);
    expectLike(await az`group show --name ${group}`, { name: group });
  });
  await report.step('login with a wrong secret is refused', () =>
    expectRefusal(
      az`login --service-principal --username ${client} --password wrong --tenant ${tenant}`,
      'AADSTS7000215: Invalid client secret provided.',
    ),
  );
  await report.step('login as an application that is not there is refused', () =>
    expectRefusal(
      az`login --service-principal --username ${client.replace(/^./, '0')} --password x --tenant ${tenant}`,
      'AADSTS700016',
    ),
  );
  await report.step('login with a token of another issuer is refused', () =>
    expectRefusal(
      az`login --service-principal --username ${client} --federated-token ${forged(token)} --tenant ${tenant}`,
      /AADSTS70021\d?/,
    ),
  );
}

/** The same claims as if someone else had made them. */
function forged(token: string): string {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  const other = Buffer.from(JSON.stringify({ ...claims, iss: 'https://tokens.example' })).toString('base64url');
  return [header, other, signature].join('.');
}
