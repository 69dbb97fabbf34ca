// Galleries, image definitions, image versions and VHDs that are absent, do not fit, or are taken.
import { afterEach, describe, expect, test } from '@jest/globals';
import { createAzureClient, type AzureClient } from '../../runner/azure-client.ts';
import type { JsonObject } from '../../simulator/kernel/json.ts';
import { createStage } from './harness.ts';
import { refusedRun } from './refusal.ts';
import { idOf, IDS, vmStatuses, world, type Changes } from './worlds.ts';

const stage = createStage();
const VERSION = `${IDS.definition}/versions/1.4.0`;

async function messages(changes: Changes, inputs: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  await stage.control.reset(world(changes));
  return (await refusedRun(stage, inputs)).messages;
}

function definition(properties: JsonObject): Changes {
  const fitting = {
    osType: 'Linux',
    osState: 'Generalized',
    hyperVGeneration: 'V2',
    architecture: 'x64',
    identifier: { publisher: 'contoso', offer: 'render-images', sku: 'vm-golden' },
  };
  return { more: [{ id: IDS.definition, body: { properties: { ...fitting, ...properties } } }] };
}

function security(value: string): JsonObject {
  return { features: [{ name: 'SecurityType', value }] };
}

const TRUSTED_VM = {
  properties: {
    securityProfile: { securityType: 'TrustedLaunch', uefiSettings: { secureBootEnabled: true, vTpmEnabled: true } },
  },
};

describe('the gallery', () => {
  test('is absent, and create-gallery is not set', async () => {
    expect(await messages({ without: [IDS.gallery] })).toEqual([
      `gallery: found no gallery ${IDS.gallery}; expected a Compute Gallery that exists and that the signed-in identity may read. ` +
        'Check the name and the resource group (or give the full resource ID), or let the action make it with create-gallery: true.',
    ]);
  });

  test('cannot be created in a resource group that does not exist', async () => {
    const gallery = idOf('Microsoft.Compute/galleries', 'renderGallery', 'rg-nowhere');
    expect(await messages({}, { gallery, 'create-gallery': 'true' })).toEqual([
      'resource-group: found no resource group rg-nowhere in subscription 11111111-2222-4333-8444-555555555555; expected a ' +
        'resource group that exists. Check resource-group and subscription-id. What is in another group is given by its full resource ID.',
    ]);
  });
});

describe('replica regions', () => {
  test('that the subscription does not have, with the one that was meant', async () => {
    expect(await messages({}, { 'replica-regions': 'East US=2\neastuss=1\natlantis' })).toEqual([
      'replica-regions: found `eastuss`; expected `eastus`. Did you mean `eastus`?',
      'replica-regions: found `atlantis`; expected a region that the subscription has. `az account list-locations` lists them.',
    ]);
  });
});

describe('an image definition that does not take the VM', () => {
  test.each<[string, JsonObject, string, string]>([
    ['generation', { hyperVGeneration: 'V1' }, 'V1', 'V2'],
    ['OS type', { osType: 'Windows' }, 'Windows', 'Linux'],
    ['OS state', { osState: 'Specialized' }, 'Specialized', 'Generalized'],
    ['architecture', { architecture: 'Arm64' }, 'Arm64', 'x64'],
  ])('%s %j', async (what, properties, found, expected) => {
    expect(await messages(definition(properties))).toEqual([
      `image-definition: found definition vm-golden with ${what} ${found}; expected ${what} ${expected}, as the source has. ` +
        'These features of a definition cannot be changed. Name another image-definition; it is made when absent.',
    ]);
  });

  test('a security type that no route from this source leads to', async () => {
    expect(await messages(definition(security('TrustedLaunch')))).toEqual([
      'image-definition: found VM vm-golden (V2, Standard): a TrustedLaunch image from a source without Trusted Launch, as ' +
        'definition vm-golden has it; expected security type TrustedLaunchSupported or Standard. Set security-type: ' +
        'TrustedLaunchSupported with an image-definition that is absent or has it, or capture a Trusted Launch VM.',
    ]);
    expect(await messages({ ...definition({}), vm: TRUSTED_VM })).toEqual([
      'image-definition: found VM vm-golden (V2, TrustedLaunch): a Standard image from a Trusted Launch VM, as definition ' +
        'vm-golden has it; expected security type TrustedLaunch or TrustedLaunchSupported. Name another image-definition, ' +
        'or set security-type: TrustedLaunchSupported, which boots with and without Trusted Launch.',
    ]);
  });

  test('in several ways at once', async () => {
    expect(
      await messages(definition({ osType: 'Windows', hyperVGeneration: 'V1', osState: 'Specialized' })),
    ).toHaveLength(3);
  });
});

const TAKEN =
  'expected a version that is free, or one this workflow made of the same source. Release under a new version (a new tag, or ' +
  'image-version). A finished version is never overwritten.';

function version(tags: Readonly<Record<string, string>>): Changes {
  const { more = [] } = definition({});
  const publishingProfile = { targetRegions: [{ name: 'West Europe', regionalReplicaCount: 1 }] };
  return { more: [...more, { id: VERSION, body: { tags, properties: { publishingProfile, storageProfile: {} } } }] };
}

describe('an image version that is taken', () => {
  test('by something else', async () => {
    expect(await messages(version({ team: 'render' }))).toEqual([
      `image-version: found image version 1.4.0, which was made by something else (it has no abip marks); ${TAKEN}`,
    ]);
  });

  test('by a release of other disks', async () => {
    const vm = vmStatuses('deallocated');
    const [message = ''] = await messages({ ...version({ abip_content: 'of-another-vm' }), vm });
    expect(message).toMatch(
      /^image-version: found image version 1\.4\.0, which was made of other content \(of-another-vm; the source is now [^;)]+\); expected/,
    );
    expect(message.endsWith(TAKEN)).toBe(true);
  });
});

describe('after a release', () => {
  let client: AzureClient | undefined;
  afterEach(() => {
    client?.close();
  });

  async function release(): Promise<void> {
    await stage.control.reset(world());
    expect((await stage.run()).exitCode).toBe(0);
    client = createAzureClient(stage.environment);
  }

  /** What else changes in Azure before the next run; it does not count as written by that run. */
  async function refusedAfter(): Promise<readonly string[]> {
    const before = (await stage.writes()).length;
    const later = { ...stage, writes: async () => (await stage.writes()).slice(before) };
    return (await refusedRun(later)).messages;
  }

  async function arm(method: string, path: string, apiVersion: string): Promise<void> {
    const url = `https://management.azure.com${path}?api-version=${apiVersion}`;
    await client?.expect(url, { method, audience: 'arm' });
  }

  test('the VM was started: its disks may have changed, and the same version is refused', async () => {
    await release();
    await arm('POST', `${IDS.vm}/start`, '2024-07-01');
    expect(await refusedAfter()).toContain(
      'image-version: found image version 1.4.0, which was made before the VM was last started: its disks may have changed ' +
        `since; ${TAKEN}`,
    );
  });

  test('the version alone was deleted and the VM started: the VHD is never overwritten', async () => {
    await release();
    await arm('POST', `${IDS.vm}/start`, '2024-07-01');
    await arm('DELETE', VERSION, '2024-03-03');
    const found = await refusedAfter();

    expect(found[0]).toMatch(
      /^vhd-prefix: found blob Microsoft\.Compute\/Images\/batchimages\/vm-golden-osDisk\.[0-9a-f-]{36}\.vhd, which was made before the VM was last started: its disks may have changed since; expected a blob name that is free, or a VHD this workflow made of the same disk\. Release under a new version, or choose another vhd-prefix or container-name\. A VHD is never overwritten\.$/,
    );
  });

  test('somebody wrote a blob of that name', async () => {
    await release();
    const [vhd = ''] = (await stage.writes()).flatMap(({ url, method }) =>
      method === 'PUT' && url.includes('-osDisk.') ? [url.split('?', 1)[0] ?? ''] : [],
    );
    await stage.control.reset(world());
    client = createAzureClient(stage.environment);
    const headers = { 'x-ms-version': '2024-08-04' };
    await client.expect(`${new URL(vhd).origin}/system?restype=container`, {
      method: 'PUT',
      headers,
      audience: 'storage',
    });
    await client.expect(vhd, {
      method: 'PUT',
      headers: { ...headers, 'x-ms-blob-type': 'BlockBlob' },
      body: 'not ours',
      audience: 'storage',
    });
    expect(await refusedAfter()).toEqual([
      expect.stringMatching(
        /^vhd-prefix: found blob \S+\.vhd, which was made by something else \(it has no abip marks\); expected a blob name that is free/,
      ),
    ]);
  });
});
