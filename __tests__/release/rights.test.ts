// What is told of rights that are missing, perhaps missing or taken away: the words, without Azure.
import { describe, expect, test } from '@jest/globals';
import { deedsWithoutRole, renderRole, ROLE_USES, type RoleName } from '../../scripts/roles.ts';
import type { Denial } from '../../src/azure/deny-assignments.ts';
import { AzureServiceError } from '../../src/azure/errors.ts';
import { formatProblem } from '../../src/problem.ts';
import { makePlan } from '../../src/release/make-plan.ts';
import { linksOf } from '../../src/release/rights/links.ts';
import type { Request } from '../../src/release/request.ts';
import type { Survey } from '../../src/release/survey.ts';
import { resourceGroupOf } from '../../src/azure/resource-id.ts';
import { disksOf, DISK_ID, someDisk, someRequest, someStorageAccount, someSurvey, someVm, VM_ID } from './world.ts';

const GROUP = resourceGroupOf(VM_ID);
const everything = [{ actions: ['*'], notActions: [], dataActions: ['*'], notDataActions: [] }];
const without = (action: string) => [
  { actions: ['*'], notActions: [action], dataActions: ['*'], notDataActions: [action] },
];

interface Findings {
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
}

function told(survey: Survey, request: Request = someRequest()): Findings {
  const planning = makePlan(request, survey);
  const warnings = planning.kind === 'plan' ? planning.plan.warnings : planning.warnings;
  return {
    problems: planning.kind === 'plan' ? [] : planning.problems.map(formatProblem),
    warnings: warnings.map(({ text }) => text),
  };
}

function surveyWith(
  permissions: Readonly<Record<string, Survey['permissions'] extends ReadonlyMap<string, infer P> ? P : never>>,
): Survey {
  const usual = someSurvey(someRequest());
  const changed = Object.entries(permissions).map(([scope, value]) => [scope.toLowerCase(), value] as const);
  return { ...usual, permissions: new Map([...usual.permissions, ...changed]) };
}

const BEGIN = 'Microsoft.Compute/disks/beginGetAccess/action';
const WRITE = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write';
const CONTAINER = `${someStorageAccount().id}/blobServices/default/containers/system`;

describe('a role on less than the usual place', () => {
  test.each([
    ['a disk', GROUP, BEGIN, DISK_ID],
    ['the container', someStorageAccount().id, WRITE, CONTAINER],
  ])('counts: on %s', (_, wide, action, narrow) => {
    expect(told(surveyWith({ [wide]: without(action), [narrow]: everything }))).toEqual({ problems: [], warnings: [] });
    const { problems } = told(surveyWith({ [wide]: without(action), [narrow]: without(action) }));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`found no right to ${action} over ${wide};`);
  });

  test('is a warning where it cannot be read', () => {
    expect(told(surveyWith({ [GROUP]: without(BEGIN), [DISK_ID]: undefined }))).toEqual({
      problems: [],
      warnings: [
        `The signed-in identity has no right to ${BEGIN} over ${GROUP}. Unless a role on something below gives it, a later step ` +
          'will be refused: assign Disk Snapshot Contributor on rg-images or above it.',
      ],
    });
  });
});

test('a disk in another group than its VM needs the right there', () => {
  const far = DISK_ID.replace('rg-images', 'rg-disks');
  const vm = someVm({ osDisk: { kind: 'managed', diskId: far, caching: 'ReadWrite' } });
  const usual = someSurvey(someRequest(), { vm, disks: disksOf(someDisk({ id: far })) });
  expect(told({ ...usual, permissions: new Map([...usual.permissions, [far.toLowerCase(), everything]]) })).toEqual({
    problems: [],
    warnings: [],
  });
  const { problems } = told({ ...usual, permissions: new Map([...usual.permissions, [far.toLowerCase(), []]]) });
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain(`no right to ${BEGIN} over ${resourceGroupOf(far)};`);
});

describe('operations', () => {
  const action = 'Microsoft.Compute/locations/capsOperations/read';
  const GALLERY_GROUP = GROUP.replace('rg-images', 'rg-gallery');
  const inOwnGroup = (): Request => {
    const usual = someRequest();
    return {
      ...usual,
      image: { ...usual.image, galleryId: usual.image.galleryId.replace('rg-images', 'rg-gallery') },
    };
  };
  const follow = (wide: Survey['permissions']): Findings => {
    const request = inOwnGroup();
    const usual = someSurvey(request);
    const locks = new Map([...usual.locks, [GALLERY_GROUP.toLowerCase(), []]]);
    return told({ ...usual, locks, permissions: new Map([...usual.permissions, ...wide]) }, request);
  };

  test('are followed by a role on the resource group, whatever the subscription gives', () => {
    expect(follow(new Map([[GALLERY_GROUP.toLowerCase(), everything]]))).toEqual({ problems: [], warnings: [] });
  });

  test('are not followed by a role on the gallery alone', () => {
    const { problems } = follow(
      new Map([
        [GALLERY_GROUP.toLowerCase(), []],
        [GROUP.toLowerCase(), without('Microsoft.Compute/locations/*')],
      ]),
    );
    expect(problems.filter((text) => text.includes(action))).toEqual([
      `gallery: found no right to ${action} over ${GALLERY_GROUP}; expected a role with that action for the signed-in identity. ` +
        'Assign Reader, or the custom role of docs/roles/follow-operations.json, on rg-gallery or above it; a new assignment can ' +
        'take minutes to count.',
    ]);
  });

  test('are perhaps followed by a role on another resource group: a warning', () => {
    expect(follow(new Map([[GALLERY_GROUP.toLowerCase(), []]]))).toEqual({
      problems: [],
      warnings: [
        `The signed-in identity has no right to ${action} over ${GALLERY_GROUP}. Unless the right over another resource group is ` +
          'enough, a later step will be refused: assign Reader, or the custom role of docs/roles/follow-operations.json, on ' +
          'rg-gallery or above it.',
      ],
    });
  });

  test('are a warning where nothing can be read', () => {
    expect(follow(new Map([[GALLERY_GROUP.toLowerCase(), undefined]]))).toEqual({
      problems: [],
      warnings: [
        `The rights on ${GALLERY_GROUP} could not be checked: the signed-in identity may not read its own permissions there.`,
      ],
    });
  });
});

describe('the container of the VHDs', () => {
  const action = WRITE.replace('/blobs/write', '/write');
  const account = someStorageAccount().id;
  const blobsOnly = surveyWith({ [account]: without(action), [CONTAINER]: without(action) });

  test('needs the right to make it where it is absent', () => {
    const { problems } = told({ ...blobsOnly, container: 'absent' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`no right to ${action} over ${account};`);
  });

  test('needs none where it is there', () => {
    expect(told({ ...blobsOnly, container: { name: 'system', immutability: 'none' } })).toEqual({
      problems: [],
      warnings: [],
    });
  });

  test('is a warning where nothing tells', () => {
    const { problems, warnings } = told({ ...blobsOnly, container: 'unread' });
    expect(problems).toEqual([]);
    expect(warnings).toContain(
      `The signed-in identity has no right to ${action} over ${account}. Unless the container is there, which could not be checked, ` +
        'a later step will be refused: assign Storage Blob Data Contributor on strender or above it.',
    );
  });
});

test('a right that was refused at one place is still told at another', () => {
  const action = 'Microsoft.Compute/snapshots/read';
  const survey = surveyWith({ [GROUP]: without(action) });
  const refusedAt = (scope: string): readonly string[] => {
    const error = new AzureServiceError({
      service: 'ARM',
      status: 403,
      code: 'AuthorizationFailed',
      serviceMessage: 'No.',
      operation: 'GET it',
      missingAction: { action, scope, principal: 'me' },
    });
    return told({ ...survey, refused: new Map([['gallery', error]]) }).problems;
  };
  const lacked = `found no right to ${action} over ${GROUP};`;
  expect(refusedAt(`${GROUP}-2`).filter((text) => text.includes(lacked))).toHaveLength(1);
  expect(refusedAt(`${GROUP}/providers/Microsoft.Compute/snapshots/s`).filter((text) => text.includes(lacked))).toEqual(
    [],
  );
});

describe('a blob that an interrupted run left', () => {
  const action = WRITE.replace('/write', '/delete');
  const unfinished = (content: string): Survey => ({
    ...surveyWith({ [someStorageAccount().id]: without(action), [CONTAINER]: without(action) }),
    blobs: new Map([
      [
        'os',
        {
          length: 1,
          etag: '',
          leased: false,
          blobType: 'PageBlob',
          metadata: { abip_state: 'writing', abip_key: someSurvey(someRequest()).key, abip_content: content },
        },
      ],
    ]),
  });

  test('must be deleted where it is of other content', () => {
    const { problems } = told(unfinished('other'));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(`no right to ${action} over ${someStorageAccount().id};`);
  });
});

describe('a deny assignment', () => {
  const denial = (changes: Partial<Denial>): Denial => ({
    name: 'Kept',
    scope: GROUP,
    isForScopeOnly: false,
    permissions: [{ actions: ['*/snapshots/write'], notActions: [], dataActions: [], notDataActions: [] }],
    principals: [],
    excluded: [],
    ...changes,
  });
  const group = { id: 'g', type: 'Group' };

  test('against a group may concern the caller: a warning', () => {
    const survey = { ...someSurvey(someRequest()), denials: [denial({ principals: [group] })] };
    expect(told(survey)).toEqual({
      problems: [],
      warnings: [
        'It is not known whether the signed-in identity is in one of the groups that it names: deny assignment ' +
          `'Kept' over ${GROUP} forbids Microsoft.Compute/snapshots/write. If so, a later step will be refused.`,
      ],
    });
  });

  test('says nothing where the caller is not known', () => {
    const everybody = { id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' };
    const survey = { ...someSurvey(someRequest()), denials: [denial({ principals: [everybody] })] };
    expect(told(survey).problems).toHaveLength(1);
    expect(told({ ...survey, caller: undefined })).toEqual({ problems: [], warnings: [] });
  });

  test('of the group alone does not forbid snapshots in it', () => {
    const everybody = { id: '00000000-0000-0000-0000-000000000000', type: 'SystemDefined' };
    const denials = [denial({ principals: [everybody], isForScopeOnly: true })];
    expect(told({ ...someSurvey(someRequest()), denials })).toEqual({ problems: [], warnings: [] });
  });
});

test('what a pool refers to is found in either shape', () => {
  const network = { subnetId: '/subnet', publicIPAddressConfiguration: { ipAddressIds: ['/a', '/b'] } };
  const links = [
    { deed: 'join-subnet', ids: ['/subnet'] },
    { deed: 'use-public-addresses', ids: ['/a', '/b'] },
  ];
  expect(linksOf({ kind: 'dataPlane', body: { networkConfiguration: network } })).toEqual(links);
  const identity = { type: 'UserAssigned', userAssignedIdentities: { '/me': {} } };
  expect(linksOf({ kind: 'arm', body: { identity, properties: { networkConfiguration: network } } })).toEqual([
    ...links,
    { deed: 'assign-identities', ids: ['/me'] },
  ]);
  expect(linksOf({ kind: 'dataPlane', body: {} })).toEqual([]);
});

describe('docs/roles', () => {
  test('every deed is in some role', () => {
    expect(deedsWithoutRole()).toEqual([]);
  });

  test.each(Object.keys(ROLE_USES) as RoleName[])('%s is a role definition without wildcards', (name) => {
    const role = JSON.parse(renderRole(name)) as Readonly<Record<'Actions' | 'DataActions', readonly string[]>>;
    const actions = [...role.Actions, ...role.DataActions];
    expect(actions.filter((one) => !/^Microsoft\.\w+(\/\w+)+\/(read|write|delete|action)$/.test(one))).toEqual([]);
    expect(role).toMatchObject({ IsCustom: true, NotActions: [], NotDataActions: [] });
    expect(actions.length).toBeGreaterThan(0);
  });
});
