// Subscriptions that are disabled, and providers that nobody has registered.
import { expect, test } from '@jest/globals';
import { network, wholeArm } from '../network/whole-arm.ts';
import { expectRefusal, GROUP, json, SUB } from './harness.ts';

const VNET = `${GROUP}/providers/Microsoft.Network/virtualNetworks/net?api-version=2021-04-01`;
const SUBSCRIPTION = `/subscriptions/${SUB}`;

test('a disabled subscription is read only', async () => {
  const arm = await wholeArm();
  arm.world.resources.put(SUBSCRIPTION, { id: SUBSCRIPTION, state: 'Disabled' });
  expect(json(await arm.ask('GET', `${SUBSCRIPTION}?api-version=2022-12-01`))).toMatchObject({ state: 'Disabled' });
  expect((await arm.ask('GET', VNET)).status).toBe(404);
  for (const method of ['PUT', 'DELETE'] as const) {
    expectRefusal(
      await arm.ask(method, VNET, method === 'PUT' ? { body: network() } : {}),
      409,
      'ReadOnlyDisabledSubscription',
      `The subscription '${SUB}' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.`,
    );
  }
});

test('a provider that is not registered makes nothing until it is', async () => {
  const arm = await wholeArm();
  const provider = `${SUBSCRIPTION}/providers/Microsoft.Network`;
  arm.world.resources.put(provider, { id: provider, registrationState: 'NotRegistered' });
  const state = async () => json(await arm.ask('GET', `${provider}?api-version=2021-04-01`))['registrationState'];
  expect(await state()).toBe('NotRegistered');
  const refused = await arm.ask('PUT', VNET, { body: network() });
  const text =
    "The subscription is not registered to use namespace 'Microsoft.Network'. See https://aka.ms/rps-not-found for how to register subscriptions.";
  expectRefusal(refused, 409, 'MissingSubscriptionRegistration', text);
  expect(json(refused)).toMatchObject({
    error: { details: [{ code: 'MissingSubscriptionRegistration', message: text }] },
  });
  expect((await arm.ask('GET', VNET)).status).toBe(404);
  expect((await arm.ask('POST', `${provider}/register?api-version=2021-04-01`)).status).toBe(200);
  expect(await state()).toBe('Registered');
  expect((await arm.ask('PUT', VNET, { body: network() })).status).toBe(201);
});
