export const id = 914;
export const ids = [914];
export const modules = {

/***/ 2914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  tidyUp: () => (/* binding */ tidyUp)
});

;// CONCATENATED MODULE: ./lib/azure/errors.js
// The one error that every refusal of a service becomes: who refused what, with which code, and whom to ask about it.
class errors_AzureServiceError extends Error {
    name = 'AzureServiceError';
    service;
    status;
    code;
    serviceMessage;
    correlationId;
    requestId;
    operation;
    values;
    missingAction;
    retryAfter;
    constructor(facts, options) {
        super(`${facts.operation}: ${facts.code}: ${facts.serviceMessage}`, options);
        this.service = facts.service;
        this.status = facts.status;
        this.code = facts.code;
        this.serviceMessage = facts.serviceMessage;
        this.correlationId = facts.correlationId;
        this.requestId = facts.requestId;
        this.operation = facts.operation;
        this.values = facts.values ?? {};
        this.missingAction = facts.missingAction;
        this.retryAfter = facts.retryAfter;
    }
}
function isAzureServiceError(error, code) {
    return error instanceof errors_AzureServiceError && (code === undefined || error.code === code);
}
/** Whether the service says that the thing is not there. */
function isNotFound(error) {
    return isAzureServiceError(error) && error.status === 404;
}
/** Whether ARM refuses because the provider still works on an earlier request to the same resource. */
function errors_isBusy(error) {
    return (isAzureServiceError(error) &&
        error.status === 409 &&
        /in progress|ongoing operation|concurrent/i.test(error.serviceMessage));
}
/** Whether a provider refuses because too much is asked of one resource at a time, with a status that does not say so. */
function isThrottledInWords(error) {
    return isAzureServiceError(error) && /too many requests on source/i.test(error.serviceMessage);
}
/** Everything an error knows, in words. An error of unknown kind is shown whole, never wrapped away. */
function errors_describe(error) {
    const seen = [];
    const lines = [];
    for (let link = error; link !== undefined && link !== null && !seen.includes(link); link = causeOf(link)) {
        if (!seen.some((outer) => repeats(outer, link))) {
            lines.push(lines.length === 0 ? describeOne(link) : `caused by: ${describeOne(link)}`);
        }
        seen.push(link);
    }
    return lines.length === 0 ? String(error) : lines.join('\n');
}
/** Libraries wrap errors in others of the same message, and our own errors take their message from what they wrap. */
function repeats(outer, inner) {
    if (!(outer instanceof Error) || !(inner instanceof Error) || inner.message === '')
        return false;
    if (outer.message.includes(inner.message))
        return true;
    return isAzureServiceError(outer) && inner.message.includes(outer.serviceMessage);
}
function causeOf(error) {
    return error instanceof Error ? error.cause : undefined;
}
function describeOne(error) {
    if (isAzureServiceError(error))
        return describeServiceError(error);
    if (error instanceof AggregateError) {
        const parts = error.errors.map((part) => errors_describe(part));
        return [error.message, ...parts].filter((part) => part !== '').join('\n');
    }
    if (error instanceof Error) {
        const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
        return `${error.name === 'Error' ? '' : `${error.name}: `}${error.message || error.constructor.name}${code}`;
    }
    if (typeof error === 'string')
        return error;
    return safeJson(error) ?? String(error);
}
function describeServiceError(error) {
    const status = error.status === undefined ? '' : ` (HTTP ${error.status})`;
    const lines = [`${error.service}: ${error.operation} failed${status} with ${error.code}: ${error.serviceMessage}`];
    for (const [name, value] of Object.entries(error.values))
        lines.push(`  ${name}: ${value}`);
    if (error.missingAction) {
        const { action, scope, principal } = error.missingAction;
        lines.push(`  missing right: ${action} over ${scope} for ${principal}`);
    }
    if (error.correlationId !== undefined)
        lines.push(`  correlation ID: ${error.correlationId}`);
    if (error.requestId !== undefined && error.requestId !== error.correlationId) {
        lines.push(`  request ID: ${error.requestId}`);
    }
    return lines.join('\n');
}
function safeJson(value) {
    try {
        const text = JSON.stringify(value);
        return text;
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/azure/json.js
var azure_json = __webpack_require__(2765);
;// CONCATENATED MODULE: ./lib/azure/resource-id.js
// ARM resource IDs: reading, writing and comparing them. ARM compares without regard to case and answers in any case.
const PATTERN = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/([^/]+)\/([^/]+)\/([^/]+)$/i;
/** Reads the ID of a top-level resource; undefined when the text is not one. */
function parseResourceId(text) {
    const [, subscriptionId, resourceGroup, namespace, kind, name] = PATTERN.exec(text.trim()) ?? [];
    if (!subscriptionId || !resourceGroup || !namespace || !kind || !name)
        return undefined;
    return { subscriptionId, resourceGroup, type: `${namespace}/${kind}`, name };
}
function formatResourceId(id) {
    return `${resourceGroupId(id.subscriptionId, id.resourceGroup)}/providers/${id.type}/${id.name}`;
}
function resourceGroupId(subscriptionId, resourceGroup) {
    return `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}`;
}
/** The resource group part of any ID below one, as `/subscriptions/.../resourceGroups/...`. */
function resourceGroupOf(id) {
    return id.split('/').slice(0, 5).join('/');
}
/** The last name in an ID. */
function resource_id_nameOf(id) {
    return id.slice(id.lastIndexOf('/') + 1);
}
/** The subscription's own ID, out of any ID below it. */
function subscriptionIn(id) {
    return id.split('/')[2] ?? '';
}
/** Whether an ID is this scope, or below it. */
function isWithin(id, scope) {
    const [inner, outer] = [id.toLowerCase(), scope.toLowerCase()];
    return inner === outer || inner.startsWith(`${outer}/`);
}
function sameId(a, b) {
    return a.toLowerCase() === b.toLowerCase();
}
/** ARM answers region names as `westeurope` or as `West Europe`; this spelling compares. */
function resource_id_normaliseRegion(region) {
    return region.toLowerCase().replaceAll(' ', '');
}

;// CONCATENATED MODULE: ./lib/azure/versions.js
// Every api-version this action speaks, and why. The SDKs' defaults are not used: they move with each SDK release, newer
// ones change defaults (galleries from 2025-03-03) or drop fields (Batch 2025-06-01), and sovereign clouds lag behind.
const versions_API_VERSIONS = {
    /** The newest whose OpenAPI file is stable in every cloud. */
    compute: '2024-07-01',
    /** The newest of the list of sizes. */
    computeSkus: '2021-07-01',
    /** Has `LastOwnershipUpdateTime`, which tells whether a disk was used since. */
    disks: '2024-03-02',
    /** The last before an omitted definition defaults to Gen2 with Trusted Launch supported. */
    gallery: '2024-03-03',
    storage: '2023-05-01',
    /** The first whose PATCH can change a pool's image; it still has `targetNodeCommunicationMode` and `resourceTags`. */
    batch: '2024-07-01',
    /** The data plane's counterpart of `batch`; knows `securityProfile`. */
    batchService: '2024-07-01.20.0',
    /** `x-ms-version`: pages a long list of page ranges, takes a token for the source of a copy, and is in every cloud. */
    blobService: '2024-08-04',
    /** Old enough for every cloud; the properties that are read have not changed since. */
    network: '2022-07-01',
    resources: '2022-09-01',
    authorization: '2022-04-01',
    /** Locks have not changed since; it is in every cloud. */
    locks: '2016-09-01',
    cloudMetadata: '2022-09-01',
};

;// CONCATENATED MODULE: ./lib/azure/virtual-machines.js





const INSTANCE_VIEW = { $expand: 'instanceView' };
/** What the VM is now; undefined when there is none. */
async function readVirtualMachine(arm, id) {
    const body = await arm.read(id, API_VERSIONS.compute, INSTANCE_VIEW);
    return body === undefined ? undefined : toVirtualMachine(id, body);
}
/** Stops the VM and releases its host. Doing it twice does no harm. */
async function deallocate(arm, id, wait) {
    const ask = async () => arm.run({ method: 'POST', path: `${id}/deallocate`, apiVersion: API_VERSIONS.compute }, wait);
    try {
        await ask();
    }
    catch (error) {
        if (!isBusy(error))
            throw error;
        // Something is being done to the VM: perhaps it is an interrupted run's own deallocation.
        const body = await arm.settled(id, API_VERSIONS.compute, wait, INSTANCE_VIEW);
        if (body !== undefined && toVirtualMachine(id, body).powerState === 'deallocated')
            return;
        await ask();
    }
}
/** Flags the VM as generalized, for ever: it can never start again. Synchronous in Azure. */
async function generalize(arm, id) {
    await arm.send({ method: 'POST', path: `${id}/generalize`, apiVersion: API_VERSIONS.compute });
}
function toVirtualMachine(id, body) {
    const properties = objectAt(body, 'properties');
    const storage = objectAt(properties, 'storageProfile');
    const osDisk = objectAt(storage, 'osDisk');
    const image = objectAt(storage, 'imageReference');
    const imageId = textAt(image, 'id');
    const marketplace = marketplaceOf(image);
    const plan = virtual_machines_planOf(objectAt(body, 'plan'));
    return {
        id: textAt(body, 'id') ?? id,
        name: textAt(body, 'name') ?? nameOf(id),
        location: normaliseRegion(textAt(body, 'location') ?? ''),
        osType: oneOf(['Linux', 'Windows'], textAt(osDisk, 'osType')) ?? 'Linux',
        provisioningState: textAt(properties, 'provisioningState') ?? 'unknown',
        ...instanceViewOf(objectAt(properties, 'instanceView')),
        osDisk: diskOf(osDisk),
        dataDisks: objectsAt(storage, 'dataDisks').map((disk) => ({ ...diskOf(disk), lun: numberAt(disk, 'lun') ?? 0 })),
        securityType: virtual_machines_securityTypeOf(textAt(properties, 'securityProfile', 'securityType')),
        secureBoot: flagAt(properties, 'securityProfile', 'uefiSettings', 'secureBootEnabled') ?? false,
        vTpm: flagAt(properties, 'securityProfile', 'uefiSettings', 'vTpmEnabled') ?? false,
        encryptionAtHost: flagAt(properties, 'securityProfile', 'encryptionAtHost') ?? false,
        guestEncryption: flagAt(osDisk, 'encryptionSettings', 'enabled') ?? false,
        diskController: oneOf(['SCSI', 'NVMe'], textAt(storage, 'diskControllerType')) ?? 'SCSI',
        vmSize: textAt(properties, 'hardwareProfile', 'vmSize') ?? '',
        ...(marketplace ? { imageReference: marketplace } : {}),
        ...(imageId === undefined ? {} : { imageId }),
        ...(plan ? { plan } : {}),
        extensions: objectsAt(body, 'resources').flatMap(extensionOf),
        tags: recordAt(body, 'tags'),
    };
}
function diskOf(disk) {
    // An ephemeral disk has a managed disk ID as well; it lives on the host and cannot be captured.
    if (textAt(disk, 'diffDiskSettings', 'option') !== undefined)
        return { kind: 'ephemeral' };
    const caching = oneOf(['None', 'ReadOnly', 'ReadWrite'], textAt(disk, 'caching')) ?? 'None';
    const vhdUrl = textAt(disk, 'vhd', 'uri');
    if (vhdUrl !== undefined)
        return { kind: 'unmanaged', vhdUrl, caching };
    return { kind: 'managed', diskId: textAt(disk, 'managedDisk', 'id') ?? '', caching };
}
function marketplaceOf(image) {
    const [publisher, offer, sku] = [textAt(image, 'publisher'), textAt(image, 'offer'), textAt(image, 'sku')];
    if (publisher === undefined || offer === undefined || sku === undefined)
        return undefined;
    const version = textAt(image, 'exactVersion') ?? textAt(image, 'version');
    return { publisher, offer, sku, ...(version === undefined ? {} : { version }) };
}
function virtual_machines_planOf(plan) {
    const [name, publisher, product] = [textAt(plan, 'name'), textAt(plan, 'publisher'), textAt(plan, 'product')];
    return name !== undefined && publisher !== undefined && product !== undefined
        ? { name, publisher, product }
        : undefined;
}
function virtual_machines_securityTypeOf(text) {
    // Disks say `ConfidentialVM_DiskEncryptedWithPlatformKey` and the like where VMs say `ConfidentialVM`.
    if (text?.toLowerCase().startsWith('confidentialvm') === true)
        return 'ConfidentialVM';
    return oneOf(['TrustedLaunch'], text) ?? 'Standard';
}
/** Older answers hold only the extension's ID. */
function extensionOf(extension) {
    const name = textAt(extension, 'name') ?? textAt(extension, 'id');
    const type = textAt(extension, 'properties', 'type');
    return name === undefined ? [] : [{ name: nameOf(name), ...(type === undefined ? {} : { type }) }];
}

;// CONCATENATED MODULE: ./lib/azure/disks.js






/** The disk state of a disk or snapshot that a SAS opens. */
const ACTIVE_ACCESS = 'ActiveSAS';
const GIBIBYTE = 1024 ** 3;
/** What the disk is now; undefined when there is none. */
async function readDisk(arm, id) {
    const body = await arm.read(id, API_VERSIONS.disks);
    return body === undefined ? undefined : toDisk(id, body);
}
/** With `wait`: once Azure does nothing to it any more. */
async function disks_readSnapshot(arm, id, wait) {
    const body = wait === undefined ? await arm.read(id, versions_API_VERSIONS.disks) : await arm.settled(id, versions_API_VERSIONS.disks, wait);
    return body === undefined ? undefined : toSnapshot(id, body);
}
/**
 * A full snapshot: pages cannot be copied out of an incremental one
 * (https://learn.microsoft.com/rest/api/storageservices/put-page-from-url). Generation, architecture, OS and security
 * type come from the disk.
 */
async function disks_createSnapshot(arm, request, wait) {
    const body = {
        location: request.location,
        tags: request.tags,
        sku: { name: request.sku ?? 'Standard_LRS' },
        properties: {
            creationData: { createOption: 'Copy', sourceResourceId: request.sourceDiskId },
            incremental: false,
        },
    };
    await arm.run({ method: 'PUT', path: request.id, apiVersion: API_VERSIONS.disks, body }, wait);
}
/** Absent is done. */
async function deleteSnapshot(arm, id, wait) {
    try {
        await arm.run({ method: 'DELETE', path: id, apiVersion: versions_API_VERSIONS.disks }, wait);
    }
    catch (error) {
        if (!isNotFound(error))
            throw error;
    }
}
/**
 * Opens a disk or snapshot for reading by a URL with a signature (SAS). The URL is a secret and must be masked before
 * use; until `endAccess` the disk cannot be started with its VM, attached or deleted.
 */
async function beginAccess(arm, id, seconds, wait) {
    const path = `${id}/beginGetAccess`;
    const body = { access: 'Read', durationInSeconds: seconds };
    const output = await arm.run({ method: 'POST', path, apiVersion: API_VERSIONS.disks, body }, wait);
    const url = textAt(output, 'accessSAS') ?? textAt(output, 'properties', 'output', 'accessSAS');
    if (url !== undefined)
        return url;
    throw new AzureServiceError({
        service: 'ARM',
        code: 'AccessUrlMissing',
        serviceMessage: 'The operation succeeded, but neither its record nor its result holds accessSAS.',
        operation: `POST ${path}`,
    });
}
/** Revokes every open access, also one that is just being opened. Doing it twice does no harm. */
async function endAccess(arm, id, wait) {
    const path = `${id}/endGetAccess`;
    await arm.run({ method: 'POST', path, apiVersion: versions_API_VERSIONS.disks, waitsItsTurn: true }, wait);
}
function toDisk(id, body) {
    const properties = objectAt(body, 'properties');
    const ownership = textAt(properties, 'LastOwnershipUpdateTime') ?? textAt(properties, 'lastOwnershipUpdateTime');
    const generation = oneOf(['V1', 'V2'], textAt(properties, 'hyperVGeneration'));
    const architecture = oneOf(['x64', 'Arm64'], textAt(properties, 'supportedCapabilities', 'architecture'));
    const controllers = diskControllersOf(textAt(properties, 'supportedCapabilities', 'diskControllerTypes') ?? '');
    const purchasePlan = planOf(objectAt(properties, 'purchasePlan'));
    const guestEncryption = flagAt(properties, 'encryptionSettingsCollection', 'enabled');
    const encryptionSetId = textAt(properties, 'encryption', 'diskEncryptionSetId');
    return {
        id: textAt(body, 'id') ?? id,
        name: textAt(body, 'name') ?? nameOf(id),
        location: normaliseRegion(textAt(body, 'location') ?? ''),
        sizeBytes: sizeOf(properties),
        sku: textAt(body, 'sku', 'name') ?? '',
        uniqueId: textAt(properties, 'uniqueId') ?? '',
        ...(ownership === undefined ? {} : { lastOwnershipUpdateTime: ownership }),
        diskState: textAt(properties, 'diskState') ?? 'unknown',
        ...(generation ? { hyperVGeneration: generation } : {}),
        ...(architecture ? { architecture } : {}),
        ...(controllers.length === 0 ? {} : { diskControllers: controllers }),
        securityType: securityTypeOf(textAt(properties, 'securityProfile', 'securityType')),
        networkAccessPolicy: oneOf(['AllowAll', 'AllowPrivate', 'DenyAll'], textAt(properties, 'networkAccessPolicy')) ?? 'AllowAll',
        publicNetworkAccess: textAt(properties, 'publicNetworkAccess')?.toLowerCase() !== 'disabled',
        dataAccessAuthMode: oneOf(['AzureActiveDirectory'], textAt(properties, 'dataAccessAuthMode')) ?? 'None',
        ...(purchasePlan ? { purchasePlan } : {}),
        ...(guestEncryption === undefined ? {} : { guestEncryption }),
        ...(encryptionSetId === undefined ? {} : { encryptionSetId }),
    };
}
function toSnapshot(id, body) {
    const properties = (0,azure_json/* objectAt */.lJ)(body, 'properties');
    return {
        id: (0,azure_json/* textAt */.$6)(body, 'id') ?? id,
        name: (0,azure_json/* textAt */.$6)(body, 'name') ?? resource_id_nameOf(id),
        provisioningState: (0,azure_json/* textAt */.$6)(properties, 'provisioningState') ?? 'unknown',
        sourceDiskId: (0,azure_json/* textAt */.$6)(properties, 'creationData', 'sourceResourceId') ?? '',
        tags: (0,azure_json/* recordAt */.zR)(body, 'tags'),
        sizeBytes: sizeOf(properties),
        diskState: (0,azure_json/* textAt */.$6)(properties, 'diskState') ?? 'unknown',
    };
}
function sizeOf(properties) {
    return (0,azure_json/* numberAt */.tk)(properties, 'diskSizeBytes') ?? ((0,azure_json/* numberAt */.tk)(properties, 'diskSizeGB') ?? 0) * GIBIBYTE;
}

;// CONCATENATED MODULE: ./lib/azure/blob-urls.js
// The URLs of containers and blobs below an account's own endpoint, and what else all calls on them write alike.
/** Endpoints end with a slash in ARM's answers, and without one where people write them. */
function containerUrl(blobEndpoint, container) {
    return `${blobEndpoint.endsWith('/') ? blobEndpoint : `${blobEndpoint}/`}${container}`;
}
/** Slashes in a blob's name are part of its path. */
function blobUrl(container, name) {
    return `${container}/${name.split('/').map(encodeURIComponent).join('/')}`;
}
function withoutQuery(url) {
    return url.split('?')[0] ?? url;
}
/** Metadata travels in headers, whose names have no case. */
function lowerCaseNames(metadata) {
    return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name.toLowerCase(), value]));
}

;// CONCATENATED MODULE: ./lib/azure/version-sources.js


/** Undefined where Azure tells nothing, or something newer than this. */
function recordedSourceOf(storageProfile) {
    const whole = (0,azure_json/* objectAt */.lJ)(storageProfile, 'source');
    const community = (0,azure_json/* textAt */.$6)(whole, 'communityGalleryImageId');
    if (community !== undefined)
        return { kind: 'community-version', id: community };
    const id = (0,azure_json/* textAt */.$6)(whole, 'virtualMachineId') ?? (0,azure_json/* textAt */.$6)(whole, 'id');
    if (id !== undefined)
        return wholeSourceOf(id);
    const os = (0,azure_json/* objectAt */.lJ)(storageProfile, 'osDiskImage', 'source');
    const data = (0,azure_json/* objectsAt */.yR)(storageProfile, 'dataDiskImages').map((image) => ({
        lun: (0,azure_json/* numberAt */.tk)(image, 'lun') ?? 0,
        id: (0,azure_json/* textAt */.$6)(image, 'source', 'id'),
        url: (0,azure_json/* textAt */.$6)(image, 'source', 'uri'),
    }));
    const url = (0,azure_json/* textAt */.$6)(os, 'uri');
    if (url !== undefined) {
        // Before there was `storageAccountId`, `id` named the account.
        const storageAccountId = (0,azure_json/* textAt */.$6)(os, 'storageAccountId') ?? (0,azure_json/* textAt */.$6)(os, 'id');
        return {
            kind: 'vhd',
            // Azure keeps a URL as it was given, with its signature if it had one.
            url: withoutQuery(url),
            ...(storageAccountId === undefined ? {} : { storageAccountId }),
            data: data.flatMap((disk) => (disk.url === undefined ? [] : [{ lun: disk.lun, url: withoutQuery(disk.url) }])),
        };
    }
    const osId = (0,azure_json/* textAt */.$6)(os, 'id');
    if (osId === undefined || !DISK.test(osId))
        return undefined;
    return {
        kind: /\/snapshots\//i.test(osId) ? 'snapshots' : 'disks',
        osId,
        data: data.flatMap((disk) => (disk.id === undefined ? [] : [{ lun: disk.lun, id: disk.id }])),
    };
}
function dataDiskLunsOf(storageProfile) {
    return (0,azure_json/* objectsAt */.yR)(storageProfile, 'dataDiskImages').flatMap((image) => (0,azure_json/* numberAt */.tk)(image, 'lun') ?? []);
}
const DISK = /\/providers\/Microsoft\.Compute\/(?:snapshots|disks)\/[^/]+$/i;
function wholeSourceOf(id) {
    if (/\/virtualMachines\/[^/]+$/i.test(id))
        return { kind: 'vm', id };
    if (/\/galleries\/[^/]+\/images\/[^/]+\/versions\/[^/]+$/i.test(id))
        return { kind: 'version', id };
    return /\/providers\/Microsoft\.Compute\/images\/[^/]+$/i.test(id) ? { kind: 'image', id } : undefined;
}

;// CONCATENATED MODULE: ./lib/azure/image-versions.js




/** With the state of replication, which ARM tells only when asked for it. */
async function readVersion(arm, id) {
    const body = await arm.read(id, versions_API_VERSIONS.gallery, { $expand: 'ReplicationStatus' });
    return body === undefined ? undefined : toVersion(id, body);
}
/** All versions of a definition, without their replication; rejects with a 404 where there is no such definition. */
async function listVersions(arm, definitionId) {
    const bodies = await arm.list(`${definitionId}/versions`, API_VERSIONS.gallery);
    return bodies.map((body) => {
        const profile = objectAt(body, 'properties', 'publishingProfile');
        const excluded = objectsAt(profile, 'targetRegions').filter((region) => flagAt(region, 'excludeFromLatest') === true);
        return {
            ...toVersion(`${definitionId}/versions/${textAt(body, 'name') ?? ''}`, body),
            excludedRegions: excluded.map((region) => normaliseRegion(textAt(region, 'name') ?? '')),
        };
    });
}
/**
 * Asks for the version and resolves when Azure has accepted it. `finished` of the result resolves when every region has
 * it; a single region is better watched by `readVersion`. Asking again for the same source does no harm.
 */
async function startVersion(arm, request) {
    const body = {
        location: request.location,
        tags: request.tags,
        properties: {
            storageProfile: storageProfileOf(request.source),
            publishingProfile: {
                targetRegions: request.targetRegions.map(toRegionBody),
                excludeFromLatest: request.excludeFromLatest,
                ...(request.endOfLifeDate === undefined ? {} : { endOfLifeDate: request.endOfLifeDate }),
            },
        },
    };
    return arm.start({ method: 'PUT', path: request.id, apiVersion: API_VERSIONS.gallery, body });
}
/**
 * Adds regions, or replicas to regions that are there; never takes any away. ARM has no ETag here, so a second writer
 * can undo it: the list is read back and written again until it holds, or until the deadline of `wait`.
 */
async function addTargetRegions(arm, id, wanted, wait) {
    const attempts = 5;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const body = await arm.read(id, API_VERSIONS.gallery);
        if (body === undefined)
            throw new Error(`Image version ${id} is gone: it existed when its regions were to be changed.`);
        const profile = objectAt(body, 'properties', 'publishingProfile') ?? {};
        const merged = mergeRegions(objectsAt(profile, 'targetRegions'), wanted);
        if (merged === undefined)
            return;
        const writable = Object.fromEntries(Object.entries(profile).filter(([name]) => name !== 'publishedDate'));
        const patch = {
            properties: { publishingProfile: { ...writable, targetRegions: merged }, storageProfile: {} },
        };
        await arm.run({ method: 'PATCH', path: id, apiVersion: API_VERSIONS.gallery, body: patch }, wait);
    }
    throw new Error(`The regions of image version ${id} were changed by others after each of ${attempts} attempts to add ours.`);
}
/** Undefined when nothing is missing. What a region holds beside its replicas (encryption, storage) is kept. */
function mergeRegions(existing, wanted) {
    const missing = new Map(wanted.map((region) => [normaliseRegion(region.name), region]));
    const kept = existing.map((region) => {
        const name = normaliseRegion(textAt(region, 'name') ?? '');
        const wish = missing.get(name);
        missing.delete(name);
        if (wish === undefined || (numberAt(region, 'regionalReplicaCount') ?? 1) >= wish.replicas)
            return region;
        return { ...region, regionalReplicaCount: wish.replicas };
    });
    const added = [...missing.values()].map(toRegionBody);
    const unchanged = added.length === 0 && kept.every((region, index) => region === existing[index]);
    return unchanged ? undefined : [...kept, ...added];
}
function storageProfileOf(origin) {
    switch (origin.kind) {
        case 'snapshots':
            return diskImages({ caching: origin.osCaching, source: { id: origin.osSnapshotId } }, origin.dataDisks.map(({ lun, caching, snapshotId }) => ({ lun, caching, source: { id: snapshotId } })));
        case 'VHDs': {
            const blob = (uri) => ({ uri, storageAccountId: origin.storageAccountId });
            return diskImages({ caching: origin.os.caching, source: blob(origin.os.url) }, origin.dataDisks.map(({ lun, caching, url }) => ({ lun, caching, source: blob(url) })));
        }
        default:
            return origin;
    }
}
function diskImages(os, dataDisks) {
    const osDiskImage = { hostCaching: os.caching, source: os.source };
    if (dataDisks.length === 0)
        return { osDiskImage };
    return {
        osDiskImage,
        dataDiskImages: dataDisks.map(({ lun, caching, source }) => ({ lun, hostCaching: caching, source })),
    };
}
function toRegionBody(region) {
    return { name: region.name, regionalReplicaCount: region.replicas };
}
function toVersion(id, body) {
    const properties = (0,azure_json/* objectAt */.lJ)(body, 'properties');
    const profile = (0,azure_json/* objectAt */.lJ)(properties, 'publishingProfile');
    const storage = (0,azure_json/* objectAt */.lJ)(properties, 'storageProfile');
    const source = recordedSourceOf(storage);
    const [publishedDate, endOfLifeDate] = [(0,azure_json/* textAt */.$6)(profile, 'publishedDate'), (0,azure_json/* textAt */.$6)(profile, 'endOfLifeDate')];
    const osDiskSizeGB = (0,azure_json/* numberAt */.tk)(storage, 'osDiskImage', 'sizeInGB');
    return {
        id: (0,azure_json/* textAt */.$6)(body, 'id') ?? id,
        name: (0,azure_json/* textAt */.$6)(body, 'name') ?? resource_id_nameOf(id),
        location: resource_id_normaliseRegion((0,azure_json/* textAt */.$6)(body, 'location') ?? ''),
        provisioningState: (0,azure_json/* oneOf */.yL)(STATES, (0,azure_json/* textAt */.$6)(properties, 'provisioningState')) ?? 'Creating',
        tags: (0,azure_json/* recordAt */.zR)(body, 'tags'),
        targetRegions: (0,azure_json/* objectsAt */.yR)(profile, 'targetRegions').map((region) => ({
            name: resource_id_normaliseRegion((0,azure_json/* textAt */.$6)(region, 'name') ?? ''),
            replicas: (0,azure_json/* numberAt */.tk)(region, 'regionalReplicaCount') ?? (0,azure_json/* numberAt */.tk)(profile, 'replicaCount') ?? 1,
        })),
        excludeFromLatest: (0,azure_json/* flagAt */.Qc)(profile, 'excludeFromLatest') ?? false,
        replication: (0,azure_json/* objectsAt */.yR)(properties, 'replicationStatus', 'summary').map(toReplication),
        ...(source === undefined ? {} : { source }),
        ...(publishedDate === undefined ? {} : { publishedDate }),
        ...(endOfLifeDate === undefined ? {} : { endOfLifeDate }),
        ...(osDiskSizeGB === undefined ? {} : { osDiskSizeGB }),
        dataDiskLuns: dataDiskLunsOf(storage),
    };
}
const STATES = ['Creating', 'Updating', 'Failed', 'Succeeded', 'Deleting', 'Migrating'];
function toReplication(summary) {
    const details = (0,azure_json/* textAt */.$6)(summary, 'details') ?? '';
    return {
        region: resource_id_normaliseRegion((0,azure_json/* textAt */.$6)(summary, 'region') ?? ''),
        state: (0,azure_json/* oneOf */.yL)(['Replicating', 'Completed', 'Failed'], (0,azure_json/* textAt */.$6)(summary, 'state')) ?? 'Unknown',
        progress: (0,azure_json/* numberAt */.tk)(summary, 'progress') ?? 0,
        ...(details === '' ? {} : { details }),
    };
}

;// CONCATENATED MODULE: ./lib/azure/galleries.js





/** With `wait`: once Azure does nothing to it any more. */
async function readGallery(arm, id, wait) {
    const body = await readOrSettled(arm, id, wait);
    if (body === undefined)
        return undefined;
    return {
        id: textAt(body, 'id') ?? id,
        name: textAt(body, 'name') ?? nameOf(id),
        location: regionOf(body),
        provisioningState: stateOf(body),
    };
}
async function readOrSettled(arm, id, wait) {
    return wait === undefined ? arm.read(id, API_VERSIONS.gallery) : arm.settled(id, API_VERSIONS.gallery, wait);
}
function stateOf(body) {
    return textAt(body, 'properties', 'provisioningState') ?? 'unknown';
}
async function createGallery(arm, request, wait) {
    const properties = request.description === undefined ? {} : { description: request.description };
    const body = { location: request.location, tags: request.tags, properties };
    await arm.run({ method: 'PUT', path: request.id, apiVersion: API_VERSIONS.gallery, body }, wait);
}
/** With `wait`: once Azure does nothing to it any more. */
async function readDefinition(arm, id, wait) {
    const body = await readOrSettled(arm, id, wait);
    return body === undefined ? undefined : toDefinition(id, body);
}
/** All definitions of a gallery; rejects with a 404 where there is no such gallery. */
async function listDefinitions(arm, galleryId) {
    const bodies = await arm.list(`${galleryId}/images`, API_VERSIONS.gallery);
    return bodies.map((body) => toDefinition(`${galleryId}/images/${textAt(body, 'name') ?? ''}`, body));
}
async function createDefinition(arm, request, wait) {
    const controllers = request.diskControllers ?? ['SCSI'];
    const features = [
        { name: 'SecurityType', value: request.securityType },
        ...(controllers.includes('NVMe') ? [{ name: 'DiskControllerTypes', value: controllers.join(', ') }] : []),
    ];
    const body = {
        location: request.location,
        tags: request.tags,
        properties: {
            osType: request.osType,
            osState: request.osState,
            hyperVGeneration: request.hyperVGeneration,
            architecture: request.architecture,
            identifier: request.identifier,
            features,
            ...(request.description === undefined ? {} : { description: request.description }),
            ...(request.purchasePlan === undefined ? {} : { purchasePlan: { ...request.purchasePlan } }),
        },
    };
    await arm.run({ method: 'PUT', path: request.id, apiVersion: API_VERSIONS.gallery, body }, wait);
}
function toDefinition(id, body) {
    const endOfLifeDate = textAt(body, 'properties', 'endOfLifeDate');
    return {
        id: textAt(body, 'id') ?? id,
        name: textAt(body, 'name') ?? nameOf(id),
        location: regionOf(body),
        provisioningState: stateOf(body),
        ...imageTraitsOf(objectAt(body, 'properties')),
        tags: recordAt(body, 'tags'),
        ...(endOfLifeDate === undefined ? {} : { endOfLifeDate }),
    };
}
/** From the properties of a definition, be it one of a gallery or one that is shared. */
function imageTraitsOf(properties) {
    const features = new Map(objectsAt(properties, 'features').map((item) => [textAt(item, 'name')?.toLowerCase(), textAt(item, 'value')]));
    // Documentation and tools spell this feature with and without the plural.
    const controllers = features.get('diskcontrollertypes') ?? features.get('diskcontrollertype') ?? 'SCSI';
    const purchasePlan = planOf(objectAt(properties, 'purchasePlan'));
    return {
        osType: oneOf(['Linux', 'Windows'], textAt(properties, 'osType')) ?? 'Linux',
        osState: oneOf(['Generalized', 'Specialized'], textAt(properties, 'osState')) ?? 'Generalized',
        hyperVGeneration: oneOf(['V1', 'V2'], textAt(properties, 'hyperVGeneration')) ?? 'V1',
        architecture: oneOf(['x64', 'Arm64'], textAt(properties, 'architecture')) ?? 'x64',
        securityType: oneOf(SECURITY_TYPES, features.get('securitytype')) ?? 'Standard',
        diskControllers: diskControllersOf(controllers),
        ...(purchasePlan ? { purchasePlan } : {}),
    };
}
const SECURITY_TYPES = (/* unused pure expression or super */ null && ([
    'Standard',
    'TrustedLaunchSupported',
    'TrustedLaunch',
    'ConfidentialVMSupported',
    'ConfidentialVM',
    'TrustedLaunchAndConfidentialVmSupported',
]));
function regionOf(body) {
    return normaliseRegion(textAt(body, 'location') ?? '');
}


// EXTERNAL MODULE: ./lib/azure/proxy.js + 1 modules
var azure_proxy = __webpack_require__(96);
;// CONCATENATED MODULE: ./lib/azure/connection-errors.js
// What goes wrong on the way to a service: a proxy that refuses, a certificate that is not trusted, no connection at all.


/** What Node.js calls certificates of an authority that it does not know. */
const UNTRUSTED_CERTIFICATE = {
    SELF_SIGNED_CERT_IN_CHAIN: /self-signed certificate in certificate chain/,
    DEPTH_ZERO_SELF_SIGNED_CERT: /self-signed certificate/,
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: /unable to get local issuer certificate/,
    UNABLE_TO_GET_ISSUER_CERT: /unable to get issuer certificate/,
    UNABLE_TO_VERIFY_LEAF_SIGNATURE: /unable to verify the first certificate/,
};
/** No answer came: the code is the connection's own, e.g. ECONNRESET, or says that the proxy refused to make one. */
function connectionError(service, operation, cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const refused = refusedTunnel(service, operation, message);
    if (refused !== undefined)
        return refused;
    const code = codeOf(cause) ?? 'NoAnswer';
    return new errors_AzureServiceError({ service, code, serviceMessage: message, operation }, { cause });
}
/** The libraries that open tunnels themselves have the proxy's answer only in a message. */
function refusedTunnel(service, operation, message) {
    const status = /tunneling socket could not be established, statusCode=(\d{3})/.exec(message)?.[1];
    return status === undefined ? undefined : proxyRefusal(service, operation, Number(status));
}
/** The status by which a proxy asks for credentials: no other server may use it. */
const PROXY_ASKS_FOR_CREDENTIALS = 407;
function proxyRefusal(service, operation, status) {
    const reading = (0,azure_proxy/* readProxy */.nM)(process.env);
    const proxy = reading.kind === 'proxy' ? `The proxy ${reading.url.origin}` : 'A proxy on the way';
    if (status === PROXY_ASKS_FOR_CREDENTIALS) {
        const given = reading.kind === 'proxy' && reading.url.username !== '';
        const serviceMessage = given
            ? `${proxy} does not take the user name and the password that its URL holds.`
            : `${proxy} lets nobody through without a user name and a password.`;
        return new errors_AzureServiceError({ service, status, code: 'ProxyAuthenticationRequired', serviceMessage, operation });
    }
    const serviceMessage = `${proxy} did not open the connection.`;
    return new errors_AzureServiceError({ service, status, code: 'ProxyRefused', serviceMessage, operation });
}
/** Whether DNS does not know that host; the name that it does not know may be a proxy's instead. */
function isUnknownHost(error, host) {
    if (host === undefined || !(error instanceof errors_AzureServiceError) || error.code !== 'ENOTFOUND')
        return false;
    return error.serviceMessage.endsWith(`getaddrinfo ENOTFOUND ${host}`);
}
/** The code of a failed connection out of its message, for errors that keep nothing else. */
function codeInMessage(message) {
    const untrusted = Object.entries(UNTRUSTED_CERTIFICATE).find(([, text]) => text.test(message));
    return untrusted?.[0] ?? /\b(?:ECONN[A-Z]+|E[A-Z]+UNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT)\b/.exec(message)?.[0];
}
/** The code of an error or, where it has none, of what caused it. */
function codeOf(error) {
    if (!(error instanceof Error))
        return undefined;
    if ('code' in error && typeof error.code === 'string')
        return error.code;
    return codeOf(error.cause);
}

;// CONCATENATED MODULE: ./lib/azure/retry-after.js
// How long a service asks us to wait: three headers, in seconds, milliseconds or as a date.
/**
 * Milliseconds, or undefined when the answer asks for nothing. Zero counts as nothing: services send `Retry-After: 0` by
 * default, and obeying it would turn polling into a busy loop.
 */
function retryAfterOf(headers, now) {
    for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
        const milliseconds = positive(headers[name]);
        if (milliseconds !== undefined)
            return milliseconds;
    }
    const value = headers['retry-after'];
    if (value === undefined)
        return undefined;
    const seconds = positive(value);
    if (seconds !== undefined)
        return seconds * 1000;
    if (/^\s*[\d.+-]+\s*$/.test(value))
        return undefined;
    const until = Date.parse(value) - now.getTime();
    return until > 0 ? until : undefined;
}
function positive(text) {
    if (text === undefined || !/^\s*\d+(\.\d+)?\s*$/.test(text))
        return undefined;
    const value = Number(text);
    return Number.isFinite(value) && value > 0 ? value : undefined;
}

;// CONCATENATED MODULE: ./lib/azure/error-envelopes.js




/** The proxy's answer to the request for a connection comes in the place of the service's. */
function isProxys({ status }) {
    return status === PROXY_ASKS_FOR_CREDENTIALS;
}
/** ARM and resource providers: `{"error": {"code", "message", "details", "innererror", "additionalInfo"}}`. */
function armError(refusal) {
    if (isProxys(refusal))
        return proxyRefusal('ARM', refusal.operation, refusal.status);
    // Some providers leave the outer `error` away.
    const error = (0,azure_json/* objectAt */.lJ)(refusal.body, 'error') ?? ((0,azure_json/* isJsonObject */.OW)(refusal.body) ? refusal.body : {});
    const message = (0,azure_json/* textAt */.$6)(error, 'message') ?? textOf(refusal.body);
    return new errors_AzureServiceError({
        service: 'ARM',
        status: refusal.status,
        code: (0,azure_json/* textAt */.$6)(error, 'code') ?? `HTTP ${refusal.status}`,
        serviceMessage: message,
        operation: refusal.operation,
        values: armValues(error),
        missingAction: missingActionOf(message),
        correlationId: refusal.headers['x-ms-correlation-request-id'],
        requestId: refusal.headers['x-ms-request-id'],
        retryAfter: retryAfterOf(refusal.headers, refusal.now),
    });
}
/** A long-running operation that was accepted and then failed: the code is the operation's, no HTTP status is left. */
function operationError(operation, body, correlationId) {
    const error = (0,azure_json/* objectAt */.lJ)(body, 'error') ?? (0,azure_json/* objectAt */.lJ)(body, 'properties', 'error') ?? {};
    const status = (0,azure_json/* textAt */.$6)(body, 'status') ?? (0,azure_json/* textAt */.$6)(body, 'properties', 'provisioningState') ?? 'Failed';
    const message = (0,azure_json/* textAt */.$6)(error, 'message') ?? `The operation ended as ${status} and gives no reason.`;
    return new errors_AzureServiceError({
        service: 'ARM',
        code: (0,azure_json/* textAt */.$6)(error, 'code') ?? `Operation${status}`,
        serviceMessage: message,
        operation,
        values: armValues(error),
        missingAction: missingActionOf(message),
        correlationId,
    });
}
/** Batch's data plane: top level `{"code", "message": {"lang", "value"}, "values": [{"key", "value"}]}`. */
function batchError(refusal) {
    if (isProxys(refusal))
        return proxyRefusal('Batch', refusal.operation, refusal.status);
    const message = (0,azure_json/* textAt */.$6)(refusal.body, 'message', 'value') ?? (0,azure_json/* textAt */.$6)(refusal.body, 'message') ?? textOf(refusal.body);
    const values = (0,azure_json/* pairsAt */.d5)(refusal.body, 'values');
    return new errors_AzureServiceError({
        service: 'Batch',
        status: refusal.status,
        code: (0,azure_json/* textAt */.$6)(refusal.body, 'code') ?? `HTTP ${refusal.status}`,
        serviceMessage: message,
        operation: refusal.operation,
        values,
        missingAction: missingActionOf([message, ...Object.values(values)].join('\n')),
        requestId: refusal.headers['request-id'],
        correlationId: refusal.headers['client-request-id'],
        retryAfter: retryAfterOf(refusal.headers, refusal.now),
    });
}
/** Blob storage: XML `<Error><Code/><Message/></Error>`; an answer to HEAD has only the header `x-ms-error-code`. */
function storageError(refusal) {
    if (isProxys(refusal))
        return proxyRefusal('Storage', refusal.operation, refusal.status);
    const xml = typeof refusal.body === 'string' ? refusal.body : '';
    const code = refusal.headers['x-ms-error-code'] ?? error_envelopes_element(xml, 'Code') ?? `HTTP ${refusal.status}`;
    const values = {};
    for (const name of ['AuthenticationErrorDetail', 'Reason', 'HeaderName', 'HeaderValue', 'QueryParameterName']) {
        const value = error_envelopes_element(xml, name);
        if (value !== undefined)
            values[name] = value;
    }
    // A copy from another URL: these two say what the source answered.
    for (const name of ['x-ms-copy-source-status-code', 'x-ms-copy-source-error-code']) {
        const value = refusal.headers[name];
        if (value !== undefined)
            values[name] = value;
    }
    return new errors_AzureServiceError({
        service: 'Storage',
        status: refusal.status,
        code,
        serviceMessage: error_envelopes_element(xml, 'Message') ?? (xml || 'The answer has no body.'),
        operation: refusal.operation,
        values,
        requestId: refusal.headers['x-ms-request-id'],
        retryAfter: retryAfterOf(refusal.headers, refusal.now),
    });
}
/**
 * The right that an AuthorizationFailed or LinkedAuthorizationFailed message names. In the linked form the text first
 * names the right that the caller has, and then, after "does not have permission", the one that it lacks.
 */
function missingActionOf(message) {
    // Batch, which spells it so: "does not have the required privelege A on the specified resource S."
    const [, privilege, resource] = /required priv[ei]le[dg]*ge (\S+) on the specified resource (\S+?)\.?(?:\s|$)/i.exec(message) ?? [];
    if (privilege !== undefined && resource !== undefined) {
        return { action: privilege, scope: resource, principal: 'the signed-in identity' };
    }
    const lacking = /does not have (?:authorization|permission) to perform action(?:\(s\))? '([^']+)'/i.exec(message);
    const action = lacking?.[1];
    if (lacking === null || action === undefined)
        return undefined;
    const rest = message.slice(lacking.index);
    const scope = /scope(?:\(s\))? '([^']+)'/i.exec(rest)?.[1] ?? 'an unnamed scope';
    const client = /client '([^']+)'/i.exec(message)?.[1];
    const object = /object id '([^']+)'/i.exec(message)?.[1];
    return { action, scope, principal: client ?? object ?? 'the signed-in identity' };
}
/** Nested details, the innermost error and the policies that refused, by name. */
function armValues(error) {
    const values = {};
    const add = (name, value) => {
        if (value === undefined || value === '')
            return;
        let key = name;
        for (let copy = 2; key in values && values[key] !== value; copy += 1)
            key = `${name} (${copy})`;
        values[key] = value;
    };
    add('target', (0,azure_json/* textAt */.$6)(error, 'target'));
    const visit = (details) => {
        for (const detail of details) {
            add((0,azure_json/* textAt */.$6)(detail, 'code') ?? 'detail', (0,azure_json/* textAt */.$6)(detail, 'message'));
            visit((0,azure_json/* objectsAt */.yR)(detail, 'details'));
        }
    };
    visit((0,azure_json/* objectsAt */.yR)(error, 'details'));
    const inner = (0,azure_json/* objectAt */.lJ)(error, 'innererror');
    if (inner) {
        add('innererror', (0,azure_json/* textAt */.$6)(inner, 'errordetail') ?? (0,azure_json/* textAt */.$6)(inner, 'message'));
        add('innererror code', (0,azure_json/* textAt */.$6)(inner, 'exceptiontype') ?? (0,azure_json/* textAt */.$6)(inner, 'code'));
    }
    for (const extra of (0,azure_json/* objectsAt */.yR)(error, 'additionalInfo')) {
        add('policy', (0,azure_json/* textAt */.$6)(extra, 'info', 'policyAssignmentDisplayName') ?? (0,azure_json/* textAt */.$6)(extra, 'info', 'policyAssignmentName'));
    }
    return values;
}
function error_envelopes_element(xml, name) {
    return new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
}
function textOf(body) {
    if (body === undefined || body === null || body === '')
        return 'The answer has no body.';
    return typeof body === 'string' ? body : JSON.stringify(body);
}

;// CONCATENATED MODULE: ./lib/azure/polling.js
/** A wait that outlived its deadline. What was waited for goes on in Azure; a later run finds it. */
class DeadlineExceeded extends Error {
    name = 'DeadlineExceeded';
    what;
    elapsedMs;
    lastState;
    constructor(what, elapsedMs, lastState) {
        super(`Waited ${Math.round(elapsedMs / 1000)} s for ${what}, which is still ${lastState}.`);
        this.what = what;
        this.elapsedMs = elapsedMs;
        this.lastState = lastState;
    }
}
const FIRST_INTERVAL_MS = 1_000;
const LONGEST_INTERVAL_MS = 10_000;
const GROWTH = 1.5;
async function poll(host, rules) {
    const started = host.clock.now().getTime();
    const stateOf = rules.state ?? ((value) => JSON.stringify(value));
    let state;
    let interval = FIRST_INTERVAL_MS;
    for (;;) {
        host.signal.throwIfAborted();
        const value = await rules.read();
        const now = stateOf(value);
        if (now !== state) {
            state = now;
            interval = FIRST_INTERVAL_MS;
            rules.onChange?.(value);
        }
        if (rules.done(value))
            return value;
        const time = host.clock.now().getTime();
        const left = rules.deadline.getTime() - time;
        if (left <= 0)
            throw new DeadlineExceeded(rules.what, time - started, state);
        const asked = rules.retryAfter?.(value);
        await host.clock.sleep(Math.min(asked ?? interval, left), host.signal);
        // A wait that the service asked for says nothing about how fast things change, so it leaves the interval alone.
        if (asked === undefined)
            interval = nextInterval(interval);
    }
}
function nextInterval(interval) {
    return Math.min(LONGEST_INTERVAL_MS, Math.round(interval * GROWTH));
}

;// CONCATENATED MODULE: ./lib/azure/retry.js
// The one retry policy, for every service: what is worth trying again, after how long, and for how long.


/** Without a deadline from the caller: long enough for a fail-over, short enough not to hide an outage. */
const OUTAGE_PATIENCE_MS = 5 * 60_000;
/** A resolver that is just being told of a name knows it by then. */
const UNKNOWN_HOST_PATIENCE_MS = 5_000;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 30_000;
/** Names that node, the SDKs' HTTP clients, MSAL, fetch and we give to a connection that did not carry an answer. */
const LOST_CONNECTION = new Set([
    'ECONNRESET',
    'ECONNREFUSED',
    'ECONNABORTED',
    'EPIPE',
    'ETIMEDOUT',
    'ESOCKETTIMEDOUT',
    'EAI_AGAIN',
    'ENOTFOUND',
    'ENETUNREACH',
    'EHOSTUNREACH',
    'ERR_STREAM_PREMATURE_CLOSE',
    'REQUEST_SEND_ERROR',
    'UND_ERR_SOCKET',
    'network_error',
    'IdTokenRequestLost',
]);
async function withRetries(host, rules, attempt) {
    const within = (patience) => new Date(host.clock.now().getTime() + patience);
    const deadline = earlier(rules.deadline ?? within(OUTAGE_PATIENCE_MS), host.deadline);
    const knownBy = earlier(deadline, within(UNKNOWN_HOST_PATIENCE_MS));
    let mayBeEcho = false;
    for (let failures = 0;; failures += 1) {
        host.signal.throwIfAborted();
        let failure;
        try {
            return await attempt();
        }
        catch (error) {
            host.signal.throwIfAborted();
            if (!isTransient(error) && rules.isPassing?.(error, mayBeEcho) !== true)
                throw error;
            failure = error;
        }
        mayBeEcho ||= rules.isWrite && isTransient(failure) && mayHaveWorked(failure);
        const delay = retryDelay(failures, failure instanceof errors_AzureServiceError ? failure.retryAfter : undefined, Math.random());
        const until = isUnknownHost(failure, rules.namedHost) ? knownBy : deadline;
        if (host.clock.now().getTime() + delay > until.getTime())
            throw failure;
        if (saysBusy(failure))
            rules.onBusy?.();
        host.debug(`${rules.what}: ${reasonOf(failure)}; trying again in ${Math.round(delay)} ms`);
        await host.clock.sleep(delay, host.signal);
        if (rules.isWrite && rules.lookUp && mayHaveWorked(failure)) {
            const found = await rules.lookUp();
            if (found !== undefined)
                return found;
        }
    }
}
function earlier(one, other) {
    return other === undefined || one < other ? one : other;
}
/** Milliseconds before try number `failures + 2`: what the service asks for, else exponential with jitter. */
function retryDelay(failures, retryAfter, random) {
    if (retryAfter !== undefined && retryAfter > 0)
        return retryAfter;
    const ceiling = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(failures, 10));
    // Half fixed, half random: parallel requests that failed together do not come back together.
    return ceiling / 2 + (ceiling / 2) * random;
}
function isTransient(error) {
    if (error instanceof errors_AzureServiceError) {
        return error.status === undefined ? LOST_CONNECTION.has(error.code) : isTransientStatus(error.status);
    }
    return error instanceof Error && 'code' in error && typeof error.code === 'string' && LOST_CONNECTION.has(error.code);
}
function isTransientStatus(status) {
    return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}
function saysBusy(error) {
    return error instanceof errors_AzureServiceError && (error.status === 429 || error.status === 503);
}
/** A throttled request was not carried out; after anything else nobody knows. */
function mayHaveWorked(error) {
    return !(error instanceof errors_AzureServiceError && error.status === 429) && !isThrottledInWords(error);
}
function reasonOf(error) {
    if (error instanceof errors_AzureServiceError)
        return `${error.status ?? 'no answer'} ${error.code}`;
    return error instanceof Error ? error.message : String(error);
}

;// CONCATENATED MODULE: ./lib/azure/long-running.js






/** Resolves to the operation's output, where it has one; rejects with the operation's own error. */
async function follow(following) {
    const { host, request, accepted } = following;
    const track = trackOf(request, accepted);
    if (track.kind === 'finished')
        return outputOf(request, accepted.body);
    await obeyFirstRetryAfter(following);
    const end = await watch(following, track);
    if (end.status === 'lost') {
        // The operation's record is gone before its end was seen. The resource itself still tells.
        host.debug(`${following.what}: the operation is no longer known, asking the resource instead`);
        return settle(following, await watch(following, { kind: 'resource' }), { kind: 'resource' });
    }
    return settle(following, end, track);
}
function trackOf(request, accepted) {
    const asyncOperation = accepted.headers['azure-asyncoperation'] ?? accepted.headers['operation-location'];
    const location = accepted.headers['location'];
    if (asyncOperation !== undefined)
        return { kind: 'operation', url: asyncOperation, resultUrl: location };
    if (location !== undefined && accepted.status === 202)
        return { kind: 'location', url: location };
    if (request.method === 'PUT' || request.method === 'PATCH') {
        if (accepted.status === 202)
            return { kind: 'resource' };
        return provisioningOf(accepted.body).status === 'running' ? { kind: 'resource' } : { kind: 'finished' };
    }
    if (location !== undefined && accepted.status === 201)
        return { kind: 'location', url: location };
    return request.method === 'DELETE' && accepted.status === 202 ? { kind: 'resource' } : { kind: 'finished' };
}
async function watch(following, track) {
    const { host, deadline, what } = following;
    return poll(host, {
        what,
        deadline,
        read: async () => observe(following, track),
        done: (seen) => seen.status !== 'running',
        state: (seen) => seen.detail,
        onChange: (seen) => host.debug(`${what}: ${seen.detail}`),
        retryAfter: (seen) => (seen.response ? retryAfterOf(seen.response.headers, host.clock.now()) : undefined),
    });
}
async function observe(following, track) {
    const { request } = following;
    let response;
    try {
        response = track.kind === 'resource' ? await following.getResource() : await following.get(track.url);
    }
    catch (error) {
        following.host.signal.throwIfAborted();
        if (isNotFound(error)) {
            if (request.method === 'DELETE')
                return { status: 'succeeded', detail: 'gone' };
            if (track.kind !== 'resource' && request.method !== 'POST')
                return { status: 'lost', detail: 'no longer known' };
            throw error;
        }
        // The operation goes on in Azure whether or not we can see it: look again until the deadline.
        if (isTransient(error)) {
            return {
                status: 'running',
                detail: isAzureServiceError(error) ? `out of sight (${error.code})` : 'out of sight',
            };
        }
        throw error;
    }
    switch (track.kind) {
        case 'resource':
            if (request.method === 'DELETE')
                return { status: 'running', detail: 'Deleting', response };
            return { ...provisioningOf(response.body), response };
        case 'operation':
        case 'location':
            return { ...operationStatus(response), response };
    }
}
/**
 * An operation's record says so in `status`; a Location answers 202 until it is done, then 200 with the result or 204.
 * A status that is not known to be an end is still running, as ARM's contract says.
 */
function operationStatus(response) {
    const status = (0,azure_json/* textAt */.$6)(response.body, 'status');
    if (status !== undefined && 'properties' in response.body && 'id' in response.body && 'type' in response.body) {
        return { ...provisioningOf(response.body) };
    }
    if (status !== undefined)
        return { ...classify(status), detail: withPercent(status, response.body) };
    if (response.status === 202)
        return { status: 'running', detail: 'InProgress' };
    return { status: 'succeeded', detail: 'Succeeded' };
}
function provisioningOf(body) {
    const state = (0,azure_json/* textAt */.$6)(body, 'properties', 'provisioningState');
    return state === undefined ? { status: 'succeeded', detail: 'Succeeded' } : { ...classify(state), detail: state };
}
function classify(status) {
    switch (status.toLowerCase()) {
        case 'succeeded':
            return { status: 'succeeded', detail: status };
        case 'failed':
        case 'canceled':
        case 'cancelled':
            return { status: 'failed', detail: status };
        default:
            return { status: 'running', detail: status };
    }
}
function withPercent(status, body) {
    const percent = body['percentComplete'];
    return typeof percent === 'number' ? `${status} ${Math.round(percent)} %` : status;
}
async function settle(following, end, track) {
    const { request, accepted, operation } = following;
    const body = end.response?.body ?? {};
    if (end.status !== 'succeeded') {
        const correlation = end.response?.headers['x-ms-correlation-request-id'];
        throw operationError(operation, body, correlation ?? accepted.headers['x-ms-correlation-request-id']);
    }
    if (request.method !== 'POST')
        return undefined;
    if (track.kind !== 'operation')
        return outputOf(request, body);
    // Some operations carry their output in their own record, others only at the Location: take the nearer.
    const output = (0,azure_json/* objectAt */.lJ)(body, 'properties', 'output');
    if (output !== undefined || track.resultUrl === undefined)
        return output;
    return outputOf(request, (await following.get(track.resultUrl)).body);
}
function outputOf(request, body) {
    if (request.method !== 'POST')
        return undefined;
    const output = (0,azure_json/* objectAt */.lJ)(body, 'properties', 'output') ?? body;
    return Object.keys(output).length === 0 ? undefined : output;
}
async function obeyFirstRetryAfter({ host, accepted, deadline }) {
    const now = host.clock.now();
    const asked = retryAfterOf(accepted.headers, now);
    const left = deadline.getTime() - now.getTime();
    if (asked !== undefined && left > 0)
        await host.clock.sleep(Math.min(asked, left), host.signal);
}

;// CONCATENATED MODULE: ./lib/azure/transport.js



/** A server that accepted a connection and then says nothing for so long has lost the request. */
const REQUEST_TIMEOUT_MS = 120_000;
/** Never asked: the policy that would is removed. The client's signature wants a credential. */
const NO_CREDENTIAL = { getToken: async () => null };
/** Opens a client on an endpoint; without a credential requests are anonymous. */
async function openTransport(host, endpoint, sign) {
    const { createComputeManagement } = await Promise.all(/* import() */[__webpack_require__.e(690), __webpack_require__.e(542)]).then(__webpack_require__.bind(__webpack_require__, 9542));
    const client = createComputeManagement(sign?.credential ?? NO_CREDENTIAL, '', {
        endpoint,
        credentials: { scopes: sign ? [sign.scope] : [] },
        retryOptions: { maxRetries: 0 },
        userAgentOptions: { userAgentPrefix: 'azure-batch-image-pool' },
    });
    if (!sign)
        client.pipeline.removePolicy({ name: 'bearerTokenAuthenticationPolicy' });
    return async (request) => {
        const resource = client.pathUnchecked(request.url);
        const options = {
            headers: { ...request.headers },
            abortSignal: host.signal,
            timeout: REQUEST_TIMEOUT_MS,
            ...(request.body === undefined ? {} : { body: request.body, contentType: 'application/json' }),
        };
        try {
            const answer = await resource[METHODS[request.method]](options);
            return { status: Number(answer.status), headers: lowerCase(answer.headers), body: bodyOf(answer.body) };
        }
        catch (error) {
            // Cancelling is the caller's own doing and is reported as such, not as a failure of Azure.
            host.signal.throwIfAborted();
            throw asConnectionError(error, request);
        }
    };
}
const METHODS = { GET: 'get', HEAD: 'head', PUT: 'put', PATCH: 'patch', POST: 'post', DELETE: 'delete' };
function asConnectionError(error, { operation, url }) {
    if (error instanceof errors_AzureServiceError)
        return error;
    if (!(error instanceof Error))
        return error;
    // What is done at ARM is told without its host; what went wrong on the way there is not.
    const { host } = new URL(url);
    const lost = (cause) => connectionError('ARM', operation, new Error(`${host}: ${cause.message}`, { cause }));
    // A failed sign-in rejects inside the client's pipeline; it is no lost connection and has its own words.
    if (error.name === 'AbortError') {
        const timeout = Object.assign(new Error(`no answer within ${REQUEST_TIMEOUT_MS / 1000} s`), { code: 'ETIMEDOUT' });
        return lost(timeout);
    }
    const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
    if (status !== undefined) {
        const facts = { service: 'ARM', status, code: `HTTP ${status}`, serviceMessage: error.message, operation };
        return new errors_AzureServiceError(facts, { cause: error });
    }
    return 'code' in error ? lost(error) : error;
}
function lowerCase(headers) {
    const entries = [];
    for (const [name, value] of Object.entries(headers))
        if (value !== undefined)
            entries.push([name.toLowerCase(), value]);
    return Object.fromEntries(entries);
}
function bodyOf(body) {
    if ((0,azure_json/* isJsonObject */.OW)(body) || (0,azure_json/* isJsonArray */.Md)(body) || typeof body === 'string')
        return body;
    return undefined;
}

;// CONCATENATED MODULE: ./lib/azure/cloud.js







/** What a workflow may name itself, whatever the cloud's ARM says. */
const CLOUD_ENDPOINTS = (/* unused pure expression or super */ null && (['authority', 'arm-audience', 'batch-audience', 'storage-audience', 'portal']));
/** The same in every cloud: the Storage service is registered under it in each of them. */
const STORAGE_AUDIENCE = 'https://storage.azure.com';
const AZURE_CLOUD = {
    name: 'AzureCloud',
    resourceManager: 'https://management.azure.com',
    authority: 'https://login.microsoftonline.com',
    audiences: {
        arm: 'https://management.azure.com',
        batch: 'https://batch.core.windows.net',
        storage: STORAGE_AUDIENCE,
    },
    portal: 'https://portal.azure.com',
};
/** Clouds with a name; their other endpoints are asked of their ARM. */
const RESOURCE_MANAGERS = {
    azureusgovernment: 'https://management.usgovcloudapi.net',
    azurechinacloud: 'https://management.chinacloudapi.cn',
};
/**
 * What Entra takes GitHub's tokens for, where it is not the public cloud's:
 * https://learn.microsoft.com/entra/workload-id/workload-identity-federation-config-app-trust-managed-identity
 */
const FEDERATION_AUDIENCES = {
    azureusgovernment: 'api://AzureADTokenExchangeUSGov',
    azurechinacloud: 'api://AzureADTokenExchangeChina',
};
/** An address in a workflow is more often wrong than its cloud is down. */
const FIRST_CONTACT_PATIENCE_MS = 60_000;
/** A cloud that cannot be used as it is described. */
class UnknownCloud extends Error {
    name = 'UnknownCloud';
    input;
    found;
    expected;
    fix;
    constructor(found, expected, fix, options = {}) {
        const { input = 'environment', ...more } = options;
        super(`${input}: found ${found}; expected ${expected}. ${fix}`, more);
        this.input = input;
        this.found = found;
        this.expected = expected;
        this.fix = fix;
    }
}
/** `AzureCloud` needs no request; every other cloud is described by its ARM. */
async function resolveCloud(host, wish, transport) {
    const { endpoints } = wish;
    const wanted = wish.environment.trim();
    if (wanted === '' || wanted.toLowerCase() === 'azurecloud') {
        return {
            ...AZURE_CLOUD,
            authority: withoutSlash(endpoints.authority ?? AZURE_CLOUD.authority),
            portal: withoutSlash(endpoints.portal ?? AZURE_CLOUD.portal),
            audiences: { ...AZURE_CLOUD.audiences, ...audiencesOf(endpoints) },
        };
    }
    const url = metadataUrl(wanted);
    const { origin } = new URL(url);
    const isNamed = wanted.toLowerCase() in RESOURCE_MANAGERS;
    const rules = isNamed ? {} : firstContact(host, url);
    const answer = await askForMetadata(host, url, rules, transport ?? (await openTransport(host, origin)));
    return readCloud(descriptionIn(answer, origin, url), origin, url, endpoints);
}
/** The audience for which the federated credentials of a cloud are made by default. */
function federationAudienceOf({ name }) {
    return FEDERATION_AUDIENCES[name.toLowerCase()] ?? 'api://AzureADTokenExchange';
}
/** The scope that asks for a token of an audience. */
function cloud_scopeOf(audience) {
    return `${withoutSlash(audience)}/.default`;
}
function metadataUrl(environment) {
    const url = new URL(RESOURCE_MANAGERS[environment.toLowerCase()] ?? environment);
    if (url.pathname === '/')
        url.pathname = '/metadata/endpoints';
    if (!url.searchParams.has('api-version'))
        url.searchParams.set('api-version', versions_API_VERSIONS.cloudMetadata);
    return url.toString();
}
const AN_ARM = 'the address of an Azure Resource Manager, which describes its cloud at /metadata/endpoints';
const CHECK_ADDRESS = 'Check the address in `environment`, and what answers there.';
function firstContact({ clock }, url) {
    return { deadline: new Date(clock.now().getTime() + FIRST_CONTACT_PATIENCE_MS), namedHost: new URL(url).hostname };
}
async function askForMetadata(host, url, rules, send) {
    const operation = `GET ${url}`;
    try {
        return await withRetries(host, { what: operation, isWrite: false, ...rules }, async () => {
            const answer = await send({ method: 'GET', url, operation });
            if (answer.status >= 400)
                throw armError({ ...answer, operation, now: host.clock.now() });
            return answer.body;
        });
    }
    catch (error) {
        if (isNotFound(error))
            throw new UnknownCloud(`nothing at ${url} (HTTP 404)`, AN_ARM, CHECK_ADDRESS);
        const { namedHost: named } = rules;
        if (named !== undefined && isUnknownHost(error, named)) {
            throw unknownHost({ input: 'environment', shown: url, host: named }, AN_ARM, error);
        }
        // An answer that was none to complain about, but cannot be read as what it says it is.
        if (isAzureServiceError(error) && (error.status ?? 400) < 400)
            throw noDescription(url, error);
        throw error;
    }
}
function noDescription(url, cause) {
    return new UnknownCloud(`${url}, whose answer is no description of a cloud`, AN_ARM, CHECK_ADDRESS, { cause });
}
/** An address that the workflow names, and whose host DNS does not know. */
function unknownHost({ input, shown, host }, expected, cause) {
    const found = `${shown}, whose host ${host} is not known (${cause.code})`;
    const fix = `Check the address in \`${input}\`, and that the runner resolves its name.`;
    return new UnknownCloud(found, expected, fix, { input, cause });
}
/** Older documents list all clouds; tokens go only to the one that was asked. */
function descriptionIn(answer, origin, url) {
    const listed = (0,azure_json/* isJsonArray */.Md)(answer) ? answer.filter(azure_json/* isJsonObject */.OW) : [];
    const own = listed.find((cloud) => withoutSlash((0,azure_json/* textAt */.$6)(cloud, 'resourceManager') ?? '') === origin);
    if (own !== undefined)
        return own;
    if (listed.length > 1) {
        const names = listed.map((cloud) => (0,azure_json/* textAt */.$6)(cloud, 'name') ?? 'unnamed').join(', ');
        throw new UnknownCloud(`${url}, which describes ${names}, none of them at ${origin}`, AN_ARM, CHECK_ADDRESS);
    }
    const [described = answer] = listed;
    if (!(0,azure_json/* isJsonObject */.OW)(described))
        throw noDescription(url);
    return described;
}
function readCloud(described, origin, source, endpoints) {
    const resourceManager = withoutSlash((0,azure_json/* textAt */.$6)(described, 'resourceManager') ?? origin);
    if (!isHttps(resourceManager)) {
        throw new UnknownCloud(`${source}, which names resourceManager '${resourceManager}'`, 'an https URL: tokens are sent to it', CHECK_ADDRESS);
    }
    const authentication = (0,azure_json/* objectAt */.lJ)(described, 'authentication');
    const audiences = (0,azure_json/* textsAt */.i1)(authentication, 'audiences').map(withoutSlash);
    const authority = withoutSlash(endpoints.authority ?? (0,azure_json/* textAt */.$6)(authentication, 'loginEndpoint') ?? '');
    if (!isHttps(authority)) {
        throw new UnknownCloud(`${source}, which names ${authority === '' ? 'no' : 'the'} authentication.loginEndpoint${authority === '' ? '' : ` '${authority}'`}`, 'an https URL, where tokens come from', 'If you know it, name it: `authority=https://...` in `cloud-endpoints`.');
    }
    const batch = withoutSlash(endpoints['batch-audience'] ?? (0,azure_json/* textAt */.$6)(described, 'batch') ?? '');
    if (batch === '') {
        throw new UnknownCloud(`${source}, which names no audience of Azure Batch`, 'a cloud that offers Azure Batch', 'If this one does, name the audience: `batch-audience=https://...` in `cloud-endpoints`.');
    }
    const portal = withoutSlash(endpoints.portal ?? (0,azure_json/* textAt */.$6)(described, 'portal') ?? '');
    return {
        name: (0,azure_json/* textAt */.$6)(described, 'name') ?? new URL(resourceManager).host,
        resourceManager,
        authority,
        audiences: {
            arm: audiences.find((audience) => audience === resourceManager) ?? audiences[0] ?? resourceManager,
            storage: STORAGE_AUDIENCE,
            ...audiencesOf(endpoints),
            batch,
        },
        ...(portal !== '' && { portal }),
    };
}
function audiencesOf(endpoints) {
    const named = {
        arm: endpoints['arm-audience'],
        batch: endpoints['batch-audience'],
        storage: endpoints['storage-audience'],
    };
    return Object.fromEntries(Object.entries(named).flatMap(([name, audience]) => audience === undefined ? [] : [[name, withoutSlash(audience)]]));
}
function isHttps(text) {
    return URL.canParse(text) && new URL(text).protocol === 'https:';
}
function withoutSlash(text) {
    return text.replace(/\/+$/, '');
}

;// CONCATENATED MODULE: ./lib/azure/signed-transport.js


/** Opens nothing before the first request. */
function openSignedTransport(session, audience, endpoint) {
    const open = async () => openTransport(session.host, endpoint, {
        credential: session.credentialFor(audience),
        scope: cloud_scopeOf(session.cloud.audiences[audience]),
    });
    let opened;
    return async (request) => {
        const current = (opened ??= open());
        const answer = await (await current)(request);
        if (answer.status !== 401)
            return answer;
        // Expired early, or revoked. The client keeps the old token to itself, so a new client is opened with the new one;
        // requests that failed together share it.
        if (opened === current) {
            session.forget(cloud_scopeOf(session.cloud.audiences[audience]));
            opened = open();
        }
        return (await opened)(request);
    };
}

;// CONCATENATED MODULE: ./lib/azure/arm-client.js







function connectArm(session, subscriptionId) {
    const { host, cloud } = session;
    return createArm({
        host,
        subscriptionId,
        endpoint: cloud.resourceManager,
        transport: openSignedTransport(session, 'arm', cloud.resourceManager),
    });
}
function createArm({ host, subscriptionId, endpoint, transport }) {
    const sendTo = async (request, url) => {
        const operation = operationName(request.method, url);
        const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
        // With If-None-Match the repeat itself tells whether the first one worked.
        const isLookedUp = request.method === 'PUT' && request.headers?.['If-None-Match'] === undefined;
        const lookUp = isLookedUp ? async () => made(request, url) : undefined;
        const isPassing = (error, mayBeEcho) => isThrottledInWords(error) || (errors_isBusy(error) && (mayBeEcho || request.waitsItsTurn === true));
        return withRetries(host, { what: operation, isWrite, lookUp, isPassing }, async () => {
            const answer = await transport({
                method: request.method,
                url,
                headers: request.headers,
                body: request.body,
                operation,
            });
            if (answer.status >= 400)
                throw armError({ ...answer, operation, now: host.clock.now() });
            return asArmResponse(answer);
        });
    };
    /** What a PUT made whose answer was lost: it carries all the tags that the request gave it, and has not failed. */
    const made = async ({ body, apiVersion }, url) => {
        const wanted = Object.entries((0,azure_json/* recordAt */.zR)(body, 'tags'));
        if (wanted.length === 0)
            return undefined;
        try {
            const found = await sendTo({ method: 'GET', path: '', apiVersion }, url);
            const tags = (0,azure_json/* recordAt */.zR)(found.body, 'tags');
            const isOurs = wanted.every(([name, value]) => tags[name] === value);
            return isOurs && (0,azure_json/* textAt */.$6)(found.body, 'properties', 'provisioningState') !== 'Failed' ? found : undefined;
        }
        catch (error) {
            if (isNotFound(error))
                return undefined;
            throw error;
        }
    };
    const urlOf = (path, apiVersion, query = {}) => {
        const names = Object.entries({ ...query, 'api-version': apiVersion });
        const search = names.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
        return `${endpoint}${encodeURI(path)}?${search}`;
    };
    const send = async (request) => sendTo(request, urlOf(request.path, request.apiVersion, request.query));
    const get = async (url, apiVersion) => sendTo({ method: 'GET', path: '', apiVersion }, url);
    const start = async (request) => {
        const url = urlOf(request.path, request.apiVersion, request.query);
        const accepted = await sendTo(request, url);
        const operation = {
            accepted,
            finished: async (wait) => follow({
                host,
                request,
                accepted,
                operation: operationName(request.method, url),
                deadline: wait.deadline,
                what: wait.what,
                get: async (target) => get(withApiVersion(target, endpoint, request.apiVersion), request.apiVersion),
                getResource: async () => get(urlOf(request.path, request.apiVersion), request.apiVersion),
            }),
        };
        return operation;
    };
    const read = async (path, apiVersion, query) => {
        try {
            return (await send({ method: 'GET', path, apiVersion, ...(query ? { query } : {}) })).body;
        }
        catch (error) {
            // Where the subscription itself is missing, nothing can be said about what is in it.
            if (isNotFound(error) && !isAzureServiceError(error, 'SubscriptionNotFound'))
                return undefined;
            throw error;
        }
    };
    return {
        subscriptionId,
        send,
        start,
        read,
        settled: async (path, apiVersion, { deadline, what }, query) => poll(host, {
            what,
            deadline,
            read: async () => read(path, apiVersion, query),
            done: (body) => !isBeingChanged(body),
            state: (body) => (0,azure_json/* textAt */.$6)(body, 'properties', 'provisioningState') ?? 'gone',
        }),
        list: async (path, apiVersion, query) => {
            const items = [];
            let url = urlOf(path, apiVersion, query);
            while (url !== undefined && url !== '') {
                const page = await get(url, apiVersion);
                items.push(...(0,azure_json/* objectsAt */.yR)(page.body, 'value'));
                url = (0,azure_json/* textAt */.$6)(page.body, 'nextLink');
            }
            return items;
        },
        run: async (request, wait) => (await start(request)).finished(wait),
    };
}
function isBeingChanged(body) {
    const state = (0,azure_json/* textAt */.$6)(body, 'properties', 'provisioningState');
    return state !== undefined && !/^(succeeded|failed|canceled)$/i.test(state);
}
/** Operation URLs may be relative, and may leave the api-version to the caller. */
function withApiVersion(target, endpoint, apiVersion) {
    const url = new URL(target, endpoint);
    if (!url.searchParams.has('api-version')) {
        // Appended as text: setting it through searchParams would encode the rest of a signed query anew.
        return `${url.toString()}${url.search === '' ? '?' : '&'}api-version=${apiVersion}`;
    }
    return url.toString();
}
/** `PUT /subscriptions/.../snapshots/x`: the method and the path, without host and query. */
function operationName(method, url) {
    return `${method} ${decodeURI(new URL(url).pathname)}`;
}
function asArmResponse(answer) {
    return { status: answer.status, headers: answer.headers, body: (0,azure_json/* isJsonObject */.OW)(answer.body) ? answer.body : {} };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/azure/batch-client.js
// How a request reaches Batch's data plane: through @azure/batch's client, with our own api-version, whole bodies and retry.









/** The service itself gives up on a request after 30 s. */
const batch_client_REQUEST_TIMEOUT_MS = 60_000;
function createBatchClient(host, endpoint, transport, forgetToken) {
    const sendTo = async (url, request) => {
        const { method, body, lookUp } = request;
        const what = `${method} ${new URL(url).host}${new URL(url).pathname}`;
        const once = async () => {
            const headers = { ...request.headers, 'client-request-id': (0,external_node_crypto_.randomUUID)(), 'return-client-request-id': 'true' };
            const signal = AbortSignal.any([host.signal, AbortSignal.timeout(batch_client_REQUEST_TIMEOUT_MS)]);
            try {
                const answer = await transport({ method, url, headers, body, signal });
                return { ...answer, body: parse(answer.text) };
            }
            catch (error) {
                host.signal.throwIfAborted();
                throw asBatchError(error, what);
            }
        };
        const isWrite = method !== 'GET' && method !== 'HEAD';
        return withRetries(host, { what, isWrite, lookUp }, async () => {
            let answer = await once();
            if (answer.status === 401) {
                // Expired early, or revoked: one new token, then the refusal counts.
                forgetToken();
                answer = await once();
            }
            if (answer.status < 400)
                return answer;
            throw batchError({ ...answer, operation: what, now: host.clock.now() });
        });
    };
    const urlOf = (path, query = {}) => {
        const names = Object.entries({ ...query, 'api-version': versions_API_VERSIONS.batchService });
        const search = names.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
        return `${endpoint.replace(/\/+$/, '')}${path}?${search}`;
    };
    return {
        send: async ({ path, query, ...request }) => sendTo(urlOf(path, query), request),
        list: async (path, query, max = Infinity) => {
            const items = [];
            let url = urlOf(path, query);
            while (url !== undefined && url !== '' && items.length < max) {
                const { body } = await sendTo(url, { method: 'GET' });
                const page = (0,azure_json/* isJsonObject */.OW)(body) ? body : {};
                const value = page['value'];
                if ((0,azure_json/* isJsonArray */.Md)(value))
                    items.push(...value.filter(azure_json/* isJsonObject */.OW));
                const next = page['odata.nextLink'];
                url = typeof next === 'string' ? next : undefined;
            }
            return items.slice(0, max);
        },
    };
}
/** Opens nothing before the first request. */
function batchTransport(session, endpoint) {
    let opened;
    return async (request) => (await (opened ??= batch_client_open(session, endpoint)))(request);
}
async function batch_client_loadBatchLibrary() {
    return Promise.all([Promise.all(/* import() */[__webpack_require__.e(136), __webpack_require__.e(949)]).then(__webpack_require__.t.bind(__webpack_require__, 3949, 19)), __webpack_require__.e(/* import() */ 136).then(__webpack_require__.t.bind(__webpack_require__, 1136, 19))]);
}
async function batch_client_open(session, endpoint) {
    const [{ BatchServiceClient }, { AzureIdentityCredentialAdapter }] = await batch_client_loadBatchLibrary();
    // Given the credential itself, the client would ask for a token for ARM, which Batch refuses.
    const scope = cloud_scopeOf(session.cloud.audiences.batch);
    const credential = new AzureIdentityCredentialAdapter(session.credentialFor('batch'), scope);
    const proxy = (0,azure_proxy/* proxySettings */.EM)();
    // Its own retries never repeat a 429 and wait half a minute after a 503.
    const client = new BatchServiceClient(credential, endpoint, {
        noRetryPolicy: true,
        userAgent: 'azure-batch-image-pool',
        ...(proxy && { proxySettings: proxy }),
    });
    client.apiVersion = versions_API_VERSIONS.batchService;
    return async ({ method, url, headers, body, signal }) => {
        const answer = await client.sendRequest({
            method,
            url,
            headers: { ...headers, 'Content-Type': 'application/json; odata=minimalmetadata' },
            disableClientRequestId: true,
            abortSignal: asSignalLike(signal),
            ...(body === undefined ? {} : { body }),
        });
        return { status: answer.status, headers: answer.headers.rawHeaders(), text: answer.bodyAsText ?? '' };
    };
}
/** The client knows signals by the shape they had before they were part of Node. */
function asSignalLike(signal) {
    return {
        get aborted() {
            return signal.aborted;
        },
        onabort: null,
        dispatchEvent: (event) => signal.dispatchEvent(event),
        addEventListener: (type, listener) => signal.addEventListener(type, listener),
        removeEventListener: (type, listener) => signal.removeEventListener(type, listener),
    };
}
function asBatchError(error, operation) {
    if (error instanceof errors_AzureServiceError || !(error instanceof Error))
        return error;
    const aborted = 'code' in error && error.code === 'REQUEST_ABORTED_ERROR';
    if (aborted || error.name === 'AbortError' || error.name === 'TimeoutError') {
        const timeout = Object.assign(new Error(`no answer within ${batch_client_REQUEST_TIMEOUT_MS / 1000} s`), { code: 'ETIMEDOUT' });
        return connectionError('Batch', operation, timeout);
    }
    return 'code' in error ? connectionError('Batch', operation, error) : error;
}
function parse(text) {
    try {
        const value = JSON.parse(text);
        return (0,azure_json/* isJsonObject */.OW)(value) || (0,azure_json/* isJsonArray */.Md)(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./lib/azure/batch-shapes.js


const NODE_STATES = [
    'idle',
    'rebooting',
    'reimaging',
    'running',
    'unusable',
    'creating',
    'starting',
    'waitingforstarttask',
    'starttaskfailed',
    'unknown',
    'leavingpool',
    'offline',
    'preempted',
    'upgradingos',
    'deallocated',
    'deallocating',
];
function toPool(body) {
    const machine = (0,azure_json/* objectAt */.lJ)(body, 'virtualMachineConfiguration');
    const formula = (0,azure_json/* textAt */.$6)(body, 'autoScaleFormula');
    const autoScaleError = (0,azure_json/* objectAt */.lJ)(body, 'autoScaleRun', 'error');
    const autoScaledAt = (0,azure_json/* textAt */.$6)(body, 'autoScaleRun', 'timestamp');
    const since = (0,azure_json/* textAt */.$6)(body, 'allocationStateTransitionTime');
    return {
        id: (0,azure_json/* textAt */.$6)(body, 'id') ?? '',
        etag: (0,azure_json/* textAt */.$6)(body, 'eTag') ?? '',
        state: (0,azure_json/* oneOf */.yL)(['active', 'deleting'], (0,azure_json/* textAt */.$6)(body, 'state')) ?? 'active',
        allocationState: (0,azure_json/* oneOf */.yL)(['steady', 'resizing', 'stopping'], (0,azure_json/* textAt */.$6)(body, 'allocationState')) ?? 'steady',
        vmSize: (0,azure_json/* textAt */.$6)(body, 'vmSize') ?? '',
        image: toImage(machine),
        nodeAgentSku: (0,azure_json/* textAt */.$6)(machine, 'nodeAgentSKUId') ?? '',
        metadata: (0,azure_json/* pairsAt */.d5)(body, 'metadata'),
        targetDedicatedNodes: (0,azure_json/* numberAt */.tk)(body, 'targetDedicatedNodes') ?? 0,
        targetLowPriorityNodes: (0,azure_json/* numberAt */.tk)(body, 'targetLowPriorityNodes') ?? 0,
        currentDedicatedNodes: (0,azure_json/* numberAt */.tk)(body, 'currentDedicatedNodes') ?? 0,
        currentLowPriorityNodes: (0,azure_json/* numberAt */.tk)(body, 'currentLowPriorityNodes') ?? 0,
        ...(formula === undefined ? {} : { autoScaleFormula: formula }),
        ...(autoScaleError ? { autoScaleError: toFault(autoScaleError) } : {}),
        ...(autoScaledAt === undefined ? {} : { autoScaledAt }),
        resizeErrors: (0,azure_json/* objectsAt */.yR)(body, 'resizeErrors').map(toFault),
        ...(since === undefined ? {} : { allocationStateTransitionTime: since }),
        taskSlotsPerNode: (0,azure_json/* numberAt */.tk)(body, 'taskSlotsPerNode') ?? 1,
    };
}
function toImage(machine) {
    const image = (0,azure_json/* objectAt */.lJ)(machine, 'imageReference');
    const id = (0,azure_json/* textAt */.$6)(image, 'virtualMachineImageId');
    if (id !== undefined)
        return { kind: 'resource', id };
    const shared = (0,azure_json/* textAt */.$6)(image, 'sharedGalleryImageId');
    if (shared !== undefined)
        return { kind: 'shared-gallery', id: shared };
    const community = (0,azure_json/* textAt */.$6)(image, 'communityGalleryImageId');
    if (community !== undefined)
        return { kind: 'community-gallery', id: community };
    const parts = ['publisher', 'offer', 'sku', 'version'].map((name) => (0,azure_json/* textAt */.$6)(image, name));
    if (parts[0] !== undefined)
        return { kind: 'marketplace', urn: parts.join(':') };
    const urls = (0,azure_json/* textsAt */.i1)(machine, 'osDisk', 'imageUris').map(withoutQuery);
    return urls.length === 0 ? { kind: 'unknown' } : { kind: 'vhds', urls };
}
/** Resize errors name their pairs `values`, nodes `errorDetails`, start tasks `details`. */
function toFault(error) {
    const message = (0,azure_json/* textAt */.$6)(error, 'message') ?? (0,azure_json/* textAt */.$6)(error, 'message', 'value') ?? '';
    return {
        code: (0,azure_json/* textAt */.$6)(error, 'code') ?? 'Unknown',
        message,
        values: { ...(0,azure_json/* pairsAt */.d5)(error, 'values'), ...(0,azure_json/* pairsAt */.d5)(error, 'errorDetails'), ...(0,azure_json/* pairsAt */.d5)(error, 'details') },
    };
}
function toNodeCounts(item) {
    return { dedicated: countsOf(item?.['dedicated']), lowPriority: countsOf(item?.['lowPriority']) };
}
/** The members are the states in camel case, and `total`. */
function countsOf(counts) {
    const found = {};
    for (const [name, count] of Object.entries((0,azure_json/* objectAt */.lJ)(counts) ?? {})) {
        const state = (0,azure_json/* oneOf */.yL)(NODE_STATES, name);
        if (state !== undefined && typeof count === 'number' && count > 0)
            found[state] = count;
    }
    return found;
}
function toNode(body) {
    const start = (0,azure_json/* objectAt */.lJ)(body, 'startTaskInfo');
    const exitCode = (0,azure_json/* numberAt */.tk)(start, 'exitCode');
    const failure = (0,azure_json/* objectAt */.lJ)(start, 'failureInfo');
    return {
        id: (0,azure_json/* textAt */.$6)(body, 'id') ?? '',
        state: (0,azure_json/* oneOf */.yL)(NODE_STATES, (0,azure_json/* textAt */.$6)(body, 'state')) ?? 'unknown',
        dedicated: (0,azure_json/* flagAt */.Qc)(body, 'isDedicated') ?? true,
        errors: (0,azure_json/* objectsAt */.yR)(body, 'errors').map(toFault),
        ...(start
            ? {
                startTask: {
                    ...(exitCode === undefined ? {} : { exitCode }),
                    ...(failure ? { failure: toFault(failure) } : {}),
                },
            }
            : {}),
    };
}
function toNodeImage(body) {
    const image = (0,azure_json/* objectAt */.lJ)(body, 'virtualMachineInfo', 'imageReference');
    const inId = /\/versions\/([^/]+)$/i.exec((0,azure_json/* textAt */.$6)(image, 'virtualMachineImageId') ?? '')?.[1];
    const exactVersion = (0,azure_json/* textAt */.$6)(image, 'exactVersion') ?? inId;
    return { nodeId: (0,azure_json/* textAt */.$6)(body, 'id') ?? '', ...(exactVersion === undefined ? {} : { exactVersion }) };
}
function toSupportedImage(body) {
    const endOfLife = (0,azure_json/* textAt */.$6)(body, 'batchSupportEndOfLife');
    return {
        nodeAgentSku: (0,azure_json/* textAt */.$6)(body, 'nodeAgentSKUId') ?? '',
        publisher: (0,azure_json/* textAt */.$6)(body, 'imageReference', 'publisher') ?? '',
        offer: (0,azure_json/* textAt */.$6)(body, 'imageReference', 'offer') ?? '',
        sku: (0,azure_json/* textAt */.$6)(body, 'imageReference', 'sku') ?? '',
        osType: (0,azure_json/* oneOf */.yL)(['linux', 'windows'], (0,azure_json/* textAt */.$6)(body, 'osType')) ?? 'linux',
        verified: (0,azure_json/* textAt */.$6)(body, 'verificationType') === 'verified',
        ...(endOfLife === undefined ? {} : { endOfLife }),
    };
}
function toJob(body) {
    return {
        id: (0,azure_json/* textAt */.$6)(body, 'id') ?? '',
        etag: (0,azure_json/* textAt */.$6)(body, 'eTag') ?? '',
        state: (0,azure_json/* textAt */.$6)(body, 'state') ?? 'unknown',
        autoPool: (0,azure_json/* objectAt */.lJ)(body, 'poolInfo', 'autoPoolSpecification') !== undefined,
        metadata: (0,azure_json/* pairsAt */.d5)(body, 'metadata'),
    };
}

;// CONCATENATED MODULE: ./lib/azure/batch-operations.js



/** What `toPool` reads: start tasks and mounts, the bulk of a pool, stay where they are. */
const POOL_FACTS = [
    'id',
    'eTag',
    'state',
    'allocationState',
    'allocationStateTransitionTime',
    'vmSize',
    'virtualMachineConfiguration',
    'metadata',
    'targetDedicatedNodes',
    'targetLowPriorityNodes',
    'currentDedicatedNodes',
    'currentLowPriorityNodes',
    'autoScaleFormula',
    'autoScaleRun',
    'resizeErrors',
    'taskSlotsPerNode',
].join(',');
function createBatchService(endpoint, client) {
    const poolPath = (poolId) => `/pools/${encodeURIComponent(poolId)}`;
    const readPoolBody = async (poolId) => {
        const answer = await absentIfNotFound(client.send({ method: 'GET', path: poolPath(poolId) }));
        return (0,azure_json/* isJsonObject */.OW)(answer?.body) ? answer.body : undefined;
    };
    const patchPool = async (poolId, body, etag) => {
        const headers = etag === undefined ? {} : { 'If-Match': etag };
        await client.send({ method: 'PATCH', path: poolPath(poolId), headers, body });
    };
    const readNodeFile = async (poolId, nodeId, path, options) => {
        // One parameter of the path, slashes and all, as Azure's own SDKs send it.
        const url = `${poolPath(poolId)}/nodes/${encodeURIComponent(nodeId)}/files/${encodeURIComponent(path)}`;
        const headers = await tailHeaders(client, url, options?.tailBytes);
        if (headers === undefined)
            return undefined;
        return (await absentIfNotFound(client.send({ method: 'GET', path: url, headers })))?.text;
    };
    return {
        endpoint,
        supportedImages: async () => (await client.list('/supportedimages')).map(toSupportedImage),
        addPool: async (body) => {
            const poolId = (0,azure_json/* textAt */.$6)(body, 'id') ?? '';
            // When the answer was lost: a pool with all our metadata is the one we asked for.
            const lookUp = async () => {
                const found = await readPoolBody(poolId);
                const [theirs, ours] = [(0,azure_json/* pairsAt */.d5)(found, 'metadata'), (0,azure_json/* pairsAt */.d5)(body, 'metadata')];
                const same = Object.entries(ours).every(([name, value]) => theirs[name] === value);
                const isOurs = found !== undefined && Object.keys(ours).length > 0 && same;
                return isOurs ? { status: 201, headers: {}, text: '', body: undefined } : undefined;
            };
            await client.send({ method: 'POST', path: '/pools', body, lookUp });
        },
        readPool: async (poolId) => {
            const body = await readPoolBody(poolId);
            return body === undefined ? undefined : toPool(body);
        },
        readPoolBody,
        listPools: async () => (await client.list('/pools', { $select: POOL_FACTS })).map(toPool),
        readNodeCounts: async (poolId) => {
            const items = await client.list('/nodecounts', { $filter: `poolId eq '${poolId}'` });
            return toNodeCounts(items[0]);
        },
        listNodeCounts: async () => {
            const items = await client.list('/nodecounts');
            return new Map(items.map((item) => [((0,azure_json/* textAt */.$6)(item, 'poolId') ?? '').toLowerCase(), toNodeCounts(item)]));
        },
        listNodes: async (poolId, { filter, max } = {}) => {
            const query = {
                $select: 'id,state,isDedicated,errors,startTaskInfo',
                ...(filter === undefined ? {} : { $filter: filter }),
                ...(max === undefined ? {} : { maxresults: String(Math.min(max, 1000)) }),
            };
            return (await client.list(`${poolPath(poolId)}/nodes`, query, max)).map(toNode);
        },
        listNodeImages: async (poolId) => {
            const query = { $select: 'id,virtualMachineInfo' };
            return (await client.list(`${poolPath(poolId)}/nodes`, query)).map(toNodeImage);
        },
        readNodeFile,
        resize: async (poolId, request) => {
            await client.send({ method: 'POST', path: `${poolPath(poolId)}/resize`, body: { ...request } });
        },
        stopResize: async (poolId) => {
            await client.send({ method: 'POST', path: `${poolPath(poolId)}/stopresize` });
        },
        disableAutoScale: async (poolId) => {
            await client.send({ method: 'POST', path: `${poolPath(poolId)}/disableautoscale` });
        },
        enableAutoScale: async (poolId, autoScaleFormula, interval) => {
            const body = { autoScaleFormula, ...(interval === undefined ? {} : { autoScaleEvaluationInterval: interval }) };
            await client.send({ method: 'POST', path: `${poolPath(poolId)}/enableautoscale`, body });
        },
        patchPool,
        patchPoolMetadata: async (poolId, change) => {
            const attempts = 5;
            for (let attempt = 1;; attempt += 1) {
                const pool = await readPoolBody(poolId);
                const metadata = mergeMetadata(pool, change);
                try {
                    await patchPool(poolId, { metadata }, (0,azure_json/* textAt */.$6)(pool, 'eTag'));
                    return;
                }
                catch (error) {
                    const overtaken = isAzureServiceError(error) && error.status === 412;
                    if (!overtaken || attempt === attempts)
                        throw error;
                }
            }
        },
        listJobsOf: async (poolId, { state } = {}) => {
            const inState = state === undefined ? '' : ` and state eq '${state}'`;
            const query = { $filter: `executionInfo/poolId eq '${poolId}'${inState}` };
            return (await client.list('/jobs', query)).map(toJob);
        },
    };
}
/** PATCH replaces the whole list, so what others wrote there is sent again. */
function mergeMetadata(pool, change) {
    const kept = (0,azure_json/* objectsAt */.yR)(pool, 'metadata').filter((item) => !(((0,azure_json/* textAt */.$6)(item, 'name') ?? '') in change));
    const added = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
    return [...kept, ...added];
}
/** A range needs the file's length first. Undefined when the file is not there. */
async function tailHeaders(client, path, tailBytes) {
    if (tailBytes === undefined)
        return {};
    const head = await absentIfNotFound(client.send({ method: 'HEAD', path }));
    if (head === undefined)
        return undefined;
    const length = Number(head.headers['content-length'] ?? '0');
    return length > tailBytes ? { 'ocp-range': `bytes=${length - tailBytes}-${length - 1}` } : {};
}
async function absentIfNotFound(answer) {
    try {
        return await answer;
    }
    catch (error) {
        if (isNotFound(error))
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/azure/batch-service.js



/** Opens the data plane of one Batch account. Nothing is sent before the first call. */
function connectBatch(session, host, endpoint) {
    const forgetToken = () => session.forget(cloud_scopeOf(session.cloud.audiences.batch));
    return createBatchService(endpoint, createBatchClient(host, endpoint, batchTransport(session, endpoint), forgetToken));
}

;// CONCATENATED MODULE: ./lib/azure/entra-errors.js
// A refused sign-in: the AADSTS code out of the identity library's errors, and what the refused assertion had claimed.




/** Reads the claims of a JSON web token without checking anything; undefined when it is none. */
function claimsOf(token) {
    const payload = token.split('.')[1];
    if (payload === undefined)
        return undefined;
    try {
        const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
        if (!(0,azure_json/* isJsonObject */.OW)(claims))
            return undefined;
        const text = (value) => (typeof value === 'string' ? value : '');
        const audience = (0,azure_json/* isJsonArray */.Md)(claims['aud']) ? claims['aud'].map(text).join(' ') : text(claims['aud']);
        return { issuer: text(claims['iss']), subject: text(claims['sub']), audience };
    }
    catch {
        return undefined;
    }
}
function entraError(error, operation, presented, now) {
    if (error instanceof errors_AzureServiceError)
        return error;
    const chain = chainOf(error);
    const message = chain.map((link) => link.message).find((text) => /AADSTS\d+/.test(text)) ?? chain[0]?.message;
    const text = message ?? String(error);
    const status = chain.map(statusOf).find((one) => one !== undefined);
    if (status === PROXY_ASKS_FOR_CREDENTIALS)
        return proxyRefusal('Entra', operation, status);
    const stranger = strangerIn(text);
    return new errors_AzureServiceError({
        service: 'Entra',
        status,
        retryAfter: retryAfterIn(text, now),
        code: /AADSTS\d+/.exec(text)?.[0] ??
            stranger?.code ??
            chain.map(entra_errors_codeOf).find((code) => code !== undefined) ??
            'SignInFailed',
        serviceMessage: stranger?.message ?? entra_errors_descriptionIn(text),
        operation,
        correlationId: /Correlation ID: ([0-9a-f-]{36})/i.exec(text)?.[1],
        requestId: /Trace ID: ([0-9a-f-]{36})/i.exec(text)?.[1],
        ...(presented
            ? {
                values: {
                    'presented issuer': presented.issuer,
                    'presented subject': presented.subject,
                    'presented audience': presented.audience,
                },
            }
            : {}),
    }, { cause: error });
}
/** Entra's own sentence, without the code and the IDs, which have their places, and without the libraries' frames. */
function entra_errors_descriptionIn(text) {
    return /AADSTS\d+: (.*?)\s*(?:Trace ID:|$)/s.exec(text)?.[1] ?? text.trim();
}
/** An answer without Entra's envelope, which is then hardly Entra's: MSAL has status and body in its message. */
function strangerIn(text) {
    const found = /Http status code: (\d{3})\s+Http status message: (.*?)\s*Headers: \{/s.exec(text);
    return found === null ? undefined : { code: `HTTP ${found[1] ?? ''}`, message: found[2] ?? '' };
}
/** The libraries wrap each other's errors, under `cause` or `error`; the wanted facts may be in any of them. */
function chainOf(error) {
    const chain = [];
    for (let link = error; link instanceof Error && !chain.includes(link); link = inner(link))
        chain.push(link);
    return chain;
}
function inner(error) {
    return error.cause ?? ('error' in error ? error.error : undefined);
}
function statusOf(error) {
    const status = 'statusCode' in error ? error.statusCode : 'status' in error ? error.status : undefined;
    return typeof status === 'number' ? status : undefined;
}
/** Of an answer without Entra's envelope MSAL keeps the headers, but only in its message. */
function retryAfterIn(text, now) {
    const [, json] = /Headers: (\{.*\})/.exec(text) ?? [];
    if (json === undefined)
        return undefined;
    try {
        const headers = JSON.parse(json);
        return (0,azure_json/* isJsonObject */.OW)(headers) ? retryAfterOf((0,azure_json/* recordAt */.zR)(headers), now) : undefined;
    }
    catch {
        return undefined;
    }
}
function entra_errors_codeOf(error) {
    // MSAL calls it errorCode, e.g. `network_error`, and drops what had happened to the connection.
    const code = 'code' in error ? error.code : 'errorCode' in error ? error.errorCode : undefined;
    return typeof code === 'string' && code !== '' ? code : undefined;
}

;// CONCATENATED MODULE: ./lib/azure/entra-requests.js




/**
 * One Entra request with a fresh GitHub token. The credential is made anew each time and keeps nothing: the library calls
 * for an assertion twice per request and also when it answers from its cache, so both calls share one GitHub token.
 */
async function askByAssertion(host, open, options, ids, scope) {
    const operation = `sign in by oidc for ${scope}`;
    let presented;
    let refused;
    const fetchAssertion = async () => {
        try {
            const assertion = await options.getIdToken(options.oidcAudience);
            host.secret(assertion);
            presented = claimsOf(assertion);
            return assertion;
        }
        catch (error) {
            // The identity library would wrap it beyond recognition.
            refused = idTokenError(messageOf(error), operation);
            throw refused;
        }
    };
    let assertion;
    const openFor = (authority) => open(ids.tenant, ids.client, async () => (assertion ??= fetchAssertion()), authority);
    try {
        return await ask({ host, cloud: options.cloud, operation, scope }, openFor, () => presented);
    }
    catch (error) {
        throw refused ?? error;
    }
}
async function ask({ host, cloud, operation, scope }, open, presented = () => undefined) {
    const watch = watchConnections();
    try {
        const token = await open({ ...authorityOptions(cloud), ...watch.options }).getToken(scope);
        if (token === null)
            throw new Error('no token was issued');
        return token;
    }
    catch (error) {
        const lost = watch.lost();
        if (lost !== undefined)
            throw connectionError('Entra', operation, lost);
        throw entraError(error, operation, presented(), host.clock.now());
    }
}
/** Retries are ours. Entra's public directory of clouds is asked only about clouds that it lists. */
function authorityOptions(cloud) {
    const listed = [AZURE_CLOUD.authority, 'https://login.microsoftonline.us', 'https://login.chinacloudapi.cn'];
    return {
        authorityHost: cloud.authority,
        disableInstanceDiscovery: !listed.includes(cloud.authority),
        retryOptions: { maxRetries: 0 },
    };
}
/** MSAL calls whatever breaks a connection a `network_error` and drops the reason: it is kept here. */
function watchConnections() {
    let lost;
    const policy = {
        name: 'keepReasonOfLostConnection',
        async sendRequest(request, next) {
            lost = undefined;
            try {
                return await next(request);
            }
            catch (error) {
                if (error instanceof Error)
                    lost = error;
                throw error;
            }
        },
    };
    return { options: { additionalPolicies: [{ policy, position: 'perCall' }] }, lost: () => lost };
}
/** GitHub's toolkit puts the status into its message, and `undefined` where no answer came. */
function idTokenError(serviceMessage, operation) {
    const refused = refusedTunnel('GitHub', operation, serviceMessage);
    if (refused !== undefined)
        return refused;
    const code = /Error Code : (\d{3}|undefined)/.exec(serviceMessage)?.[1];
    const facts = { service: 'GitHub', serviceMessage, operation };
    if (code === 'undefined') {
        return new errors_AzureServiceError({ ...facts, code: codeInMessage(serviceMessage) ?? 'IdTokenRequestLost' });
    }
    return new errors_AzureServiceError({
        ...facts,
        code: 'IdTokenUnavailable',
        ...(code === undefined ? {} : { status: Number(code) }),
    });
}
function messageOf(error) {
    // GitHub's toolkit writes its message over several indented lines.
    return (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, ' ').trim();
}

;// CONCATENATED MODULE: ./lib/azure/token-sources.js




async function openTokenSource(host, options) {
    const scope = cloud_scopeOf(options.cloud.audiences.arm);
    const reasons = [];
    for (const candidate of await candidates(host, options)) {
        const { kind, clientId, acquire } = candidate;
        const obstacle = await candidate.obstacle();
        if (obstacle !== undefined) {
            reasons.push(`${kind}: ${obstacle}`);
            continue;
        }
        try {
            const what = `sign in for ${scope}`;
            const rules = { what, isWrite: false, namedHost: options.namedAuthority };
            const firstToken = await withRetries(host, rules, async () => acquire(scope));
            return { source: { kind, clientId, acquire }, firstToken };
        }
        catch (error) {
            host.signal.throwIfAborted();
            if (candidate.deliberate)
                throw error;
            reasons.push(`${kind}: ${firstLine(error)}`);
        }
    }
    throw new errors_AzureServiceError({
        service: 'Entra',
        code: 'NoWayToSignIn',
        serviceMessage: `No way to sign in to Azure. Tried:\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`,
        operation: 'sign in',
    });
}
async function candidates(host, options) {
    const { cloud, environment } = options;
    const tenantId = present(options.tenantId) ?? present(environment['AZURE_TENANT_ID']);
    const clientId = present(options.clientId) ?? present(environment['AZURE_CLIENT_ID']);
    const identity = await Promise.all(/* import() */[__webpack_require__.e(690), __webpack_require__.e(738), __webpack_require__.e(16)]).then(__webpack_require__.bind(__webpack_require__, 3016));
    // Made anew for each request: MSAL refuses on its own, for a minute, what Entra has refused with a 429 or 5xx once.
    const plain = (kind, open) => async (scope) => ask({ host, cloud, operation: `sign in by ${kind} for ${scope}`, scope }, open);
    const both = tenantId !== undefined && clientId !== undefined;
    const missing = both ? undefined : `${tenantId === undefined ? 'tenant-id' : 'client-id'} is not set`;
    const tenant = tenantId ?? '';
    const client = clientId ?? '';
    const secret = present(environment['AZURE_CLIENT_SECRET']);
    const certificatePath = present(environment['AZURE_CLIENT_CERTIFICATE_PATH']);
    if (secret !== undefined)
        host.secret(secret);
    const tokenFilePath = present(environment['AZURE_FEDERATED_TOKEN_FILE']);
    const { getIdToken } = options;
    return [
        {
            kind: 'oidc',
            clientId,
            deliberate: true,
            obstacle: async () => getIdToken ? missing : 'the job may not ask GitHub for an ID token (`permissions: id-token: write` is missing)',
            acquire: async (scope) => {
                if (!getIdToken)
                    throw new Error('this job may not ask GitHub for an ID token');
                const open = (...args) => new identity.ClientAssertionCredential(...args);
                return askByAssertion(host, open, { ...options, getIdToken }, { tenant, client }, scope);
            },
        },
        {
            kind: 'environment',
            clientId,
            deliberate: true,
            obstacle: async () => secret === undefined && certificatePath === undefined
                ? 'neither AZURE_CLIENT_SECRET nor AZURE_CLIENT_CERTIFICATE_PATH is set'
                : missing,
            acquire: plain('environment', (authority) => secret === undefined
                ? new identity.ClientCertificateCredential(tenant, client, certificatePath ?? '', authority)
                : new identity.ClientSecretCredential(tenant, client, secret, authority)),
        },
        {
            kind: 'workload-identity',
            clientId,
            deliberate: true,
            obstacle: async () => (tokenFilePath === undefined ? 'AZURE_FEDERATED_TOKEN_FILE is not set' : missing),
            acquire: plain('workload-identity', (authority) => new identity.WorkloadIdentityCredential({
                ...authority,
                tenantId: tenant,
                clientId: client,
                tokenFilePath: tokenFilePath ?? '',
            })),
        },
        {
            kind: 'managed-identity',
            clientId,
            deliberate: false,
            obstacle: async () => managedIdentityObstacle(environment),
            acquire: plain('managed-identity', () => new identity.ManagedIdentityCredential(clientId === undefined ? {} : { clientId })),
        },
        {
            kind: 'azure-cli',
            deliberate: false,
            obstacle: async () => undefined,
            acquire: plain('azure-cli', () => new identity.AzureCliCredential({
                processTimeoutInMs: 60_000,
                ...(tenantId === undefined ? {} : { tenantId }),
            })),
        },
    ];
}
/** Without this probe the identity library tries an address that is not there for minutes. */
async function managedIdentityObstacle(environment) {
    if (present(environment['IDENTITY_ENDPOINT']) !== undefined)
        return undefined;
    if (present(environment['MSI_ENDPOINT']) !== undefined)
        return undefined;
    // GitHub's own runners are Azure VMs, but their identity is not the user's.
    if (environment['RUNNER_ENVIRONMENT'] === 'github-hosted')
        return 'a runner hosted by GitHub has none';
    try {
        await fetch('http://169.254.169.254/metadata/instance?api-version=2021-02-01', {
            headers: { Metadata: 'true' },
            signal: AbortSignal.timeout(1_000),
        });
        return undefined;
    }
    catch {
        return 'the metadata endpoint of Azure VMs does not answer here';
    }
}
function present(text) {
    const trimmed = text?.trim();
    return trimmed === undefined || trimmed === '' ? undefined : trimmed;
}
function firstLine(error) {
    const text = error instanceof errors_AzureServiceError ? error.serviceMessage : errors_describe(error);
    return text.split('\n')[0] ?? text;
}

;// CONCATENATED MODULE: ./lib/azure/credential.js





/** Tokens are opaque to their bearers, Microsoft says; still every one says who it is for. Undefined where one does not. */
function objectIdOf(token) {
    try {
        const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
        return (0,azure_json/* textAt */.$6)(claims, 'oid');
    }
    catch {
        return undefined;
    }
}
/** Long enough that a request in flight never carries an expired token; Azure's own libraries use the same. */
const RENEW_BEFORE_EXPIRY_MS = 5 * 60_000;
/** How long renewing may be tried while the old token is still good. */
const RENEWAL_PATIENCE_MS = 10_000;
/**
 * Signs in at once, with a token for ARM: a wrong sign-in is reported before anything else is done. The deadline is for
 * that token alone: what a session gives back after it still needs tokens.
 */
async function signIn(host, options, deadline) {
    const { source, firstToken } = await openTokenSource(deadline === undefined ? host : { ...host, deadline }, options);
    return createSession(host, options.cloud, source, { [cloud_scopeOf(options.cloud.audiences.arm)]: firstToken });
}
/** A session over any source of tokens, with the tokens already obtained, by scope. */
function createSession(host, cloud, source, tokens = {}) {
    const kept = new Map();
    const inFlight = new Map();
    const keep = (scope, token) => {
        host.secret(token.token);
        const lifetime = token.expiresOnTimestamp - host.clock.now().getTime();
        const margin = Math.min(RENEW_BEFORE_EXPIRY_MS, lifetime / 2);
        kept.set(scope, { token, renewAt: token.expiresOnTimestamp - margin });
    };
    for (const [scope, token] of Object.entries(tokens))
        keep(scope, token);
    const renew = async (scope) => {
        const now = host.clock.now().getTime();
        const old = kept.get(scope)?.token;
        const stillGood = old !== undefined && old.expiresOnTimestamp > now + RENEWAL_PATIENCE_MS;
        const deadline = stillGood ? new Date(now + RENEWAL_PATIENCE_MS) : undefined;
        try {
            const what = `sign in for ${scope}`;
            const token = await withRetries(host, { what, isWrite: false, deadline }, async () => source.acquire(scope));
            keep(scope, token);
            return token;
        }
        catch (error) {
            host.signal.throwIfAborted();
            if (!stillGood)
                throw error;
            host.debug(`The token for ${scope} could not be renewed yet and is used on: ${errors_describe(error)}`);
            return old;
        }
    };
    const getToken = async (scope) => {
        const held = kept.get(scope);
        if (held !== undefined && host.clock.now().getTime() < held.renewAt)
            return held.token;
        let renewal = inFlight.get(scope);
        if (renewal === undefined) {
            renewal = renew(scope).finally(() => inFlight.delete(scope));
            inFlight.set(scope, renewal);
        }
        return renewal;
    };
    return {
        host,
        cloud,
        identity: { kind: source.kind, ...(source.clientId === undefined ? {} : { clientId: source.clientId }) },
        getToken,
        credentialFor: (audience) => ({ getToken: async () => getToken(cloud_scopeOf(cloud.audiences[audience])) }),
        forget: (scope) => {
            kept.delete(scope);
        },
    };
}

;// CONCATENATED MODULE: ./lib/azure/blob-lists.js


/** In alphabetical order; without snapshots and deleted blobs. A container that is not there has none. */
async function listBlobs(call, containerUrl, prefix) {
    const blobs = [];
    const what = `GET ${containerUrl}?restype=container&comp=list`;
    let marker;
    do {
        const continuationToken = marker;
        const page = await pageOrNone(async () => 
        // Each page is a request of its own to the retry: what has been listed is not listed again.
        call({ what, isWrite: false }, async (client, abortSignal) => {
            const options = { prefix, includeMetadata: true, abortSignal };
            const pages = client
                .listBlobsFlat(options)
                .byPage(continuationToken === undefined ? {} : { continuationToken });
            const first = await pages.next();
            return first.value;
        }));
        for (const { name, properties, metadata } of page?.segment.blobItems ?? []) {
            blobs.push({
                name,
                url: blobUrl(containerUrl, name),
                length: properties.contentLength ?? 0,
                etag: quoted(properties.etag),
                metadata: lowerCaseNames(metadata ?? {}),
                lastModified: properties.lastModified,
                blobType: properties.blobType ?? 'BlockBlob',
            });
        }
        marker = page?.continuationToken;
    } while (marker !== undefined && marker !== '');
    return blobs;
}
/**
 * Whether the container exists, asked by the right to its blobs: the right to containers is another one. False also where it may
 * not be asked: what refuses that, the next write tells.
 */
async function isContainerThere(call, containerUrl) {
    const what = `GET ${containerUrl}?restype=container&comp=list`;
    try {
        await call({ what, isWrite: false }, async (client, abortSignal) => client.listBlobsFlat({ abortSignal }).byPage({ maxPageSize: 1 }).next());
        return true;
    }
    catch (error) {
        if (isAzureServiceError(error))
            return false;
        throw error;
    }
}
async function pageOrNone(page) {
    try {
        return await page();
    }
    catch (error) {
        if (isAzureServiceError(error, 'ContainerNotFound'))
            return undefined;
        throw error;
    }
}
/** Lists give ETags bare, headers give them in quotes. */
function quoted(etag) {
    return etag.startsWith('"') ? etag : `"${etag}"`;
}

;// CONCATENATED MODULE: ./lib/azure/storage-client.js






/** A put of 4 MiB, or a copy of it by the service, takes well under a second; this is for connections gone silent. */
const storage_client_REQUEST_TIMEOUT_MS = 120_000;
async function storage_client_loadStorageLibrary() {
    return Promise.all(/* import() */[__webpack_require__.e(690), __webpack_require__.e(738), __webpack_require__.e(981)]).then(__webpack_require__.bind(__webpack_require__, 4981));
}
function openPageBlobClient(host, url, session) {
    return storageCall(host, session, async (credential) => {
        const { PageBlobClient } = await storage_client_loadStorageLibrary();
        return new PageBlobClient(url, await pipeline(session, credential));
    });
}
function openContainerClient(host, url, session) {
    return storageCall(host, session, async (credential) => {
        const { ContainerClient } = await storage_client_loadStorageLibrary();
        return new ContainerClient(url, await pipeline(session, credential));
    });
}
/** Without a session requests are anonymous: the URL carries its own signature. */
async function pipeline(session, credential) {
    const { newPipeline } = await storage_client_loadStorageLibrary();
    const made = newPipeline(credential, {
        // One try: the library's own policy ignores Retry-After and never repeats a 429.
        retryOptions: { maxTries: 1 },
        userAgentOptions: { userAgentPrefix: 'azure-batch-image-pool' },
        ...(session ? { audience: cloud_scopeOf(session.cloud.audiences.storage) } : {}),
    });
    made.factories.push({
        create: (next) => ({
            sendRequest: async (request) => {
                request.headers.set('x-ms-version', versions_API_VERSIONS.blobService);
                return next.sendRequest(request);
            },
        }),
    });
    return made;
}
function storageCall(host, session, open) {
    const connect = async () => open(session?.credentialFor('storage'));
    let opened;
    return async (rules, attempt) => withRetries(host, rules, async () => {
        const current = (opened ??= connect());
        const tryWith = async (client) => {
            const signal = AbortSignal.any([host.signal, AbortSignal.timeout(storage_client_REQUEST_TIMEOUT_MS)]);
            try {
                return await attempt(await client, signal);
            }
            catch (error) {
                host.signal.throwIfAborted();
                throw asStorageError(error, rules.what, host.clock.now());
            }
        };
        try {
            return await tryWith(current);
        }
        catch (error) {
            if (session === undefined || !(error instanceof errors_AzureServiceError) || error.status !== 401)
                throw error;
            // The client keeps its token to itself: a token that expired early needs a new client. Calls that failed
            // together share it.
            if (opened === current) {
                session.forget(cloud_scopeOf(session.cloud.audiences.storage));
                opened = connect();
            }
            return tryWith(opened);
        }
    });
}
/** The library rejects with a RestError that holds the answer, or with the connection's own error. */
function asStorageError(error, operation, now) {
    if (error instanceof errors_AzureServiceError || !(error instanceof Error))
        return error;
    if (error.name === 'AbortError' || error.name === 'TimeoutError') {
        const timeout = Object.assign(new Error(`no answer within ${storage_client_REQUEST_TIMEOUT_MS / 1000} s`), { code: 'ETIMEDOUT' });
        return connectionError('Storage', operation, timeout);
    }
    const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
    if (status === undefined)
        return 'code' in error ? connectionError('Storage', operation, error) : error;
    const response = 'response' in error && isResponse(error.response) ? error.response : undefined;
    const headers = Object.fromEntries(Object.entries(response?.headers.toJSON() ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    return storageError({ operation, status, headers, body: response?.bodyAsText ?? '', now });
}
function isResponse(value) {
    return typeof value === 'object' && value !== null && 'headers' in value;
}

;// CONCATENATED MODULE: ./lib/azure/page-blobs.js





/** A blob by the way its URL opens: by its own signature where it has one. */
async function openBlob(blobs, { url, sas }) {
    return sas === undefined ? blobs.openUrl(url) : blobs.openShared(sas.sasUrl);
}
function connectBlobs(session) {
    const { host } = session;
    const openUrl = async (url) => pageBlob(openPageBlobClient(host, url, session), withoutQuery(url));
    return {
        open: async (endpoint, container, name) => openUrl(blobUrl(containerUrl(endpoint, container), name)),
        openUrl,
        openShared: async (url) => pageBlob(openPageBlobClient(host, url, undefined), withoutQuery(url)),
        ensureContainer: async (endpoint, container) => {
            const url = containerUrl(endpoint, container);
            const call = openContainerClient(host, url, session);
            if (await isContainerThere(call, url))
                return;
            await call({ what: `PUT ${url}`, isWrite: true }, async (client, abortSignal) => client.createIfNotExists({ abortSignal }));
        },
        list: async (endpoint, container, prefix) => {
            const url = containerUrl(endpoint, container);
            return listBlobs(openContainerClient(host, url, session), url, prefix);
        },
        token: async () => (await session.getToken(cloud_scopeOf(session.cloud.audiences.storage))).token,
    };
}
/** The operations over any way to call a client; connected ones come from `connectBlobs`. */
function pageBlob(call, url) {
    const properties = async (rules) => {
        try {
            return await call({ what: `HEAD ${url}`, isWrite: false, ...rules }, async (client, abortSignal) => {
                const answer = await client.getProperties({ abortSignal });
                return {
                    length: answer.contentLength ?? 0,
                    etag: answer.etag ?? '',
                    metadata: lowerCaseNames(answer.metadata ?? {}),
                    leased: answer.leaseState === 'leased',
                    blobType: answer.blobType ?? 'BlockBlob',
                    ...(answer.isIncrementalCopy === true && { incremental: true }),
                    ...(answer.copyStatus === undefined ? {} : { copyStatus: answer.copyStatus }),
                };
            });
        }
        catch (error) {
            if (isNotFound(error))
                return undefined;
            throw error;
        }
    };
    const put = async (what, options, attempt) => {
        const rules = { what: `PUT ${url}${what}`, isWrite: true, deadline: options?.deadline, onBusy: options?.onBusy };
        const conditions = options?.leaseId === undefined ? {} : { conditions: { leaseId: options.leaseId } };
        await call(rules, async (client, abortSignal) => attempt(client, { abortSignal, ...conditions }));
    };
    return {
        url,
        properties,
        create: async (length, metadata) => {
            const lookUp = async () => {
                const found = await properties();
                const ours = Object.entries(metadata).every(([name, value]) => found?.metadata[name.toLowerCase()] === value);
                return found?.length === length && ours ? true : undefined;
            };
            await call({ what: `PUT ${url}`, isWrite: true, lookUp }, async (client, abortSignal) => client.create(length, { metadata: { ...metadata }, conditions: { ifNoneMatch: '*' }, abortSignal }));
        },
        acquireLease: async (leaseId, seconds) => put('?comp=lease', undefined, async (client, { abortSignal }) => client.getBlobLeaseClient(leaseId).acquireLease(seconds, { abortSignal })),
        renewLease: async (leaseId) => put('?comp=lease', undefined, async (client, { abortSignal }) => client.getBlobLeaseClient(leaseId).renewLease({ abortSignal })),
        releaseLease: async (leaseId) => {
            try {
                await put('?comp=lease', undefined, async (client, { abortSignal }) => client.getBlobLeaseClient(leaseId).releaseLease({ abortSignal }));
            }
            catch (error) {
                if (!isNotFound(error) && !isAzureServiceError(error, 'LeaseIdMismatchWithLeaseOperation'))
                    throw error;
            }
        },
        copyPages: async ({ sourceUrl, sourceToken, offset, length }, options) => put('?comp=page', options, async (client, shared) => client.uploadPagesFromURL(sourceUrl, offset, offset, length, {
            ...shared,
            ...(sourceToken === undefined ? {} : { sourceAuthorization: { scheme: 'Bearer', value: sourceToken } }),
        })),
        writePages: async (offset, bytes, options) => put('?comp=page', options, async (client, shared) => client.uploadPages(bytes, offset, bytes.byteLength, shared)),
        pageRanges: async () => call({ what: `GET ${url}?comp=pagelist`, isWrite: false }, async (client, abortSignal) => {
            const ranges = [];
            for await (const { start, end, isClear } of client.listPageRanges(0, undefined, { abortSignal })) {
                if (!isClear)
                    ranges.push(rangeOf(start, end));
            }
            return ranges;
        }),
        read: async (offset, length) => call({ what: `GET ${url}`, isWrite: false }, async (client, abortSignal) => {
            const answer = await client.download(offset, length, { abortSignal, maxRetryRequests: 0 });
            const chunks = [];
            for await (const chunk of answer.readableStreamBody ?? []) {
                chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
            }
            return Buffer.concat(chunks);
        }),
        setMetadata: async (metadata, options) => put('?comp=metadata', options, async (client, shared) => client.setMetadata({ ...metadata }, shared)),
        delete: async (options) => {
            const conditions = options?.leaseId === undefined ? {} : { conditions: { leaseId: options.leaseId } };
            const rules = { what: `DELETE ${url}`, isWrite: true, deadline: options?.deadline };
            await call(rules, async (client, abortSignal) => client.deleteIfExists({ abortSignal, ...conditions }));
        },
    };
}
/** The service names the last byte of a range, not the one after it: a range 0-511 is 512 bytes long. */
function rangeOf(start, end) {
    return { offset: start, length: end - start + 1 };
}

;// CONCATENATED MODULE: ./lib/connect.js
// Opens the connections of a run for a session; nothing is requested before the first call.








function connect({ host, ...session }, subscriptionId, deadline) {
    const bounded = deadline === undefined ? host : { ...host, deadline };
    const connected = { ...session, host: bounded };
    return {
        host: bounded,
        arm: connectArm(connected, subscriptionId),
        blobs: connectBlobs(connected),
        caller: async () => objectIdOf((await session.getToken(cloud_scopeOf(session.cloud.audiences.arm))).token),
        batch: async (endpoint) => connectBatch(connected, bounded, endpoint),
    };
}
/**
 * Gets ready to talk to data planes while ARM thinks about the first reads: a token takes two requests, for which the reads
 * that need it would have to wait. What fails here is tried again when it is needed, and fails there.
 */
function openAhead(session, planes) {
    for (const plane of planes) {
        const library = plane === 'batch' ? loadBatchLibrary() : loadStorageLibrary();
        Promise.all([session.getToken(scopeOf(session.cloud.audiences[plane])), library]).catch((error) => {
            session.host.debug(`Not ready for ${plane} yet: ${describe(error)}`);
        });
    }
}
/** The same session for giving things back after a cancellation: it follows `grace` instead of the run's own signal. */
function connectForCleanup(session, subscriptionId, grace) {
    return connect({ ...session, host: { ...session.host, signal: grace } }, subscriptionId);
}

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 15 modules
var core = __webpack_require__(4600);
;// CONCATENATED MODULE: ./lib/github/id-token.js
/** Fetches a fresh token at each call (they live some minutes); undefined where the job may not have any. */
function createIdTokenSource(getIDToken, environment) {
    const allowed = environment['ACTIONS_ID_TOKEN_REQUEST_URL'] && environment['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
    return allowed ? (audience) => getIDToken(audience) : undefined;
}

;// CONCATENATED MODULE: ./lib/sign-in.js
// Signing in to the cloud that the inputs name, with whatever the job has for it: `main` by its inputs, `post` by what `main`
// noted of them.





async function signInToAzure(inputs, host, deadline) {
    const bounded = deadline === undefined ? host : { ...host, deadline };
    const { environment, cloudEndpoints: endpoints } = inputs;
    const cloud = await resolveCloud(bounded, { environment, endpoints });
    const options = {
        clientId: inputs.clientId,
        tenantId: inputs.tenantId,
        cloud,
        namedAuthority: endpoints.authority === undefined ? undefined : new URL(endpoints.authority).hostname,
        getIdToken: createIdTokenSource(core.getIDToken, process.env),
        oidcAudience: inputs.oidcAudience ?? federationAudienceOf(cloud),
        environment: process.env,
    };
    const session = await signIn(host, options, deadline).catch((error) => {
        const { namedAuthority: named } = options;
        if (named === undefined || !isUnknownHost(error, named))
            throw error;
        const where = { input: 'cloud-endpoints', shown: `authority=${endpoints.authority}`, host: named };
        throw unknownHost(where, 'the address where tokens come from', error);
    });
    host.progress(`Signed in to ${session.cloud.name} (${session.identity.kind})`);
    return session;
}

;// CONCATENATED MODULE: ./lib/names.js
// Names: every name a run creates derives from one key, so that a re-run on a fresh runner finds what is done.


/** Namespace of this action's UUIDv5 values (a random UUID, fixed for ever). */
const NAMESPACE = '5f0c7c3e-9d0e-4c8e-8f0b-0e6a3f1f7a61';
/** The key of one release: image definition, version and pool family. Case-insensitive, as Azure's names are. */
function nameKey(definitionId, version, family) {
    const text = [definitionId, version, family].map((part) => part.toLowerCase()).join('|');
    return createHash('sha256').update(text).digest('hex').slice(0, 20);
}
/** `os`, `data-0`, ...: for IDs of steps and names of snapshots. */
function names_roleName(role) {
    return role === 'os' ? 'os' : `data-${role}`;
}
function roleOf(name) {
    if (name === 'os')
        return 'os';
    const lun = /^data-(\d+)$/.exec(name ?? '')?.[1];
    return lun === undefined ? undefined : Number(lun);
}
/** Snapshot names take 1 to 80 letters, digits, `_`, `-` and `.`. */
function snapshotName(key, role) {
    return `abip-${key}-${names_roleName(role)}`;
}
/** The container of every captured VHD, as `virtualMachines/capture` has it. */
const VHD_CONTAINER = 'system';
/** Where they all are in it. */
const VHD_FOLDER = 'Microsoft.Compute/Images/';
/** Where captured VHDs lie in it. */
function captureFolder(containerName) {
    return `${VHD_FOLDER}${containerName}/`;
}
/** The blob's name below the container `system`, laid out as `virtualMachines/capture` does. */
function vhdBlobName(key, role, containerName, prefix) {
    const disk = role === 'os' ? 'osDisk' : `dataDisk-${role}`;
    return `${captureFolder(containerName)}${prefix}-${disk}.${uuidV5(`${key}/vhd`, NAMESPACE)}.vhd`;
}
/** The disk of a VHD by the blob's name; undefined for names that neither this action nor a capture gives. */
function diskOfVhd(blobName) {
    const [, os, lun] = /-(?:(osDisk)|dataDisk-(\d+))\.[^/]+\.vhd$/i.exec(blobName) ?? [];
    if (os !== undefined)
        return 'os';
    return lun === undefined ? undefined : Number(lun);
}
/** The ID of the lease under which a VHD is written: a re-run takes the same lease again. */
function leaseId(key, role) {
    return uuidV5(`${key}/lease/${names_roleName(role)}`, NAMESPACE);
}

;// CONCATENATED MODULE: ./lib/marks.js
// Marks: what this action writes on everything it makes, spelt alike as ARM tags and as metadata of blobs and pools.

const SCHEMA_MARK = 'abip_schema';
const marks_KEY_MARK = 'abip_key';
const marks_CONTENT_MARK = 'abip_content';
const KIND_MARK = 'abip_kind';
const EXPIRES_MARK = 'abip_expires';
const STATE_MARK = 'abip_state';
const FAMILY_MARK = 'abip_family';
const SPEC_MARK = 'abip_spec';
/** On pools: the seconds that the steps of their release took, for the forecast of the next. */
const TOOK_MARK = 'abip_took';
const SOURCE_MARK = 'abip_source';
/** On VHDs: which disk one is, as `roleName` says it. */
const DISK_MARK = 'abip_disk';
const REPOSITORY_MARK = 'abip_repo';
const COMMIT_MARK = 'abip_sha';
const REF_MARK = 'abip_ref';
const RUN_MARK = 'abip_run';
/** From when on a temporary is nobody's any more: later than the longest job GitHub allows can end. */
const TEMPORARY_LIFE_MS = (/* unused pure expression or super */ null && (24 * 60 * 60 * 1000));
/** The marks of something the run is for: a VHD, a definition, a version. */
function productMarks(facts) {
    return { ...commonMarks(facts), [KIND_MARK]: 'product' };
}
/** The marks of the VHD of one disk. */
function vhdMarks(facts, role) {
    return { ...productMarks(facts), [DISK_MARK]: roleName(role) };
}
/** The marks of something the run must not leave behind; they carry their expiry from creation. */
function temporaryMarks(facts, now) {
    const expires = new Date(now.getTime() + TEMPORARY_LIFE_MS).toISOString();
    return { ...commonMarks(facts), [KIND_MARK]: 'temporary', [EXPIRES_MARK]: expires };
}
/** The marks of a pool. A pool is always a product, so it has no kind. */
function poolMarks(facts, family, spec, state) {
    return { ...releaseMarks(facts, family, spec), [STATE_MARK]: state };
}
/** What tells one release from every other. */
function releaseMarks(facts, family, spec) {
    return { ...commonMarks(facts), [FAMILY_MARK]: family, [SPEC_MARK]: spec };
}
/** Marks of a resource that outlives releases (a gallery, an image definition): they tell of the first one. */
function lastingMarks({ source, provenance, contentId }) {
    return {
        [SCHEMA_MARK]: '1',
        [KIND_MARK]: 'product',
        [SOURCE_MARK]: tagValue(source),
        ...(contentId === undefined ? {} : { [marks_CONTENT_MARK]: contentId }),
        ...provenanceMarks(provenance),
    };
}
/** Undefined for what this action did not make. */
function readOrigin(marks) {
    if (marks[SCHEMA_MARK] === undefined)
        return undefined;
    const named = {
        key: marks[marks_KEY_MARK],
        contentId: marks[marks_CONTENT_MARK],
        source: marks[SOURCE_MARK],
        repository: marks[REPOSITORY_MARK],
        commit: marks[COMMIT_MARK],
        ref: marks[REF_MARK],
        run: marks[RUN_MARK],
        state: marks[STATE_MARK],
    };
    return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
}
function commonMarks({ key, contentId, source, provenance }) {
    return {
        [SCHEMA_MARK]: '1',
        [marks_KEY_MARK]: key,
        [marks_CONTENT_MARK]: contentId,
        [SOURCE_MARK]: tagValue(source),
        ...provenanceMarks(provenance),
    };
}
/** Tags take at most 256 characters of a value, metadata of blobs (headers) only those of ASCII. */
function tagValue(text) {
    return text
        .toWellFormed()
        .replaceAll(/[^\x20-\x7e]/gu, encodeURIComponent)
        .slice(0, 256);
}
function provenanceMarks({ repository, sha, ref, runId, runAttempt }) {
    return {
        [REPOSITORY_MARK]: tagValue(repository),
        [COMMIT_MARK]: sha,
        [REF_MARK]: tagValue(ref),
        [RUN_MARK]: `${runId}/${runAttempt}`,
    };
}

;// CONCATENATED MODULE: ./lib/source/snapshot.js


/**
 * Makes the snapshot unless one of the same content is there. One of other content can only be what an interrupted run
 * of this release left (the VM was used since): a temporary of ours, so it is replaced.
 */
async function ensureSnapshot(arm, { disk, contentId, tags }, wait) {
    // One that an interrupted run asked for may be in the making still.
    const existing = await readSnapshot(arm, disk.snapshotId, wait);
    if (existing !== undefined) {
        if (existing.provisioningState === 'Succeeded' && existing.tags[CONTENT_MARK] === contentId)
            return;
        await removeSnapshot(arm, disk.snapshotId, tags[KEY_MARK] ?? '', wait);
    }
    await createSnapshot(arm, { id: disk.snapshotId, location: disk.location, sourceDiskId: disk.diskId, tags }, wait);
}
/** Under the name of a temporary of this release, but made by somebody else: it is neither used nor deleted. */
function foreignSnapshotProblem({ id, tags }, key) {
    if (isTemporaryOf(tags, key))
        return undefined;
    return {
        code: 'snapshot-taken',
        input: 'vm-name',
        found: `snapshot ${id}, which has the name of a temporary of this release, but not its marks`,
        expected: 'a name that is free: this action deletes only what it made',
        fix: `Delete it if nobody needs it (az snapshot delete --ids ${id}), or release under a new version.`,
    };
}
function isTemporaryOf(tags, key) {
    return tags[marks_KEY_MARK] === key && tags[KIND_MARK] === 'temporary';
}
/** Deletes a snapshot that carries this release's marks; leaves anything else alone. */
async function removeSnapshot(arm, snapshotId, key, wait) {
    const existing = await disks_readSnapshot(arm, snapshotId, wait);
    if (existing === undefined)
        return 'absent';
    if (!isTemporaryOf(existing.tags, key)) {
        throw new Error(`Snapshot ${snapshotId} has the name of a temporary of this release, but not its marks: left alone.`);
    }
    // A run that was killed may have left its access open: until it ends, Azure refuses to delete.
    if (existing.diskState === ACTIVE_ACCESS)
        await endAccess(arm, snapshotId, wait);
    await deleteSnapshot(arm, snapshotId, wait);
    return 'deleted';
}

;// CONCATENATED MODULE: ./lib/tidy-up.js
// What the post step does: gives back, in the order in which Azure lets go, what the main step noted as open.






/** A job that is cancelled ends five minutes later at most, whatever its post steps do. */
const PATIENCE_MS = 4 * 60_000;
/** Nothing here fails the job: what cannot be given back is named in a warning. */
async function tidyUp(state, host) {
    await host.group('Tidy up', async () => {
        try {
            const clients = await signInAgain(state, host);
            for (const lease of state.leases)
                await attempt(host, `lease on ${lease.blobUrl}`, async () => release(lease, clients));
            for (const id of state.grants)
                await attempt(host, `access to ${id}`, async () => revoke(id, clients));
            for (const { id } of state.temporaries)
                await attempt(host, `snapshot ${id}`, async () => remove(id, state, clients));
        }
        catch (error) {
            host.warning(`Could not tidy up: ${errors_describe(error)}`);
        }
    });
}
async function signInAgain({ signIn: saved }, host) {
    const session = await signInToAzure(saved, host);
    return connect(session, saved.subscriptionId);
}
async function attempt(host, what, work) {
    try {
        host.progress(`${what}: ${await work()}`);
    }
    catch (error) {
        host.warning(`The ${what} is left behind: ${errors_describe(error)}`);
    }
}
async function release({ blobUrl, leaseId }, { blobs }) {
    const blob = await blobs.openUrl(blobUrl);
    await blob.releaseLease(leaseId);
    return 'released';
}
async function revoke(id, { arm, host }) {
    if ((await disks_readSnapshot(arm, id)) === undefined)
        return 'gone already';
    await endAccess(arm, id, { deadline: deadlineOf(host), what: `end of access to ${id}` });
    return 'revoked';
}
/** A snapshot that still feeds an unfinished version stays: without it the version could never be finished. */
async function remove(id, { nameKey, versionId }, { arm, host }) {
    const version = versionId === undefined ? undefined : await readVersion(arm, versionId);
    const unfinished = version?.provisioningState === 'Creating' || version?.provisioningState === 'Updating';
    if (unfinished)
        return `kept: image version ${version.name} is still made from it; run again to finish`;
    const end = await removeSnapshot(arm, id, nameKey ?? '', { deadline: deadlineOf(host), what: `deletion of ${id}` });
    return end === 'absent' ? 'not there' : 'deleted';
}
function deadlineOf(host) {
    return new Date(host.clock.now().getTime() + PATIENCE_MS);
}


/***/ })

};
