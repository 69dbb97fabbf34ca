// Management locks: what nobody may change or delete, whatever their rights. They hold for Resource Manager alone: what blobs
// and the Batch service are asked directly is not locked (https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources).
import type { Arm, JsonObject } from './arm.ts';
import { isAzureServiceError } from './errors.ts';
import { oneOf, textAt } from './json.ts';
import { nameOf } from './resource-id.ts';
import { API_VERSIONS } from './versions.ts';

export interface Lock {
  readonly id: string;
  readonly name: string;
  /** `ReadOnly` forbids every request but reads, `CanNotDelete` forbids deletions. */
  readonly level: 'ReadOnly' | 'CanNotDelete';
  /** What it is set on: it holds for everything below as well. */
  readonly scope: string;
}

const TYPE = '/providers/Microsoft.Authorization/locks';

/** All locks at a resource group, above it and on what is in it. Undefined when they could not be read. */
export async function readLocks(arm: Arm, groupId: string): Promise<readonly Lock[] | undefined> {
  try {
    return (await arm.list(`${groupId}${TYPE}`, API_VERSIONS.locks)).flatMap(toLock);
  } catch (error) {
    // Whether there is a lock is told by what it refuses, if by nothing else.
    if (isAzureServiceError(error)) return undefined;
    throw error;
  }
}

function toLock(body: JsonObject): readonly Lock[] {
  const id = textAt(body, 'id') ?? '';
  const level = oneOf(['ReadOnly', 'CanNotDelete'], textAt(body, 'properties', 'level'));
  const end = id.toLowerCase().lastIndexOf(`${TYPE.toLowerCase()}/`);
  return level === undefined || end < 0 ? [] : [{ id, name: nameOf(id), level, scope: id.slice(0, end) }];
}
