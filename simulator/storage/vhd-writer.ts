// VHDs in storage accounts that Azure itself writes: the disks of VMs of old, and what capturing such a VM makes of them.
import { AzureError } from '../kernel/errors.ts';
import type { ResourceStore } from '../kernel/resource-store.ts';
import { accountAt } from './accounts.ts';
import { bodyOf, type Azurite, type AzuriteResponse } from './azurite.ts';
import { refusalOf } from './azurite-answers.ts';
import { MAX_PAGE_WRITE } from './byte-ranges.ts';
import { sendContainer } from './containers.ts';
import type { Piece } from './sparse-files.ts';

const VERSION = { 'x-ms-version': '2021-12-02' };

/** Writes a page blob of `bytes` bytes, its container made when absent; what stood there before is gone. */
export type WriteVhdBlob = (
  url: string,
  bytes: number,
  pieces: AsyncIterable<Piece> | Iterable<Piece>,
  metadata?: Readonly<Record<string, string>>,
) => Promise<void>;

export function vhdBlobWriter(azurite: Azurite, resources: ResourceStore): WriteVhdBlob {
  return async (url, bytes, pieces, metadata = {}) => {
    const { hostname, pathname } = new URL(url);
    const account = accountAt(resources, hostname);
    if (account === undefined) {
      throw new AzureError(404, 'StorageAccountNotFound', `There is no storage account at ${hostname}.`);
    }
    // A name that no container can have is refused to the blob just as well.
    await sendContainer(azurite, account, decodeURIComponent(pathname.split('/')[1] ?? ''));
    const send = async (
      query: string,
      headers: Readonly<Record<string, string>>,
      body?: Buffer,
    ): Promise<AzuriteResponse> =>
      azurite.sendTrusted({
        method: 'PUT',
        account: account.name,
        path: `${pathname}${query}`,
        headers: { ...VERSION, ...headers },
        ...(body !== undefined && { body }),
      });

    const marks = Object.entries(metadata).map(([name, value]) => [`x-ms-meta-${name}`, value] as const);
    const size = { 'x-ms-blob-type': 'PageBlob', 'x-ms-blob-content-length': String(bytes) };
    const made = await send('', { ...size, ...Object.fromEntries(marks) });
    const text = (await bodyOf(made)).toString();
    if (made.status >= 400) throw refusalOf(made, text);
    for await (const { offset, data } of pieces) {
      for (let at = 0; at < data.length; at += MAX_PAGE_WRITE) {
        const part = data.subarray(at, at + MAX_PAGE_WRITE);
        const range = `bytes=${offset + at}-${offset + at + part.length - 1}`;
        const written = await send('?comp=page', { 'x-ms-page-write': 'update', 'x-ms-range': range }, part);
        if (written.status >= 400) throw new Error(`${url} does not take a page: ${written.status}.`);
        await bodyOf(written);
      }
    }
  };
}
