// Examples of what is found in the inputs alone.
import { resolveCloud, UnknownCloud } from '../../../src/azure/cloud.ts';
import type { INPUT_PROBLEMS } from '../../../src/checks/inputs.ts';
import { settleProxy } from '../../../src/github/settle-proxy.ts';
import { unusableCloud } from '../../../src/release/checks/cloud.ts';
import { fakeHost } from '../../azure/fake-host.ts';
import type { ExamplesOf, Findings } from './example.ts';
import { understanding } from './situations.ts';

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

export const INPUTS: ExamplesOf<typeof INPUT_PROBLEMS> = {
  'input-missing': {
    found: () => understanding({ 'batch-account': '' }),
    says: 'batch-account: found nothing; expected a value. Add `batch-account` under `with:`. A value that comes from `vars` or `secrets` is empty where that name is not defined, and secrets are empty in runs from forks.',
  },
  'input-invalid': {
    found: () => understanding({ 'export-vhd': 'yes' }),
    says: 'export-vhd: found `yes`; expected `true` or `false`. Correct `export-vhd` in the workflow.',
  },
  'input-unknown': {
    found: () => understanding({ vmname: 'vm-golden' }),
    says: 'vmname: found an input that this action does not have; expected `vm-name`. Did you mean `vm-name`?',
  },
  'inputs-contradict': {
    found: () => understanding({ 'wait-for': 'none', 'min-ready-nodes': '1' }),
    says: 'min-ready-nodes: found `1`; expected nothing, because `wait-for` is `none`. Remove `min-ready-nodes`, or change `wait-for`.',
  },
  'name-invalid': {
    found: () => understanding({ gallery: 'render-gallery' }),
    says: 'gallery: found `render-gallery`; expected 1 to 80 letters, digits, `_` or `.`, starting and ending with a letter or digit; no dashes. Correct `gallery`: Azure refuses any other name.',
  },
  'resource-id-invalid': {
    found: () => understanding({ 'batch-account': 'rg-images/batchrender' }),
    says: 'batch-account: found `rg-images/batchrender`; expected a name, or a resource ID `/subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Batch/batchAccounts/<name>`. Give one of the two.',
  },
  'image-version-invalid': {
    found: () => understanding({}, { ref: 'refs/tags/nightly' }),
    says: 'image-version: found the tag `nightly`, which is no version; expected a tag `vX.Y.Z` or `X.Y.Z`. Set `image-version`, for example `image-version: 1.4.0`, or push a tag that is a version.',
  },
  'date-past': {
    found: () => understanding({ 'end-of-life-date': '2026-11-23' }),
    says: 'end-of-life-date: found `2026-11-23`; expected a date in the future. The gallery takes only future dates: choose a later one, or leave `end-of-life-date` out.',
  },
  'tag-reserved': {
    found: () => understanding({ tags: 'abip_key=mine' }),
    says: 'tags: found `abip_key`; expected names that do not start with `abip_`. Rename the tag: the action marks what it makes with names of this kind.',
  },
  'tags-too-many': {
    found: () => understanding({ tags: lines(41, (index) => `tag${index}=x`) }),
    says: 'tags: found 41 tags; expected at most 40. Remove tags: Azure takes 50 on a resource, and the action needs ten of them.',
  },
  'cloud-endpoint-unknown': {
    found: () => understanding({ 'cloud-endpoints': 'authorty=https://login.local' }),
    says: 'cloud-endpoints: found `authorty`, which is no endpoint that can be named; expected `authority`, `arm-audience`, `batch-audience`, `storage-audience`, `portal`. Did you mean `authority`?',
  },
  'cloud-endpoint-invalid': {
    found: () => understanding({ 'cloud-endpoints': 'batch-audience=https://batch.local/.default' }),
    says: 'cloud-endpoints: found `batch-audience=https://batch.local/.default`; expected an `https` URL without user, query and fragment. Name the audience as the resource is registered in Entra, without `/.default`.',
  },
  'cloud-unusable': {
    found: async () => cloudThatAnswers({ resourceManager: 'https://arm.local', batch: '' }),
    says: 'environment: found https://arm.local/metadata/endpoints?api-version=2022-09-01, which names no audience of Azure Batch; expected a cloud that offers Azure Batch. If this one does, name the audience: `batch-audience=https://...` in `cloud-endpoints`.',
  },
  'proxy-unusable': {
    found: () => settleProxy({ secret: () => undefined }, { HTTPS_PROXY: 'socks5://proxy.local:1080' }),
    says: 'HTTPS_PROXY: found a proxy of the kind `socks5://`; expected the URL of an HTTP proxy, `http://host:port` or `http://user:password@host:port`. Correct the environment variable HTTPS_PROXY of the job or of the runner.',
  },
};

/** What a run says of a cloud that describes itself so. */
async function cloudThatAnswers(description: Readonly<Record<string, string>>): Promise<Findings> {
  const body = { ...description, authentication: { loginEndpoint: 'https://login.local' } };
  try {
    await resolveCloud(fakeHost(), { environment: 'https://arm.local', endpoints: {} }, async () =>
      Promise.resolve({ status: 200, headers: {}, body }),
    );
    return [];
  } catch (error) {
    if (!(error instanceof UnknownCloud)) throw error;
    return [unusableCloud(error)];
  }
}
