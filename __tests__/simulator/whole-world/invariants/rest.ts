// A world in which nothing is due any more has nothing on its way: every operation has ended, every state is one to stay in.
import { provisioningOf, powerOf, textAt, thingsOf, type Observation } from '../observation.ts';

const ON_THE_WAY = ['Creating', 'Updating', 'Deleting', 'ResolvingDNS'];

/** Answers what is still on its way. */
export function unrest(world: Observation): string[] {
  const states = (kind: 'pool' | 'node' | 'job' | 'task', member: string, ...resting: readonly string[]): string[] =>
    thingsOf(world, kind).flatMap(({ key, body }) => {
      const state = textAt(body, member);
      return resting.includes(state) ? [] : [`${key} is still ${state}`];
    });
  return [
    ...world.operations.filter(({ outcome }) => outcome === 'InProgress').map(({ url }) => `${url} still runs`),
    ...[...world.given].flatMap(([key, body]) =>
      ON_THE_WAY.includes(provisioningOf(body)) ? [`${key} is still ${provisioningOf(body)}`] : [],
    ),
    ...thingsOf(world, 'vm').flatMap(({ key, body }) =>
      ['running', 'stopped', 'deallocated'].includes(powerOf(body)) ? [] : [`${key} is still ${powerOf(body)}`],
    ),
    ...states('pool', 'state', 'active'),
    ...states('pool', 'allocationState', 'steady'),
    ...states('node', 'state', 'idle', 'unusable', 'starttaskfailed'),
    ...states('job', 'state', 'active', 'disabled', 'completed'),
    ...states('task', 'state', 'active', 'completed'),
    ...thingsOf(world, 'blob').flatMap(({ key, body }) =>
      body['x-ms-copy-status'] === 'pending' ? [`the copy to ${key} is still pending`] : [],
    ),
  ];
}
