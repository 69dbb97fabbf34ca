// Reads request bodies of either plane into the data plane's spelling, strictly, and writes answers back.
import { arrayOf, isObject, stringOf } from '../kernel/json.ts';
import type { Json, JsonObject } from '../kernel/json.ts';
import { invalidValue, missingProperty, notSimulated, refusal, unsupportedProperty } from './refusals.ts';
import type { ObjectShape, Property, Shape } from './shapes.ts';

export interface Plane {
  readonly kind: 'arm' | 'data';
  /** `2024-07-01` or `2024-07-01.20.0`; the date decides which properties exist. */
  readonly version: string;
  /** Reads what a world held before it began: properties of the past are known, and none is required. */
  readonly past?: true;
}

/** Request -> data-plane spelling. With `partial` nothing is required (a PATCH). */
export function read(shape: ObjectShape, body: JsonObject, plane: Plane, path = '', partial = false): JsonObject {
  const known = propertiesOf(shape, plane);
  const result: Record<string, Json> = {};
  for (const [name, value] of Object.entries(body)) {
    // OData's own annotations come along when a client sends back what it got.
    if (plane.kind === 'data' && name.startsWith('odata.')) continue;
    const entry = known.get(name);
    const place = path === '' ? name : `${path}.${name}`;
    if (entry === undefined || (entry.property.past === true && plane.past !== true)) {
      throw unknownProperty(shape, name, place, plane);
    }
    if (entry.property.readOnly === true) {
      if (plane.kind === 'arm') continue;
      throw unsupportedProperty(place);
    }
    if (value === undefined || value === null) continue;
    if (entry.property.unsimulated === true) {
      if (isEmptyList(value)) continue;
      throw notSimulated(`The property '${place}'`);
    }
    // The data plane has update types that are partial all the way down; ARM takes nested objects whole.
    result[entry.canonical] = readValue(entry.property, value, plane, place, partial && plane.kind === 'data');
  }
  if (!partial && plane.past !== true) {
    for (const [name, { canonical, property }] of known) {
      if (isRequired(property, plane) && !(canonical in result)) {
        throw missingProperty(path === '' ? name : `${path}.${name}`);
      }
    }
  }
  return result;
}

function isEmptyList(value: Json): boolean {
  return Array.isArray(value) && value.length === 0;
}

function readValue(shape: Shape, value: Json, plane: Plane, path: string, partial: boolean): Json {
  switch (shape.kind) {
    case 'text':
    case 'secret':
      if (typeof value !== 'string') throw wrongType(path, 'Edm.String');
      return value;
    case 'flag':
      if (typeof value !== 'boolean') throw wrongType(path, 'Edm.Boolean');
      return value;
    case 'whole':
      if (!Number.isInteger(value)) throw wrongType(path, 'Edm.Int32');
      return value;
    case 'duration':
      if (durationMs(stringOf(value) ?? '') === undefined) throw wrongType(path, 'Edm.Duration');
      return value;
    case 'free':
    case 'freeSecret':
      return value;
    case 'choice':
      return readChoice(shape.values, value, plane, path);
    case 'list':
      if (!Array.isArray(value)) throw wrongType(path, 'Collection');
      return arrayOf(value).map((item, index) => readValue(shape.of, item, plane, `${path}[${index}]`, false));
    case 'object':
      if (!isObject(value)) throw wrongType(path, shape.type);
      return read(shape, value, plane, path, partial);
  }
}

/** Both planes take an enumeration's spelling exactly; each has its own. */
function readChoice(values: Readonly<Record<string, string>>, value: Json, plane: Plane, path: string): Json {
  if (typeof value !== 'string') throw wrongType(path, 'Edm.String');
  for (const [data, arm] of Object.entries(values)) {
    if (value === (plane.kind === 'arm' ? arm : data)) return data;
  }
  const allowed = plane.kind === 'arm' ? Object.values(values) : Object.keys(values);
  throw invalidValue(path, value, `The value must be one of: ${allowed.join(', ')}.`);
}

/** Data-plane spelling -> answer: secrets left out, and properties the api-version does not have. */
export function write(shape: ObjectShape, body: JsonObject, plane: Plane): JsonObject {
  const result: Record<string, Json> = {};
  for (const [name, { canonical, property }] of propertiesOf(shape, plane)) {
    const value = body[canonical];
    if (value === undefined) continue;
    const written = writeValue(property, value, plane);
    if (written !== undefined) result[name] = written;
  }
  return result;
}

function writeValue(shape: Shape, value: Json, plane: Plane): Json | undefined {
  switch (shape.kind) {
    case 'secret':
    case 'freeSecret':
      return undefined;
    case 'choice':
      return plane.kind === 'arm' && typeof value === 'string' ? (shape.values[value] ?? value) : value;
    case 'list':
      return arrayOf(value).flatMap((item) => {
        const written = writeValue(shape.of, item, plane);
        return written === undefined ? [] : [written];
      });
    case 'object':
      return isObject(value) ? write(shape, value, plane) : value;
    case 'text':
    case 'flag':
    case 'whole':
    case 'duration':
    case 'free':
      return value;
  }
}

function propertiesOf(shape: ObjectShape, plane: Plane): Map<string, { canonical: string; property: Property }> {
  const date = plane.version.slice(0, 10);
  const known = new Map<string, { canonical: string; property: Property }>();
  for (const [canonical, property] of Object.entries(shape.properties)) {
    if (property.since !== undefined && date < property.since) continue;
    if (property.until !== undefined && date >= property.until) continue;
    if (plane.kind === 'arm') {
      if (property.arm !== null) known.set(property.arm ?? canonical, { canonical, property });
    } else if (property.armOnly !== true) {
      known.set(canonical, { canonical, property });
    }
  }
  return known;
}

function isRequired(property: Property, plane: Plane): boolean {
  if (property.required === undefined) return false;
  if (property.required === 'always') return true;
  if (plane.kind === 'arm') return false;
  return property.required === 'dataPlane' || plane.version.slice(0, 10) >= property.required.dataPlaneSince;
}

function unknownProperty(shape: ObjectShape, name: string, path: string, plane: Plane): Error {
  return refusal('InvalidRequestBody', {
    Reason:
      plane.kind === 'data'
        ? `The property '${name}' does not exist on type 'Microsoft.Azure.Batch.Protocol.Entities.${shape.type}'. Make sure to only use property names that are defined by the type.`
        : `Could not find member '${name}' on object of type '${shape.type}'. Path '${path}'.`,
  });
}

function wrongType(path: string, type: string): Error {
  return refusal('InvalidRequestBody', {
    Reason: `Cannot convert the value of '${path}' to the expected type '${type}'. See the inner exception for more details.`,
  });
}

/** An ISO 8601 duration of days, hours, minutes and seconds in milliseconds; undefined when it is none. */
export function durationMs(value: string): number | undefined {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(value);
  if (found === null || value === 'P' || value.endsWith('T')) return undefined;
  const [days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part || 0));
  return ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
}
