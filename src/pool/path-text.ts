import type { Path } from './document.ts';

/** A place in a pool specification as messages name it: `startTask.resourceFiles[2].httpUrl`. */
export function pathText(path: Path): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : index === 0 ? part : `.${part}`)).join('');
}
