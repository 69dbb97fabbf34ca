// Capture, the way of 2017: Azure copies the blob disks of a generalized VM to VHDs beside them, and answers with a
// template that names the copies.
import type { Arm, JsonObject, Wait } from './arm.ts';
import { AzureServiceError } from './errors.ts';
import { numberAt, objectAt, objectsAt, textAt } from './json.ts';
import { API_VERSIONS } from './versions.ts';

export interface CaptureTarget {
  /** The folder below `system/Microsoft.Compute/Images/`. */
  readonly containerName: string;
  readonly vhdPrefix: string;
  readonly overwrite: boolean;
}

export interface CapturedVhds {
  /** As Azure wrote it. */
  readonly template: JsonObject;
  readonly os: { readonly url: string };
  readonly data: readonly { readonly lun: number; readonly url: string }[];
}

/**
 * Only for a VM with blob disks that is flagged as generalized. Azure gives each capture's blobs a new GUID: asking twice
 * makes two sets of VHDs.
 */
export async function captureVhds(arm: Arm, vmId: string, target: CaptureTarget, wait: Wait): Promise<CapturedVhds> {
  const path = `${vmId}/capture`;
  const body = {
    vhdPrefix: target.vhdPrefix,
    destinationContainerName: target.containerName,
    overwriteVhds: target.overwrite,
  };
  const template = await arm.run({ method: 'POST', path, apiVersion: API_VERSIONS.compute, body }, wait);
  return readTemplate(template ?? {}, `POST ${path}`);
}

function readTemplate(template: JsonObject, operation: string): CapturedVhds {
  const profile = objectsAt(template, 'resources')
    .map((resource) => objectAt(resource, 'properties', 'storageProfile'))
    .find((found) => found !== undefined);
  const imageOf = (disk: JsonObject | undefined, name: string): string => {
    const uri = textAt(disk, 'image', 'uri');
    if (uri !== undefined && uri !== '') return overHttps(uri);
    throw new AzureServiceError({
      service: 'ARM',
      code: 'CapturedImageMissing',
      serviceMessage: `The capture succeeded, but its template names no image of the ${name}.`,
      operation,
    });
  };
  return {
    template,
    os: { url: imageOf(objectAt(profile, 'osDisk'), 'OS disk') },
    data: objectsAt(profile, 'dataDisks').map((disk, index) => {
      const lun = numberAt(disk, 'lun') ?? index;
      return { lun, url: imageOf(disk, `data disk at LUN ${lun}`) };
    }),
  };
}

/** Recorded answers name blobs by http, which accounts of today refuse. */
function overHttps(uri: string): string {
  return uri.replace(/^http:/i, 'https:');
}
