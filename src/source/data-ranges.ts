// Where a disk holds data: the pages that are not all zeros, joined into as few ranges as is worth it.
import type { PageRange } from '../azure/page-blobs.ts';
import { joinRanges } from '../azure/page-ranges.ts';

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

export interface DataRanges {
  /** The disk's next bytes: whole pages, in order, in a buffer of their own. */
  add(bytes: Buffer): void;
  /** Of everything, when all is added: in order, beginning and ending with pages that hold data. */
  ranges(): readonly PageRange[];
}

export function collectDataRanges(mostRanges = MOST_RANGES): DataRanges {
  let found: PageRange[] = [];
  let gap = SHORTEST_GAP;
  let at = 0;
  /** The range that the next page may still belong to. */
  let start = 0;
  let end = 0;

  const close = (): void => {
    if (end > start) found.push({ offset: start, length: end - start });
    while (found.length > mostRanges) {
      gap *= 2;
      found = [...joinRanges(found, gap)];
    }
  };
  const note = (page: number): void => {
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
        if (EMPTY_BLOCK.compare(bytes, block, blockEnd, 0, blockEnd - block) === 0) continue;
        for (let page = block; page < blockEnd; page += PAGE_BYTES) if (holdsData(words, page / 4)) note(at + page);
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
function holdsData(words: Int32Array, first: number): boolean {
  for (let index = first; index < first + PAGE_BYTES / 4; index += 1) if (words[index] !== 0) return true;
  return false;
}
