export const id = 666;
export const ids = [666];
export const modules = {

/***/ 35464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OB: () => (/* binding */ readBatchAccount),
/* harmony export */   a3: () => (/* binding */ putArmPool),
/* harmony export */   wx: () => (/* binding */ listBatchVmSizes)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42765);
/* harmony import */ var _resource_id_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18481);
/* harmony import */ var _versions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23766);



/** What the account is now; undefined when there is none. */
async function readBatchAccount(arm, id) {
    const body = await arm.read(id, _versions_js__WEBPACK_IMPORTED_MODULE_0__/* .API_VERSIONS */ .B.batch);
    return body === undefined ? undefined : toBatchAccount(id, body);
}
/** Creates a pool; an existing one is refused (412), never replaced. Not a long-running operation in Azure. */
async function putArmPool(arm, poolId, body) {
    const headers = { 'If-None-Match': '*' };
    return (await arm.send({ method: 'PUT', path: poolId, apiVersion: _versions_js__WEBPACK_IMPORTED_MODULE_0__/* .API_VERSIONS */ .B.batch, headers, body })).body;
}
async function listBatchVmSizes(arm, subscriptionId, location) {
    const path = `/subscriptions/${subscriptionId}/providers/Microsoft.Batch/locations/${location}/virtualMachineSkus`;
    const sizes = await arm.list(path, _versions_js__WEBPACK_IMPORTED_MODULE_0__/* .API_VERSIONS */ .B.batch);
    return sizes.map((size) => {
        const endOfLife = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(size, 'batchSupportEndOfLife');
        return {
            name: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(size, 'name') ?? '',
            family: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(size, 'familyName') ?? '',
            capabilities: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .pairsAt */ .d5)(size, 'capabilities'),
            ...(endOfLife === undefined ? {} : { endOfLife }),
        };
    });
}
function toBatchAccount(id, body) {
    const properties = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectAt */ .lJ)(body, 'properties');
    const autoStorage = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'autoStorage', 'storageAccountId');
    const keyVault = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'keyVaultReference', 'id');
    const state = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'provisioningState');
    const mode = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(['BatchService', 'UserSubscription'], (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'poolAllocationMode'));
    const poolQuota = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(properties, 'poolQuota');
    const dedicated = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(properties, 'dedicatedCoreQuota');
    const lowPriority = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(properties, 'lowPriorityCoreQuota');
    const perFamily = familyQuotas(properties);
    const modes = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textsAt */ .i1)(properties, 'allowedAuthenticationModes');
    return {
        id: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(body, 'id') ?? id,
        name: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(body, 'name') ?? (0,_resource_id_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(id),
        location: (0,_resource_id_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseRegion */ .$9)((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(body, 'location') ?? ''),
        endpoint: withScheme((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'accountEndpoint') ?? ''),
        ...(state === undefined ? {} : { provisioningState: state }),
        ...(mode === undefined ? {} : { poolAllocationMode: mode }),
        ...(autoStorage === undefined ? {} : { autoStorageAccountId: autoStorage }),
        ...(keyVault === undefined ? {} : { keyVaultId: keyVault }),
        ...(poolQuota === undefined ? {} : { poolQuota }),
        ...(dedicated === undefined ? {} : { dedicatedCoreQuota: dedicated }),
        ...(lowPriority === undefined ? {} : { lowPriorityCoreQuota: lowPriority }),
        ...(perFamily === undefined ? {} : { dedicatedCoreQuotaPerFamily: perFamily }),
        publicNetworkAccess: isReachable(properties),
        nodeAccess: nodeAccessOf(properties),
        privateNodeAccess: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectsAt */ .yR)(properties, 'privateEndpointConnections').some(isForNodes),
        ...(modes.length === 0 ? {} : { allowedAuthenticationModes: modes }),
    };
}
function familyQuotas(properties) {
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .flagAt */ .Qc)(properties, 'dedicatedCoreQuotaPerVMFamilyEnforced') !== true)
        return undefined;
    const families = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectsAt */ .yR)(properties, 'dedicatedCoreQuotaPerVMFamily');
    return new Map(families.flatMap((one) => {
        const [name, quota] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(one, 'name'), (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .numberAt */ .tk)(one, 'coreQuota')];
        return name === undefined || quota === undefined ? [] : [[name.toLowerCase(), quota]];
    }));
}
/** Disabled, or by default refused for the data plane (`networkProfile.accountAccess`), is closed to a public runner. */
function isReachable(properties) {
    const access = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'publicNetworkAccess')?.toLowerCase() ?? 'enabled';
    const byDefault = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'networkProfile', 'accountAccess', 'defaultAction')?.toLowerCase() ?? 'allow';
    return access === 'enabled' && byDefault === 'allow';
}
/** Its rules count only while public access is enabled. */
function nodeAccessOf(properties) {
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'publicNetworkAccess')?.toLowerCase() === 'disabled')
        return 'closed';
    const access = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectAt */ .lJ)(properties, 'networkProfile', 'nodeManagementAccess');
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(access, 'defaultAction')?.toLowerCase() !== 'deny')
        return 'open';
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectsAt */ .yR)(access, 'ipRules').length > 0 ? 'rules' : 'closed';
}
/** Older accounts do not tell which of their two endpoints a connection is for. */
function isForNodes(connection) {
    const status = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(connection, 'properties', 'privateLinkServiceConnectionState', 'status');
    const groups = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textsAt */ .i1)(connection, 'properties', 'groupIds').map((group) => group.toLowerCase());
    return status?.toLowerCase() === 'approved' && (groups.length === 0 || groups.includes('nodemanagement'));
}
/** ARM names the endpoint without its scheme. */
function withScheme(endpoint) {
    return endpoint === '' || endpoint.includes('://') ? endpoint : `https://${endpoint}`;
}


/***/ }),

/***/ 82839:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NU: () => (/* binding */ containerUrl),
/* harmony export */   b0: () => (/* binding */ blobUrl),
/* harmony export */   j$: () => (/* binding */ withoutQuery),
/* harmony export */   sM: () => (/* binding */ lowerCaseNames)
/* harmony export */ });
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


/***/ }),

/***/ 58044:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mJ: () => (/* binding */ objectIdOf),
  Jv: () => (/* binding */ signIn)
});

// UNUSED EXPORTS: createSession

// EXTERNAL MODULE: ./lib/azure/cloud.js
var azure_cloud = __webpack_require__(64826);
// EXTERNAL MODULE: ./lib/azure/errors.js
var errors = __webpack_require__(71623);
// EXTERNAL MODULE: ./lib/azure/json.js
var azure_json = __webpack_require__(42765);
// EXTERNAL MODULE: ./lib/azure/retry.js
var retry = __webpack_require__(37573);
// EXTERNAL MODULE: ./lib/azure/connection-errors.js
var connection_errors = __webpack_require__(85547);
// EXTERNAL MODULE: ./lib/azure/retry-after.js
var retry_after = __webpack_require__(66650);
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
    if (error instanceof errors/* AzureServiceError */.xh)
        return error;
    const chain = chainOf(error);
    const message = chain.map((link) => link.message).find((text) => /AADSTS\d+/.test(text)) ?? chain[0]?.message;
    const text = message ?? String(error);
    const status = chain.map(statusOf).find((one) => one !== undefined);
    if (status === connection_errors/* PROXY_ASKS_FOR_CREDENTIALS */.Rh)
        return (0,connection_errors/* proxyRefusal */.vd)('Entra', operation, status);
    const stranger = strangerIn(text);
    return new errors/* AzureServiceError */.xh({
        service: 'Entra',
        status,
        retryAfter: retryAfterIn(text, now),
        code: /AADSTS\d+/.exec(text)?.[0] ??
            stranger?.code ??
            chain.map(codeOf).find((code) => code !== undefined) ??
            'SignInFailed',
        serviceMessage: stranger?.message ?? descriptionIn(text),
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
function descriptionIn(text) {
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
        return (0,azure_json/* isJsonObject */.OW)(headers) ? (0,retry_after/* retryAfterOf */.s)((0,azure_json/* recordAt */.zR)(headers), now) : undefined;
    }
    catch {
        return undefined;
    }
}
function codeOf(error) {
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
            throw (0,connection_errors/* connectionError */.$t)('Entra', operation, lost);
        throw entraError(error, operation, presented(), host.clock.now());
    }
}
/** Retries are ours. Entra's public directory of clouds is asked only about clouds that it lists. */
function authorityOptions(cloud) {
    const listed = [azure_cloud/* AZURE_CLOUD */.oM.authority, 'https://login.microsoftonline.us', 'https://login.chinacloudapi.cn'];
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
    const refused = (0,connection_errors/* refusedTunnel */.$N)('GitHub', operation, serviceMessage);
    if (refused !== undefined)
        return refused;
    const code = /Error Code : (\d{3}|undefined)/.exec(serviceMessage)?.[1];
    const facts = { service: 'GitHub', serviceMessage, operation };
    if (code === 'undefined') {
        return new errors/* AzureServiceError */.xh({ ...facts, code: (0,connection_errors/* codeInMessage */.Ue)(serviceMessage) ?? 'IdTokenRequestLost' });
    }
    return new errors/* AzureServiceError */.xh({
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
    const scope = (0,azure_cloud/* scopeOf */.Od)(options.cloud.audiences.arm);
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
            const firstToken = await (0,retry/* withRetries */.LH)(host, rules, async () => acquire(scope));
            return { source: { kind, clientId, acquire }, firstToken };
        }
        catch (error) {
            host.signal.throwIfAborted();
            if (candidate.deliberate)
                throw error;
            reasons.push(`${kind}: ${firstLine(error)}`);
        }
    }
    throw new errors/* AzureServiceError */.xh({
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
    const identity = await Promise.all(/* import() */[__webpack_require__.e(690), __webpack_require__.e(738), __webpack_require__.e(16)]).then(__webpack_require__.bind(__webpack_require__, 73016));
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
    const text = error instanceof errors/* AzureServiceError */.xh ? error.serviceMessage : (0,errors/* describe */.q0)(error);
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
    return createSession(host, options.cloud, source, { [(0,azure_cloud/* scopeOf */.Od)(options.cloud.audiences.arm)]: firstToken });
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
            const token = await (0,retry/* withRetries */.LH)(host, { what, isWrite: false, deadline }, async () => source.acquire(scope));
            keep(scope, token);
            return token;
        }
        catch (error) {
            host.signal.throwIfAborted();
            if (!stillGood)
                throw error;
            host.debug(`The token for ${scope} could not be renewed yet and is used on: ${(0,errors/* describe */.q0)(error)}`);
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
        credentialFor: (audience) => ({ getToken: async () => getToken((0,azure_cloud/* scopeOf */.Od)(cloud.audiences[audience])) }),
        forget: (scope) => {
            kept.delete(scope);
        },
    };
}


/***/ }),

/***/ 28986:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ diskControllersOf)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42765);
// The controllers through which a disk can be attached, as Azure lists them of disks and of image definitions.

/** `SCSI`, or both in either order: always SCSI first, because Azure takes a list in another order for a change. */
function diskControllersOf(text) {
    const named = text.split(',').flatMap((name) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)(['SCSI', 'NVMe'], name.trim()) ?? []);
    return ['SCSI', 'NVMe'].filter((one) => named.includes(one));
}


/***/ }),

/***/ 83159:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Gr: () => (/* reexport */ addTargetRegions),
  iO: () => (/* binding */ createDefinition),
  X1: () => (/* binding */ createGallery),
  ks: () => (/* binding */ imageTraitsOf),
  Pb: () => (/* binding */ listDefinitions),
  yO: () => (/* reexport */ listVersions),
  Ud: () => (/* binding */ readDefinition),
  x: () => (/* binding */ readGallery),
  $4: () => (/* reexport */ readVersion),
  Ru: () => (/* reexport */ startVersion)
});

// EXTERNAL MODULE: ./lib/azure/disk-controllers.js
var disk_controllers = __webpack_require__(28986);
// EXTERNAL MODULE: ./lib/azure/json.js
var json = __webpack_require__(42765);
// EXTERNAL MODULE: ./lib/azure/resource-id.js
var resource_id = __webpack_require__(18481);
// EXTERNAL MODULE: ./lib/azure/versions.js
var versions = __webpack_require__(23766);
// EXTERNAL MODULE: ./lib/azure/virtual-machines.js
var virtual_machines = __webpack_require__(28719);
// EXTERNAL MODULE: ./lib/azure/version-sources.js
var version_sources = __webpack_require__(33052);
;// CONCATENATED MODULE: ./lib/azure/image-versions.js




/** With the state of replication, which ARM tells only when asked for it. */
async function readVersion(arm, id) {
    const body = await arm.read(id, versions/* API_VERSIONS */.B.gallery, { $expand: 'ReplicationStatus' });
    return body === undefined ? undefined : toVersion(id, body);
}
/** All versions of a definition, without their replication; rejects with a 404 where there is no such definition. */
async function listVersions(arm, definitionId) {
    const bodies = await arm.list(`${definitionId}/versions`, versions/* API_VERSIONS */.B.gallery);
    return bodies.map((body) => {
        const profile = (0,json/* objectAt */.lJ)(body, 'properties', 'publishingProfile');
        const excluded = (0,json/* objectsAt */.yR)(profile, 'targetRegions').filter((region) => (0,json/* flagAt */.Qc)(region, 'excludeFromLatest') === true);
        return {
            ...toVersion(`${definitionId}/versions/${(0,json/* textAt */.$6)(body, 'name') ?? ''}`, body),
            excludedRegions: excluded.map((region) => (0,resource_id/* normaliseRegion */.$9)((0,json/* textAt */.$6)(region, 'name') ?? '')),
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
    return arm.start({ method: 'PUT', path: request.id, apiVersion: versions/* API_VERSIONS */.B.gallery, body });
}
/**
 * Adds regions, or replicas to regions that are there; never takes any away. ARM has no ETag here, so a second writer
 * can undo it: the list is read back and written again until it holds, or until the deadline of `wait`.
 */
async function addTargetRegions(arm, id, wanted, wait) {
    const attempts = 5;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
        const body = await arm.read(id, versions/* API_VERSIONS */.B.gallery);
        if (body === undefined)
            throw new Error(`Image version ${id} is gone: it existed when its regions were to be changed.`);
        const profile = (0,json/* objectAt */.lJ)(body, 'properties', 'publishingProfile') ?? {};
        const merged = mergeRegions((0,json/* objectsAt */.yR)(profile, 'targetRegions'), wanted);
        if (merged === undefined)
            return;
        const writable = Object.fromEntries(Object.entries(profile).filter(([name]) => name !== 'publishedDate'));
        const patch = {
            properties: { publishingProfile: { ...writable, targetRegions: merged }, storageProfile: {} },
        };
        await arm.run({ method: 'PATCH', path: id, apiVersion: versions/* API_VERSIONS */.B.gallery, body: patch }, wait);
    }
    throw new Error(`The regions of image version ${id} were changed by others after each of ${attempts} attempts to add ours.`);
}
/** Undefined when nothing is missing. What a region holds beside its replicas (encryption, storage) is kept. */
function mergeRegions(existing, wanted) {
    const missing = new Map(wanted.map((region) => [(0,resource_id/* normaliseRegion */.$9)(region.name), region]));
    const kept = existing.map((region) => {
        const name = (0,resource_id/* normaliseRegion */.$9)((0,json/* textAt */.$6)(region, 'name') ?? '');
        const wish = missing.get(name);
        missing.delete(name);
        if (wish === undefined || ((0,json/* numberAt */.tk)(region, 'regionalReplicaCount') ?? 1) >= wish.replicas)
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
    const properties = (0,json/* objectAt */.lJ)(body, 'properties');
    const profile = (0,json/* objectAt */.lJ)(properties, 'publishingProfile');
    const storage = (0,json/* objectAt */.lJ)(properties, 'storageProfile');
    const source = (0,version_sources/* recordedSourceOf */.x)(storage);
    const [publishedDate, endOfLifeDate] = [(0,json/* textAt */.$6)(profile, 'publishedDate'), (0,json/* textAt */.$6)(profile, 'endOfLifeDate')];
    const osDiskSizeGB = (0,json/* numberAt */.tk)(storage, 'osDiskImage', 'sizeInGB');
    return {
        id: (0,json/* textAt */.$6)(body, 'id') ?? id,
        name: (0,json/* textAt */.$6)(body, 'name') ?? (0,resource_id/* nameOf */.Vb)(id),
        location: (0,resource_id/* normaliseRegion */.$9)((0,json/* textAt */.$6)(body, 'location') ?? ''),
        provisioningState: (0,json/* oneOf */.yL)(STATES, (0,json/* textAt */.$6)(properties, 'provisioningState')) ?? 'Creating',
        tags: (0,json/* recordAt */.zR)(body, 'tags'),
        targetRegions: (0,json/* objectsAt */.yR)(profile, 'targetRegions').map((region) => ({
            name: (0,resource_id/* normaliseRegion */.$9)((0,json/* textAt */.$6)(region, 'name') ?? ''),
            replicas: (0,json/* numberAt */.tk)(region, 'regionalReplicaCount') ?? (0,json/* numberAt */.tk)(profile, 'replicaCount') ?? 1,
        })),
        excludeFromLatest: (0,json/* flagAt */.Qc)(profile, 'excludeFromLatest') ?? false,
        replication: (0,json/* objectsAt */.yR)(properties, 'replicationStatus', 'summary').map(toReplication),
        ...(source === undefined ? {} : { source }),
        ...(publishedDate === undefined ? {} : { publishedDate }),
        ...(endOfLifeDate === undefined ? {} : { endOfLifeDate }),
        ...(osDiskSizeGB === undefined ? {} : { osDiskSizeGB }),
        dataDiskLuns: (0,version_sources/* dataDiskLunsOf */.h)(storage),
    };
}
const STATES = ['Creating', 'Updating', 'Failed', 'Succeeded', 'Deleting', 'Migrating'];
function toReplication(summary) {
    const details = (0,json/* textAt */.$6)(summary, 'details') ?? '';
    return {
        region: (0,resource_id/* normaliseRegion */.$9)((0,json/* textAt */.$6)(summary, 'region') ?? ''),
        state: (0,json/* oneOf */.yL)(['Replicating', 'Completed', 'Failed'], (0,json/* textAt */.$6)(summary, 'state')) ?? 'Unknown',
        progress: (0,json/* numberAt */.tk)(summary, 'progress') ?? 0,
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
        id: (0,json/* textAt */.$6)(body, 'id') ?? id,
        name: (0,json/* textAt */.$6)(body, 'name') ?? (0,resource_id/* nameOf */.Vb)(id),
        location: regionOf(body),
        provisioningState: stateOf(body),
    };
}
async function readOrSettled(arm, id, wait) {
    return wait === undefined ? arm.read(id, versions/* API_VERSIONS */.B.gallery) : arm.settled(id, versions/* API_VERSIONS */.B.gallery, wait);
}
function stateOf(body) {
    return (0,json/* textAt */.$6)(body, 'properties', 'provisioningState') ?? 'unknown';
}
async function createGallery(arm, request, wait) {
    const properties = request.description === undefined ? {} : { description: request.description };
    const body = { location: request.location, tags: request.tags, properties };
    await arm.run({ method: 'PUT', path: request.id, apiVersion: versions/* API_VERSIONS */.B.gallery, body }, wait);
}
/** With `wait`: once Azure does nothing to it any more. */
async function readDefinition(arm, id, wait) {
    const body = await readOrSettled(arm, id, wait);
    return body === undefined ? undefined : toDefinition(id, body);
}
/** All definitions of a gallery; rejects with a 404 where there is no such gallery. */
async function listDefinitions(arm, galleryId) {
    const bodies = await arm.list(`${galleryId}/images`, versions/* API_VERSIONS */.B.gallery);
    return bodies.map((body) => toDefinition(`${galleryId}/images/${(0,json/* textAt */.$6)(body, 'name') ?? ''}`, body));
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
    await arm.run({ method: 'PUT', path: request.id, apiVersion: versions/* API_VERSIONS */.B.gallery, body }, wait);
}
function toDefinition(id, body) {
    const endOfLifeDate = (0,json/* textAt */.$6)(body, 'properties', 'endOfLifeDate');
    return {
        id: (0,json/* textAt */.$6)(body, 'id') ?? id,
        name: (0,json/* textAt */.$6)(body, 'name') ?? (0,resource_id/* nameOf */.Vb)(id),
        location: regionOf(body),
        provisioningState: stateOf(body),
        ...imageTraitsOf((0,json/* objectAt */.lJ)(body, 'properties')),
        tags: (0,json/* recordAt */.zR)(body, 'tags'),
        ...(endOfLifeDate === undefined ? {} : { endOfLifeDate }),
    };
}
/** From the properties of a definition, be it one of a gallery or one that is shared. */
function imageTraitsOf(properties) {
    const features = new Map((0,json/* objectsAt */.yR)(properties, 'features').map((item) => [(0,json/* textAt */.$6)(item, 'name')?.toLowerCase(), (0,json/* textAt */.$6)(item, 'value')]));
    // Documentation and tools spell this feature with and without the plural.
    const controllers = features.get('diskcontrollertypes') ?? features.get('diskcontrollertype') ?? 'SCSI';
    const purchasePlan = (0,virtual_machines/* planOf */.XC)((0,json/* objectAt */.lJ)(properties, 'purchasePlan'));
    return {
        osType: (0,json/* oneOf */.yL)(['Linux', 'Windows'], (0,json/* textAt */.$6)(properties, 'osType')) ?? 'Linux',
        osState: (0,json/* oneOf */.yL)(['Generalized', 'Specialized'], (0,json/* textAt */.$6)(properties, 'osState')) ?? 'Generalized',
        hyperVGeneration: (0,json/* oneOf */.yL)(['V1', 'V2'], (0,json/* textAt */.$6)(properties, 'hyperVGeneration')) ?? 'V1',
        architecture: (0,json/* oneOf */.yL)(['x64', 'Arm64'], (0,json/* textAt */.$6)(properties, 'architecture')) ?? 'x64',
        securityType: (0,json/* oneOf */.yL)(SECURITY_TYPES, features.get('securitytype')) ?? 'Standard',
        diskControllers: (0,disk_controllers/* diskControllersOf */.E)(controllers),
        ...(purchasePlan ? { purchasePlan } : {}),
    };
}
const SECURITY_TYPES = [
    'Standard',
    'TrustedLaunchSupported',
    'TrustedLaunch',
    'ConfidentialVMSupported',
    'ConfidentialVM',
    'TrustedLaunchAndConfidentialVmSupported',
];
function regionOf(body) {
    return (0,resource_id/* normaliseRegion */.$9)((0,json/* textAt */.$6)(body, 'location') ?? '');
}



/***/ }),

/***/ 96942:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ withVersion),
/* harmony export */   pi: () => (/* binding */ poolImageReference),
/* harmony export */   y7: () => (/* binding */ parseImageVersionId)
/* harmony export */ });
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(50327);

const GALLERY = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\/providers\/Microsoft\.Compute\/galleries\/([^/]+)\/images\/([^/]+)(?:\/versions\/([^/]+))?$/i;
const SHARED = /^\/(shared|community)Galleries\/([\w.-]+)\/images\/([^/]+)(?:\/versions\/([^/]+))?$/i;
const SHAPES = 'the ID of an image version: `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Compute/galleries/<gallery>' +
    '/images/<definition>/versions/<version>`, `/sharedGalleries/<unique name>/images/<definition>/versions/<version>` or ' +
    '`/communityGalleries/<public name>/images/<definition>/versions/<version>`';
function parseImageVersionId(text) {
    const written = text.trim().replace(/\/$/, '');
    const [, subscriptionId, group, gallery, definition, version] = GALLERY.exec(written) ?? [];
    if (subscriptionId && group && gallery && definition) {
        const galleryId = `/subscriptions/${subscriptionId}/resourceGroups/${group}/providers/Microsoft.Compute/galleries/${gallery}`;
        const definitionId = `${galleryId}/images/${definition}`;
        const fault = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .nameFault */ .I)('gallery', gallery) ?? definitionFault(definition) ?? versionFault(definitionId, version);
        if (fault !== undefined || version === undefined)
            return { expected: fault ?? SHAPES };
        const id = `${definitionId}/versions/${version}`;
        return { kind: 'gallery', id, definitionId, galleryId, subscriptionId, definition, version };
    }
    return parseShared(written);
}
function parseShared(written) {
    const [, sharing, gallery, definition, version] = SHARED.exec(written) ?? [];
    if (!sharing || !gallery || !definition)
        return { expected: SHAPES };
    const kind = sharing.toLowerCase() === 'shared' ? 'shared' : 'community';
    // The spelling of Azure's own answers, which Batch is to be given.
    const definitionId = `/${kind === 'shared' ? 'SharedGalleries' : 'CommunityGalleries'}/${gallery}/Images/${definition}`;
    const isLatest = version?.toLowerCase() === 'latest';
    const fault = definitionFault(definition) ?? (isLatest ? undefined : versionFault(definitionId, version));
    if (fault !== undefined || version === undefined)
        return { expected: fault ?? SHAPES };
    const name = isLatest ? 'latest' : version;
    return { kind, id: `${definitionId}/Versions/${name}`, definitionId, gallery, definition, version: name };
}
/** The same definition's version of that name. */
function withVersion(id, version) {
    return { ...id, id: `${id.definitionId}/Versions/${version}`, version };
}
function definitionFault(definition) {
    const expected = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .nameFault */ .I)('image definition', definition);
    return expected === undefined ? undefined : `an image definition of ${expected}`;
}
function versionFault(definitionId, version) {
    if (version === undefined) {
        return `a version of this image definition, \`${definitionId}/versions/<version>\`: a pool pins one version`;
    }
    const expected = (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .nameFault */ .I)('image version', version);
    return expected === undefined ? undefined : `a version of ${expected}`;
}
/**
 * The image reference of a pool, in the shape of Batch's management plane (2024-07-01) or its data plane
 * (2024-07-01.20.0). Earlier api-versions know neither shared nor community galleries.
 */
function poolImageReference({ kind, id }, shape) {
    switch (kind) {
        case 'gallery':
            return shape === 'arm' ? { id } : { virtualMachineImageId: id };
        case 'shared':
            return { sharedGalleryImageId: id };
        case 'community':
            return { communityGalleryImageId: id };
        default:
            return kind;
    }
}


/***/ }),

/***/ 50327:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ nameFault)
/* harmony export */ });
// Names that Azure takes, so that a name it would refuse is found before anything is asked of it.
// Rules: "Naming rules and restrictions for Azure resources" (Microsoft Learn), and the patterns of the OpenAPI files and
// of the services' own error texts where these say more.
const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DOMAIN = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
const RULES = {
    guid: {
        expected: 'a GUID, for example `00000000-0000-0000-0000-000000000000`',
        pattern: GUID,
    },
    tenant: {
        expected: "the tenant's ID (a GUID) or one of its domain names",
        pattern: new RegExp(`${GUID.source}|${DOMAIN.source}`, 'i'),
    },
    'resource group': {
        expected: '1 to 90 letters, digits, `_`, `-`, `.`, `(` or `)`, not ending with `.`',
        pattern: /^(?!.*\.$)[\p{L}\p{Nd}_\-.()]{1,90}$/u,
    },
    // The VM exists already, so this holds only what no VM's name can have.
    'virtual machine': {
        expected: '1 to 64 characters without spaces or any of `\\/"[]:|<>+=;,?*@&#%`, not starting with `_`, not ending with `.` or `-`',
        pattern: /^(?!_)(?!.*[.-]$)[^\s\p{Cc}\\/"[\]:|<>+=;,?*@&#%]{1,64}$/u,
    },
    gallery: {
        expected: '1 to 80 letters, digits, `_` or `.`, starting and ending with a letter or digit; no dashes',
        pattern: /^(?=.{1,80}$)[a-zA-Z0-9](?:[a-zA-Z0-9_.]*[a-zA-Z0-9])?$/,
    },
    // The service's own text gives this pattern.
    'image definition': {
        expected: '1 to 80 letters, digits, `_`, `-` or `.`, starting with a letter or digit, not ending with `-` or `.`',
        pattern: /^[a-zA-Z0-9][\w.-]{0,79}(?<![-.])$/,
    },
    'image version': {
        expected: '`Major.Minor.Patch`, three whole numbers up to 2147483647, for example `1.4.0`',
        pattern: /^(?:(?:0|[1-9]\d{0,9})\.){2}(?:0|[1-9]\d{0,9})$/,
    },
    // The folder below `system/Microsoft.Compute/Images` keeps the rule that `virtualMachines/capture` has for it.
    container: {
        expected: '3 to 63 lower-case letters, digits or `-`, each `-` between letters or digits',
        pattern: /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/,
    },
    'VHD prefix': {
        expected: '1 to 80 letters, digits, `_`, `-` or `.`, starting with a letter or digit, not ending with `.`',
        pattern: /^[a-zA-Z0-9][\w.-]{0,79}(?<!\.)$/,
    },
    'storage account': {
        expected: '3 to 24 lower-case letters or digits',
        pattern: /^[a-z0-9]{3,24}$/,
    },
    // Upper case is refused only when an account is made.
    'Batch account': {
        expected: '3 to 24 letters or digits',
        pattern: /^[a-zA-Z0-9]{3,24}$/,
    },
    pool: {
        expected: '1 to 64 letters, digits, `_` or `-`',
        pattern: /^[a-zA-Z0-9_-]{1,64}$/,
    },
    'tag name': {
        expected: '1 to 512 characters without any of `<>%&\\?/`, not starting with `azure`, `microsoft` or `windows`',
        pattern: /^(?!azure|microsoft|windows)[^<>%&\\?/\p{Cc}]{1,512}$/iu,
    },
    'tag value': { expected: 'at most 256 characters', pattern: /^.{0,256}$/su },
};
const LARGEST_PART = 2 ** 31 - 1;
/** What a valid name would be; undefined when this one is valid. */
function nameFault(kind, name) {
    const { pattern, expected } = RULES[kind];
    const valid = pattern.test(name) && (kind !== 'image version' || name.split('.').every((part) => Number(part) <= LARGEST_PART));
    return valid ? undefined : expected;
}


/***/ }),

/***/ 63940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B$: () => (/* binding */ connectBlobs),
  Ym: () => (/* binding */ openBlob)
});

// UNUSED EXPORTS: pageBlob, rangeOf

// EXTERNAL MODULE: ./lib/azure/errors.js
var errors = __webpack_require__(71623);
// EXTERNAL MODULE: ./lib/azure/blob-urls.js
var blob_urls = __webpack_require__(82839);
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
                url: (0,blob_urls/* blobUrl */.b0)(containerUrl, name),
                length: properties.contentLength ?? 0,
                etag: quoted(properties.etag),
                metadata: (0,blob_urls/* lowerCaseNames */.sM)(metadata ?? {}),
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
        if ((0,errors/* isAzureServiceError */.B5)(error))
            return false;
        throw error;
    }
}
async function pageOrNone(page) {
    try {
        return await page();
    }
    catch (error) {
        if ((0,errors/* isAzureServiceError */.B5)(error, 'ContainerNotFound'))
            return undefined;
        throw error;
    }
}
/** Lists give ETags bare, headers give them in quotes. */
function quoted(etag) {
    return etag.startsWith('"') ? etag : `"${etag}"`;
}

// EXTERNAL MODULE: ./lib/azure/cloud.js
var cloud = __webpack_require__(64826);
// EXTERNAL MODULE: ./lib/azure/storage-client.js
var storage_client = __webpack_require__(13416);
;// CONCATENATED MODULE: ./lib/azure/page-blobs.js





/** A blob by the way its URL opens: by its own signature where it has one. */
async function openBlob(blobs, { url, sas }) {
    return sas === undefined ? blobs.openUrl(url) : blobs.openShared(sas.sasUrl);
}
function connectBlobs(session) {
    const { host } = session;
    const openUrl = async (url) => pageBlob((0,storage_client/* openPageBlobClient */.kU)(host, url, session), (0,blob_urls/* withoutQuery */.j$)(url));
    return {
        open: async (endpoint, container, name) => openUrl((0,blob_urls/* blobUrl */.b0)((0,blob_urls/* containerUrl */.NU)(endpoint, container), name)),
        openUrl,
        openShared: async (url) => pageBlob((0,storage_client/* openPageBlobClient */.kU)(host, url, undefined), (0,blob_urls/* withoutQuery */.j$)(url)),
        ensureContainer: async (endpoint, container) => {
            const url = (0,blob_urls/* containerUrl */.NU)(endpoint, container);
            const call = (0,storage_client/* openContainerClient */.d1)(host, url, session);
            if (await isContainerThere(call, url))
                return;
            await call({ what: `PUT ${url}`, isWrite: true }, async (client, abortSignal) => client.createIfNotExists({ abortSignal }));
        },
        list: async (endpoint, container, prefix) => {
            const url = (0,blob_urls/* containerUrl */.NU)(endpoint, container);
            return listBlobs((0,storage_client/* openContainerClient */.d1)(host, url, session), url, prefix);
        },
        token: async () => (await session.getToken((0,cloud/* scopeOf */.Od)(session.cloud.audiences.storage))).token,
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
                    metadata: (0,blob_urls/* lowerCaseNames */.sM)(answer.metadata ?? {}),
                    leased: answer.leaseState === 'leased',
                    blobType: answer.blobType ?? 'BlockBlob',
                    ...(answer.isIncrementalCopy === true && { incremental: true }),
                    ...(answer.copyStatus === undefined ? {} : { copyStatus: answer.copyStatus }),
                };
            });
        }
        catch (error) {
            if ((0,errors/* isNotFound */.c4)(error))
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
                if (!(0,errors/* isNotFound */.c4)(error) && !(0,errors/* isAzureServiceError */.B5)(error, 'LeaseIdMismatchWithLeaseOperation'))
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


/***/ }),

/***/ 35264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J4: () => (/* binding */ nextInterval),
/* harmony export */   m4: () => (/* binding */ DeadlineExceeded),
/* harmony export */   wt: () => (/* binding */ poll)
/* harmony export */ });
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


/***/ }),

/***/ 72041:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GS: () => (/* binding */ readSharedVersion),
/* harmony export */   VC: () => (/* binding */ readSharedDefinition),
/* harmony export */   Zy: () => (/* binding */ compareVersions)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71623);
/* harmony import */ var _galleries_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(83159);
/* harmony import */ var _gallery_ids_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96942);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(42765);
/* harmony import */ var _version_sources_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(33052);
/* harmony import */ var _versions_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(23766);






/** Undefined where no such definition is shared with us in that region. */
async function readSharedDefinition(arm, location, id) {
    const body = await arm.read(definitionPath(arm, location, id), _versions_js__WEBPACK_IMPORTED_MODULE_3__/* .API_VERSIONS */ .B.gallery);
    if (body === undefined)
        return undefined;
    const properties = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(body, 'properties');
    const endOfLifeDate = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(properties, 'endOfLifeDate');
    return {
        id: (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(body, 'identifier', 'uniqueId') ?? id.definitionId,
        name: (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(body, 'name') ?? id.definition,
        ...(0,_galleries_js__WEBPACK_IMPORTED_MODULE_1__/* .imageTraitsOf */ .ks)(properties),
        ...(endOfLifeDate === undefined ? {} : { endOfLifeDate }),
    };
}
/** Undefined where no such version is shared with us, or replicated, in that region. */
async function readSharedVersion(arm, location, id) {
    const path = `${definitionPath(arm, location, id)}/versions`;
    if (id.version === 'latest')
        return latestOf(arm, path, id);
    const body = await arm.read(`${path}/${id.version}`, _versions_js__WEBPACK_IMPORTED_MODULE_3__/* .API_VERSIONS */ .B.gallery);
    return body === undefined ? undefined : toVersion(id, body);
}
/** Azure reads no version by the name `latest`: it is the highest of the list that is not kept out of it. */
async function latestOf(arm, path, id) {
    const sharings = id.kind === 'shared' ? [undefined, { sharedTo: 'tenant' }] : [undefined];
    for (const sharing of sharings) {
        const versions = (await listOrNone(arm, path, sharing))
            .map((body) => toVersion((0,_gallery_ids_js__WEBPACK_IMPORTED_MODULE_2__/* .withVersion */ .$2)(id, (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(body, 'name') ?? ''), body))
            .filter((version) => !version.excludeFromLatest)
            .sort((one, other) => compareVersions(other.id.version, one.id.version));
        if (versions[0] !== undefined)
            return versions[0];
    }
    return undefined;
}
async function listOrNone(arm, path, query) {
    try {
        return await arm.list(path, _versions_js__WEBPACK_IMPORTED_MODULE_3__/* .API_VERSIONS */ .B.gallery, query);
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isNotFound */ .c4)(error))
            return [];
        throw error;
    }
}
/** By major, minor and patch, as numbers. */
function compareVersions(one, other) {
    const [left, right] = [one, other].map((version) => version.split('.').map(Number));
    for (const [index, part] of (left ?? []).entries()) {
        const difference = part - (right?.[index] ?? 0);
        if (difference !== 0)
            return difference;
    }
    return 0;
}
function definitionPath(arm, location, { kind, gallery, definition }) {
    const place = `/subscriptions/${arm.subscriptionId}/providers/Microsoft.Compute/locations/${location}`;
    return `${place}/${kind === 'shared' ? 'sharedGalleries' : 'communityGalleries'}/${gallery}/images/${definition}`;
}
function toVersion(id, body) {
    const properties = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(body, 'properties');
    const [publishedDate, endOfLifeDate] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(properties, 'publishedDate'), (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .textAt */ .$6)(properties, 'endOfLifeDate')];
    const size = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .numberAt */ .tk)(properties, 'storageProfile', 'osDiskImage', 'diskSizeGB');
    return {
        id,
        ...(publishedDate === undefined ? {} : { publishedDate }),
        ...(endOfLifeDate === undefined ? {} : { endOfLifeDate }),
        excludeFromLatest: (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .flagAt */ .Qc)(properties, 'excludeFromLatest') ?? false,
        ...(size === undefined ? {} : { osDiskSizeGB: size }),
        dataDiskLuns: (0,_version_sources_js__WEBPACK_IMPORTED_MODULE_5__/* .dataDiskLunsOf */ .h)((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .objectAt */ .lJ)(properties, 'storageProfile')),
    };
}


/***/ }),

/***/ 5991:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ZK: () => (/* binding */ readStorageAccount),
/* harmony export */   g8: () => (/* binding */ findStorageAccount),
/* harmony export */   u2: () => (/* binding */ readContainer)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(42765);
/* harmony import */ var _resource_id_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18481);
/* harmony import */ var _versions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(23766);



/** What the account is now; undefined when there is none. */
async function readStorageAccount(arm, id) {
    const body = await arm.read(id, _versions_js__WEBPACK_IMPORTED_MODULE_0__/* .API_VERSIONS */ .B.storage);
    return body === undefined ? undefined : toStorageAccount(id, body);
}
/** A container as ARM describes it, whatever the network of its blobs; undefined when there is none. */
async function readContainer(arm, accountId, name) {
    const path = `${accountId}/blobServices/default/containers/${name}`;
    const body = await arm.read(path, _versions_js__WEBPACK_IMPORTED_MODULE_0__/* .API_VERSIONS */ .B.storage);
    if (body === undefined)
        return undefined;
    const has = (what) => (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .flagAt */ .Qc)(body, 'properties', what) ?? false;
    const immutability = has('hasLegalHold') ? 'legal hold' : has('hasImmutabilityPolicy') ? 'retention policy' : 'none';
    return { name, immutability };
}
/**
 * The account of the subscription whose blob endpoint is the host of this URL; undefined when there is none. A name alone
 * does not tell: an account with a DNS zone has another host than its name suggests.
 */
async function findStorageAccount(arm, blobUrl) {
    const host = hostOf(blobUrl);
    if (host === undefined)
        return undefined;
    const path = `/subscriptions/${arm.subscriptionId}/providers/Microsoft.Storage/storageAccounts`;
    const accounts = await arm.list(path, _versions_js__WEBPACK_IMPORTED_MODULE_0__/* .API_VERSIONS */ .B.storage);
    return accounts.map((body) => toStorageAccount('', body)).find(({ blobEndpoint }) => hostOf(blobEndpoint) === host);
}
function hostOf(url) {
    return URL.canParse(url) ? new URL(url).host : undefined;
}
function toStorageAccount(id, body) {
    const properties = body['properties'];
    const kinds = ['Storage', 'StorageV2', 'BlobStorage', 'FileStorage', 'BlockBlobStorage'];
    const publicAccess = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'publicNetworkAccess')?.toLowerCase() ?? 'enabled';
    const defaultAction = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'networkAcls', 'defaultAction')?.toLowerCase() ?? 'allow';
    return {
        id: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(body, 'id') ?? id,
        name: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(body, 'name') ?? (0,_resource_id_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(id),
        location: (0,_resource_id_js__WEBPACK_IMPORTED_MODULE_2__/* .normaliseRegion */ .$9)((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(body, 'location') ?? ''),
        kind: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .oneOf */ .yL)(kinds, (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(body, 'kind')) ?? 'StorageV2',
        sku: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(body, 'sku', 'name') ?? '',
        blobEndpoint: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'primaryEndpoints', 'blob') ?? '',
        hierarchicalNamespace: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .flagAt */ .Qc)(properties, 'isHnsEnabled') ?? false,
        publicNetworkAccess: publicAccess === 'enabled' && defaultAction === 'allow',
        // Absent means allowed.
        sharedKeyAccess: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .flagAt */ .Qc)(properties, 'allowSharedKeyAccess') ?? true,
        provisioningState: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'provisioningState') ?? 'Succeeded',
        primary: primaryOf(properties),
        immutableVersions: (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .objectAt */ .lJ)(properties, 'immutableStorageWithVersioning', 'immutabilityPolicy') !== undefined,
    };
}
function primaryOf(properties) {
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .flagAt */ .Qc)(properties, 'failoverInProgress') === true)
        return 'failing over';
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .textAt */ .$6)(properties, 'statusOfPrimary')?.toLowerCase() === 'unavailable' ? 'unavailable' : 'available';
}


/***/ }),

/***/ 13416:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $V: () => (/* binding */ loadStorageLibrary),
/* harmony export */   d1: () => (/* binding */ openContainerClient),
/* harmony export */   kU: () => (/* binding */ openPageBlobClient)
/* harmony export */ });
/* unused harmony exports storageCall, asStorageError */
/* harmony import */ var _cloud_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64826);
/* harmony import */ var _connection_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(85547);
/* harmony import */ var _error_envelopes_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(14089);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(71623);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(37573);
/* harmony import */ var _versions_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(23766);






/** A put of 4 MiB, or a copy of it by the service, takes well under a second; this is for connections gone silent. */
const REQUEST_TIMEOUT_MS = 120_000;
async function loadStorageLibrary() {
    return Promise.all(/* import() */[__webpack_require__.e(690), __webpack_require__.e(738), __webpack_require__.e(981)]).then(__webpack_require__.bind(__webpack_require__, 64981));
}
function openPageBlobClient(host, url, session) {
    return storageCall(host, session, async (credential) => {
        const { PageBlobClient } = await loadStorageLibrary();
        return new PageBlobClient(url, await pipeline(session, credential));
    });
}
function openContainerClient(host, url, session) {
    return storageCall(host, session, async (credential) => {
        const { ContainerClient } = await loadStorageLibrary();
        return new ContainerClient(url, await pipeline(session, credential));
    });
}
/** Without a session requests are anonymous: the URL carries its own signature. */
async function pipeline(session, credential) {
    const { newPipeline } = await loadStorageLibrary();
    const made = newPipeline(credential, {
        // One try: the library's own policy ignores Retry-After and never repeats a 429.
        retryOptions: { maxTries: 1 },
        userAgentOptions: { userAgentPrefix: 'azure-batch-image-pool' },
        ...(session ? { audience: (0,_cloud_js__WEBPACK_IMPORTED_MODULE_0__/* .scopeOf */ .Od)(session.cloud.audiences.storage) } : {}),
    });
    made.factories.push({
        create: (next) => ({
            sendRequest: async (request) => {
                request.headers.set('x-ms-version', _versions_js__WEBPACK_IMPORTED_MODULE_5__/* .API_VERSIONS */ .B.blobService);
                return next.sendRequest(request);
            },
        }),
    });
    return made;
}
function storageCall(host, session, open) {
    const connect = async () => open(session?.credentialFor('storage'));
    let opened;
    return async (rules, attempt) => (0,_retry_js__WEBPACK_IMPORTED_MODULE_4__/* .withRetries */ .LH)(host, rules, async () => {
        const current = (opened ??= connect());
        const tryWith = async (client) => {
            const signal = AbortSignal.any([host.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
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
            if (session === undefined || !(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .AzureServiceError */ .xh) || error.status !== 401)
                throw error;
            // The client keeps its token to itself: a token that expired early needs a new client. Calls that failed
            // together share it.
            if (opened === current) {
                session.forget((0,_cloud_js__WEBPACK_IMPORTED_MODULE_0__/* .scopeOf */ .Od)(session.cloud.audiences.storage));
                opened = connect();
            }
            return tryWith(opened);
        }
    });
}
/** The library rejects with a RestError that holds the answer, or with the connection's own error. */
function asStorageError(error, operation, now) {
    if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .AzureServiceError */ .xh || !(error instanceof Error))
        return error;
    if (error.name === 'AbortError' || error.name === 'TimeoutError') {
        const timeout = Object.assign(new Error(`no answer within ${REQUEST_TIMEOUT_MS / 1000} s`), { code: 'ETIMEDOUT' });
        return (0,_connection_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .connectionError */ .$t)('Storage', operation, timeout);
    }
    const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : undefined;
    if (status === undefined)
        return 'code' in error ? (0,_connection_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .connectionError */ .$t)('Storage', operation, error) : error;
    const response = 'response' in error && isResponse(error.response) ? error.response : undefined;
    const headers = Object.fromEntries(Object.entries(response?.headers.toJSON() ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
    return (0,_error_envelopes_js__WEBPACK_IMPORTED_MODULE_2__/* .storageError */ .QX)({ operation, status, headers, body: response?.bodyAsText ?? '', now });
}
function isResponse(value) {
    return typeof value === 'object' && value !== null && 'headers' in value;
}


/***/ }),

/***/ 33052:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ dataDiskLunsOf),
/* harmony export */   x: () => (/* binding */ recordedSourceOf)
/* harmony export */ });
/* harmony import */ var _blob_urls_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(82839);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42765);


/** Undefined where Azure tells nothing, or something newer than this. */
function recordedSourceOf(storageProfile) {
    const whole = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectAt */ .lJ)(storageProfile, 'source');
    const community = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(whole, 'communityGalleryImageId');
    if (community !== undefined)
        return { kind: 'community-version', id: community };
    const id = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(whole, 'virtualMachineId') ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(whole, 'id');
    if (id !== undefined)
        return wholeSourceOf(id);
    const os = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectAt */ .lJ)(storageProfile, 'osDiskImage', 'source');
    const data = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectsAt */ .yR)(storageProfile, 'dataDiskImages').map((image) => ({
        lun: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(image, 'lun') ?? 0,
        id: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(image, 'source', 'id'),
        url: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(image, 'source', 'uri'),
    }));
    const url = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(os, 'uri');
    if (url !== undefined) {
        // Before there was `storageAccountId`, `id` named the account.
        const storageAccountId = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(os, 'storageAccountId') ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(os, 'id');
        return {
            kind: 'vhd',
            // Azure keeps a URL as it was given, with its signature if it had one.
            url: (0,_blob_urls_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutQuery */ .j$)(url),
            ...(storageAccountId === undefined ? {} : { storageAccountId }),
            data: data.flatMap((disk) => (disk.url === undefined ? [] : [{ lun: disk.lun, url: (0,_blob_urls_js__WEBPACK_IMPORTED_MODULE_1__/* .withoutQuery */ .j$)(disk.url) }])),
        };
    }
    const osId = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(os, 'id');
    if (osId === undefined || !DISK.test(osId))
        return undefined;
    return {
        kind: /\/snapshots\//i.test(osId) ? 'snapshots' : 'disks',
        osId,
        data: data.flatMap((disk) => (disk.id === undefined ? [] : [{ lun: disk.lun, id: disk.id }])),
    };
}
function dataDiskLunsOf(storageProfile) {
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectsAt */ .yR)(storageProfile, 'dataDiskImages').flatMap((image) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .numberAt */ .tk)(image, 'lun') ?? []);
}
const DISK = /\/providers\/Microsoft\.Compute\/(?:snapshots|disks)\/[^/]+$/i;
function wholeSourceOf(id) {
    if (/\/virtualMachines\/[^/]+$/i.test(id))
        return { kind: 'vm', id };
    if (/\/galleries\/[^/]+\/images\/[^/]+\/versions\/[^/]+$/i.test(id))
        return { kind: 'version', id };
    return /\/providers\/Microsoft\.Compute\/images\/[^/]+$/i.test(id) ? { kind: 'image', id } : undefined;
}


/***/ }),

/***/ 28719:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JO: () => (/* binding */ readVirtualMachine),
/* harmony export */   XC: () => (/* binding */ planOf),
/* harmony export */   cq: () => (/* binding */ securityTypeOf),
/* harmony export */   px: () => (/* binding */ generalize),
/* harmony export */   xo: () => (/* binding */ deallocate)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71623);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(42765);
/* harmony import */ var _resource_id_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18481);
/* harmony import */ var _versions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(23766);
/* harmony import */ var _vm_instance_view_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(36784);





const INSTANCE_VIEW = { $expand: 'instanceView' };
/** What the VM is now; undefined when there is none. */
async function readVirtualMachine(arm, id) {
    const body = await arm.read(id, _versions_js__WEBPACK_IMPORTED_MODULE_1__/* .API_VERSIONS */ .B.compute, INSTANCE_VIEW);
    return body === undefined ? undefined : toVirtualMachine(id, body);
}
/** Stops the VM and releases its host. Doing it twice does no harm. */
async function deallocate(arm, id, wait) {
    const ask = async () => arm.run({ method: 'POST', path: `${id}/deallocate`, apiVersion: _versions_js__WEBPACK_IMPORTED_MODULE_1__/* .API_VERSIONS */ .B.compute }, wait);
    try {
        await ask();
    }
    catch (error) {
        if (!(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isBusy */ .A5)(error))
            throw error;
        // Something is being done to the VM: perhaps it is an interrupted run's own deallocation.
        const body = await arm.settled(id, _versions_js__WEBPACK_IMPORTED_MODULE_1__/* .API_VERSIONS */ .B.compute, wait, INSTANCE_VIEW);
        if (body !== undefined && toVirtualMachine(id, body).powerState === 'deallocated')
            return;
        await ask();
    }
}
/** Flags the VM as generalized, for ever: it can never start again. Synchronous in Azure. */
async function generalize(arm, id) {
    await arm.send({ method: 'POST', path: `${id}/generalize`, apiVersion: _versions_js__WEBPACK_IMPORTED_MODULE_1__/* .API_VERSIONS */ .B.compute });
}
function toVirtualMachine(id, body) {
    const properties = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectAt */ .lJ)(body, 'properties');
    const storage = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectAt */ .lJ)(properties, 'storageProfile');
    const osDisk = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectAt */ .lJ)(storage, 'osDisk');
    const image = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectAt */ .lJ)(storage, 'imageReference');
    const imageId = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(image, 'id');
    const marketplace = marketplaceOf(image);
    const plan = planOf((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectAt */ .lJ)(body, 'plan'));
    return {
        id: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(body, 'id') ?? id,
        name: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(body, 'name') ?? (0,_resource_id_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(id),
        location: (0,_resource_id_js__WEBPACK_IMPORTED_MODULE_3__/* .normaliseRegion */ .$9)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(body, 'location') ?? ''),
        osType: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['Linux', 'Windows'], (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(osDisk, 'osType')) ?? 'Linux',
        provisioningState: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(properties, 'provisioningState') ?? 'unknown',
        ...(0,_vm_instance_view_js__WEBPACK_IMPORTED_MODULE_4__/* .instanceViewOf */ .O)((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectAt */ .lJ)(properties, 'instanceView')),
        osDisk: diskOf(osDisk),
        dataDisks: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectsAt */ .yR)(storage, 'dataDisks').map((disk) => ({ ...diskOf(disk), lun: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .numberAt */ .tk)(disk, 'lun') ?? 0 })),
        securityType: securityTypeOf((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(properties, 'securityProfile', 'securityType')),
        secureBoot: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .flagAt */ .Qc)(properties, 'securityProfile', 'uefiSettings', 'secureBootEnabled') ?? false,
        vTpm: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .flagAt */ .Qc)(properties, 'securityProfile', 'uefiSettings', 'vTpmEnabled') ?? false,
        encryptionAtHost: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .flagAt */ .Qc)(properties, 'securityProfile', 'encryptionAtHost') ?? false,
        guestEncryption: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .flagAt */ .Qc)(osDisk, 'encryptionSettings', 'enabled') ?? false,
        diskController: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['SCSI', 'NVMe'], (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(storage, 'diskControllerType')) ?? 'SCSI',
        vmSize: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(properties, 'hardwareProfile', 'vmSize') ?? '',
        ...(marketplace ? { imageReference: marketplace } : {}),
        ...(imageId === undefined ? {} : { imageId }),
        ...(plan ? { plan } : {}),
        extensions: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .objectsAt */ .yR)(body, 'resources').flatMap(extensionOf),
        tags: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .recordAt */ .zR)(body, 'tags'),
    };
}
function diskOf(disk) {
    // An ephemeral disk has a managed disk ID as well; it lives on the host and cannot be captured.
    if ((0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(disk, 'diffDiskSettings', 'option') !== undefined)
        return { kind: 'ephemeral' };
    const caching = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['None', 'ReadOnly', 'ReadWrite'], (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(disk, 'caching')) ?? 'None';
    const vhdUrl = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(disk, 'vhd', 'uri');
    if (vhdUrl !== undefined)
        return { kind: 'unmanaged', vhdUrl, caching };
    return { kind: 'managed', diskId: (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(disk, 'managedDisk', 'id') ?? '', caching };
}
function marketplaceOf(image) {
    const [publisher, offer, sku] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(image, 'publisher'), (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(image, 'offer'), (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(image, 'sku')];
    if (publisher === undefined || offer === undefined || sku === undefined)
        return undefined;
    const version = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(image, 'exactVersion') ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(image, 'version');
    return { publisher, offer, sku, ...(version === undefined ? {} : { version }) };
}
function planOf(plan) {
    const [name, publisher, product] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(plan, 'name'), (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(plan, 'publisher'), (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(plan, 'product')];
    return name !== undefined && publisher !== undefined && product !== undefined
        ? { name, publisher, product }
        : undefined;
}
function securityTypeOf(text) {
    // Disks say `ConfidentialVM_DiskEncryptedWithPlatformKey` and the like where VMs say `ConfidentialVM`.
    if (text?.toLowerCase().startsWith('confidentialvm') === true)
        return 'ConfidentialVM';
    return (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .oneOf */ .yL)(['TrustedLaunch'], text) ?? 'Standard';
}
/** Older answers hold only the extension's ID. */
function extensionOf(extension) {
    const name = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(extension, 'name') ?? (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(extension, 'id');
    const type = (0,_json_js__WEBPACK_IMPORTED_MODULE_2__/* .textAt */ .$6)(extension, 'properties', 'type');
    return name === undefined ? [] : [{ name: (0,_resource_id_js__WEBPACK_IMPORTED_MODULE_3__/* .nameOf */ .Vb)(name), ...(type === undefined ? {} : { type }) }];
}


/***/ }),

/***/ 36784:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ instanceViewOf),
/* harmony export */   v: () => (/* binding */ osText)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42765);

const POWER_STATES = [
    'creating',
    'starting',
    'running',
    'stopping',
    'stopped',
    'deallocating',
    'deallocated',
];
/** The operating system in words, e.g. `ubuntu 24.04`; undefined where the agent does not name it. */
function osText(guest) {
    if (guest?.osName === undefined)
        return undefined;
    return guest.osVersion === undefined ? guest.osName : `${guest.osName} ${guest.osVersion}`;
}
function instanceViewOf(view) {
    // The order of statuses is not fixed, and the power state or the generalized flag may be missing: search by code.
    const statuses = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectsAt */ .yR)(view, 'statuses');
    const codes = statuses.map((status) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(status, 'code') ?? '');
    const power = codes.find((code) => code.toLowerCase().startsWith('powerstate/'));
    const failure = statuses.flatMap(failureOf)[0];
    const guest = guestOf(view);
    return {
        powerState: (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .oneOf */ .yL)(POWER_STATES, power?.slice('PowerState/'.length)) ?? 'unknown',
        generalized: codes.some((code) => code.toLowerCase() === 'osstate/generalized'),
        ...(failure && { failure }),
        ...(guest && { guest }),
    };
}
/** `ProvisioningState/failed/<code>`: https://learn.microsoft.com/azure/virtual-machines/states-billing */
function failureOf(status) {
    const [, state, code] = /^ProvisioningState\/(failed)(?:\/(.+))?$/i.exec((0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(status, 'code') ?? '') ?? [];
    if (state === undefined)
        return [];
    const message = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(status, 'message');
    return [{ code: code ?? state, ...(message === undefined ? {} : { message }) }];
}
function guestOf(view) {
    const agent = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .objectsAt */ .yR)(view, 'vmAgent', 'statuses').flatMap((status) => (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(status, 'displayStatus') ?? [])[0];
    const [osName, osVersion] = [(0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(view, 'osName'), (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .textAt */ .$6)(view, 'osVersion')];
    const guest = {
        ...(agent === undefined ? {} : { agent }),
        ...(osName === undefined ? {} : { osName }),
        ...(osVersion === undefined ? {} : { osVersion }),
    };
    return Object.keys(guest).length === 0 ? undefined : guest;
}


/***/ }),

/***/ 79145:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ byCodeUnit)
/* harmony export */ });
/** An order that is the same everywhere, whatever the locale. */
function byCodeUnit(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}


/***/ }),

/***/ 62039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ng: () => (/* binding */ connect),
  cn: () => (/* binding */ connectForCleanup),
  ij: () => (/* binding */ openAhead)
});

// EXTERNAL MODULE: ./lib/azure/error-envelopes.js
var error_envelopes = __webpack_require__(14089);
// EXTERNAL MODULE: ./lib/azure/errors.js
var errors = __webpack_require__(71623);
// EXTERNAL MODULE: ./lib/azure/json.js
var json = __webpack_require__(42765);
// EXTERNAL MODULE: ./lib/azure/polling.js
var polling = __webpack_require__(35264);
// EXTERNAL MODULE: ./lib/azure/retry.js
var retry = __webpack_require__(37573);
// EXTERNAL MODULE: ./lib/azure/retry-after.js
var retry_after = __webpack_require__(66650);
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
    return (0,polling/* poll */.wt)(host, {
        what,
        deadline,
        read: async () => observe(following, track),
        done: (seen) => seen.status !== 'running',
        state: (seen) => seen.detail,
        onChange: (seen) => host.debug(`${what}: ${seen.detail}`),
        retryAfter: (seen) => (seen.response ? (0,retry_after/* retryAfterOf */.s)(seen.response.headers, host.clock.now()) : undefined),
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
        if ((0,errors/* isNotFound */.c4)(error)) {
            if (request.method === 'DELETE')
                return { status: 'succeeded', detail: 'gone' };
            if (track.kind !== 'resource' && request.method !== 'POST')
                return { status: 'lost', detail: 'no longer known' };
            throw error;
        }
        // The operation goes on in Azure whether or not we can see it: look again until the deadline.
        if ((0,retry/* isTransient */.dg)(error)) {
            return {
                status: 'running',
                detail: (0,errors/* isAzureServiceError */.B5)(error) ? `out of sight (${error.code})` : 'out of sight',
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
    const status = (0,json/* textAt */.$6)(response.body, 'status');
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
    const state = (0,json/* textAt */.$6)(body, 'properties', 'provisioningState');
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
        throw (0,error_envelopes/* operationError */.mE)(operation, body, correlation ?? accepted.headers['x-ms-correlation-request-id']);
    }
    if (request.method !== 'POST')
        return undefined;
    if (track.kind !== 'operation')
        return outputOf(request, body);
    // Some operations carry their output in their own record, others only at the Location: take the nearer.
    const output = (0,json/* objectAt */.lJ)(body, 'properties', 'output');
    if (output !== undefined || track.resultUrl === undefined)
        return output;
    return outputOf(request, (await following.get(track.resultUrl)).body);
}
function outputOf(request, body) {
    if (request.method !== 'POST')
        return undefined;
    const output = (0,json/* objectAt */.lJ)(body, 'properties', 'output') ?? body;
    return Object.keys(output).length === 0 ? undefined : output;
}
async function obeyFirstRetryAfter({ host, accepted, deadline }) {
    const now = host.clock.now();
    const asked = (0,retry_after/* retryAfterOf */.s)(accepted.headers, now);
    const left = deadline.getTime() - now.getTime();
    if (asked !== undefined && left > 0)
        await host.clock.sleep(Math.min(asked, left), host.signal);
}

// EXTERNAL MODULE: ./lib/azure/cloud.js
var cloud = __webpack_require__(64826);
// EXTERNAL MODULE: ./lib/azure/transport.js
var transport = __webpack_require__(21846);
;// CONCATENATED MODULE: ./lib/azure/signed-transport.js


/** Opens nothing before the first request. */
function openSignedTransport(session, audience, endpoint) {
    const open = async () => (0,transport/* openTransport */.g)(session.host, endpoint, {
        credential: session.credentialFor(audience),
        scope: (0,cloud/* scopeOf */.Od)(session.cloud.audiences[audience]),
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
            session.forget((0,cloud/* scopeOf */.Od)(session.cloud.audiences[audience]));
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
        const isPassing = (error, mayBeEcho) => (0,errors/* isThrottledInWords */.f1)(error) || ((0,errors/* isBusy */.A5)(error) && (mayBeEcho || request.waitsItsTurn === true));
        return (0,retry/* withRetries */.LH)(host, { what: operation, isWrite, lookUp, isPassing }, async () => {
            const answer = await transport({
                method: request.method,
                url,
                headers: request.headers,
                body: request.body,
                operation,
            });
            if (answer.status >= 400)
                throw (0,error_envelopes/* armError */.Tr)({ ...answer, operation, now: host.clock.now() });
            return asArmResponse(answer);
        });
    };
    /** What a PUT made whose answer was lost: it carries all the tags that the request gave it, and has not failed. */
    const made = async ({ body, apiVersion }, url) => {
        const wanted = Object.entries((0,json/* recordAt */.zR)(body, 'tags'));
        if (wanted.length === 0)
            return undefined;
        try {
            const found = await sendTo({ method: 'GET', path: '', apiVersion }, url);
            const tags = (0,json/* recordAt */.zR)(found.body, 'tags');
            const isOurs = wanted.every(([name, value]) => tags[name] === value);
            return isOurs && (0,json/* textAt */.$6)(found.body, 'properties', 'provisioningState') !== 'Failed' ? found : undefined;
        }
        catch (error) {
            if ((0,errors/* isNotFound */.c4)(error))
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
            if ((0,errors/* isNotFound */.c4)(error) && !(0,errors/* isAzureServiceError */.B5)(error, 'SubscriptionNotFound'))
                return undefined;
            throw error;
        }
    };
    return {
        subscriptionId,
        send,
        start,
        read,
        settled: async (path, apiVersion, { deadline, what }, query) => (0,polling/* poll */.wt)(host, {
            what,
            deadline,
            read: async () => read(path, apiVersion, query),
            done: (body) => !isBeingChanged(body),
            state: (body) => (0,json/* textAt */.$6)(body, 'properties', 'provisioningState') ?? 'gone',
        }),
        list: async (path, apiVersion, query) => {
            const items = [];
            let url = urlOf(path, apiVersion, query);
            while (url !== undefined && url !== '') {
                const page = await get(url, apiVersion);
                items.push(...(0,json/* objectsAt */.yR)(page.body, 'value'));
                url = (0,json/* textAt */.$6)(page.body, 'nextLink');
            }
            return items;
        },
        run: async (request, wait) => (await start(request)).finished(wait),
    };
}
function isBeingChanged(body) {
    const state = (0,json/* textAt */.$6)(body, 'properties', 'provisioningState');
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
    return { status: answer.status, headers: answer.headers, body: (0,json/* isJsonObject */.OW)(answer.body) ? answer.body : {} };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./lib/azure/connection-errors.js
var connection_errors = __webpack_require__(85547);
// EXTERNAL MODULE: ./lib/azure/proxy.js
var azure_proxy = __webpack_require__(46407);
// EXTERNAL MODULE: ./lib/azure/versions.js
var versions = __webpack_require__(23766);
;// CONCATENATED MODULE: ./lib/azure/batch-client.js
// How a request reaches Batch's data plane: through @azure/batch's client, with our own api-version, whole bodies and retry.









/** The service itself gives up on a request after 30 s. */
const REQUEST_TIMEOUT_MS = 60_000;
function createBatchClient(host, endpoint, transport, forgetToken) {
    const sendTo = async (url, request) => {
        const { method, body, lookUp } = request;
        const what = `${method} ${new URL(url).host}${new URL(url).pathname}`;
        const once = async () => {
            const headers = { ...request.headers, 'client-request-id': (0,external_node_crypto_.randomUUID)(), 'return-client-request-id': 'true' };
            const signal = AbortSignal.any([host.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]);
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
        return (0,retry/* withRetries */.LH)(host, { what, isWrite, lookUp }, async () => {
            let answer = await once();
            if (answer.status === 401) {
                // Expired early, or revoked: one new token, then the refusal counts.
                forgetToken();
                answer = await once();
            }
            if (answer.status < 400)
                return answer;
            throw (0,error_envelopes/* batchError */.l9)({ ...answer, operation: what, now: host.clock.now() });
        });
    };
    const urlOf = (path, query = {}) => {
        const names = Object.entries({ ...query, 'api-version': versions/* API_VERSIONS */.B.batchService });
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
                const page = (0,json/* isJsonObject */.OW)(body) ? body : {};
                const value = page['value'];
                if ((0,json/* isJsonArray */.Md)(value))
                    items.push(...value.filter(json/* isJsonObject */.OW));
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
async function loadBatchLibrary() {
    return Promise.all([Promise.all(/* import() */[__webpack_require__.e(136), __webpack_require__.e(949)]).then(__webpack_require__.t.bind(__webpack_require__, 23949, 19)), __webpack_require__.e(/* import() */ 136).then(__webpack_require__.t.bind(__webpack_require__, 1136, 19))]);
}
async function batch_client_open(session, endpoint) {
    const [{ BatchServiceClient }, { AzureIdentityCredentialAdapter }] = await loadBatchLibrary();
    // Given the credential itself, the client would ask for a token for ARM, which Batch refuses.
    const scope = (0,cloud/* scopeOf */.Od)(session.cloud.audiences.batch);
    const credential = new AzureIdentityCredentialAdapter(session.credentialFor('batch'), scope);
    const proxy = (0,azure_proxy/* proxySettings */.EM)();
    // Its own retries never repeat a 429 and wait half a minute after a 503.
    const client = new BatchServiceClient(credential, endpoint, {
        noRetryPolicy: true,
        userAgent: 'azure-batch-image-pool',
        ...(proxy && { proxySettings: proxy }),
    });
    client.apiVersion = versions/* API_VERSIONS */.B.batchService;
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
    if (error instanceof errors/* AzureServiceError */.xh || !(error instanceof Error))
        return error;
    const aborted = 'code' in error && error.code === 'REQUEST_ABORTED_ERROR';
    if (aborted || error.name === 'AbortError' || error.name === 'TimeoutError') {
        const timeout = Object.assign(new Error(`no answer within ${REQUEST_TIMEOUT_MS / 1000} s`), { code: 'ETIMEDOUT' });
        return (0,connection_errors/* connectionError */.$t)('Batch', operation, timeout);
    }
    return 'code' in error ? (0,connection_errors/* connectionError */.$t)('Batch', operation, error) : error;
}
function parse(text) {
    try {
        const value = JSON.parse(text);
        return (0,json/* isJsonObject */.OW)(value) || (0,json/* isJsonArray */.Md)(value) ? value : undefined;
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/azure/blob-urls.js
var blob_urls = __webpack_require__(82839);
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
    const machine = (0,json/* objectAt */.lJ)(body, 'virtualMachineConfiguration');
    const formula = (0,json/* textAt */.$6)(body, 'autoScaleFormula');
    const autoScaleError = (0,json/* objectAt */.lJ)(body, 'autoScaleRun', 'error');
    const autoScaledAt = (0,json/* textAt */.$6)(body, 'autoScaleRun', 'timestamp');
    const since = (0,json/* textAt */.$6)(body, 'allocationStateTransitionTime');
    return {
        id: (0,json/* textAt */.$6)(body, 'id') ?? '',
        etag: (0,json/* textAt */.$6)(body, 'eTag') ?? '',
        state: (0,json/* oneOf */.yL)(['active', 'deleting'], (0,json/* textAt */.$6)(body, 'state')) ?? 'active',
        allocationState: (0,json/* oneOf */.yL)(['steady', 'resizing', 'stopping'], (0,json/* textAt */.$6)(body, 'allocationState')) ?? 'steady',
        vmSize: (0,json/* textAt */.$6)(body, 'vmSize') ?? '',
        image: toImage(machine),
        nodeAgentSku: (0,json/* textAt */.$6)(machine, 'nodeAgentSKUId') ?? '',
        metadata: (0,json/* pairsAt */.d5)(body, 'metadata'),
        targetDedicatedNodes: (0,json/* numberAt */.tk)(body, 'targetDedicatedNodes') ?? 0,
        targetLowPriorityNodes: (0,json/* numberAt */.tk)(body, 'targetLowPriorityNodes') ?? 0,
        currentDedicatedNodes: (0,json/* numberAt */.tk)(body, 'currentDedicatedNodes') ?? 0,
        currentLowPriorityNodes: (0,json/* numberAt */.tk)(body, 'currentLowPriorityNodes') ?? 0,
        ...(formula === undefined ? {} : { autoScaleFormula: formula }),
        ...(autoScaleError ? { autoScaleError: toFault(autoScaleError) } : {}),
        ...(autoScaledAt === undefined ? {} : { autoScaledAt }),
        resizeErrors: (0,json/* objectsAt */.yR)(body, 'resizeErrors').map(toFault),
        ...(since === undefined ? {} : { allocationStateTransitionTime: since }),
        taskSlotsPerNode: (0,json/* numberAt */.tk)(body, 'taskSlotsPerNode') ?? 1,
    };
}
function toImage(machine) {
    const image = (0,json/* objectAt */.lJ)(machine, 'imageReference');
    const id = (0,json/* textAt */.$6)(image, 'virtualMachineImageId');
    if (id !== undefined)
        return { kind: 'resource', id };
    const shared = (0,json/* textAt */.$6)(image, 'sharedGalleryImageId');
    if (shared !== undefined)
        return { kind: 'shared-gallery', id: shared };
    const community = (0,json/* textAt */.$6)(image, 'communityGalleryImageId');
    if (community !== undefined)
        return { kind: 'community-gallery', id: community };
    const parts = ['publisher', 'offer', 'sku', 'version'].map((name) => (0,json/* textAt */.$6)(image, name));
    if (parts[0] !== undefined)
        return { kind: 'marketplace', urn: parts.join(':') };
    const urls = (0,json/* textsAt */.i1)(machine, 'osDisk', 'imageUris').map(blob_urls/* withoutQuery */.j$);
    return urls.length === 0 ? { kind: 'unknown' } : { kind: 'vhds', urls };
}
/** Resize errors name their pairs `values`, nodes `errorDetails`, start tasks `details`. */
function toFault(error) {
    const message = (0,json/* textAt */.$6)(error, 'message') ?? (0,json/* textAt */.$6)(error, 'message', 'value') ?? '';
    return {
        code: (0,json/* textAt */.$6)(error, 'code') ?? 'Unknown',
        message,
        values: { ...(0,json/* pairsAt */.d5)(error, 'values'), ...(0,json/* pairsAt */.d5)(error, 'errorDetails'), ...(0,json/* pairsAt */.d5)(error, 'details') },
    };
}
function toNodeCounts(item) {
    return { dedicated: countsOf(item?.['dedicated']), lowPriority: countsOf(item?.['lowPriority']) };
}
/** The members are the states in camel case, and `total`. */
function countsOf(counts) {
    const found = {};
    for (const [name, count] of Object.entries((0,json/* objectAt */.lJ)(counts) ?? {})) {
        const state = (0,json/* oneOf */.yL)(NODE_STATES, name);
        if (state !== undefined && typeof count === 'number' && count > 0)
            found[state] = count;
    }
    return found;
}
function toNode(body) {
    const start = (0,json/* objectAt */.lJ)(body, 'startTaskInfo');
    const exitCode = (0,json/* numberAt */.tk)(start, 'exitCode');
    const failure = (0,json/* objectAt */.lJ)(start, 'failureInfo');
    return {
        id: (0,json/* textAt */.$6)(body, 'id') ?? '',
        state: (0,json/* oneOf */.yL)(NODE_STATES, (0,json/* textAt */.$6)(body, 'state')) ?? 'unknown',
        dedicated: (0,json/* flagAt */.Qc)(body, 'isDedicated') ?? true,
        errors: (0,json/* objectsAt */.yR)(body, 'errors').map(toFault),
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
    const image = (0,json/* objectAt */.lJ)(body, 'virtualMachineInfo', 'imageReference');
    const inId = /\/versions\/([^/]+)$/i.exec((0,json/* textAt */.$6)(image, 'virtualMachineImageId') ?? '')?.[1];
    const exactVersion = (0,json/* textAt */.$6)(image, 'exactVersion') ?? inId;
    return { nodeId: (0,json/* textAt */.$6)(body, 'id') ?? '', ...(exactVersion === undefined ? {} : { exactVersion }) };
}
function toSupportedImage(body) {
    const endOfLife = (0,json/* textAt */.$6)(body, 'batchSupportEndOfLife');
    return {
        nodeAgentSku: (0,json/* textAt */.$6)(body, 'nodeAgentSKUId') ?? '',
        publisher: (0,json/* textAt */.$6)(body, 'imageReference', 'publisher') ?? '',
        offer: (0,json/* textAt */.$6)(body, 'imageReference', 'offer') ?? '',
        sku: (0,json/* textAt */.$6)(body, 'imageReference', 'sku') ?? '',
        osType: (0,json/* oneOf */.yL)(['linux', 'windows'], (0,json/* textAt */.$6)(body, 'osType')) ?? 'linux',
        verified: (0,json/* textAt */.$6)(body, 'verificationType') === 'verified',
        ...(endOfLife === undefined ? {} : { endOfLife }),
    };
}
function toJob(body) {
    return {
        id: (0,json/* textAt */.$6)(body, 'id') ?? '',
        etag: (0,json/* textAt */.$6)(body, 'eTag') ?? '',
        state: (0,json/* textAt */.$6)(body, 'state') ?? 'unknown',
        autoPool: (0,json/* objectAt */.lJ)(body, 'poolInfo', 'autoPoolSpecification') !== undefined,
        metadata: (0,json/* pairsAt */.d5)(body, 'metadata'),
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
        return (0,json/* isJsonObject */.OW)(answer?.body) ? answer.body : undefined;
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
            const poolId = (0,json/* textAt */.$6)(body, 'id') ?? '';
            // When the answer was lost: a pool with all our metadata is the one we asked for.
            const lookUp = async () => {
                const found = await readPoolBody(poolId);
                const [theirs, ours] = [(0,json/* pairsAt */.d5)(found, 'metadata'), (0,json/* pairsAt */.d5)(body, 'metadata')];
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
            return new Map(items.map((item) => [((0,json/* textAt */.$6)(item, 'poolId') ?? '').toLowerCase(), toNodeCounts(item)]));
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
                    await patchPool(poolId, { metadata }, (0,json/* textAt */.$6)(pool, 'eTag'));
                    return;
                }
                catch (error) {
                    const overtaken = (0,errors/* isAzureServiceError */.B5)(error) && error.status === 412;
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
    const kept = (0,json/* objectsAt */.yR)(pool, 'metadata').filter((item) => !(((0,json/* textAt */.$6)(item, 'name') ?? '') in change));
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
        if ((0,errors/* isNotFound */.c4)(error))
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/azure/batch-service.js



/** Opens the data plane of one Batch account. Nothing is sent before the first call. */
function connectBatch(session, host, endpoint) {
    const forgetToken = () => session.forget((0,cloud/* scopeOf */.Od)(session.cloud.audiences.batch));
    return createBatchService(endpoint, createBatchClient(host, endpoint, batchTransport(session, endpoint), forgetToken));
}

// EXTERNAL MODULE: ./lib/azure/credential.js + 3 modules
var credential = __webpack_require__(58044);
// EXTERNAL MODULE: ./lib/azure/page-blobs.js + 1 modules
var page_blobs = __webpack_require__(63940);
// EXTERNAL MODULE: ./lib/azure/storage-client.js
var storage_client = __webpack_require__(13416);
;// CONCATENATED MODULE: ./lib/connect.js
// Opens the connections of a run for a session; nothing is requested before the first call.








function connect({ host, ...session }, subscriptionId, deadline) {
    const bounded = deadline === undefined ? host : { ...host, deadline };
    const connected = { ...session, host: bounded };
    return {
        host: bounded,
        arm: connectArm(connected, subscriptionId),
        blobs: (0,page_blobs/* connectBlobs */.B$)(connected),
        caller: async () => (0,credential/* objectIdOf */.mJ)((await session.getToken((0,cloud/* scopeOf */.Od)(session.cloud.audiences.arm))).token),
        batch: async (endpoint) => connectBatch(connected, bounded, endpoint),
    };
}
/**
 * Gets ready to talk to data planes while ARM thinks about the first reads: a token takes two requests, for which the reads
 * that need it would have to wait. What fails here is tried again when it is needed, and fails there.
 */
function openAhead(session, planes) {
    for (const plane of planes) {
        const library = plane === 'batch' ? loadBatchLibrary() : (0,storage_client/* loadStorageLibrary */.$V)();
        Promise.all([session.getToken((0,cloud/* scopeOf */.Od)(session.cloud.audiences[plane])), library]).catch((error) => {
            session.host.debug(`Not ready for ${plane} yet: ${(0,errors/* describe */.q0)(error)}`);
        });
    }
}
/** The same session for giving things back after a cancellation: it follows `grace` instead of the run's own signal. */
function connectForCleanup(session, subscriptionId, grace) {
    return connect({ ...session, host: { ...session.host, signal: grace } }, subscriptionId);
}


/***/ }),

/***/ 91027:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ latestVersion)
/* harmony export */ });
/* harmony import */ var _azure_shared_galleries_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(72041);

/** States in which a version can be used; while it is updated, the regions that it has stay as they are. */
const USABLE = ['Succeeded', 'Updating'];
/** The highest that is published to the region and excluded neither there nor altogether. */
function latestVersion(versions, region) {
    return versions
        .filter((version) => isOffered(version, region))
        .toSorted((a, b) => (0,_azure_shared_galleries_js__WEBPACK_IMPORTED_MODULE_0__/* .compareVersions */ .Zy)(b.name, a.name))[0];
}
function isOffered(version, region) {
    const { provisioningState, excludeFromLatest, excludedRegions, targetRegions } = version;
    return (USABLE.includes(provisioningState) &&
        !excludeFromLatest &&
        !excludedRegions.includes(region) &&
        targetRegions.some(({ name }) => name === region));
}


/***/ }),

/***/ 97673:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CO: () => (/* binding */ releaseMarks),
/* harmony export */   Cr: () => (/* binding */ TOOK_MARK),
/* harmony export */   G$: () => (/* binding */ STATE_MARK),
/* harmony export */   KD: () => (/* binding */ SPEC_MARK),
/* harmony export */   P2: () => (/* binding */ readOrigin),
/* harmony export */   Rq: () => (/* binding */ vhdMarks),
/* harmony export */   S$: () => (/* binding */ productMarks),
/* harmony export */   _i: () => (/* binding */ KEY_MARK),
/* harmony export */   cw: () => (/* binding */ temporaryMarks),
/* harmony export */   dr: () => (/* binding */ lastingMarks),
/* harmony export */   hW: () => (/* binding */ KIND_MARK),
/* harmony export */   kt: () => (/* binding */ DISK_MARK),
/* harmony export */   o0: () => (/* binding */ CONTENT_MARK),
/* harmony export */   xN: () => (/* binding */ FAMILY_MARK),
/* harmony export */   zM: () => (/* binding */ poolMarks)
/* harmony export */ });
/* unused harmony exports SCHEMA_MARK, EXPIRES_MARK, SOURCE_MARK, REPOSITORY_MARK, COMMIT_MARK, REF_MARK, RUN_MARK */
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43879);
// Marks: what this action writes on everything it makes, spelt alike as ARM tags and as metadata of blobs and pools.

const SCHEMA_MARK = 'abip_schema';
const KEY_MARK = 'abip_key';
const CONTENT_MARK = 'abip_content';
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
const TEMPORARY_LIFE_MS = 24 * 60 * 60 * 1000;
/** The marks of something the run is for: a VHD, a definition, a version. */
function productMarks(facts) {
    return { ...commonMarks(facts), [KIND_MARK]: 'product' };
}
/** The marks of the VHD of one disk. */
function vhdMarks(facts, role) {
    return { ...productMarks(facts), [DISK_MARK]: (0,_names_js__WEBPACK_IMPORTED_MODULE_0__/* .roleName */ .S3)(role) };
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
        ...(contentId === undefined ? {} : { [CONTENT_MARK]: contentId }),
        ...provenanceMarks(provenance),
    };
}
/** Undefined for what this action did not make. */
function readOrigin(marks) {
    if (marks[SCHEMA_MARK] === undefined)
        return undefined;
    const named = {
        key: marks[KEY_MARK],
        contentId: marks[CONTENT_MARK],
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
        [KEY_MARK]: key,
        [CONTENT_MARK]: contentId,
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


/***/ }),

/***/ 43879:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Jq: () => (/* binding */ vhdBlobName),
/* harmony export */   K: () => (/* binding */ leaseId),
/* harmony export */   Nm: () => (/* binding */ diskOfVhd),
/* harmony export */   P3: () => (/* binding */ captureFolder),
/* harmony export */   Rc: () => (/* binding */ nameKey),
/* harmony export */   S3: () => (/* binding */ roleName),
/* harmony export */   aN: () => (/* binding */ snapshotName),
/* harmony export */   jD: () => (/* binding */ VHD_CONTAINER),
/* harmony export */   ki: () => (/* binding */ VHD_FOLDER),
/* harmony export */   kp: () => (/* binding */ roleOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var uuid__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73604);
// Names: every name a run creates derives from one key, so that a re-run on a fresh runner finds what is done.


/** Namespace of this action's UUIDv5 values (a random UUID, fixed for ever). */
const NAMESPACE = '5f0c7c3e-9d0e-4c8e-8f0b-0e6a3f1f7a61';
/** The key of one release: image definition, version and pool family. Case-insensitive, as Azure's names are. */
function nameKey(definitionId, version, family) {
    const text = [definitionId, version, family].map((part) => part.toLowerCase()).join('|');
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex').slice(0, 20);
}
/** `os`, `data-0`, ...: for IDs of steps and names of snapshots. */
function roleName(role) {
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
    return `abip-${key}-${roleName(role)}`;
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
    return `${captureFolder(containerName)}${prefix}-${disk}.${(0,uuid__WEBPACK_IMPORTED_MODULE_1__/* ["default"] */ .Ay)(`${key}/vhd`, NAMESPACE)}.vhd`;
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
    return (0,uuid__WEBPACK_IMPORTED_MODULE_1__/* ["default"] */ .Ay)(`${key}/lease/${roleName(role)}`, NAMESPACE);
}


/***/ }),

/***/ 67399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gi: () => (/* binding */ isUrgent),
/* harmony export */   HQ: () => (/* binding */ isNear),
/* harmony export */   yV: () => (/* binding */ endOfSupport)
/* harmony export */ });
const DAY_MS = 24 * 60 * 60 * 1000;
const NOTICE_DAYS = [30, 90, 180];
/** An agent ends when the last image listed for it ends; an image listed without an end keeps it alive. */
function endOfSupport(images, now) {
    const ends = images.map(({ endOfLife }) => (endOfLife === undefined ? Infinity : Date.parse(endOfLife)));
    const end = Math.max(...ends);
    if (!Number.isFinite(end))
        return undefined;
    return {
        day: new Date(end).toISOString().slice(0, 10),
        daysLeft: Math.ceil((end - now.getTime()) / DAY_MS),
    };
}
/** Whether it is time to say so. */
function isNear(daysLeft) {
    return NOTICE_DAYS.some((limit) => daysLeft <= limit);
}
/** So near that Azure may act on it soon. */
function isUrgent(daysLeft) {
    return daysLeft <= NOTICE_DAYS[0];
}


/***/ }),

/***/ 9041:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B9: () => (/* binding */ listStates),
/* harmony export */   K7: () => (/* binding */ totalNodes),
/* harmony export */   ni: () => (/* binding */ BAD_STATES),
/* harmony export */   ry: () => (/* binding */ countIn)
/* harmony export */ });
/** From the healthy end of a node's life to the broken one: the order in which states are told. */
const ORDER = [
    'idle',
    'running',
    'creating',
    'starting',
    'waitingforstarttask',
    'rebooting',
    'reimaging',
    'upgradingos',
    'offline',
    'leavingpool',
    'preempted',
    'deallocating',
    'deallocated',
    'unknown',
    'starttaskfailed',
    'unusable',
];
const WORDS = {
    waitingforstarttask: 'waiting for the start task',
    starttaskfailed: 'with a failed start task',
    leavingpool: 'leaving the pool',
    upgradingos: 'upgrading the OS',
};
/** States in which a node is of no use until somebody looks into it. */
const BAD_STATES = ['unusable', 'starttaskfailed'];
function countIn(counts, ...states) {
    return states.reduce((sum, state) => sum + (counts.dedicated[state] ?? 0) + (counts.lowPriority[state] ?? 0), 0);
}
function totalNodes(counts) {
    return countIn(counts, ...ORDER);
}
/** `2 idle, 1 starting`; `no nodes yet` when there are none. */
function listStates(counts) {
    const parts = ORDER.map((state) => [countIn(counts, state), WORDS[state] ?? state])
        .filter(([count]) => count > 0)
        .map(([count, word]) => `${count} ${word}`);
    return parts.length === 0 ? 'no nodes yet' : parts.join(', ');
}


/***/ }),

/***/ 60123:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DC: () => (/* binding */ refusedRead),
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   ks: () => (/* binding */ NO_SUBSCRIPTION),
/* harmony export */   l1: () => (/* binding */ isSignInError),
/* harmony export */   lJ: () => (/* binding */ noSubscription),
/* harmony export */   lo: () => (/* binding */ lackedRight),
/* harmony export */   vu: () => (/* binding */ isRefusal)
/* harmony export */ });
/* harmony import */ var _azure_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(71623);
/* harmony import */ var _azure_hints_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(47577);
/* harmony import */ var _azure_resource_id_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(18481);
// What a service refuses to show, in words: the right that is missing and the role that has it, or the answer as it is.



/** A subscription that does not exist, or in which the caller has no role at all, is found by nobody. */
const NO_SUBSCRIPTION = 'SubscriptionNotFound';
/** Storage names neither the right nor the scope: its answer to HEAD is a code alone. */
const READ_BLOBS = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';
/** Whether the service that was asked refuses; a token that is refused on the way is no matter of one read. */
function isRefusal(error) {
    if (!(0,_azure_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .isAzureServiceError */ .B5)(error) || isSignInError(error))
        return false;
    return error.status === 403 || error.code === NO_SUBSCRIPTION;
}
function isSignInError({ service }) {
    return service === 'Entra' || service === 'GitHub';
}
function refusedRead(error, place) {
    const lacked = lackedRight(error, place);
    return lacked === undefined ? refusal(error, place) : missingRight(lacked, error, place);
}
/** What `refusedRead` says is missing, if it says so. */
function lackedRight(error, { scope }) {
    const { service, code, missingAction } = error;
    if (missingAction !== undefined)
        return missingAction;
    if (service !== 'Storage' || code !== 'AuthorizationPermissionMismatch')
        return undefined;
    return { action: READ_BLOBS, scope, principal: 'the signed-in identity' };
}
function missingRight({ action, scope, principal }, { code }, place) {
    return {
        code: 'right-missing',
        input: place.input,
        found: `no right to ${action} over ${scope} (${code})`,
        expected: `a role with that action for ${principal}`,
        fix: `Assign ${place.role} on ${shown(place.scope)} or above it; a new assignment can take minutes to count.`,
    };
}
/** A subscription's name is an ID, which says nothing by itself. */
function shown(scope) {
    return /^\/subscriptions\/[^/]+$/i.test(scope) ? `subscription ${(0,_azure_resource_id_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(scope)}` : (0,_azure_resource_id_js__WEBPACK_IMPORTED_MODULE_2__/* .nameOf */ .Vb)(scope);
}
function refusal(error, { input }) {
    const { code, operation, service, serviceMessage, status } = error;
    const text = serviceMessage.split('\n')[0] ?? '';
    return {
        code: 'read-refused',
        input,
        found: `that ${service} refuses ${operation} (${code === `HTTP ${status}` ? code : `HTTP ${status ?? 0} ${code}`}: ${text})`,
        expected: 'an answer',
        fix: (0,_azure_hints_js__WEBPACK_IMPORTED_MODULE_1__/* .hintFor */ .J)(error) ?? 'Check the roles of the signed-in identity and the network rules of the resource.',
    };
}
function noSubscription(subscriptionId) {
    return {
        code: 'subscription-not-found',
        input: 'subscription-id',
        found: `no subscription ${subscriptionId}`,
        expected: 'a subscription that exists and in which the signed-in identity has a role',
        fix: 'Check subscription-id (and tenant-id: a subscription belongs to one tenant), or assign a role to the identity.',
    };
}


/***/ }),

/***/ 23930:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ resolveResource)
/* harmony export */ });
/* harmony import */ var _azure_names_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(50327);
/* harmony import */ var _azure_resource_id_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18481);
// A resource given by name or by ID: a name means one in the run's subscription and resource group.


const RESOURCES = {
    'vm-name': { type: 'Microsoft.Compute/virtualMachines', kind: 'virtual machine' },
    gallery: { type: 'Microsoft.Compute/galleries', kind: 'gallery' },
    'batch-account': { type: 'Microsoft.Batch/batchAccounts', kind: 'Batch account' },
    'storage-account': { type: 'Microsoft.Storage/storageAccounts', kind: 'storage account' },
};
function resolveResource(input, text, { subscriptionId, resourceGroup = '' }) {
    const { type, kind } = RESOURCES[input];
    const given = text.includes('/') ? (0,_azure_resource_id_js__WEBPACK_IMPORTED_MODULE_1__/* .parseResourceId */ .RQ)(text) : { subscriptionId, resourceGroup, type, name: text };
    if (given?.type.toLowerCase() !== type.toLowerCase()) {
        const shape = (0,_azure_resource_id_js__WEBPACK_IMPORTED_MODULE_1__/* .formatResourceId */ .bM)({ subscriptionId: '<id>', resourceGroup: '<group>', type, name: '<name>' });
        const expected = `a name, or a resource ID \`${shape}\``;
        return refuse({ code: 'resource-id-invalid', input, found: text, expected, fix: 'Give one of the two.' });
    }
    const expected = (0,_azure_names_js__WEBPACK_IMPORTED_MODULE_0__/* .nameFault */ .I)(kind, given.name);
    const fix = `Correct \`${input}\`: Azure refuses any other name.`;
    if (expected !== undefined)
        return refuse({ code: 'name-invalid', input, found: given.name, expected, fix });
    return { value: { id: (0,_azure_resource_id_js__WEBPACK_IMPORTED_MODULE_1__/* .formatResourceId */ .bM)({ ...given, type }), name: given.name } };
}
function refuse(problem) {
    return { problems: [{ ...problem, found: `\`${problem.found}\`` }] };
}


/***/ }),

/***/ 604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ signInToAzure)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 15 modules
var core = __webpack_require__(24600);
// EXTERNAL MODULE: ./lib/azure/cloud.js
var azure_cloud = __webpack_require__(64826);
// EXTERNAL MODULE: ./lib/azure/connection-errors.js
var connection_errors = __webpack_require__(85547);
// EXTERNAL MODULE: ./lib/azure/credential.js + 3 modules
var credential = __webpack_require__(58044);
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
    const cloud = await (0,azure_cloud/* resolveCloud */.au)(bounded, { environment, endpoints });
    const options = {
        clientId: inputs.clientId,
        tenantId: inputs.tenantId,
        cloud,
        namedAuthority: endpoints.authority === undefined ? undefined : new URL(endpoints.authority).hostname,
        getIdToken: createIdTokenSource(core.getIDToken, process.env),
        oidcAudience: inputs.oidcAudience ?? (0,azure_cloud/* federationAudienceOf */.Nl)(cloud),
        environment: process.env,
    };
    const session = await (0,credential/* signIn */.Jv)(host, options, deadline).catch((error) => {
        const { namedAuthority: named } = options;
        if (named === undefined || !(0,connection_errors/* isUnknownHost */.RT)(error, named))
            throw error;
        const where = { input: 'cloud-endpoints', shown: `authority=${endpoints.authority}`, host: named };
        throw (0,azure_cloud/* unknownHost */.Vp)(where, 'the address where tokens come from', error);
    });
    host.progress(`Signed in to ${session.cloud.name} (${session.identity.kind})`);
    return session;
}


/***/ })

};
