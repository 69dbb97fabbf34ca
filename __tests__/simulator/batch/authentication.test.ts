// Who may call the data plane, with what, in which envelope; and the real client of the service against it.
import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { BatchServiceModels } from '@azure/batch';
import { BatchServiceClient, BatchSharedKeyCredentials } from '@azure/batch';
import { HttpHeaders } from '@azure/ms-rest-js';
import type { HttpClient } from '@azure/ms-rest-js';
import { createBatch } from '../../../simulator/batch/batch.ts';
import { createTokens } from '../../../simulator/identity/tokens.ts';
import { AUDIENCES } from '../../../simulator/identity/audiences.ts';
import { at, isObject } from '../../../simulator/kernel/json.ts';
import { refused } from './refusals.ts';
import {
  ACCOUNT,
  ENDPOINT,
  GROUP,
  OWNER,
  SUBSCRIPTION,
  codeOf,
  createTestWorld,
  poolBody,
  valuesOf,
  textOf,
} from './world.ts';
import type { TestWorld } from './world.ts';

async function keyOf({ arm }: TestWorld): Promise<string> {
  return textOf((await arm('POST', `${ACCOUNT}/listKeys`)).body.primary);
}

/** A signature made by the documented recipe, independently of the service's own code. */
function signed(key: string, text: string): string {
  return `SharedKey batchrender:${createHmac('sha256', Buffer.from(key, 'base64')).update(text).digest('base64')}`;
}

const DATE = 'Mon, 23 Nov 2026 00:00:00 GMT';
const TO_SIGN = `GET\n\n\n\n\n\n\n\n\n\n\n\nocp-date:${DATE}\n/batchrender/pools\napi-version:2024-07-01.20.0`;

describe('the account key', () => {
  test('opens the account with a right signature', async () => {
    const world = createTestWorld({ roles: [] });
    const headers = { authorization: signed(await keyOf(world), TO_SIGN), 'ocp-date': DATE };
    expect((await world.call('GET', '/pools', undefined, { headers })).status).toBe(200);
  });

  test('links no network', async () => {
    const world = createTestWorld();
    const subnetId = `${GROUP}/providers/Microsoft.Network/virtualNetworks/net/subnets/inner`;
    // The image of poolBody would be refused after the network, with the same code.
    const body = poolBody('render', { networkConfiguration: { subnetId } });
    const type = 'application/json; odata=minimalmetadata; charset=utf-8';
    const text = `POST\n\n\n${JSON.stringify(body).length}\n\n${type}\n\n\n\n\n\n\nocp-date:${DATE}\n/batchrender/pools\napi-version:2024-07-01.20.0`;
    const headers = {
      authorization: signed(await keyOf(world), text),
      'ocp-date': DATE,
      'content-length': String(JSON.stringify(body).length),
    };
    expect(refused(await world.call('POST', '/pools', body, { headers }))).toEqual({
      code: '403 AuthenticationFailed',
      AuthenticationErrorDetail:
        'The specified type of authentication SharedKey is not allowed when external resources of type Network are linked.',
    });
  });

  test('signs the length of an empty body when the request says it', async () => {
    const world = createTestWorld({ roles: [] });
    const key = await keyOf(world);
    const remove = async (sent: string | undefined, length: string) => {
      const text = `DELETE\n\n\n${length}\n\n\n\n\n\n\n\n\nocp-date:${DATE}\n/batchrender/pools/none\napi-version:2024-07-01.20.0`;
      const headers = { authorization: signed(key, text), 'ocp-date': DATE, ...(sent && { 'content-length': sent }) };
      return codeOf(await world.call('DELETE', '/pools/none', undefined, { headers }));
    };
    expect(await remove('0', '0')).toBe('404 PoolNotFound');
    expect(await remove('0', '')).toBe('404 PoolNotFound');
    expect(await remove(undefined, '')).toBe('404 PoolNotFound');
    expect(await remove(undefined, '0')).toBe('403 AuthenticationFailed');
  });

  test.each<[string, string, string, RegExp]>([
    ['a wrong signature', DATE, `${TO_SIGN}x`, /MAC signature/],
    ['an old request', 'Sun, 22 Nov 2026 00:00:00 GMT', TO_SIGN.replace('Mon, 23', 'Sun, 22'), /15 minutes/],
  ])('is refused with %s', async (_, date, text, detail) => {
    const world = createTestWorld();
    const headers = { authorization: signed(await keyOf(world), text), 'ocp-date': date };
    const answer = await world.call('GET', '/pools', undefined, { headers });
    expect(codeOf(answer)).toBe('403 AuthenticationFailed');
    expect(valuesOf(answer).AuthenticationErrorDetail).toMatch(detail);
  });

  test.each([{ poolAllocationMode: 'UserSubscription' }, { allowedAuthenticationModes: ['AAD'] }])(
    'is refused by an account with %j',
    async (account) => {
      const world = createTestWorld({ account });
      const headers = { authorization: signed('AAAA', TO_SIGN), 'ocp-date': DATE };
      const answer = await world.call('GET', '/pools', undefined, { headers });
      expect(codeOf(answer)).toBe('403 AuthenticationFailed');
      expect(valuesOf(answer).AuthenticationErrorDetail).toBe(
        'The specified type of authentication SharedKey is not allowed for this account.',
      );
    },
  );
});

test.each([{ publicNetworkAccess: 'Disabled' }, { networkProfile: { accountAccess: { defaultAction: 'Deny' } } }])(
  'an account with %j refuses everybody',
  async (account) => {
    const answer = await createTestWorld({ account }).call('GET', '/pools');
    expect(codeOf(answer)).toBe('403 AuthorizationFailure');
    expect(at(answer.body, 'message', 'value')).toContain('This request is not authorized to perform this operation.');
  },
);

test('an account of a disabled subscription is disabled', async () => {
  const { world, call } = createTestWorld();
  world.resources.put(SUBSCRIPTION, { id: SUBSCRIPTION, state: 'Disabled' });
  const answer = await call('GET', '/pools');
  expect(codeOf(answer)).toBe('403 AccountIsDisabled');
  expect(at(answer.body, 'message', 'value')).toContain('The specified account is disabled.');
});

test('an account without AAD refuses tokens', async () => {
  const world = createTestWorld({ account: { allowedAuthenticationModes: ['SharedKey'] } });
  const answer = await world.call('GET', '/pools');
  expect(valuesOf(answer).AuthenticationErrorDetail).toBe(
    'The specified type of authentication AAD is not allowed for this account.',
  );
});

test('a token must be for Batch, not for ARM', async () => {
  const { world } = createTestWorld();
  const principal = { clientId: 'client', objectId: 'object', tenantId: 'tenant', roles: [OWNER] };
  const known = { ...world, scenario: { ...world.scenario, principals: [principal] } };
  const tokens = await createTokens(known);
  const { service } = createBatch(known, tokens);
  const get = async (audience: string) => {
    const authorization = `Bearer ${await tokens.issue(principal, audience)}`;
    const url = new URL(`https://${ENDPOINT}/pools?api-version=2024-07-01.20.0`);
    return service.handle({ method: 'GET', url, headers: { authorization }, body: Buffer.alloc(0) });
  };
  expect((await get(AUDIENCES.batch[0])).status).toBe(200);
  const refused = await get(AUDIENCES.arm[0]);
  expect(refused.status).toBe(401);
  expect(refused.headers).toHaveProperty('www-authenticate');
  expect(refused.body).toMatchObject({ code: 'InvalidAuthenticationInfo', message: { lang: 'en-US' } });
});

describe('the envelope of a refusal', () => {
  test('is at the top level, with request ID and time', async () => {
    const { call } = createTestWorld();
    const { status, body, headers } = await call('GET', '/pools/none', undefined, {
      headers: { 'client-request-id': 'mine', 'return-client-request-id': 'true' },
    });
    expect(status).toBe(404);
    expect(headers).toMatchObject({ 'client-request-id': 'mine' });
    expect(body).toEqual({
      'odata.metadata': `https://${ENDPOINT}/$metadata#Microsoft.Azure.Batch.Protocol.Entities.Container.errors/@Element`,
      code: 'PoolNotFound',
      message: {
        lang: 'en-US',
        value: `The specified pool does not exist.\nRequestId:${textOf(headers['request-id'])}\nTime:2026-11-23T00:00:00.0000000Z`,
      },
    });
  });

  test.each(['application/json', 'text/plain', ''])('the content type %j is refused', async (type) => {
    const { call } = createTestWorld();
    const answer = await call('POST', '/pools', poolBody('render'), { headers: { 'content-type': type } });
    expect(codeOf(answer)).toBe('400 InvalidHeaderValue');
    expect(valuesOf(answer).HeaderName).toBe('Content-Type');
  });

  test.each<[string, string]>([
    ['GET', '/certificates'],
    ['POST', '/jobschedules'],
    ['PUT', '/pools/render'],
  ])('%s %s is not simulated, and says so', async (method, path) => {
    const { call } = createTestWorld();
    const answer = await call(method, path);
    expect(codeOf(answer)).toBe('501 NotSimulated');
    expect(at(answer.body, 'message', 'value')).toContain(`${method} ${path}`);
  });

  test('serves only the hosts of accounts that exist', () => {
    const { batch } = createTestWorld();
    expect(batch.service.serves(ENDPOINT)).toBe(true);
    expect(batch.service.serves('other.westeurope.batch.azure.com')).toBe(false);
  });
});

/** The client of @azure/batch, with the simulated service in place of the network. */
function clientFor(
  { batch }: TestWorld,
  credentials: ConstructorParameters<typeof BatchServiceClient>[0],
): BatchServiceClient {
  const httpClient: HttpClient = {
    async sendRequest(request) {
      const url = new URL(request.url);
      const headers = Object.fromEntries(
        request.headers.headersArray().map(({ name, value }) => [name.toLowerCase(), value]),
      );
      const body = Buffer.from(typeof request.body === 'string' ? request.body : '');
      // As the HTTP stack would.
      if (body.length > 0) headers['content-length'] = textOf(body.length);
      const answer = await batch.service.handle({ method: request.method, url, headers, body });
      const json = answer.body !== undefined && isObject(answer.body as never) ? JSON.stringify(answer.body) : '';
      return { request, status: answer.status, headers: new HttpHeaders({ ...answer.headers }), bodyAsText: json };
    },
  };
  return new BatchServiceClient(credentials, `https://${ENDPOINT}`, { httpClient, noRetryPolicy: true });
}

describe('the real client', () => {
  const pool: BatchServiceModels.PoolAddParameter = {
    id: 'render',
    vmSize: 'Standard_D2s_v5',
    virtualMachineConfiguration: {
      imageReference: {
        publisher: 'canonical',
        offer: '0001-com-ubuntu-server-jammy',
        sku: '22_04-lts',
        version: 'latest',
      },
      nodeAgentSKUId: 'batch.node.ubuntu 22.04',
    },
    targetDedicatedNodes: 1,
  };

  const withFreshDates = (): TestWorld => {
    const clock = {
      now: () => new Date(),
      milliseconds: () => 0,
      after: (_: number, task: () => void) => task(),
      retryHeaders: () => ({}),
      stop: () => undefined,
    };
    return createTestWorld({ clock });
  };

  test('adds and reads a Marketplace pool with the key', async () => {
    const world = withFreshDates();
    const client = clientFor(world, new BatchSharedKeyCredentials('batchrender', await keyOf(world)));
    const added = await client.pool.add(pool);
    expect(added.eTag).toMatch(/^"0x8/);
    const shown = await client.pool.get('render', { poolGetOptions: { select: 'id,state,currentDedicatedNodes' } });
    expect(shown).toMatchObject({ id: 'render', state: 'active', currentDedicatedNodes: 1 });
    const counts = await client.account.listPoolNodeCounts({
      accountListPoolNodeCountsOptions: { filter: "poolId eq 'render'" },
    });
    expect(counts[0]).toMatchObject({ poolId: 'render', dedicated: { idle: 1, total: 1 } });
    expect(await client.pool.exists('other').then(({ body }) => body)).toBe(false);
  });

  test('is refused a gallery pool with the key, in the known words', async () => {
    const world = withFreshDates();
    const client = clientFor(world, new BatchSharedKeyCredentials('batchrender', await keyOf(world)));
    const gallery = poolBody('gallery') as unknown;
    const error = await client.pool
      .add(gallery as BatchServiceModels.PoolAddParameter)
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      statusCode: 403,
      body: {
        code: 'AuthenticationFailed',
        values: [
          {
            key: 'AuthenticationErrorDetail',
            value:
              'The specified type of authentication SharedKey is not allowed when external resources of type Compute are linked.',
          },
        ],
      },
    });
  });
});
