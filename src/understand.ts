// The request of a run, as far as its inputs, its provenance and its pool specification tell it; or all that is wrong with
// them. Secrets are masked as soon as they are read.
import { signaturesOf } from './azure/sas.ts';
import type { WorkflowHost } from './github/host.ts';
import { readPoolSpecInput } from './github/pool-spec-input.ts';
import { parsePoolSpec, type ParsedPoolSpec } from './pool/pool-spec.ts';
import { secretsIn } from './pool/secrets.ts';
import type { Provenance } from './provenance.ts';
import { buildRequest, type BuiltRequest } from './release/build-request.ts';
import type { Inputs } from './release/inputs.ts';

export async function understand(
  inputs: Inputs,
  host: WorkflowHost,
  reading: Promise<Provenance>,
): Promise<BuiltRequest> {
  if (inputs.source.kind === 'vhd-blob') for (const secret of signaturesOf(inputs.source.vhdUrl)) host.secret(secret);
  const [provenance, poolSpec] = await Promise.all([reading, readPoolSpec(inputs.poolSpec)]);
  if ('spec' in poolSpec) {
    for (const secret of secretsIn(poolSpec.spec.body)) host.secret(secret);
    for (const notice of poolSpec.spec.notices) host.notice(`pool-spec: ${notice}`);
  }
  return buildRequest({ inputs, provenance, poolSpec, workspace: workspaceFolder(), now: host.clock.now() });
}

function workspaceFolder(): string {
  return process.env['GITHUB_WORKSPACE'] ?? process.cwd();
}

async function readPoolSpec(input: string): Promise<ParsedPoolSpec> {
  const found = await readPoolSpecInput(input, workspaceFolder());
  if ('problems' in found) return found;
  return parsePoolSpec(found.text, found.file === undefined ? {} : { file: found.file });
}
