// The ledger of a run: what it has open and must give back. Whoever runs after it (a post step) reads it.

export interface Ledger {
  readonly current: { readonly temporaries: readonly { readonly id: string }[] };
  addTemporary(temporary: { readonly kind: 'snapshot'; readonly id: string }): void;
  removeTemporary(id: string): void;
  addGrant(id: string): void;
  removeGrant(id: string): void;
  addLease(lease: { readonly blobUrl: string; readonly leaseId: string }): void;
  removeLease(blobUrl: string): void;
}
