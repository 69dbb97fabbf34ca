// A SAS for one blob, signed with its account's key as its owner would sign it.
// https://learn.microsoft.com/rest/api/storageservices/create-service-sas
import {
  AccountSASPermissions,
  BlobSASPermissions,
  generateAccountSASQueryParameters,
  generateBlobSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { createAzureClient } from '../../runner/azure-client.ts';

export interface SignedUrlOptions {
  readonly expires?: string;
  /** Whether the signature covers every blob of the account; else that blob alone, in that state. */
  readonly ofAccount?: true;
  /** An older state of the blob. */
  readonly state?: { readonly snapshot?: string };
}

export async function signedUrl(
  environment: Readonly<Record<string, string>>,
  accountId: string,
  url: string,
  { expires = '2099-01-01T00:00:00Z', state = {}, ofAccount }: SignedUrlOptions = {},
): Promise<string> {
  const client = createAzureClient(environment);
  const listKeys = `https://management.azure.com${accountId}/listKeys?api-version=2023-05-01`;
  const { body } = await client.expect(listKeys, { method: 'POST', audience: 'arm' });
  client.close();
  const { keys } = JSON.parse(body.toString('utf8')) as { readonly keys: readonly { readonly value: string }[] };
  const credential = new StorageSharedKeyCredential(accountId.split('/').at(-1) ?? '', keys[0]?.value ?? '');
  const [, containerName = '', ...name] = new URL(url).pathname.split('/');
  const times = { startsOn: new Date('2019-01-01T00:00:00Z'), expiresOn: new Date(expires) };
  const ofBlob = {
    ...times,
    containerName,
    blobName: name.join('/'),
    permissions: BlobSASPermissions.parse('r'),
    ...(state.snapshot !== undefined && { snapshotTime: state.snapshot }),
  };
  const everything = { ...times, services: 'b', resourceTypes: 'o', permissions: AccountSASPermissions.parse('r') };
  const sas =
    ofAccount === true
      ? generateAccountSASQueryParameters(everything, credential)
      : generateBlobSASQueryParameters(ofBlob, credential);
  return `${url}?${[...Object.entries(state).map(([name, value]) => `${name}=${value}`), sas.toString()].join('&')}`;
}
