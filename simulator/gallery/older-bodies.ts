// Image versions before api-version 2019-07-01: their source was a managed image, named in the publishing profile, and the
// storage profile was for answers only. https://github.com/Azure/azure-sdk-for-go, compute 2019-03-01, has the shapes.
import type { ArmCall } from '../arm/route.ts';
import { invalidParameter, missing } from '../compute/compute-ids.ts';
import { without } from '../compute/resource-bodies.ts';
import { objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import { typeOf } from '../kernel/resource-store.ts';

const SOURCE = 'galleryImageVersion.properties.publishingProfile.source';

function isOld(apiVersion: string): boolean {
  return apiVersion < '2019-07-01';
}

/** The body of a PUT in the shape that api-versions from 2019-07-01 on have. */
export function currentBody({ apiVersion }: Pick<ArmCall, 'apiVersion'>, body: JsonObject): JsonObject {
  const properties = objectOf(body['properties']);
  const publishing = objectOf(properties['publishingProfile']);
  if (!isOld(apiVersion)) {
    if (publishing['source'] === undefined) return body;
    throw invalidParameter(`Parameter '${SOURCE}' is not allowed.`, SOURCE);
  }
  const id = stringOf(objectOf(objectOf(publishing['source'])['managedImage'])['id']);
  if (id === undefined) {
    throw invalidParameter(missing(`${SOURCE}.managedImage.id`), `${SOURCE}.managedImage.id`);
  }
  return {
    ...body,
    properties: {
      ...properties,
      publishingProfile: without(publishing, 'source'),
      storageProfile: { source: { id } },
    },
  };
}

/** The properties of a version as the api-version of the call shows them. */
export function propertiesAt({ apiVersion }: Pick<ArmCall, 'apiVersion'>, properties: JsonObject): JsonObject {
  if (!isOld(apiVersion)) return properties;
  const storage = objectOf(properties['storageProfile']);
  const id = stringOf(objectOf(storage['source'])['id']);
  const isImage = id !== undefined && typeOf(id) === 'microsoft.compute/images';
  return {
    ...properties,
    publishingProfile: {
      ...objectOf(properties['publishingProfile']),
      ...(isImage && { source: { managedImage: { id } } }),
    },
    storageProfile: without(storage, 'source'),
  };
}
