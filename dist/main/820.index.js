export const id = 820;
export const ids = [820];
export const modules = {

/***/ 81820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runStep: () => (/* binding */ runStep)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 15 modules
var core = __webpack_require__(24600);
// EXTERNAL MODULE: ./lib/azure/errors.js
var errors = __webpack_require__(71623);
// EXTERNAL MODULE: ./lib/connect.js + 7 modules
var connect = __webpack_require__(62039);
// EXTERNAL MODULE: ./lib/github/outputs.js + 1 modules
var github_outputs = __webpack_require__(77241);
// EXTERNAL MODULE: ./lib/github/plan-text.js + 1 modules
var plan_text = __webpack_require__(89789);
;// CONCATENATED MODULE: ./lib/github/provenance.js
/** Loads @actions/github only here: it is not needed to refuse a wrong input. */
async function readProvenance() {
    const { context } = await __webpack_require__.e(/* import() */ 413).then(__webpack_require__.bind(__webpack_require__, 92413));
    const repository = repositoryOf(() => `${context.repo.owner}/${context.repo.repo}`);
    return {
        repository,
        sha: textOf(context.sha),
        ref: textOf(context.ref),
        runId: numberOf(context.runId) === 0 ? '' : String(context.runId),
        runNumber: numberOf(context.runNumber),
        runAttempt: numberOf(context.runAttempt),
        runUrl: `${context.serverUrl}/${repository}/actions/runs/${context.runId}`,
    };
}
/** The context throws where neither the environment nor the event names a repository. */
function repositoryOf(read) {
    try {
        return read();
    }
    catch {
        return '';
    }
}
// The context declares these as always present, but takes them from variables that may be absent.
function textOf(value) {
    return value ?? '';
}
function numberOf(value) {
    return Number.isFinite(value) ? value : 0;
}

// EXTERNAL MODULE: ./lib/github/report.js
var report = __webpack_require__(93205);
;// CONCATENATED MODULE: ./lib/github/state.js
// What `post` needs to know of the run, kept in the step's state. Inputs are evaluated again for `post` and may have
// changed by then, so it reads only this. Nothing here is a secret.

const KEY = 'run';
function createRunState(saveState, signIn) {
    let current = { signIn, temporaries: [], grants: [], leases: [], finished: false };
    const change = (fields) => {
        current = { ...current, ...fields };
        saveState(KEY, JSON.stringify(current));
    };
    change({});
    return {
        get current() {
            return current;
        },
        setRelease: (nameKey, versionId) => change({ nameKey, versionId }),
        addTemporary: (temporary) => change({ temporaries: [...current.temporaries.filter(({ id }) => id !== temporary.id), temporary] }),
        removeTemporary: (id) => change({ temporaries: current.temporaries.filter((temporary) => temporary.id !== id) }),
        addGrant: (id) => change({ grants: [...new Set([...current.grants, id])] }),
        removeGrant: (id) => change({ grants: current.grants.filter((grant) => grant !== id) }),
        addLease: (lease) => change({ leases: [...current.leases.filter(({ blobUrl }) => blobUrl !== lease.blobUrl), lease] }),
        removeLease: (blobUrl) => change({ leases: current.leases.filter((lease) => lease.blobUrl !== blobUrl) }),
        finish: () => change({ finished: true }),
    };
}
/** The state that `main` left; undefined when it ended before it had anything to leave. */
function readRunState(getState) {
    const text = getState(KEY);
    if (text === '')
        return undefined;
    const value = JSON.parse(text);
    if (!isRunState(value))
        throw new Error('The state that the main step left cannot be read.');
    return value;
}
function isRunState(value) {
    if (!isJsonObject(value) || !isJsonObject(value['signIn']))
        return false;
    const { signIn, nameKey, versionId, temporaries, grants, leases, finished } = value;
    return (isTexts(signIn, ['environment', 'subscriptionId']) &&
        isJsonObject(signIn['cloudEndpoints']) &&
        Object.values(signIn['cloudEndpoints']).every((endpoint) => typeof endpoint === 'string') &&
        [nameKey, versionId, signIn['clientId'], signIn['tenantId'], signIn['oidcAudience']].every((item) => item === undefined || typeof item === 'string') &&
        isListOf(temporaries, (item) => isTexts(item, ['kind', 'id']) && item['kind'] === 'snapshot') &&
        isListOf(grants, (item) => typeof item === 'string') &&
        isListOf(leases, (item) => isTexts(item, ['blobUrl', 'leaseId'])) &&
        typeof finished === 'boolean');
}
function isTexts(value, names) {
    return isJsonObject(value) && names.every((name) => typeof value[name] === 'string');
}
function isListOf(value, test) {
    return Array.isArray(value) && value.every(test);
}

// EXTERNAL MODULE: ./lib/marks.js
var lib_marks = __webpack_require__(97673);
// EXTERNAL MODULE: ./lib/azure/vm-instance-view.js
var vm_instance_view = __webpack_require__(36784);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/pool/json.js
var json = __webpack_require__(37834);
// EXTERNAL MODULE: ./lib/pool/secrets.js
var secrets = __webpack_require__(99519);
;// CONCATENATED MODULE: ./lib/pool/duration.js
// ISO 8601 durations as Batch writes them: weeks, days, hours, minutes and seconds.
const DURATION = /^P(?!$)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const SECONDS = [7 * 24 * 60 * 60, 24 * 60 * 60, 60 * 60, 60, 1];
/** In seconds; undefined when the text is no duration. */
function durationSeconds(text) {
    const match = DURATION.exec(text);
    if (!match)
        return undefined;
    return SECONDS.reduce((total, unit, index) => total + unit * Number(match[index + 1] ?? 0), 0);
}

// EXTERNAL MODULE: ./lib/format.js
var format = __webpack_require__(52016);
// EXTERNAL MODULE: ./lib/nearest-name.js
var nearest_name = __webpack_require__(93041);
;// CONCATENATED MODULE: ./lib/pool/did-you-mean.js
// The known property that somebody most likely meant.

/** Names that the two shapes of a pool, or older versions of them, spell differently. */
const OTHER_NAMES = new Map([
    ['virtualmachineimageid', ['id']],
    ['id', ['virtualMachineImageId', 'applicationId', 'name']],
    ['name', ['id']],
    ['applicationid', ['id']],
    ['applicationpackagereferences', ['applicationPackages']],
    ['applicationpackages', ['applicationPackageReferences']],
    ['maxtaskspernode', ['taskSlotsPerNode']],
    ['targetdedicated', ['targetDedicatedNodes']],
    ['targetlowpriority', ['targetLowPriorityNodes']],
    ['targetdedicatedcomputenodes', ['targetDedicatedNodes']],
    ['targetlowprioritycomputenodes', ['targetLowPriorityNodes']],
    ['enableinternodecommunication', ['interNodeCommunication']],
    ['internodecommunication', ['enableInterNodeCommunication']],
    ['virtualmachineconfiguration', ['deploymentConfiguration']],
    ['deploymentconfiguration', ['virtualMachineConfiguration']],
    ['autoscaleformula', ['formula', 'scaleSettings']],
    ['formula', ['autoScaleFormula']],
    ['autoscaleevaluationinterval', ['evaluationInterval', 'scaleSettings']],
    ['evaluationinterval', ['autoScaleEvaluationInterval']],
    ['enableautoscale', ['scaleSettings']],
    ['targetdedicatednodes', ['scaleSettings']],
    ['targetlowprioritynodes', ['scaleSettings']],
    ['scalesettings', ['targetDedicatedNodes']],
    ['size', ['vmSize']],
    ['vmsku', ['vmSize']],
]);
function didYouMean(written, known) {
    const folded = written.toLowerCase();
    const sameLetters = known.find((name) => name.toLowerCase() === folded);
    const otherName = (OTHER_NAMES.get(folded) ?? []).find((name) => known.includes(name));
    return sameLetters ?? otherName ?? (0,nearest_name/* nearestName */.q)(written, known);
}

;// CONCATENATED MODULE: ./lib/pool/patterns.js
// The patterns of the schemas in words: what a text must be, by the pattern that it does not match. A test holds both equal.
const PATTERNS = {
    '^(?:[A-Za-z0-9_-]|\\{version\\})+$': 'letters, digits, hyphens and underscores, and {version} where the image version shall stand',
    '^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$': 'an ISO 8601 duration, e.g. PT15M',
    '^[A-Za-z0-9_-]+$': 'the name of a VM size, e.g. Standard_D2s_v5',
    '^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,75}[A-Za-z0-9_])?$': '1 to 77 letters, digits, `_`, `.` or `-`, starting with a letter or digit, ending with a letter, digit or `_`',
    '^[0-7]{3,4}$': 'octal permissions, e.g. 0770',
    '^https?://[^/\\s]+': 'a URL that starts with https:// or http://',
    '^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/virtualNetworks/[^/]+/subnets/[^/]+$': 'the resource ID of a subnet, `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/virtualNetworks/<network>/subnets/<subnet>`',
    '^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/publicIPAddresses/[^/]+$': 'the resource ID of a public IP address, `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/publicIPAddresses/<name>`',
    '^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Bb]atch/batchAccounts/[^/]+/applications/[^/]+$': 'the resource ID of an application, `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Batch/batchAccounts/<account>/applications/<name>`',
};

;// CONCATENATED MODULE: ./lib/pool/retired.js
// Properties of older versions of Batch that no request takes any more, and what stands in their place.
// https://learn.microsoft.com/azure/batch/batch-certificate-migration-guide
const RETIRED = {
    certificates: 'Let the Key Vault VM extension install them (`extensions` of the virtual machine configuration).',
    certificateReferences: 'Let the Key Vault VM extension install them (`extensions` of the virtual machine configuration).',
    cloudServiceConfiguration: 'Describe the nodes in virtualMachineConfiguration.',
    maxTasksPerNode: 'Write taskSlotsPerNode for it.',
    applicationLicenses: 'Bring the licences in the image.',
};
function isRetired(name) {
    return Object.hasOwn(RETIRED, name);
}

;// CONCATENATED MODULE: ./lib/pool/path-text.js
/** A place in a pool specification as messages name it: `startTask.resourceFiles[2].httpUrl`. */
function pathText(path) {
    return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}

;// CONCATENATED MODULE: ./lib/pool/schema-problems.js







function schemaProblems(document, errors) {
    const seen = new Set();
    return errors.flatMap((error) => {
        const path = pathOf(error.instancePath, document.body);
        const problem = problemOf(document, error, path);
        // A value of the wrong type breaks its range as well: one problem for one value is enough.
        const key = `${JSON.stringify(path)} ${error.keyword === 'required' || error.keyword === 'additionalProperties' ? problem.found + problem.expected : ''}`;
        if (seen.has(key))
            return [];
        seen.add(key);
        return [problem];
    });
}
function problemOf(document, error, path) {
    const { locate } = document;
    const name = pathText(path);
    const found = `${name} = ${showValue(document.body, path)}`;
    const base = { input: 'pool-spec', position: locate(path) };
    switch (error.keyword) {
        case 'additionalProperties': {
            const unknown = String(error.params.additionalProperty);
            return { ...base, ...unknownProperty(document, path, unknown), position: locate([...path, unknown], 'key') };
        }
        case 'required': {
            const missing = String(error.params.missingProperty);
            const secret = secrets/* SECRET_NAMES */.AS.includes(missing) ? ' Azure never shows it again: give it from a secret.' : '';
            return {
                ...base,
                code: 'pool-spec-missing-property',
                found: `no ${pathText([...path, missing])}`,
                expected: `${missing} in ${name === '' ? 'the pool' : name}`,
                fix: `Add ${missing}.${secret}`,
            };
        }
        case 'enum': {
            const allowed = isStrings(error.params.allowedValues) ? error.params.allowedValues : [];
            const meant = didYouMean(JSON.stringify(valueAt(document.body, path) ?? '').replaceAll('"', ''), allowed);
            const choices = allowed.join(', ');
            const fix = meant === undefined ? `Choose one of ${choices}.` : `Did you mean ${meant}?`;
            return { ...base, code: 'pool-spec-value', found, expected: `one of ${choices}`, fix };
        }
        case 'type':
            return { ...base, ...value(found, typeName(error.params.type)) };
        case 'minimum':
        case 'maximum':
            return { ...base, ...value(found, `a number ${error.keyword === 'minimum' ? 'from' : 'up to'} ${limit(error)}`) };
        case 'minLength':
            return { ...base, ...value(found, 'a text that is not empty') };
        case 'maxLength':
            return { ...base, ...value(found, `at most ${limit(error)} characters`) };
        case 'maxItems':
            return { ...base, ...value(`${countOf(valueAt(document.body, path))} ${name}`, `at most ${limit(error)}`) };
        case 'minProperties':
        case 'maxProperties':
            return { ...base, ...propertyCount(countOf(valueAt(document.body, path)), path, error) };
        case 'pattern':
            return { ...base, ...value(found, PATTERNS[String(error.params.pattern)] ?? `what ${document.schema} allows`) };
        default:
            return { ...base, ...value(found, `a value that ${document.schema} allows`) };
    }
}
function unknownProperty(document, path, name) {
    const written = pathText([...path, name]);
    if (isRetired(name)) {
        const found = `${written}, which Azure retired`;
        return { code: 'pool-spec-retired', found, expected: `a pool without ${name}`, fix: `Remove it. ${RETIRED[name]}` };
    }
    const code = 'pool-spec-unknown-property';
    const found = `${written}, which this shape of a pool does not have`;
    const meant = didYouMean(name, Object.keys(typeAt(document, path)));
    if (meant !== undefined)
        return { code, found, expected: pathText([...path, meant]), fix: `Did you mean ${meant}?` };
    const [place, ...others] = placesOf(document.shape, name);
    if (place !== undefined && others.length === 0) {
        return { code, found, expected: place, fix: `Move it there: it belongs to another part of the pool.` };
    }
    const expected = `a property of ${document.schema}`;
    return { code, found, expected, fix: 'Remove it, or correct its name or indentation.' };
}
/** Where in the shape a property of this name stands; in a list, in each item. */
function placesOf(shape, name) {
    const walk = (type, prefix) => Object.entries(shape.types[type] ?? {}).flatMap(([property, { type: inner, readOnly }]) => {
        const place = prefix === '' ? property : `${prefix}.${property}`;
        const own = property.toLowerCase() === name.toLowerCase() && readOnly !== true ? [place] : [];
        return inner === undefined ? own : [...own, ...walk(inner, place)];
    });
    return walk(shape.root, '');
}
function value(found, expected) {
    return { code: 'pool-spec-value', found, expected, fix: 'Correct the value.' };
}
/** Each mount is an object with one property, which says what is mounted. */
function propertyCount(count, path, error) {
    const name = pathText(path);
    if (path.includes('mountConfiguration')) {
        return value(`${(0,format/* formatCount */.B4)(count, 'file system')} in ${name}`, 'exactly one in each item');
    }
    const bound = error.keyword === 'minProperties' ? 'at least' : 'at most';
    return value(`${count} ${count === 1 ? 'property' : 'properties'} in ${name}`, `${bound} ${limit(error)}`);
}
function limit(error) {
    return Number(error.params.limit).toLocaleString('en');
}
function typeName(type) {
    switch (type) {
        case 'integer':
            return 'a whole number';
        case 'boolean':
            return 'true or false';
        case 'array':
            return 'a list';
        case 'object':
            return 'an object with properties';
        case 'string':
            return 'a text (quote it where YAML would read a number or a truth value)';
        default:
            return String(type);
    }
}
function isStrings(values) {
    return Array.isArray(values) && values.every((each) => typeof each === 'string');
}
function countOf(value) {
    if ((0,json/* isList */.Lv)(value))
        return value.length;
    return (0,json/* isObject */.Gv)(value) ? Object.keys(value).length : 0;
}
/** The value at a path as a message may hold it: short, and never a secret. */
function showValue(body, path) {
    const value = valueAt(body, path);
    const secret = path.some((name, depth) => {
        const holder = valueAt(body, path.slice(0, depth));
        return typeof name === 'string' && (0,json/* isObject */.Gv)(holder) && (0,secrets/* isSecret */.$f)(holder, name);
    });
    if (secret)
        return '***';
    if ((0,json/* isList */.Lv)(value))
        return `a list of ${value.length}`;
    return (0,json/* isObject */.Gv)(value) ? 'an object' : showText(value ?? null);
}
/** What is no secret by its place, without what looks like one. */
function showText(value, longest = 60) {
    const text = (0,secrets/* hideSecrets */.s0)(JSON.stringify(value));
    return text.length > longest ? `${text.slice(0, longest)}...` : text;
}
/** Tokens of a JSON pointer; those that index a list become numbers. */
function pathOf(pointer, body) {
    let here = body;
    return pointer
        .split('/')
        .slice(1)
        .map((token) => {
        const name = token.replaceAll('~1', '/').replaceAll('~0', '~');
        const key = (0,json/* isList */.Lv)(here) ? Number(name) : name;
        here = child(here, key);
        return key;
    });
}
function valueAt(body, path) {
    return path.reduce((here, key) => child(here, key), body);
}
function child(value, key) {
    if ((0,json/* isList */.Lv)(value))
        return value[Number(key)];
    return (0,json/* isObject */.Gv)(value) ? value[key] : undefined;
}
/** The properties that the value at a path may have. */
function typeAt({ shape }, path) {
    const names = path.filter((part) => typeof part === 'string');
    let mapOf;
    return names.reduce((type, name) => {
        const property = mapOf === undefined ? type[name] : { type: mapOf };
        mapOf = property?.mapOf;
        return shape.types[property?.type ?? ''] ?? {};
    }, shape.types[shape.root] ?? {});
}

;// CONCATENATED MODULE: ./lib/pool/spec-checks.js




/** Names of metadata that belong to the action. */
const MARK_PREFIX = 'abip_';
const MINUTE = 60;
function dataPlaneProblems(body, locate) {
    return [
        ...dataPlaneScaling(body, locate),
        ...duration(body, ['resizeTimeout'], locate, 5 * MINUTE),
        ...duration(body, ['autoScaleEvaluationInterval'], locate, 5 * MINUTE, 168 * 60 * MINUTE),
        ...foreignMarks(body, [], locate),
    ];
}
function armProblems(body, locate) {
    const properties = (0,json/* objectAt */.lJ)(body, 'properties');
    const scale = ['scaleSettings'];
    return [
        ...armScaling(body, locate),
        ...duration(properties, [...scale, 'fixedScale', 'resizeTimeout'], locate, 5 * MINUTE, undefined, ['properties']),
        ...duration(properties, [...scale, 'autoScale', 'evaluationInterval'], locate, 5 * MINUTE, 168 * 60 * MINUTE, [
            'properties',
        ]),
        ...foreignMarks(properties, ['properties'], locate),
        ...expressions(body, body, [], locate),
    ];
}
function dataPlaneScaling(body, locate) {
    const targets = ['targetDedicatedNodes', 'targetLowPriorityNodes'].filter((name) => body[name] !== undefined);
    const formula = body.autoScaleFormula !== undefined;
    if (body.enableAutoScale === true) {
        const both = targets.map((name) => scaling(`enableAutoScale and ${name}`, 'a formula or fixed targets, not both', `Remove ${name}, or autoscaling.`, locate([name], 'key')));
        const missing = formula
            ? []
            : [
                scaling('enableAutoScale without a formula', 'autoScaleFormula', 'Add autoScaleFormula.', locate(['enableAutoScale'], 'key')),
            ];
        return [...both, ...missing];
    }
    if (formula) {
        const found = 'autoScaleFormula without enableAutoScale: true';
        const position = locate(['autoScaleFormula'], 'key');
        return [
            scaling(found, 'enableAutoScale: true beside the formula', 'Set enableAutoScale to true, or remove the formula.', position),
        ];
    }
    if (body.autoScaleEvaluationInterval !== undefined) {
        return [
            scaling('autoScaleEvaluationInterval without enableAutoScale: true', 'an interval only beside a formula', 'Remove it, or add enableAutoScale and autoScaleFormula.', locate(['autoScaleEvaluationInterval'], 'key')),
        ];
    }
    if (targets.length > 0)
        return [];
    const fix = 'Add targetDedicatedNodes or targetLowPriorityNodes, or enableAutoScale with autoScaleFormula.';
    return [{ ...scaling('no number of nodes', 'a target or a formula', fix, locate([])), code: 'pool-spec-no-target' }];
}
function armScaling(body, locate) {
    const path = ['properties', 'scaleSettings'];
    const settings = (0,json/* objectAt */.lJ)(body, ...path);
    const { fixedScale, autoScale } = settings;
    if (fixedScale !== undefined && autoScale !== undefined) {
        const position = locate([...path, 'autoScale'], 'key');
        return [scaling('fixedScale and autoScale', 'one of the two', 'Remove fixedScale or autoScale.', position)];
    }
    if ((0,json/* isObject */.Gv)((0,json/* objectAt */.lJ)(body, 'properties').scaleSettings) && fixedScale === undefined && autoScale === undefined) {
        return [scaling('scaleSettings that are empty', 'fixedScale or autoScale', 'Add one of the two.', locate(path))];
    }
    if (!(0,json/* isObject */.Gv)(fixedScale))
        return [];
    if (fixedScale.targetDedicatedNodes !== undefined || fixedScale.targetLowPriorityNodes !== undefined)
        return [];
    const fix = 'Add targetDedicatedNodes or targetLowPriorityNodes.';
    return [scaling('fixedScale without a target', 'at least one target', fix, locate([...path, 'fixedScale']))];
}
function scaling(found, expected, fix, position) {
    return { code: 'pool-spec-scaling', input: 'pool-spec', found, expected, fix, position };
}
function duration(body, path, locate, least, most, prefix = []) {
    const text = (0,json/* textAt */.$6)((0,json/* objectAt */.lJ)(body, ...path.slice(0, -1)), path.at(-1) ?? '');
    const seconds = text === undefined ? undefined : durationSeconds(text);
    if (text === undefined || seconds === undefined)
        return [];
    if (seconds >= least && (most === undefined || seconds <= most))
        return [];
    const upTo = most === undefined ? '' : ` and at most PT${most / 3600}H`;
    const problem = {
        code: 'pool-spec-value',
        input: 'pool-spec',
        found: `${pathText([...prefix, ...path])} = ${text}`,
        expected: `at least PT${least / MINUTE}M${upTo}`,
        fix: 'Correct the duration; Batch refuses any other.',
        position: locate([...prefix, ...path]),
    };
    return [problem];
}
function foreignMarks(holder, prefix, locate) {
    const items = (0,json/* isList */.Lv)(holder.metadata) ? holder.metadata : [];
    return items.flatMap((item, index) => {
        const name = (0,json/* isObject */.Gv)(item) ? (0,json/* textAt */.$6)(item, 'name') : undefined;
        if (!name?.toLowerCase().startsWith(MARK_PREFIX))
            return [];
        const problem = {
            code: 'pool-spec-reserved-metadata',
            input: 'pool-spec',
            found: `metadata ${name}`,
            expected: `no name that starts with ${MARK_PREFIX}`,
            fix: 'Rename it: these names are how the action finds its own pools.',
            position: locate([...prefix, 'metadata', index]),
        };
        return [problem];
    });
}
/** `[name(...)]`, perhaps with a member behind the last parenthesis; `[[` stands for a bracket in a text. */
function isExpression(text) {
    if (!/^\[\s*[a-zA-Z]+\(/.test(text))
        return false;
    const end = text.slice(text.lastIndexOf(')'));
    return end.startsWith(')') && end.indexOf(']') === end.length - 1;
}
/** Expressions of an ARM template are evaluated only in a deployment. */
function expressions(body, value, path, locate) {
    if (typeof value === 'string' && isExpression(value)) {
        const problem = {
            code: 'pool-spec-template-expression',
            input: 'pool-spec',
            found: `${pathText(path)} = ${showValue(body, path)}`,
            expected: 'a value',
            fix: 'Write the value in its place: expressions of ARM templates are not evaluated here.',
            position: locate(path),
        };
        return [problem];
    }
    if ((0,json/* isList */.Lv)(value))
        return value.flatMap((item, index) => expressions(body, item, [...path, index], locate));
    if (!(0,json/* isObject */.Gv)(value))
        return [];
    return Object.entries(value).flatMap(([name, item]) => expressions(body, item, [...path, name], locate));
}

// EXTERNAL MODULE: ./lib/by-code-unit.js
var by_code_unit = __webpack_require__(79145);
;// CONCATENATED MODULE: ./lib/pool/canonical.js
// A pool spec reduced to what makes one spec another: a hash of it tells whether two pools were asked for alike.





/** JSON with the names of every object in order. Lists keep their order: it may mean something. */
function canonicalJson(value) {
    if ((0,json/* isList */.Lv)(value))
        return `[${value.map(canonicalJson).join(',')}]`;
    if (!(0,json/* isObject */.Gv)(value))
        return JSON.stringify(value ?? null);
    const members = Object.keys(value)
        .filter((name) => value[name] !== undefined)
        .sort(by_code_unit/* byCodeUnit */.X)
        .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
    return `{${members.join(',')}}`;
}
/** Sixteen hexadecimal digits over the spec without its secrets, its image and the action's marks. */
function specHash(body) {
    return (0,external_node_crypto_.createHash)('sha256')
        .update(canonicalJson(reduced((0,secrets/* withoutSecrets */.cT)(body))))
        .digest('hex')
        .slice(0, 16);
}
/** The image is the release's own and is compared by itself; metadata is a set, whatever its order. */
function reduced(body) {
    return Object.fromEntries(Object.entries(body)
        .filter(([name]) => name !== 'imageReference')
        .map(([name, value]) => [name, reducedValue(name, value)]));
}
/** The objects on the way to the image, in either shape. */
const AROUND_THE_IMAGE = ['properties', 'deploymentConfiguration', 'virtualMachineConfiguration'];
function reducedValue(name, value) {
    if (name === 'metadata' && (0,json/* isList */.Lv)(value))
        return ownMetadata(value);
    return AROUND_THE_IMAGE.includes(name) && (0,json/* isObject */.Gv)(value) ? reduced(value) : value;
}
function ownMetadata(items) {
    return items
        .filter((item) => !((0,json/* isObject */.Gv)(item) && (0,json/* textAt */.$6)(item, 'name')?.startsWith(MARK_PREFIX)))
        .sort((a, b) => (0,by_code_unit/* byCodeUnit */.X)(canonicalJson(a), canonicalJson(b)));
}

// EXTERNAL MODULE: ./lib/pool/end-of-support.js
var end_of_support = __webpack_require__(67399);
;// CONCATENATED MODULE: ./lib/pool/os-family.js
const UBUNTU_NAMES = new Map([
    ['bionic', '18.04'],
    ['focal', '20.04'],
    ['jammy', '22.04'],
    ['noble', '24.04'],
]);
/**
 * The agent by its Batch name, e.g. `batch.node.ubuntu 22.04`; undefined where the names do not tell. Ubuntu's offers
 * are called `0001-com-ubuntu-server-jammy` up to 23.04, `ubuntu-24_04-lts` since.
 */
function agentFamily(image) {
    const offer = image.offer.toLowerCase();
    const sku = image.sku.toLowerCase();
    if (offer.includes('ubuntu'))
        return named('batch.node.ubuntu', ubuntuVersion(offer, sku));
    if (offer.startsWith('debian'))
        return named('batch.node.debian', /^debian-(\d+)/.exec(offer)?.[1] ?? leading(sku));
    if (/^(rhel|alma|rocky|oracle-?linux|centos)/.test(offer))
        return enterpriseLinux(offer, sku);
    return undefined;
}
/** The same of a guest as its Azure agent names it: by the ID of the distribution, and its version. */
function agentFamilyOfGuest({ osName = '', osVersion = '' }) {
    const [, major, minor] = /^(\d+)(?:\.(\d+))?/.exec(osVersion) ?? [];
    if (/^ubuntu/i.test(osName))
        return minor === undefined ? undefined : `batch.node.ubuntu ${major}.${minor}`;
    if (/^debian/i.test(osName))
        return named('batch.node.debian', major);
    const isEnterprise = /^(red ?hat|rhel|alma|rocky|oracle|centos)/i.test(osName);
    return isEnterprise && major !== '7' ? named('batch.node.el', major) : undefined;
}
function ubuntuVersion(offer, sku) {
    for (const [codename, version] of UBUNTU_NAMES)
        if (offer.includes(codename))
            return version;
    // 22_04-lts-gen2, 18.04-LTS, and in the images for high-performance computing 2204.
    const [, year, month] = /(?<!\d)(\d\d)[._]?(04|10)(?!\d)/.exec(`${offer} ${sku}`) ?? [];
    return year === undefined || month === undefined ? undefined : `${year}.${month}`;
}
/** Since version 8 one agent serves Red Hat and all that are built from it. */
function enterpriseLinux(offer, sku) {
    // 8_6, 86-gen2, 810-gen2, 9-base, 94_gen2, ol88-lvm; 10-lvm, 100-gen2 for version 10.
    const major = /^(?:ol)?(10|[7-9])/.exec(sku)?.[1];
    if (major === '7')
        return offer.startsWith('centos') ? 'batch.node.centos 7' : undefined;
    return named('batch.node.el', major);
}
function leading(sku) {
    return /^\d+/.exec(sku)?.[0];
}
function named(agent, version) {
    return version === undefined ? undefined : `${agent} ${version}`;
}

;// CONCATENATED MODULE: ./lib/pool/node-agent.js





function chooseNodeAgent(source, supported, specified, now) {
    if (supported.length === 0)
        return unchecked(source, specified);
    const fitting = supported.filter(({ osType }) => osType === source.osType.toLowerCase());
    const found = specified === undefined ? derive(source, fitting) : node_agent_confirm(source, specified, fitting, supported);
    return found.kind === 'problem' ? found : withLifetime(found, fitting, now);
}
const NAMED = 'named in the pool spec';
const WINDOWS_AGENT = 'batch.node.windows amd64';
/** An agent the spec names is the user's choice, as long as it exists for the OS. */
function node_agent_confirm(source, specified, fitting, supported) {
    if (ofSku(fitting, specified).length === 0) {
        const [other] = ofSku(supported, specified);
        const found = other === undefined
            ? `node agent ${specified}, which Batch does not offer`
            : `node agent ${specified} for ${other.osType}, but the source runs ${source.osType}`;
        const meant = didYouMean(specified, skusOf(fitting));
        return refuse(found, fitting, meant === undefined ? undefined : `Did you mean ${meant}?`);
    }
    const family = familyOf(source);
    const differs = family !== undefined && source.osType === 'Linux' && !isVariantOf(specified, family);
    const warnings = differs
        ? [
            warn('node-agent-differs', `The pool spec names ${specified}; the source looks like ${family}. With an agent that does not fit the OS the nodes become unusable.`),
        ]
        : [];
    return { kind: 'chosen', sku: specified, reason: NAMED, warnings, images: [] };
}
/** A list without any entry tells nothing: what can be known without it is taken, and Batch has the last word. */
function unchecked(source, specified) {
    const { imageReference: image, osType, architecture } = source;
    const family = osType === 'Windows' ? WINDOWS_AGENT : image === undefined ? undefined : agentFamily(image);
    const derived = architecture === 'Arm64' ? undefined : family;
    const sku = specified ?? derived;
    if (sku === undefined) {
        return refuse(`a ${osType} source, of which nothing tells the node agent, while Batch lists no image`, []);
    }
    const text = `Batch lists no supported images for this account, so whether node agent ${sku} fits could not be checked.`;
    return {
        kind: 'chosen',
        sku,
        reason: specified === undefined ? 'told from the source' : NAMED,
        warnings: [warn('node-agent-unchecked', text)],
    };
}
function familyOf({ imageReference: image, guest }) {
    if (image !== undefined)
        return agentFamily(image);
    return guest === undefined ? undefined : agentFamilyOfGuest(guest);
}
function derive(source, fitting) {
    const { imageReference: image, osType } = source;
    if (image !== undefined) {
        const urn = `${image.publisher}:${image.offer}:${image.sku}`;
        const listed = fitting.filter(({ publisher, offer, sku }) => `${publisher}:${offer}:${sku}`.toLowerCase() === urn.toLowerCase());
        const exact = forArchitecture(skusOf(listed), source);
        if (exact !== undefined) {
            return candidate(exact, `Batch lists it for ${urn}, the image of the source`, listed, source);
        }
        const family = agentFamily(image);
        const derived = family === undefined ? undefined : forArchitecture(variantsOf(family, fitting), source);
        if (derived !== undefined)
            return candidate(derived, `told from ${urn}, the image of the source`, [], source);
    }
    const only = skusOf(fitting);
    // All Windows images have one agent.
    const [single] = only;
    if (osType === 'Windows' && single !== undefined && only.length === 1) {
        return candidate(single, 'the node agent for Windows', [], source);
    }
    const from = image === undefined
        ? `a ${osType} source that names no marketplace image`
        : `a source made from ${image.publisher}:${image.offer}:${image.sku}, for which Batch lists no node agent`;
    return refuse(from, fitting, guestHint(source, fitting));
}
/**
 * Only a hint, never a choice: a VM that is stopped tells nothing of its guest, and a run that goes on after an interruption
 * would then choose otherwise.
 */
function guestHint(source, fitting) {
    const { imageReference, guest } = source;
    const family = imageReference === undefined ? familyOf(source) : undefined;
    const sku = family === undefined ? undefined : forArchitecture(variantsOf(family, fitting), source);
    if (sku === undefined)
        return undefined;
    return `The VM runs ${(0,vm_instance_view/* osText */.v)(guest) ?? ''}: name ${sku} in the pool spec (nodeAgentSKUId; ARM shape: nodeAgentSkuId).`;
}
function candidate(sku, reason, listed, source) {
    const images = ofSku(listed, sku);
    const doubtful = source.architecture === 'Arm64' && !isArm(sku);
    const warnings = doubtful
        ? [
            warn('node-agent-arm64', `The source is Arm64, and Batch lists no Arm64 variant of ${sku}: the nodes may become unusable.`),
        ]
        : [];
    return { kind: 'chosen', sku, reason, warnings, images };
}
/** Arm64 agents are variants of the others: `batch.node.ubuntu 24.04-arm64`. */
function forArchitecture(skus, { architecture }) {
    const wanted = architecture === 'Arm64';
    return skus.find((sku) => isArm(sku) === wanted) ?? (wanted ? skus[0] : undefined);
}
function isArm(sku) {
    return /arm64|aarch64/i.test(sku);
}
function variantsOf(family, supported) {
    return skusOf(supported).filter((sku) => isVariantOf(sku, family));
}
function isVariantOf(sku, family) {
    return sku.toLowerCase().replace(/[-_ ]?(arm64|aarch64)$/, '') === family;
}
/** Their names compare in any case. */
function ofSku(images, sku) {
    return images.filter(({ nodeAgentSku }) => nodeAgentSku.toLowerCase() === sku.toLowerCase());
}
function skusOf(images) {
    return [...new Set(images.map(({ nodeAgentSku }) => nodeAgentSku))];
}
function refuse(found, fitting, hint) {
    const offered = [...skusOf(fitting)].sort().join(', ') || 'none';
    return {
        kind: 'problem',
        problem: {
            code: 'node-agent-unknown',
            input: 'pool-spec',
            found,
            expected: `one of the node agents of this account: ${offered}`,
            fix: hint ??
                'Name the one that fits the OS of the image in the pool spec: nodeAgentSKUId (ARM shape: nodeAgentSkuId).',
        },
    };
}
/** An agent lives as long as any image that is listed for it, be it another than that of the source. */
function withLifetime({ images, ...chosen }, fitting, now) {
    const warned = (text) => ({
        ...chosen,
        warnings: [...chosen.warnings, warn('node-agent-end-of-life', text)],
    });
    const agent = (0,end_of_support/* endOfSupport */.yV)(ofSku(fitting, chosen.sku), now);
    if (agent !== undefined && agent.daysLeft <= 0) {
        const current = fitting.filter((image) => ofSku([image], chosen.sku).length === 0);
        const found = `node agent ${chosen.sku}, which Batch has not supported since ${agent.day}`;
        return refuse(found, current, 'Move the source to a newer OS.');
    }
    if (agent !== undefined && (0,end_of_support/* isNear */.HQ)(agent.daysLeft)) {
        const urgent = (0,end_of_support/* isUrgent */.Gi)(agent.daysLeft) ? ' Pools may be scaled to zero by Azure after that day.' : '';
        const left = (0,format/* formatCount */.B4)(agent.daysLeft, 'day');
        return warned(`Batch ends its support of ${chosen.sku} on ${agent.day}, in ${left}. Move the source to a newer OS.${urgent}`);
    }
    const [image] = images;
    const listed = (0,end_of_support/* endOfSupport */.yV)(images, now);
    if (image === undefined || listed === undefined || !(0,end_of_support/* isNear */.HQ)(listed.daysLeft))
        return chosen;
    const urn = `${image.publisher}:${image.offer}:${image.sku}`;
    const support = listed.daysLeft <= 0
        ? `Batch has not supported image ${urn}, that of the source, since ${listed.day}`
        : `Batch ends its support of image ${urn}, that of the source, on ${listed.day}, in ${(0,format/* formatCount */.B4)(listed.daysLeft, 'day')}`;
    return warned(`${support}; ${chosen.sku} goes on for other images. Move the source to a newer one.`);
}
function warn(code, text) {
    return { code, input: 'pool-spec', text };
}

;// CONCATENATED MODULE: ./lib/pool/targets.js

const DEFAULT_INTERVAL = 'PT15M';
function targetsOf(spec) {
    switch (spec.kind) {
        case 'arm': {
            const scale = (0,json/* objectAt */.lJ)(spec.body, 'properties', 'scaleSettings');
            const { formula, evaluationInterval } = (0,json/* objectAt */.lJ)(scale, 'autoScale');
            return typeof formula === 'string'
                ? autoScale(formula, evaluationInterval)
                : fixed((0,json/* objectAt */.lJ)(scale, 'fixedScale'));
        }
        case 'dataPlane': {
            const { enableAutoScale, autoScaleFormula, autoScaleEvaluationInterval } = spec.body;
            return enableAutoScale === true && typeof autoScaleFormula === 'string'
                ? autoScale(autoScaleFormula, autoScaleEvaluationInterval)
                : fixed(spec.body);
        }
        default:
            return spec.kind;
    }
}
/** Without scale settings a pool has no nodes. */
function fixed(holder) {
    return {
        kind: 'fixed',
        dedicated: (0,json/* numberAt */.tk)(holder, 'targetDedicatedNodes') ?? 0,
        lowPriority: (0,json/* numberAt */.tk)(holder, 'targetLowPriorityNodes') ?? 0,
    };
}
function autoScale(formula, interval) {
    return { kind: 'autoScale', formula, interval: typeof interval === 'string' ? interval : DEFAULT_INTERVAL };
}
/**
 * What a formula of nothing but plain numbers asks for, e.g. `$TargetDedicatedNodes = 3;`; undefined where it depends on
 * anything.
 */
function plainTargetsOf(formula) {
    const statements = formula
        .replaceAll(/\/\/.*$/gm, '')
        .split(';')
        .map((one) => one.trim())
        .filter((one) => one !== '' && !/^\$NodeDeallocationOption\s*=\s*\w+$/.test(one));
    const targets = { dedicated: 0, lowPriority: 0 };
    for (const statement of statements) {
        const [, name, count] = /^\$Target(Dedicated|LowPriority)(?:Nodes)?\s*=\s*(\d+)$/.exec(statement) ?? [];
        if (name === undefined)
            return undefined;
        targets[name === 'Dedicated' ? 'dedicated' : 'lowPriority'] = Number(count);
    }
    return targets;
}
/** As far as the spec alone tells: by its targets, or by a formula of plain numbers. */
function wantedNodes(spec) {
    const targets = targetsOf(spec);
    switch (targets.kind) {
        case 'fixed':
            return { dedicated: targets.dedicated, lowPriority: targets.lowPriority };
        case 'autoScale':
            return plainTargetsOf(targets.formula) ?? { dedicated: 0, lowPriority: 0 };
        default:
            return targets;
    }
}
/** Where a spec says how many nodes of a kind it wants. */
function targetPath(spec, kind) {
    const name = kind === 'dedicated' ? 'targetDedicatedNodes' : 'targetLowPriorityNodes';
    const arm = spec.kind === 'arm';
    if (targetsOf(spec).kind === 'autoScale') {
        return arm ? ['properties', 'scaleSettings', 'autoScale', 'formula'] : ['autoScaleFormula'];
    }
    return arm ? ['properties', 'scaleSettings', 'fixedScale', name] : [name];
}
/** All nodes that a fixed target asks for; undefined where a formula decides. */
function totalOf(targets) {
    return targets.kind === 'fixed' ? targets.dedicated + targets.lowPriority : undefined;
}
/** Azure advises one replica for every 300 nodes that start at a time, and allows 100 of an image version. */
const NODES_PER_REPLICA = 300;
const MOST_REPLICAS = 100;
/** How many replicas of the image the pool's region should have, as far as the spec tells. */
function replicasFor(spec) {
    const { dedicated, lowPriority } = wantedNodes(spec);
    const wanted = Math.ceil((dedicated + lowPriority) / NODES_PER_REPLICA);
    return Math.min(Math.max(wanted, 1), MOST_REPLICAS);
}
/** What the nodes run, in either shape. */
function virtualMachineConfigurationOf({ kind, body }) {
    return (0,json/* objectAt */.lJ)(body, ...virtualMachinePath(kind));
}
function virtualMachinePath(kind) {
    return kind === 'arm'
        ? ['properties', 'deploymentConfiguration', 'virtualMachineConfiguration']
        : ['virtualMachineConfiguration'];
}
/** The node agent SKU that the spec itself names. */
function nodeAgentOf(spec) {
    return (0,json/* textAt */.$6)(virtualMachineConfigurationOf(spec), nodeAgentPath(spec.kind).at(-1) ?? '');
}
function nodeAgentPath(kind) {
    return [...virtualMachinePath(kind), kind === 'arm' ? 'nodeAgentSkuId' : 'nodeAgentSKUId'];
}
function vmSizeOf({ kind, body }) {
    return (0,json/* textAt */.$6)(kind === 'arm' ? (0,json/* objectAt */.lJ)(body, 'properties') : body, 'vmSize') ?? '';
}
/** Whether nodes take tasks before their start task succeeded; then their state says nothing about it. */
function ignoresStartTask({ kind, body }) {
    return (0,json/* objectAt */.lJ)(kind === 'arm' ? (0,json/* objectAt */.lJ)(body, 'properties') : body, 'startTask').waitForSuccess === false;
}

;// CONCATENATED MODULE: ./lib/source/vhd-footer.js
// The footer of a VHD: its last 512 bytes (Virtual Hard Disk Image Format Specification, "Hard Disk Footer Format"), and
// which sizes of disk Azure takes.
const VHD_FOOTER_BYTES = 512;
const COOKIE = 'conectix';
const CURRENT_SIZE_OFFSET = 48;
const DISK_TYPE_OFFSET = 60;
const CHECKSUM_OFFSET = 64;
const FIXED = 2;
const DYNAMIC = 3;
const DIFFERENCING = 4;
const MIB = 1024 ** 2;
/** Documented for an uploaded disk: 20,972,032 to 35,183,298,347,520 bytes, each 512 bytes of footer included. */
const SMALLEST_DISK = 20 * MIB;
const LARGEST_DISK = 32 * 1024 ** 4;
/** Undefined when these bytes do not begin with a footer, be it a right one or not. */
function readFooter(bytes) {
    if (bytes.length < VHD_FOOTER_BYTES || bytes.toString('latin1', 0, COOKIE.length) !== COOKIE)
        return undefined;
    return {
        type: vhd_footer_typeName(bytes.readUInt32BE(DISK_TYPE_OFFSET)),
        diskBytes: Number(bytes.readBigUInt64BE(CURRENT_SIZE_OFFSET)),
    };
}
/** Why these are not the last bytes of a fixed VHD whose disk has `diskBytes`; undefined when they are. */
function footerFault(footer, diskBytes) {
    if (footer.length !== VHD_FOOTER_BYTES)
        return `the footer has ${footer.length} bytes instead of ${VHD_FOOTER_BYTES}`;
    const facts = readFooter(footer);
    if (facts === undefined)
        return 'the last 512 bytes are no VHD footer';
    if (facts.type !== 'fixed')
        return 'the VHD is not of the fixed type';
    if (footer.readUInt32BE(CHECKSUM_OFFSET) !== checksum(footer))
        return 'the checksum of the VHD footer is wrong';
    if (facts.diskBytes !== diskBytes)
        return `the VHD footer says ${facts.diskBytes} bytes, the disk has ${diskBytes}`;
    return undefined;
}
/** Why Azure takes no disk of this size (footer not counted); undefined when it does. */
function azureSizeFault(diskBytes) {
    if (diskBytes < SMALLEST_DISK)
        return `a disk of ${diskBytes} bytes, less than 20 MiB`;
    if (diskBytes > LARGEST_DISK)
        return `a disk of ${diskBytes} bytes, more than 32 TiB`;
    if (diskBytes % MIB !== 0)
        return `a disk of ${diskBytes} bytes, which is no whole number of MiB`;
    return undefined;
}
/** The next size that Azure takes. */
function wholeMebibytes(diskBytes) {
    return Math.max(SMALLEST_DISK, Math.ceil(diskBytes / MIB) * MIB);
}
function vhd_footer_typeName(type) {
    switch (type) {
        case FIXED:
            return 'fixed';
        case DYNAMIC:
            return 'dynamic';
        case DIFFERENCING:
            return 'differencing';
        default:
            return 'other';
    }
}
/** The ones' complement of the sum of all bytes but the checksum's own. */
function checksum(footer) {
    let sum = 0;
    for (const [offset, byte] of footer.entries()) {
        if (offset < CHECKSUM_OFFSET || offset >= CHECKSUM_OFFSET + 4)
            sum += byte;
    }
    return ~sum >>> 0;
}

;// CONCATENATED MODULE: ./lib/source/planned-vhd.js

/** Of the VHD that is written, footer included. */
function bytesOf(from) {
    switch (from.kind) {
        case 'snapshot':
            return from.disk.sizeBytes + VHD_FOOTER_BYTES;
        case 'blob':
            return from.bytes;
        case 'file':
            return from.file.bytes;
        default:
            return from;
    }
}
/** Whether this action writes any of them into its storage account. */
function isAnyMade(vhds) {
    return vhds.some(({ kind }) => kind === 'made');
}

;// CONCATENATED MODULE: ./lib/pool/batch-account-check.js

/**
 * Rules that close the account by default may still let this runner in: whether they do is told by its answer, `refused`
 * if it was one.
 */
function batchAccountProblems(account, refused) {
    const problems = [];
    const refuse = (code, found, expected, fix) => {
        problems.push({ code, input: 'batch-account', found: `${account.name}, ${found}`, expected, fix });
    };
    const { provisioningState: state, allowedAuthenticationModes: modes } = account;
    if (state !== undefined && state.toLowerCase() !== 'succeeded') {
        refuse('batch-account-not-provisioned', `whose provisioning state is ${state}`, 'an account that is ready (Succeeded)', 'Wait until the account is provisioned, or repair it.');
    }
    if (!account.publicNetworkAccess && refused !== undefined && refused.missingAction === undefined) {
        refuse('batch-network-closed', 'whose network rules refuse this runner', 'an account whose endpoint the runner can reach', 'Use a runner inside the account’s network, or allow public access for selected addresses.');
    }
    if (modes !== undefined && !modes.some((one) => one.toLowerCase() === 'aad')) {
        refuse('batch-no-entra', `which allows only ${modes.join(', ')}`, 'an account that allows Microsoft Entra ID: pools from gallery images need it', 'Add AAD to the account’s allowedAuthenticationModes.');
    }
    return problems;
}
/**
 * In UserSubscription mode the service itself needs rights, which nobody but it is asked for. Any pool of the account shows that
 * it was set up.
 * @param pools how many there are; undefined where they could not be listed.
 */
function serviceRightsWarnings(account, pools) {
    const { name, poolAllocationMode, keyVaultId } = account;
    if (poolAllocationMode !== 'UserSubscription' || pools !== 0)
        return [];
    const vault = keyVaultId === undefined ? ' The account names no key vault either, which it needs in this mode.' : '';
    const text = `Batch account ${name} makes its nodes in your own subscription (pool allocation mode UserSubscription), and this is its first pool. Whether the service principal Microsoft Azure Batch has the role Azure Batch Service Orchestration Role on the subscription, without which there are no nodes, could not be checked.${vault}`;
    return [{ code: 'batch-service-rights', input: 'batch-account', text }];
}
/** What the spec asks for and pools of this kind of account cannot have. */
function poolAccountConflicts(spec, account) {
    const path = spec.kind === 'arm' ? ['properties', 'resourceTags'] : ['resourceTags'];
    const { resourceTags } = (0,json/* objectAt */.lJ)(spec.body, ...path.slice(0, -1));
    // https://learn.microsoft.com/rest/api/batchservice/pool/add-pool: resourceTags
    if (resourceTags === undefined || account.poolAllocationMode !== 'BatchService')
        return [];
    return [
        {
            code: 'pool-spec-account',
            input: 'pool-spec',
            found: `${path.join('.')}, for Batch account ${account.name} with pool allocation mode BatchService`,
            expected: 'resource tags only in an account whose pool allocation mode is UserSubscription',
            fix: 'Remove resourceTags; metadata of the pool can say the same.',
            position: spec.locate(path, 'key'),
        },
    ];
}

// EXTERNAL MODULE: ./lib/azure/resource-id.js
var resource_id = __webpack_require__(18481);
;// CONCATENATED MODULE: ./lib/release/unseen.js
// What is missing from a survey for another reason than that it does not exist.

/** Whether it could not be read, or its whole group is not there: both are told as problems of their own. */
function isUnseen(read, id, { refused, absentGroups }) {
    return refused.has(read) || absentGroups.some((group) => (0,resource_id/* sameId */.s)(group, (0,resource_id/* resourceGroupOf */.Tp)(id)));
}

;// CONCATENATED MODULE: ./lib/release/checks/finder.js
const NOTHING = { problems: [], warnings: [] };
function onlyProblems(problems) {
    return { problems, warnings: [] };
}

;// CONCATENATED MODULE: ./lib/release/checks/batch-account.js
// The Batch account, and what of the pool depends on it.



const checkBatchAccount = ({ request, survey }) => {
    const { batchAccount: account, refused } = survey;
    if (account === undefined) {
        return isUnseen('batchAccount', request.pool.batchAccountId, survey)
            ? NOTHING
            : onlyProblems([absentBatchAccount(request)]);
    }
    return {
        problems: [
            ...batchAccountProblems(account, refused.get('batch')),
            ...poolAccountConflicts(request.pool.spec, account),
        ],
        warnings: serviceRightsWarnings(account, survey.batchOffer?.pools.length),
    };
};
function absentBatchAccount({ pool }) {
    return {
        code: 'batch-account-not-found',
        input: 'batch-account',
        found: `no Batch account ${pool.batchAccountId}`,
        expected: 'a Batch account that exists and that the signed-in identity may read',
        fix: 'Check the name and the resource group, or give the full resource ID.',
    };
}

;// CONCATENATED MODULE: ./lib/pool/vm-size.js
/** Batch takes a size in any case. */
function findSize(sizes, name) {
    return sizes.find((size) => size.name.toLowerCase() === name.toLowerCase());
}
/**
 * Of one node. A size with constrained cores has fewer than its hardware; which of the two counts against a quota is not
 * documented for Batch, so the lower one is taken: a quota that might do is not refused.
 */
function coresOf(size) {
    const counts = coreCounts(size);
    return counts.length === 0 ? undefined : Math.min(...counts);
}
/** Of the hardware, where it has more than a node may use. */
function mostCoresOf(size) {
    const counts = coreCounts(size);
    return counts.length === 0 ? undefined : Math.max(...counts);
}
function coreCounts({ capabilities }) {
    return [capabilities['vCPUs'], capabilities['vCPUsAvailable']].flatMap((text) => {
        const count = Number(text ?? NaN);
        return Number.isInteger(count) && count > 0 ? [count] : [];
    });
}

;// CONCATENATED MODULE: ./lib/pool/core-use.js


/** Pools without nodes of this kind take nothing; of a size that Batch offers no longer nobody tells the cores. */
function usesOf(pools, sizes, kind, moment) {
    return pools.flatMap((pool) => {
        const size = findSize(sizes, pool.vmSize);
        const cores = size === undefined ? undefined : coresOf(size);
        if (size === undefined || cores === undefined)
            return [];
        const nodes = kind === 'dedicated' ? pool.currentDedicatedNodes : pool.currentLowPriorityNodes;
        const asked = askedBy(pool, kind) ?? nodes;
        const claimed = moment === 'now' ? Math.max(nodes, asked) : settledAt(pool, nodes, asked);
        if (nodes === 0 && claimed === 0)
            return [];
        return [{ poolId: pool.id, family: size.family.toLowerCase(), current: nodes * cores, claimed: claimed * cores }];
    });
}
/** Undefined where a formula may ask for anything next: only one of plain numbers is taken at its word. */
function askedBy(pool, kind) {
    if (pool.state === 'deleting')
        return 0;
    if (pool.autoScaleFormula !== undefined)
        return plainTargetsOf(pool.autoScaleFormula)?.[kind];
    return kind === 'dedicated' ? pool.targetDedicatedNodes : pool.targetLowPriorityNodes;
}
/** A formula asks again at every evaluation, fixed targets only while the pool is resizing. */
function settledAt({ state, allocationState, autoScaleFormula }, nodes, asked) {
    const goesOn = state === 'deleting' || allocationState === 'resizing' || autoScaleFormula !== undefined;
    return goesOn ? asked : nodes;
}

;// CONCATENATED MODULE: ./lib/pool/quota.js

const PORTAL = 'Azure portal, Batch account, Quotas';
const SUBSCRIPTION_PORTAL = 'Azure portal, Subscription, Usage + quotas';
/** @param uses those of other pools, of the demand's kind. */
function shortagesOf(demand, account, uses, usages) {
    const quotas = account.poolAllocationMode === 'UserSubscription'
        ? subscriptionQuotas(demand, account, uses, usages ?? new Map())
        : accountQuotas(demand, account, uses);
    return quotas.flatMap((quota) => shortageOf(demand, quota) ?? []);
}
function accountQuotas({ kind, size }, account, uses) {
    const { name, dedicatedCoreQuota, lowPriorityCoreQuota, dedicatedCoreQuotaPerFamily } = account;
    const more = `Ask for a higher quota (${PORTAL}), ask for fewer nodes, or scale other pools down.`;
    const takersOf = (which) => which.map(({ poolId, claimed }) => [`pool ${poolId}`, claimed]);
    if (kind === 'lowPriority') {
        if (lowPriorityCoreQuota === undefined)
            return [];
        const what = `the low-priority core quota of Batch account ${name}`;
        const fix = `Ask for a higher quota (${PORTAL}), or ask for dedicated nodes.`;
        return [{ code: 'batch-low-priority-quota', what, limit: lowPriorityCoreQuota, takers: takersOf(uses), fix }];
    }
    const total = dedicatedCoreQuota === undefined
        ? []
        : [
            {
                code: 'batch-core-quota',
                what: `the dedicated core quota of Batch account ${name}`,
                limit: dedicatedCoreQuota,
                takers: takersOf(uses),
                fix: more,
            },
        ];
    const family = size.family.toLowerCase();
    const limit = dedicatedCoreQuotaPerFamily?.get(family);
    if (limit === undefined)
        return total;
    return [
        ...total,
        {
            code: 'batch-family-quota',
            what: `the quota of ${size.family} of Batch account ${name}`,
            limit,
            takers: takersOf(uses.filter((use) => use.family === family)),
            fix: `Ask for a higher quota of this family (${PORTAL}), or choose a vmSize of another family.`,
        },
    ];
}
/** Compute counts the nodes that exist already, with all other VMs of the subscription there. */
function subscriptionQuotas({ kind, size, held }, { location }, uses, usages) {
    const family = size.family.toLowerCase();
    const pendingOf = (which) => which.flatMap(({ poolId, current, claimed }) => claimed > current ? [[`still asked for by pool ${poolId}`, claimed - current]] : []);
    const quota = (name, code, what, which) => {
        const usage = usages.get(name);
        if (usage === undefined)
            return [];
        const leaving = which.reduce((sum, { current, claimed }) => sum + Math.max(0, current - claimed), 0);
        const inUse = [`in use in ${location}`, Math.max(0, usage.used - held - leaving)];
        return [
            {
                code,
                what: `${what} of the subscription in ${location}`,
                limit: usage.limit,
                takers: [inUse, ...pendingOf(which)],
                fix: `Ask for a higher quota (${SUBSCRIPTION_PORTAL}), or ask for fewer nodes.`,
            },
        ];
    };
    if (kind === 'lowPriority') {
        return quota('lowprioritycores', 'batch-low-priority-quota', 'the low-priority core quota', uses);
    }
    return [
        ...quota('cores', 'batch-core-quota', 'the core quota', uses),
        ...quota(family, 'batch-family-quota', `the quota of ${size.family}`, uses.filter((use) => use.family === family)),
    ];
}
function shortageOf({ kind, nodes, size, cores }, quota) {
    const { code, what, limit, fix } = quota;
    const takers = quota.takers.filter(([, count]) => count > 0);
    const taken = takers.reduce((sum, [, count]) => sum + count, 0);
    const asked = nodes * cores;
    const missing = taken + asked - limit;
    if (nodes === 0 || missing <= 0)
        return undefined;
    const fitting = Math.max(0, Math.floor((limit - taken) / cores));
    const wanted = `${(0,format/* formatCount */.B4)(nodes, `${kind === 'dedicated' ? 'dedicated' : 'low-priority'} node`)} of ${size.name}`;
    const raised = `a quota of at least ${taken + asked}`;
    return {
        code,
        found: `${wanted} with ${(0,format/* formatCount */.B4)(asked, 'core')}, while ${what} is ${limit} and ${takenText(takers, taken)}: ${(0,format/* formatCount */.B4)(missing, 'core')} missing`,
        expected: fitting > 0 ? `at most ${(0,format/* formatCount */.B4)(fitting, 'node')}, or ${raised}` : raised,
        fix,
        fitting,
    };
}
/** How many nodes there is room for; undefined where no quota tells. */
function roomFor(demand, account, uses, usages) {
    const all = shortagesOf({ ...demand, nodes: Number.MAX_SAFE_INTEGER }, account, uses, usages);
    return all.length === 0 ? undefined : Math.min(...all.map(({ fitting }) => fitting));
}
const SHOWN = 3;
function takenText(takers, taken) {
    if (taken === 0)
        return 'none of it is taken';
    const largest = [...takers].sort(([, a], [, b]) => b - a);
    const shown = largest.slice(0, SHOWN).map(([name, count]) => `${name}: ${count}`);
    const more = largest.length > SHOWN ? [`${largest.length - SHOWN} more`] : [];
    return `${taken} ${taken === 1 ? 'is' : 'are'} taken (${[...shown, ...more].join(', ')})`;
}

;// CONCATENATED MODULE: ./lib/pool/capacity.js




const KINDS = ['dedicated', 'lowPriority'];
/** @param minReady fewer nodes than the spec asks for, which are enough. */
function coreFindings(spec, minReady, taken) {
    const settled = shortagesAt('settled', spec, taken);
    const lasting = new Set(settled.map(({ kind, code }) => `${kind} ${code}`));
    const passing = shortagesAt('now', spec, taken).filter(({ kind, code }) => !lasting.has(`${kind} ${code}`));
    const busy = passing.map(({ found }) => later(found));
    if (minReady === undefined || fittingOf(spec, settled) < minReady) {
        return { problems: settled.map((one) => problem(spec, one)), warnings: busy };
    }
    return { problems: [], warnings: [...settled.map(({ found }) => partial(found, minReady)), ...busy] };
}
/**
 * Tells where a formula that depends on anything finds no room for a single node of a kind that it sets; how many it will ask for nobody
 * knows.
 */
function formulaWarnings(spec, formula, taken) {
    if (plainTargetsOf(formula) !== undefined)
        return [];
    return KINDS.flatMap((kind) => {
        const demand = demandOf(spec, kind, taken);
        if (!SETS[kind].test(formula) || demand === undefined)
            return [];
        const { account, sizes, others, usages } = taken;
        const room = roomFor(demand, account, usesOf(others, sizes, kind, 'settled'), usages);
        if (room !== 0)
            return [];
        const text = `How many nodes the autoscale formula will ask for is not known, but there is no room for a single ${WORDS[kind]} node of ${demand.size.name}: the core quota of Batch account ${account.name} is taken, or zero.`;
        return [{ code: 'formula-no-room', input: 'pool-spec', text }];
    });
}
const SETS = {
    dedicated: /\$TargetDedicated(?:Nodes)?\s*=[^=]/,
    lowPriority: /\$TargetLowPriority(?:Nodes)?\s*=[^=]/,
};
const WORDS = { dedicated: 'dedicated', lowPriority: 'low-priority' };
function shortagesAt(moment, spec, taken) {
    const { account, sizes, others, usages } = taken;
    const wanted = wantedNodes(spec);
    return KINDS.flatMap((kind) => {
        const demand = demandOf(spec, kind, taken);
        if (demand === undefined)
            return [];
        const uses = usesOf(others, sizes, kind, moment);
        const shortages = shortagesOf({ ...demand, nodes: wanted[kind] }, account, uses, usages);
        return shortages.map((one) => ({ kind, ...one }));
    });
}
/** Undefined where nobody tells the cores of the VM size. */
function demandOf(spec, kind, { sizes, own }) {
    const size = findSize(sizes, vmSizeOf(spec));
    const cores = size === undefined ? undefined : coresOf(size);
    if (size === undefined || cores === undefined)
        return undefined;
    const uses = usesOf(own === undefined ? [] : [own], sizes, kind, 'now');
    return { kind, size, cores, held: uses.reduce((sum, { current }) => sum + current, 0) };
}
function fittingOf(spec, shortages) {
    const wanted = wantedNodes(spec);
    const fitting = KINDS.map((kind) => Math.min(wanted[kind], ...shortages.filter((one) => one.kind === kind).map((one) => one.fitting)));
    return fitting.reduce((sum, count) => sum + count, 0);
}
function problem(spec, { kind, code, found, expected, fix }) {
    return { code, input: 'pool-spec', found, expected, fix, position: spec.locate(targetPath(spec, kind)) };
}
function partial(found, minReady) {
    const text = `Not all nodes will find room: ${found}. The ${minReady} of min-ready-nodes will.`;
    return { code: 'core-quota-partial', input: 'pool-spec', text };
}
function later(found) {
    const text = `There is not room for all nodes yet: ${found}. There will be when the pools that are being deleted or scaled down have given their nodes back, unless others ask again for what they did not get.`;
    return { code: 'core-quota-busy', input: 'pool-spec', text };
}

;// CONCATENATED MODULE: ./lib/pool/pool-limits.js



/** @param pools all of the account; undefined where they could not be listed. */
function poolQuotaFindings({ name, poolQuota }, pools = []) {
    if (poolQuota === undefined || poolQuota > pools.length)
        return { problems: [], warnings: [] };
    const found = `${name}, whose pool quota is ${poolQuota}${poolQuota === 0 ? '' : `, with ${(0,format/* formatCount */.B4)(pools.length, 'pool')} in it`}`;
    const leaving = pools.filter(({ state }) => state === 'deleting').length;
    if (poolQuota > pools.length - leaving) {
        const text = `There is not room for one more pool yet: ${found}. There will be when ${leaving === 1 ? 'the one that is' : `the ${leaving} that are`} being deleted ${leaving === 1 ? 'is' : 'are'} gone.`;
        return { problems: [], warnings: [{ code: 'pool-quota-busy', input: 'batch-account', text }] };
    }
    const fix = `${poolQuota === 0 ? 'Ask' : 'Delete a pool, or ask'} for a higher pool quota: Azure portal, Batch account, Quotas.`;
    const expected = 'room for one more pool';
    return {
        problems: [{ code: 'batch-pool-quota', input: 'batch-account', found, expected, fix }],
        warnings: [],
    };
}
/**
 * Nodes that talk to each other are all in one deployment, which has a largest size
 * (https://learn.microsoft.com/azure/batch/batch-quota-limit#pool-size-limits).
 */
function poolSizeProblems(spec, { name, poolAllocationMode }) {
    const holder = spec.kind === 'arm' ? (0,json/* objectAt */.lJ)(spec.body, 'properties') : spec.body;
    const talks = spec.kind === 'arm' ? holder.interNodeCommunication === 'Enabled' : holder.enableInterNodeCommunication === true;
    const most = poolAllocationMode === 'UserSubscription' ? 80 : 100;
    const wanted = wantedNodes(spec);
    const mode = poolAllocationMode === undefined ? '' : ` with pool allocation mode ${poolAllocationMode}`;
    const nodes = wanted.dedicated + wanted.lowPriority;
    if (!talks || nodes <= most)
        return [];
    return [
        {
            code: 'pool-too-large',
            input: 'pool-spec',
            found: `${(0,format/* formatCount */.B4)(nodes, 'node')} that talk to each other, in Batch account ${name}${mode}`,
            expected: `at most ${most} nodes where inter-node communication is enabled`,
            fix: 'Ask for fewer nodes, or switch inter-node communication off.',
            position: spec.locate(targetPath(spec, wanted.dedicated > 0 ? 'dedicated' : 'lowPriority')),
        },
    ];
}
/** Sources contradict each other on what became of them after their retirement, so that a pool may still get some. */
function lowPriorityWarnings(spec, { name, poolAllocationMode }) {
    const nodes = wantedNodes(spec).lowPriority;
    if (nodes === 0 || poolAllocationMode !== 'BatchService')
        return [];
    const text = `The pool asks for ${(0,format/* formatCount */.B4)(nodes, 'low-priority node')}. Azure retired those of accounts like ${name}, whose pool allocation mode is BatchService, on 2025-09-30: it may allocate none. Spot nodes need an account with pool allocation mode UserSubscription.`;
    return [{ code: 'low-priority-retired', input: 'pool-spec', text }];
}

;// CONCATENATED MODULE: ./lib/release/own-pool.js

function ownPool({ pool, key }) {
    return pool?.metadata[lib_marks/* KEY_MARK */._i] === key ? pool : undefined;
}
/** Then it has its nodes, or was found to need none: nothing is asked of it again. */
function isFinished(own) {
    return ['ready', 'unproven'].includes(own?.metadata[lib_marks/* STATE_MARK */.G$] ?? '');
}

;// CONCATENATED MODULE: ./lib/release/checks/capacity.js





const checkCapacity = ({ request, survey }) => {
    const { batchAccount: account, batchOffer: offer } = survey;
    if (account === undefined)
        return NOTHING;
    const { spec } = request.pool;
    const own = ownPool(survey);
    const pools = own === undefined ? poolQuotaFindings(account, offer?.pools) : NOTHING;
    const cores = offer === undefined || isFinished(own) ? NOTHING : coreRoom(request, account, offer, own);
    return {
        problems: [...pools.problems, ...poolSizeProblems(spec, account), ...cores.problems],
        warnings: [...pools.warnings, ...lowPriorityWarnings(spec, account), ...cores.warnings],
    };
};
function coreRoom(request, account, offer, own) {
    const { spec, minReadyNodes } = request.pool;
    const targets = targetsOf(spec);
    const { pools, sizes, usages } = offer;
    if (totalOf(targets) === 0 || sizes.kind === 'unread')
        return NOTHING;
    const taken = {
        account,
        sizes: sizes.value,
        others: pools.filter(({ id }) => id.toLowerCase() !== own?.id.toLowerCase()),
        own,
        usages: usages?.kind === 'read' ? usages.value : undefined,
    };
    const { problems, warnings } = coreFindings(spec, minReadyNodes, taken);
    const ofFormula = targets.kind === 'autoScale' ? formulaWarnings(spec, targets.formula, taken) : [];
    const unread = usages?.kind === 'unread' ? [capacity_unchecked(account, usages.action)] : [];
    return { problems, warnings: [...warnings, ...ofFormula, ...unread] };
}
function capacity_unchecked({ name }, action) {
    const text = `Whether the core quotas of Batch account ${name} have room for the nodes could not be checked: ${action} over the subscription is not granted, or Azure does not answer.`;
    return { code: 'core-quota-unchecked', input: 'batch-account', text };
}

;// CONCATENATED MODULE: ./lib/image/security-type.js
/** The security type that nodes must have to boot the image; undefined when they need none. */
function requiredSecurityType(image) {
    switch (image) {
        case 'TrustedLaunch':
            return 'trustedLaunch';
        case 'ConfidentialVM':
            return 'confidentialVM';
        case 'Standard':
        case 'TrustedLaunchSupported':
        case 'ConfidentialVMSupported':
        case 'TrustedLaunchAndConfidentialVmSupported':
            return undefined;
        default:
            return image;
    }
}
/** The security types in which the image can boot, beside none where none is required. */
function allowedSecurityTypes(image) {
    switch (image) {
        case 'Standard':
            return [];
        case 'TrustedLaunch':
        case 'TrustedLaunchSupported':
            return ['trustedLaunch'];
        case 'ConfidentialVM':
        case 'ConfidentialVMSupported':
            return ['confidentialVM'];
        case 'TrustedLaunchAndConfidentialVmSupported':
            return ['trustedLaunch', 'confidentialVM'];
        default:
            return image;
    }
}

;// CONCATENATED MODULE: ./lib/pool/size-capabilities.js
// The capabilities of a VM size, which Azure lists as texts; one that is not listed is not judged.
/** `V1,V2` or `SCSI, NVMe`. */
function listOf(text) {
    const items = text?.split(',').map((one) => one.trim());
    return items === undefined || items[0] === '' ? undefined : items;
}
function isFlag(text, wanted) {
    return text?.toLowerCase() === String(wanted);
}
function size_capabilities_numberOf(text) {
    const value = Number(text ?? NaN);
    return Number.isFinite(value) ? value : undefined;
}
function megabytes(text) {
    const value = size_capabilities_numberOf(text);
    return value === undefined ? undefined : value * 1024 ** 2;
}

;// CONCATENATED MODULE: ./lib/pool/spec-problem.js
function refuserAt(spec, path) {
    return (code, found, expected, fix) => ({
        code,
        input: 'pool-spec',
        found,
        expected,
        fix,
        position: spec.locate(path),
    });
}

;// CONCATENATED MODULE: ./lib/pool/size-problem.js

const OTHER_SIZE = 'Choose another vmSize';
/** @returns what makes a problem of it, at the size itself where no other path is given. */
function refuserOf(spec) {
    return (code, found, expected, fix, path = sizePath(spec)) => refuserAt(spec, path)(code, found, expected, fix);
}
function sizePath({ kind }) {
    return kind === 'arm' ? ['properties', 'vmSize'] : ['vmSize'];
}

;// CONCATENATED MODULE: ./lib/pool/size-boot.js





const CONFIDENTIAL = 'ConfidentialComputingType';
/** @param sizes of the region, which show what Azure lists of any. */
function bootProblems(spec, { name, capabilities }, image, sizes) {
    const refuse = refuserOf(spec);
    const { generation, architecture, controllers, securityType } = image;
    const problems = [];
    const generations = listOf(capabilities['HyperVGenerations']);
    if (generations !== undefined && !generations.includes(generation)) {
        problems.push(refuse('vm-size-boot', `vmSize ${name}, which boots generation ${generations.join(', ')}, for an image of generation ${generation}`, `a size that boots generation ${generation}`, `${OTHER_SIZE} (${generation === 'V2' ? 'most sizes since v3 boot both' : 'sizes of v6 and newer boot only V2'}), or prepare the image as ${generations.join(' or ')}.`));
    }
    const [processor] = listOf(capabilities['CpuArchitectureType']) ?? [];
    if (processor !== undefined && processor !== architecture) {
        problems.push(refuse('vm-size-boot', `vmSize ${name} with ${processor} processors, for an image of architecture ${architecture}`, `a size with ${architecture} processors`, `${OTHER_SIZE} (Arm64 sizes have a p in their name, as Standard_D2ps_v5).`));
    }
    const disks = listOf(capabilities['DiskControllerTypes']);
    if (disks !== undefined && !shares(controllers, disks)) {
        problems.push(refuse('vm-size-boot', `vmSize ${name} with disk controller ${disks.join(', ')}, for an image with ${controllers.join(', ')}`, `a size with disk controller ${controllers.join(' or ')}`, `${OTHER_SIZE} (sizes up to v5 have SCSI), or ${otherDefinition(image, disks)}.`));
    }
    const security = securityOfNodes(spec, securityType);
    if (security === 'trustedlaunch' && isFlag(capabilities['TrustedLaunchDisabled'], true)) {
        problems.push(refuse('vm-size-boot', `vmSize ${name}, which has no Trusted Launch, for nodes with securityType trustedLaunch`, 'a size that supports Trusted Launch', `${OTHER_SIZE}, or use an image with security type Standard.`));
    }
    // A capability that Azure lists of no size tells nothing of this one.
    const isTold = sizes.some((one) => one.capabilities[CONFIDENTIAL] !== undefined);
    if (security === 'confidentialvm' && isTold && capabilities[CONFIDENTIAL] === undefined) {
        problems.push(refuse('vm-size-boot', `vmSize ${name}, which makes no confidential VMs, for nodes with securityType confidentialVM`, 'a size that makes confidential VMs', `${OTHER_SIZE} (those of the DC and EC series do).`));
    }
    return problems;
}
/** Where the image boots on the size only if its definition says more than its source does. */
function bootWarnings({ name, capabilities }, image) {
    const { controllers, controllersOfSource } = image;
    const disks = listOf(capabilities['DiskControllerTypes']);
    if (disks === undefined || controllersOfSource === undefined)
        return [];
    if (!shares(controllers, disks) || shares(controllersOfSource, disks))
        return [];
    const text = `vmSize ${name} has disk controller ${disks.join(', ')} alone. The image definition lists it, but neither the VM nor its OS disk does: the nodes start only if the operating system boots from it.`;
    return [{ code: 'vm-size-boot-doubtful', input: 'pool-spec', text }];
}
function shares(ofImage, ofSize) {
    return ofImage.some((one) => ofSize.includes(one));
}
/** What else leads to an image that boots there: where the source does, only its definition stands in the way. */
function otherDefinition({ controllersOfSource }, disks) {
    const wanted = disks.join(' or ');
    return controllersOfSource !== undefined && shares(controllersOfSource, disks)
        ? `name another image-definition: it is made when absent, with ${wanted}, as the source has it`
        : `prepare the image on a VM with ${wanted} disks, or name an image-definition whose feature DiskControllerTypes lists ${wanted}`;
}
/** As the spec has it, else as the image demands it; in lower case, because the shapes differ. */
function securityOfNodes(spec, image) {
    const written = (0,json/* textAt */.$6)((0,json/* objectAt */.lJ)(virtualMachineConfigurationOf(spec), 'securityProfile'), 'securityType');
    return (written ?? requiredSecurityType(image))?.toLowerCase();
}

;// CONCATENATED MODULE: ./lib/pool/size-check.js





/** For a size that is not among those of the region. */
function unknownSize(spec, sizes, region) {
    const wanted = vmSizeOf(spec);
    const near = (0,nearest_name/* nearestName */.q)(wanted, sizes.map(({ name }) => name));
    return refuserOf(spec)('vm-size-unknown', `vmSize ${wanted}, which Batch does not offer in ${region}`, `one of the ${sizes.length} sizes that Batch offers there`, near === undefined
        ? `List them: \`az batch location list-skus --location ${region}\`.`
        : `Did you mean ${near}? All of them: \`az batch location list-skus --location ${region}\`.`);
}
/** Offered by Batch, but kept from the subscription in which the nodes would be. */
function restrictedSize(spec, name, region) {
    return refuserOf(spec)('vm-size-restricted', `vmSize ${name}, which Compute does not make for this subscription in ${region}`, 'a size without restrictions', `${OTHER_SIZE}, or ask for access: Azure portal, Help + support. List them: \`az vm list-skus --location ${region} --all\`.`);
}
/** When Batch ends its support of the size: a problem where it is over, a warning while it comes near. */
function sizeLifetime(spec, { name, endOfLife }, now) {
    const end = (0,end_of_support/* endOfSupport */.yV)([endOfLife === undefined ? {} : { endOfLife }], now);
    if (end === undefined)
        return { problems: [], warnings: [] };
    const { day, daysLeft } = end;
    if (daysLeft <= 0) {
        const found = `vmSize ${name}, which Batch has not supported since ${day}`;
        const problem = refuserOf(spec)('vm-size-retired', found, 'a size that Batch supports', `${OTHER_SIZE}.`);
        return { problems: [problem], warnings: [] };
    }
    if (!(0,end_of_support/* isNear */.HQ)(daysLeft))
        return { problems: [], warnings: [] };
    const text = `Batch ends its support of ${name} on ${day}, in ${(0,format/* formatCount */.B4)(daysLeft, 'day')}. Move the pool to another vmSize before then.`;
    return { problems: [], warnings: [{ code: 'vm-size-end-of-life', input: 'pool-spec', text }] };
}

;// CONCATENATED MODULE: ./lib/pool/size-features.js





function featureProblems(spec, { name, capabilities }) {
    const refuse = refuserOf(spec);
    const holder = spec.kind === 'arm' ? ['properties'] : [];
    const machine = virtualMachinePath(spec.kind);
    const configuration = virtualMachineConfigurationOf(spec);
    const network = (0,json/* objectAt */.lJ)(spec.body, ...holder, 'networkConfiguration');
    const premium = premiumDisk(spec);
    const wishes = [
        {
            wanted: network.enableAcceleratedNetworking === true,
            capability: 'AcceleratedNetworkingEnabled',
            what: 'accelerated networking',
            path: [...holder, 'networkConfiguration', 'enableAcceleratedNetworking'],
        },
        {
            wanted: (0,json/* objectAt */.lJ)(configuration, 'securityProfile').encryptionAtHost === true,
            capability: 'EncryptionAtHostSupported',
            what: 'encryption at host',
            path: [...machine, 'securityProfile', 'encryptionAtHost'],
        },
        {
            wanted: wantedNodes(spec).lowPriority > 0,
            capability: 'LowPriorityCapable',
            what: 'low-priority nodes',
            path: targetPath(spec, 'lowPriority'),
        },
        {
            wanted: premium !== undefined,
            capability: 'PremiumIO',
            what: 'premium disks',
            path: premium ?? machine,
        },
    ];
    const missing = wishes.filter(({ wanted, capability }) => wanted && isFlag(capabilities[capability], false));
    return missing.map(({ what, path }) => refuse('vm-size-feature', `${pathText(path)}, though vmSize ${name} does not support ${what}`, `a size with ${what}, or a pool without`, `${OTHER_SIZE}, or remove ${path.at(-1) ?? ''}.`, path));
}
/** Of the first disk that is to be a premium one: the OS disk, or a data disk of the spec. */
function premiumDisk(spec) {
    const machine = virtualMachinePath(spec.kind);
    const { osDisk, dataDisks } = virtualMachineConfigurationOf(spec);
    const ofOs = (0,json/* textAt */.$6)((0,json/* objectAt */.lJ)(osDisk, 'managedDisk'), 'storageAccountType');
    if (isPremium(ofOs))
        return [...machine, 'osDisk', 'managedDisk', 'storageAccountType'];
    const index = (0,json/* isList */.Lv)(dataDisks)
        ? dataDisks.findIndex((disk) => (0,json/* isObject */.Gv)(disk) && isPremium((0,json/* textAt */.$6)(disk, 'storageAccountType')))
        : -1;
    return index === -1 ? undefined : [...machine, 'dataDisks', index, 'storageAccountType'];
}
function isPremium(storage) {
    return storage?.toLowerCase() === 'premium_lrs';
}

;// CONCATENATED MODULE: ./lib/pool/size-room.js






function roomProblems(spec, size, image) {
    return [
        ...ephemeralProblems(spec, size, image?.osDiskBytes),
        ...dataDiskProblems(spec, size, image?.dataDisks ?? 0),
        ...slotProblems(spec, size),
    ];
}
/** An ephemeral OS disk lies in the cache of the host; where no placement is written, also its other local disks may do. */
function ephemeralProblems(spec, { name, capabilities }, imageBytes) {
    const path = [...virtualMachinePath(spec.kind), 'osDisk', 'ephemeralOSDiskSettings'];
    const osDisk = (0,json/* objectAt */.lJ)(virtualMachineConfigurationOf(spec), 'osDisk');
    const { ephemeralOSDiskSettings: settings, diskSizeGB } = osDisk;
    if (settings === undefined)
        return [];
    const refuse = refuserOf(spec);
    const fix = `${OTHER_SIZE}, or remove ephemeralOSDiskSettings.`;
    if (isFlag(capabilities['EphemeralOSDiskSupported'], false)) {
        const found = `${path.join('.')}, though vmSize ${name} has no room for ephemeral OS disks`;
        return [refuse('vm-size-ephemeral', found, 'a size that supports ephemeral OS disks', fix, path)];
    }
    const cache = size_capabilities_numberOf(capabilities['CachedDiskBytes']);
    const local = [cache, megabytes(capabilities['MaxResourceVolumeMB']), megabytes(capabilities['NvmeDiskSizeInMiB'])];
    const isPlaced = (0,json/* objectAt */.lJ)(osDisk, 'ephemeralOSDiskSettings').placement !== undefined;
    const room = isPlaced ? cache : cache === undefined ? undefined : Math.max(...local.map((bytes) => bytes ?? 0));
    const wanted = typeof diskSizeGB === 'number' ? diskSizeGB * 1024 ** 3 : imageBytes;
    if (room === undefined || room === 0 || wanted === undefined || wanted <= room)
        return [];
    return [
        refuse('vm-size-ephemeral', `an ephemeral OS disk of ${(0,format/* formatBytes */.z3)(wanted)}, for which vmSize ${name} has ${(0,format/* formatBytes */.z3)(room)}`, `a size with ${(0,format/* formatBytes */.z3)(wanted)} of cache, or a smaller OS disk`, fix, path),
    ];
}
/** Batch allows four task slots for each core, and 256 in all (https://learn.microsoft.com/rest/api/batchservice/pool/add-pool). */
function slotProblems(spec, size) {
    const holder = spec.kind === 'arm' ? (0,json/* objectAt */.lJ)(spec.body, 'properties') : spec.body;
    const { taskSlotsPerNode: slots } = holder;
    const cores = mostCoresOf(size);
    if (typeof slots !== 'number' || cores === undefined)
        return [];
    const most = Math.min(4 * cores, 256);
    if (slots <= most)
        return [];
    const path = [...(spec.kind === 'arm' ? ['properties'] : []), 'taskSlotsPerNode'];
    return [
        refuserOf(spec)('pool-spec-task-slots', `taskSlotsPerNode = ${slots}, for vmSize ${size.name} with ${coresOf(size) ?? cores} cores`, `at most ${most}`, 'Lower taskSlotsPerNode, or choose a larger vmSize.', path),
    ];
}
/** The disks of the image and those of the spec count alike. */
function dataDiskProblems(spec, { name, capabilities }, ofImage) {
    const most = size_capabilities_numberOf(capabilities['MaxDataDiskCount']);
    const { dataDisks } = virtualMachineConfigurationOf(spec);
    const ofSpec = (0,json/* isList */.Lv)(dataDisks) ? dataDisks.length : 0;
    if (most === undefined || ofImage + ofSpec <= most)
        return [];
    const path = [...virtualMachinePath(spec.kind), 'dataDisks'];
    return [
        refuserOf(spec)('vm-size-data-disks', `${(0,format/* formatCount */.B4)(ofImage + ofSpec, 'data disk')} (${ofImage} of the image, ${ofSpec} of the pool spec), for vmSize ${name}`, `at most ${most}`, [
            OTHER_SIZE,
            ...(ofSpec > 0 ? ['take disks out of the pool spec'] : []),
            ...(ofImage > 0 ? ['use an image with fewer (data-disks: exclude leaves those of a VM out)'] : []),
        ].join(', or ') + '.', ofSpec > 0 ? path : undefined),
    ];
}

;// CONCATENATED MODULE: ./lib/pool/temporary-disk.js

/**
 * Local NVMe disks do not count: Azure gives them raw, without a file system or a place
 * (https://learn.microsoft.com/azure/virtual-machines/enable-nvme-temp-faqs).
 * @param own the size of the VM, undefined where it is not known; then nothing is said.
 */
function temporaryDiskWarnings(vm, own, nodes) {
    const before = own && hasTemporaryDisk(own);
    const after = hasTemporaryDisk(nodes);
    if (own === undefined || before === undefined || after === undefined || before === after)
        return [];
    const source = `VM ${vm.name} (${own.name})`;
    const text = before
        ? `${source} has a temporary disk, nodes of vmSize ${nodes.name} have none: ${LOST[vm.osType]}`
        : `${source} has no temporary disk, nodes of vmSize ${nodes.name} have one: ${GAINED[vm.osType]}`;
    return [{ code: 'temporary-disk-differs', input: 'pool-spec', text }];
}
const LOST = {
    Windows: 'drive letter D: and a page file on it are missing there, and other disks may take the letter.',
    Linux: 'what the image expects under /mnt, or swaps to, is missing there.',
};
const GAINED = {
    Windows: 'it takes drive letter D:, and data disks get others.',
    Linux: 'it is mounted under /mnt, and hides what the image holds there.',
};
function hasTemporaryDisk({ capabilities }) {
    const megabytes = size_capabilities_numberOf(capabilities['MaxResourceVolumeMB']);
    return megabytes === undefined ? undefined : megabytes > 0;
}

;// CONCATENATED MODULE: ./lib/release/image-needs.js
// What the image needs of the nodes that boot it, as far as its source tells before it exists.

/** Undefined while no way leads from the source to an image: then some problem says why. */
function imageNeeds(survey, { grounds }) {
    if (grounds === undefined)
        return undefined;
    const { traits, securityType } = grounds;
    return {
        generation: traits.hyperVGeneration,
        architecture: traits.architecture,
        controllers: survey.definition?.diskControllers ?? traits.diskControllers,
        controllersOfSource: survey.source.kind === 'vm' ? traits.diskControllers : undefined,
        securityType,
        osDiskBytes: osDiskBytes(survey, grounds),
        dataDisks: dataDiskLuns(survey, grounds).length,
    };
}
function osDiskBytes({ version }, { disks, vhds }) {
    const [disk] = disks;
    if (disk !== undefined)
        return disk.sizeBytes;
    const [vhd] = vhds;
    if (vhd?.kind === 'made')
        return bytesOf(vhd.from);
    if (vhd?.kind === 'found')
        return vhd.whole.bytes;
    return version?.osDiskSizeGB === undefined ? undefined : version.osDiskSizeGB * 1024 ** 3;
}
/** Of the disks that the nodes get with the image. */
function dataDiskLuns(survey, { version }) {
    const { material } = version;
    switch (material.kind) {
        case 'snapshots':
            return material.dataDisks.map(({ lun }) => lun);
        case 'VHDs':
            return material.disks.flatMap(({ role }) => (role === 'os' ? [] : [role]));
        case 'itself':
            return survey.version?.dataDiskLuns ?? [];
        default:
            return material;
    }
}

;// CONCATENATED MODULE: ./lib/release/checks/vm-size.js










const checkVmSize = (evidence) => {
    const { request, survey } = evidence;
    const { batchAccount: account, batchOffer: offer } = survey;
    if (account === undefined || offer === undefined || isFinished(ownPool(survey)))
        return NOTHING;
    const { spec } = request.pool;
    const { sizes, restricted } = offer;
    if (sizes.kind === 'unread') {
        return { problems: [], warnings: [vm_size_unchecked(vmSizeOf(spec), account, sizes.action)] };
    }
    // A region that lists nothing does not tell what it has.
    if (sizes.value.length === 0)
        return NOTHING;
    const size = findSize(sizes.value, vmSizeOf(spec));
    if (size === undefined)
        return onlyProblems([unknownSize(spec, sizes.value, account.location)]);
    const found = sizeFindings(evidence, size, sizes.value);
    const isRestricted = restricted?.kind === 'read' && restricted.value.has(size.name.toLowerCase());
    return isRestricted
        ? { ...found, problems: [restrictedSize(spec, size.name, account.location), ...found.problems] }
        : found;
};
function sizeFindings({ request, survey, grounding }, size, sizes) {
    const { spec } = request.pool;
    const image = imageNeeds(survey, grounding);
    const vm = survey.source.kind === 'vm' ? survey.source.vm : undefined;
    const lifetime = sizeLifetime(spec, size, survey.now);
    return {
        problems: [
            ...lifetime.problems,
            ...(image === undefined ? [] : bootProblems(spec, size, image, sizes)),
            ...featureProblems(spec, size),
            ...roomProblems(spec, size, image),
        ],
        warnings: [
            ...lifetime.warnings,
            ...(image === undefined ? [] : bootWarnings(size, image)),
            ...(vm === undefined ? [] : temporaryDiskWarnings(vm, findSize(sizes, vm.vmSize), size)),
        ],
    };
}
function vm_size_unchecked(size, { name, location }, action) {
    const text = `Whether Batch offers vmSize ${size} in ${location}, whether it takes the image, and whether the core quotas of Batch account ${name} have room for it could not be checked: ${action} over the subscription is not granted, or Azure does not answer.`;
    return { code: 'vm-size-unchecked', input: 'pool-spec', text };
}

// EXTERNAL MODULE: ./lib/azure/disk-controllers.js
var disk_controllers = __webpack_require__(28986);
// EXTERNAL MODULE: ./lib/azure/json.js
var azure_json = __webpack_require__(42765);
// EXTERNAL MODULE: ./lib/azure/versions.js
var versions = __webpack_require__(23766);
// EXTERNAL MODULE: ./lib/azure/virtual-machines.js
var virtual_machines = __webpack_require__(28719);
;// CONCATENATED MODULE: ./lib/azure/disks.js






/** The disk state of a disk or snapshot that a SAS opens. */
const ACTIVE_ACCESS = 'ActiveSAS';
const GIBIBYTE = 1024 ** 3;
/** What the disk is now; undefined when there is none. */
async function readDisk(arm, id) {
    const body = await arm.read(id, versions/* API_VERSIONS */.B.disks);
    return body === undefined ? undefined : toDisk(id, body);
}
/** With `wait`: once Azure does nothing to it any more. */
async function readSnapshot(arm, id, wait) {
    const body = wait === undefined ? await arm.read(id, versions/* API_VERSIONS */.B.disks) : await arm.settled(id, versions/* API_VERSIONS */.B.disks, wait);
    return body === undefined ? undefined : toSnapshot(id, body);
}
/**
 * A full snapshot: pages cannot be copied out of an incremental one
 * (https://learn.microsoft.com/rest/api/storageservices/put-page-from-url). Generation, architecture, OS and security
 * type come from the disk.
 */
async function createSnapshot(arm, request, wait) {
    const body = {
        location: request.location,
        tags: request.tags,
        sku: { name: request.sku ?? 'Standard_LRS' },
        properties: {
            creationData: { createOption: 'Copy', sourceResourceId: request.sourceDiskId },
            incremental: false,
        },
    };
    await arm.run({ method: 'PUT', path: request.id, apiVersion: versions/* API_VERSIONS */.B.disks, body }, wait);
}
/** Absent is done. */
async function deleteSnapshot(arm, id, wait) {
    try {
        await arm.run({ method: 'DELETE', path: id, apiVersion: versions/* API_VERSIONS */.B.disks }, wait);
    }
    catch (error) {
        if (!(0,errors/* isNotFound */.c4)(error))
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
    const output = await arm.run({ method: 'POST', path, apiVersion: versions/* API_VERSIONS */.B.disks, body }, wait);
    const url = (0,azure_json/* textAt */.$6)(output, 'accessSAS') ?? (0,azure_json/* textAt */.$6)(output, 'properties', 'output', 'accessSAS');
    if (url !== undefined)
        return url;
    throw new errors/* AzureServiceError */.xh({
        service: 'ARM',
        code: 'AccessUrlMissing',
        serviceMessage: 'The operation succeeded, but neither its record nor its result holds accessSAS.',
        operation: `POST ${path}`,
    });
}
/** Revokes every open access, also one that is just being opened. Doing it twice does no harm. */
async function endAccess(arm, id, wait) {
    const path = `${id}/endGetAccess`;
    await arm.run({ method: 'POST', path, apiVersion: versions/* API_VERSIONS */.B.disks, waitsItsTurn: true }, wait);
}
function toDisk(id, body) {
    const properties = (0,azure_json/* objectAt */.lJ)(body, 'properties');
    const ownership = (0,azure_json/* textAt */.$6)(properties, 'LastOwnershipUpdateTime') ?? (0,azure_json/* textAt */.$6)(properties, 'lastOwnershipUpdateTime');
    const generation = (0,azure_json/* oneOf */.yL)(['V1', 'V2'], (0,azure_json/* textAt */.$6)(properties, 'hyperVGeneration'));
    const architecture = (0,azure_json/* oneOf */.yL)(['x64', 'Arm64'], (0,azure_json/* textAt */.$6)(properties, 'supportedCapabilities', 'architecture'));
    const controllers = (0,disk_controllers/* diskControllersOf */.E)((0,azure_json/* textAt */.$6)(properties, 'supportedCapabilities', 'diskControllerTypes') ?? '');
    const purchasePlan = (0,virtual_machines/* planOf */.XC)((0,azure_json/* objectAt */.lJ)(properties, 'purchasePlan'));
    const guestEncryption = (0,azure_json/* flagAt */.Qc)(properties, 'encryptionSettingsCollection', 'enabled');
    const encryptionSetId = (0,azure_json/* textAt */.$6)(properties, 'encryption', 'diskEncryptionSetId');
    return {
        id: (0,azure_json/* textAt */.$6)(body, 'id') ?? id,
        name: (0,azure_json/* textAt */.$6)(body, 'name') ?? (0,resource_id/* nameOf */.Vb)(id),
        location: (0,resource_id/* normaliseRegion */.$9)((0,azure_json/* textAt */.$6)(body, 'location') ?? ''),
        sizeBytes: sizeOf(properties),
        sku: (0,azure_json/* textAt */.$6)(body, 'sku', 'name') ?? '',
        uniqueId: (0,azure_json/* textAt */.$6)(properties, 'uniqueId') ?? '',
        ...(ownership === undefined ? {} : { lastOwnershipUpdateTime: ownership }),
        diskState: (0,azure_json/* textAt */.$6)(properties, 'diskState') ?? 'unknown',
        ...(generation ? { hyperVGeneration: generation } : {}),
        ...(architecture ? { architecture } : {}),
        ...(controllers.length === 0 ? {} : { diskControllers: controllers }),
        securityType: (0,virtual_machines/* securityTypeOf */.cq)((0,azure_json/* textAt */.$6)(properties, 'securityProfile', 'securityType')),
        networkAccessPolicy: (0,azure_json/* oneOf */.yL)(['AllowAll', 'AllowPrivate', 'DenyAll'], (0,azure_json/* textAt */.$6)(properties, 'networkAccessPolicy')) ?? 'AllowAll',
        publicNetworkAccess: (0,azure_json/* textAt */.$6)(properties, 'publicNetworkAccess')?.toLowerCase() !== 'disabled',
        dataAccessAuthMode: (0,azure_json/* oneOf */.yL)(['AzureActiveDirectory'], (0,azure_json/* textAt */.$6)(properties, 'dataAccessAuthMode')) ?? 'None',
        ...(purchasePlan ? { purchasePlan } : {}),
        ...(guestEncryption === undefined ? {} : { guestEncryption }),
        ...(encryptionSetId === undefined ? {} : { encryptionSetId }),
    };
}
function toSnapshot(id, body) {
    const properties = (0,azure_json/* objectAt */.lJ)(body, 'properties');
    return {
        id: (0,azure_json/* textAt */.$6)(body, 'id') ?? id,
        name: (0,azure_json/* textAt */.$6)(body, 'name') ?? (0,resource_id/* nameOf */.Vb)(id),
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

;// CONCATENATED MODULE: ./lib/source/disk-access-check.js
// Access to disks that somebody else has open.

/** https://learn.microsoft.com/azure/virtual-machines/windows/download-vhd: meanwhile the VM does not start. */
function accessWarnings(disks) {
    return disks
        .filter(({ disk }) => disk.diskState === ACTIVE_ACCESS)
        .map(({ name, input, disk }) => ({
        code: 'disk-access-open',
        input,
        text: `Somebody reads the ${name} ${disk.name} by a SAS (its state is ${ACTIVE_ACCESS}): until that ends, the VM cannot start, ` +
            `and Azure may refuse what else is done to the disk. Revoke it: az disk revoke-access --ids ${disk.id}.`,
    }));
}

;// CONCATENATED MODULE: ./lib/source/disk-encryption-check.js

/**
 * Batch takes no image with an encrypted OS disk (https://learn.microsoft.com/azure/batch/batch-sig-images): a node has no
 * key to it. The disk tells; where none does, its VM or the extension that encrypts.
 */
function guestEncryptionProblems(vm, disks) {
    const encrypted = disks.filter(({ disk }) => disk.guestEncryption === true);
    if (encrypted.length > 0) {
        return encrypted.map(({ name, input, disk }) => guestEncrypted(vm, input, `the ${name} ${disk.name}`));
    }
    if (disks.some(({ disk }) => disk.guestEncryption === false))
        return [];
    const extension = vm.extensions.find(({ name, type }) => (type ?? name).startsWith('AzureDiskEncryption'));
    if (extension === undefined && !vm.guestEncryption)
        return [];
    const by = extension === undefined ? '' : ` (extension ${extension.name})`;
    return [guestEncrypted(vm, 'vm-name', `VM ${vm.name}${by}`)];
}
function guestEncrypted({ id, osType }, input, what) {
    const linux = osType === 'Linux' ? ' An OS disk of Linux cannot be decrypted: then make the image on a VM without it.' : '';
    return {
        code: 'disk-guest-encrypted',
        input,
        found: `${what}, encrypted in the guest by Azure Disk Encryption`,
        expected: 'disks that no node needs a key for',
        fix: `Decrypt them while the VM runs (az vm encryption disable --ids ${id} --volume-type all), and remove the extension.${linux}`,
    };
}
function customerKeyProblems(disks, image) {
    if (image.material !== 'snapshots')
        return [];
    return keyed(disks).flatMap(({ name, input, disk, set }) => {
        const found = `the ${name} ${disk.name}, encrypted by the customer-managed key of ${(0,resource_id/* nameOf */.Vb)(set)}`;
        const [own, other] = [(0,resource_id/* subscriptionIn */.p7)(disk.id), (0,resource_id/* subscriptionIn */.p7)(image.galleryId)];
        if (!(0,resource_id/* sameId */.s)(own, other)) {
            return [
                {
                    code: 'disk-customer-key',
                    input: 'gallery',
                    found: `${found}, for a gallery of subscription ${other}`,
                    expected: `a gallery of subscription ${own}: Azure makes image versions of encrypted disks in their own one`,
                    fix: 'Name a gallery of that subscription, or make the image of a VM whose disks have a platform-managed key.',
                },
            ];
        }
        if (image.securityType !== 'TrustedLaunch')
            return [];
        return [
            {
                code: 'disk-customer-key',
                input,
                found: `${found}, for a TrustedLaunch image`,
                expected: 'a platform-managed key: galleries do not replicate Trusted Launch images of such disks',
                fix: 'Set security-type: TrustedLaunchSupported (that image is made of the VHD), or use disks with a platform-managed key.',
            },
        ];
    });
}
/** What is made of the disks does not carry their key: who chose one should know. */
function customerKeyWarnings(disks) {
    const found = keyed(disks);
    const [first] = found;
    if (first === undefined)
        return [];
    const text = `The customer-managed key of ${(0,resource_id/* nameOf */.Vb)(first.set)} encrypts ${found.map(({ name, disk }) => `the ${name} ${disk.name}`).join(', ')}. ` +
        'The image version, its VHDs and the disks of the nodes are encrypted by platform-managed keys instead.';
    return [{ code: 'customer-key-lost', input: first.input, text }];
}
function keyed(disks) {
    return disks.flatMap((one) => {
        const set = one.disk.encryptionSetId;
        return set === undefined ? [] : [{ ...one, set }];
    });
}

// EXTERNAL MODULE: ./lib/names.js
var lib_names = __webpack_require__(43879);
;// CONCATENATED MODULE: ./lib/source/unmanaged.js


/** The OS disk first. A managed data disk on such a VM cannot be: Azure allows no mixture. */
function unmanagedDisksOf(vm, dataDisks) {
    const wanted = [
        { role: 'os', disk: vm.osDisk },
        ...(dataDisks === 'include' ? vm.dataDisks.map((disk) => ({ role: disk.lun, disk })) : []),
    ];
    return wanted.flatMap(({ role, disk }) => disk.kind === 'unmanaged' ? [{ role, url: disk.vhdUrl, caching: disk.caching }] : []);
}
/** Captures carry the marks of the release that asked for them, once their run has read where Azure put them. */
function markedCaptures(blobs, key, contentId) {
    const ours = blobs.filter(({ metadata }) => metadata[lib_marks/* KEY_MARK */._i] === key &&
        contentId !== undefined &&
        metadata[lib_marks/* CONTENT_MARK */.o0] === contentId &&
        metadata[lib_marks/* STATE_MARK */.G$] === 'complete');
    return new Map(ours.flatMap(({ metadata, url, length }) => {
        const role = (0,lib_names/* roleOf */.kp)(metadata[lib_marks/* DISK_MARK */.kt]);
        return role === undefined ? [] : [[role, { url, bytes: length }]];
    }));
}

;// CONCATENATED MODULE: ./lib/source/unmanaged-check.js
// Whether a VM with unmanaged disks can be captured the way of 2017.



const unmanaged_check_RETIRED = 'Azure retired unmanaged disks on 2026-03-31; a cloud that has them still captures them';
/** @param facts undefined where the disks may not be read: that is told already. */
function unmanagedProblems(vm, wish, facts) {
    const problems = [];
    const refuse = (code, input, found, expected, fix) => {
        problems.push({ code, input, found, expected, fix });
    };
    if (wish.mode !== 'generalize') {
        refuse('disk-unmanaged', 'capture-mode', `\`${wish.mode}\`, for VM ${vm.name}, whose disks are unmanaged`, `\`generalize\`: ${unmanaged_check_RETIRED}, and only from a VM that is flagged as generalized`, 'Set capture-mode: generalize (the VM can then never start again), or convert the deallocated VM first: ' +
            `az vm convert --ids ${vm.id}.`);
    }
    if (!wish.exportVhd) {
        refuse('route-needs-vhd', 'export-vhd', `\`false\`, for VM ${vm.name}, whose disks are unmanaged`, '`true`: a gallery takes such a VM only by its VHDs', 'Set export-vhd: true.');
    }
    if (facts === undefined)
        return problems;
    const { account } = facts;
    if (account === undefined) {
        refuse('vhd-account-unknown', 'vm-name', `VM ${vm.name}, whose disks lie in no storage account of the subscription that the signed-in identity may read`, 'a storage account that the gallery can read', 'Assign Reader on that storage account, or copy the VHD and release it by vhd-url.');
        return problems;
    }
    if (wish.storageAccountId !== undefined && !(0,resource_id/* sameId */.s)(wish.storageAccountId, account.id)) {
        refuse('capture-account', 'storage-account', `\`${wish.storageAccountId}\``, `${account.name}, in which the unmanaged disks of VM ${vm.name} lie: Azure captures them there and nowhere else`, 'Leave storage-account out. To have the VHD elsewhere, release the captured one by vhd-url.');
    }
    const missing = unmanagedDisksOf(vm, wish.dataDisks).filter(({ url }) => !facts.disks.some((disk) => disk.url === url));
    for (const { url } of missing) {
        refuse('disk-not-found', 'vm-name', `no blob ${url.split('?', 1)[0] ?? ''}, which VM ${vm.name} names as its disk`, 'a blob that exists', 'Repair the VM, or release another source.');
    }
    return problems;
}
/** Each capture makes new blobs; what an interrupted run or somebody else captured stays, and is worth knowing of. */
function strangerWarnings({ captures }) {
    const strangers = captures.filter(({ metadata }) => metadata[lib_marks/* KEY_MARK */._i] === undefined);
    if (strangers.length === 0)
        return [];
    const text = `There are VHDs with this prefix that no release made or finished: ${strangers.map(({ name }) => name).join(', ')}. They are left alone.`;
    return [{ code: 'captures-of-others', input: 'vhd-prefix', text }];
}

;// CONCATENATED MODULE: ./lib/source/vm-state-check.js
const INPUT = 'vm-name';
function vmStateProblems({ name, provisioningState }) {
    if (provisioningState !== 'Creating' && provisioningState !== 'Deleting')
        return [];
    return [
        {
            code: 'vm-not-provisioned',
            input: INPUT,
            found: `VM ${name}, whose provisioning state is ${provisioningState}`,
            expected: 'a VM that is there to stay (Succeeded)',
            fix: provisioningState === 'Creating' ? 'Run again when the VM is made.' : 'Name another VM: this one is going.',
        },
    ];
}
function vmStateWarnings(vm, wish) {
    return [...operationWarnings(vm), ...agentWarnings(vm), ...extensionWarnings(vm, wish)];
}
/** A VM that is just being deallocated is on the way that the run would take. */
function operationWarnings({ name, provisioningState, powerState, failure }) {
    if (provisioningState === 'Updating' && powerState !== 'deallocating') {
        const text = `Azure is still working on VM ${name} (its provisioning state is Updating). The run waits for that before it stops the VM.`;
        return [{ code: 'vm-busy', input: INPUT, text }];
    }
    if (provisioningState !== 'Failed')
        return [];
    const why = failure === undefined ? '' : `: ${failure.code}${failure.message === undefined ? '' : ` (${failure.message})`}`;
    const text = `The last operation on VM ${name} failed${why}. It can still be captured; see whether its guest is what the image should be.`;
    return [{ code: 'vm-failed', input: INPUT, text }];
}
/** Only a running VM reports its agent. */
function agentWarnings({ name, osType, powerState, guest }) {
    if (powerState !== 'running' || guest?.agent?.toLowerCase() === 'ready')
        return [];
    const state = guest?.agent === undefined ? 'reports nothing' : `is ${guest.agent}`;
    const agent = osType === 'Linux' ? 'walinuxagent' : 'the Windows Guest Agent';
    const text = `The Azure agent of VM ${name} ${state}. Nodes are set up by the agent in their image: without one that works they do not ` +
        `become ready. Repair ${agent} before the guest is generalized.`;
    return [{ code: 'vm-agent-not-ready', input: INPUT, text }];
}
function extensionWarnings({ id, name, extensions }, { mode }) {
    if (extensions.length === 0)
        return [];
    const names = extensions.map((one) => one.name);
    const ids = names.map((one) => `${id}/extensions/${one}`).join(' ');
    const last = mode === 'generalize' ? ' After capture-mode generalize the VM never runs again to remove them.' : '';
    const text = `VM ${name} has extensions (${names.join(', ')}). Batch advises against images with extensions: nodes may fail to start. ` +
        `Remove them while the VM runs, before the guest is generalized: az vm extension delete --ids ${ids}.${last}`;
    return [{ code: 'vm-has-extensions', input: INPUT, text }];
}

;// CONCATENATED MODULE: ./lib/source/capture-check.js




const capture_check_INPUT = 'vm-name';
const TEBIBYTE = 1024 ** 4;
/** Every reason why the VM cannot be captured as wished; empty when it can. */
function captureProblems(vm, disks, wish, unmanaged) {
    const ofVm = [...vmStateProblems(vm), ...guestEncryptionProblems(vm, foundDisks(vm, disks, wish))];
    if (vm.osDisk.kind === 'unmanaged')
        return [...ofVm, ...unmanagedProblems(vm, wish, unmanaged)];
    const ofDisks = attachedDisks(vm, wish).flatMap(({ name, input, attached }) => {
        if (attached.kind !== 'managed')
            return [attachmentProblem(vm, name, input, attached)];
        const found = disks.get(attached.diskId.toLowerCase());
        if (found === undefined)
            return [missingDisk(name, input, attached.diskId)];
        return [...diskProblems(found, name, input, wish.exportVhd), ...sizeProblems(found, name, input)];
    });
    return [...ofVm, ...ofDisks];
}
/** Those that are captured, the OS disk first. */
function attachedDisks(vm, { dataDisks }) {
    return [
        { name: 'OS disk', input: capture_check_INPUT, attached: vm.osDisk },
        ...(dataDisks === 'include' ? vm.dataDisks : []).map((attached) => ({
            name: `data disk at LUN ${attached.lun}`,
            input: 'data-disks',
            attached,
        })),
    ];
}
function foundDisks(vm, disks, wish) {
    return attachedDisks(vm, wish).flatMap(({ name, input, attached }) => {
        const disk = attached.kind === 'managed' ? disks.get(attached.diskId.toLowerCase()) : undefined;
        return disk === undefined ? [] : [{ name, input, disk }];
    });
}
/** What the owner of the VM should know, though the run can go on. */
function captureWarnings(vm, disks, wish, unmanaged) {
    const warnings = [
        ...(unmanaged === undefined ? [] : strangerWarnings(unmanaged)),
        ...vmStateWarnings(vm, wish),
        ...accessWarnings(foundDisks(vm, disks, wish)),
    ];
    if (wish.mode === 'generalize' && !vm.generalized) {
        warnings.push({
            code: 'generalize-is-final',
            input: 'capture-mode',
            text: `capture-mode generalize flags VM ${vm.name} as generalized: it can never be started again.`,
        });
    }
    return warnings;
}
function attachmentProblem(vm, name, input, disk) {
    switch (disk.kind) {
        case 'unmanaged':
            return {
                code: 'disk-unmanaged',
                input,
                found: `${vm.name}, whose ${name} is an unmanaged VHD (${disk.vhdUrl.split('?', 1)[0] ?? ''}), unlike its OS disk`,
                expected: 'managed disks',
                fix: 'Detach it, or leave data disks out with data-disks: exclude.',
            };
        case 'ephemeral':
            return {
                code: 'disk-ephemeral',
                input,
                found: `${vm.name}, whose ${name} is an ephemeral OS disk`,
                expected: 'a managed OS disk',
                fix: 'An ephemeral disk cannot be captured and is lost on deallocation. Prepare the image on a VM with a managed OS disk.',
            };
        default:
            return disk;
    }
}
function diskProblems(disk, name, input, exportVhd) {
    const problems = [];
    if (disk.sku === 'PremiumV2_LRS' || disk.sku === 'UltraSSD_LRS') {
        problems.push({
            code: 'disk-incremental-only',
            input,
            found: `the ${name} ${disk.name} of SKU ${disk.sku}`,
            expected: 'Standard or Premium SSD disks, or Standard HDD',
            fix: 'Premium SSD v2 and Ultra disks have only incremental snapshots, which cannot become a VHD. Copy the disk to ' +
                `Premium_LRS (az disk create --source <incremental snapshot> --sku Premium_LRS)${input === capture_check_INPUT ? ' and make the VM boot from the copy' : ', or leave data disks out with data-disks: exclude'}.`,
        });
    }
    if (!exportVhd)
        return problems;
    if (disk.networkAccessPolicy !== 'AllowAll' || !disk.publicNetworkAccess) {
        const policy = disk.networkAccessPolicy === 'AllowAll'
            ? ', whose public network access is disabled'
            : ` with network access policy ${disk.networkAccessPolicy}`;
        problems.push({
            code: 'disk-network-closed',
            input,
            found: `the ${name} ${disk.name}${policy}`,
            expected: 'a disk that may be exported (AllowAll)',
            fix: `Allow it (az disk update --ids ${disk.id} --network-access-policy AllowAll --public-network-access Enabled), or set export-vhd: false.`,
        });
    }
    if (disk.dataAccessAuthMode === 'AzureActiveDirectory') {
        problems.push({
            code: 'disk-entra-protected',
            input,
            found: `the ${name} ${disk.name} with dataAccessAuthMode AzureActiveDirectory`,
            expected: 'a disk whose data a SAS alone opens',
            fix: `Set it to None (az disk update --ids ${disk.id} --data-access-auth-mode None), or set export-vhd: false.`,
        });
    }
    return problems;
}
function missingDisk(name, input, diskId) {
    return {
        code: 'disk-not-found',
        input,
        found: `no disk ${diskId}, which the VM names as its ${name}`,
        expected: 'a disk that exists and that the signed-in identity may read',
        fix: 'Grant Microsoft.Compute/disks/read on it, or repair the VM.',
    };
}
/** A gallery's limits: https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#limits. */
function sizeProblems(disk, name, input) {
    const found = `the ${name} ${disk.name} of ${Math.ceil(disk.sizeBytes / 1024 ** 3)} GiB`;
    if (input === capture_check_INPUT) {
        if (disk.sizeBytes <= 2 * TEBIBYTE)
            return [];
        return [
            {
                code: 'os-disk-too-large',
                input,
                found,
                expected: 'an OS disk of at most 2,048 GiB, the limit of a gallery image version',
                fix: 'Prepare the image on a VM with a smaller OS disk: Azure does not shrink disks.',
            },
        ];
    }
    if (disk.sizeBytes <= TEBIBYTE)
        return [];
    return [
        {
            code: 'data-disk-too-large',
            input,
            found,
            expected: 'data disks of at most 1,024 GiB, the limit of a gallery image version',
            fix: 'Leave data disks out with data-disks: exclude, or shrink the disk.',
        },
    ];
}

;// CONCATENATED MODULE: ./lib/release/checks/encryption.js
// Keys of the customer that encrypt the VM's disks, held against the image that is made of them.



const checkEncryption = ({ request, survey, grounding: { grounds } }) => {
    const { source } = survey;
    if (source.kind !== 'vm' || source.vm === undefined || grounds === undefined)
        return NOTHING;
    const disks = foundDisks(source.vm, source.disks, request.capture);
    const { securityType, material } = grounds;
    const problems = customerKeyProblems(disks, { galleryId: request.image.galleryId, securityType, material });
    return { problems, warnings: problems.length > 0 ? [] : customerKeyWarnings(disks) };
};

// EXTERNAL MODULE: ./lib/azure/shared-galleries.js
var shared_galleries = __webpack_require__(72041);
// EXTERNAL MODULE: ./lib/image/latest-version.js
var latest_version = __webpack_require__(91027);
;// CONCATENATED MODULE: ./lib/image/version.js


/** In all regions together (https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#limits). */
const MOST_REPLICAS_OF_VERSION = 100;
/**
 * The target regions: the version's own, the Batch account's with enough replicas for the pool's nodes, and the user's.
 * Where the user names one of the first two, the larger count holds. What nobody asked for gives way to the limit.
 * @param existing of the version, which stay with it.
 */
function targetRegionsFor(versionRegion, batchRegion, batchReplicas, wanted, existing) {
    const replicas = new Map([[(0,resource_id/* normaliseRegion */.$9)(versionRegion), 1]]);
    const raise = (region, count) => {
        const name = (0,resource_id/* normaliseRegion */.$9)(region);
        replicas.set(name, Math.max(replicas.get(name) ?? 0, count));
    };
    raise(batchRegion, 1);
    for (const [region, count] of wanted)
        raise(region, count);
    const home = (0,resource_id/* normaliseRegion */.$9)(batchRegion);
    const elsewhere = new Map(existing.map(({ name, replicas: count }) => [(0,resource_id/* normaliseRegion */.$9)(name), count]));
    for (const [region, count] of replicas)
        elsewhere.set(region, Math.max(elsewhere.get(region) ?? 0, count));
    elsewhere.delete(home);
    const taken = [...elsewhere.values()].reduce((sum, count) => sum + count, 0);
    raise(batchRegion, Math.min(batchReplicas, MOST_REPLICAS_OF_VERSION - taken));
    return [...replicas].map(([name, count]) => ({ name, replicas: count }));
}
/**
 * @param contentId of the source now; undefined while its VM is not deallocated, when it equals no recorded one.
 */
function fitVersion(existing, wanted, contentId) {
    if (existing === undefined)
        return { kind: 'absent' };
    if (existing.provisioningState === 'Deleting')
        return taken(existing, 'is being deleted');
    if (existing.tags[lib_marks/* CONTENT_MARK */.o0] === undefined)
        return taken(existing, 'was made by something else (it has no abip marks)');
    if (contentId === undefined)
        return taken(existing, 'was made before the VM was last started: its disks may have changed since');
    if (existing.tags[lib_marks/* CONTENT_MARK */.o0] !== contentId) {
        return taken(existing, `was made of other content (${existing.tags[lib_marks/* CONTENT_MARK */.o0] ?? 'none recorded'}; the source is now ${contentId})`);
    }
    const reason = `an earlier run left it ${existing.provisioningState}`;
    if (existing.provisioningState === 'Failed')
        return { kind: 'resume', reason };
    const missing = missingReplicas(existing, wanted);
    if (missing.length > 0)
        return { kind: 'resume', reason: toAdd(existing, missing) };
    if (existing.provisioningState === 'Succeeded')
        return { kind: 'done' };
    return { kind: 'under way', reason };
}
/** The target regions that the version does not have, or has with fewer replicas. */
function missingReplicas(existing, { targetRegions }) {
    return targetRegions.filter(({ name, replicas }) => replicas > replicasIn(existing, name));
}
function replicasIn({ targetRegions }, region) {
    return targetRegions.find(({ name }) => (0,resource_id/* normaliseRegion */.$9)(name) === (0,resource_id/* normaliseRegion */.$9)(region))?.replicas ?? 0;
}
function toAdd(existing, missing) {
    const absent = missing.filter(({ name }) => replicasIn(existing, name) === 0).map(({ name }) => name);
    const few = missing.filter(({ name }) => !absent.includes(name)).map(({ name, replicas }) => `${name}=${replicas}`);
    return [
        ...(absent.length > 0 ? [`regions to add: ${absent.join(', ')}`] : []),
        ...(few.length > 0 ? [`replicas to add: ${few.join(', ')}`] : []),
    ].join('; ');
}
/** What is to be done about a version that somebody else made: nothing but replicas. What is shared is seen where it has one. */
function fitExistingVersion(existing, wanted) {
    if (existing === undefined)
        return { kind: 'absent' };
    const refuse = (found, expected, fix) => ({
        kind: 'problem',
        problem: {
            code: 'image-version-unusable',
            input: 'image-version-id',
            found: `image version ${existing.name}, ${found}`,
            expected,
            fix,
        },
    });
    const { provisioningState } = existing;
    if (provisioningState === 'Failed' || provisioningState === 'Deleting') {
        const fix = 'Name a version that is finished.';
        return refuse(`whose provisioning state is ${provisioningState}`, 'a version that Succeeded', fix);
    }
    const missing = missingReplicas(existing, wanted);
    if (missing.length === 0) {
        if (provisioningState === 'Succeeded')
            return { kind: 'done' };
        return { kind: 'under way', reason: `it is still ${provisioningState}: only waited for` };
    }
    if (provisioningState === 'Succeeded')
        return { kind: 'resume', reason: toAdd(existing, missing) };
    return refuse(`which is still ${provisioningState} and lacks ${missing.map(({ name }) => name).join(', ')}`, 'a version that Succeeded: Azure adds regions to no other', 'Run again when it is finished.');
}
function taken(existing, how) {
    const name = (0,resource_id/* nameOf */.Vb)(existing.id);
    return {
        kind: 'problem',
        problem: {
            code: 'version-taken',
            input: 'image-version',
            found: `image version ${name}, which ${how}`,
            expected: 'a version that is free, or one this workflow made of the same source',
            fix: 'Release under a new version (a new tag, or image-version). A finished version is never overwritten.',
        },
    };
}

;// CONCATENATED MODULE: ./lib/image/gallery-check.js




function deletionProblems(gallery, definition) {
    if (gallery?.provisioningState === 'Deleting') {
        return [deleting('gallery', `gallery ${gallery.name}`, 'Name another gallery, or run again when it is gone.')];
    }
    if (definition?.provisioningState !== 'Deleting')
        return [];
    const fix = 'Name another image-definition, or run again when it is gone: it is made when absent.';
    return [deleting('image-definition', `definition ${definition.name}`, fix)];
}
function deleting(input, what, fix) {
    return {
        code: 'gallery-deleting',
        input,
        found: `${what}, which is being deleted`,
        expected: 'one that stays',
        fix,
    };
}
/** A gallery that the run may make is asked for again where it failed. */
function galleryWarnings(gallery, mayMake) {
    if (gallery?.provisioningState !== 'Failed' || mayMake)
        return [];
    const text = `The last operation on gallery ${gallery.name} failed (its provisioning state is Failed): Azure may refuse what is made in it. ` +
        'create-gallery: true asks for it again.';
    return [{ code: 'gallery-failed', input: 'gallery', text }];
}
/**
 * Regions that a version has already stay with it, beside those that are wanted.
 * @param input that asks for most of them.
 */
function replicaProblems(wanted, existing, input) {
    const replicas = new Map();
    for (const { name, replicas: count } of [...existing, ...wanted]) {
        const region = (0,resource_id/* normaliseRegion */.$9)(name);
        replicas.set(region, Math.max(replicas.get(region) ?? 0, count));
    }
    const total = [...replicas.values()].reduce((sum, count) => sum + count, 0);
    if (total <= MOST_REPLICAS_OF_VERSION)
        return [];
    const list = [...replicas].map(([region, count]) => `${region}=${count}`).join(', ');
    return [
        {
            code: 'replicas-too-many',
            input,
            found: `${total} replicas (${list})`,
            expected: `at most ${MOST_REPLICAS_OF_VERSION} of one image version, in all its regions together`,
            fix: input === 'replica-regions'
                ? 'Ask for fewer replicas or regions.'
                : 'Take replicas from other regions of this version, or release another one.',
        },
    ];
}
/** Azure goes on making machines of an image past its end of life: the date is for people. */
function endOfLifeWarnings(definition, version, now) {
    const over = (what, date, input) => {
        const end = date === undefined ? NaN : Date.parse(date);
        if (Number.isNaN(end) || end > now.getTime())
            return [];
        const text = `The end of life of ${what} was ${new Date(end).toISOString().slice(0, 10)}. Azure still uses it; its owner wanted it replaced by then.`;
        return [{ code: 'image-end-of-life', input, text }];
    };
    return [
        ...(definition === undefined
            ? []
            : over(`image definition ${definition.name}`, definition.endOfLifeDate, 'image-definition')),
        ...(version === undefined ? [] : over(`image version ${version.name}`, version.endOfLifeDate, 'image-version-id')),
    ];
}
/** @param versions of the definition, so far. */
function latestWarnings(made, versions) {
    const latest = (0,latest_version/* latestVersion */.q)(versions, made.region);
    if (latest === undefined || (0,shared_galleries/* compareVersions */.Zy)(latest.name, made.version) <= 0)
        return [];
    const text = `Image version ${made.version} is lower than ${latest.name}, which stays the latest of ${made.definition} in ${made.region}: ` +
        'whoever names the definition without a version does not get it. exclude-from-latest: true says that this is meant.';
    return [{ code: 'version-not-latest', input: 'image-version', text }];
}

;// CONCATENATED MODULE: ./lib/release/checks/gallery.js
// The state of the gallery and the definition, how many replicas a version may have, and which is the latest.

const checkGallery = (evidence) => {
    const { request, survey, grounding } = evidence;
    const { gallery, definition, version, now } = survey;
    const made = request.source.kind !== 'image-version';
    const wanted = grounding.grounds?.version.targetRegions ?? [];
    return {
        problems: [
            ...(made ? deletionProblems(gallery, definition) : []),
            ...replicaProblems(wanted, version?.targetRegions ?? [], replicaInput(evidence)),
        ],
        warnings: [
            ...(made ? galleryWarnings(gallery, request.image.createGallery) : []),
            ...endOfLifeWarnings(definition, made ? undefined : version, now),
            ...(made && version === undefined ? latestOf(evidence) : []),
        ],
    };
};
function latestOf({ request: { image }, survey: { versions, batchAccount } }) {
    if (batchAccount === undefined)
        return [];
    const made = { definition: image.definitionName, version: image.version, region: batchAccount.location };
    return latestWarnings(made, versions);
}
/** Where the workflow names no regions, the version has had too many before. */
function replicaInput({ request: { image, source }, }) {
    if (image.replicaRegions.size > 0)
        return 'replica-regions';
    return source.kind === 'image-version' ? 'image-version-id' : 'image-version';
}

;// CONCATENATED MODULE: ./lib/release/checks/groups.js
// Resource groups in which nothing was found because they are not there themselves.


const checkGroups = ({ survey }) => onlyProblems(survey.absentGroups.map(absentGroup));
function absentGroup(group) {
    return {
        code: 'resource-group-not-found',
        input: 'resource-group',
        found: `no resource group ${(0,resource_id/* nameOf */.Vb)(group)} in subscription ${(0,resource_id/* subscriptionIn */.p7)(group)}`,
        expected: 'a resource group that exists',
        fix: 'Check resource-group and subscription-id. What is in another group is given by its full resource ID.',
    };
}

;// CONCATENATED MODULE: ./lib/image/definition.js

/** The definition that takes an image with these traits and this security type. */
function definitionFor(traits, securityType, place) {
    const [owner = '', repository = ''] = place.repository.split('/');
    const { osType, hyperVGeneration, architecture, diskControllers, purchasePlan } = traits;
    return {
        id: place.id,
        location: place.location,
        osType,
        hyperVGeneration,
        architecture,
        securityType,
        diskControllers,
        ...(purchasePlan === undefined ? {} : { purchasePlan }),
        publisher: identifierPart(owner, 128),
        offer: identifierPart(repository, 64),
        sku: identifierPart((0,resource_id/* nameOf */.Vb)(place.id), 64),
    };
}
/**
 * Why an existing definition does not take what this source would give it; empty when it fits. Disk controllers are no
 * reason: Azure takes the version, and holds the definition's against the size of each VM (see size-check).
 */
function definitionMisfits(existing, wanted) {
    const differences = [];
    const compare = (what, found, expected) => {
        if (found !== expected)
            differences.push({ what, found, expected });
    };
    compare('OS state', existing.osState, 'Generalized');
    compare('OS type', existing.osType, wanted.osType);
    compare('generation', existing.hyperVGeneration, wanted.hyperVGeneration);
    compare('architecture', existing.architecture, wanted.architecture);
    compare('security type', existing.securityType, wanted.securityType);
    const [plan, ownPlan] = [existing.purchasePlan, wanted.purchasePlan];
    if (ownPlan !== undefined && planText(plan).toLowerCase() !== planText(ownPlan).toLowerCase()) {
        differences.push({ what: 'purchase plan', found: planText(plan), expected: planText(ownPlan) });
    }
    return differences.map(({ what, found, expected }) => ({
        code: 'definition-misfit',
        input: 'image-definition',
        found: `definition ${existing.name} with ${what} ${found}`,
        expected: `${what} ${expected}, as the source has`,
        fix: 'These features of a definition cannot be changed. Name another image-definition; it is made when absent.',
    }));
}
/** That Azure refuses a plan which the source does not show is said nowhere: only that it refuses the lack of one. */
function definitionWarnings(existing, wanted) {
    if (existing.purchasePlan === undefined || wanted.purchasePlan !== undefined)
        return [];
    const text = `Definition ${existing.name} has the purchase plan ${planText(existing.purchasePlan)}, which the source does not show: Azure may refuse the image version, and asks for that plan wherever the image is used.`;
    return [{ code: 'definition-plan', input: 'image-definition', text }];
}
function planText(plan) {
    return plan === undefined ? 'none' : `${plan.publisher}/${plan.product}/${plan.name}`;
}
/** Publisher, offer and SKU take letters, digits, `-`, `_` and `.`, not ending with a dot. */
function identifierPart(text, maximum) {
    const clean = text
        .replace(/[^A-Za-z0-9._-]/g, '-')
        .slice(0, maximum)
        .replace(/\.+$/, '');
    return clean === '' ? 'unnamed' : clean;
}

;// CONCATENATED MODULE: ./lib/image/regions.js
// Regions that a workflow names, held against those that the subscription has.

/** `known` is undefined where the regions could not be read: the gallery then still tells. */
function regionProblems(wanted, known) {
    if (known === undefined)
        return [];
    return [...wanted]
        .filter((region) => !known.has(region))
        .map((region) => {
        const near = (0,nearest_name/* nearestName */.q)(region, [...known]);
        return {
            code: 'region-unknown',
            input: 'replica-regions',
            found: `\`${region}\``,
            expected: near === undefined ? 'a region that the subscription has' : `\`${near}\``,
            fix: near === undefined ? '`az account list-locations` lists them.' : `Did you mean \`${near}\`?`,
        };
    });
}

;// CONCATENATED MODULE: ./lib/release/checks/image.js
// The gallery, the image definition and the regions.



const checkImage = (evidence) => {
    const { request, survey } = evidence;
    return {
        problems: [...galleryProblems(evidence), ...regionProblems(request.image.replicaRegions.keys(), survey.regions)],
        warnings: planWarnings(evidence),
    };
};
function galleryProblems({ request, survey, grounding: { grounds } }) {
    const { gallery, definition } = survey;
    const { galleryId, createGallery } = request.image;
    if (request.source.kind === 'image-version')
        return [];
    if (gallery === undefined) {
        if (createGallery || isUnseen('gallery', galleryId, survey))
            return [];
        return [
            {
                code: 'gallery-not-found',
                input: 'gallery',
                found: `no gallery ${galleryId}`,
                expected: 'a Compute Gallery that exists and that the signed-in identity may read',
                fix: 'Check the name and the resource group (or give the full resource ID), or let the action make it with create-gallery: true.',
            },
        ];
    }
    if (definition === undefined || grounds?.definition === undefined)
        return [];
    return definitionMisfits(definition, grounds.definition);
}
function planWarnings({ survey: { definition }, grounding: { grounds } }) {
    return definition === undefined || grounds?.definition === undefined
        ? []
        : definitionWarnings(definition, grounds.definition);
}

;// CONCATENATED MODULE: ./lib/pool/communication.js

/** Batch may still take it, in this cloud or that: it is told, and left to Batch. */
function communicationWarnings({ kind, body }) {
    const mode = (0,json/* textAt */.$6)(kind === 'arm' ? (0,json/* objectAt */.lJ)(body, 'properties') : body, 'targetNodeCommunicationMode');
    if (mode?.toLowerCase() !== 'classic')
        return [];
    const text = `The pool asks for the ${mode} way of node communication, which Azure retired on 2026-03-31. Leave targetNodeCommunicationMode out: the action asks for the simplified one.`;
    return [{ code: 'pool-spec-communication', input: 'pool-spec', text }];
}

// EXTERNAL MODULE: ./lib/azure/gallery-ids.js
var gallery_ids = __webpack_require__(96942);
;// CONCATENATED MODULE: ./lib/pool/complete-pool.js




function completePool(spec, additions) {
    const arm = spec.kind === 'arm';
    const holder = arm ? ['properties'] : [];
    const machine = virtualMachinePath(spec.kind);
    const added = [];
    const replaced = [];
    let body = spec.body;
    const set = (path, value) => {
        body = (0,json/* withValue */.cO)(body, path, value);
    };
    const addWhereAbsent = (path, value) => {
        if ((0,json/* objectAt */.lJ)(body, ...path.slice(0, -1))[path.at(-1) ?? ''] !== undefined)
            return;
        set(path, value);
        added.push(`${path.join('.')} = ${value}`);
    };
    if (!arm) {
        const id = (0,json/* textAt */.$6)(body, 'id');
        if (id !== undefined && id !== additions.poolId && !id.includes('{')) {
            replaced.push(`The pool ID ${id} of the pool spec gives way to ${additions.poolId}.`);
        }
        set(['id'], additions.poolId);
    }
    const image = (0,json/* objectAt */.lJ)(body, ...machine, 'imageReference');
    if (Object.keys(image).length > 0) {
        replaced.push(`The image of the pool spec (${describeReference(image)}) gives way to the released image version.`);
    }
    set([...machine, 'imageReference'], (0,gallery_ids/* poolImageReference */.pi)(additions.image, spec.kind));
    addWhereAbsent([...machine, arm ? 'nodeAgentSkuId' : 'nodeAgentSKUId'], additions.nodeAgentSku);
    for (const [path, value] of securityDefaults(additions.security, (0,json/* objectAt */.lJ)(body, ...machine, 'securityProfile'))) {
        addWhereAbsent([...machine, 'securityProfile', ...path], value);
    }
    const nodes = totalOf(targetsOf(spec));
    if (nodes !== undefined && nodes > 0) {
        addWhereAbsent([...holder, ...(arm ? ['scaleSettings', 'fixedScale'] : []), 'resizeTimeout'], resizeTimeoutFor(nodes));
    }
    addWhereAbsent([...holder, 'targetNodeCommunicationMode'], arm ? 'Simplified' : 'simplified');
    const { metadata } = (0,json/* objectAt */.lJ)(body, ...holder);
    const marks = Object.entries(additions.marks).map(([name, value]) => ({ name, value }));
    set([...holder, 'metadata'], [...((0,json/* isList */.Lv)(metadata) ? metadata : []), ...marks]);
    return { body, added, replaced };
}
/**
 * Both shapes spell these alike. The data plane requires all of them from 2024-07-01.20.0 on, also where the user chose a
 * security type that the image allows but does not demand.
 */
function securityDefaults(source, wanted) {
    const securityType = (0,json/* textAt */.$6)(wanted, 'securityType') ?? requiredSecurityType(source.securityType);
    if (securityType === undefined)
        return source.encryptionAtHost === true ? [[['encryptionAtHost'], true]] : [];
    return [
        [['securityType'], securityType],
        [['encryptionAtHost'], source.encryptionAtHost ?? false],
        [['uefiSettings', 'secureBootEnabled'], source.secureBoot],
        [['uefiSettings', 'vTpmEnabled'], source.vTpm],
    ];
}
/** Azure advises at least 15 minutes for every 1,000 nodes of a custom image. */
function resizeTimeoutFor(nodes) {
    return `PT${15 + 15 * Math.floor(nodes / 1000)}M`;
}
function describeReference(image) {
    const ids = ['virtualMachineImageId', 'id', 'sharedGalleryImageId', 'communityGalleryImageId'];
    const id = ids.map((name) => (0,json/* textAt */.$6)(image, name)).find((each) => each !== undefined);
    const urn = ['publisher', 'offer', 'sku', 'version'].map((name) => (0,json/* textAt */.$6)(image, name) ?? '').join(':');
    return id ?? urn.replace(/:$/, '');
}
/** Where the spec asks for a security type in which the image cannot boot. */
function securityConflicts(spec, security) {
    const machine = virtualMachinePath(spec.kind);
    const path = [...machine, 'securityProfile', 'securityType'];
    const configuration = virtualMachineConfigurationOf(spec);
    const wanted = (0,json/* textAt */.$6)((0,json/* objectAt */.lJ)(configuration, 'securityProfile'), 'securityType');
    const allowed = allowedSecurityTypes(security.securityType);
    const problems = [];
    if (wanted !== undefined && !allowed.includes(wanted)) {
        problems.push({
            code: 'pool-spec-security',
            input: 'pool-spec',
            found: `${path.join('.')} = ${wanted}, for an image with security type ${security.securityType}`,
            expected: allowed.length === 0 ? 'no security type' : `securityType ${allowed.join(' or ')}`,
            fix: 'Remove securityProfile: the action sets the one that fits the image. Or release from another source.',
            position: spec.locate(path),
        });
    }
    const needed = wanted ?? requiredSecurityType(security.securityType);
    if (spec.kind === 'dataPlane' && configuration.securityProfile !== undefined && needed === undefined) {
        problems.push({
            code: 'pool-spec-security',
            input: 'pool-spec',
            found: `${[...machine, 'securityProfile'].join('.')} without securityType, for an image with security type ${security.securityType}`,
            expected: 'a securityProfile with a security type: the data plane takes no other',
            fix: 'Write the pool in the ARM shape, which takes encryptionAtHost alone; or remove securityProfile.',
            position: spec.locate([...machine, 'securityProfile'], 'key'),
        });
    }
    const disk = (0,json/* objectAt */.lJ)(configuration, 'osDisk', 'managedDisk', 'securityProfile');
    if (requiredSecurityType(security.securityType) === 'confidentialVM' && disk.securityEncryptionType === undefined) {
        problems.push({
            code: 'pool-spec-security',
            input: 'pool-spec',
            found: 'no encryption type of the OS disk, for an image with security type ConfidentialVM',
            expected: `${machine.join('.')}.osDisk.managedDisk.securityProfile.securityEncryptionType`,
            fix: 'Add it: VMGuestStateOnly, or NonPersistedTPM.',
            position: spec.locate(machine),
        });
    }
    return problems;
}

;// CONCATENATED MODULE: ./lib/pool/data-disks.js


/** @param imageLuns of the data disks that every node gets with the image. */
function dataDiskConflicts(spec, imageLuns) {
    const { dataDisks } = virtualMachineConfigurationOf(spec);
    const path = [...virtualMachinePath(spec.kind), 'dataDisks'];
    const own = (0,json/* isList */.Lv)(dataDisks) ? dataDisks : [];
    return own.flatMap((disk, index) => {
        const lun = (0,json/* isObject */.Gv)(disk) ? (0,json/* numberAt */.tk)(disk, 'lun') : undefined;
        if (lun === undefined || !imageLuns.includes(lun))
            return [];
        const where = [...path, String(index), 'lun'];
        return [
            {
                code: 'pool-spec-lun',
                input: 'pool-spec',
                found: `${path.join('.')}[${index}].lun = ${lun}, which a data disk of the image has already`,
                expected: `a LUN other than ${imageLuns.join(', ')}`,
                fix: 'Give the disk another LUN, or leave the data disks out of the image with data-disks: exclude.',
                position: spec.locate(where),
            },
        ];
    });
}

;// CONCATENATED MODULE: ./lib/pool/host-encryption.js




function hostEncryptionOf(spec, { image, ofSource, size, elsewhere }) {
    const profile = (0,json/* objectAt */.lJ)(virtualMachineConfigurationOf(spec), 'securityProfile');
    if (!ofSource || profile.encryptionAtHost !== undefined)
        return { kind: 'as written' };
    if (isFlag(size?.capabilities['EncryptionAtHostSupported'], false))
        return { kind: 'lost', by: 'size' };
    if (elsewhere)
        return { kind: 'lost', by: 'subscription' };
    // The data plane takes no security profile without a security type.
    const isTyped = (0,json/* textAt */.$6)(profile, 'securityType') !== undefined || requiredSecurityType(image) !== undefined;
    return spec.kind === 'arm' || isTyped ? { kind: 'inherited' } : { kind: 'lost', by: 'shape' };
}
function hostEncryptionWarnings(found, vm, size) {
    if (found.kind !== 'lost')
        return [];
    const [why, fix] = reasonOf(found.by, size);
    const text = `VM ${vm} is encrypted at host, and the nodes will not be: ${why}. ${fix}.`;
    return [{ code: 'host-encryption-lost', input: 'pool-spec', text }];
}
function reasonOf(by, size) {
    switch (by) {
        case 'size':
            return [`vmSize ${size} does not support it`, 'Choose another vmSize'];
        case 'shape':
            return [
                'a pool in the shape of the data plane has it only beside a security type',
                'Write the pool in the ARM shape, which takes it alone',
            ];
        case 'subscription':
            return [
                'they are in another subscription, where the feature Microsoft.Compute/EncryptionAtHost may not be registered',
                'Set securityProfile.encryptionAtHost: true where it is',
            ];
        default:
            return by;
    }
}

;// CONCATENATED MODULE: ./lib/pool/spec-view.js



function viewOf(kind, body, locate) {
    const whole = { value: body, path: [] };
    const pool = kind === 'arm' ? partAt(whole, 'properties') : whole;
    return {
        kind,
        body,
        pool,
        machine: partAt(whole, ...virtualMachinePath(kind)),
        network: partAt(pool, 'networkConfiguration'),
        locate,
    };
}
function partAt({ value, path }, ...names) {
    return { value: (0,json/* objectAt */.lJ)(value, ...names), path: [...path, ...names] };
}
/** The objects of a list; what is none in it is told by the schema. */
function partsAt({ value, path }, name) {
    const list = value[name];
    if (!(0,json/* isList */.Lv)(list))
        return [];
    return list.flatMap((item, index) => ((0,json/* isObject */.Gv)(item) ? [{ value: item, path: [...path, name, index] }] : []));
}
function refuser({ locate }) {
    return (code, path, { found, expected, fix, part }) => ({
        code,
        input: 'pool-spec',
        found,
        expected,
        fix,
        position: locate(path, part ?? 'value'),
    });
}
/** Where several parts have a value in common that must be different in each: told at every part but the first. */
function duplicates(refuse, parts, expected) {
    const first = new Map();
    return parts.flatMap(({ path, key, shown }) => {
        if (key === undefined)
            return [];
        const earlier = first.get(key);
        if (earlier === undefined) {
            first.set(key, path);
            return [];
        }
        const found = `${pathText(path)} = ${shown}, the same as ${pathText(earlier)}`;
        return [refuse('pool-spec-duplicate', path, { found, expected, fix: 'Change one of the two.' })];
    });
}

;// CONCATENATED MODULE: ./lib/pool/os-conflicts.js



const LINUX_ENCRYPTION = 'Linux images of a gallery cannot be encrypted so';
const MOUNTED_BY_LINUX = ['azureBlobFileSystemConfiguration', 'nfsMountConfiguration', 'cifsMountConfiguration'];
function osConflicts({ kind, body, locate }, osType) {
    const view = viewOf(kind, body, locate);
    return osType === 'Linux' ? onLinux(view) : onWindows(view);
}
function onLinux(view) {
    const users = partsAt(view.pool, 'userAccounts');
    return [
        ...notFor(view, 'Linux', view.machine, 'windowsConfiguration', 'a Windows image'),
        ...notFor(view, 'Linux', view.machine, 'licenseType', 'a Windows image'),
        // What can encrypt them is encryptionAtHost of the security profile.
        ...notFor(view, 'Linux', view.machine, 'diskEncryptionConfiguration', `a Windows image: ${LINUX_ENCRYPTION}`),
        ...users.flatMap((user) => notFor(view, 'Linux', user, 'windowsUserConfiguration', 'a Windows image')),
    ];
}
function onWindows(view) {
    const mounts = partsAt(view.pool, 'mountConfiguration');
    return [
        ...mounts.flatMap((mount) => MOUNTED_BY_LINUX.flatMap((name) => notFor(view, 'Windows', mount, name, 'a Linux image'))),
        ...encryptionProblems(view),
    ];
}
function notFor(view, osType, { value, path }, name, other) {
    if (value[name] === undefined)
        return [];
    const where = [...path, name];
    return [
        refuser(view)('pool-spec-os', where, {
            found: `${pathText(where)}, for an image of ${osType}`,
            expected: `this property only for ${other}`,
            fix: `Remove ${name}.`,
            part: 'key',
        }),
    ];
}
/** Windows encrypts both disks, or none. */
function encryptionProblems(view) {
    const { value, path } = partAt(view.machine, 'diskEncryptionConfiguration');
    const { targets } = value;
    if (!(0,json/* isList */.Lv)(targets) || targets.length === 0)
        return [];
    const named = targets.map((target) => (typeof target === 'string' ? target.toLowerCase() : ''));
    if (['osdisk', 'temporarydisk'].every((target) => named.includes(target)))
        return [];
    const where = [...path, 'targets'];
    const both = view.kind === 'arm' ? 'OsDisk and TemporaryDisk' : 'osdisk and temporarydisk';
    return [
        refuser(view)('pool-spec-os', where, {
            found: `${pathText(where)} with one disk, for an image of Windows`,
            expected: `${both}: Windows encrypts both`,
            fix: 'Name both disks, or remove diskEncryptionConfiguration.',
        }),
    ];
}

;// CONCATENATED MODULE: ./lib/image/traits.js
/** @param osDisk undefined for a VM with unmanaged disks: those are always x64 and of generation 1. */
function traitsOfVm(vm, osDisk) {
    const plan = vm.plan ?? osDisk?.purchasePlan;
    return {
        osType: vm.osType,
        hyperVGeneration: osDisk?.hyperVGeneration ?? 'V1',
        architecture: osDisk?.architecture ?? 'x64',
        securityType: vm.securityType,
        secureBoot: vm.secureBoot,
        vTpm: vm.vTpm,
        diskController: vm.diskController,
        diskControllers: controllersOf(vm, osDisk),
        ...(plan === undefined ? {} : { purchasePlan: plan }),
        ...(vm.imageReference === undefined ? {} : { marketplaceImage: vm.imageReference }),
        ...(vm.guest === undefined ? {} : { guest: vm.guest }),
    };
}
/**
 * The disk is the same whichever controller it is attached by: what the image it was made of boots from, it says itself
 * (https://learn.microsoft.com/azure/virtual-machines/nvme-linux). NVMe needs generation 2.
 */
function controllersOf(vm, osDisk) {
    const told = osDisk?.hyperVGeneration === 'V2' ? osDisk.diskControllers : undefined;
    return vm.diskController === 'NVMe' || told?.includes('NVMe') === true ? ['SCSI', 'NVMe'] : ['SCSI'];
}
/**
 * Of an image that exists already. Its firmware settings are not told: those that Azure gives a new Trusted Launch VM hold
 * (https://learn.microsoft.com/azure/virtual-machines/trusted-launch).
 */
function traitsOfDefinition(definition) {
    const { osType, hyperVGeneration, architecture, purchasePlan, diskControllers } = definition;
    return {
        osType,
        hyperVGeneration,
        architecture,
        securityType: 'Standard',
        secureBoot: true,
        vTpm: true,
        diskController: diskControllers.includes('SCSI') ? 'SCSI' : 'NVMe',
        diskControllers,
        ...(purchasePlan === undefined ? {} : { purchasePlan }),
    };
}
/** Of a VHD: what the workflow says counts most, then the definition that exists, then what the disk itself shows. */
function traitsOfVhd(wishes, definition, boot, input) {
    const osType = wishes.osType ?? definition?.osType;
    const hyperVGeneration = wishes.hyperVGeneration ?? definition?.hyperVGeneration ?? generationFor(boot);
    const problems = [];
    if (osType === undefined) {
        problems.push(untold('os-type', 'the operating system', '`Linux` or `Windows`', input));
    }
    if (hyperVGeneration === undefined) {
        const expected = '`V1` (boots by BIOS) or `V2` (boots by UEFI)';
        problems.push(untold('hyper-v-generation', 'the generation: its partitions do not tell', expected, input));
    }
    if (osType === undefined || hyperVGeneration === undefined)
        return { traits: undefined, problems, warnings: [] };
    return {
        traits: {
            osType,
            hyperVGeneration,
            architecture: wishes.architecture ?? definition?.architecture ?? 'x64',
            securityType: 'Standard',
            secureBoot: true,
            vTpm: true,
            diskController: 'SCSI',
            diskControllers: ['SCSI'],
            ...(definition?.purchasePlan === undefined ? {} : { purchasePlan: definition.purchasePlan }),
        },
        problems,
        warnings: traits_bootWarnings(boot, hyperVGeneration, input),
    };
}
function generationFor(boot) {
    if (boot === 'bios')
        return 'V1';
    return boot === 'uefi' ? 'V2' : undefined;
}
function untold(input, what, expected, source) {
    return {
        code: 'image-trait-untold',
        input,
        found: `nothing, and \`${source}\` does not tell ${what}`,
        expected,
        fix: `Add \`${input}\`, or name an image definition that exists.`,
    };
}
/** Partitions may lie in ways that this action does not know, so a doubt is no problem. */
function traits_bootWarnings(boot, generation, input) {
    const wrong = boot === 'bios' ? 'V2' : boot === 'uefi' ? 'V1' : undefined;
    if (generation !== wrong)
        return [];
    const text = generation === 'V2'
        ? 'The image is of generation V2, but the disk has no EFI system partition: it may boot only as V1.'
        : 'The image is of generation V1, but the disk looks as if it boots by UEFI alone: it may boot only as V2.';
    return [{ code: 'generation-doubtful', input, text }];
}
/** Where the workflow says of the source what it is not. */
function wishProblems(wishes, traits, source) {
    const compare = [
        ['os-type', wishes.osType, traits.osType],
        ['hyper-v-generation', wishes.hyperVGeneration, traits.hyperVGeneration],
        ['architecture', wishes.architecture, traits.architecture],
    ];
    return compare.flatMap(([input, wish, found]) => wish === undefined || wish === found
        ? []
        : [
            {
                code: 'image-trait-differs',
                input,
                found: `\`${wish}\`, though ${source} is ${found}`,
                expected: `\`${found}\``,
                fix: `Remove \`${input}\`: the source tells it.`,
            },
        ]);
}

;// CONCATENATED MODULE: ./lib/source/content-id.js
// The content ID: tells whether what a name was made of is still what the source holds.

/** Enough against chance, and short enough for a mark. */
const CONTENT_ID_DIGITS = 20;
function knownContent(content) {
    return content.kind === 'known' ? content.id : undefined;
}
function contentOfDisks(disks, atRest) {
    return atRest
        ? { kind: 'known', id: contentIdOf(disks) }
        : { kind: 'disks at rest', diskIds: disks.map(({ id }) => id) };
}
function contentOfBlobs(disks, atRest) {
    return atRest
        ? { kind: 'known', id: contentIdOfBlobs(disks.map(({ properties }) => properties)) }
        : { kind: 'blobs at rest', urls: disks.map(({ url }) => url) };
}
/**
 * Of disks that belong to a deallocated VM. A disk keeps its `uniqueId` for life; its `LastOwnershipUpdateTime` changes
 * whenever it is attached, started or stopped. So a VM that was started since its capture has another content ID.
 */
function contentIdOf(disks) {
    return digest(disks.map((disk) => `${disk.uniqueId}|${disk.lastOwnershipUpdateTime ?? ''}`).sort());
}
/** An ETag changes with every write, also one of metadata. */
function contentIdOfBlobs(blobs) {
    return digest(blobs.map(({ etag, length }) => `${etag}|${length}`));
}
/** Of a VHD file, by its SHA-256. */
function contentIdOfFile(sha256) {
    return sha256.slice(0, CONTENT_ID_DIGITS);
}
/** A version never changes what it is made of: its ID says it all. */
function contentIdOfVersion(id) {
    return digest([id.toLowerCase()]);
}
function digest(lines) {
    return (0,external_node_crypto_.createHash)('sha256').update(lines.join('\n')).digest('hex').slice(0, CONTENT_ID_DIGITS);
}

;// CONCATENATED MODULE: ./lib/image/route.js
const MADE = ['managed VM', 'unmanaged VM', 'VHD'];
const route_CONFIDENTIAL = [
    'ConfidentialVM',
    'ConfidentialVMSupported',
    'TrustedLaunchAndConfidentialVmSupported',
];
const ROUTES = [
    {
        id: 'existing-version',
        when: { source: ['image version'] },
        route: { kind: 'open', material: 'itself', why: 'the version exists; nothing is captured' },
    },
    {
        id: 'confidential-source',
        when: { security: ['ConfidentialVM'] },
        route: {
            kind: 'closed',
            code: 'vm-confidential',
            input: 'source',
            why: 'a confidential VM; what is copied of its disks lacks the guest state',
            expected: 'a VM with security type Standard or TrustedLaunch',
            fix: 'Prepare the image on a Standard or Trusted Launch VM.',
        },
    },
    {
        id: 'confidential-image',
        when: { source: MADE, image: route_CONFIDENTIAL },
        route: {
            kind: 'closed',
            code: 'route-closed',
            input: 'security-type',
            why: 'an image definition for confidential VMs, which this action makes no images for',
            expected: 'a definition with security type Standard, TrustedLaunch or TrustedLaunchSupported',
            fix: 'Name another image-definition; it is made when absent.',
        },
    },
    {
        id: 'arm64-generation-1',
        when: { source: MADE, generation: ['V1'], architecture: ['Arm64'] },
        route: {
            kind: 'closed',
            code: 'route-closed',
            input: 'hyper-v-generation',
            why: 'an Arm64 image of generation V1',
            expected: 'generation V2: Azure boots Arm64 by UEFI only',
            fix: 'Prepare the image as generation V2, or correct hyper-v-generation.',
        },
    },
    {
        id: 'nvme-generation-1',
        when: { source: MADE, generation: ['V1'], controller: ['NVMe'] },
        route: {
            kind: 'closed',
            code: 'route-closed',
            input: 'hyper-v-generation',
            why: 'an image of generation V1 from a VM with NVMe disks',
            expected: 'generation V2: NVMe needs it',
            fix: 'Prepare the image on a VM of generation V2.',
        },
    },
    {
        id: 'trusted-launch-generation-1',
        when: { source: MADE, generation: ['V1'], image: ['TrustedLaunch', 'TrustedLaunchSupported'] },
        route: {
            kind: 'closed',
            code: 'route-closed',
            input: 'security-type',
            why: 'an image of generation V1 for Trusted Launch',
            expected: 'security type Standard: Trusted Launch needs generation V2',
            fix: 'Leave security-type out and name a Standard image-definition, or prepare the image as generation V2.',
        },
    },
    {
        id: 'unmanaged',
        when: { source: ['unmanaged VM'], image: ['Standard'] },
        route: {
            kind: 'open',
            material: 'VHDs',
            why: 'a gallery takes no VM with unmanaged disks; virtualMachines/capture makes VHDs of them',
        },
    },
    {
        id: 'trusted-launch-as-it-is',
        when: { source: ['managed VM'], security: ['TrustedLaunch'], image: ['TrustedLaunch'] },
        route: {
            kind: 'open',
            material: 'snapshots',
            why: 'a TrustedLaunch image is made from what carries its guest state',
        },
    },
    {
        id: 'trusted-launch-supported',
        when: { source: ['managed VM', 'unmanaged VM'], image: ['TrustedLaunchSupported'] },
        route: {
            kind: 'open',
            material: 'VHDs',
            why: 'Azure takes no VM, disk or snapshot for a TrustedLaunchSupported image, but a VHD',
        },
    },
    {
        id: 'trusted-launch-to-standard',
        when: { source: ['managed VM'], security: ['TrustedLaunch'], image: ['Standard'] },
        route: {
            kind: 'closed',
            code: 'definition-misfit',
            input: 'security-type',
            why: 'a Standard image from a Trusted Launch VM',
            expected: 'security type TrustedLaunch or TrustedLaunchSupported',
            fix: 'Name another image-definition, or set security-type: TrustedLaunchSupported, which boots with and without Trusted Launch.',
        },
    },
    {
        id: 'standard-to-trusted-launch',
        when: { source: MADE, image: ['TrustedLaunch'] },
        route: {
            kind: 'closed',
            code: 'definition-misfit',
            input: 'security-type',
            why: 'a TrustedLaunch image from a source without Trusted Launch',
            expected: 'security type TrustedLaunchSupported or Standard',
            fix: 'Set security-type: TrustedLaunchSupported with an image-definition that is absent or has it, or capture a Trusted Launch VM.',
        },
    },
    {
        id: 'standard',
        when: { source: ['managed VM'], security: ['Standard'], image: ['Standard'] },
        route: { kind: 'open', material: 'snapshots', why: 'fastest, and it needs no storage account' },
    },
    {
        id: 'vhd',
        when: { source: ['VHD'], image: ['Standard', 'TrustedLaunchSupported'] },
        route: { kind: 'open', material: 'VHDs', why: 'the source is a VHD' },
    },
];
/** The row that answers the question: every question has one, which a test proves. */
function routeFor(question) {
    const row = ROUTES.find(({ when }) => matches(when, question));
    if (row === undefined)
        throw new Error(`No route for ${JSON.stringify(question)}.`);
    return row;
}
function matches(when, question) {
    return (isAmong(when.source, question.source) &&
        isAmong(when.generation, question.generation) &&
        isAmong(when.architecture, question.architecture) &&
        isAmong(when.security, question.security) &&
        isAmong(when.controller, question.controller) &&
        isAmong(when.image, question.image));
}
function isAmong(values, value) {
    return values === undefined || values.includes(value);
}

;// CONCATENATED MODULE: ./lib/release/ids.js
// The IDs that a request implies, before anything is read.

function definitionIdOf({ source, image }) {
    return source.kind === 'image-version'
        ? source.version.definitionId
        : `${image.galleryId}/images/${image.definitionName}`;
}
function versionIdOf(request) {
    const { source, image } = request;
    return source.kind === 'image-version' ? source.version.id : `${definitionIdOf(request)}/versions/${image.version}`;
}
function nameKeyOf(request) {
    return (0,lib_names/* nameKey */.Rc)(definitionIdOf(request), request.image.version, request.pool.family);
}

;// CONCATENATED MODULE: ./lib/release/grounds-parts.js






const NO_GROUNDS = { traits: undefined, grounds: undefined, problems: [], warnings: [] };
/**
 * @param input names the source, for a problem that only another source mends.
 * @param shown the source, as a problem names it.
 */
function chooseRoute(request, survey, traits, source) {
    const securityType = request.image.wishes.securityType ?? survey.definition?.securityType ?? securityAsIs(traits);
    const { route } = routeFor({
        source: source.kind,
        generation: traits.hyperVGeneration,
        architecture: traits.architecture,
        security: traits.securityType,
        controller: traits.diskController,
        image: securityType,
    });
    if (route.kind === 'open')
        return { ...route, securityType };
    return { kind: 'closed', problem: grounds_parts_closed(route, request, source) };
}
function securityAsIs({ securityType }) {
    return securityType === 'TrustedLaunch' ? 'TrustedLaunch' : 'Standard';
}
function grounds_parts_closed({ code, input, why, expected, fix }, { image }, source) {
    const wished = image.wishes.securityType !== undefined;
    const byDefinition = input === 'security-type' && !wished;
    return {
        code,
        input: input === 'source' ? source.input : byDefinition ? 'image-definition' : input,
        found: `${source.shown}: ${why}${byDefinition ? `, as definition ${image.definitionName} has it` : ''}`,
        expected,
        fix,
    };
}
function definitionSpec(request, { gallery }, traits, securityType, region) {
    return definitionFor(traits, securityType, {
        id: definitionIdOf(request),
        location: gallery?.location ?? region,
        repository: request.provenance.repository,
    });
}
/** @param region where the material is: a version is made there. */
function versionSpec(request, { batchAccount, version }, material, region) {
    const { image, pool } = request;
    const location = (0,resource_id/* normaliseRegion */.$9)(region);
    return {
        id: versionIdOf(request),
        location,
        material,
        targetRegions: targetRegionsFor(location, batchAccount?.location ?? location, replicasFor(pool.spec), image.replicaRegions, version?.targetRegions ?? []),
        excludeFromLatest: image.excludeFromLatest,
        // The gallery's field is a date-time: a bare day is none by its OpenAPI file.
        ...(image.endOfLifeDate === undefined ? {} : { endOfLifeDate: `${image.endOfLifeDate}T00:00:00Z` }),
    };
}
function needsVhd(securityType) {
    return {
        code: 'route-needs-vhd',
        input: 'export-vhd',
        found: `\`false\`, though a ${securityType} image is made from its VHD`,
        expected: '`true`',
        fix: 'Set export-vhd: true, or choose another security-type.',
    };
}

;// CONCATENATED MODULE: ./lib/release/grounds-version.js
// The grounds of a release from an image version that exists: nothing is made but replicas.



function groundsOfVersion(request, survey) {
    const { definition, version } = survey;
    if (definition === undefined || version === undefined)
        return NO_GROUNDS;
    const traits = traitsOfDefinition(definition);
    const shown = `image version ${version.name} of ${definition.name}`;
    const problems = wishProblems(request.image.wishes, traits, shown);
    const route = chooseRoute(request, survey, traits, { kind: 'image version', input: 'image-version-id', shown });
    if (route.kind === 'closed')
        return { ...NO_GROUNDS, traits, problems: [...problems, route.problem] };
    const wanted = versionSpec(request, survey, { kind: 'itself' }, version.location);
    return {
        traits,
        grounds: {
            traits,
            material: route.material,
            why: route.why,
            securityType: definition.securityType,
            definition: undefined,
            disks: [],
            vhds: [],
            content: { kind: 'known', id: contentIdOfVersion(version.id) },
            // What others share is used with the replicas that it has, which are not told.
            version: request.image.access === 'own' ? wanted : { ...wanted, targetRegions: version.targetRegions },
        },
        problems,
        warnings: [],
    };
}

// EXTERNAL MODULE: ./lib/percent.js
var percent = __webpack_require__(8554);
// EXTERNAL MODULE: ./lib/azure/names.js
var names = __webpack_require__(50327);
;// CONCATENATED MODULE: ./lib/azure/sas.js
// Blob URLs that may carry a shared access signature (SAS): what the signature grants, until when, and what of it is
// secret. The query is never written anew: a signature covers it as it stands.
// https://learn.microsoft.com/rest/api/storageservices/delegate-access-with-shared-access-signature


/** Clocks differ: a signature that starts so soon may be good already. */
const CLOCK_SKEW_MS = 15 * 60_000;
/** Parameters that only a SAS has; `snapshot` and `versionid` say which of the blob's states is meant. */
const SAS_PARAMETERS = [
    'sv',
    'se',
    'st',
    'sp',
    'sr',
    'ss',
    'srt',
    'si',
    'spr',
    'sip',
    'skoid',
    'sktid',
    'sig',
];
const RESOURCES = { b: 'blob', bs: 'snapshot', bv: 'version', c: 'container', d: 'directory' };
/** In words, for messages. */
const STATES = { current: 'a blob', snapshot: 'a snapshot', version: 'a version of a blob' };
/** Call `signaturesOf` and mask what it gives before the text or a fault of it is shown. */
function readBlobUrl(text, now) {
    const written = text.trim();
    const shown = (written.split(/[?#]/, 1)[0] ?? '').replace(/\/\/[^/]*@/, '//***@');
    const refuse = (fault) => ({ fault, shown });
    if (/\s/.test(written))
        return refuse('which has a blank or a line break in it (write %20 for a blank)');
    const parsed = URL.canParse(written) ? new URL(written) : undefined;
    if (parsed?.protocol !== 'https:')
        return refuse('which is no https URL');
    if (parsed.username !== '' || parsed.password !== '')
        return refuse('which has a user name or password before its host');
    if (written.includes('#'))
        return refuse('which has a `#` in it (write %23 where it belongs to the blob’s name)');
    const place = placeOf(parsed);
    if ('fault' in place)
        return refuse(place.fault);
    const url = `${parsed.origin}${parsed.pathname}`;
    const query = written.includes('?') ? written.slice(written.indexOf('?') + 1) : '';
    if (query === '')
        return { url, ...place };
    const sas = readSas(url, query, now);
    return 'fault' in sas ? refuse(sas.fault) : { url, ...place, sas };
}
/** The signature as written in a URL and as meant: a service may quote either in what it says of a request. */
function signaturesOf(url) {
    const written = [...url.matchAll(/[?&;]sig=([^&#\s]+)/gi)].flatMap(([, signature]) => signature ?? []);
    const meant = written.flatMap((signature) => (0,percent/* decoded */.D)(signature) ?? []);
    return [...new Set([...written, ...meant, ...meant.map(encodeURIComponent)])];
}
function placeOf({ pathname }) {
    const [, container = '', ...rest] = pathname.split('/');
    const blobName = (0,percent/* decoded */.D)(rest.join('/'));
    if (blobName === undefined)
        return { fault: 'which has a percent sign without two hexadecimal digits' };
    if (container === '' || blobName === '' || blobName.endsWith('/')) {
        return { fault: 'which names no blob (a container and a blob’s name, as in `/vhds/golden.vhd`)' };
    }
    // `$root` and `$web` are containers of the service's own.
    const expected = container.startsWith('$') ? undefined : (0,names/* nameFault */.I)('container', container);
    if (expected !== undefined)
        return { fault: `whose container \`${container}\` is not ${expected}` };
    return { container, blobName };
}
function readSas(url, query, now) {
    if (/&amp;/i.test(query))
        return { fault: 'whose query has `&amp;` where a URL has `&`' };
    const pairs = query.split('&').map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [name.toLowerCase(), (0,percent/* decoded */.D)(value.join('=')) ?? ''];
    });
    const values = new Map(pairs);
    if (pairs.filter(([name]) => name === 'sig').length > 1)
        return { fault: 'which carries two signatures (SAS)' };
    if ((values.get('sig') ?? '') === '') {
        if (SAS_PARAMETERS.some((name) => values.has(name))) {
            return { fault: 'whose SAS has no signature (`sig`): it has been cut off' };
        }
        const state = stateIn(values);
        if (state === 'current')
            return { fault: 'whose query is no SAS' };
        return { fault: `which names ${STATES[state]} without a SAS that opens it` };
    }
    const resource = values.has('ss') ? 'account' : resourceOf(values.get('sr') ?? 'b');
    if (resource === undefined)
        return { fault: `whose SAS is not for blobs (sr=${values.get('sr') ?? ''})` };
    const limits = accountFault(values) ?? timesOf(values, now);
    if ('fault' in limits)
        return limits;
    const permissions = values.get('sp');
    return {
        sasUrl: `${url}?${query}`,
        secrets: [query, ...signaturesOf(`?${query}`)],
        ...(permissions === undefined ? {} : { permissions }),
        ...limits,
        resource,
        state: stateIn(values),
        kind: resource === 'account' ? 'account' : values.has('skoid') ? 'user-delegation' : 'service',
    };
}
function stateIn(values) {
    if (values.has('snapshot'))
        return 'snapshot';
    return values.has('versionid') ? 'version' : 'current';
}
function resourceOf(sr) {
    return Object.entries(RESOURCES).find(([letter]) => letter === sr.toLowerCase())?.[1];
}
/** The SAS of an account names the services and the types of resources that it is for. */
function accountFault(values) {
    const [services, types] = [values.get('ss'), values.get('srt')];
    if (services === undefined)
        return undefined;
    if (!services.includes('b'))
        return { fault: `whose account SAS is not for blobs (ss=${services})` };
    if (types?.includes('o') !== true)
        return { fault: `whose account SAS is not for objects (srt=${types ?? ''})` };
    return undefined;
}
function timesOf(values, now) {
    const [expiresAt, startsAt] = [timeOf(values.get('se')), timeOf(values.get('st'))];
    if (expiresAt === 'invalid' || startsAt === 'invalid')
        return { fault: 'whose SAS has a time (`se`, `st`) that is none' };
    if (expiresAt !== undefined && expiresAt <= now) {
        return { fault: `whose SAS expired at ${seconds(expiresAt)}; it is now ${seconds(now)}` };
    }
    if (startsAt !== undefined && startsAt.getTime() > now.getTime() + CLOCK_SKEW_MS) {
        return { fault: `whose SAS is not valid before ${seconds(startsAt)}; it is now ${seconds(now)}` };
    }
    return { ...(expiresAt && { expiresAt }), ...(startsAt && { startsAt }) };
}
/** UTC, by the day, the minute, the second or parts of it. */
function timeOf(text) {
    if (text === undefined || text === '')
        return undefined;
    const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
    const time = new Date(isDay || /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`);
    return Number.isNaN(time.getTime()) ? 'invalid' : time;
}
function seconds(time) {
    return time.toISOString().replace(/\.\d+Z$/, 'Z');
}

;// CONCATENATED MODULE: ./lib/source/boot-mode.js
// Which firmware can boot a disk, by its partition table: BIOS (Hyper-V generation 1), UEFI (generation 2), or both.
// MBR as every PC has it; GPT by the UEFI specification, chapter 5.
const SECTOR = 512;
/** The master boot record, the GPT header, and the 32 sectors of 128 entries that a GPT has at least. */
const BOOT_HEAD_BYTES = 34 * SECTOR;
const BOOT_CODE_BYTES = 440;
const PARTITIONS_OFFSET = 446;
const SIGNATURE_OFFSET = 510;
const PROTECTIVE = 0xee;
const EFI_SYSTEM = 0xef;
const GPT_SIGNATURE = 'EFI PART';
const GUID_BYTES = 16;
const EFI_SYSTEM_GUID = 'c12a7328-f81f-11d2-ba4b-00a0c93ec93b';
const BIOS_BOOT_GUID = '21686148-6449-6e6f-744e-656564454649';
/** From the first `BOOT_HEAD_BYTES` of the disk, or as many as it has; partitions described beyond them are not seen. */
function bootModeOf(head) {
    const types = mbrTypes(head);
    if (types === undefined)
        return 'unknown';
    if (!types.includes(PROTECTIVE)) {
        const uefi = types.includes(EFI_SYSTEM);
        const bootable = types.some((type) => type !== EFI_SYSTEM);
        // With an EFI system partition beside it, only boot code tells a disk for BIOS from one for UEFI alone.
        return modeOf({ bios: bootable && (!uefi || hasBootCode(head)), uefi });
    }
    const guids = gptTypes(head);
    // Beside the protective entry, a hybrid MBR lists partitions for a BIOS.
    const isHybrid = types.some((type) => type !== PROTECTIVE && type !== EFI_SYSTEM) && hasBootCode(head);
    return modeOf({ bios: guids.includes(BIOS_BOOT_GUID) || isHybrid, uefi: guids.includes(EFI_SYSTEM_GUID) });
}
function modeOf({ bios, uefi }) {
    if (bios)
        return uefi ? 'both' : 'bios';
    return uefi ? 'uefi' : 'unknown';
}
/** The types of the four entries that are in use; undefined where the first sector is no master boot record. */
function mbrTypes(head) {
    if (head.length < SECTOR || head.readUInt16BE(SIGNATURE_OFFSET) !== 0x55aa)
        return undefined;
    const entries = [0, 1, 2, 3].map((index) => head.subarray(PARTITIONS_OFFSET + index * 16).subarray(0, 16));
    // A boot sector of a file system has the same signature, and code where the entries would be.
    if (entries.some((entry) => entry[0] !== 0x00 && entry[0] !== 0x80))
        return undefined;
    return entries.map((entry) => entry[4] ?? 0).filter((type) => type !== 0);
}
function hasBootCode(head) {
    return head.subarray(0, BOOT_CODE_BYTES).some((byte) => byte !== 0);
}
/** The type GUIDs of the entries, as text; none where there is no GPT header. */
function gptTypes(head) {
    const header = head.subarray(SECTOR, 2 * SECTOR);
    if (header.length < SECTOR || header.toString('latin1', 0, GPT_SIGNATURE.length) !== GPT_SIGNATURE)
        return [];
    const first = Number(header.readBigUInt64LE(72)) * SECTOR;
    const count = header.readUInt32LE(80);
    const size = header.readUInt32LE(84);
    if (first < 2 * SECTOR || size < 128)
        return [];
    const guids = [];
    for (let index = 0; index < count; index += 1) {
        const at = first + index * size;
        if (at + GUID_BYTES > head.length)
            break;
        guids.push(guidText(head.subarray(at, at + GUID_BYTES)));
    }
    return guids;
}
/** The first three groups of a GUID lie in memory little-endian, the rest as written. */
function guidText(bytes) {
    const group = (from, to) => bytes.toString('hex', from, to);
    const swapped = Buffer.from(bytes);
    swapped.subarray(0, 4).reverse();
    swapped.subarray(4, 6).reverse();
    swapped.subarray(6, 8).reverse();
    return [swapped.toString('hex', 0, 4), swapped.toString('hex', 4, 6), swapped.toString('hex', 6, 8)]
        .concat(group(8, 10), group(10, 16))
        .join('-');
}

;// CONCATENATED MODULE: ./lib/release/grounds-vhd.js
// The grounds of a release from a VHD: a blob in a storage account, or a file on the runner.







/** Batch advises it for the OS disk (https://learn.microsoft.com/azure/batch/batch-sig-images). */
const CACHING = 'ReadWrite';
function groundsOfVhd(request, survey, source) {
    const vhd = source.kind === 'vhd-blob' ? blobOf(request, survey, source) : fileOf(request, survey, source);
    if (vhd === undefined)
        return NO_GROUNDS;
    if ('problem' in vhd)
        return { ...NO_GROUNDS, problems: [vhd.problem] };
    const { input, shown, account } = vhd;
    const { traits, problems, warnings } = traitsOfVhd(request.image.wishes, survey.definition, vhd.boot, input);
    if (traits === undefined)
        return { ...NO_GROUNDS, problems, warnings };
    const route = chooseRoute(request, survey, traits, { kind: 'VHD', input, shown });
    if (route.kind === 'closed')
        return { traits, grounds: undefined, problems: [...problems, route.problem], warnings };
    const region = account?.location ?? survey.batchAccount?.location ?? '';
    const disks = [{ role: 'os', caching: CACHING }];
    return {
        traits,
        grounds: {
            traits,
            material: route.material,
            why: route.why,
            securityType: route.securityType,
            definition: definitionSpec(request, survey, traits, route.securityType, region),
            disks: [],
            vhds: [vhd.planned],
            content: { kind: 'known', id: vhd.contentId },
            version: versionSpec(request, survey, { kind: 'VHDs', storageAccountId: account?.id ?? '', disks }, region),
        },
        problems,
        warnings,
    };
}
/**
 * A blob that lies in the account of the run's VHDs is used there; any other is copied into it first, so that its region
 * and its network are those of the release.
 */
function blobOf(request, survey, { location, facts, account: found }) {
    if (facts.kind !== 'present')
        return undefined;
    const { exportVhd } = request.capture;
    const target = survey.storageAccount;
    const shown = `VHD ${location.url}`;
    const boot = bootModeOf(facts.head);
    const about = { input: 'vhd-url', shown, boot, contentId: contentIdOfBlobs([facts]) };
    const account = found ?? (target !== undefined && isIn(target, location) ? target : undefined);
    // The URL of a blob's snapshot or old version names the blob itself once its query is gone.
    const isPlain = location.sas === undefined || location.sas.state === 'current';
    const isAtHome = account !== undefined && target !== undefined && (0,resource_id/* sameId */.s)(account.id, target.id);
    if (isPlain && account !== undefined && (isAtHome || !exportVhd)) {
        const whole = { url: location.url, bytes: facts.length };
        return { ...about, planned: { kind: 'found', role: 'os', caching: CACHING, whole }, account };
    }
    if (!exportVhd)
        return { problem: unusableWhereItIs(shown, location) };
    return {
        ...about,
        planned: made(request, survey, { kind: 'blob', location, bytes: facts.length, etag: facts.etag }),
        account: target,
    };
}
function fileOf(request, survey, { found }) {
    if (found.kind === 'problem')
        return undefined;
    const { file, scan } = found;
    return {
        input: 'vhd-file',
        shown: `VHD ${file.name}`,
        boot: file.bootMode,
        contentId: contentIdOfFile(scan.sha256),
        planned: made(request, survey, { kind: 'file', file, scan }),
        account: survey.storageAccount,
    };
}
function made({ capture }, { key }, from) {
    const blobName = (0,lib_names/* vhdBlobName */.Jq)(key, 'os', capture.containerName, capture.vhdPrefix);
    return { kind: 'made', role: 'os', caching: CACHING, blobName, from };
}
/** By its own endpoint, where the subscription's accounts could not be listed. */
function isIn({ blobEndpoint }, { url }) {
    return URL.canParse(blobEndpoint) && new URL(blobEndpoint).host === new URL(url).host;
}
/** A gallery reads the blob itself, with the key of its account: that account must be one of the subscription. */
function unusableWhereItIs(shown, { sas }) {
    const { state = 'current' } = sas ?? {};
    const why = state === 'current' ? 'lies in no storage account of the subscription' : `is ${STATES[state]}`;
    return {
        code: 'vhd-account-unknown',
        input: 'export-vhd',
        found: `\`false\`, though ${shown} ${why}`,
        expected: '`true`: the VHD is copied into `storage-account` first',
        fix: 'Set export-vhd: true, or name a VHD in a storage account of the subscription.',
    };
}

;// CONCATENATED MODULE: ./lib/source/capture.js


/** The disks to capture, the OS disk first. Disks that `readDisk` did not find are left out: a problem names them. */
function disksToCapture(vm, disks, names, dataDisks) {
    const wanted = [
        { role: 'os', disk: vm.osDisk },
        ...(dataDisks === 'include' ? vm.dataDisks.map((disk) => ({ role: disk.lun, disk })) : []),
    ];
    return wanted.flatMap(({ role, disk }) => {
        const found = disk.kind === 'managed' ? disks.get(disk.diskId.toLowerCase()) : undefined;
        if (disk.kind !== 'managed' || found === undefined)
            return [];
        return [
            {
                role,
                diskId: disk.diskId,
                caching: disk.caching,
                location: found.location,
                sizeBytes: found.sizeBytes,
                snapshotId: `${(0,resource_id/* resourceGroupOf */.Tp)(vm.id)}/providers/Microsoft.Compute/snapshots/${(0,lib_names/* snapshotName */.aN)(names.key, role)}`,
                blobName: (0,lib_names/* vhdBlobName */.Jq)(names.key, role, names.containerName, names.vhdPrefix),
            },
        ];
    });
}

;// CONCATENATED MODULE: ./lib/release/grounds-vm.js





function groundsOfVm(request, survey, source) {
    const { vm, disks } = source;
    if (vm === undefined)
        return NO_GROUNDS;
    switch (vm.osDisk.kind) {
        case 'managed': {
            const osDisk = disks.get(vm.osDisk.diskId.toLowerCase());
            return osDisk === undefined
                ? { ...NO_GROUNDS, traits: traitsOfVm(vm, undefined) }
                : groundsOfManaged(request, survey, source, vm, osDisk);
        }
        case 'unmanaged':
            return groundsOfUnmanaged(request, survey, source, vm);
        case 'ephemeral':
            return NO_GROUNDS;
        default:
            return vm.osDisk;
    }
}
function groundsOfManaged(request, survey, { disks: found }, vm, osDisk) {
    const { capture } = request;
    const names = { key: survey.key, containerName: capture.containerName, vhdPrefix: capture.vhdPrefix };
    const disks = disksToCapture(vm, found, names, capture.dataDisks);
    const [osCapture] = disks;
    if (osCapture === undefined)
        return NO_GROUNDS;
    const traits = traitsOfVm(vm, osDisk);
    const problems = wishProblems(request.image.wishes, traits, `VM ${vm.name}`);
    const route = chooseRoute(request, survey, traits, sourceOf(vm, traits, 'managed VM'));
    if (route.kind === 'closed')
        return { ...NO_GROUNDS, traits, problems: [...problems, route.problem] };
    const { material, why, securityType } = route;
    const byVhd = material === 'VHDs';
    if (byVhd && !capture.exportVhd) {
        return { ...NO_GROUNDS, traits, problems: [...problems, needsVhd(securityType)] };
    }
    const region = byVhd ? (survey.storageAccount?.location ?? vm.location) : vm.location;
    const vhds = capture.exportVhd ? disks.map(vhdOf) : [];
    const captured = disks.flatMap(({ diskId }) => found.get(diskId.toLowerCase()) ?? []);
    return {
        traits,
        grounds: {
            traits,
            material,
            why,
            securityType,
            definition: definitionSpec(request, survey, traits, securityType, vm.location),
            disks,
            vhds,
            content: contentOfDisks(captured, vm.powerState === 'deallocated'),
            version: versionSpec(request, survey, byVhd ? vhdMaterial(survey.storageAccount?.id, vhds) : snapshotMaterial(osCapture, disks), region),
        },
        problems,
        warnings: [],
    };
}
function vhdOf(disk) {
    const { role, caching, blobName } = disk;
    return { kind: 'made', role, caching, blobName, from: { kind: 'snapshot', disk } };
}
function snapshotMaterial(os, disks) {
    return {
        kind: 'snapshots',
        osSnapshotId: os.snapshotId,
        osCaching: os.caching,
        dataDisks: disks.flatMap(({ role, snapshotId, caching }) => role === 'os' ? [] : [{ lun: role, snapshotId, caching }]),
    };
}
/** An account that is not there is a problem of its own. */
function vhdMaterial(accountId, vhds) {
    const disks = vhds.map(({ role, caching }) => ({ role, caching }));
    return { kind: 'VHDs', storageAccountId: accountId ?? '', disks };
}
function groundsOfUnmanaged(request, survey, { unmanaged }, vm) {
    const traits = traitsOfVm(vm, undefined);
    const problems = wishProblems(request.image.wishes, traits, `VM ${vm.name}`);
    const route = chooseRoute(request, survey, traits, sourceOf(vm, traits, 'unmanaged VM'));
    if (route.kind === 'closed')
        return { ...NO_GROUNDS, traits, problems: [...problems, route.problem] };
    if (unmanaged === undefined)
        return { ...NO_GROUNDS, traits, problems };
    const { material, why, securityType } = route;
    const content = contentOfBlobs(unmanaged.disks, vm.powerState === 'deallocated');
    const captured = markedCaptures(unmanaged.captures, survey.key, knownContent(content));
    const vhds = unmanagedDisksOf(vm, request.capture.dataDisks).map(({ role, caching }) => ({
        kind: 'captured',
        role,
        caching,
        earlier: captured.get(role),
    }));
    return {
        traits,
        grounds: {
            traits,
            material,
            why,
            securityType,
            definition: definitionSpec(request, survey, traits, securityType, vm.location),
            disks: [],
            vhds,
            content,
            version: versionSpec(request, survey, vhdMaterial(unmanaged.account?.id, vhds), unmanaged.account?.location ?? vm.location),
        },
        problems,
        warnings: [],
    };
}
function sourceOf(vm, { hyperVGeneration, securityType }, kind) {
    return { kind, input: 'vm-name', shown: `VM ${vm.name} (${hyperVGeneration}, ${securityType})` };
}

;// CONCATENATED MODULE: ./lib/release/grounds.js



/** Says only what follows from the source: whether the source can be used at all is checked elsewhere. */
function groundsOf(request, survey) {
    const { source } = survey;
    switch (source.kind) {
        case 'vm':
            return groundsOfVm(request, survey, source);
        case 'vhd-blob':
        case 'vhd-file':
            return groundsOfVhd(request, survey, source);
        case 'image-version':
            return groundsOfVersion(request, survey);
        default:
            return source;
    }
}
/** What the image demands of the nodes that boot it. */
function securityOf({ securityType, traits }) {
    return { securityType, secureBoot: traits.secureBoot, vTpm: traits.vTpm };
}

;// CONCATENATED MODULE: ./lib/release/host-encryption.js
// Whether the nodes are encrypted at host as the source VM is.




function hostEncryption({ pool }, survey, { securityType }) {
    const { source, batchOffer, batchAccount: account } = survey;
    const vm = source.kind === 'vm' ? source.vm : undefined;
    const inUsers = account?.poolAllocationMode === 'UserSubscription';
    const size = batchOffer?.sizes.kind === 'read' ? findSize(batchOffer.sizes.value, vmSizeOf(pool.spec)) : undefined;
    return hostEncryptionOf(pool.spec, {
        image: securityType,
        ofSource: vm?.encryptionAtHost === true,
        size,
        elsewhere: vm !== undefined && inUsers && !(0,resource_id/* sameId */.s)((0,resource_id/* subscriptionIn */.p7)(vm.id), (0,resource_id/* subscriptionIn */.p7)(account.id)),
    });
}

;// CONCATENATED MODULE: ./lib/release/checks/nodes.js
// What the image demands of the nodes, held against the pool specification.









const checkNodes = ({ request, survey, grounding: { grounds, traits } }) => {
    const { spec } = request.pool;
    return {
        problems: [
            ...(traits === undefined ? [] : osConflicts(spec, traits.osType)),
            ...(grounds === undefined ? [] : securityConflicts(spec, securityOf(grounds))),
            ...(grounds === undefined ? [] : dataDiskConflicts(spec, dataDiskLuns(survey, grounds))),
        ],
        warnings: [
            ...communicationWarnings(spec),
            ...(grounds === undefined ? [] : encryptionWarnings(request, survey, grounds)),
        ],
    };
};
function encryptionWarnings(request, survey, grounds) {
    const { source } = survey;
    if (source.kind !== 'vm' || source.vm === undefined)
        return [];
    const found = hostEncryption(request, survey, grounds);
    return hostEncryptionWarnings(found, source.vm.name, vmSizeOf(request.pool.spec));
}

;// CONCATENATED MODULE: ./lib/pool/network-place.js

function subscriptionOf(id) {
    return (0,resource_id/* subscriptionIn */.p7)(id).toLowerCase();
}
/** The region of what is told to be in another one than the account. */
function otherRegion({ location }, account) {
    return location === account.location ? undefined : location;
}

;// CONCATENATED MODULE: ./lib/pool/network-spec.js
// What a pool spec says of the network of its nodes, in either shape.

function networkWishOf({ kind, body }) {
    const holder = kind === 'arm' ? (0,json/* objectAt */.lJ)(body, 'properties') : body;
    const network = (0,json/* objectAt */.lJ)(holder, 'networkConfiguration');
    const addresses = (0,json/* objectAt */.lJ)(network, 'publicIPAddressConfiguration');
    const { ipAddressIds } = addresses;
    // Without a word of the spec the action asks for simplified.
    const mode = (0,json/* textAt */.$6)(holder, 'targetNodeCommunicationMode')?.toLowerCase() ?? 'simplified';
    const provision = (0,json/* textAt */.$6)(addresses, 'provision')?.toLowerCase();
    return {
        subnetId: (0,json/* textAt */.$6)(network, 'subnetId'),
        communication: mode === 'classic' || mode === 'default' ? mode : 'simplified',
        provision: provision === 'usermanaged' || provision === 'nopublicipaddresses' ? provision : 'batchmanaged',
        addressIds: (0,json/* isList */.Lv)(ipAddressIds) ? ipAddressIds.filter((id) => typeof id === 'string') : [],
    };
}
function networkPath({ kind }, ...rest) {
    return [...(kind === 'arm' ? ['properties'] : []), 'networkConfiguration', ...rest];
}
const SUBNET = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/virtualNetworks\/[^/]+\/subnets\/[^/]+$/i;
const ADDRESS = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/Microsoft\.Network\/publicIPAddresses\/[^/]+$/i;
function isSubnetId(id) {
    return SUBNET.test(id);
}
function isAddressId(id) {
    return ADDRESS.test(id);
}

;// CONCATENATED MODULE: ./lib/pool/address-check.js




/** @param addresses those of the spec that exist. */
function addressProblems(spec, account, addresses, isOwnPoolThere) {
    const { provision, addressIds } = networkWishOf(spec);
    if (provision !== 'usermanaged')
        return [];
    const path = networkPath(spec, 'publicIPAddressConfiguration');
    return addressIds.flatMap((id) => {
        const why = addressFault(id, addresses.find((one) => (0,resource_id/* sameId */.s)(one.id, id)), account, isOwnPoolThere);
        if (why === undefined)
            return [];
        return [
            refuserAt(spec, [...path, 'ipAddressIds'])('pool-public-address', `public IP address ${why}`, `a free, static IPv4 address of SKU Standard in ${account.location} and in the subscription of the account`, 'Name another address in ipAddressIds, or let Batch provide them (provision: batchmanaged).'),
        ];
    });
}
function addressFault(id, address, account, isOwnPoolThere) {
    const name = (0,resource_id/* nameOf */.Vb)(id);
    if (address === undefined)
        return `${name}, which does not exist`;
    if (subscriptionOf(id) !== subscriptionOf(account.id))
        return `${name} of subscription ${subscriptionOf(id)}`;
    const elsewhere = otherRegion(address, account);
    const { sku = 'Standard', allocation = 'Static', version = 'IPv4', usedBy } = address;
    if (elsewhere !== undefined)
        return `${name} in ${elsewhere}`;
    if (sku.toLowerCase() !== 'standard')
        return `${name} of SKU ${sku}`;
    if (allocation.toLowerCase() !== 'static')
        return `${name}, which is ${allocation.toLowerCase()}`;
    // The pinned api-version of Batch knows no pools of two IP families.
    if (version.toLowerCase() !== 'ipv4')
        return `${name}, which is of ${version}`;
    if (usedBy !== undefined && !(isOwnPoolThere && isPerhapsOfBatch(usedBy)))
        return `${name}, which ${usedBy} uses`;
    return undefined;
}
/**
 * That of an earlier attempt is used by the pool's own load balancer, in the group of the address:
 * https://learn.microsoft.com/azure/batch/create-pool-public-ip. Its name is not documented for good.
 */
function isPerhapsOfBatch(user) {
    return /azurebatch|\/providers\/Microsoft\.Network\/loadBalancers\//i.test(user);
}
/** Batch documents the label as needed, and not what becomes of a pool without. */
function addressWarnings(spec, addresses) {
    const { provision, addressIds } = networkWishOf(spec);
    const unnamed = addresses.filter(({ id, named }) => !named && addressIds.some((wanted) => (0,resource_id/* sameId */.s)(wanted, id)));
    if (provision !== 'usermanaged' || unnamed.length === 0)
        return [];
    const [names, have] = [unnamed.map(({ id }) => (0,resource_id/* nameOf */.Vb)(id)).join(', '), unnamed.length === 1 ? 'has' : 'have'];
    const text = `Batch documents that public IP addresses for a pool need a DNS name label, and ${names} ${have} none: the pool may get no nodes. Set it: \`az network public-ip update --dns-name\`.`;
    return [{ code: 'pool-public-address-dns', input: 'pool-spec', text }];
}

;// CONCATENATED MODULE: ./lib/azure/networks.js



async function readVirtualNetwork(arm, id) {
    const body = await arm.read(id, versions/* API_VERSIONS */.B.network);
    if (body === undefined)
        return undefined;
    return { id, ...networks_placeOf(body), subnets: (0,azure_json/* objectsAt */.yR)(body, 'properties', 'subnets').map(toSubnet) };
}
function networks_placeOf(body) {
    const location = (0,azure_json/* textAt */.$6)(body, 'location');
    return location === undefined ? {} : { location: (0,resource_id/* normaliseRegion */.$9)(location) };
}
function toSubnet(body) {
    const one = (0,azure_json/* textAt */.$6)(body, 'properties', 'addressPrefix');
    const several = (0,azure_json/* textsAt */.i1)(body, 'properties', 'addressPrefixes');
    const securityGroupId = (0,azure_json/* textAt */.$6)(body, 'properties', 'networkSecurityGroup', 'id');
    return {
        name: (0,azure_json/* textAt */.$6)(body, 'name') ?? '',
        prefixes: several.length > 0 ? several : one === undefined ? [] : [one],
        delegations: (0,azure_json/* objectsAt */.yR)(body, 'properties', 'delegations').map((each) => (0,azure_json/* textAt */.$6)(each, 'properties', 'serviceName') ?? (0,azure_json/* textAt */.$6)(each, 'name') ?? 'another service'),
        ...(securityGroupId === undefined ? {} : { securityGroupId }),
        taken: (0,azure_json/* objectsAt */.yR)(body, 'properties', 'ipConfigurations').length,
    };
}
async function readSecurityGroup(arm, id) {
    const body = await arm.read(id, versions/* API_VERSIONS */.B.network);
    if (body === undefined)
        return undefined;
    const rules = ['securityRules', 'defaultSecurityRules'].flatMap((list) => (0,azure_json/* objectsAt */.yR)(body, 'properties', list).flatMap((rule) => toRule(rule) ?? []));
    return { id, rules: rules.sort((a, b) => a.priority - b.priority) };
}
const GROUPS = ['sourceApplicationSecurityGroups', 'destinationApplicationSecurityGroups'];
function toRule(body) {
    const of = (name) => (0,azure_json/* textAt */.$6)(body, 'properties', name);
    const all = (one, several) => [
        ...(of(one) === undefined || of(one) === '' ? [] : [of(one) ?? '']),
        ...(0,azure_json/* textsAt */.i1)(body, 'properties', several),
    ];
    const direction = (0,azure_json/* oneOf */.yL)(['Inbound', 'Outbound'], of('direction'));
    const access = (0,azure_json/* oneOf */.yL)(['Allow', 'Deny'], of('access'));
    if (direction === undefined || access === undefined)
        return undefined;
    const sources = all('sourceAddressPrefix', 'sourceAddressPrefixes');
    const destinations = all('destinationAddressPrefix', 'destinationAddressPrefixes');
    return {
        name: (0,azure_json/* textAt */.$6)(body, 'name') ?? '',
        priority: (0,azure_json/* numberAt */.tk)(body, 'properties', 'priority') ?? 0,
        direction,
        access,
        protocol: of('protocol') ?? '*',
        peers: direction === 'Inbound' ? sources : destinations,
        locals: direction === 'Inbound' ? destinations : sources,
        groups: GROUPS.some((list) => (0,azure_json/* objectsAt */.yR)(body, 'properties', list).length > 0),
        sourcePorts: all('sourcePortRange', 'sourcePortRanges'),
        destinationPorts: all('destinationPortRange', 'destinationPortRanges'),
    };
}
/** More are read by their groups: a request for each would make a survey of a large pool long. */
const READ_ONE_BY_ONE = 3;
/** Those of the IDs that exist. */
async function readPublicAddresses(arm, ids) {
    if (ids.length <= READ_ONE_BY_ONE) {
        const read = await Promise.all(ids.map(async (id) => {
            const body = await arm.read(id, versions/* API_VERSIONS */.B.network);
            return body === undefined ? [] : [toPublicAddress(body, id)];
        }));
        return read.flat();
    }
    const groups = new Map(ids.map((id) => [(0,resource_id/* resourceGroupOf */.Tp)(id).toLowerCase(), (0,resource_id/* resourceGroupOf */.Tp)(id)])).values();
    const lists = await Promise.all([...groups].map(async (group) => arm.list(`${group}/providers/Microsoft.Network/publicIPAddresses`, versions/* API_VERSIONS */.B.network)));
    return lists
        .flat()
        .map((body) => toPublicAddress(body))
        .filter((address) => ids.some((id) => (0,resource_id/* sameId */.s)(id, address.id)));
}
function toPublicAddress(body, id = '') {
    const usedBy = (0,azure_json/* textAt */.$6)(body, 'properties', 'ipConfiguration', 'id') ?? (0,azure_json/* textAt */.$6)(body, 'properties', 'natGateway', 'id');
    const sku = (0,azure_json/* textAt */.$6)(body, 'sku', 'name');
    const allocation = (0,azure_json/* textAt */.$6)(body, 'properties', 'publicIPAllocationMethod');
    const version = (0,azure_json/* textAt */.$6)(body, 'properties', 'publicIPAddressVersion');
    const dns = (0,azure_json/* objectAt */.lJ)(body, 'properties', 'dnsSettings');
    return {
        id: (0,azure_json/* textAt */.$6)(body, 'id') ?? id,
        ...networks_placeOf(body),
        ...(sku === undefined ? {} : { sku }),
        ...(allocation === undefined ? {} : { allocation }),
        ...(version === undefined ? {} : { version }),
        named: [(0,azure_json/* textAt */.$6)(dns, 'domainNameLabel'), (0,azure_json/* textAt */.$6)(dns, 'fqdn')].some((name) => name !== undefined && name !== ''),
        ...(usedBy === undefined ? {} : { usedBy }),
    };
}
/** `vnet/subnet`, as people call it. */
function subnetName(subnetId) {
    return `${(0,resource_id/* nameOf */.Vb)(networkOf(subnetId))}/${(0,resource_id/* nameOf */.Vb)(subnetId)}`;
}
function networkOf(subnetId) {
    return subnetId.replace(/\/subnets\/[^/]+$/i, '');
}

;// CONCATENATED MODULE: ./lib/pool/address-ranges.js
// Ranges of IPv4 addresses, as subnets and security rules name them.
/** Of `10.0.0.0/24` or `10.0.0.4`; undefined for anything else, IPv6 and service tags among it. */
function addressRange(prefix) {
    const [, address = '', length = '32'] = /^(\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2}))?$/.exec(prefix) ?? [];
    const bytes = address.split('.').map(Number);
    const bits = Number(length);
    if (address === '' || bits > 32 || bytes.some((byte) => byte > 255))
        return undefined;
    const size = 2 ** (32 - bits);
    const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
    const first = value - (value % size);
    return { first, last: first + size - 1 };
}
function covers(outer, inner) {
    return outer.first <= inner.first && inner.last <= outer.last;
}
function overlap(one, other) {
    return one.first <= other.last && other.first <= one.last;
}

;// CONCATENATED MODULE: ./lib/pool/security-rules.js

/**
 * The rule that closes the passage for all nodes of a subnet; undefined where it is open, or may be.
 * @param prefixes those of the subnet
 */
function closingRule({ rules }, passage, prefixes) {
    for (const rule of rules) {
        if (rule.direction !== passage.direction || !isTcp(rule) || !hasPort(rule, passage.port))
            continue;
        const [reach, share] = [reachOf(rule, passage.region), shareOf(rule, prefixes)];
        if (reach === 'other' || share === 'none')
            continue;
        if (rule.access === 'Allow')
            return undefined;
        if (reach === 'all' && share === 'all')
            return rule;
    }
    return undefined;
}
/** Whether a rule is about all that nodes in the subnet send or receive, perhaps some of it, or none. */
function shareOf({ locals, groups, sourcePorts }, prefixes) {
    if (groups)
        return 'some';
    const all = ['*', 'any', '0.0.0.0/0', 'virtualnetwork'];
    const everywhere = locals.some((local) => all.includes(local.toLowerCase()));
    const subnets = prefixes.map(addressRange);
    const ranges = locals.map(addressRange);
    const covered = subnets.map((subnet) => subnet && ranges.some((range) => range && covers(range, subnet)));
    if (everywhere || (covered.length > 0 && covered.every((one) => one === true))) {
        return sourcePorts.some((ports) => ['*', '0-65535'].includes(ports)) ? 'all' : 'some';
    }
    // What is no IPv4 range on either side cannot be told apart here.
    const isApart = subnets.every((subnet) => ranges.every((range) => subnet && range && !overlap(range, subnet)));
    return isApart && subnets.length > 0 && ranges.length > 0 ? 'none' : 'some';
}
function isTcp({ protocol }) {
    return ['*', 'tcp', 'any'].includes(protocol.toLowerCase());
}
function hasPort({ destinationPorts }, port) {
    return destinationPorts.some((range) => {
        if (range === '*')
            return true;
        const [from = NaN, to = from] = range.split('-').map(Number);
        return from <= port && port <= to;
    });
}
/** Whether a rule is about all addresses of Batch in the region, perhaps some, or none. */
function reachOf({ peers }, region) {
    const reaches = peers.map((peer) => reachOfPeer(peer.toLowerCase(), region));
    return reaches.includes('all') ? 'all' : reaches.includes('some') ? 'some' : 'other';
}
function reachOfPeer(peer, region) {
    const tags = ['*', 'any', '0.0.0.0/0', 'internet', 'azurecloud', 'batchnodemanagement'];
    const regional = [`azurecloud.${region}`, `batchnodemanagement.${region}`];
    if ([...tags, ...regional].includes(peer))
        return 'all';
    if (!/^[\d.]+(\/\d+)?$/.test(peer))
        return 'other';
    return isPrivate(peer) ? 'other' : 'some';
}
/** Batch answers at public addresses. */
function isPrivate(range) {
    return /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/.test(range);
}

;// CONCATENATED MODULE: ./lib/pool/network-check.js








/** @param network undefined where it does not exist. */
function subnetFindings(spec, account, network, wanted) {
    const { subnetId } = networkWishOf(spec);
    if (subnetId === undefined)
        return { problems: [], warnings: [] };
    const refuse = refuserAt(spec, networkPath(spec, 'subnetId'));
    const subnet = subnetIn(network, subnetId);
    if (network === undefined || subnet === undefined) {
        const found = network === undefined
            ? `no virtual network ${networkOf(subnetId)}`
            : `no subnet ${(0,resource_id/* nameOf */.Vb)(subnetId)} in virtual network ${(0,resource_id/* nameOf */.Vb)(network.id)}`;
        const there = network?.subnets.map(({ name }) => name).join(', ') ?? '';
        const fix = there === '' ? 'Correct subnetId.' : `Correct subnetId; there are: ${there}.`;
        return { problems: [refuse('pool-subnet-not-found', found, 'a subnet that exists', fix)], warnings: [] };
    }
    const shown = `subnet ${subnetName(subnetId)}`;
    const problems = [];
    const isForeign = subscriptionOf(subnetId) !== subscriptionOf(account.id);
    const elsewhere = otherRegion(network, account);
    if (isForeign || elsewhere !== undefined) {
        problems.push(refuse('pool-subnet-place', `${shown} in ${isForeign ? `subscription ${subscriptionOf(subnetId)}` : (elsewhere ?? '')}`, `a subnet in ${isForeign ? `subscription ${subscriptionOf(account.id)}` : account.location}, as Batch account ${account.name}`, 'Name a subnet in the region and subscription of the account.'));
    }
    if (subnet.delegations.length > 0) {
        problems.push(refuse('pool-subnet-delegated', `${shown}, which is delegated to ${subnet.delegations.join(', ')}`, 'a subnet without delegation', 'Name another subnet: a delegated one takes no nodes.'));
    }
    const room = roomFindings(spec, subnet, shown, wanted, refuse);
    return { problems: [...problems, ...room.problems], warnings: room.warnings };
}
function subnetIn(network, subnetId) {
    return network?.subnets.find(({ name }) => name.toLowerCase() === (0,resource_id/* nameOf */.Vb)(subnetId).toLowerCase());
}
/** Azure keeps five addresses of each range for itself. */
const RESERVED = 5;
/** Where addresses are missing Batch makes as many nodes as there are, and ends the resize with an error. */
function roomFindings(spec, subnet, shown, { minReady, isOwnPoolThere }, refuse) {
    const { dedicated, lowPriority } = wantedNodes(spec);
    const nodes = dedicated + lowPriority;
    const lengths = subnet.prefixes.flatMap((prefix) => /^[\d.]+\/(\d+)$/.exec(prefix)?.[1] ?? []).map(Number);
    const usable = lengths.reduce((sum, length) => sum + Math.max(0, 2 ** (32 - length) - RESERVED), 0);
    // Those of this pool's own nodes are among the taken ones, and nobody tells which.
    const taken = isOwnPoolThere ? 0 : subnet.taken;
    const missing = nodes + taken - usable;
    if (lengths.length === 0 || missing <= 0 || nodes === 0)
        return { problems: [], warnings: [] };
    const found = `${shown} (${subnet.prefixes.join(', ')}) with room for ${usable}, of which ${taken} ${taken === 1 ? 'is' : 'are'} taken, for ${(0,format/* formatCount */.B4)(nodes, 'node')}: ${missing} missing`;
    if (minReady !== undefined && usable - taken >= minReady) {
        const text = `Not all nodes will find room: ${found}. The ${minReady} of min-ready-nodes will.`;
        return { problems: [], warnings: [{ code: 'pool-subnet-partial', input: 'pool-spec', text }] };
    }
    const expected = `room for ${(0,format/* formatCount */.B4)(nodes, 'node')}`;
    const fix = 'Name a larger subnet, or ask for fewer nodes.';
    return { problems: [refuse('pool-subnet-too-small', found, expected, fix)], warnings: [] };
}
/** The security group of the subnet, held against the way in which Batch and its nodes talk. */
function securityGroupProblems(spec, account, network, group) {
    const { subnetId = '', communication } = networkWishOf(spec);
    const { location: region } = account;
    const refuse = refuserAt(spec, networkPath(spec, 'subnetId'));
    // By a private endpoint nodes reach Batch inside the network, past rules about public addresses.
    if (communication === 'simplified' && account.privateNodeAccess)
        return [];
    const prefixes = subnetIn(network, subnetId)?.prefixes ?? [];
    return passagesOf(communication, region).flatMap((passage) => {
        const rule = closingRule(group, passage, prefixes);
        if (rule === undefined)
            return [];
        const way = passage.direction === 'Outbound'
            ? `outbound TCP ${passage.port} to BatchNodeManagement.${region}`
            : `inbound TCP ${passage.port} from BatchNodeManagement.${region}`;
        return [
            refuse('pool-subnet-closed', `security group ${(0,resource_id/* nameOf */.Vb)(group.id)} of subnet ${subnetName(subnetId)}, whose rule ${rule.name} (priority ${rule.priority}) denies ${way}`, `a rule that allows ${way}, as ${communication} node communication needs it`, `Add the rule with a priority before ${rule.priority}.`),
        ];
    });
}
/** Which mode Batch chooses where it may, is not known before. */
function passagesOf(communication, region) {
    switch (communication) {
        case 'simplified':
            return [{ direction: 'Outbound', port: 443, region }];
        case 'classic':
            return [29876, 29877].map((port) => ({ direction: 'Inbound', port, region }));
        case 'default':
            return [];
        default:
            return communication;
    }
}
/** Nodes that find no way to the service become unusable, and no error of theirs names the cause. */
function nodeAccessWarnings(spec, account) {
    const { subnetId, communication } = networkWishOf(spec);
    const byEndpoint = account.privateNodeAccess && subnetId !== undefined;
    if (account.nodeAccess !== 'closed' || communication === 'classic' || byEndpoint)
        return [];
    const lack = account.privateNodeAccess
        ? 'and the pool names no subnet from which they could reach its private endpoint'
        : 'and it has no approved private endpoint for nodeManagement';
    const text = `Batch account ${account.name} lets no nodes in from public addresses, ${lack}: the nodes may become unusable. Allow them (networkProfile.nodeManagementAccess), or give the pool the subnet of a network with a private endpoint for nodeManagement.`;
    return [{ code: 'batch-node-access', input: 'batch-account', text }];
}
/** What the spec says against itself about how nodes are reached. */
function communicationProblems(spec) {
    const { provision, communication } = networkWishOf(spec);
    if (provision !== 'nopublicipaddresses' || communication !== 'classic')
        return [];
    const path = [...(spec.kind === 'arm' ? ['properties'] : []), 'targetNodeCommunicationMode'];
    return [
        refuserAt(spec, path)('pool-communication', 'classic node communication, for nodes without public IP addresses', 'simplified node communication: in the classic one Batch calls the nodes', 'Set targetNodeCommunicationMode to simplified, or leave it out.'),
    ];
}

;// CONCATENATED MODULE: ./lib/release/checks/pool-network.js
// The network of the pool's nodes: its subnet with the security group around it, and the public addresses it is given.




const checkPoolNetwork = ({ request, survey }) => {
    const { batchAccount: account, poolNetwork } = survey;
    const own = ownPool(survey);
    if (account === undefined || isFinished(own))
        return NOTHING;
    const { spec, minReadyNodes: minReady } = request.pool;
    const { network, group, addresses } = poolNetwork;
    const isOwnThere = own !== undefined;
    const securityGroup = group?.kind === 'read' ? group.value : undefined;
    const found = network?.kind === 'read' ? network.value : undefined;
    const subnet = network?.kind === 'read' ? subnetFindings(spec, account, found, { minReady, isOwnPoolThere: isOwnThere }) : NOTHING;
    return {
        problems: [
            ...subnet.problems,
            ...(securityGroup === undefined ? [] : securityGroupProblems(spec, account, found, securityGroup)),
            ...(addresses?.kind === 'unread' ? [] : addressProblems(spec, account, addresses?.value ?? [], isOwnThere)),
            ...communicationProblems(spec),
        ],
        warnings: [
            ...subnet.warnings,
            ...nodeAccessWarnings(spec, account),
            ...(addresses?.kind === 'read' ? addressWarnings(spec, addresses.value) : []),
            ...[network, group, addresses].flatMap((part) => (part?.kind === 'unread' ? [pool_network_unchecked(part.action)] : [])),
        ],
    };
};
function pool_network_unchecked(action) {
    const text = `Whether the network of the pool can take its nodes could not be checked: ${action} is not granted, or Azure does not answer. The role Reader on the network has it.`;
    return { code: 'pool-network-unchecked', input: 'pool-spec', text };
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
        if (existing.provisioningState === 'Succeeded' && existing.tags[lib_marks/* CONTENT_MARK */.o0] === contentId)
            return;
        await removeSnapshot(arm, disk.snapshotId, tags[lib_marks/* KEY_MARK */._i] ?? '', wait);
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
    return tags[lib_marks/* KEY_MARK */._i] === key && tags[lib_marks/* KIND_MARK */.hW] === 'temporary';
}
/** Deletes a snapshot that carries this release's marks; leaves anything else alone. */
async function removeSnapshot(arm, snapshotId, key, wait) {
    const existing = await readSnapshot(arm, snapshotId, wait);
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

// EXTERNAL MODULE: ./lib/azure/connection-errors.js
var connection_errors = __webpack_require__(85547);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./lib/source/disk-format.js
// What kind of disk image a file is, by its first and last bytes, and how one that Azure does not take becomes a fixed VHD.
// Signatures and sizes are those of the formats' own specifications (VHD 1.0, MS-VHDX, qcow2, VMDK 5.0, VDI 1.1).


/** How many bytes of the file's start, and of its end, tell the format. */
const FORMAT_BYTES = 512;
const NAMES = {
    'fixed-vhd': 'a fixed VHD',
    'dynamic-vhd': 'a dynamic VHD',
    'differencing-vhd': 'a differencing VHD',
    vhdx: 'a VHDX',
    qcow: 'a qcow image (version 1)',
    qcow2: 'a qcow2 image',
    vmdk: 'a VMDK',
    vdi: 'a VDI',
    gzip: 'a file compressed by gzip',
    xz: 'a file compressed by xz',
    zip: 'a ZIP archive',
    zstd: 'a file compressed by zstd',
    raw: 'no disk image with a header or footer: a raw disk, if it is a disk at all',
};
const disk_format_SECTOR = 512;
const latin1 = (text) => Buffer.from(text, 'latin1');
const bigEndian64 = (at) => (head) => Number(head.readBigUInt64BE(at));
const littleEndian64 = (at) => (head) => Number(head.readBigUInt64LE(at));
const SIGNATURES = [
    { kind: 'vhdx', bytes: latin1('vhdxfile') },
    { kind: 'qcow', bytes: latin1('QFI\xfb\0\0\0\x01'), diskBytes: bigEndian64(24) },
    { kind: 'qcow2', bytes: latin1('QFI\xfb'), diskBytes: bigEndian64(24) },
    { kind: 'vmdk', bytes: latin1('KDMV'), diskBytes: (head) => littleEndian64(12)(head) * disk_format_SECTOR },
    { kind: 'vmdk', bytes: latin1('COWD'), diskBytes: (head) => head.readUInt32LE(12) * disk_format_SECTOR },
    { kind: 'vmdk', bytes: latin1('# Disk DescriptorFile') },
    { kind: 'vdi', at: 64, bytes: Buffer.from([0x7f, 0x10, 0xda, 0xbe]), diskBytes: littleEndian64(368) },
    { kind: 'gzip', bytes: Buffer.from([0x1f, 0x8b, 0x08]) },
    { kind: 'xz', bytes: latin1('\xfd7zXZ\0') },
    { kind: 'zip', bytes: latin1('PK\x03\x04') },
    { kind: 'zstd', bytes: Buffer.from([0x28, 0xb5, 0x2f, 0xfd]) },
];
/** From the first and the last `FORMAT_BYTES` of the file, or as many as it has. */
function diskFormatOf(head, tail) {
    const atEnd = readFooter(tail);
    if (atEnd?.type === 'fixed' || atEnd?.type === 'other')
        return disk_format_format('fixed-vhd');
    // Dynamic and differencing VHDs begin with a copy of their footer, which a cut file still has.
    const footer = atEnd ?? readFooter(head);
    if (footer?.type === 'dynamic')
        return disk_format_format('dynamic-vhd', footer.diskBytes);
    if (footer?.type === 'differencing')
        return disk_format_format('differencing-vhd', footer.diskBytes);
    const found = SIGNATURES.find(({ at = 0, bytes }) => head.subarray(at, at + bytes.length).equals(bytes));
    if (found === undefined)
        return hasBootSignature(head) ? { kind: 'raw', name: 'a raw disk' } : disk_format_format('raw');
    return disk_format_format(found.kind, head.length < FORMAT_BYTES ? undefined : found.diskBytes?.(head));
}
function hasBootSignature(head) {
    return head.length >= disk_format_SECTOR && head.readUInt16BE(disk_format_SECTOR - 2) === 0x55aa;
}
/** How to make a fixed VHD for Azure of the file at `path`, which has this format and holds a disk of `diskBytes`. */
function conversionOf({ kind }, path, diskBytes) {
    switch (kind) {
        case 'fixed-vhd':
        case 'dynamic-vhd':
            return convertWithQemu('vpc', path, diskBytes);
        case 'differencing-vhd':
            return ('Merge it with its parent on Windows, as qemu-img cannot: ' +
                `\`Convert-VHD -Path ${quoted(path)} -DestinationPath ${quoted(disk_format_named(path, 'vhd'))} -VHDType Fixed\`.`);
        case 'vhdx':
        case 'qcow':
        case 'qcow2':
        case 'vmdk':
        case 'vdi':
        case 'raw':
            return convertWithQemu(kind, path, diskBytes);
        case 'gzip':
            return unpack(`gunzip --keep ${quoted(path)}`);
        case 'xz':
            return unpack(`unxz --keep ${quoted(path)}`);
        case 'zip':
            return unpack(`unzip ${quoted(path)}`);
        case 'zstd':
            return unpack(`unzstd ${quoted(path)}`);
        default:
            return kind;
    }
}
/** A disk that is no whole number of MiB grows on the way, as a raw file: the only format that takes any size. */
function convertWithQemu(qemuFormat, path, diskBytes) {
    const target = quoted(disk_format_named(path, 'vhd'));
    const toVhd = (from, file) => `qemu-img convert -f ${from} -O vpc -o subformat=fixed,force_size ${file} ${target}`;
    const direct = toVhd(qemuFormat, quoted(path));
    if (diskBytes === undefined) {
        return (`Convert it: \`${direct}\`. A disk that is no whole number of MiB first becomes a raw file (-O raw) that grows ` +
            '(`qemu-img resize -f raw FILE SIZE`), and then a VHD.');
    }
    const size = wholeMebibytes(diskBytes);
    if (size === diskBytes)
        return `Convert it: \`${direct}\`.`;
    const raw = qemuFormat === 'raw' ? quoted(path) : quoted(disk_format_named(path, 'raw'));
    const steps = [
        ...(qemuFormat === 'raw' ? [] : [`qemu-img convert -f ${qemuFormat} -O raw ${quoted(path)} ${raw}`]),
        `qemu-img resize -f raw ${raw} ${size}`,
        toVhd('raw', raw),
    ];
    return `Let the disk grow to a whole number of MiB and convert it: \`${steps.join(' && ')}\`.`;
}
function unpack(command) {
    return `Unpack it in an earlier step (\`${command}\`) and name the VHD that is inside.`;
}
function disk_format_format(kind, diskBytes) {
    const isPlausible = diskBytes !== undefined && Number.isSafeInteger(diskBytes) && diskBytes > 0;
    return { kind, name: NAMES[kind], ...(isPlausible ? { diskBytes } : {}) };
}
/** The same path with another extension, and never the path itself. */
function disk_format_named(path, extension) {
    const { dir, name, ext } = (0,external_node_path_.parse)(path);
    const folder = dir === '' ? '' : dir.endsWith('/') ? dir : `${dir}/`;
    return `${folder}${name}${ext.toLowerCase() === `.${extension}` ? '-fixed' : ''}.${extension}`;
}
/** As a shell takes it. */
function quoted(path) {
    return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

;// CONCATENATED MODULE: ./lib/source/vhd-refusals.js
const NEW_SAS = '`az storage blob generate-sas --blob-url <url> --permissions r --expiry <time> --as-user --auth-mode login --full-uri`';
function refusedVhd(error, where) {
    const { url, sas } = where;
    const host = new URL(url).host;
    const reason = sharedReason(error, host) ?? (sas === undefined ? tokenReason(error, where) : sasReason(error, sas));
    const status = error.status === undefined ? error.code : `HTTP ${error.status} ${error.code}`;
    return { ...reason, input: 'vhd-url', found: `${url}, ${reason.found} (${status})` };
}
/** What refuses a token and a SAS alike. */
function sharedReason({ code }, host) {
    switch (code) {
        case 'ENOTFOUND':
            return {
                code: 'vhd-host-unknown',
                found: `whose host ${host} is not known`,
                expected: 'a blob of a storage account that exists',
                fix: 'Check the account’s name in the URL, and that the runner resolves names of private endpoints if it has one.',
            };
        case 'AuthorizationFailure':
            return {
                code: 'vhd-network-closed',
                found: 'whose account’s network rules refuse this runner',
                expected: 'a blob that the runner can read',
                fix: 'Allow the runner in the account’s network rules, or run on a runner inside the network.',
            };
        case 'KeyBasedAuthenticationNotPermitted':
            return {
                code: 'vhd-sas-refused',
                found: 'whose account takes no SAS that was signed with an account key',
                expected: 'a user delegation SAS, or none',
                fix: `Give the URL without a SAS and the identity Storage Blob Data Reader, or make a user delegation SAS: ${NEW_SAS}.`,
            };
        default:
            return undefined;
    }
}
function tokenReason({ code }, { container }) {
    if (code === 'AuthorizationPermissionMismatch') {
        return {
            code: 'right-missing',
            found: 'which the signed-in identity may not read',
            expected: 'a role with Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
            fix: `Assign Storage Blob Data Reader on the account or on container ${container} (a new assignment can take minutes to count), or give the URL with a SAS.`,
        };
    }
    return {
        code: 'vhd-read-refused',
        found: 'which storage refuses to show',
        expected: 'a blob that the signed-in identity can read',
        fix: 'Check the URL, and that the account is in the tenant of the identity; a blob of another tenant needs a SAS.',
    };
}
function sasReason({ code }, sas) {
    const { permissions, expiresAt } = sas;
    switch (code) {
        case 'AuthorizationPermissionMismatch':
            return {
                code: 'vhd-sas-cannot-read',
                found: `whose SAS does not allow reading (${permissions === undefined ? 'by its stored access policy' : `sp=${permissions}`})`,
                expected: 'a SAS with the permission to read (`r`)',
                fix: `Make one: ${NEW_SAS}.`,
            };
        case 'AuthorizationSourceIPMismatch':
            return {
                code: 'vhd-sas-address',
                found: 'whose SAS is for other addresses than this runner’s (`sip`)',
                expected: 'a SAS that this runner may use',
                fix: `Make one without \`--ip\`: ${NEW_SAS}.`,
            };
        default:
            return {
                code: 'vhd-sas-refused',
                found: `whose SAS storage refuses${expiresAt === undefined ? '' : ` (it says that it is valid until ${expiresAt.toISOString()})`}`,
                expected: 'a SAS that is whole and valid, of this blob or its container',
                fix: `Its signature is wrong or cut off, it is of another blob, or its key or policy was changed since. Quote the URL whole, or make a new one: ${NEW_SAS}.`,
            };
    }
}

;// CONCATENATED MODULE: ./lib/source/vhd-blob.js
// A VHD that lies in a storage account already: what one look at the blob tells, and every reason why no image can be
// made of it.








const vhd_blob_INPUT = 'vhd-url';
const vhd_blob_GIBIBYTE = 1024 ** 3;
/** The limit of a gallery image version's OS disk. */
const vhd_blob_LARGEST_DISK = 2048 * vhd_blob_GIBIBYTE;
const FIXED_VHD = 'a page blob that holds a fixed VHD';
/** One HEAD, then two small reads side by side. */
async function inspectVhdBlob(blob) {
    const namedHost = new URL(blob.url).hostname;
    try {
        const properties = await blob.properties({ namedHost });
        if (properties === undefined)
            return { kind: 'absent' };
        const { length } = properties;
        const tail = Math.min(VHD_FOOTER_BYTES, length);
        const [head, footer] = await Promise.all([
            length === 0 ? Buffer.alloc(0) : blob.read(0, Math.min(BOOT_HEAD_BYTES, length)),
            length === 0 ? Buffer.alloc(0) : blob.read(length - tail, tail),
        ]);
        return { kind: 'present', ...properties, head, footer };
    }
    catch (error) {
        if (isRefusal(error) || (0,connection_errors/* isUnknownHost */.RT)(error, namedHost))
            return { kind: 'refused', error };
        throw error;
    }
}
/** PublicAccessNotPermitted is a 409. */
function isRefusal(error) {
    if (!(0,errors/* isAzureServiceError */.B5)(error) || error.service !== 'Storage')
        return false;
    return error.status === 401 || error.status === 403 || error.code === 'PublicAccessNotPermitted';
}
/** What is wrong with the URL itself, before anything is asked. */
function vhdUrlProblem({ shown, fault }) {
    return {
        code: 'vhd-url-invalid',
        input: vhd_blob_INPUT,
        found: `${shown === '' ? 'a text' : shown}, ${fault}`,
        expected: 'the https URL of a page blob, `https://<account>.blob.core.windows.net/<container>/<name>.vhd`, perhaps with a SAS',
        fix: 'Copy the URL whole (`az storage blob url`, or with a SAS `az storage blob generate-sas --full-uri --permissions r`) and quote it in the workflow.',
    };
}
/** Every reason why the blob cannot become an image; the URL is shown without its SAS. */
function vhdBlobProblems(facts, where) {
    switch (facts.kind) {
        case 'absent':
            return [vhd_blob_problem('vhd-not-found', `no blob ${where.url}`, FIXED_VHD, `Check the URL. ${howToUpload(where)}`)];
        case 'refused':
            return [refusedVhd(facts.error, where)];
        case 'present':
            if (isIncremental(facts, where))
                return [incrementalProblem(where)];
            return [...stateProblems(facts, where), ...contentProblems(facts, where)];
        default:
            return facts;
    }
}
/** Hosts of managed disks, whose full snapshots have the SAS of a blob. */
const DISK_HOST = /^md-[^.]+\./;
function isIncremental(facts, { url, sas }) {
    return facts.incremental === true || (sas?.state === 'snapshot' && DISK_HOST.test(new URL(url).hostname));
}
function incrementalProblem({ url }) {
    return vhd_blob_problem('vhd-incremental', `${url}, an incremental snapshot, out of which no pages can be copied`, 'a full snapshot, a disk or a blob', 'Make a disk of it (`az disk create --source <snapshot> --sku Premium_LRS`) and give the SAS of that ' +
        '(`az disk grant-access`), or that of a full snapshot (`az snapshot create --incremental false`).');
}
/** What somebody is still doing to the blob, or has not finished. */
function stateProblems(facts, { url }) {
    const whole = 'a VHD that is whole';
    const show = `\`az storage blob show --blob-url ${url} --auth-mode login --query properties.copy\``;
    switch (facts.copyStatus) {
        case 'pending':
            return [
                vhd_blob_problem('vhd-copy-pending', `${url}, into which a copy is still running`, whole, `Run again when it is done: ${show}.`),
            ];
        case 'failed':
        case 'aborted':
            return [
                vhd_blob_problem('vhd-copy-failed', `${url}, into which a copy ${facts.copyStatus === 'failed' ? 'failed' : 'was aborted'}`, whole, `Copy it again (${show} tells more).`),
            ];
        case 'success':
        case undefined:
            break;
        default:
            return facts.copyStatus;
    }
    if (facts.metadata[lib_marks/* STATE_MARK */.G$] !== 'writing')
        return [];
    return [
        vhd_blob_problem('vhd-unfinished', `${url}, which a release of this action has not finished (${lib_marks/* STATE_MARK */.G$}=writing)`, whole, 'Let that release finish, or run it again: it goes on where it ended.'),
    ];
}
function contentProblems(facts, where) {
    const { blobType, length, footer } = facts;
    const { url } = where;
    const problems = [];
    if (blobType !== 'PageBlob') {
        const type = blobType === 'BlockBlob' ? 'a block blob' : 'an append blob';
        problems.push(vhd_blob_problem('vhd-not-page-blob', `${url}, ${type}`, FIXED_VHD, howToUpload(where)));
    }
    // What is not whole has no content to speak of.
    const isWhole = facts.copyStatus === undefined || facts.copyStatus === 'success';
    if (!isWhole || facts.metadata[lib_marks/* STATE_MARK */.G$] === 'writing')
        return problems;
    const diskBytes = length - VHD_FOOTER_BYTES;
    if (diskBytes <= 0) {
        return [...problems, vhd_blob_problem('vhd-too-short', `${url}, which has ${length} bytes`, FIXED_VHD, howToUpload(where))];
    }
    const format = diskFormatOf(facts.head.subarray(0, FORMAT_BYTES), footer);
    const fault = footerFault(footer, diskBytes);
    const sizeFault = azureSizeFault(diskBytes);
    if (fault !== undefined) {
        const what = format.kind === 'fixed-vhd' ? `: ${fault}` : `, ${format.name}: ${fault}`;
        problems.push(vhd_blob_problem('vhd-footer', `${url}${what}`, FIXED_VHD, howToConvert(format, where, format.diskBytes)));
    }
    else if (sizeFault !== undefined) {
        const expected = 'a disk of a whole number of MiB, from 20 MiB on';
        problems.push(vhd_blob_problem('vhd-size', `${url}, ${sizeFault}`, expected, howToConvert(format, where, diskBytes)));
    }
    else if (diskBytes > vhd_blob_LARGEST_DISK) {
        const found = `${url}, whose disk has ${diskBytes / vhd_blob_GIBIBYTE} GiB`;
        const fix = 'Shrink the disk before it is made a VHD.';
        problems.push(vhd_blob_problem('vhd-too-large', found, 'at most 2,048 GiB, the limit of a gallery image version', fix));
    }
    return problems;
}
function howToConvert(format, { blobName }, diskBytes) {
    const conversion = conversionOf(format, (0,resource_id/* nameOf */.Vb)(blobName), diskBytes);
    return `${conversion} Then upload that VHD as a page blob.`;
}
/** Both tools upload a file as a block blob unless they are told. */
function howToUpload({ url }) {
    return (`Upload the VHD as a page blob: \`azcopy copy disk.vhd ${url} --blob-type PageBlob\`, or ` +
        `\`az storage blob upload --file disk.vhd --type page --auth-mode login --blob-url ${url}\`.`);
}
function vhd_blob_problem(code, found, expected, fix) {
    return { code, input: vhd_blob_INPUT, found, expected, fix };
}

;// CONCATENATED MODULE: ./lib/release/checks/source.js





const checkSource = ({ request, survey }) => {
    const { source } = survey;
    switch (source.kind) {
        case 'vm':
            return vmFindings(request, survey, source);
        case 'vhd-blob': {
            const { location, facts } = source;
            return { problems: vhdBlobProblems(facts, location), warnings: shortSasWarnings(location, request, survey) };
        }
        case 'vhd-file': {
            const { found } = source;
            return { problems: found.kind === 'problem' ? [found.problem] : [], warnings: [] };
        }
        case 'image-version':
            return { problems: versionProblems(request, survey), warnings: [] };
        default:
            return source;
    }
};
/** Nobody but its owner can renew a SAS: a copy that outlives it is cut off. */
function shortSasWarnings({ url, sas }, { timeoutMs }, { now }) {
    const end = sas?.expiresAt;
    if (end === undefined || end.getTime() >= now.getTime() + timeoutMs)
        return [];
    const text = `The SAS of ${url} expires at ${end.toISOString()}, before the run has to be over (timeout). A copy that takes longer is cut off; the next run goes on with it.`;
    return [{ code: 'vhd-sas-expires', input: 'vhd-url', text }];
}
function vmFindings(request, survey, { vm, disks, snapshots, unmanaged }) {
    const vmId = request.source.kind === 'vm' ? request.source.vmId : '';
    if (vm === undefined)
        return { ...NOTHING, problems: isUnseen('vm', vmId, survey) ? [] : [absentVm(vmId)] };
    const { capture } = request;
    const problems = captureProblems(vm, disks, capture, unmanaged);
    return {
        problems: [
            ...problems.filter(({ code }) => !(code === 'disk-not-found' && survey.refused.has('disks'))),
            ...[...snapshots.values()].flatMap((snapshot) => foreignSnapshotProblem(snapshot, survey.key) ?? []),
        ],
        warnings: captureWarnings(vm, disks, capture, unmanaged),
    };
}
function versionProblems({ source, subscriptionId }, survey) {
    if (source.kind !== 'image-version')
        return [];
    const { version: id } = source;
    const { definition, version, refused } = survey;
    if (refused.has('version') || refused.has('definition') || survey.batchAccount === undefined)
        return [];
    if (definition === undefined || version === undefined) {
        const where = id.kind === 'gallery'
            ? ''
            : ` in ${survey.batchAccount.location}, the region of the Batch account, for subscription ${subscriptionId}`;
        return [
            source_refuse('image-version-not-found', `no image version ${id.id}${where}`, 'an image version that exists and that the signed-in identity may read', id.kind === 'gallery'
                ? 'Check the ID: `az sig image-version list` shows those of a definition.'
                : 'Check the ID, and whether its owner shares it with this subscription and replicates it to that region.'),
        ];
    }
    if (definition.osState === 'Generalized')
        return [];
    return [
        source_refuse('image-specialized', `image version ${version.name} of ${definition.name}, whose definition is Specialized`, 'a generalized image: Batch takes no other', 'Make the image of a generalized source.'),
    ];
}
function source_refuse(code, found, expected, fix) {
    return { code, input: 'image-version-id', found, expected, fix };
}
function absentVm(vmId) {
    return {
        code: 'vm-not-found',
        input: 'vm-name',
        found: `no virtual machine ${vmId}`,
        expected: 'a virtual machine that exists and that the signed-in identity may read',
        fix: 'Check vm-name, resource-group and subscription-id, or give the full resource ID as vm-name.',
    };
}

;// CONCATENATED MODULE: ./lib/source/vhd-account.js
/**
 * Every reason why no image version can be made of a VHD in this account; `input` is the one that leads to it.
 * https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries: a version reads a VHD by `listKeys`.
 */
function vhdAccountProblems(account, input) {
    const problems = [...pageBlobProblems(account, input, 'Copy the VHD into another account of the subscription.')];
    const refuse = (code, found, expected, change) => {
        problems.push({
            code,
            input,
            found: `${account.name}, ${found}`,
            expected,
            fix: `Allow it for the release (\`az storage account update --ids ${account.id} ${change}\`), or copy the VHD into ` +
                'another account.',
        });
    };
    if (!account.sharedKeyAccess) {
        refuse('storage-keys-refused', 'which refuses its keys (allowSharedKeyAccess is false)', 'an account whose keys work: the gallery reads the VHD with one', '--allow-shared-key-access true');
    }
    if (!account.publicNetworkAccess) {
        refuse('storage-network-closed', 'whose network rules refuse by default', 'an account that the gallery’s service can reach', '--public-network-access Enabled --default-action Allow');
    }
    return problems;
}
/** Why an account holds no page blobs; `otherwise` says what to do about it. */
function pageBlobProblems(account, input, otherwise) {
    const refuse = (code, found) => [
        {
            code,
            input,
            found: `${account.name}, ${found}`,
            expected: 'a general-purpose account (StorageV2, Standard) that takes page blobs',
            fix: otherwise,
        },
    ];
    if (account.kind !== 'StorageV2' && account.kind !== 'Storage') {
        return refuse('storage-kind', `an account of kind ${account.kind}`);
    }
    if (!account.hierarchicalNamespace)
        return [];
    return refuse('storage-hierarchical-namespace', 'which has a hierarchical namespace (Data Lake Gen2)');
}

;// CONCATENATED MODULE: ./lib/source/storage-state-check.js
const storage_state_check_INPUT = 'storage-account';
const OTHERWISE = 'or name another account with storage-account, or set export-vhd: false.';
function storageStateProblems({ name, provisioningState, primary }) {
    if (provisioningState !== 'Succeeded') {
        return [
            {
                code: 'storage-not-provisioned',
                input: storage_state_check_INPUT,
                found: `${name}, whose provisioning state is ${provisioningState}`,
                expected: 'an account that is ready (Succeeded)',
                fix: `Wait until the account is provisioned, ${OTHERWISE}`,
            },
        ];
    }
    if (primary === 'available')
        return [];
    return [
        {
            code: 'storage-unavailable',
            input: storage_state_check_INPUT,
            found: `${name}, ${primary === 'failing over' ? 'which is failing over to its other region' : 'whose primary region is unavailable'}`,
            expected: 'an account that takes writes',
            fix: `Wait until that is over, ${OTHERWISE}`,
        },
    ];
}
/** https://learn.microsoft.com/azure/storage/blobs/immutable-storage-overview: such a page blob can be made, and not written. */
function containerProblems({ name, immutability }, account) {
    if (immutability === 'none')
        return [];
    const container = `--account-name ${account.name} --container-name ${name}`;
    const remove = immutability === 'legal hold'
        ? `az storage container legal-hold clear ${container} --tags <tags>`
        : `az storage container immutability-policy delete ${container} --if-match <etag>; a locked policy stays`;
    return [
        {
            code: 'container-immutable',
            input: storage_state_check_INPUT,
            found: `container ${name} of ${account.name}, under a ${immutability}`,
            expected: 'a container whose blobs can be written page by page',
            fix: `Take it away (${remove}), ${OTHERWISE}`,
        },
    ];
}
/** @param from the region of what is copied; undefined where it is not copied between regions of Azure. */
function storageWarnings(account, from) {
    const warnings = [];
    if (account.immutableVersions) {
        const text = `${account.name} makes its blobs immutable: Azure keeps each write of pages as a version of its own, for as long as the ` +
            'policy says. Another account (storage-account) needs far less space for a VHD.';
        warnings.push({ code: 'storage-immutable', input: storage_state_check_INPUT, text });
    }
    if (from !== undefined && from !== account.location) {
        const text = `The VHD is copied from ${from} to ${account.name} in ${account.location}: Azure bills the traffic between regions, and ` +
            'the copy takes longer. An account of the same region (storage-account) avoids both.';
        warnings.push({ code: 'storage-other-region', input: storage_state_check_INPUT, text });
    }
    return warnings;
}
function containerUnread(account) {
    const text = `Whether the blobs of ${account.name} are immutable could not be checked ` +
        '(Microsoft.Storage/storageAccounts/blobServices/containers/read): if they are, no VHD can be written.';
    return { code: 'container-unchecked', input: storage_state_check_INPUT, text };
}

;// CONCATENATED MODULE: ./lib/source/vhd-check.js


/**
 * Every reason why the account cannot take page blobs from this runner. Rules that close it by default may still let this
 * runner in: whether they do is told by its answer, `refused` if it was one.
 */
function storageProblems(account, refused) {
    const another = 'Name another account with storage-account, or set export-vhd: false.';
    const problems = pageBlobProblems(account, 'storage-account', another);
    if (account.publicNetworkAccess || refused?.code !== 'AuthorizationFailure')
        return problems;
    return [
        ...problems,
        {
            code: 'storage-network-closed',
            input: 'storage-account',
            found: `${account.name}, whose network rules refuse this runner`,
            expected: 'an account that the runner can reach',
            fix: 'Allow the runner in the account’s network rules, run on a runner inside the network, or set export-vhd: false.',
        },
    ];
}
function fitVhd(existing, { name, key }, contentId) {
    if (existing === undefined)
        return { kind: 'absent' };
    const state = existing.metadata[lib_marks/* STATE_MARK */.G$];
    const isOurs = existing.metadata[lib_marks/* KEY_MARK */._i] === key;
    const content = isOurs ? existing.metadata[lib_marks/* CONTENT_MARK */.o0] : undefined;
    if (isOurs && state === 'writing')
        return { kind: 'resume' };
    if (state === 'complete' && content !== undefined && content === contentId)
        return { kind: 'done' };
    return {
        kind: 'problem',
        problem: {
            code: 'vhd-taken',
            input: 'vhd-prefix',
            found: `blob ${name}, which was made ${howMade(content, contentId)}`,
            expected: 'a blob name that is free, or a VHD this workflow made of the same disk',
            fix: 'Release under a new version, or choose another vhd-prefix or container-name. A VHD is never overwritten.',
        },
    };
}
function howMade(content, now) {
    if (content === undefined)
        return 'by something else (it has no abip marks)';
    if (now === undefined)
        return 'before the VM was last started: its disks may have changed since';
    return `of other content (${content}; the source is now ${now})`;
}

// EXTERNAL MODULE: ./lib/azure/page-blobs.js + 1 modules
var page_blobs = __webpack_require__(63940);
// EXTERNAL MODULE: ./lib/azure/storage-accounts.js
var storage_accounts = __webpack_require__(5991);
;// CONCATENATED MODULE: ./lib/azure/page-ranges.js
function totalBytes(ranges) {
    return ranges.reduce((sum, { length }) => sum + length, 0);
}
/** Joins ranges that overlap or have less than `gap` bytes between them; the result is in order. */
function joinRanges(ranges, gap = 1) {
    const joined = [];
    for (const range of ranges.toSorted((a, b) => a.offset - b.offset)) {
        const last = joined.at(-1);
        if (last !== undefined && range.offset - endOf(last) < gap) {
            joined[joined.length - 1] = between(last.offset, Math.max(endOf(last), endOf(range)));
        }
        else
            joined.push(range);
    }
    return joined;
}
/** What of `ranges` is not in `covered`; both in order. */
function subtractRanges(ranges, covered) {
    const rest = [];
    let firstCover = 0;
    for (const range of ranges) {
        let start = range.offset;
        while (firstCover < covered.length && endOf(covered[firstCover]) <= start)
            firstCover += 1;
        for (let index = firstCover; index < covered.length; index += 1) {
            const cover = covered[index];
            if (cover === undefined || cover.offset >= endOf(range))
                break;
            if (cover.offset > start)
                rest.push(between(start, cover.offset));
            start = Math.max(start, endOf(cover));
        }
        if (start < endOf(range))
            rest.push(between(start, endOf(range)));
    }
    return rest;
}
/** Cuts ranges into pieces of at most `size` bytes. */
function cutRanges(ranges, size) {
    return ranges.flatMap((range) => {
        const pieces = [];
        for (let at = range.offset; at < endOf(range); at += size)
            pieces.push(between(at, Math.min(at + size, endOf(range))));
        return pieces;
    });
}
function endOf(range) {
    return range === undefined ? 0 : range.offset + range.length;
}
function between(start, end) {
    return { offset: start, length: end - start };
}

;// CONCATENATED MODULE: ./lib/source/copy-progress.js

function createCopyProgress(host, label, { total, whole, size }) {
    const started = host.clock.now().getTime();
    const before = whole > total ? `, ${(0,format/* formatBytes */.z3)(whole - total)} are there from an earlier run` : '';
    host.progress(`${label}: ${(0,format/* formatShare */.T1)(total, size)} hold data to copy${before}`);
    return {
        moved: reportTenths(host, label, total),
        done() {
            const elapsedMs = host.clock.now().getTime() - started;
            host.progress(`${label}: moved ${(0,format/* formatShare */.T1)(total, size)} in ${(0,format/* formatDuration */.a3)(elapsedMs)}` +
                (total > 0 ? ` (${(0,format/* formatRate */.CE)(total, elapsedMs)})` : ''));
        },
    };
}
/** Call the result with what was done since the last call; the start and the end are left to the caller. */
function reportTenths(host, label, total) {
    const started = host.clock.now().getTime();
    let done = 0;
    let shownTenths = 0;
    return (bytes) => {
        done += bytes;
        const tenths = Math.floor((done / total) * 10);
        if (tenths === shownTenths || tenths === 10)
            return;
        shownTenths = tenths;
        const elapsedMs = host.clock.now().getTime() - started;
        const leftMs = (elapsedMs / done) * (total - done);
        host.progress(`${label}: ${tenths * 10} % (${(0,format/* formatShare */.T1)(done, total)}), ` +
            `${(0,format/* formatRate */.CE)(done, elapsedMs)}, about ${(0,format/* formatDuration */.a3)(leftMs)} left`);
    };
}

;// CONCATENATED MODULE: ./lib/source/data-ranges.js

/** Page blobs are written in pages of this size. */
const PAGE_BYTES = 512;
/**
 * A gap shorter than this is sent as zeros. File systems allocate blocks of 4 KiB, so it is no hole in the file, and never
 * more is sent than the file occupies; but the zeros behind the end of every small file would else cost a request each,
 * and a page blob takes 500 a second: as long as sending 123 KiB, at its 60 MiB a second.
 */
const SHORTEST_GAP = 4096;
/**
 * As many ranges as take about nine minutes of requests. A disk in more pieces than that gets its shortest gaps closed,
 * so that neither requests nor memory grow without bound.
 */
const MOST_RANGES = 2 ** 18;
/** Compared at once before anything smaller is looked at: most of a disk is empty. */
const BLOCK_BYTES = 64 * 1024;
const EMPTY_BLOCK = Buffer.alloc(BLOCK_BYTES);
function collectDataRanges(mostRanges = MOST_RANGES) {
    let found = [];
    let gap = SHORTEST_GAP;
    let at = 0;
    /** The range that the next page may still belong to. */
    let start = 0;
    let end = 0;
    const close = () => {
        if (end > start)
            found.push({ offset: start, length: end - start });
        while (found.length > mostRanges) {
            gap *= 2;
            found = [...joinRanges(found, gap)];
        }
    };
    const note = (page) => {
        if (page - end >= gap || end === start) {
            close();
            start = page;
        }
        end = page + PAGE_BYTES;
    };
    return {
        add(bytes) {
            const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
            for (let block = 0; block < bytes.length; block += BLOCK_BYTES) {
                const blockEnd = Math.min(block + BLOCK_BYTES, bytes.length);
                if (EMPTY_BLOCK.compare(bytes, block, blockEnd, 0, blockEnd - block) === 0)
                    continue;
                for (let page = block; page < blockEnd; page += PAGE_BYTES)
                    if (holdsData(words, page / 4))
                        note(at + page);
            }
            at += bytes.length;
        },
        ranges() {
            close();
            start = end;
            return joinRanges(found, gap);
        },
    };
}
/** Data mostly begins with the first word. */
function holdsData(words, first) {
    for (let index = first; index < first + PAGE_BYTES / 4; index += 1)
        if (words[index] !== 0)
            return true;
    return false;
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
;// CONCATENATED MODULE: ./lib/source/steady-file.js
// A file that must stay as it is while it is read: opened once, read at offsets, and asked afterwards whether it changed.

async function stampOf(path) {
    const { size, mtimeNs, dev, ino } = await (0,promises_.stat)(path, { bigint: true });
    return { bytes: Number(size), modified: String(mtimeNs), identity: `${dev}:${ino}` };
}
/** `stamp` was taken when the file was first looked at: one that has changed since is refused. */
async function openSteadyFile(path, stamp) {
    const handle = await (0,promises_.open)(path, 'r');
    const requireUnchanged = async () => {
        const change = changeBetween(stamp, await stampOf(path));
        if (change !== undefined)
            throw changed(path, change);
    };
    try {
        await requireUnchanged();
    }
    catch (error) {
        await handle.close();
        throw error;
    }
    return {
        async read(into, offset) {
            for (let filled = 0; filled < into.length;) {
                const { bytesRead } = await handle.read(into, filled, into.length - filled, offset + filled);
                if (bytesRead === 0)
                    throw changed(path, `it ends at byte ${offset + filled}`);
                filled += bytesRead;
            }
            return into;
        },
        requireUnchanged,
        close: async () => handle.close(),
    };
}
function changeBetween(before, now) {
    if (now.identity !== before.identity)
        return 'another file has its name';
    if (now.bytes !== before.bytes)
        return `it had ${before.bytes} bytes and has ${now.bytes}`;
    if (now.modified !== before.modified)
        return 'it was written to';
    return undefined;
}
function changed(path, change) {
    return new Error(`The file ${path} changed while it was read: ${change}. Let nothing write to it, and run again.`);
}

;// CONCATENATED MODULE: ./lib/source/vhd-file-scan.js
// One pass over a VHD file: what it is made of (SHA-256) and where it holds data. Node.js cannot ask a file system for
// holes, so they are read like everything else, and found to be empty.






/** Two buffers of this size are all that is held. Smaller reads are slower, larger ones no faster. */
const READ_BYTES = 4 * 1024 * 1024;
/** Rejects when the run is cancelled, or when the file is not what it was when it was inspected. */
async function scanVhdFile(host, { path, name, bytes, stamp }) {
    const label = `scan ${name}`;
    const started = host.clock.now().getTime();
    const progress = reportTenths(host, label, bytes);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const data = collectDataRanges();
    const file = await openSteadyFile(path, stamp);
    try {
        for await (const piece of piecesOf(file, bytes)) {
            host.signal.throwIfAborted();
            hash.update(piece);
            data.add(piece);
            progress(piece.length);
        }
        await file.requireUnchanged();
    }
    finally {
        await file.close();
    }
    const ranges = data.ranges();
    const elapsedMs = host.clock.now().getTime() - started;
    host.progress(`${label}: ${(0,format/* formatShare */.T1)(totalBytes(ranges), bytes)} hold data, read in ${(0,format/* formatDuration */.a3)(elapsedMs)} ` +
        `(${(0,format/* formatRate */.CE)(bytes, elapsedMs)})`);
    return { sha256: hash.digest('hex'), ranges };
}
/** While one piece is worked on, the next is being read into the other buffer. */
async function* piecesOf(file, bytes) {
    const buffers = [Buffer.allocUnsafeSlow(READ_BYTES), Buffer.allocUnsafeSlow(READ_BYTES)];
    const readAt = async (offset) => file.read(buffers[(offset / READ_BYTES) % 2 === 0 ? 0 : 1].subarray(0, Math.min(READ_BYTES, bytes - offset)), offset);
    let next = readAt(0);
    try {
        for (let offset = 0; offset < bytes; offset += READ_BYTES) {
            const piece = await next;
            if (offset + READ_BYTES < bytes)
                next = readAt(offset + READ_BYTES);
            yield piece;
        }
    }
    finally {
        // The file must not be closed under a read that nobody waits for any more.
        await next.catch(() => undefined);
    }
}

;// CONCATENATED MODULE: ./lib/source/vhd-file.js
// A VHD file on the runner: what it is, or why it cannot become an image. Nothing but its first and last bytes is read.





const vhd_file_INPUT = 'vhd-file';
const EXPECTED = 'a fixed VHD of a whole number of MiB, from 20 MiB to 8 TiB';
/** "Maximum size of a page blob" in Azure's scalability targets: below what a disk may have. */
const LARGEST_PAGE_BLOB = 8 * 1024 ** 4;
/** `name` is what problems call the file at `path`: the input's own text. Who may name which path is the caller's rule. */
async function inspectVhdFile(path, name = path) {
    try {
        // Asked before it is opened: opening a pipe would wait for somebody to write to it.
        if (!(await (0,promises_.stat)(path)).isFile()) {
            return vhd_file_refuse('unreadable', `\`${name}\`, which is not a file`, EXPECTED, 'Name the file itself.');
        }
        return await inspect(path, name);
    }
    catch (error) {
        return unreadable(name, error);
    }
}
async function inspect(path, name) {
    const stamp = await stampOf(path);
    const file = await openSteadyFile(path, stamp);
    try {
        const { bytes } = stamp;
        const read = async (length, offset) => file.read(Buffer.alloc(length), offset);
        const head = await read(Math.min(BOOT_HEAD_BYTES, bytes), 0);
        const lastBytes = Math.min(VHD_FOOTER_BYTES, bytes);
        const tail = await read(lastBytes, bytes - lastBytes);
        return judge({ path, name, stamp, head, tail });
    }
    finally {
        await file.close();
    }
}
function judge({ path, name, stamp, head, tail }) {
    const { bytes } = stamp;
    const format = diskFormatOf(head.subarray(0, FORMAT_BYTES), tail);
    if (format.kind !== 'fixed-vhd') {
        const size = format.kind === 'raw' ? bytes : format.diskBytes;
        const cut = format.kind === 'raw' && /\.vhd$/i.test(name) ? ' If it was a VHD once, it was cut: fetch it again.' : '';
        const found = `\`${name}\`, ${bytes === 0 ? 'an empty file' : format.name}`;
        return vhd_file_refuse('format', found, EXPECTED, `${conversionOf(format, name, size)}${cut}`);
    }
    const diskBytes = bytes - VHD_FOOTER_BYTES;
    const fault = footerFault(tail, diskBytes);
    if (fault !== undefined) {
        const fix = 'Fetch or make the file again: it is damaged or was cut.';
        return vhd_file_refuse('damaged', `\`${name}\`, a VHD in which ${fault}`, 'a fixed VHD with a right footer', fix);
    }
    if (bytes > LARGEST_PAGE_BLOB) {
        return vhd_file_refuse('size', `\`${name}\`, a disk of ${diskBytes} bytes, more than 8 TiB`, EXPECTED, 'Shrink the disk.');
    }
    const sizeFault = azureSizeFault(diskBytes);
    if (sizeFault !== undefined) {
        return vhd_file_refuse('size', `\`${name}\`, ${sizeFault}`, EXPECTED, conversionOf(format, name, diskBytes));
    }
    return { kind: 'vhd', file: { path, name, bytes, diskBytes, bootMode: bootModeOf(head), stamp } };
}
function unreadable(name, error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') {
        const fix = 'Check the path, and that an earlier step of this job made or fetched the file.';
        return vhd_file_refuse('missing', `no file \`${name}\``, 'a file on the runner', fix);
    }
    const reason = code ?? (error instanceof Error ? error.message : String(error));
    const fix = 'Check the file and its permissions.';
    return vhd_file_refuse('unreadable', `\`${name}\`, which cannot be read (${reason})`, 'a readable file', fix);
}
function vhd_file_refuse(what, found, expected, fix) {
    return { kind: 'problem', problem: { code: `vhd-file-${what}`, input: vhd_file_INPUT, found, expected, fix } };
}

;// CONCATENATED MODULE: ./lib/release/survey-source.js
// What Azure, or the runner, holds of the source: the first two waves of a survey for each kind of source.











/** The disks that are captured of the source, or the one that a VHD is. */
function rolesOf(source, { capture }) {
    switch (source.kind) {
        case 'vm': {
            const { vm } = source;
            if (vm === undefined || vm.osDisk.kind !== 'managed')
                return [];
            return ['os', ...(capture.dataDisks === 'include' ? vm.dataDisks.map(({ lun }) => lun) : [])];
        }
        case 'vhd-blob':
        case 'vhd-file':
            return ['os'];
        case 'image-version':
            return [];
        default:
            return source;
    }
}
/** The storage account in which a source that is a blob lies, or a VM's blobs. */
function vhdAccountOf(source) {
    switch (source.kind) {
        case 'vm':
            return source.unmanaged?.account;
        case 'vhd-blob':
            return source.account;
        case 'vhd-file':
        case 'image-version':
            return undefined;
        default:
            return source;
    }
}
async function beginSource(request, key, clients, attempt) {
    const { source } = request;
    switch (source.kind) {
        case 'vm': {
            const vm = await attempt('vm', (0,virtual_machines/* readVirtualMachine */.JO)(clients.arm, source.vmId));
            return { vm, complete: async () => completeVm(request, key, vm, clients, attempt) };
        }
        case 'vhd-blob': {
            const [facts, account] = await Promise.all([
                (0,page_blobs/* openBlob */.Ym)(clients.blobs, source.location).then(inspectVhdBlob),
                accountOf(source.location.url, clients),
            ]);
            return known({ kind: 'vhd-blob', location: source.location, facts, account });
        }
        case 'vhd-file': {
            // Reading a large file takes minutes: the rest of the survey does not wait for it.
            const reading = readVhdFile(source.path, source.name, clients);
            reading.catch(() => undefined);
            return { vm: undefined, complete: async () => ({ kind: 'vhd-file', found: await reading }) };
        }
        case 'image-version':
            return known({ kind: 'image-version' });
        default:
            return source;
    }
}
function known(source) {
    return { vm: undefined, complete: async () => source };
}
/** Who may not list the subscription's accounts sees none: whether the account is needed shows later. */
async function accountOf(url, { arm, host }) {
    try {
        return await (0,storage_accounts/* findStorageAccount */.g8)(arm, url);
    }
    catch (error) {
        if (!(0,errors/* isAzureServiceError */.B5)(error) || error.status !== 403)
            throw error;
        host.debug((0,errors/* describe */.q0)(error));
        return undefined;
    }
}
async function readVhdFile(path, name, { host }) {
    const inspected = await inspectVhdFile(path, name);
    if (inspected.kind === 'problem')
        return inspected;
    const { file } = inspected;
    return { kind: 'vhd', file, scan: await scanVhdFile(host, file) };
}
async function completeVm(request, key, vm, clients, attempt) {
    const bare = { kind: 'vm', vm, disks: new Map(), snapshots: new Map(), unmanaged: undefined };
    if (vm === undefined)
        return bare;
    if (vm.osDisk.kind === 'unmanaged') {
        return { ...bare, unmanaged: await attempt('vhd', readUnmanaged(request, vm, clients)) };
    }
    const [disks, snapshots] = await Promise.all([
        attempt('disks', readDisks(vm, clients)),
        attempt('snapshots', readSnapshots(rolesOf(bare, request), vm, key, clients)),
    ]);
    return { ...bare, disks: disks ?? new Map(), snapshots: snapshots ?? new Map() };
}
/** Its blobs are asked of only when they can be captured, and their account is known to be there. */
async function readUnmanaged({ capture }, vm, clients) {
    const disks = unmanagedDisksOf(vm, capture.dataDisks);
    const [osDisk] = disks;
    if (capture.mode !== 'generalize' || osDisk === undefined)
        return undefined;
    const account = await accountOf(osDisk.url, clients);
    if (account === undefined)
        return { account, disks: [], captures: [] };
    const { blobs } = clients;
    const prefix = `${(0,lib_names/* captureFolder */.P3)(capture.containerName)}${capture.vhdPrefix}-`;
    const [captures, ...properties] = await Promise.all([
        blobs.list(account.blobEndpoint, lib_names/* VHD_CONTAINER */.jD, prefix),
        ...disks.map(async ({ url }) => (await blobs.openUrl(url)).properties()),
    ]);
    const found = disks.flatMap(({ url }, index) => {
        const facts = properties[index];
        return facts === undefined ? [] : [{ url, properties: facts }];
    });
    return { account, disks: found, captures };
}
async function readDisks(vm, { arm }) {
    const ids = [vm.osDisk, ...vm.dataDisks].flatMap((disk) => (disk.kind === 'managed' ? [disk.diskId] : []));
    const found = await Promise.all(ids.map((id) => readDisk(arm, id)));
    return new Map(found.flatMap((disk) => (disk === undefined ? [] : [[disk.id.toLowerCase(), disk]])));
}
async function readSnapshots(roles, vm, key, { arm }) {
    const scope = `${(0,resource_id/* resourceGroupOf */.Tp)(vm.id)}/providers/Microsoft.Compute/snapshots`;
    const found = await Promise.all(roles.map((role) => readSnapshot(arm, `${scope}/${(0,lib_names/* snapshotName */.aN)(key, role)}`)));
    return byRole(roles, found);
}
function byRole(roles, values) {
    return new Map(roles.flatMap((role, index) => {
        const value = values[index];
        return value === undefined ? [] : [[role, value]];
    }));
}

;// CONCATENATED MODULE: ./lib/release/checks/storage.js
// The storage accounts: the one that takes the VHDs, and the one from which a gallery reads them. Often they are the same.







const checkStorage = ({ request, survey, grounding: { grounds } }) => {
    const { storageAccount, refused } = survey;
    const written = grounds === undefined ? isVhdExpected(request, survey) : isAnyMade(grounds.vhds);
    const taking = !written
        ? []
        : storageAccount === undefined
            ? absentStorage(request, survey)
            : [...storageProblems(storageAccount, refused.get('blobs')), ...storage_stateProblems(storageAccount, survey)];
    const input = request.source.kind === 'vhd-blob' ? 'vhd-url' : 'storage-account';
    const read = grounds?.version.material.kind === 'VHDs' ? readingAccount(grounds.version.material, survey) : undefined;
    return {
        problems: [...taking, ...(read === undefined ? [] : vhdAccountProblems(read, input))],
        warnings: written && storageAccount !== undefined ? warningsOf(storageAccount, survey) : [],
    };
};
function storage_stateProblems(account, { container }) {
    const ofContainer = typeof container === 'string' ? [] : containerProblems(container, account);
    return [...storageStateProblems(account), ...ofContainer];
}
/** Of a VHD that is there already nothing is copied any more. */
function warningsOf(account, { source, blobs, container }) {
    const from = source.kind === 'vm' ? source.vm?.location : vhdAccountOf(source)?.location;
    return [
        ...storageWarnings(account, blobs.size === 0 ? from : undefined),
        ...(container === 'unread' ? [containerUnread(account)] : []),
    ];
}
/** While it is not known what the image is made of: as the inputs say, but of unmanaged disks Azure itself writes them. */
function isVhdExpected({ capture }, { source }) {
    return capture.exportVhd && !(source.kind === 'vm' && source.vm?.osDisk.kind === 'unmanaged');
}
function readingAccount({ storageAccountId }, survey) {
    return [survey.storageAccount, vhdAccountOf(survey.source)].find((account) => account !== undefined && (0,resource_id/* sameId */.s)(account.id, storageAccountId));
}
function absentStorage(request, survey) {
    const { storageAccountId } = request.capture;
    if (survey.refused.has('storageAccount'))
        return [];
    if (survey.batchAccount === undefined && storageAccountId === undefined)
        return [];
    const auto = survey.batchAccount?.autoStorageAccountId;
    const id = storageAccountId ?? auto;
    return [
        {
            code: 'storage-not-found',
            input: 'storage-account',
            found: id === undefined
                ? `no storage account: the input is empty and Batch account ${(0,resource_id/* nameOf */.Vb)(request.pool.batchAccountId)} has no auto-storage account`
                : `no storage account ${id}${auto !== undefined && (0,resource_id/* sameId */.s)(id, auto) ? ' (the Batch account’s auto-storage account)' : ''}`,
            expected: 'a storage account that exists and that the signed-in identity may read',
            fix: 'Set storage-account to a name or a full resource ID, or set export-vhd: false.',
        },
    ];
}

;// CONCATENATED MODULE: ./lib/pool/existing-pool.js



function fitPool(existing, wanted) {
    if (existing === undefined)
        return { kind: 'absent' };
    if (existing.state === 'deleting') {
        return existing_pool_refuse(existing, 'which is being deleted', 'Run again when it is gone, or choose another pool-id.');
    }
    const { metadata } = existing;
    if (metadata[lib_marks/* KEY_MARK */._i] !== wanted.key || metadata[lib_marks/* CONTENT_MARK */.o0] !== wanted.contentId) {
        return existing_pool_refuse(existing, `which runs ${describeImage(existing.image)}${jobsText(wanted)}`, 'existing-pool: fail leaves it alone. Choose another pool-id; with {version} in it each release gets its own pool.');
    }
    if (metadata[lib_marks/* SPEC_MARK */.KD] !== wanted.specHash) {
        return existing_pool_refuse(existing, `which this release made from a different pool spec${jobsText(wanted)}`, 'Release under a new version, or delete that pool to have it made again.');
    }
    switch (metadata[lib_marks/* STATE_MARK */.G$]) {
        case 'ready':
            return { kind: 'done', proven: true };
        case 'unproven':
            return { kind: 'done', proven: false };
        case 'failed':
            return { kind: 'reattach' };
        default:
            return { kind: 'prove' };
    }
}
/** Whoever deletes the pool, or takes its ID, should know. */
function jobsText({ activeJobs = 0 }) {
    return activeJobs === 0
        ? ''
        : `, and on which ${(0,format/* formatCount */.B4)(activeJobs, 'active job')} ${activeJobs === 1 ? 'runs' : 'run'}`;
}
/** The image of a pool in words: `image version 1.3.0 of ubuntu (gallery renderGallery)`. */
function describeImage(image) {
    switch (image.kind) {
        case 'marketplace':
            return `the marketplace image ${image.urn}`;
        case 'shared-gallery':
        case 'community-gallery':
            return `the ${image.kind === 'shared-gallery' ? 'shared' : 'community'} image ${image.id}`;
        case 'vhds':
            return image.urls.length === 1 ? `the VHD ${image.urls[0] ?? ''}` : `${image.urls.length} VHDs`;
        case 'unknown':
            return 'an image that Batch does not name';
        case 'resource': {
            const [, gallery, definition, version] = /\/galleries\/([^/]+)\/images\/([^/]+)(?:\/versions\/([^/]+))?$/i.exec(image.id) ?? [];
            if (gallery === undefined || definition === undefined)
                return `the image ${(0,resource_id/* nameOf */.Vb)(image.id)}`;
            const which = version === undefined ? 'the latest version' : `version ${version}`;
            return `${which} of image ${definition} in gallery ${gallery}`;
        }
        default:
            return image;
    }
}
function existing_pool_refuse(pool, how, fix) {
    return {
        kind: 'problem',
        problem: {
            code: 'pool-exists',
            input: 'pool-id',
            found: `pool ${pool.id}, ${how}`,
            expected: 'a pool ID that is free, or the pool that this release made',
            fix,
        },
    };
}

;// CONCATENATED MODULE: ./lib/release/fits.js
// What is to be done about everything that may exist already: the VHDs, the image version, the pool.





function fitAll(request, survey, grounds) {
    const { vhds, version, material } = grounds;
    const contentId = knownContent(grounds.content);
    return {
        vhds: new Map(vhds.map((vhd) => [vhd.role, fitOf(vhd, survey, contentId)])),
        version: material === 'itself'
            ? fitExistingVersion(survey.version, version)
            : fitVersion(survey.version, version, contentId),
        pool: fitPool(survey.pool, {
            key: survey.key,
            contentId,
            specHash: specHash(request.pool.spec.body),
            activeJobs: survey.activeJobs,
        }),
    };
}
function fitOf(vhd, { blobs, key }, contentId) {
    switch (vhd.kind) {
        case 'made':
            return fitVhd(blobs.get(vhd.role), { name: vhd.blobName, key }, contentId);
        case 'captured':
            return vhd.earlier === undefined ? { kind: 'absent' } : { kind: 'done' };
        case 'found':
            return { kind: 'done' };
        default:
            return vhd;
    }
}
function fitProblems({ vhds, version, pool }) {
    return [version, ...vhds.values(), pool].flatMap((fit) => (fit.kind === 'problem' ? [fit.problem] : []));
}
function fitWarnings({ pool }, { pool: { poolId } }) {
    if (pool.kind !== 'done' || pool.proven)
        return [];
    const text = `Pool ${poolId} is still not proven: an earlier run finished it without any node that showed that it takes work.`;
    return [{ code: 'pool-unproven', input: 'pool-spec', text }];
}

// EXTERNAL MODULE: ./lib/refusal.js
var refusal = __webpack_require__(60123);
;// CONCATENATED MODULE: ./lib/release/inputs.js
// The inputs of one run, typed: what the workflow asked for, before names become resource IDs and defaults that depend on
// other things are filled in. Every field is one input of action.yml.
/** As action.yml spells the input of each. */
const SOURCE_INPUTS = {
    vm: 'vm-name',
    'vhd-blob': 'vhd-url',
    'vhd-file': 'vhd-file',
    'image-version': 'image-version-id',
};

;// CONCATENATED MODULE: ./lib/release/refused-reads.js
// What a service refused to show to the survey, kept as data: a missing right is told together with all other problems.





/** The reads of a survey, in the order in which they are told; `vhd`, `blobs` and `batch` are those of the data planes. */
const READS = [
    'vm',
    'disks',
    'snapshots',
    'vhd',
    'gallery',
    'definition',
    'version',
    'storageAccount',
    'blobs',
    'batchAccount',
    'batch',
];
function createReader(host) {
    const refused = new Map();
    return {
        refused,
        async attempt(read, value) {
            try {
                return await value;
            }
            catch (error) {
                if (!(0,refusal/* isRefusal */.vu)(error))
                    throw error;
                host.debug((0,errors/* describe */.q0)(error));
                refused.set(read, error);
                return undefined;
            }
        },
    };
}
function refused_reads_placeOf(read, request, survey) {
    const { source, image, pool, capture } = request;
    const vmId = source.kind === 'vm' ? source.vmId : '';
    const sourceInput = SOURCE_INPUTS[source.kind];
    const vhdAccount = vhdAccountOf(survey.source)?.id;
    const storage = survey.storageAccount?.id ?? capture.storageAccountId ?? survey.batchAccount?.autoStorageAccountId;
    switch (read) {
        case 'vm':
            return { input: 'vm-name', scope: vmId, role: 'Reader' };
        case 'disks':
        case 'snapshots':
            return { input: 'vm-name', scope: (0,resource_id/* resourceGroupOf */.Tp)(vmId), role: 'Reader' };
        case 'vhd':
            return { input: sourceInput, scope: vhdAccount ?? '', role: 'Storage Blob Data Contributor' };
        case 'gallery':
        case 'definition':
        case 'version':
            return {
                input: source.kind === 'image-version' ? 'image-version-id' : 'gallery',
                // What others share is read at the subscription that it is shared with.
                scope: image.access === 'own' ? image.galleryId : `/subscriptions/${request.subscriptionId}`,
                role: 'Reader',
            };
        case 'storageAccount':
            return { input: 'storage-account', scope: storage ?? '', role: 'Reader' };
        case 'blobs':
            return { input: 'storage-account', scope: storage ?? '', role: 'Storage Blob Data Contributor' };
        case 'batchAccount':
            return { input: 'batch-account', scope: pool.batchAccountId, role: 'Reader' };
        case 'batch':
            return { input: 'batch-account', scope: pool.batchAccountId, role: 'Azure Batch Data Contributor' };
        default:
            return read;
    }
}
/** The rights that those refusals tell of. */
function lackedReads(request, survey) {
    return [...survey.refused].flatMap(([read, error]) => (0,refusal/* lackedRight */.lo)(error, refused_reads_placeOf(read, request, survey)) ?? []);
}
/** One problem for each; `explained` are reads whose refusal another problem tells already. */
function refusedReadProblems(request, survey, explained) {
    const problems = READS.flatMap((read) => {
        const error = survey.refused.get(read);
        if (error === undefined || explained.has(read))
            return [];
        if (error.code === refusal/* NO_SUBSCRIPTION */.ks)
            return [(0,refusal/* noSubscription */.lJ)(request.subscriptionId)];
        return [(0,refusal/* refusedRead */.DC)(error, refused_reads_placeOf(read, request, survey))];
    });
    return [...new Map(problems.map((problem) => [`${problem.input} ${problem.found}`, problem])).values()];
}

;// CONCATENATED MODULE: ./lib/release/find-problems.js
















/** In the order in which their findings are told. */
const FINDERS = [
    checkGroups,
    checkSource,
    ({ grounding: { problems, warnings } }) => ({ problems, warnings }),
    checkEncryption,
    checkNodes,
    checkImage,
    checkGallery,
    checkStorage,
    checkBatchAccount,
    checkVmSize,
    checkCapacity,
    checkPoolNetwork,
];
function findProblems(request, survey, grounding) {
    const found = FINDERS.map((find) => find({ request, survey, grounding }));
    const problems = found.flatMap((one) => one.problems);
    const warnings = found.flatMap((one) => one.warnings);
    problems.push(...refusedReadProblems(request, survey, explainedBy(problems)));
    const { grounds, traits } = grounding;
    const { batchAccount: account } = survey;
    const told = account !== undefined && !survey.refused.has('batch');
    const agent = traits !== undefined && told ? chooseAgent(request, survey, traits) : undefined;
    if (agent?.kind === 'problem')
        problems.push(agent.problem);
    else if (agent !== undefined)
        warnings.push(...agent.warnings);
    const fits = grounds === undefined ? undefined : fitAll(request, survey, grounds);
    if (fits !== undefined) {
        problems.push(...fitProblems(fits));
        warnings.push(...fitWarnings(fits, request));
    }
    const nodeAgent = agent?.kind === 'chosen' ? { sku: agent.sku, reason: agent.reason } : undefined;
    const known = account === undefined || grounds === undefined || fits === undefined
        ? undefined
        : { account, grounds, fits, nodeAgent, storage: isAnyMade(grounds.vhds) ? survey.storageAccount : undefined };
    if (problems.length > 0 || known === undefined || nodeAgent === undefined) {
        return { kind: 'problems', problems, warnings, known };
    }
    return { kind: 'sound', nodeAgent, warnings, known };
}
function chooseAgent(request, survey, traits) {
    const { osType, marketplaceImage, architecture, guest } = traits;
    const { spec } = request.pool;
    const named = nodeAgentOf(spec);
    const choice = chooseNodeAgent({
        osType,
        architecture,
        ...(marketplaceImage === undefined ? {} : { imageReference: marketplaceImage }),
        ...(guest === undefined ? {} : { guest }),
    }, survey.supportedImages, named, survey.now);
    if (choice.kind === 'chosen' || named === undefined)
        return choice;
    return { ...choice, problem: { ...choice.problem, position: spec.locate(nodeAgentPath(spec.kind)) } };
}
/** Reads whose refusal is told by what is known of the account. */
function explainedBy(problems) {
    const explanations = {
        'storage-network-closed': 'blobs',
        'batch-network-closed': 'batch',
        'batch-no-entra': 'batch',
    };
    return new Set(problems.flatMap(({ code }) => explanations[code] ?? []));
}

;// CONCATENATED MODULE: ./lib/release/locks.js


function checkLocks(steps, request, survey, material) {
    const changes = steps
        .filter(({ state }) => state === 'todo')
        .flatMap((step) => changesOf(step, request, survey, material).map((change) => ({ title: step.title, ...change })));
    const groups = new Map(changes.map(({ id }) => [(0,resource_id/* resourceGroupOf */.Tp)(id).toLowerCase(), (0,resource_id/* resourceGroupOf */.Tp)(id)]));
    const all = [...groups.keys()].flatMap((group) => survey.locks.get(group) ?? []);
    const unique = [...new Map(all.map((lock) => [lock.id.toLowerCase(), lock])).values()];
    const findings = unique.map((lock) => ({ lock, forbidden: changes.filter((change) => forbids(lock, change)) }));
    return {
        problems: findings.flatMap(({ lock, forbidden }) => locks_problemOf(lock, forbidden)),
        warnings: [
            ...findings.flatMap(({ lock, forbidden }) => keeping(lock, forbidden)),
            ...[...groups].flatMap(([key, group]) => (survey.locks.get(key) === undefined ? [locks_unchecked(group)] : [])),
        ],
    };
}
/** Whether a lock that is known stands in the way of a deletion that the run can do without. */
function isKeptByLock(id, { locks }) {
    const around = locks.get((0,resource_id/* resourceGroupOf */.Tp)(id).toLowerCase()) ?? [];
    return around.some((lock) => forbids(lock, { id, effect: 'tidy' }));
}
/** A lock below what is deleted holds it too. */
function forbids({ level, scope }, { id, effect }) {
    if ((0,resource_id/* isWithin */.UO)(id, scope))
        return effect !== 'write' || level === 'ReadOnly';
    return effect !== 'write' && (0,resource_id/* isWithin */.UO)(scope, id);
}
function changesOf({ work, resource }, request, { source }, material) {
    const write = (id, input) => [{ id, effect: 'write', input }];
    switch (work.kind) {
        case 'deallocate-vm':
        case 'generalize-vm':
        case 'capture-vm':
            return write(work.vmId, 'vm-name');
        case 'snapshot-disk': {
            // One that is whole and not used is of other content: it has to go first.
            const earlier = source.kind === 'vm' ? source.snapshots.get(work.disk.role) : undefined;
            const title = `Replace snapshot ${(0,resource_id/* nameOf */.Vb)(resource)}, which an earlier run left`;
            return earlier?.provisioningState === 'Succeeded'
                ? [...write(resource, 'vm-name'), { id: resource, effect: 'delete', input: 'vm-name', title }]
                : write(resource, 'vm-name');
        }
        case 'write-vhd':
            // Access to the snapshot is opened by Resource Manager; the blob is written without it.
            return work.vhd.from.kind === 'snapshot' ? write(work.vhd.from.disk.snapshotId, 'vm-name') : [];
        case 'delete-snapshot':
            return [{ id: resource, effect: 'tidy', input: 'vm-name' }];
        case 'create-gallery':
            return write(work.galleryId, 'gallery');
        case 'create-definition':
            return write(definitionIdOf(request), 'gallery');
        case 'create-version':
            // A gallery reads a VHD by the key of its account, and listing keys counts as a change. That there is no account is told.
            return [
                ...write(versionIdOf(request), 'gallery'),
                ...(material?.kind === 'VHDs' && material.storageAccountId !== ''
                    ? write(material.storageAccountId, 'storage-account')
                    : []),
            ];
        case 'replicate-version':
            return write(versionIdOf(request), 'image-version-id');
        case 'create-pool':
            return request.pool.spec.kind === 'arm' ? write(request.pool.batchAccountId, 'batch-account') : [];
        case 'use-vhd':
        case 'await-region':
        case 'await-all-regions':
        case 'reattach-pool':
        case 'prove-pool':
            return [];
        default:
            return work;
    }
}
function locks_problemOf({ id, name, level, scope }, forbidden) {
    const [first] = forbidden.filter(({ effect }) => effect !== 'tidy');
    if (first === undefined)
        return [];
    const titles = [...new Set(forbidden.map(({ title }) => title))].join('; ');
    const common = {
        input: first.input,
        found: `the ${level} lock ${name} on ${scope}, which forbids: ${titles}`,
        fix: `Remove it for the release (az lock delete --ids ${id}), or ask who set it.`,
    };
    return level === 'ReadOnly'
        ? [{ ...common, code: 'lock-read-only', expected: 'no lock on what the run has to change' }]
        : [{ ...common, code: 'lock-no-delete', expected: 'a place where the run can delete what it has to replace' }];
}
/** Of a lock in whose way nothing else is. */
function keeping({ id, name, level, scope }, forbidden) {
    const [first] = forbidden;
    if (first === undefined || forbidden.some(({ effect }) => effect !== 'tidy'))
        return [];
    const ids = forbidden.map((change) => change.id);
    const what = ids.length === 1 ? 'this snapshot' : 'these snapshots';
    const text = `The ${level} lock ${name} on ${scope} forbids to delete the snapshots that the run makes for itself: it ends with ${what} left ` +
        `behind, which costs money until somebody deletes ${ids.length === 1 ? 'it' : 'them'} (az snapshot delete --ids ${ids.join(' ')}). ` +
        `Without the lock (az lock delete --ids ${id}) the run deletes ${ids.length === 1 ? 'it' : 'them'} itself.`;
    return [{ code: 'lock-keeps-snapshots', input: first.input, text }];
}
function locks_unchecked(group) {
    const text = `The locks on ${group} could not be read (Microsoft.Authorization/locks/read): if there is one, a step may be refused.`;
    return { code: 'locks-unchecked', input: 'client-id', text };
}

;// CONCATENATED MODULE: ./lib/release/forecast-effects.js
// What a plan changes of what is there already: stopped, flagged, overwritten, deleted. Everything else it only adds.




function effectsOf(open, request, survey, known) {
    return open.flatMap((step) => effectsOfStep(step, open, request, survey, known));
}
function effectsOfStep({ work, resource }, open, request, survey, known) {
    const one = (kind, text) => [{ kind, resource, text }];
    const name = (0,resource_id/* nameOf */.Vb)(resource);
    switch (work.kind) {
        case 'deallocate-vm':
            return one('stops', `VM ${name} is deallocated, and is not started again.`);
        case 'generalize-vm':
            return one('flags', `VM ${name} is flagged as generalized, for ever: it can never start again.`);
        case 'capture-vm':
            return request.capture.overwriteVhd
                ? one('replaces', `VHDs of the same name are overwritten, as overwrite-vhd says.`)
                : [];
        case 'snapshot-disk':
            return existingSnapshot(survey, work.disk.role)
                ? one('replaces', `Snapshot ${name} of an earlier run is of other content, and is made again.`)
                : [];
        case 'write-vhd':
            return known.fits.vhds.get(work.vhd.role)?.kind === 'resume'
                ? one('replaces', `VHD ${name}, which an earlier run left unfinished, is written to its end.`)
                : [];
        case 'create-version':
            return survey.version?.provisioningState === 'Failed'
                ? one('replaces', `Image version ${name}, which failed in an earlier run, is made again.`)
                : [];
        case 'create-pool':
            return replacedInSpec(request, known).map((text) => ({ kind: 'replaces', resource, text }));
        case 'reattach-pool':
            return one('replaces', `The nodes of pool ${name} are taken away and asked for again.`);
        case 'delete-snapshot': {
            if (isKeptByLock(resource, survey))
                return [];
            const isMade = open.some((step) => step.work.kind === 'snapshot-disk' && (0,resource_id/* sameId */.s)(step.resource, resource));
            return one('deletes', `Snapshot ${name}, ${isMade ? 'made for this run, is deleted at its end' : 'left by an earlier run, is deleted'}.`);
        }
        case 'use-vhd':
        case 'create-gallery':
        case 'create-definition':
        case 'replicate-version':
        case 'await-region':
        case 'await-all-regions':
        case 'prove-pool':
            return [];
        default:
            return work;
    }
}
function existingSnapshot({ source }, role) {
    return source.kind === 'vm' && source.snapshots.has(role);
}
/** What the pool spec says and the action says otherwise. */
function replacedInSpec({ pool, image }, { grounds }) {
    return completePool(pool.spec, {
        poolId: pool.poolId,
        image: { kind: image.access === 'own' ? 'gallery' : image.access, id: grounds.version.id },
        marks: {},
        // What is added where the spec says nothing is no change of it.
        nodeAgentSku: '',
        security: securityOf(grounds),
    }).replaced;
}

;// CONCATENATED MODULE: ./lib/release/forecast-storage.js
// What a plan stores beyond what is there, and what of it crosses from one region to another.





const forecast_storage_GIBIBYTE = 1024 ** 3;
function storedOf(open, survey, known) {
    return [
        ...open.flatMap(({ work }) => {
            switch (work.kind) {
                // A full snapshot is charged by what of the disk is used
                // (https://learn.microsoft.com/azure/virtual-machines/disks-understand-billing).
                case 'snapshot-disk': {
                    const { role, sizeBytes } = work.disk;
                    return [{ what: 'snapshot', of: (0,lib_names/* roleName */.S3)(role), bytes: sizeBytes, bound: 'most', keeps: 'for this run' }];
                }
                case 'write-vhd':
                    return [{ what: 'vhd', of: (0,lib_names/* roleName */.S3)(work.vhd.role), ...forecast_storage_sizeOf(work.vhd.from), keeps: 'for good' }];
                case 'capture-vm':
                    return unmanagedBytes(survey).map(([of, bytes]) => ({
                        what: 'vhd',
                        of,
                        bytes,
                        bound: 'most',
                        keeps: 'for good',
                    }));
                default:
                    return [];
            }
        }),
        ...newReplicas(open, survey, known).map(({ region, replicas, bytes }) => ({
            what: 'image',
            of: region,
            replicas,
            bytes: bytes * replicas,
            bound: 'most',
            keeps: 'for good',
        })),
    ];
}
/**
 * A version crosses to each further region once; its replicas there are made inside the region
 * (https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery). Uploads from the runner are none of Azure's.
 */
function egressOf(open, survey, known) {
    const { version } = known.grounds;
    const home = known.storage?.location;
    const vhds = open.flatMap(({ work }) => {
        if (work.kind !== 'write-vhd' || home === undefined)
            return [];
        const from = copiedFrom(work.vhd.from, survey);
        return from === undefined || from === home ? [] : [{ from, to: home, bytes: bytesOf(work.vhd.from) }];
    });
    const replicas = newReplicas(open, survey, known)
        .filter(({ region, isNew }) => isNew && region !== version.location)
        .map(({ region, bytes }) => ({ from: version.location, to: region, bytes }));
    return joined([...vhds, ...replicas]);
}
/** One entry for each way. */
function joined(parts) {
    const ways = new Map();
    for (const part of parts) {
        const way = `${part.from} ${part.to}`;
        ways.set(way, { ...part, bytes: part.bytes + (ways.get(way)?.bytes ?? 0) });
    }
    return [...ways.values()];
}
/** The region from which the bytes are copied; undefined where it is not known, or none of Azure's. */
function copiedFrom(from, { source }) {
    switch (from.kind) {
        case 'snapshot':
            return from.disk.location;
        case 'blob':
            return vhdAccountOf(source)?.location;
        case 'file':
            return undefined;
        default:
            return from;
    }
}
/** A page blob is charged by the pages that were written (https://learn.microsoft.com/azure/storage/blobs/storage-blob-pageblob-overview). */
function forecast_storage_sizeOf(from) {
    return from.kind === 'file'
        ? { bytes: totalBytes(from.scan.ranges), bound: 'exact' }
        : { bytes: bytesOf(from), bound: 'most' };
}
function newReplicas(open, survey, known) {
    if (!open.some(({ work }) => work.kind === 'create-version' || work.kind === 'replicate-version'))
        return [];
    const bytes = imageBytes(survey, known);
    const { version } = survey;
    const present = version?.provisioningState === 'Failed' ? [] : (version?.targetRegions ?? []);
    return known.grounds.version.targetRegions.flatMap(({ name, replicas }) => {
        const there = present.find((region) => region.name === name);
        const more = replicas - (there?.replicas ?? 0);
        return more > 0 ? [{ region: name, replicas: more, isNew: there === undefined, bytes }] : [];
    });
}
/** Of all disks of the image. */
function imageBytes(survey, { grounds }) {
    const { disks, vhds, material } = grounds;
    switch (material) {
        case 'snapshots':
            return sum(disks.map(({ sizeBytes }) => sizeBytes));
        case 'VHDs':
            return sum([
                ...vhds.filter((vhd) => vhd.kind === 'made').map(({ from }) => bytesOf(from)),
                ...vhds.flatMap((vhd) => (vhd.kind === 'found' ? [vhd.whole.bytes] : [])),
                ...unmanagedBytes(survey).map(([, bytes]) => bytes),
            ]);
        case 'itself':
            return (survey.version?.osDiskSizeGB ?? 0) * forecast_storage_GIBIBYTE;
        default:
            return material;
    }
}
function unmanagedBytes({ source }) {
    const disks = source.kind === 'vm' ? (source.unmanaged?.disks ?? []) : [];
    return disks.map(({ url, properties }) => [(0,resource_id/* nameOf */.Vb)(url), properties.length]);
}
function sum(values) {
    return values.reduce((total, value) => total + value, 0);
}

;// CONCATENATED MODULE: ./lib/release/forecast-time.js
// How long each step takes: figures that users of Azure report, for what Azure itself promises no time, and what the survey
// shows of work that is under way.




const forecast_time_NOTHING = { least: 0, most: 0 };
/** Of calls that Azure answers within seconds; it documents no figure for any of them. */
const SHORT = { least: 0, most: 1 };
/** A guest has a while to shut down before its host is released. No figure is published: an allowance. */
const DEALLOCATE = { least: 1, most: 3 };
/** A snapshot is there while its bytes are still copied in the background. No figure is published: an allowance. */
const SNAPSHOT = { least: 0, most: 2 };
/** One call copies whole blobs inside their account. No figure is published: an allowance. */
const CAPTURE = { least: 1, most: 10 };
/** A version in one region: mostly 10 to 20 minutes (https://github.com/hashicorp/packer-plugin-azure/issues/313). */
const ONE_REGION = { least: 10, most: 20 };
/**
 * A version in several regions: 30 to 60 minutes (https://github.com/hashicorp/terraform-provider-azurerm/issues/3517). The
 * documentation asks for patience up to six hours
 * (https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery).
 */
const SEVERAL_REGIONS = { least: 30, most: 60 };
/** Three to eight minutes pass before a node even starts (https://github.com/Azure/Batch/issues/145). */
const ALLOCATION = { least: 3, most: 15 };
/** From there to nodes that take work: 5 minutes at best, half an hour with containers (microsoft/CromwellOnAzure#107). */
const READY = { least: 5, most: 30 };
/** A failed pool is first scaled to zero, which takes its nodes away. */
const REATTACH = { least: 1, most: 5 };
/** A page blob takes this much at best (https://learn.microsoft.com/azure/storage/blobs/scalability-targets). */
const BEST_BYTES_PER_MINUTE = 60 * 1024 ** 2 * 60;
/** Copies inside a region were seen at 33 MB/s (https://github.com/Azure/azure-sdk-for-java/issues/2018). */
const COPY_BYTES_PER_MINUTE = 33e6 * 60;
/** Copies to another region were seen as slow as 4.3 MB/s (https://github.com/Azure/azure-cli-extensions/issues/1362). */
const FAR_COPY_BYTES_PER_MINUTE = 4.3e6 * 60;
/** What is under way tells most, then what earlier releases took; what Azure's users report is the rest. */
function minutesOf({ work }, { request, survey, known, measured }) {
    const before = measuredOf(work, known, measured);
    if (before !== undefined && !isUnderWay(survey))
        return before;
    const { account, grounds } = known;
    switch (work.kind) {
        case 'deallocate-vm':
            return DEALLOCATE;
        case 'snapshot-disk':
            return SNAPSHOT;
        case 'capture-vm':
            return CAPTURE;
        case 'write-vhd':
            return writing(work.vhd.from, survey, known);
        case 'use-vhd':
        case 'generalize-vm':
            return forecast_time_NOTHING;
        case 'create-gallery':
        case 'create-definition':
        case 'create-version':
        case 'create-pool':
        case 'delete-snapshot':
            return SHORT;
        case 'replicate-version':
            return isUnderWay(survey) ? forecast_time_NOTHING : SEVERAL_REGIONS;
        case 'await-region':
            return arrival([account.location], survey, account.location !== grounds.version.location);
        case 'await-all-regions': {
            const regions = grounds.version.targetRegions.map(({ name }) => name);
            return arrival(regions, survey, regions.length > 1);
        }
        case 'reattach-pool':
            return REATTACH;
        case 'prove-pool':
            if (totalOf(targetsOf(request.pool.spec)) === 0)
                return SHORT;
            return work.waitFor === 'steady' ? ALLOCATION : READY;
        default:
            return work;
    }
}
/** Other releases may have had other regions; in one alone, waiting for all of them is waiting for that of the pool. */
function measuredOf({ kind }, { grounds }, { spans }) {
    const isOneRegion = grounds.version.targetRegions.length === 1;
    return spans.get(kind === 'await-all-regions' && isOneRegion ? 'await-region' : kind);
}
/** Only what holds data is moved: of a disk nobody knows how much that is, of a scanned file it is known. */
function writing(from, survey, known) {
    if (from.kind === 'file') {
        const bytes = totalBytes(from.scan.ranges);
        return { least: bytes / BEST_BYTES_PER_MINUTE, most: bytes / COPY_BYTES_PER_MINUTE };
    }
    const source = copiedFrom(from, survey);
    const isNear = source === undefined || source === known.storage?.location;
    return { least: 0, most: bytesOf(from) / (isNear ? COPY_BYTES_PER_MINUTE : FAR_COPY_BYTES_PER_MINUTE) };
}
/** Of a version that Azure is making already, the pace so far tells more than any figure. */
function arrival(regions, survey, isFar) {
    return remaining(regions, survey) ?? (isFar ? SEVERAL_REGIONS : ONE_REGION);
}
function isUnderWay({ version }) {
    return version?.provisioningState === 'Creating' || version?.provisioningState === 'Updating';
}
/** The slowest of the regions, with half as much again for what does not go on at the same pace. */
function remaining(regions, survey) {
    const { version, now } = survey;
    if (version?.provisioningState !== 'Creating' || version.publishedDate === undefined)
        return undefined;
    const minutes = (now.getTime() - new Date(version.publishedDate).getTime()) / 60_000;
    const progress = regions.map((name) => version.replication.find(({ region }) => region === name)?.progress ?? 0);
    const slowest = Math.min(...progress);
    if (slowest <= 0 || !(minutes > 0))
        return undefined;
    const left = (minutes * (100 - slowest)) / slowest;
    return { least: left, most: left * 1.5 };
}
/** The longest chain of steps that wait for each other; of those given, in an order in which each follows what it waits for. */
function longestWay(steps, minutes) {
    const ends = new Map();
    for (const { id, after } of steps) {
        const begin = latest(after.flatMap((name) => ends.get(name) ?? []));
        const own = minutes[id] ?? forecast_time_NOTHING;
        ends.set(id, { least: begin.least + own.least, most: begin.most + own.most });
    }
    return latest([...ends.values()]);
}
function latest(spans) {
    return {
        least: Math.max(0, ...spans.map(({ least }) => least)),
        most: Math.max(0, ...spans.map(({ most }) => most)),
    };
}

;// CONCATENATED MODULE: ./lib/release/measured.js

/** Steps that wait for Azure long enough to be worth a figure. */
const MEASURED = [
    'deallocate-vm',
    'snapshot-disk',
    'capture-vm',
    'write-vhd',
    'await-region',
    'prove-pool',
];
function startStopwatch(plan) {
    const took = new Map();
    const begins = (kinds) => plan.steps.some(({ state, work }) => state === 'todo' && kinds.includes(work.kind));
    const [makesVersion, makesPool] = [begins(['create-version']), begins(['create-pool'])];
    return {
        took,
        note: (work, seconds) => {
            const kind = MEASURED.find((one) => one === work.kind);
            const isWhole = work.kind === 'prove-pool' ? makesPool && work.waitFor === 'ready' : makesVersion;
            if (kind !== undefined && isWhole)
                took.set(kind, Math.max(took.get(kind) ?? 0, seconds));
        },
    };
}
/** `deallocate-vm=95 await-region=812`, in whole seconds. */
function tookText(took) {
    return [...took].map(([kind, seconds]) => `${kind}=${Math.round(seconds)}`).join(' ');
}
/** Empty where nothing was measured. */
function tookMark(took) {
    return took.size === 0 ? {} : { [lib_marks/* TOOK_MARK */.Cr]: tookText(took) };
}
function secondsBetween(from, to) {
    return (to.getTime() - from.getTime()) / 1000;
}
/** What cannot be read is left out: anyone who may write metadata can change it. */
function readTook(text) {
    return new Map(text.split(' ').flatMap((part) => {
        const [, name, seconds] = /^([a-z-]+)=(\d{1,6})$/.exec(part) ?? [];
        const kind = MEASURED.find((one) => one === name);
        return kind === undefined ? [] : [[kind, Number(seconds)]];
    }));
}
/** Of the pools of the same family, as far as they are still there. */
function measuredBefore({ pool }, { batchOffer, key }) {
    const all = (batchOffer?.pools ?? []).flatMap((one) => (isEarlier(one, pool.family, key) ? [tookOf(one)] : []));
    const telling = all.filter((took) => took.size > 0);
    const spans = MEASURED.flatMap((kind) => {
        const minutes = telling.flatMap((took) => took.get(kind) ?? []).map((seconds) => seconds / 60);
        return minutes.length === 0 ? [] : [[kind, { least: Math.min(...minutes), most: Math.max(...minutes) }]];
    });
    return { releases: telling.length, spans: new Map(spans) };
}
function isEarlier({ metadata }, family, key) {
    return metadata[lib_marks/* FAMILY_MARK */.xN] === family && metadata[lib_marks/* KEY_MARK */._i] !== key;
}
function tookOf({ metadata }) {
    return readTook(metadata[lib_marks/* TOOK_MARK */.Cr] ?? '');
}

;// CONCATENATED MODULE: ./lib/release/forecast.js





function forecastOf(request, survey, known, steps) {
    const open = steps.filter(({ state }) => state === 'todo');
    const measured = measuredBefore(request, survey);
    const minutes = Object.fromEntries(open.map((step) => [step.id, minutesOf(step, { request, survey, known, measured })]));
    return {
        minutes: longestWay(open, minutes),
        measured: measured.releases,
        phases: [...new Set(open.map(({ phase }) => phase))].map((phase) => ({
            phase,
            minutes: longestWay(open.filter((step) => step.phase === phase), minutes),
        })),
        steps: minutes,
        nodes: nodesOf(targetsOf(request.pool.spec)),
        stored: storedOf(open, survey, known),
        egress: egressOf(open, survey, known),
        effects: effectsOf(open, request, survey, known),
    };
}
function nodesOf(targets) {
    switch (targets.kind) {
        case 'fixed':
            return fixedNodes(targets);
        case 'autoScale': {
            const plain = plainTargetsOf(targets.formula);
            return plain === undefined ? { kind: 'autoScale' } : fixedNodes(plain);
        }
        default:
            return targets;
    }
}
function fixedNodes({ dedicated, lowPriority }) {
    return { kind: 'fixed', dedicated, lowPriority, nodeHoursPerHour: dedicated + lowPriority };
}

;// CONCATENATED MODULE: ./lib/release/plan-vhds.js
// The steps that write VHDs, one for each disk. The pool never waits for one, unless its image is made of it.

function vhdSteps({ grounds, fits }) {
    return grounds.vhds.flatMap((vhd) => {
        switch (vhd.kind) {
            case 'made':
                return [writingStep(vhd, fits.vhds.get(vhd.role))];
            case 'found':
                return [
                    {
                        id: vhdStepId(vhd.role),
                        phase: 'export',
                        title: 'Use the VHD where it lies',
                        resource: vhd.whole.url,
                        reason: 'a gallery can read it there',
                        state: 'done',
                        after: [],
                        work: { kind: 'use-vhd', vhd },
                    },
                ];
            case 'captured':
                // One step captures all disks.
                return [];
            default:
                return vhd;
        }
    });
}
function vhdStepId(role) {
    return `export:${(0,lib_names/* roleName */.S3)(role)}`;
}
function writingStep(vhd, fit) {
    const { role, blobName, from } = vhd;
    const done = fit?.kind === 'done';
    const reason = done ? 'the blob is whole' : fit?.kind === 'resume' ? 'an earlier run left it unfinished' : undefined;
    return {
        id: vhdStepId(role),
        phase: 'export',
        title: titleOf(from, role),
        resource: blobName,
        reason: reason ?? WHY[from.kind],
        state: done ? 'done' : 'todo',
        after: done || from.kind !== 'snapshot' ? [] : [`snapshot:${(0,lib_names/* roleName */.S3)(role)}`],
        work: { kind: 'write-vhd', vhd },
    };
}
const WHY = {
    snapshot: 'copied by page ranges, empty ones left out',
    blob: 'it lies in another account than the VHDs of this run; copied by page ranges, empty ones left out',
    file: 'uploaded by page ranges, empty ones left out',
};
function titleOf(from, role) {
    switch (from.kind) {
        case 'snapshot':
            return `Export VHD of ${diskName(role)}`;
        case 'blob':
            return 'Copy VHD';
        case 'file':
            return `Upload VHD ${from.file.name}`;
        default:
            return from;
    }
}
function diskName(role) {
    return role === 'os' ? 'the OS disk' : `the data disk at LUN ${role}`;
}

;// CONCATENATED MODULE: ./lib/release/plan-capture.js
// The steps that capture a VM: stop it, take snapshots of managed disks or let Azure copy unmanaged ones, and clean up.







const plan_capture_NOTHING = { stop: [], snapshots: [], flag: [], copies: [] };
function captureSteps(request, survey, known) {
    const { source } = survey;
    if (source.kind !== 'vm' || source.vm === undefined)
        return plan_capture_NOTHING;
    const { vm } = source;
    return source.unmanaged === undefined
        ? managedSteps(request, source, vm, known, survey)
        : unmanagedSteps(request, vm, known);
}
/** Stop the VM, snapshot its disks, flag it: left out altogether when no snapshot is needed any more. */
function managedSteps({ capture }, source, vm, { grounds, fits }, survey) {
    const needed = grounds.disks.filter(({ role }) => (grounds.material === 'snapshots' && feedsVersion(survey)) || isVhdOpen(fits.vhds, role));
    const contentId = knownContent(grounds.content);
    const snapshots = needed.map((disk) => snapshotStep(disk, source, contentId, grounds.material));
    const stop = stopStep(vm);
    const flag = capture.mode === 'generalize' ? [flagStep(vm, snapshots)] : [];
    return { ...plan_capture_NOTHING, stop: needed.length > 0 || stop.state === 'todo' ? [stop] : [], snapshots, flag };
}
/** The 2017 way: stopped, flagged, captured. The flag is final, and Azure demands it. */
function unmanagedSteps({ capture }, vm, { grounds }) {
    const open = grounds.vhds.some((vhd) => vhd.kind === 'captured' && vhd.earlier === undefined);
    const stop = stopStep(vm);
    const flag = flagStep(vm, [stop]);
    const copies = {
        id: 'capture',
        phase: 'capture',
        title: `Capture VHDs of VM ${vm.name}`,
        resource: vm.id,
        reason: open
            ? `its disks are unmanaged: Azure copies them to ${(0,lib_names/* captureFolder */.P3)(capture.containerName)} in their own storage account`
            : 'an earlier run captured the same content',
        state: open ? 'todo' : 'done',
        after: [flag.id],
        work: { kind: 'capture-vm', vmId: vm.id },
    };
    return { ...plan_capture_NOTHING, stop: [stop], flag: [flag], copies: [copies] };
}
function stopStep(vm) {
    const stopped = vm.powerState === 'deallocated';
    const os = (0,vm_instance_view/* osText */.v)(vm.guest);
    return {
        id: 'deallocate',
        phase: 'capture',
        title: `Deallocate VM ${vm.name}`,
        resource: vm.id,
        reason: stopped
            ? 'the VM is deallocated'
            : `the VM is ${vm.powerState}${os === undefined ? '' : ` (${os})`}; its disks must be at rest. The VM stops, and what is on its temporary drive is lost`,
        state: stopped ? 'done' : 'todo',
        after: [],
        work: { kind: 'deallocate-vm', vmId: vm.id },
    };
}
function flagStep(vm, before) {
    return {
        id: 'generalize',
        phase: 'capture',
        title: `Flag VM ${vm.name} as generalized`,
        resource: vm.id,
        reason: vm.generalized ? 'the VM is flagged' : 'capture-mode is generalize; the VM can never start again',
        state: vm.generalized ? 'done' : 'todo',
        after: before.map(idOf),
        work: { kind: 'generalize-vm', vmId: vm.id },
    };
}
function snapshotStep(disk, { snapshots }, contentId, material) {
    const existing = snapshots.get(disk.role);
    const usable = existing?.provisioningState === 'Succeeded' && contentId !== undefined && existing.tags[lib_marks/* CONTENT_MARK */.o0] === contentId;
    return {
        id: `snapshot:${(0,lib_names/* roleName */.S3)(disk.role)}`,
        phase: 'capture',
        title: `Snapshot ${diskName(disk.role)} ${(0,resource_id/* nameOf */.Vb)(disk.diskId)}`,
        resource: disk.snapshotId,
        reason: usable
            ? 'an earlier run made it of the same content'
            : material === 'snapshots'
                ? 'a full snapshot feeds the VHD and the image version'
                : 'a full snapshot feeds the VHD',
        state: usable ? 'done' : 'todo',
        after: ['deallocate'],
        work: { kind: 'snapshot-disk', disk },
    };
}
/** Snapshots are temporaries: each goes when nothing feeds on it any more. */
function cleanupSteps(survey, { grounds }, snapshots, vhds) {
    const { source } = survey;
    const left = source.kind === 'vm' ? source.snapshots : new Map();
    return grounds.disks.flatMap((disk) => {
        const used = snapshots.some((step) => (0,resource_id/* sameId */.s)(step.resource, disk.snapshotId));
        if (!used && left.get(disk.role) === undefined)
            return [];
        const feeds = [
            ...(grounds.material === 'snapshots' ? ['regions'] : []),
            ...vhds.map(idOf).filter((id) => id === vhdStepId(disk.role)),
        ];
        return [
            {
                id: `delete-snapshot:${(0,lib_names/* roleName */.S3)(disk.role)}`,
                phase: 'cleanup',
                title: `Delete snapshot of ${diskName(disk.role)}`,
                resource: disk.snapshotId,
                reason: used ? 'nothing needs it when its copies are made' : 'an earlier run left it behind',
                state: 'todo',
                after: feeds,
                work: { kind: 'delete-snapshot', disk },
            },
        ];
    });
}
/** A version that Azure has or is making already only takes more regions: it needs no snapshot made for it. */
function feedsVersion({ version }) {
    return version === undefined || version.provisioningState === 'Failed';
}
function isVhdOpen(vhds, role) {
    const fit = vhds.get(role);
    return fit !== undefined && fit.kind !== 'done';
}

;// CONCATENATED MODULE: ./lib/release/plan-pool.js
function poolSteps({ pool }, { fits, account, nodeAgent }) {
    const fit = fits.pool;
    const reattach = fit.kind === 'reattach';
    const provision = {
        id: 'pool',
        phase: 'pool',
        title: reattach ? `Scale pool ${pool.poolId} up again` : `Create pool ${pool.poolId}`,
        resource: pool.poolId,
        reason: provisionReason(fit, account.name, nodeAgent),
        state: fit.kind === 'absent' || reattach ? 'todo' : 'done',
        after: ['region'],
        work: { kind: reattach ? 'reattach-pool' : 'create-pool' },
    };
    if (pool.waitFor === 'none')
        return [provision];
    const proof = {
        id: 'proof',
        phase: 'pool',
        title: `Prove pool ${pool.poolId}`,
        resource: pool.poolId,
        reason: proofReason(fit, pool.waitFor),
        state: fit.kind === 'done' ? 'done' : 'todo',
        after: ['pool'],
        work: { kind: 'prove-pool', waitFor: pool.waitFor },
    };
    return [provision, proof];
}
function provisionReason(fit, account, agent) {
    switch (fit.kind) {
        case 'absent':
            return `in Batch account ${account}, pinned to the image version${agentText(agent)}`;
        case 'reattach':
            return 'an earlier run of this release left it failed, scaled to zero';
        case 'prove':
        case 'done':
        case 'problem':
            return 'it exists, made by this release';
        default:
            return fit;
    }
}
function agentText(agent) {
    return agent === undefined ? '' : `; node agent ${agent.sku}: ${agent.reason}`;
}
function proofReason(fit, waitFor) {
    if (fit.kind !== 'done') {
        return waitFor === 'ready' ? 'as many nodes idle or running as it asks for' : 'its allocation has to become steady';
    }
    return fit.proven ? 'its nodes were proven' : 'an earlier run finished it without any node to prove it';
}

;// CONCATENATED MODULE: ./lib/release/plan-steps.js
// The steps of a release, in order, each saying what it waits for: everything that can run side by side does.






function planSteps(request, survey, known) {
    const gallery = gallerySteps(request, survey, known);
    const capture = captureSteps(request, survey, known);
    const vhds = vhdSteps(known);
    const material = known.grounds.material === 'snapshots' ? capture.snapshots : [...capture.copies, ...vhds];
    const image = imageSteps(survey, known, [...gallery, ...material].map(idOf));
    const pool = poolSteps(request, known);
    const cleanup = cleanupSteps(survey, known, capture.snapshots, vhds);
    return [
        ...capture.stop,
        ...capture.snapshots,
        ...capture.flag,
        ...capture.copies,
        ...gallery,
        ...vhds,
        ...image,
        ...pool,
        ...cleanup,
    ];
}
function gallerySteps(request, survey, { grounds }) {
    const { definition, version } = grounds;
    if (definition === undefined)
        return [];
    const { galleryId, createGallery } = request.image;
    const { gallery } = survey;
    const galleryStep = {
        id: 'gallery',
        phase: 'image',
        title: `Create gallery ${(0,resource_id/* nameOf */.Vb)(galleryId)}`,
        resource: galleryId,
        reason: gallery === undefined
            ? 'it does not exist, and create-gallery is true'
            : `an earlier run left it ${gallery.provisioningState}`,
        state: 'todo',
        after: [],
        work: { kind: 'create-gallery', galleryId, location: version.location },
    };
    const isGalleryOpen = gallery === undefined || (createGallery && gallery.provisioningState !== 'Succeeded');
    const steps = isGalleryOpen ? [galleryStep] : [];
    const found = survey.definition?.provisioningState;
    steps.push({
        id: 'definition',
        phase: 'image',
        title: `Create image definition ${(0,resource_id/* nameOf */.Vb)(definition.id)}`,
        resource: definitionIdOf(request),
        reason: found === undefined
            ? featuresText(definition)
            : found === 'Succeeded'
                ? 'it exists and fits'
                : `an earlier run left it ${found}`,
        state: found === 'Succeeded' ? 'done' : 'todo',
        after: steps.map(idOf),
        work: { kind: 'create-definition', definition },
    });
    return steps;
}
function featuresText(definition) {
    const { osType, hyperVGeneration, architecture, securityType, purchasePlan } = definition;
    const generation = hyperVGeneration === 'V2' ? 'Gen2' : 'Gen1';
    const plan = purchasePlan === undefined ? [] : [`purchase plan ${planText(purchasePlan)}`];
    return [osType, generation, architecture, securityType, ...plan].join(', ');
}
function imageSteps(survey, known, inputs) {
    const { account, grounds, fits } = known;
    const { version } = grounds;
    const name = (0,resource_id/* nameOf */.Vb)(version.id);
    const isFinished = fits.version.kind === 'done';
    const isAsked = isFinished || fits.version.kind === 'under way';
    const isThere = grounds.material === 'itself';
    // A version that failed is made again, in every region.
    const isInRegion = survey.version?.provisioningState !== 'Failed' &&
        survey.version?.replication.some(({ region, state }) => region === account.location && state === 'Completed') ===
            true;
    return [
        {
            id: 'version',
            phase: 'image',
            title: `${isThere ? 'Replicate' : 'Create'} image version ${name}`,
            resource: version.id,
            reason: versionReason(known),
            state: isAsked ? 'done' : 'todo',
            after: isAsked ? [] : inputs,
            work: { kind: isThere ? 'replicate-version' : 'create-version' },
        },
        {
            id: 'region',
            phase: 'replication',
            title: `Wait for image version ${name} in ${account.location}`,
            resource: version.id,
            reason: 'the pool needs its image in the region of the Batch account',
            state: isFinished || isInRegion ? 'done' : 'todo',
            after: ['version'],
            work: { kind: 'await-region' },
        },
        {
            id: 'regions',
            phase: 'replication',
            title: `Wait for image version ${name} in all regions`,
            resource: version.id,
            reason: 'the version is finished when every region has it',
            state: isFinished ? 'done' : 'todo',
            after: ['version'],
            work: { kind: 'await-all-regions' },
        },
    ];
}
function versionReason({ grounds, fits }) {
    const { version, material, why } = grounds;
    const regions = version.targetRegions.map((region) => `${region.name}=${region.replicas}`).join(', ');
    switch (fits.version.kind) {
        case 'absent':
            return `from the ${plan_steps_countOf(grounds)}, to ${regions}: ${why}`;
        case 'resume':
        case 'under way':
            return fits.version.reason;
        case 'done':
        case 'problem':
            return material === 'itself' ? why : 'it exists, made of the same source';
        default:
            return fits.version;
    }
}
function plan_steps_countOf({ material, disks, vhds }) {
    const one = material === 'snapshots' ? 'snapshot' : 'VHD';
    return (material === 'snapshots' ? disks : vhds).length === 1 ? one : `${one}s`;
}
function idOf(step) {
    return step.id;
}

;// CONCATENATED MODULE: ./lib/azure/authorization.js



/** Works at a resource group and at a resource, not at a subscription. Undefined when it could not be read. */
async function readPermissions(arm, scope) {
    try {
        const path = `${scope}/providers/Microsoft.Authorization/permissions`;
        return (await arm.list(path, versions/* API_VERSIONS */.B.authorization)).map(toPermission);
    }
    catch (error) {
        // A right that cannot be checked is no reason to stop: the call that needs it still tells.
        if ((0,errors/* isAzureServiceError */.B5)(error))
            return undefined;
        throw error;
    }
}
function toPermission(item) {
    return {
        actions: (0,azure_json/* textsAt */.i1)(item, 'actions'),
        notActions: (0,azure_json/* textsAt */.i1)(item, 'notActions'),
        dataActions: (0,azure_json/* textsAt */.i1)(item, 'dataActions'),
        notDataActions: (0,azure_json/* textsAt */.i1)(item, 'notDataActions'),
    };
}
/**
 * Whether any role grants the action. A role's `notActions` take away only from that role's own `actions`: another role
 * can still grant what this one leaves out.
 */
function isAllowed(permissions, action, plane = 'actions') {
    const granted = (permission) => permission[plane];
    const excluded = (permission) => plane === 'actions' ? permission.notActions : permission.notDataActions;
    return permissions.some((permission) => granted(permission).some((pattern) => authorization_matches(pattern, action)) &&
        !excluded(permission).some((pattern) => authorization_matches(pattern, action)));
}
/** `*` stands for any text, slashes included; case does not count. */
function authorization_matches(pattern, action) {
    const [first = '', ...rest] = pattern.toLowerCase().split('*');
    const text = action.toLowerCase();
    if (rest.length === 0)
        return text === first;
    if (!text.startsWith(first))
        return false;
    let position = first.length;
    const last = rest[rest.length - 1] ?? '';
    for (const part of rest.slice(0, -1)) {
        const found = text.indexOf(part, position);
        if (found < 0)
            return false;
        position = found + part.length;
    }
    return text.length - last.length >= position && text.endsWith(last);
}

;// CONCATENATED MODULE: ./lib/release/rights/deeds.js
const ROLE = {
    reader: 'Reader',
    machine: 'Virtual Machine Contributor',
    snapshot: 'Disk Snapshot Contributor',
    publisher: 'Compute Gallery Artifacts Publisher',
    blobs: 'Storage Blob Data Contributor',
    batch: 'Azure Batch Data Contributor',
    network: 'Network Contributor',
    follow: 'Reader, or the custom role of docs/roles/follow-operations.json,',
};
function needs(place, role, ...actions) {
    return actions.map((action) => ({ place, action, plane: 'actions', role }));
}
const compute = (place, role, ...actions) => needs(place, role, ...actions.map((action) => `Microsoft.Compute/${action}`));
const batch = (...actions) => needs('batch-account', ROLE.batch, ...actions.map((action) => `Microsoft.Batch/batchAccounts/${action}`));
const CONTAINERS = 'Microsoft.Storage/storageAccounts/blobServices/containers';
const blobs = (place, ...rights) => rights.map((right) => ({ place, action: `${CONTAINERS}/blobs/${right}`, plane: 'dataActions', role: ROLE.blobs }));
const FOLLOWED_AT = {
    operations: 'vm-operations',
    diskOperations: 'vm-operations',
    capsOperations: 'gallery-operations',
};
/**
 * Azure tells how far an operation is at a URL of the subscription. A role on the resource group is enough to ask there, one on the
 * resource alone is not: https://learn.microsoft.com/azure/azure-resource-manager/management/async-operations
 */
const follow = (kind) => compute(FOLLOWED_AT[kind], ROLE.follow, `locations/${kind}/read`);
const DEEDS = {
    'read-vm': compute('vm', ROLE.reader, 'virtualMachines/read'),
    'read-disks': [...compute('disks', ROLE.reader, 'disks/read'), ...compute('vm-group', ROLE.reader, 'snapshots/read')],
    'read-source-blobs': blobs('source-account', 'read'),
    'find-source-account': needs('subscription', ROLE.reader, 'Microsoft.Storage/storageAccounts/read'),
    'read-image': compute('gallery', ROLE.reader, 'galleries/read', 'galleries/images/read', 'galleries/images/versions/read'),
    'list-images': compute('gallery', ROLE.reader, 'galleries/images/read', 'galleries/images/versions/read'),
    'read-shared-image': compute('subscription', ROLE.reader, 'locations/sharedGalleries/images/read', 'locations/sharedGalleries/images/versions/read', 'locations/communityGalleries/images/read', 'locations/communityGalleries/images/versions/read'),
    'read-batch': batch('read', 'pools/read'),
    // What a run can do without: unread, quotas and VM size are not checked.
    'read-offer': [
        ...needs('subscription', ROLE.reader, 'Microsoft.Batch/locations/virtualMachineSkus/read'),
        ...compute('subscription', ROLE.reader, 'locations/usages/read', 'skus/read'),
    ],
    // They are listed by resource group. Unread, they are not checked, and the run is warned.
    'read-locks': needs('subscription', ROLE.reader, 'Microsoft.Authorization/locks/read'),
    'read-storage': [
        ...needs('storage-account', ROLE.reader, 'Microsoft.Storage/storageAccounts/read'),
        ...blobs('container', 'read'),
    ],
    // Unread, it is not known whether the blobs in it are immutable, and the run is warned.
    'read-container': needs('container', ROLE.reader, `${CONTAINERS}/read`),
    'read-managed-images': compute('managed-images', ROLE.reader, 'images/read'),
    'read-regions': needs('subscription', ROLE.reader, 'Microsoft.Resources/subscriptions/locations/read'),
    'read-rights': needs('everywhere', ROLE.reader, 'Microsoft.Authorization/permissions/read', 'Microsoft.Authorization/denyAssignments/read'),
    'deallocate-vm': [...compute('vm', ROLE.machine, 'virtualMachines/deallocate/action'), ...follow('operations')],
    'generalize-vm': compute('vm', ROLE.machine, 'virtualMachines/generalize/action'),
    'snapshot-disk': [
        ...compute('vm-group', ROLE.snapshot, 'snapshots/read', 'snapshots/write'),
        // Azure checks it on the source disk (LinkedAuthorizationFailed).
        ...compute('disks', ROLE.snapshot, 'disks/beginGetAccess/action'),
        ...follow('diskOperations'),
    ],
    'delete-snapshot': [
        ...compute('vm-group', ROLE.snapshot, 'snapshots/read', 'snapshots/delete'),
        ...follow('diskOperations'),
    ],
    'open-snapshot': [
        ...compute('vm-group', ROLE.snapshot, 'snapshots/beginGetAccess/action', 'snapshots/endGetAccess/action'),
        ...follow('diskOperations'),
    ],
    'capture-vm': [
        ...compute('vm', ROLE.machine, 'virtualMachines/capture/action'),
        ...blobs('source-account', 'read', 'write'),
        ...follow('operations'),
    ],
    /** Where it is absent. */
    'make-container': needs('container', ROLE.blobs, `${CONTAINERS}/write`),
    'write-vhd': blobs('container', 'read', 'write'),
    /** What an interrupted run wrote of other content is begun anew. */
    'replace-vhd': blobs('container', 'delete'),
    'create-gallery': [...compute('gallery-group', ROLE.publisher, 'galleries/write'), ...follow('capsOperations')],
    'create-definition': [...compute('gallery', ROLE.publisher, 'galleries/images/write'), ...follow('capsOperations')],
    'write-version': [
        ...compute('gallery', ROLE.publisher, 'galleries/images/versions/read', 'galleries/images/versions/write'),
        ...follow('capsOperations'),
    ],
    // https://learn.microsoft.com/azure/virtual-machines/shared-image-galleries: the rights per kind of source.
    'version-of-snapshots': compute('vm-group', ROLE.snapshot, 'snapshots/write'),
    'version-of-vhds': needs('image-account', 'Storage Account Key Operator Service Role', 'Microsoft.Storage/storageAccounts/listKeys/action'),
    'write-pool': batch('pools/read', 'pools/write'),
    // Batch asks for both in the caller's name: https://learn.microsoft.com/azure/batch/batch-sig-images
    'use-image': [
        ...compute('image', ROLE.reader, 'galleries/images/versions/read'),
        ...compute('image', 'Disk Snapshot Contributor, or another role with this action (Reader is not enough for Batch),', 'disks/beginGetAccess/action'),
    ],
    'join-subnet': needs('subnet', ROLE.network, 'Microsoft.Network/virtualNetworks/subnets/join/action'),
    'use-public-addresses': needs('public-addresses', ROLE.network, 'Microsoft.Network/publicIPAddresses/join/action'),
    'assign-identities': needs('identities', 'Managed Identity Operator', 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action'),
};
/** Each need once, in the order of the deeds. */
function needsOf(deeds) {
    const all = deeds.flatMap((deed) => DEEDS[deed]);
    return [...new Map(all.map((need) => [`${need.action} ${need.place}`, need])).values()];
}

;// CONCATENATED MODULE: ./lib/azure/deny-assignments.js





/** Stands for everybody: https://learn.microsoft.com/azure/role-based-access-control/deny-assignments */
const EVERYBODY = '00000000-0000-0000-0000-000000000000';
/** Those at a scope, above it and below it; none where the caller may not read them. */
async function readDenials(arm, scope) {
    try {
        const path = `${scope}/providers/Microsoft.Authorization/denyAssignments`;
        return (await arm.list(path, versions/* API_VERSIONS */.B.authorization)).map(toDenial);
    }
    catch (error) {
        if ((0,errors/* isAzureServiceError */.B5)(error))
            return [];
        throw error;
    }
}
function toDenial(body) {
    const { properties } = body;
    const principals = (name) => (0,azure_json/* objectsAt */.yR)(properties, name).map((one) => ({ id: (0,azure_json/* textAt */.$6)(one, 'id') ?? '', type: (0,azure_json/* textAt */.$6)(one, 'type') ?? '' }));
    return {
        name: (0,azure_json/* textAt */.$6)(properties, 'denyAssignmentName') ?? (0,azure_json/* textAt */.$6)(body, 'name') ?? '',
        scope: (0,azure_json/* textAt */.$6)(properties, 'scope') ??
            ((0,azure_json/* textAt */.$6)(body, 'id') ?? '').replace(/\/providers\/Microsoft\.Authorization\/.*$/i, ''),
        isForScopeOnly: (0,azure_json/* flagAt */.Qc)(properties, 'doNotApplyToChildScopes') ?? false,
        permissions: (0,azure_json/* objectsAt */.yR)(properties, 'permissions').map(toPermission),
        principals: principals('principals'),
        excluded: principals('excludePrincipals'),
    };
}
/** `perhaps`: it names groups of principals, and whether the caller is in one of them is not known here. */
function verdict(denial, { action, plane, scope }, caller) {
    const { isForScopeOnly, permissions, principals, excluded } = denial;
    if (isForScopeOnly ? !(0,resource_id/* sameId */.s)(scope, denial.scope) : !isWithin(scope, denial.scope))
        return 'free';
    if (!isAllowed(permissions, action, plane))
        return 'free';
    if (excluded.some(({ id }) => (0,resource_id/* sameId */.s)(id, caller)))
        return 'free';
    const isMeant = principals.some(({ id }) => id === EVERYBODY || (0,resource_id/* sameId */.s)(id, caller));
    if (isMeant && !excluded.some(isGroup))
        return 'denied';
    return isMeant || principals.some(isGroup) ? 'perhaps' : 'free';
}
function isGroup({ type }) {
    return type.toLowerCase() === 'group';
}
function isWithin(scope, ancestor) {
    const outer = ancestor.toLowerCase().replace(/\/+$/, '');
    return (0,resource_id/* sameId */.s)(scope, outer) || scope.toLowerCase().startsWith(`${outer}/`);
}

;// CONCATENATED MODULE: ./lib/release/rights/links.js
// What a pool specification refers to beside the image: whoever makes the pool must be allowed to use it.

function linksOf({ kind, body }) {
    const network = (0,azure_json/* objectAt */.lJ)(kind === 'arm' ? body['properties'] : body, 'networkConfiguration');
    const subnet = (0,azure_json/* textAt */.$6)(network, 'subnetId');
    // Only Resource Manager takes identities.
    const identities = kind === 'arm' ? Object.keys((0,azure_json/* objectAt */.lJ)(body, 'identity', 'userAssignedIdentities') ?? {}) : [];
    const links = [
        { deed: 'join-subnet', ids: subnet === undefined ? [] : [subnet] },
        { deed: 'use-public-addresses', ids: (0,azure_json/* textsAt */.i1)(network, 'publicIPAddressConfiguration', 'ipAddressIds') },
        { deed: 'assign-identities', ids: identities },
    ];
    return links.filter(({ ids }) => ids.length > 0);
}
function linkedIds(spec, deed) {
    return linksOf(spec).flatMap((link) => (link.deed === deed ? link.ids : []));
}

;// CONCATENATED MODULE: ./lib/release/rights/places.js
// The places of a run: for each, the scopes at which a role counts for it, from where one is usually given to the thing itself.






/** Whether it is a place at which operations are followed. */
function isFollowing(place) {
    return place === 'vm-operations' || place === 'gallery-operations';
}
/** None where it is not known yet where the place is: another problem says why. */
function places_targetsOf(place, request, survey, material) {
    const { source, image, pool } = request;
    const at = (input, id, ...narrower) => id === undefined || id === '' ? [] : [{ input, scopes: [id, ...narrower] }];
    const vmId = source.kind === 'vm' ? source.vmId : undefined;
    const vmGroup = vmId === undefined ? undefined : (0,resource_id/* resourceGroupOf */.Tp)(vmId);
    const galleryInput = source.kind === 'image-version' ? 'image-version-id' : 'gallery';
    switch (place) {
        case 'vm':
            return at('vm-name', vmId);
        case 'vm-group':
            return at('vm-name', vmGroup);
        case 'disks':
            return diskTargets(request, survey);
        case 'gallery-group':
            return at(galleryInput, (0,resource_id/* resourceGroupOf */.Tp)(image.galleryId));
        case 'gallery':
            return at(galleryInput, gallerySide(request, survey));
        case 'image':
            return at(galleryInput, gallerySide(request, survey), ...(survey.version === undefined ? [] : [versionIdOf(request)]));
        case 'source-account':
            return at(SOURCE_INPUTS[source.kind], vhdAccountOf(survey.source)?.id);
        case 'image-account':
            return at('storage-account', material?.kind === 'VHDs' ? material.storageAccountId : undefined);
        case 'storage-account':
            return at('storage-account', storageIdOf(request, survey));
        case 'container': {
            const account = storageIdOf(request, survey);
            return at('storage-account', account, ...(account === undefined ? [] : [containerOf(account)]));
        }
        case 'batch-account':
            return at('batch-account', pool.batchAccountId);
        case 'subnet':
            return linkedIds(pool.spec, 'join-subnet').flatMap((id) => at('pool-spec', id));
        case 'public-addresses':
            return linkedIds(pool.spec, 'use-public-addresses').flatMap((id) => at('pool-spec', id));
        case 'identities':
            return linkedIds(pool.spec, 'assign-identities').flatMap((id) => at('pool-spec', id));
        case 'vm-operations':
            return at('vm-name', vmGroup);
        case 'gallery-operations':
            return image.access === 'own' ? at(galleryInput, (0,resource_id/* resourceGroupOf */.Tp)(image.galleryId)) : [];
        // What is asked at a subscription is no list of permissions; images of VMs only an inspection reads.
        case 'subscription':
        case 'managed-images':
        case 'everywhere':
            return [];
        default:
            return place;
    }
}
/** What the run captures, as far as the VM is known. A disk may lie in another group than its VM, with roles of its own. */
function diskTargets({ source, capture }, survey) {
    if (source.kind !== 'vm')
        return [];
    const group = (0,resource_id/* resourceGroupOf */.Tp)(source.vmId);
    const vm = survey.source.kind === 'vm' ? survey.source.vm : undefined;
    if (vm === undefined)
        return [{ input: 'vm-name', scopes: [group] }];
    return managedDisksOf(vm, capture.dataDisks).map((id) => ({
        input: 'vm-name',
        scopes: (0,resource_id/* sameId */.s)((0,resource_id/* resourceGroupOf */.Tp)(id), group) ? [group, id] : [(0,resource_id/* resourceGroupOf */.Tp)(id), id],
    }));
}
function managedDisksOf(vm, dataDisks) {
    const disks = [vm.osDisk, ...(dataDisks === 'include' ? vm.dataDisks : [])];
    return disks.flatMap((disk) => (disk.kind === 'managed' ? [disk.diskId] : []));
}
/** The narrowest that exists already. */
function gallerySide(request, { gallery, definition }) {
    const { image } = request;
    if (image.access !== 'own')
        return undefined;
    if (gallery === undefined)
        return (0,resource_id/* resourceGroupOf */.Tp)(image.galleryId);
    return definition === undefined ? gallery.id : definitionIdOf(request);
}
function storageIdOf({ capture }, { storageAccount, batchAccount }) {
    return storageAccount?.id ?? capture.storageAccountId ?? batchAccount?.autoStorageAccountId;
}
function containerOf(storageAccountId) {
    return `${storageAccountId}/blobServices/default/containers/${lib_names/* VHD_CONTAINER */.jD}`;
}

;// CONCATENATED MODULE: ./lib/release/rights/denied.js
// Rights that deny assignments take away. Pure.


/** Roles do not help against a deny assignment: it is told beside what is missing. */
function denials(rights, { denials: all, caller }) {
    if (caller === undefined)
        return { problems: [], warnings: [] };
    const found = all.flatMap((denial) => rights.flatMap((right) => {
        // They are asked for at the subscription: what a denial below it takes away there is not known.
        if (isFollowing(right.place))
            return [];
        const scope = thingOf(right);
        const how = verdict(denial, { action: right.action, plane: right.plane, scope }, caller);
        return how === 'free' ? [] : [{ how, right, denial }];
    }));
    const text = ({ denial, right }) => `deny assignment '${denial.name}' over ${denial.scope} forbids ${right.action}`;
    return {
        problems: found
            .filter(({ how }) => how === 'denied')
            .map((one) => ({
            code: 'right-denied',
            input: one.right.target.input,
            found: `that ${text(one)}`,
            expected: 'none against the signed-in identity, or the identity among those that it leaves out',
            fix: 'Ask the owner of the deny assignment (a deployment stack, a managed application) to exclude the identity: no role overrules it.',
        })),
        warnings: found
            .filter(({ how }) => how === 'perhaps')
            .map((one) => ({
            code: 'right-perhaps-denied',
            input: one.right.target.input,
            text: `It is not known whether the signed-in identity is in one of the groups that it names: ${text(one)}. If so, a later step will be refused.`,
        })),
    };
}
/** What the action is done to: in a group that is something in it, not the group itself. */
function thingOf({ place, target }) {
    const narrowest = target.scopes.at(-1) ?? '';
    return place === 'vm-group' || place === 'gallery-group' ? `${narrowest}/providers/${place}` : narrowest;
}

;// CONCATENATED MODULE: ./lib/release/rights/planned-deeds.js



function plannedDeeds({ steps, material, content }, request, survey) {
    const open = steps.filter(({ state }) => state === 'todo');
    return [...new Set(open.flatMap((step) => deedsOf(step, material, content, request, survey)))];
}
/** What is read only once something else was: a right to it may be missing too. */
function unreadDeeds(request, { refused }) {
    return [
        ...(request.source.kind === 'vm' && refused.has('vm') ? ['read-disks'] : []),
        ...(refused.has('batchAccount') ? ['read-batch'] : []),
        ...(request.capture.exportVhd && refused.has('storageAccount') ? ['read-storage'] : []),
    ];
}
function deedsOf({ work }, material, content, request, survey) {
    switch (work.kind) {
        case 'deallocate-vm':
        case 'generalize-vm':
        case 'snapshot-disk':
        case 'delete-snapshot':
        case 'capture-vm':
        case 'create-gallery':
        case 'create-definition':
            return [work.kind];
        case 'write-vhd':
            return writingDeeds(work.vhd, content, survey);
        case 'create-version':
            return ['write-version', ...sourceDeeds(material)];
        case 'replicate-version':
            return ['write-version'];
        case 'create-pool':
            return [
                'write-pool',
                // What others share carries no role assignments of ours.
                ...(request.image.access === 'own' ? ['use-image'] : []),
                ...linksOf(request.pool.spec).map(({ deed }) => deed),
            ];
        case 'reattach-pool':
        case 'prove-pool':
            return ['write-pool'];
        case 'use-vhd':
        case 'await-region':
        case 'await-all-regions':
            return [];
        default:
            return work;
    }
}
function writingDeeds({ role, from }, content, survey) {
    return [
        ...(survey.container === 'absent' || isContainerDoubtful(survey) ? ['make-container'] : []),
        'write-vhd',
        ...(from.kind === 'snapshot' ? ['open-snapshot'] : []),
        ...(mayBeOfOtherContent(role, content, survey) ? ['replace-vhd'] : []),
    ];
}
/** Whether nothing tells that the container is there, nor that it is not. */
function isContainerDoubtful({ container, blobs }) {
    return container === 'unread' && blobs.size === 0;
}
function mayBeOfOtherContent(role, content, { blobs }) {
    const unfinished = blobs.get(role);
    return unfinished !== undefined && unfinished.metadata[lib_marks/* CONTENT_MARK */.o0] !== knownContent(content);
}
function sourceDeeds({ kind }) {
    switch (kind) {
        case 'snapshots':
            return ['version-of-snapshots'];
        case 'VHDs':
            return ['version-of-vhds'];
        case 'itself':
            return [];
        default:
            return kind;
    }
}

;// CONCATENATED MODULE: ./lib/release/rights/check-rights.js
// The rights that a run needs, held against what the caller may do where Azure tells. Pure.








/**
 * Conditions of role assignments and policies are not visible here: Azure still has the last word.
 * @param draft undefined while nothing can be planned: then only reads are told of.
 */
function checkRights(draft, request, survey) {
    const planned = needsOf(draft === undefined ? [] : plannedDeeds(draft, request, survey));
    const needs = [...needsOf(unreadDeeds(request, survey)), ...planned];
    const refused = lackedReads(request, survey);
    const rights = needs
        .flatMap((need) => places_targetsOf(need.place, request, survey, draft?.material).map((target) => ({ ...need, target })))
        // What the survey was refused is told as it was refused.
        .filter((right) => !isTold(right, refused));
    const states = rights.map((right) => ({ right, state: stateOf(right, survey) }));
    const those = (wanted) => states.flatMap(({ right, state }) => (state === wanted ? [right] : []));
    const perhaps = states.flatMap(({ right, state }) => typeof state === 'object' ? [perhapsMissing(right, state.unless)] : []);
    const told = tellLacked(those('missing').map(missing), request);
    const denied = denials(rights, survey);
    return {
        problems: [...told.problems, ...denied.problems],
        warnings: [...told.warnings, ...denied.warnings, ...once(perhaps), ...check_rights_unchecked(those('unknown'))],
    };
}
/** Of the same action at another place, that refusal says nothing. */
function isTold({ action, target }, refused) {
    return refused.some((told) => told.scope !== '' &&
        told.action.toLowerCase() === action.toLowerCase() &&
        target.scopes.some((scope) => (0,resource_id/* isWithin */.UO)(told.scope, scope) || (0,resource_id/* isWithin */.UO)(scope, told.scope)));
}
function stateOf(right, survey) {
    const { action, plane, place, target } = right;
    const { permissions } = survey;
    const holds = (scope) => isAllowed(permissions.get(scope.toLowerCase()) ?? [], action, plane);
    if (target.scopes.some(holds))
        return 'held';
    const known = target.scopes.map((scope) => permissions.get(scope.toLowerCase()));
    if (known.every((one) => one === undefined))
        return 'unknown';
    if (known.at(-1) === undefined)
        return { unless: 'a role on something below gives it' };
    if (isFollowing(place) && isHeldBeside(target.scopes[0], [...permissions.keys()].filter(holds))) {
        return { unless: 'the right over another resource group is enough' };
    }
    const makesContainer = DEEDS['make-container'].some((need) => need.action === action && need.place === place);
    if (makesContainer && isContainerDoubtful(survey))
        return { unless: 'the container is there, which could not be checked' };
    return 'missing';
}
/** Operations are followed at a URL that names the subscription and no resource group. */
function isHeldBeside(group, held) {
    return held.some((scope) => (0,resource_id/* sameId */.s)(scope, (0,resource_id/* resourceGroupOf */.Tp)(scope)) && (0,resource_id/* sameId */.s)((0,resource_id/* subscriptionIn */.p7)(scope), (0,resource_id/* subscriptionIn */.p7)(group)));
}
function missing({ action, role, target }) {
    const [scope] = target.scopes;
    return {
        action,
        scope,
        problem: {
            code: 'right-missing',
            input: target.input,
            found: `no right to ${action} over ${scope}`,
            expected: 'a role with that action for the signed-in identity',
            fix: `Assign ${role} on ${(0,refusal/* shown */.SP)(scope)} or above it; a new assignment can take minutes to count.`,
        },
    };
}
/** A plan is made by whoever asks for it: what a release would lack then is told, and does not stop it. */
function tellLacked(lacked, { mode }) {
    if (mode === 'release')
        return { problems: lacked.map(({ problem }) => problem), warnings: [] };
    if (lacked.length === 0)
        return { problems: [], warnings: [] };
    const byScope = Map.groupBy(lacked, ({ scope }) => scope);
    const places = [...byScope].map(([scope, group]) => `over ${scope}: ${group.map(({ action }) => action).join(', ')}`);
    return {
        problems: [],
        warnings: [
            {
                code: 'release-rights-missing',
                input: 'client-id',
                text: `A release by this identity would be refused: it has no right ${places.join('; ')}.`,
            },
        ],
    };
}
function perhapsMissing({ action, role, target }, unless) {
    const [scope] = target.scopes;
    return {
        code: 'right-perhaps-missing',
        input: target.input,
        text: `The signed-in identity has no right to ${action} over ${scope}. Unless ${unless}, a later step will be refused: assign ${role} on ${(0,refusal/* shown */.SP)(scope)} or above it.`,
    };
}
/** Two disks of one group lack the same right over it. */
function once(found) {
    return [...new Map(found.map((warning) => [warning.text, warning])).values()];
}
function check_rights_unchecked(rights) {
    return [...new Set(rights.map(({ target }) => target.scopes[0]))].map((scope) => ({
        code: 'rights-unchecked',
        input: 'client-id',
        text: `The rights on ${scope} could not be checked: the signed-in identity may not read its own permissions there.`,
    }));
}

;// CONCATENATED MODULE: ./lib/release/make-plan.js
// plan(request, survey): what this run will do, or why it cannot. Pure: no clock, no network, no host.









function makePlan(request, survey) {
    const findings = findProblems(request, survey, groundsOf(request, survey));
    const { known } = findings;
    const steps = known === undefined ? [] : planSteps(request, survey, known);
    const draft = known && { steps, material: known.grounds.version.material, content: known.grounds.content };
    const rights = checkRights(draft, request, survey);
    const locks = checkLocks(steps, request, survey, known?.grounds.version.material);
    const inTheWay = [...rights.problems, ...locks.problems];
    const warnings = [...findings.warnings, ...rights.warnings, ...locks.warnings];
    if (findings.kind === 'problems') {
        return { kind: 'problems', problems: [...findings.problems, ...inTheWay], warnings };
    }
    if (inTheWay.length > 0)
        return { kind: 'problems', problems: inTheWay, warnings };
    const { nodeAgent } = findings;
    const { account, storage, grounds } = findings.known;
    return {
        kind: 'plan',
        plan: {
            steps,
            forecast: forecastOf(request, survey, findings.known, steps),
            warnings,
            key: survey.key,
            content: grounds.content,
            vhds: grounds.vhds,
            version: grounds.version,
            blobEndpoint: storage?.blobEndpoint,
            sourceOs: (0,vm_instance_view/* osText */.v)(grounds.traits.guest),
            pool: {
                id: request.pool.poolId,
                family: request.pool.family,
                accountId: account.id,
                endpoint: account.endpoint,
                region: account.location,
                specHash: specHash(request.pool.spec.body),
                nodeAgent,
                security: {
                    ...securityOf(grounds),
                    encryptionAtHost: hostEncryption(request, survey, grounds).kind === 'inherited',
                },
            },
        },
    };
}

;// CONCATENATED MODULE: ./lib/release/draft.js
// A request that cannot be carried out, because some of its inputs are wrong, held against what Azure has all the same: whoever
// mends an input hears in the same run of everything else. Pure.


/** @param known the problems of the inputs, which come first; nothing more is said of those inputs. */
function judgeDraft(known, draft, survey) {
    const planning = makePlan(draft, withoutOwnPool(survey));
    const wrong = new Set(known.map(({ input }) => input));
    const isOfOthers = ({ input }) => !wrong.has(input);
    const found = planning.kind === 'problems' ? planning : { problems: [], warnings: planning.plan.warnings };
    return {
        problems: [...known, ...found.problems.filter(isOfOthers)],
        warnings: found.warnings.filter(isOfOthers),
    };
}
/** Whether it was made from the same pool specification is not known while that cannot be used. */
function withoutOwnPool(survey) {
    return survey.pool?.metadata[lib_marks/* KEY_MARK */._i] === survey.key ? { ...survey, pool: undefined } : survey;
}

// EXTERNAL MODULE: ./lib/azure/hints.js + 1 modules
var hints = __webpack_require__(47577);
// EXTERNAL MODULE: ./lib/azure/retry.js
var retry = __webpack_require__(37573);
// EXTERNAL MODULE: ./lib/azure/galleries.js + 1 modules
var galleries = __webpack_require__(83159);
// EXTERNAL MODULE: ./lib/problem.js
var lib_problem = __webpack_require__(77748);
;// CONCATENATED MODULE: ./lib/image/publish.js





async function ensureGallery(arm, id, location, tags, wait) {
    const existing = await (0,galleries/* readGallery */.x)(arm, id, wait);
    if (existing !== undefined && existing.provisioningState !== 'Failed')
        return;
    await (0,galleries/* createGallery */.X1)(arm, { id, location, tags }, wait);
}
/** One that somebody made since the plan is used when it fits; one that failed is asked for again. */
async function ensureDefinition(arm, spec, tags, wait) {
    const existing = await (0,galleries/* readDefinition */.Ud)(arm, spec.id, wait);
    const [misfit] = existing === undefined ? [] : definitionMisfits(existing, spec);
    if (misfit !== undefined)
        throw new Error((0,lib_problem/* formatProblem */.V)(misfit));
    if (existing === undefined || existing.provisioningState === 'Failed') {
        const { publisher, offer, sku, ...features } = spec;
        await (0,galleries/* createDefinition */.iO)(arm, { ...features, osState: 'Generalized', identifier: { publisher, offer, sku }, tags }, wait);
    }
}
/**
 * Starts the version, or goes on with the one that an earlier run of this release started. Resolves when Azure has
 * accepted it, to the operation this run started, if it started one; the version is finished much later.
 */
async function ensureVersion(arm, spec, wait) {
    const existing = await (0,galleries/* readVersion */.$4)(arm, spec.id);
    if (existing === undefined)
        return (0,galleries/* startVersion */.Ru)(arm, spec);
    switch (existing.provisioningState) {
        case 'Failed':
            return (0,galleries/* startVersion */.Ru)(arm, spec);
        case 'Succeeded':
            await (0,galleries/* addTargetRegions */.Gr)(arm, spec.id, spec.targetRegions, wait);
            return undefined;
        case 'Creating':
        case 'Updating':
        case 'Migrating':
            if (missingReplicas(existing, spec).length === 0)
                return undefined;
            // Azure takes no further regions before it is done with what it does.
            await arm.settled(spec.id, versions/* API_VERSIONS */.B.gallery, wait);
            return ensureVersion(arm, spec, wait);
        case 'Deleting':
            throw new Error(`Image version ${spec.id} is being deleted: it existed when the run was planned.`);
        default:
            return existing.provisioningState;
    }
}

// EXTERNAL MODULE: ./lib/azure/polling.js
var polling = __webpack_require__(35264);
;// CONCATENATED MODULE: ./lib/image/replication.js




/**
 * Polls the version itself, not the operation: it tells each region's progress, and it outlives the operation's URL.
 */
function watchReplication(host, arm, watch) {
    const arrivals = new Map(watch.regions.map((region) => [(0,resource_id/* normaliseRegion */.$9)(region), Promise.withResolvers()]));
    // A region nobody waits for must not end the process when the version fails: `everywhere` says so already.
    for (const { promise } of arrivals.values())
        promise.catch(() => undefined);
    // Why a region does not have the version is told best by the operation, which ends when every region has ended.
    const lost = new Map();
    const everywhere = follow().catch((error) => {
        for (const [region, arrival] of arrivals) {
            arrival.reject((0,errors/* isAzureServiceError */.B5)(error) ? error : (lost.get(region) ?? error));
        }
        throw error;
    });
    everywhere.catch(() => undefined);
    return {
        everywhere,
        async inRegion(region) {
            await (arrivals.get((0,resource_id/* normaliseRegion */.$9)(region))?.promise ?? everywhere);
        },
    };
    async function follow() {
        const shown = new Map();
        const version = await (0,polling/* poll */.wt)(host, {
            what: `image version ${(0,resource_id/* nameOf */.Vb)(watch.versionId)}`,
            deadline: watch.deadline,
            read: async () => (0,galleries/* readVersion */.$4)(arm, watch.versionId),
            done: (value) => value === undefined || replication_isFinished(value),
            state: (value) => (value === undefined ? 'gone' : describe(value)),
            onChange(value) {
                for (const region of value?.replication ?? []) {
                    replication_report(host, watch.versionId, region, shown);
                    const name = (0,resource_id/* normaliseRegion */.$9)(region.region);
                    if (region.state === 'Completed')
                        arrivals.get(name)?.resolve(undefined);
                    if (region.state === 'Failed')
                        lost.set(name, regionFailure(watch.versionId, region));
                }
            },
        });
        if (version?.provisioningState === 'Succeeded') {
            for (const arrival of arrivals.values())
                arrival.resolve(undefined);
            return;
        }
        // Only the operation knows why; of a version that is gone it would never tell.
        const operation = version === undefined ? undefined : watch.operation;
        await operation?.finished({ deadline: watch.deadline, what: `image version ${(0,resource_id/* nameOf */.Vb)(watch.versionId)}` });
        throw versionFailure(watch.versionId, version);
    }
}
function replication_isFinished(version) {
    return version.provisioningState !== 'Creating' && version.provisioningState !== 'Updating';
}
/** Every tenth of a region's progress counts as a change. */
function describe({ provisioningState, replication }) {
    const regions = replication.map(({ region, state, progress }) => `${region} ${state} ${Math.floor(progress / 10)}`);
    return [provisioningState, ...regions].join(', ');
}
function replication_report(host, versionId, region, shown) {
    const { state } = region;
    const tenths = state === 'Replicating' ? ` ${Math.floor(region.progress / 10) * 10} %` : '';
    const line = `${state.toLowerCase()}${tenths}`;
    if (shown.get(region.region) === line)
        return;
    shown.set(region.region, line);
    host.progress(`image version ${(0,resource_id/* nameOf */.Vb)(versionId)}: ${region.region} ${line}`);
}
function regionFailure(versionId, { region, details }) {
    return new Error(`Image version ${(0,resource_id/* nameOf */.Vb)(versionId)} did not reach ${region}: ${details ?? 'Azure gives no reason'}`);
}
function versionFailure(versionId, version) {
    const name = `Image version ${(0,resource_id/* nameOf */.Vb)(versionId)}`;
    if (version === undefined)
        return new Error(`${name} is gone: it was deleted while the run waited for it.`);
    const failed = version.replication.filter(({ state }) => state === 'Failed');
    const reasons = failed.map(({ region, details }) => `${region}: ${details ?? 'no reason given'}`);
    return new Error(`${name} ended as ${version.provisioningState}${reasons.length > 0 ? ` (${reasons.join('; ')})` : ''}.`);
}

;// CONCATENATED MODULE: ./lib/azure/vm-capture.js



/**
 * Only for a VM with blob disks that is flagged as generalized. Azure gives each capture's blobs a new GUID: asking twice
 * makes two sets of VHDs.
 */
async function captureVhds(arm, vmId, target, wait) {
    const path = `${vmId}/capture`;
    const body = {
        vhdPrefix: target.vhdPrefix,
        destinationContainerName: target.containerName,
        overwriteVhds: target.overwrite,
    };
    const template = await arm.run({ method: 'POST', path, apiVersion: versions/* API_VERSIONS */.B.compute, body }, wait);
    return readTemplate(template ?? {}, `POST ${path}`);
}
function readTemplate(template, operation) {
    const profile = (0,azure_json/* objectsAt */.yR)(template, 'resources')
        .map((resource) => (0,azure_json/* objectAt */.lJ)(resource, 'properties', 'storageProfile'))
        .find((found) => found !== undefined);
    const imageOf = (disk, name) => {
        const uri = (0,azure_json/* textAt */.$6)(disk, 'image', 'uri');
        if (uri !== undefined && uri !== '')
            return overHttps(uri);
        throw new errors/* AzureServiceError */.xh({
            service: 'ARM',
            code: 'CapturedImageMissing',
            serviceMessage: `The capture succeeded, but its template names no image of the ${name}.`,
            operation,
        });
    };
    return {
        template,
        os: { url: imageOf((0,azure_json/* objectAt */.lJ)(profile, 'osDisk'), 'OS disk') },
        data: (0,azure_json/* objectsAt */.yR)(profile, 'dataDisks').map((disk, index) => {
            const lun = (0,azure_json/* numberAt */.tk)(disk, 'lun') ?? index;
            return { lun, url: imageOf(disk, `data disk at LUN ${lun}`) };
        }),
    };
}
/** Recorded answers name blobs by http, which accounts of today refuse. */
function overHttps(uri) {
    return uri.replace(/^http:/i, 'https:');
}

;// CONCATENATED MODULE: ./lib/source/unmanaged-capture.js
// The capture of 2017: Azure copies the VM's unmanaged disks, and answers with a template that names the copies.





/** The VM is deallocated and flagged. Resolves when every copy is checked and marked, and the template is saved. */
async function captureUnmanaged({ vmId, capture, marksOf }, { host, arm, blobs }, wait) {
    const { containerName, vhdPrefix, overwriteVhd: overwrite, templatePath } = capture;
    const { template, os, data } = await captureVhds(arm, vmId, { containerName, vhdPrefix, overwrite }, wait);
    if (templatePath !== undefined) {
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(templatePath), { recursive: true });
        await (0,promises_.writeFile)(templatePath, `${JSON.stringify(template, null, 2)}\n`);
        host.progress(`capture: template saved to ${templatePath}`);
    }
    const copies = [{ role: 'os', url: os.url }, ...data.map(({ lun, url }) => ({ role: lun, url }))];
    return Promise.all(copies.map(async ({ role, url }) => ({ role, ...(await finish(url, marksOf(role), blobs)) })));
}
async function finish(url, marks, blobs) {
    const blob = await blobs.openUrl(url);
    const properties = await blob.properties();
    if (properties === undefined)
        throw new Error(`The captured VHD ${url} is not there, though Azure named it.`);
    const bytes = properties.length;
    const fault = footerFault(await blob.read(bytes - VHD_FOOTER_BYTES, VHD_FOOTER_BYTES), bytes - VHD_FOOTER_BYTES);
    if (fault !== undefined)
        throw new Error(`The captured VHD ${url} is none: ${fault}.`);
    await blob.setMetadata({ ...marks, [lib_marks/* STATE_MARK */.G$]: 'complete' });
    return { url, bytes };
}

;// CONCATENATED MODULE: ./lib/source/adaptive-queue.js
// Runs many small jobs side by side, as many at once as the service bears: one more after each round of successes, half
// as many after it answers "busy" (additive increase, multiplicative decrease).
/** Resolves when every job is done; rejects with the first failure, after the jobs in flight have ended. */
async function runAdaptively({ jobs, limits, run }) {
    let limit = limits.initial;
    let successes = 0;
    const waiting = jobs.values();
    let next = waiting.next();
    const inFlight = new Set();
    const failures = [];
    const start = (job) => {
        let wasBusy = false;
        const work = run(job, () => {
            if (!wasBusy)
                limit = Math.max(1, Math.floor(limit / 2));
            wasBusy = true;
            successes = 0;
        })
            .then(() => {
            if (wasBusy)
                return;
            successes += 1;
            if (successes >= limit) {
                limit = Math.min(limits.maximum, limit + 1);
                successes = 0;
            }
        })
            .catch((error) => {
            failures.push(error);
        })
            .finally(() => inFlight.delete(work));
        inFlight.add(work);
    };
    while (next.done !== true && failures.length === 0) {
        for (; next.done !== true && inFlight.size < limit; next = waiting.next())
            start(next.value);
        await Promise.race(inFlight);
    }
    await Promise.all(inFlight);
    if (failures.length > 0)
        throw failures[0];
}

;// CONCATENATED MODULE: ./lib/source/keep-lease.js
const RENEWAL_INTERVAL_MS = 20_000;
function keepLease(host, blob, leaseId) {
    const lost = new AbortController();
    const stopped = new AbortController();
    const signal = AbortSignal.any([host.signal, lost.signal]);
    const renewing = renewUntil(AbortSignal.any([host.signal, stopped.signal]));
    /** Ends by the first wait that is cut short or the first renewal that fails. */
    async function renewUntil(end) {
        try {
            for (;;) {
                await host.clock.sleep(RENEWAL_INTERVAL_MS, end);
                await blob.renewLease(leaseId);
            }
        }
        catch (error) {
            if (!end.aborted)
                lost.abort(error);
        }
    }
    return {
        signal,
        async stop() {
            stopped.abort();
            await renewing;
        },
    };
}

;// CONCATENATED MODULE: ./lib/source/pace.js
/** Allowed at once after a pause; half of what the service itself allows. */
const BURST_MS = 500;
/** Refusals of requests that were under way together count once. */
const ONE_REFUSAL_MS = 1000;
const AFTER_REFUSAL = 0.8;
/** From next to nothing back to full speed: a service that bears less is tried again every few seconds, and no more often. */
const RECOVERY_MS = 60_000;
const LEAST_SHARE = 1 / 64;
function createPace({ clock }, limits) {
    /** Of the limits; the rest is left to whoever else uses them. */
    let share = 1;
    let recoveredAt = 0;
    let refusedAt = -Infinity;
    /** When everything that was let go so far has been paid for. */
    let paidAt = 0;
    return {
        async turn(bytes, signal) {
            const now = clock.now().getTime();
            share = Math.min(1, share + (now - recoveredAt) / RECOVERY_MS);
            recoveredAt = now;
            const seconds = Math.max(bytes / limits.bytesPerSecond, 1 / limits.requestsPerSecond) / share;
            paidAt = Math.max(paidAt, now - BURST_MS) + seconds * 1000;
            if (paidAt > now)
                await clock.sleep(paidAt - now, signal);
        },
        slower() {
            const now = clock.now().getTime();
            if (now - refusedAt < ONE_REFUSAL_MS)
                return;
            refusedAt = now;
            recoveredAt = now;
            share = Math.max(LEAST_SHARE, share * AFTER_REFUSAL);
            // What was refused comes again, and should find room.
            paidAt = Math.max(paidAt, now) + BURST_MS;
        },
    };
}

;// CONCATENATED MODULE: ./lib/source/vhd-target.js
// The blob that becomes a VHD: made at its final name and length, ours and leased while it is written, verified at the end.




/** The longest lease that still ends soon after its holder was killed. */
const LEASE_SECONDS = 60;
/**
 * Leaves the blob leased, marked as being written, and empty or with what an interrupted run of the same content wrote.
 * Anything else of that name is left alone.
 */
async function prepareTarget({ blob, leaseId, marks, bytes }) {
    const existing = await blob.properties();
    if (existing !== undefined) {
        if (existing.metadata[lib_marks/* KEY_MARK */._i] !== marks[lib_marks/* KEY_MARK */._i] || existing.metadata[lib_marks/* STATE_MARK */.G$] !== 'writing') {
            throw new Error(`Blob ${blob.url} is not an unfinished VHD of this release: left alone.`);
        }
        await blob.acquireLease(leaseId, LEASE_SECONDS);
        if (existing.metadata[lib_marks/* CONTENT_MARK */.o0] === marks[lib_marks/* CONTENT_MARK */.o0] && existing.length === bytes)
            return;
        await blob.delete({ leaseId });
    }
    await blob.create(bytes, { ...marks, [lib_marks/* STATE_MARK */.G$]: 'writing' });
    await blob.acquireLease(leaseId, LEASE_SECONDS);
}
async function completeTarget({ blob, leaseId, marks }) {
    await blob.setMetadata({ ...marks, [lib_marks/* STATE_MARK */.G$]: 'complete' }, { leaseId });
}
/** The blob has the right length, ends with a right footer, and holds data exactly where the source does. */
async function verifyTarget({ blob, bytes }, allocated) {
    const [properties, written, footer] = await Promise.all([
        blob.properties(),
        blob.pageRanges(),
        blob.read(bytes - VHD_FOOTER_BYTES, VHD_FOOTER_BYTES),
    ]);
    const faults = [
        properties?.length === bytes ? undefined : `it has ${properties?.length ?? 0} bytes instead of ${bytes}`,
        footerFault(footer, bytes - VHD_FOOTER_BYTES),
        subtractRanges(allocated, written).length === 0 ? undefined : 'ranges of the source are missing in it',
        subtractRanges(written, allocated).length === 0 ? undefined : 'it holds ranges that the source does not have',
    ].filter((fault) => fault !== undefined);
    if (faults.length > 0)
        throw new Error(`The VHD ${blob.url} is not what was copied: ${faults.join('; ')}.`);
}
/** A lease that cannot be given back ends by itself within a minute. */
async function giveBackLease(host, blob, leaseId) {
    try {
        await blob.releaseLease(leaseId);
    }
    catch (error) {
        host.debug(`The lease on ${blob.url} was not given back and ends by itself: ${(0,errors/* describe */.q0)(error)}`);
    }
}

;// CONCATENATED MODULE: ./lib/source/write-vhd.js







/** The service's limit for one Put Page or Put Page From URL. */
const LARGEST_PUT = 4 * 1024 * 1024;
/** Enough at a time for the limits below, also where an answer takes a tenth of a second. */
const PUTS_IN_FLIGHT = { initial: 8, maximum: 32 };
/** Published for a single page blob; beyond them it answers 503. */
const PAGE_BLOB_LIMITS = { bytesPerSecond: 60 * 1024 * 1024, requestsPerSecond: 500 };
/**
 * Writes `<blobEndpoint>system/<blobName>`, whose container is there. A blob that an earlier run left unfinished of the same
 * content is continued; one of other content is begun anew. Resolves when the blob is whole, verified and marked `complete`.
 */
async function writeVhd(wish, content, tools) {
    const { blobs, cleanup, ledger } = tools;
    const { leaseId, marks, blobEndpoint, blobName } = wish;
    const { bytes } = content;
    const blob = await blobs.open(blobEndpoint, lib_names/* VHD_CONTAINER */.jD, blobName);
    const target = { blob, leaseId, marks, bytes };
    ledger.addLease({ blobUrl: blob.url, leaseId });
    try {
        await prepareTarget(target);
        const movedBytes = await fill(wish, content, tools.host, target);
        await completeTarget(target);
        return { url: blob.url, bytes, movedBytes };
    }
    finally {
        await giveBackLease(cleanup.host, await cleanup.blobs.open(blobEndpoint, lib_names/* VHD_CONTAINER */.jD, blobName), leaseId);
        ledger.removeLease(blob.url);
    }
}
/** Moves what is missing and verifies the whole while the lease is kept alive; returns how many bytes were moved. */
async function fill(wish, content, host, target) {
    const { blob, leaseId } = target;
    const { allocated, bytes } = content;
    const lease = keepLease(host, blob, leaseId);
    try {
        const missing = subtractRanges(allocated, await blob.pageRanges());
        const total = totalBytes(missing);
        const progress = createCopyProgress(host, wish.label, { total, whole: totalBytes(allocated), size: bytes });
        await moveRanges(wish, content, host, { blob, missing, signal: lease.signal, moved: progress.moved });
        progress.done();
        await content.requireUnchanged();
        await verifyTarget(target, allocated);
        return total;
    }
    finally {
        await lease.stop();
    }
}
async function moveRanges({ leaseId, deadline }, content, host, { blob, missing, signal, moved }) {
    const pace = createPace(host, PAGE_BLOB_LIMITS);
    await runAdaptively({
        jobs: cutRanges(missing, LARGEST_PUT),
        limits: PUTS_IN_FLIGHT,
        async run(piece, busy) {
            await pace.turn(piece.length, signal);
            signal.throwIfAborted();
            const onBusy = () => {
                pace.slower();
                busy();
            };
            await content.put(blob, piece, { leaseId, deadline, onBusy });
            moved(piece.length);
        },
    });
}

;// CONCATENATED MODULE: ./lib/source/vhd-copy.js



/** Writes the blob as `writeVhd` does. A source that changed since it was planned, or meanwhile, is an error. */
async function copyVhd({ location, etag, ...wish }, tools) {
    const { blobs } = tools;
    await blobs.ensureContainer(wish.blobEndpoint, lib_names/* VHD_CONTAINER */.jD);
    return writeVhd({ ...wish, label: 'copy' }, await contentOf(location, etag, tools), tools);
}
async function contentOf(location, etag, { blobs, host }) {
    const { url, sas } = location;
    const source = await (0,page_blobs/* openBlob */.Ym)(blobs, location);
    const requireUnchanged = async () => {
        const properties = await source.properties();
        if (properties?.etag === etag)
            return properties.length;
        const what = properties === undefined ? 'is gone' : 'was written to';
        throw new Error(`VHD ${url} ${what} since this run was planned: run again to release what it is now.`);
    };
    const bytes = await requireUnchanged();
    const allocated = await source.pageRanges();
    return {
        bytes,
        allocated,
        async put(target, piece, options) {
            requireFresh(url, sas, host);
            await target.copyPages({ ...piece, ...(await readableBy(url, sas, blobs)) }, options);
        },
        async requireUnchanged() {
            await requireUnchanged();
        },
    };
}
/** The service that writes reads the source itself: by the URL's own signature, or with a token of ours. */
async function readableBy(url, sas, blobs) {
    return sas === undefined ? { sourceUrl: url, sourceToken: await blobs.token() } : { sourceUrl: sas.sasUrl };
}
/** Nobody but its owner can renew a SAS; what it has let through so far is kept for the next run. */
function requireFresh(url, sas, { clock }) {
    const end = sas?.expiresAt;
    if (end === undefined || end > clock.now())
        return;
    throw new Error(`The SAS of VHD ${url} expired at ${end.toISOString()}, in the middle of the copy. ` +
        'Give vhd-url a SAS that is valid for longer and run again: the copy goes on where it ended.');
}

;// CONCATENATED MODULE: ./lib/source/read-access.js




/** How long giving access back may take. */
const REVOCATION_PATIENCE_MS = 5 * 60_000;
const SHORTEST_ACCESS_S = 3600;
/** Azure's limit: sixty days. */
const LONGEST_ACCESS_S = 60 * 24 * 3600;
/** Calls `use` with the shared bytes. Access ends with it: an open grant keeps the snapshot from being deleted. */
async function withReadAccess(snapshotId, deadline, tools, use) {
    const { host, arm, blobs, ledger } = tools;
    const what = `read access to snapshot ${(0,resource_id/* nameOf */.Vb)(snapshotId)}`;
    ledger.addGrant(snapshotId);
    try {
        const sasUrl = await beginAccess(arm, snapshotId, secondsUntil(deadline, host), { deadline, what });
        for (const secret of [sasUrl, ...signaturesOf(sasUrl)])
            host.secret(secret);
        return await use({ blob: await blobs.openShared(sasUrl), sasUrl });
    }
    finally {
        await revoke(snapshotId, tools);
    }
}
/** What could not be revoked stays in the ledger, for whoever comes next; it says nothing of how the use ended. */
async function revoke(snapshotId, { cleanup, ledger }) {
    const { host, arm } = cleanup;
    const deadline = new Date(host.clock.now().getTime() + REVOCATION_PATIENCE_MS);
    try {
        await endAccess(arm, snapshotId, { deadline, what: `end of access to snapshot ${(0,resource_id/* nameOf */.Vb)(snapshotId)}` });
        ledger.removeGrant(snapshotId);
    }
    catch (error) {
        host.warning(`Read access to snapshot ${(0,resource_id/* nameOf */.Vb)(snapshotId)} is still open: ${(0,errors/* describe */.q0)(error)}`);
    }
}
/** Ten minutes more than the wait, so that no copy outlives its source. */
function secondsUntil(deadline, { clock }) {
    const left = Math.ceil((deadline.getTime() - clock.now().getTime()) / 1000);
    return Math.min(LONGEST_ACCESS_S, Math.max(SHORTEST_ACCESS_S, left + 600));
}

;// CONCATENATED MODULE: ./lib/source/vhd-export.js



/** Writes the disk's blob as `writeVhd` does. */
async function exportVhd({ disk, ...wish }, tools) {
    await tools.blobs.ensureContainer(wish.blobEndpoint, lib_names/* VHD_CONTAINER */.jD);
    return withReadAccess(disk.snapshotId, wish.deadline, tools, async (source) => writeVhd({ ...wish, label: `export ${(0,lib_names/* roleName */.S3)(disk.role)}`, blobName: disk.blobName }, await sharedContent(source), tools));
}
/** What a signed URL leads to, copied by the service itself. A snapshot never changes. */
async function sharedContent({ blob, sasUrl }) {
    const [properties, allocated] = await Promise.all([blob.properties(), blob.pageRanges()]);
    if (properties === undefined)
        throw new Error(`The bytes of the snapshot at ${blob.url} are gone.`);
    return {
        bytes: properties.length,
        allocated,
        put: async (target, piece, options) => target.copyPages({ ...piece, sourceUrl: sasUrl }, options),
        requireUnchanged: async () => undefined,
    };
}

;// CONCATENATED MODULE: ./lib/source/vhd-upload.js



/**
 * Writes the file's blob as `writeVhd` does. A file that changed since it was inspected is an error; one that changed
 * meanwhile leaves the blob unfinished.
 */
async function uploadVhd({ file, scan, role, ...wish }, tools) {
    const opened = await openSteadyFile(file.path, file.stamp);
    try {
        await tools.blobs.ensureContainer(wish.blobEndpoint, lib_names/* VHD_CONTAINER */.jD);
        return await writeVhd({ ...wish, label: `upload ${(0,lib_names/* roleName */.S3)(role)}` }, fileContent(opened, file, scan), tools);
    }
    finally {
        await opened.close();
    }
}
function fileContent(opened, { bytes }, { ranges }) {
    /** One for each put in flight: as many as there ever were at a time, and no more. */
    const idle = [];
    return {
        bytes,
        allocated: ranges,
        async put(blob, { offset, length }, options) {
            const buffer = idle.pop() ?? Buffer.allocUnsafeSlow(LARGEST_PUT);
            try {
                await blob.writePages(offset, await opened.read(buffer.subarray(0, length), offset), options);
            }
            finally {
                idle.push(buffer);
            }
        },
        requireUnchanged: async () => opened.requireUnchanged(),
    };
}

// EXTERNAL MODULE: ./lib/azure/batch-accounts.js
var batch_accounts = __webpack_require__(35464);
// EXTERNAL MODULE: ./lib/pool/node-counts.js
var node_counts = __webpack_require__(9041);
;// CONCATENATED MODULE: ./lib/pool/hints.js
// Known causes behind what pools and nodes report, and what mends them.
/** The first match counts: from the telling to the general. */
const HINTS = [
    [
        /Hypervisor Generation/i,
        'The VM size cannot boot the generation of the image. Choose a vmSize that supports it (most sizes since v3 boot both).',
    ],
    [
        /Use of TrustedLaunch setting is not supported for the provided image/i,
        'The image was not made for Trusted Launch. Take securityProfile out of the pool spec, or release from a VM with Trusted Launch.',
    ],
    [
        /TrustedLaunch|SecurityType|security type/i,
        'The image needs Trusted Launch. Leave securityProfile out of the pool spec, and choose a vmSize that supports Trusted Launch.',
    ],
    [
        /GalleryImageNotFound/i,
        'The image version is not known everywhere in the region yet, or has no replica there. Run again; check the replica regions.',
    ],
    [
        /LowPriorityCoreQuota|SpotCoreQuota/i,
        'The low-priority core quota of the Batch account is used up. Ask for more (Azure portal, Batch account, Quotas), or ask for dedicated nodes.',
    ],
    [
        /VMSeriesCoreQuota/i,
        'The core quota of this VM family is used up. Ask for more for the family, or choose a vmSize of another family.',
    ],
    [
        /CoreQuota|quota/i,
        'The core quota of the Batch account is used up. Ask for more (Azure portal, Batch account, Quotas), or scale other pools down.',
    ],
    [
        /delegation to external resources/i,
        'The subnet is delegated to another service. Give the pool a subnet without delegation.',
    ],
    [
        /not authorized to access the key vault/i,
        'Batch may not read the key vault of the account. Give the service principal Microsoft Azure Batch access to it.',
    ],
    [
        /does not have the desired permissions/i,
        'Batch lacks rights in the subscription. Give the service principal Microsoft Azure Batch the role Azure Batch Service Orchestration Role.',
    ],
    [
        /beginGetAccess|AuthorizationFailed|not have (authorization|permission)/i,
        'A right over the image is missing: Reader is not enough, Microsoft.Compute/disks/beginGetAccess/action is needed as well.',
    ],
    [/internal (server )?error/i, 'Azure erred and names no cause. Run again; it goes on where this run ended.'],
    [
        /SkuNotAvailable|OverconstrainedAllocation|Allocation ?Timed ?out|capacity|could not be allocated/i,
        'Azure had no room for this vmSize in the region, or needed longer than resizeTimeout. Run again later, or choose another vmSize.',
    ],
    [
        /CommunicationEnabledPoolReachedMaxVMCount/i,
        'A pool whose nodes talk to each other has reached its largest size. Ask for fewer nodes, or switch that off.',
    ],
    [
        /BatchAgentInstallationFailure/i,
        'The node agent did not install: nodeAgentSKUId must fit the OS of the image, and the image must be generalized and boot without errors.',
    ],
    [
        /DiskFull|not enough disk space/i,
        'The disk of the node is full. Use a larger OS disk or a vmSize with more temporary disk.',
    ],
    [
        /ApplicationPackage/i,
        'An application package could not be installed. Check its ID, its version, and the auto-storage account.',
    ],
    [
        /FailureExitCode|StartTask/i,
        'The start task ended with an error. Its last lines are above; no shell runs its command line unless it names one.',
    ],
    [/AutoScal/i, 'The autoscale formula could not be evaluated. Correct it in the pool spec.'],
];
/** For unusable nodes that report no error at all. */
const UNREACHABLE_HINT = 'Batch cannot reach the nodes. Check the subnet: outbound access to the node management endpoint and to storage, DNS, network security groups; and that the image boots with a working network.';
function allocationHintFor(text) {
    return HINTS.find(([pattern]) => pattern.test(text))?.[1];
}

;// CONCATENATED MODULE: ./lib/pool/resize-errors.js

/** The cause in a fault, with the error of the provider below Batch, where it is given. */
function causeOfFault(fault) {
    const provider = providerError(fault);
    const reason = fault.values.Reason;
    const details = [
        ...(reason === undefined ? [] : [reason]),
        ...(provider === undefined ? [] : [`${provider.code}: ${provider.message}`]),
        ...Object.entries(fault.values)
            .filter(([name]) => name !== 'Reason' && !name.startsWith('Provider Error Json'))
            .map(([name, value]) => `${name}: ${value}`),
    ];
    const hint = allocationHintFor([fault.code, fault.message, ...details].join('\n'));
    return { code: fault.code, message: fault.message, nodes: [], details, ...(hint !== undefined && { hint }) };
}
/** Batch hands on what Compute answered as JSON in a text, cut off when it is long. */
function providerError(fault) {
    const text = fault.values['Provider Error Json'];
    if (text === undefined)
        return undefined;
    try {
        const body = JSON.parse(text);
        const error = member(body, 'error') ?? body;
        const [code, message] = [member(error, 'code'), member(error, 'message')];
        if (typeof code === 'string' && typeof message === 'string')
            return { code, message };
    }
    catch {
        // Cut off: shown as it is.
    }
    return { code: 'ProviderError', message: text };
}
function member(value, name) {
    return typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === name)?.[1]
        : undefined;
}
/** Azure out of room or out of order for the moment, or an image version that not every part of Azure knows yet. */
function isTransientFault(fault) {
    const text = [fault.code, fault.message, ...Object.values(fault.values)].join('\n');
    if (text.includes('GalleryImageNotFound'))
        return true;
    if (fault.code === 'AllocationTimedout')
        return true;
    return fault.code === 'AllocationFailed' && /internal (server )?error/i.test(text);
}

;// CONCATENATED MODULE: ./lib/pool/readiness.js


function beforeOf(pool) {
    return { settledAt: pool.allocationStateTransitionTime, scaledAt: pool.autoScaledAt };
}
function readiness_verdict(sight) {
    const { pool, waitFor } = sight;
    if (waitFor === 'none')
        return { kind: 'unproven', warning: `Pool ${pool.id} is not proven: it was not waited for.` };
    if (pool.state === 'deleting') {
        const message = `Pool ${pool.id} is being deleted.`;
        return failed([{ code: 'PoolBeingDeleted', message, nodes: [], details: [] }]);
    }
    const settled = pool.allocationState === 'steady' && !isOfBefore(sight);
    switch (waitFor) {
        case 'steady':
            return steadyVerdict(sight, settled);
        case 'ready':
            return readyVerdict(sight, settled);
        default:
            return waitFor;
    }
}
function steadyVerdict(sight, settled) {
    const faults = settled ? allocationFaults(sight) : [];
    if (faults.length > 0)
        return failedAllocation(faults);
    if (!settled || isUnscaled(sight))
        return waiting(sight);
    return { kind: 'unproven', warning: `Pool ${sight.pool.id} is not proven: only its allocation was waited for.` };
}
function readyVerdict(sight, settled) {
    const { pool, counts } = sight;
    if (isUnscaled(sight) && pool.autoScaleError === undefined)
        return waiting(sight);
    const total = targetOf(sight);
    const required = sight.minReady ?? total;
    const faults = settled ? allocationFaults(sight) : [];
    if (required === 0 && faults.length === 0) {
        return settled
            ? { kind: 'unproven', warning: `Pool ${pool.id} is not proven: the pool has no nodes.` }
            : waiting(sight);
    }
    const ready = readyNodes(sight);
    if (required > 0 && ready >= required)
        return { kind: 'ready', ready, of: total };
    // Batch neither replaces nor repairs such nodes by itself.
    const bad = (0,node_counts/* countIn */.ry)(counts, ...node_counts/* BAD_STATES */.ni) + brokenStartTasks(sight);
    // With errors the allocation ended short: no more nodes come than the pool has now.
    const most = faults.length > 0 ? pool.currentDedicatedNodes + pool.currentLowPriorityNodes : total;
    const attainable = most - bad;
    if (required > 0 && attainable >= required)
        return waiting(sight);
    // A formula may ask for more nodes later; bad ones it never mends.
    if (sight.targets.kind === 'autoScale' && bad === 0 && faults.length === 0)
        return waiting(sight);
    const causes = [...faults.map(causeOfFault), ...badNodeCauses(sight)];
    return { kind: 'failed', causes, retryable: bad === 0 && faults.every(isTransientFault) };
}
/** Nodes the pool shall have: the spec's number, or what the formula last came to. */
function targetOf({ targets, pool }) {
    return targets.kind === 'fixed'
        ? targets.dedicated + targets.lowPriority
        : pool.targetDedicatedNodes + pool.targetLowPriorityNodes;
}
/** A formula that was not evaluated yet, or not again, has not said how many nodes it wants. */
function isUnscaled({ targets, pool, before }) {
    return targets.kind === 'autoScale' && (pool.autoScaledAt === undefined || pool.autoScaledAt === before?.scaledAt);
}
/** A formula that comes to the same number again changes nothing of the allocation. */
function isOfBefore({ targets, pool, before }) {
    if (before === undefined || pool.allocationStateTransitionTime !== before.settledAt)
        return false;
    return targets.kind === 'fixed' || pool.autoScaledAt === before.scaledAt;
}
/** Resize errors stay on a pool until its next resize, so only those of a settled allocation of ours count. */
function allocationFaults({ pool }) {
    return pool.autoScaleError === undefined ? pool.resizeErrors : [...pool.resizeErrors, pool.autoScaleError];
}
function readyNodes({ counts, nodes }) {
    if (nodes === undefined)
        return (0,node_counts/* countIn */.ry)(counts, 'idle', 'running');
    return nodes.filter((node) => takesWork(node) && startTaskDone(node)).length;
}
function takesWork({ state }) {
    return state === 'idle' || state === 'running';
}
/** Batch gives the exit code when the start task has ended. */
function startTaskDone({ startTask }) {
    return startTask !== undefined && startTask.failure === undefined && startTask.exitCode === 0;
}
function startTaskBroken({ startTask }) {
    return startTask?.failure !== undefined || (startTask?.exitCode ?? 0) !== 0;
}
/** Nodes that take work although their start task failed. */
function brokenStartTasks({ nodes = [] }) {
    return nodes.filter((node) => takesWork(node) && startTaskBroken(node)).length;
}
function badNodeCauses(sight) {
    const { counts, nodes = [] } = sight;
    const unusable = (0,node_counts/* countIn */.ry)(counts, 'unusable');
    const startTask = (0,node_counts/* countIn */.ry)(counts, 'starttaskfailed') + brokenStartTasks(sight);
    const broken = nodes.filter((node) => takesWork(node) && startTaskBroken(node)).map(({ id }) => id);
    const causes = [];
    if (unusable > 0) {
        causes.push({
            code: 'NodesUnusable',
            message: `${unusable} ${plural(unusable)} unusable.`,
            nodes: [],
            details: [],
        });
    }
    if (startTask > 0) {
        const message = `The start task failed on ${startTask} ${startTask === 1 ? 'node' : 'nodes'}.`;
        causes.push({ code: 'StartTaskFailed', message, nodes: broken, details: [] });
    }
    return causes;
}
function plural(count) {
    return count === 1 ? 'node is' : 'nodes are';
}
function failedAllocation(faults) {
    return { kind: 'failed', causes: faults.map(causeOfFault), retryable: faults.every(isTransientFault) };
}
function failed(causes) {
    return { kind: 'failed', causes, retryable: false };
}
function waiting(sight) {
    return { kind: 'waiting', summary: summaryOf(sight) };
}
/** `1 of 2 nodes ready (1 idle, 1 starting)`. */
function summaryOf(sight) {
    if (isUnscaled(sight))
        return 'the autoscale formula was not evaluated yet';
    const required = sight.minReady ?? targetOf(sight);
    return `${readyNodes(sight)} of ${required} ${required === 1 ? 'node' : 'nodes'} ready (${(0,node_counts/* listStates */.B9)(sight.counts)})`;
}

;// CONCATENATED MODULE: ./lib/pool/provision-pool.js






/**
 * Creates the pool; `found` when an earlier try of this very creation had made it. A pool of the same ID that is not
 * ours is never touched: the service's refusal is thrown.
 */
async function createPool(host, arm, batch, creation) {
    for (let interval = 2_000;; interval = (0,polling/* nextInterval */.J4)(interval)) {
        try {
            await send(arm, batch, creation);
            return 'created';
        }
        catch (error) {
            if (isTaken(error) && isOurs(await batch.readPool(creation.poolId), creation))
                return 'found';
            // A version may be unknown to parts of Azure for minutes after its replication is reported complete.
            if (!isImageNotFound(error) || host.clock.now().getTime() + interval > creation.deadline.getTime())
                throw error;
            host.debug(`pool ${creation.poolId}: the image version is not known in the region yet`);
        }
        await host.clock.sleep(interval, host.signal);
    }
}
async function send(arm, batch, { kind, accountId, poolId, body }) {
    switch (kind) {
        case 'arm':
            await (0,batch_accounts/* putArmPool */.a3)(arm, `${accountId}/pools/${poolId}`, body);
            return;
        case 'dataPlane':
            await batch.addPool(body);
            return;
        default:
            return kind;
    }
}
/** The data plane answers 409, ARM answers If-None-Match with 412. */
function isTaken(error) {
    return (0,errors/* isAzureServiceError */.B5)(error, 'PoolExists') || ((0,errors/* isAzureServiceError */.B5)(error) && error.status === 412);
}
function isOurs(pool, { marks }) {
    if (pool?.state !== 'active')
        return false;
    const telling = Object.entries(marks).filter(([name]) => name !== lib_marks/* STATE_MARK */.G$);
    return telling.length > 0 && telling.every(([name, value]) => pool.metadata[name] === value);
}
/** Batch names it as the code, or inside the reason of another. */
function isImageNotFound(error) {
    if (!(0,errors/* isAzureServiceError */.B5)(error))
        return false;
    return [error.code, error.serviceMessage, ...Object.values(error.values)].some((text) => text.includes('GalleryImageNotFound'));
}
/**
 * Asks again for the nodes of a pool that failed or was scaled to zero. Answers with what the pool said of itself before;
 * undefined when it is gone.
 */
async function reattachPool(host, batch, poolId, targets, deadline) {
    const pool = await steadyPool(host, batch, poolId, deadline);
    if (pool?.state !== 'active')
        return undefined;
    switch (targets.kind) {
        case 'fixed': {
            const { dedicated: targetDedicatedNodes, lowPriority: targetLowPriorityNodes } = targets;
            const resizeTimeout = resizeTimeoutFor(targetDedicatedNodes + targetLowPriorityNodes);
            await batch.resize(poolId, { targetDedicatedNodes, targetLowPriorityNodes, resizeTimeout });
            break;
        }
        case 'autoScale':
            // A formula that is still on asks again at its next evaluation.
            if (pool.autoScaleFormula === undefined)
                await batch.enableAutoScale(poolId, targets.formula, targets.interval);
            break;
        default:
            targets;
    }
    return beforeOf(pool);
}
/** Takes all nodes away, so that a pool that did not work costs nothing; the pool stays to be looked at. */
async function scaleToZero(host, batch, poolId, deadline) {
    const pool = await batch.readPool(poolId);
    if (pool?.state !== 'active')
        return;
    // A resize is refused while a formula scales the pool, and while another resize runs.
    if (pool.autoScaleFormula !== undefined)
        await batch.disableAutoScale(poolId);
    else if (hasNoTarget(pool))
        return;
    if (pool.allocationState === 'resizing')
        await stopResize(batch, poolId);
    const settled = await steadyPool(host, batch, poolId, deadline);
    if (settled?.state !== 'active' || (hasNoTarget(settled) && currentNodes(settled) === 0))
        return;
    await batch.resize(poolId, { targetDedicatedNodes: 0, targetLowPriorityNodes: 0 });
}
function hasNoTarget(pool) {
    return pool.targetDedicatedNodes + pool.targetLowPriorityNodes === 0;
}
function currentNodes(pool) {
    return pool.currentDedicatedNodes + pool.currentLowPriorityNodes;
}
/** The resize may have ended by itself meanwhile: then there is nothing to stop. */
async function stopResize(batch, poolId) {
    try {
        await batch.stopResize(poolId);
    }
    catch (error) {
        if (!(0,errors/* isAzureServiceError */.B5)(error) || error.status !== 409)
            throw error;
    }
}
async function steadyPool(host, batch, poolId, deadline) {
    return (0,polling/* poll */.wt)(host, {
        what: `the allocation of pool ${poolId} to settle`,
        deadline,
        read: () => batch.readPool(poolId),
        done: (pool) => pool?.state !== 'active' || pool.allocationState === 'steady',
        state: (pool) => pool?.allocationState ?? 'gone',
    });
}
/** Writes how far the pool has come on the pool itself, where the next run finds it. */
async function markPool(batch, poolId, state, more = {}) {
    await batch.patchPoolMetadata(poolId, { ...more, [lib_marks/* STATE_MARK */.G$]: state });
}

;// CONCATENATED MODULE: ./lib/pool/diagnose.js




/** Nodes of one pool fail alike; a few of them tell. */
const MOST_NODES = 5;
const LAST_LINES = 20;
const TAIL_BYTES = 16 * 1024;
/** The causes that a verdict found, with those of bad nodes replaced by what the nodes themselves say. */
async function diagnose(host, batch, poolId, causes) {
    const ofNodes = causes.filter(({ code }) => code === 'NodesUnusable' || code === 'StartTaskFailed');
    if (ofNodes.length === 0)
        return causes;
    const others = causes.filter((cause) => !ofNodes.includes(cause));
    try {
        const found = await nodeCauses(host, batch, poolId, ofNodes.flatMap(({ nodes }) => nodes));
        return [...others, ...(found.length === 0 ? ofNodes : found)];
    }
    catch (error) {
        host.signal.throwIfAborted();
        // The verdict stands also when its reasons cannot be read.
        host.debug(`Reading the nodes of pool ${poolId} failed: ${(0,errors/* describe */.q0)(error)}`);
        return causes;
    }
}
async function nodeCauses(host, batch, poolId, named) {
    const filter = node_counts/* BAD_STATES */.ni.map((state) => `state eq '${state}'`).join(' or ');
    const bad = await batch.listNodes(poolId, { filter, max: MOST_NODES });
    // Nodes that take work in spite of a failed start task are in no bad state: they are known by their IDs.
    const idle = named.length === 0 ? [] : (await batch.listNodes(poolId)).filter(({ id }) => named.includes(id));
    const causes = [];
    for (const node of [...bad, ...idle].slice(0, MOST_NODES)) {
        host.signal.throwIfAborted();
        for (const cause of await causesOf(host, batch, poolId, node))
            merge(causes, cause);
    }
    return causes;
}
async function causesOf(host, batch, poolId, node) {
    const { startTask } = node;
    const startTaskFailed = node.state === 'starttaskfailed' || startTask?.failure !== undefined || (startTask?.exitCode ?? 0) !== 0;
    const own = node.errors.map((fault) => causeOfNode(node, fault));
    if (startTaskFailed)
        return [...own, await startTaskCause(host, batch, poolId, node)];
    if (own.length > 0)
        return own;
    const message = `Node ${node.id} is ${node.state} and reports no error.`;
    return [{ code: 'NodeUnreachable', message, nodes: [node.id], details: [], hint: UNREACHABLE_HINT }];
}
function causeOfNode(node, fault) {
    const details = Object.entries(fault.values).map(([name, value]) => (0,secrets/* hideSecrets */.s0)(`${name}: ${value}`));
    const hint = allocationHintFor([fault.code, fault.message, ...details].join('\n'));
    return {
        code: fault.code,
        message: (0,secrets/* hideSecrets */.s0)(fault.message),
        nodes: [node.id],
        details,
        ...(hint !== undefined && { hint }),
    };
}
async function startTaskCause(host, batch, poolId, node) {
    const { exitCode, failure } = node.startTask ?? {};
    const code = failure?.code ?? 'StartTaskFailed';
    const ended = exitCode === undefined ? '' : ` with exit code ${exitCode}`;
    const said = failure === undefined ? '' : ` (${failure.message})`;
    const [stderr, stdout] = await Promise.all([
        lastLines(host, batch, poolId, node.id, 'startup/stderr.txt'),
        lastLines(host, batch, poolId, node.id, 'startup/stdout.txt'),
    ]);
    const values = Object.entries(failure?.values ?? {}).map(([name, value]) => `${name}: ${value}`);
    const hint = allocationHintFor(`StartTask ${code}`);
    return {
        code,
        message: (0,secrets/* hideSecrets */.s0)(`The start task failed on node ${node.id}${ended}${said}.`),
        nodes: [node.id],
        details: [...values, ...stderr, ...stdout].map(secrets/* hideSecrets */.s0),
        ...(hint !== undefined && { hint }),
    };
}
async function lastLines(host, batch, poolId, nodeId, path) {
    try {
        const text = await batch.readNodeFile(poolId, nodeId, path, { tailBytes: TAIL_BYTES });
        const lines = (text ?? '').split(/\r?\n/).filter((line) => line.trim() !== '');
        const name = path.slice(path.lastIndexOf('/') + 1);
        return lines.slice(-LAST_LINES).map((line) => `${name}: ${line.slice(0, 500)}`);
    }
    catch (error) {
        host.signal.throwIfAborted();
        // A node that cannot be reached has no files to show; its state is told anyway.
        host.debug(`Reading ${path} of node ${nodeId} failed: ${(0,errors/* describe */.q0)(error)}`);
        return [];
    }
}
/** Nodes that report the same share one cause; the output of the first stands for all. */
function merge(causes, cause) {
    const index = causes.findIndex(({ code, hint }) => code === cause.code && hint === cause.hint);
    const known = causes[index];
    if (known === undefined)
        causes.push(cause);
    else
        causes[index] = { ...known, nodes: [...known.nodes, ...cause.nodes] };
}

;// CONCATENATED MODULE: ./lib/pool/wait-for-pool.js




/** Never fails because of the pool: what is wrong with it stands in the verdict, with what its nodes say of it. */
async function waitForPool(host, batch, wait) {
    let last;
    const read = async () => {
        const sight = await look(batch, wait);
        if (sight !== undefined)
            last = sight;
        return sight;
    };
    try {
        const sight = await (0,polling/* poll */.wt)(host, {
            what: `pool ${wait.poolId}`,
            deadline: wait.deadline,
            read,
            done: (now) => (now === undefined ? last !== undefined : now.verdict.kind !== 'waiting'),
            state: (now) => (now === undefined ? 'not visible yet' : lineOf(now, wait)),
            onChange: (now) => {
                host.progress(`pool ${wait.poolId}: ${now === undefined ? 'not visible yet' : lineOf(now, wait)}`);
                if (now !== undefined)
                    wait.onChange?.(now);
            },
        });
        if (sight === undefined)
            return { verdict: gone(wait.poolId) };
        return await explained(host, batch, wait.poolId, sight);
    }
    catch (error) {
        if (!(error instanceof polling/* DeadlineExceeded */.m4))
            throw error;
        return { verdict: late(error, wait, last), ...(last && { pool: last.pool, counts: last.counts }) };
    }
}
async function look(batch, wait) {
    const [pool, counts] = await Promise.all([batch.readPool(wait.poolId), batch.readNodeCounts(wait.poolId)]);
    if (pool === undefined)
        return undefined;
    const sight = { ...wait, pool, counts };
    const byCounts = readiness_verdict(sight);
    if (byCounts.kind !== 'ready' || wait.checkStartTasks !== true)
        return { pool, counts, verdict: byCounts };
    const nodes = await batch.listNodes(wait.poolId);
    return { pool, counts, verdict: readiness_verdict({ ...sight, nodes }) };
}
function lineOf(sight, wait) {
    const { verdict: found, pool, counts } = sight;
    switch (found.kind) {
        case 'waiting':
            return wait.waitFor === 'steady' ? `${pool.allocationState}, ${(0,node_counts/* listStates */.B9)(counts)}` : found.summary;
        case 'ready':
            return summaryOf({ ...wait, pool, counts });
        case 'unproven':
            return pool.allocationState;
        case 'failed':
            return `failed (${(0,node_counts/* listStates */.B9)(counts)})`;
        default:
            return found;
    }
}
async function explained(host, batch, poolId, sight) {
    const { pool, counts, verdict: found } = sight;
    switch (found.kind) {
        case 'ready':
        case 'unproven':
            return { verdict: found, pool, counts };
        case 'failed':
            return { verdict: { ...found, causes: await diagnose(host, batch, poolId, found.causes) }, pool, counts };
        case 'waiting':
            throw new TypeError('A wait ended before its verdict.');
        default:
            return found;
    }
}
function gone(poolId) {
    const message = `Pool ${poolId} was deleted while this run waited for it.`;
    return { kind: 'failed', retryable: false, causes: [{ code: 'PoolNotFound', message, nodes: [], details: [] }] };
}
function late(error, wait, last) {
    const state = last === undefined ? 'The Batch service does not show the pool.' : `Last seen: ${error.lastState}.`;
    const cause = {
        code: 'PoolNotReadyInTime',
        message: `Pool ${wait.poolId} was not ready in time.`,
        nodes: [],
        details: [state],
        hint: 'Run again: the pool goes on by itself, and the next run waits for it. Or raise the input timeout.',
    };
    return { kind: 'failed', retryable: false, causes: [cause] };
}

;// CONCATENATED MODULE: ./lib/pool/prove-pool.js


/** Want of room in Azure that lasts so long is a finding. */
const MOST_ATTEMPTS = 3;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;
async function provePool(host, batch, wait) {
    let { before } = wait;
    let pause = FIRST_PAUSE_MS;
    for (let attempt = 1;; attempt += 1) {
        const outcome = await waitForPool(host, batch, { ...wait, before });
        const { verdict } = outcome;
        if (verdict.kind !== 'failed' || !verdict.retryable)
            return outcome;
        // An image version that parts of Azure do not know yet is known to them in about ten minutes.
        if (attempt >= MOST_ATTEMPTS && !verdict.causes.some(isUnknownImage))
            return outcome;
        if (host.clock.now().getTime() + pause > wait.deadline.getTime())
            return outcome;
        const why = verdict.causes.map(({ code }) => code).join(', ');
        host.progress(`pool ${wait.poolId}: ${why}; asking for the nodes again`);
        await host.clock.sleep(pause, host.signal);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
        before = await reattachPool(host, batch, wait.poolId, wait.targets, wait.deadline);
    }
}
function isUnknownImage({ code, message, details }) {
    return [code, message, ...details].some((text) => text.includes('GalleryImageNotFound'));
}

;// CONCATENATED MODULE: ./lib/release/pool-not-proven.js
class PoolNotProven extends Error {
    name = 'PoolNotProven';
    code;
    causes;
    constructor(poolId, causes) {
        super(`The nodes of pool ${poolId} do not take work.`);
        this.code = causes[0]?.code ?? 'PoolNotProven';
        this.causes = causes;
    }
}

;// CONCATENATED MODULE: ./lib/release/perform-pool.js








/** How long taking the nodes of a failed pool away may take. */
const SCALE_DOWN_PATIENCE_MS = 10 * 60_000;
async function performPoolStep(work, run) {
    const batch = await run.clients.batch(run.plan.pool.endpoint);
    switch (work.kind) {
        case 'create-pool':
            await create(batch, run);
            break;
        case 'reattach-pool':
            await reattach(batch, run);
            break;
        case 'prove-pool':
            await prove(batch, run, work);
            break;
        default:
            work;
    }
}
async function create(batch, run) {
    const { plan, request, clients, learned } = run;
    const { spec, poolId } = request.pool;
    const { access } = request.image;
    const marks = (0,lib_marks/* poolMarks */.zM)(await learned.marks(), plan.pool.family, plan.pool.specHash, 'provisioning');
    const { body, added, replaced } = completePool(spec, {
        poolId,
        image: { kind: access === 'own' ? 'gallery' : access, id: plan.version.id },
        marks,
        nodeAgentSku: plan.pool.nodeAgent.sku,
        security: plan.pool.security,
    });
    for (const line of added)
        clients.host.progress(`pool ${poolId}: added ${line}`);
    for (const line of replaced)
        clients.host.progress(`pool ${poolId}: ${line}`);
    const { accountId } = plan.pool;
    const { deadline } = run;
    await createPool(clients.host, clients.arm, batch, { kind: spec.kind, accountId, poolId, body, marks, deadline });
    notePool(run, 'unproven');
}
async function reattach(batch, run) {
    const { poolId, spec } = run.request.pool;
    const { host } = run.clients;
    // The run before may have been killed before it took the bad nodes away: they would count against the new ones.
    await scaleToZero(host, batch, poolId, run.deadline);
    run.learned.before = await reattachPool(host, batch, poolId, targetsOf(spec), run.deadline);
    // Marked last: until then, a run that is killed leaves a pool that the next one brings back in the same way.
    await markPool(batch, poolId, 'provisioning');
    notePool(run, 'unproven');
}
async function prove(batch, run, work) {
    const { clients, learned, request, deadline } = run;
    const { clock } = clients.host;
    const startedAt = clock.now();
    const { poolId, spec, minReadyNodes } = request.pool;
    const outcome = await provePool(clients.host, batch, {
        poolId,
        targets: targetsOf(spec),
        waitFor: work.waitFor,
        minReady: minReadyNodes,
        checkStartTasks: ignoresStartTask(spec),
        deadline,
        before: learned.before,
    });
    const { verdict } = outcome;
    switch (verdict.kind) {
        case 'ready':
            learned.stopwatch.note(work, secondsBetween(startedAt, clock.now()));
            await markPool(batch, poolId, 'ready', tookMark(learned.stopwatch.took));
            notePool(run, 'ready', outcome);
            break;
        case 'unproven':
            await markPool(batch, poolId, 'unproven');
            learned.warnings.push({ code: 'pool-unproven', input: 'pool-spec', text: verdict.warning });
            notePool(run, 'unproven', outcome);
            break;
        case 'failed':
            notePool(run, 'failed', outcome);
            await retire(run);
            throw new PoolNotProven(poolId, verdict.causes);
        default:
            verdict;
    }
}
/**
 * The pool stays to be looked at, but costs nothing; a re-run of this release finds the mark and tries again. It has its
 * own time, because the run's may be over. What goes wrong here must not hide why the pool failed.
 */
async function retire({ cleanup, plan, request }) {
    const { poolId } = request.pool;
    const { host } = cleanup;
    const deadline = new Date(host.clock.now().getTime() + SCALE_DOWN_PATIENCE_MS);
    try {
        const batch = await cleanup.batch(plan.pool.endpoint);
        if ((await batch.readPool(poolId))?.state !== 'active')
            return;
        await markPool(batch, poolId, 'failed');
        await scaleToZero(host, batch, poolId, deadline);
        host.progress(`pool ${poolId}: kept for a look, scaled to zero and marked as failed`);
    }
    catch (error) {
        host.warning(`Pool ${poolId} may still have nodes, which cost money: ${(0,errors/* describe */.q0)(error)}`);
    }
}
function notePool(run, proof, outcome) {
    const { plan, request, learned } = run;
    const { id, endpoint, nodeAgent } = plan.pool;
    const counts = outcome?.counts;
    learned.pool = {
        id,
        endpoint,
        vmSize: vmSizeOf(request.pool.spec),
        nodeAgentSku: nodeAgent.sku,
        nodeAgentReason: nodeAgent.reason,
        proof,
        ...(counts === undefined ? {} : { counts }),
    };
    run.output({ poolId: id });
}

;// CONCATENATED MODULE: ./lib/release/request.js
// The request: everything one run was asked to do, typed and checked as far as the inputs alone allow.

/** The source as marks and messages name it; never with a signature. */
function sourceText(source) {
    switch (source.kind) {
        case 'vm':
            return source.vmId;
        case 'vhd-blob':
            return source.location.url;
        case 'vhd-file':
            return (0,external_node_path_.basename)(source.path);
        case 'image-version':
            return source.version.id;
        default:
            return source;
    }
}

;// CONCATENATED MODULE: ./lib/release/perform.js


















/** `skipped`: it could not be done, and the release is whole without it. */
async function perform(step, run) {
    const { arm, host } = run.clients;
    const { work } = step;
    const wait = { deadline: run.deadline, what: step.title };
    host.progress(`${step.title} ...`);
    const startedAt = host.clock.now();
    switch (work.kind) {
        case 'deallocate-vm':
            await (0,virtual_machines/* deallocate */.xo)(arm, work.vmId, wait);
            break;
        case 'snapshot-disk':
            await snapshot(work.disk, run, wait);
            break;
        case 'generalize-vm':
            await (0,virtual_machines/* generalize */.px)(arm, work.vmId);
            break;
        case 'capture-vm':
            await captureDisks(work.vmId, run, wait);
            break;
        case 'write-vhd':
            await perform_writeVhd(work.vhd, run);
            break;
        case 'use-vhd':
            break;
        case 'create-gallery':
            await ensureGallery(arm, work.galleryId, work.location, tagsOfLasting(run), wait);
            break;
        case 'create-definition':
            await ensureDefinition(arm, work.definition, tagsOfLasting(run), wait);
            break;
        case 'create-version':
            await publish(run, wait);
            break;
        case 'replicate-version':
            await (0,galleries/* addTargetRegions */.Gr)(arm, run.plan.version.id, run.plan.version.targetRegions, wait);
            watch(undefined, run);
            break;
        case 'await-region':
            await followed(run).inRegion(run.plan.pool.region);
            run.output({ imageVersion: run.request.image.version, imageVersionId: run.plan.version.id });
            break;
        case 'await-all-regions':
            await followed(run).everywhere;
            break;
        case 'create-pool':
        case 'reattach-pool':
        case 'prove-pool':
            await performPoolStep(work, run);
            break;
        case 'delete-snapshot':
            if (await isKept(work.disk.snapshotId, run, wait))
                return 'skipped';
            break;
        default:
            work;
    }
    run.learned.stopwatch.note(work, secondsBetween(startedAt, host.clock.now()));
    host.progress(`${step.title}: done`);
    return 'done';
}
/** Deletes a temporary, unless a lock keeps it: that is no fault of the release, which has no more need of it. */
async function isKept(id, { clients, ledger, learned, plan }, wait) {
    try {
        await removeSnapshot(clients.arm, id, plan.key, wait);
        ledger.removeTemporary(id);
        return false;
    }
    catch (error) {
        if (!(0,errors/* isAzureServiceError */.B5)(error, 'ScopeLocked'))
            throw error;
        clients.host.progress(`${wait.what}: a lock keeps it`);
        // The post step would be refused as well.
        ledger.removeTemporary(id);
        learned.kept.push({ id, reason: `a lock keeps it: ${error.serviceMessage}` });
        if (!plan.warnings.some(({ code }) => code === 'lock-keeps-snapshots'))
            learned.warnings.push(keptByLock(id, error));
        return true;
    }
}
function keptByLock(id, { serviceMessage }) {
    const text = `A lock forbids to delete snapshot ${(0,resource_id/* nameOf */.Vb)(id)}, which the run made for itself: ${serviceMessage} It stays behind, and costs ` +
        `money until somebody deletes it (az snapshot delete --ids ${id}).`;
    return { code: 'lock-keeps-snapshots', input: 'vm-name', text };
}
async function snapshot(disk, run, wait) {
    const facts = await run.learned.marks();
    const tags = { ...run.request.tags, ...(0,lib_marks/* temporaryMarks */.cw)(facts, run.clients.host.clock.now()) };
    run.ledger.addTemporary({ kind: 'snapshot', id: disk.snapshotId });
    try {
        await ensureSnapshot(run.clients.arm, { disk, contentId: facts.contentId, tags }, wait);
    }
    catch (error) {
        if (await isRefused(error, disk, run))
            run.ledger.removeTemporary(disk.snapshotId);
        throw error;
    }
}
/** Whether it is certain that there is no snapshot, and that none will come of the request that failed. */
async function isRefused(error, { snapshotId }, { clients }) {
    if (!(0,errors/* isAzureServiceError */.B5)(error) || (0,retry/* isTransient */.dg)(error))
        return false;
    try {
        return (await readSnapshot(clients.arm, snapshotId)) === undefined;
    }
    catch {
        return false;
    }
}
/** Azure copies all unmanaged disks at once, under names of its own; the marks make them findable for a later run. */
async function captureDisks(vmId, run, wait) {
    const { clients, learned, request } = run;
    const facts = await learned.marks();
    const captured = await captureUnmanaged({ vmId, capture: request.capture, marksOf: (role) => (0,lib_marks/* vhdMarks */.Rq)(facts, role) }, clients, wait);
    for (const { role, ...vhd } of captured)
        noteVhd(run, { disk: role, ...vhd });
}
async function perform_writeVhd({ role, blobName, from }, run) {
    const { plan, clients, cleanup, ledger, learned, deadline } = run;
    if (plan.blobEndpoint === undefined)
        throw new Error('The plan writes a VHD, but names no storage account.');
    const wish = {
        role,
        blobEndpoint: plan.blobEndpoint,
        blobName,
        leaseId: (0,lib_names/* leaseId */.K)(plan.key, role),
        marks: (0,lib_marks/* vhdMarks */.Rq)(await learned.marks(), role),
        deadline,
    };
    const tools = { host: clients.host, arm: clients.arm, blobs: clients.blobs, cleanup, ledger };
    switch (from.kind) {
        case 'snapshot':
            noteVhd(run, { disk: role, ...(await exportVhd({ ...wish, disk: from.disk }, tools)) });
            break;
        case 'blob':
            noteVhd(run, { disk: role, ...(await copyVhd({ ...wish, location: from.location, etag: from.etag }, tools)) });
            break;
        case 'file':
            noteVhd(run, { disk: role, ...(await uploadVhd({ ...wish, file: from.file, scan: from.scan }, tools)) });
            break;
        default:
            from;
    }
}
function noteVhd({ learned, output }, vhd) {
    learned.vhds.set(vhd.disk, vhd);
    if (vhd.disk === 'os')
        output({ vhdUrl: vhd.url });
}
/** Azure makes the version in the background; the watch tells when each region has it. */
async function publish(run, wait) {
    const { plan, clients, learned, request } = run;
    const { material, ...spec } = plan.version;
    const tags = { ...request.tags, ...(0,lib_marks/* productMarks */.S$)(await learned.marks()) };
    const origin = originOf(material, learned);
    watch(await ensureVersion(clients.arm, { ...spec, source: origin, tags }, wait), run);
}
function originOf(material, { vhds }) {
    switch (material.kind) {
        case 'snapshots':
            return material;
        case 'VHDs': {
            const [os, ...dataDisks] = material.disks.map(({ role, caching }) => {
                const url = vhds.get(role)?.url;
                if (url === undefined)
                    throw new Error(`The VHD of disk ${(0,lib_names/* roleName */.S3)(role)} is not there: no version can be made of it.`);
                return { role, caching, url };
            });
            if (os === undefined)
                throw new Error('The plan makes a version of VHDs, but names none.');
            const { storageAccountId } = material;
            return {
                kind: 'VHDs',
                storageAccountId,
                os,
                dataDisks: dataDisks.flatMap(({ role, ...disk }) => (role === 'os' ? [] : [{ lun: role, ...disk }])),
            };
        }
        case 'itself':
            throw new Error('A version that exists is never made.');
        default:
            return material;
    }
}
/** A version that an earlier run asked for is followed from here on. */
function followed(run) {
    return run.learned.replication ?? watch(undefined, run);
}
function watch(operation, { plan, clients, learned, deadline }) {
    const { id: versionId, targetRegions } = plan.version;
    const regions = targetRegions.map(({ name }) => name);
    learned.replication = watchReplication(clients.host, clients.arm, { versionId, operation, regions, deadline });
    return learned.replication;
}
function tagsOfLasting({ request, learned }) {
    const { provenance, source, tags } = request;
    const contentId = learned.knownMarks()?.contentId;
    return { ...tags, ...(0,lib_marks/* lastingMarks */.dr)({ provenance, source: sourceText(source), contentId }) };
}

;// CONCATENATED MODULE: ./lib/source/read-content.js


/** Rejects when a disk that the plan knew is gone. */
async function readContentId(content, { arm, blobs }) {
    switch (content.kind) {
        case 'known':
            return content.id;
        case 'disks at rest':
            return contentIdOf(await Promise.all(content.diskIds.map(async (id) => present(id, await readDisk(arm, id)))));
        case 'blobs at rest': {
            const read = async (url) => propertiesOf(url, blobs);
            return contentIdOfBlobs(await Promise.all(content.urls.map(read)));
        }
        default:
            return content;
    }
}
async function propertiesOf(url, blobs) {
    return present(url, await (await blobs.openUrl(url)).properties());
}
function present(id, disk) {
    if (disk === undefined)
        throw new Error(`Disk ${id} is gone: it existed when the run was planned.`);
    return disk;
}

;// CONCATENATED MODULE: ./lib/release/run-context.js




function startLearning(request, plan, clients) {
    const source = sourceText(request.source);
    const factsOf = (contentId) => ({
        key: plan.key,
        contentId,
        source,
        provenance: request.provenance,
    });
    const planned = knownContent(plan.content);
    let known = planned === undefined ? undefined : factsOf(planned);
    let reading;
    const read = async () => {
        known = factsOf(await readContentId(plan.content, clients));
        return known;
    };
    return {
        marks: async () => known ?? (reading ??= read()),
        knownMarks: () => known,
        warnings: [],
        stopwatch: startStopwatch(plan),
        kept: [],
        replication: undefined,
        vhds: new Map(),
        before: undefined,
        pool: undefined,
    };
}

;// CONCATENATED MODULE: ./lib/release/run-steps.js
/** Resolves when every step has ended; never rejects. Steps come in an order in which each follows those it waits for. */
async function runSteps(steps, tools) {
    const endings = new Map();
    const failures = [];
    async function run(step) {
        const { id, title, phase } = step;
        const report = { id, title, phase };
        const before = await Promise.all(step.after.flatMap((name) => endings.get(name) ?? []));
        if (before.some(({ state }) => !isDone(state))) {
            return { ...report, state: tools.signal.aborted ? 'cancelled' : 'skipped' };
        }
        if (step.state === 'done')
            return { ...report, state: 'done-before' };
        if (tools.signal.aborted)
            return { ...report, state: 'cancelled' };
        const startedAt = tools.now();
        const state = await attempt(step);
        return { ...report, state, startedAt, endedAt: tools.now() };
    }
    async function attempt(step) {
        try {
            return await tools.perform(step);
        }
        catch (error) {
            if (tools.signal.aborted)
                return 'cancelled';
            failures.push({ step, error });
            return 'failed';
        }
    }
    for (const step of steps)
        endings.set(step.id, run(step));
    return { reports: await Promise.all(endings.values()), failures };
}
function isDone(state) {
    return state === 'done' || state === 'done-before';
}

;// CONCATENATED MODULE: ./lib/release/release.js
// Carries a plan out and says what came of it.









/** Never rejects for what a step met: the outcome tells. */
async function release(parts) {
    const { request, plan, clients, startedAt } = parts;
    const { clock, signal } = clients.host;
    const outputs = {};
    const run = {
        ...parts,
        learned: startLearning(request, plan, clients),
        output(values) {
            Object.assign(outputs, values);
            parts.output(values);
        },
    };
    noteWhatIsThere(run);
    await noteWhatIsDone(run);
    const { reports, failures } = await runSteps(plan.steps, {
        perform: async (step) => perform(step, run),
        now: () => clock.now(),
        signal,
    });
    const [worst, ...others] = byWeight(failures);
    return {
        outcome: outcomeOf(signal, reports, worst),
        changed: reports.some((report) => changedSomething(report, plan)),
        outputs,
        vhds: [...run.learned.vhds.values()],
        steps: reports,
        ...(run.learned.pool === undefined ? {} : { pool: run.learned.pool }),
        ...(plan.sourceOs === undefined ? {} : { sourceOs: plan.sourceOs }),
        marks: marksOf(run),
        leftovers: leftoversOf(run),
        warnings: [...plan.warnings, ...run.learned.warnings, ...others.map(asWarning)],
        startedAt,
        endedAt: clock.now(),
    };
}
/** Temporaries of earlier runs are this one's to give back, whether it uses them or not. */
function noteWhatIsThere({ plan: { steps }, ledger }) {
    for (const { work, resource } of steps) {
        if (work.kind !== 'delete-snapshot')
            continue;
        const isMadeNow = steps.some((step) => step.resource === resource && step.work.kind === 'snapshot-disk' && step.state === 'todo');
        if (!isMadeNow)
            ledger.addTemporary({ kind: 'snapshot', id: resource });
    }
}
/** What earlier runs finished is true already, whatever becomes of the rest. */
async function noteWhatIsDone({ plan, clients, request, learned, output }) {
    for (const vhd of plan.vhds) {
        const whole = await wholeVhd(vhd, plan, clients);
        if (whole === undefined)
            continue;
        learned.vhds.set(vhd.role, { disk: vhd.role, ...whole });
        if (vhd.role === 'os')
            output({ vhdUrl: whole.url });
    }
    for (const { state, work } of plan.steps) {
        if (state !== 'done')
            continue;
        if (work.kind === 'await-region') {
            output({ imageVersion: request.image.version, imageVersionId: plan.version.id });
        }
        if (work.kind === 'create-pool')
            output({ poolId: plan.pool.id });
    }
}
/** Undefined for a VHD that is still to be written. */
async function wholeVhd(vhd, { steps, blobEndpoint }, { blobs }) {
    switch (vhd.kind) {
        case 'found':
            return vhd.whole;
        case 'captured':
            return vhd.earlier;
        case 'made': {
            const done = steps.some(({ state, work }) => state === 'done' && work.kind === 'write-vhd' && work.vhd === vhd);
            if (!done || blobEndpoint === undefined)
                return undefined;
            const { url } = await blobs.open(blobEndpoint, lib_names/* VHD_CONTAINER */.jD, vhd.blobName);
            return { url, bytes: bytesOf(vhd.from) };
        }
        default:
            return vhd;
    }
}
function outcomeOf(signal, reports, worst) {
    if (worst !== undefined)
        return { kind: 'failed', failure: failureOf(worst) };
    const cancelled = reports.find(({ state }) => state === 'cancelled');
    if (signal.aborted && cancelled !== undefined)
        return { kind: 'cancelled', phase: cancelled.phase };
    return { kind: 'succeeded' };
}
/** The failure that keeps the user from the pool comes first; an export's comes last, it touches nothing else. */
function byWeight(failures) {
    const weight = ({ step }) => step.phase === 'cleanup' ? 3 : step.phase === 'export' ? 2 : step.work.kind === 'await-all-regions' ? 1 : 0;
    return failures.toSorted((a, b) => weight(a) - weight(b));
}
function failureOf({ step, error }) {
    const hint = (0,hints/* hintFor */.J)(error);
    const known = (0,errors/* isAzureServiceError */.B5)(error) ? error : undefined;
    const unproven = error instanceof PoolNotProven ? error : undefined;
    return {
        phase: step.phase,
        step: step.title,
        code: known?.code ?? unproven?.code ?? nameOf(error),
        message: unproven?.message ?? (0,errors/* describe */.q0)(error),
        ...(known?.correlationId === undefined ? {} : { correlationId: known.correlationId }),
        ...(hint === undefined ? {} : { hint }),
        causes: unproven?.causes ?? [],
    };
}
function nameOf(error) {
    return error instanceof Error && error.name !== 'Error' ? error.name : 'Failed';
}
function asWarning({ step, error }) {
    return { code: 'also-failed', input: step.phase, text: `${step.title} failed too: ${(0,errors/* describe */.q0)(error)}` };
}
function changedSomething({ id, state, startedAt }, { steps }) {
    const kind = steps.find((step) => step.id === id)?.work.kind;
    const waits = kind === 'await-region' || kind === 'await-all-regions';
    return !waits && startedAt !== undefined && state !== 'done-before' && state !== 'skipped';
}
/** Empty when the run ended before the content of the source was known. */
function marksOf({ plan, learned }) {
    const facts = learned.knownMarks();
    return facts === undefined ? {} : (0,lib_marks/* releaseMarks */.CO)(facts, plan.pool.family, plan.pool.specHash);
}
/** Temporaries that may be there as the run ends; one that Azure refused to make is none. */
function leftoversOf({ ledger, learned }) {
    const reason = 'the run ended before it could be deleted; the post step deletes it, unless an unfinished image version needs it';
    return [...learned.kept, ...ledger.current.temporaries.map(({ id }) => ({ id, reason }))];
}

// EXTERNAL MODULE: ./lib/release/result.js
var release_result = __webpack_require__(87180);
;// CONCATENATED MODULE: ./lib/azure/regions.js




/** Their names, normalised, without logical ones such as `europe`, in which nothing can be; undefined where the caller may not list them. */
async function readRegions(arm, subscriptionId) {
    try {
        const regions = await arm.list(`/subscriptions/${subscriptionId}/locations`, versions/* API_VERSIONS */.B.resources);
        const physical = regions.filter((region) => (0,azure_json/* textAt */.$6)(region, 'metadata', 'regionType')?.toLowerCase() !== 'logical');
        return new Set(physical.map((region) => (0,resource_id/* normaliseRegion */.$9)((0,azure_json/* textAt */.$6)(region, 'name') ?? '')));
    }
    catch (error) {
        // A role on one resource does not include it, and a region can also be right without being checked.
        if ((0,errors/* isAzureServiceError */.B5)(error))
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/together.js
// Several things at once, each found again by its name rather than by its place in a list.
/** Waits for all of them as `Promise.all` does; rejects with the first that does. */
async function together(waiting) {
    const settled = Object.entries(waiting).map(async ([name, value]) => [name, await value]);
    return Object.fromEntries(await Promise.all(settled));
}

;// CONCATENATED MODULE: ./lib/azure/compute-skus.js


/** Their names in lower case. A size that only some zones lack is not among them. */
async function readRestrictedSizes(arm, subscriptionId, location) {
    const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute/skus`;
    const skus = await arm.list(path, versions/* API_VERSIONS */.B.computeSkus, { $filter: `location eq '${location}'` });
    return new Set(skus
        .filter((sku) => (0,azure_json/* textAt */.$6)(sku, 'resourceType') === 'virtualMachines')
        .filter((sku) => (0,azure_json/* objectsAt */.yR)(sku, 'restrictions').some((one) => (0,azure_json/* textAt */.$6)(one, 'type') === 'Location'))
        .map((sku) => ((0,azure_json/* textAt */.$6)(sku, 'name') ?? '').toLowerCase()));
}

;// CONCATENATED MODULE: ./lib/azure/compute-usages.js


async function readComputeUsages(arm, subscriptionId, location) {
    const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Compute/locations/${location}/usages`;
    const usages = await arm.list(path, versions/* API_VERSIONS */.B.compute);
    return new Map(usages.flatMap((usage) => {
        const [used, limit] = [(0,azure_json/* numberAt */.tk)(usage, 'currentValue'), (0,azure_json/* numberAt */.tk)(usage, 'limit')];
        const name = (0,azure_json/* textAt */.$6)(usage, 'name', 'value')?.toLowerCase();
        return name === undefined || used === undefined || limit === undefined ? [] : [[name, { used, limit }]];
    }));
}

;// CONCATENATED MODULE: ./lib/release/survey-batch.js





/** Undefined where the account refuses to show its pools. */
async function readBatchOffer({ arm, host }, { id, location, poolAllocationMode }, batch, attempt) {
    const subscriptionId = (0,resource_id/* subscriptionIn */.p7)(id);
    const isOwn = poolAllocationMode === 'UserSubscription';
    const [pools, sizes, usages, restricted] = await Promise.all([
        attempt('batch', batch.listPools()),
        optional(host, 'Microsoft.Batch/locations/virtualMachineSkus/read', (0,batch_accounts/* listBatchVmSizes */.wx)(arm, subscriptionId, location)),
        isOwn
            ? optional(host, 'Microsoft.Compute/locations/usages/read', readComputeUsages(arm, subscriptionId, location))
            : undefined,
        isOwn
            ? optional(host, 'Microsoft.Compute/skus/read', readRestrictedSizes(arm, subscriptionId, location))
            : undefined,
    ]);
    return pools === undefined ? undefined : { pools, sizes, usages, restricted };
}
/** How many jobs a pool that is in the way would leave without nodes; undefined where there is none, or nobody tells. */
async function countActiveJobs({ host }, batch, pool) {
    if (batch === undefined || pool === undefined)
        return undefined;
    const jobs = await optional(host, 'Microsoft.Batch/batchAccounts/jobs/read', batch.listJobsOf(pool.id, { state: 'active' }));
    return jobs.kind === 'read' ? jobs.value.length : undefined;
}
async function optional(host, action, value) {
    try {
        return { kind: 'read', value: await value };
    }
    catch (error) {
        if (!(0,errors/* isAzureServiceError */.B5)(error))
            throw error;
        host.debug((0,errors/* describe */.q0)(error));
        return { kind: 'unread', action };
    }
}

;// CONCATENATED MODULE: ./lib/release/survey-network.js
// The network that the pool spec names: read beside the survey's first wave, because the spec alone names it.




async function beginNetwork({ pool }, { arm, host }) {
    const { subnetId, provision, addressIds } = networkWishOf(pool.spec);
    const ids = provision === 'usermanaged' ? addressIds.filter(isAddressId) : [];
    const isNamed = subnetId !== undefined && isSubnetId(subnetId);
    const [network, addresses] = await Promise.all([
        isNamed
            ? optional(host, 'Microsoft.Network/virtualNetworks/read', readVirtualNetwork(arm, networkOf(subnetId)))
            : undefined,
        ids.length === 0
            ? undefined
            : optional(host, 'Microsoft.Network/publicIPAddresses/read', readPublicAddresses(arm, ids)),
    ]);
    return {
        complete: async () => {
            const found = network?.kind === 'read' ? network.value : undefined;
            const groupId = subnetIn(found, subnetId ?? '')?.securityGroupId;
            const group = groupId === undefined
                ? undefined
                : await optional(host, 'Microsoft.Network/networkSecurityGroups/read', readSecurityGroup(arm, groupId));
            return { network, group, addresses };
        },
    };
}

;// CONCATENATED MODULE: ./lib/release/survey-container.js



async function surveyContainer(arm, storageId) {
    if (storageId === undefined)
        return 'absent';
    try {
        return (await (0,storage_accounts/* readContainer */.u2)(arm, storageId, lib_names/* VHD_CONTAINER */.jD)) ?? 'absent';
    }
    catch (error) {
        // A role for the blobs alone does not show their container, and is enough to write them.
        if ((0,errors/* isAzureServiceError */.B5)(error))
            return 'unread';
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/azure/locks.js




const TYPE = '/providers/Microsoft.Authorization/locks';
/** All locks at a resource group, above it and on what is in it. Undefined when they could not be read. */
async function readLocks(arm, groupId) {
    try {
        return (await arm.list(`${groupId}${TYPE}`, versions/* API_VERSIONS */.B.locks)).flatMap(toLock);
    }
    catch (error) {
        // Whether there is a lock is told by what it refuses, if by nothing else.
        if ((0,errors/* isAzureServiceError */.B5)(error))
            return undefined;
        throw error;
    }
}
function toLock(body) {
    const id = (0,azure_json/* textAt */.$6)(body, 'id') ?? '';
    const level = (0,azure_json/* oneOf */.yL)(['ReadOnly', 'CanNotDelete'], (0,azure_json/* textAt */.$6)(body, 'properties', 'level'));
    const end = id.toLowerCase().lastIndexOf(`${TYPE.toLowerCase()}/`);
    return level === undefined || end < 0 ? [] : [{ id, name: (0,resource_id/* nameOf */.Vb)(id), level, scope: id.slice(0, end) }];
}

;// CONCATENATED MODULE: ./lib/release/survey-locks.js


/** What a run may change by way of Resource Manager; a pool of the data plane's shape is none of that. */
function changedPlaces({ source, image, pool }, storageId) {
    return [
        ...(source.kind === 'vm' ? [source.vmId] : []),
        ...(image.access === 'own' ? [image.galleryId] : []),
        ...(pool.spec.kind === 'arm' ? [pool.batchAccountId] : []),
        ...(source.kind === 'image-version' || storageId === undefined ? [] : [storageId]),
    ];
}
/** @param known has been read already. */
async function readLocksAt(arm, places, known) {
    const groups = new Set(places.map((id) => (0,resource_id/* resourceGroupOf */.Tp)(id).toLowerCase()));
    const unread = [...groups].filter((group) => known?.has(group) !== true);
    const read = await Promise.all(unread.map(async (group) => [group, await readLocks(arm, group)]));
    return new Map([...(known ?? []), ...read]);
}

;// CONCATENATED MODULE: ./lib/release/survey-shared.js

/** @param region where the pool needs it. */
async function readSharedImage(arm, region, id) {
    const [definition, version] = await Promise.all([
        (0,shared_galleries/* readSharedDefinition */.VC)(arm, region, id),
        (0,shared_galleries/* readSharedVersion */.GS)(arm, region, id),
    ]);
    const settled = { location: region, provisioningState: 'Succeeded', tags: {} };
    return {
        definition: definition && { ...definition, ...settled },
        version: version && {
            ...settled,
            id: version.id.id,
            name: version.id.version,
            targetRegions: [{ name: region, replicas: 1 }],
            excludeFromLatest: version.excludeFromLatest,
            replication: [{ region, state: 'Completed', progress: 100 }],
            dataDiskLuns: version.dataDiskLuns,
        },
    };
}

;// CONCATENATED MODULE: ./lib/release/survey-rights.js
// What the caller may do where the run will act, as far as Azure tells: lists of permissions and deny assignments. Nothing here
// fails the survey: what cannot be read becomes a warning when a right depends on it.






/** Of the second wave: the places that are known when the resources themselves are. */
async function readRights(request, found, clients) {
    const { arm } = clients;
    const scopes = scopesOf(request, found);
    const groups = distinct(scopes.map(resource_id/* resourceGroupOf */.Tp));
    const [permissions, denials, caller] = await Promise.all([
        readPermissionsAt(scopes, clients),
        Promise.all(groups.map(async (group) => readDenials(arm, group))),
        clients.caller(),
    ]);
    return {
        permissions,
        denials: distinctBy(denials.flat(), ({ scope, name }) => `${scope} ${name}`),
        caller,
    };
}
/** Where the run will act: the narrowest scopes that exist, so that a role given on one resource counts. */
function scopesOf(request, found) {
    const { source, image, pool } = request;
    const gallery = gallerySide(request, found);
    return distinct([
        ...(source.kind === 'vm' ? [source.vmId, (0,resource_id/* resourceGroupOf */.Tp)(source.vmId)] : []),
        ...(gallery === undefined ? [] : [gallery]),
        ...(image.access === 'own' ? [(0,resource_id/* resourceGroupOf */.Tp)(image.galleryId)] : []),
        pool.batchAccountId,
        ...(found.storageId === undefined ? [] : [found.storageId]),
        ...linksOf(pool.spec).flatMap(({ ids }) => ids),
    ]);
}
/** So many single disks and the like are asked about at most. */
const MOST_NARROW_SCOPES = 6;
/** Where a role may be given on less than was asked about, or on what the second wave found. */
const LATE_PLACES = ['disks', 'container', 'image', 'source-account', 'image-account'];
/** Of the third wave: asked only where the wider scope does not give what is needed there. */
async function readNarrowRights(request, survey, clients) {
    const { permissions } = survey;
    const held = (scope, need) => isAllowed(permissions.get(scope.toLowerCase()) ?? [], need.action, need.plane);
    const open = LATE_PLACES.flatMap((place) => {
        const needs = Object.values(DEEDS).flatMap((all) => all.filter((need) => need.place === place));
        return places_targetsOf(place, request, survey, undefined).filter(({ scopes }) => !needs.every((need) => scopes.some((scope) => held(scope, need))));
    });
    const unread = distinct(open.flatMap(({ scopes }) => scopes)).filter((scope) => !permissions.has(scope.toLowerCase()));
    return new Map([...permissions, ...(await readPermissionsAt(unread.slice(0, MOST_NARROW_SCOPES), clients))]);
}
async function readPermissionsAt(scopes, { arm }) {
    const read = scopes.map(async (scope) => [scope.toLowerCase(), await readPermissions(arm, scope)]);
    return new Map(await Promise.all(read));
}
function distinct(ids) {
    return distinctBy(ids, (id) => id.toLowerCase());
}
/** The first of each. */
function distinctBy(items, keyOf) {
    return [...new Map(items.toReversed().map((item) => [keyOf(item), item])).values()].toReversed();
}

;// CONCATENATED MODULE: ./lib/release/survey-versions.js



/** None where there is no definition, where they may not be read, and where the new one is no candidate for the latest. */
async function surveyVersions(arm, request) {
    const { source, image } = request;
    if (source.kind === 'image-version' || image.access !== 'own' || image.excludeFromLatest)
        return [];
    try {
        return await (0,galleries/* listVersions */.yO)(arm, definitionIdOf(request));
    }
    catch (error) {
        // That the version itself may not be read is told already.
        if ((0,errors/* isAzureServiceError */.B5)(error))
            return [];
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/release/survey.js



















async function takeSurvey(request, clients) {
    const key = nameKeyOf(request);
    const { attempt, refused } = createReader(clients.host);
    const tools = { request, key, clients, attempt };
    const named = await readNamed(tools);
    const { gallery, versions, regions, batchAccount } = named;
    const batch = batchAccount === undefined ? undefined : await clients.batch(batchAccount.endpoint);
    const known = await readWhatTheyTell(tools, named, batch);
    const { source, poolNetwork, shared, supportedImages, pool, batchOffer, rights, container, absentGroups } = known;
    const found = {
        now: clients.host.clock.now(),
        key,
        source,
        gallery,
        definition: named.definition ?? shared?.definition,
        version: named.version ?? shared?.version,
        versions,
        storageAccount: named.storageAccount ?? known.autoStorage,
        container,
        batchAccount,
        supportedImages: supportedImages ?? [],
        pool,
        batchOffer,
        poolNetwork,
        regions,
        absentGroups,
        refused,
        ...rights,
        locks: known.locks,
    };
    return { ...found, ...(await readTheRest(tools, found, batch)) };
}
/** The first wave: what the request names. */
async function readNamed({ request, key, clients, attempt }) {
    const { arm } = clients;
    const { capture, image, pool } = request;
    const isOwn = image.access === 'own';
    return together({
        begun: beginSource(request, key, clients, attempt),
        network: beginNetwork(request, clients),
        gallery: isOwn ? attempt('gallery', (0,galleries/* readGallery */.x)(arm, image.galleryId)) : undefined,
        definition: isOwn ? attempt('definition', (0,galleries/* readDefinition */.Ud)(arm, definitionIdOf(request))) : undefined,
        version: isOwn ? attempt('version', (0,galleries/* readVersion */.$4)(arm, versionIdOf(request))) : undefined,
        versions: surveyVersions(arm, request),
        batchAccount: attempt('batchAccount', (0,batch_accounts/* readBatchAccount */.OB)(arm, pool.batchAccountId)),
        storageAccount: capture.storageAccountId === undefined
            ? undefined
            : attempt('storageAccount', (0,storage_accounts/* readStorageAccount */.ZK)(arm, capture.storageAccountId)),
        regions: image.replicaRegions.size === 0 ? undefined : readRegions(arm, survey_subscriptionOf(request)),
    });
}
/** The second wave: what these name in turn, and what the Batch account holds. */
async function readWhatTheyTell({ request, clients, attempt }, { begun, network, gallery, definition, batchAccount }, batch) {
    const { arm } = clients;
    const { capture, pool } = request;
    const storageId = capture.storageAccountId ?? batchAccount?.autoStorageAccountId;
    const autoStorage = capture.exportVhd && capture.storageAccountId === undefined ? storageId : undefined;
    return together({
        source: begun.complete(),
        poolNetwork: network.complete(),
        shared: readForeignImage(request, batchAccount, clients, attempt),
        autoStorage: autoStorage === undefined ? undefined : attempt('storageAccount', (0,storage_accounts/* readStorageAccount */.ZK)(arm, autoStorage)),
        supportedImages: batch === undefined ? undefined : attempt('batch', batch.supportedImages()),
        pool: attempt('batch', readPoolOf(batch, pool.poolId)),
        batchOffer: batch === undefined || batchAccount === undefined
            ? undefined
            : readBatchOffer(clients, batchAccount, batch, attempt),
        rights: readRights(request, { definition, gallery, batchAccount, storageId }, clients),
        locks: readLocksAt(arm, changedPlaces(request, storageId)),
        container: surveyContainer(arm, capture.exportVhd ? storageId : undefined),
        absentGroups: readAbsentGroups(arm, absentIds(request, { vm: begun.vm, gallery, batchAccount })),
    });
}
/** The third wave: what is found only by all that. */
async function readTheRest({ request, key, clients, attempt }, found, batch) {
    const { source, storageAccount, pool, locks } = found;
    const vhdAccount = vhdAccountOf(source)?.id;
    const { blobs, ...rest } = await together({
        activeJobs: countActiveJobs(clients, batch, pool),
        blobs: attempt('blobs', readBlobs(request, key, rolesOf(source, request), storageAccount, clients)),
        permissions: readNarrowRights(request, found, clients),
        locks: readLocksAt(clients.arm, vhdAccount === undefined ? [] : [vhdAccount], locks),
    });
    return { ...rest, blobs: blobs ?? new Map() };
}
/** Regions are those of the gallery's subscription, which need not be the run's. */
function survey_subscriptionOf({ image, subscriptionId }) {
    return image.access === 'own' ? (0,resource_id/* subscriptionIn */.p7)(image.galleryId) : subscriptionId;
}
async function readForeignImage({ source }, batchAccount, { arm }, attempt) {
    if (source.kind !== 'image-version' || source.version.kind === 'gallery' || batchAccount === undefined) {
        return undefined;
    }
    return attempt('version', readSharedImage(arm, batchAccount.location, source.version));
}
async function readBlobs({ capture }, key, roles, account, { blobs }) {
    if (account === undefined || !capture.exportVhd)
        return new Map();
    const found = await Promise.all(roles.map(async (role) => {
        const name = (0,lib_names/* vhdBlobName */.Jq)(key, role, capture.containerName, capture.vhdPrefix);
        return (await blobs.open(account.blobEndpoint, lib_names/* VHD_CONTAINER */.jD, name)).properties();
    }));
    return byRole(roles, found);
}
async function readPoolOf(batch, poolId) {
    return batch?.readPool(poolId);
}
/** What was looked for, and is not there. */
function absentIds({ source, image, pool }, found) {
    return [
        ...(source.kind === 'vm' && found.vm === undefined ? [source.vmId] : []),
        ...(image.access === 'own' && found.gallery === undefined ? [image.galleryId] : []),
        ...(found.batchAccount === undefined ? [pool.batchAccountId] : []),
    ];
}
/** Of the groups in which nothing was found, those that are not there themselves. */
async function readAbsentGroups(arm, ids) {
    const groups = new Map(ids.map((id) => [(0,resource_id/* resourceGroupOf */.Tp)(id).toLowerCase(), (0,resource_id/* resourceGroupOf */.Tp)(id)])).values();
    const absent = [...groups].map(async (group) => {
        try {
            return (await arm.read(group, versions/* API_VERSIONS */.B.resources)) === undefined ? [group] : [];
        }
        catch (error) {
            // Who may read a resource need not have the right to read its group.
            if ((0,errors/* isAzureServiceError */.B5)(error))
                return [];
            throw error;
        }
    });
    return (await Promise.all(absent)).flat();
}

// EXTERNAL MODULE: ./lib/sign-in.js + 1 modules
var sign_in = __webpack_require__(604);
;// CONCATENATED MODULE: ./lib/paths.js
// Paths on the runner.

/** Whether a path is the folder or below it, as written: links are not followed. Both are absolute. */
function isInside(folder, path) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way !== '..' && !way.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(way);
}

// EXTERNAL MODULE: ./lib/github/parse.js
var parse = __webpack_require__(94684);
;// CONCATENATED MODULE: ./lib/github/pool-spec-input.js
// Finds the text of `pool-spec`: the input itself, or a file inside the workspace.




const LARGEST = 1024 * 1024;
async function readPoolSpecInput(input, workspace) {
    if (input.includes('\n') || input.startsWith('{')) {
        const bytes = Buffer.byteLength(input);
        return bytes > LARGEST ? tooLarge('the text', bytes) : { text: input };
    }
    const path = (0,external_node_path_.resolve)(workspace, input);
    if (!isInside(workspace, path))
        return outside(input);
    try {
        // Links are followed to their end, so that none leads out of the workspace.
        const target = await (0,promises_.realpath)(path);
        if (!isInside(await (0,promises_.realpath)(workspace), target))
            return outside(input);
        const facts = await (0,promises_.stat)(target);
        if (!facts.isFile())
            return pool_spec_input_refuse(`${(0,parse/* quote */.hD)(input)}, which is not a file`, 'a file', 'Name the file itself.');
        if (facts.size > LARGEST)
            return tooLarge((0,parse/* quote */.hD)(input), facts.size);
        return { text: await (0,promises_.readFile)(target, 'utf8'), file: (0,external_node_path_.relative)(workspace, path).replaceAll('\\', '/') };
    }
    catch (error) {
        return pool_spec_input_unreadable(input, error);
    }
}
function outside(input) {
    return pool_spec_input_refuse(`${(0,parse/* quote */.hD)(input)}, which is outside of the workspace`, 'a file in the workspace', 'Give a path relative to the root of the repository, without links that lead out of it.');
}
function tooLarge(what, bytes) {
    return pool_spec_input_refuse(`${what} of ${bytes} bytes`, `at most ${LARGEST} bytes`, 'A pool specification is some kilobytes long.');
}
function pool_spec_input_unreadable(input, error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') {
        return pool_spec_input_refuse(`no file ${(0,parse/* quote */.hD)(input)} in the workspace`, 'a file, or the specification itself as JSON or YAML', 'Check the path, and that `actions/checkout` runs before this step. Text that is no path starts with `{` or spans lines.');
    }
    return pool_spec_input_refuse(`${(0,parse/* quote */.hD)(input)}, which cannot be read (${code})`, 'a readable file', 'Check the file and its permissions.');
}
function pool_spec_input_refuse(found, expected, fix) {
    return { problems: [{ code: 'pool-spec-unreadable', input: 'pool-spec', found, expected, fix }] };
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
;// CONCATENATED MODULE: ./lib/pool/aliases.js
// Aliases of a YAML document, judged before they are followed: following them takes a time that has nothing to do with the
// length of the text.

/** Far more than any pool needs. */
const MOST_ALIASES = 100;
/** @param most values that the document may come to with its aliases written out. */
function aliasFault(document, most) {
    const anchors = new Map();
    const targets = new Map();
    let fault;
    (0,dist/* visit */.YR)(document, {
        Node(_key, node, path) {
            if ((0,dist/* isAlias */.Vj)(node)) {
                const target = anchors.get(node.source);
                if (target === undefined)
                    fault = 'unresolved';
                else if (path.includes(target))
                    fault = 'endless';
                else
                    targets.set(node, target);
                if (targets.size > MOST_ALIASES)
                    fault ??= 'unfolding';
                return fault === undefined ? undefined : dist/* visit */.YR.BREAK;
            }
            if (((0,dist/* isScalar */.jn)(node) || (0,dist/* isCollection */.P3)(node)) && node.anchor !== undefined)
                anchors.set(node.anchor, node);
            return undefined;
        },
    });
    if (fault !== undefined || targets.size === 0)
        return fault;
    return valuesIn(document.contents, targets) > most ? 'unfolding' : undefined;
}
/** Each target is counted once, and taken as often as an alias stands for it. */
function valuesIn(root, targets) {
    const known = new Map();
    const count = (node) => {
        const before = known.get(node);
        if (before !== undefined)
            return before;
        const values = countNew(node);
        known.set(node, values);
        return values;
    };
    const countNew = (node) => {
        if ((0,dist/* isAlias */.Vj)(node))
            return count(targets.get(node));
        if ((0,dist/* isPair */.tO)(node))
            return count(node.value);
        if (!(0,dist/* isCollection */.P3)(node))
            return 1;
        const items = node.items;
        return items.reduce((sum, item) => sum + count(item), 1);
    };
    return count(root);
}

;// CONCATENATED MODULE: ./lib/pool/plain-value.js
/** More than a pool with a thousand resource files has. */
const MOST_VALUES = 5_000;
/** The settings of an extension may be nested; what is deeper than this has no end. */
const DEEPEST = 64;
/** The first fault; aliases count as often as they are used. */
function plainFault(value) {
    let left = MOST_VALUES;
    const look = (item, path) => {
        left -= 1;
        if (left < 0)
            return { kind: 'too-many' };
        if (path.length > DEEPEST)
            return { kind: 'too-deep' };
        if (typeof item === 'number')
            return isExact(item) ? undefined : { kind: 'inexact', path };
        if (item === null || typeof item === 'string' || typeof item === 'boolean')
            return undefined;
        const members = membersOf(item);
        if (members === undefined)
            return { kind: 'not-json', path };
        for (const [name, member] of members) {
            const fault = look(member, [...path, name]);
            if (fault !== undefined)
                return fault;
        }
        return undefined;
    };
    return look(value, []);
}
function isPlain(value) {
    return plainFault(value) === undefined;
}
/** A whole number beyond these limits becomes another one in JavaScript, and so do NaN and infinity in JSON. */
function isExact(value) {
    return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value));
}
function membersOf(value) {
    if (Array.isArray(value))
        return value.entries();
    if (typeof value !== 'object' || value === null)
        return undefined;
    const prototype = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null ? Object.entries(value) : undefined;
}

;// CONCATENATED MODULE: ./lib/pool/document.js
// A pool spec as text: JSON or YAML read into plain values, with the line and column of each of them kept.




/** Far more than any pool needs; what is larger is some other file. */
const MAX_CHARACTERS = 256 * 1024;
/** As many as the values of the largest pool take. The parser's work grows with them, or faster. */
const MAX_TOKENS = 40_000;
const MAX_SYNTAX_PROBLEMS = 9;
function readDocument(text, file) {
    if (text.length > MAX_CHARACTERS) {
        return document_refuse(file, `${text.length.toLocaleString('en')} characters`, 'a pool of at most 262,144 characters');
    }
    const place = placesIn(text, file);
    try {
        if (hasManyTokens(text))
            return tooMany(file);
        // Duplicate keys are looked for below: the parser compares each key with all others of its map.
        const documents = (0,dist/* parseAllDocuments */.hR)(text, { prettyErrors: false, uniqueKeys: false, stringKeys: true });
        const [document, second] = 'empty' in documents ? [] : documents;
        if (!document?.contents)
            return document_refuse(file, 'no content', 'a pool');
        const faults = [...document.errors, ...document.warnings, ...duplicateKeys(document)];
        if (faults.some(({ message }) => message.includes('call stack')))
            return endless(file);
        if (faults.length > 0) {
            // Of what the parser says about one place, the first is the cause.
            const causes = [...new Map(faults.toReversed().map((fault) => [fault.pos[0], fault])).values()].toReversed();
            return { problems: causes.slice(0, MAX_SYNTAX_PROBLEMS).map((fault) => syntaxProblem(fault, place)) };
        }
        if (second) {
            return document_refuse(file, 'a second document', 'one pool in one document', place(second.range[0]));
        }
        const fault = aliasFault(document, MOST_VALUES);
        if (fault !== undefined)
            return faultyAlias(fault, file);
        const value = document.toJS({ maxAliasCount: -1 });
        const pairOf = indexPairs();
        const locate = (path, part) => place(offsetOf(document, pairOf, path, part ?? 'value'));
        return isPlain(value) ? { value, locate } : notPlain(value, locate, file);
    }
    catch (error) {
        // Nesting that is too deep for the parser.
        if (error instanceof RangeError)
            return endless(file);
        throw error;
    }
}
function endless(file) {
    return document_refuse(file, 'nesting that has no end', 'a pool');
}
function hasManyTokens(text) {
    const tokens = new dist/* Lexer */.JG().lex(text);
    for (let count = 0; count < MAX_TOKENS; count += 1)
        if (tokens.next().done === true)
            return false;
    return true;
}
function tooMany(file) {
    return document_refuse(file, 'more values than any pool has', 'a pool of at most 5,000 values, aliases written out');
}
function faultyAlias(fault, file) {
    switch (fault) {
        case 'endless':
            return endless(file);
        case 'unfolding':
            return document_refuse(file, 'aliases that unfold into far more than is written', 'a pool with few aliases, or none');
        case 'unresolved':
            return document_refuse(file, 'an alias (`*name`) whose anchor (`&name`) does not stand before it', 'a pool');
        default:
            return fault;
    }
}
function notPlain(value, locate, file) {
    const fault = plainFault(value);
    switch (fault?.kind) {
        case 'too-deep':
        case undefined:
            return endless(file);
        case 'too-many':
            return tooMany(file);
        case 'not-json':
            return document_refuse(file, `${pathText(fault.path)}, which has a tag for a value that JSON does not have`, 'texts, numbers, true, false, null, lists and objects', locate(fault.path));
        case 'inexact':
            return document_refuse(file, `${pathText(fault.path)}, a number that JSON does not hold exactly`, 'a finite number, whole ones up to 9007199254740991', locate(fault.path));
        default:
            return fault;
    }
}
/** Line and column of an offset, found among the beginnings of all lines. */
function placesIn(text, file) {
    const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
    return (offset) => {
        let low = 0;
        let high = starts.length - 1;
        while (low < high) {
            const middle = Math.ceil((low + high) / 2);
            if ((starts[middle] ?? 0) <= offset)
                low = middle;
            else
                high = middle - 1;
        }
        return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
    };
}
function duplicateKeys(document) {
    const found = [];
    (0,dist/* visit */.YR)(document, {
        Map(_, { items }) {
            const seen = new Set();
            for (const { key } of items) {
                const name = (0,dist/* isScalar */.jn)(key) ? String(key.value) : '';
                if (seen.has(name)) {
                    const offset = start(key, 0);
                    found.push({ code: 'DUPLICATE_KEY', message: 'Map keys must be unique', pos: [offset, offset + 1] });
                }
                seen.add(name);
            }
        },
    });
    return found;
}
function document_refuse(file, found, expected, position = { file, line: 1, column: 1 }) {
    const problem = {
        code: 'pool-spec-unreadable',
        input: 'pool-spec',
        found,
        expected,
        fix: 'Give one pool as JSON or YAML, as for `az batch pool create --json-file`.',
        position,
    };
    return { problems: [problem] };
}
function syntaxProblem(fault, place) {
    const duplicate = fault.code === 'DUPLICATE_KEY';
    return {
        code: duplicate ? 'pool-spec-duplicate-key' : 'pool-spec-syntax',
        input: 'pool-spec',
        found: duplicate ? 'the same property twice' : `text that cannot be read (${document_reasonOf(fault)})`,
        expected: duplicate ? 'each property once' : 'well-formed JSON or YAML',
        fix: duplicate ? 'Remove one of the two.' : 'Mend the text at this place.',
        position: place(fault.pos[0]),
    };
}
/** The parser quotes what it stumbles over: part of a password, perhaps. */
function document_reasonOf({ message, code }) {
    switch (code) {
        case 'TAG_RESOLVE_FAILED':
        case 'BAD_COLLECTION_TYPE':
            return 'Unresolved tag';
        case 'BAD_DIRECTIVE':
            return 'Unknown directive';
        case 'BAD_DQ_ESCAPE':
            return 'Invalid escape sequence';
        case 'UNEXPECTED_TOKEN':
            return message.split(': ', 1)[0] ?? '';
        default:
            return message;
    }
}
/** The offset of the value at a path, or of the nearest value around it that the text has. */
function offsetOf(document, pairOf, path, part) {
    let node = document.contents;
    let offset = start(node, 0);
    for (const [index, name] of path.entries()) {
        const last = index === path.length - 1;
        const container = (0,dist/* isAlias */.Vj)(node) ? node.resolve(document) : (node ?? undefined);
        if ((0,dist/* isMap */.jh)(container)) {
            const pair = pairOf(container, String(name));
            if (!pair)
                return offset;
            const key = start(pair.key, offset);
            if (last && part === 'key')
                return key;
            node = pair.value;
            offset = start(node, key);
        }
        else if ((0,dist/* isSeq */.oP)(container) && typeof name === 'number') {
            node = (container.items[name] ?? null);
            offset = start(node, offset);
        }
        else {
            return offset;
        }
    }
    return offset;
}
/** Names compare without regard to case where there is no exact match: the reader mends the case of some names. */
function indexPairs() {
    const indexed = new WeakMap();
    const index = (map) => {
        const pairs = map.items.map((pair) => [(0,dist/* isScalar */.jn)(pair.key) ? String(pair.key.value) : '', pair]);
        const folded = pairs.map(([name, pair]) => [name.toLowerCase(), pair]);
        const found = new Map([...folded, ...pairs]);
        indexed.set(map, found);
        return found;
    };
    return (map, name) => {
        const pairs = indexed.get(map) ?? index(map);
        return pairs.get(name) ?? pairs.get(name.toLowerCase());
    };
}
function start(node, otherwise) {
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined;
    return Array.isArray(range) && typeof range[0] === 'number' ? range[0] : otherwise;
}

;// CONCATENATED MODULE: ./lib/pool/generated/validate-arm.js
function violations(value) {
    return validate21(value) ? [] : validate21.errors;
}
const schema6 = { "$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": { "$schema": { "type": "string" }, "properties": { "allOf": [{ "$ref": "#/definitions/PoolProperties" }] }, "identity": { "allOf": [{ "$ref": "#/definitions/BatchPoolIdentity" }] }, "tags": { "type": "object", "additionalProperties": { "type": "string" } }, "systemData": {}, "id": {}, "name": { "type": "string" }, "type": {}, "etag": {}, "apiVersion": {} }, "additionalProperties": false, "required": ["properties"], "definitions": { "PoolProperties": { "type": "object", "properties": { "displayName": { "type": "string", "maxLength": 1024 }, "lastModified": {}, "creationTime": {}, "provisioningState": {}, "provisioningStateTransitionTime": {}, "allocationState": {}, "allocationStateTransitionTime": {}, "vmSize": { "type": "string", "pattern": "^[A-Za-z0-9_-]+$" }, "deploymentConfiguration": { "allOf": [{ "$ref": "#/definitions/DeploymentConfiguration" }] }, "currentDedicatedNodes": {}, "currentLowPriorityNodes": {}, "scaleSettings": { "allOf": [{ "$ref": "#/definitions/ScaleSettings" }] }, "autoScaleRun": {}, "interNodeCommunication": { "enum": ["Enabled", "Disabled"] }, "networkConfiguration": { "allOf": [{ "$ref": "#/definitions/NetworkConfiguration" }] }, "taskSlotsPerNode": { "type": "integer", "minimum": 1, "maximum": 256 }, "taskSchedulingPolicy": { "allOf": [{ "$ref": "#/definitions/TaskSchedulingPolicy" }] }, "userAccounts": { "type": "array", "items": { "$ref": "#/definitions/UserAccount" } }, "metadata": { "type": "array", "items": { "$ref": "#/definitions/MetadataItem" } }, "startTask": { "allOf": [{ "$ref": "#/definitions/StartTask" }] }, "certificates": { "type": "array", "items": { "$ref": "#/definitions/CertificateReference" } }, "applicationPackages": { "type": "array", "items": { "$ref": "#/definitions/ApplicationPackageReference" }, "maxItems": 10 }, "applicationLicenses": { "type": "array", "items": { "type": "string" } }, "resizeOperationStatus": {}, "mountConfiguration": { "type": "array", "items": { "$ref": "#/definitions/MountConfiguration" } }, "targetNodeCommunicationMode": { "enum": ["Default", "Classic", "Simplified"] }, "currentNodeCommunicationMode": {}, "resourceTags": { "type": "object", "additionalProperties": { "type": "string" } }, "upgradePolicy": { "allOf": [{ "$ref": "#/definitions/UpgradePolicy" }] } }, "additionalProperties": false, "required": ["vmSize"] }, "DeploymentConfiguration": { "type": "object", "properties": { "virtualMachineConfiguration": { "allOf": [{ "$ref": "#/definitions/VirtualMachineConfiguration" }] } }, "additionalProperties": false }, "VirtualMachineConfiguration": { "type": "object", "properties": { "imageReference": { "allOf": [{ "$ref": "#/definitions/ImageReference" }] }, "nodeAgentSkuId": { "type": "string" }, "windowsConfiguration": { "allOf": [{ "$ref": "#/definitions/WindowsConfiguration" }] }, "dataDisks": { "type": "array", "items": { "$ref": "#/definitions/DataDisk" } }, "licenseType": { "enum": ["Windows_Server", "Windows_Client"] }, "containerConfiguration": { "allOf": [{ "$ref": "#/definitions/ContainerConfiguration" }] }, "diskEncryptionConfiguration": { "allOf": [{ "$ref": "#/definitions/DiskEncryptionConfiguration" }] }, "nodePlacementConfiguration": { "allOf": [{ "$ref": "#/definitions/NodePlacementConfiguration" }] }, "extensions": { "type": "array", "items": { "$ref": "#/definitions/VMExtension" } }, "osDisk": { "allOf": [{ "$ref": "#/definitions/OSDisk" }] }, "securityProfile": { "allOf": [{ "$ref": "#/definitions/SecurityProfile" }] }, "serviceArtifactReference": { "allOf": [{ "$ref": "#/definitions/ServiceArtifactReference" }] } }, "additionalProperties": false }, "ImageReference": { "type": "object", "properties": { "publisher": { "type": "string" }, "offer": { "type": "string" }, "sku": { "type": "string" }, "version": { "type": "string" }, "id": { "type": "string" }, "sharedGalleryImageId": { "type": "string" }, "communityGalleryImageId": { "type": "string" } }, "additionalProperties": false }, "WindowsConfiguration": { "type": "object", "properties": { "enableAutomaticUpdates": { "type": "boolean" } }, "additionalProperties": false }, "DataDisk": { "type": "object", "properties": { "lun": { "type": "integer", "minimum": 0, "maximum": 63 }, "caching": { "enum": ["None", "ReadOnly", "ReadWrite"] }, "diskSizeGB": { "type": "integer", "minimum": 1, "maximum": 2147483647 }, "storageAccountType": { "enum": ["Standard_LRS", "Premium_LRS", "StandardSSD_LRS"] } }, "required": ["lun", "diskSizeGB"], "additionalProperties": false }, "ContainerConfiguration": { "type": "object", "properties": { "type": { "enum": ["DockerCompatible", "CriCompatible"] }, "containerImageNames": { "type": "array", "items": { "type": "string" } }, "containerRegistries": { "type": "array", "items": { "$ref": "#/definitions/ContainerRegistry" } } }, "required": ["type"], "additionalProperties": false }, "ContainerRegistry": { "type": "object", "properties": { "username": { "type": "string" }, "password": { "type": "string" }, "registryServer": { "type": "string" }, "identityReference": { "allOf": [{ "$ref": "#/definitions/ComputeNodeIdentityReference" }] } }, "additionalProperties": false }, "ComputeNodeIdentityReference": { "type": "object", "properties": { "resourceId": { "type": "string" } }, "additionalProperties": false }, "DiskEncryptionConfiguration": { "type": "object", "properties": { "targets": { "type": "array", "items": { "enum": ["OsDisk", "TemporaryDisk"] } } }, "additionalProperties": false }, "NodePlacementConfiguration": { "type": "object", "properties": { "policy": { "enum": ["Regional", "Zonal"] } }, "additionalProperties": false }, "VMExtension": { "type": "object", "properties": { "name": { "type": "string" }, "publisher": { "type": "string" }, "type": { "type": "string" }, "typeHandlerVersion": { "type": "string" }, "autoUpgradeMinorVersion": { "type": "boolean" }, "enableAutomaticUpgrade": { "type": "boolean" }, "settings": { "type": "object" }, "protectedSettings": { "type": "object" }, "provisionAfterExtensions": { "type": "array", "items": { "type": "string" } } }, "required": ["name", "publisher", "type"], "additionalProperties": false }, "OSDisk": { "type": "object", "properties": { "ephemeralOSDiskSettings": { "allOf": [{ "$ref": "#/definitions/DiffDiskSettings" }] }, "caching": { "enum": ["None", "ReadOnly", "ReadWrite"] }, "managedDisk": { "allOf": [{ "$ref": "#/definitions/ManagedDisk" }] }, "diskSizeGB": { "type": "integer", "minimum": 1, "maximum": 2147483647 }, "writeAcceleratorEnabled": { "type": "boolean" } }, "additionalProperties": false }, "DiffDiskSettings": { "type": "object", "properties": { "placement": { "enum": ["CacheDisk"] } }, "additionalProperties": false }, "ManagedDisk": { "type": "object", "properties": { "storageAccountType": { "enum": ["Standard_LRS", "Premium_LRS", "StandardSSD_LRS"] }, "securityProfile": { "allOf": [{ "$ref": "#/definitions/VMDiskSecurityProfile" }] } }, "additionalProperties": false }, "VMDiskSecurityProfile": { "type": "object", "properties": { "securityEncryptionType": { "enum": ["NonPersistedTPM", "VMGuestStateOnly"] } }, "additionalProperties": false }, "SecurityProfile": { "type": "object", "properties": { "securityType": { "enum": ["trustedLaunch", "confidentialVM"] }, "encryptionAtHost": { "type": "boolean" }, "uefiSettings": { "allOf": [{ "$ref": "#/definitions/UefiSettings" }] } }, "additionalProperties": false }, "UefiSettings": { "type": "object", "properties": { "secureBootEnabled": { "type": "boolean" }, "vTpmEnabled": { "type": "boolean" } }, "additionalProperties": false }, "ServiceArtifactReference": { "type": "object", "properties": { "id": { "type": "string" } }, "required": ["id"], "additionalProperties": false }, "ScaleSettings": { "type": "object", "properties": { "fixedScale": { "allOf": [{ "$ref": "#/definitions/FixedScaleSettings" }] }, "autoScale": { "allOf": [{ "$ref": "#/definitions/AutoScaleSettings" }] } }, "additionalProperties": false }, "FixedScaleSettings": { "type": "object", "properties": { "resizeTimeout": { "type": "string", "pattern": "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" }, "targetDedicatedNodes": { "type": "integer", "minimum": 0, "maximum": 2147483647 }, "targetLowPriorityNodes": { "type": "integer", "minimum": 0, "maximum": 2147483647 }, "nodeDeallocationOption": { "enum": ["Requeue", "Terminate", "TaskCompletion", "RetainedData"] } }, "additionalProperties": false }, "AutoScaleSettings": { "type": "object", "properties": { "formula": { "type": "string", "minLength": 1, "maxLength": 8192 }, "evaluationInterval": { "type": "string", "pattern": "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" } }, "required": ["formula"], "additionalProperties": false }, "NetworkConfiguration": { "type": "object", "properties": { "subnetId": { "type": "string", "pattern": "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/virtualNetworks/[^/]+/subnets/[^/]+$" }, "dynamicVnetAssignmentScope": { "enum": ["none", "job"] }, "endpointConfiguration": { "allOf": [{ "$ref": "#/definitions/PoolEndpointConfiguration" }] }, "publicIPAddressConfiguration": { "allOf": [{ "$ref": "#/definitions/PublicIPAddressConfiguration" }] }, "enableAcceleratedNetworking": { "type": "boolean" } }, "additionalProperties": false }, "PoolEndpointConfiguration": { "type": "object", "properties": { "inboundNatPools": { "type": "array", "items": { "$ref": "#/definitions/InboundNatPool" }, "maxItems": 5 } }, "required": ["inboundNatPools"], "additionalProperties": false }, "InboundNatPool": { "type": "object", "properties": { "name": { "type": "string", "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,75}[A-Za-z0-9_])?$" }, "protocol": { "enum": ["TCP", "UDP"] }, "backendPort": { "type": "integer", "minimum": 1, "maximum": 65535 }, "frontendPortRangeStart": { "type": "integer", "minimum": 1, "maximum": 65534 }, "frontendPortRangeEnd": { "type": "integer", "minimum": 1, "maximum": 65534 }, "networkSecurityGroupRules": { "type": "array", "items": { "$ref": "#/definitions/NetworkSecurityGroupRule" } } }, "required": ["name", "protocol", "backendPort", "frontendPortRangeStart", "frontendPortRangeEnd"], "additionalProperties": false }, "NetworkSecurityGroupRule": { "type": "object", "properties": { "priority": { "type": "integer", "minimum": 150, "maximum": 4096 }, "access": { "enum": ["Allow", "Deny"] }, "sourceAddressPrefix": { "type": "string", "minLength": 1 }, "sourcePortRanges": { "type": "array", "items": { "type": "string" } } }, "required": ["priority", "access", "sourceAddressPrefix"], "additionalProperties": false }, "PublicIPAddressConfiguration": { "type": "object", "properties": { "provision": { "enum": ["BatchManaged", "UserManaged", "NoPublicIPAddresses"] }, "ipAddressIds": { "type": "array", "items": { "type": "string", "pattern": "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/publicIPAddresses/[^/]+$" } } }, "additionalProperties": false }, "TaskSchedulingPolicy": { "type": "object", "properties": { "nodeFillType": { "enum": ["Spread", "Pack"] } }, "required": ["nodeFillType"], "additionalProperties": false }, "UserAccount": { "type": "object", "properties": { "name": { "type": "string", "minLength": 1, "maxLength": 20 }, "password": { "type": "string", "minLength": 1 }, "elevationLevel": { "enum": ["NonAdmin", "Admin"] }, "linuxUserConfiguration": { "allOf": [{ "$ref": "#/definitions/LinuxUserConfiguration" }] }, "windowsUserConfiguration": { "allOf": [{ "$ref": "#/definitions/WindowsUserConfiguration" }] } }, "required": ["name", "password"], "additionalProperties": false }, "LinuxUserConfiguration": { "type": "object", "properties": { "uid": { "type": "integer", "minimum": 0, "maximum": 2147483647 }, "gid": { "type": "integer", "minimum": 0, "maximum": 2147483647 }, "sshPrivateKey": { "type": "string" } }, "additionalProperties": false }, "WindowsUserConfiguration": { "type": "object", "properties": { "loginMode": { "enum": ["Batch", "Interactive"] } }, "additionalProperties": false }, "MetadataItem": { "type": "object", "properties": { "name": { "type": "string", "minLength": 1 }, "value": { "type": "string" } }, "required": ["name", "value"], "additionalProperties": false }, "StartTask": { "type": "object", "properties": { "commandLine": { "type": "string", "minLength": 1 }, "resourceFiles": { "type": "array", "items": { "$ref": "#/definitions/ResourceFile" } }, "environmentSettings": { "type": "array", "items": { "$ref": "#/definitions/EnvironmentSetting" } }, "userIdentity": { "allOf": [{ "$ref": "#/definitions/UserIdentity" }] }, "maxTaskRetryCount": { "type": "integer", "minimum": -1, "maximum": 2147483647 }, "waitForSuccess": { "type": "boolean" }, "containerSettings": { "allOf": [{ "$ref": "#/definitions/TaskContainerSettings" }] } }, "required": ["commandLine"], "additionalProperties": false }, "ResourceFile": { "type": "object", "properties": { "autoStorageContainerName": { "type": "string" }, "storageContainerUrl": { "type": "string", "pattern": "^https?://[^/\\s]+" }, "httpUrl": { "type": "string", "pattern": "^https?://[^/\\s]+" }, "blobPrefix": { "type": "string" }, "filePath": { "type": "string" }, "fileMode": { "type": "string", "pattern": "^[0-7]{3,4}$" }, "identityReference": { "allOf": [{ "$ref": "#/definitions/ComputeNodeIdentityReference" }] } }, "additionalProperties": false }, "EnvironmentSetting": { "type": "object", "properties": { "name": { "type": "string", "minLength": 1 }, "value": { "type": "string" } }, "required": ["name"], "additionalProperties": false }, "UserIdentity": { "type": "object", "properties": { "userName": { "type": "string" }, "autoUser": { "allOf": [{ "$ref": "#/definitions/AutoUserSpecification" }] } }, "additionalProperties": false }, "AutoUserSpecification": { "type": "object", "properties": { "scope": { "enum": ["Task", "Pool"] }, "elevationLevel": { "enum": ["NonAdmin", "Admin"] } }, "additionalProperties": false }, "TaskContainerSettings": { "type": "object", "properties": { "containerRunOptions": { "type": "string" }, "imageName": { "type": "string" }, "registry": { "allOf": [{ "$ref": "#/definitions/ContainerRegistry" }] }, "workingDirectory": { "enum": ["TaskWorkingDirectory", "ContainerImageDefault"] }, "containerHostBatchBindMounts": { "type": "array", "items": { "$ref": "#/definitions/ContainerHostBatchBindMountEntry" } } }, "required": ["imageName"], "additionalProperties": false }, "ContainerHostBatchBindMountEntry": { "type": "object", "properties": { "source": { "enum": ["Shared", "Startup", "VfsMounts", "Task", "JobPrep", "Applications"] }, "isReadOnly": { "type": "boolean" } }, "additionalProperties": false }, "CertificateReference": { "type": "object", "properties": { "id": { "type": "string" }, "storeLocation": { "enum": ["CurrentUser", "LocalMachine"] }, "storeName": { "type": "string" }, "visibility": { "type": "array", "items": { "enum": ["StartTask", "Task", "RemoteUser"] } } }, "required": ["id"], "additionalProperties": false }, "ApplicationPackageReference": { "type": "object", "properties": { "id": { "type": "string", "pattern": "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Bb]atch/batchAccounts/[^/]+/applications/[^/]+$" }, "version": { "type": "string" } }, "required": ["id"], "additionalProperties": false }, "MountConfiguration": { "type": "object", "properties": { "azureBlobFileSystemConfiguration": { "allOf": [{ "$ref": "#/definitions/AzureBlobFileSystemConfiguration" }] }, "nfsMountConfiguration": { "allOf": [{ "$ref": "#/definitions/NFSMountConfiguration" }] }, "cifsMountConfiguration": { "allOf": [{ "$ref": "#/definitions/CIFSMountConfiguration" }] }, "azureFileShareConfiguration": { "allOf": [{ "$ref": "#/definitions/AzureFileShareConfiguration" }] } }, "minProperties": 1, "maxProperties": 1, "additionalProperties": false }, "AzureBlobFileSystemConfiguration": { "type": "object", "properties": { "accountName": { "type": "string" }, "containerName": { "type": "string" }, "accountKey": { "type": "string" }, "sasKey": { "type": "string" }, "blobfuseOptions": { "type": "string" }, "relativeMountPath": { "type": "string" }, "identityReference": { "allOf": [{ "$ref": "#/definitions/ComputeNodeIdentityReference" }] } }, "required": ["accountName", "containerName", "relativeMountPath"], "additionalProperties": false }, "NFSMountConfiguration": { "type": "object", "properties": { "source": { "type": "string" }, "relativeMountPath": { "type": "string" }, "mountOptions": { "type": "string" } }, "required": ["source", "relativeMountPath"], "additionalProperties": false }, "CIFSMountConfiguration": { "type": "object", "properties": { "userName": { "type": "string" }, "source": { "type": "string" }, "relativeMountPath": { "type": "string" }, "mountOptions": { "type": "string" }, "password": { "type": "string", "minLength": 1 } }, "required": ["userName", "source", "password", "relativeMountPath"], "additionalProperties": false }, "AzureFileShareConfiguration": { "type": "object", "properties": { "accountName": { "type": "string" }, "azureFileUrl": { "type": "string", "pattern": "^https?://[^/\\s]+" }, "accountKey": { "type": "string" }, "relativeMountPath": { "type": "string" }, "mountOptions": { "type": "string" } }, "required": ["accountName", "azureFileUrl", "relativeMountPath", "accountKey"], "additionalProperties": false }, "UpgradePolicy": { "type": "object", "properties": { "mode": { "enum": ["automatic", "manual", "rolling"] }, "automaticOSUpgradePolicy": { "allOf": [{ "$ref": "#/definitions/AutomaticOsUpgradePolicy" }] }, "rollingUpgradePolicy": { "allOf": [{ "$ref": "#/definitions/RollingUpgradePolicy" }] } }, "required": ["mode"], "additionalProperties": false }, "AutomaticOsUpgradePolicy": { "type": "object", "properties": { "disableAutomaticRollback": { "type": "boolean" }, "enableAutomaticOSUpgrade": { "type": "boolean" }, "useRollingUpgradePolicy": { "type": "boolean" }, "osRollingUpgradeDeferral": { "type": "boolean" } }, "additionalProperties": false }, "RollingUpgradePolicy": { "type": "object", "properties": { "enableCrossZoneUpgrade": { "type": "boolean" }, "maxBatchInstancePercent": { "type": "integer", "minimum": 5, "maximum": 100 }, "maxUnhealthyInstancePercent": { "type": "integer", "minimum": 5, "maximum": 100 }, "maxUnhealthyUpgradedInstancePercent": { "type": "integer", "minimum": 0, "maximum": 100 }, "pauseTimeBetweenBatches": { "type": "string", "pattern": "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" }, "prioritizeUnhealthyInstances": { "type": "boolean" }, "rollbackFailedInstancesOnPolicyBreach": { "type": "boolean" } }, "additionalProperties": false }, "BatchPoolIdentity": { "type": "object", "properties": { "type": { "enum": ["UserAssigned", "None"] }, "userAssignedIdentities": { "type": "object", "additionalProperties": { "$ref": "#/definitions/UserAssignedIdentities" } } }, "required": ["type"], "additionalProperties": false }, "UserAssignedIdentities": { "type": "object", "properties": { "principalId": {}, "clientId": {} }, "additionalProperties": false } } };
const func2 = Object.prototype.hasOwnProperty;
const schema7 = { "type": "object", "properties": { "displayName": { "type": "string", "maxLength": 1024 }, "lastModified": {}, "creationTime": {}, "provisioningState": {}, "provisioningStateTransitionTime": {}, "allocationState": {}, "allocationStateTransitionTime": {}, "vmSize": { "type": "string", "pattern": "^[A-Za-z0-9_-]+$" }, "deploymentConfiguration": { "allOf": [{ "$ref": "#/definitions/DeploymentConfiguration" }] }, "currentDedicatedNodes": {}, "currentLowPriorityNodes": {}, "scaleSettings": { "allOf": [{ "$ref": "#/definitions/ScaleSettings" }] }, "autoScaleRun": {}, "interNodeCommunication": { "enum": ["Enabled", "Disabled"] }, "networkConfiguration": { "allOf": [{ "$ref": "#/definitions/NetworkConfiguration" }] }, "taskSlotsPerNode": { "type": "integer", "minimum": 1, "maximum": 256 }, "taskSchedulingPolicy": { "allOf": [{ "$ref": "#/definitions/TaskSchedulingPolicy" }] }, "userAccounts": { "type": "array", "items": { "$ref": "#/definitions/UserAccount" } }, "metadata": { "type": "array", "items": { "$ref": "#/definitions/MetadataItem" } }, "startTask": { "allOf": [{ "$ref": "#/definitions/StartTask" }] }, "certificates": { "type": "array", "items": { "$ref": "#/definitions/CertificateReference" } }, "applicationPackages": { "type": "array", "items": { "$ref": "#/definitions/ApplicationPackageReference" }, "maxItems": 10 }, "applicationLicenses": { "type": "array", "items": { "type": "string" } }, "resizeOperationStatus": {}, "mountConfiguration": { "type": "array", "items": { "$ref": "#/definitions/MountConfiguration" } }, "targetNodeCommunicationMode": { "enum": ["Default", "Classic", "Simplified"] }, "currentNodeCommunicationMode": {}, "resourceTags": { "type": "object", "additionalProperties": { "type": "string" } }, "upgradePolicy": { "allOf": [{ "$ref": "#/definitions/UpgradePolicy" }] } }, "additionalProperties": false, "required": ["vmSize"] };
const pattern0 = new RegExp("^[A-Za-z0-9_-]+$", "u");
const schema9 = { "type": "object", "properties": { "imageReference": { "allOf": [{ "$ref": "#/definitions/ImageReference" }] }, "nodeAgentSkuId": { "type": "string" }, "windowsConfiguration": { "allOf": [{ "$ref": "#/definitions/WindowsConfiguration" }] }, "dataDisks": { "type": "array", "items": { "$ref": "#/definitions/DataDisk" } }, "licenseType": { "enum": ["Windows_Server", "Windows_Client"] }, "containerConfiguration": { "allOf": [{ "$ref": "#/definitions/ContainerConfiguration" }] }, "diskEncryptionConfiguration": { "allOf": [{ "$ref": "#/definitions/DiskEncryptionConfiguration" }] }, "nodePlacementConfiguration": { "allOf": [{ "$ref": "#/definitions/NodePlacementConfiguration" }] }, "extensions": { "type": "array", "items": { "$ref": "#/definitions/VMExtension" } }, "osDisk": { "allOf": [{ "$ref": "#/definitions/OSDisk" }] }, "securityProfile": { "allOf": [{ "$ref": "#/definitions/SecurityProfile" }] }, "serviceArtifactReference": { "allOf": [{ "$ref": "#/definitions/ServiceArtifactReference" }] } }, "additionalProperties": false };
function validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((((((key0 === "publisher") || (key0 === "offer")) || (key0 === "sku")) || (key0 === "version")) || (key0 === "id")) || (key0 === "sharedGalleryImageId")) || (key0 === "communityGalleryImageId"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.publisher !== undefined) {
            if (typeof data.publisher !== "string") {
                const err1 = { instancePath: instancePath + "/publisher", schemaPath: "#/properties/publisher/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.offer !== undefined) {
            if (typeof data.offer !== "string") {
                const err2 = { instancePath: instancePath + "/offer", schemaPath: "#/properties/offer/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.sku !== undefined) {
            if (typeof data.sku !== "string") {
                const err3 = { instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.version !== undefined) {
            if (typeof data.version !== "string") {
                const err4 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.id !== undefined) {
            if (typeof data.id !== "string") {
                const err5 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.sharedGalleryImageId !== undefined) {
            if (typeof data.sharedGalleryImageId !== "string") {
                const err6 = { instancePath: instancePath + "/sharedGalleryImageId", schemaPath: "#/properties/sharedGalleryImageId/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.communityGalleryImageId !== undefined) {
            if (typeof data.communityGalleryImageId !== "string") {
                const err7 = { instancePath: instancePath + "/communityGalleryImageId", schemaPath: "#/properties/communityGalleryImageId/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
    }
    else {
        const err8 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err8);
        errors++;
    }
    validate25.errors = vErrors;
    return errors === 0;
}
function validate27(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "enableAutomaticUpdates")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.enableAutomaticUpdates !== undefined) {
            if (typeof data.enableAutomaticUpdates !== "boolean") {
                const err1 = { instancePath: instancePath + "/enableAutomaticUpdates", schemaPath: "#/properties/enableAutomaticUpdates/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate27.errors = vErrors;
    return errors === 0;
}
const schema12 = { "type": "object", "properties": { "lun": { "type": "integer", "minimum": 0, "maximum": 63 }, "caching": { "enum": ["None", "ReadOnly", "ReadWrite"] }, "diskSizeGB": { "type": "integer", "minimum": 1, "maximum": 2147483647 }, "storageAccountType": { "enum": ["Standard_LRS", "Premium_LRS", "StandardSSD_LRS"] } }, "required": ["lun", "diskSizeGB"], "additionalProperties": false };
function validate29(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.lun === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "lun" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.diskSizeGB === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "diskSizeGB" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        for (const key0 in data) {
            if (!((((key0 === "lun") || (key0 === "caching")) || (key0 === "diskSizeGB")) || (key0 === "storageAccountType"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.lun !== undefined) {
            let data0 = data.lun;
            if (!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) {
                const err3 = { instancePath: instancePath + "/lun", schemaPath: "#/properties/lun/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
            if ((typeof data0 == "number") && (isFinite(data0))) {
                if (data0 > 63 || isNaN(data0)) {
                    const err4 = { instancePath: instancePath + "/lun", schemaPath: "#/properties/lun/maximum", keyword: "maximum", params: { comparison: "<=", limit: 63 } };
                    (vErrors ??= []).push(err4);
                    errors++;
                }
                if (data0 < 0 || isNaN(data0)) {
                    const err5 = { instancePath: instancePath + "/lun", schemaPath: "#/properties/lun/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    (vErrors ??= []).push(err5);
                    errors++;
                }
            }
        }
        if (data.caching !== undefined) {
            let data1 = data.caching;
            if (!(((data1 === "None") || (data1 === "ReadOnly")) || (data1 === "ReadWrite"))) {
                const err6 = { instancePath: instancePath + "/caching", schemaPath: "#/properties/caching/enum", keyword: "enum", params: { allowedValues: schema12.properties.caching.enum } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.diskSizeGB !== undefined) {
            let data2 = data.diskSizeGB;
            if (!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) {
                const err7 = { instancePath: instancePath + "/diskSizeGB", schemaPath: "#/properties/diskSizeGB/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
            if ((typeof data2 == "number") && (isFinite(data2))) {
                if (data2 > 2147483647 || isNaN(data2)) {
                    const err8 = { instancePath: instancePath + "/diskSizeGB", schemaPath: "#/properties/diskSizeGB/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err8);
                    errors++;
                }
                if (data2 < 1 || isNaN(data2)) {
                    const err9 = { instancePath: instancePath + "/diskSizeGB", schemaPath: "#/properties/diskSizeGB/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                    (vErrors ??= []).push(err9);
                    errors++;
                }
            }
        }
        if (data.storageAccountType !== undefined) {
            let data3 = data.storageAccountType;
            if (!(((data3 === "Standard_LRS") || (data3 === "Premium_LRS")) || (data3 === "StandardSSD_LRS"))) {
                const err10 = { instancePath: instancePath + "/storageAccountType", schemaPath: "#/properties/storageAccountType/enum", keyword: "enum", params: { allowedValues: schema12.properties.storageAccountType.enum } };
                (vErrors ??= []).push(err10);
                errors++;
            }
        }
    }
    else {
        const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err11);
        errors++;
    }
    validate29.errors = vErrors;
    return errors === 0;
}
const schema13 = { "type": "object", "properties": { "type": { "enum": ["DockerCompatible", "CriCompatible"] }, "containerImageNames": { "type": "array", "items": { "type": "string" } }, "containerRegistries": { "type": "array", "items": { "$ref": "#/definitions/ContainerRegistry" } } }, "required": ["type"], "additionalProperties": false };
function validate33(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "resourceId")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.resourceId !== undefined) {
            if (typeof data.resourceId !== "string") {
                const err1 = { instancePath: instancePath + "/resourceId", schemaPath: "#/properties/resourceId/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate33.errors = vErrors;
    return errors === 0;
}
function validate32(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((((key0 === "username") || (key0 === "password")) || (key0 === "registryServer")) || (key0 === "identityReference"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.username !== undefined) {
            if (typeof data.username !== "string") {
                const err1 = { instancePath: instancePath + "/username", schemaPath: "#/properties/username/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.password !== undefined) {
            if (typeof data.password !== "string") {
                const err2 = { instancePath: instancePath + "/password", schemaPath: "#/properties/password/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.registryServer !== undefined) {
            if (typeof data.registryServer !== "string") {
                const err3 = { instancePath: instancePath + "/registryServer", schemaPath: "#/properties/registryServer/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.identityReference !== undefined) {
            if (!(validate33(data.identityReference, { instancePath: instancePath + "/identityReference", parentData: data, parentDataProperty: "identityReference", rootData }))) {
                vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err4 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err4);
        errors++;
    }
    validate32.errors = vErrors;
    return errors === 0;
}
function validate31(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.type === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "type" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(((key0 === "type") || (key0 === "containerImageNames")) || (key0 === "containerRegistries"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.type !== undefined) {
            let data0 = data.type;
            if (!((data0 === "DockerCompatible") || (data0 === "CriCompatible"))) {
                const err2 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/enum", keyword: "enum", params: { allowedValues: schema13.properties.type.enum } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.containerImageNames !== undefined) {
            let data1 = data.containerImageNames;
            if (Array.isArray(data1)) {
                const len0 = data1.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (typeof data1[i0] !== "string") {
                        const err3 = { instancePath: instancePath + "/containerImageNames/" + i0, schemaPath: "#/properties/containerImageNames/items/type", keyword: "type", params: { type: "string" } };
                        (vErrors ??= []).push(err3);
                        errors++;
                    }
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/containerImageNames", schemaPath: "#/properties/containerImageNames/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.containerRegistries !== undefined) {
            let data3 = data.containerRegistries;
            if (Array.isArray(data3)) {
                const len1 = data3.length;
                for (let i1 = 0; i1 < len1; i1++) {
                    if (!(validate32(data3[i1], { instancePath: instancePath + "/containerRegistries/" + i1, parentData: data3, parentDataProperty: i1, rootData }))) {
                        vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err5 = { instancePath: instancePath + "/containerRegistries", schemaPath: "#/properties/containerRegistries/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
    }
    else {
        const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err6);
        errors++;
    }
    validate31.errors = vErrors;
    return errors === 0;
}
const schema16 = { "type": "object", "properties": { "targets": { "type": "array", "items": { "enum": ["OsDisk", "TemporaryDisk"] } } }, "additionalProperties": false };
function validate37(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "targets")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.targets !== undefined) {
            let data0 = data.targets;
            if (Array.isArray(data0)) {
                const len0 = data0.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    let data1 = data0[i0];
                    if (!((data1 === "OsDisk") || (data1 === "TemporaryDisk"))) {
                        const err1 = { instancePath: instancePath + "/targets/" + i0, schemaPath: "#/properties/targets/items/enum", keyword: "enum", params: { allowedValues: schema16.properties.targets.items.enum } };
                        (vErrors ??= []).push(err1);
                        errors++;
                    }
                }
            }
            else {
                const err2 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate37.errors = vErrors;
    return errors === 0;
}
const schema17 = { "type": "object", "properties": { "policy": { "enum": ["Regional", "Zonal"] } }, "additionalProperties": false };
function validate39(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "policy")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.policy !== undefined) {
            let data0 = data.policy;
            if (!((data0 === "Regional") || (data0 === "Zonal"))) {
                const err1 = { instancePath: instancePath + "/policy", schemaPath: "#/properties/policy/enum", keyword: "enum", params: { allowedValues: schema17.properties.policy.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate39.errors = vErrors;
    return errors === 0;
}
const schema18 = { "type": "object", "properties": { "name": { "type": "string" }, "publisher": { "type": "string" }, "type": { "type": "string" }, "typeHandlerVersion": { "type": "string" }, "autoUpgradeMinorVersion": { "type": "boolean" }, "enableAutomaticUpgrade": { "type": "boolean" }, "settings": { "type": "object" }, "protectedSettings": { "type": "object" }, "provisionAfterExtensions": { "type": "array", "items": { "type": "string" } } }, "required": ["name", "publisher", "type"], "additionalProperties": false };
function validate41(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.name === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.publisher === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "publisher" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        if (data.type === undefined) {
            const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "type" } };
            (vErrors ??= []).push(err2);
            errors++;
        }
        for (const key0 in data) {
            if (!(func2.call(schema18.properties, key0))) {
                const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.name !== undefined) {
            if (typeof data.name !== "string") {
                const err4 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.publisher !== undefined) {
            if (typeof data.publisher !== "string") {
                const err5 = { instancePath: instancePath + "/publisher", schemaPath: "#/properties/publisher/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.type !== undefined) {
            if (typeof data.type !== "string") {
                const err6 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.typeHandlerVersion !== undefined) {
            if (typeof data.typeHandlerVersion !== "string") {
                const err7 = { instancePath: instancePath + "/typeHandlerVersion", schemaPath: "#/properties/typeHandlerVersion/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.autoUpgradeMinorVersion !== undefined) {
            if (typeof data.autoUpgradeMinorVersion !== "boolean") {
                const err8 = { instancePath: instancePath + "/autoUpgradeMinorVersion", schemaPath: "#/properties/autoUpgradeMinorVersion/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.enableAutomaticUpgrade !== undefined) {
            if (typeof data.enableAutomaticUpgrade !== "boolean") {
                const err9 = { instancePath: instancePath + "/enableAutomaticUpgrade", schemaPath: "#/properties/enableAutomaticUpgrade/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
        if (data.settings !== undefined) {
            let data6 = data.settings;
            if (!(data6 && typeof data6 == "object" && !Array.isArray(data6))) {
                const err10 = { instancePath: instancePath + "/settings", schemaPath: "#/properties/settings/type", keyword: "type", params: { type: "object" } };
                (vErrors ??= []).push(err10);
                errors++;
            }
        }
        if (data.protectedSettings !== undefined) {
            let data7 = data.protectedSettings;
            if (!(data7 && typeof data7 == "object" && !Array.isArray(data7))) {
                const err11 = { instancePath: instancePath + "/protectedSettings", schemaPath: "#/properties/protectedSettings/type", keyword: "type", params: { type: "object" } };
                (vErrors ??= []).push(err11);
                errors++;
            }
        }
        if (data.provisionAfterExtensions !== undefined) {
            let data8 = data.provisionAfterExtensions;
            if (Array.isArray(data8)) {
                const len0 = data8.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (typeof data8[i0] !== "string") {
                        const err12 = { instancePath: instancePath + "/provisionAfterExtensions/" + i0, schemaPath: "#/properties/provisionAfterExtensions/items/type", keyword: "type", params: { type: "string" } };
                        (vErrors ??= []).push(err12);
                        errors++;
                    }
                }
            }
            else {
                const err13 = { instancePath: instancePath + "/provisionAfterExtensions", schemaPath: "#/properties/provisionAfterExtensions/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err13);
                errors++;
            }
        }
    }
    else {
        const err14 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err14);
        errors++;
    }
    validate41.errors = vErrors;
    return errors === 0;
}
const schema19 = { "type": "object", "properties": { "ephemeralOSDiskSettings": { "allOf": [{ "$ref": "#/definitions/DiffDiskSettings" }] }, "caching": { "enum": ["None", "ReadOnly", "ReadWrite"] }, "managedDisk": { "allOf": [{ "$ref": "#/definitions/ManagedDisk" }] }, "diskSizeGB": { "type": "integer", "minimum": 1, "maximum": 2147483647 }, "writeAcceleratorEnabled": { "type": "boolean" } }, "additionalProperties": false };
const schema20 = { "type": "object", "properties": { "placement": { "enum": ["CacheDisk"] } }, "additionalProperties": false };
function validate44(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "placement")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.placement !== undefined) {
            if (!(data.placement === "CacheDisk")) {
                const err1 = { instancePath: instancePath + "/placement", schemaPath: "#/properties/placement/enum", keyword: "enum", params: { allowedValues: schema20.properties.placement.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate44.errors = vErrors;
    return errors === 0;
}
const schema21 = { "type": "object", "properties": { "storageAccountType": { "enum": ["Standard_LRS", "Premium_LRS", "StandardSSD_LRS"] }, "securityProfile": { "allOf": [{ "$ref": "#/definitions/VMDiskSecurityProfile" }] } }, "additionalProperties": false };
const schema22 = { "type": "object", "properties": { "securityEncryptionType": { "enum": ["NonPersistedTPM", "VMGuestStateOnly"] } }, "additionalProperties": false };
function validate47(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "securityEncryptionType")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.securityEncryptionType !== undefined) {
            let data0 = data.securityEncryptionType;
            if (!((data0 === "NonPersistedTPM") || (data0 === "VMGuestStateOnly"))) {
                const err1 = { instancePath: instancePath + "/securityEncryptionType", schemaPath: "#/properties/securityEncryptionType/enum", keyword: "enum", params: { allowedValues: schema22.properties.securityEncryptionType.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate47.errors = vErrors;
    return errors === 0;
}
function validate46(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "storageAccountType") || (key0 === "securityProfile"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.storageAccountType !== undefined) {
            let data0 = data.storageAccountType;
            if (!(((data0 === "Standard_LRS") || (data0 === "Premium_LRS")) || (data0 === "StandardSSD_LRS"))) {
                const err1 = { instancePath: instancePath + "/storageAccountType", schemaPath: "#/properties/storageAccountType/enum", keyword: "enum", params: { allowedValues: schema21.properties.storageAccountType.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.securityProfile !== undefined) {
            if (!(validate47(data.securityProfile, { instancePath: instancePath + "/securityProfile", parentData: data, parentDataProperty: "securityProfile", rootData }))) {
                vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate46.errors = vErrors;
    return errors === 0;
}
function validate43(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((((key0 === "ephemeralOSDiskSettings") || (key0 === "caching")) || (key0 === "managedDisk")) || (key0 === "diskSizeGB")) || (key0 === "writeAcceleratorEnabled"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.ephemeralOSDiskSettings !== undefined) {
            if (!(validate44(data.ephemeralOSDiskSettings, { instancePath: instancePath + "/ephemeralOSDiskSettings", parentData: data, parentDataProperty: "ephemeralOSDiskSettings", rootData }))) {
                vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
                errors = vErrors.length;
            }
        }
        if (data.caching !== undefined) {
            let data1 = data.caching;
            if (!(((data1 === "None") || (data1 === "ReadOnly")) || (data1 === "ReadWrite"))) {
                const err1 = { instancePath: instancePath + "/caching", schemaPath: "#/properties/caching/enum", keyword: "enum", params: { allowedValues: schema19.properties.caching.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.managedDisk !== undefined) {
            if (!(validate46(data.managedDisk, { instancePath: instancePath + "/managedDisk", parentData: data, parentDataProperty: "managedDisk", rootData }))) {
                vErrors = vErrors === null ? validate46.errors : vErrors.concat(validate46.errors);
                errors = vErrors.length;
            }
        }
        if (data.diskSizeGB !== undefined) {
            let data3 = data.diskSizeGB;
            if (!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) {
                const err2 = { instancePath: instancePath + "/diskSizeGB", schemaPath: "#/properties/diskSizeGB/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
            if ((typeof data3 == "number") && (isFinite(data3))) {
                if (data3 > 2147483647 || isNaN(data3)) {
                    const err3 = { instancePath: instancePath + "/diskSizeGB", schemaPath: "#/properties/diskSizeGB/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err3);
                    errors++;
                }
                if (data3 < 1 || isNaN(data3)) {
                    const err4 = { instancePath: instancePath + "/diskSizeGB", schemaPath: "#/properties/diskSizeGB/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                    (vErrors ??= []).push(err4);
                    errors++;
                }
            }
        }
        if (data.writeAcceleratorEnabled !== undefined) {
            if (typeof data.writeAcceleratorEnabled !== "boolean") {
                const err5 = { instancePath: instancePath + "/writeAcceleratorEnabled", schemaPath: "#/properties/writeAcceleratorEnabled/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
    }
    else {
        const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err6);
        errors++;
    }
    validate43.errors = vErrors;
    return errors === 0;
}
const schema23 = { "type": "object", "properties": { "securityType": { "enum": ["trustedLaunch", "confidentialVM"] }, "encryptionAtHost": { "type": "boolean" }, "uefiSettings": { "allOf": [{ "$ref": "#/definitions/UefiSettings" }] } }, "additionalProperties": false };
function validate52(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "secureBootEnabled") || (key0 === "vTpmEnabled"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.secureBootEnabled !== undefined) {
            if (typeof data.secureBootEnabled !== "boolean") {
                const err1 = { instancePath: instancePath + "/secureBootEnabled", schemaPath: "#/properties/secureBootEnabled/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.vTpmEnabled !== undefined) {
            if (typeof data.vTpmEnabled !== "boolean") {
                const err2 = { instancePath: instancePath + "/vTpmEnabled", schemaPath: "#/properties/vTpmEnabled/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate52.errors = vErrors;
    return errors === 0;
}
function validate51(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((key0 === "securityType") || (key0 === "encryptionAtHost")) || (key0 === "uefiSettings"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.securityType !== undefined) {
            let data0 = data.securityType;
            if (!((data0 === "trustedLaunch") || (data0 === "confidentialVM"))) {
                const err1 = { instancePath: instancePath + "/securityType", schemaPath: "#/properties/securityType/enum", keyword: "enum", params: { allowedValues: schema23.properties.securityType.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.encryptionAtHost !== undefined) {
            if (typeof data.encryptionAtHost !== "boolean") {
                const err2 = { instancePath: instancePath + "/encryptionAtHost", schemaPath: "#/properties/encryptionAtHost/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.uefiSettings !== undefined) {
            if (!(validate52(data.uefiSettings, { instancePath: instancePath + "/uefiSettings", parentData: data, parentDataProperty: "uefiSettings", rootData }))) {
                vErrors = vErrors === null ? validate52.errors : vErrors.concat(validate52.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate51.errors = vErrors;
    return errors === 0;
}
function validate55(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.id === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(key0 === "id")) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.id !== undefined) {
            if (typeof data.id !== "string") {
                const err2 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate55.errors = vErrors;
    return errors === 0;
}
function validate24(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(func2.call(schema9.properties, key0))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.imageReference !== undefined) {
            if (!(validate25(data.imageReference, { instancePath: instancePath + "/imageReference", parentData: data, parentDataProperty: "imageReference", rootData }))) {
                vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
                errors = vErrors.length;
            }
        }
        if (data.nodeAgentSkuId !== undefined) {
            if (typeof data.nodeAgentSkuId !== "string") {
                const err1 = { instancePath: instancePath + "/nodeAgentSkuId", schemaPath: "#/properties/nodeAgentSkuId/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.windowsConfiguration !== undefined) {
            if (!(validate27(data.windowsConfiguration, { instancePath: instancePath + "/windowsConfiguration", parentData: data, parentDataProperty: "windowsConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
                errors = vErrors.length;
            }
        }
        if (data.dataDisks !== undefined) {
            let data3 = data.dataDisks;
            if (Array.isArray(data3)) {
                const len0 = data3.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (!(validate29(data3[i0], { instancePath: instancePath + "/dataDisks/" + i0, parentData: data3, parentDataProperty: i0, rootData }))) {
                        vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err2 = { instancePath: instancePath + "/dataDisks", schemaPath: "#/properties/dataDisks/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.licenseType !== undefined) {
            let data5 = data.licenseType;
            if (!((data5 === "Windows_Server") || (data5 === "Windows_Client"))) {
                const err3 = { instancePath: instancePath + "/licenseType", schemaPath: "#/properties/licenseType/enum", keyword: "enum", params: { allowedValues: schema9.properties.licenseType.enum } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.containerConfiguration !== undefined) {
            if (!(validate31(data.containerConfiguration, { instancePath: instancePath + "/containerConfiguration", parentData: data, parentDataProperty: "containerConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
                errors = vErrors.length;
            }
        }
        if (data.diskEncryptionConfiguration !== undefined) {
            if (!(validate37(data.diskEncryptionConfiguration, { instancePath: instancePath + "/diskEncryptionConfiguration", parentData: data, parentDataProperty: "diskEncryptionConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
                errors = vErrors.length;
            }
        }
        if (data.nodePlacementConfiguration !== undefined) {
            if (!(validate39(data.nodePlacementConfiguration, { instancePath: instancePath + "/nodePlacementConfiguration", parentData: data, parentDataProperty: "nodePlacementConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate39.errors : vErrors.concat(validate39.errors);
                errors = vErrors.length;
            }
        }
        if (data.extensions !== undefined) {
            let data9 = data.extensions;
            if (Array.isArray(data9)) {
                const len1 = data9.length;
                for (let i1 = 0; i1 < len1; i1++) {
                    if (!(validate41(data9[i1], { instancePath: instancePath + "/extensions/" + i1, parentData: data9, parentDataProperty: i1, rootData }))) {
                        vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/extensions", schemaPath: "#/properties/extensions/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.osDisk !== undefined) {
            if (!(validate43(data.osDisk, { instancePath: instancePath + "/osDisk", parentData: data, parentDataProperty: "osDisk", rootData }))) {
                vErrors = vErrors === null ? validate43.errors : vErrors.concat(validate43.errors);
                errors = vErrors.length;
            }
        }
        if (data.securityProfile !== undefined) {
            if (!(validate51(data.securityProfile, { instancePath: instancePath + "/securityProfile", parentData: data, parentDataProperty: "securityProfile", rootData }))) {
                vErrors = vErrors === null ? validate51.errors : vErrors.concat(validate51.errors);
                errors = vErrors.length;
            }
        }
        if (data.serviceArtifactReference !== undefined) {
            if (!(validate55(data.serviceArtifactReference, { instancePath: instancePath + "/serviceArtifactReference", parentData: data, parentDataProperty: "serviceArtifactReference", rootData }))) {
                vErrors = vErrors === null ? validate55.errors : vErrors.concat(validate55.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err5);
        errors++;
    }
    validate24.errors = vErrors;
    return errors === 0;
}
function validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "virtualMachineConfiguration")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.virtualMachineConfiguration !== undefined) {
            if (!(validate24(data.virtualMachineConfiguration, { instancePath: instancePath + "/virtualMachineConfiguration", parentData: data, parentDataProperty: "virtualMachineConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err1);
        errors++;
    }
    validate23.errors = vErrors;
    return errors === 0;
}
const schema27 = { "type": "object", "properties": { "resizeTimeout": { "type": "string", "pattern": "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" }, "targetDedicatedNodes": { "type": "integer", "minimum": 0, "maximum": 2147483647 }, "targetLowPriorityNodes": { "type": "integer", "minimum": 0, "maximum": 2147483647 }, "nodeDeallocationOption": { "enum": ["Requeue", "Terminate", "TaskCompletion", "RetainedData"] } }, "additionalProperties": false };
const pattern1 = new RegExp("^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$", "u");
function validate60(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((((key0 === "resizeTimeout") || (key0 === "targetDedicatedNodes")) || (key0 === "targetLowPriorityNodes")) || (key0 === "nodeDeallocationOption"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.resizeTimeout !== undefined) {
            let data0 = data.resizeTimeout;
            if (typeof data0 === "string") {
                if (!pattern1.test(data0)) {
                    const err1 = { instancePath: instancePath + "/resizeTimeout", schemaPath: "#/properties/resizeTimeout/pattern", keyword: "pattern", params: { pattern: "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" } };
                    (vErrors ??= []).push(err1);
                    errors++;
                }
            }
            else {
                const err2 = { instancePath: instancePath + "/resizeTimeout", schemaPath: "#/properties/resizeTimeout/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.targetDedicatedNodes !== undefined) {
            let data1 = data.targetDedicatedNodes;
            if (!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) {
                const err3 = { instancePath: instancePath + "/targetDedicatedNodes", schemaPath: "#/properties/targetDedicatedNodes/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
            if ((typeof data1 == "number") && (isFinite(data1))) {
                if (data1 > 2147483647 || isNaN(data1)) {
                    const err4 = { instancePath: instancePath + "/targetDedicatedNodes", schemaPath: "#/properties/targetDedicatedNodes/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err4);
                    errors++;
                }
                if (data1 < 0 || isNaN(data1)) {
                    const err5 = { instancePath: instancePath + "/targetDedicatedNodes", schemaPath: "#/properties/targetDedicatedNodes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    (vErrors ??= []).push(err5);
                    errors++;
                }
            }
        }
        if (data.targetLowPriorityNodes !== undefined) {
            let data2 = data.targetLowPriorityNodes;
            if (!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) {
                const err6 = { instancePath: instancePath + "/targetLowPriorityNodes", schemaPath: "#/properties/targetLowPriorityNodes/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
            if ((typeof data2 == "number") && (isFinite(data2))) {
                if (data2 > 2147483647 || isNaN(data2)) {
                    const err7 = { instancePath: instancePath + "/targetLowPriorityNodes", schemaPath: "#/properties/targetLowPriorityNodes/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err7);
                    errors++;
                }
                if (data2 < 0 || isNaN(data2)) {
                    const err8 = { instancePath: instancePath + "/targetLowPriorityNodes", schemaPath: "#/properties/targetLowPriorityNodes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    (vErrors ??= []).push(err8);
                    errors++;
                }
            }
        }
        if (data.nodeDeallocationOption !== undefined) {
            let data3 = data.nodeDeallocationOption;
            if (!((((data3 === "Requeue") || (data3 === "Terminate")) || (data3 === "TaskCompletion")) || (data3 === "RetainedData"))) {
                const err9 = { instancePath: instancePath + "/nodeDeallocationOption", schemaPath: "#/properties/nodeDeallocationOption/enum", keyword: "enum", params: { allowedValues: schema27.properties.nodeDeallocationOption.enum } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
    }
    else {
        const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err10);
        errors++;
    }
    validate60.errors = vErrors;
    return errors === 0;
}
function validate62(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.formula === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "formula" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!((key0 === "formula") || (key0 === "evaluationInterval"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.formula !== undefined) {
            let data0 = data.formula;
            if (typeof data0 === "string") {
                if (data0.length > 8192) {
                    const err2 = { instancePath: instancePath + "/formula", schemaPath: "#/properties/formula/maxLength", keyword: "maxLength", params: { limit: 8192 } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
                if (data0.length < 1) {
                    const err3 = { instancePath: instancePath + "/formula", schemaPath: "#/properties/formula/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err3);
                    errors++;
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/formula", schemaPath: "#/properties/formula/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.evaluationInterval !== undefined) {
            let data1 = data.evaluationInterval;
            if (typeof data1 === "string") {
                if (!pattern1.test(data1)) {
                    const err5 = { instancePath: instancePath + "/evaluationInterval", schemaPath: "#/properties/evaluationInterval/pattern", keyword: "pattern", params: { pattern: "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" } };
                    (vErrors ??= []).push(err5);
                    errors++;
                }
            }
            else {
                const err6 = { instancePath: instancePath + "/evaluationInterval", schemaPath: "#/properties/evaluationInterval/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
    }
    else {
        const err7 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err7);
        errors++;
    }
    validate62.errors = vErrors;
    return errors === 0;
}
function validate59(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "fixedScale") || (key0 === "autoScale"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.fixedScale !== undefined) {
            if (!(validate60(data.fixedScale, { instancePath: instancePath + "/fixedScale", parentData: data, parentDataProperty: "fixedScale", rootData }))) {
                vErrors = vErrors === null ? validate60.errors : vErrors.concat(validate60.errors);
                errors = vErrors.length;
            }
        }
        if (data.autoScale !== undefined) {
            if (!(validate62(data.autoScale, { instancePath: instancePath + "/autoScale", parentData: data, parentDataProperty: "autoScale", rootData }))) {
                vErrors = vErrors === null ? validate62.errors : vErrors.concat(validate62.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err1);
        errors++;
    }
    validate59.errors = vErrors;
    return errors === 0;
}
const schema29 = { "type": "object", "properties": { "subnetId": { "type": "string", "pattern": "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/virtualNetworks/[^/]+/subnets/[^/]+$" }, "dynamicVnetAssignmentScope": { "enum": ["none", "job"] }, "endpointConfiguration": { "allOf": [{ "$ref": "#/definitions/PoolEndpointConfiguration" }] }, "publicIPAddressConfiguration": { "allOf": [{ "$ref": "#/definitions/PublicIPAddressConfiguration" }] }, "enableAcceleratedNetworking": { "type": "boolean" } }, "additionalProperties": false };
const pattern3 = new RegExp("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/virtualNetworks/[^/]+/subnets/[^/]+$", "u");
const schema31 = { "type": "object", "properties": { "name": { "type": "string", "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,75}[A-Za-z0-9_])?$" }, "protocol": { "enum": ["TCP", "UDP"] }, "backendPort": { "type": "integer", "minimum": 1, "maximum": 65535 }, "frontendPortRangeStart": { "type": "integer", "minimum": 1, "maximum": 65534 }, "frontendPortRangeEnd": { "type": "integer", "minimum": 1, "maximum": 65534 }, "networkSecurityGroupRules": { "type": "array", "items": { "$ref": "#/definitions/NetworkSecurityGroupRule" } } }, "required": ["name", "protocol", "backendPort", "frontendPortRangeStart", "frontendPortRangeEnd"], "additionalProperties": false };
const pattern4 = new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,75}[A-Za-z0-9_])?$", "u");
const schema32 = { "type": "object", "properties": { "priority": { "type": "integer", "minimum": 150, "maximum": 4096 }, "access": { "enum": ["Allow", "Deny"] }, "sourceAddressPrefix": { "type": "string", "minLength": 1 }, "sourcePortRanges": { "type": "array", "items": { "type": "string" } } }, "required": ["priority", "access", "sourceAddressPrefix"], "additionalProperties": false };
function validate68(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.priority === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "priority" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.access === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "access" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        if (data.sourceAddressPrefix === undefined) {
            const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "sourceAddressPrefix" } };
            (vErrors ??= []).push(err2);
            errors++;
        }
        for (const key0 in data) {
            if (!((((key0 === "priority") || (key0 === "access")) || (key0 === "sourceAddressPrefix")) || (key0 === "sourcePortRanges"))) {
                const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.priority !== undefined) {
            let data0 = data.priority;
            if (!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) {
                const err4 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
            if ((typeof data0 == "number") && (isFinite(data0))) {
                if (data0 > 4096 || isNaN(data0)) {
                    const err5 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/maximum", keyword: "maximum", params: { comparison: "<=", limit: 4096 } };
                    (vErrors ??= []).push(err5);
                    errors++;
                }
                if (data0 < 150 || isNaN(data0)) {
                    const err6 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/minimum", keyword: "minimum", params: { comparison: ">=", limit: 150 } };
                    (vErrors ??= []).push(err6);
                    errors++;
                }
            }
        }
        if (data.access !== undefined) {
            let data1 = data.access;
            if (!((data1 === "Allow") || (data1 === "Deny"))) {
                const err7 = { instancePath: instancePath + "/access", schemaPath: "#/properties/access/enum", keyword: "enum", params: { allowedValues: schema32.properties.access.enum } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.sourceAddressPrefix !== undefined) {
            let data2 = data.sourceAddressPrefix;
            if (typeof data2 === "string") {
                if (data2.length < 1) {
                    const err8 = { instancePath: instancePath + "/sourceAddressPrefix", schemaPath: "#/properties/sourceAddressPrefix/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err8);
                    errors++;
                }
            }
            else {
                const err9 = { instancePath: instancePath + "/sourceAddressPrefix", schemaPath: "#/properties/sourceAddressPrefix/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
        if (data.sourcePortRanges !== undefined) {
            let data3 = data.sourcePortRanges;
            if (Array.isArray(data3)) {
                const len0 = data3.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (typeof data3[i0] !== "string") {
                        const err10 = { instancePath: instancePath + "/sourcePortRanges/" + i0, schemaPath: "#/properties/sourcePortRanges/items/type", keyword: "type", params: { type: "string" } };
                        (vErrors ??= []).push(err10);
                        errors++;
                    }
                }
            }
            else {
                const err11 = { instancePath: instancePath + "/sourcePortRanges", schemaPath: "#/properties/sourcePortRanges/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err11);
                errors++;
            }
        }
    }
    else {
        const err12 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err12);
        errors++;
    }
    validate68.errors = vErrors;
    return errors === 0;
}
function validate67(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.name === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.protocol === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "protocol" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        if (data.backendPort === undefined) {
            const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "backendPort" } };
            (vErrors ??= []).push(err2);
            errors++;
        }
        if (data.frontendPortRangeStart === undefined) {
            const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "frontendPortRangeStart" } };
            (vErrors ??= []).push(err3);
            errors++;
        }
        if (data.frontendPortRangeEnd === undefined) {
            const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "frontendPortRangeEnd" } };
            (vErrors ??= []).push(err4);
            errors++;
        }
        for (const key0 in data) {
            if (!((((((key0 === "name") || (key0 === "protocol")) || (key0 === "backendPort")) || (key0 === "frontendPortRangeStart")) || (key0 === "frontendPortRangeEnd")) || (key0 === "networkSecurityGroupRules"))) {
                const err5 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.name !== undefined) {
            let data0 = data.name;
            if (typeof data0 === "string") {
                if (!pattern4.test(data0)) {
                    const err6 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,75}[A-Za-z0-9_])?$" } };
                    (vErrors ??= []).push(err6);
                    errors++;
                }
            }
            else {
                const err7 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.protocol !== undefined) {
            let data1 = data.protocol;
            if (!((data1 === "TCP") || (data1 === "UDP"))) {
                const err8 = { instancePath: instancePath + "/protocol", schemaPath: "#/properties/protocol/enum", keyword: "enum", params: { allowedValues: schema31.properties.protocol.enum } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.backendPort !== undefined) {
            let data2 = data.backendPort;
            if (!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) {
                const err9 = { instancePath: instancePath + "/backendPort", schemaPath: "#/properties/backendPort/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
            if ((typeof data2 == "number") && (isFinite(data2))) {
                if (data2 > 65535 || isNaN(data2)) {
                    const err10 = { instancePath: instancePath + "/backendPort", schemaPath: "#/properties/backendPort/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65535 } };
                    (vErrors ??= []).push(err10);
                    errors++;
                }
                if (data2 < 1 || isNaN(data2)) {
                    const err11 = { instancePath: instancePath + "/backendPort", schemaPath: "#/properties/backendPort/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                    (vErrors ??= []).push(err11);
                    errors++;
                }
            }
        }
        if (data.frontendPortRangeStart !== undefined) {
            let data3 = data.frontendPortRangeStart;
            if (!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) {
                const err12 = { instancePath: instancePath + "/frontendPortRangeStart", schemaPath: "#/properties/frontendPortRangeStart/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err12);
                errors++;
            }
            if ((typeof data3 == "number") && (isFinite(data3))) {
                if (data3 > 65534 || isNaN(data3)) {
                    const err13 = { instancePath: instancePath + "/frontendPortRangeStart", schemaPath: "#/properties/frontendPortRangeStart/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65534 } };
                    (vErrors ??= []).push(err13);
                    errors++;
                }
                if (data3 < 1 || isNaN(data3)) {
                    const err14 = { instancePath: instancePath + "/frontendPortRangeStart", schemaPath: "#/properties/frontendPortRangeStart/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                    (vErrors ??= []).push(err14);
                    errors++;
                }
            }
        }
        if (data.frontendPortRangeEnd !== undefined) {
            let data4 = data.frontendPortRangeEnd;
            if (!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) {
                const err15 = { instancePath: instancePath + "/frontendPortRangeEnd", schemaPath: "#/properties/frontendPortRangeEnd/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err15);
                errors++;
            }
            if ((typeof data4 == "number") && (isFinite(data4))) {
                if (data4 > 65534 || isNaN(data4)) {
                    const err16 = { instancePath: instancePath + "/frontendPortRangeEnd", schemaPath: "#/properties/frontendPortRangeEnd/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65534 } };
                    (vErrors ??= []).push(err16);
                    errors++;
                }
                if (data4 < 1 || isNaN(data4)) {
                    const err17 = { instancePath: instancePath + "/frontendPortRangeEnd", schemaPath: "#/properties/frontendPortRangeEnd/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                    (vErrors ??= []).push(err17);
                    errors++;
                }
            }
        }
        if (data.networkSecurityGroupRules !== undefined) {
            let data5 = data.networkSecurityGroupRules;
            if (Array.isArray(data5)) {
                const len0 = data5.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (!(validate68(data5[i0], { instancePath: instancePath + "/networkSecurityGroupRules/" + i0, parentData: data5, parentDataProperty: i0, rootData }))) {
                        vErrors = vErrors === null ? validate68.errors : vErrors.concat(validate68.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err18 = { instancePath: instancePath + "/networkSecurityGroupRules", schemaPath: "#/properties/networkSecurityGroupRules/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err18);
                errors++;
            }
        }
    }
    else {
        const err19 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err19);
        errors++;
    }
    validate67.errors = vErrors;
    return errors === 0;
}
function validate66(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.inboundNatPools === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "inboundNatPools" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(key0 === "inboundNatPools")) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.inboundNatPools !== undefined) {
            let data0 = data.inboundNatPools;
            if (Array.isArray(data0)) {
                if (data0.length > 5) {
                    const err2 = { instancePath: instancePath + "/inboundNatPools", schemaPath: "#/properties/inboundNatPools/maxItems", keyword: "maxItems", params: { limit: 5 } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
                const len0 = data0.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (!(validate67(data0[i0], { instancePath: instancePath + "/inboundNatPools/" + i0, parentData: data0, parentDataProperty: i0, rootData }))) {
                        vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err3 = { instancePath: instancePath + "/inboundNatPools", schemaPath: "#/properties/inboundNatPools/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
    }
    else {
        const err4 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err4);
        errors++;
    }
    validate66.errors = vErrors;
    return errors === 0;
}
const schema33 = { "type": "object", "properties": { "provision": { "enum": ["BatchManaged", "UserManaged", "NoPublicIPAddresses"] }, "ipAddressIds": { "type": "array", "items": { "type": "string", "pattern": "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/publicIPAddresses/[^/]+$" } } }, "additionalProperties": false };
const pattern5 = new RegExp("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/publicIPAddresses/[^/]+$", "u");
function validate72(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "provision") || (key0 === "ipAddressIds"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.provision !== undefined) {
            let data0 = data.provision;
            if (!(((data0 === "BatchManaged") || (data0 === "UserManaged")) || (data0 === "NoPublicIPAddresses"))) {
                const err1 = { instancePath: instancePath + "/provision", schemaPath: "#/properties/provision/enum", keyword: "enum", params: { allowedValues: schema33.properties.provision.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.ipAddressIds !== undefined) {
            let data1 = data.ipAddressIds;
            if (Array.isArray(data1)) {
                const len0 = data1.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    let data2 = data1[i0];
                    if (typeof data2 === "string") {
                        if (!pattern5.test(data2)) {
                            const err2 = { instancePath: instancePath + "/ipAddressIds/" + i0, schemaPath: "#/properties/ipAddressIds/items/pattern", keyword: "pattern", params: { pattern: "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/publicIPAddresses/[^/]+$" } };
                            (vErrors ??= []).push(err2);
                            errors++;
                        }
                    }
                    else {
                        const err3 = { instancePath: instancePath + "/ipAddressIds/" + i0, schemaPath: "#/properties/ipAddressIds/items/type", keyword: "type", params: { type: "string" } };
                        (vErrors ??= []).push(err3);
                        errors++;
                    }
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/ipAddressIds", schemaPath: "#/properties/ipAddressIds/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err5);
        errors++;
    }
    validate72.errors = vErrors;
    return errors === 0;
}
function validate65(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((((key0 === "subnetId") || (key0 === "dynamicVnetAssignmentScope")) || (key0 === "endpointConfiguration")) || (key0 === "publicIPAddressConfiguration")) || (key0 === "enableAcceleratedNetworking"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.subnetId !== undefined) {
            let data0 = data.subnetId;
            if (typeof data0 === "string") {
                if (!pattern3.test(data0)) {
                    const err1 = { instancePath: instancePath + "/subnetId", schemaPath: "#/properties/subnetId/pattern", keyword: "pattern", params: { pattern: "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/virtualNetworks/[^/]+/subnets/[^/]+$" } };
                    (vErrors ??= []).push(err1);
                    errors++;
                }
            }
            else {
                const err2 = { instancePath: instancePath + "/subnetId", schemaPath: "#/properties/subnetId/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.dynamicVnetAssignmentScope !== undefined) {
            let data1 = data.dynamicVnetAssignmentScope;
            if (!((data1 === "none") || (data1 === "job"))) {
                const err3 = { instancePath: instancePath + "/dynamicVnetAssignmentScope", schemaPath: "#/properties/dynamicVnetAssignmentScope/enum", keyword: "enum", params: { allowedValues: schema29.properties.dynamicVnetAssignmentScope.enum } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.endpointConfiguration !== undefined) {
            if (!(validate66(data.endpointConfiguration, { instancePath: instancePath + "/endpointConfiguration", parentData: data, parentDataProperty: "endpointConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
                errors = vErrors.length;
            }
        }
        if (data.publicIPAddressConfiguration !== undefined) {
            if (!(validate72(data.publicIPAddressConfiguration, { instancePath: instancePath + "/publicIPAddressConfiguration", parentData: data, parentDataProperty: "publicIPAddressConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
                errors = vErrors.length;
            }
        }
        if (data.enableAcceleratedNetworking !== undefined) {
            if (typeof data.enableAcceleratedNetworking !== "boolean") {
                const err4 = { instancePath: instancePath + "/enableAcceleratedNetworking", schemaPath: "#/properties/enableAcceleratedNetworking/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err5);
        errors++;
    }
    validate65.errors = vErrors;
    return errors === 0;
}
const schema34 = { "type": "object", "properties": { "nodeFillType": { "enum": ["Spread", "Pack"] } }, "required": ["nodeFillType"], "additionalProperties": false };
function validate75(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.nodeFillType === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "nodeFillType" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(key0 === "nodeFillType")) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.nodeFillType !== undefined) {
            let data0 = data.nodeFillType;
            if (!((data0 === "Spread") || (data0 === "Pack"))) {
                const err2 = { instancePath: instancePath + "/nodeFillType", schemaPath: "#/properties/nodeFillType/enum", keyword: "enum", params: { allowedValues: schema34.properties.nodeFillType.enum } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate75.errors = vErrors;
    return errors === 0;
}
const schema35 = { "type": "object", "properties": { "name": { "type": "string", "minLength": 1, "maxLength": 20 }, "password": { "type": "string", "minLength": 1 }, "elevationLevel": { "enum": ["NonAdmin", "Admin"] }, "linuxUserConfiguration": { "allOf": [{ "$ref": "#/definitions/LinuxUserConfiguration" }] }, "windowsUserConfiguration": { "allOf": [{ "$ref": "#/definitions/WindowsUserConfiguration" }] } }, "required": ["name", "password"], "additionalProperties": false };
function validate78(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((key0 === "uid") || (key0 === "gid")) || (key0 === "sshPrivateKey"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.uid !== undefined) {
            let data0 = data.uid;
            if (!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) {
                const err1 = { instancePath: instancePath + "/uid", schemaPath: "#/properties/uid/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
            if ((typeof data0 == "number") && (isFinite(data0))) {
                if (data0 > 2147483647 || isNaN(data0)) {
                    const err2 = { instancePath: instancePath + "/uid", schemaPath: "#/properties/uid/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
                if (data0 < 0 || isNaN(data0)) {
                    const err3 = { instancePath: instancePath + "/uid", schemaPath: "#/properties/uid/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    (vErrors ??= []).push(err3);
                    errors++;
                }
            }
        }
        if (data.gid !== undefined) {
            let data1 = data.gid;
            if (!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) {
                const err4 = { instancePath: instancePath + "/gid", schemaPath: "#/properties/gid/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
            if ((typeof data1 == "number") && (isFinite(data1))) {
                if (data1 > 2147483647 || isNaN(data1)) {
                    const err5 = { instancePath: instancePath + "/gid", schemaPath: "#/properties/gid/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err5);
                    errors++;
                }
                if (data1 < 0 || isNaN(data1)) {
                    const err6 = { instancePath: instancePath + "/gid", schemaPath: "#/properties/gid/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    (vErrors ??= []).push(err6);
                    errors++;
                }
            }
        }
        if (data.sshPrivateKey !== undefined) {
            if (typeof data.sshPrivateKey !== "string") {
                const err7 = { instancePath: instancePath + "/sshPrivateKey", schemaPath: "#/properties/sshPrivateKey/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
    }
    else {
        const err8 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err8);
        errors++;
    }
    validate78.errors = vErrors;
    return errors === 0;
}
const schema37 = { "type": "object", "properties": { "loginMode": { "enum": ["Batch", "Interactive"] } }, "additionalProperties": false };
function validate80(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "loginMode")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.loginMode !== undefined) {
            let data0 = data.loginMode;
            if (!((data0 === "Batch") || (data0 === "Interactive"))) {
                const err1 = { instancePath: instancePath + "/loginMode", schemaPath: "#/properties/loginMode/enum", keyword: "enum", params: { allowedValues: schema37.properties.loginMode.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate80.errors = vErrors;
    return errors === 0;
}
function validate77(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.name === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.password === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "password" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        for (const key0 in data) {
            if (!(((((key0 === "name") || (key0 === "password")) || (key0 === "elevationLevel")) || (key0 === "linuxUserConfiguration")) || (key0 === "windowsUserConfiguration"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.name !== undefined) {
            let data0 = data.name;
            if (typeof data0 === "string") {
                if (data0.length > 20) {
                    const err3 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 20 } };
                    (vErrors ??= []).push(err3);
                    errors++;
                }
                if (data0.length < 1) {
                    const err4 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err4);
                    errors++;
                }
            }
            else {
                const err5 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.password !== undefined) {
            let data1 = data.password;
            if (typeof data1 === "string") {
                if (data1.length < 1) {
                    const err6 = { instancePath: instancePath + "/password", schemaPath: "#/properties/password/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err6);
                    errors++;
                }
            }
            else {
                const err7 = { instancePath: instancePath + "/password", schemaPath: "#/properties/password/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.elevationLevel !== undefined) {
            let data2 = data.elevationLevel;
            if (!((data2 === "NonAdmin") || (data2 === "Admin"))) {
                const err8 = { instancePath: instancePath + "/elevationLevel", schemaPath: "#/properties/elevationLevel/enum", keyword: "enum", params: { allowedValues: schema35.properties.elevationLevel.enum } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.linuxUserConfiguration !== undefined) {
            if (!(validate78(data.linuxUserConfiguration, { instancePath: instancePath + "/linuxUserConfiguration", parentData: data, parentDataProperty: "linuxUserConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate78.errors : vErrors.concat(validate78.errors);
                errors = vErrors.length;
            }
        }
        if (data.windowsUserConfiguration !== undefined) {
            if (!(validate80(data.windowsUserConfiguration, { instancePath: instancePath + "/windowsUserConfiguration", parentData: data, parentDataProperty: "windowsUserConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate80.errors : vErrors.concat(validate80.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err9 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err9);
        errors++;
    }
    validate77.errors = vErrors;
    return errors === 0;
}
function validate83(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.name === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.value === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "value" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        for (const key0 in data) {
            if (!((key0 === "name") || (key0 === "value"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.name !== undefined) {
            let data0 = data.name;
            if (typeof data0 === "string") {
                if (data0.length < 1) {
                    const err3 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err3);
                    errors++;
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.value !== undefined) {
            if (typeof data.value !== "string") {
                const err5 = { instancePath: instancePath + "/value", schemaPath: "#/properties/value/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
    }
    else {
        const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err6);
        errors++;
    }
    validate83.errors = vErrors;
    return errors === 0;
}
const pattern6 = new RegExp("^https?://[^/\\s]+", "u");
const pattern8 = new RegExp("^[0-7]{3,4}$", "u");
function validate86(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((((((key0 === "autoStorageContainerName") || (key0 === "storageContainerUrl")) || (key0 === "httpUrl")) || (key0 === "blobPrefix")) || (key0 === "filePath")) || (key0 === "fileMode")) || (key0 === "identityReference"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.autoStorageContainerName !== undefined) {
            if (typeof data.autoStorageContainerName !== "string") {
                const err1 = { instancePath: instancePath + "/autoStorageContainerName", schemaPath: "#/properties/autoStorageContainerName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.storageContainerUrl !== undefined) {
            let data1 = data.storageContainerUrl;
            if (typeof data1 === "string") {
                if (!pattern6.test(data1)) {
                    const err2 = { instancePath: instancePath + "/storageContainerUrl", schemaPath: "#/properties/storageContainerUrl/pattern", keyword: "pattern", params: { pattern: "^https?://[^/\\s]+" } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
            }
            else {
                const err3 = { instancePath: instancePath + "/storageContainerUrl", schemaPath: "#/properties/storageContainerUrl/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.httpUrl !== undefined) {
            let data2 = data.httpUrl;
            if (typeof data2 === "string") {
                if (!pattern6.test(data2)) {
                    const err4 = { instancePath: instancePath + "/httpUrl", schemaPath: "#/properties/httpUrl/pattern", keyword: "pattern", params: { pattern: "^https?://[^/\\s]+" } };
                    (vErrors ??= []).push(err4);
                    errors++;
                }
            }
            else {
                const err5 = { instancePath: instancePath + "/httpUrl", schemaPath: "#/properties/httpUrl/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.blobPrefix !== undefined) {
            if (typeof data.blobPrefix !== "string") {
                const err6 = { instancePath: instancePath + "/blobPrefix", schemaPath: "#/properties/blobPrefix/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.filePath !== undefined) {
            if (typeof data.filePath !== "string") {
                const err7 = { instancePath: instancePath + "/filePath", schemaPath: "#/properties/filePath/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.fileMode !== undefined) {
            let data5 = data.fileMode;
            if (typeof data5 === "string") {
                if (!pattern8.test(data5)) {
                    const err8 = { instancePath: instancePath + "/fileMode", schemaPath: "#/properties/fileMode/pattern", keyword: "pattern", params: { pattern: "^[0-7]{3,4}$" } };
                    (vErrors ??= []).push(err8);
                    errors++;
                }
            }
            else {
                const err9 = { instancePath: instancePath + "/fileMode", schemaPath: "#/properties/fileMode/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
        if (data.identityReference !== undefined) {
            if (!(validate33(data.identityReference, { instancePath: instancePath + "/identityReference", parentData: data, parentDataProperty: "identityReference", rootData }))) {
                vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err10);
        errors++;
    }
    validate86.errors = vErrors;
    return errors === 0;
}
function validate89(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.name === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!((key0 === "name") || (key0 === "value"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.name !== undefined) {
            let data0 = data.name;
            if (typeof data0 === "string") {
                if (data0.length < 1) {
                    const err2 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
            }
            else {
                const err3 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.value !== undefined) {
            if (typeof data.value !== "string") {
                const err4 = { instancePath: instancePath + "/value", schemaPath: "#/properties/value/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err5);
        errors++;
    }
    validate89.errors = vErrors;
    return errors === 0;
}
const schema43 = { "type": "object", "properties": { "scope": { "enum": ["Task", "Pool"] }, "elevationLevel": { "enum": ["NonAdmin", "Admin"] } }, "additionalProperties": false };
function validate92(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "scope") || (key0 === "elevationLevel"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.scope !== undefined) {
            let data0 = data.scope;
            if (!((data0 === "Task") || (data0 === "Pool"))) {
                const err1 = { instancePath: instancePath + "/scope", schemaPath: "#/properties/scope/enum", keyword: "enum", params: { allowedValues: schema43.properties.scope.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.elevationLevel !== undefined) {
            let data1 = data.elevationLevel;
            if (!((data1 === "NonAdmin") || (data1 === "Admin"))) {
                const err2 = { instancePath: instancePath + "/elevationLevel", schemaPath: "#/properties/elevationLevel/enum", keyword: "enum", params: { allowedValues: schema43.properties.elevationLevel.enum } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate92.errors = vErrors;
    return errors === 0;
}
function validate91(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "userName") || (key0 === "autoUser"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.userName !== undefined) {
            if (typeof data.userName !== "string") {
                const err1 = { instancePath: instancePath + "/userName", schemaPath: "#/properties/userName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.autoUser !== undefined) {
            if (!(validate92(data.autoUser, { instancePath: instancePath + "/autoUser", parentData: data, parentDataProperty: "autoUser", rootData }))) {
                vErrors = vErrors === null ? validate92.errors : vErrors.concat(validate92.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate91.errors = vErrors;
    return errors === 0;
}
const schema44 = { "type": "object", "properties": { "containerRunOptions": { "type": "string" }, "imageName": { "type": "string" }, "registry": { "allOf": [{ "$ref": "#/definitions/ContainerRegistry" }] }, "workingDirectory": { "enum": ["TaskWorkingDirectory", "ContainerImageDefault"] }, "containerHostBatchBindMounts": { "type": "array", "items": { "$ref": "#/definitions/ContainerHostBatchBindMountEntry" } } }, "required": ["imageName"], "additionalProperties": false };
const schema45 = { "type": "object", "properties": { "source": { "enum": ["Shared", "Startup", "VfsMounts", "Task", "JobPrep", "Applications"] }, "isReadOnly": { "type": "boolean" } }, "additionalProperties": false };
function validate97(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "source") || (key0 === "isReadOnly"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.source !== undefined) {
            let data0 = data.source;
            if (!((((((data0 === "Shared") || (data0 === "Startup")) || (data0 === "VfsMounts")) || (data0 === "Task")) || (data0 === "JobPrep")) || (data0 === "Applications"))) {
                const err1 = { instancePath: instancePath + "/source", schemaPath: "#/properties/source/enum", keyword: "enum", params: { allowedValues: schema45.properties.source.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.isReadOnly !== undefined) {
            if (typeof data.isReadOnly !== "boolean") {
                const err2 = { instancePath: instancePath + "/isReadOnly", schemaPath: "#/properties/isReadOnly/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate97.errors = vErrors;
    return errors === 0;
}
function validate95(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.imageName === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "imageName" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(((((key0 === "containerRunOptions") || (key0 === "imageName")) || (key0 === "registry")) || (key0 === "workingDirectory")) || (key0 === "containerHostBatchBindMounts"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.containerRunOptions !== undefined) {
            if (typeof data.containerRunOptions !== "string") {
                const err2 = { instancePath: instancePath + "/containerRunOptions", schemaPath: "#/properties/containerRunOptions/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.imageName !== undefined) {
            if (typeof data.imageName !== "string") {
                const err3 = { instancePath: instancePath + "/imageName", schemaPath: "#/properties/imageName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.registry !== undefined) {
            if (!(validate32(data.registry, { instancePath: instancePath + "/registry", parentData: data, parentDataProperty: "registry", rootData }))) {
                vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
                errors = vErrors.length;
            }
        }
        if (data.workingDirectory !== undefined) {
            let data3 = data.workingDirectory;
            if (!((data3 === "TaskWorkingDirectory") || (data3 === "ContainerImageDefault"))) {
                const err4 = { instancePath: instancePath + "/workingDirectory", schemaPath: "#/properties/workingDirectory/enum", keyword: "enum", params: { allowedValues: schema44.properties.workingDirectory.enum } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.containerHostBatchBindMounts !== undefined) {
            let data4 = data.containerHostBatchBindMounts;
            if (Array.isArray(data4)) {
                const len0 = data4.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (!(validate97(data4[i0], { instancePath: instancePath + "/containerHostBatchBindMounts/" + i0, parentData: data4, parentDataProperty: i0, rootData }))) {
                        vErrors = vErrors === null ? validate97.errors : vErrors.concat(validate97.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err5 = { instancePath: instancePath + "/containerHostBatchBindMounts", schemaPath: "#/properties/containerHostBatchBindMounts/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
    }
    else {
        const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err6);
        errors++;
    }
    validate95.errors = vErrors;
    return errors === 0;
}
function validate85(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.commandLine === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "commandLine" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(((((((key0 === "commandLine") || (key0 === "resourceFiles")) || (key0 === "environmentSettings")) || (key0 === "userIdentity")) || (key0 === "maxTaskRetryCount")) || (key0 === "waitForSuccess")) || (key0 === "containerSettings"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.commandLine !== undefined) {
            let data0 = data.commandLine;
            if (typeof data0 === "string") {
                if (data0.length < 1) {
                    const err2 = { instancePath: instancePath + "/commandLine", schemaPath: "#/properties/commandLine/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
            }
            else {
                const err3 = { instancePath: instancePath + "/commandLine", schemaPath: "#/properties/commandLine/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.resourceFiles !== undefined) {
            let data1 = data.resourceFiles;
            if (Array.isArray(data1)) {
                const len0 = data1.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (!(validate86(data1[i0], { instancePath: instancePath + "/resourceFiles/" + i0, parentData: data1, parentDataProperty: i0, rootData }))) {
                        vErrors = vErrors === null ? validate86.errors : vErrors.concat(validate86.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/resourceFiles", schemaPath: "#/properties/resourceFiles/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.environmentSettings !== undefined) {
            let data3 = data.environmentSettings;
            if (Array.isArray(data3)) {
                const len1 = data3.length;
                for (let i1 = 0; i1 < len1; i1++) {
                    if (!(validate89(data3[i1], { instancePath: instancePath + "/environmentSettings/" + i1, parentData: data3, parentDataProperty: i1, rootData }))) {
                        vErrors = vErrors === null ? validate89.errors : vErrors.concat(validate89.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err5 = { instancePath: instancePath + "/environmentSettings", schemaPath: "#/properties/environmentSettings/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.userIdentity !== undefined) {
            if (!(validate91(data.userIdentity, { instancePath: instancePath + "/userIdentity", parentData: data, parentDataProperty: "userIdentity", rootData }))) {
                vErrors = vErrors === null ? validate91.errors : vErrors.concat(validate91.errors);
                errors = vErrors.length;
            }
        }
        if (data.maxTaskRetryCount !== undefined) {
            let data6 = data.maxTaskRetryCount;
            if (!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) {
                const err6 = { instancePath: instancePath + "/maxTaskRetryCount", schemaPath: "#/properties/maxTaskRetryCount/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
            if ((typeof data6 == "number") && (isFinite(data6))) {
                if (data6 > 2147483647 || isNaN(data6)) {
                    const err7 = { instancePath: instancePath + "/maxTaskRetryCount", schemaPath: "#/properties/maxTaskRetryCount/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err7);
                    errors++;
                }
                if (data6 < -1 || isNaN(data6)) {
                    const err8 = { instancePath: instancePath + "/maxTaskRetryCount", schemaPath: "#/properties/maxTaskRetryCount/minimum", keyword: "minimum", params: { comparison: ">=", limit: -1 } };
                    (vErrors ??= []).push(err8);
                    errors++;
                }
            }
        }
        if (data.waitForSuccess !== undefined) {
            if (typeof data.waitForSuccess !== "boolean") {
                const err9 = { instancePath: instancePath + "/waitForSuccess", schemaPath: "#/properties/waitForSuccess/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
        if (data.containerSettings !== undefined) {
            if (!(validate95(data.containerSettings, { instancePath: instancePath + "/containerSettings", parentData: data, parentDataProperty: "containerSettings", rootData }))) {
                vErrors = vErrors === null ? validate95.errors : vErrors.concat(validate95.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err10);
        errors++;
    }
    validate85.errors = vErrors;
    return errors === 0;
}
const schema46 = { "type": "object", "properties": { "id": { "type": "string" }, "storeLocation": { "enum": ["CurrentUser", "LocalMachine"] }, "storeName": { "type": "string" }, "visibility": { "type": "array", "items": { "enum": ["StartTask", "Task", "RemoteUser"] } } }, "required": ["id"], "additionalProperties": false };
function validate101(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.id === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!((((key0 === "id") || (key0 === "storeLocation")) || (key0 === "storeName")) || (key0 === "visibility"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.id !== undefined) {
            if (typeof data.id !== "string") {
                const err2 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.storeLocation !== undefined) {
            let data1 = data.storeLocation;
            if (!((data1 === "CurrentUser") || (data1 === "LocalMachine"))) {
                const err3 = { instancePath: instancePath + "/storeLocation", schemaPath: "#/properties/storeLocation/enum", keyword: "enum", params: { allowedValues: schema46.properties.storeLocation.enum } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.storeName !== undefined) {
            if (typeof data.storeName !== "string") {
                const err4 = { instancePath: instancePath + "/storeName", schemaPath: "#/properties/storeName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.visibility !== undefined) {
            let data3 = data.visibility;
            if (Array.isArray(data3)) {
                const len0 = data3.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    let data4 = data3[i0];
                    if (!(((data4 === "StartTask") || (data4 === "Task")) || (data4 === "RemoteUser"))) {
                        const err5 = { instancePath: instancePath + "/visibility/" + i0, schemaPath: "#/properties/visibility/items/enum", keyword: "enum", params: { allowedValues: schema46.properties.visibility.items.enum } };
                        (vErrors ??= []).push(err5);
                        errors++;
                    }
                }
            }
            else {
                const err6 = { instancePath: instancePath + "/visibility", schemaPath: "#/properties/visibility/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
    }
    else {
        const err7 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err7);
        errors++;
    }
    validate101.errors = vErrors;
    return errors === 0;
}
const pattern9 = new RegExp("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Bb]atch/batchAccounts/[^/]+/applications/[^/]+$", "u");
function validate103(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.id === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!((key0 === "id") || (key0 === "version"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.id !== undefined) {
            let data0 = data.id;
            if (typeof data0 === "string") {
                if (!pattern9.test(data0)) {
                    const err2 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/pattern", keyword: "pattern", params: { pattern: "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Bb]atch/batchAccounts/[^/]+/applications/[^/]+$" } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
            }
            else {
                const err3 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.version !== undefined) {
            if (typeof data.version !== "string") {
                const err4 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err5);
        errors++;
    }
    validate103.errors = vErrors;
    return errors === 0;
}
function validate106(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.accountName === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "accountName" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.containerName === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "containerName" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        if (data.relativeMountPath === undefined) {
            const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "relativeMountPath" } };
            (vErrors ??= []).push(err2);
            errors++;
        }
        for (const key0 in data) {
            if (!(((((((key0 === "accountName") || (key0 === "containerName")) || (key0 === "accountKey")) || (key0 === "sasKey")) || (key0 === "blobfuseOptions")) || (key0 === "relativeMountPath")) || (key0 === "identityReference"))) {
                const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.accountName !== undefined) {
            if (typeof data.accountName !== "string") {
                const err4 = { instancePath: instancePath + "/accountName", schemaPath: "#/properties/accountName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.containerName !== undefined) {
            if (typeof data.containerName !== "string") {
                const err5 = { instancePath: instancePath + "/containerName", schemaPath: "#/properties/containerName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.accountKey !== undefined) {
            if (typeof data.accountKey !== "string") {
                const err6 = { instancePath: instancePath + "/accountKey", schemaPath: "#/properties/accountKey/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.sasKey !== undefined) {
            if (typeof data.sasKey !== "string") {
                const err7 = { instancePath: instancePath + "/sasKey", schemaPath: "#/properties/sasKey/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.blobfuseOptions !== undefined) {
            if (typeof data.blobfuseOptions !== "string") {
                const err8 = { instancePath: instancePath + "/blobfuseOptions", schemaPath: "#/properties/blobfuseOptions/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.relativeMountPath !== undefined) {
            if (typeof data.relativeMountPath !== "string") {
                const err9 = { instancePath: instancePath + "/relativeMountPath", schemaPath: "#/properties/relativeMountPath/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
        if (data.identityReference !== undefined) {
            if (!(validate33(data.identityReference, { instancePath: instancePath + "/identityReference", parentData: data, parentDataProperty: "identityReference", rootData }))) {
                vErrors = vErrors === null ? validate33.errors : vErrors.concat(validate33.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err10);
        errors++;
    }
    validate106.errors = vErrors;
    return errors === 0;
}
function validate109(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.source === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "source" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.relativeMountPath === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "relativeMountPath" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        for (const key0 in data) {
            if (!(((key0 === "source") || (key0 === "relativeMountPath")) || (key0 === "mountOptions"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.source !== undefined) {
            if (typeof data.source !== "string") {
                const err3 = { instancePath: instancePath + "/source", schemaPath: "#/properties/source/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.relativeMountPath !== undefined) {
            if (typeof data.relativeMountPath !== "string") {
                const err4 = { instancePath: instancePath + "/relativeMountPath", schemaPath: "#/properties/relativeMountPath/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.mountOptions !== undefined) {
            if (typeof data.mountOptions !== "string") {
                const err5 = { instancePath: instancePath + "/mountOptions", schemaPath: "#/properties/mountOptions/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
    }
    else {
        const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err6);
        errors++;
    }
    validate109.errors = vErrors;
    return errors === 0;
}
function validate111(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.userName === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "userName" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.source === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "source" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        if (data.password === undefined) {
            const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "password" } };
            (vErrors ??= []).push(err2);
            errors++;
        }
        if (data.relativeMountPath === undefined) {
            const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "relativeMountPath" } };
            (vErrors ??= []).push(err3);
            errors++;
        }
        for (const key0 in data) {
            if (!(((((key0 === "userName") || (key0 === "source")) || (key0 === "relativeMountPath")) || (key0 === "mountOptions")) || (key0 === "password"))) {
                const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.userName !== undefined) {
            if (typeof data.userName !== "string") {
                const err5 = { instancePath: instancePath + "/userName", schemaPath: "#/properties/userName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.source !== undefined) {
            if (typeof data.source !== "string") {
                const err6 = { instancePath: instancePath + "/source", schemaPath: "#/properties/source/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.relativeMountPath !== undefined) {
            if (typeof data.relativeMountPath !== "string") {
                const err7 = { instancePath: instancePath + "/relativeMountPath", schemaPath: "#/properties/relativeMountPath/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.mountOptions !== undefined) {
            if (typeof data.mountOptions !== "string") {
                const err8 = { instancePath: instancePath + "/mountOptions", schemaPath: "#/properties/mountOptions/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.password !== undefined) {
            let data4 = data.password;
            if (typeof data4 === "string") {
                if (data4.length < 1) {
                    const err9 = { instancePath: instancePath + "/password", schemaPath: "#/properties/password/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err9);
                    errors++;
                }
            }
            else {
                const err10 = { instancePath: instancePath + "/password", schemaPath: "#/properties/password/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err10);
                errors++;
            }
        }
    }
    else {
        const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err11);
        errors++;
    }
    validate111.errors = vErrors;
    return errors === 0;
}
function validate113(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.accountName === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "accountName" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.azureFileUrl === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "azureFileUrl" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        if (data.relativeMountPath === undefined) {
            const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "relativeMountPath" } };
            (vErrors ??= []).push(err2);
            errors++;
        }
        if (data.accountKey === undefined) {
            const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "accountKey" } };
            (vErrors ??= []).push(err3);
            errors++;
        }
        for (const key0 in data) {
            if (!(((((key0 === "accountName") || (key0 === "azureFileUrl")) || (key0 === "accountKey")) || (key0 === "relativeMountPath")) || (key0 === "mountOptions"))) {
                const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.accountName !== undefined) {
            if (typeof data.accountName !== "string") {
                const err5 = { instancePath: instancePath + "/accountName", schemaPath: "#/properties/accountName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.azureFileUrl !== undefined) {
            let data1 = data.azureFileUrl;
            if (typeof data1 === "string") {
                if (!pattern6.test(data1)) {
                    const err6 = { instancePath: instancePath + "/azureFileUrl", schemaPath: "#/properties/azureFileUrl/pattern", keyword: "pattern", params: { pattern: "^https?://[^/\\s]+" } };
                    (vErrors ??= []).push(err6);
                    errors++;
                }
            }
            else {
                const err7 = { instancePath: instancePath + "/azureFileUrl", schemaPath: "#/properties/azureFileUrl/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.accountKey !== undefined) {
            if (typeof data.accountKey !== "string") {
                const err8 = { instancePath: instancePath + "/accountKey", schemaPath: "#/properties/accountKey/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.relativeMountPath !== undefined) {
            if (typeof data.relativeMountPath !== "string") {
                const err9 = { instancePath: instancePath + "/relativeMountPath", schemaPath: "#/properties/relativeMountPath/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
        if (data.mountOptions !== undefined) {
            if (typeof data.mountOptions !== "string") {
                const err10 = { instancePath: instancePath + "/mountOptions", schemaPath: "#/properties/mountOptions/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err10);
                errors++;
            }
        }
    }
    else {
        const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err11);
        errors++;
    }
    validate113.errors = vErrors;
    return errors === 0;
}
function validate105(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (Object.keys(data).length > 1) {
            const err0 = { instancePath, schemaPath: "#/maxProperties", keyword: "maxProperties", params: { limit: 1 } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (Object.keys(data).length < 1) {
            const err1 = { instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 1 } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        for (const key0 in data) {
            if (!((((key0 === "azureBlobFileSystemConfiguration") || (key0 === "nfsMountConfiguration")) || (key0 === "cifsMountConfiguration")) || (key0 === "azureFileShareConfiguration"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.azureBlobFileSystemConfiguration !== undefined) {
            if (!(validate106(data.azureBlobFileSystemConfiguration, { instancePath: instancePath + "/azureBlobFileSystemConfiguration", parentData: data, parentDataProperty: "azureBlobFileSystemConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate106.errors : vErrors.concat(validate106.errors);
                errors = vErrors.length;
            }
        }
        if (data.nfsMountConfiguration !== undefined) {
            if (!(validate109(data.nfsMountConfiguration, { instancePath: instancePath + "/nfsMountConfiguration", parentData: data, parentDataProperty: "nfsMountConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate109.errors : vErrors.concat(validate109.errors);
                errors = vErrors.length;
            }
        }
        if (data.cifsMountConfiguration !== undefined) {
            if (!(validate111(data.cifsMountConfiguration, { instancePath: instancePath + "/cifsMountConfiguration", parentData: data, parentDataProperty: "cifsMountConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate111.errors : vErrors.concat(validate111.errors);
                errors = vErrors.length;
            }
        }
        if (data.azureFileShareConfiguration !== undefined) {
            if (!(validate113(data.azureFileShareConfiguration, { instancePath: instancePath + "/azureFileShareConfiguration", parentData: data, parentDataProperty: "azureFileShareConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate113.errors : vErrors.concat(validate113.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate105.errors = vErrors;
    return errors === 0;
}
const schema53 = { "type": "object", "properties": { "mode": { "enum": ["automatic", "manual", "rolling"] }, "automaticOSUpgradePolicy": { "allOf": [{ "$ref": "#/definitions/AutomaticOsUpgradePolicy" }] }, "rollingUpgradePolicy": { "allOf": [{ "$ref": "#/definitions/RollingUpgradePolicy" }] } }, "required": ["mode"], "additionalProperties": false };
function validate117(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((((key0 === "disableAutomaticRollback") || (key0 === "enableAutomaticOSUpgrade")) || (key0 === "useRollingUpgradePolicy")) || (key0 === "osRollingUpgradeDeferral"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.disableAutomaticRollback !== undefined) {
            if (typeof data.disableAutomaticRollback !== "boolean") {
                const err1 = { instancePath: instancePath + "/disableAutomaticRollback", schemaPath: "#/properties/disableAutomaticRollback/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.enableAutomaticOSUpgrade !== undefined) {
            if (typeof data.enableAutomaticOSUpgrade !== "boolean") {
                const err2 = { instancePath: instancePath + "/enableAutomaticOSUpgrade", schemaPath: "#/properties/enableAutomaticOSUpgrade/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.useRollingUpgradePolicy !== undefined) {
            if (typeof data.useRollingUpgradePolicy !== "boolean") {
                const err3 = { instancePath: instancePath + "/useRollingUpgradePolicy", schemaPath: "#/properties/useRollingUpgradePolicy/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.osRollingUpgradeDeferral !== undefined) {
            if (typeof data.osRollingUpgradeDeferral !== "boolean") {
                const err4 = { instancePath: instancePath + "/osRollingUpgradeDeferral", schemaPath: "#/properties/osRollingUpgradeDeferral/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err5);
        errors++;
    }
    validate117.errors = vErrors;
    return errors === 0;
}
function validate119(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((((((key0 === "enableCrossZoneUpgrade") || (key0 === "maxBatchInstancePercent")) || (key0 === "maxUnhealthyInstancePercent")) || (key0 === "maxUnhealthyUpgradedInstancePercent")) || (key0 === "pauseTimeBetweenBatches")) || (key0 === "prioritizeUnhealthyInstances")) || (key0 === "rollbackFailedInstancesOnPolicyBreach"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.enableCrossZoneUpgrade !== undefined) {
            if (typeof data.enableCrossZoneUpgrade !== "boolean") {
                const err1 = { instancePath: instancePath + "/enableCrossZoneUpgrade", schemaPath: "#/properties/enableCrossZoneUpgrade/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.maxBatchInstancePercent !== undefined) {
            let data1 = data.maxBatchInstancePercent;
            if (!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) {
                const err2 = { instancePath: instancePath + "/maxBatchInstancePercent", schemaPath: "#/properties/maxBatchInstancePercent/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
            if ((typeof data1 == "number") && (isFinite(data1))) {
                if (data1 > 100 || isNaN(data1)) {
                    const err3 = { instancePath: instancePath + "/maxBatchInstancePercent", schemaPath: "#/properties/maxBatchInstancePercent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 } };
                    (vErrors ??= []).push(err3);
                    errors++;
                }
                if (data1 < 5 || isNaN(data1)) {
                    const err4 = { instancePath: instancePath + "/maxBatchInstancePercent", schemaPath: "#/properties/maxBatchInstancePercent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 5 } };
                    (vErrors ??= []).push(err4);
                    errors++;
                }
            }
        }
        if (data.maxUnhealthyInstancePercent !== undefined) {
            let data2 = data.maxUnhealthyInstancePercent;
            if (!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) {
                const err5 = { instancePath: instancePath + "/maxUnhealthyInstancePercent", schemaPath: "#/properties/maxUnhealthyInstancePercent/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
            if ((typeof data2 == "number") && (isFinite(data2))) {
                if (data2 > 100 || isNaN(data2)) {
                    const err6 = { instancePath: instancePath + "/maxUnhealthyInstancePercent", schemaPath: "#/properties/maxUnhealthyInstancePercent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 } };
                    (vErrors ??= []).push(err6);
                    errors++;
                }
                if (data2 < 5 || isNaN(data2)) {
                    const err7 = { instancePath: instancePath + "/maxUnhealthyInstancePercent", schemaPath: "#/properties/maxUnhealthyInstancePercent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 5 } };
                    (vErrors ??= []).push(err7);
                    errors++;
                }
            }
        }
        if (data.maxUnhealthyUpgradedInstancePercent !== undefined) {
            let data3 = data.maxUnhealthyUpgradedInstancePercent;
            if (!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) {
                const err8 = { instancePath: instancePath + "/maxUnhealthyUpgradedInstancePercent", schemaPath: "#/properties/maxUnhealthyUpgradedInstancePercent/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err8);
                errors++;
            }
            if ((typeof data3 == "number") && (isFinite(data3))) {
                if (data3 > 100 || isNaN(data3)) {
                    const err9 = { instancePath: instancePath + "/maxUnhealthyUpgradedInstancePercent", schemaPath: "#/properties/maxUnhealthyUpgradedInstancePercent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 } };
                    (vErrors ??= []).push(err9);
                    errors++;
                }
                if (data3 < 0 || isNaN(data3)) {
                    const err10 = { instancePath: instancePath + "/maxUnhealthyUpgradedInstancePercent", schemaPath: "#/properties/maxUnhealthyUpgradedInstancePercent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    (vErrors ??= []).push(err10);
                    errors++;
                }
            }
        }
        if (data.pauseTimeBetweenBatches !== undefined) {
            let data4 = data.pauseTimeBetweenBatches;
            if (typeof data4 === "string") {
                if (!pattern1.test(data4)) {
                    const err11 = { instancePath: instancePath + "/pauseTimeBetweenBatches", schemaPath: "#/properties/pauseTimeBetweenBatches/pattern", keyword: "pattern", params: { pattern: "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" } };
                    (vErrors ??= []).push(err11);
                    errors++;
                }
            }
            else {
                const err12 = { instancePath: instancePath + "/pauseTimeBetweenBatches", schemaPath: "#/properties/pauseTimeBetweenBatches/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err12);
                errors++;
            }
        }
        if (data.prioritizeUnhealthyInstances !== undefined) {
            if (typeof data.prioritizeUnhealthyInstances !== "boolean") {
                const err13 = { instancePath: instancePath + "/prioritizeUnhealthyInstances", schemaPath: "#/properties/prioritizeUnhealthyInstances/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err13);
                errors++;
            }
        }
        if (data.rollbackFailedInstancesOnPolicyBreach !== undefined) {
            if (typeof data.rollbackFailedInstancesOnPolicyBreach !== "boolean") {
                const err14 = { instancePath: instancePath + "/rollbackFailedInstancesOnPolicyBreach", schemaPath: "#/properties/rollbackFailedInstancesOnPolicyBreach/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err14);
                errors++;
            }
        }
    }
    else {
        const err15 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err15);
        errors++;
    }
    validate119.errors = vErrors;
    return errors === 0;
}
function validate116(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.mode === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(((key0 === "mode") || (key0 === "automaticOSUpgradePolicy")) || (key0 === "rollingUpgradePolicy"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.mode !== undefined) {
            let data0 = data.mode;
            if (!(((data0 === "automatic") || (data0 === "manual")) || (data0 === "rolling"))) {
                const err2 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/enum", keyword: "enum", params: { allowedValues: schema53.properties.mode.enum } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.automaticOSUpgradePolicy !== undefined) {
            if (!(validate117(data.automaticOSUpgradePolicy, { instancePath: instancePath + "/automaticOSUpgradePolicy", parentData: data, parentDataProperty: "automaticOSUpgradePolicy", rootData }))) {
                vErrors = vErrors === null ? validate117.errors : vErrors.concat(validate117.errors);
                errors = vErrors.length;
            }
        }
        if (data.rollingUpgradePolicy !== undefined) {
            if (!(validate119(data.rollingUpgradePolicy, { instancePath: instancePath + "/rollingUpgradePolicy", parentData: data, parentDataProperty: "rollingUpgradePolicy", rootData }))) {
                vErrors = vErrors === null ? validate119.errors : vErrors.concat(validate119.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate116.errors = vErrors;
    return errors === 0;
}
function validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.vmSize === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "vmSize" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(func2.call(schema7.properties, key0))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.displayName !== undefined) {
            let data0 = data.displayName;
            if (typeof data0 === "string") {
                if (data0.length > 1024) {
                    const err2 = { instancePath: instancePath + "/displayName", schemaPath: "#/properties/displayName/maxLength", keyword: "maxLength", params: { limit: 1024 } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
            }
            else {
                const err3 = { instancePath: instancePath + "/displayName", schemaPath: "#/properties/displayName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.vmSize !== undefined) {
            let data1 = data.vmSize;
            if (typeof data1 === "string") {
                if (!pattern0.test(data1)) {
                    const err4 = { instancePath: instancePath + "/vmSize", schemaPath: "#/properties/vmSize/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]+$" } };
                    (vErrors ??= []).push(err4);
                    errors++;
                }
            }
            else {
                const err5 = { instancePath: instancePath + "/vmSize", schemaPath: "#/properties/vmSize/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.deploymentConfiguration !== undefined) {
            if (!(validate23(data.deploymentConfiguration, { instancePath: instancePath + "/deploymentConfiguration", parentData: data, parentDataProperty: "deploymentConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
                errors = vErrors.length;
            }
        }
        if (data.scaleSettings !== undefined) {
            if (!(validate59(data.scaleSettings, { instancePath: instancePath + "/scaleSettings", parentData: data, parentDataProperty: "scaleSettings", rootData }))) {
                vErrors = vErrors === null ? validate59.errors : vErrors.concat(validate59.errors);
                errors = vErrors.length;
            }
        }
        if (data.interNodeCommunication !== undefined) {
            let data4 = data.interNodeCommunication;
            if (!((data4 === "Enabled") || (data4 === "Disabled"))) {
                const err6 = { instancePath: instancePath + "/interNodeCommunication", schemaPath: "#/properties/interNodeCommunication/enum", keyword: "enum", params: { allowedValues: schema7.properties.interNodeCommunication.enum } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.networkConfiguration !== undefined) {
            if (!(validate65(data.networkConfiguration, { instancePath: instancePath + "/networkConfiguration", parentData: data, parentDataProperty: "networkConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate65.errors : vErrors.concat(validate65.errors);
                errors = vErrors.length;
            }
        }
        if (data.taskSlotsPerNode !== undefined) {
            let data6 = data.taskSlotsPerNode;
            if (!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))) {
                const err7 = { instancePath: instancePath + "/taskSlotsPerNode", schemaPath: "#/properties/taskSlotsPerNode/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
            if ((typeof data6 == "number") && (isFinite(data6))) {
                if (data6 > 256 || isNaN(data6)) {
                    const err8 = { instancePath: instancePath + "/taskSlotsPerNode", schemaPath: "#/properties/taskSlotsPerNode/maximum", keyword: "maximum", params: { comparison: "<=", limit: 256 } };
                    (vErrors ??= []).push(err8);
                    errors++;
                }
                if (data6 < 1 || isNaN(data6)) {
                    const err9 = { instancePath: instancePath + "/taskSlotsPerNode", schemaPath: "#/properties/taskSlotsPerNode/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                    (vErrors ??= []).push(err9);
                    errors++;
                }
            }
        }
        if (data.taskSchedulingPolicy !== undefined) {
            if (!(validate75(data.taskSchedulingPolicy, { instancePath: instancePath + "/taskSchedulingPolicy", parentData: data, parentDataProperty: "taskSchedulingPolicy", rootData }))) {
                vErrors = vErrors === null ? validate75.errors : vErrors.concat(validate75.errors);
                errors = vErrors.length;
            }
        }
        if (data.userAccounts !== undefined) {
            let data8 = data.userAccounts;
            if (Array.isArray(data8)) {
                const len0 = data8.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (!(validate77(data8[i0], { instancePath: instancePath + "/userAccounts/" + i0, parentData: data8, parentDataProperty: i0, rootData }))) {
                        vErrors = vErrors === null ? validate77.errors : vErrors.concat(validate77.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err10 = { instancePath: instancePath + "/userAccounts", schemaPath: "#/properties/userAccounts/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err10);
                errors++;
            }
        }
        if (data.metadata !== undefined) {
            let data10 = data.metadata;
            if (Array.isArray(data10)) {
                const len1 = data10.length;
                for (let i1 = 0; i1 < len1; i1++) {
                    if (!(validate83(data10[i1], { instancePath: instancePath + "/metadata/" + i1, parentData: data10, parentDataProperty: i1, rootData }))) {
                        vErrors = vErrors === null ? validate83.errors : vErrors.concat(validate83.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err11 = { instancePath: instancePath + "/metadata", schemaPath: "#/properties/metadata/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err11);
                errors++;
            }
        }
        if (data.startTask !== undefined) {
            if (!(validate85(data.startTask, { instancePath: instancePath + "/startTask", parentData: data, parentDataProperty: "startTask", rootData }))) {
                vErrors = vErrors === null ? validate85.errors : vErrors.concat(validate85.errors);
                errors = vErrors.length;
            }
        }
        if (data.certificates !== undefined) {
            let data13 = data.certificates;
            if (Array.isArray(data13)) {
                const len2 = data13.length;
                for (let i2 = 0; i2 < len2; i2++) {
                    if (!(validate101(data13[i2], { instancePath: instancePath + "/certificates/" + i2, parentData: data13, parentDataProperty: i2, rootData }))) {
                        vErrors = vErrors === null ? validate101.errors : vErrors.concat(validate101.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err12 = { instancePath: instancePath + "/certificates", schemaPath: "#/properties/certificates/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err12);
                errors++;
            }
        }
        if (data.applicationPackages !== undefined) {
            let data15 = data.applicationPackages;
            if (Array.isArray(data15)) {
                if (data15.length > 10) {
                    const err13 = { instancePath: instancePath + "/applicationPackages", schemaPath: "#/properties/applicationPackages/maxItems", keyword: "maxItems", params: { limit: 10 } };
                    (vErrors ??= []).push(err13);
                    errors++;
                }
                const len3 = data15.length;
                for (let i3 = 0; i3 < len3; i3++) {
                    if (!(validate103(data15[i3], { instancePath: instancePath + "/applicationPackages/" + i3, parentData: data15, parentDataProperty: i3, rootData }))) {
                        vErrors = vErrors === null ? validate103.errors : vErrors.concat(validate103.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err14 = { instancePath: instancePath + "/applicationPackages", schemaPath: "#/properties/applicationPackages/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err14);
                errors++;
            }
        }
        if (data.applicationLicenses !== undefined) {
            let data17 = data.applicationLicenses;
            if (Array.isArray(data17)) {
                const len4 = data17.length;
                for (let i4 = 0; i4 < len4; i4++) {
                    if (typeof data17[i4] !== "string") {
                        const err15 = { instancePath: instancePath + "/applicationLicenses/" + i4, schemaPath: "#/properties/applicationLicenses/items/type", keyword: "type", params: { type: "string" } };
                        (vErrors ??= []).push(err15);
                        errors++;
                    }
                }
            }
            else {
                const err16 = { instancePath: instancePath + "/applicationLicenses", schemaPath: "#/properties/applicationLicenses/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err16);
                errors++;
            }
        }
        if (data.mountConfiguration !== undefined) {
            let data19 = data.mountConfiguration;
            if (Array.isArray(data19)) {
                const len5 = data19.length;
                for (let i5 = 0; i5 < len5; i5++) {
                    if (!(validate105(data19[i5], { instancePath: instancePath + "/mountConfiguration/" + i5, parentData: data19, parentDataProperty: i5, rootData }))) {
                        vErrors = vErrors === null ? validate105.errors : vErrors.concat(validate105.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err17 = { instancePath: instancePath + "/mountConfiguration", schemaPath: "#/properties/mountConfiguration/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err17);
                errors++;
            }
        }
        if (data.targetNodeCommunicationMode !== undefined) {
            let data21 = data.targetNodeCommunicationMode;
            if (!(((data21 === "Default") || (data21 === "Classic")) || (data21 === "Simplified"))) {
                const err18 = { instancePath: instancePath + "/targetNodeCommunicationMode", schemaPath: "#/properties/targetNodeCommunicationMode/enum", keyword: "enum", params: { allowedValues: schema7.properties.targetNodeCommunicationMode.enum } };
                (vErrors ??= []).push(err18);
                errors++;
            }
        }
        if (data.resourceTags !== undefined) {
            let data22 = data.resourceTags;
            if (data22 && typeof data22 == "object" && !Array.isArray(data22)) {
                for (const key1 in data22) {
                    if (typeof data22[key1] !== "string") {
                        const err19 = { instancePath: instancePath + "/resourceTags/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/resourceTags/additionalProperties/type", keyword: "type", params: { type: "string" } };
                        (vErrors ??= []).push(err19);
                        errors++;
                    }
                }
            }
            else {
                const err20 = { instancePath: instancePath + "/resourceTags", schemaPath: "#/properties/resourceTags/type", keyword: "type", params: { type: "object" } };
                (vErrors ??= []).push(err20);
                errors++;
            }
        }
        if (data.upgradePolicy !== undefined) {
            if (!(validate116(data.upgradePolicy, { instancePath: instancePath + "/upgradePolicy", parentData: data, parentDataProperty: "upgradePolicy", rootData }))) {
                vErrors = vErrors === null ? validate116.errors : vErrors.concat(validate116.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err21 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err21);
        errors++;
    }
    validate22.errors = vErrors;
    return errors === 0;
}
const schema56 = { "type": "object", "properties": { "type": { "enum": ["UserAssigned", "None"] }, "userAssignedIdentities": { "type": "object", "additionalProperties": { "$ref": "#/definitions/UserAssignedIdentities" } } }, "required": ["type"], "additionalProperties": false };
function validate124(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "principalId") || (key0 === "clientId"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
    }
    else {
        const err1 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err1);
        errors++;
    }
    validate124.errors = vErrors;
    return errors === 0;
}
function validate123(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.type === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "type" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!((key0 === "type") || (key0 === "userAssignedIdentities"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.type !== undefined) {
            let data0 = data.type;
            if (!((data0 === "UserAssigned") || (data0 === "None"))) {
                const err2 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/enum", keyword: "enum", params: { allowedValues: schema56.properties.type.enum } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.userAssignedIdentities !== undefined) {
            let data1 = data.userAssignedIdentities;
            if (data1 && typeof data1 == "object" && !Array.isArray(data1)) {
                for (const key1 in data1) {
                    if (!(validate124(data1[key1], { instancePath: instancePath + "/userAssignedIdentities/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), parentData: data1, parentDataProperty: key1, rootData }))) {
                        vErrors = vErrors === null ? validate124.errors : vErrors.concat(validate124.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err3 = { instancePath: instancePath + "/userAssignedIdentities", schemaPath: "#/properties/userAssignedIdentities/type", keyword: "type", params: { type: "object" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
    }
    else {
        const err4 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err4);
        errors++;
    }
    validate123.errors = vErrors;
    return errors === 0;
}
function validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.properties === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "properties" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(func2.call(schema6.properties, key0))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.$schema !== undefined) {
            if (typeof data.$schema !== "string") {
                const err2 = { instancePath: instancePath + "/$schema", schemaPath: "#/properties/%24schema/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.properties !== undefined) {
            if (!(validate22(data.properties, { instancePath: instancePath + "/properties", parentData: data, parentDataProperty: "properties", rootData }))) {
                vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
                errors = vErrors.length;
            }
        }
        if (data.identity !== undefined) {
            if (!(validate123(data.identity, { instancePath: instancePath + "/identity", parentData: data, parentDataProperty: "identity", rootData }))) {
                vErrors = vErrors === null ? validate123.errors : vErrors.concat(validate123.errors);
                errors = vErrors.length;
            }
        }
        if (data.tags !== undefined) {
            let data3 = data.tags;
            if (data3 && typeof data3 == "object" && !Array.isArray(data3)) {
                for (const key1 in data3) {
                    if (typeof data3[key1] !== "string") {
                        const err3 = { instancePath: instancePath + "/tags/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/tags/additionalProperties/type", keyword: "type", params: { type: "string" } };
                        (vErrors ??= []).push(err3);
                        errors++;
                    }
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/tags", schemaPath: "#/properties/tags/type", keyword: "type", params: { type: "object" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.name !== undefined) {
            if (typeof data.name !== "string") {
                const err5 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
    }
    else {
        const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err6);
        errors++;
    }
    validate21.errors = vErrors;
    return errors === 0;
}

;// CONCATENATED MODULE: ./lib/pool/generated/validate-data-plane.js
function validate_data_plane_violations(value) {
    return validate_data_plane_validate21(value) ? [] : validate_data_plane_validate21.errors;
}
const validate_data_plane_schema6 = { "$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": { "$schema": { "type": "string" }, "id": { "type": "string", "pattern": "^(?:[A-Za-z0-9_-]|\\{version\\})+$" }, "displayName": { "type": "string", "maxLength": 1024 }, "vmSize": { "type": "string", "pattern": "^[A-Za-z0-9_-]+$" }, "virtualMachineConfiguration": { "allOf": [{ "$ref": "#/definitions/VirtualMachineConfiguration" }] }, "resizeTimeout": { "type": "string", "pattern": "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" }, "resourceTags": { "type": "object", "additionalProperties": { "type": "string" } }, "targetDedicatedNodes": { "type": "integer", "minimum": 0, "maximum": 2147483647 }, "targetLowPriorityNodes": { "type": "integer", "minimum": 0, "maximum": 2147483647 }, "enableAutoScale": { "type": "boolean" }, "autoScaleFormula": { "type": "string", "minLength": 1, "maxLength": 8192 }, "autoScaleEvaluationInterval": { "type": "string", "pattern": "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" }, "enableInterNodeCommunication": { "type": "boolean" }, "networkConfiguration": { "allOf": [{ "$ref": "#/definitions/NetworkConfiguration" }] }, "startTask": { "allOf": [{ "$ref": "#/definitions/BatchStartTask" }] }, "applicationPackageReferences": { "type": "array", "items": { "$ref": "#/definitions/BatchApplicationPackageReference" }, "maxItems": 10 }, "taskSlotsPerNode": { "type": "integer", "minimum": 1, "maximum": 256 }, "taskSchedulingPolicy": { "allOf": [{ "$ref": "#/definitions/BatchTaskSchedulingPolicy" }] }, "userAccounts": { "type": "array", "items": { "$ref": "#/definitions/UserAccount" } }, "metadata": { "type": "array", "items": { "$ref": "#/definitions/MetadataItem" } }, "mountConfiguration": { "type": "array", "items": { "$ref": "#/definitions/MountConfiguration" } }, "targetNodeCommunicationMode": { "enum": ["default", "classic", "simplified"] }, "upgradePolicy": { "allOf": [{ "$ref": "#/definitions/UpgradePolicy" }] }, "url": {}, "eTag": {}, "lastModified": {}, "creationTime": {}, "state": {}, "stateTransitionTime": {}, "allocationState": {}, "allocationStateTransitionTime": {}, "resizeErrors": {}, "currentDedicatedNodes": {}, "currentLowPriorityNodes": {}, "autoScaleRun": {}, "stats": {}, "identity": {}, "currentNodeCommunicationMode": {} }, "required": ["vmSize"], "additionalProperties": false, "definitions": { "VirtualMachineConfiguration": { "type": "object", "properties": { "imageReference": { "allOf": [{ "$ref": "#/definitions/ImageReference" }] }, "nodeAgentSKUId": { "type": "string" }, "windowsConfiguration": { "allOf": [{ "$ref": "#/definitions/WindowsConfiguration" }] }, "dataDisks": { "type": "array", "items": { "$ref": "#/definitions/DataDisk" } }, "licenseType": { "enum": ["Windows_Server", "Windows_Client"] }, "containerConfiguration": { "allOf": [{ "$ref": "#/definitions/ContainerConfiguration" }] }, "diskEncryptionConfiguration": { "allOf": [{ "$ref": "#/definitions/DiskEncryptionConfiguration" }] }, "nodePlacementConfiguration": { "allOf": [{ "$ref": "#/definitions/BatchNodePlacementConfiguration" }] }, "extensions": { "type": "array", "items": { "$ref": "#/definitions/VMExtension" } }, "osDisk": { "allOf": [{ "$ref": "#/definitions/OSDisk" }] }, "securityProfile": { "allOf": [{ "$ref": "#/definitions/SecurityProfile" }] }, "serviceArtifactReference": { "allOf": [{ "$ref": "#/definitions/ServiceArtifactReference" }] } }, "additionalProperties": false }, "ImageReference": { "type": "object", "properties": { "publisher": { "type": "string" }, "offer": { "type": "string" }, "sku": { "type": "string" }, "version": { "type": "string" }, "virtualMachineImageId": { "type": "string" }, "exactVersion": {}, "sharedGalleryImageId": { "type": "string" }, "communityGalleryImageId": { "type": "string" } }, "additionalProperties": false }, "WindowsConfiguration": { "type": "object", "properties": { "enableAutomaticUpdates": { "type": "boolean" } }, "additionalProperties": false }, "DataDisk": { "type": "object", "properties": { "lun": { "type": "integer", "minimum": 0, "maximum": 63 }, "caching": { "enum": ["none", "readonly", "readwrite"] }, "diskSizeGB": { "type": "integer", "minimum": 1, "maximum": 2147483647 }, "storageAccountType": { "enum": ["standard_lrs", "premium_lrs", "standardssd_lrs"] } }, "required": ["lun", "diskSizeGB"], "additionalProperties": false }, "ContainerConfiguration": { "type": "object", "properties": { "type": { "enum": ["dockerCompatible", "criCompatible"] }, "containerImageNames": { "type": "array", "items": { "type": "string" } }, "containerRegistries": { "type": "array", "items": { "$ref": "#/definitions/ContainerRegistryReference" } } }, "required": ["type"], "additionalProperties": false }, "ContainerRegistryReference": { "type": "object", "properties": { "username": { "type": "string" }, "password": { "type": "string" }, "registryServer": { "type": "string" }, "identityReference": { "allOf": [{ "$ref": "#/definitions/BatchNodeIdentityReference" }] } }, "additionalProperties": false }, "BatchNodeIdentityReference": { "type": "object", "properties": { "resourceId": { "type": "string" } }, "additionalProperties": false }, "DiskEncryptionConfiguration": { "type": "object", "properties": { "targets": { "type": "array", "items": { "enum": ["osdisk", "temporarydisk"] } } }, "additionalProperties": false }, "BatchNodePlacementConfiguration": { "type": "object", "properties": { "policy": { "enum": ["regional", "zonal"] } }, "additionalProperties": false }, "VMExtension": { "type": "object", "properties": { "name": { "type": "string" }, "publisher": { "type": "string" }, "type": { "type": "string" }, "typeHandlerVersion": { "type": "string" }, "autoUpgradeMinorVersion": { "type": "boolean" }, "enableAutomaticUpgrade": { "type": "boolean" }, "settings": { "type": "object" }, "protectedSettings": { "type": "object" }, "provisionAfterExtensions": { "type": "array", "items": { "type": "string" } } }, "required": ["name", "publisher", "type"], "additionalProperties": false }, "OSDisk": { "type": "object", "properties": { "ephemeralOSDiskSettings": { "allOf": [{ "$ref": "#/definitions/DiffDiskSettings" }] }, "caching": { "enum": ["none", "readonly", "readwrite"] }, "diskSizeGB": { "type": "integer", "minimum": 1, "maximum": 2147483647 }, "managedDisk": { "allOf": [{ "$ref": "#/definitions/ManagedDisk" }] }, "writeAcceleratorEnabled": { "type": "boolean" } }, "additionalProperties": false }, "DiffDiskSettings": { "type": "object", "properties": { "placement": { "enum": ["cachedisk"] } }, "additionalProperties": false }, "ManagedDisk": { "type": "object", "properties": { "storageAccountType": { "enum": ["standard_lrs", "premium_lrs", "standardssd_lrs"] }, "securityProfile": { "allOf": [{ "$ref": "#/definitions/VMDiskSecurityProfile" }] } }, "additionalProperties": false }, "VMDiskSecurityProfile": { "type": "object", "properties": { "securityEncryptionType": { "enum": ["NonPersistedTPM", "VMGuestStateOnly"] } }, "additionalProperties": false }, "SecurityProfile": { "type": "object", "properties": { "encryptionAtHost": { "type": "boolean" }, "securityType": { "enum": ["trustedLaunch", "confidentialVM"] }, "uefiSettings": { "allOf": [{ "$ref": "#/definitions/UefiSettings" }] } }, "additionalProperties": false }, "UefiSettings": { "type": "object", "properties": { "secureBootEnabled": { "type": "boolean" }, "vTpmEnabled": { "type": "boolean" } }, "additionalProperties": false }, "ServiceArtifactReference": { "type": "object", "properties": { "id": { "type": "string" } }, "required": ["id"], "additionalProperties": false }, "NetworkConfiguration": { "type": "object", "properties": { "subnetId": { "type": "string", "pattern": "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/virtualNetworks/[^/]+/subnets/[^/]+$" }, "dynamicVNetAssignmentScope": { "enum": ["none", "job"] }, "endpointConfiguration": { "allOf": [{ "$ref": "#/definitions/BatchPoolEndpointConfiguration" }] }, "publicIPAddressConfiguration": { "allOf": [{ "$ref": "#/definitions/PublicIpAddressConfiguration" }] }, "enableAcceleratedNetworking": { "type": "boolean" } }, "additionalProperties": false }, "BatchPoolEndpointConfiguration": { "type": "object", "properties": { "inboundNATPools": { "type": "array", "items": { "$ref": "#/definitions/InboundNatPool" }, "maxItems": 5 } }, "required": ["inboundNATPools"], "additionalProperties": false }, "InboundNatPool": { "type": "object", "properties": { "name": { "type": "string", "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,75}[A-Za-z0-9_])?$" }, "protocol": { "enum": ["tcp", "udp"] }, "backendPort": { "type": "integer", "minimum": 1, "maximum": 65535 }, "frontendPortRangeStart": { "type": "integer", "minimum": 1, "maximum": 65534 }, "frontendPortRangeEnd": { "type": "integer", "minimum": 1, "maximum": 65534 }, "networkSecurityGroupRules": { "type": "array", "items": { "$ref": "#/definitions/NetworkSecurityGroupRule" } } }, "required": ["name", "protocol", "backendPort", "frontendPortRangeStart", "frontendPortRangeEnd"], "additionalProperties": false }, "NetworkSecurityGroupRule": { "type": "object", "properties": { "priority": { "type": "integer", "minimum": 150, "maximum": 4096 }, "access": { "enum": ["allow", "deny"] }, "sourceAddressPrefix": { "type": "string", "minLength": 1 }, "sourcePortRanges": { "type": "array", "items": { "type": "string" } } }, "required": ["priority", "access", "sourceAddressPrefix"], "additionalProperties": false }, "PublicIpAddressConfiguration": { "type": "object", "properties": { "provision": { "enum": ["batchmanaged", "usermanaged", "nopublicipaddresses"] }, "ipAddressIds": { "type": "array", "items": { "type": "string", "pattern": "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/publicIPAddresses/[^/]+$" } } }, "additionalProperties": false }, "BatchStartTask": { "type": "object", "properties": { "commandLine": { "type": "string", "minLength": 1 }, "containerSettings": { "allOf": [{ "$ref": "#/definitions/BatchTaskContainerSettings" }] }, "resourceFiles": { "type": "array", "items": { "$ref": "#/definitions/ResourceFile" } }, "environmentSettings": { "type": "array", "items": { "$ref": "#/definitions/EnvironmentSetting" } }, "userIdentity": { "allOf": [{ "$ref": "#/definitions/UserIdentity" }] }, "maxTaskRetryCount": { "type": "integer", "minimum": -1, "maximum": 2147483647 }, "waitForSuccess": { "type": "boolean" } }, "required": ["commandLine"], "additionalProperties": false }, "BatchTaskContainerSettings": { "type": "object", "properties": { "containerRunOptions": { "type": "string" }, "imageName": { "type": "string" }, "registry": { "allOf": [{ "$ref": "#/definitions/ContainerRegistryReference" }] }, "workingDirectory": { "enum": ["taskWorkingDirectory", "containerImageDefault"] }, "containerHostBatchBindMounts": { "type": "array", "items": { "$ref": "#/definitions/ContainerHostBatchBindMountEntry" } } }, "required": ["imageName"], "additionalProperties": false }, "ContainerHostBatchBindMountEntry": { "type": "object", "properties": { "source": { "enum": ["Shared", "Startup", "VfsMounts", "Task", "JobPrep", "Applications"] }, "isReadOnly": { "type": "boolean" } }, "additionalProperties": false }, "ResourceFile": { "type": "object", "properties": { "autoStorageContainerName": { "type": "string" }, "storageContainerUrl": { "type": "string", "pattern": "^https?://[^/\\s]+" }, "httpUrl": { "type": "string", "pattern": "^https?://[^/\\s]+" }, "blobPrefix": { "type": "string" }, "filePath": { "type": "string" }, "fileMode": { "type": "string", "pattern": "^[0-7]{3,4}$" }, "identityReference": { "allOf": [{ "$ref": "#/definitions/BatchNodeIdentityReference" }] } }, "additionalProperties": false }, "EnvironmentSetting": { "type": "object", "properties": { "name": { "type": "string", "minLength": 1 }, "value": { "type": "string" } }, "required": ["name"], "additionalProperties": false }, "UserIdentity": { "type": "object", "properties": { "username": { "type": "string" }, "autoUser": { "allOf": [{ "$ref": "#/definitions/AutoUserSpecification" }] } }, "additionalProperties": false }, "AutoUserSpecification": { "type": "object", "properties": { "scope": { "enum": ["task", "pool"] }, "elevationLevel": { "enum": ["nonadmin", "admin"] } }, "additionalProperties": false }, "BatchApplicationPackageReference": { "type": "object", "properties": { "applicationId": { "type": "string", "pattern": "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Bb]atch/batchAccounts/[^/]+/applications/[^/]+$" }, "version": { "type": "string" } }, "required": ["applicationId"], "additionalProperties": false }, "BatchTaskSchedulingPolicy": { "type": "object", "properties": { "nodeFillType": { "enum": ["spread", "pack"] } }, "required": ["nodeFillType"], "additionalProperties": false }, "UserAccount": { "type": "object", "properties": { "name": { "type": "string", "minLength": 1, "maxLength": 20 }, "password": { "type": "string", "minLength": 1 }, "elevationLevel": { "enum": ["nonadmin", "admin"] }, "linuxUserConfiguration": { "allOf": [{ "$ref": "#/definitions/LinuxUserConfiguration" }] }, "windowsUserConfiguration": { "allOf": [{ "$ref": "#/definitions/WindowsUserConfiguration" }] } }, "required": ["name", "password"], "additionalProperties": false }, "LinuxUserConfiguration": { "type": "object", "properties": { "uid": { "type": "integer", "minimum": 0, "maximum": 2147483647 }, "gid": { "type": "integer", "minimum": 0, "maximum": 2147483647 }, "sshPrivateKey": { "type": "string" } }, "additionalProperties": false }, "WindowsUserConfiguration": { "type": "object", "properties": { "loginMode": { "enum": ["batch", "interactive"] } }, "additionalProperties": false }, "MetadataItem": { "type": "object", "properties": { "name": { "type": "string", "minLength": 1 }, "value": { "type": "string" } }, "required": ["name", "value"], "additionalProperties": false }, "MountConfiguration": { "type": "object", "properties": { "azureBlobFileSystemConfiguration": { "allOf": [{ "$ref": "#/definitions/AzureBlobFileSystemConfiguration" }] }, "nfsMountConfiguration": { "allOf": [{ "$ref": "#/definitions/NfsMountConfiguration" }] }, "cifsMountConfiguration": { "allOf": [{ "$ref": "#/definitions/CifsMountConfiguration" }] }, "azureFileShareConfiguration": { "allOf": [{ "$ref": "#/definitions/AzureFileShareConfiguration" }] } }, "minProperties": 1, "maxProperties": 1, "additionalProperties": false }, "AzureBlobFileSystemConfiguration": { "type": "object", "properties": { "accountName": { "type": "string" }, "containerName": { "type": "string" }, "accountKey": { "type": "string" }, "sasKey": { "type": "string" }, "blobfuseOptions": { "type": "string" }, "relativeMountPath": { "type": "string" }, "identityReference": { "allOf": [{ "$ref": "#/definitions/BatchNodeIdentityReference" }] } }, "required": ["accountName", "containerName", "relativeMountPath"], "additionalProperties": false }, "NfsMountConfiguration": { "type": "object", "properties": { "source": { "type": "string" }, "relativeMountPath": { "type": "string" }, "mountOptions": { "type": "string" } }, "required": ["source", "relativeMountPath"], "additionalProperties": false }, "CifsMountConfiguration": { "type": "object", "properties": { "username": { "type": "string" }, "source": { "type": "string" }, "relativeMountPath": { "type": "string" }, "mountOptions": { "type": "string" }, "password": { "type": "string", "minLength": 1 } }, "required": ["username", "source", "relativeMountPath", "password"], "additionalProperties": false }, "AzureFileShareConfiguration": { "type": "object", "properties": { "accountName": { "type": "string" }, "azureFileUrl": { "type": "string", "pattern": "^https?://[^/\\s]+" }, "accountKey": { "type": "string" }, "relativeMountPath": { "type": "string" }, "mountOptions": { "type": "string" } }, "required": ["accountName", "azureFileUrl", "accountKey", "relativeMountPath"], "additionalProperties": false }, "UpgradePolicy": { "type": "object", "properties": { "mode": { "enum": ["automatic", "manual", "rolling"] }, "automaticOSUpgradePolicy": { "allOf": [{ "$ref": "#/definitions/AutomaticOsUpgradePolicy" }] }, "rollingUpgradePolicy": { "allOf": [{ "$ref": "#/definitions/RollingUpgradePolicy" }] } }, "required": ["mode"], "additionalProperties": false }, "AutomaticOsUpgradePolicy": { "type": "object", "properties": { "disableAutomaticRollback": { "type": "boolean" }, "enableAutomaticOSUpgrade": { "type": "boolean" }, "useRollingUpgradePolicy": { "type": "boolean" }, "osRollingUpgradeDeferral": { "type": "boolean" } }, "additionalProperties": false }, "RollingUpgradePolicy": { "type": "object", "properties": { "enableCrossZoneUpgrade": { "type": "boolean" }, "maxBatchInstancePercent": { "type": "integer", "minimum": 5, "maximum": 100 }, "maxUnhealthyInstancePercent": { "type": "integer", "minimum": 5, "maximum": 100 }, "maxUnhealthyUpgradedInstancePercent": { "type": "integer", "minimum": 0, "maximum": 100 }, "pauseTimeBetweenBatches": { "type": "string", "pattern": "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" }, "prioritizeUnhealthyInstances": { "type": "boolean" }, "rollbackFailedInstancesOnPolicyBreach": { "type": "boolean" } }, "additionalProperties": false } } };
const validate_data_plane_func2 = Object.prototype.hasOwnProperty;
const validate_data_plane_pattern0 = new RegExp("^(?:[A-Za-z0-9_-]|\\{version\\})+$", "u");
const validate_data_plane_pattern1 = new RegExp("^[A-Za-z0-9_-]+$", "u");
const pattern2 = new RegExp("^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$", "u");
const validate_data_plane_schema7 = { "type": "object", "properties": { "imageReference": { "allOf": [{ "$ref": "#/definitions/ImageReference" }] }, "nodeAgentSKUId": { "type": "string" }, "windowsConfiguration": { "allOf": [{ "$ref": "#/definitions/WindowsConfiguration" }] }, "dataDisks": { "type": "array", "items": { "$ref": "#/definitions/DataDisk" } }, "licenseType": { "enum": ["Windows_Server", "Windows_Client"] }, "containerConfiguration": { "allOf": [{ "$ref": "#/definitions/ContainerConfiguration" }] }, "diskEncryptionConfiguration": { "allOf": [{ "$ref": "#/definitions/DiskEncryptionConfiguration" }] }, "nodePlacementConfiguration": { "allOf": [{ "$ref": "#/definitions/BatchNodePlacementConfiguration" }] }, "extensions": { "type": "array", "items": { "$ref": "#/definitions/VMExtension" } }, "osDisk": { "allOf": [{ "$ref": "#/definitions/OSDisk" }] }, "securityProfile": { "allOf": [{ "$ref": "#/definitions/SecurityProfile" }] }, "serviceArtifactReference": { "allOf": [{ "$ref": "#/definitions/ServiceArtifactReference" }] } }, "additionalProperties": false };
function validate_data_plane_validate23(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((((((((key0 === "publisher") || (key0 === "offer")) || (key0 === "sku")) || (key0 === "version")) || (key0 === "virtualMachineImageId")) || (key0 === "exactVersion")) || (key0 === "sharedGalleryImageId")) || (key0 === "communityGalleryImageId"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.publisher !== undefined) {
            if (typeof data.publisher !== "string") {
                const err1 = { instancePath: instancePath + "/publisher", schemaPath: "#/properties/publisher/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.offer !== undefined) {
            if (typeof data.offer !== "string") {
                const err2 = { instancePath: instancePath + "/offer", schemaPath: "#/properties/offer/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.sku !== undefined) {
            if (typeof data.sku !== "string") {
                const err3 = { instancePath: instancePath + "/sku", schemaPath: "#/properties/sku/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.version !== undefined) {
            if (typeof data.version !== "string") {
                const err4 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.virtualMachineImageId !== undefined) {
            if (typeof data.virtualMachineImageId !== "string") {
                const err5 = { instancePath: instancePath + "/virtualMachineImageId", schemaPath: "#/properties/virtualMachineImageId/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.sharedGalleryImageId !== undefined) {
            if (typeof data.sharedGalleryImageId !== "string") {
                const err6 = { instancePath: instancePath + "/sharedGalleryImageId", schemaPath: "#/properties/sharedGalleryImageId/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.communityGalleryImageId !== undefined) {
            if (typeof data.communityGalleryImageId !== "string") {
                const err7 = { instancePath: instancePath + "/communityGalleryImageId", schemaPath: "#/properties/communityGalleryImageId/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
    }
    else {
        const err8 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err8);
        errors++;
    }
    validate_data_plane_validate23.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate25(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "enableAutomaticUpdates")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.enableAutomaticUpdates !== undefined) {
            if (typeof data.enableAutomaticUpdates !== "boolean") {
                const err1 = { instancePath: instancePath + "/enableAutomaticUpdates", schemaPath: "#/properties/enableAutomaticUpdates/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate_data_plane_validate25.errors = vErrors;
    return errors === 0;
}
const schema10 = { "type": "object", "properties": { "lun": { "type": "integer", "minimum": 0, "maximum": 63 }, "caching": { "enum": ["none", "readonly", "readwrite"] }, "diskSizeGB": { "type": "integer", "minimum": 1, "maximum": 2147483647 }, "storageAccountType": { "enum": ["standard_lrs", "premium_lrs", "standardssd_lrs"] } }, "required": ["lun", "diskSizeGB"], "additionalProperties": false };
function validate_data_plane_validate27(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.lun === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "lun" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.diskSizeGB === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "diskSizeGB" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        for (const key0 in data) {
            if (!((((key0 === "lun") || (key0 === "caching")) || (key0 === "diskSizeGB")) || (key0 === "storageAccountType"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.lun !== undefined) {
            let data0 = data.lun;
            if (!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) {
                const err3 = { instancePath: instancePath + "/lun", schemaPath: "#/properties/lun/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
            if ((typeof data0 == "number") && (isFinite(data0))) {
                if (data0 > 63 || isNaN(data0)) {
                    const err4 = { instancePath: instancePath + "/lun", schemaPath: "#/properties/lun/maximum", keyword: "maximum", params: { comparison: "<=", limit: 63 } };
                    (vErrors ??= []).push(err4);
                    errors++;
                }
                if (data0 < 0 || isNaN(data0)) {
                    const err5 = { instancePath: instancePath + "/lun", schemaPath: "#/properties/lun/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    (vErrors ??= []).push(err5);
                    errors++;
                }
            }
        }
        if (data.caching !== undefined) {
            let data1 = data.caching;
            if (!(((data1 === "none") || (data1 === "readonly")) || (data1 === "readwrite"))) {
                const err6 = { instancePath: instancePath + "/caching", schemaPath: "#/properties/caching/enum", keyword: "enum", params: { allowedValues: schema10.properties.caching.enum } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.diskSizeGB !== undefined) {
            let data2 = data.diskSizeGB;
            if (!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) {
                const err7 = { instancePath: instancePath + "/diskSizeGB", schemaPath: "#/properties/diskSizeGB/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
            if ((typeof data2 == "number") && (isFinite(data2))) {
                if (data2 > 2147483647 || isNaN(data2)) {
                    const err8 = { instancePath: instancePath + "/diskSizeGB", schemaPath: "#/properties/diskSizeGB/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err8);
                    errors++;
                }
                if (data2 < 1 || isNaN(data2)) {
                    const err9 = { instancePath: instancePath + "/diskSizeGB", schemaPath: "#/properties/diskSizeGB/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                    (vErrors ??= []).push(err9);
                    errors++;
                }
            }
        }
        if (data.storageAccountType !== undefined) {
            let data3 = data.storageAccountType;
            if (!(((data3 === "standard_lrs") || (data3 === "premium_lrs")) || (data3 === "standardssd_lrs"))) {
                const err10 = { instancePath: instancePath + "/storageAccountType", schemaPath: "#/properties/storageAccountType/enum", keyword: "enum", params: { allowedValues: schema10.properties.storageAccountType.enum } };
                (vErrors ??= []).push(err10);
                errors++;
            }
        }
    }
    else {
        const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err11);
        errors++;
    }
    validate_data_plane_validate27.errors = vErrors;
    return errors === 0;
}
const schema11 = { "type": "object", "properties": { "type": { "enum": ["dockerCompatible", "criCompatible"] }, "containerImageNames": { "type": "array", "items": { "type": "string" } }, "containerRegistries": { "type": "array", "items": { "$ref": "#/definitions/ContainerRegistryReference" } } }, "required": ["type"], "additionalProperties": false };
function validate_data_plane_validate31(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "resourceId")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.resourceId !== undefined) {
            if (typeof data.resourceId !== "string") {
                const err1 = { instancePath: instancePath + "/resourceId", schemaPath: "#/properties/resourceId/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate_data_plane_validate31.errors = vErrors;
    return errors === 0;
}
function validate30(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((((key0 === "username") || (key0 === "password")) || (key0 === "registryServer")) || (key0 === "identityReference"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.username !== undefined) {
            if (typeof data.username !== "string") {
                const err1 = { instancePath: instancePath + "/username", schemaPath: "#/properties/username/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.password !== undefined) {
            if (typeof data.password !== "string") {
                const err2 = { instancePath: instancePath + "/password", schemaPath: "#/properties/password/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.registryServer !== undefined) {
            if (typeof data.registryServer !== "string") {
                const err3 = { instancePath: instancePath + "/registryServer", schemaPath: "#/properties/registryServer/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.identityReference !== undefined) {
            if (!(validate_data_plane_validate31(data.identityReference, { instancePath: instancePath + "/identityReference", parentData: data, parentDataProperty: "identityReference", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate31.errors : vErrors.concat(validate_data_plane_validate31.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err4 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err4);
        errors++;
    }
    validate30.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate29(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.type === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "type" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(((key0 === "type") || (key0 === "containerImageNames")) || (key0 === "containerRegistries"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.type !== undefined) {
            let data0 = data.type;
            if (!((data0 === "dockerCompatible") || (data0 === "criCompatible"))) {
                const err2 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/enum", keyword: "enum", params: { allowedValues: schema11.properties.type.enum } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.containerImageNames !== undefined) {
            let data1 = data.containerImageNames;
            if (Array.isArray(data1)) {
                const len0 = data1.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (typeof data1[i0] !== "string") {
                        const err3 = { instancePath: instancePath + "/containerImageNames/" + i0, schemaPath: "#/properties/containerImageNames/items/type", keyword: "type", params: { type: "string" } };
                        (vErrors ??= []).push(err3);
                        errors++;
                    }
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/containerImageNames", schemaPath: "#/properties/containerImageNames/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.containerRegistries !== undefined) {
            let data3 = data.containerRegistries;
            if (Array.isArray(data3)) {
                const len1 = data3.length;
                for (let i1 = 0; i1 < len1; i1++) {
                    if (!(validate30(data3[i1], { instancePath: instancePath + "/containerRegistries/" + i1, parentData: data3, parentDataProperty: i1, rootData }))) {
                        vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err5 = { instancePath: instancePath + "/containerRegistries", schemaPath: "#/properties/containerRegistries/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
    }
    else {
        const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err6);
        errors++;
    }
    validate_data_plane_validate29.errors = vErrors;
    return errors === 0;
}
const schema14 = { "type": "object", "properties": { "targets": { "type": "array", "items": { "enum": ["osdisk", "temporarydisk"] } } }, "additionalProperties": false };
function validate35(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "targets")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.targets !== undefined) {
            let data0 = data.targets;
            if (Array.isArray(data0)) {
                const len0 = data0.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    let data1 = data0[i0];
                    if (!((data1 === "osdisk") || (data1 === "temporarydisk"))) {
                        const err1 = { instancePath: instancePath + "/targets/" + i0, schemaPath: "#/properties/targets/items/enum", keyword: "enum", params: { allowedValues: schema14.properties.targets.items.enum } };
                        (vErrors ??= []).push(err1);
                        errors++;
                    }
                }
            }
            else {
                const err2 = { instancePath: instancePath + "/targets", schemaPath: "#/properties/targets/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate35.errors = vErrors;
    return errors === 0;
}
const schema15 = { "type": "object", "properties": { "policy": { "enum": ["regional", "zonal"] } }, "additionalProperties": false };
function validate_data_plane_validate37(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "policy")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.policy !== undefined) {
            let data0 = data.policy;
            if (!((data0 === "regional") || (data0 === "zonal"))) {
                const err1 = { instancePath: instancePath + "/policy", schemaPath: "#/properties/policy/enum", keyword: "enum", params: { allowedValues: schema15.properties.policy.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate_data_plane_validate37.errors = vErrors;
    return errors === 0;
}
const validate_data_plane_schema16 = { "type": "object", "properties": { "name": { "type": "string" }, "publisher": { "type": "string" }, "type": { "type": "string" }, "typeHandlerVersion": { "type": "string" }, "autoUpgradeMinorVersion": { "type": "boolean" }, "enableAutomaticUpgrade": { "type": "boolean" }, "settings": { "type": "object" }, "protectedSettings": { "type": "object" }, "provisionAfterExtensions": { "type": "array", "items": { "type": "string" } } }, "required": ["name", "publisher", "type"], "additionalProperties": false };
function validate_data_plane_validate39(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.name === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.publisher === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "publisher" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        if (data.type === undefined) {
            const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "type" } };
            (vErrors ??= []).push(err2);
            errors++;
        }
        for (const key0 in data) {
            if (!(validate_data_plane_func2.call(validate_data_plane_schema16.properties, key0))) {
                const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.name !== undefined) {
            if (typeof data.name !== "string") {
                const err4 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.publisher !== undefined) {
            if (typeof data.publisher !== "string") {
                const err5 = { instancePath: instancePath + "/publisher", schemaPath: "#/properties/publisher/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.type !== undefined) {
            if (typeof data.type !== "string") {
                const err6 = { instancePath: instancePath + "/type", schemaPath: "#/properties/type/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.typeHandlerVersion !== undefined) {
            if (typeof data.typeHandlerVersion !== "string") {
                const err7 = { instancePath: instancePath + "/typeHandlerVersion", schemaPath: "#/properties/typeHandlerVersion/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.autoUpgradeMinorVersion !== undefined) {
            if (typeof data.autoUpgradeMinorVersion !== "boolean") {
                const err8 = { instancePath: instancePath + "/autoUpgradeMinorVersion", schemaPath: "#/properties/autoUpgradeMinorVersion/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.enableAutomaticUpgrade !== undefined) {
            if (typeof data.enableAutomaticUpgrade !== "boolean") {
                const err9 = { instancePath: instancePath + "/enableAutomaticUpgrade", schemaPath: "#/properties/enableAutomaticUpgrade/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
        if (data.settings !== undefined) {
            let data6 = data.settings;
            if (!(data6 && typeof data6 == "object" && !Array.isArray(data6))) {
                const err10 = { instancePath: instancePath + "/settings", schemaPath: "#/properties/settings/type", keyword: "type", params: { type: "object" } };
                (vErrors ??= []).push(err10);
                errors++;
            }
        }
        if (data.protectedSettings !== undefined) {
            let data7 = data.protectedSettings;
            if (!(data7 && typeof data7 == "object" && !Array.isArray(data7))) {
                const err11 = { instancePath: instancePath + "/protectedSettings", schemaPath: "#/properties/protectedSettings/type", keyword: "type", params: { type: "object" } };
                (vErrors ??= []).push(err11);
                errors++;
            }
        }
        if (data.provisionAfterExtensions !== undefined) {
            let data8 = data.provisionAfterExtensions;
            if (Array.isArray(data8)) {
                const len0 = data8.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (typeof data8[i0] !== "string") {
                        const err12 = { instancePath: instancePath + "/provisionAfterExtensions/" + i0, schemaPath: "#/properties/provisionAfterExtensions/items/type", keyword: "type", params: { type: "string" } };
                        (vErrors ??= []).push(err12);
                        errors++;
                    }
                }
            }
            else {
                const err13 = { instancePath: instancePath + "/provisionAfterExtensions", schemaPath: "#/properties/provisionAfterExtensions/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err13);
                errors++;
            }
        }
    }
    else {
        const err14 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err14);
        errors++;
    }
    validate_data_plane_validate39.errors = vErrors;
    return errors === 0;
}
const validate_data_plane_schema17 = { "type": "object", "properties": { "ephemeralOSDiskSettings": { "allOf": [{ "$ref": "#/definitions/DiffDiskSettings" }] }, "caching": { "enum": ["none", "readonly", "readwrite"] }, "diskSizeGB": { "type": "integer", "minimum": 1, "maximum": 2147483647 }, "managedDisk": { "allOf": [{ "$ref": "#/definitions/ManagedDisk" }] }, "writeAcceleratorEnabled": { "type": "boolean" } }, "additionalProperties": false };
const validate_data_plane_schema18 = { "type": "object", "properties": { "placement": { "enum": ["cachedisk"] } }, "additionalProperties": false };
function validate42(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "placement")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.placement !== undefined) {
            if (!(data.placement === "cachedisk")) {
                const err1 = { instancePath: instancePath + "/placement", schemaPath: "#/properties/placement/enum", keyword: "enum", params: { allowedValues: validate_data_plane_schema18.properties.placement.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate42.errors = vErrors;
    return errors === 0;
}
const validate_data_plane_schema19 = { "type": "object", "properties": { "storageAccountType": { "enum": ["standard_lrs", "premium_lrs", "standardssd_lrs"] }, "securityProfile": { "allOf": [{ "$ref": "#/definitions/VMDiskSecurityProfile" }] } }, "additionalProperties": false };
const validate_data_plane_schema20 = { "type": "object", "properties": { "securityEncryptionType": { "enum": ["NonPersistedTPM", "VMGuestStateOnly"] } }, "additionalProperties": false };
function validate45(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "securityEncryptionType")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.securityEncryptionType !== undefined) {
            let data0 = data.securityEncryptionType;
            if (!((data0 === "NonPersistedTPM") || (data0 === "VMGuestStateOnly"))) {
                const err1 = { instancePath: instancePath + "/securityEncryptionType", schemaPath: "#/properties/securityEncryptionType/enum", keyword: "enum", params: { allowedValues: validate_data_plane_schema20.properties.securityEncryptionType.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate45.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate44(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "storageAccountType") || (key0 === "securityProfile"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.storageAccountType !== undefined) {
            let data0 = data.storageAccountType;
            if (!(((data0 === "standard_lrs") || (data0 === "premium_lrs")) || (data0 === "standardssd_lrs"))) {
                const err1 = { instancePath: instancePath + "/storageAccountType", schemaPath: "#/properties/storageAccountType/enum", keyword: "enum", params: { allowedValues: validate_data_plane_schema19.properties.storageAccountType.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.securityProfile !== undefined) {
            if (!(validate45(data.securityProfile, { instancePath: instancePath + "/securityProfile", parentData: data, parentDataProperty: "securityProfile", rootData }))) {
                vErrors = vErrors === null ? validate45.errors : vErrors.concat(validate45.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate_data_plane_validate44.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate41(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((((key0 === "ephemeralOSDiskSettings") || (key0 === "caching")) || (key0 === "diskSizeGB")) || (key0 === "managedDisk")) || (key0 === "writeAcceleratorEnabled"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.ephemeralOSDiskSettings !== undefined) {
            if (!(validate42(data.ephemeralOSDiskSettings, { instancePath: instancePath + "/ephemeralOSDiskSettings", parentData: data, parentDataProperty: "ephemeralOSDiskSettings", rootData }))) {
                vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
                errors = vErrors.length;
            }
        }
        if (data.caching !== undefined) {
            let data1 = data.caching;
            if (!(((data1 === "none") || (data1 === "readonly")) || (data1 === "readwrite"))) {
                const err1 = { instancePath: instancePath + "/caching", schemaPath: "#/properties/caching/enum", keyword: "enum", params: { allowedValues: validate_data_plane_schema17.properties.caching.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.diskSizeGB !== undefined) {
            let data2 = data.diskSizeGB;
            if (!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) {
                const err2 = { instancePath: instancePath + "/diskSizeGB", schemaPath: "#/properties/diskSizeGB/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
            if ((typeof data2 == "number") && (isFinite(data2))) {
                if (data2 > 2147483647 || isNaN(data2)) {
                    const err3 = { instancePath: instancePath + "/diskSizeGB", schemaPath: "#/properties/diskSizeGB/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err3);
                    errors++;
                }
                if (data2 < 1 || isNaN(data2)) {
                    const err4 = { instancePath: instancePath + "/diskSizeGB", schemaPath: "#/properties/diskSizeGB/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                    (vErrors ??= []).push(err4);
                    errors++;
                }
            }
        }
        if (data.managedDisk !== undefined) {
            if (!(validate_data_plane_validate44(data.managedDisk, { instancePath: instancePath + "/managedDisk", parentData: data, parentDataProperty: "managedDisk", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate44.errors : vErrors.concat(validate_data_plane_validate44.errors);
                errors = vErrors.length;
            }
        }
        if (data.writeAcceleratorEnabled !== undefined) {
            if (typeof data.writeAcceleratorEnabled !== "boolean") {
                const err5 = { instancePath: instancePath + "/writeAcceleratorEnabled", schemaPath: "#/properties/writeAcceleratorEnabled/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
    }
    else {
        const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err6);
        errors++;
    }
    validate_data_plane_validate41.errors = vErrors;
    return errors === 0;
}
const validate_data_plane_schema21 = { "type": "object", "properties": { "encryptionAtHost": { "type": "boolean" }, "securityType": { "enum": ["trustedLaunch", "confidentialVM"] }, "uefiSettings": { "allOf": [{ "$ref": "#/definitions/UefiSettings" }] } }, "additionalProperties": false };
function validate50(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "secureBootEnabled") || (key0 === "vTpmEnabled"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.secureBootEnabled !== undefined) {
            if (typeof data.secureBootEnabled !== "boolean") {
                const err1 = { instancePath: instancePath + "/secureBootEnabled", schemaPath: "#/properties/secureBootEnabled/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.vTpmEnabled !== undefined) {
            if (typeof data.vTpmEnabled !== "boolean") {
                const err2 = { instancePath: instancePath + "/vTpmEnabled", schemaPath: "#/properties/vTpmEnabled/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate50.errors = vErrors;
    return errors === 0;
}
function validate49(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((key0 === "encryptionAtHost") || (key0 === "securityType")) || (key0 === "uefiSettings"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.encryptionAtHost !== undefined) {
            if (typeof data.encryptionAtHost !== "boolean") {
                const err1 = { instancePath: instancePath + "/encryptionAtHost", schemaPath: "#/properties/encryptionAtHost/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.securityType !== undefined) {
            let data1 = data.securityType;
            if (!((data1 === "trustedLaunch") || (data1 === "confidentialVM"))) {
                const err2 = { instancePath: instancePath + "/securityType", schemaPath: "#/properties/securityType/enum", keyword: "enum", params: { allowedValues: validate_data_plane_schema21.properties.securityType.enum } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.uefiSettings !== undefined) {
            if (!(validate50(data.uefiSettings, { instancePath: instancePath + "/uefiSettings", parentData: data, parentDataProperty: "uefiSettings", rootData }))) {
                vErrors = vErrors === null ? validate50.errors : vErrors.concat(validate50.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate49.errors = vErrors;
    return errors === 0;
}
function validate53(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.id === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "id" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(key0 === "id")) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.id !== undefined) {
            if (typeof data.id !== "string") {
                const err2 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate53.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate22(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(validate_data_plane_func2.call(validate_data_plane_schema7.properties, key0))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.imageReference !== undefined) {
            if (!(validate_data_plane_validate23(data.imageReference, { instancePath: instancePath + "/imageReference", parentData: data, parentDataProperty: "imageReference", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate23.errors : vErrors.concat(validate_data_plane_validate23.errors);
                errors = vErrors.length;
            }
        }
        if (data.nodeAgentSKUId !== undefined) {
            if (typeof data.nodeAgentSKUId !== "string") {
                const err1 = { instancePath: instancePath + "/nodeAgentSKUId", schemaPath: "#/properties/nodeAgentSKUId/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.windowsConfiguration !== undefined) {
            if (!(validate_data_plane_validate25(data.windowsConfiguration, { instancePath: instancePath + "/windowsConfiguration", parentData: data, parentDataProperty: "windowsConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate25.errors : vErrors.concat(validate_data_plane_validate25.errors);
                errors = vErrors.length;
            }
        }
        if (data.dataDisks !== undefined) {
            let data3 = data.dataDisks;
            if (Array.isArray(data3)) {
                const len0 = data3.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (!(validate_data_plane_validate27(data3[i0], { instancePath: instancePath + "/dataDisks/" + i0, parentData: data3, parentDataProperty: i0, rootData }))) {
                        vErrors = vErrors === null ? validate_data_plane_validate27.errors : vErrors.concat(validate_data_plane_validate27.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err2 = { instancePath: instancePath + "/dataDisks", schemaPath: "#/properties/dataDisks/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.licenseType !== undefined) {
            let data5 = data.licenseType;
            if (!((data5 === "Windows_Server") || (data5 === "Windows_Client"))) {
                const err3 = { instancePath: instancePath + "/licenseType", schemaPath: "#/properties/licenseType/enum", keyword: "enum", params: { allowedValues: validate_data_plane_schema7.properties.licenseType.enum } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.containerConfiguration !== undefined) {
            if (!(validate_data_plane_validate29(data.containerConfiguration, { instancePath: instancePath + "/containerConfiguration", parentData: data, parentDataProperty: "containerConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate29.errors : vErrors.concat(validate_data_plane_validate29.errors);
                errors = vErrors.length;
            }
        }
        if (data.diskEncryptionConfiguration !== undefined) {
            if (!(validate35(data.diskEncryptionConfiguration, { instancePath: instancePath + "/diskEncryptionConfiguration", parentData: data, parentDataProperty: "diskEncryptionConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
                errors = vErrors.length;
            }
        }
        if (data.nodePlacementConfiguration !== undefined) {
            if (!(validate_data_plane_validate37(data.nodePlacementConfiguration, { instancePath: instancePath + "/nodePlacementConfiguration", parentData: data, parentDataProperty: "nodePlacementConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate37.errors : vErrors.concat(validate_data_plane_validate37.errors);
                errors = vErrors.length;
            }
        }
        if (data.extensions !== undefined) {
            let data9 = data.extensions;
            if (Array.isArray(data9)) {
                const len1 = data9.length;
                for (let i1 = 0; i1 < len1; i1++) {
                    if (!(validate_data_plane_validate39(data9[i1], { instancePath: instancePath + "/extensions/" + i1, parentData: data9, parentDataProperty: i1, rootData }))) {
                        vErrors = vErrors === null ? validate_data_plane_validate39.errors : vErrors.concat(validate_data_plane_validate39.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/extensions", schemaPath: "#/properties/extensions/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.osDisk !== undefined) {
            if (!(validate_data_plane_validate41(data.osDisk, { instancePath: instancePath + "/osDisk", parentData: data, parentDataProperty: "osDisk", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate41.errors : vErrors.concat(validate_data_plane_validate41.errors);
                errors = vErrors.length;
            }
        }
        if (data.securityProfile !== undefined) {
            if (!(validate49(data.securityProfile, { instancePath: instancePath + "/securityProfile", parentData: data, parentDataProperty: "securityProfile", rootData }))) {
                vErrors = vErrors === null ? validate49.errors : vErrors.concat(validate49.errors);
                errors = vErrors.length;
            }
        }
        if (data.serviceArtifactReference !== undefined) {
            if (!(validate53(data.serviceArtifactReference, { instancePath: instancePath + "/serviceArtifactReference", parentData: data, parentDataProperty: "serviceArtifactReference", rootData }))) {
                vErrors = vErrors === null ? validate53.errors : vErrors.concat(validate53.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err5);
        errors++;
    }
    validate_data_plane_validate22.errors = vErrors;
    return errors === 0;
}
const schema24 = { "type": "object", "properties": { "subnetId": { "type": "string", "pattern": "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/virtualNetworks/[^/]+/subnets/[^/]+$" }, "dynamicVNetAssignmentScope": { "enum": ["none", "job"] }, "endpointConfiguration": { "allOf": [{ "$ref": "#/definitions/BatchPoolEndpointConfiguration" }] }, "publicIPAddressConfiguration": { "allOf": [{ "$ref": "#/definitions/PublicIpAddressConfiguration" }] }, "enableAcceleratedNetworking": { "type": "boolean" } }, "additionalProperties": false };
const validate_data_plane_pattern4 = new RegExp("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/virtualNetworks/[^/]+/subnets/[^/]+$", "u");
const schema26 = { "type": "object", "properties": { "name": { "type": "string", "pattern": "^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,75}[A-Za-z0-9_])?$" }, "protocol": { "enum": ["tcp", "udp"] }, "backendPort": { "type": "integer", "minimum": 1, "maximum": 65535 }, "frontendPortRangeStart": { "type": "integer", "minimum": 1, "maximum": 65534 }, "frontendPortRangeEnd": { "type": "integer", "minimum": 1, "maximum": 65534 }, "networkSecurityGroupRules": { "type": "array", "items": { "$ref": "#/definitions/NetworkSecurityGroupRule" } } }, "required": ["name", "protocol", "backendPort", "frontendPortRangeStart", "frontendPortRangeEnd"], "additionalProperties": false };
const validate_data_plane_pattern5 = new RegExp("^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,75}[A-Za-z0-9_])?$", "u");
const validate_data_plane_schema27 = { "type": "object", "properties": { "priority": { "type": "integer", "minimum": 150, "maximum": 4096 }, "access": { "enum": ["allow", "deny"] }, "sourceAddressPrefix": { "type": "string", "minLength": 1 }, "sourcePortRanges": { "type": "array", "items": { "type": "string" } } }, "required": ["priority", "access", "sourceAddressPrefix"], "additionalProperties": false };
function validate_data_plane_validate59(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.priority === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "priority" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.access === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "access" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        if (data.sourceAddressPrefix === undefined) {
            const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "sourceAddressPrefix" } };
            (vErrors ??= []).push(err2);
            errors++;
        }
        for (const key0 in data) {
            if (!((((key0 === "priority") || (key0 === "access")) || (key0 === "sourceAddressPrefix")) || (key0 === "sourcePortRanges"))) {
                const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.priority !== undefined) {
            let data0 = data.priority;
            if (!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) {
                const err4 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
            if ((typeof data0 == "number") && (isFinite(data0))) {
                if (data0 > 4096 || isNaN(data0)) {
                    const err5 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/maximum", keyword: "maximum", params: { comparison: "<=", limit: 4096 } };
                    (vErrors ??= []).push(err5);
                    errors++;
                }
                if (data0 < 150 || isNaN(data0)) {
                    const err6 = { instancePath: instancePath + "/priority", schemaPath: "#/properties/priority/minimum", keyword: "minimum", params: { comparison: ">=", limit: 150 } };
                    (vErrors ??= []).push(err6);
                    errors++;
                }
            }
        }
        if (data.access !== undefined) {
            let data1 = data.access;
            if (!((data1 === "allow") || (data1 === "deny"))) {
                const err7 = { instancePath: instancePath + "/access", schemaPath: "#/properties/access/enum", keyword: "enum", params: { allowedValues: validate_data_plane_schema27.properties.access.enum } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.sourceAddressPrefix !== undefined) {
            let data2 = data.sourceAddressPrefix;
            if (typeof data2 === "string") {
                if (data2.length < 1) {
                    const err8 = { instancePath: instancePath + "/sourceAddressPrefix", schemaPath: "#/properties/sourceAddressPrefix/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err8);
                    errors++;
                }
            }
            else {
                const err9 = { instancePath: instancePath + "/sourceAddressPrefix", schemaPath: "#/properties/sourceAddressPrefix/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
        if (data.sourcePortRanges !== undefined) {
            let data3 = data.sourcePortRanges;
            if (Array.isArray(data3)) {
                const len0 = data3.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (typeof data3[i0] !== "string") {
                        const err10 = { instancePath: instancePath + "/sourcePortRanges/" + i0, schemaPath: "#/properties/sourcePortRanges/items/type", keyword: "type", params: { type: "string" } };
                        (vErrors ??= []).push(err10);
                        errors++;
                    }
                }
            }
            else {
                const err11 = { instancePath: instancePath + "/sourcePortRanges", schemaPath: "#/properties/sourcePortRanges/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err11);
                errors++;
            }
        }
    }
    else {
        const err12 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err12);
        errors++;
    }
    validate_data_plane_validate59.errors = vErrors;
    return errors === 0;
}
function validate58(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.name === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.protocol === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "protocol" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        if (data.backendPort === undefined) {
            const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "backendPort" } };
            (vErrors ??= []).push(err2);
            errors++;
        }
        if (data.frontendPortRangeStart === undefined) {
            const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "frontendPortRangeStart" } };
            (vErrors ??= []).push(err3);
            errors++;
        }
        if (data.frontendPortRangeEnd === undefined) {
            const err4 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "frontendPortRangeEnd" } };
            (vErrors ??= []).push(err4);
            errors++;
        }
        for (const key0 in data) {
            if (!((((((key0 === "name") || (key0 === "protocol")) || (key0 === "backendPort")) || (key0 === "frontendPortRangeStart")) || (key0 === "frontendPortRangeEnd")) || (key0 === "networkSecurityGroupRules"))) {
                const err5 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.name !== undefined) {
            let data0 = data.name;
            if (typeof data0 === "string") {
                if (!validate_data_plane_pattern5.test(data0)) {
                    const err6 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,75}[A-Za-z0-9_])?$" } };
                    (vErrors ??= []).push(err6);
                    errors++;
                }
            }
            else {
                const err7 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.protocol !== undefined) {
            let data1 = data.protocol;
            if (!((data1 === "tcp") || (data1 === "udp"))) {
                const err8 = { instancePath: instancePath + "/protocol", schemaPath: "#/properties/protocol/enum", keyword: "enum", params: { allowedValues: schema26.properties.protocol.enum } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.backendPort !== undefined) {
            let data2 = data.backendPort;
            if (!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) {
                const err9 = { instancePath: instancePath + "/backendPort", schemaPath: "#/properties/backendPort/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
            if ((typeof data2 == "number") && (isFinite(data2))) {
                if (data2 > 65535 || isNaN(data2)) {
                    const err10 = { instancePath: instancePath + "/backendPort", schemaPath: "#/properties/backendPort/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65535 } };
                    (vErrors ??= []).push(err10);
                    errors++;
                }
                if (data2 < 1 || isNaN(data2)) {
                    const err11 = { instancePath: instancePath + "/backendPort", schemaPath: "#/properties/backendPort/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                    (vErrors ??= []).push(err11);
                    errors++;
                }
            }
        }
        if (data.frontendPortRangeStart !== undefined) {
            let data3 = data.frontendPortRangeStart;
            if (!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) {
                const err12 = { instancePath: instancePath + "/frontendPortRangeStart", schemaPath: "#/properties/frontendPortRangeStart/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err12);
                errors++;
            }
            if ((typeof data3 == "number") && (isFinite(data3))) {
                if (data3 > 65534 || isNaN(data3)) {
                    const err13 = { instancePath: instancePath + "/frontendPortRangeStart", schemaPath: "#/properties/frontendPortRangeStart/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65534 } };
                    (vErrors ??= []).push(err13);
                    errors++;
                }
                if (data3 < 1 || isNaN(data3)) {
                    const err14 = { instancePath: instancePath + "/frontendPortRangeStart", schemaPath: "#/properties/frontendPortRangeStart/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                    (vErrors ??= []).push(err14);
                    errors++;
                }
            }
        }
        if (data.frontendPortRangeEnd !== undefined) {
            let data4 = data.frontendPortRangeEnd;
            if (!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))) {
                const err15 = { instancePath: instancePath + "/frontendPortRangeEnd", schemaPath: "#/properties/frontendPortRangeEnd/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err15);
                errors++;
            }
            if ((typeof data4 == "number") && (isFinite(data4))) {
                if (data4 > 65534 || isNaN(data4)) {
                    const err16 = { instancePath: instancePath + "/frontendPortRangeEnd", schemaPath: "#/properties/frontendPortRangeEnd/maximum", keyword: "maximum", params: { comparison: "<=", limit: 65534 } };
                    (vErrors ??= []).push(err16);
                    errors++;
                }
                if (data4 < 1 || isNaN(data4)) {
                    const err17 = { instancePath: instancePath + "/frontendPortRangeEnd", schemaPath: "#/properties/frontendPortRangeEnd/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                    (vErrors ??= []).push(err17);
                    errors++;
                }
            }
        }
        if (data.networkSecurityGroupRules !== undefined) {
            let data5 = data.networkSecurityGroupRules;
            if (Array.isArray(data5)) {
                const len0 = data5.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (!(validate_data_plane_validate59(data5[i0], { instancePath: instancePath + "/networkSecurityGroupRules/" + i0, parentData: data5, parentDataProperty: i0, rootData }))) {
                        vErrors = vErrors === null ? validate_data_plane_validate59.errors : vErrors.concat(validate_data_plane_validate59.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err18 = { instancePath: instancePath + "/networkSecurityGroupRules", schemaPath: "#/properties/networkSecurityGroupRules/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err18);
                errors++;
            }
        }
    }
    else {
        const err19 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err19);
        errors++;
    }
    validate58.errors = vErrors;
    return errors === 0;
}
function validate57(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.inboundNATPools === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "inboundNATPools" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(key0 === "inboundNATPools")) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.inboundNATPools !== undefined) {
            let data0 = data.inboundNATPools;
            if (Array.isArray(data0)) {
                if (data0.length > 5) {
                    const err2 = { instancePath: instancePath + "/inboundNATPools", schemaPath: "#/properties/inboundNATPools/maxItems", keyword: "maxItems", params: { limit: 5 } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
                const len0 = data0.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (!(validate58(data0[i0], { instancePath: instancePath + "/inboundNATPools/" + i0, parentData: data0, parentDataProperty: i0, rootData }))) {
                        vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err3 = { instancePath: instancePath + "/inboundNATPools", schemaPath: "#/properties/inboundNATPools/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
    }
    else {
        const err4 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err4);
        errors++;
    }
    validate57.errors = vErrors;
    return errors === 0;
}
const schema28 = { "type": "object", "properties": { "provision": { "enum": ["batchmanaged", "usermanaged", "nopublicipaddresses"] }, "ipAddressIds": { "type": "array", "items": { "type": "string", "pattern": "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/publicIPAddresses/[^/]+$" } } }, "additionalProperties": false };
const validate_data_plane_pattern6 = new RegExp("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/publicIPAddresses/[^/]+$", "u");
function validate63(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "provision") || (key0 === "ipAddressIds"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.provision !== undefined) {
            let data0 = data.provision;
            if (!(((data0 === "batchmanaged") || (data0 === "usermanaged")) || (data0 === "nopublicipaddresses"))) {
                const err1 = { instancePath: instancePath + "/provision", schemaPath: "#/properties/provision/enum", keyword: "enum", params: { allowedValues: schema28.properties.provision.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.ipAddressIds !== undefined) {
            let data1 = data.ipAddressIds;
            if (Array.isArray(data1)) {
                const len0 = data1.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    let data2 = data1[i0];
                    if (typeof data2 === "string") {
                        if (!validate_data_plane_pattern6.test(data2)) {
                            const err2 = { instancePath: instancePath + "/ipAddressIds/" + i0, schemaPath: "#/properties/ipAddressIds/items/pattern", keyword: "pattern", params: { pattern: "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/publicIPAddresses/[^/]+$" } };
                            (vErrors ??= []).push(err2);
                            errors++;
                        }
                    }
                    else {
                        const err3 = { instancePath: instancePath + "/ipAddressIds/" + i0, schemaPath: "#/properties/ipAddressIds/items/type", keyword: "type", params: { type: "string" } };
                        (vErrors ??= []).push(err3);
                        errors++;
                    }
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/ipAddressIds", schemaPath: "#/properties/ipAddressIds/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err5);
        errors++;
    }
    validate63.errors = vErrors;
    return errors === 0;
}
function validate56(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((((key0 === "subnetId") || (key0 === "dynamicVNetAssignmentScope")) || (key0 === "endpointConfiguration")) || (key0 === "publicIPAddressConfiguration")) || (key0 === "enableAcceleratedNetworking"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.subnetId !== undefined) {
            let data0 = data.subnetId;
            if (typeof data0 === "string") {
                if (!validate_data_plane_pattern4.test(data0)) {
                    const err1 = { instancePath: instancePath + "/subnetId", schemaPath: "#/properties/subnetId/pattern", keyword: "pattern", params: { pattern: "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Nn]etwork/virtualNetworks/[^/]+/subnets/[^/]+$" } };
                    (vErrors ??= []).push(err1);
                    errors++;
                }
            }
            else {
                const err2 = { instancePath: instancePath + "/subnetId", schemaPath: "#/properties/subnetId/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.dynamicVNetAssignmentScope !== undefined) {
            let data1 = data.dynamicVNetAssignmentScope;
            if (!((data1 === "none") || (data1 === "job"))) {
                const err3 = { instancePath: instancePath + "/dynamicVNetAssignmentScope", schemaPath: "#/properties/dynamicVNetAssignmentScope/enum", keyword: "enum", params: { allowedValues: schema24.properties.dynamicVNetAssignmentScope.enum } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.endpointConfiguration !== undefined) {
            if (!(validate57(data.endpointConfiguration, { instancePath: instancePath + "/endpointConfiguration", parentData: data, parentDataProperty: "endpointConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate57.errors : vErrors.concat(validate57.errors);
                errors = vErrors.length;
            }
        }
        if (data.publicIPAddressConfiguration !== undefined) {
            if (!(validate63(data.publicIPAddressConfiguration, { instancePath: instancePath + "/publicIPAddressConfiguration", parentData: data, parentDataProperty: "publicIPAddressConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
                errors = vErrors.length;
            }
        }
        if (data.enableAcceleratedNetworking !== undefined) {
            if (typeof data.enableAcceleratedNetworking !== "boolean") {
                const err4 = { instancePath: instancePath + "/enableAcceleratedNetworking", schemaPath: "#/properties/enableAcceleratedNetworking/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err5);
        errors++;
    }
    validate56.errors = vErrors;
    return errors === 0;
}
const schema30 = { "type": "object", "properties": { "containerRunOptions": { "type": "string" }, "imageName": { "type": "string" }, "registry": { "allOf": [{ "$ref": "#/definitions/ContainerRegistryReference" }] }, "workingDirectory": { "enum": ["taskWorkingDirectory", "containerImageDefault"] }, "containerHostBatchBindMounts": { "type": "array", "items": { "$ref": "#/definitions/ContainerHostBatchBindMountEntry" } } }, "required": ["imageName"], "additionalProperties": false };
const validate_data_plane_schema31 = { "type": "object", "properties": { "source": { "enum": ["Shared", "Startup", "VfsMounts", "Task", "JobPrep", "Applications"] }, "isReadOnly": { "type": "boolean" } }, "additionalProperties": false };
function validate69(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "source") || (key0 === "isReadOnly"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.source !== undefined) {
            let data0 = data.source;
            if (!((((((data0 === "Shared") || (data0 === "Startup")) || (data0 === "VfsMounts")) || (data0 === "Task")) || (data0 === "JobPrep")) || (data0 === "Applications"))) {
                const err1 = { instancePath: instancePath + "/source", schemaPath: "#/properties/source/enum", keyword: "enum", params: { allowedValues: validate_data_plane_schema31.properties.source.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.isReadOnly !== undefined) {
            if (typeof data.isReadOnly !== "boolean") {
                const err2 = { instancePath: instancePath + "/isReadOnly", schemaPath: "#/properties/isReadOnly/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate69.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate67(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.imageName === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "imageName" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(((((key0 === "containerRunOptions") || (key0 === "imageName")) || (key0 === "registry")) || (key0 === "workingDirectory")) || (key0 === "containerHostBatchBindMounts"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.containerRunOptions !== undefined) {
            if (typeof data.containerRunOptions !== "string") {
                const err2 = { instancePath: instancePath + "/containerRunOptions", schemaPath: "#/properties/containerRunOptions/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.imageName !== undefined) {
            if (typeof data.imageName !== "string") {
                const err3 = { instancePath: instancePath + "/imageName", schemaPath: "#/properties/imageName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.registry !== undefined) {
            if (!(validate30(data.registry, { instancePath: instancePath + "/registry", parentData: data, parentDataProperty: "registry", rootData }))) {
                vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
                errors = vErrors.length;
            }
        }
        if (data.workingDirectory !== undefined) {
            let data3 = data.workingDirectory;
            if (!((data3 === "taskWorkingDirectory") || (data3 === "containerImageDefault"))) {
                const err4 = { instancePath: instancePath + "/workingDirectory", schemaPath: "#/properties/workingDirectory/enum", keyword: "enum", params: { allowedValues: schema30.properties.workingDirectory.enum } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.containerHostBatchBindMounts !== undefined) {
            let data4 = data.containerHostBatchBindMounts;
            if (Array.isArray(data4)) {
                const len0 = data4.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (!(validate69(data4[i0], { instancePath: instancePath + "/containerHostBatchBindMounts/" + i0, parentData: data4, parentDataProperty: i0, rootData }))) {
                        vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err5 = { instancePath: instancePath + "/containerHostBatchBindMounts", schemaPath: "#/properties/containerHostBatchBindMounts/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
    }
    else {
        const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err6);
        errors++;
    }
    validate_data_plane_validate67.errors = vErrors;
    return errors === 0;
}
const pattern7 = new RegExp("^https?://[^/\\s]+", "u");
const validate_data_plane_pattern9 = new RegExp("^[0-7]{3,4}$", "u");
function validate_data_plane_validate72(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((((((key0 === "autoStorageContainerName") || (key0 === "storageContainerUrl")) || (key0 === "httpUrl")) || (key0 === "blobPrefix")) || (key0 === "filePath")) || (key0 === "fileMode")) || (key0 === "identityReference"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.autoStorageContainerName !== undefined) {
            if (typeof data.autoStorageContainerName !== "string") {
                const err1 = { instancePath: instancePath + "/autoStorageContainerName", schemaPath: "#/properties/autoStorageContainerName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.storageContainerUrl !== undefined) {
            let data1 = data.storageContainerUrl;
            if (typeof data1 === "string") {
                if (!pattern7.test(data1)) {
                    const err2 = { instancePath: instancePath + "/storageContainerUrl", schemaPath: "#/properties/storageContainerUrl/pattern", keyword: "pattern", params: { pattern: "^https?://[^/\\s]+" } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
            }
            else {
                const err3 = { instancePath: instancePath + "/storageContainerUrl", schemaPath: "#/properties/storageContainerUrl/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.httpUrl !== undefined) {
            let data2 = data.httpUrl;
            if (typeof data2 === "string") {
                if (!pattern7.test(data2)) {
                    const err4 = { instancePath: instancePath + "/httpUrl", schemaPath: "#/properties/httpUrl/pattern", keyword: "pattern", params: { pattern: "^https?://[^/\\s]+" } };
                    (vErrors ??= []).push(err4);
                    errors++;
                }
            }
            else {
                const err5 = { instancePath: instancePath + "/httpUrl", schemaPath: "#/properties/httpUrl/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.blobPrefix !== undefined) {
            if (typeof data.blobPrefix !== "string") {
                const err6 = { instancePath: instancePath + "/blobPrefix", schemaPath: "#/properties/blobPrefix/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.filePath !== undefined) {
            if (typeof data.filePath !== "string") {
                const err7 = { instancePath: instancePath + "/filePath", schemaPath: "#/properties/filePath/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.fileMode !== undefined) {
            let data5 = data.fileMode;
            if (typeof data5 === "string") {
                if (!validate_data_plane_pattern9.test(data5)) {
                    const err8 = { instancePath: instancePath + "/fileMode", schemaPath: "#/properties/fileMode/pattern", keyword: "pattern", params: { pattern: "^[0-7]{3,4}$" } };
                    (vErrors ??= []).push(err8);
                    errors++;
                }
            }
            else {
                const err9 = { instancePath: instancePath + "/fileMode", schemaPath: "#/properties/fileMode/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
        if (data.identityReference !== undefined) {
            if (!(validate_data_plane_validate31(data.identityReference, { instancePath: instancePath + "/identityReference", parentData: data, parentDataProperty: "identityReference", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate31.errors : vErrors.concat(validate_data_plane_validate31.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err10);
        errors++;
    }
    validate_data_plane_validate72.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate75(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.name === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!((key0 === "name") || (key0 === "value"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.name !== undefined) {
            let data0 = data.name;
            if (typeof data0 === "string") {
                if (data0.length < 1) {
                    const err2 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
            }
            else {
                const err3 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.value !== undefined) {
            if (typeof data.value !== "string") {
                const err4 = { instancePath: instancePath + "/value", schemaPath: "#/properties/value/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err5);
        errors++;
    }
    validate_data_plane_validate75.errors = vErrors;
    return errors === 0;
}
const validate_data_plane_schema35 = { "type": "object", "properties": { "scope": { "enum": ["task", "pool"] }, "elevationLevel": { "enum": ["nonadmin", "admin"] } }, "additionalProperties": false };
function validate_data_plane_validate78(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "scope") || (key0 === "elevationLevel"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.scope !== undefined) {
            let data0 = data.scope;
            if (!((data0 === "task") || (data0 === "pool"))) {
                const err1 = { instancePath: instancePath + "/scope", schemaPath: "#/properties/scope/enum", keyword: "enum", params: { allowedValues: validate_data_plane_schema35.properties.scope.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.elevationLevel !== undefined) {
            let data1 = data.elevationLevel;
            if (!((data1 === "nonadmin") || (data1 === "admin"))) {
                const err2 = { instancePath: instancePath + "/elevationLevel", schemaPath: "#/properties/elevationLevel/enum", keyword: "enum", params: { allowedValues: validate_data_plane_schema35.properties.elevationLevel.enum } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate_data_plane_validate78.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate77(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((key0 === "username") || (key0 === "autoUser"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.username !== undefined) {
            if (typeof data.username !== "string") {
                const err1 = { instancePath: instancePath + "/username", schemaPath: "#/properties/username/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.autoUser !== undefined) {
            if (!(validate_data_plane_validate78(data.autoUser, { instancePath: instancePath + "/autoUser", parentData: data, parentDataProperty: "autoUser", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate78.errors : vErrors.concat(validate_data_plane_validate78.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate_data_plane_validate77.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate66(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.commandLine === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "commandLine" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(((((((key0 === "commandLine") || (key0 === "containerSettings")) || (key0 === "resourceFiles")) || (key0 === "environmentSettings")) || (key0 === "userIdentity")) || (key0 === "maxTaskRetryCount")) || (key0 === "waitForSuccess"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.commandLine !== undefined) {
            let data0 = data.commandLine;
            if (typeof data0 === "string") {
                if (data0.length < 1) {
                    const err2 = { instancePath: instancePath + "/commandLine", schemaPath: "#/properties/commandLine/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
            }
            else {
                const err3 = { instancePath: instancePath + "/commandLine", schemaPath: "#/properties/commandLine/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.containerSettings !== undefined) {
            if (!(validate_data_plane_validate67(data.containerSettings, { instancePath: instancePath + "/containerSettings", parentData: data, parentDataProperty: "containerSettings", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate67.errors : vErrors.concat(validate_data_plane_validate67.errors);
                errors = vErrors.length;
            }
        }
        if (data.resourceFiles !== undefined) {
            let data2 = data.resourceFiles;
            if (Array.isArray(data2)) {
                const len0 = data2.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (!(validate_data_plane_validate72(data2[i0], { instancePath: instancePath + "/resourceFiles/" + i0, parentData: data2, parentDataProperty: i0, rootData }))) {
                        vErrors = vErrors === null ? validate_data_plane_validate72.errors : vErrors.concat(validate_data_plane_validate72.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/resourceFiles", schemaPath: "#/properties/resourceFiles/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.environmentSettings !== undefined) {
            let data4 = data.environmentSettings;
            if (Array.isArray(data4)) {
                const len1 = data4.length;
                for (let i1 = 0; i1 < len1; i1++) {
                    if (!(validate_data_plane_validate75(data4[i1], { instancePath: instancePath + "/environmentSettings/" + i1, parentData: data4, parentDataProperty: i1, rootData }))) {
                        vErrors = vErrors === null ? validate_data_plane_validate75.errors : vErrors.concat(validate_data_plane_validate75.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err5 = { instancePath: instancePath + "/environmentSettings", schemaPath: "#/properties/environmentSettings/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.userIdentity !== undefined) {
            if (!(validate_data_plane_validate77(data.userIdentity, { instancePath: instancePath + "/userIdentity", parentData: data, parentDataProperty: "userIdentity", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate77.errors : vErrors.concat(validate_data_plane_validate77.errors);
                errors = vErrors.length;
            }
        }
        if (data.maxTaskRetryCount !== undefined) {
            let data7 = data.maxTaskRetryCount;
            if (!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))) {
                const err6 = { instancePath: instancePath + "/maxTaskRetryCount", schemaPath: "#/properties/maxTaskRetryCount/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
            if ((typeof data7 == "number") && (isFinite(data7))) {
                if (data7 > 2147483647 || isNaN(data7)) {
                    const err7 = { instancePath: instancePath + "/maxTaskRetryCount", schemaPath: "#/properties/maxTaskRetryCount/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err7);
                    errors++;
                }
                if (data7 < -1 || isNaN(data7)) {
                    const err8 = { instancePath: instancePath + "/maxTaskRetryCount", schemaPath: "#/properties/maxTaskRetryCount/minimum", keyword: "minimum", params: { comparison: ">=", limit: -1 } };
                    (vErrors ??= []).push(err8);
                    errors++;
                }
            }
        }
        if (data.waitForSuccess !== undefined) {
            if (typeof data.waitForSuccess !== "boolean") {
                const err9 = { instancePath: instancePath + "/waitForSuccess", schemaPath: "#/properties/waitForSuccess/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
    }
    else {
        const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err10);
        errors++;
    }
    validate_data_plane_validate66.errors = vErrors;
    return errors === 0;
}
const pattern10 = new RegExp("^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Bb]atch/batchAccounts/[^/]+/applications/[^/]+$", "u");
function validate82(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.applicationId === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "applicationId" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!((key0 === "applicationId") || (key0 === "version"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.applicationId !== undefined) {
            let data0 = data.applicationId;
            if (typeof data0 === "string") {
                if (!pattern10.test(data0)) {
                    const err2 = { instancePath: instancePath + "/applicationId", schemaPath: "#/properties/applicationId/pattern", keyword: "pattern", params: { pattern: "^/subscriptions/[^/]+/resourceGroups/[^/]+/providers/[Mm]icrosoft\\.[Bb]atch/batchAccounts/[^/]+/applications/[^/]+$" } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
            }
            else {
                const err3 = { instancePath: instancePath + "/applicationId", schemaPath: "#/properties/applicationId/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.version !== undefined) {
            if (typeof data.version !== "string") {
                const err4 = { instancePath: instancePath + "/version", schemaPath: "#/properties/version/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err5);
        errors++;
    }
    validate82.errors = vErrors;
    return errors === 0;
}
const validate_data_plane_schema37 = { "type": "object", "properties": { "nodeFillType": { "enum": ["spread", "pack"] } }, "required": ["nodeFillType"], "additionalProperties": false };
function validate84(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.nodeFillType === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "nodeFillType" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(key0 === "nodeFillType")) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.nodeFillType !== undefined) {
            let data0 = data.nodeFillType;
            if (!((data0 === "spread") || (data0 === "pack"))) {
                const err2 = { instancePath: instancePath + "/nodeFillType", schemaPath: "#/properties/nodeFillType/enum", keyword: "enum", params: { allowedValues: validate_data_plane_schema37.properties.nodeFillType.enum } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate84.errors = vErrors;
    return errors === 0;
}
const schema38 = { "type": "object", "properties": { "name": { "type": "string", "minLength": 1, "maxLength": 20 }, "password": { "type": "string", "minLength": 1 }, "elevationLevel": { "enum": ["nonadmin", "admin"] }, "linuxUserConfiguration": { "allOf": [{ "$ref": "#/definitions/LinuxUserConfiguration" }] }, "windowsUserConfiguration": { "allOf": [{ "$ref": "#/definitions/WindowsUserConfiguration" }] } }, "required": ["name", "password"], "additionalProperties": false };
function validate87(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((key0 === "uid") || (key0 === "gid")) || (key0 === "sshPrivateKey"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.uid !== undefined) {
            let data0 = data.uid;
            if (!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))) {
                const err1 = { instancePath: instancePath + "/uid", schemaPath: "#/properties/uid/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
            if ((typeof data0 == "number") && (isFinite(data0))) {
                if (data0 > 2147483647 || isNaN(data0)) {
                    const err2 = { instancePath: instancePath + "/uid", schemaPath: "#/properties/uid/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err2);
                    errors++;
                }
                if (data0 < 0 || isNaN(data0)) {
                    const err3 = { instancePath: instancePath + "/uid", schemaPath: "#/properties/uid/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    (vErrors ??= []).push(err3);
                    errors++;
                }
            }
        }
        if (data.gid !== undefined) {
            let data1 = data.gid;
            if (!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) {
                const err4 = { instancePath: instancePath + "/gid", schemaPath: "#/properties/gid/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
            if ((typeof data1 == "number") && (isFinite(data1))) {
                if (data1 > 2147483647 || isNaN(data1)) {
                    const err5 = { instancePath: instancePath + "/gid", schemaPath: "#/properties/gid/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err5);
                    errors++;
                }
                if (data1 < 0 || isNaN(data1)) {
                    const err6 = { instancePath: instancePath + "/gid", schemaPath: "#/properties/gid/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    (vErrors ??= []).push(err6);
                    errors++;
                }
            }
        }
        if (data.sshPrivateKey !== undefined) {
            if (typeof data.sshPrivateKey !== "string") {
                const err7 = { instancePath: instancePath + "/sshPrivateKey", schemaPath: "#/properties/sshPrivateKey/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
    }
    else {
        const err8 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err8);
        errors++;
    }
    validate87.errors = vErrors;
    return errors === 0;
}
const schema40 = { "type": "object", "properties": { "loginMode": { "enum": ["batch", "interactive"] } }, "additionalProperties": false };
function validate_data_plane_validate89(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(key0 === "loginMode")) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.loginMode !== undefined) {
            let data0 = data.loginMode;
            if (!((data0 === "batch") || (data0 === "interactive"))) {
                const err1 = { instancePath: instancePath + "/loginMode", schemaPath: "#/properties/loginMode/enum", keyword: "enum", params: { allowedValues: schema40.properties.loginMode.enum } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
    }
    else {
        const err2 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err2);
        errors++;
    }
    validate_data_plane_validate89.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate86(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.name === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.password === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "password" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        for (const key0 in data) {
            if (!(((((key0 === "name") || (key0 === "password")) || (key0 === "elevationLevel")) || (key0 === "linuxUserConfiguration")) || (key0 === "windowsUserConfiguration"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.name !== undefined) {
            let data0 = data.name;
            if (typeof data0 === "string") {
                if (data0.length > 20) {
                    const err3 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/maxLength", keyword: "maxLength", params: { limit: 20 } };
                    (vErrors ??= []).push(err3);
                    errors++;
                }
                if (data0.length < 1) {
                    const err4 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err4);
                    errors++;
                }
            }
            else {
                const err5 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.password !== undefined) {
            let data1 = data.password;
            if (typeof data1 === "string") {
                if (data1.length < 1) {
                    const err6 = { instancePath: instancePath + "/password", schemaPath: "#/properties/password/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err6);
                    errors++;
                }
            }
            else {
                const err7 = { instancePath: instancePath + "/password", schemaPath: "#/properties/password/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.elevationLevel !== undefined) {
            let data2 = data.elevationLevel;
            if (!((data2 === "nonadmin") || (data2 === "admin"))) {
                const err8 = { instancePath: instancePath + "/elevationLevel", schemaPath: "#/properties/elevationLevel/enum", keyword: "enum", params: { allowedValues: schema38.properties.elevationLevel.enum } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.linuxUserConfiguration !== undefined) {
            if (!(validate87(data.linuxUserConfiguration, { instancePath: instancePath + "/linuxUserConfiguration", parentData: data, parentDataProperty: "linuxUserConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate87.errors : vErrors.concat(validate87.errors);
                errors = vErrors.length;
            }
        }
        if (data.windowsUserConfiguration !== undefined) {
            if (!(validate_data_plane_validate89(data.windowsUserConfiguration, { instancePath: instancePath + "/windowsUserConfiguration", parentData: data, parentDataProperty: "windowsUserConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate89.errors : vErrors.concat(validate_data_plane_validate89.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err9 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err9);
        errors++;
    }
    validate_data_plane_validate86.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate92(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.name === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "name" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.value === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "value" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        for (const key0 in data) {
            if (!((key0 === "name") || (key0 === "value"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.name !== undefined) {
            let data0 = data.name;
            if (typeof data0 === "string") {
                if (data0.length < 1) {
                    const err3 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err3);
                    errors++;
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/name", schemaPath: "#/properties/name/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.value !== undefined) {
            if (typeof data.value !== "string") {
                const err5 = { instancePath: instancePath + "/value", schemaPath: "#/properties/value/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
    }
    else {
        const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err6);
        errors++;
    }
    validate_data_plane_validate92.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate95(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.accountName === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "accountName" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.containerName === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "containerName" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        if (data.relativeMountPath === undefined) {
            const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "relativeMountPath" } };
            (vErrors ??= []).push(err2);
            errors++;
        }
        for (const key0 in data) {
            if (!(((((((key0 === "accountName") || (key0 === "containerName")) || (key0 === "accountKey")) || (key0 === "sasKey")) || (key0 === "blobfuseOptions")) || (key0 === "relativeMountPath")) || (key0 === "identityReference"))) {
                const err3 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.accountName !== undefined) {
            if (typeof data.accountName !== "string") {
                const err4 = { instancePath: instancePath + "/accountName", schemaPath: "#/properties/accountName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.containerName !== undefined) {
            if (typeof data.containerName !== "string") {
                const err5 = { instancePath: instancePath + "/containerName", schemaPath: "#/properties/containerName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.accountKey !== undefined) {
            if (typeof data.accountKey !== "string") {
                const err6 = { instancePath: instancePath + "/accountKey", schemaPath: "#/properties/accountKey/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.sasKey !== undefined) {
            if (typeof data.sasKey !== "string") {
                const err7 = { instancePath: instancePath + "/sasKey", schemaPath: "#/properties/sasKey/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.blobfuseOptions !== undefined) {
            if (typeof data.blobfuseOptions !== "string") {
                const err8 = { instancePath: instancePath + "/blobfuseOptions", schemaPath: "#/properties/blobfuseOptions/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.relativeMountPath !== undefined) {
            if (typeof data.relativeMountPath !== "string") {
                const err9 = { instancePath: instancePath + "/relativeMountPath", schemaPath: "#/properties/relativeMountPath/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
        if (data.identityReference !== undefined) {
            if (!(validate_data_plane_validate31(data.identityReference, { instancePath: instancePath + "/identityReference", parentData: data, parentDataProperty: "identityReference", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate31.errors : vErrors.concat(validate_data_plane_validate31.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err10 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err10);
        errors++;
    }
    validate_data_plane_validate95.errors = vErrors;
    return errors === 0;
}
function validate98(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.source === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "source" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.relativeMountPath === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "relativeMountPath" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        for (const key0 in data) {
            if (!(((key0 === "source") || (key0 === "relativeMountPath")) || (key0 === "mountOptions"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.source !== undefined) {
            if (typeof data.source !== "string") {
                const err3 = { instancePath: instancePath + "/source", schemaPath: "#/properties/source/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.relativeMountPath !== undefined) {
            if (typeof data.relativeMountPath !== "string") {
                const err4 = { instancePath: instancePath + "/relativeMountPath", schemaPath: "#/properties/relativeMountPath/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.mountOptions !== undefined) {
            if (typeof data.mountOptions !== "string") {
                const err5 = { instancePath: instancePath + "/mountOptions", schemaPath: "#/properties/mountOptions/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
    }
    else {
        const err6 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err6);
        errors++;
    }
    validate98.errors = vErrors;
    return errors === 0;
}
function validate100(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.username === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "username" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.source === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "source" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        if (data.relativeMountPath === undefined) {
            const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "relativeMountPath" } };
            (vErrors ??= []).push(err2);
            errors++;
        }
        if (data.password === undefined) {
            const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "password" } };
            (vErrors ??= []).push(err3);
            errors++;
        }
        for (const key0 in data) {
            if (!(((((key0 === "username") || (key0 === "source")) || (key0 === "relativeMountPath")) || (key0 === "mountOptions")) || (key0 === "password"))) {
                const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.username !== undefined) {
            if (typeof data.username !== "string") {
                const err5 = { instancePath: instancePath + "/username", schemaPath: "#/properties/username/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.source !== undefined) {
            if (typeof data.source !== "string") {
                const err6 = { instancePath: instancePath + "/source", schemaPath: "#/properties/source/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.relativeMountPath !== undefined) {
            if (typeof data.relativeMountPath !== "string") {
                const err7 = { instancePath: instancePath + "/relativeMountPath", schemaPath: "#/properties/relativeMountPath/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.mountOptions !== undefined) {
            if (typeof data.mountOptions !== "string") {
                const err8 = { instancePath: instancePath + "/mountOptions", schemaPath: "#/properties/mountOptions/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.password !== undefined) {
            let data4 = data.password;
            if (typeof data4 === "string") {
                if (data4.length < 1) {
                    const err9 = { instancePath: instancePath + "/password", schemaPath: "#/properties/password/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err9);
                    errors++;
                }
            }
            else {
                const err10 = { instancePath: instancePath + "/password", schemaPath: "#/properties/password/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err10);
                errors++;
            }
        }
    }
    else {
        const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err11);
        errors++;
    }
    validate100.errors = vErrors;
    return errors === 0;
}
function validate102(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.accountName === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "accountName" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (data.azureFileUrl === undefined) {
            const err1 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "azureFileUrl" } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        if (data.accountKey === undefined) {
            const err2 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "accountKey" } };
            (vErrors ??= []).push(err2);
            errors++;
        }
        if (data.relativeMountPath === undefined) {
            const err3 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "relativeMountPath" } };
            (vErrors ??= []).push(err3);
            errors++;
        }
        for (const key0 in data) {
            if (!(((((key0 === "accountName") || (key0 === "azureFileUrl")) || (key0 === "accountKey")) || (key0 === "relativeMountPath")) || (key0 === "mountOptions"))) {
                const err4 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.accountName !== undefined) {
            if (typeof data.accountName !== "string") {
                const err5 = { instancePath: instancePath + "/accountName", schemaPath: "#/properties/accountName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
        }
        if (data.azureFileUrl !== undefined) {
            let data1 = data.azureFileUrl;
            if (typeof data1 === "string") {
                if (!pattern7.test(data1)) {
                    const err6 = { instancePath: instancePath + "/azureFileUrl", schemaPath: "#/properties/azureFileUrl/pattern", keyword: "pattern", params: { pattern: "^https?://[^/\\s]+" } };
                    (vErrors ??= []).push(err6);
                    errors++;
                }
            }
            else {
                const err7 = { instancePath: instancePath + "/azureFileUrl", schemaPath: "#/properties/azureFileUrl/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err7);
                errors++;
            }
        }
        if (data.accountKey !== undefined) {
            if (typeof data.accountKey !== "string") {
                const err8 = { instancePath: instancePath + "/accountKey", schemaPath: "#/properties/accountKey/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.relativeMountPath !== undefined) {
            if (typeof data.relativeMountPath !== "string") {
                const err9 = { instancePath: instancePath + "/relativeMountPath", schemaPath: "#/properties/relativeMountPath/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err9);
                errors++;
            }
        }
        if (data.mountOptions !== undefined) {
            if (typeof data.mountOptions !== "string") {
                const err10 = { instancePath: instancePath + "/mountOptions", schemaPath: "#/properties/mountOptions/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err10);
                errors++;
            }
        }
    }
    else {
        const err11 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err11);
        errors++;
    }
    validate102.errors = vErrors;
    return errors === 0;
}
function validate94(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (Object.keys(data).length > 1) {
            const err0 = { instancePath, schemaPath: "#/maxProperties", keyword: "maxProperties", params: { limit: 1 } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        if (Object.keys(data).length < 1) {
            const err1 = { instancePath, schemaPath: "#/minProperties", keyword: "minProperties", params: { limit: 1 } };
            (vErrors ??= []).push(err1);
            errors++;
        }
        for (const key0 in data) {
            if (!((((key0 === "azureBlobFileSystemConfiguration") || (key0 === "nfsMountConfiguration")) || (key0 === "cifsMountConfiguration")) || (key0 === "azureFileShareConfiguration"))) {
                const err2 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.azureBlobFileSystemConfiguration !== undefined) {
            if (!(validate_data_plane_validate95(data.azureBlobFileSystemConfiguration, { instancePath: instancePath + "/azureBlobFileSystemConfiguration", parentData: data, parentDataProperty: "azureBlobFileSystemConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate95.errors : vErrors.concat(validate_data_plane_validate95.errors);
                errors = vErrors.length;
            }
        }
        if (data.nfsMountConfiguration !== undefined) {
            if (!(validate98(data.nfsMountConfiguration, { instancePath: instancePath + "/nfsMountConfiguration", parentData: data, parentDataProperty: "nfsMountConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate98.errors : vErrors.concat(validate98.errors);
                errors = vErrors.length;
            }
        }
        if (data.cifsMountConfiguration !== undefined) {
            if (!(validate100(data.cifsMountConfiguration, { instancePath: instancePath + "/cifsMountConfiguration", parentData: data, parentDataProperty: "cifsMountConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate100.errors : vErrors.concat(validate100.errors);
                errors = vErrors.length;
            }
        }
        if (data.azureFileShareConfiguration !== undefined) {
            if (!(validate102(data.azureFileShareConfiguration, { instancePath: instancePath + "/azureFileShareConfiguration", parentData: data, parentDataProperty: "azureFileShareConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate102.errors : vErrors.concat(validate102.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate94.errors = vErrors;
    return errors === 0;
}
const schema47 = { "type": "object", "properties": { "mode": { "enum": ["automatic", "manual", "rolling"] }, "automaticOSUpgradePolicy": { "allOf": [{ "$ref": "#/definitions/AutomaticOsUpgradePolicy" }] }, "rollingUpgradePolicy": { "allOf": [{ "$ref": "#/definitions/RollingUpgradePolicy" }] } }, "required": ["mode"], "additionalProperties": false };
function validate_data_plane_validate106(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!((((key0 === "disableAutomaticRollback") || (key0 === "enableAutomaticOSUpgrade")) || (key0 === "useRollingUpgradePolicy")) || (key0 === "osRollingUpgradeDeferral"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.disableAutomaticRollback !== undefined) {
            if (typeof data.disableAutomaticRollback !== "boolean") {
                const err1 = { instancePath: instancePath + "/disableAutomaticRollback", schemaPath: "#/properties/disableAutomaticRollback/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.enableAutomaticOSUpgrade !== undefined) {
            if (typeof data.enableAutomaticOSUpgrade !== "boolean") {
                const err2 = { instancePath: instancePath + "/enableAutomaticOSUpgrade", schemaPath: "#/properties/enableAutomaticOSUpgrade/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.useRollingUpgradePolicy !== undefined) {
            if (typeof data.useRollingUpgradePolicy !== "boolean") {
                const err3 = { instancePath: instancePath + "/useRollingUpgradePolicy", schemaPath: "#/properties/useRollingUpgradePolicy/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err3);
                errors++;
            }
        }
        if (data.osRollingUpgradeDeferral !== undefined) {
            if (typeof data.osRollingUpgradeDeferral !== "boolean") {
                const err4 = { instancePath: instancePath + "/osRollingUpgradeDeferral", schemaPath: "#/properties/osRollingUpgradeDeferral/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
    }
    else {
        const err5 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err5);
        errors++;
    }
    validate_data_plane_validate106.errors = vErrors;
    return errors === 0;
}
function validate108(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        for (const key0 in data) {
            if (!(((((((key0 === "enableCrossZoneUpgrade") || (key0 === "maxBatchInstancePercent")) || (key0 === "maxUnhealthyInstancePercent")) || (key0 === "maxUnhealthyUpgradedInstancePercent")) || (key0 === "pauseTimeBetweenBatches")) || (key0 === "prioritizeUnhealthyInstances")) || (key0 === "rollbackFailedInstancesOnPolicyBreach"))) {
                const err0 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err0);
                errors++;
            }
        }
        if (data.enableCrossZoneUpgrade !== undefined) {
            if (typeof data.enableCrossZoneUpgrade !== "boolean") {
                const err1 = { instancePath: instancePath + "/enableCrossZoneUpgrade", schemaPath: "#/properties/enableCrossZoneUpgrade/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.maxBatchInstancePercent !== undefined) {
            let data1 = data.maxBatchInstancePercent;
            if (!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) {
                const err2 = { instancePath: instancePath + "/maxBatchInstancePercent", schemaPath: "#/properties/maxBatchInstancePercent/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
            if ((typeof data1 == "number") && (isFinite(data1))) {
                if (data1 > 100 || isNaN(data1)) {
                    const err3 = { instancePath: instancePath + "/maxBatchInstancePercent", schemaPath: "#/properties/maxBatchInstancePercent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 } };
                    (vErrors ??= []).push(err3);
                    errors++;
                }
                if (data1 < 5 || isNaN(data1)) {
                    const err4 = { instancePath: instancePath + "/maxBatchInstancePercent", schemaPath: "#/properties/maxBatchInstancePercent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 5 } };
                    (vErrors ??= []).push(err4);
                    errors++;
                }
            }
        }
        if (data.maxUnhealthyInstancePercent !== undefined) {
            let data2 = data.maxUnhealthyInstancePercent;
            if (!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) {
                const err5 = { instancePath: instancePath + "/maxUnhealthyInstancePercent", schemaPath: "#/properties/maxUnhealthyInstancePercent/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err5);
                errors++;
            }
            if ((typeof data2 == "number") && (isFinite(data2))) {
                if (data2 > 100 || isNaN(data2)) {
                    const err6 = { instancePath: instancePath + "/maxUnhealthyInstancePercent", schemaPath: "#/properties/maxUnhealthyInstancePercent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 } };
                    (vErrors ??= []).push(err6);
                    errors++;
                }
                if (data2 < 5 || isNaN(data2)) {
                    const err7 = { instancePath: instancePath + "/maxUnhealthyInstancePercent", schemaPath: "#/properties/maxUnhealthyInstancePercent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 5 } };
                    (vErrors ??= []).push(err7);
                    errors++;
                }
            }
        }
        if (data.maxUnhealthyUpgradedInstancePercent !== undefined) {
            let data3 = data.maxUnhealthyUpgradedInstancePercent;
            if (!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))) {
                const err8 = { instancePath: instancePath + "/maxUnhealthyUpgradedInstancePercent", schemaPath: "#/properties/maxUnhealthyUpgradedInstancePercent/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err8);
                errors++;
            }
            if ((typeof data3 == "number") && (isFinite(data3))) {
                if (data3 > 100 || isNaN(data3)) {
                    const err9 = { instancePath: instancePath + "/maxUnhealthyUpgradedInstancePercent", schemaPath: "#/properties/maxUnhealthyUpgradedInstancePercent/maximum", keyword: "maximum", params: { comparison: "<=", limit: 100 } };
                    (vErrors ??= []).push(err9);
                    errors++;
                }
                if (data3 < 0 || isNaN(data3)) {
                    const err10 = { instancePath: instancePath + "/maxUnhealthyUpgradedInstancePercent", schemaPath: "#/properties/maxUnhealthyUpgradedInstancePercent/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    (vErrors ??= []).push(err10);
                    errors++;
                }
            }
        }
        if (data.pauseTimeBetweenBatches !== undefined) {
            let data4 = data.pauseTimeBetweenBatches;
            if (typeof data4 === "string") {
                if (!pattern2.test(data4)) {
                    const err11 = { instancePath: instancePath + "/pauseTimeBetweenBatches", schemaPath: "#/properties/pauseTimeBetweenBatches/pattern", keyword: "pattern", params: { pattern: "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" } };
                    (vErrors ??= []).push(err11);
                    errors++;
                }
            }
            else {
                const err12 = { instancePath: instancePath + "/pauseTimeBetweenBatches", schemaPath: "#/properties/pauseTimeBetweenBatches/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err12);
                errors++;
            }
        }
        if (data.prioritizeUnhealthyInstances !== undefined) {
            if (typeof data.prioritizeUnhealthyInstances !== "boolean") {
                const err13 = { instancePath: instancePath + "/prioritizeUnhealthyInstances", schemaPath: "#/properties/prioritizeUnhealthyInstances/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err13);
                errors++;
            }
        }
        if (data.rollbackFailedInstancesOnPolicyBreach !== undefined) {
            if (typeof data.rollbackFailedInstancesOnPolicyBreach !== "boolean") {
                const err14 = { instancePath: instancePath + "/rollbackFailedInstancesOnPolicyBreach", schemaPath: "#/properties/rollbackFailedInstancesOnPolicyBreach/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err14);
                errors++;
            }
        }
    }
    else {
        const err15 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err15);
        errors++;
    }
    validate108.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate105(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.mode === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "mode" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(((key0 === "mode") || (key0 === "automaticOSUpgradePolicy")) || (key0 === "rollingUpgradePolicy"))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.mode !== undefined) {
            let data0 = data.mode;
            if (!(((data0 === "automatic") || (data0 === "manual")) || (data0 === "rolling"))) {
                const err2 = { instancePath: instancePath + "/mode", schemaPath: "#/properties/mode/enum", keyword: "enum", params: { allowedValues: schema47.properties.mode.enum } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.automaticOSUpgradePolicy !== undefined) {
            if (!(validate_data_plane_validate106(data.automaticOSUpgradePolicy, { instancePath: instancePath + "/automaticOSUpgradePolicy", parentData: data, parentDataProperty: "automaticOSUpgradePolicy", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate106.errors : vErrors.concat(validate_data_plane_validate106.errors);
                errors = vErrors.length;
            }
        }
        if (data.rollingUpgradePolicy !== undefined) {
            if (!(validate108(data.rollingUpgradePolicy, { instancePath: instancePath + "/rollingUpgradePolicy", parentData: data, parentDataProperty: "rollingUpgradePolicy", rootData }))) {
                vErrors = vErrors === null ? validate108.errors : vErrors.concat(validate108.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err3 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err3);
        errors++;
    }
    validate_data_plane_validate105.errors = vErrors;
    return errors === 0;
}
function validate_data_plane_validate21(data, { instancePath = "", parentData, parentDataProperty, rootData = data } = {}) {
    let vErrors = null;
    let errors = 0;
    if (data && typeof data == "object" && !Array.isArray(data)) {
        if (data.vmSize === undefined) {
            const err0 = { instancePath, schemaPath: "#/required", keyword: "required", params: { missingProperty: "vmSize" } };
            (vErrors ??= []).push(err0);
            errors++;
        }
        for (const key0 in data) {
            if (!(validate_data_plane_func2.call(validate_data_plane_schema6.properties, key0))) {
                const err1 = { instancePath, schemaPath: "#/additionalProperties", keyword: "additionalProperties", params: { additionalProperty: key0 } };
                (vErrors ??= []).push(err1);
                errors++;
            }
        }
        if (data.$schema !== undefined) {
            if (typeof data.$schema !== "string") {
                const err2 = { instancePath: instancePath + "/$schema", schemaPath: "#/properties/%24schema/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err2);
                errors++;
            }
        }
        if (data.id !== undefined) {
            let data1 = data.id;
            if (typeof data1 === "string") {
                if (!validate_data_plane_pattern0.test(data1)) {
                    const err3 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/pattern", keyword: "pattern", params: { pattern: "^(?:[A-Za-z0-9_-]|\\{version\\})+$" } };
                    (vErrors ??= []).push(err3);
                    errors++;
                }
            }
            else {
                const err4 = { instancePath: instancePath + "/id", schemaPath: "#/properties/id/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err4);
                errors++;
            }
        }
        if (data.displayName !== undefined) {
            let data2 = data.displayName;
            if (typeof data2 === "string") {
                if (data2.length > 1024) {
                    const err5 = { instancePath: instancePath + "/displayName", schemaPath: "#/properties/displayName/maxLength", keyword: "maxLength", params: { limit: 1024 } };
                    (vErrors ??= []).push(err5);
                    errors++;
                }
            }
            else {
                const err6 = { instancePath: instancePath + "/displayName", schemaPath: "#/properties/displayName/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err6);
                errors++;
            }
        }
        if (data.vmSize !== undefined) {
            let data3 = data.vmSize;
            if (typeof data3 === "string") {
                if (!validate_data_plane_pattern1.test(data3)) {
                    const err7 = { instancePath: instancePath + "/vmSize", schemaPath: "#/properties/vmSize/pattern", keyword: "pattern", params: { pattern: "^[A-Za-z0-9_-]+$" } };
                    (vErrors ??= []).push(err7);
                    errors++;
                }
            }
            else {
                const err8 = { instancePath: instancePath + "/vmSize", schemaPath: "#/properties/vmSize/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err8);
                errors++;
            }
        }
        if (data.virtualMachineConfiguration !== undefined) {
            if (!(validate_data_plane_validate22(data.virtualMachineConfiguration, { instancePath: instancePath + "/virtualMachineConfiguration", parentData: data, parentDataProperty: "virtualMachineConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate22.errors : vErrors.concat(validate_data_plane_validate22.errors);
                errors = vErrors.length;
            }
        }
        if (data.resizeTimeout !== undefined) {
            let data5 = data.resizeTimeout;
            if (typeof data5 === "string") {
                if (!pattern2.test(data5)) {
                    const err9 = { instancePath: instancePath + "/resizeTimeout", schemaPath: "#/properties/resizeTimeout/pattern", keyword: "pattern", params: { pattern: "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" } };
                    (vErrors ??= []).push(err9);
                    errors++;
                }
            }
            else {
                const err10 = { instancePath: instancePath + "/resizeTimeout", schemaPath: "#/properties/resizeTimeout/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err10);
                errors++;
            }
        }
        if (data.resourceTags !== undefined) {
            let data6 = data.resourceTags;
            if (data6 && typeof data6 == "object" && !Array.isArray(data6)) {
                for (const key1 in data6) {
                    if (typeof data6[key1] !== "string") {
                        const err11 = { instancePath: instancePath + "/resourceTags/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"), schemaPath: "#/properties/resourceTags/additionalProperties/type", keyword: "type", params: { type: "string" } };
                        (vErrors ??= []).push(err11);
                        errors++;
                    }
                }
            }
            else {
                const err12 = { instancePath: instancePath + "/resourceTags", schemaPath: "#/properties/resourceTags/type", keyword: "type", params: { type: "object" } };
                (vErrors ??= []).push(err12);
                errors++;
            }
        }
        if (data.targetDedicatedNodes !== undefined) {
            let data8 = data.targetDedicatedNodes;
            if (!(((typeof data8 == "number") && (!(data8 % 1) && !isNaN(data8))) && (isFinite(data8)))) {
                const err13 = { instancePath: instancePath + "/targetDedicatedNodes", schemaPath: "#/properties/targetDedicatedNodes/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err13);
                errors++;
            }
            if ((typeof data8 == "number") && (isFinite(data8))) {
                if (data8 > 2147483647 || isNaN(data8)) {
                    const err14 = { instancePath: instancePath + "/targetDedicatedNodes", schemaPath: "#/properties/targetDedicatedNodes/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err14);
                    errors++;
                }
                if (data8 < 0 || isNaN(data8)) {
                    const err15 = { instancePath: instancePath + "/targetDedicatedNodes", schemaPath: "#/properties/targetDedicatedNodes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    (vErrors ??= []).push(err15);
                    errors++;
                }
            }
        }
        if (data.targetLowPriorityNodes !== undefined) {
            let data9 = data.targetLowPriorityNodes;
            if (!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))) {
                const err16 = { instancePath: instancePath + "/targetLowPriorityNodes", schemaPath: "#/properties/targetLowPriorityNodes/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err16);
                errors++;
            }
            if ((typeof data9 == "number") && (isFinite(data9))) {
                if (data9 > 2147483647 || isNaN(data9)) {
                    const err17 = { instancePath: instancePath + "/targetLowPriorityNodes", schemaPath: "#/properties/targetLowPriorityNodes/maximum", keyword: "maximum", params: { comparison: "<=", limit: 2147483647 } };
                    (vErrors ??= []).push(err17);
                    errors++;
                }
                if (data9 < 0 || isNaN(data9)) {
                    const err18 = { instancePath: instancePath + "/targetLowPriorityNodes", schemaPath: "#/properties/targetLowPriorityNodes/minimum", keyword: "minimum", params: { comparison: ">=", limit: 0 } };
                    (vErrors ??= []).push(err18);
                    errors++;
                }
            }
        }
        if (data.enableAutoScale !== undefined) {
            if (typeof data.enableAutoScale !== "boolean") {
                const err19 = { instancePath: instancePath + "/enableAutoScale", schemaPath: "#/properties/enableAutoScale/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err19);
                errors++;
            }
        }
        if (data.autoScaleFormula !== undefined) {
            let data11 = data.autoScaleFormula;
            if (typeof data11 === "string") {
                if (data11.length > 8192) {
                    const err20 = { instancePath: instancePath + "/autoScaleFormula", schemaPath: "#/properties/autoScaleFormula/maxLength", keyword: "maxLength", params: { limit: 8192 } };
                    (vErrors ??= []).push(err20);
                    errors++;
                }
                if (data11.length < 1) {
                    const err21 = { instancePath: instancePath + "/autoScaleFormula", schemaPath: "#/properties/autoScaleFormula/minLength", keyword: "minLength", params: { limit: 1 } };
                    (vErrors ??= []).push(err21);
                    errors++;
                }
            }
            else {
                const err22 = { instancePath: instancePath + "/autoScaleFormula", schemaPath: "#/properties/autoScaleFormula/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err22);
                errors++;
            }
        }
        if (data.autoScaleEvaluationInterval !== undefined) {
            let data12 = data.autoScaleEvaluationInterval;
            if (typeof data12 === "string") {
                if (!pattern2.test(data12)) {
                    const err23 = { instancePath: instancePath + "/autoScaleEvaluationInterval", schemaPath: "#/properties/autoScaleEvaluationInterval/pattern", keyword: "pattern", params: { pattern: "^P(?!$)(\\d+W)?(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?$" } };
                    (vErrors ??= []).push(err23);
                    errors++;
                }
            }
            else {
                const err24 = { instancePath: instancePath + "/autoScaleEvaluationInterval", schemaPath: "#/properties/autoScaleEvaluationInterval/type", keyword: "type", params: { type: "string" } };
                (vErrors ??= []).push(err24);
                errors++;
            }
        }
        if (data.enableInterNodeCommunication !== undefined) {
            if (typeof data.enableInterNodeCommunication !== "boolean") {
                const err25 = { instancePath: instancePath + "/enableInterNodeCommunication", schemaPath: "#/properties/enableInterNodeCommunication/type", keyword: "type", params: { type: "boolean" } };
                (vErrors ??= []).push(err25);
                errors++;
            }
        }
        if (data.networkConfiguration !== undefined) {
            if (!(validate56(data.networkConfiguration, { instancePath: instancePath + "/networkConfiguration", parentData: data, parentDataProperty: "networkConfiguration", rootData }))) {
                vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
                errors = vErrors.length;
            }
        }
        if (data.startTask !== undefined) {
            if (!(validate_data_plane_validate66(data.startTask, { instancePath: instancePath + "/startTask", parentData: data, parentDataProperty: "startTask", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate66.errors : vErrors.concat(validate_data_plane_validate66.errors);
                errors = vErrors.length;
            }
        }
        if (data.applicationPackageReferences !== undefined) {
            let data16 = data.applicationPackageReferences;
            if (Array.isArray(data16)) {
                if (data16.length > 10) {
                    const err26 = { instancePath: instancePath + "/applicationPackageReferences", schemaPath: "#/properties/applicationPackageReferences/maxItems", keyword: "maxItems", params: { limit: 10 } };
                    (vErrors ??= []).push(err26);
                    errors++;
                }
                const len0 = data16.length;
                for (let i0 = 0; i0 < len0; i0++) {
                    if (!(validate82(data16[i0], { instancePath: instancePath + "/applicationPackageReferences/" + i0, parentData: data16, parentDataProperty: i0, rootData }))) {
                        vErrors = vErrors === null ? validate82.errors : vErrors.concat(validate82.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err27 = { instancePath: instancePath + "/applicationPackageReferences", schemaPath: "#/properties/applicationPackageReferences/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err27);
                errors++;
            }
        }
        if (data.taskSlotsPerNode !== undefined) {
            let data18 = data.taskSlotsPerNode;
            if (!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))) {
                const err28 = { instancePath: instancePath + "/taskSlotsPerNode", schemaPath: "#/properties/taskSlotsPerNode/type", keyword: "type", params: { type: "integer" } };
                (vErrors ??= []).push(err28);
                errors++;
            }
            if ((typeof data18 == "number") && (isFinite(data18))) {
                if (data18 > 256 || isNaN(data18)) {
                    const err29 = { instancePath: instancePath + "/taskSlotsPerNode", schemaPath: "#/properties/taskSlotsPerNode/maximum", keyword: "maximum", params: { comparison: "<=", limit: 256 } };
                    (vErrors ??= []).push(err29);
                    errors++;
                }
                if (data18 < 1 || isNaN(data18)) {
                    const err30 = { instancePath: instancePath + "/taskSlotsPerNode", schemaPath: "#/properties/taskSlotsPerNode/minimum", keyword: "minimum", params: { comparison: ">=", limit: 1 } };
                    (vErrors ??= []).push(err30);
                    errors++;
                }
            }
        }
        if (data.taskSchedulingPolicy !== undefined) {
            if (!(validate84(data.taskSchedulingPolicy, { instancePath: instancePath + "/taskSchedulingPolicy", parentData: data, parentDataProperty: "taskSchedulingPolicy", rootData }))) {
                vErrors = vErrors === null ? validate84.errors : vErrors.concat(validate84.errors);
                errors = vErrors.length;
            }
        }
        if (data.userAccounts !== undefined) {
            let data20 = data.userAccounts;
            if (Array.isArray(data20)) {
                const len1 = data20.length;
                for (let i1 = 0; i1 < len1; i1++) {
                    if (!(validate_data_plane_validate86(data20[i1], { instancePath: instancePath + "/userAccounts/" + i1, parentData: data20, parentDataProperty: i1, rootData }))) {
                        vErrors = vErrors === null ? validate_data_plane_validate86.errors : vErrors.concat(validate_data_plane_validate86.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err31 = { instancePath: instancePath + "/userAccounts", schemaPath: "#/properties/userAccounts/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err31);
                errors++;
            }
        }
        if (data.metadata !== undefined) {
            let data22 = data.metadata;
            if (Array.isArray(data22)) {
                const len2 = data22.length;
                for (let i2 = 0; i2 < len2; i2++) {
                    if (!(validate_data_plane_validate92(data22[i2], { instancePath: instancePath + "/metadata/" + i2, parentData: data22, parentDataProperty: i2, rootData }))) {
                        vErrors = vErrors === null ? validate_data_plane_validate92.errors : vErrors.concat(validate_data_plane_validate92.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err32 = { instancePath: instancePath + "/metadata", schemaPath: "#/properties/metadata/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err32);
                errors++;
            }
        }
        if (data.mountConfiguration !== undefined) {
            let data24 = data.mountConfiguration;
            if (Array.isArray(data24)) {
                const len3 = data24.length;
                for (let i3 = 0; i3 < len3; i3++) {
                    if (!(validate94(data24[i3], { instancePath: instancePath + "/mountConfiguration/" + i3, parentData: data24, parentDataProperty: i3, rootData }))) {
                        vErrors = vErrors === null ? validate94.errors : vErrors.concat(validate94.errors);
                        errors = vErrors.length;
                    }
                }
            }
            else {
                const err33 = { instancePath: instancePath + "/mountConfiguration", schemaPath: "#/properties/mountConfiguration/type", keyword: "type", params: { type: "array" } };
                (vErrors ??= []).push(err33);
                errors++;
            }
        }
        if (data.targetNodeCommunicationMode !== undefined) {
            let data26 = data.targetNodeCommunicationMode;
            if (!(((data26 === "default") || (data26 === "classic")) || (data26 === "simplified"))) {
                const err34 = { instancePath: instancePath + "/targetNodeCommunicationMode", schemaPath: "#/properties/targetNodeCommunicationMode/enum", keyword: "enum", params: { allowedValues: validate_data_plane_schema6.properties.targetNodeCommunicationMode.enum } };
                (vErrors ??= []).push(err34);
                errors++;
            }
        }
        if (data.upgradePolicy !== undefined) {
            if (!(validate_data_plane_validate105(data.upgradePolicy, { instancePath: instancePath + "/upgradePolicy", parentData: data, parentDataProperty: "upgradePolicy", rootData }))) {
                vErrors = vErrors === null ? validate_data_plane_validate105.errors : vErrors.concat(validate_data_plane_validate105.errors);
                errors = vErrors.length;
            }
        }
    }
    else {
        const err35 = { instancePath, schemaPath: "#/type", keyword: "type", params: { type: "object" } };
        (vErrors ??= []).push(err35);
        errors++;
    }
    validate_data_plane_validate21.errors = vErrors;
    return errors === 0;
}

;// CONCATENATED MODULE: ./lib/pool/generated/shapes.js
const DATA_PLANE_SHAPE = {
    "root": "Pool",
    "types": {
        "Pool": {
            "$schema": {},
            "id": {},
            "displayName": {},
            "vmSize": {},
            "virtualMachineConfiguration": {
                "type": "VirtualMachineConfiguration"
            },
            "resizeTimeout": {},
            "resourceTags": {
                "free": true
            },
            "targetDedicatedNodes": {},
            "targetLowPriorityNodes": {},
            "enableAutoScale": {},
            "autoScaleFormula": {},
            "autoScaleEvaluationInterval": {},
            "enableInterNodeCommunication": {},
            "networkConfiguration": {
                "type": "NetworkConfiguration"
            },
            "startTask": {
                "type": "BatchStartTask"
            },
            "applicationPackageReferences": {
                "type": "BatchApplicationPackageReference"
            },
            "taskSlotsPerNode": {},
            "taskSchedulingPolicy": {
                "type": "BatchTaskSchedulingPolicy"
            },
            "userAccounts": {
                "type": "UserAccount"
            },
            "metadata": {
                "type": "MetadataItem"
            },
            "mountConfiguration": {
                "type": "MountConfiguration"
            },
            "targetNodeCommunicationMode": {},
            "upgradePolicy": {
                "type": "UpgradePolicy"
            },
            "url": {
                "readOnly": true
            },
            "eTag": {
                "readOnly": true
            },
            "lastModified": {
                "readOnly": true
            },
            "creationTime": {
                "readOnly": true
            },
            "state": {
                "readOnly": true
            },
            "stateTransitionTime": {
                "readOnly": true
            },
            "allocationState": {
                "readOnly": true
            },
            "allocationStateTransitionTime": {
                "readOnly": true
            },
            "resizeErrors": {
                "readOnly": true
            },
            "currentDedicatedNodes": {
                "readOnly": true
            },
            "currentLowPriorityNodes": {
                "readOnly": true
            },
            "autoScaleRun": {
                "readOnly": true
            },
            "stats": {
                "readOnly": true
            },
            "identity": {
                "readOnly": true
            },
            "currentNodeCommunicationMode": {
                "readOnly": true
            }
        },
        "VirtualMachineConfiguration": {
            "imageReference": {
                "type": "ImageReference"
            },
            "nodeAgentSKUId": {},
            "windowsConfiguration": {
                "type": "WindowsConfiguration"
            },
            "dataDisks": {
                "type": "DataDisk"
            },
            "licenseType": {},
            "containerConfiguration": {
                "type": "ContainerConfiguration"
            },
            "diskEncryptionConfiguration": {
                "type": "DiskEncryptionConfiguration"
            },
            "nodePlacementConfiguration": {
                "type": "BatchNodePlacementConfiguration"
            },
            "extensions": {
                "type": "VMExtension"
            },
            "osDisk": {
                "type": "OSDisk"
            },
            "securityProfile": {
                "type": "SecurityProfile"
            },
            "serviceArtifactReference": {
                "type": "ServiceArtifactReference"
            }
        },
        "ImageReference": {
            "publisher": {},
            "offer": {},
            "sku": {},
            "version": {},
            "virtualMachineImageId": {},
            "exactVersion": {
                "readOnly": true
            },
            "sharedGalleryImageId": {},
            "communityGalleryImageId": {}
        },
        "WindowsConfiguration": {
            "enableAutomaticUpdates": {}
        },
        "DataDisk": {
            "lun": {},
            "caching": {},
            "diskSizeGB": {},
            "storageAccountType": {}
        },
        "ContainerConfiguration": {
            "type": {},
            "containerImageNames": {},
            "containerRegistries": {
                "type": "ContainerRegistryReference"
            }
        },
        "ContainerRegistryReference": {
            "username": {},
            "password": {},
            "registryServer": {},
            "identityReference": {
                "type": "BatchNodeIdentityReference"
            }
        },
        "BatchNodeIdentityReference": {
            "resourceId": {}
        },
        "DiskEncryptionConfiguration": {
            "targets": {}
        },
        "BatchNodePlacementConfiguration": {
            "policy": {}
        },
        "VMExtension": {
            "name": {},
            "publisher": {},
            "type": {},
            "typeHandlerVersion": {},
            "autoUpgradeMinorVersion": {},
            "enableAutomaticUpgrade": {},
            "settings": {
                "free": true
            },
            "protectedSettings": {
                "free": true
            },
            "provisionAfterExtensions": {}
        },
        "OSDisk": {
            "ephemeralOSDiskSettings": {
                "type": "DiffDiskSettings"
            },
            "caching": {},
            "diskSizeGB": {},
            "managedDisk": {
                "type": "ManagedDisk"
            },
            "writeAcceleratorEnabled": {}
        },
        "DiffDiskSettings": {
            "placement": {}
        },
        "ManagedDisk": {
            "storageAccountType": {},
            "securityProfile": {
                "type": "VMDiskSecurityProfile"
            }
        },
        "VMDiskSecurityProfile": {
            "securityEncryptionType": {}
        },
        "SecurityProfile": {
            "encryptionAtHost": {},
            "securityType": {},
            "uefiSettings": {
                "type": "UefiSettings"
            }
        },
        "UefiSettings": {
            "secureBootEnabled": {},
            "vTpmEnabled": {}
        },
        "ServiceArtifactReference": {
            "id": {}
        },
        "NetworkConfiguration": {
            "subnetId": {},
            "dynamicVNetAssignmentScope": {},
            "endpointConfiguration": {
                "type": "BatchPoolEndpointConfiguration"
            },
            "publicIPAddressConfiguration": {
                "type": "PublicIpAddressConfiguration"
            },
            "enableAcceleratedNetworking": {}
        },
        "BatchPoolEndpointConfiguration": {
            "inboundNATPools": {
                "type": "InboundNatPool"
            }
        },
        "InboundNatPool": {
            "name": {},
            "protocol": {},
            "backendPort": {},
            "frontendPortRangeStart": {},
            "frontendPortRangeEnd": {},
            "networkSecurityGroupRules": {
                "type": "NetworkSecurityGroupRule"
            }
        },
        "NetworkSecurityGroupRule": {
            "priority": {},
            "access": {},
            "sourceAddressPrefix": {},
            "sourcePortRanges": {}
        },
        "PublicIpAddressConfiguration": {
            "provision": {},
            "ipAddressIds": {}
        },
        "BatchStartTask": {
            "commandLine": {},
            "containerSettings": {
                "type": "BatchTaskContainerSettings"
            },
            "resourceFiles": {
                "type": "ResourceFile"
            },
            "environmentSettings": {
                "type": "EnvironmentSetting"
            },
            "userIdentity": {
                "type": "UserIdentity"
            },
            "maxTaskRetryCount": {},
            "waitForSuccess": {}
        },
        "BatchTaskContainerSettings": {
            "containerRunOptions": {},
            "imageName": {},
            "registry": {
                "type": "ContainerRegistryReference"
            },
            "workingDirectory": {},
            "containerHostBatchBindMounts": {
                "type": "ContainerHostBatchBindMountEntry"
            }
        },
        "ContainerHostBatchBindMountEntry": {
            "source": {},
            "isReadOnly": {}
        },
        "ResourceFile": {
            "autoStorageContainerName": {},
            "storageContainerUrl": {},
            "httpUrl": {},
            "blobPrefix": {},
            "filePath": {},
            "fileMode": {},
            "identityReference": {
                "type": "BatchNodeIdentityReference"
            }
        },
        "EnvironmentSetting": {
            "name": {},
            "value": {}
        },
        "UserIdentity": {
            "username": {},
            "autoUser": {
                "type": "AutoUserSpecification"
            }
        },
        "AutoUserSpecification": {
            "scope": {},
            "elevationLevel": {}
        },
        "BatchApplicationPackageReference": {
            "applicationId": {},
            "version": {}
        },
        "BatchTaskSchedulingPolicy": {
            "nodeFillType": {}
        },
        "UserAccount": {
            "name": {},
            "password": {},
            "elevationLevel": {},
            "linuxUserConfiguration": {
                "type": "LinuxUserConfiguration"
            },
            "windowsUserConfiguration": {
                "type": "WindowsUserConfiguration"
            }
        },
        "LinuxUserConfiguration": {
            "uid": {},
            "gid": {},
            "sshPrivateKey": {}
        },
        "WindowsUserConfiguration": {
            "loginMode": {}
        },
        "MetadataItem": {
            "name": {},
            "value": {}
        },
        "MountConfiguration": {
            "azureBlobFileSystemConfiguration": {
                "type": "AzureBlobFileSystemConfiguration"
            },
            "nfsMountConfiguration": {
                "type": "NfsMountConfiguration"
            },
            "cifsMountConfiguration": {
                "type": "CifsMountConfiguration"
            },
            "azureFileShareConfiguration": {
                "type": "AzureFileShareConfiguration"
            }
        },
        "AzureBlobFileSystemConfiguration": {
            "accountName": {},
            "containerName": {},
            "accountKey": {},
            "sasKey": {},
            "blobfuseOptions": {},
            "relativeMountPath": {},
            "identityReference": {
                "type": "BatchNodeIdentityReference"
            }
        },
        "NfsMountConfiguration": {
            "source": {},
            "relativeMountPath": {},
            "mountOptions": {}
        },
        "CifsMountConfiguration": {
            "username": {},
            "source": {},
            "relativeMountPath": {},
            "mountOptions": {},
            "password": {}
        },
        "AzureFileShareConfiguration": {
            "accountName": {},
            "azureFileUrl": {},
            "accountKey": {},
            "relativeMountPath": {},
            "mountOptions": {}
        },
        "UpgradePolicy": {
            "mode": {},
            "automaticOSUpgradePolicy": {
                "type": "AutomaticOsUpgradePolicy"
            },
            "rollingUpgradePolicy": {
                "type": "RollingUpgradePolicy"
            }
        },
        "AutomaticOsUpgradePolicy": {
            "disableAutomaticRollback": {},
            "enableAutomaticOSUpgrade": {},
            "useRollingUpgradePolicy": {},
            "osRollingUpgradeDeferral": {}
        },
        "RollingUpgradePolicy": {
            "enableCrossZoneUpgrade": {},
            "maxBatchInstancePercent": {},
            "maxUnhealthyInstancePercent": {},
            "maxUnhealthyUpgradedInstancePercent": {},
            "pauseTimeBetweenBatches": {},
            "prioritizeUnhealthyInstances": {},
            "rollbackFailedInstancesOnPolicyBreach": {}
        }
    }
};
const ARM_SHAPE = {
    "root": "Pool",
    "types": {
        "Pool": {
            "$schema": {},
            "properties": {
                "type": "PoolProperties"
            },
            "identity": {
                "type": "BatchPoolIdentity"
            },
            "tags": {
                "free": true
            },
            "systemData": {
                "readOnly": true
            },
            "id": {
                "readOnly": true
            },
            "name": {},
            "type": {
                "readOnly": true
            },
            "etag": {
                "readOnly": true
            },
            "apiVersion": {
                "readOnly": true
            }
        },
        "PoolProperties": {
            "displayName": {},
            "lastModified": {
                "readOnly": true
            },
            "creationTime": {
                "readOnly": true
            },
            "provisioningState": {
                "readOnly": true
            },
            "provisioningStateTransitionTime": {
                "readOnly": true
            },
            "allocationState": {
                "readOnly": true
            },
            "allocationStateTransitionTime": {
                "readOnly": true
            },
            "vmSize": {},
            "deploymentConfiguration": {
                "type": "DeploymentConfiguration"
            },
            "currentDedicatedNodes": {
                "readOnly": true
            },
            "currentLowPriorityNodes": {
                "readOnly": true
            },
            "scaleSettings": {
                "type": "ScaleSettings"
            },
            "autoScaleRun": {
                "readOnly": true
            },
            "interNodeCommunication": {},
            "networkConfiguration": {
                "type": "NetworkConfiguration"
            },
            "taskSlotsPerNode": {},
            "taskSchedulingPolicy": {
                "type": "TaskSchedulingPolicy"
            },
            "userAccounts": {
                "type": "UserAccount"
            },
            "metadata": {
                "type": "MetadataItem"
            },
            "startTask": {
                "type": "StartTask"
            },
            "certificates": {
                "type": "CertificateReference"
            },
            "applicationPackages": {
                "type": "ApplicationPackageReference"
            },
            "applicationLicenses": {},
            "resizeOperationStatus": {
                "readOnly": true
            },
            "mountConfiguration": {
                "type": "MountConfiguration"
            },
            "targetNodeCommunicationMode": {},
            "currentNodeCommunicationMode": {
                "readOnly": true
            },
            "resourceTags": {
                "free": true
            },
            "upgradePolicy": {
                "type": "UpgradePolicy"
            }
        },
        "DeploymentConfiguration": {
            "virtualMachineConfiguration": {
                "type": "VirtualMachineConfiguration"
            }
        },
        "VirtualMachineConfiguration": {
            "imageReference": {
                "type": "ImageReference"
            },
            "nodeAgentSkuId": {},
            "windowsConfiguration": {
                "type": "WindowsConfiguration"
            },
            "dataDisks": {
                "type": "DataDisk"
            },
            "licenseType": {},
            "containerConfiguration": {
                "type": "ContainerConfiguration"
            },
            "diskEncryptionConfiguration": {
                "type": "DiskEncryptionConfiguration"
            },
            "nodePlacementConfiguration": {
                "type": "NodePlacementConfiguration"
            },
            "extensions": {
                "type": "VMExtension"
            },
            "osDisk": {
                "type": "OSDisk"
            },
            "securityProfile": {
                "type": "SecurityProfile"
            },
            "serviceArtifactReference": {
                "type": "ServiceArtifactReference"
            }
        },
        "ImageReference": {
            "publisher": {},
            "offer": {},
            "sku": {},
            "version": {},
            "id": {},
            "sharedGalleryImageId": {},
            "communityGalleryImageId": {}
        },
        "WindowsConfiguration": {
            "enableAutomaticUpdates": {}
        },
        "DataDisk": {
            "lun": {},
            "caching": {},
            "diskSizeGB": {},
            "storageAccountType": {}
        },
        "ContainerConfiguration": {
            "type": {},
            "containerImageNames": {},
            "containerRegistries": {
                "type": "ContainerRegistry"
            }
        },
        "ContainerRegistry": {
            "username": {},
            "password": {},
            "registryServer": {},
            "identityReference": {
                "type": "ComputeNodeIdentityReference"
            }
        },
        "ComputeNodeIdentityReference": {
            "resourceId": {}
        },
        "DiskEncryptionConfiguration": {
            "targets": {}
        },
        "NodePlacementConfiguration": {
            "policy": {}
        },
        "VMExtension": {
            "name": {},
            "publisher": {},
            "type": {},
            "typeHandlerVersion": {},
            "autoUpgradeMinorVersion": {},
            "enableAutomaticUpgrade": {},
            "settings": {
                "free": true
            },
            "protectedSettings": {
                "free": true
            },
            "provisionAfterExtensions": {}
        },
        "OSDisk": {
            "ephemeralOSDiskSettings": {
                "type": "DiffDiskSettings"
            },
            "caching": {},
            "managedDisk": {
                "type": "ManagedDisk"
            },
            "diskSizeGB": {},
            "writeAcceleratorEnabled": {}
        },
        "DiffDiskSettings": {
            "placement": {}
        },
        "ManagedDisk": {
            "storageAccountType": {},
            "securityProfile": {
                "type": "VMDiskSecurityProfile"
            }
        },
        "VMDiskSecurityProfile": {
            "securityEncryptionType": {}
        },
        "SecurityProfile": {
            "securityType": {},
            "encryptionAtHost": {},
            "uefiSettings": {
                "type": "UefiSettings"
            }
        },
        "UefiSettings": {
            "secureBootEnabled": {},
            "vTpmEnabled": {}
        },
        "ServiceArtifactReference": {
            "id": {}
        },
        "ScaleSettings": {
            "fixedScale": {
                "type": "FixedScaleSettings"
            },
            "autoScale": {
                "type": "AutoScaleSettings"
            }
        },
        "FixedScaleSettings": {
            "resizeTimeout": {},
            "targetDedicatedNodes": {},
            "targetLowPriorityNodes": {},
            "nodeDeallocationOption": {}
        },
        "AutoScaleSettings": {
            "formula": {},
            "evaluationInterval": {}
        },
        "NetworkConfiguration": {
            "subnetId": {},
            "dynamicVnetAssignmentScope": {},
            "endpointConfiguration": {
                "type": "PoolEndpointConfiguration"
            },
            "publicIPAddressConfiguration": {
                "type": "PublicIPAddressConfiguration"
            },
            "enableAcceleratedNetworking": {}
        },
        "PoolEndpointConfiguration": {
            "inboundNatPools": {
                "type": "InboundNatPool"
            }
        },
        "InboundNatPool": {
            "name": {},
            "protocol": {},
            "backendPort": {},
            "frontendPortRangeStart": {},
            "frontendPortRangeEnd": {},
            "networkSecurityGroupRules": {
                "type": "NetworkSecurityGroupRule"
            }
        },
        "NetworkSecurityGroupRule": {
            "priority": {},
            "access": {},
            "sourceAddressPrefix": {},
            "sourcePortRanges": {}
        },
        "PublicIPAddressConfiguration": {
            "provision": {},
            "ipAddressIds": {}
        },
        "TaskSchedulingPolicy": {
            "nodeFillType": {}
        },
        "UserAccount": {
            "name": {},
            "password": {},
            "elevationLevel": {},
            "linuxUserConfiguration": {
                "type": "LinuxUserConfiguration"
            },
            "windowsUserConfiguration": {
                "type": "WindowsUserConfiguration"
            }
        },
        "LinuxUserConfiguration": {
            "uid": {},
            "gid": {},
            "sshPrivateKey": {}
        },
        "WindowsUserConfiguration": {
            "loginMode": {}
        },
        "MetadataItem": {
            "name": {},
            "value": {}
        },
        "StartTask": {
            "commandLine": {},
            "resourceFiles": {
                "type": "ResourceFile"
            },
            "environmentSettings": {
                "type": "EnvironmentSetting"
            },
            "userIdentity": {
                "type": "UserIdentity"
            },
            "maxTaskRetryCount": {},
            "waitForSuccess": {},
            "containerSettings": {
                "type": "TaskContainerSettings"
            }
        },
        "ResourceFile": {
            "autoStorageContainerName": {},
            "storageContainerUrl": {},
            "httpUrl": {},
            "blobPrefix": {},
            "filePath": {},
            "fileMode": {},
            "identityReference": {
                "type": "ComputeNodeIdentityReference"
            }
        },
        "EnvironmentSetting": {
            "name": {},
            "value": {}
        },
        "UserIdentity": {
            "userName": {},
            "autoUser": {
                "type": "AutoUserSpecification"
            }
        },
        "AutoUserSpecification": {
            "scope": {},
            "elevationLevel": {}
        },
        "TaskContainerSettings": {
            "containerRunOptions": {},
            "imageName": {},
            "registry": {
                "type": "ContainerRegistry"
            },
            "workingDirectory": {},
            "containerHostBatchBindMounts": {
                "type": "ContainerHostBatchBindMountEntry"
            }
        },
        "ContainerHostBatchBindMountEntry": {
            "source": {},
            "isReadOnly": {}
        },
        "CertificateReference": {
            "id": {},
            "storeLocation": {},
            "storeName": {},
            "visibility": {}
        },
        "ApplicationPackageReference": {
            "id": {},
            "version": {}
        },
        "MountConfiguration": {
            "azureBlobFileSystemConfiguration": {
                "type": "AzureBlobFileSystemConfiguration"
            },
            "nfsMountConfiguration": {
                "type": "NFSMountConfiguration"
            },
            "cifsMountConfiguration": {
                "type": "CIFSMountConfiguration"
            },
            "azureFileShareConfiguration": {
                "type": "AzureFileShareConfiguration"
            }
        },
        "AzureBlobFileSystemConfiguration": {
            "accountName": {},
            "containerName": {},
            "accountKey": {},
            "sasKey": {},
            "blobfuseOptions": {},
            "relativeMountPath": {},
            "identityReference": {
                "type": "ComputeNodeIdentityReference"
            }
        },
        "NFSMountConfiguration": {
            "source": {},
            "relativeMountPath": {},
            "mountOptions": {}
        },
        "CIFSMountConfiguration": {
            "userName": {},
            "source": {},
            "relativeMountPath": {},
            "mountOptions": {},
            "password": {}
        },
        "AzureFileShareConfiguration": {
            "accountName": {},
            "azureFileUrl": {},
            "accountKey": {},
            "relativeMountPath": {},
            "mountOptions": {}
        },
        "UpgradePolicy": {
            "mode": {},
            "automaticOSUpgradePolicy": {
                "type": "AutomaticOsUpgradePolicy"
            },
            "rollingUpgradePolicy": {
                "type": "RollingUpgradePolicy"
            }
        },
        "AutomaticOsUpgradePolicy": {
            "disableAutomaticRollback": {},
            "enableAutomaticOSUpgrade": {},
            "useRollingUpgradePolicy": {},
            "osRollingUpgradeDeferral": {}
        },
        "RollingUpgradePolicy": {
            "enableCrossZoneUpgrade": {},
            "maxBatchInstancePercent": {},
            "maxUnhealthyInstancePercent": {},
            "maxUnhealthyUpgradedInstancePercent": {},
            "pauseTimeBetweenBatches": {},
            "prioritizeUnhealthyInstances": {},
            "rollbackFailedInstancesOnPolicyBreach": {}
        },
        "BatchPoolIdentity": {
            "type": {},
            "userAssignedIdentities": {
                "mapOf": "UserAssignedIdentities"
            }
        },
        "UserAssignedIdentities": {
            "principalId": {
                "readOnly": true
            },
            "clientId": {
                "readOnly": true
            }
        }
    }
};

;// CONCATENATED MODULE: ./lib/pool/normalise.js



/** `az` prints a duration as Python does: `0:15:00`, `1 day, 2:00:00`. A text of the user's own may look alike. */
const DURATIONS = new Set([
    'resizeTimeout',
    'autoScaleEvaluationInterval',
    'evaluationInterval',
    'pauseTimeBetweenBatches',
]);
const PYTHON_DURATION = /^(?:(\d+) days?, )?(\d+):(\d\d):(\d\d)(?:\.\d+)?$/;
/**
 * A `null` is the same as nothing, and is left out of every document. Names in another case are mended only in answers:
 * `az batch pool show` prints names of its own (`nodeAgentSkuId` for `nodeAgentSKUId`); by hand they are mistakes.
 */
function normalise(document, shape) {
    const answer = hasReadOnly(document, shape);
    const left = [];
    const mended = [];
    const notices = [];
    const each = (value, property, path) => {
        if (property.free)
            return value;
        if ((0,json/* isList */.Lv)(value))
            return value.map((item, index) => each(item, property, [...path, index]));
        if ((0,json/* isObject */.Gv)(value)) {
            if (property.type !== undefined)
                return properties(value, property.type, path);
            const { mapOf } = property;
            if (mapOf === undefined)
                return value;
            return fromEntries(Object.entries(value).map(([key, item]) => [key, each(item ?? {}, { type: mapOf }, [...path, key])]));
        }
        if (answer && typeof value === 'string' && DURATIONS.has(String(path.at(-1)))) {
            const duration = isoDuration(value);
            if (duration !== undefined)
                mended.push(`${pathText(path)} ${value} as ${duration}`);
            return duration ?? value;
        }
        return value;
    };
    const properties = (value, type, path) => {
        const known = shape.types[type] ?? {};
        const entries = [];
        for (const [written, item] of Object.entries(value)) {
            const name = answer ? spelling(written, known) : written;
            const property = Object.hasOwn(known, name) ? known[name] : undefined;
            if (item === null || item === undefined)
                continue;
            // The Batch service's own answers carry OData's annotations, such as `odata.metadata`.
            if (property?.readOnly || (answer && written.startsWith('odata.'))) {
                left.push(pathText([...path, name]));
            }
            else if (answer && !property && isRetired(name)) {
                notices.push(retired(name, item));
            }
            else {
                if (name !== written)
                    mended.push(`${written} as ${name}`);
                entries.push([name, property ? each(item, property, [...path, name]) : item]);
            }
        }
        return fromEntries(entries);
    };
    const body = (0,json/* without */.FF)(properties(document, shape.root, []), ['$schema']);
    if (left.length > 0)
        notices.unshift(`Left out of the pool spec, because only Azure sets them: ${left.join(', ')}.`);
    if (mended.length > 0)
        notices.push(`Read in the pool spec: ${mended.join('; ')}.`);
    return { body, notices, answer };
}
/** An ID and a type may stand in a hand-written ARM document too: they do not make it an answer. */
const NOT_TELLING = new Set(['id', 'type', 'apiVersion', 'exactVersion', 'identity']);
function hasReadOnly(document, shape) {
    const top = (value, type) => Object.keys(value).some((name) => shape.types[type]?.[name]?.readOnly === true && !NOT_TELLING.has(name));
    const { properties } = document;
    return top(document, shape.root) || ((0,json/* isObject */.Gv)(properties) && top(properties, 'PoolProperties'));
}
function spelling(written, known) {
    if (Object.hasOwn(known, written))
        return written;
    const folded = written.toLowerCase();
    return Object.keys(known).find((name) => name.toLowerCase() === folded) ?? written;
}
function retired(name, value) {
    return `Left out of the pool spec, because Azure no longer takes it: ${name} = ${JSON.stringify(value)}. ${RETIRED[name]}`;
}
function isoDuration(text) {
    const [, days = '0', hours, minutes, seconds] = PYTHON_DURATION.exec(text) ?? [];
    if (hours === undefined || minutes === undefined || seconds === undefined)
        return undefined;
    const parts = [
        [Number(days) * 24 + Number(hours), 'H'],
        [Number(minutes), 'M'],
        [Number(seconds), 'S'],
    ];
    const written = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
    return `PT${written.join('') || '0S'}`;
}
/** Unlike an assignment, this makes an own property even of a name such as `__proto__`. */
function fromEntries(entries) {
    return Object.fromEntries(entries);
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./lib/pool/endpoint-checks.js
// Network endpoints of a pool: the ports, ranges and rules that Batch takes.
// https://learn.microsoft.com/rest/api/batchservice/pool/add-pool: InboundNATPool, NetworkSecurityGroupRule






const RESERVED_BACKEND = [22, 3389, 29876, 29877];
const RESERVED_FRONTEND = { start: 50_000, end: 55_000 };
const SMALLEST_RANGE = 40;
const MOST_RULES = 25;
const NODES_PER_ADDRESS = 100;
function endpointProblems(view) {
    const refuse = refuser(view);
    const name = view.kind === 'arm' ? 'inboundNatPools' : 'inboundNATPools';
    const pools = partsAt(partAt(view.network, 'endpointConfiguration'), name);
    const rules = pools.flatMap((pool) => partsAt(pool, 'networkSecurityGroupRules'));
    return [
        ...endpoint_checks_addressProblems(view, refuse, pools),
        ...pools.flatMap((pool) => [...backendProblems(pool, refuse), ...frontendProblems(pool, refuse)]),
        ...overlapProblems(pools, refuse),
        ...duplicates(refuse, endpoint_checks_keyed(pools, 'name'), 'a name of its own for each NAT pool'),
        ...duplicates(refuse, endpoint_checks_keyed(pools, 'backendPort'), 'a back-end port of its own for each NAT pool'),
        ...duplicates(refuse, endpoint_checks_keyed(rules, 'priority'), 'a priority of its own for each rule of the pool'),
        ...tooManyRules(rules, refuse),
        ...rules.flatMap((rule) => [...sourceProblems(rule, refuse), ...sourcePortProblems(rule, refuse)]),
    ];
}
function endpoint_checks_keyed(parts, name) {
    return parts.map(({ value, path }) => {
        const found = value[name];
        const known = typeof found === 'string' || typeof found === 'number' ? found : undefined;
        const key = known === undefined ? undefined : String(known).toLowerCase();
        return { path: [...path, name], key, shown: showText(known ?? null) };
    });
}
function backendProblems({ value, path }, refuse) {
    const port = (0,json/* numberAt */.tk)(value, 'backendPort');
    if (port === undefined || !RESERVED_BACKEND.includes(port))
        return [];
    const where = [...path, 'backendPort'];
    return [
        refuse('pool-spec-value', where, {
            found: `${pathText(where)} = ${port}, which Batch keeps for itself`,
            expected: `a port other than ${RESERVED_BACKEND.join(', ')}`,
            fix: 'Let the service on the nodes listen on another port.',
        }),
    ];
}
function rangeOf({ value }) {
    const start = (0,json/* numberAt */.tk)(value, 'frontendPortRangeStart');
    const end = (0,json/* numberAt */.tk)(value, 'frontendPortRangeEnd');
    return start === undefined || end === undefined ? undefined : { start, end };
}
function frontendProblems(pool, refuse) {
    const range = rangeOf(pool);
    if (range === undefined)
        return [];
    const where = [...pool.path, 'frontendPortRangeStart'];
    const shown = `${pathText(pool.path)} with the front-end ports ${range.start} to ${range.end}`;
    const said = (found, expected) => refuse('pool-spec-value', where, { found, expected, fix: 'Choose another range.' });
    if (overlaps(range, RESERVED_FRONTEND)) {
        return [said(`${shown}, some of which Batch keeps for itself`, 'ports outside of 50000 to 55000')];
    }
    if (range.end - range.start + 1 >= SMALLEST_RANGE)
        return [];
    return [said(shown, `at least ${SMALLEST_RANGE} ports, the first of them the lowest`)];
}
function overlapProblems(pools, refuse) {
    return pools.flatMap((pool, index) => {
        const range = rangeOf(pool);
        const other = pools.slice(0, index).find((earlier) => {
            const taken = rangeOf(earlier);
            return range !== undefined && taken !== undefined && overlaps(range, taken);
        });
        if (range === undefined || other === undefined)
            return [];
        return [
            refuse('pool-spec-duplicate', [...pool.path, 'frontendPortRangeStart'], {
                found: `${pathText(pool.path)} with the front-end ports ${range.start} to ${range.end}, some of which ${pathText(other.path)} has`,
                expected: 'ranges that do not overlap',
                fix: 'Choose another range for one of the two.',
            }),
        ];
    });
}
function overlaps(a, b) {
    return a.start <= b.end && b.start <= a.end;
}
function tooManyRules(rules, refuse) {
    const [beyond] = rules.slice(MOST_RULES);
    if (beyond === undefined)
        return [];
    return [
        refuse('pool-spec-value', beyond.path, {
            found: `${rules.length} network security group rules`,
            expected: `at most ${MOST_RULES} in all NAT pools together`,
            fix: 'Merge rules, or take some out.',
        }),
    ];
}
function sourceProblems({ value, path }, refuse) {
    const text = (0,json/* textAt */.$6)(value, 'sourceAddressPrefix');
    // A service tag is a word; what looks like an address must be one.
    if (text === undefined || !/[.:/\d]/.test(text) || /^[A-Za-z]+(?:\.[A-Za-z0-9]+)?$/.test(text))
        return [];
    const [address = '', bits, ...rest] = text.split('/');
    const most = (0,external_node_net_.isIP)(address) === 6 ? 128 : 32;
    const whole = (0,external_node_net_.isIP)(address) !== 0 && rest.length === 0;
    if (whole && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most)))
        return [];
    const where = [...path, 'sourceAddressPrefix'];
    return [
        refuse('pool-spec-value', where, {
            found: `${pathText(where)} = ${showText(text)}`,
            expected: 'an IP address, a subnet such as 192.168.1.0/24, a service tag, or *',
            fix: 'Correct the value.',
        }),
    ];
}
function sourcePortProblems({ value, path }, refuse) {
    const { sourcePortRanges: list } = value;
    if (!(0,json/* isList */.Lv)(list))
        return [];
    const seen = [];
    return list.flatMap((item, index) => {
        if (typeof item !== 'string')
            return [];
        const where = [...path, 'sourcePortRanges', index];
        const range = portsOf(item);
        const other = range !== undefined && seen.some((taken) => overlaps(range, taken));
        if (range !== undefined)
            seen.push(range);
        if (range !== undefined && !other)
            return [];
        return [
            refuse(range === undefined ? 'pool-spec-value' : 'pool-spec-duplicate', where, {
                found: `${pathText(where)} = ${showText(item)}${range === undefined ? '' : ', which overlaps an earlier range'}`,
                expected: '`*`, a port from 0 to 65535, or a range such as 100-200 that overlaps no other',
                fix: 'Correct the range.',
            }),
        ];
    });
}
function portsOf(text) {
    if (text === '*')
        return { start: 0, end: 65_535 };
    const [, start, end = start] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
    const range = { start: Number(start), end: Number(end) };
    return range.start <= range.end && range.end <= 65_535 ? range : undefined;
}
function endpoint_checks_addressProblems(view, refuse, pools) {
    const { value, path } = partAt(view.network, 'publicIPAddressConfiguration');
    const provision = (0,json/* textAt */.$6)(value, 'provision');
    const addresses = (0,json/* isList */.Lv)(value.ipAddressIds) ? value.ipAddressIds : [];
    switch (provision?.toLowerCase()) {
        case 'nopublicipaddresses':
            if (pools.length === 0)
                return [];
            return [
                refuse('pool-spec-conflict', [...view.network.path, 'endpointConfiguration'], {
                    found: `endpointConfiguration beside ${pathText([...path, 'provision'])} = ${provision}`,
                    expected: 'endpoints only on nodes with public IP addresses',
                    fix: 'Remove endpointConfiguration, or choose another provision.',
                    part: 'key',
                }),
            ];
        case 'usermanaged': {
            const targets = targetsOf(view);
            const most = targets.kind === 'fixed' ? Math.max(targets.dedicated, targets.lowPriority) : 1;
            const needed = Math.max(1, Math.ceil(most / NODES_PER_ADDRESS));
            if (addresses.length >= needed)
                return [];
            const where = [...path, 'ipAddressIds'];
            return [
                refuse('pool-spec-conflict', where, {
                    found: `${addresses.length} public IP ${addresses.length === 1 ? 'address' : 'addresses'} in ${pathText(where)}, for a pool whose addresses are your own`,
                    expected: `at least ${needed}: one serves ${NODES_PER_ADDRESS} dedicated and ${NODES_PER_ADDRESS} low-priority nodes`,
                    fix: 'Add addresses, or lower the number of nodes.',
                }),
            ];
        }
        default:
            return [];
    }
}

;// CONCATENATED MODULE: ./lib/pool/machine-checks.js




function machineProblems(view) {
    const refuse = refuser(view);
    const disks = partsAt(view.machine, 'dataDisks').map(({ value, path }) => {
        const lun = (0,json/* numberAt */.tk)(value, 'lun');
        return { path: [...path, 'lun'], key: lun === undefined ? undefined : String(lun), shown: String(lun) };
    });
    return [
        ...duplicates(refuse, disks, 'a LUN of its own for each data disk'),
        ...registriesOf(view).flatMap((registry) => registryProblems(registry, refuse)),
        ...upgradeProblems(view, refuse),
        ...certificateProblems(view, refuse),
    ];
}
function registriesOf({ machine, pool }) {
    const ofTask = partAt(pool, 'startTask', 'containerSettings', 'registry');
    return [...partsAt(partAt(machine, 'containerConfiguration'), 'containerRegistries'), ofTask];
}
function registryProblems({ value, path }, refuse) {
    const { username, password, identityReference } = value;
    const refused = (found, expected, fix) => [
        refuse('pool-spec-conflict', path, { found: `${pathText(path)} with ${found}`, expected, fix }),
    ];
    if (identityReference !== undefined && (username !== undefined || password !== undefined)) {
        const fix = 'Keep the identity, or the user name and its password.';
        return refused('an identity and a user', 'one way to sign in', fix);
    }
    if (username !== undefined && password === undefined) {
        const fix = 'Add password; Azure never shows it again: give it from a secret.';
        return refused('username and without password', 'both, or neither', fix);
    }
    if (username === undefined && password !== undefined) {
        return refused('password and without username', 'both, or neither', 'Add username.');
    }
    return [];
}
function upgradeProblems({ pool, machine }, refuse) {
    const policy = partAt(pool, 'upgradePolicy');
    const rolling = partAt(policy, 'rollingUpgradePolicy');
    const problems = [];
    const batch = (0,json/* numberAt */.tk)(rolling.value, 'maxBatchInstancePercent');
    const unhealthy = (0,json/* numberAt */.tk)(rolling.value, 'maxUnhealthyInstancePercent');
    if (batch !== undefined && unhealthy !== undefined && batch > unhealthy) {
        const where = [...rolling.path, 'maxBatchInstancePercent'];
        problems.push(refuse('pool-spec-conflict', where, {
            found: `${pathText(where)} = ${batch}, more than maxUnhealthyInstancePercent = ${unhealthy}`,
            expected: 'at most as many at once as may be unhealthy',
            fix: 'Lower maxBatchInstancePercent, or raise maxUnhealthyInstancePercent.',
        }));
    }
    const placement = (0,json/* textAt */.$6)(partAt(machine, 'nodePlacementConfiguration').value, 'policy');
    if (rolling.value.enableCrossZoneUpgrade !== undefined && placement?.toLowerCase() !== 'zonal') {
        const where = [...rolling.path, 'enableCrossZoneUpgrade'];
        problems.push(refuse('pool-spec-conflict', where, {
            found: `${pathText(where)} for nodes that are not spread over zones`,
            expected: `it only beside ${pathText([...machine.path, 'nodePlacementConfiguration', 'policy'])} = zonal`,
            fix: 'Remove it, or place the nodes by zone.',
            part: 'key',
        }));
    }
    const { enableAutomaticUpdates } = partAt(machine, 'windowsConfiguration').value;
    const automatic = partAt(policy, 'automaticOSUpgradePolicy');
    if (automatic.value.enableAutomaticOSUpgrade === true && enableAutomaticUpdates === true) {
        const where = [...machine.path, 'windowsConfiguration', 'enableAutomaticUpdates'];
        problems.push(refuse('pool-spec-conflict', where, {
            found: `${pathText(where)} = true beside ${pathText([...automatic.path, 'enableAutomaticOSUpgrade'])} = true`,
            expected: 'one of the two to upgrade Windows',
            fix: 'Set enableAutomaticUpdates to false.',
        }));
    }
    return problems;
}
/** The data plane has no such property any more; ARM still knows its name. */
function certificateProblems({ pool }, refuse) {
    const { certificates } = pool.value;
    if (!(0,json/* isList */.Lv)(certificates) || certificates.length === 0)
        return [];
    const where = [...pool.path, 'certificates'];
    return [
        refuse('pool-spec-retired', where, {
            found: `${pathText(where)}, which Azure retired`,
            expected: 'a pool without certificates',
            fix: `Remove it. ${RETIRED.certificates}`,
            part: 'key',
        }),
    ];
}

;// CONCATENATED MODULE: ./lib/pool/task-checks.js




function taskProblems(view) {
    const refuse = refuser(view);
    const startTask = partAt(view.pool, 'startTask');
    return [
        ...userProblems(view, refuse),
        ...runAsProblems(view, startTask, refuse),
        ...task_checks_containerProblems(view, startTask, refuse),
        ...partsAt(startTask, 'resourceFiles').flatMap((file) => fileProblems(file, refuse)),
        ...mountProblems(view, refuse),
        ...identityProblems(view, refuse),
    ];
}
function has({ value }, name) {
    return value[name] !== undefined;
}
function userProblems(view, refuse) {
    const users = partsAt(view.pool, 'userAccounts');
    const names = users.map(({ value, path }) => {
        const name = (0,json/* textAt */.$6)(value, 'name');
        return { path: [...path, 'name'], key: name?.toLowerCase(), shown: showText(name ?? '') };
    });
    const halves = users.flatMap((user) => {
        const linux = partAt(user, 'linuxUserConfiguration');
        if (has(linux, 'uid') === has(linux, 'gid'))
            return [];
        const [given, missing] = has(linux, 'uid') ? ['uid', 'gid'] : ['gid', 'uid'];
        return [
            refuse('pool-spec-conflict', [...linux.path, given], {
                found: `${pathText(linux.path)} with ${given} and without ${missing}`,
                expected: 'both, or neither',
                fix: `Add ${missing}, or remove ${given}.`,
                part: 'key',
            }),
        ];
    });
    return [...duplicates(refuse, names, 'a name of its own for each user account'), ...halves];
}
function runAsProblems({ kind }, startTask, refuse) {
    const identity = partAt(startTask, 'userIdentity');
    const name = kind === 'arm' ? 'userName' : 'username';
    if (!has(startTask, 'userIdentity') || has(identity, name) !== has(identity, 'autoUser'))
        return [];
    const both = has(identity, name);
    return [
        refuse('pool-spec-conflict', identity.path, {
            found: `${pathText(identity.path)} with ${both ? `both ${name} and autoUser` : `neither ${name} nor autoUser`}`,
            expected: 'one of the two',
            fix: both ? 'Remove one of them.' : `Add ${name} or autoUser, or remove userIdentity.`,
            part: 'key',
        }),
    ];
}
function task_checks_containerProblems({ machine }, startTask, refuse) {
    if (!has(startTask, 'containerSettings') || has(machine, 'containerConfiguration'))
        return [];
    const where = [...startTask.path, 'containerSettings'];
    return [
        refuse('pool-spec-conflict', where, {
            found: `${pathText(where)} without ${pathText([...machine.path, 'containerConfiguration'])}`,
            expected: 'a pool that is prepared for containers',
            fix: 'Add containerConfiguration with its type, or run the start task outside of a container.',
            part: 'key',
        }),
    ];
}
const FILE_SOURCES = ['autoStorageContainerName', 'storageContainerUrl', 'httpUrl'];
function fileProblems(file, refuse) {
    const { value, path } = file;
    const given = FILE_SOURCES.filter((name) => has(file, name));
    const problems = [];
    if (given.length !== 1) {
        problems.push(refuse('pool-spec-conflict', path, {
            found: `${pathText(path)} with ${given.length === 0 ? 'no source' : given.join(' and ')}`,
            expected: `exactly one of ${FILE_SOURCES.join(', ')}`,
            fix: given.length === 0 ? 'Say where the files come from.' : 'Make an item of each.',
        }));
    }
    if (has(file, 'httpUrl') && !has(file, 'filePath')) {
        problems.push(refuse('pool-spec-missing-property', path, {
            found: `no ${pathText([...path, 'filePath'])}`,
            expected: 'the path and name under which the file of httpUrl is saved',
            fix: 'Add filePath.',
        }));
    }
    if (has(file, 'httpUrl') && has(file, 'blobPrefix')) {
        problems.push(refuse('pool-spec-conflict', [...path, 'blobPrefix'], {
            found: `${pathText([...path, 'blobPrefix'])} beside httpUrl`,
            expected: 'a prefix only of the blobs of a container',
            fix: 'Remove blobPrefix, or name the container instead of one file.',
            part: 'key',
        }));
    }
    const target = (0,json/* textAt */.$6)(value, 'filePath');
    if (target !== undefined && leadsOut(target)) {
        const where = [...path, 'filePath'];
        problems.push(refuse('pool-spec-value', where, {
            found: `${pathText(where)} = ${showText(target)}`,
            expected: 'a path inside the working directory of the task',
            fix: 'Give a relative path without `..`; let the command line move the file.',
        }));
    }
    return problems;
}
/** On the nodes of either system. */
function leadsOut(path) {
    return /^(?:[\\/]|[A-Za-z]:)/.test(path) || path.split(/[\\/]/).includes('..');
}
const MOUNTS = [
    'azureBlobFileSystemConfiguration',
    'nfsMountConfiguration',
    'cifsMountConfiguration',
    'azureFileShareConfiguration',
];
const BLOB_KEYS = ['accountKey', 'sasKey', 'identityReference'];
function mountProblems(view, refuse) {
    const mounts = partsAt(view.pool, 'mountConfiguration');
    const kinds = mounts.flatMap((mount) => MOUNTS.filter((name) => has(mount, name)).map((name) => partAt(mount, name)));
    const blobs = mounts
        .filter((mount) => has(mount, MOUNTS[0]))
        .map((mount) => partAt(mount, MOUNTS[0]))
        .flatMap((blob) => {
        const given = BLOB_KEYS.filter((name) => has(blob, name));
        if (given.length === 1)
            return [];
        return [
            refuse('pool-spec-conflict', blob.path, {
                found: `${pathText(blob.path)} with ${given.length === 0 ? 'nothing that opens the account' : given.join(' and ')}`,
                expected: `exactly one of ${BLOB_KEYS.join(', ')}`,
                fix: given.length === 0 ? 'Add one; Azure never shows keys again: give them from a secret.' : 'Keep one.',
            }),
        ];
    });
    const paths = kinds.map(({ value, path }) => {
        const target = (0,json/* textAt */.$6)(value, 'relativeMountPath');
        return { path: [...path, 'relativeMountPath'], key: target, shown: showText(target ?? '') };
    });
    const out = kinds.flatMap(({ value, path }) => {
        const target = (0,json/* textAt */.$6)(value, 'relativeMountPath');
        if (target === undefined || !leadsOut(target))
            return [];
        const where = [...path, 'relativeMountPath'];
        return [
            refuse('pool-spec-value', where, {
                found: `${pathText(where)} = ${showText(target)}`,
                expected: 'a path below the mounts directory of Batch (AZ_BATCH_NODE_MOUNTS_DIR)',
                fix: 'Give a relative path without `..`.',
            }),
        ];
    });
    return [...blobs, ...out, ...duplicates(refuse, paths, 'a path of its own for each file system')];
}
/** What nodes sign in with must be an identity of the pool, which only the shape of Resource Manager can give it. */
function identityProblems({ kind, body }, refuse) {
    const own = Object.keys((0,json/* objectAt */.lJ)(body, 'identity', 'userAssignedIdentities')).map((id) => id.toLowerCase());
    return referencesIn(body, []).flatMap(({ path, id }) => {
        if (kind === 'dataPlane') {
            return [
                refuse('pool-spec-identity', path, {
                    found: `${pathText(path)}, for a pool that cannot have an identity`,
                    expected: 'a pool with an identity in the ARM shape',
                    fix: 'Write the pool in the ARM shape, with `identity` beside `properties`; or use a key.',
                    part: 'key',
                }),
            ];
        }
        if (id === undefined || own.includes(id.toLowerCase()))
            return [];
        return [
            refuse('pool-spec-identity', path, {
                found: `${pathText(path)} ${showText(id, LONGEST_ID)}, which the pool does not have`,
                expected: 'one of identity.userAssignedIdentities',
                fix: 'Add it to the identity of the pool, beside `properties`.',
                part: 'key',
            }),
        ];
    });
}
/** Of a user-assigned identity: the names in it have at most 90 and 128 characters. */
const LONGEST_ID = 400;
/** Wherever a pool may name an identity; the settings of an extension are its own matter. */
function referencesIn(value, path) {
    if ((0,json/* isList */.Lv)(value))
        return value.flatMap((item, index) => referencesIn(item, [...path, index]));
    if (!(0,json/* isObject */.Gv)(value))
        return [];
    return Object.entries(value).flatMap(([name, item]) => {
        const where = [...path, name];
        if (name === 'settings' || name === 'protectedSettings')
            return [];
        if (name !== 'identityReference' || !(0,json/* isObject */.Gv)(item))
            return referencesIn(item, where);
        return [{ path: where, id: identityOf(item) }];
    });
}
function identityOf(reference) {
    return (0,json/* textAt */.$6)(reference, 'resourceId');
}

;// CONCATENATED MODULE: ./lib/pool/pool-spec.js












const BOTH_SHAPES = 'Write the pool as for `az batch pool create --json-file` (`id` and `vmSize` at the top), or as in ARM (`properties` at the top).';
/** Reads a pool spec; `file` is what positions name. All problems are told at once. */
function parsePoolSpec(text, options = {}) {
    const document = readDocument(text, options.file ?? 'pool-spec');
    if ('problems' in document)
        return document;
    const { value, locate } = document;
    if (!(0,json/* isObject */.Gv)(value))
        return refuseShape((0,json/* isList */.Lv)(value) ? 'a list' : 'a single value', locate);
    // The ID of an ARM resource is a path; that of a pool never has a slash.
    const armId = (0,json/* textAt */.$6)(value, 'id')?.startsWith('/') === true;
    const arm = 'properties' in value;
    const dataPlane = 'vmSize' in value || ('id' in value && !armId);
    if (arm && dataPlane)
        return refuseShape('properties of both shapes at the top', locate);
    if (arm)
        return readArm(value, locate);
    if (dataPlane)
        return readDataPlane(value, locate);
    if ('resources' in value)
        return refuseShape('a whole ARM template', locate, 'Give the pool resource of it alone. ');
    return refuseShape('neither `properties` nor `id` and `vmSize` at the top', locate);
}
function refuseShape(found, locate, hint = '') {
    const problem = {
        code: 'pool-spec-shape',
        input: 'pool-spec',
        found,
        expected: 'one pool, in one of the two shapes that Azure has for it',
        fix: `${hint}${BOTH_SHAPES}`,
        position: locate([]),
    };
    return { problems: [problem] };
}
function readDataPlane(document, locate) {
    const { answer, ...read } = normalise(document, DATA_PLANE_SHAPE);
    const { body, notices } = answer ? withoutOwnMarks(withoutFormulaTargets(read), []) : read;
    const checked = { body, shape: DATA_PLANE_SHAPE, schema: 'schema/pool-data-plane.schema.json', locate };
    const identity = losesIdentity(document, answer) ? [identityProblem(locate)] : [];
    const others = [...dataPlaneProblems(body, locate), ...identity, ...partProblems(viewOf('dataPlane', body, locate))];
    const problems = told(checked, validate_data_plane_violations(body), others);
    const id = (0,json/* textAt */.$6)(body, 'id');
    if (problems.length > 0)
        return { problems, ...(id !== undefined && { id }) };
    return { spec: { kind: 'dataPlane', body, notices, locate, ...(id !== undefined && { id }) } };
}
function readArm(document, locate) {
    const { answer, ...read } = normalise(document, ARM_SHAPE);
    const { body, notices } = answer ? withoutOwnMarks(read, ['properties']) : read;
    const checked = { body, shape: ARM_SHAPE, schema: 'schema/pool-arm.schema.json', locate };
    const others = [...armProblems(body, locate), ...partProblems(viewOf('arm', body, locate))];
    const problems = told(checked, violations(body), others);
    // The name stands in the URL of the PUT; in templates it is `account/pool`.
    const { name, ...sent } = body;
    const id = typeof name === 'string' ? name.slice(name.lastIndexOf('/') + 1) : undefined;
    if (problems.length > 0)
        return { problems, ...(id !== undefined && { id }) };
    return { spec: { kind: 'arm', body: sent, notices, locate, ...(id !== undefined && { id }) } };
}
function partProblems(view) {
    return [...machineProblems(view), ...endpointProblems(view), ...taskProblems(view)];
}
/** What has more is no pool with mistakes in it, but something else. */
const MOST_PROBLEMS = 100;
/** As they stand in the text, the first hundred. Where a target is merely misspelt, it is not missing as well. */
function told(document, violations, others) {
    const all = [...schemaProblems(document, violations.slice(0, MOST_PROBLEMS)), ...others];
    const misspelt = all.some(({ code, expected }) => code === 'pool-spec-unknown-property' && /target|autoScale/i.test(expected));
    const problems = firstOfValues(all)
        .filter(({ code }) => !(misspelt && code === 'pool-spec-no-target'))
        .sort((a, b) => order(a) - order(b));
    const more = Math.max(0, violations.length - MOST_PROBLEMS) + Math.max(0, problems.length - MOST_PROBLEMS);
    if (more === 0)
        return problems;
    const rest = {
        code: 'pool-spec-shape',
        input: 'pool-spec',
        found: `${more} more mistakes`,
        expected: 'one pool, in one of the two shapes that Azure has for it',
        fix: `Hold the text against ${document.schema}: it may be something else.`,
        position: document.locate([]),
    };
    return [...problems.slice(0, MOST_PROBLEMS), rest];
}
/** A value that is none of its property breaks no further rule, and an expression is no value at all. */
function firstOfValues(problems) {
    const expressions = problems.filter(({ code }) => code === 'pool-spec-template-expression').map(order);
    const seen = new Set(expressions);
    return problems.filter((problem) => {
        if (problem.code !== 'pool-spec-value')
            return true;
        const place = order(problem);
        if (seen.has(place))
            return false;
        seen.add(place);
        return true;
    });
}
function order({ position }) {
    return (position?.line ?? 0) * 100_000 + (position?.column ?? 0);
}
/** In the answer for an autoscaled pool the targets are what the formula found; a request must not hold them. */
function withoutFormulaTargets({ body, notices }) {
    if (body.enableAutoScale !== true)
        return { body, notices };
    return {
        body: (0,json/* without */.FF)(body, ['targetDedicatedNodes', 'targetLowPriorityNodes', 'resizeTimeout']),
        notices: [...notices, 'Left out of the pool spec: the targets, because its formula sets them.'],
    };
}
/** The answer for a pool that an earlier run made holds that run's marks. */
function withoutOwnMarks({ body, notices }, path) {
    const { metadata } = (0,json/* objectAt */.lJ)(body, ...path);
    if (!(0,json/* isList */.Lv)(metadata))
        return { body, notices };
    const own = metadata.filter((item) => !((0,json/* isObject */.Gv)(item) && (0,json/* textAt */.$6)(item, 'name')?.startsWith(MARK_PREFIX)));
    if (own.length === metadata.length)
        return { body, notices };
    return {
        body: (0,json/* withValue */.cO)(body, [...path, 'metadata'], own),
        notices: [...notices, `Left out of the pool spec: the metadata ${MARK_PREFIX}* of an earlier release.`],
    };
}
/** An answer of the data plane shows the identity that only ARM can set; a pool made without it would not work alike. */
function losesIdentity({ identity }, answer) {
    if (!(0,json/* isObject */.Gv)(identity))
        return false;
    return !answer || (0,json/* textAt */.$6)(identity, 'type')?.toLowerCase() === 'userassigned';
}
function identityProblem(locate) {
    return {
        code: 'pool-spec-identity',
        input: 'pool-spec',
        found: 'identity, which the data plane cannot set',
        expected: 'a pool with an identity in the ARM shape',
        fix: 'Write the pool in the ARM shape: `identity` beside `properties`.',
        position: locate(['identity'], 'key'),
    };
}

;// CONCATENATED MODULE: ./lib/pool/pool-id.js
const VERSION = '{version}';
const RULE = /^[A-Za-z0-9_-]{1,64}$/;
/** Reads a pool ID or a template of one; `input` is where it was written: `pool-id` or `pool-spec`. */
function namePool(template, version, input) {
    const written = version.replaceAll(/[^A-Za-z0-9_-]+/g, '-');
    const id = template.replaceAll(VERSION, written);
    const refuse = (found, expected, fix) => ({
        problem: { code: 'pool-id-invalid', input, found, expected, fix },
    });
    if (/[{}]/.test(id)) {
        return refuse(template, `no placeholder but ${VERSION}`, `Write ${VERSION}, or an ID without braces.`);
    }
    if (id.length > 64) {
        return refuse(`${id} (${id.length} characters)`, 'at most 64 characters', 'Shorten it.');
    }
    if (!RULE.test(id)) {
        return refuse(id === '' ? 'an empty pool ID' : id, 'letters, digits, hyphens and underscores', `Use these characters only; ${VERSION} writes the image version with dashes.`);
    }
    return { id, family: pool_id_familyOf(template) };
}
/** The template without the version and the separators around it. */
function pool_id_familyOf(template) {
    const family = template
        .split(VERSION)
        .map((part) => part.replaceAll(/^[-_]+|[-_]+$/g, ''))
        .filter((part) => part !== '')
        .join('-');
    // A template that is nothing but the version has no other name.
    return family === '' ? 'pool' : family;
}
/** Said when neither the spec nor the input names the pool. */
function missingPoolId() {
    return {
        code: 'pool-id-missing',
        input: 'pool-id',
        found: 'no pool ID, neither in the input nor in the pool spec',
        expected: 'a pool ID, e.g. render-{version}',
        fix: 'Set pool-id, or give the pool spec an id (ARM shape: name).',
    };
}

// EXTERNAL MODULE: ./lib/release/resolve-resource.js
var resolve_resource = __webpack_require__(23930);
;// CONCATENATED MODULE: ./lib/release/choose-source.js
// What the image is made of, from the inputs: names become IDs, URLs and paths are read, and the rest takes its names from it.





/** @param workspace absolute: where relative paths start. */
function chooseSource(inputs, workspace, now) {
    const { source } = inputs;
    switch (source.kind) {
        case 'vm': {
            const vm = (0,resolve_resource/* resolveResource */.T)('vm-name', source.vmName, inputs);
            if ('problems' in vm)
                return vm;
            return { value: { source: { kind: 'vm', vmId: vm.value.id }, name: vm.value.name } };
        }
        case 'vhd-blob': {
            const location = readBlobUrl(source.vhdUrl, now);
            if ('fault' in location)
                return { problems: [vhdUrlProblem(location)] };
            return { value: { source: { kind: 'vhd-blob', location }, name: undefined } };
        }
        case 'vhd-file': {
            const { vhdFile: file } = source;
            return { value: { source: { kind: 'vhd-file', path: (0,external_node_path_.resolve)(workspace, file), name: file }, name: undefined } };
        }
        case 'image-version': {
            const version = (0,gallery_ids/* parseImageVersionId */.y7)(source.imageVersionId);
            const found = `\`${source.imageVersionId}\``;
            if ('expected' in version)
                return choose_source_refuse({ found, expected: version.expected });
            if (version.version === 'latest')
                return choose_source_refuse({ found, expected: 'the number of one version: a pool pins it' });
            return { value: { source: { kind: 'image-version', version }, name: undefined } };
        }
        default:
            return source;
    }
}
function choose_source_refuse(fault) {
    const fix = 'Correct `image-version-id` in the workflow: `az sig image-version list` shows the IDs.';
    return { problems: [{ code: 'input-invalid', input: 'image-version-id', ...fault, fix }] };
}

// EXTERNAL MODULE: ./lib/release/checks/cloud.js
var cloud = __webpack_require__(37130);
;// CONCATENATED MODULE: ./lib/release/contradictions.js
// Inputs that are each right but do not go together, and values that are wrong for reasons of this action's own.



/** Marks are written as tags too; a user's tag must not look like one. */
const contradictions_MARK_PREFIX = 'abip_';
/** ARM takes 50 tags on a resource, and the action writes up to ten of its own. */
const MOST_TAGS = 40;
function contradictions(inputs, now) {
    return [
        ...(0,cloud/* cloudProblems */.y)(inputs),
        ...contradictions_sourceProblems(inputs),
        ...contradictions_captureProblems(inputs),
        ...imageProblems(inputs, now),
        ...poolProblems(inputs),
        ...tagProblems(inputs),
    ];
}
/** Inputs that mean nothing for the source, and would be passed over in silence. */
function contradictions_sourceProblems(inputs) {
    const { source } = inputs;
    const input = SOURCE_INPUTS[source.kind];
    const given = (names) => Object.entries(names).flatMap(([name, value]) => value === undefined ? [] : [contradiction(name, value, `nothing, because the source is \`${input}\``, input)]);
    const ofVm = {
        'capture-mode': inputs.captureMode === 'snapshot' ? undefined : inputs.captureMode,
        'template-path': inputs.templatePath,
        'overwrite-vhd': inputs.overwriteVhd ? 'true' : undefined,
    };
    switch (source.kind) {
        case 'vm':
            return [];
        case 'vhd-blob':
            return given(ofVm);
        case 'vhd-file':
            return given({ ...ofVm, 'export-vhd': inputs.exportVhd ? undefined : 'false' });
        case 'image-version':
            return given({
                ...ofVm,
                'storage-account': inputs.storageAccount,
                'vhd-prefix': inputs.vhdPrefix,
                gallery: inputs.gallery,
                'create-gallery': inputs.createGallery ? 'true' : undefined,
                'image-definition': inputs.imageDefinition,
                'image-version': inputs.imageVersion,
                'security-type': inputs.securityType,
                'exclude-from-latest': inputs.excludeFromLatest === undefined ? undefined : String(inputs.excludeFromLatest),
                'end-of-life-date': inputs.endOfLifeDate,
            });
        default:
            return source;
    }
}
function contradictions_captureProblems(inputs) {
    const { exportVhd, containerName, vhdPrefix, storageAccount, source } = inputs;
    if (source.kind === 'image-version')
        return [];
    if (exportVhd) {
        const expected = (0,names/* nameFault */.I)('container', containerName);
        if (expected === undefined)
            return [];
        const fix = 'Correct `container-name`: Azure refuses any other name.';
        return [{ code: 'name-invalid', input: 'container-name', found: `\`${containerName}\``, expected, fix }];
    }
    const given = { 'storage-account': storageAccount, 'vhd-prefix': vhdPrefix };
    return Object.entries(given).flatMap(([input, value]) => value === undefined ? [] : [contradiction(input, value, 'nothing, because `export-vhd` is `false`', 'export-vhd')]);
}
function imageProblems({ endOfLifeDate }, now) {
    if (endOfLifeDate === undefined || new Date(`${endOfLifeDate}T00:00:00Z`) > now)
        return [];
    return [
        {
            code: 'date-past',
            input: 'end-of-life-date',
            found: `\`${endOfLifeDate}\``,
            expected: 'a date in the future',
            fix: 'The gallery takes only future dates: choose a later one, or leave `end-of-life-date` out.',
        },
    ];
}
function poolProblems({ waitFor, minReadyNodes }) {
    if (minReadyNodes === undefined || waitFor === 'ready')
        return [];
    const expected = `nothing, because \`wait-for\` is \`${waitFor}\``;
    return [contradiction('min-ready-nodes', String(minReadyNodes), expected, 'wait-for')];
}
function tagProblems({ tags }) {
    const names = Object.keys(tags);
    const own = names
        .filter((name) => name.toLowerCase().startsWith(contradictions_MARK_PREFIX))
        .map((name) => ({
        code: 'tag-reserved',
        input: 'tags',
        found: `\`${name}\``,
        expected: `names that do not start with \`${contradictions_MARK_PREFIX}\``,
        fix: 'Rename the tag: the action marks what it makes with names of this kind.',
    }));
    if (names.length <= MOST_TAGS)
        return own;
    const many = {
        code: 'tags-too-many',
        input: 'tags',
        found: `${names.length} tags`,
        expected: `at most ${MOST_TAGS}`,
        fix: 'Remove tags: Azure takes 50 on a resource, and the action needs ten of them.',
    };
    return [...own, many];
}
function contradiction(input, value, expected, other) {
    return {
        code: 'inputs-contradict',
        input,
        found: `\`${value}\``,
        expected,
        fix: `Remove \`${input}\`, or change \`${other}\`.`,
    };
}

;// CONCATENATED MODULE: ./lib/release/image-version.js
// The version of the image: as the input says, or from the tag that the workflow runs on.

const TAG = 'refs/tags/';
function chooseVersion(inputs, provenance) {
    const { imageVersion } = inputs;
    if (imageVersion !== undefined) {
        const expected = (0,names/* nameFault */.I)('image version', imageVersion);
        if (expected === undefined)
            return { value: { name: imageVersion, excludeFromLatest: false } };
        return image_version_refuse(`\`${imageVersion}\``, expected, 'Give three numbers; pre-release parts are not possible in a gallery.');
    }
    const { ref, runNumber } = provenance;
    if (ref.startsWith(TAG)) {
        const tag = ref.slice(TAG.length);
        const name = tag.replace(/^v/, '');
        if ((0,names/* nameFault */.I)('image version', name) === undefined)
            return { value: { name, excludeFromLatest: false } };
        return image_version_refuse(`the tag \`${tag}\`, which is no version`, 'a tag `vX.Y.Z` or `X.Y.Z`', 'Set `image-version`, for example `image-version: 1.4.0`, or push a tag that is a version.');
    }
    if (runNumber > 0)
        return { value: { name: `0.0.${runNumber}`, excludeFromLatest: true } };
    return image_version_refuse('neither a tag nor a run number', 'a version', 'Set `image-version`, for example `image-version: 1.4.0`.');
}
function image_version_refuse(found, expected, fix) {
    return { problems: [{ code: 'image-version-invalid', input: 'image-version', found, expected, fix }] };
}

;// CONCATENATED MODULE: ./lib/release/request-image.js


function requestImage(parts) {
    const { inputs, chosen } = parts;
    const { osType, hyperVGeneration, architecture, securityType } = inputs;
    const wishes = {
        ...(osType && { osType }),
        ...(hyperVGeneration && { hyperVGeneration }),
        ...(architecture && { architecture }),
        ...(securityType && { securityType }),
    };
    const common = { createGallery: inputs.createGallery, replicaRegions: inputs.replicaRegions, wishes };
    const source = chosen?.source;
    if (source?.kind === 'image-version') {
        const { version: id } = source;
        const { definition: definitionName, version } = id;
        const named = { ...common, definitionName, version, excludeFromLatest: false };
        if (id.kind === 'gallery')
            return { value: { ...named, access: 'own', galleryId: id.galleryId } };
        if (inputs.replicaRegions.size > 0)
            return { problems: [cannotReplicate(id, inputs)] };
        return { value: { ...named, access: id.kind, galleryId: id.gallery } };
    }
    // What is wrong with the version's ID is told already, and no image is made.
    if (inputs.source.kind === 'image-version')
        return { problems: [] };
    return madeImage(parts, common);
}
function cannotReplicate({ kind }, { replicaRegions }) {
    return {
        code: 'inputs-contradict',
        input: 'replica-regions',
        found: [...replicaRegions.keys()].join(', '),
        expected: `nothing, because a version of a ${kind} gallery is replicated by its owner alone`,
        fix: 'Remove `replica-regions`, or ask the owner: the pool needs a replica in the region of the Batch account only.',
    };
}
function madeImage({ inputs, provenance, chosen, check }, common) {
    const problems = [];
    const gallery = (0,resolve_resource/* resolveResource */.T)('gallery', inputs.gallery ?? '', inputs);
    if ('problems' in gallery)
        problems.push(...gallery.problems);
    const version = chooseVersion(inputs, provenance);
    if ('problems' in version)
        problems.push(...version.problems);
    const definitionName = inputs.imageDefinition ?? chosen?.name;
    if (definitionName !== undefined)
        check('image definition', 'image-definition', definitionName);
    // A name taken over from a source that cannot be read would only repeat that problem.
    else if (chosen !== undefined)
        problems.push(unnamed(inputs));
    if ('problems' in gallery || 'problems' in version || definitionName === undefined)
        return { problems };
    return {
        value: {
            ...common,
            access: 'own',
            galleryId: gallery.value.id,
            definitionName,
            version: version.value.name,
            excludeFromLatest: inputs.excludeFromLatest ?? version.value.excludeFromLatest,
            ...(inputs.endOfLifeDate === undefined ? {} : { endOfLifeDate: inputs.endOfLifeDate }),
        },
    };
}
function unnamed({ source }) {
    return {
        code: 'input-missing',
        input: 'image-definition',
        found: 'nothing',
        expected: `a name: \`${source.kind === 'vhd-file' ? 'vhd-file' : 'vhd-url'}\` gives the image none`,
        fix: 'Add `image-definition` under `with:`. It is made when absent.',
    };
}

;// CONCATENATED MODULE: ./lib/release/build-request.js
// From inputs to the request of a run: names become resource IDs, defaults that depend on other things are filled in, and
// whatever contradicts itself or Azure would refuse is a problem. Pure: it reads nothing.










/** Inputs that name nothing that a survey looks for. */
const NAMELESS = ['pool-spec', 'min-ready-nodes', 'end-of-life-date', 'tags'];
/** Where the pool specification cannot be used: nothing of it is judged by what Azure holds. */
const NO_SPEC = {
    kind: 'dataPlane',
    body: {},
    notices: [],
    locate: () => ({ file: 'pool-spec', line: 1, column: 1 }),
};
function buildRequest(parts) {
    const { inputs, provenance, poolSpec, workspace, now } = parts;
    const problems = [...contradictions(inputs, now)];
    const keep = (result) => {
        if ('value' in result)
            return result.value;
        problems.push(...result.problems);
        return undefined;
    };
    const check = (kind, input, name) => {
        const expected = (0,names/* nameFault */.I)(kind, name);
        if (expected !== undefined)
            problems.push(badName(input, name, expected));
        return name;
    };
    const resource = (input, text) => keep((0,resolve_resource/* resolveResource */.T)(input, text, inputs)) ?? { id: '', name: '' };
    check('guid', 'subscription-id', inputs.subscriptionId);
    if (inputs.clientId !== undefined)
        check('guid', 'client-id', inputs.clientId);
    if (inputs.tenantId !== undefined)
        check('tenant', 'tenant-id', inputs.tenantId);
    if (inputs.resourceGroup !== undefined)
        check('resource group', 'resource-group', inputs.resourceGroup);
    for (const [name, value] of Object.entries(inputs.tags)) {
        check('tag name', 'tags', name);
        check('tag value', 'tags', value);
    }
    const chosen = keep(chooseSource(inputs, workspace, now));
    const batchAccount = resource('batch-account', inputs.batchAccount);
    const storageAccount = inputs.storageAccount === undefined ? undefined : resource('storage-account', inputs.storageAccount);
    const templatePath = inputs.templatePath === undefined ? undefined : keep(templateFile(inputs.templatePath, workspace));
    const image = keep(requestImage({ inputs, provenance, chosen, check }));
    const vhdPrefix = vhdPrefixOf(inputs, chosen, image?.definitionName);
    if (vhdPrefix !== undefined && inputs.exportVhd && chosen?.source.kind !== 'image-version') {
        check('VHD prefix', 'vhd-prefix', vhdPrefix);
    }
    const usable = keep('spec' in poolSpec ? { value: poolSpec.spec } : poolSpec);
    const spec = usable ?? standIn(poolSpec);
    const named = image && choosePoolName(inputs, spec, image.version);
    // What is wrong with the ID in a specification is told with the rest of it.
    const isTold = usable === undefined && inputs.poolId === undefined;
    const pool = named === undefined || (isTold && 'problems' in named) ? undefined : keep(named);
    if (usable)
        problems.push(...tooManyReady(inputs, usable));
    if (!chosen || !image || !pool)
        return { problems };
    const request = {
        mode: inputs.mode,
        subscriptionId: inputs.subscriptionId,
        source: chosen.source,
        capture: {
            mode: inputs.captureMode,
            dataDisks: inputs.dataDisks,
            exportVhd: inputs.exportVhd && chosen.source.kind !== 'image-version',
            containerName: inputs.containerName,
            vhdPrefix: vhdPrefix ?? '',
            ...(storageAccount && { storageAccountId: storageAccount.id }),
            overwriteVhd: inputs.overwriteVhd,
            ...(templatePath !== undefined && { templatePath }),
        },
        image,
        pool: {
            batchAccountId: batchAccount.id,
            spec,
            poolId: pool.id,
            family: pool.family,
            existingPool: inputs.existingPool,
            waitFor: inputs.waitFor,
            ...(inputs.minReadyNodes === undefined ? {} : { minReadyNodes: inputs.minReadyNodes }),
        },
        tags: inputs.tags,
        provenance,
        timeoutMs: inputs.timeoutMs,
    };
    if (problems.length === 0)
        return { request };
    return problems.every(({ input }) => NAMELESS.includes(input)) ? { problems, draft: request } : { problems };
}
function standIn(poolSpec) {
    const id = 'id' in poolSpec ? poolSpec.id : undefined;
    return { ...NO_SPEC, ...(id !== undefined && { id }) };
}
function vhdPrefixOf({ vhdPrefix }, chosen, definitionName) {
    return vhdPrefix ?? chosen?.name ?? definitionName;
}
function choosePoolName(inputs, spec, version) {
    const template = inputs.poolId ?? spec.id;
    if (template === undefined)
        return { problems: [missingPoolId()] };
    const input = inputs.poolId === undefined ? 'pool-spec' : 'pool-id';
    const named = namePool(template, version, input);
    if (!('problem' in named))
        return { value: named };
    const position = spec.locate([spec.kind === 'arm' ? 'name' : 'id']);
    return { problems: [input === 'pool-id' ? named.problem : { ...named.problem, position }] };
}
/** A formula may ask for any number of nodes; fixed targets say how many there will be. */
function tooManyReady({ minReadyNodes }, spec) {
    const nodes = totalOf(targetsOf(spec));
    if (minReadyNodes === undefined || nodes === undefined || minReadyNodes <= nodes)
        return [];
    return [
        {
            code: 'inputs-contradict',
            input: 'min-ready-nodes',
            found: `${minReadyNodes}, for a pool of ${(0,format/* formatCount */.B4)(nodes, 'node')}`,
            expected: 'at most as many nodes as the pool specification asks for',
            fix: 'Lower `min-ready-nodes`, or leave it out to wait for all nodes.',
        },
    ];
}
/** The folder need not exist yet; the file must not lead out of the workspace. */
function templateFile(path, workspace) {
    const file = (0,external_node_path_.resolve)(workspace, path);
    if (isInside(workspace, file) && file !== (0,external_node_path_.resolve)(workspace))
        return { value: file };
    return {
        problems: [
            {
                code: 'input-invalid',
                input: 'template-path',
                found: `\`${path}\`, which is outside of the workspace`,
                expected: 'a path in the workspace',
                fix: 'Give a path relative to the root of the repository.',
            },
        ],
    };
}
function badName(input, name, expected) {
    return {
        code: 'name-invalid',
        input,
        found: `\`${name}\``,
        expected,
        fix: `Correct \`${input}\`: Azure refuses any other name.`,
    };
}

;// CONCATENATED MODULE: ./lib/understand.js
// The request of a run, as far as its inputs, its provenance and its pool specification tell it; or all that is wrong with
// them. Secrets are masked as soon as they are read.





async function understand(inputs, host, reading) {
    if (inputs.source.kind === 'vhd-blob')
        for (const secret of signaturesOf(inputs.source.vhdUrl))
            host.secret(secret);
    const [provenance, poolSpec] = await Promise.all([reading, readPoolSpec(inputs.poolSpec)]);
    if ('spec' in poolSpec) {
        for (const secret of (0,secrets/* secretsIn */.VY)(poolSpec.spec.body))
            host.secret(secret);
        for (const notice of poolSpec.spec.notices)
            host.notice(`pool-spec: ${notice}`);
    }
    return buildRequest({ inputs, provenance, poolSpec, workspace: workspaceFolder(), now: host.clock.now() });
}
function workspaceFolder() {
    return process.env['GITHUB_WORKSPACE'] ?? process.cwd();
}
async function readPoolSpec(input) {
    const found = await readPoolSpecInput(input, workspaceFolder());
    if ('problems' in found)
        return found;
    return parsePoolSpec(found.text, found.file === undefined ? {} : { file: found.file });
}

;// CONCATENATED MODULE: ./lib/story.js
// The story of a run: understand the request, sign in, survey, plan, carry it out; then report.















async function runStep(inputs, host) {
    const outputs = (0,github_outputs/* createOutputs */.l)(core.setOutput);
    const course = { startedAt: host.clock.now(), phase: 'inputs', inputProblems: [] };
    const nothingWritten = (outcome, warnings = []) => (0,release_result/* unwritten */.p)(outcome, { startedAt: course.startedAt, endedAt: host.clock.now(), warnings });
    let result;
    try {
        result = await carryOut({ inputs, host, outputs, course, nothingWritten });
    }
    catch (error) {
        result = nothingWritten(endedBy(error, course, host));
    }
    (0,report/* reportResult */["if"])(result, { host, outputs, portal: course.portal, request: course.request });
}
/** Rejects for nothing that comes after the plan. */
async function carryOut({ inputs, host, outputs, course, nothingWritten }) {
    const built = await understand(inputs, host, readProvenance());
    if ('problems' in built)
        course.inputProblems = built.problems;
    const request = 'problems' in built ? built.draft : built.request;
    if (request === undefined)
        return nothingWritten({ kind: 'refused', problems: course.inputProblems });
    course.request = request;
    course.phase = 'sign-in';
    const deadline = new Date(course.startedAt.getTime() + request.timeoutMs);
    const session = await host.group('Sign in', async () => (0,sign_in/* signInToAzure */.h)(inputs, host, deadline));
    course.portal = session.cloud.portal;
    const clients = (0,connect/* connect */.Ng)(session, inputs.subscriptionId, deadline);
    course.phase = 'survey';
    (0,connect/* openAhead */.ij)(session, ['batch', ...(request.capture.exportVhd ? ['storage'] : [])]);
    const survey = await host.group('Survey', async () => takeSurvey(request, clients));
    if (course.inputProblems.length > 0) {
        const { problems, warnings } = judgeDraft(course.inputProblems, request, survey);
        return nothingWritten({ kind: 'refused', problems }, warnings);
    }
    const planning = makePlan(request, survey);
    if (planning.kind === 'problems') {
        return nothingWritten({ kind: 'refused', problems: planning.problems }, planning.warnings);
    }
    const { plan } = planning;
    await host.group('Plan', async () => {
        (0,plan_text/* printPlan */.Zn)(host, plan);
        for (const { text } of plan.warnings)
            host.warning(text);
    });
    if (request.mode === 'plan') {
        const { steps, forecast, sourceOs, warnings } = plan;
        const result = nothingWritten({ kind: 'planned', plan: steps, forecast }, warnings);
        return sourceOs === undefined ? result : { ...result, sourceOs };
    }
    const state = createRunState(core.saveState, signInState(inputs));
    state.setRelease(plan.key, plan.version.id);
    const result = await host.group('Release', async () => release({
        request,
        plan,
        clients,
        cleanup: (0,connect/* connectForCleanup */.cn)(session, inputs.subscriptionId, host.grace),
        ledger: state,
        startedAt: course.startedAt,
        deadline,
        output: outputs.set,
    }));
    state.finish();
    return result;
}
/** Whoever has to mend an input hears of that first, whatever else went wrong. */
function endedBy(error, { phase, inputProblems }, host) {
    if (inputProblems.length === 0 || host.signal.aborted)
        return (0,report/* outcomeOf */.sG)(error, phase, host);
    host.warning(`Azure could not be surveyed, so these are the problems of the inputs alone: ${(0,errors/* describe */.q0)(error)}`);
    return { kind: 'refused', problems: inputProblems };
}
/** What `post` needs to sign in again: inputs are evaluated anew there, so it never reads them. */
function signInState(inputs) {
    const { clientId, tenantId, environment, cloudEndpoints, subscriptionId, oidcAudience } = inputs;
    return {
        environment,
        cloudEndpoints,
        subscriptionId,
        ...(oidcAudience === undefined ? {} : { oidcAudience }),
        ...(clientId === undefined ? {} : { clientId }),
        ...(tenantId === undefined ? {} : { tenantId }),
    };
}


/***/ })

};
