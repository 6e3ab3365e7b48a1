import type { AccountId } from '../kernel';
import { type AccountKey, nameOf } from './store/account-store';

/** Accounts whose ids are kept. */
const MOST = 100_000;

/**
 * Which id an account has. An id never changes, so it is looked up once a process, not once a posting. Only a hint all
 * the same: the row that is locked by the id says whose it is, and a transaction that was rolled back may have left an
 * id that no account has.
 */
export class AccountIds {
  private readonly ids = new Map<string, AccountId>();

  get(key: AccountKey): AccountId | undefined {
    return this.ids.get(nameOf(key));
  }

  remember(key: AccountKey, id: AccountId): void {
    if (this.ids.size >= MOST) this.ids.clear();
    this.ids.set(nameOf(key), id);
  }

  forgetAll(): void {
    this.ids.clear();
  }
}
