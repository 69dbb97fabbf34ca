// Points 1 to 4 and 32: what stopping, generalizing and capturing a VM is and is not.
import { beforeEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_NAMES } from '../../../simulator/scenario/default-names.ts';
import { COMPUTE, createWired, GALLERY, OS_DISK, refusal, STORAGE, VM } from '../wired.ts';

const wired = createWired();
const { arm, operation } = wired;

const CAPTURE = { vhdPrefix: 'golden', destinationContainerName: 'images', overwriteVhds: false };
const DEFINITION = {
  location: 'westeurope',
  properties: {
    osType: 'Linux',
    osState: 'Generalized',
    hyperVGeneration: 'V2',
    identifier: { publisher: 'contoso', offer: 'render', sku: 'golden' },
  },
};

async function statuses(): Promise<readonly { readonly code: string; readonly displayStatus: string }[]> {
  const { body } = await arm('GET', `${VM}/instanceView`);
  return (body as { readonly statuses: readonly { readonly code: string; readonly displayStatus: string }[] }).statuses;
}

const codes = async (): Promise<readonly string[]> => (await statuses()).map(({ code }) => code);

describe('a VM with managed disks', () => {
  beforeEach(async () => wired.enter());

  test('point 1: is not captured; a VHD of it comes from a disk or a snapshot', async () => {
    await arm('POST', `${VM}/deallocate`);
    await arm('POST', `${VM}/generalize`);
    const { status, body } = await arm('POST', `${VM}/capture`, CAPTURE);
    expect(status).toBe(409);
    expect(body).toEqual(
      refusal(
        'OperationNotAllowed',
        "The Capture action is only supported on a Virtual Machine with blob based disks. Please use the 'Image' resource APIs to create an Image from a managed Virtual Machine.",
      ),
    );
    expect(
      (await operation('POST', `${OS_DISK}/beginGetAccess`, { access: 'Read', durationInSeconds: 60 })).body,
    ).toMatchObject({
      status: 'Succeeded',
      properties: { output: { accessSAS: expect.stringContaining('/abcd?') } },
    });
  });

  test('point 2: is generalized at once, only when it does not run, and never starts again', async () => {
    const running = await arm('POST', `${VM}/generalize`);
    expect(running.status).toBe(409);
    expect(running.body).toEqual(
      refusal(
        'OperationNotAllowed',
        "Operation 'generalize' is not allowed on VM 'vm-golden' since the VM is running. Please power off explicitly in case you shut down the VM from inside the guest operating system.",
      ),
    );
    await arm('POST', `${VM}/deallocate`);
    const { status, body, headers } = await arm('POST', `${VM}/generalize`);
    expect([status, body, headers['location'], headers['azure-asyncoperation']]).toEqual([
      200,
      undefined,
      undefined,
      undefined,
    ]);
    expect((await arm('POST', `${VM}/generalize`)).status).toBe(200);
    const start = await arm('POST', `${VM}/start`);
    expect(start.status).toBe(409);
    expect(start.body).toMatchObject({
      error: {
        code: 'OperationNotAllowed',
        message: expect.stringMatching(/is not allowed on VM 'vm-golden' since the VM is generalized\.$/),
      },
    });
  });

  test('point 3: that is stopped is still allocated: its disk is attached and is not exported', async () => {
    await arm('POST', `${VM}/powerOff`);
    expect(await codes()).toContain('PowerState/stopped');
    expect((await arm('GET', OS_DISK)).body).toMatchObject({ properties: { diskState: 'Attached' } });
    const grant = { access: 'Read', durationInSeconds: 600 };
    const refused = await arm('POST', `${OS_DISK}/beginGetAccess`, grant);
    expect(refused.status).toBe(409);
    expect(refused.body).toEqual(
      refusal(
        'Conflict',
        `Access not permitted because disk ${DEFAULT_NAMES.osDisk} is currently attached to running VM ${VM}.`,
      ),
    );
    await arm('POST', `${VM}/deallocate`);
    expect(await codes()).toContain('PowerState/deallocated');
    expect((await arm('GET', OS_DISK)).body).toMatchObject({ properties: { diskState: 'Reserved' } });
    expect((await arm('POST', `${OS_DISK}/beginGetAccess`, grant)).status).toBe(202);
  });

  test('point 4: shows that it is generalized by one status more, wherever it stands', async () => {
    const before = await codes();
    expect(before).toEqual(['ProvisioningState/succeeded', 'PowerState/running']);
    await arm('POST', `${VM}/deallocate`);
    await arm('POST', `${VM}/generalize`);
    const after = await statuses();
    expect(after).toHaveLength(3);
    expect(after.find(({ code }) => code === 'OSState/generalized')).toMatchObject({ displayStatus: 'VM generalized' });
    // The power state is no longer where it was.
    expect(after[1]?.code).not.toMatch(/^PowerState/);
  });
});

describe('a VM of old', () => {
  beforeEach(async () =>
    wired.enter({
      changes: [
        { id: OS_DISK, remove: true },
        {
          id: VM,
          body: {
            properties: {
              storageProfile: {
                osDisk: {
                  managedDisk: null,
                  diskSizeGB: 1,
                  vhd: { uri: 'https://strender.blob.core.windows.net/vhds/os.vhd' },
                },
              },
            },
          },
        },
      ],
    }),
  );

  test('point 32: makes no version by itself; its way is capture, VHD blob, version from the VHD', async () => {
    await arm('PUT', `${GALLERY}/images/golden`, DEFINITION);
    await arm('POST', `${VM}/deallocate`);
    const early = await arm('POST', `${VM}/capture`, CAPTURE);
    expect(early.body).toEqual(
      refusal('OperationNotAllowed', 'Capture operation cannot be completed because the VM is not generalized.'),
    );
    await arm('POST', `${VM}/generalize`);
    const version = `${GALLERY}/images/golden/versions/1.0.0`;
    const direct = await arm('PUT', version, {
      location: 'westeurope',
      properties: { storageProfile: { source: { virtualMachineId: VM } } },
    });
    expect(direct.body).toMatchObject({
      error: { message: expect.stringContaining(`Source virtual machine ${VM} must be created from Managed Disks`) },
    });

    const { body } = await operation('POST', `${VM}/capture`, CAPTURE);
    const uri = /https:[^"]*\/system\/Microsoft\.Compute\/Images\/images\/golden-osDisk\.[0-9a-f-]{36}\.vhd/.exec(
      JSON.stringify(body),
    )?.[0];
    expect(uri).toBeDefined();
    const made = await operation('PUT', version, {
      location: 'westeurope',
      properties: { storageProfile: { osDiskImage: { source: { storageAccountId: STORAGE, uri } } } },
    });
    expect(made.body).toMatchObject({ status: 'Succeeded' });
    expect((await arm('GET', `${COMPUTE}/snapshots/s`)).status).toBe(404);
  });
});
