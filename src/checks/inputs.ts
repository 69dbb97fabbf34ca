// Checks of the inputs alone, before anyone is asked.
import { problems } from './check.ts';

const INPUTS = 'README.md#inputs';
const NAMES = 'https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules';
const CLOUDS = 'README.md#proxies-private-cas-clouds';

export const INPUT_PROBLEMS = problems({
  'input-missing': ['Every input that the run needs is given.', INPUTS],
  'input-invalid': ['Every input has a value of its type.', INPUTS],
  'input-unknown': ['Every input has a name that the action knows.', INPUTS],
  'inputs-contradict': ['No input says what another makes meaningless.', INPUTS],
  'name-invalid': ['Names follow the rules of the resource that they name.', NAMES],
  'resource-id-invalid': ['A resource ID is whole and of the type that the input wants.', NAMES],
  'image-version-invalid': [
    'The image version has three numbers, given or taken from the tag.',
    'https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#image-versions',
  ],
  'date-past': [
    'The end-of-life date of the image version is in the future.',
    'https://learn.microsoft.com/azure/virtual-machines/image-version',
  ],
  'tag-reserved': ['No tag has a name of the action’s own marks.', INPUTS],
  'tags-too-many': [
    'The tags leave room for the action’s own.',
    'https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations',
  ],
  'cloud-endpoint-unknown': ['Every endpoint of `cloud-endpoints` is one that can be named.', CLOUDS],
  'cloud-endpoint-invalid': ['Every endpoint of `cloud-endpoints` is an `https` URL.', CLOUDS],
  'cloud-unusable': ['The cloud tells its endpoints.', CLOUDS],
  'proxy-unusable': ['The proxy of the environment can be used.', 'README.md#proxies-private-cas-clouds'],
});
