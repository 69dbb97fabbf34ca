// What an image definition must say, what it gets when it says nothing, and what it can never change.
import { isDeepStrictEqual } from 'node:util';
import { invalidParameter, missing, nameOf } from '../compute/compute-ids.ts';
import { patched, propertiesOf, without } from '../compute/resource-bodies.ts';
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import type { StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { DEFINITION_TYPE, propertyChange } from './gallery-paths.ts';

const SECURITY_TYPES = [
  'Standard',
  'TrustedLaunchSupported',
  'TrustedLaunch',
  'ConfidentialVMSupported',
  'ConfidentialVM',
  'TrustedLaunchAndConfidentialVmSupported',
];

/** From this version on an unspecific definition is Gen2 and supports Trusted Launch. */
const TRUSTED_LAUNCH_DEFAULT_SINCE = '2025-03-03';

/** The value of a feature of a definition, whatever the spelling of the feature's name. */
export function featureOf(definition: JsonObject, ...names: readonly string[]): string | undefined {
  const wanted = names.map((name) => name.toLowerCase());
  for (const feature of arrayOf(definition['features']).map(objectOf)) {
    if (wanted.includes((stringOf(feature['name']) ?? '').toLowerCase())) return stringOf(feature['value']);
  }
  return undefined;
}

export function securityTypeOfDefinition(definition: JsonObject): string {
  return featureOf(definition, 'SecurityType') ?? 'Standard';
}

/** A generation and a security type, as the api-version gives them to a definition that is silent about them. */
export function withDefaults(wanted: JsonObject, apiVersion: string): JsonObject {
  const isNew = apiVersion >= TRUSTED_LAUNCH_DEFAULT_SINCE;
  const hyperVGeneration = stringOf(wanted['hyperVGeneration']) ?? (isNew ? 'V2' : 'V1');
  const features = arrayOf(wanted['features']);
  const addsSecurity = isNew && hyperVGeneration === 'V2' && featureOf(wanted, 'SecurityType') === undefined;
  return {
    ...wanted,
    hyperVGeneration,
    architecture: stringOf(wanted['architecture']) ?? 'x64',
    ...((features.length > 0 || addsSecurity) && {
      features: [...features, ...(addsSecurity ? [{ name: 'SecurityType', value: 'TrustedLaunchSupported' }] : [])],
    }),
  };
}

const ASSET_NAME = /^[A-Za-z0-9\-_.]*[A-Za-z0-9\-_]$/;

export function requireValidDefinition(wanted: JsonObject): void {
  requireOneOf(wanted, 'osType', ['Windows', 'Linux'], true);
  requireOneOf(wanted, 'osState', ['Generalized', 'Specialized'], true);
  requireOneOf(wanted, 'hyperVGeneration', ['V1', 'V2'], false);
  requireOneOf(wanted, 'architecture', ['x64', 'Arm64'], false);
  const identifier = objectOf(wanted['identifier']);
  for (const [name, length] of [
    ['publisher', 128],
    ['offer', 64],
    ['sku', 64],
  ] as const) {
    const value = stringOf(identifier[name]) ?? '';
    if (ASSET_NAME.test(value) && value.length <= length) continue;
    throw invalidParameter(
      `Asset name galleryImage.properties.identifier.${name} is not valid. It cannot be empty. Allowed characters are uppercase or lowercase letters, digits, hyphen(-), period (.), underscore (_). Names are not allowed to end with period(.). The length of the name cannot exceed ${length} characters.`,
      `galleryImage.properties.identifier.${name}`,
    );
  }
  const security = securityTypeOfDefinition(wanted);
  if (!SECURITY_TYPES.includes(security)) {
    throw invalidParameter(
      `The value '${security}' of feature SecurityType is not valid.`,
      'galleryImage.properties.features',
    );
  }
  if (security !== 'Standard' && stringOf(wanted['hyperVGeneration']) === 'V1') {
    throw invalidParameter(
      `The security type '${security}' is not supported for Hypervisor generation 'V1'.`,
      'galleryImage.properties.features',
    );
  }
}

function requireOneOf(wanted: JsonObject, name: string, values: readonly string[], required: boolean): void {
  const property = `galleryImage.properties.${name}`;
  const value = wanted[name];
  if (value === undefined || value === null) {
    if (required) throw invalidParameter(missing(property), property);
    return;
  }
  if (values.includes(stringOf(value) ?? '')) return;
  throw invalidParameter(`The value ${JSON.stringify(value)} of parameter ${property} is not valid.`, property);
}

function tripleOf(definition: JsonObject): string {
  const { publisher, offer, sku } = objectOf(definition['identifier']);
  return `(publisher:${stringOf(publisher) ?? ''}, offer:${stringOf(offer) ?? ''}, sku:${stringOf(sku) ?? ''})`;
}

/** Publisher, offer and SKU together name a definition within its gallery. */
export function requireFreeIdentifier(world: World, galleryId: string, wanted: JsonObject): void {
  const triple = tripleOf(wanted);
  for (const other of world.resources.ofType(DEFINITION_TYPE, galleryId)) {
    if (tripleOf(propertiesOf(other)).toLowerCase() !== triple.toLowerCase()) continue;
    throw new AzureError(
      409,
      'Conflict',
      `Gallery image: ${nameOf(other.id)} identified by ${triple} already exists. Choose a different publisher, offer, sku combination.`,
    );
  }
}

const IMMUTABLE = ['osType', 'osState', 'hyperVGeneration', 'architecture', 'purchasePlan'] as const;

/** The properties of a definition after an update; what cannot change is refused, what is left out stays. */
export function updatedDefinition(existing: StoredResource, wanted: JsonObject): JsonObject {
  const known = propertiesOf(existing);
  for (const name of IMMUTABLE) {
    if (wanted[name] !== undefined && !isDeepStrictEqual(wanted[name], known[name])) {
      throw propertyChange(`galleryImage.properties.${name}`);
    }
  }
  for (const part of ['publisher', 'offer', 'sku'] as const) {
    const value = objectOf(wanted['identifier'])[part];
    if (value !== undefined && value !== objectOf(known['identifier'])[part]) {
      throw propertyChange(`galleryImage.properties.identifier.${part}`);
    }
  }
  const changesFeatures = wanted['features'] !== undefined && !isDeepStrictEqual(wanted['features'], known['features']);
  if (changesFeatures && wanted['allowUpdateImage'] !== true) throw propertyChange('galleryImage.properties.features');
  return patched(known, without(wanted, 'provisioningState'));
}
