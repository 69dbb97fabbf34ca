// The capture of 2017: Azure copies the VM's unmanaged disks, and answers with a template that names the copies.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Arm, Wait } from '../azure/arm.ts';
import type { Host } from '../azure/host.ts';
import type { Blobs } from '../azure/page-blobs.ts';
import { captureVhds } from '../azure/vm-capture.ts';
import { STATE_MARK, type Marks } from '../marks.ts';
import type { DiskRole } from '../names.ts';
import type { WholeVhd } from './planned-vhd.ts';
import { footerFault, VHD_FOOTER_BYTES } from './vhd-footer.ts';

export interface UnmanagedCapture {
  readonly vmId: string;
  readonly capture: {
    readonly containerName: string;
    readonly vhdPrefix: string;
    readonly overwriteVhd: boolean;
    readonly templatePath?: string;
  };
  readonly marksOf: (role: DiskRole) => Marks;
}

interface Tools {
  readonly host: Host;
  readonly arm: Arm;
  readonly blobs: Blobs;
}

/** The VM is deallocated and flagged. Resolves when every copy is checked and marked, and the template is saved. */
export async function captureUnmanaged(
  { vmId, capture, marksOf }: UnmanagedCapture,
  { host, arm, blobs }: Tools,
  wait: Wait,
): Promise<readonly (WholeVhd & { readonly role: DiskRole })[]> {
  const { containerName, vhdPrefix, overwriteVhd: overwrite, templatePath } = capture;
  const { template, os, data } = await captureVhds(arm, vmId, { containerName, vhdPrefix, overwrite }, wait);
  if (templatePath !== undefined) {
    await mkdir(dirname(templatePath), { recursive: true });
    await writeFile(templatePath, `${JSON.stringify(template, null, 2)}\n`);
    host.progress(`capture: template saved to ${templatePath}`);
  }
  const copies = [{ role: 'os' as const, url: os.url }, ...data.map(({ lun, url }) => ({ role: lun, url }))];
  return Promise.all(copies.map(async ({ role, url }) => ({ role, ...(await finish(url, marksOf(role), blobs)) })));
}

async function finish(url: string, marks: Marks, blobs: Blobs): Promise<WholeVhd> {
  const blob = await blobs.openUrl(url);
  const properties = await blob.properties();
  if (properties === undefined) throw new Error(`The captured VHD ${url} is not there, though Azure named it.`);
  const bytes = properties.length;
  const fault = footerFault(await blob.read(bytes - VHD_FOOTER_BYTES, VHD_FOOTER_BYTES), bytes - VHD_FOOTER_BYTES);
  if (fault !== undefined) throw new Error(`The captured VHD ${url} is none: ${fault}.`);
  await blob.setMetadata({ ...marks, [STATE_MARK]: 'complete' });
  return { url, bytes };
}
