// Jest's transform: node's own type stripping, so that tests run the same text that `node file.ts` runs.
const { stripTypeScriptTypes } = require('node:module');

module.exports = { process: (source) => ({ code: stripTypeScriptTypes(source) }) };
