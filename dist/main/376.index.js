export const id = 376;
export const ids = [376];
export const modules = {

/***/ 31085:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runInspection: () => (/* binding */ runInspection)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 15 modules
var core = __webpack_require__(24600);
// EXTERNAL MODULE: ./lib/connect.js + 7 modules
var connect = __webpack_require__(62039);
// EXTERNAL MODULE: ./lib/release/result.js
var result = __webpack_require__(87180);
// EXTERNAL MODULE: ./lib/github/markdown.js
var markdown = __webpack_require__(30018);
;// CONCATENATED MODULE: ./lib/github/inspect-json.js


const LARGEST = 450 * 1024;
function inventoryJson(inventory, { startedAt, endedAt }) {
    const { pools, imageVersions, vhds, ...head } = inventory;
    const envelope = {
        schemaVersion: result/* RESULT_SCHEMA_VERSION */.t,
        mode: 'inspect',
        outcome: 'inspected',
        changed: false,
        startedAt,
        endedAt,
        seconds: Math.round((endedAt.getTime() - startedAt.getTime()) / 1000),
        ...head,
    };
    const budget = (0,markdown/* createBudget */.yK)(LARGEST - Buffer.byteLength(JSON.stringify(envelope)));
    const fit = (items) => {
        const firstLeftOut = items.findIndex((item) => !budget.take(JSON.stringify(item)));
        return firstLeftOut < 0 ? items : items.slice(0, firstLeftOut);
    };
    const kept = { pools: fit(pools), imageVersions: fit(imageVersions), vhds: fit(vhds) };
    return JSON.stringify({
        ...envelope,
        ...kept,
        omitted: {
            pools: pools.length - kept.pools.length,
            imageVersions: imageVersions.length - kept.imageVersions.length,
            vhds: vhds.length - kept.vhds.length,
        },
    });
}

// EXTERNAL MODULE: ./lib/format.js
var format = __webpack_require__(52016);
// EXTERNAL MODULE: ./lib/azure/resource-id.js
var resource_id = __webpack_require__(18481);
// EXTERNAL MODULE: ./lib/pool/node-counts.js
var node_counts = __webpack_require__(9041);
;// CONCATENATED MODULE: ./lib/github/inspect-words.js


/** Where the image comes from, e.g. `image vm-golden in gallery renderGallery`. */
function imageWords(image) {
    switch (image.kind) {
        case 'gallery-version':
        case 'gallery-latest':
            return `image ${image.definition} in gallery ${(0,resource_id/* nameOf */.Vb)(image.galleryId)}`;
        case 'managed-image':
            return `managed image ${(0,resource_id/* nameOf */.Vb)(image.id)} (retired)`;
        case 'marketplace':
            return `Marketplace image ${image.publisher}:${image.offer}:${image.sku}`;
        case 'shared-gallery':
            return `shared image ${image.id}`;
        case 'community-gallery':
            return `community image ${image.id}`;
        case 'vhds':
            return `custom VHD${image.urls.length === 1 ? '' : 's'} (retired)`;
        case 'unknown':
            return 'an image that Batch does not name';
        default:
            return image;
    }
}
/** `1.4.0, pinned`; `latest, now 1.4.0; nodes run 1.4.0 (2), 1.3.0 (1)`; empty where images have no versions. */
function versionWords(image) {
    switch (image.kind) {
        case 'gallery-version': {
            const known = { found: '', absent: ', does not exist any more', unread: ', could not be read' };
            return `${image.version}, pinned${known[image.found.kind]}`;
        }
        case 'gallery-latest':
            return `latest, ${latestWords(image.latest)}${runningWords(image.running)}`;
        case 'marketplace':
        case 'shared-gallery':
        case 'community-gallery':
            return image.running === undefined ? `${image.version}, pinned` : `latest${runningWords(image.running)}`;
        case 'managed-image':
            return image.found.kind === 'absent' ? 'does not exist any more' : '';
        case 'vhds':
        case 'unknown':
            return '';
        default:
            return image;
    }
}
function latestWords(latest) {
    switch (latest.kind) {
        case 'found':
            return `now ${latest.version}`;
        case 'none':
            return 'which no version is';
        case 'absent':
            return 'of a definition that does not exist any more';
        case 'unread':
            return 'which could not be read';
        default:
            return latest;
    }
}
function runningWords(running) {
    switch (running.kind) {
        case 'nodes':
            return `; nodes run ${running.versions.map(({ version, nodes }) => `${version} (${nodes})`).join(', ')}`;
        case 'no-nodes':
            return '';
        case 'unread':
            return '; what nodes run could not be read';
        default:
            return running;
    }
}
function agentWords({ sku, support }) {
    return `${sku}${supportWords(support)}`;
}
function supportWords(support) {
    switch (support.kind) {
        case 'until': {
            const days = Math.abs(support.daysLeft) === 1 ? 'day' : 'days';
            if (support.daysLeft > 0)
                return `, supported until ${support.day} (${support.daysLeft} ${days} left)`;
            return `, not supported since ${support.day}`;
        }
        case 'open':
            return '';
        case 'unlisted':
            return ', not listed by Batch any more';
        case 'unread':
            return ', end of life unknown';
        default:
            return support;
    }
}
/** `2 of 2 dedicated, 1 of 1 low-priority: 2 idle, 1 with a failed start task`. */
function nodeWords(nodes) {
    const { targetDedicated, targetLowPriority, currentDedicated, currentLowPriority, autoScale, counts } = nodes;
    const parts = [
        [currentDedicated, targetDedicated, 'dedicated'],
        [currentLowPriority, targetLowPriority, 'low-priority'],
    ]
        .filter(([current, target]) => current + target > 0)
        .map(([current, target, kind]) => `${current} of ${target} ${kind}`);
    const states = counts === undefined || (0,node_counts/* totalNodes */.K7)(counts) === 0 ? '' : `: ${(0,node_counts/* listStates */.B9)(counts)}`;
    return `${parts.length === 0 ? 'no nodes' : parts.join(', ')}${states}${autoScale ? ', autoscale' : ''}`;
}
/** `contoso/render-images@3333333, refs/tags/v1.4.0, run 9100000003/2`. */
function originWords({ repository, commit, ref, run }) {
    const where = repository === undefined ? [] : [`${repository}${commit === undefined ? '' : `@${commit.slice(0, 7)}`}`];
    const how = run === undefined ? [] : [`run ${run}`];
    return [...where, ...(ref === undefined ? [] : [ref]), ...how].join(', ');
}
/** After "used by". */
function useWords(use) {
    switch (use.kind) {
        case 'used':
            return use.pools.join(', ');
        case 'unused':
            return 'no pool';
        case 'undecided':
            return `perhaps ${use.pools.join(', ')}, whose ${use.pools.length === 1 ? 'image' : 'images'} cannot be followed`;
        default:
            return use;
    }
}

;// CONCATENATED MODULE: ./lib/github/inspect-lines.js



function printInventory(host, inventory) {
    for (const line of inventoryLines(inventory))
        host.progress(line);
}
function inventoryLines(inventory) {
    const { batchAccount, pools, imageVersions, vhds } = inventory;
    return [
        `Batch account ${batchAccount.name} (${batchAccount.location}): ${(0,format/* formatCount */.B4)(pools.length, 'pool')}`,
        ...pools.map(poolLine),
        lookedThrough(inventory),
        ...imageVersions
            .filter(({ use }) => use.kind !== 'used')
            .map(({ version, definition, galleryId, origin, use }) => line(`image version ${version} of ${definition} in ${(0,resource_id/* nameOf */.Vb)(galleryId)}`, usedBy(use), originWords(origin))),
        ...vhds
            .filter(({ use }) => use.kind !== 'used')
            .map(({ url, bytes, origin, use }) => line(`VHD ${url}`, usedBy(use), (0,format/* formatBytes */.z3)(bytes), originWords(origin))),
    ];
}
function poolLine(pool) {
    const version = versionWords(pool.image);
    return line(`pool ${pool.id}${pool.state === 'active' ? '' : `, ${pool.state}`}`, `${imageWords(pool.image)}${version === '' ? '' : `, ${version}`}`, pool.vhds.map(({ url }) => `VHD ${url}`).join(', '), `node agent ${agentWords(pool.nodeAgent)}`, nodeWords(pool.nodes), pool.resizeErrors.map(({ code }) => `resize error ${code}`).join(', '), pool.origin === undefined ? '' : `made by ${originWords(pool.origin)}`);
}
/** What the lists of unused things are complete for. */
function lookedThrough({ galleries, storageAccount, imageVersions, vhds }) {
    const read = galleries.filter(({ kind }) => kind === 'found').map(({ name }) => name);
    const unused = [...imageVersions, ...vhds].filter(({ use }) => use.kind === 'unused').length;
    return `looked for image versions in ${read.join(', ') || 'no gallery'} and for VHDs in ${storageAccount?.name ?? 'no storage account'}: ${unused} used by no pool`;
}
function usedBy(use) {
    return `used by ${useWords(use)}`;
}
function line(subject, ...facts) {
    return `${subject}: ${facts.filter((fact) => fact !== '').join('; ')}`;
}

// EXTERNAL MODULE: ./lib/github/portal.js
var github_portal = __webpack_require__(15657);
// EXTERNAL MODULE: ./lib/github/summary.js + 2 modules
var summary = __webpack_require__(2042);
// EXTERNAL MODULE: ./lib/github/summary-faults.js
var summary_faults = __webpack_require__(56809);
;// CONCATENATED MODULE: ./lib/github/inspect-summary.js
// The job summary of `mode: inspect`: tables of the pools and of what of ours no pool is known to use, within the budget.






/** So many VHDs in one cell; an image of many data disks has the others in the `result` output. */
const MOST_VHDS = 5;
function renderInventory(inventory, { portal, tookMs }) {
    const budget = (0,markdown/* createBudget */.yK)(summary/* LARGEST */.bS);
    const { batchAccount, pools } = inventory;
    const sections = [
        `## 🔎 ${(0,format/* formatCount */.B4)(pools.length, 'pool')} in Batch account ${(0,markdown/* escape */.ih)(batchAccount.name)}`,
        `${(0,github_portal/* resourceLink */.V)(portal, batchAccount.id)} in ${(0,markdown/* escape */.ih)(batchAccount.location)}. Nothing was written. The run took ${(0,format/* formatDuration */.a3)(tookMs)}.`,
        // Warnings are few and matter most: they get their share before the pools.
        (0,summary/* titled */.dJ)('Warnings', (0,summary_faults/* renderWarnings */.c7)(inventory.warnings, budget)),
        (0,summary/* titled */.dJ)('Pools', renderPools(pools, portal, budget)),
        (0,summary/* titled */.dJ)('Used by no pool', renderUnused(inventory, portal, budget)),
    ];
    return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}
function renderPools(pools, portal, budget) {
    const rows = pools.map((pool) => [
        `${(0,markdown/* code */.aY)(pool.id)}<br>${(0,markdown/* escape */.ih)(pool.vmSize)}${pool.state === 'active' ? '' : `<br>**${pool.state}**`}`,
        imageCell(pool, portal),
        (0,markdown/* escape */.ih)(versionWords(pool.image)),
        vhdCell(pool),
        (0,markdown/* escape */.ih)(agentWords(pool.nodeAgent)),
        `${(0,markdown/* escape */.ih)(nodeWords(pool.nodes))}${pool.resizeErrors.map((error) => `<br>${(0,markdown/* code */.aY)(error.code)}`).join('')}`,
        pool.origin === undefined ? '' : (0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(originWords(pool.origin), 300)),
    ]);
    return (0,markdown/* table */.tp)(['Pool', 'Image', 'Version', 'Source VHD', 'Node agent', 'Nodes', 'Made by'], rows, budget);
}
/** With links where the image is a resource of the user's own. */
function imageCell({ image }, portal) {
    switch (image.kind) {
        case 'gallery-version':
        case 'gallery-latest': {
            const definitionId = `${image.galleryId}/images/${image.definition}`;
            return `${(0,github_portal/* resourceLink */.V)(portal, definitionId)} in ${(0,github_portal/* resourceLink */.V)(portal, image.galleryId)}`;
        }
        case 'managed-image':
            return `managed image ${(0,github_portal/* resourceLink */.V)(portal, image.id)} (retired)`;
        case 'marketplace':
        case 'shared-gallery':
        case 'community-gallery':
        case 'vhds':
        case 'unknown':
            return (0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(imageWords(image), 300));
        default:
            return image;
    }
}
function vhdCell({ vhds }) {
    const shown = vhds.slice(0, MOST_VHDS).map(({ url }) => (0,markdown/* code */.aY)(url));
    const more = vhds.length - shown.length;
    return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('<br>');
}
function renderUnused({ imageVersions, vhds }, portal, budget) {
    const versionRows = imageVersions
        .filter(({ use }) => use.kind !== 'used')
        .map(({ id, definition, galleryId, origin, use, provisioningState }) => [
        `version ${(0,github_portal/* resourceLink */.V)(portal, id)} of ${(0,markdown/* escape */.ih)(definition)} in ${(0,github_portal/* resourceLink */.V)(portal, galleryId)}`,
        provisioningState === 'Succeeded' ? '' : (0,markdown/* escape */.ih)(provisioningState),
        (0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(originWords(origin), 300)),
        (0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(useWords(use), 300)),
    ]);
    const vhdRows = vhds
        .filter(({ use }) => use.kind !== 'used')
        .map(({ url, bytes, state, origin, use }) => [
        (0,markdown/* code */.aY)(url),
        `${(0,format/* formatBytes */.z3)(bytes)}${state === undefined || state === 'complete' ? '' : `, ${(0,markdown/* escape */.ih)(state)}`}`,
        (0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(originWords(origin), 300)),
        (0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(useWords(use), 300)),
    ]);
    return [
        (0,markdown/* table */.tp)(['Image version', 'State', 'Made by', 'Used by'], versionRows, budget),
        (0,markdown/* table */.tp)(['VHD', 'Size', 'Made by', 'Used by'], vhdRows, budget),
    ]
        .filter((part) => part !== '')
        .join('\n\n');
}

// EXTERNAL MODULE: ./lib/github/outputs.js + 1 modules
var github_outputs = __webpack_require__(77241);
// EXTERNAL MODULE: ./lib/github/redact.js
var redact = __webpack_require__(13806);
// EXTERNAL MODULE: ./lib/github/report.js
var report = __webpack_require__(93205);
// EXTERNAL MODULE: ./lib/azure/names.js
var names = __webpack_require__(50327);
// EXTERNAL MODULE: ./lib/release/checks/cloud.js
var cloud = __webpack_require__(37130);
// EXTERNAL MODULE: ./lib/release/resolve-resource.js
var resolve_resource = __webpack_require__(23930);
;// CONCATENATED MODULE: ./lib/inspect/build-request.js
// From inputs to the request of an inspection: names become resource IDs.



function buildInspectRequest(inputs) {
    const problems = [...(0,cloud/* cloudProblems */.y)(inputs)];
    const check = (kind, input, name) => {
        const expected = name === undefined ? undefined : (0,names/* nameFault */.I)(kind, name);
        if (expected === undefined)
            return;
        const fix = `Correct \`${input}\`: Azure refuses any other name.`;
        problems.push({ code: 'name-invalid', input, found: `\`${name ?? ''}\``, expected, fix });
    };
    const idOf = (input, text) => {
        if (text === undefined)
            return undefined;
        const resolved = (0,resolve_resource/* resolveResource */.T)(input, text, inputs);
        if ('value' in resolved)
            return resolved.value.id;
        problems.push(...resolved.problems);
        return undefined;
    };
    check('guid', 'subscription-id', inputs.subscriptionId);
    check('guid', 'client-id', inputs.clientId);
    check('tenant', 'tenant-id', inputs.tenantId);
    check('resource group', 'resource-group', inputs.resourceGroup);
    const batchAccountId = idOf('batch-account', inputs.batchAccount) ?? '';
    const galleryId = idOf('gallery', inputs.gallery);
    const storageAccountId = idOf('storage-account', inputs.storageAccount);
    if (problems.length > 0)
        return { problems };
    return {
        request: {
            subscriptionId: inputs.subscriptionId,
            batchAccountId,
            ...(galleryId === undefined ? {} : { galleryId }),
            ...(storageAccountId === undefined ? {} : { storageAccountId }),
        },
    };
}

// EXTERNAL MODULE: ./lib/refusal.js
var refusal = __webpack_require__(60123);
// EXTERNAL MODULE: ./lib/by-code-unit.js
var by_code_unit = __webpack_require__(79145);
// EXTERNAL MODULE: ./lib/marks.js
var marks = __webpack_require__(97673);
// EXTERNAL MODULE: ./lib/pool/end-of-support.js
var end_of_support = __webpack_require__(67399);
// EXTERNAL MODULE: ./lib/azure/errors.js
var errors = __webpack_require__(71623);
;// CONCATENATED MODULE: ./lib/inspect/reads.js
// The reads of an inspection: a few at a time, and what is refused is kept as data, so that the rest can still be shown.


/** ARM lets one caller read some 25 times a second, and Batch is shared with everyone who runs jobs. */
const AT_ONCE = 8;
function createReads(host) {
    const unread = [];
    const limited = atMost(AT_ONCE);
    return {
        unread,
        async attempt(part, what, work) {
            try {
                const value = await limited(work);
                return value === undefined ? { kind: 'absent' } : { kind: 'found', value };
            }
            catch (error) {
                host.signal.throwIfAborted();
                if (!(0,errors/* isAzureServiceError */.B5)(error) || (0,refusal/* isSignInError */.l1)(error))
                    throw error;
                if ((0,errors/* isNotFound */.c4)(error) && error.code !== refusal/* NO_SUBSCRIPTION */.ks)
                    return { kind: 'absent' };
                // Without account and pools there is nothing to show: an answer that never came fails the run.
                if ((part === 'account' || part === 'pools') && !(0,refusal/* isRefusal */.vu)(error))
                    throw error;
                host.debug((0,errors/* describe */.q0)(error));
                unread.push({ part, what, error });
                return { kind: 'unread' };
            }
        },
    };
}
/** Runs no more than so many at once; the others wait in the order in which they came. */
function atMost(limit) {
    let running = 0;
    const waiting = [];
    return async (work) => {
        if (running >= limit)
            await new Promise((resolve) => waiting.push(resolve));
        else
            running += 1;
        try {
            return await work();
        }
        finally {
            const next = waiting.shift();
            // Whoever waited takes over the place.
            if (next === undefined)
                running -= 1;
            else
                next();
        }
    };
}
function reads_valueOf(reading) {
    return reading?.kind === 'found' ? reading.value : undefined;
}

;// CONCATENATED MODULE: ./lib/inspect/agent.js


function nodeAgentFacts(sku, supported, now) {
    return { sku, support: supportOf(sku, reads_valueOf(supported), now) };
}
function supportOf(sku, supported, now) {
    if (supported === undefined)
        return { kind: 'unread' };
    const images = supported.filter(({ nodeAgentSku }) => nodeAgentSku.toLowerCase() === sku.toLowerCase());
    if (images.length === 0)
        return { kind: 'unlisted' };
    const end = (0,end_of_support/* endOfSupport */.yV)(images, now);
    return end === undefined ? { kind: 'open' } : { kind: 'until', ...end };
}

// EXTERNAL MODULE: ./lib/image/latest-version.js
var latest_version = __webpack_require__(91027);
;// CONCATENATED MODULE: ./lib/inspect/pool-image.js
const DEFINITION = /^(\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Compute\/galleries\/[^/]+)\/images\/[^/]+/i;
const VERSION = /\/versions\/([^/]+)$/i;
function namedImage(image) {
    switch (image.kind) {
        case 'resource': {
            const [definitionId] = DEFINITION.exec(image.id) ?? [];
            if (definitionId === undefined)
                return { kind: 'managed-image', id: image.id };
            const { version } = versionIn(image.id);
            return version === undefined
                ? { kind: 'gallery-latest', definitionId }
                : { kind: 'gallery-version', id: image.id, version, definitionId };
        }
        case 'marketplace': {
            const [publisher = '', offer = '', sku = '', version = ''] = image.urn.split(':');
            return { kind: 'marketplace', publisher, offer, sku, ...(isLatest(version) ? {} : { version }) };
        }
        case 'shared-gallery':
        case 'community-gallery':
            return { kind: image.kind, id: image.id, ...versionIn(image.id) };
        case 'vhds':
            return { kind: 'vhds', urls: image.urls };
        case 'unknown':
            return { kind: 'unknown' };
        default:
            return image;
    }
}
/** Whether only its nodes tell which version a pool runs. */
function followsLatest(image) {
    switch (image.kind) {
        case 'gallery-latest':
            return true;
        case 'marketplace':
        case 'shared-gallery':
        case 'community-gallery':
            return image.version === undefined;
        case 'gallery-version':
        case 'managed-image':
        case 'vhds':
        case 'unknown':
            return false;
        default:
            return image;
    }
}
function galleryOf(definitionId) {
    return definitionId.split('/').slice(0, 9).join('/');
}
function versionIn(id) {
    const version = VERSION.exec(id)?.[1] ?? '';
    return isLatest(version) ? {} : { version };
}
function isLatest(version) {
    return version === '' || version.toLowerCase() === 'latest';
}

;// CONCATENATED MODULE: ./lib/inspect/images.js





function describeImages(pool, survey) {
    const named = namedImage(pool.image);
    switch (named.kind) {
        case 'gallery-version': {
            const { id, version, definitionId } = named;
            return {
                kind: named.kind,
                ...galleryImage(id, definitionId),
                version,
                found: findVersion(id, definitionId, survey),
            };
        }
        case 'gallery-latest': {
            const { definitionId } = named;
            const latest = findLatest(definitionId, survey);
            return {
                kind: named.kind,
                ...galleryImage(definitionId, definitionId),
                latest,
                running: runningOf(pool, survey),
            };
        }
        case 'managed-image': {
            const reading = survey.managedImages.get(named.id.toLowerCase()) ?? { kind: 'unread' };
            const found = reading.kind === 'found' ? { kind: reading.kind, source: reading.value.source } : reading;
            return { kind: named.kind, id: named.id, found };
        }
        case 'marketplace':
        case 'shared-gallery':
        case 'community-gallery': {
            const { version } = named;
            return version === undefined
                ? { ...named, version: 'latest', running: runningOf(pool, survey) }
                : { ...named, version };
        }
        case 'vhds':
        case 'unknown':
            return named;
        default:
            return named;
    }
}
function galleryImage(id, definitionId) {
    return { id, galleryId: galleryOf(definitionId), definition: (0,resource_id/* nameOf */.Vb)(definitionId) };
}
function findVersion(id, definitionId, survey) {
    const reading = versionsOf(definitionId, survey);
    if (reading.kind !== 'found')
        return reading;
    const version = reading.value.find((one) => (0,resource_id/* sameId */.s)(one.id, id));
    return version === undefined ? { kind: 'absent' } : { kind: 'found', ...versionFacts(version) };
}
function findLatest(definitionId, survey) {
    const reading = versionsOf(definitionId, survey);
    if (reading.kind !== 'found')
        return reading;
    const version = (0,latest_version/* latestVersion */.q)(reading.value, survey.batchAccount.location);
    return version === undefined ? { kind: 'none' } : { kind: 'found', ...versionFacts(version) };
}
/** A gallery that was read has all its definitions: one that is not among them is not there. */
function versionsOf(definitionId, survey) {
    const gallery = survey.galleries.get(galleryOf(definitionId).toLowerCase());
    if (gallery === undefined)
        return { kind: 'unread' };
    if (gallery.definitions.kind !== 'found')
        return gallery.definitions;
    return gallery.versions.get(definitionId.toLowerCase()) ?? { kind: 'absent' };
}
function versionFacts(version) {
    const origin = (0,marks/* readOrigin */.P2)(version.tags);
    return {
        id: version.id,
        version: version.name,
        provisioningState: version.provisioningState,
        excludedFromLatest: version.excludeFromLatest,
        ...(version.source === undefined ? {} : { source: version.source }),
        ...(version.publishedDate === undefined ? {} : { publishedDate: version.publishedDate }),
        ...(version.endOfLifeDate === undefined ? {} : { endOfLifeDate: version.endOfLifeDate }),
        ...(origin && { origin }),
    };
}
function runningOf(pool, { nodeImages }) {
    const reading = nodeImages.get(pool.id.toLowerCase());
    if (reading === undefined)
        return { kind: 'no-nodes' };
    const nodes = reads_valueOf(reading);
    if (nodes === undefined)
        return { kind: 'unread' };
    return nodes.length === 0 ? { kind: 'no-nodes' } : { kind: 'nodes', versions: countVersions(nodes) };
}
function countVersions(nodes) {
    const counts = new Map();
    // A node that is still being made does not tell yet.
    for (const { exactVersion = 'unknown' } of nodes)
        counts.set(exactVersion, (counts.get(exactVersion) ?? 0) + 1);
    return [...counts].map(([version, count]) => ({ version, nodes: count })).toSorted((a, b) => b.nodes - a.nodes);
}

// EXTERNAL MODULE: ./lib/names.js
var lib_names = __webpack_require__(43879);
;// CONCATENATED MODULE: ./lib/inspect/vhds.js




/** The OS disk first. */
function sourceVhds(image, origin, survey) {
    const blobs = reads_valueOf(survey.storage.blobs) ?? [];
    const versions = versionsBehind(image, survey);
    const keys = new Set([...versions, { origin }].flatMap((one) => one.origin?.key ?? []));
    const marked = blobs
        .filter(({ metadata }) => keys.has(metadata[marks/* KEY_MARK */._i] ?? ''))
        .map((blob) => ({ ...vhd(blob.url, 'mark'), ...stateOf(blob) }));
    const named = [...namedVhds(image), ...versions.flatMap(({ source }) => ofSource(source, 'image-version'))];
    const unique = new Map([...marked, ...named].map((one) => [one.url.toLowerCase(), one]));
    return [...unique.values()].toSorted((one, other) => rank(one) - rank(other));
}
/** The version that the pool pins; or the latest, and those that its nodes run. */
function versionsBehind(image, survey) {
    if (image.kind === 'gallery-version')
        return image.found.kind === 'found' ? [image.found] : [];
    if (image.kind !== 'gallery-latest')
        return [];
    const { latest, running } = image;
    const run = new Set(running.kind === 'nodes' ? running.versions.map(({ version }) => version) : []);
    const older = (reads_valueOf(versionsOf(image.id, survey)) ?? []).filter(({ name }) => run.has(name)).map(versionFacts);
    return [...(latest.kind === 'found' ? [latest] : []), ...older];
}
function namedVhds(image) {
    if (image.kind === 'vhds')
        return image.urls.map((url) => vhd(url, 'pool'));
    if (image.kind !== 'managed-image' || image.found.kind !== 'found')
        return [];
    return ofSource(image.found.source, 'managed-image');
}
function ofSource(source, by) {
    if (source?.kind !== 'vhd')
        return [];
    const data = 'data' in source ? source.data : [];
    return [vhd(source.url, by), ...data.map(({ lun, url }) => ({ url, by, disk: lun }))];
}
function rank({ disk }) {
    if (disk === undefined)
        return Number.MAX_SAFE_INTEGER;
    return disk === 'os' ? -1 : disk;
}
function vhd(url, by) {
    const disk = (0,lib_names/* diskOfVhd */.Nm)(url);
    return { url, by, ...(disk === undefined ? {} : { disk }) };
}
function stateOf({ metadata }) {
    const state = metadata[marks/* STATE_MARK */.G$];
    return state === undefined ? {} : { state };
}

;// CONCATENATED MODULE: ./lib/inspect/usage.js
// What of ours no pool uses: image versions and VHDs with our marks, and the pools that use each. Where a part of the account could
// not be read, or an image is gone, it is left undecided: what is listed as unused gets deleted.







/** Of every gallery that could be read. */
function ownVersions(survey, pools) {
    return [...survey.galleries.values()].flatMap(({ definitions }) => (reads_valueOf(definitions) ?? []).flatMap((definition) => (reads_valueOf(versionsOf(definition.id, survey)) ?? []).flatMap((version) => {
        const facts = versionFacts(version);
        const { origin } = facts;
        if (origin === undefined)
            return [];
        const place = { galleryId: galleryOf(definition.id), definition: definition.name };
        return [
            { ...facts, ...place, origin, use: useBy(pools, ({ image }) => usesVersion(image, definition, facts)) },
        ];
    })));
}
function ownVhds(survey, pools, versions) {
    return (reads_valueOf(survey.storage.blobs) ?? []).flatMap((blob) => {
        const origin = (0,marks/* readOrigin */.P2)(blob.metadata);
        if (origin === undefined)
            return [];
        const disk = (0,lib_names/* diskOfVhd */.Nm)(blob.name);
        const siblings = versions.filter(({ origin: { key } }) => key !== undefined && key === origin.key);
        return [
            {
                url: blob.url,
                bytes: blob.length,
                lastModified: blob.lastModified.toISOString(),
                ...(disk === undefined ? {} : { disk }),
                ...stateOf(blob),
                origin,
                use: useBy(pools, (pool) => usesVhd(pool, blob.url, siblings)),
            },
        ];
    });
}
function useBy(pools, uses) {
    const answers = pools.map((pool) => ({ id: pool.id, answer: uses(pool) }));
    const of = (wanted) => answers.flatMap(({ id, answer }) => (answer === wanted ? [id] : []));
    if (of('yes').length > 0)
        return { kind: 'used', pools: of('yes') };
    return of('untold').length > 0 ? { kind: 'undecided', pools: of('untold') } : { kind: 'unused' };
}
function usesVersion(image, definition, version) {
    switch (image.kind) {
        case 'gallery-version':
            return (0,resource_id/* sameId */.s)(image.id, version.id) ? 'yes' : 'no';
        case 'gallery-latest': {
            if (!(0,resource_id/* sameId */.s)(image.id, definition.id))
                return 'no';
            if (image.latest.kind === 'found' && (0,resource_id/* sameId */.s)(image.latest.id, version.id))
                return 'yes';
            const { running } = image;
            if (running.kind === 'nodes' && running.versions.some((one) => one.version === version.version))
                return 'yes';
            return running.kind === 'unread' ? 'untold' : 'no';
        }
        case 'shared-gallery':
        case 'community-gallery': {
            // These IDs have names of their own for a gallery, which may be this one.
            const [, name = ''] = /\/images\/([^/]+)/i.exec(image.id) ?? [];
            const sameVersion = image.version === 'latest' || image.version === version.version;
            return (0,resource_id/* sameId */.s)(name, definition.name) && sameVersion ? 'untold' : 'no';
        }
        case 'managed-image':
        case 'marketplace':
        case 'vhds':
        case 'unknown':
            return 'no';
        default:
            return image;
    }
}
/** A VHD is used by the pools that name it, and by those that use the image version it was written beside. */
function usesVhd(pool, url, siblings) {
    if (pool.vhds.some((one) => one.url.toLowerCase() === url.toLowerCase()))
        return 'yes';
    const mentions = (kind) => siblings.some(({ use }) => use.kind === kind && use.kind !== 'unused' && use.pools.includes(pool.id));
    if (mentions('used'))
        return 'yes';
    return mentions('undecided') || isUntold(pool.image, siblings.length > 0) ? 'untold' : 'no';
}
/**
 * Whether the image cannot be followed to this VHD. The pool's own marks do not help: images can be changed. An image that is gone
 * cannot be the version that the VHD was written beside, where that one is known.
 */
function isUntold(image, isVersionKnown) {
    switch (image.kind) {
        case 'gallery-version':
        case 'managed-image':
            return image.found.kind === 'unread' || (image.found.kind === 'absent' && !isVersionKnown);
        case 'gallery-latest':
            if (image.latest.kind === 'unread' || image.running.kind === 'unread')
                return true;
            return image.latest.kind === 'absent' && !isVersionKnown;
        case 'shared-gallery':
        case 'community-gallery':
            return !isVersionKnown;
        case 'unknown':
            return true;
        case 'marketplace':
        case 'vhds':
            return false;
        default:
            return image;
    }
}

;// CONCATENATED MODULE: ./lib/inspect/places.js
// Where each read of an inspection takes place: the input that leads there, and the role that is enough.


const BATCH_ROLE = 'Azure Batch Account Reader';
function placeOf({ part, what }, batchAccountId) {
    switch (part) {
        case 'account':
        case 'pools':
        case 'node counts':
        case 'nodes':
        case 'supported images':
            return { input: 'batch-account', scope: batchAccountId, role: BATCH_ROLE };
        case 'storage account':
            return { input: 'storage-account', scope: what, role: 'Reader' };
        case 'VHDs':
            return { input: 'storage-account', scope: what, role: 'Storage Blob Data Reader' };
        case 'gallery':
        case 'image versions':
            return { input: 'gallery', scope: galleryOf(what), role: 'Reader' };
        case 'managed image':
            return { input: 'batch-account', scope: (0,resource_id/* resourceGroupOf */.Tp)(what), role: 'Reader' };
        default:
            return part;
    }
}

;// CONCATENATED MODULE: ./lib/inspect/warnings.js
// What the reader of an inventory should know at once: what could not be read, and pools that cannot live on as they are.





/** So many names in one sentence; the table has them all. */
const MOST_NAMES = 10;
function inventoryWarnings(facts, survey) {
    return [
        ...unreadWarnings(survey),
        ...imageWarnings(facts.pools),
        ...agentWarnings(facts.pools),
        ...storageWarnings(survey),
    ];
}
/** One for each part of an account, however many of its things were refused: the reason is the same. */
function unreadWarnings({ unread, batchAccount }) {
    // In an order of their own: answers come as they like.
    const sorted = unread.toSorted((a, b) => (`${a.part} ${a.what}` < `${b.part} ${b.what}` ? -1 : 1));
    const groups = Map.groupBy(sorted, groupOf);
    return [...groups.values()].map((group) => {
        const [first] = group;
        if (first === undefined)
            throw new Error('A group has a first member.');
        const { what, loses } = lossOf(first, warnings_names(group.map((one) => (0,resource_id/* nameOf */.Vb)(one.what))));
        const place = placeOf(first, batchAccount.id);
        const reason = (0,refusal/* isRefusal */.vu)(first.error) ? (0,refusal/* refusedRead */.DC)(first.error, place) : undefined;
        const why = reason === undefined ? ((0,errors/* describe */.q0)(first.error).split('\n')[0] ?? '') : `${reason.found}. ${reason.fix}`;
        return { code: 'part-unread', input: place.input, text: `${what} could not be read, so ${loses}: ${why}` };
    });
}
function groupOf({ part, what, error }) {
    // Definitions of one gallery are refused for one reason, and so are the nodes of an account's pools.
    const scope = part === 'image versions' ? (0,resource_id/* nameOf */.Vb)(what.split('/images/')[0] ?? '') : part === 'gallery' ? what : '';
    return [part, scope.toLowerCase(), error.code].join(' ');
}
function lossOf({ part, what }, all) {
    switch (part) {
        case 'node counts':
            return { what: 'The node counts', loses: 'nodes are shown without their states' };
        case 'nodes':
            return { what: `The nodes of ${all}`, loses: 'the versions that they run are not shown' };
        case 'supported images':
            return { what: "Batch's list of supported images", loses: 'the end of life of node agents is not shown' };
        case 'storage account':
            return { what: `Storage account ${all}`, loses: 'VHDs are shown only where images name them' };
        case 'VHDs':
            return { what: `The VHDs in storage account ${all}`, loses: 'VHDs are shown only where images name them' };
        case 'gallery':
            return { what: `Gallery ${all}`, loses: 'what its images are made of, and which are unused, is not shown' };
        case 'image versions':
            return {
                what: `The versions of ${all} in gallery ${(0,resource_id/* nameOf */.Vb)(what.split('/images/')[0] ?? '')}`,
                loses: 'what they are made of, and which are unused, is not shown',
            };
        case 'managed image':
            return { what: `Managed image ${all}`, loses: 'what it was made of is not shown' };
        case 'account':
        case 'pools':
            return { what: 'The Batch account', loses: 'nothing is shown' };
        default:
            return part;
    }
}
function imageWarnings(pools) {
    const retired = pools.filter(({ image }) => image.kind === 'managed-image' || image.kind === 'vhds');
    const gone = pools.filter(({ image }) => isGone(image));
    const empty = pools.filter(({ image }) => image.kind === 'gallery-latest' && image.latest.kind === 'none');
    return [
        ...about(retired, 'image-retired', (which) => `${which} made from VHDs or managed images, which Batch retired on 2026-03-31. Make new pools from an image version.`, 'is', 'are'),
        ...about(gone, 'image-gone', (which) => `${which} made from an image that does not exist any more: nodes that run go on, new ones cannot be made. Make new pools from a version that exists.`, 'is', 'are'),
        ...about(empty, 'no-latest-version', (which) => `${which} an image definition that has no latest version in the account's region: no nodes can be made.`, 'follows', 'follow'),
    ];
}
function isGone(image) {
    if (image.kind === 'gallery-latest')
        return image.latest.kind === 'absent';
    return (image.kind === 'gallery-version' || image.kind === 'managed-image') && image.found.kind === 'absent';
}
function agentWarnings(pools) {
    const bySku = Map.groupBy(pools, ({ nodeAgent }) => nodeAgent.sku);
    return [...bySku].flatMap(([sku, group]) => {
        const support = group[0]?.nodeAgent.support;
        const which = `${group.length === 1 ? 'Pool' : 'Pools'} ${warnings_names(group.map(({ id }) => id))}`;
        const uses = group.length === 1 ? 'uses' : 'use';
        const fix = 'Move to an image of a newer OS.';
        if (support?.kind === 'unlisted') {
            return [agentWarning(`${which} ${uses} node agent ${sku}, which Batch does not list any more. ${fix}`)];
        }
        if (support?.kind !== 'until' || !(0,end_of_support/* isNear */.HQ)(support.daysLeft))
            return [];
        const { day, daysLeft } = support;
        const when = daysLeft <= 0 ? `ended on ${day}` : `ends on ${day}, in ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`;
        return [agentWarning(`${which} ${uses} node agent ${sku}, whose support by Batch ${when}. ${fix}`)];
    });
}
function agentWarning(text) {
    return { code: 'node-agent-end-of-life', input: 'batch-account', text };
}
function storageWarnings({ storage }) {
    if (storage.id === undefined || storage.account.kind !== 'absent')
        return [];
    const text = `Storage account ${storage.id}, the auto-storage account of the Batch account, does not exist: VHDs are shown only where images name them.`;
    return [{ code: 'storage-absent', input: 'storage-account', text }];
}
function about(pools, code, text, singular, plural) {
    if (pools.length === 0)
        return [];
    const which = warnings_names(pools.map(({ id }) => id));
    const subject = pools.length === 1 ? `Pool ${which} ${singular}` : `Pools ${which} ${plural}`;
    return [{ code, input: 'batch-account', text: text(subject) }];
}
/** `a, b and 3 more`. */
function warnings_names(all) {
    const shown = all.slice(0, MOST_NAMES).join(', ');
    return all.length > MOST_NAMES ? `${shown} and ${all.length - MOST_NAMES} more` : shown;
}

;// CONCATENATED MODULE: ./lib/inspect/inventory.js









function inventory(survey) {
    const { batchAccount } = survey;
    const pools = survey.poolList.map((pool) => poolFacts(pool, survey)).toSorted((a, b) => (0,by_code_unit/* byCodeUnit */.X)(a.id, b.id));
    const imageVersions = ownVersions(survey, pools);
    const { id, name, location, poolAllocationMode, poolQuota } = batchAccount;
    const storage = reads_valueOf(survey.storage.account);
    const facts = {
        batchAccount: {
            id,
            name,
            location,
            ...(poolAllocationMode && { poolAllocationMode }),
            ...(poolQuota !== undefined && { poolQuota }),
        },
        ...(storage && { storageAccount: { id: storage.id, name: storage.name } }),
        galleries: [...survey.galleries.values()]
            .map((gallery) => ({ id: gallery.id, name: (0,resource_id/* nameOf */.Vb)(gallery.id), kind: gallery.definitions.kind }))
            .toSorted((a, b) => (0,by_code_unit/* byCodeUnit */.X)(a.id, b.id)),
        pools,
        imageVersions,
        vhds: ownVhds(survey, pools, imageVersions),
    };
    return { ...facts, warnings: inventoryWarnings(facts, survey) };
}
function poolFacts(pool, survey) {
    const origin = (0,marks/* readOrigin */.P2)(pool.metadata);
    const image = describeImages(pool, survey);
    const counts = reads_valueOf(survey.nodeCounts)?.get(pool.id.toLowerCase());
    return {
        id: pool.id,
        state: pool.state,
        allocationState: pool.allocationState,
        vmSize: pool.vmSize,
        image,
        vhds: sourceVhds(image, origin, survey),
        nodeAgent: nodeAgentFacts(pool.nodeAgentSku, survey.supportedImages, survey.now),
        nodes: {
            targetDedicated: pool.targetDedicatedNodes,
            targetLowPriority: pool.targetLowPriorityNodes,
            currentDedicated: pool.currentDedicatedNodes,
            currentLowPriority: pool.currentLowPriorityNodes,
            autoScale: pool.autoScaleFormula !== undefined,
            ...(counts && { counts }),
        },
        resizeErrors: pool.resizeErrors,
        ...(origin && { origin }),
    };
}

// EXTERNAL MODULE: ./lib/azure/batch-accounts.js
var batch_accounts = __webpack_require__(35464);
// EXTERNAL MODULE: ./lib/azure/galleries.js + 1 modules
var galleries = __webpack_require__(83159);
// EXTERNAL MODULE: ./lib/azure/blob-urls.js
var blob_urls = __webpack_require__(82839);
// EXTERNAL MODULE: ./lib/azure/json.js
var json = __webpack_require__(42765);
// EXTERNAL MODULE: ./lib/azure/versions.js
var versions = __webpack_require__(23766);
;// CONCATENATED MODULE: ./lib/azure/managed-images.js




/** Undefined when there is none. */
async function readManagedImage(arm, id) {
    const body = await arm.read(id, versions/* API_VERSIONS */.B.compute);
    if (body === undefined)
        return undefined;
    const properties = (0,json/* objectAt */.lJ)(body, 'properties');
    const osDisk = (0,json/* objectAt */.lJ)(properties, 'storageProfile', 'osDisk');
    const url = (0,json/* textAt */.$6)(osDisk, 'blobUri');
    const sourceId = (0,json/* textAt */.$6)(osDisk, 'snapshot', 'id') ??
        (0,json/* textAt */.$6)(osDisk, 'managedDisk', 'id') ??
        (0,json/* textAt */.$6)(properties, 'sourceVirtualMachine', 'id');
    return {
        id: (0,json/* textAt */.$6)(body, 'id') ?? id,
        name: (0,json/* textAt */.$6)(body, 'name') ?? (0,resource_id/* nameOf */.Vb)(id),
        source: url !== undefined
            ? { kind: 'vhd', url: (0,blob_urls/* withoutQuery */.j$)(url) }
            : sourceId !== undefined
                ? { kind: 'resource', id: sourceId }
                : { kind: 'unknown' },
    };
}

// EXTERNAL MODULE: ./lib/azure/storage-accounts.js
var storage_accounts = __webpack_require__(5991);
;// CONCATENATED MODULE: ./lib/inspect/survey.js
// What Azure holds of a Batch account's images: its pools and nodes, the galleries that they point to, and the VHDs. Each read
// starts as soon as its input is there, which makes four waves at most: account, pools, galleries, versions.








async function surveyAccount(request, clients) {
    const { batchAccountId, storageAccountId } = request;
    const named = request.galleryId === undefined ? [] : [request.galleryId];
    const reads = createReads(clients.host);
    const account = reads.attempt('account', batchAccountId, async () => (0,batch_accounts/* readBatchAccount */.OB)(clients.arm, batchAccountId));
    const service = account.then(async (reading) => reading.kind === 'found' ? clients.batch(reading.value.endpoint) : undefined);
    /** A read of the account's data plane, once its endpoint is known. */
    const ofBatch = async (part, read) => {
        const batch = await service;
        return batch === undefined ? { kind: 'unread' } : reads.attempt(part, batchAccountId, async () => read(batch));
    };
    const pools = ofBatch('pools', async (batch) => batch.listPools());
    const found = pools.then((reading) => reads_valueOf(reading) ?? []);
    const everything = await Promise.all([
        account,
        pools,
        ofBatch('node counts', async (batch) => batch.listNodeCounts()),
        ofBatch('supported images', async (batch) => batch.supportedImages()),
        found.then(async (list) => readNodeImages(reads, await service, list)),
        found.then(async (list) => readManagedImages(reads, clients, list)),
        readGalleries(reads, clients, named),
        found.then(async (list) => readGalleries(reads, clients, galleriesOf(list, named))),
        storageAccountId === undefined
            ? account.then(async (reading) => readStorage(reads, clients, reads_valueOf(reading)?.autoStorageAccountId))
            : readStorage(reads, clients, storageAccountId),
    ]);
    const [accountRead, poolsRead, nodeCounts, supportedImages, nodeImages, managedImages, asked, pointedTo, storage] = everything;
    return {
        now: clients.host.clock.now(),
        account: accountRead,
        pools: poolsRead,
        nodeCounts,
        nodeImages,
        supportedImages,
        galleries: new Map([...asked, ...pointedTo]),
        managedImages,
        storage,
        unread: reads.unread,
    };
}
/** The galleries that pools point to, beside those that are read anyway. */
function galleriesOf(pools, already) {
    return pools.flatMap(({ image }) => {
        const named = namedImage(image);
        const id = 'definitionId' in named ? galleryOf(named.definitionId) : undefined;
        return id === undefined || already.some((other) => (0,resource_id/* sameId */.s)(other, id)) ? [] : [id];
    });
}
async function readNodeImages(reads, batch, pools) {
    if (batch === undefined)
        return new Map();
    const followers = pools.filter(({ image, currentDedicatedNodes, currentLowPriorityNodes }) => followsLatest(namedImage(image)) && currentDedicatedNodes + currentLowPriorityNodes > 0);
    return byKey(followers, ({ id }) => id, async ({ id }) => reads.attempt('nodes', id, async () => batch.listNodeImages(id)));
}
async function readManagedImages(reads, { arm }, pools) {
    const ids = pools.flatMap(({ image }) => {
        const named = namedImage(image);
        return named.kind === 'managed-image' ? [named.id] : [];
    });
    return byKey(ids, (id) => id, async (id) => reads.attempt('managed image', id, async () => readManagedImage(arm, id)));
}
async function readGalleries(reads, clients, ids) {
    return byKey(ids, (id) => id, async (id) => readGallery(reads, clients, id));
}
async function readGallery(reads, { arm }, id) {
    const definitions = await reads.attempt('gallery', id, async () => (0,galleries/* listDefinitions */.Pb)(arm, id));
    const versions = await byKey(reads_valueOf(definitions) ?? [], (definition) => definition.id, async (definition) => reads.attempt('image versions', definition.id, async () => (0,galleries/* listVersions */.yO)(arm, definition.id)));
    return { id, definitions, versions };
}
async function readStorage(reads, { arm, blobs }, id) {
    if (id === undefined)
        return { id, account: { kind: 'absent' }, blobs: { kind: 'absent' } };
    const account = await reads.attempt('storage account', id, async () => (0,storage_accounts/* readStorageAccount */.ZK)(arm, id));
    if (account.kind !== 'found')
        return { id, account, blobs: account };
    const { blobEndpoint } = account.value;
    return {
        id,
        account,
        blobs: await reads.attempt('VHDs', id, async () => blobs.list(blobEndpoint, lib_names/* VHD_CONTAINER */.jD, lib_names/* VHD_FOLDER */.ki)),
    };
}
/** Each key once, whatever its case; all side by side. */
async function byKey(items, keyOf, read) {
    const unique = new Map(items.toReversed().map((item) => [keyOf(item).toLowerCase(), item]));
    return new Map(await Promise.all([...unique].map(async ([key, item]) => [key, await read(item)])));
}

;// CONCATENATED MODULE: ./lib/inspect/inspect.js




async function inspectAccount(request, clients) {
    return assess(request, await surveyAccount(request, clients));
}
/** Pure. */
function assess(request, survey) {
    const { account, pools } = survey;
    const problems = [...refusedProblems(request, survey), ...absentProblems(request, survey)];
    if (problems.length > 0 || account.kind !== 'found' || pools.kind !== 'found')
        return { kind: 'problems', problems };
    return { kind: 'inventory', inventory: inventory({ ...survey, batchAccount: account.value, poolList: pools.value }) };
}
function refusedProblems(request, { unread }) {
    return unread.flatMap((one) => {
        if (one.part !== 'account' && one.part !== 'pools')
            return [];
        if (one.error.code === refusal/* NO_SUBSCRIPTION */.ks)
            return [(0,refusal/* noSubscription */.lJ)(request.subscriptionId)];
        return [(0,refusal/* refusedRead */.DC)(one.error, placeOf(one, request.batchAccountId))];
    });
}
function absentProblems(request, { account, galleries, storage }) {
    const { batchAccountId, galleryId, storageAccountId } = request;
    const gallery = galleryId === undefined ? undefined : galleries.get(galleryId.toLowerCase());
    return [
        ...(account.kind === 'absent' ? [absent('batch-account', 'Batch account', batchAccountId)] : []),
        ...(gallery?.definitions.kind === 'absent' ? [absent('gallery', 'Compute Gallery', gallery.id)] : []),
        ...(storageAccountId !== undefined && storage.account.kind === 'absent'
            ? [absent('storage-account', 'storage account', storageAccountId)]
            : []),
    ];
}
const CODES = {
    'batch-account': 'batch-account-not-found',
    gallery: 'gallery-not-found',
    'storage-account': 'storage-not-found',
};
function absent(input, kind, id) {
    return {
        code: CODES[input],
        input,
        found: `no ${kind} ${id}`,
        expected: `a ${kind} that exists and that the signed-in identity may read`,
        fix: 'Check the name and the resource group, or give the full resource ID.',
    };
}

// EXTERNAL MODULE: ./lib/sign-in.js + 1 modules
var sign_in = __webpack_require__(604);
;// CONCATENATED MODULE: ./lib/inspection.js
// The story of `mode: inspect`: sign in, look at the Batch account, tell. Nothing is ever written to Azure.












async function runInspection(inputs, host) {
    const startedAt = host.clock.now();
    const outputs = (0,github_outputs/* createOutputs */.l)(core.setOutput);
    const end = await inspect(inputs, host, startedAt);
    const endedAt = host.clock.now();
    if (end.kind === 'not-inspected') {
        (0,report/* reportResult */["if"])((0,result/* unwritten */.p)(end.outcome, { startedAt, endedAt }), { host, outputs });
        return;
    }
    // Before anything is escaped for JSON or Markdown: an escaped secret no longer looks like one.
    const inventory = (0,redact/* mapTexts */.z)(end.inventory, host.redact);
    await host.group('Inventory', async () => printInventory(host, inventory));
    for (const { text } of inventory.warnings)
        host.warning(text);
    outputs.inspected(inventoryJson(inventory, { startedAt, endedAt }));
    const portal = end.portal === undefined ? {} : { url: end.portal };
    (0,report/* writeSummary */.Sy)(host, renderInventory(inventory, { portal, tookMs: endedAt.getTime() - startedAt.getTime() }));
}
async function inspect(inputs, host, startedAt) {
    const refused = (problems) => ({
        kind: 'not-inspected',
        outcome: { kind: 'refused', problems },
    });
    let phase = 'inputs';
    try {
        const built = buildInspectRequest(inputs);
        if ('problems' in built)
            return refused(built.problems);
        phase = 'sign-in';
        const deadline = new Date(startedAt.getTime() + inputs.timeoutMs);
        const session = await host.group('Sign in', async () => (0,sign_in/* signInToAzure */.h)(inputs, host, deadline));
        const clients = (0,connect/* connect */.Ng)(session, inputs.subscriptionId, deadline);
        phase = 'survey';
        const inspection = await host.group('Inspect', async () => inspectAccount(built.request, clients));
        if (inspection.kind === 'problems')
            return refused(inspection.problems);
        return { kind: 'inspected', inventory: inspection.inventory, portal: session.cloud.portal };
    }
    catch (error) {
        return { kind: 'not-inspected', outcome: (0,report/* outcomeOf */.sG)(error, phase, host) };
    }
}


/***/ }),

/***/ 73604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ay: () => (/* binding */ dist_node_v5)
});

// UNUSED EXPORTS: DNS, URL

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/sha1.js

function sha1(bytes) {
    if (Array.isArray(bytes)) {
        bytes = Buffer.from(bytes);
    }
    else if (typeof bytes === 'string') {
        bytes = Buffer.from(bytes, 'utf8');
    }
    return (0,external_node_crypto_.createHash)('sha1').update(bytes).digest();
}
/* harmony default export */ const dist_node_sha1 = (sha1);

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/regex.js
/* harmony default export */ const regex = (/^(?:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}|00000000-0000-0000-0000-000000000000|ffffffff-ffff-ffff-ffff-ffffffffffff)$/i);

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/validate.js

function validate_validate(uuid) {
    return typeof uuid === 'string' && regex.test(uuid);
}
/* harmony default export */ const dist_node_validate = (validate_validate);

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/parse.js

function parse(uuid) {
    if (!dist_node_validate(uuid)) {
        throw TypeError('Invalid UUID');
    }
    let v;
    return Uint8Array.of((v = parseInt(uuid.slice(0, 8), 16)) >>> 24, (v >>> 16) & 0xff, (v >>> 8) & 0xff, v & 0xff, (v = parseInt(uuid.slice(9, 13), 16)) >>> 8, v & 0xff, (v = parseInt(uuid.slice(14, 18), 16)) >>> 8, v & 0xff, (v = parseInt(uuid.slice(19, 23), 16)) >>> 8, v & 0xff, ((v = parseInt(uuid.slice(24, 36), 16)) / 0x10000000000) & 0xff, (v / 0x100000000) & 0xff, (v >>> 24) & 0xff, (v >>> 16) & 0xff, (v >>> 8) & 0xff, v & 0xff);
}
/* harmony default export */ const dist_node_parse = (parse);

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/stringify.js

const byteToHex = [];
for (let i = 0; i < 256; ++i) {
    byteToHex.push((i + 0x100).toString(16).slice(1));
}
function unsafeStringify(arr, offset = 0) {
    return (byteToHex[arr[offset + 0]] +
        byteToHex[arr[offset + 1]] +
        byteToHex[arr[offset + 2]] +
        byteToHex[arr[offset + 3]] +
        '-' +
        byteToHex[arr[offset + 4]] +
        byteToHex[arr[offset + 5]] +
        '-' +
        byteToHex[arr[offset + 6]] +
        byteToHex[arr[offset + 7]] +
        '-' +
        byteToHex[arr[offset + 8]] +
        byteToHex[arr[offset + 9]] +
        '-' +
        byteToHex[arr[offset + 10]] +
        byteToHex[arr[offset + 11]] +
        byteToHex[arr[offset + 12]] +
        byteToHex[arr[offset + 13]] +
        byteToHex[arr[offset + 14]] +
        byteToHex[arr[offset + 15]]).toLowerCase();
}
function stringify(arr, offset = 0) {
    const uuid = unsafeStringify(arr, offset);
    if (!validate(uuid)) {
        throw TypeError('Stringified UUID is invalid');
    }
    return uuid;
}
/* harmony default export */ const dist_node_stringify = ((/* unused pure expression or super */ null && (stringify)));

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/v35.js


function stringToBytes(str) {
    str = unescape(encodeURIComponent(str));
    const bytes = new Uint8Array(str.length);
    for (let i = 0; i < str.length; ++i) {
        bytes[i] = str.charCodeAt(i);
    }
    return bytes;
}
const DNS = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
const URL = '6ba7b811-9dad-11d1-80b4-00c04fd430c8';
function v35(version, hash, value, namespace, buf, offset) {
    const valueBytes = typeof value === 'string' ? stringToBytes(value) : value;
    const namespaceBytes = typeof namespace === 'string' ? dist_node_parse(namespace) : namespace;
    if (typeof namespace === 'string') {
        namespace = dist_node_parse(namespace);
    }
    if (namespace?.length !== 16) {
        throw TypeError('Namespace must be array-like (16 iterable integer values, 0-255)');
    }
    let bytes = new Uint8Array(16 + valueBytes.length);
    bytes.set(namespaceBytes);
    bytes.set(valueBytes, namespaceBytes.length);
    bytes = hash(bytes);
    bytes[6] = (bytes[6] & 0x0f) | version;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    if (buf) {
        offset ??= 0;
        if (offset < 0 || offset + 16 > buf.length) {
            throw new RangeError(`UUID byte range ${offset}:${offset + 15} is out of buffer bounds`);
        }
        for (let i = 0; i < 16; ++i) {
            buf[offset + i] = bytes[i];
        }
        return buf;
    }
    return unsafeStringify(bytes);
}

;// CONCATENATED MODULE: ./node_modules/uuid/dist-node/v5.js



function v5(value, namespace, buf, offset) {
    return v35(0x50, dist_node_sha1, value, namespace, buf, offset);
}
v5.DNS = DNS;
v5.URL = URL;
/* harmony default export */ const dist_node_v5 = (v5);


/***/ })

};
