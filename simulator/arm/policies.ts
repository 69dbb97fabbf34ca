// Azure Policy, as far as it refuses resources: assignments of three built-in definitions, each with its parameters.
import { AzureError } from '../kernel/errors.ts';
import { arrayOf, at, objectOf, stringOf, type JsonObject } from '../kernel/json.ts';
import { normalise } from '../kernel/regions.ts';
import { typeOf, type StoredResource } from '../kernel/resource-store.ts';
import type { World } from '../kernel/world.ts';
import { gatewayError } from './refusals.ts';
import { isWithin } from './scopes.ts';

const ASSIGNMENT_TYPE = 'Microsoft.Authorization/policyAssignments';
const DEFINITIONS = '/providers/Microsoft.Authorization/policyDefinitions';

interface Wanted {
  readonly type: string;
  readonly location: string | undefined;
  readonly tags: JsonObject;
}

interface Definition {
  readonly displayName: string;
  readonly denies: (wanted: Wanted, parameter: (name: string) => JsonObject[string]) => boolean;
}

/** By the last step of their ID. The first two look only at resources that have a location, and so can have tags. */
const BUILT_IN: Readonly<Record<string, Definition>> = {
  'e56962a6-4747-49cd-b67b-bf8b01975c4c': {
    displayName: 'Allowed locations',
    denies: ({ location }, parameter) =>
      location !== undefined &&
      !arrayOf(parameter('listOfAllowedLocations')).some((one) => normalise(stringOf(one) ?? '') === location),
  },
  '871b6d14-10aa-478d-b590-94f262ecfa99': {
    displayName: 'Require a tag on resources',
    denies: ({ location, tags }, parameter) =>
      location !== undefined && tags[stringOf(parameter('tagName')) ?? ''] === undefined,
  },
  '6c112d4e-5bc7-47ae-a041-ea2d9dccd749': {
    displayName: 'Not allowed resource types',
    denies: ({ type }, parameter) =>
      arrayOf(parameter('listOfResourceTypesNotAllowed')).some((one) => stringOf(one)?.toLowerCase() === type),
  },
};

/** Refuses what an assignment at or above the resource denies. Actions and deletions are no matter of these policies. */
export function enforcePolicies(world: World, method: string, id: string, body: JsonObject | undefined): void {
  if (method !== 'PUT' && method !== 'PATCH') return;
  const type = typeOf(id);
  if (type.startsWith('microsoft.authorization/') || type.startsWith('microsoft.resources/')) return;
  const known = world.resources.get(id)?.body ?? {};
  const location = stringOf(body?.['location'] ?? known['location']);
  const wanted: Wanted = {
    type,
    location: location === undefined ? undefined : normalise(location),
    tags: objectOf(body?.['tags'] ?? (method === 'PATCH' ? known['tags'] : undefined)),
  };
  for (const assignment of world.resources.ofType(ASSIGNMENT_TYPE)) {
    if (isWithin(id, scopeOf(assignment)) && denies(assignment, wanted)) throw disallowed(id, assignment);
  }
}

function denies(assignment: StoredResource, wanted: Wanted): boolean {
  const properties = objectOf(assignment.body['properties']);
  if (properties['enforcementMode'] === 'DoNotEnforce') return false;
  return definitionOf(assignment).denies(wanted, (name) => at(properties, 'parameters', name, 'value'));
}

function definitionIdOf(assignment: StoredResource): string {
  return stringOf(at(assignment.body, 'properties', 'policyDefinitionId')) ?? '';
}

function definitionOf(assignment: StoredResource): Definition {
  const id = definitionIdOf(assignment);
  const known = id.toLowerCase().startsWith(`${DEFINITIONS.toLowerCase()}/`) ? BUILT_IN[nameIn(id)] : undefined;
  if (known !== undefined) return known;
  throw gatewayError(501, 'NotSimulated', `The policy definition '${id}' is not simulated.`);
}

function nameIn(id: string): string {
  return id.split('/').at(-1) ?? '';
}

function scopeOf(assignment: StoredResource): string {
  return assignment.id.slice(0, assignment.id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/'));
}

/** https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-policy-requestdisallowedbypolicy */
function disallowed(id: string, assignment: StoredResource): AzureError {
  const { displayName: definition } = definitionOf(assignment);
  const definitionId = definitionIdOf(assignment);
  const assigned = stringOf(at(assignment.body, 'properties', 'displayName')) ?? nameIn(assignment.id);
  const identifiers = JSON.stringify([
    {
      policyAssignment: { name: assigned, id: assignment.id },
      policyDefinition: { name: definition, id: definitionId },
    },
  ]);
  return new AzureError(
    403,
    'RequestDisallowedByPolicy',
    `Resource '${nameIn(id)}' was disallowed by policy. Policy identifiers: '${identifiers}'.`,
    {
      target: nameIn(id),
      headers: { 'x-ms-failure-cause': 'gateway' },
      additionalInfo: [
        {
          type: 'PolicyViolation',
          info: {
            policyDefinitionDisplayName: definition,
            policyDefinitionId: definitionId,
            policyDefinitionName: nameIn(definitionId),
            policyDefinitionEffect: 'deny',
            policyAssignmentId: assignment.id,
            policyAssignmentName: nameIn(assignment.id),
            policyAssignmentDisplayName: assigned,
            policyAssignmentScope: scopeOf(assignment),
          },
        },
      ],
    },
  );
}
