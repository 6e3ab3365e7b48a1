import { entryHash, genesisHash, type Posted } from '../ledger';

/**
 * Follows one account's chain from its first row on (L5): each row has the next sequence number, is as it was written, names
 * the row before it, and is of the member and currency that the chain started with.
 */
export class ChainFollower {
  private sequence = 0;
  private hash = '';
  /** Whose chain it is; undefined before the first row. */
  owner: { readonly member: string; readonly currency: string } | undefined;

  /** @returns whether the chain is still whole with this row */
  accepts({ entry, allocations }: Posted): boolean {
    const { member, currency } = (this.owner ??= { member: entry.member, currency: entry.currency });
    if (this.sequence === 0) this.hash = genesisHash(member, currency);
    const isNext = entry.sequence === this.sequence + 1 && entry.previousHash === this.hash;
    const isOwn = entry.member === member && entry.currency === currency;
    if (!isNext || !isOwn || entryHash(entry, allocations) !== entry.hash) return false;
    this.sequence = entry.sequence;
    this.hash = entry.hash;
    return true;
  }
}
