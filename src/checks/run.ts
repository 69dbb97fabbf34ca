// What is worth telling of a run that goes on, and what an inspection finds.
import { warnings } from './check.ts';

const INSPECT = 'docs/inspect.md';

export const RUN_WARNINGS = warnings({
  'also-failed': ['No step failed beside the one that ended the run.', 'README.md#troubleshooting'],
  'told-in-log': ['Whatever else the log warns of.', 'README.md#troubleshooting'],
});

export const INSPECT_WARNINGS = warnings({
  'part-unread': ['Every part of the inventory could be read.', INSPECT],
  'image-gone': ['The images of pools exist.', INSPECT],
  'image-retired': ['No pool is made from an image of a kind that Azure retired.', INSPECT],
  'no-latest-version': ['Image definitions that pools follow have a latest version.', INSPECT],
  'storage-absent': ['The auto-storage account of the Batch account exists.', INSPECT],
});
