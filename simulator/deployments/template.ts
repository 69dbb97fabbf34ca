// Reads a deployment: its template with parameters and variables, and what comes of it, resource by resource.
import { notSimulated, sameId } from '../compute/compute-ids.ts';
import { arrayOf, isObject, objectOf, stringOf, type Json, type JsonObject } from '../kernel/json.ts';
import { evaluated, UnknownFunction, type Scope } from './evaluate.ts';
import { isTrue, typeAndNames } from './expression-functions.ts';
import { ExpressionError } from './expression-syntax.ts';
import { parametersOf, parameterViews, type Parameter } from './parameters.ts';
import { invalidTemplate } from './template-errors.ts';

export interface PlannedResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  readonly body: JsonObject;
  /** IDs of resources of the same template. */
  readonly dependsOn: readonly string[];
}

interface Draft extends PlannedResource {
  /** Its condition is false: nothing is done, but others may still name it in `dependsOn`. */
  readonly isLeftOut: boolean;
}

export interface DeploymentPlan {
  readonly template: JsonObject;
  readonly parameters: JsonObject;
  readonly resources: readonly PlannedResource[];
  /** Evaluates the outputs, which may refer to what was deployed. */
  readonly outputs: (reference: (resource: string) => Json) => JsonObject;
}

export interface Surroundings {
  readonly subscription: JsonObject;
  readonly resourceGroup: JsonObject;
  readonly deploymentName: string;
}

function idsOf({ subscription, resourceGroup }: Surroundings): { subscriptionId: string; group: string } {
  return {
    subscriptionId: stringOf(subscription['subscriptionId']) ?? '',
    group: stringOf(resourceGroup['name']) ?? '',
  };
}

const RESOURCE_MEMBERS = ['location', 'tags', 'sku', 'plan', 'identity', 'zones', 'kind', 'properties'];
const OTHER_MEMBERS = ['apiVersion', 'type', 'name', 'dependsOn', 'condition', 'comments', 'metadata'];

/** Wraps what goes wrong inside an expression into the refusal of the template. */
function guarded<T>(where: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof UnknownFunction) throw notSimulated(`the template function '${error.functionName}'`);
    if (!(error instanceof ExpressionError)) throw error;
    throw invalidTemplate(
      `The template ${where} at line '1' and column '1' is not valid: ${error.message} Please see https://aka.ms/arm-functions for usage details.`,
    );
  }
}

export function readDeployment(properties: JsonObject, around: Surroundings): DeploymentPlan {
  if (properties['templateLink'] !== undefined) throw notSimulated('a template behind a link');
  if (properties['parametersLink'] !== undefined) throw notSimulated('parameters behind a link');
  const mode = stringOf(properties['mode']);
  if (mode === 'Complete') throw notSimulated("deployments of the mode 'Complete'");
  if (mode !== 'Incremental') {
    throw invalidTemplate(`The deployment mode '${mode ?? ''}' is not valid. It must be 'Incremental' or 'Complete'.`);
  }
  const template = properties['template'];
  if (!isObject(template)) throw invalidTemplate('The template is missing.');
  for (const member of ['$schema', 'contentVersion', 'resources']) {
    if (template[member] === undefined) throw invalidTemplate(`Required property '${member}' not found in JSON.`);
  }
  if (!Array.isArray(template['resources'])) throw notSimulated('a template whose resources have symbolic names');
  const scope = scopeOf(template, objectOf(properties['parameters']), around);
  return {
    template,
    parameters: parameterViews(objectOf(template['parameters']), scope.parameters),
    resources: resourcesOf(template, scope, around),
    outputs: (reference) => outputsOf(template, { ...scope, reference }),
  };
}

interface TemplateScope extends Scope {
  readonly parameters: ReadonlyMap<string, Parameter>;
}

function scopeOf(template: JsonObject, given: JsonObject, around: Surroundings): TemplateScope {
  const variables = objectOf(template['variables']);
  const fixed = {
    subscription: around.subscription,
    resourceGroup: around.resourceGroup,
    deployment: { name: around.deploymentName, properties: { mode: 'Incremental' } },
  };
  const noParameters = (): never => {
    throw new UnknownFunction('parameters() in a default value');
  };
  const noVariables = (): never => {
    throw new ExpressionError("The template function 'variables' is not expected at this location.");
  };
  const parameters = parametersOf(objectOf(template['parameters']), given, (value) =>
    guarded('parameter', () => evaluated(value, { ...fixed, parameter: noParameters, variable: noVariables })),
  );
  const scope: TemplateScope = {
    ...fixed,
    parameters,
    parameter(name) {
      const found = parameters.get(name.toLowerCase());
      if (found !== undefined) return found.value;
      throw new ExpressionError(`The template parameter '${name}' is not found.`);
    },
    variable(name) {
      const found = Object.entries(variables).find(([one]) => one.toLowerCase() === name.toLowerCase())?.[1];
      if (found !== undefined) return evaluated(found, scope);
      throw new ExpressionError(`The template variable '${name}' is not found.`);
    },
  };
  return scope;
}

function resourcesOf(template: JsonObject, scope: Scope, around: Surroundings): readonly PlannedResource[] {
  const drafts = arrayOf(template['resources']).map((one) => {
    const resource = objectOf(one);
    return guarded(`resource '${stringOf(resource['name']) ?? ''}'`, () => draftOf(resource, scope, around));
  });
  const seen = new Set<string>();
  for (const { id, name } of drafts) {
    if (seen.has(id.toLowerCase())) {
      throw invalidTemplate(
        `The resource '${name}' at line '1' and column '1' is defined multiple times in a template. Please see https://aka.ms/arm-syntax-resources for usage details.`,
      );
    }
    seen.add(id.toLowerCase());
  }
  const planned = drafts
    .filter(({ isLeftOut }) => !isLeftOut)
    .map(({ id, type, name, apiVersion, body, dependsOn }): PlannedResource => {
      return { id, type, name, apiVersion, body, dependsOn: dependenciesOf(drafts, dependsOn) };
    });
  requireNoCircle(planned);
  return planned;
}

/** The resource as its provider will see it. */
function draftOf(resource: JsonObject, scope: Scope, around: Surroundings): Draft {
  for (const member of Object.keys(resource)) {
    if (!RESOURCE_MEMBERS.includes(member) && !OTHER_MEMBERS.includes(member)) {
      throw notSimulated(`'${member}' of a template's resource`);
    }
  }
  const text = (member: string): string => {
    const value = evaluated(resource[member] ?? null, scope);
    if (typeof value === 'string') return value;
    throw new ExpressionError(`the property '${member}' must be a string.`);
  };
  const [type, name, apiVersion] = [text('type'), text('name'), text('apiVersion')];
  const { subscriptionId, group: groupName } = idsOf(around);
  const group = `/subscriptions/${subscriptionId}/resourceGroups/${groupName}`;
  const body = RESOURCE_MEMBERS.filter((member) => resource[member] !== undefined).map((member) => [
    member,
    evaluated(resource[member] ?? null, scope),
  ]);
  return {
    id: `${group}/providers/${typeAndNames(type, name.split('/'))}`,
    isLeftOut: resource['condition'] !== undefined && !isTrue(evaluated(resource['condition'], scope)),
    type,
    name,
    apiVersion,
    body: Object.fromEntries(body) as JsonObject,
    dependsOn: arrayOf(evaluated(resource['dependsOn'] ?? [], scope)).map(String),
  };
}

/** A dependency is named by ID, by type and name, or by name alone. */
function dependenciesOf(drafts: readonly Draft[], names: readonly string[]): readonly string[] {
  return names.flatMap((dependency) => {
    const found = drafts.find(
      ({ id, type, name }) =>
        sameId(id, dependency) || sameId(`${type}/${name}`, dependency) || sameId(name, dependency),
    );
    if (found !== undefined) return found.isLeftOut ? [] : [found.id];
    throw invalidTemplate(
      `The resource '${dependency}' is not defined in the template. Please see https://aka.ms/arm-syntax for usage details.`,
    );
  });
}

function requireNoCircle(resources: readonly PlannedResource[]): void {
  const done = new Set<string>();
  for (let left = [...resources]; left.length > 0;) {
    const ready = left.filter(({ dependsOn }) => dependsOn.every((id) => done.has(id)));
    if (ready.length === 0) {
      throw invalidTemplate(
        `Circular dependency detected on resource: '${left[0]?.id ?? ''}'. Please see https://aka.ms/arm-syntax-resources for usage details.`,
      );
    }
    for (const { id } of ready) done.add(id);
    left = left.filter(({ id }) => !done.has(id));
  }
}

function outputsOf(template: JsonObject, scope: Scope): JsonObject {
  return Object.fromEntries(
    Object.entries(objectOf(template['outputs'])).map(([name, one]): [string, JsonObject] => {
      const { type = 'string', value = null } = objectOf(one);
      const shown = stringOf(type) ?? '';
      return [
        name,
        {
          type: `${shown.charAt(0).toUpperCase()}${shown.slice(1)}`,
          value: guarded(`output '${name}'`, () => evaluated(value, scope)),
        },
      ];
    }),
  );
}
