// Deleting a resource group: everything in it goes, unless something outside, or an open grant, holds it.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { at } from '../../../simulator/kernel/json.ts';
import { connected, located, machine, network, NIC, nic, VM, wholeArm, type WholeArm } from '../network/whole-arm.ts';
import { GROUP, json } from './harness.ts';

const VERSION = '2021-04-01';
const OTHER = `${GROUP}-2`;

let arm: WholeArm;
beforeEach(async () => {
  arm = await connected();
});

async function deleted(group = GROUP): Promise<{ status: number; location: string }> {
  const { status, headers } = await arm.ask('DELETE', `${group}?api-version=${VERSION}`);
  await new Promise((resolve) => setImmediate(resolve));
  return { status, location: headers?.['location'] ?? '' };
}

async function other(): Promise<void> {
  await arm.put(OTHER, { location: 'westeurope' });
}

describe('a group', () => {
  test('takes what is in it with it, in the order that works', async () => {
    await arm.put(VM, machine());
    await arm.put(`${GROUP}/providers/Microsoft.Compute/galleries/g`, located({}));
    const about = { osType: 'Linux', osState: 'Generalized', identifier: { publisher: 'p', offer: 'o', sku: 's' } };
    await arm.put(`${GROUP}/providers/Microsoft.Compute/galleries/g/images/i`, located(about));
    await other();
    const { status, location } = await deleted();
    expect(status).toBe(202);
    expect((await arm.ask('GET', location)).status).toBe(200);
    expect(arm.world.resources.all().map(({ id }) => id)).toEqual([OTHER]);
    expect(arm.made.size).toBe(0);
  });

  test('stays when another group needs something of it', async () => {
    await other();
    const away = (id: string): string => id.replace(GROUP, OTHER);
    const subnet = { id: `${NIC.replace('networkInterfaces/nic', 'virtualNetworks/net')}/subnets/inner` };
    await arm.put(away(NIC), nic({ subnet }));
    const { location } = await deleted();
    const answer = await arm.ask('GET', location);
    expect(answer.status).toBe(409);
    expect(at(json(answer), 'error', 'code')).toBe('ResourceGroupDeletionBlocked');
    expect(at(json(answer), 'error', 'message')).toMatch(
      /^Deletion of resource group 'rg-images' failed as resources with identifiers 'Microsoft\.Network\/virtualNetworks\/net' could not be deleted\. The provisioning state of the resource group will be rolled back\./,
    );
    expect(JSON.stringify(at(json(answer), 'error', 'details'))).toContain('InUseSubnetCannotBeDeleted');
    // What could go is gone, and the group is as it was.
    expect(arm.world.resources.get(NIC)).toBeUndefined();
    expect(at(await arm.get(GROUP, VERSION), 'properties', 'provisioningState')).toBe('Succeeded');
    await arm.ask('DELETE', `${away(NIC)}?api-version=${VERSION}`);
    expect((await arm.ask('GET', (await deleted()).location)).status).toBe(200);
  });

  test('stays as long as a disk of it is granted', async () => {
    const disk = `${GROUP}/providers/Microsoft.Compute/disks/d`;
    await arm.put(disk, located({ creationData: { createOption: 'Empty' }, diskSizeGB: 1 }));
    await arm.ask('POST', `${disk}/beginGetAccess?api-version=2024-03-02`, {
      body: { access: 'Read', durationInSeconds: 60 },
    });
    const { location } = await deleted();
    expect((await arm.ask('GET', location)).status).toBe(409);
    await arm.ask('POST', `${disk}/endGetAccess?api-version=2024-03-02`);
    expect((await arm.ask('GET', (await deleted()).location)).status).toBe(200);
  });

  test('that is being deleted takes nothing new, and may be deleted again', async () => {
    arm = await wholeArm({ profile: 'quick' });
    const first = await deleted();
    expect(await arm.refusal('PUT', NIC, network())).toEqual({
      status: 409,
      code: 'ResourceGroupBeingDeleted',
      message: "The resource group 'rg-images' is in deprovisioning state and cannot perform this operation.",
    });
    for (const method of ['PUT', 'PATCH']) {
      expect(await arm.refusal(method, GROUP, { location: 'westeurope' }, VERSION)).toMatchObject({
        status: 409,
        code: 'ResourceGroupBeingDeleted',
      });
    }
    const second = await deleted();
    arm.clock.pass(1000);
    await new Promise((resolve) => setImmediate(resolve));
    expect((await arm.ask('GET', first.location)).status).toBe(200);
    expect((await arm.ask('GET', second.location)).status).toBe(200);
  });

  test('goes on being deleted when the second request for it fails', async () => {
    arm = await wholeArm({ profile: 'quick' });
    const first = await deleted();
    const failOperation = { code: 'InternalError', message: 'planned' };
    const { headers } = await arm.ask('DELETE', `${GROUP}?api-version=${VERSION}`, { failOperation });
    arm.clock.pass(1000);
    await new Promise((resolve) => setImmediate(resolve));
    expect((await arm.ask('GET', headers?.['location'] ?? '')).status).toBe(409);
    expect((await arm.ask('GET', first.location)).status).toBe(200);
    expect(arm.world.resources.get(GROUP)).toBeUndefined();
  });

  test('that a planned fault keeps is as it was', async () => {
    const failOperation = { code: 'InternalError', message: 'planned' };
    await arm.ask('DELETE', `${GROUP}?api-version=${VERSION}`, { failOperation });
    expect(at(await arm.get(GROUP, VERSION), 'properties', 'provisioningState')).toBe('Succeeded');
    expect(arm.world.resources.get(NIC)).toBeDefined();
  });
});
