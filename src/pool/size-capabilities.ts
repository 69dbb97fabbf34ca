// The capabilities of a VM size, which Azure lists as texts; one that is not listed is not judged.

/** `V1,V2` or `SCSI, NVMe`. */
export function listOf(text: string | undefined): readonly string[] | undefined {
  const items = text?.split(',').map((one) => one.trim());
  return items === undefined || items[0] === '' ? undefined : items;
}

export function isFlag(text: string | undefined, wanted: boolean): boolean {
  return text?.toLowerCase() === String(wanted);
}

export function numberOf(text: string | undefined): number | undefined {
  const value = Number(text ?? NaN);
  return Number.isFinite(value) ? value : undefined;
}

export function megabytes(text: string | undefined): number | undefined {
  const value = numberOf(text);
  return value === undefined ? undefined : value * 1024 ** 2;
}
