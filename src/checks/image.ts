// Checks of the gallery, its image definition, the image version and the route to them.
import { problems, warnings } from './check.ts';

const GALLERY = 'https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery';
const VERSION = 'https://learn.microsoft.com/azure/virtual-machines/image-version';
const TRAITS = 'https://learn.microsoft.com/azure/virtual-machines/generation-2';
const LIMITS = 'https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#limits';
const ROUTES = 'docs/routes.md';

export const IMAGE_PROBLEMS = problems({
  'gallery-not-found': [
    'The gallery exists, or the run may make it.',
    'https://learn.microsoft.com/azure/virtual-machines/create-gallery',
  ],
  'gallery-deleting': ['Neither the gallery nor the image definition is being deleted.', GALLERY],
  'replicas-too-many': ['The image version has no more replicas than a gallery allows.', LIMITS],
  'definition-misfit': ['An image definition that exists fits the source.', ROUTES],
  'region-unknown': ['Every region of `replica-regions` is one of the subscription.', GALLERY],
  'version-taken': ['The image version does not exist, or is made of the same source.', VERSION],
  'image-version-unusable': ['An image version that exists can be used.', VERSION],
  'image-trait-differs': ['What the inputs say of the image is true of its source.', TRAITS],
  'image-trait-untold': ['What a VHD does not tell of itself is said by the inputs.', TRAITS],
  'route-closed': ['A way leads from this source to an image of this security type.', ROUTES],
  'route-needs-vhd': ['A route by the exported VHD is not closed by `export-vhd: false`.', ROUTES],
});

export const IMAGE_WARNINGS = warnings({
  'gallery-failed': ['The last operation on the gallery succeeded.', GALLERY],
  'image-end-of-life': ['Neither the definition nor the version is past its end of life.', VERSION],
  'version-not-latest': [
    'The new version becomes the latest of its definition.',
    'https://learn.microsoft.com/azure/virtual-machines/azure-compute-gallery#image-versions',
  ],
  'definition-plan': [
    'An image definition that exists has no purchase plan that the source does not have.',
    'https://learn.microsoft.com/azure/virtual-machines/marketplace-images',
  ],
  'generation-doubtful': ['The partitions of the VHD fit the generation that is wanted.', TRAITS],
});
