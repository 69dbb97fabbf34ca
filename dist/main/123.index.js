export const id = 123;
export const ids = [123];
export const modules = {

/***/ 71623:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B5: () => (/* binding */ isAzureServiceError),
/* harmony export */   c4: () => (/* binding */ isNotFound),
/* harmony export */   q0: () => (/* binding */ describe),
/* harmony export */   xh: () => (/* binding */ AzureServiceError)
/* harmony export */ });
// The one error that every refusal of a service becomes: who refused what, with which code, and whom to ask about it.
class AzureServiceError extends Error {
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
    return error instanceof AzureServiceError && (code === undefined || error.code === code);
}
/** Whether the service says that the thing is not there. */
function isNotFound(error) {
    return isAzureServiceError(error) && error.status === 404;
}
/** Everything an error knows, in words. An error of unknown kind is shown whole, never wrapped away. */
function describe(error) {
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
        const parts = error.errors.map((part) => describe(part));
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
    const lines = [`${error.service} refused ${error.operation}${status}: ${error.code}: ${error.serviceMessage}`];
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


/***/ }),

/***/ 6937:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ hintFor)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71623);
// The likely fix for errors that are known: what a user can do, in one or two sentences.

/** The first that fits wins: those that look at the text come before those that do not. */
const HINTS = [
    // Signing in
    {
        codes: ['AADSTS700213', 'AADSTS70021', 'AADSTS7002138'],
        fix: (error) => `${presented(error)} The federated credential's subject must match exactly, case included. A tag's subject ` +
            '(`repo:o/r:ref:refs/tags/v1.2.3`) differs for each tag: run the job in a GitHub `environment` and register its ' +
            'subject (`repo:o/r:environment:NAME`).',
    },
    {
        codes: ['AADSTS700211'],
        fix: (error) => `${presented(error)} No federated credential of the application has this issuer. For github.com it is ` +
            '`https://token.actions.githubusercontent.com`; GitHub Enterprise has its own.',
    },
    {
        codes: ['AADSTS700212'],
        fix: (error) => `${presented(error)} The federated credential expects another audience: set the input oidc-audience to it ` +
            '(`api://AzureADTokenExchange` in public Azure).',
    },
    {
        codes: ['AADSTS700024'],
        fix: 'The assertion had expired. Let this action sign in by itself (`permissions: id-token: write`, client-id and tenant-id): it then asks for a new one whenever it needs one.',
    },
    {
        codes: ['AADSTS7000215'],
        fix: 'AZURE_CLIENT_SECRET is wrong or belongs to another application. It must be the secret’s value, not its ID.',
    },
    {
        codes: ['AADSTS7000222'],
        fix: 'The client secret has expired: make a new one, or sign in by OIDC, which has none.',
    },
    {
        codes: ['AADSTS700016'],
        fix: 'There is no application with this client-id in this tenant: check both, and that it is the application (client) ID, not the object ID.',
    },
    { codes: ['AADSTS90002'], fix: 'There is no such tenant in this cloud: check tenant-id and environment.' },
    {
        codes: ['IdTokenUnavailable'],
        fix: 'Give the job `permissions: id-token: write`. Pull requests from forks never get it.',
    },
    {
        codes: ['NoWayToSignIn'],
        fix: 'Set client-id and tenant-id and give the job `permissions: id-token: write`, or run azure/login in an earlier step.',
    },
    {
        codes: ['InvalidAuthenticationTokenTenant'],
        fix: 'The token is of another tenant than the subscription: check tenant-id and subscription-id.',
    },
    // Rights
    {
        codes: ['AuthorizationFailed'],
        fix: (error) => error.missingAction
            ? `Give ${error.missingAction.principal} a role with ${error.missingAction.action} over ${error.missingAction.scope}. A new assignment can take minutes to count.`
            : 'Give the signed-in identity a role with this right. A new assignment can take minutes to count.',
    },
    {
        codes: ['LinkedAuthorizationFailed'],
        fix: (error) => error.missingAction
            ? `The request itself is allowed, but not the use of what it refers to: give ${error.missingAction.principal} a role with ${error.missingAction.action} over ${error.missingAction.scope}.`
            : 'The request itself is allowed, but not the use of what it refers to (an image, a disk, a subnet): the identity needs a role there too.',
    },
    {
        codes: ['AuthorizationPermissionMismatch'],
        fix: 'Owner and Contributor do not reach into blobs: assign Storage Blob Data Contributor on the storage account or the container.',
    },
    {
        codes: ['KeyBasedAuthenticationNotPermitted'],
        fix: 'The storage account refuses keys (allowSharedKeyAccess is false), and an image version made from a VHD is read with them: allow them for the release, or capture a VM instead.',
    },
    {
        codes: ['RequestDisallowedByPolicy'],
        fix: 'An Azure Policy of the subscription refuses this resource. The message names the assignment; often tags (input tags) or an allowed region are what it wants.',
    },
    {
        codes: ['ScopeLocked'],
        fix: 'A lock forbids it. Remove the lock named in the message, or choose another resource.',
    },
    {
        codes: ['MissingSubscriptionRegistration'],
        fix: 'Register the resource provider named in the message once in the subscription: `az provider register --namespace ...`.',
    },
    {
        codes: ['AuthenticationFailed'],
        text: /SharedKey is not allowed/i,
        fix: 'Batch refuses account keys for pools with gallery images or virtual networks, and in user subscription mode. This action signs in with Entra: another client in the workflow must do so as well.',
    },
    {
        codes: ['AuthorizationFailure'],
        fix: 'The account’s network rules refuse this runner. Allow its address, or use a runner inside the network.',
    },
    {
        codes: ['PublicAccessNotPermitted'],
        fix: 'The URL has no signature (SAS), or it has been cut off: quote it whole.',
    },
    {
        codes: ['InvalidAuthenticationInfo', 'ExpiredAuthenticationToken', 'InvalidAuthenticationToken'],
        fix: 'The service does not accept the token: check tenant-id, environment, and the runner’s clock.',
    },
    {
        codes: ['AccountIsDisabled'],
        fix: 'The Batch account is disabled. Its subscription may be in arrears or disabled.',
    },
    // Virtual machines and disks
    {
        codes: ['OperationNotAllowed', 'QuotaExceeded'],
        text: /quota/i,
        fix: 'The subscription’s core quota in this region is too small. Ask for more (the message holds the link), or use a smaller VM size or fewer nodes.',
    },
    {
        codes: ['OperationNotAllowed'],
        text: /only supported on a Virtual Machine with blob based disks/i,
        fix: 'A VM with managed disks cannot be captured the old way: leave capture-mode at snapshot.',
    },
    {
        codes: ['OperationNotAllowed'],
        text: /active shared access signature/i,
        fix: 'The disk is still open for export. Revoke the access (`az disk revoke-access` or `az snapshot revoke-access`) and run again.',
    },
    {
        codes: ['OperationNotAllowed'],
        text: /VM is generalized/i,
        fix: 'A generalized VM can never start again. Make a new VM from the image, or keep the source by capture-mode snapshot.',
    },
    {
        codes: ['Conflict', 'OperationNotAllowed'],
        text: /attached to running VM|VM is running|not deallocated/i,
        fix: 'Something started the VM again during the release. See that nothing else uses it, and run again.',
    },
    {
        codes: ['CopySourceCannotBeIncrementalCopyBlob'],
        fix: 'The snapshot is incremental, and pages cannot be copied out of it. Premium SSD v2 and Ultra disks have no other: set export-vhd: false.',
    },
    // Galleries
    {
        codes: ['InvalidParameter', 'Conflict', 'BadRequest'],
        text: /security type '\w+' is not supported for the source|contains TrustedLaunch or ConfidentialVM security data/i,
        fix: 'The image definition’s security type does not fit the VM. A VM with Trusted Launch needs a definition with TrustedLaunch, and pools that boot it need that security profile: use another image-definition.',
    },
    {
        codes: ['PropertyChangeNotAllowed'],
        fix: 'What exists under this name was made of something else and cannot be changed: use another image-definition or image-version.',
    },
    {
        codes: ['GalleryImageNotFound'],
        fix: 'Batch does not see the image yet, or may not: it must be replicated to the account’s region, and the identity needs Microsoft.Compute/disks/beginGetAccess/action on it (Reader is not enough).',
    },
    // Batch
    {
        codes: ['PoolQuotaReached'],
        fix: 'The Batch account holds as many pools as it may. Delete one that is not needed, or ask for a higher pool quota.',
    },
    {
        codes: ['AccountCoreQuotaReached', 'AccountVMSeriesCoreQuotaReached'],
        fix: 'The Batch account’s quota of dedicated cores is used up. Ask for more on the account, or use fewer nodes.',
    },
    {
        codes: ['AccountLowPriorityCoreQuotaReached', 'AccountSpotCoreQuotaReached'],
        fix: 'The Batch account’s quota of low-priority cores is used up (new accounts have none). Ask for more, or use dedicated nodes.',
    },
    {
        codes: ['PoolBeingDeleted'],
        fix: 'The old pool of this ID is still being deleted. Wait until it is gone, or use a pool-id with {version}.',
    },
    { codes: ['PoolExists'], fix: 'A pool of this ID exists, perhaps in other case. Use a pool-id with {version}.' },
    {
        codes: ['BatchAgentInstallationFailure'],
        fix: 'Batch’s agent did not start on the node. Most often the node agent SKU does not fit the image’s OS, the image was not generalized, or it brought VM extensions with it.',
    },
    {
        codes: ['AllocationFailed', 'BadRequest'],
        text: /Hypervisor Generation/i,
        fix: 'The VM size cannot boot the image’s generation. Choose a size that supports it (most v3 and newer sizes boot both).',
    },
    {
        codes: ['AllocationFailed', 'BadRequest'],
        text: /Use of TrustedLaunch setting is not supported for the provided image/i,
        fix: 'The image was not made for Trusted Launch: take securityProfile out of the pool spec, or release from a VM with Trusted Launch.',
    },
    {
        codes: ['AllocationFailed', 'BadRequest'],
        text: /TrustedLaunch/i,
        fix: 'The image boots only with Trusted Launch: the pool needs securityProfile.securityType trustedLaunch and a size that supports it.',
    },
    {
        codes: ['AllocationFailed'],
        text: /not authorized|permission/i,
        fix: 'Batch may not do what the pool needs in the subscription: check the rights of the Microsoft Azure Batch application, and of the pool’s identity.',
    },
    {
        codes: ['AllocationFailed', 'ZonalAllocationFailed', 'OverconstrainedAllocationRequest', 'AllocationTimedout'],
        fix: 'Azure has no room for this size here now. Run again later, or use another size or region.',
    },
    {
        codes: ['SkuNotAvailable'],
        fix: 'This VM size is not offered to the subscription in this region. Choose another size or region.',
    },
];
/** For an error of ours, or for anything that has a code and a message, such as a node's or a resize error. */
function hintFor(error) {
    const known = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isAzureServiceError */ .B5)(error) ? error : undefined;
    const code = known?.code ?? textOf(error, 'code');
    if (code === undefined)
        return undefined;
    const values = known?.values ?? valuesOf(error);
    const text = [known?.serviceMessage ?? textOf(error, 'message') ?? '', ...Object.values(values)].join('\n');
    const hint = HINTS.find(({ codes, text: pattern }) => codes.includes(code) && (pattern?.test(text) ?? true));
    if (hint === undefined)
        return undefined;
    if (typeof hint.fix === 'string')
        return hint.fix;
    return known === undefined ? undefined : hint.fix(known);
}
function presented({ values }) {
    const [issuer, subject, audience] = ['issuer', 'subject', 'audience'].map((name) => values[`presented ${name}`]);
    if (subject === undefined)
        return '';
    return `GitHub presented issuer '${issuer ?? ''}', subject '${subject}', audience '${audience ?? ''}'.`;
}
function textOf(value, name) {
    if (typeof value !== 'object' || value === null)
        return undefined;
    const found = Reflect.get(value, name);
    return typeof found === 'string' ? found : undefined;
}
function valuesOf(value) {
    if (typeof value !== 'object' || value === null)
        return {};
    const found = Reflect.get(value, 'values');
    if (typeof found !== 'object' || found === null)
        return {};
    const entries = Object.entries(found);
    return Object.fromEntries(entries.filter((entry) => typeof entry[1] === 'string'));
}


/***/ }),

/***/ 30018:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CS: () => (/* binding */ prose),
/* harmony export */   Jj: () => (/* binding */ cut),
/* harmony export */   aY: () => (/* binding */ code),
/* harmony export */   ih: () => (/* binding */ escape),
/* harmony export */   nf: () => (/* binding */ link),
/* harmony export */   tp: () => (/* binding */ table),
/* harmony export */   yK: () => (/* binding */ createBudget)
/* harmony export */ });
// Markdown for the job summary: whatever comes from outside is text in it and never markup, and tables stay in a budget.
/**
 * A text as it is, on one line: every character that Markdown, GFM tables or HTML could take for markup becomes an
 * entity. Invisible controls that reorder or hide text are shown as what they are.
 */
function escape(text) {
    return text
        .replaceAll(/[&<>"'`|\\*_~[\](){}#!$@]/g, (character) => `&#${character.codePointAt(0) ?? 0};`)
        .replaceAll(/\r\n|[\n\r\u2028\u2029]/g, '<br>')
        .replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
}
/** Cut before it is escaped, so that no entity is cut in half. */
function cut(text, longest) {
    return text.length <= longest ? text : `${text.slice(0, longest)}...`;
}
/** Fixed-width text; HTML, because entities mean nothing between backticks. */
function code(text) {
    return `<code>${escape(text)}</code>`;
}
/** Prose of this action's own, in which `backticks` mark code; everything else is escaped. */
function prose(text) {
    return text
        .split(/(`[^`\n]+`)/)
        .map((part) => (/^`[^`]+`$/.test(part) ? code(part.slice(1, -1)) : escape(part)))
        .join('');
}
/** The address is one this action made; the label is any text. */
function link(label, address) {
    return `<a href="${address.replaceAll('&', '&amp;').replaceAll('"', '%22').replaceAll('<', '%3C')}">${label}</a>`;
}
function createBudget(bytes) {
    let left = bytes;
    return {
        take(text) {
            const size = Buffer.byteLength(text) + 1;
            if (size > left)
                return false;
            left -= size;
            return true;
        },
    };
}
/** Rows as far as the budget goes, then how many more there are. Cells are Markdown already. */
function table(headings, rows, budget) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    const lines = [line(headings), line(headings.map(() => '---'))];
    if (rows.length === 0 || !budget.take(lines.join('\n')))
        return '';
    const firstLeftOut = rows.findIndex((row) => !budget.take(line(row)));
    const shown = firstLeftOut < 0 ? rows.length : firstLeftOut;
    lines.push(...rows.slice(0, shown).map(line));
    if (shown < rows.length)
        lines.push('', `... and ${rows.length - shown} more.`);
    return lines.join('\n');
}


/***/ }),

/***/ 73470:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (/* binding */ createOutputs)
});

;// CONCATENATED MODULE: ./lib/release/result.js
const RESULT_SCHEMA_VERSION = 1;

;// CONCATENATED MODULE: ./lib/github/result-json.js
// The `result` output: the whole result as one JSON document that workflows can read. Fields are only ever added;
// a change of meaning raises `schemaVersion`.

function resultJson(result) {
    return JSON.stringify({
        schemaVersion: RESULT_SCHEMA_VERSION,
        outcome: result.outcome.kind,
        phase: phaseOf(result.outcome) ?? null,
        changed: result.changed,
        startedAt: result.startedAt,
        endedAt: result.endedAt,
        seconds: Math.round((result.endedAt.getTime() - result.startedAt.getTime()) / 1000),
        vhdUrl: result.outputs.vhdUrl ?? null,
        imageVersion: result.outputs.imageVersion ?? null,
        imageVersionId: result.outputs.imageVersionId ?? null,
        poolId: result.outputs.poolId ?? null,
        vhds: result.vhds,
        pool: result.pool ?? null,
        steps: result.steps,
        marks: result.marks,
        leftovers: result.leftovers,
        warnings: result.warnings,
        problems: result.outcome.kind === 'refused' ? result.outcome.problems : [],
        failure: result.outcome.kind === 'failed' ? result.outcome.failure : null,
        plan: result.outcome.kind === 'planned'
            ? result.outcome.plan.map(({ id, phase, title, resource, reason, state, after }) => ({
                id,
                phase,
                title,
                resource,
                reason,
                state,
                after,
            }))
            : null,
    });
}
/** The phase in which the run ended before its end; undefined for a run that came to its end. */
function phaseOf(outcome) {
    switch (outcome.kind) {
        case 'succeeded':
        case 'planned':
        case 'refused':
            return undefined;
        case 'failed':
            return outcome.failure.phase;
        case 'cancelled':
            return outcome.phase;
    }
}

;// CONCATENATED MODULE: ./lib/github/outputs.js

function createOutputs(setOutput) {
    const written = new Map();
    const write = (name, value) => {
        if (value === undefined || written.get(name) === value)
            return;
        // An output is printed, stored and passed on; a signed URL in one would hand out access.
        if (/[?&]sig=/i.test(value))
            throw new Error(`The output ${name} would hold a SAS.`);
        written.set(name, value);
        setOutput(name, value);
    };
    const set = (outputs) => {
        write('vhd-url', outputs.vhdUrl);
        write('pool-id', outputs.poolId);
        write('image-version', outputs.imageVersion);
        write('image-version-id', outputs.imageVersionId);
    };
    return {
        set,
        finish(result) {
            set(result.outputs);
            write('changed', String(result.changed));
            write('result', resultJson(result));
        },
    };
}


/***/ }),

/***/ 90738:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EG: () => (/* binding */ renderPlan),
/* harmony export */   Zn: () => (/* binding */ printPlan)
/* harmony export */ });
/* unused harmony export planLines */
/* harmony import */ var _markdown_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(30018);

/** One line per step, in the order in which they can start, under the name of their phase. */
function planLines(steps) {
    const numbers = numbersOf(steps);
    return steps.map((step) => {
        const after = step.after.map((id) => numbers.get(id) ?? id).join(', ');
        const needs = after === '' ? '' : ` (after ${after})`;
        return `${step.state === 'done' ? 'done' : 'todo'}  ${numbers.get(step.id) ?? ''}. ${step.phase}: ${step.title}${needs}: ${step.reason}`;
    });
}
function printPlan(host, { steps }) {
    for (const line of planLines(steps))
        host.progress(line);
    const todo = steps.filter(({ state }) => state === 'todo').length;
    host.progress(`plan: ${todo} of ${steps.length} steps to do`);
}
function renderPlan(steps, budget) {
    const numbers = numbersOf(steps);
    const rows = steps.map(({ id, phase, title, resource, reason, state, after }) => [
        String(numbers.get(id) ?? ''),
        phase,
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .escape */ .ih)((0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(title, 300)),
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .code */ .aY)((0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(resource, 500)),
        (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .prose */ .CS)((0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .cut */ .Jj)(reason, 500)),
        state === 'done' ? 'done already' : 'to do',
        after.map((other) => numbers.get(other) ?? (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .escape */ .ih)(other)).join(', '),
    ]);
    return (0,_markdown_js__WEBPACK_IMPORTED_MODULE_0__/* .table */ .tp)(['#', 'Phase', 'Step', 'Resource', 'Why', 'State', 'After'], rows, budget);
}
function numbersOf(steps) {
    return new Map(steps.map(({ id }, index) => [id, index + 1]));
}


/***/ }),

/***/ 40952:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ createReport)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 15 modules
var core = __webpack_require__(24600);
// EXTERNAL MODULE: ./lib/azure/errors.js
var errors = __webpack_require__(71623);
// EXTERNAL MODULE: ./lib/azure/hints.js
var hints = __webpack_require__(6937);
// EXTERNAL MODULE: ./lib/format.js
var format = __webpack_require__(52016);
;// CONCATENATED MODULE: ./lib/github/gantt.js
/** Beyond this a chart cannot be read, and Mermaid gives up on very long sources. */
const MOST_STEPS = 60;
function renderGantt(steps, now) {
    const timed = steps.filter((step) => step.startedAt !== undefined).slice(0, MOST_STEPS);
    if (timed.length === 0)
        return '';
    const lines = ['```mermaid', 'gantt', '  dateFormat x', '  axisFormat %H:%M:%S'];
    for (const phase of new Set(timed.map((step) => step.phase))) {
        lines.push(`  section ${phase}`);
        for (const step of timed.filter((candidate) => candidate.phase === phase)) {
            const start = step.startedAt?.getTime() ?? 0;
            // A bar of no width would be invisible.
            const end = Math.max((step.endedAt ?? now).getTime(), start + 1000);
            lines.push(`  ${label(step.title)} :${TAGS[step.state]}${start}, ${end}`);
        }
    }
    return [...lines, '```'].join('\n');
}
const TAGS = {
    'done-before': 'done, ',
    done: 'done, ',
    failed: 'crit, ',
    skipped: '',
    cancelled: 'crit, ',
};
/** Letters, digits and a few harmless signs: colons, semicolons, hashes and line ends have a meaning in the source. */
function label(title) {
    return (title
        .replaceAll(/[^\p{L}\p{N} ._/()+-]/gu, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim()
        .slice(0, 80) || 'step');
}

// EXTERNAL MODULE: ./lib/github/markdown.js
var markdown = __webpack_require__(30018);
// EXTERNAL MODULE: ./lib/azure/resource-id.js
var resource_id = __webpack_require__(18481);
;// CONCATENATED MODULE: ./lib/github/portal.js
// Links into the Azure portal of the cloud in use.


/** A resource's name, linked to its page; the ID alone where there is no portal. */
function resourceLink({ url, tenantId }, id) {
    if (url === undefined || !id.startsWith('/'))
        return (0,markdown/* code */.aY)(id);
    const tenant = tenantId === undefined ? '' : `@${encodeURIComponent(tenantId)}/`;
    const path = id.split('/').map(encodeURIComponent).join('/');
    return (0,markdown/* link */.nf)((0,markdown/* escape */.ih)((0,resource_id/* nameOf */.Vb)(id)), `${url.replace(/\/+$/, '')}/#${tenant}resource${path}`);
}

;// CONCATENATED MODULE: ./lib/github/summary-faults.js


const LONGEST_CELL = 2000;
/** Text of a service or of a node: long enough for a stack trace. */
const LONGEST_MESSAGE = 16_000;
function renderProblems(problems, budget) {
    const rows = problems.map(({ input, found, expected, fix, position, docs }) => [
        (0,markdown/* code */.aY)(input),
        position ? (0,markdown/* code */.aY)(`${position.file}:${position.line}:${position.column}`) : '',
        (0,markdown/* prose */.CS)((0,markdown/* cut */.Jj)(found, LONGEST_CELL)),
        (0,markdown/* prose */.CS)((0,markdown/* cut */.Jj)(expected, LONGEST_CELL)),
        `${(0,markdown/* prose */.CS)((0,markdown/* cut */.Jj)(fix, LONGEST_CELL))}${docs === undefined ? '' : `<br>${(0,markdown/* escape */.ih)(docs)}`}`,
    ]);
    return (0,markdown/* table */.tp)(['Input', 'Where', 'Found', 'Expected', 'Fix'], rows, budget);
}
function renderFailure(failure, budget) {
    const { phase, code: errorCode, message, correlationId, hint, causes } = failure;
    const facts = (0,markdown/* table */.tp)(['', ''], [
        ['Phase', (0,markdown/* escape */.ih)(phase)],
        ['Error', (0,markdown/* code */.aY)(errorCode)],
        ['Message', (0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(message, LONGEST_MESSAGE))],
        ...(correlationId === undefined ? [] : [['Correlation ID', (0,markdown/* code */.aY)(correlationId)]]),
        ...(hint === undefined ? [] : [['**Fix**', (0,markdown/* prose */.CS)(hint)]]),
    ], budget);
    const rows = causes.map((cause) => [
        (0,markdown/* code */.aY)(cause.code),
        (0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(cause.message, LONGEST_CELL)),
        nodeList(cause.nodes),
        cause.details.map((detail) => (0,markdown/* code */.aY)((0,markdown/* cut */.Jj)(detail, LONGEST_CELL))).join('<br>'),
        cause.hint === undefined ? '' : (0,markdown/* prose */.CS)(cause.hint),
    ]);
    const causeTable = (0,markdown/* table */.tp)(['Cause', 'Message', 'Nodes', 'Details', 'Fix'], rows, budget);
    return ['### What failed', facts, causeTable].filter((part) => part !== '').join('\n\n');
}
const MOST_NODES = 10;
function nodeList(nodes) {
    const shown = nodes.slice(0, MOST_NODES).map(markdown/* code */.aY).join('<br>');
    return nodes.length > MOST_NODES ? `${shown}<br>and ${nodes.length - MOST_NODES} more` : shown;
}
function renderWarnings(warnings, budget) {
    const rows = warnings.map(({ input, text }) => [(0,markdown/* code */.aY)(input), (0,markdown/* prose */.CS)((0,markdown/* cut */.Jj)(text, LONGEST_CELL))]);
    return (0,markdown/* table */.tp)(['About', 'Warning'], rows, budget);
}
function renderLeftovers(leftovers, portal, budget) {
    const rows = leftovers.map(({ id, reason }) => [resourceLink(portal, id), (0,markdown/* prose */.CS)((0,markdown/* cut */.Jj)(reason, LONGEST_CELL))]);
    return (0,markdown/* table */.tp)(['Temporary', 'Why it is still there'], rows, budget);
}

// EXTERNAL MODULE: ./lib/github/plan-text.js
var plan_text = __webpack_require__(90738);
;// CONCATENATED MODULE: ./lib/github/summary-facts.js



function renderResources({ outputs, pool }, context, budget) {
    const { portal, vmId, batchAccountId } = context;
    const rows = [];
    const add = (what, value) => {
        if (value !== undefined)
            rows.push([what, value]);
    };
    add('Pool ID', outputs.poolId && (0,markdown/* code */.aY)(outputs.poolId));
    add('Pool', pool && `${(0,markdown/* escape */.ih)(pool.vmSize)}, node agent ${(0,markdown/* code */.aY)(pool.nodeAgentSku)}, ${PROOFS[pool.proof]}`);
    add('Batch account', batchAccountId && resourceLink(portal, batchAccountId));
    add('Image version', outputs.imageVersion && (0,markdown/* code */.aY)(outputs.imageVersion));
    add('In the gallery', outputs.imageVersionId && imageLinks(outputs.imageVersionId, context));
    add('VHD', outputs.vhdUrl && (0,markdown/* code */.aY)(outputs.vhdUrl));
    add('Captured VM', vmId && resourceLink(portal, vmId));
    return (0,markdown/* table */.tp)(['', ''], rows, budget);
}
/** The version, and its definition beside it: several definitions may have a version of that name. */
function imageLinks(versionId, { portal }) {
    const [definitionId = versionId] = versionId.split(/\/versions\//i);
    return `${resourceLink(portal, definitionId)} / ${resourceLink(portal, versionId)}<br>${(0,markdown/* code */.aY)(versionId)}`;
}
const PROOFS = {
    ready: 'its nodes are ready',
    unproven: 'not proven: no nodes, or not waited for',
    failed: 'its nodes did not become ready',
};
function renderVhds(vhds, budget) {
    const rows = vhds.map(({ disk, url, bytes, movedBytes }) => [
        disk === 'os' ? 'OS' : `data, LUN ${disk}`,
        (0,markdown/* code */.aY)(url),
        (0,format/* formatBytes */.z3)(bytes),
        movedBytes === undefined ? 'was whole already' : (0,format/* formatShare */.T1)(movedBytes, bytes),
    ]);
    return (0,markdown/* table */.tp)(['Disk', 'VHD', 'Size', 'Moved'], rows, budget);
}
function renderNodes(pool, budget) {
    const counts = pool?.counts ?? { dedicated: {}, lowPriority: {} };
    const rows = ['dedicated', 'lowPriority'].flatMap((kind) => Object.entries(counts[kind]).flatMap(([state, count]) => count > 0 ? [[kind === 'dedicated' ? 'dedicated' : 'low-priority', (0,markdown/* escape */.ih)(state), String(count)]] : []));
    return (0,markdown/* table */.tp)(['Nodes', 'State', 'Count'], rows, budget);
}
const STATES = {
    'done-before': 'was so already',
    done: 'done',
    failed: '**failed**',
    skipped: 'skipped',
    cancelled: 'cancelled',
};
function renderSteps(steps, budget) {
    const rows = steps.map(({ title, phase, state, startedAt, endedAt }) => [
        (0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(title, 300)),
        (0,markdown/* escape */.ih)(phase),
        STATES[state],
        startedAt && endedAt ? (0,format/* formatDuration */.a3)(endedAt.getTime() - startedAt.getTime()) : '',
    ]);
    return (0,markdown/* table */.tp)(['Step', 'Phase', 'State', 'Took'], rows, budget);
}
function renderMarks(marks, budget) {
    const rows = Object.entries(marks).map(([name, value]) => [(0,markdown/* code */.aY)(name), (0,markdown/* code */.aY)((0,markdown/* cut */.Jj)(value, 300))]);
    return (0,markdown/* table */.tp)(['Mark', 'Value'], rows, budget);
}

;// CONCATENATED MODULE: ./lib/github/summary.js
// The job summary: what a run did, as Markdown. Pure; within a budget, because GitHub discards a summary over 1 MiB whole.






const LARGEST = 900 * 1024;
function renderSummary(result, context) {
    const budget = (0,markdown/* createBudget */.yK)(LARGEST);
    const { outcome } = result;
    // The order of this list is also the order in which sections get their share of the budget.
    const sections = [
        `## ${headline(result)}\n\n${(0,markdown/* escape */.ih)(subtitle(result))}`,
        outcome.kind === 'refused' ? renderProblems(outcome.problems, budget) : '',
        outcome.kind === 'failed' ? renderFailure(outcome.failure, budget) : '',
        outcome.kind === 'planned' ? titled('Plan', (0,plan_text/* renderPlan */.EG)(outcome.plan, budget)) : '',
        titled('What there is now', renderResources(result, context, budget)),
        titled('VHDs', renderVhds(result.vhds, budget)),
        titled('Nodes', renderNodes(result.pool, budget)),
        titled('Left behind', renderLeftovers(result.leftovers, context.portal, budget)),
        titled('Warnings', renderWarnings(result.warnings, budget)),
        titled('Timeline', withinBudget(renderGantt(result.steps, result.endedAt))),
        titled(changesTitle(result), renderSteps(result.steps, budget)),
        titled('Marks', renderMarks(result.marks, budget)),
    ];
    return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
    function withinBudget(text) {
        return budget.take(text) ? text : '';
    }
}
function titled(title, body) {
    return body === '' ? '' : `### ${title}\n\n${body}`;
}
function changesTitle({ outcome, changed }) {
    if (outcome.kind === 'failed' || outcome.kind === 'cancelled')
        return 'What was done';
    return changed ? 'What changed' : 'Nothing changed';
}
function headline({ outcome, outputs, changed }) {
    switch (outcome.kind) {
        case 'succeeded': {
            const pool = outputs.poolId === undefined ? 'The pool' : `Pool ${(0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(outputs.poolId, 64))}`;
            const version = outputs.imageVersion === undefined ? 'the image' : `image ${(0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(outputs.imageVersion, 40))}`;
            return changed ? `✅ ${pool} runs ${version}` : `✅ ${pool} runs ${version} already`;
        }
        case 'planned':
            return '📋 Plan: nothing was written';
        case 'refused':
            return `❌ ${outcome.problems.length === 1 ? 'A problem' : `${outcome.problems.length} problems`} found: nothing was written`;
        case 'failed':
            return `❌ Failed: ${(0,markdown/* escape */.ih)((0,markdown/* cut */.Jj)(outcome.failure.step, 200))}`;
        case 'cancelled':
            return '⚠️ Cancelled';
    }
}
function subtitle(result) {
    const took = (0,format/* formatDuration */.a3)(result.endedAt.getTime() - result.startedAt.getTime());
    return `${sentence(result.outcome)} The run took ${took}.`;
}
function sentence(outcome) {
    switch (outcome.kind) {
        case 'succeeded':
            return 'All steps are done.';
        case 'planned':
            return 'This is what a run in release mode would do now.';
        case 'refused':
            return 'Everything was checked before the first write.';
        case 'failed':
            return `It failed in the phase ${outcome.failure.phase}; run the job again to go on from there.`;
        case 'cancelled':
            return `It was cancelled in the phase ${outcome.phase}; run the job again to go on from there.`;
    }
}

;// CONCATENATED MODULE: ./lib/github/report.js
// The end of a run: outputs, job summary, annotations and the exit code, all read off its result.




function createReport({ host, outputs, startedAt }) {
    const report = {
        portal: undefined,
        request: undefined,
        async refused(problems, warnings) {
            host.problems(problems);
            await close(unchanged({ kind: 'refused', problems }, warnings));
        },
        async planned(request, plan) {
            report.request = request;
            await close(unchanged({ kind: 'planned', plan: plan.steps }, plan.warnings));
        },
        finished: (result) => close(result),
        async failed(error, phase) {
            const cancelled = host.signal.aborted;
            await close(unchanged(cancelled ? { kind: 'cancelled', phase } : { kind: 'failed', failure: failureOf(error, phase) }));
        },
    };
    return report;
    /** A result of a run that wrote nothing. */
    function unchanged(outcome, warnings = []) {
        const nothing = { changed: false, outputs: {}, vhds: [], steps: [], marks: {}, leftovers: [] };
        return { outcome, ...nothing, warnings, startedAt, endedAt: host.clock.now() };
    }
    async function close(result) {
        for (const { text } of result.warnings)
            if (!host.warnings.includes(text))
                host.warning(text);
        const said = host.warnings
            .filter((text) => !result.warnings.some((warning) => warning.text === text))
            .map((text) => ({ code: 'warning', input: '', text }));
        const whole = { ...result, warnings: [...result.warnings, ...said] };
        tell(host, whole.outcome);
        outputs.finish(whole);
        const { request } = report;
        await writeSummary(host, renderSummary(whole, {
            portal: report.portal === undefined ? {} : { url: report.portal },
            ...(request && { vmId: request.source.vmId, batchAccountId: request.pool.batchAccountId }),
        }));
    }
}
/** Says how the run ended; sets the exit code. */
function tell(host, outcome) {
    switch (outcome.kind) {
        case 'succeeded':
        case 'planned':
            return;
        case 'refused':
            host.progress(`${outcome.problems.length} problem(s) found: nothing was written`);
            break;
        case 'failed':
            tellFailure(host, outcome.failure);
            break;
        case 'cancelled':
            host.error(`Cancelled in the phase ${outcome.phase}. Run the job again to go on from there.`);
            break;
    }
    process.exitCode = core.ExitCode.Failure;
}
function tellFailure(host, failure) {
    const { step, code, message, correlationId, hint, causes } = failure;
    const known = correlationId === undefined || message.includes(correlationId);
    const lines = [
        `${step}: ${message.includes(code) ? '' : `${code}: `}${message}`,
        ...(known ? [] : [`Correlation ID: ${correlationId}`]),
        ...(hint === undefined ? [] : [`Fix: ${hint}`]),
    ];
    host.error(lines.join('\n'));
    for (const cause of causes) {
        const nodes = cause.nodes.length > 0 ? ` (${cause.nodes.length} node(s): ${cause.nodes.slice(0, 5).join(', ')})` : '';
        const fix = cause.hint === undefined ? [] : [`Fix: ${cause.hint}`];
        host.error([`${cause.code}: ${cause.message}${nodes}`, ...cause.details, ...fix].join('\n'));
    }
}
function failureOf(error, phase) {
    const known = (0,errors/* isAzureServiceError */.B5)(error) ? error : undefined;
    const hint = (0,hints/* hintFor */.J)(error);
    return {
        phase,
        step: known?.operation ?? phase,
        code: known?.code ?? (error instanceof Error ? error.name : 'Error'),
        message: (0,errors/* describe */.q0)(error),
        ...(known?.correlationId === undefined ? {} : { correlationId: known.correlationId }),
        ...(hint === undefined ? {} : { hint }),
        causes: [],
    };
}
/** A summary is worth having, but never the reason why a run fails. */
async function writeSummary(host, text) {
    try {
        await core.summary.addRaw(host.redact(text)).write({ overwrite: true });
    }
    catch (error) {
        host.debug(`No job summary: ${(0,errors/* describe */.q0)(error)}`);
    }
}


/***/ })

};
